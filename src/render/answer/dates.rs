//! `crm dates`: days that are no follow-ups, and what falls due.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::dates::{DatesShown, dates};
use super::super::lang::{self, Lang};
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::{Day, Exact, Keyed, Word, amount, list, text, vocabularies};
use crate::model::{InvitationState, Money};
use crate::plan::{DueStatus, Occasion, Reach};
use crate::rules::invitations::{Given, Invited};
use crate::rules::occasions::{Code, Kind};
use crate::rules::opportunities::Wait;
use crate::rules::{Opportunity, OpportunityStage};

vocabularies!(Code, InvitationState);

/// What `crm dates` answers.
pub struct DatesAnswer<'a> {
    /// The days, in their order.
    pub found: &'a [Occasion],
    /// Today.
    pub today: NaiveDate,
    /// How much of it is shown.
    pub shown: DatesShown,
}

/// One object per day and customer: what is overdue first, then by day, the most pressing kind first. What a kind
/// doesn't have is null. It only ever grows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "The days of crm dates --format json")]
pub struct DateList(Vec<DateItem>);

/// One day of one customer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "occasion")]
pub struct DateItem {
    /// The customer's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who looks after it; null is the pool. Of an action whom its `who` names, where that is somebody of the team.
    pub owner: Option<String>,
    /// Its country.
    pub country: Option<String>,
    /// The day: of the celebration, or on which it falls due.
    pub on: Day,
    /// Where the day stands to today. A celebration is never overdue: an event that runs is today's.
    pub standing: Word<DueStatus>,
    /// Days since its day, negative before it; at most 0 for a celebration.
    pub days_late: i64,
    /// What it is. More may be added.
    pub code: Word<Code>,
    /// The same for people, in English.
    pub text: String,
    /// birthday: whose; date, anniversary, event, action: what; quote-unanswered, deal: what it is for; promise: what was
    /// promised; request: what was asked for; recheck: the grade; move: the grade that is suggested; lost: why it is gone; pool:
    /// what it was left without (followup, order, deal).
    pub what: Option<String>,
    /// event, action: its Chinese name.
    pub what_zh: Option<String>,
    /// birthday: how old; founded, anniversary: years since.
    pub years: Option<u32>,
    /// anniversary: the first day; quote-unanswered: the quote's; deal: when it last moved, or was spoken about; complaint, ending: when it was opened; promise: when it was
    /// made; lost: when it was; move: its event; recheck: the
    /// last decision; pool: the last follow-up, order or deal, or the day its owner got it.
    pub since: Option<Day>,
    /// event: its last day, where it has several; complaint, ending: until when it has to be settled;
    /// deal: the day on which the customer means to order.
    pub until: Option<Day>,
    /// The number of the invoice, contract, quote, deal (its last one), complaint, wish to end, promise or request.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// invoices: what is still to be paid; contract, quote and deal: the amount.
    pub amount: Option<Exact>,
    /// invoices: what the invoice was made out over.
    pub total: Option<Exact>,
    /// The currency of both; null for the workspace's.
    pub currency: Option<String>,
    /// invoice-overdue: how many of the levels under reminders.invoice.overdue it has reached.
    pub level: Option<usize>,
    /// complaint, ending: whether somebody answered it.
    pub answered: Option<bool>,
    /// request: who asked.
    pub by: Option<String>,
    /// request: who decides: the managers of crm.yaml; else [], and it is the owner's. ending: the managers beside its
    /// owner, who are told at once.
    pub deciders: Vec<String>,
    /// birthday, founded, date, anniversary, event: the gift, card or invitation that the customer got last.
    pub given: Option<GivenItem>,
    /// event: whether the customer is invited, or came.
    pub invitation: Option<InvitationItem>,
    /// Whom to reach: on a birthday whose it is.
    pub contact: Option<Contact>,
    /// The command that deals with it, for a shell; words in capitals are to be filled in.
    #[serde(rename = "do")]
    pub next_step: Option<String>,
    /// deal: how far it has come.
    pub stage: Option<Word<OpportunityStage>>,
    /// deal: what it waits for.
    pub waits_for: Option<Word<Wait>>,
}

/// A person and the ways to it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Contact {
    /// Its name.
    pub name: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Service and handle.
    pub chat: Keyed<String>,
}

