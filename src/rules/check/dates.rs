//! Dates that can't be: what happened lies in the future, what was agreed lies before the agreement.

use chrono::{Days, NaiveDate};

use super::finding::{Finding, field, key};
use crate::model::{Customer, Event, History, ProblemKind, date};

/// A colleague across the date line already writes tomorrow's date: one day ahead is not an error.
const AHEAD: Days = Days::new(1);

pub(super) fn check(customer: &Customer, history: &History<'_>, today: NaiveDate, found: &mut Vec<Finding>) {
    let latest = today.checked_add_days(AHEAD).unwrap_or(today);
    let future = |name: &str, day: NaiveDate| ProblemKind::FutureDate { key: name.to_owned(), day };
    let verified = customer
        .contacts
        .iter()
        .enumerate()
        .map(|(index, contact)| (format!("contacts[{index}].verified"), "verified", contact.verified));
    let own = [
        ("since".to_owned(), "since", customer.since),
        ("archived".to_owned(), "archived", customer.archived),
    ];
    let year = |year: i32, month: u32, day: u32| NaiveDate::from_ymd_opt(year, month, day);
    let born = customer.contacts.iter().enumerate().map(|(index, contact)| {
        let birthday = contact.birthday.and_then(|born| year(born.year?, born.month, born.day));
        (format!("contacts[{index}].birthday"), "birthday", birthday)
    });
    // Where the year stands alone, it has begun by its first day.
    let founded = customer.founded.as_deref();
    let founded = founded.and_then(|day| date(day).or_else(|| year(day.parse().ok()?, 1, 1)));
    let founded = std::iter::once(("founded".to_owned(), "founded", founded));
    for (path, name, day) in own.into_iter().chain(verified).chain(born).chain(founded) {
        if let Some(day) = day.filter(|day| *day > latest) {
            found.push(key(path, future(name, day)));
        }
    }
    for entry in history.entries() {
        let day = entry.day();
        if let Some(mark) = entry.mark().filter(|mark| mark.line == 0) {
            found.push(field(entry.line, "of", ProblemKind::UnknownEntry { of: mark.of.to_string() }));
        }
        if day > latest {
            found.push(field(entry.line, "at", future("at", day)));
        }
        if let Some(next) = entry.event.next().filter(|next| *next < day) {
            found.push(field(entry.line, "next", ProblemKind::NextBeforeEntry { next, day }));
        }
        if let Event::Contract(contract) = &entry.event
            && let (Some(from), Some(until)) = (contract.from, contract.until)
            && until < from
        {
            found.push(field(entry.line, "until", ProblemKind::EndsBeforeStart));
        }
    }
}
