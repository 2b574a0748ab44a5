//! `crm rhythm --backtest`: how often the model was right on this book.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::backtest::{JudgedBook, backtest_text};
use super::super::lang::Lang;
use super::super::tone::Style;
use super::column::{Cell, Column, column};
use super::form::Answer;
use super::value::{Day, Number, list};
use crate::rules::rhythm::{Backtest, Band, ContactRule, Forecaster, rounded};

/// What `crm rhythm --backtest` answers.
pub struct BacktestAnswer<'a>(pub JudgedBook<'a>);

/// How often the model was right. It only ever grows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "crm rhythm --backtest --format json")]
pub struct BacktestPage {
    /// The weeks that were judged.
    weeks: u32,
    /// Who had ordered before them.
    customers: usize,
    /// How many of these ordered in them.
    ordered: usize,
    /// What was found; null where the book is too small to say anything.
    found: Option<Judged>,
}

/// What was found.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "judged")]
pub struct Judged {
    /// The last day that was known, YYYY-MM-DD.
    known_until: Day,
    /// By the chance that was given, how many ordered.
    bands: Vec<JudgedBand>,
    /// The mean square of the chance said and what came: 0 is never wrong.
    brier: Number,
    /// The same of one who gives each customer the part of all that ordered.
    brier_of_all: Number,
    /// Of one who ordered and one who did not, how often the model put the first higher, from 0 to 1.
    auc: Option<Number>,
    /// The same of the rule that a customer orders until one and a half of its own gaps have passed.
    auc_own_gap: Option<Number>,
    /// The same of the rule that who has ordered lately orders again.
    auc_last_order: Option<Number>,
    /// Contacts spent and orders covered, where the model says when.
    by_model: Covered,
    /// The same where everybody is contacted every four weeks.
    every_four_weeks: Covered,
}

/// The customers of whom something like the same was said.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "judged-band")]
pub struct JudgedBand {
    /// The chances from which and up to which they had, from 0 to 1.
    pub from: Number,
    /// The end of that.
    pub until: Number,
    /// How many they were.
    pub customers: usize,
    /// How many of them ordered.
    pub ordered: usize,
    /// The mean of what was said of them, from 0 to 1.
    pub said: Number,
}

/// What contacts would have cost, and reached.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "covered")]
pub struct Covered {
    /// The contacts.
    contacts: usize,
    /// The orders of that time.
    orders: usize,
    /// Those before which a contact lay, three weeks at most.
    covered: usize,
}

impl JudgedBand {
    fn of(band: &Band) -> Self {
        JudgedBand {
            from: Number(rounded(band.from, 2)),
            until: Number(rounded(band.until, 2)),
            customers: band.customers,
            ordered: band.ordered,
            said: Number(rounded(band.said, 4)),
        }
    }
}

impl Judged {
    fn of(found: &Backtest) -> Self {
        let number = |value: f64| Number(rounded(value, 4));
        let auc = |forecaster| {
            let one = found.auc.iter().find(|(one, _)| *one == forecaster);
            one.map(|(_, auc)| number(*auc))
        };
        let covered = |rule| {
            let [first, second] = found.coverage;
            let one = if first.rule == rule { first } else { second };
            Covered { contacts: one.contacts, orders: one.orders, covered: one.reached }
        };
        Judged {
            known_until: Day(found.cut),
            bands: list(&found.bands, JudgedBand::of),
            brier: number(found.brier),
            brier_of_all: number(found.brier_of_all),
            auc: auc(Forecaster::Model),
            auc_own_gap: auc(Forecaster::OwnGap),
            auc_last_order: auc(Forecaster::LastOrder),
            by_model: covered(ContactRule::Model),
            every_four_weeks: covered(ContactRule::EveryFourWeeks),
        }
    }
}

impl Answer for BacktestAnswer<'_> {
    type Json = BacktestPage;
    type Row = JudgedBand;

    const COLUMNS: &'static [Column<JudgedBand>] = &[
        column("from", |band| band.from.cell()),
        column("until", |band| band.until.cell()),
        column("customers", |band| band.customers.cell()),
        column("ordered", |band| band.ordered.cell()),
        column("said", |band| band.said.cell()),
    ];

    fn table(&self, lang: Lang, style: Style) -> String {
        backtest_text(lang, self.0, style)
    }

    fn json(&self) -> BacktestPage {
        let JudgedBook { found, weeks } = self.0;
        let (customers, ordered) = self.0.size();
        BacktestPage { weeks, customers, ordered, found: found.ok().map(Judged::of) }
    }

    fn rows(&self, _: Lang) -> Vec<JudgedBand> {
        self.0.found.ok().map(|found| list(&found.bands, JudgedBand::of)).unwrap_or_default()
    }
}
