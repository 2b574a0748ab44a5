//! Which customers should move, and which have to be looked at.

use chrono::NaiveDate;

use crate::model::{Customer, CustomerId, Decimal, History};
use crate::rules::budget::minutes_a_year;
use crate::rules::moves::{Suggestion, suggest};
use crate::rules::{Driving, Policy};

/// One suggestion for one customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Its id.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
    /// Who looks after it.
    pub owner: Option<String>,
    /// What is suggested, and why.
    pub suggestion: Suggestion,
    /// The minutes a year that its grade takes now, and that the other one would take.
    pub minutes: (Option<Decimal>, Option<Decimal>),
}

/// What is suggested for one customer. `history` must be as of `today`.
pub fn proposals(
    customer: &Customer,
    driving: &Driving,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Vec<Proposal> {
    let minutes = |grade: Option<&str>| grade.and_then(|grade| policy.grade(grade)).map(minutes_a_year);
    let proposal = |suggestion: Suggestion| Proposal {
        id: customer.id.clone(),
        name: customer.name.clone(),
        owner: customer.owner.clone(),
        minutes: (minutes(suggestion.from.as_deref()), minutes(suggestion.to.as_deref())),
        suggestion,
    };
    suggest(customer, driving, history, policy, today).into_iter().map(proposal).collect()
}

/// Moves first, by where they lead; then the tasks; by id where that is equal.
pub fn in_review_order(proposals: &mut [Proposal], policy: &Policy) {
    proposals.sort_by_cached_key(|proposal| {
        let to = proposal.suggestion.to.as_deref();
        (to.is_none(), policy.rank(to), proposal.suggestion.why.code(), proposal.id.clone())
    });
}
