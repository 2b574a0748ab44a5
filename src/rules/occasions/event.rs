//! The events of the team's calendar that are one customer's days (S2).

use chrono::{Datelike, Days, NaiveDate};

use super::occasion::{Kind, Occasion};
use crate::model::Customer;
use crate::rules::policy::{EventDays, Label, TeamEvent};

impl TeamEvent {
    /// The event as one customer's occasions. One that has begun and still runs is one, too.
    pub(super) fn occasions(&self, customer: &Customer, from: NaiveDate, to: NaiveDate) -> Vec<Occasion> {
        if !self.countries.is_empty() && !self.is_kept_by(customer) {
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

/// What of these the people of a customer's country keep on a day, so that nobody may be there (S2).
pub fn kept_on<'e>(events: &'e [TeamEvent], customer: &Customer, day: NaiveDate) -> Option<&'e Label> {
    let is_on = |event: &&TeamEvent| {
        event.is_kept_by(customer)
            && event.days.spans(day, day).iter().any(|(on, until)| *on <= day && day <= *until)
    };
    events.iter().find(is_on).map(|event| &event.what)
}

impl TeamEvent {
    /// Whether it is one of the customer's country; what is for everybody is nobody's own.
    fn is_kept_by(&self, customer: &Customer) -> bool {
        let country = customer.country.as_deref().unwrap_or("");
        self.countries.iter().any(|code| code.eq_ignore_ascii_case(country))
    }

    /// The first day after `known` on which it makes one look at a customer's grade again: the first one of it that
    /// is over by `until` (S4: after a big event).
    pub(in crate::rules) fn reviewed_after(
        &self,
        customer: &Customer,
        known: NaiveDate,
        until: NaiveDate,
    ) -> Option<NaiveDate> {
        let is_meant = self.review && (self.countries.is_empty() || self.is_kept_by(customer));
        if !is_meant {
            return None;
        }
        let spans = self.days.spans(known, until).into_iter();
        spans.map(|(_, last)| last).filter(|last| *last > known && *last <= until).min()
    }

    /// The last day of the one that runs on a day, else of the next.
    pub fn over_from(&self, day: NaiveDate) -> Option<NaiveDate> {
        let soon = day.checked_add_days(Days::new(366)).unwrap_or(day);
        let spans = self.days.spans(day, soon).into_iter();
        spans.map(|(_, until)| until).filter(|until| *until >= day).min()
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
