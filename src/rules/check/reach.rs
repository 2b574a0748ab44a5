//! Addresses and numbers that reach nobody, or several at once: nobody is written to at them.

use super::finding::{Finding, key};
use crate::model::{Customer, Medium, ProblemKind};

pub(super) fn check(customer: &Customer, found: &mut Vec<Finding>) {
    for (at, contact) in customer.contacts.iter().enumerate() {
        for medium in Medium::ALL {
            let (first, others) = contact.points(medium);
            let first = first.map(|value| (format!("contacts[{at}].{}", medium.key()), value));
            let path = |index| format!("contacts[{at}].{}[{index}]", medium.list_key());
            let others = others.iter().enumerate().map(|(index, one)| (path(index), one.value.as_str()));
            for (path, value) in first.into_iter().chain(others) {
                if let Err(not) = medium.read(value) {
                    found.push(key(path, ProblemKind::NotOne { medium, value: value.to_owned(), not }));
                }
            }
        }
    }
}
