//! From options to entries.

use super::Args;
use super::reader::Reader;
use super::words::known_channel;
use crate::cli::change::now;
use crate::cli::failure::Failure;
use crate::cli::people;
use crate::cli::session::Session;
use crate::cli::words::listed;
use crate::model::{
    Complaint, ComplaintState, Contract, Decimal, Ending, EndingState, Entry, EntryField, Event, FollowUp,
    Invoice, Measure, Need, NextContact, Note, Order, Payment, Quote, QuoteState, Reply, Sample, SampleState,
    Stamp, Text, Visit, suggestion_of,
};
use crate::plan::Words;
use crate::render::lang::{self, Lang, both};
use crate::rules::{Action, is_late};

/// The entries that the options mean: an event, a follow-up, or both. The event comes first, so that
/// a date agreed in the same contact stays agreed.
pub(super) fn entries(
    session: &Session<'_>,
    args: &Args,
    at: Stamp,
    by: &str,
    text: Option<String>,
) -> Result<Vec<Entry<'static>>, Failure> {
    let reader = Reader { session, by, args, at };
    let text: Option<Text<'static>> = text.map(Text::Owned);
    let entry = |event, text| Entry { by: Some(by.to_owned().into()), text, ..Entry::new(at, event) };
    let event = reader.event()?;
    let follow_up = reader.follow_up()?;
    let via = args.via.as_deref().map(|via| known_channel(args.force, via)).transpose()?.map(Text::from);
    let said = |via, entry: Entry<'static>| Entry { via, ..entry };
    // Whoever says when it was may say it long after.
    let now = now(session);
    let written = (args.at.is_some() && is_late(at, now)).then_some(now);
    match event {
        None if args.no_contact => {
            reader.no_event_options()?;
            Ok(vec![entry(Event::Note(reader.note(follow_up)?), text)])
        }
        None => {
            reader.no_event_options()?;
            let follow_up = FollowUp { written, ..follow_up };
            // Whose data are right, or whose status is another one, is no contact: nothing but that is written.
            let is_nothing_else =
                FollowUp { with: None, written: None, ..follow_up.clone() } == FollowUp::default();
            let is_of_file = args.verified || args.status.is_some();
            if is_of_file && text.is_none() && via.is_none() && is_nothing_else && args.file.is_empty() {
                return Ok(Vec::new());
            }
            // A picture alone says nothing of a contact.
            if is_nothing_else
                && text.is_none()
                && via.is_none()
                && !args.file.is_empty()
                && args.text.is_none()
            {
                return Ok(vec![entry(Event::Note(Note::default()), None)]);
            }
            Ok(vec![said(via, entry(Event::FollowUp(follow_up), text))])
        }
        Some(Event::Note(_)) => Ok(vec![entry(Event::Note(reader.note(follow_up)?), text)]),
        Some(event) => {
            let is_said = follow_up != FollowUp::default();
            let is_spoken_of = !args.no_contact && is_spoken_of(&event);
            if reader.tells_of_contact(&follow_up, text.is_some() || args.text.is_some() || is_spoken_of)?
                || (is_spoken_of && is_said)
            {
                let follow_up = FollowUp { written, ..follow_up };
                return Ok(vec![entry(event, None), said(via, entry(Event::FollowUp(follow_up), text))]);
            }
            if is_said {
                let note = Event::Note(reader.note(follow_up)?);
                return Ok(vec![entry(event, text), entry(note, None)]);
            }
            // Somebody has told us, or we have told somebody: by a way that nobody has said.
            Ok(vec![said(is_spoken_of.then(|| "other".into()), entry(event, text))])
        }
    }
}

/// Whether a person who types such an event has been in contact with the customer by it (own).
fn is_spoken_of(event: &Event<'_>) -> bool {
    event.is_order()
        || matches!(event, Event::Quote(_) | Event::Contract(_) | Event::Complaint(_) | Event::Ending(_))
}

