//! From [`RawCard`] to [`Customer`]: what each value means, and which ones can't be.
//!
//! A value that can't be is passed over and told; the customer stays on the agenda without it.

use chrono::NaiveDate;

use super::Card;
use super::points::points;
use super::raw::{RawCard, RawContact, RawDate, RawPreferences, RawPromises};
use crate::model::{
    Birthday, Contact, Customer, CustomerId, Decimal, Expected, Interval, KeyDate, Measure, Medium, Meeting,
    Need, Potential, Preferences, ProblemKind, Promises, Zone, date, decimal,
};
use crate::yaml::{Faults, UnlocatedProblem};

/// Turns the raw file into a customer. `Err` where it has no name.
pub(super) fn customer(id: &CustomerId, raw: RawCard) -> Result<Card, Vec<UnlocatedProblem>> {
    let mut faults = Faults::default();
    faults.keys("", &raw.twice, &raw.unknown, RawCard::KEYS);
    let name = text(raw.name);
    if name.is_none() {
        faults.push("name", ProblemKind::MissingKey("name"));
    }
    let staff = faults.number("staff", raw.staff, Measure::Staff);
    let revenue = faults.number("revenue", raw.revenue, Measure::Cost);
    let slip = raw.timezone.as_deref().map(str::trim).filter(|name| timezone(name).is_none());
    let zone = Expected::Timezone(slip.and_then(Zone::nearest));
    let customer = Customer {
        aliases: texts(raw.aliases),
        number: text(raw.number),
        grade: text(raw.grade),
        owner: text(raw.owner),
        since: faults.value("since", raw.since, Expected::Date, date),
        source: text(raw.source),
        industry: text(raw.industry),
        country: faults.value("country", raw.country, Expected::Country, country),
        region: text(raw.region),
        address: text(raw.address),
        timezone: faults.value("timezone", raw.timezone, zone, timezone),
        website: text(raw.website),
        staff,
        revenue,
        founded: faults.value("founded", raw.founded, Expected::Date, founded),
        contacts: contacts(raw.contacts.unwrap_or_default(), &mut faults),
        prefers: raw.prefers.map(|raw| preferences(raw, &mut faults)).unwrap_or_default(),
        need: faults.value("need", raw.need, Expected::OneOf(Need::WORDS), Need::parse),
        potential: faults.value(
            "potential",
            raw.potential,
            Expected::OneOf(Potential::WORDS),
            Potential::parse,
        ),
        influence: text(raw.influence),
        renewal: faults.value("renewal", raw.renewal, Expected::Fraction, fraction),
        plan: text(raw.plan),
        promises: raw.promises.map(|raw| promises(raw, &mut faults)).unwrap_or_default(),
        dates: dates(raw.dates.unwrap_or_default(), &mut faults),
        cadence: faults.value("cadence", raw.cadence, Expected::Interval, Interval::parse),
        tags: texts(raw.tags),
        distinct: texts(raw.distinct),
        archived: faults.value("archived", raw.archived, Expected::Date, date),
        notes: text(raw.notes),
        custom: raw.custom.map(|tree| tree.0),
        unknown: raw.unknown,
        ..Customer::named(id.clone(), name.clone().unwrap_or_default())
    };
    // Without a name it is nobody; what else is wrong is told all the same.
    if name.is_some() { Ok(Card { customer, faults: faults.0 }) } else { Err(faults.0) }
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