impl Answer for DatesAnswer<'_> {
    type Json = DateList;
    type Row = DateItem;

    const COLUMNS: &'static [Column<DateItem>] = &[
        column("on", |one| one.on.cell()),
        column("standing", |one| one.standing.cell()),
        column("days_late", |one: &DateItem| one.days_late.cell())
            .said(|one, lang| lang::late(lang, one.days_late)),
        column("code", |one| one.code.cell()),
        column("id", |one| one.id.cell()),
        column("name", |one| one.name.cell()),
        column("owner", |one| one.owner.cell()),
        column("text", |one| one.text.cell()),
        column("what", |one| one.what.cell()),
        column("years", |one| one.years.cell()),
        column("ref", |one| one.reference.cell()),
        column("amount", |one| one.amount.cell()),
        column("total", |one| one.total.cell()),
        column("currency", |one| one.currency.cell()),
        column("level", |one| one.level.cell()),
        column("contact", |one| one.contact.as_ref().map(|who| &who.name).cell()),
        column("email", |one| one.contact.as_ref().map(|who| &who.email).cell()),
        // A line has room for one way to reach somebody.
        column("phone", |one: &DateItem| one.contact.as_ref().map(|who| &who.phone).cell())
            .said(|one, _| one.contact.as_ref().map(|who| who.phone.as_ref().or(who.email.as_ref())).cell()),
        column("do", |one| one.next_step.cell()),
    ];
    const PLAIN: &'static [&'static str] =
        &["on", "code", "id", "name", "days_late", "text", "contact", "phone"];

    fn table(&self, lang: Lang, style: Style) -> String {
        dates(lang, self.found, self.today, self.shown, style)
    }

    fn json(&self) -> DateList {
        DateList(self.rows(Lang::En))
    }

    fn rows(&self, lang: Lang) -> Vec<DateItem> {
        let first = &self.found[..self.found.len().min(self.shown.most)];
        list(first, |one| DateItem::of(one, lang, self.today))
    }

    /// Each customer once.
    fn ids(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        self.rows(Lang::En).into_iter().map(|one| one.id).filter(|id| seen.insert(id.clone())).collect()
    }
}

impl DateItem {
    /// One day, said in a language.
    pub fn of(one: &Occasion, lang: Lang, today: NaiveDate) -> Self {
        let facts = Facts::of(&one.kind);
        let sum = |money: Option<Money>| amount(money.map(|money| money.amount));
        DateItem {
            id: one.id.to_string(),
            name: one.name.clone(),
            owner: one.owner.clone(),
            country: one.country.clone(),
            on: Day(one.on),
            standing: Word(one.due_status(today)),
            days_late: one.days_late(today),
            code: Word(one.code),
            text: lang::occasion_of_day(lang, one, today),
            what: text(facts.what),
            what_zh: text(facts.what_zh),
            years: facts.years,
            since: facts.since.map(Day),
            until: facts.until.map(Day),
            reference: facts.reference.cloned(),
            amount: sum(facts.money),
            total: sum(facts.total),
            currency: text(facts.money.and_then(|money| money.currency)),
            level: facts.level,
            answered: facts.answered,
            by: facts.by.cloned(),
            deciders: one.deciders.clone(),
            given: one.given.as_ref().map(GivenItem::of),
            invitation: one.invited.as_ref().map(InvitationItem::of),
            contact: one.contact.as_ref().map(Contact::of),
            next_step: text(lang::next_step(one)),
            stage: facts.deal.map(|deal| Word(deal.stage)),
            waits_for: facts.deal.and_then(|deal| deal.waits_for).map(Word),
        }
    }
}

/// What a customer was given.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct GivenItem {
    /// gift, card, invitation …: the action of the follow-up.
    pub action: String,
    /// When, YYYY-MM-DD.
    pub on: Day,
    /// What was said of it.
    pub text: Option<String>,
}

/// What came of an invitation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct InvitationItem {
    /// The event.
    pub what: String,
    /// invited, declined, came.
    pub state: Word<InvitationState>,
    /// The day of the newest entry that says so, YYYY-MM-DD.
    pub on: Day,
}

impl GivenItem {
    fn of(given: &Given) -> Self {
        GivenItem { action: given.action.clone(), on: Day(given.on), text: given.text.clone() }
    }
}

