//! The figures of one customer, its points as a lead among them.

use chrono::NaiveDate;

use super::lead::{self, LeadPoint, NoLead};
use super::policy::Policy;
use super::rhythm::{Rhythm, order_days};
use super::views::{Metrics, SalesMeasure, Scored, Volumes, a_year_before, need_of};
use crate::model::{Customer, History};

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
    Metrics {
        rhythm: rhythm.map(|rhythm| rhythm.every),
        abc: volumes(abc.by, &abc.unit),
        volume: volumes(volume.by, &volume.unit),
        ..Metrics::of(customer, history, &policy.rates, Scored { score, potential, no_lead }, today)
    }
}

/// A customer's own rhythm, where it is known.
pub fn own_rhythm(history: &History<'_>, policy: &Policy) -> Option<Rhythm> {
    let rule = policy.rhythm()?;
    let book = &policy.book_rhythm;
    Rhythm::of(&order_days(history, book.numbers.merge_days), rule, &book.model())
}
