//! A customer's own days: birthdays, its founding, the days in its file (S2, S3).

use chrono::{Datelike, NaiveDate};

use super::occasion::{Kind, Occasion};
use crate::model::{Customer, History, KeyDate, fold};
use crate::rules::policy::YearDay;

/// The birthdays of its contacts.
pub(super) fn birthdays(customer: &Customer, from: NaiveDate, to: NaiveDate) -> Vec<Occasion> {
    let mut found = Vec::new();
    for (contact, person) in customer.contacts.iter().enumerate() {
        let Some(birthday) = person.birthday else { continue };
        let day = YearDay { month: birthday.month, day: birthday.day };
        for on in days(day, from, to) {
            // Nobody has a birthday before the first one.
            let age = birthday.year.map(|year| u32::try_from(on.year() - year).unwrap_or(0));
            if age != Some(0) {
                found.push(Occasion { on, kind: Kind::Birthday { contact, who: person.name.clone(), age } });
            }
        }
    }
    found
}

/// The company's founding day; a year alone has none.
pub(super) fn founded(customer: &Customer, from: NaiveDate, to: NaiveDate) -> Vec<Occasion> {
    let founded = customer.founded.as_deref().and_then(|text| text.parse::<NaiveDate>().ok());
    founded
        .map(|day| {
            anniversaries(day, from, to)
                .into_iter()
                .map(|(on, years)| Occasion { on, kind: Kind::Founded { years } })
                .collect()
        })
        .unwrap_or_default()
}

/// The days in its file: each once on its day, and again each year after it.
pub(super) fn dates(customer: &Customer, from: NaiveDate, to: NaiveDate) -> Vec<Occasion> {
    let mut found = Vec::new();
    for date in &customer.dates {
        if from <= date.on && date.on <= to {
            found.push(Occasion { on: date.on, kind: Kind::Date { what: date.what.clone() } });
        }
        for (on, years) in anniversaries(date.on, from, to) {
            let kind = Kind::Anniversary { what: date.what.clone(), since: date.on, years };
            found.push(Occasion { on, kind });
        }
    }
    found
}

/// The words by which the file says itself when cooperation began.
const COOPERATION: &[&str] = &["cooperat", "first order", "customer since", "合作", "首单"];

/// The day of its first order, each year after it, where the file says nothing of it itself (own).
pub(super) fn cooperation(
    customer: &Customer,
    history: &History<'_>,
    from: NaiveDate,
    to: NaiveDate,
) -> Vec<Occasion> {
    let Some(since) = history.order_days().first().copied() else { return Vec::new() };
    let is_told = |date: &KeyDate| {
        let what = fold(&date.what);
        date.on == since || COOPERATION.iter().any(|word| what.contains(word))
    };
    if customer.dates.iter().any(is_told) {
        return Vec::new();
    }
    let occasion = |(on, years)| Occasion { on, kind: Kind::Cooperation { since, years } };
    anniversaries(since, from, to).into_iter().map(occasion).collect()
}

/// The days on which something comes again, with the years since.
fn anniversaries(first: NaiveDate, from: NaiveDate, to: NaiveDate) -> Vec<(NaiveDate, u32)> {
    let years = |on: NaiveDate| u32::try_from(on.year() - first.year()).unwrap_or(0);
    let all = days(YearDay { month: first.month(), day: first.day() }, from, to);
    all.into_iter().map(|on| (on, years(on))).filter(|(_, years)| *years > 0).collect()
}

/// A day of the year in each year from `from` to `to`.
fn days(day: YearDay, from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
    let years = from.year()..=to.year();
    years.filter_map(|year| day.within(year)).filter(|on| from <= *on && *on <= to).collect()
}
