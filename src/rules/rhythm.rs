//! A customer's own ordering rhythm: how long lies between its orders, and how regular that is.
//!
//! The source (S0) says where follow-ups of an order customer belong: a monthly buyer in that part
//! of the month in which it orders, a yearly one in those weeks; not more often without cause, and
//! never left alone for long. The numbers are ours.
//!
//! Beside that stands a model of the whole book (`rhythm/`), which says of each customer how likely it orders, and
//! when: `parameters.rs` are its numbers and whose model it is, `orders.rs` and `repeats.rs` what of a log it sees,
//! `gap.rs` and `model.rs` its formulas, `outlook.rs` and `season.rs` what it says of one customer, `expectation.rs` on
//! how much that rests, and `fit.rs` finds its parameters in a book, as `book.rs` keeps
//! them; `backtest.rs` says how often they were right.

mod backtest;
mod book;
mod expectation;
mod fit;
mod gap;
mod model;
mod numeric;
mod orders;
mod outlook;
mod parameters;
mod repeats;
mod season;
mod simplex;

use chrono::{Days, NaiveDate};
use numeric::median;

pub use backtest::{
    Backtest, Band, ContactRule, Coverage, Forecaster, LEAST_CUSTOMERS, LEAST_OF_EACH, NoBacktest, backtest,
};
pub use book::{BookRhythm, FittedBook, RhythmNumbers, rounded};
pub use expectation::{ENOUGH_REPEATERS, Expectation, ExpectedDays, Footing, FootingKind};
pub use fit::{Fit, FitRule, Prior, fit};
pub use model::RhythmModel;
pub use orders::{MERGE_DAYS, merged, order_days};
pub use outlook::{Outlook, Window};
pub use parameters::{KINDS, Leaving, REGULARITIES, RhythmParameters};
pub use repeats::Repeats;
pub use season::{ASKED_WITHIN, Season, SeasonChances};

use crate::model::{Decimal, Interval, Measure, Unit};
use crate::rules::settings::{FRACTION, INTERVAL, Kind, Shape, settings, span};

settings! {
    /// When a rhythm counts as known, and what it does.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct RhythmRule "Places the follow-ups where the customer orders, once its rhythm is known; until then the cadence counts." {
        /// The number of order days from which on a rhythm can be known; at least 3.
        "orders" orders: usize = Shape::Value(Kind::Count(Measure::Orders, None)), 3;
        /// How far the gaps between orders may vary, as a part of the usual gap (0.34: by about a third of it).
        "spread" spread: Decimal = FRACTION, Decimal::new(34, 2);
        /// The longest time without a contact, whatever the rhythm; in days, weeks, months or years.
        "longest" longest: Interval = INTERVAL, span(3, Unit::Month);
    }
}

/// A known rhythm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// The usual gap between order days, in days: the median.
    pub every: u32,
    /// How far gaps are usually off it, in days: the median absolute deviation.
    pub spread: u32,
    /// The number of order days it rests on.
    pub orders: usize,
    pub last: NaiveDate,
}

/// Whether the last order is so long ago that none is to be expected by the usual time, nor by so many times the
/// customer's own rhythm where that is known (own).
pub fn is_over(
    last: NaiveDate,
    today: NaiveDate,
    (time, rhythms): (Interval, Decimal),
    every: Option<u32>,
) -> bool {
    let own = every.map(|every| Decimal::from(every).saturating_mul(rhythms));
    time.after(last) <= today && own.is_none_or(|own| Decimal::from((today - last).num_days()) >= own)
}

impl Rhythm {
    /// The rhythm of these order days (each once, in order), where the rule takes it as known.
    pub fn of(days: &[NaiveDate], rule: &RhythmRule) -> Option<Self> {
        if days.len() < rule.orders.max(3) {
            return None;
        }
        let mut gaps: Vec<i64> = days.windows(2).map(|pair| (pair[1] - pair[0]).num_days()).collect();
        let every = median(&mut gaps);
        let mut deviations: Vec<i64> = gaps.iter().map(|gap| (gap - every).abs()).collect();
        let spread = median(&mut deviations);
        let regular = Decimal::from(spread) <= rule.spread.saturating_mul(Decimal::from(every));
        (every > 0 && regular).then_some(Rhythm {
            every: u32::try_from(every).ok()?,
            spread: u32::try_from(spread).ok()?,
            orders: days.len(),
            last: *days.last()?,
        })
    }

