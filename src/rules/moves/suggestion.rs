//! A move, or a task.

use super::reason::MoveReason;

/// A move or a task for one customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The grade it has.
    pub from: Option<String>,
    /// The grade it should have; `None` for a task.
    pub to: Option<String>,
    /// Whether it should be archived, too.
    pub archive: bool,
    /// Why, with the evidence.
    pub why: MoveReason,
}
