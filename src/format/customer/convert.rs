//! From [`RawCustomer`] to [`Customer`]: what each value means, and which ones can't be.
//!
//! A value that can't be is passed over and told; the customer stays on the agenda without it.

use chrono::NaiveDate;

use super::card::Card;
use super::points::points;
use super::raw::{
    RawApproval, RawContact, RawCustomer, RawCustomerValue, RawDate, RawDecisionMaker, RawPreferences,
    RawPromises,
};
use crate::model::{
    Approval, Birthday, Contact, Customer, CustomerId, CustomerKey, CustomerValueMut, Decimal, DecisionMaker,
    Expected, Interval, KeyDate, Medium, Meeting, Need, Preferences, ProblemKind, Promises, SaidPotential,
    ValueKind, WritingTone, Zone, date, decimal,
};
use crate::yaml::{Faults, Tree, UnlocatedProblem};

/// Turns the raw file into a customer. `Err` where it has no name.
pub(super) fn customer(id: &CustomerId, raw: RawCustomer) -> Result<Card, Vec<UnlocatedProblem>> {
    let mut faults = Faults::default();
    faults.keys("", &raw.twice, &raw.unknown, CustomerKey::WORDS);
    let says_name = |(key, value): &(CustomerKey, RawCustomerValue)| {
        *key == CustomerKey::Name && matches!(value, RawCustomerValue::Text(name) if !name.trim().is_empty())
    };
    let is_named = raw.values.iter().any(says_name);
    if !is_named {
        faults.push("name", ProblemKind::MissingKey("name"));
    }
    let mut customer = Customer { unknown: raw.unknown, ..Customer::named(id.clone(), "") };
    let mut fields = customer.fields_mut();
    for (key, value) in raw.values {
        read(key, value, &mut fields[key as usize].1, &mut faults);
    }
    // Without a name it is nobody; what else is wrong is told all the same.
    if is_named { Ok(Card { customer, faults: faults.0 }) } else { Err(faults.0) }
}

/// Reads the value of a key into its place. A value has the shape that the key's kind gives it.
fn read(key: CustomerKey, value: RawCustomerValue, field: &mut CustomerValueMut<'_>, faults: &mut Faults) {
    let (name, kind) = (key.as_str(), key.info().kind);
    match (field, value) {
        (CustomerValueMut::Name(slot), RawCustomerValue::Text(raw)) => {
            **slot = text(Some(raw)).unwrap_or_default()
        }
        (CustomerValueMut::Text(slot), RawCustomerValue::Text(raw)) => {
            **slot = match kind {
                ValueKind::Country => faults.value(name, Some(raw), Expected::Country, country),
                ValueKind::Zone => {
                    let slip = Some(raw.trim()).filter(|name| timezone(name).is_none());
                    let zone = Expected::Timezone(slip.and_then(Zone::nearest));
                    faults.value(name, Some(raw), zone, timezone)
                }
                ValueKind::Founded => faults.value(name, Some(raw), Expected::Date, founded),
                _ => text(Some(raw)),
            }
        }
        (CustomerValueMut::Day(slot), RawCustomerValue::Text(raw)) => {
            **slot = faults.value(name, Some(raw), Expected::Date, date);
        }
        (CustomerValueMut::Number(slot), RawCustomerValue::Text(raw)) => {
            **slot = match kind {
                ValueKind::Number(measure) => faults.number(name, Some(raw), measure),
                _ => faults.value(name, Some(raw), Expected::Fraction, fraction),
            }
        }
        (CustomerValueMut::Need(slot), RawCustomerValue::Text(raw)) => {
            **slot = faults.value(name, Some(raw), Expected::OneOf(Need::WORDS), Need::parse);
        }
        (CustomerValueMut::Potential(slot), RawCustomerValue::Text(raw)) => {
            **slot =
                faults.value(name, Some(raw), Expected::OneOf(SaidPotential::WORDS), SaidPotential::parse);
        }
        (CustomerValueMut::Interval(slot), RawCustomerValue::Text(raw)) => {
            **slot = faults.value(name, Some(raw), Expected::Interval, Interval::parse);
        }
        (CustomerValueMut::Texts(slot), RawCustomerValue::Texts(raw)) => **slot = texts(Some(raw)),
        (CustomerValueMut::Contacts(slot), RawCustomerValue::Contacts(raw)) => **slot = contacts(raw, faults),
        (CustomerValueMut::Preferences(slot), RawCustomerValue::Preferences(raw)) => {
            **slot = preferences(raw, faults)
        }
        (CustomerValueMut::Promises(slot), RawCustomerValue::Promises(raw)) => **slot = promises(raw, faults),
        (CustomerValueMut::Dates(slot), RawCustomerValue::Dates(raw)) => **slot = dates(raw, faults),
        (CustomerValueMut::Decision(slot), RawCustomerValue::Decision(raw)) => **slot = decision(raw, faults),
        (CustomerValueMut::Approval(slot), RawCustomerValue::Approval(raw)) => **slot = approval(raw, faults),
        (CustomerValueMut::Anything(slot), RawCustomerValue::Anything(Tree(value))) => **slot = Some(value),
        _ => {}
    }
}

