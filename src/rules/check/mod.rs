//! What a file can say and still be wrong: one rule a file, each with its place in the file.

mod choices;
mod dates;
mod decisions;
mod doubles;
mod finding;
mod hours;
mod money;
mod names;
mod reach;
mod references;
mod slips;

use chrono::NaiveDate;

use super::Policy;
use super::requests::undecided;
use crate::model::{Customer, History};

/// Everything that is wrong with one customer and its log.
pub fn check(customer: &Customer, history: &History<'_>, policy: &Policy, today: NaiveDate) -> Vec<Finding> {
    let mut found = Vec::new();
    dates::check(customer, history, today, &mut found);
    names::check(customer, policy, &mut found);
    choices::check(customer, policy, &mut found);
    names::decision(customer, &mut found);
    decisions::check(customer, history, policy, &mut found);
    hours::check(customer, &mut found);
    reach::check(customer, &mut found);
    money::check(history, policy, &mut found);
    references::check(history, policy, &mut found);
    doubles::check(history, &mut found);
    slips::check(customer, history, &mut found);
    for (line, slip) in undecided(history, &policy.managers) {
        found.push(finding::field(line, "by", slip.into()));
    }
    found
}

pub use finding::{Finding, Location};
pub use names::unknown_contact;
pub use slips::{before_begun, unknown_country};

#[cfg(test)]
mod tests;