impl InvitationItem {
    /// What came of one.
    pub fn of(invited: &Invited) -> Self {
        InvitationItem { what: invited.what.clone(), state: Word(invited.state), on: Day(invited.on) }
    }
}

impl Contact {
    fn of(reach: &Reach) -> Self {
        Contact {
            name: reach.name.clone(),
            email: reach.email.clone(),
            phone: reach.phone.clone(),
            chat: reach.chat.iter().cloned().collect(),
        }
    }
}

/// What comes again where it is the day of the first order.
const FIRST_ORDER: &str = "first order";

/// What the kinds have in common, each as far as it has it.
#[derive(Default)]
struct Facts<'a> {
    what: Option<&'a str>,
    what_zh: Option<&'a str>,
    years: Option<u32>,
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
    reference: Option<&'a String>,
    money: Option<Money>,
    total: Option<Money>,
    level: Option<usize>,
    answered: Option<bool>,
    by: Option<&'a String>,
    deal: Option<&'a Opportunity>,
}

impl<'a> Facts<'a> {
    fn of(kind: &'a Kind) -> Self {
        let none = Facts::default();
        match kind {
            Kind::Birthday { who, age, .. } => Facts { what: who.as_deref(), years: *age, ..none },
            Kind::Founded { years } => Facts { years: Some(*years), ..none },
            Kind::Anniversary { what, since, years } => {
                Facts { what: Some(what), since: Some(*since), years: Some(*years), ..none }
            }
            Kind::Cooperation { since, years } => {
                Facts { what: Some(FIRST_ORDER), since: Some(*since), years: Some(*years), ..none }
            }
            Kind::Date { what } => Facts { what: Some(what), ..none },
            Kind::Event { what, until } => Facts {
                what: Some(lang::label(Lang::En, what)),
                what_zh: Some(lang::label(Lang::Zh, what)),
                until: *until,
                ..none
            },
            Kind::ContractEnd { reference, money } => {
                Facts { reference: reference.as_ref(), money: *money, ..none }
            }
            Kind::InvoiceDue { reference, rest, total } => {
                Facts { reference: reference.as_ref(), money: Some(*rest), total: Some(*total), ..none }
            }
            Kind::InvoiceOverdue { reference, rest, total, level, .. } => Facts {
                reference: reference.as_ref(),
                money: Some(*rest),
                total: Some(*total),
                level: Some(*level),
                ..none
            },
            Kind::QuoteUnanswered { reference, item, money, quoted } => Facts {
                what: item.as_deref(),
                reference: reference.as_ref(),
                money: *money,
                since: Some(*quoted),
                ..none
            },
            Kind::Deal { deal, since, is_expected: _ } => Facts {
                what: deal.item.as_deref(),
                reference: deal.references.last(),
                money: deal.money,
                since: Some(*since),
                until: deal.expected,
                deal: Some(deal),
                ..none
            },
            Kind::Emergency { reference, opened, answered, settle_by, .. } => Facts {
                reference: reference.as_ref(),
                since: Some(*opened),
                until: Some(*settle_by),
                answered: Some(*answered),
                ..none
            },
            Kind::Promise { reference, what, made } => {
                Facts { what: what.as_deref(), reference: reference.as_ref(), since: Some(*made), ..none }
            }
            Kind::Request { reference, what, by } => {
                Facts { what: what.as_deref(), reference: reference.as_ref(), by: by.as_ref(), ..none }
            }
            Kind::Approval { by } => Facts { by: by.as_ref(), ..none },
            Kind::Pool(fall) => Facts { what: Some(fall.because.as_str()), since: Some(fall.since), ..none },
            Kind::Action { what, last, .. } => Facts {
                what: Some(lang::label(Lang::En, what)),
                what_zh: Some(lang::label(Lang::Zh, what)),
                since: *last,
                ..none
            },
            Kind::Lost { since, why, competitor: _ } => {
                Facts { what: why.as_deref(), since: Some(*since), ..none }
            }
            Kind::Appointment { plan, agreed, .. } => {
                Facts { what: plan.as_deref(), since: Some(*agreed), ..none }
            }
            Kind::Move(to) => Facts { what: to.to.as_deref(), since: to.why.event(), ..none },
            Kind::Recheck { grade, last, .. } => Facts { what: Some(grade), since: *last, ..none },
        }
    }
}
