//! The team's calendar: festivals, fairs, its own events (S2).

use chrono::{Datelike, Days, NaiveDate};

use super::{Kind, Occasion};
use crate::model::Customer;
use crate::rules::Label;

/// An event of the team's calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamEvent {
    /// What it is.
    pub what: Label,
    /// When.
    pub days: EventDays,
    /// For customers of these countries; empty for everybody.
    pub countries: Vec<String>,
    /// So many days before it one is told of it, however far one looks ahead.
    pub days_before: u32,
}

/// When an event is.
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

/// A day of every year.
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

impl TeamEvent {
    /// The event as one customer's occasions. One that has begun and still runs is one, too.
    pub(super) fn occasions(&self, customer: &Customer, from: NaiveDate, to: NaiveDate) -> Vec<Occasion> {
        let country = customer.country.as_deref().unwrap_or("");
        let is_for = |code: &String| code.eq_ignore_ascii_case(country);
        if !self.countries.is_empty() && !self.countries.iter().any(is_for) {
            return Vec::new();
        }
        let soon = from.checked_add_days(Days::new(self.days_before.into())).unwrap_or(from);
        let last = to.max(soon);
        let spans = self.days.spans(from, last).into_iter();
        spans
            .filter(|(on, until)| *on <= last && from <= *until)
            .map(|(on, until)| {
                let until = (until > on).then_some(until);
                Occasion { on, kind: Kind::Event { what: self.what.clone(), until } }
            })
            .collect()
    }
}

impl EventDays {
    /// Its first and last days, of all years that can reach into the time asked for.
    fn spans(&self, from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
        match self {
            EventDays::Listed(spans) => spans.clone(),
            EventDays::EachYear { on, until } => {
                let next = i32::from(until < on);
                let span = |year| on.within(year).zip(until.within(year + next));
                (from.year() - 1..=to.year()).filter_map(span).collect()
            }
        }
    }
}