impl Reader<'_> {
    fn event(&self) -> Result<Option<Event<'static>>, Failure> {
        let args = self.args;
        let item = || own(args.item.as_ref());
        let reference = || own(args.reference.as_ref());
        let event = if let Some(state) = &args.sample {
            let state =
                self.word("--sample", state, Words::Sample, SampleState::parse, lang::sample_state)?;
            Event::Sample(Sample { state, item: item(), reference: reference() })
        } else if let Some(state) = &args.complaint {
            let state = self.word(
                "--complaint",
                state,
                Words::Complaint,
                ComplaintState::parse,
                lang::complaint_state,
            )?;
            Event::Complaint(Complaint { reference: reference(), state })
        } else if let Some(state) = &args.ending {
            let state =
                self.word("--ending", state, Words::Ending, EndingState::parse, lang::ending_state)?;
            let (why, competitor) = (own(args.why.as_ref()), own(args.competitor.as_ref()));
            Event::Ending(Ending { reference: reference(), state, why, competitor })
        } else if let Some(typed) = &args.promise {
            Event::Promise(self.promise(typed)?)
        } else if let Some(typed) = &args.request {
            Event::Request(self.request(typed)?)
        } else if let Some(typed) = &args.invitation {
            Event::Invitation(self.invitation(typed)?)
        } else if let Some(typed) = &args.alarm {
            Event::Alarm(self.alarm(typed)?)
        } else if let Some(amount) = &args.quote {
            Event::Quote(self.quote(amount)?)
        } else if let Some(amount) = &args.order {
            Event::Order(self.order(amount)?)
        } else if let Some(amount) = &args.contract {
            Event::Contract(self.contract(amount)?)
        } else if let Some(amount) = &args.invoice {
            let due = self.day("--due", args.due.as_ref())?;
            Event::Invoice(Invoice {
                reference: reference(),
                money: Some(self.money("--invoice", amount)?),
                due,
            })
        } else if let Some(amount) = &args.payment {
            let mut money = self.money("--payment", amount)?;
            // One that says no currency has that of its invoice.
            if !self.says_currency(amount) {
                money.currency = None;
            }
            Event::Payment(Payment { reference: reference(), money: Some(money) })
        } else if args.note {
            Event::Note(Note::default())
        } else {
            return Ok(None);
        };
        self.fitting(&event)?;
        Ok(Some(event))
    }

    /// An order of so much.
    fn order(&self, amount: &str) -> Result<Order<'static>, Failure> {
        let args = self.args;
        let (quantity, unit) = self.quantity()?;
        let money = self.money("--order", amount)?;
        if quantity.is_some_and(|quantity| quantity.is_sign_negative() && !money.amount.is_sign_negative()) {
            return Err(self.wrong(
                "goods that come back have an amount below zero",
                "退货的金额应为负数",
                "--order=-600 --quantity \"-50 pcs\"",
                "--order=-600 --quantity \"-50 件\"",
            ));
        }
        let margin = args.margin.as_ref().map(|text| self.fraction("--margin", text)).transpose()?;
        let cost = args.cost.as_ref().map(|text| self.number("--cost", text, Measure::Cost)).transpose()?;
        Ok(Order {
            money: Some(money),
            margin,
            cost,
            item: own(args.item.as_ref()),
            reference: own(args.reference.as_ref()),
            quantity,
            unit,
            ..Order::default()
        })
    }

    /// A contract of so much.
    fn contract(&self, amount: &str) -> Result<Contract<'static>, Failure> {
        let (from, until) = self.term()?;
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            return Err(self.wrong(
                "the contract ends before it begins",
                "合同在开始之前就结束了",
                "--from 2026-01-01 --until 2026-12-31",
                "--from 2026-01-01 --until 2026-12-31",
            ));
        }
        Ok(Contract {
            reference: own(self.args.reference.as_ref()),
            money: Some(self.money("--contract", amount)?),
            from,
            until,
        })
    }

    /// A quote of so much, or what became of one.
    fn quote(&self, typed: &str) -> Result<Quote<'static>, Failure> {
        let args = self.args;
        let state = Words::Quote.read(typed).and_then(QuoteState::parse);
        if state.is_some() && args.currency.is_some() {
            return Err(Failure::usage(both!(
                "--currency is for an amount, and --quote {typed} is none",
                "--currency 用于金额，而 --quote {typed} 不是金额"
            )));
        }
        let (quantity, unit) = self.quantity()?;
        let money = state.is_none().then(|| self.money("--quote", typed)).transpose()?;
        let is_none = |number: Decimal| number <= Decimal::ZERO;
        if money.is_some_and(|money| is_none(money.amount)) || quantity.is_some_and(is_none) {
            return Err(self.wrong(
                "what is quoted is more than nothing",
                "报价的金额和数量都应大于零",
                "--quote 12000; what came to nothing: --quote lost",
                "--quote 12000；没有成交的：--quote 丢单",
            ));
        }
        Ok(Quote {
            state,
            money,
            item: own(args.item.as_ref()),
            reference: own(args.reference.as_ref()),
            expected: self.day("--expected", args.expected.as_ref())?,
            why: own(args.why.as_ref()),
            competitor: own(args.competitor.as_ref()),
            quantity,
            unit,
        })
    }

    /// The options that say a field of an event, those that were given.
    fn event_options(&self) -> impl Iterator<Item = (&'static str, EntryField)> {
        let args = self.args;
        let options = [
            ("--currency", args.currency.is_some(), EntryField::Currency),
            ("--quantity", args.quantity.is_some(), EntryField::Quantity),
            ("--item", args.item.is_some(), EntryField::Item),
            ("--ref", args.reference.is_some(), EntryField::Reference),
            ("--what", args.what.is_some(), EntryField::What),
            ("--margin", args.margin.is_some(), EntryField::Margin),
            ("--cost", args.cost.is_some(), EntryField::Cost),
            ("--from", args.from.is_some(), EntryField::From),
            ("--until", args.until.is_some(), EntryField::Until),
            ("--due", args.due.is_some(), EntryField::Due),
            ("--expected", args.expected.is_some(), EntryField::Expected),
            ("--why", args.why.is_some(), EntryField::Why),
            ("--competitor", args.competitor.is_some(), EntryField::Competitor),
        ];
        options.into_iter().filter(|(_, given, _)| *given).map(|(option, _, field)| (option, field))
    }

    /// An option that the event doesn't have would be lost: it is refused.
    fn fitting(&self, event: &Event<'_>) -> Result<(), Failure> {
        let fields = event.known_kind().map_or(&[][..], |kind| kind.info().fields);
        let fits = |field: EntryField| fields.iter().any(|own| own.field == field);
        match self.event_options().find(|(_, field)| !fits(*field)) {
            None => Ok(()),
            Some((option, _)) => {
                let (kind, named) = (event.kind(), lang::kind(Lang::Zh, event.kind()));
                let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
                Err(Failure::usage(both!("{article} {kind} has no {option}", "{named}不能带 {option}"))
                    .try_this("crm log --help"))
            }
        }
    }

    fn no_event_options(&self) -> Result<(), Failure> {
        match self.event_options().next() {
            None => Ok(()),
            Some((option, _)) => Err(Failure::usage(both!(
                "{option} belongs to a sample, quote, order, contract, invoice, payment, complaint, ending, promise, request or invitation",
                "{option} 只用于样品、报价、订单、合同、发票、付款、投诉、终止意向、承诺、申请或邀请"
            ))
            .try_this(both!(
                "add --sample, --order …; the next contact is --next",
                "请加上 --sample、--order 等；安排下次跟进用 --next"
            ))),
        }
    }

    /// Whether what is said beside an event is of a contact. A day that is set is none, nor is what was done without one;
    /// with whom one spoke says too little of it, unless there is a way or a text.
    fn tells_of_contact(&self, said: &FollowUp<'static>, is_told: bool) -> Result<bool, Failure> {
        let FollowUp { with, action, next, plan, .. } = said.clone();
        let next_of = FollowUp { next, plan, ..FollowUp::default() };
        let beside = FollowUp { with: with.clone(), action, ..next_of };
        if self.args.no_contact {
            return Ok(false);
        }
        if *said != beside || self.args.via.is_some() {
            return Ok(true);
        }
        match (with, is_told) {
            (None, _) => Ok(false),
            (Some(_), true) => Ok(true),
            (Some(_), false) => Err(self.wrong(
                "--with says with whom you spoke, and nothing says that you did",
                "--with 表示与谁沟通，但没有写明沟通方式或内容",
                "add --via call (email, visit …), or what was said",
                "加上 --via 电话（邮件、拜访等），或写明沟通内容",
            )),
        }
    }

    /// A note may set the day of the next contact, and say what for, or tell of a gift; all else belongs to a contact.
    fn note(&self, given: FollowUp<'static>) -> Result<Note<'static>, Failure> {
        let FollowUp { with, next, plan, action, .. } = given.clone();
        let done = action.is_some().then(|| with.clone()).flatten();
        let note = FollowUp {
            with: done.clone(),
            next,
            plan: plan.clone(),
            action: action.clone(),
            ..FollowUp::default()
        };
        if given != note || self.args.via.is_some() {
            return Err(self.wrong(
                "a note is not a contact, so it has no --via, --reply, --minutes …",
                "备注不是跟进，不能带 --via、--reply、--minutes 等选项",
                if self.args.note { "leave out --note" } else { "leave out --no-contact" },
                if self.args.note { "去掉 --note" } else { "去掉 --no-contact" },
            ));
        }
        if plan.is_some() && next.and_then(NextContact::day).is_none() {
            return Err(self.wrong(
                "a note's --plan is for the day that it sets, and it sets none",
                "备注的 --plan 用于它定下的那一天，这里没有日期",
                "add --next fri; without a day: crm set ID plan=\"…\"",
                "加上 --next 周五；不定日期则：crm set 编号 plan=\"…\"",
            ));
        }
        Ok(Note { with: done, next, plan, action, ..Note::default() })
    }

    fn follow_up(&self) -> Result<FollowUp<'static>, Failure> {
        let args = self.args;
        Ok(FollowUp {
            with: own(args.with.as_ref()),
            with_us: self.with_us()?,
            reply: args
                .reply
                .as_ref()
                .map(|word| self.word("--reply", word, Words::Reply, Reply::parse, lang::reply))
                .transpose()?,
            need: args
                .need
                .as_ref()
                .map(|word| self.word("--need", word, Words::Need, Need::parse, lang::need))
                .transpose()?,
            visit: args
                .visit
                .as_ref()
                .map(|word| self.word("--visit", word, Words::Visit, Visit::parse, lang::visit))
                .transpose()?,
            satisfaction: args
                .satisfaction
                .as_ref()
                .map(|text| self.number("--satisfaction", text, Measure::Score))
                .transpose()?,
            minutes: args
                .minutes
                .as_ref()
                .map(|text| self.number("--minutes", text, Measure::Spent))
                .transpose()?,
            next: self.next()?,
            plan: own(args.plan.as_ref()),
            example: args.example.then_some(true),
            action: args.action.as_deref().map(|typed| self.action(typed)).transpose()?,
            written: None,
        })
    }

    /// An action of a playbook by its own name, however it was typed; another word stays, unless it looks like a slip.
    fn action(&self, typed: &str) -> Result<Text<'static>, Failure> {
        let typed = typed.trim();
        let names = Action::names(&self.session.config.policy.playbooks);
        if let Some(name) = Action::named(&self.session.config.policy.playbooks, typed) {
            return Ok(name.to_owned().into());
        }
        let near = suggestion_of(typed, names.iter().map(|name| (*name, *name)));
        match near.filter(|_| !self.args.force) {
            None => Ok(typed.to_owned().into()),
            Some(near) => Err(Failure::usage(both!(
                "--action: no playbook has \"{typed}\"",
                "--action：没有「{typed}」这个动作"
            ))
            .try_this(both!(
                "did you mean {near}? As it is: --force",
                "是不是 {near}？确实如此请加 --force"
            ))),
        }
    }

    /// Who of us was there, too: each once, and never the one who writes it.
    fn with_us(&self) -> Result<Vec<Text<'static>>, Failure> {
        let mut people: Vec<Text<'static>> = Vec::new();
        for typed in listed(&self.args.with_us).iter().filter(|typed| !typed.is_empty()) {
            let person = people::member(&self.session.config, typed)?;
            if person != self.by && !people.iter().any(|known| **known == person) {
                people.push(person.into());
            }
        }
        Ok(people)
    }
}

pub(super) fn own(text: Option<&String>) -> Option<Text<'static>> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).map(Text::Owned)
}
