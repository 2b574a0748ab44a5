//! What a customer's points as a lead are made of.

use schemars::JsonSchema;
use serde::Serialize;

use super::value::{Day, Number, Word, list, vocabularies};
use crate::rules::lead::{self, LeadEvent, LeadPoint, LeadTest};

/// The points of a lead.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct LeadScore {
    /// All of them.
    pub points: Number,
    /// What each rule gives, where it gives any.
    pub rules: Vec<LeadPart>,
}

/// What a rule of the lead score gives.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct LeadPart {
    /// The key of the customer's file that it asks for.
    pub key: Option<String>,
    /// What of the log it asks for.
    pub event: Option<Word<LeadEvent>>,
    /// What was found, where it asks for more than that something is there.
    pub found: Option<String>,
    /// The day of what the log says.
    pub on: Option<Day>,
    /// The points today.
    pub points: Number,
    /// The points on the day of the event; the same where they don't fade.
    pub full: Number,
    /// The day on which nothing of them is left; null where they don't fade.
    pub until: Option<Day>,
}

impl LeadScore {
    /// The points with what they are made of.
    pub fn of(points: &[LeadPoint]) -> Self {
        LeadScore { points: Number(lead::score(points)), rules: list(points, LeadPart::of) }
    }
}

impl LeadPart {
    fn of(point: &LeadPoint) -> Self {
        let (key, event) = match &*point.test {
            LeadTest::Key { field, .. } => (Some(field.name()), None),
            LeadTest::Event { event, .. } => (None, Some(Word(*event))),
        };
        LeadPart {
            key,
            event,
            found: point.found.clone(),
            on: point.on.map(Day),
            points: Number(point.points),
            full: Number(point.full),
            until: point.gone_on().map(Day),
        }
    }
}

vocabularies!(LeadEvent);
