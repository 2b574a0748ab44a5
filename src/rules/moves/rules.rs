//! The numbers that moves work with.

use crate::model::{Decimal, Interval, Unit};

/// The grades that moves lead to, and the numbers they work with (S0, own).
#[derive(Clone, Debug, PartialEq)]
pub struct MoveRules {
    /// Where an order leads.
    pub order: String,
    /// Where a sample leads.
    pub sample: String,
    /// Where a high potential belongs.
    pub high: String,
    /// Where an ordinary one belongs.
    pub ordinary: String,
    /// Where those without any belong.
    pub none: String,
    /// Without an order for so long, an order customer is one no longer.
    pub inactive: Interval,
    /// And for so many times its own rhythm, where that is known.
    pub inactive_rhythms: Decimal,
    /// For so long after a change of grade rules 4 to 6 are silent, so that nobody flaps.
    pub quiet: Interval,
    /// Follow-ups in a row without a reply after which a high potential goes down.
    pub silent_high: usize,
    /// The same for an ordinary one.
    pub silent_ordinary: usize,
    /// Contact days that they have to lie on.
    pub silent_days: usize,
    /// Bounces in a row after which the contact is to be verified.
    pub bounces: usize,
    /// Follow-ups in a row to one address without a reply after which it is to be verified.
    pub unanswered: usize,
    /// Without a decision on the grade for so long, it is to be looked at again.
    pub recheck: Interval,
}

impl MoveRules {
    /// The grades that moves lead to. Several may be the same one: not every team has five.
    pub fn grades(&self) -> [&str; 5] {
        [&self.order, &self.sample, &self.high, &self.ordinary, &self.none]
    }
}

impl Default for MoveRules {
    fn default() -> Self {
        let months = |count| Interval::new(count, Unit::Month).expect("a constant interval");
        MoveRules {
            order: "A".into(),
            sample: "B".into(),
            high: "C".into(),
            ordinary: "D".into(),
            none: "E".into(),
            inactive: months(12),
            inactive_rhythms: Decimal::TWO,
            quiet: Interval::new(60, Unit::Day).expect("a constant interval"),
            silent_high: 3,
            silent_ordinary: 4,
            silent_days: 2,
            bounces: 2,
            unanswered: 5,
            recheck: months(3),
        }
    }
}
