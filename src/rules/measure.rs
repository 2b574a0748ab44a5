//! The figures of one customer, its points as a lead among them.

use chrono::{Datelike, Months, NaiveDate};

use super::lead::{self, LeadPoint, NoLead};
use super::policy::Policy;
use super::rhythm::{Rhythm, order_days, rounded};
use super::stake::Stake;
use super::views::{Metrics, SalesMeasure, Scored, TierYear, Turnover, Volumes, a_year_before, need_of};
use crate::model::{Customer, Decimal, History};

/// The figures of `customer` on `today`. `history` must not know later days ([`History::as_of`]).
pub fn measure(customer: &Customer, history: &History<'_>, policy: &Policy, today: NaiveDate) -> Metrics {
    measure_by(&lead::points(customer, history, &policy.views, today), customer, history, policy, today)
}

/// The same by these points, of whoever has asked for them already.
pub fn measure_by(
    points: &[LeadPoint],
    customer: &Customer,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Metrics {
    let score = lead::score(points);
    let need = need_of(customer, history, &policy.views.need, today);
    let no_lead = NoLead::of(customer, history, need, today);
    let by_points = || lead::by_points(score, no_lead, &policy.views.lead);
    let potential = customer.potential.map(|said| said.class().unwrap_or_else(by_points));
    let volumes = |by, unit: &Option<String>| {
        (by == SalesMeasure::Quantity).then(|| Volumes::of(history, unit.as_deref(), a_year_before(today)))
    };
    let (abc, volume) = (&policy.views.abc, &policy.views.volume);
    let rhythm = own_rhythm(history, policy);
    let is_tier = policy.scheme.goes_by_revenue(&policy.views);
    Metrics {
        expected: is_tier.then(|| year_ahead(history, policy, first_of_month(today))).flatten(),
        quarters: if is_tier { quarters(history, policy, today) } else { Vec::new() },
        rhythm: rhythm.map(|rhythm| rhythm.every),
        abc: volumes(abc.by, &abc.unit),
        volume: volumes(volume.by, &volume.unit),
        ..Metrics::of(customer, history, &policy.rates, Scored { score, potential, no_lead }, today)
    }
}

/// What the twelve months from a day on are expected to bring, as one knew it on that day. Classes go by the first day of
/// the month: they don't change from day to day for it (own).
fn year_ahead(history: &History<'_>, policy: &Policy, day: NaiveDate) -> Option<Decimal> {
    expected_revenue(&history.clone().as_of(day), policy, (day, A_YEAR))
}

/// The years up to the first days of the last quarters, as far back as a class is remembered, the oldest first.
fn quarters(history: &History<'_>, policy: &Policy, today: NaiveDate) -> Vec<TierYear> {
    let first = first_of_month(today);
    let months = first.month0() % 3;
    let day = |ago: u32| first.checked_sub_months(Months::new(months + 3 * ago));
    let year = |day: NaiveDate| {
        let known = history.clone().as_of(day);
        let revenue = Turnover::of_year(&known, &policy.rates, day).revenue;
        TierYear { revenue, expected: expected_revenue(&known, policy, (day, A_YEAR)) }
    };
    (0..=REMEMBERED).rev().filter_map(day).map(year).collect()
}

/// A class that is kept is remembered for so many quarters: for a year.
const REMEMBERED: u32 = 4;

/// What is expected within so many days from a day on: the orders that the model expects, each worth a usual one; `None`
/// where nothing was ordered, or no amount is known. `history` must be as of that day.
pub fn expected_revenue(
    history: &History<'_>,
    policy: &Policy,
    (day, ahead): (NaiveDate, u32),
) -> Option<Decimal> {
    let book = &policy.book_rhythm;
    let days = order_days(history, book.numbers.merge_days);
    let usual = Stake::of(history, &days, &policy.rates).usual?;
    let model = book.model();
    usual.checked_mul(rounded(model.expectation(&days, day)?.orders_within(ahead), 4))
}

/// So many days are expected.
const A_YEAR: u32 = 365;

/// The first day of a day's month.
pub fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The first day of the month after a day's.
pub fn first_of_next_month(day: NaiveDate) -> NaiveDate {
    first_of_month(day).checked_add_months(Months::new(1)).unwrap_or(NaiveDate::MAX)
}

/// A customer's own rhythm, where it is known.
pub fn own_rhythm(history: &History<'_>, policy: &Policy) -> Option<Rhythm> {
    let rule = policy.rhythm()?;
    let book = &policy.book_rhythm;
    Rhythm::of(&order_days(history, book.numbers.merge_days), rule, &book.model())
}
