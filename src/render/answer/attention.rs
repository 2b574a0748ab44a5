//! What needs attention: an open complaint, or a wish to end.

use schemars::JsonSchema;
use serde::Serialize;

use super::value::{Day, Word, vocabularies};
use crate::rules::EmergencyKind;
use crate::rules::cadence::emergency::Deadline;

vocabularies!(EmergencyKind);

/// The first of the customer's open complaints and wishes to end.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "attention")]
pub struct Attention {
    /// What it is.
    pub kind: Word<EmergencyKind>,
    /// Its number.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// The day on which it was opened.
    pub since: Day,
    /// The day by which it has to be answered, then settled.
    pub due: Day,
    /// Whether it is answered, and only to be settled.
    pub answered: bool,
}

impl Attention {
    pub fn of(deadline: &Deadline) -> Self {
        let one = &deadline.emergency;
        Attention {
            kind: Word(one.kind),
            reference: one.reference.clone(),
            since: Day(one.opened.day),
            due: Day(deadline.due),
            answered: one.answered,
        }
    }
}
