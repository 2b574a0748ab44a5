//! What a date counts from: a contact, an event, a decision.

use chrono::NaiveDate;

use super::policy::{Product, Trigger};
use crate::model::Entry;

/// What a date counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    pub day: NaiveDate,
    pub kind: AnchorKind,
    /// The line of the log, where it stands in the log.
    pub line: Option<u32>,
    /// The product with steps of its own that it is about, of what starts a sequence.
    pub product: Option<Product>,
}

/// What a date counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchorKind {
    FollowUp,
    /// A note that sets a day.
    Note,
    /// An event that starts a sequence.
    Event(Trigger),
    /// The entry that made the grade what it is.
    Grade,
    /// The file's `since`.
    Since,
    /// The first contact day.
    FirstContact,
    /// A complaint's `opened`.
    Complaint,
    /// The `opened` of a wish to end.
    Ending,
}

impl Anchor {
    /// An entry of the log.
    pub(super) fn of(entry: &Entry<'_>, kind: AnchorKind) -> Self {
        Anchor { day: entry.day(), kind, line: Some(entry.line), product: None }
    }
}
