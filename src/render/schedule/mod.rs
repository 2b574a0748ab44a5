//! The agenda of some days, for people: on a terminal, as Markdown, as a page of HTML, as a mail, as
//! a calendar.

mod document;
mod ical;
pub(super) mod labelled_line;
mod mail;
mod table;

use chrono::{DateTime, FixedOffset, NaiveDate};

use labelled_line::When;

use super::lang::{self, Lang, tr};
use super::people;
use crate::model::{Decimal, total};
use crate::plan::{Day, Schedule};

pub use document::pages;
pub use ical::ical;
pub use mail::mail;
pub use table::table;

/// What every form of an agenda knows.
#[derive(Clone, Copy, Debug)]
pub struct AgendaHeader<'a> {
    /// The reader's language.
    pub lang: Lang,
    /// The agendas, one a person.
    pub schedules: &'a [Schedule],
    /// The names of people by their ids.
    pub people: &'a [(String, String)],
    /// The day that it is made on.
    pub today: NaiveDate,
    /// The clock, where it is read at once.
    pub now: Option<DateTime<FixedOffset>>,
}

impl AgendaHeader<'_> {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        let is_empty = |one: &Schedule| due(one) == 0 && one.dates.is_empty() && one.alarms.is_empty();
        self.schedules.iter().all(is_empty)
    }

    /// The day on which a customer is called.
    fn call_on(&self, day: NaiveDate) -> When {
        When { day, now: self.now }
    }

    /// Whose an agenda is, by name.
    pub fn owner(&self, schedule: &Schedule) -> String {
        people::owner(self.lang, self.people, schedule.owner.as_deref())
    }

    /// `Fri 20 Nov` or `20 Nov to 26 Nov`.
    fn span(&self, schedule: &Schedule) -> String {
        let (lang, today) = (self.lang, self.today);
        let first = schedule.days.first().map_or(today, |day| day.date);
        let last = schedule.days.last().map_or(first, |day| day.date);
        if first == last {
            return lang::date_short(lang, first, today);
        }
        let (first, last) = (lang::date_short(lang, first, today), lang::date_short(lang, last, today));
        tr!(lang, "{first} to {last}", "{first}至{last}")
    }

    /// `18 due, 6.2 h of 5 h`.
    fn load(&self, schedule: &Schedule) -> String {
        let lang = self.lang;
        let count = due(schedule);
        let left = schedule.left.iter().filter_map(|item| item.minutes);
        let hours = |minutes| {
            let hours = lang::hours(minutes);
            tr!(lang, "{hours} h", "{hours} 小时")
        };
        let minutes = total(schedule.days.iter().map(Day::minutes).chain(left));
        // A day off has none of its own, and is planned for what can't wait.
        let mut capacities = schedule.days.iter().filter_map(|day| day.capacity).peekable();
        match capacities.peek().is_some() {
            true => {
                let capacity = capacities.fold(Decimal::ZERO, Decimal::saturating_add);
                let of = lang::taken_of(Lang::En, minutes, capacity);
                // In Chinese what is needed stands first, each with its unit.
                let (needs, has) = match capacity < Decimal::from(60) {
                    true => (lang::minutes(lang, minutes), lang::minutes(lang, capacity)),
                    false => (hours(minutes), hours(capacity)),
                };
                tr!(lang, "{count} due, {of}", "待跟进 {count} 个，需 {needs}，可用 {has}")
            }
            false => {
                let hours = hours(minutes);
                tr!(lang, "{count} due, {hours}", "待跟进 {count} 个，需 {hours}")
            }
        }
    }
}

/// How many customers an agenda is about.
fn due(schedule: &Schedule) -> usize {
    schedule.days.iter().map(|day| day.placed.len()).sum::<usize>() + schedule.left.len()
}