    /// The next follow-up after a contact on `contact`, and the order that it is for.
    ///
    /// It opens the first expected order (so many days before it as the rhythm spreads) that lies
    /// far enough after the contact: at least a quarter of the rhythm and at most a week for one
    /// that is not faster than the grade's own interval; a customer that orders more often is met
    /// at every so many-th order that comes nearest to that interval.
    pub fn next_after(&self, contact: NaiveDate, every: Interval) -> (NaiveDate, NaiveDate) {
        let rhythm = i64::from(self.every);
        let usual = (every.after(contact) - contact).num_days();
        let stride = (usual / rhythm).max(1);
        let apart = if stride == 1 { (rhythm / 4).clamp(1, 7) } else { (2 * stride - 1) * rhythm / 2 };
        let earliest = (contact - self.last).num_days() + apart + i64::from(self.spread);
        // The number of the first expected order on or after `earliest` days behind the last one.
        let turn = (earliest + rhythm - 1).div_euclid(rhythm).max(1);
        let expected = later(self.last, turn * rhythm);
        (later(expected, -i64::from(self.spread)), expected)
    }
}

fn later(day: NaiveDate, days: i64) -> NaiveDate {
    let count = Days::new(days.unsigned_abs());
    let moved = if days < 0 { day.checked_sub_days(count) } else { day.checked_add_days(count) };
    moved.unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn rhythm(days: &[&str]) -> Option<Rhythm> {
        let days: Vec<_> = days.iter().map(|text| day(text)).collect();
        Rhythm::of(&days, &RhythmRule::default())
    }

    #[test]
    fn a_rhythm_needs_three_order_days_that_lie_evenly() {
        assert_eq!(rhythm(&[]), None);
        assert_eq!(rhythm(&["2026-09-10", "2026-10-10"]), None, "two orders make no rhythm");
        let monthly = rhythm(&["2026-08-10", "2026-09-10", "2026-10-10", "2026-11-10"]).expect("known");
        assert_eq!((monthly.every, monthly.spread, monthly.orders), (31, 0, 4));
        assert_eq!(rhythm(&["2026-01-01", "2026-01-05", "2026-06-01", "2026-06-20"]), None, "irregular");
        // Gaps of 100 ± 34 days are still a rhythm, of 100 ± 35 none.
        assert!(rhythm(&["2026-01-01", "2026-03-08", "2026-06-16", "2026-10-28"]).is_some());
        assert_eq!(rhythm(&["2026-01-01", "2026-03-07", "2026-06-15", "2026-10-28"]), None);
        // Over 29 February, and from one to the next.
        let leap = rhythm(&["2024-02-28", "2024-02-29", "2024-03-01"]).expect("known");
        assert_eq!((leap.every, leap.spread), (1, 0));
        let leaps = rhythm(&["2016-02-29", "2020-02-29", "2024-02-29"]).expect("known");
        assert_eq!((leaps.every, leaps.spread), (1461, 0));
    }

    #[test]
    fn the_next_contact_opens_the_next_expected_order() {
        let month = Interval::parse("1 month").expect("an interval");
        let next = |days: &[&str], contact: &str| {
            let (due, expected) = rhythm(days).expect("known").next_after(day(contact), month);
            (due.to_string(), expected.to_string())
        };
        let pair = |due: &str, expected: &str| (due.to_owned(), expected.to_owned());
        let monthly = ["2026-09-10", "2026-10-10", "2026-11-09"]; // every 30 days
        assert_eq!(next(&monthly, "2026-11-09"), pair("2026-12-09", "2026-12-09"));
        assert_eq!(next(&monthly, "2026-11-25"), pair("2026-12-09", "2026-12-09"));
        assert_eq!(next(&monthly, "2026-12-05"), pair("2027-01-08", "2027-01-08"), "just been there");
        assert_eq!(
            next(&monthly, "2026-08-01"),
            pair("2026-12-09", "2026-12-09"),
            "never before the last order"
        );
        let weekly = ["2026-10-26", "2026-11-02", "2026-11-09"];
        assert_eq!(next(&weekly, "2026-11-09"), pair("2026-12-07", "2026-12-07"), "every fourth order");
        let yearly = ["2023-11-01", "2024-11-05", "2025-11-03"]; // 370 and 363: 366 ± 3
        assert_eq!(next(&yearly, "2025-11-03"), pair("2026-11-01", "2026-11-04"));
        // A week before it opens is far enough, six days are not.
        assert_eq!(next(&yearly, "2026-10-25"), pair("2026-11-01", "2026-11-04"));
        assert_eq!(next(&yearly, "2026-10-26"), pair("2027-11-02", "2027-11-05"));
    }
}
