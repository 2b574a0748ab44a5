//! Customers that order in a season: two fixed weeks a year break every model of gaps.
//!
//! The source (own, `../shared/rhythm.md`, "Season"): the first anniversary of an earlier order, chosen for each
//! customer by its own back-test. On made-up books it brought those who order once or twice a year from 68 to 36 days
//! of error, and changed the others by less than two.
//!
//! Own, beside it: one who orders once a year is told by the year without a comparison, as its gap is a year, too, and
//! would only be vaguer; what is told to the week is told well enough; and who leaves a season out is expected in the next
//! one of its year.

use chrono::{Days, Months, NaiveDate, TimeDelta};

use super::dice::Dice;
use super::numeric::{median, normal_above};

/// A customer whose orders are told by the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Season {
    /// When the next order is expected: the anniversary of an earlier one.
    pub expected: NaiveDate,
    /// The earlier order.
    pub of: NaiveDate,
    /// By how many days it was wrong before: the median.
    pub error: i64,
    /// By how many days the usual gap was wrong; none of one whose orders lie a year apart: there the gap isn't asked.
    pub gap_error: Option<i64>,
    /// How many orders that rests on.
    pub tests: usize,
    /// The orders of its last year whose anniversaries are still to come, the earliest first.
    pub year: [Option<NaiveDate>; MOST],
}

/// So many orders a year have a place of their own; whoever has more hardly orders in a season.
pub const MOST: usize = 8;

/// A season is known from so many orders on that it has told.
const TESTS: usize = 2;

/// Within so many days an order is asked for, where nobody says within how many: four weeks.
pub const ASKED_WITHIN: u32 = 28;

/// It is wrong by fewer days than that: those within which an order is asked for.
const CLOSE: i64 = ASKED_WITHIN as i64;

/// Whoever orders more often than that on average has no season of it, though an order may lie a year after another
/// one to the day: of a monthly buyer every order does (own).
const APART: i64 = 2 * CLOSE;

/// From that usual gap on the orders lie a year apart: the year tells them as well as the gap does, and within weeks,
/// where the days of the gap are months (own).
const A_YEAR_APART: i64 = 300;

/// No order is told more closely than to the week: that the months differ in length by a day says nothing for the year,
/// and no season is over in three days (own).
const WEEK: i64 = 7;

impl Season {
    /// The season of order days (each once, in order): where their usual gap is a year, or else where the year told them
    /// less than half as wrongly as that gap did; and by less than four weeks.
    pub fn of(days: &[NaiveDate]) -> Option<Self> {
        let (first, last) = (days.first()?, days.last()?);
        let gaps = i64::try_from(days.len() - 1).ok()?;
        if (*last - *first).num_days() < APART * gaps {
            return None;
        }
        let is_yearly = gaps > 0 && usual_gap(days) >= A_YEAR_APART;
        let (mut errors, mut gap_errors) = (Vec::new(), Vec::new());
        // One order says nothing of a gap, and all of a year.
        for known in if is_yearly { 1 } else { 2 }..days.len() {
            let (before, next) = (&days[..known], days[known]);
            let Some((expected, _)) = year_ahead(before).next() else { continue };
            // Of the first year nothing is told by a year.
            if (next - before[0]).num_days() < 365 - CLOSE {
                continue;
            }
            errors.push((next - expected).num_days().abs());
            if !is_yearly {
                gap_errors.push((next - by_gap(before)).num_days().abs());
            }
        }
        let tests = errors.len();
        if tests < TESTS {
            return None;
        }
        let error = median(&mut errors);
        let gap_error = (!is_yearly).then(|| median(&mut gap_errors));
        let is_better = gap_error.is_none_or(|by_gap| error.max(WEEK) * 2 < by_gap);
        let (expected, of) = year_ahead(days).next()?;
        let mut ahead = year_ahead(days).map(|(_, of)| of);
        let year = std::array::from_fn(|_| ahead.next());
        (is_better && error < CLOSE).then_some(Season { expected, of, error, gap_error, tests, year })
    }

