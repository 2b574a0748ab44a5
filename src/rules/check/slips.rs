//! What can be read and is probably not meant.

use std::collections::HashMap;

use chrono::{Months, NaiveDate};

use super::finding::{Finding, field, key};
use crate::model::{
    ComplaintState, Contact, Customer, EndingState, Entry, Event, FollowUp, History, Medium, ProblemKind,
    PromiseState, RequestState, SampleState, Slip, Usual, country, reference_key,
};

pub(super) fn check(customer: &Customer, history: &History<'_>, found: &mut Vec<Finding>) {
    if let Some(slip) = customer.country.as_deref().and_then(unknown_country) {
        found.push(key("country", ProblemKind::from(slip)));
    }
    for (at, contact) in customer.contacts.iter().enumerate() {
        if is_empty(contact) {
            found.push(key(format!("contacts[{at}]"), ProblemKind::from(Slip::EmptyContact)));
        }
    }
    for entry in history.entries() {
        if let Some((name, slip)) = unusual(entry) {
            found.push(field(entry.line, name, ProblemKind::from(slip)));
        }
    }
    for (line, slip) in before_begun(history) {
        found.push(field(line, "at", ProblemKind::from(slip)));
    }
}

/// Two letters that ISO gives to nobody, with those of the country that is meant.
pub fn unknown_country(code: &str) -> Option<Slip> {
    let known = country::code(code);
    (known.as_deref() != Some(code))
        .then(|| Slip::UnknownCountry { code: code.to_owned(), suggestion: known })
}

/// Whether nothing says who it is or how to reach it.
fn is_empty(contact: &Contact) -> bool {
    let is_blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    let has_none = |medium| contact.all(medium).next().is_none();
    is_blank(&contact.name)
        && is_blank(&contact.position)
        && Medium::ALL.into_iter().all(has_none)
        && contact.chat.is_empty()
        && contact.unknown.is_empty()
}

/// A value of an entry that nobody means, and its field.
fn unusual(entry: &Entry<'_>) -> Option<(&'static str, Slip)> {
    let slip = |key: &'static str, value: String, usual| {
        Some((key, Slip::Unusual { key: key.to_owned(), value, usual }))
    };
    if let Some(next) = entry.event.next().filter(|next| is_beyond(Usual::AHEAD, entry.day(), *next)) {
        return slip("next", next.to_string(), Usual::AHEAD);
    }
    let Event::FollowUp(FollowUp { minutes: Some(minutes), .. }) = &entry.event else { return None };
    let Usual::Minutes(most) = Usual::CONTACT else { return None };
    match *minutes > most.into() {
        true => slip("minutes", minutes.normalize().to_string(), Usual::CONTACT),
        false => None,
    }
}

/// Whether a day lies more than the usual years ahead of another.
fn is_beyond(usual: Usual, from: NaiveDate, day: NaiveDate) -> bool {
    let Usual::Years(years) = usual else { return false };
    from.checked_add_months(Months::new(years * 12)).is_some_and(|latest| day > latest)
}

/// Steps of complaints, wishes to end, samples, promises and requests on a day before the one on which they began. Those that nobody has begun are
/// told as such.
pub fn before_begun(history: &History<'_>) -> Vec<(u32, Slip)> {
    let mut begun: HashMap<(&str, String), NaiveDate> = HashMap::new();
    let steps = || history.entries().iter().filter_map(|entry| Some((entry, step(&entry.event)?)));
    for (entry, (kind, name, _)) in steps().filter(|(_, (.., begins))| *begins) {
        let day = begun.entry((kind, reference_key(name))).or_insert(entry.day());
        *day = entry.day().min(*day);
    }
    let early = steps().filter(|(_, (.., begins))| !begins).filter_map(|(entry, (kind, name, _))| {
        let day = *begun.get(&(kind, reference_key(name)))?;
        let slip = || Slip::BeforeBegun { kind, name: name.to_owned(), begun: day };
        (entry.day() < day).then(|| (entry.line, slip()))
    });
    early.collect()
}

/// What an entry is a step of, what that is known by, and whether it begins it.
fn step<'e>(event: &'e Event<'_>) -> Option<(&'static str, &'e str, bool)> {
    match event {
        Event::Complaint(step) => {
            Some(("complaint", step.reference.as_deref()?, step.state == ComplaintState::Opened))
        }
        Event::Ending(step) => {
            Some(("ending", step.reference.as_deref()?, step.state == EndingState::Opened))
        }
        Event::Promise(step) => {
            let name = step.reference.as_deref().or(step.what.as_deref())?;
            Some(("promise", name, step.state == PromiseState::Made))
        }
        Event::Request(step) => {
            let name = step.reference.as_deref().or(step.what.as_deref())?;
            Some(("request", name, step.state == RequestState::Asked))
        }
        Event::Sample(step) => {
            let name = step.reference.as_deref().or(step.item.as_deref())?;
            Some(("sample", name, matches!(step.state, SampleState::Agreed | SampleState::Sent)))
        }
        _ => None,
    }
}
