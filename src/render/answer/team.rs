//! `crm agenda --team`: what became of each person's follow-ups.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::lang::{self, Lang};
use super::super::team_report::{TeamReport, team_report};
use super::super::tone::Style;
use super::alarm::AlarmedItem;
use super::attention::Attention;
use super::column::{Cell, Column, column};
use super::examples::ExampleOfCustomer;
use super::form::Answer;
use super::reason::Reason;
use super::value::{Day, Moment, Number, Word, list};
use crate::model::Reply;
use crate::plan::{
    BrokenWord, Contacted, LateAction, LatePromise, NeverDone, Pressing, Record, Unhappy, Waiting,
    WaitingRequest,
};

/// What `crm agenda --team` answers.
pub struct TeamAnswer<'a> {
    /// The records, and of which days.
    pub team: &'a TeamReport<'a>,
    /// The day.
    pub today: NaiveDate,
}

/// What became of each person's follow-ups in the last week, day or month, the pool last. What was due on a day
/// follows from what was known the day before. Keys may be added; none of these goes away or changes its meaning.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "crm agenda --team --format json")]
pub struct TeamList(Vec<TeamRecord>);

/// What became of one person's follow-ups.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "record")]
pub struct TeamRecord {
    /// Whose customers; null: the pool.
    pub owner: Option<String>,
    /// How many, without the archived.
    pub customers: usize,
    /// Contact days, and what was missed.
    pub due: usize,
    /// Contact days on which a follow-up was due since that very day, by the files of that day.
    pub on_time: usize,
    /// Contact days on which one was due since before.
    pub late: usize,
    /// By how many days in all.
    pub days_late: i64,
    /// Customers that became due in these days, and that nobody has contacted yet.
    pub missed: usize,
    /// Contact days on which none was due: beyond the plan. They are not among those that were due.
    pub beyond: usize,
    /// Customers that are due now, those from before included.
    pub waiting: usize,
    /// The open complaints and wishes to end of this person's customers, by the day by which something has to be done.
    pub attention: Vec<PressingCustomer>,
    /// What waits for consent with this person's customers, the oldest first.
    pub requests: Vec<AskedItem>,
    /// What this person's customers were promised by a day that is over, and nobody has kept; the latest first.
    pub promises: Vec<LatePromiseItem>,
    /// Follow-ups that this person wrote down in these days more than 24 hours after the contact.
    pub written_late: usize,
    /// The minutes that were written down.
    pub minutes: Number,
    /// How complete the files of this person's customers are on average, in whole percent; null where crm.yaml's
    /// `required` asks for nothing of them.
    #[schemars(range(max = 100))]
    pub completeness: Option<usize>,
    /// How many of them lack something that is required.
    pub incomplete: usize,
    /// Those who are late now, the latest first; five at most. What is due today is not among them.
    #[schemars(length(max = 5))]
    pub longest: Vec<LateCustomer>,
    /// The example to learn from that the month's page shows, with the owner of its customer; null with all others, and
    /// on the page of a week or a day.
    pub example: Option<ExampleOfCustomer>,
    /// The actions of playbooks that are on this person's agenda, whosever the customer is, and late; the latest first.
    pub late_actions: Vec<LateActionItem>,
    /// What this person's customers were promised, and what was said in these days to be broken; the oldest first.
    pub broken_promises: Vec<BrokenPromiseItem>,
    /// Those of this person's customers that aren't satisfied: 1 or 2 of 5 by the newest follow-up that says so. The
    /// least satisfied first.
    pub unhappy: Vec<UnhappyCustomer>,
    /// The contacts of these days with this person's customers, and how they reacted; the newest first.
    pub contacts: Vec<ContactItem>,
    /// What the playbooks ask for again and again and nobody has ever done with this person's customers, in the order of
    /// work.
    pub never_done: Vec<NeverDoneItem>,
    /// The watched customers of this person for which an alarm rings, as in the output of `crm alarm`.
    pub alarms: Vec<AlarmedItem>,
}

/// A contact, and how the customer reacted.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct ContactItem {
    /// The customer's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    /// When: RFC 3339, or YYYY-MM-DD where the hour isn't known.
    pub at: Moment,
    /// Who made it.
    pub by: Option<String>,
    /// The kind of the entry: followup, quote, order …
    pub kind: String,
    /// The channel.
    pub via: Option<String>,
    /// How the customer reacted.
    pub reply: Option<Word<Reply>>,
    /// What was said.
    pub text: Option<String>,
}

/// A customer with which something was never done.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct NeverDoneItem {
    /// The customer's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    /// What it is, in English where crm.yaml says it.
    pub actions: Vec<String>,
}

