//! What a year tells beside the one before it. Both end with the last month that is over: the figures of a day would ring
//! today, and not tomorrow, for an order that is a week late.

use chrono::{Datelike, Months, NaiveDate};

use super::alarm::{Alarm, Sign};
use crate::model::{AlarmKind, Decimal, Event, History};
use crate::rules::views::a_year_before;
use crate::rules::{PaymentHabit, Policy, first_of_month, payment_habit};

/// The months of a year.
const YEAR: usize = 12;

/// So many orders the year before must have: of fewer the months say too little.
const ORDERS: usize = 4;

/// So many invoices either year must have: of fewer a single one is the whole habit.
const INVOICES: usize = 3;

/// One month in twenty would show such a fall by chance alone: Student's t for eleven degrees of freedom, the fewest that
/// Welch's test can have with twelve months on each side.
const T: f64 = 1.796;

/// That the twelve months bring less than those before them by more than chance makes of it: a one-sided test of Welch on
/// the sums of the months. A customer that orders now and then, large and small, must fall far; one that orders alike each
/// month a little. Nothing is said where an order has no amount or no rate, or where the year before isn't known whole.
pub(super) fn falling(history: &History<'_>, policy: &Policy, today: NaiveDate) -> Option<Alarm> {
    let until = first_of_month(today);
    let begun = until.checked_sub_months(Months::new(2 * YEAR as u32))?;
    let mut months = [Decimal::ZERO; 2 * YEAR];
    let (mut orders, mut is_known_before) = (0, false);
    for entry in history.entries() {
        let Event::Order(order) = &entry.event else { continue };
        let day = entry.day();
        if day >= until {
            continue;
        }
        if day < begun {
            is_known_before = true;
            continue;
        }
        let month = month_between(begun, day);
        orders += usize::from(order.counts() && month < YEAR);
        let worth = policy.rates.worth(order.money?, day)?;
        months[month] = months[month].saturating_add(worth);
    }
    if orders < ORDERS || !is_known_before && months[0] == Decimal::ZERO {
        return None;
    }
    let (before, now) = months.split_at(YEAR);
    let sum = |months: &[Decimal]| months.iter().copied().fold(Decimal::ZERO, Decimal::saturating_add);
    let (now_sum, before_sum) = (sum(now), sum(before));
    let most = before_sum.checked_mul(Decimal::ONE - policy.alarm.fall)?;
    let is_less = before_sum > Decimal::ZERO && now_sum <= most && is_no_chance(before, now);
    let sign = Sign::Falling { now: now_sum, before: before_sum, until };
    is_less.then_some(Alarm { kind: AlarmKind::Falling, since: a_year_before(until), sign })
}

/// How many months a day lies behind the first of one.
fn month_between(first: NaiveDate, day: NaiveDate) -> usize {
    let months = (day.year() - first.year()) * YEAR as i32 + day.month() as i32 - first.month() as i32;
    usize::try_from(months).unwrap_or_default().min(2 * YEAR - 1)
}

/// Whether the months of `now` are lower than those `before` by more than chance makes of it.
fn is_no_chance(before: &[Decimal], now: &[Decimal]) -> bool {
    let ((high, spread_before), (low, spread_now)) = (spread(before), spread(now));
    let error = (spread_before + spread_now).sqrt();
    high - low > T * error
}

/// The mean, and the square of its error.
fn spread(months: &[Decimal]) -> (f64, f64) {
    let values: Vec<f64> = months.iter().map(|sum| f64::try_from(*sum).unwrap_or_default()).collect();
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, squares / (count - 1.0) / count)
}

/// That invoices are paid later than the year before, and after the day on which they are due.
pub(super) fn pays_later(history: &History<'_>, policy: &Policy, today: NaiveDate) -> Option<Alarm> {
    // Most logs have none, and aren't copied for it.
    let invoices = history.entries().iter().filter(|entry| matches!(entry.event, Event::Invoice(_)));
    if invoices.count() < INVOICES {
        return None;
    }
    let until = first_of_month(today);
    let habit_at = |day: NaiveDate| -> Option<PaymentHabit> {
        let last = day.pred_opt()?;
        payment_habit(&history.clone().as_of(last), policy, last).filter(|habit| habit.count() >= INVOICES)
    };
    let now = habit_at(until)?;
    let before = habit_at(a_year_before(until))?;
    let later = policy.alarm.later.after(until);
    let more = Decimal::from((later - until).num_days());
    let is_later = now.days() > Decimal::ZERO && now.days() - before.days() >= more;
    let sign = Sign::PaysLater { now: now.days(), before: before.days(), invoices: now.count(), until };
    is_later.then_some(Alarm { kind: AlarmKind::PaysLater, since: a_year_before(until), sign })
}
