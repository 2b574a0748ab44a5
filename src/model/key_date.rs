//! A day to remember.

use chrono::NaiveDate;

/// A day to remember.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyDate {
    /// The day.
    pub on: NaiveDate,
    /// What happened on it, or will.
    pub what: String,
}
