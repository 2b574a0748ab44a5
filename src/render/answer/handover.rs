//! `crm handover`: somebody's customers go to others.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::handover::{Passing, handover};
use super::super::lang::Lang;
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::{Exact, Number, list};
use crate::model::Decimal;
use crate::plan::{HandoverItem, Recipient, Workload, hours_a_week};
use crate::rules::Policy;

/// What `crm handover` answers.
pub struct HandoverAnswer<'a> {
    /// Who gets what.
    pub receivers: &'a [Recipient],
    /// Whose they were, how many are shown, and whether it is written.
    pub passing: Passing<'a>,
    /// The hours a week of a person, where they are known.
    pub hours: &'a dyn Fn(&str) -> Option<Decimal>,
    /// The workspace's rules.
    pub policy: &'a Policy,
}

/// One object per person who gets customers, in the order of --to. Keys may be added; none of these goes away or
/// changes its meaning.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "crm handover --format json")]
pub struct HandoverList(Vec<Handover>);

/// What one person gets.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "handover")]
pub struct Handover {
    /// Who had the customers.
    pub from: String,
    /// Who gets them.
    pub to: String,
    /// Its hours a week for follow-ups, by crm.yaml; null where they aren't known.
    pub capacity: Option<Number>,
    /// The currency of each revenue: the workspace's.
    pub currency: String,
    /// What it has already.
    pub before: Work,
    /// What it gets.
    pub more: Work,
    /// Whether they are its own now: with --apply.
    pub written: bool,
    /// What it gets, customer by customer: by grade, the archived ones last.
    pub items: Vec<Given>,
}

/// What customers take and bring.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "burden")]
pub struct Work {
    /// How many, without the archived ones.
    pub customers: usize,
    /// What they take, to a tenth of an hour.
    pub hours_a_week: Number,
    /// What they ordered in the last twelve months, a decimal string.
    pub revenue: Exact,
}

/// One customer that is handed over.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "charge")]
pub struct Given {
    /// The customer's id: the stem of its file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its grade: the class that drives its cadence; null: ungraded.
    pub grade: Option<String>,
    /// Whether it is archived: it takes no time, and its history goes with it.
    pub archived: bool,
    /// The time that it takes by its grade, in minutes a year.
    pub minutes_a_year: Number,
    /// What it ordered in the last twelve months, a decimal string.
    pub revenue: Exact,
}

/// One customer, from whom and to whom.
pub struct HandoverRow {
    from: String,
    to: String,
    item: Given,
}

impl Answer for HandoverAnswer<'_> {
    type Json = HandoverList;
    type Row = HandoverRow;

    const COLUMNS: &'static [Column<HandoverRow>] = &[
        column("from", |row| row.from.cell()),
        column("to", |row| row.to.cell()),
        column("grade", |row| row.item.grade.cell()),
        column("id", |row| row.item.id.cell()),
        column("name", |row| row.item.name.cell()),
        column("archived", |row| row.item.archived.cell()),
        column("minutes_a_year", |row| row.item.minutes_a_year.cell()),
        column("revenue", |row| row.item.revenue.cell()),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        handover(lang, self.receivers, self.passing, self.hours, self.policy, style)
    }

    fn json(&self) -> HandoverList {
        let one = |receiver: &Recipient| Handover {
            from: self.passing.from.to_owned(),
            to: receiver.to.clone(),
            capacity: (self.hours)(&receiver.to).map(Number),
            currency: self.policy.rates.currency.to_string(),
            before: Work::of(receiver.before),
            more: Work::of(receiver.more()),
            written: self.passing.written.is_some(),
            items: list(&receiver.given, Given::of),
        };
        HandoverList(list(self.receivers, one))
    }

    fn rows(&self, _: Lang) -> Vec<HandoverRow> {
        let row = |to: &str, item: &HandoverItem| HandoverRow {
            from: self.passing.from.to_owned(),
            to: to.to_owned(),
            item: Given::of(item),
        };
        let rows = |one: &Recipient| list(&one.given, |item| row(&one.to, item));
        self.receivers.iter().flat_map(rows).collect()
    }
}

impl Work {
    fn of(burden: Workload) -> Self {
        Work {
            customers: burden.customers,
            hours_a_week: Number(hours_a_week(burden.minutes)),
            revenue: Exact(burden.revenue.normalize()),
        }
    }
}

impl Given {
    fn of(item: &HandoverItem) -> Self {
        Given {
            id: item.id.to_string(),
            name: item.name.clone(),
            grade: item.grade.clone(),
            archived: item.is_archived,
            minutes_a_year: Number(item.burden.minutes),
            revenue: Exact(item.burden.revenue.normalize()),
        }
    }
}
