//! The gaps between the follow-ups of a grade that goes step by step (S0).

use super::trigger::Trigger;

/// Gaps in days between follow-ups, one sequence for each event that starts one. The first sequence
/// is that of customers without any of these events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps(Vec<(Trigger, Vec<u32>)>);

impl Steps {
    /// These sequences; `None` without any, and for one without a gap.
    pub fn new(sequences: Vec<(Trigger, Vec<u32>)>) -> Option<Self> {
        let is_whole = !sequences.is_empty() && sequences.iter().all(|(_, gaps)| !gaps.is_empty());
        is_whole.then_some(Steps(sequences))
    }

    /// The gaps that an event starts; the other events start none of their own.
    pub fn after(&self, trigger: Trigger) -> Option<&[u32]> {
        self.0.iter().find(|(own, _)| *own == trigger).map(|(_, gaps)| gaps.as_slice())
    }

    /// The sequence of customers without any of these events.
    pub fn first(&self) -> Option<&(Trigger, Vec<u32>)> {
        self.0.first()
    }

    /// The events that start one.
    pub fn triggers(&self) -> impl Iterator<Item = Trigger> {
        self.0.iter().map(|(own, _)| *own)
    }

    /// How many steps all sequences have together.
    pub fn count(&self) -> usize {
        self.0.iter().map(|(_, gaps)| gaps.len()).sum()
    }
}