    /// The usual days between two orders: a year, by its orders in one.
    pub fn every(&self) -> u32 {
        365 / u32::try_from(self.year.iter().flatten().count()).unwrap_or(1).max(1)
    }

    /// The days between which four orders in five are expected: for a bell curve, 1.9 times the usual error to each
    /// side, and a week at least.
    pub fn window(&self) -> (NaiveDate, NaiveDate) {
        let aside = Days::new((self.error * 19).max(WEEK * 10).unsigned_abs().div_ceil(10));
        let from = self.expected.checked_sub_days(aside).unwrap_or(self.expected);
        (from, self.expected.checked_add_days(aside).unwrap_or(self.expected))
    }

    /// When its seasons come, and of which order each is the anniversary: orders of less than four weeks are of one
    /// season, and after a year all of them come again.
    fn turns(&self) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
        let mut last: Option<NaiveDate> = None;
        self.anniversaries().filter(move |(day, _)| {
            let is_next = last.is_none_or(|last| (*day - last).num_days() >= CLOSE);
            if is_next {
                last = Some(*day);
            }
            is_next
        })
    }

    /// The same of each of its orders.
    fn anniversaries(&self) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
        let own = self.year;
        let after = move |years: u32| {
            let months = Months::new(12 * years);
            own.into_iter().flatten().filter_map(move |of| Some((of.checked_add_months(months)?, of)))
        };
        (1..=TURNS).flat_map(after)
    }

    /// So many of its seasons later.
    pub fn turn(&self, skipped: usize) -> Self {
        self.turns().nth(skipped).map_or(*self, |(expected, of)| Season { expected, of, ..*self })
    }

    /// Its next season whose days haven't passed.
    pub fn ahead(&self, today: NaiveDate) -> Self {
        let at = |(expected, of)| Season { expected, of, ..*self };
        self.turns().map(at).find(|season| season.window().1 >= today).unwrap_or(*self)
    }
}

/// Nobody looks further ahead than so many years.
const TURNS: u32 = 200;

/// What may be of a customer with a season, on a day: its next order is still to come within a year's seasons, it leaves
/// these out, or it has left. They add up to one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeasonChances {
    pub awaited: f64,
    pub left_out: f64,
    pub gone: f64,
}

/// How many usual errors (the median of the sizes) a deviation of the bell curve is.
const DEVIATION: f64 = 1.4826;

/// An anniversary is never known to the day: four in five come within a week.
const LEAST_DEVIATION: f64 = 5.5;

impl Season {
    /// The chances (own): before the season one in so many that leave after an order has left, and of the others one in
    /// two more than there were tests leaves it out (Laplace's rule of succession, where all tests came), and so the
    /// seasons after it; as the days of each pass without an order, it becomes less likely.
    pub fn chances(&self, leaves: f64, today: NaiveDate) -> SeasonChances {
        let in_a_year = a_year_after(self.expected).unwrap_or(self.expected);
        let (mut awaited, mut left_out, mut comes) = (0.0, 0.0, 1.0 - leaves);
        for (expected, _) in self.turns() {
            let still = self.later_than(expected, today);
            let own = comes * (1.0 - self.skips());
            match expected < in_a_year {
                true => awaited += own * still,
                false => left_out += own * still,
            }
            comes -= own;
            if still >= 1.0 && expected >= in_a_year {
                break;
            }
        }
        let left_out = left_out + comes;
        let all = awaited + left_out + leaves;
        SeasonChances { awaited: awaited / all, left_out: left_out / all, gone: leaves / all }
    }

    /// The chance of an order from a day on until another one.
    pub fn order_between(&self, leaves: f64, today: NaiveDate, until: NaiveDate) -> f64 {
        let mut comes = 1.0 - leaves;
        let (mut open, mut within) = (0.0, 0.0);
        for (expected, _) in self.turns() {
            let (still, then) = (self.later_than(expected, today), self.later_than(expected, until));
            let own = comes * (1.0 - self.skips());
            open += own * still;
            within += own * (still - then);
            comes -= own;
            if then >= 1.0 {
                break;
            }
        }
        within / (open + comes + leaves)
    }

