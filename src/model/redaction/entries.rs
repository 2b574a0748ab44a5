//! What happened, redacted.

use std::borrow::Cow;

use super::super::{
    Alarm, Change, Complaint, Contract, Ending, Entry, Event, FollowUp, Invitation, Invoice, KeptFile, Mark,
    Note, Order, OrderItem, Payment, Promise, Quote, Request, Sample, SuggestionAnswered, Text, Trace, fold,
    reference_key,
};
use super::{HIDDEN, Redaction};

impl Redaction {
    pub(super) fn entry<'a>(&self, entry: Entry<'a>) -> Entry<'a> {
        let Entry { at, by, via, text, event, files, origin, line } = entry;
        Entry {
            at,
            by: by.map(|by| self.colleague(by.into_owned()).into()),
            via: via.map(|via| self.channel(&via).into()),
            text: unread(text),
            event: self.event(event),
            files: files.into_iter().map(|file| self.kept(file)).collect(),
            origin,
            line,
        }
    }

    /// The name may say anything, and by the hash whoever has a file knows that it is this one.
    fn kept(&self, file: KeptFile) -> KeptFile {
        let KeptFile { name: _, sha256, bytes } = file;
        KeptFile { name: self.mask("file", &sha256), sha256: HIDDEN.to_owned(), bytes }
    }

    fn event<'a>(&self, event: Event<'a>) -> Event<'a> {
        match event {
            Event::FollowUp(said) => Event::FollowUp(self.follow_up(said)),
            Event::Sample(Sample { state, item, reference }) => {
                Event::Sample(Sample { state, item: self.code(item), reference: self.code(reference) })
            }
            Event::Quote(Quote {
                state,
                money,
                item,
                reference,
                expected,
                why,
                competitor,
                quantity,
                unit,
            }) => Event::Quote(Quote {
                state,
                money,
                item: self.code(item),
                reference: self.code(reference),
                expected,
                why: unread(why),
                competitor: unread(competitor),
                quantity,
                unit: self.unit(unit),
            }),
            Event::Order(order) => Event::Order(self.order(order)),
            Event::Contract(Contract { reference, money, from, until }) => {
                Event::Contract(Contract { reference: self.code(reference), money, from, until })
            }
            Event::Invoice(Invoice { reference, money, due }) => {
                Event::Invoice(Invoice { reference: self.code(reference), money, due })
            }
            Event::Payment(Payment { reference, money }) => {
                Event::Payment(Payment { reference: self.code(reference), money })
            }
            Event::Complaint(Complaint { reference, state }) => {
                Event::Complaint(Complaint { reference: self.code(reference), state })
            }
            Event::Ending(Ending { reference, state, why, competitor }) => Event::Ending(Ending {
                reference: self.code(reference),
                state,
                why: unread(why),
                competitor: unread(competitor),
            }),
            Event::Promise(Promise { state, what, due, reference }) => {
                let (what, reference) = (self.code(what), self.code(reference));
                Event::Promise(Promise { state, what, due, reference })
            }
            Event::Request(Request { state, what, reference, why }) => Event::Request(Request {
                state,
                what: self.code(what),
                reference: self.code(reference),
                why: unread(why),
            }),
            Event::Invitation(Invitation { state, what }) => {
                Event::Invitation(Invitation { state, what: self.code(what) })
            }
            Event::Alarm(Alarm { of, answer, why }) => Event::Alarm(Alarm { of, answer, why: unread(why) }),
            Event::Grade(Change { from, to, why }) => {
                let seen = |grade: Option<Text<'a>>| grade.map(|grade| self.grade(grade.into_owned()).into());
                Event::Grade(Change { from: seen(from), to: seen(to), why: unread(why) })
            }
            Event::Owner(Change { from, to, why }) => {
                let seen =
                    |owner: Option<Text<'a>>| owner.map(|owner| self.colleague(owner.into_owned()).into());
                Event::Owner(Change { from: seen(from), to: seen(to), why: unread(why) })
            }
            Event::Note(note) => Event::Note(self.note(note)),
            Event::Suggestion(SuggestionAnswered { code, answer, to, why, until }) => {
                let to = to.map(|grade| self.grade(grade.into_owned()).into());
                Event::Suggestion(SuggestionAnswered { code, answer, to, why: unread(why), until })
            }
            Event::Merged(Trace { from }) => Event::Merged(Trace { from: self.id(from) }),
            Event::Renamed(Trace { from }) => Event::Renamed(Trace { from: self.id(from) }),
            Event::Other(_) => Event::Other(HIDDEN.into()),
        }
    }

    fn note<'a>(&self, note: Note<'a>) -> Note<'a> {
        let Note { with, next, plan, planned, action, mark } = note;
        Note {
            with: with.map(|name| self.person(&name).into()),
            next,
            plan: unread(plan),
            planned,
            action: unread(action),
            // Whoever has the files could tell by the hash which line it is.
            mark: mark.map(|mark| Mark { of: HIDDEN.into(), ..mark }),
        }
    }

    fn follow_up<'a>(&self, said: FollowUp<'a>) -> FollowUp<'a> {
        let FollowUp {
            with,
            with_us,
            reply,
            need,
            visit,
            satisfaction,
            minutes,
            next,
            plan,
            example,
            action,
            written,
        } = said;
        FollowUp {
            with: with.map(|name| self.person(&name).into()),
            with_us: with_us.into_iter().map(|by| self.colleague(by.into_owned()).into()).collect(),
            reply,
            need,
            visit,
            satisfaction,
            minutes,
            next,
            plan: unread(plan),
            example,
            action: unread(action),
            written,
        }
    }

    /// A number of an order, or what a sample is of. A later entry may call by either what an earlier one called by
    /// the other, in capitals or not: their masks are of one sort, and equal where the rules see them as equal.
    fn code<'a>(&self, code: Option<Text<'a>>) -> Option<Text<'a>> {
        code.map(|code| self.mask("code", &reference_key(&code)).into())
    }

    /// What the rules say of a product: its item of samples and quotes behind the redaction.
    pub fn product(&self, name: &str) -> String {
        self.mask("code", &reference_key(name))
    }

    /// A product line, which is another one in other letters.
    fn line<'a>(&self, item: Option<Text<'a>>) -> Option<Text<'a>> {
        item.map(|item| self.exact_mask("line", item.trim()).into())
    }

    fn order<'a>(&self, order: Order<'a>) -> Order<'a> {
        let Order { money, margin, cost, item, reference, quantity, unit, returns, items, is_taken_back } =
            order;
        let (item, reference, unit) = (self.line(item), self.code(reference), self.unit(unit));
        let of = |one: OrderItem<'a>| {
            let OrderItem { item, quantity, unit, amount, cost } = one;
            OrderItem { item: self.line(item), quantity, unit: self.unit(unit), amount, cost }
        };
        let (returns, items) = (self.code(returns), items.into_iter().map(of).collect());
        Order { money, margin, cost, item, reference, quantity, unit, returns, items, is_taken_back }
    }

    /// What a quantity is counted in: that of the rules is seen, and of the others one is told from another.
    fn unit<'a>(&self, unit: Option<Text<'a>>) -> Option<Text<'a>> {
        unit.map(
            |unit| {
                if self.words.units.contains(&fold(&unit)) { unit } else { self.mask("unit", &unit).into() }
            },
        )
    }

    fn id<'a>(&self, id: Option<Text<'a>>) -> Option<Text<'a>> {
        id.map(|id| self.mask("id", &id).into())
    }
}

fn unread<'a>(text: Option<Cow<'a, str>>) -> Option<Cow<'a, str>> {
    text.map(|_| HIDDEN.into())
}
