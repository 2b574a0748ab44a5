//! The events of the team's calendar that are one customer's days (S2).

use chrono::{Datelike, Days, NaiveDate};

use super::occasion::{Kind, Occasion};
use crate::model::Customer;
use crate::rules::policy::{EventDays, TeamEvent};

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
    pub(in crate::rules) fn spans(&self, from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
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
