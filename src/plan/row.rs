//! A customer in a list.

use chrono::NaiveDate;

use crate::model::{Customer, Decimal, History};
use crate::rules::cadence::emergency::{self, Deadline};
use crate::rules::emergencies::{self, LostCustomer};
use crate::rules::views::{self, Book, Metrics, Views};
use crate::rules::{Completeness, EffectiveClass, Policy, Verdict, cadence, completeness, measure};

/// A customer with what is computed of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub customer: Customer,
    /// The class that drives its cadence.
    pub driving: EffectiveClass,
    /// Its last contact day.
    pub last_contact: Option<NaiveDate>,
    /// When it is due next, and why.
    pub verdict: Verdict,
    /// Its open complaints and wishes to end, the most pressing first: it needs attention.
    pub attention: Vec<Deadline>,
    /// How satisfied it was, from 1 to 5, when somebody last said so, and on which day.
    pub satisfaction: Option<(Decimal, NaiveDate)>,
    /// That it is gone, why and to whom, where it is.
    pub lost: Option<LostCustomer>,
    /// How complete its file is, where its class asks for anything.
    pub completeness: Option<Completeness>,
    /// Its class in every view, where the views were asked for.
    pub views: Option<Views>,
}

/// A customer's row without its views. `history` must be as of `today`.
pub fn row(
    customer: Customer,
    driving: EffectiveClass,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Row {
    let verdict = cadence::next(&customer, driving.class.as_deref(), history, policy, today);
    let attention = emergency::in_order(history, &policy.complaint);
    let completeness = completeness(&customer, driving.class.as_deref(), policy);
    let last_contact = history.last_contact_day();
    let satisfaction = history.satisfaction();
    let lost = emergencies::gone(history);
    Row { last_contact, verdict, attention, satisfaction, lost, completeness, views: None, driving, customer }
}

/// The class that drives a customer's cadence. A computed scheme needs the whole `book`; without one
/// the file speaks.
pub fn driving(
    customer: &Customer,
    history: &History<'_>,
    book: Option<&Book>,
    policy: &Policy,
    today: NaiveDate,
) -> EffectiveClass {
    match book.filter(|_| policy.scheme.is_computed()) {
        None => EffectiveClass::written(customer),
        Some(book) => {
            let figures = measure(customer, history, policy, today);
            EffectiveClass::of(customer, &figures, book, policy, today)
        }
    }
}

/// A customer's class in every view: its own figures, and its place in the whole book. `next_due` is
/// its next follow-up, `None` for never.
pub fn views(
    figures: &Metrics,
    book: &Book,
    next_due: Option<NaiveDate>,
    policy: &Policy,
    today: NaiveDate,
) -> Views {
    views::all(figures, &book.ranking(&figures.id), next_due, &policy.views, today)
}
