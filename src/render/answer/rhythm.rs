//! `crm rhythm`: who orders next, how likely, when, and what is at stake.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::lang::{self, Lang};
use super::super::rhythm::{RhythmShown, rhythm};
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::{Day, Exact, Number, Word, amount, cents, list, vocabularies};
use crate::plan::{NextOrder, OrderRhythm};
use crate::rules::rhythm::FootingKind;

vocabularies!(FootingKind);

/// What `crm rhythm` answers.
pub struct RhythmAnswer<'a> {
    /// The customers that have ordered, in their order.
    pub found: &'a [NextOrder],
    /// The day.
    pub today: NaiveDate,
    /// What is shown of them.
    pub shown: RhythmShown<'a>,
}

/// The book by who orders next. It only ever grows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "crm rhythm --format json")]
pub struct RhythmPage {
    /// Within so many days an order is asked for.
    within_days: u32,
    /// From what the numbers come; null: the shipped ones, in which nothing of this book is.
    fitted: Option<FittedFrom>,
    /// The customers that have ordered.
    customers: Vec<NextOrderOfCustomer>,
}

/// From what the numbers come.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct FittedFrom {
    /// The day up to which the orders counted, YYYY-MM-DD.
    day: Day,
    /// Who had ordered by then.
    customers: u32,
    /// Those of them who had ordered twice and more.
    repeaters: u32,
}

/// What is said of one customer's orders.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "order-rhythm")]
pub struct OrderRhythmSaid {
    /// The orders that count: of one day, and in shipments of few days, they are one.
    pub orders: usize,
    /// The day of the last one, YYYY-MM-DD.
    pub last_order: Day,
    /// The days since then.
    pub days_since: i64,
    /// On what it rests: one order only, its own rhythm, or its season.
    pub footing: Word<FootingKind>,
    /// The usual gap between its orders in days; null where that isn't its own.
    pub every_days: Option<u32>,
    /// Whether the next order is late, for this customer.
    pub late: bool,
    /// The chance that it orders as it did, from 0 to 1.
    pub in_rhythm: Number,
    /// The chance of an order within the days that were asked for, from 0 to 1.
    pub chance: Number,
    /// How many orders are expected within them.
    pub orders_expected: Number,
    /// The days between which four in five next orders come, if it is in its rhythm, YYYY-MM-DD.
    pub from: Option<Day>,
    /// The day before which half of them come.
    pub middle: Option<Day>,
    /// The end of those days.
    pub until: Option<Day>,
    /// The same in a sentence.
    pub said: String,
}

/// One customer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "next-order")]
pub struct NextOrderOfCustomer {
    /// The customer's id: the stem of its file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who looks after it; null is the pool.
    pub owner: Option<String>,
    /// Its grade: the class that drives its cadence; null: ungraded.
    pub grade: Option<String>,
    #[serde(flatten)]
    pub rhythm: OrderRhythmSaid,
    /// What a usual order is worth, in the workspace's currency, a decimal as text; null where no amount is known.
    pub usual_order: Option<Exact>,
    /// What the orders that are expected come to.
    pub expected_amount: Option<Exact>,
    /// What its orders of the twelve months up to the last one came to.
    pub year: Option<Exact>,
    /// That year, as far as it may be out of its rhythm.
    pub stake: Option<Exact>,
}

impl OrderRhythmSaid {
    /// What is said of one, in a language.
    pub fn of(own: &OrderRhythm, lang: Lang, today: NaiveDate) -> Self {
        OrderRhythmSaid {
            orders: own.orders,
            last_order: Day(own.last),
            days_since: own.since,
            footing: Word(own.footing.kind()),
            every_days: own.every,
            late: own.is_late,
            in_rhythm: Number(own.in_rhythm),
            chance: Number(own.chance),
            orders_expected: Number(own.orders_ahead),
            from: own.window.map(|window| Day(window.from)),
            middle: own.window.map(|window| Day(window.middle)),
            until: own.window.map(|window| Day(window.until)),
            said: lang::order_rhythm(lang, own, today),
        }
    }
}

impl NextOrderOfCustomer {
    fn of(next: &NextOrder, lang: Lang, today: NaiveDate) -> Self {
        NextOrderOfCustomer {
            id: next.id.to_string(),
            name: next.name.clone(),
            owner: next.owner.clone(),
            grade: next.grade.clone(),
            rhythm: OrderRhythmSaid::of(&next.expected, lang, today),
            usual_order: amount(next.worth.usual.map(cents)),
            expected_amount: amount(next.amount.map(cents)),
            year: amount(next.worth.year.map(cents)),
            stake: amount(next.stake.map(cents)),
        }
    }
}

impl Answer for RhythmAnswer<'_> {
    type Json = RhythmPage;
    type Row = NextOrderOfCustomer;

    const COLUMNS: &'static [Column<NextOrderOfCustomer>] = &[
        column("id", |row| row.id.cell()),
        column("name", |row| row.name.cell()),
        column("owner", |row: &NextOrderOfCustomer| row.owner.cell()).said(|row, lang| {
            row.owner.as_deref().map(|owner| lang::person(lang, owner)).unwrap_or_default()
        }),
        column("grade", |row| row.grade.cell()),
        column("orders", |row| row.rhythm.orders.cell()),
        column("last_order", |row| row.rhythm.last_order.cell()),
        column("days_since", |row| row.rhythm.days_since.cell()),
        column("footing", |row| row.rhythm.footing.cell()),
        column("every_days", |row| row.rhythm.every_days.cell()),
        column("late", |row| row.rhythm.late.cell()),
        column("in_rhythm", |row| row.rhythm.in_rhythm.cell()),
        column("chance", |row| row.rhythm.chance.cell()),
        column("from", |row| row.rhythm.from.cell()),
        column("middle", |row| row.rhythm.middle.cell()),
        column("until", |row| row.rhythm.until.cell()),
        column("orders_expected", |row| row.rhythm.orders_expected.cell()),
        column("usual_order", |row| row.usual_order.cell()),
        column("expected_amount", |row| row.expected_amount.cell()),
        column("year", |row| row.year.cell()),
        column("stake", |row| row.stake.cell()),
        column("said", |row| row.rhythm.said.cell()),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        rhythm(lang, self.found, self.shown, self.today, style)
    }

    fn json(&self) -> RhythmPage {
        let fitted = self.shown.book.fitted.map(|from| FittedFrom {
            day: Day(from.day),
            customers: from.customers,
            repeaters: from.repeaters,
        });
        RhythmPage { within_days: self.shown.days, fitted, customers: self.rows(Lang::En) }
    }

    fn rows(&self, lang: Lang) -> Vec<NextOrderOfCustomer> {
        let shown = &self.found[..self.found.len().min(self.shown.most)];
        list(shown, |next| NextOrderOfCustomer::of(next, lang, self.today))
    }
}
