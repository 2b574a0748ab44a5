//! The team's calendar: festivals, fairs, its own events (S2).

use chrono::NaiveDate;

use super::label::Label;

/// An event of the team's calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamEvent {
    pub what: Label,
    pub days: EventDays,
    /// For customers of these countries; empty for everybody.
    pub countries: Vec<String>,
    /// So many days before it one is told of it, however far one looks ahead.
    pub days_before: u32,
    /// Whether it is a reason to look at the grades again.
    pub review: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum EventDays {
    /// On the same days each year.
    EachYear {
        /// The first.
        on: YearDay,
        /// The last; before the first it lies in the next year.
        until: YearDay,
    },
    /// On these, each from a first to a last day: what moves from year to year, or comes once. What
    /// isn't listed isn't known.
    Listed(Vec<(NaiveDate, NaiveDate)>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearDay {
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month.
    pub day: u32,
}

impl YearDay {
    /// The day in a year; 29 February is the 28th where there is none.
    pub fn within(self, year: i32) -> Option<NaiveDate> {
        let clamped = || NaiveDate::from_ymd_opt(year, 2, 28).filter(|_| (self.month, self.day) == (2, 29));
        NaiveDate::from_ymd_opt(year, self.month, self.day).or_else(clamped)
    }
}
