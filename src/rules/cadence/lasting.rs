//! How long a next date stands by itself, while nothing new is written.

use chrono::NaiveDate;

use crate::model::{Customer, Entry, History};
use crate::rules::{Reason, Verdict};

/// From when on one customer is to be followed up, as it stands on several days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It has none.
    Never,
    /// This one, whatever day it is.
    On(NaiveDate),
    /// Each day it is that day: nobody knows since when it waits.
    Today,
}

impl Next {
    /// What a verdict says of other days.
    pub fn of(verdict: &Verdict) -> Self {
        match (&verdict.reason, verdict.due) {
            (Reason::Ungraded { since: None, .. } | Reason::FirstContact { since: None }, Some(_)) => {
                Next::Today
            }
            _ => verdict.starts().map_or(Next::Never, Next::On),
        }
    }

    /// That day on `today`.
    pub fn due(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Next::Never => None,
            Next::On(due) => Some(due),
            Next::Today => Some(today),
        }
    }
}

/// The first day after `today` on which the same files may give another date: an entry that lies in
/// the future becomes known, or the customer is archived. `history` must know all days.
pub fn until(customer: &Customer, history: &History<'_>, today: NaiveDate) -> NaiveDate {
    let entries = history.entries().iter().map(Entry::day);
    entries.chain(customer.archived).filter(|day| *day > today).min().unwrap_or(NaiveDate::MAX)
}