fn contacts(raw: Vec<RawContact>, faults: &mut Faults) -> Vec<Contact> {
    let contact = |(index, raw): (usize, RawContact)| {
        let path = format!("contacts[{index}].");
        faults.keys(&path, &raw.twice, &raw.unknown, RawContact::KEYS);
        let key = |name: &str| format!("{path}{name}");
        Contact {
            name: text(raw.name),
            position: text(raw.position),
            decides: faults.value(&key("decides"), raw.decides, Expected::Bool, boolean),
            email: text(raw.email),
            emails: points(Medium::Email, &path, raw.emails, faults),
            phone: text(raw.phone),
            phones: points(Medium::Phone, &path, raw.phones, faults),
            chat: handles(raw.chat.unwrap_or_default().0),
            birthday: faults.value(&key("birthday"), raw.birthday, Expected::Birthday, Birthday::parse),
            verified: faults.value(&key("verified"), raw.verified, Expected::Date, date),
            unknown: raw.unknown,
        }
    };
    raw.into_iter().enumerate().map(contact).collect()
}

fn preferences(raw: RawPreferences, faults: &mut Faults) -> Preferences {
    faults.keys("prefers.", &raw.twice, &raw.unknown, RawPreferences::KEYS);
    Preferences {
        channel: text(raw.channel),
        hours: text(raw.hours),
        meeting: faults.value(
            "prefers.meeting",
            raw.meeting,
            Expected::OneOf(Meeting::WORDS),
            Meeting::parse,
        ),
        cares_about: text(raw.cares_about),
        tone: faults.value("prefers.tone", raw.tone, Expected::OneOf(WritingTone::WORDS), WritingTone::parse),
    }
}

fn promises(raw: RawPromises, faults: &mut Faults) -> Promises {
    faults.keys("promises.", &raw.twice, &raw.unknown, RawPromises::KEYS);
    Promises { free: texts(raw.free), ask_first: texts(raw.ask_first) }
}

fn dates(raw: Vec<RawDate>, faults: &mut Faults) -> Vec<KeyDate> {
    let mut dates = Vec::with_capacity(raw.len());
    for (index, raw) in raw.into_iter().enumerate() {
        let path = format!("dates[{index}].");
        faults.keys(&path, &raw.twice, &raw.unknown, RawDate::KEYS);
        let what = text(raw.what);
        if what.is_none() {
            faults.push(&format!("{path}what"), ProblemKind::MissingKey("what"));
        }
        if raw.on.is_none() {
            faults.push(&format!("{path}on"), ProblemKind::MissingKey("on"));
        }
        let on = faults.value(&format!("{path}on"), raw.on, Expected::Date, date);
        if let (Some(on), Some(what)) = (on, what) {
            dates.push(KeyDate { on, what });
        }
    }
    dates
}

fn decision(raw: Vec<RawDecisionMaker>, faults: &mut Faults) -> Vec<DecisionMaker> {
    let mut chain = Vec::with_capacity(raw.len());
    for (index, raw) in raw.into_iter().enumerate() {
        let path = format!("decision[{index}].");
        faults.keys(&path, &raw.twice, &raw.unknown, RawDecisionMaker::KEYS);
        match text(raw.who) {
            Some(who) => chain.push(DecisionMaker { who, role: text(raw.role) }),
            None => faults.push(&format!("{path}who"), ProblemKind::MissingKey("who")),
        }
    }
    chain
}

fn approval(raw: RawApproval, faults: &mut Faults) -> Approval {
    faults.keys("approved.", &raw.twice, &raw.unknown, RawApproval::KEYS);
    Approval { by: text(raw.by), on: faults.value("approved.on", raw.on, Expected::Date, date) }
}

fn handles(raw: Vec<(String, Option<String>)>) -> Vec<(String, String)> {
    raw.into_iter().filter_map(|(service, handle)| Some((service, text(handle)?))).collect()
}

/// Text that says something.
fn text(raw: Option<String>) -> Option<String> {
    raw.filter(|text| !text.trim().is_empty())
}

fn texts(raw: Option<Vec<String>>) -> Vec<String> {
    let mut texts = raw.unwrap_or_default();
    texts.retain(|text| !text.trim().is_empty());
    texts
}

fn country(code: &str) -> Option<String> {
    let fits = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    fits.then(|| code.to_owned())
}

/// The form of an IANA name; a zone that this version doesn't know may be a new one.
fn timezone(name: &str) -> Option<String> {
    let area = name.split('/').all(|part| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "_+-".contains(c))
    });
    (area && (name.contains('/') || name == "UTC")).then(|| name.to_owned())
}

/// The day it was founded, or the year alone.
fn founded(text: &str) -> Option<String> {
    let year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    (year || date(text).is_some() || old_date(text)).then(|| text.to_owned())
}

/// Firms are older than the dates of our own records.
fn old_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<NaiveDate>().is_ok()
}

fn fraction(text: &str) -> Option<Decimal> {
    decimal(text).filter(|value| *value >= Decimal::ZERO && *value <= Decimal::ONE)
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}
