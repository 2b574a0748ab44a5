//! The figures of one customer, its points as a lead among them.

use chrono::NaiveDate;

use super::lead;
use super::policy::Policy;
use super::views::{Metrics, Scored};
use crate::model::{Customer, History};

/// The figures of `customer` on `today`. `history` must not know later days ([`History::as_of`]).
pub fn measure(customer: &Customer, history: &History<'_>, policy: &Policy, today: NaiveDate) -> Metrics {
    let score = lead::score(&lead::points(customer, history, &policy.views, today));
    let by_points = || lead::by_points(score, &policy.views.lead);
    let potential = customer.potential.map(|said| said.class().unwrap_or_else(by_points));
    Metrics::of(customer, history, &policy.rates, Scored { score, potential }, today)
}
