//! What we promised a customer.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::value::{Day, list};
use crate::rules::promises::{OpenPromise, PromiseRecord};

/// What we promised it, and how we have kept our word.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct PromisesMade {
    /// The promises that are neither kept nor broken, the oldest first.
    pub open: Vec<OpenPromiseItem>,
    /// How many were kept.
    pub kept: usize,
    /// How many of these were kept after their day.
    pub kept_late: usize,
    /// How many were broken.
    pub broken: usize,
}

/// A promise that is neither kept nor broken.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct OpenPromiseItem {
    /// What was promised.
    pub what: Option<String>,
    /// Its number.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// The day by which it is to be kept, YYYY-MM-DD.
    pub due: Option<Day>,
    /// Days since that day, negative before it.
    pub days_late: Option<i64>,
    /// When it was made, YYYY-MM-DD.
    pub made: Day,
    /// Who made it.
    pub by: Option<String>,
}

impl PromisesMade {
    /// What is known of them today.
    pub fn of(record: &PromiseRecord, today: NaiveDate) -> Self {
        let PromiseRecord { open, kept, kept_late, broken } = record;
        let item = |one: &OpenPromise| OpenPromiseItem {
            what: one.what.clone(),
            reference: one.reference.clone(),
            due: one.due.map(Day),
            days_late: one.due.map(|due| (today - due).num_days()),
            made: Day(one.made),
            by: one.by.clone(),
        };
        PromisesMade { open: list(open, item), kept: *kept, kept_late: *kept_late, broken: broken.len() }
    }
}