/// A customer with an open complaint or wish to end.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct PressingCustomer {
    /// The customer's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    /// How many days ago the day was; negative before it.
    pub days_late: i64,
    /// What is open, as in crm due.
    #[serde(flatten)]
    pub attention: Attention,
}

/// A request for consent that nobody has answered.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct AskedItem {
    /// The customer's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    /// What was asked for.
    pub what: Option<String>,
    /// Its number.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// The day on which it was asked, YYYY-MM-DD.
    pub asked: Day,
    /// Who asked.
    pub by: Option<String>,
    /// How many days it waits.
    pub days: i64,
}

/// A promise whose day is over, and that nobody has kept.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct LatePromiseItem {
    /// The customer's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    /// What was promised.
    pub what: Option<String>,
    /// Its number.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// The day by which it was to be kept, YYYY-MM-DD.
    pub due: Day,
    /// How many days ago that was.
    pub days_late: i64,
}

/// An action of a playbook whose day is over; and the management's consent to work for a customer (`approval`), where it is
/// missing.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct LateActionItem {
    /// The customer's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    /// What is to be done, in English where crm.yaml says it.
    pub what: String,
    /// The same in Chinese, where crm.yaml says it.
    pub what_zh: String,
    /// The word that ticks it off: crm log ID --action.
    pub action: String,
    /// Whose part it is, as crm.yaml says: one of the team, or in words; null: the owner's.
    pub who: Option<String>,
    /// The day on which it was due, YYYY-MM-DD.
    pub due: Day,
    /// How many days ago that was; 0 where the consent is missing.
    #[schemars(range(min = 0))]
    pub days_late: i64,
}

/// A promise that was broken.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct BrokenPromiseItem {
    /// The customer's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    /// What was promised.
    pub what: Option<String>,
    /// Its number.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// The day by which it was to be kept, YYYY-MM-DD.
    pub due: Option<Day>,
    /// The day on which it was said to be broken, YYYY-MM-DD.
    pub on: Day,
    /// Who said so.
    pub by: Option<String>,
}

/// A customer that isn't satisfied.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct UnhappyCustomer {
    /// The customer's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    /// 1 or 2, of 5.
    pub score: Number,
    /// The day of the follow-up that says so, YYYY-MM-DD.
    pub on: Day,
}

/// One customer that is late.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct LateCustomer {
    /// The customer's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    /// The day it was due.
    pub due: Day,
    /// How many days ago that was.
    #[schemars(range(min = 1))]
    pub days_late: i64,
    /// Whether it became due in these days, not before them.
    pub missed: bool,
    /// Why it is due, as in crm due.
    pub reason: Reason,
}

impl Answer for TeamAnswer<'_> {
    type Json = TeamList;
    type Row = TeamRecord;

    const COLUMNS: &'static [Column<TeamRecord>] = &[
        column("owner", |one| one.owner.cell()),
        column("customers", |one| one.customers.cell()),
        column("due", |one| one.due.cell()),
        column("on_time", |one| one.on_time.cell()),
        column("late", |one| one.late.cell()),
        column("days_late", |one| one.days_late.cell()),
        column("missed", |one| one.missed.cell()),
        column("waiting", |one| one.waiting.cell()),
        column("minutes", |one| one.minutes.cell()),
        column("written_late", |one| one.written_late.cell()),
        column("attention", |one| one.attention.len().cell()),
        column("completeness", |one| one.completeness.cell()),
        column("incomplete", |one| one.incomplete.cell()),
        column("requests", |one| one.requests.len().cell()),
        column("late_promises", |one| one.promises.len().cell()),
        column("late_actions", |one| one.late_actions.len().cell()),
        column("broken_promises", |one| one.broken_promises.len().cell()),
        column("unhappy", |one| one.unhappy.len().cell()),
        column("beyond", |one| one.beyond.cell()),
        column("contacts", |one| one.contacts.len().cell()),
        column("never_done", |one| one.never_done.len().cell()),
        column("alarms", |one| one.alarms.len().cell()),
    ];

    fn table(&self, _: Lang, style: Style) -> String {
        team_report(self.team, style)
    }

    fn json(&self) -> TeamList {
        TeamList(self.rows(Lang::En))
    }

    fn rows(&self, lang: Lang) -> Vec<TeamRecord> {
        list(self.team.records, |record| {
            let example = self.team.example.filter(|one| one.owner == record.owner);
            let example = example.map(ExampleOfCustomer::of);
            let own = self.team.alarms.iter().filter(|one| one.owner == record.owner);
            let alarms = own.map(|one| AlarmedItem::of(one, lang, self.today)).collect();
            TeamRecord { example, alarms, ..TeamRecord::of(record, lang, self.today) }
        })
    }

    /// The people.
    fn ids(&self) -> Vec<String> {
        self.team.records.iter().filter_map(|record| record.owner.clone()).collect()
    }
}

