//! Customers that order in a season: two fixed weeks a year break every model of gaps.
//!
//! The source (own, `../shared/rhythm.md`, "Season"): the first anniversary of an earlier order, chosen for each
//! customer by its own back-test. On made-up books it brought those who order once or twice a year from 68 to 36 days
//! of error, and changed the others by less than two.

use chrono::{Days, Months, NaiveDate};

use super::numeric::{median, normal_above};

/// A customer whose orders are told better by the year than by the gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Season {
    /// When the next order is expected: the anniversary of an earlier one.
    pub expected: NaiveDate,
    /// The earlier order.
    pub of: NaiveDate,
    /// By how many days it was wrong before: the median.
    pub error: i64,
    /// By how many days the usual gap was wrong.
    pub gap_error: i64,
    /// How many orders that rests on.
    pub tests: usize,
}

/// A season is known from so many orders on that it has told.
const TESTS: usize = 2;

/// Within so many days an order is asked for, where nobody says within how many: four weeks.
pub const ASKED_WITHIN: u32 = 28;

/// It is wrong by fewer days than that: those within which an order is asked for.
const CLOSE: i64 = ASKED_WITHIN as i64;

/// Whoever orders more often than that on average has no season of it, though an order may lie a year after another
/// one to the day: of a monthly buyer every order does (own).
const APART: i64 = 2 * CLOSE;

impl Season {
    /// The season of order days (each once, in order), where it told the customer's own orders better than half as
    /// wrongly as its usual gap did, and by less than four weeks.
    pub fn of(days: &[NaiveDate]) -> Option<Self> {
        let (first, last) = (days.first()?, days.last()?);
        let gaps = i64::try_from(days.len() - 1).ok()?;
        if (*last - *first).num_days() < APART * gaps {
            return None;
        }
        let (mut errors, mut gap_errors) = (Vec::new(), Vec::new());
        for known in 2..days.len() {
            let (before, next) = (&days[..known], days[known]);
            let Some((expected, _)) = anniversary(before) else { continue };
            // Of the first year nothing is told by a year.
            if (next - before[0]).num_days() < 365 - CLOSE {
                continue;
            }
            errors.push((next - expected).num_days().abs());
            gap_errors.push((next - by_gap(before)).num_days().abs());
        }
        let tests = errors.len();
        if tests < TESTS {
            return None;
        }
        let (error, gap_error) = (median(&mut errors), median(&mut gap_errors));
        let (expected, of) = anniversary(days)?;
        let is_better = error * 2 < gap_error && error < CLOSE;
        is_better.then_some(Season { expected, of, error, gap_error, tests })
    }

    /// The days between which four orders in five are expected: for a bell curve, 1.9 times the usual error to each
    /// side.
    pub fn window(&self) -> (NaiveDate, NaiveDate) {
        let aside = Days::new((self.error * 19).max(10).unsigned_abs().div_ceil(10));
        let from = self.expected.checked_sub_days(aside).unwrap_or(self.expected);
        (from, self.expected.checked_add_days(aside).unwrap_or(self.expected))
    }
}

/// What may be of a customer with a season, on a day: its next order is still to come in this one, it leaves this one
/// out, or it has left. They add up to one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeasonChances {
    pub awaited: f64,
    pub left_out: f64,
    pub gone: f64,
}

/// How many usual errors (the median of the sizes) a deviation of the bell curve is.
const DEVIATION: f64 = 1.4826;

/// An anniversary is never known to the day.
const LEAST_DEVIATION: f64 = 3.0;

impl Season {
    /// The chances (own): before the season one in so many that leave after an order has left, and of the others one in
    /// two more than there were tests leaves it out (Laplace's rule of succession, where all tests came); as the days
    /// of the season pass without an order, the first becomes less likely.
    pub fn chances(&self, leaves: f64, today: NaiveDate) -> SeasonChances {
        let skips = 1.0 / (self.tests as f64 + 2.0);
        let awaited = (1.0 - leaves) * (1.0 - skips) * self.later_than(self.expected, today);
        let left_out = (1.0 - leaves) * skips;
        let all = awaited + left_out + leaves;
        SeasonChances { awaited: awaited / all, left_out: left_out / all, gone: leaves / all }
    }

    /// The chance of an order from a day on until another one.
    pub fn order_between(&self, leaves: f64, today: NaiveDate, until: NaiveDate) -> f64 {
        let chances = self.chances(leaves, today);
        let falls_within = |expected: NaiveDate| {
            let open = self.later_than(expected, today);
            if open <= 0.0 { 0.0 } else { 1.0 - self.later_than(expected, until) / open }
        };
        let next_year = a_year_after(self.expected).unwrap_or(self.expected);
        chances.awaited * falls_within(self.expected) + chances.left_out * falls_within(next_year)
    }

    /// The chance that an order expected on a day comes later than another one.
    fn later_than(&self, expected: NaiveDate, day: NaiveDate) -> f64 {
        let deviation = (self.error as f64 * DEVIATION).max(LEAST_DEVIATION);
        normal_above((day - expected).num_days() as f64 / deviation)
    }

    /// The same season in a later year, where its days have passed: the first one whose days haven't.
    pub fn ahead(&self, today: NaiveDate) -> Self {
        let mut season = *self;
        while season.window().1 < today {
            let Some(expected) = a_year_after(season.expected) else { break };
            season.expected = expected;
        }
        season
    }
}

/// The first anniversary of an earlier order, and that order. The order that the last one repeats has had its
/// anniversary, and what came before it, too: of one who orders twice each March, the first order of this March is
/// followed by the second, and the second by next March's.
fn anniversary(days: &[NaiveDate]) -> Option<(NaiveDate, NaiveDate)> {
    let last = *days.last()?;
    let first = repeated(days).map_or(0, |at| at + 1);
    let ahead = |day: &NaiveDate| Some((a_year_after(*day)?, *day)).filter(|(next, _)| *next > last);
    days[first..].iter().find_map(ahead)
}

/// Which order the last one repeats: it lies less than four weeks from a year before, and of several such ones, it is
/// the one before which an order lies that the last but one repeats: the first in March and the second may be a week
/// earlier or later each year.
fn repeated(days: &[NaiveDate]) -> Option<usize> {
    let (last, earlier) = days.split_last()?;
    let off = |day: NaiveDate, of: NaiveDate| Some((a_year_after(day)? - of).num_days().abs());
    let fits = |(at, day): (usize, &NaiveDate)| {
        let own = off(*day, *last).filter(|own| *own < CLOSE)?;
        let before = at.checked_sub(1).and_then(|at| off(earlier[at], *earlier.last()?)).unwrap_or(CLOSE);
        Some((own + before, at))
    };
    earlier.iter().enumerate().filter_map(fits).min().map(|(_, at)| at)
}

fn a_year_after(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_add_months(Months::new(12))
}

/// The last order and a usual gap.
fn by_gap(days: &[NaiveDate]) -> NaiveDate {
    let mut gaps: Vec<i64> = days.windows(2).map(|pair| (pair[1] - pair[0]).num_days()).collect();
    let last = days[days.len() - 1];
    let gap = Days::new(median(&mut gaps).unsigned_abs());
    last.checked_add_days(gap).unwrap_or(last)
}
