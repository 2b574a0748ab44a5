//! Whose follow-ups the page is about, and of which days.

use chrono::NaiveDate;

use crate::plan::{AlarmedCustomer, Example, Record};
use crate::render::lang::Lang;
use crate::render::people;

/// What every form of it knows.
#[derive(Clone, Copy, Debug)]
pub struct TeamReport<'a> {
    /// The reader's language.
    pub lang: Lang,
    /// One a person.
    pub records: &'a [Record],
    /// The names of people by their ids.
    pub people: &'a [(String, String)],
    /// The day before the first that is looked at, and the last.
    pub days: (NaiveDate, NaiveDate),
    /// The example to learn from that the page shows; only that of a month has one.
    pub example: Option<&'a Example>,
    /// The customers that are watched, and for which an alarm rings.
    pub alarms: &'a [AlarmedCustomer],
}

impl TeamReport<'_> {
    pub(super) fn has_late_notes(&self) -> bool {
        self.records.iter().any(|record| record.written_late > 0)
    }

    pub(super) fn first(&self) -> NaiveDate {
        self.days.0.succ_opt().unwrap_or(self.days.0)
    }

    pub(super) fn name(&self, record: &Record) -> String {
        people::owner(self.lang, self.people, record.owner.as_deref())
    }
}
