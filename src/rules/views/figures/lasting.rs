//! How long the figures stand by themselves, while nothing new is written.

use chrono::NaiveDate;

use super::{Metrics, years};
use crate::model::{Entry, Event, History};

impl Metrics {
    /// The first day after `today` on which the same files give other figures: an entry that lies in
    /// the future becomes known, or an order leaves the last year or the year before. `history` must
    /// know all days.
    pub fn until(history: &History<'_>, today: NaiveDate) -> NaiveDate {
        let change = |entry: &Entry<'_>| {
            let day = entry.day();
            if day > today {
                return Some(day);
            }
            matches!(entry.event, Event::Order(_)).then(|| leaves(day, today)).flatten()
        };
        history.entries().iter().filter_map(change).min().unwrap_or(NaiveDate::MAX)
    }
}

/// The next day on which an order of `day` counts for another year than today.
fn leaves(day: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let year = [years(1), years(2)].into_iter().find(|year| day > year.before(today))?;
    let mut leaves = year.after(day);
    // A year after 29 February, the year before the clamped day doesn't reach it yet.
    while year.before(leaves) < day {
        leaves = leaves.succ_opt()?;
    }
    Some(leaves)
}
