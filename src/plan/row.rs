//! A customer in a list.

use chrono::NaiveDate;

use crate::model::{Customer, History};
use crate::rules::grading::{self, Book, Figures, Views};
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
    /// Its class in every view, where the views were asked for.
    pub views: Option<Views>,
}

/// A customer's row without its views. `history` must be as of `today`.
pub fn row(customer: Customer, history: &History<'_>, policy: &Policy, today: NaiveDate) -> Row {
    let verdict = cadence::next(&customer, history, policy, today);
    Row { last_contact: history.last_contact_day(), verdict, views: None, customer }
}

/// A customer's class in every view: its own figures, and its place in the whole book.
pub fn views(
    customer: &Customer,
    figures: &Figures,
    book: &Book,
    policy: &Policy,
    today: NaiveDate,
) -> Views {
    grading::all(customer, figures, &book.standing(&figures.id), &policy.views, today)
}
