//! What a file can say and still be wrong: one rule a file, each with its place in the file.

mod dates;
mod decisions;
mod hours;
mod money;
mod names;
mod reach;
mod references;
mod slips;

use chrono::NaiveDate;

use super::Policy;
use crate::model::{Customer, History, ProblemKind};

/// Something wrong with a customer, by the key or line where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Where.
    pub spot: Location,
    /// What.
    pub trouble: ProblemKind,
}

/// A place that the model can name; `store` turns it into line and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A key of the customer's file, such as `contacts[0].verified`.
    Key(String),
    /// A field of a log line.
    Field {
        /// The line, from 1.
        line: u32,
        /// The field.
        field: &'static str,
    },
}

/// Everything that is wrong with one customer and its log.
pub fn check(customer: &Customer, history: &History<'_>, policy: &Policy, today: NaiveDate) -> Vec<Finding> {
    let mut found = Vec::new();
    dates::check(customer, history, today, &mut found);
    names::check(customer, policy, &mut found);
    decisions::check(customer, history, policy, &mut found);
    hours::check(customer, &mut found);
    reach::check(customer, &mut found);
    money::check(history, policy, &mut found);
    references::check(history, policy, &mut found);
    slips::check(customer, history, &mut found);
    found
}

fn key(key: impl Into<String>, trouble: ProblemKind) -> Finding {
    Finding { spot: Location::Key(key.into()), trouble }
}

fn field(line: u32, field: &'static str, trouble: ProblemKind) -> Finding {
    Finding { spot: Location::Field { line, field }, trouble }
}

pub use slips::{before_begun, unknown_country};

#[cfg(test)]
mod tests;
