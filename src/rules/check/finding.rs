//! What is wrong with a customer, and where it stands.

use crate::model::ProblemKind;

/// Something wrong with a customer, by the key or line where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub spot: Location,
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
        field: &'static str,
    },
}

pub(super) fn key(key: impl Into<String>, trouble: ProblemKind) -> Finding {
    Finding { spot: Location::Key(key.into()), trouble }
}

pub(super) fn field(line: u32, field: &'static str, trouble: ProblemKind) -> Finding {
    Finding { spot: Location::Field { line, field }, trouble }
}
