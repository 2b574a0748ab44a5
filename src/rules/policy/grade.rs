//! A grade: what it is called, and when its customers are due.

use chrono::NaiveDate;

use super::label::Label;
use super::steps::Steps;
use super::times::Times;
use crate::model::{Decimal, Interval};
use crate::rules::RhythmRule;

#[derive(Clone, Debug, PartialEq)]
pub struct GradeRule {
    /// What stands in the customers' files.
    pub class: String,
    /// What people call it.
    pub label: Label,
    /// When its customers are due.
    pub cadence: Cadence,
    /// What one follow-up takes.
    pub minutes: Decimal,
    /// What one is worth beside those of other grades, when a day is too short; `None` for twice what
    /// the next grade's is.
    pub worth: Option<Decimal>,
    /// Where the cadence was written.
    pub source: Source,
}

/// Where a value comes from, for `--why`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Built in.
    Default,
    /// The workspace's `crm.yaml`.
    Workspace,
    /// The customer's own file.
    Customer,
    /// What `crm.yaml` says of whoever looks after the customer.
    Person,
}

impl GradeRule {
    /// How many days usually lie between two follow-ups; `None` for a grade that is left alone.
    pub fn usual_days(&self) -> Option<i64> {
        let some_day = NaiveDate::default();
        match &self.cadence {
            Cadence::Interval { every, .. } => Some((every.after(some_day) - some_day).num_days()),
            Cadence::Times(times) => Some(i64::from(30 / times.count())),
            Cadence::Steps(_) => Some(7),
            Cadence::Never => None,
        }
    }

    /// Its sequences, where it has some.
    pub fn steps(&self) -> Option<&Steps> {
        match &self.cadence {
            Cadence::Steps(steps) => Some(steps),
            _ => None,
        }
    }
}

/// How a grade's next date is found.
#[derive(Clone, Debug, PartialEq)]
pub enum Cadence {
    /// So long after the last contact day; placed by the customer's order rhythm where the rule
    /// for it is given and the rhythm is known.
    Interval {
        /// How long.
        every: Interval,
        /// Whether and how the order rhythm replaces it.
        rhythm: Option<RhythmRule>,
    },
    /// At least so many times a month.
    Times(Times),
    /// Gap after gap, counted from an event such as a sample's.
    Steps(Steps),
    /// Never due: only what was agreed and open complaints call for a contact.
    Never,
}