impl PressingCustomer {
    fn of(one: &Pressing) -> Self {
        PressingCustomer {
            id: one.id.to_string(),
            name: one.name.clone(),
            grade: one.grade.clone(),
            days_late: one.days_late,
            attention: Attention::of(&one.deadline),
        }
    }
}

impl AskedItem {
    fn of(one: &WaitingRequest) -> Self {
        AskedItem {
            id: one.id.to_string(),
            name: one.name.clone(),
            grade: one.grade.clone(),
            what: one.request.what.clone(),
            reference: one.request.reference.clone(),
            asked: Day(one.request.asked),
            by: one.request.by.clone(),
            days: one.days,
        }
    }
}

impl LatePromiseItem {
    fn of(one: &LatePromise) -> Self {
        LatePromiseItem {
            id: one.id.to_string(),
            name: one.name.clone(),
            grade: one.grade.clone(),
            what: one.promise.what.clone(),
            reference: one.promise.reference.clone(),
            due: Day(one.due),
            days_late: one.days_late,
        }
    }
}

impl LateActionItem {
    fn of(one: &LateAction) -> Self {
        LateActionItem {
            id: one.id.to_string(),
            name: one.name.clone(),
            grade: one.grade.clone(),
            what: lang::label(Lang::En, &one.what).to_owned(),
            what_zh: lang::label(Lang::Zh, &one.what).to_owned(),
            action: one.action.clone(),
            who: one.who.clone(),
            due: Day(one.due),
            days_late: one.days_late,
        }
    }
}

impl BrokenPromiseItem {
    fn of(one: &BrokenWord) -> Self {
        BrokenPromiseItem {
            id: one.id.to_string(),
            name: one.name.clone(),
            grade: one.grade.clone(),
            what: one.promise.what.clone(),
            reference: one.promise.reference.clone(),
            due: one.promise.due.map(Day),
            on: Day(one.promise.on),
            by: one.promise.by.clone(),
        }
    }
}

impl UnhappyCustomer {
    fn of(one: &Unhappy) -> Self {
        UnhappyCustomer {
            id: one.id.to_string(),
            name: one.name.clone(),
            grade: one.grade.clone(),
            score: Number(one.score),
            on: Day(one.on),
        }
    }
}

impl ContactItem {
    fn of(one: &Contacted) -> Self {
        ContactItem {
            id: one.id.to_string(),
            name: one.name.clone(),
            grade: one.grade.clone(),
            at: one.at.into(),
            by: one.by.clone(),
            kind: one.event.as_deref().unwrap_or("followup").to_owned(),
            via: one.via.clone(),
            reply: one.reply.map(Word),
            text: one.text.clone(),
        }
    }
}

impl NeverDoneItem {
    fn of(one: &NeverDone) -> Self {
        NeverDoneItem {
            id: one.id.to_string(),
            name: one.name.clone(),
            grade: one.grade.clone(),
            actions: list(&one.actions, |what| lang::label(Lang::En, what).to_owned()),
        }
    }
}

impl TeamRecord {
    fn of(record: &Record, lang: Lang, today: NaiveDate) -> Self {
        let late = |one: &Waiting| LateCustomer {
            id: one.id.to_string(),
            name: one.name.clone(),
            grade: one.grade.clone(),
            due: Day(one.due),
            days_late: one.days_late,
            missed: one.is_missed,
            reason: Reason::of(lang, &one.verdict, today),
        };
        TeamRecord {
            owner: record.owner.clone(),
            customers: record.customers,
            due: record.due,
            on_time: record.on_time,
            late: record.late,
            days_late: record.days_late,
            missed: record.missed,
            beyond: record.beyond,
            waiting: record.waits,
            attention: list(&record.attention, PressingCustomer::of),
            requests: list(&record.requests, AskedItem::of),
            promises: list(&record.promises, LatePromiseItem::of),
            written_late: record.written_late,
            minutes: Number(record.minutes),
            completeness: record.completeness(),
            incomplete: record.incomplete,
            longest: list(&record.longest, late),
            example: None,
            late_actions: list(&record.actions, LateActionItem::of),
            broken_promises: list(&record.broken, BrokenPromiseItem::of),
            unhappy: list(&record.unhappy, UnhappyCustomer::of),
            contacts: list(&record.contacts, ContactItem::of),
            never_done: list(&record.undone, NeverDoneItem::of),
            alarms: Vec::new(),
        }
    }
}