    /// One future: in which of its seasons the next order comes, or that it has left, as in `order_between`; then each
    /// further order of its year, where it doesn't leave before that season, nor leaves it out (own).
    pub(super) fn draw(
        &self,
        leaves: f64,
        (today, until): (NaiveDate, NaiveDate),
        dice: &mut Dice,
        days: &mut Vec<NaiveDate>,
    ) {
        // An order may come weeks before its anniversary.
        let latest = until.checked_add_days(Days::new(2 * CLOSE.unsigned_abs())).unwrap_or(until);
        let mut comes = 1.0 - leaves;
        let (mut turns, mut weights) = (Vec::new(), Vec::new());
        for (expected, _) in self.turns().take_while(|(expected, _)| *expected <= latest) {
            let own = comes * (1.0 - self.skips());
            turns.push(expected);
            weights.push(own * self.later_than(expected, today));
            comes -= own;
        }
        weights.push(comes + leaves);
        let Some(first) = turns.get(dice.weighted(&weights)).copied() else { return };
        let mut season = first;
        days.push(self.draw_day(first, today, dice));
        let further = self.anniversaries().map(|(day, _)| day).take_while(|day| *day <= latest);
        for expected in further.filter(|day| *day > first) {
            if (expected - season).num_days() >= CLOSE {
                season = expected;
                if dice.part() < leaves {
                    break;
                }
            }
            if dice.part() >= self.skips() {
                days.push(self.draw_day(expected, today, dice));
            }
        }
        days.retain(|day| *day <= until);
        days.sort_unstable();
    }

    /// When an order comes that is expected on a day, and has not come yet.
    fn draw_day(&self, expected: NaiveDate, today: NaiveDate, dice: &mut Dice) -> NaiveDate {
        let tomorrow = today.succ_opt().unwrap_or(today);
        // Of one that is late by many deviations hardly one try is later still.
        let tries = (0..100).map(|_| (dice.normal() * self.deviation()).ceil() as i64);
        let days = tries.map(|off| expected.checked_add_signed(TimeDelta::days(off)).unwrap_or(expected));
        days.into_iter().find(|day| *day > today).unwrap_or(tomorrow)
    }

    /// How likely it leaves a season out.
    fn skips(&self) -> f64 {
        1.0 / (self.tests as f64 + 2.0)
    }

    /// The chance that an order expected on a day comes later than another one.
    fn later_than(&self, expected: NaiveDate, day: NaiveDate) -> f64 {
        normal_above((day - expected).num_days() as f64 / self.deviation())
    }

    fn deviation(&self) -> f64 {
        (self.error as f64 * DEVIATION).max(LEAST_DEVIATION)
    }
}

/// The anniversaries of earlier orders that are still to come, each with its order; the first one is when the next is
/// expected. The order that the last one repeats has had its anniversary, and what came before it, too: of one who orders
/// twice each March, the first order of this March is followed by the second, and the second by next March's.
fn year_ahead(days: &[NaiveDate]) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
    let last = days.last().copied().unwrap_or(NaiveDate::MAX);
    let first = repeated(days).map_or(0, |at| at + 1);
    let ahead = move |day: &NaiveDate| Some((a_year_after(*day)?, *day)).filter(|(next, _)| *next > last);
    days[first..].iter().filter_map(ahead)
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
    let last = days[days.len() - 1];
    last.checked_add_days(Days::new(usual_gap(days).unsigned_abs())).unwrap_or(last)
}

fn usual_gap(days: &[NaiveDate]) -> i64 {
    let mut gaps: Vec<i64> = days.windows(2).map(|pair| (pair[1] - pair[0]).num_days()).collect();
    median(&mut gaps)
}
