//! The numbers of the reminders.

use crate::model::{Interval, Unit};

/// How early one is told of a day, and when what is open becomes pressing (S2; the numbers own).
#[derive(Clone, Debug, PartialEq)]
pub struct Reminders {
    /// How far `crm dates` looks ahead.
    pub ahead: Interval,
    /// So long before an invoice falls due one is told of it.
    pub invoice: Interval,
    /// Days overdue, each of which is a level higher.
    pub overdue: Vec<u32>,
    /// A quote without an answer for so long is asked about.
    pub quote: Interval,
    /// So long before a contract ends one is told of it, and so long after, if no other one follows.
    pub contract: Interval,
}

impl Default for Reminders {
    fn default() -> Self {
        let days = |count| Interval::new(count, Unit::Day).expect("a constant interval");
        Reminders {
            ahead: days(14),
            invoice: days(3),
            overdue: vec![3, 5, 7],
            quote: days(7),
            contract: days(30),
        }
    }
}
