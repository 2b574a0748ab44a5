//! `crm alarm`: who may be lost.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::alarm::{AlarmsShown, alarm};
use super::super::lang::{self, Lang};
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::{Day, Exact, Word, amount, cents, list, text, vocabularies};
use crate::model::{AlarmKind, Currency};
use crate::plan::{AlarmRecord, AlarmedCustomer};
use crate::rules::Policy;
use crate::rules::alarms::Alarm;
use crate::rules::views::Class;

vocabularies!(AlarmKind);

/// What `crm alarm` answers.
pub struct AlarmsAnswer<'a> {
    /// Who has most at stake first.
    pub found: &'a [AlarmedCustomer],
    pub record: &'a [AlarmRecord],
    pub policy: &'a Policy,
    /// The day.
    pub today: NaiveDate,
    pub shown: AlarmsShown,
}

/// Who may be lost. It only ever grows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Output of crm alarm --format json")]
pub struct AlarmPage {
    /// The customers for which an alarm rings, who has most at stake first.
    customers: Vec<AlarmedItem>,
    /// What the answers of the last twelve months say of each kind of alarm.
    record: Vec<RecordItem>,
}

/// A customer that may be lost.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "alarmed")]
pub struct AlarmedItem {
    /// The customer's id: the stem of its file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who looks after it; null is the pool.
    pub owner: Option<String>,
    /// Its grade: the class that drives its cadence; null: ungraded.
    pub grade: Option<String>,
    /// Its layer of the pyramid by the better of the last two years; null without revenue in them.
    pub pyramid: Option<&'static str>,
    /// What tells it, the gravest first.
    pub alarms: Vec<AlarmItem>,
    /// What its orders of the twelve months up to the last one came to, a decimal as text in the workspace's currency.
    pub year: Option<Exact>,
    /// The most that any of the alarms puts at stake.
    pub stake: Option<Exact>,
    /// What the playbook has for one that orders less or no more, for people.
    pub rescue: Option<String>,
}

/// An alarm.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "alarm")]
pub struct AlarmItem {
    /// Which one.
    pub kind: Word<AlarmKind>,
    /// Since when it is so, YYYY-MM-DD.
    pub since: Day,
    /// What it puts at stake, a decimal as text in the workspace's currency; null where no amount is known, or it isn't
    /// reckoned here.
    pub stake: Option<Exact>,
    /// Its figures in a sentence, for people.
    pub text: String,
}

/// What alarms of one kind turned out to be.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct RecordItem {
    /// Which alarms.
    pub kind: Word<AlarmKind>,
    /// How many were answered so.
    pub real: usize,
    /// How many were false.
    #[serde(rename = "false")]
    pub wrong: usize,
    /// How many were so and left so.
    pub accepted: usize,
}

impl AlarmItem {
    /// One, of a customer of which it isn't reckoned what that puts at stake.
    pub fn of(one: &Alarm, lang: Lang, currency: Currency, today: NaiveDate) -> Self {
        AlarmItem {
            kind: Word(one.kind),
            since: Day(one.since),
            stake: None,
            text: lang::alarm(lang, one, currency, today),
        }
    }
}

impl AlarmedItem {
    /// One customer.
    pub fn of(one: &AlarmedCustomer, lang: Lang, today: NaiveDate) -> Self {
        let item = |alarm: &Alarm| AlarmItem {
            stake: amount(one.stake_of(alarm).map(cents)),
            ..AlarmItem::of(alarm, lang, one.currency, today)
        };
        AlarmedItem {
            id: one.id.to_string(),
            name: one.name.clone(),
            owner: one.owner.clone(),
            grade: one.grade.clone(),
            pyramid: one.layer.map(|layer| layer.as_str()),
            alarms: list(&one.alarms, item),
            year: amount(one.year.map(cents)),
            stake: amount(one.stake().map(cents)),
            rescue: text(one.rescue.as_ref().map(|aim| lang::whole_aim(lang, aim))),
        }
    }

    /// What rings, word by word, for a cell.
    fn kinds(&self) -> String {
        let kinds: Vec<&str> = self.alarms.iter().map(|alarm| alarm.kind.0.as_str()).collect();
        kinds.join(" ")
    }

    fn said(&self) -> String {
        let said: Vec<&str> = self.alarms.iter().map(|alarm| alarm.text.as_str()).collect();
        said.join("; ")
    }
}

impl Answer for AlarmsAnswer<'_> {
    type Json = AlarmPage;
    type Row = AlarmedItem;

    const COLUMNS: &'static [Column<AlarmedItem>] = &[
        column("id", |row| row.id.cell()),
        column("name", |row| row.name.cell()),
        column("owner", |row: &AlarmedItem| row.owner.cell()).said(|row, lang| {
            row.owner.as_deref().map(|owner| lang::person(lang, owner)).unwrap_or_default()
        }),
        column("grade", |row| row.grade.cell()),
        column("pyramid", |row| row.pyramid.map(str::to_owned).cell()),
        column("alarms", |row| row.kinds().cell()),
        column("stake", |row| row.stake.cell()),
        column("year", |row| row.year.cell()),
        column("said", |row| row.said().cell()),
        column("rescue", |row| row.rescue.cell()),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        alarm(lang, (self.found, self.shown), self.record, self.policy, self.today, style)
    }

    fn json(&self) -> AlarmPage {
        let record = |one: &AlarmRecord| RecordItem {
            kind: Word(one.kind),
            real: one.real,
            wrong: one.wrong,
            accepted: one.accepted,
        };
        AlarmPage { customers: self.rows(Lang::En), record: list(self.record, record) }
    }

    fn rows(&self, lang: Lang) -> Vec<AlarmedItem> {
        let shown = &self.found[..self.found.len().min(self.shown.most)];
        list(shown, |one| AlarmedItem::of(one, lang, self.today))
    }
}
