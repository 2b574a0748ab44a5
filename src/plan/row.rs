//! A customer in a list.

use chrono::NaiveDate;

use crate::model::{Customer, History};
use crate::rules::{Policy, Verdict, cadence};

/// A customer with what is computed of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The customer.
    pub customer: Customer,
    /// Its last contact day.
    pub last_contact: Option<NaiveDate>,
    /// When it is due next, and why.
    pub verdict: Verdict,
}

/// A customer's row. `history` must be as of `today`.
pub fn row(customer: Customer, history: &History<'_>, policy: &Policy, today: NaiveDate) -> Row {
    let verdict = cadence::next(&customer, history, policy, today);
    Row { last_contact: history.last_contact_day(), verdict, customer }
}
