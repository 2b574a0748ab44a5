//! `crm spread`: what is due at once, over the working days.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::lang::{self, Lang};
use super::super::spread::{SpreadShown, spreads};
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::due::Due;
use super::form::Answer;
use super::value::{Day, Number, list};
use crate::plan::{self, Candidate, Capacity, SpreadDay};
use crate::rules::Policy;

/// What `crm spread` answers.
pub struct SpreadAnswer<'a> {
    /// One a person, the pool last.
    pub spreads: &'a [plan::Spread],
    /// Whether the dates stand in the logs now.
    pub is_written: bool,
    /// How much of it is shown.
    pub shown: SpreadShown<'a>,
    /// The workspace's rules.
    pub policy: &'a Policy,
    /// The day.
    pub today: NaiveDate,
}

/// One object per person of whose customers something is due, the pool last where it was asked for. Keys may be
/// added; none of these goes away or changes its meaning.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "crm spread --format json")]
pub struct SpreadList(Vec<Spread>);

/// What one person's customers are spread over.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "spread")]
pub struct Spread {
    /// Whose; null: the pool.
    pub owner: Option<String>,
    /// What a day carries: hours_a_week over the working days; null with --per-day.
    pub minutes_a_day: Option<Number>,
    /// The same with --per-day; null without.
    pub customers_a_day: Option<usize>,
    /// All that is due and was asked about: each of them stands once in `kept`, `days` or `left`.
    pub due: Work,
    /// How many get another date.
    pub moved: usize,
    /// Whether these dates stand in the logs now: with --apply.
    pub written: bool,
    /// What closes by itself and stays where it is: complaints, wishes to end, agreed dates, steps, order windows. Its time is the
    /// first day's.
    pub kept: Vec<SpreadItem>,
    /// The working days that get something.
    pub days: Vec<DayOfSpread>,
    /// What found no place by the last day; it stays as it is.
    pub left: Vec<SpreadItem>,
}

/// How much there is to do.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "work")]
pub struct Work {
    /// How many.
    pub customers: usize,
    /// What they take.
    pub minutes: Number,
}

/// One working day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "day")]
pub struct DayOfSpread {
    /// The day, YYYY-MM-DD.
    pub date: Day,
    /// Whether its customers get this date; false for today, where they are due already.
    pub moves: bool,
    /// What was there before: what is due on it anyway, on the first day what is kept.
    pub planned: Work,
    /// What is placed on it.
    pub placed: Work,
    /// The same, customer by customer, in the order of work.
    pub items: Vec<SpreadItem>,
}

/// A due customer, with the time that it takes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "customer")]
pub struct SpreadItem {
    /// As in `crm due`.
    #[serde(flatten)]
    pub due: Due,
    /// The minutes that are counted: its grade's; without a grade, those of the grade it should get.
    pub takes: Number,
}

/// What becomes of one customer.
pub struct SpreadRow {
    owner: Option<String>,
    what: &'static str,
    day: Option<Day>,
    item: SpreadItem,
}

/// A customer that gets another date.
const MOVES: &str = "moves";

impl Answer for SpreadAnswer<'_> {
    type Json = SpreadList;
    type Row = SpreadRow;

    const COLUMNS: &'static [Column<SpreadRow>] = &[
        column("owner", |row| row.owner.cell()),
        column("what", |row| row.what.cell()),
        column("day", |row| row.day.cell()),
        column("grade", |row: &SpreadRow| row.item.due.grade.cell())
            .said(|row, _| row.item.due.grade.clone().unwrap_or_else(|| "-".into())),
        column("id", |row| row.item.due.id.cell()),
        column("name", |row| row.item.due.name.cell()),
        column("due", |row| row.item.due.due.cell()),
        column("days_late", |row: &SpreadRow| row.item.due.days_late.cell())
            .said(|row, lang| lang::late(lang, row.item.due.days_late)),
        column("minutes", |row| row.item.takes.cell()),
        column("reason", |row| row.item.due.reason.text.cell()),
    ];
    const PLAIN: &'static [&'static str] = &["day", "owner", "grade", "id", "name", "due"];

    fn table(&self, lang: Lang, style: Style) -> String {
        spreads(lang, self.spreads, self.shown, style)
    }

    fn json(&self) -> SpreadList {
        SpreadList(list(self.spreads, |one| Spread::of(one, self)))
    }

    /// Everything that is due, once: what moves, what stays today, what is kept, what found no place.
    fn rows(&self, lang: Lang) -> Vec<SpreadRow> {
        let mut rows = Vec::new();
        for spread in self.spreads {
            let mut add = |one: &Candidate, what: &'static str, day: Option<NaiveDate>| {
                let (owner, day) = (spread.owner.clone(), day.map(Day));
                rows.push(SpreadRow { owner, what, day, item: SpreadItem::of(one, lang, self) });
            };
            spread.kept.iter().for_each(|one| add(one, "kept", None));
            for day in &spread.days {
                let what = if day.is_today { "stays" } else { MOVES };
                day.placed.iter().for_each(|one| add(one, what, Some(day.date)));
            }
            spread.left.iter().for_each(|one| add(one, "left", None));
        }
        rows
    }

    /// What is done with them is the day that they get.
    fn plain_rows(&self, lang: Lang) -> Vec<SpreadRow> {
        self.rows(lang).into_iter().filter(|row| row.what == MOVES).collect()
    }
}

impl Spread {
    fn of(spread: &plan::Spread, answer: &SpreadAnswer<'_>) -> Self {
        let items = |all: &[Candidate]| list(all, |one| SpreadItem::of(one, Lang::En, answer));
        let (minutes_a_day, customers_a_day) = match spread.room {
            Capacity::Minutes(minutes) => (Some(Number(minutes)), None),
            Capacity::Customers(customers) => (None, Some(customers)),
        };
        let day = |day: &SpreadDay| DayOfSpread {
            date: Day(day.date),
            moves: !day.is_today,
            planned: Work::of(day.planned),
            placed: Work::of(plan::Work::of(&day.placed)),
            items: items(&day.placed),
        };
        Spread {
            owner: spread.owner.clone(),
            minutes_a_day,
            customers_a_day,
            due: Work::of(spread.due()),
            moved: spread.moved().count(),
            written: answer.is_written,
            kept: items(&spread.kept),
            days: list(&spread.days, day),
            left: items(&spread.left),
        }
    }
}

impl Work {
    fn of(work: plan::Work) -> Self {
        Work { customers: work.customers, minutes: Number(work.minutes) }
    }
}

impl SpreadItem {
    fn of(one: &Candidate, lang: Lang, answer: &SpreadAnswer<'_>) -> Self {
        let due = Due::of(&one.item, lang, answer.policy, answer.today);
        SpreadItem { due, takes: Number(one.minutes) }
    }
}
