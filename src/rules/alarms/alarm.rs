//! Something that tells that a customer may be lost, and what that rests on.

use chrono::NaiveDate;

use crate::model::{AlarmKind, Decimal};
use crate::rules::emergencies::Emergency;

/// Something that tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Alarm {
    pub kind: AlarmKind,
    /// Since when it is so.
    pub since: NaiveDate,
    /// What it rests on.
    pub sign: Sign,
}

/// What an alarm rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum Sign {
    /// What is open, and for how many days.
    Open { emergency: Emergency, days: i64 },
    /// The need that it had.
    NeedLost,
    /// Who got it instead, and what.
    Competitor { name: String, item: Option<String> },
    /// It should have ordered by `since`.
    Silent {
        /// P(in rhythm), from 0 to 1.
        in_rhythm: Decimal,
        last: NaiveDate,
        /// The days since then.
        days: i64,
        /// The usual gap in days, where that is its own.
        every: Option<u32>,
        orders: usize,
    },
    /// What it bought in the twelve months before this day, and in those before them, in the workspace's currency.
    Falling { now: Decimal, before: Decimal, until: NaiveDate },
    /// Follow-ups in a row that came back, and whom they were for.
    ContactGone { times: usize, name: Option<String> },
    /// How many days after the day on which they were due invoices were paid, on average, in the twelve months before this
    /// day and in those before them.
    PaysLater { now: Decimal, before: Decimal, invoices: usize, until: NaiveDate },
}
