//! Rules that can be read and are probably not meant: they count as they stand, and are told.

use chrono::{Months, NaiveDate};

use super::reader::Reader;
use crate::config::person::Person;
use crate::model::{Decimal, Interval, Medium, ProblemKind, Slip, Usual, decimal};
use crate::rules::check::unknown_country;
use crate::rules::settings::Kind;
use crate::rules::{Holiday, Rate};

/// What stands for others than a person where one is typed.
const RESERVED: &[&str] = &["me", "none", "pool"];

impl Reader {
    pub(super) fn slip(&mut self, path: &str, slip: Slip) {
        self.faults.push(path, ProblemKind::from(slip));
    }

    fn unusual(&mut self, path: &str, value: String, usual: Usual) {
        let key = path.rsplit('.').next().unwrap_or(path).to_owned();
        self.slip(path, Slip::Unusual { key, value, usual });
    }

    /// The team: ids that mean something else, addresses that reach nobody or are another one's, too.
    pub(super) fn people_slips(&mut self, people: &[Person]) {
        for (at, person) in people.iter().enumerate() {
            if RESERVED.contains(&person.id.as_str()) {
                let slip = ProblemKind::from(Slip::ReservedPerson(person.id.clone()));
                self.faults.name(&format!("people.{}", person.id), slip);
            }
            let Some(email) = person.email.as_deref() else { continue };
            let path = format!("people.{}.email", person.id);
            if let Err(not) = Medium::Email.read(email) {
                self.faults
                    .push(&path, ProblemKind::NotOne { medium: Medium::Email, value: email.to_owned(), not });
            }
            let is_same = |one: &&Person| {
                one.email.as_deref().is_some_and(|own| own.trim().eq_ignore_ascii_case(email.trim()))
            };
            if let Some(first) = people[..at].iter().find(is_same) {
                let (value, first) = (email.to_owned(), first.id.clone());
                self.slip(&path, Slip::SameValue { key: "email", value, first });
            }
        }
    }

    /// A rate beside those that came before it.
    pub(super) fn rate_slip(&mut self, path: &str, rates: &[Rate], from: NaiveDate) {
        if let Some(first) = rates.iter().find(|rate| rate.from == from) {
            let (value, first) = (from.to_string(), first.rate.to_string());
            self.slip(path, Slip::SameValue { key: "from", value, first });
        }
    }

    /// A time off as long as no firm takes one: most often a year that slipped.
    pub(super) fn holiday_slip(&mut self, path: &str, holiday: &Holiday) {
        let Usual::Days(most) = Usual::TIME_OFF else { return };
        if (holiday.until - holiday.on).num_days() >= i64::from(most) {
            self.unusual(path, holiday.until.to_string(), Usual::TIME_OFF);
        }
    }

    /// A value beyond what is usual for its kind.
    pub(super) fn unusual_value(&mut self, path: &str, raw: &str, kind: Kind) {
        let Some(usual) = kind.usual() else { return };
        let raw_value = raw.trim();
        let is_beyond = match usual {
            Usual::Years(years) => {
                let from = NaiveDate::default();
                Interval::parse(raw_value)
                    .is_some_and(|span| span.after(from) > from + Months::new(years * 12))
            }
            Usual::Number(most) => decimal(raw_value).is_some_and(|number| number > Decimal::from(most)),
            Usual::Days(_) | Usual::Minutes(_) => false,
        };
        if is_beyond {
            self.unusual(path, raw.to_owned(), usual);
        }
    }

    /// A country of an event.
    pub(super) fn country_slip(&mut self, path: &str, code: &str) {
        if let Some(slip) = unknown_country(code) {
            self.slip(path, slip);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::config::parse_workspace_config;
    use crate::model::Severity;

    #[test]
    fn slips_are_told_where_they_stand_and_forbid_nothing() {
        let two = "people:\n  li: {email: li@x.example}\n  wang: {email: Li@x.example}\n";
        let rates = "rates:\n  EUR:\n    - {from: 2026-01-01, rate: 1}\n    - {from: 2026-01-01, rate: 2}\n";
        for (text, want) in [
            (two, ("same-value", 3, 17)),
            ("people: {chen: {email: chen@x}}\n", ("bad-contact", 1, 24)),
            ("people: {pool: {}}\n", ("reserved-name", 1, 10)),
            (rates, ("same-value", 4, 14)),
            ("calendar: {workdays: []}\n", ("unusual-value", 1, 22)),
            ("calendar: {holidays: [{on: 2026-01-01, until: 2062-01-03}]}\n", ("unusual-value", 1, 47)),
            ("score: {rules: [{points: 5, key: staff, from: 9, below: 9}]}\n", ("out-of-order", 1, 47)),
            ("score: {rules: [{points: 5, key: country, is: [Germany]}]}\n", ("unknown-country", 1, 48)),
            ("complaint: {answer: 5 days, solve: 2 days}\n", ("out-of-order", 1, 36)),
            ("complaint: {answer: 3 days}\n", ("out-of-order", 1, 21)),
            ("moves: {silent: {contact_days: 200}}\n", ("unusual-value", 1, 32)),
            ("moves: {verify: {bounces: 200}}\n", ("unusual-value", 1, 27)),
            ("moves: {quiet: 60 years}\n", ("unusual-value", 1, 16)),
            ("views: {lifecycle: {growth: 120}}\n", ("unusual-value", 1, 29)),
            ("views: {value: {amount: {A: 150}}}\n", ("unusual-value", 1, 29)),
            ("pool: {warn: 14 years}\n", ("unusual-value", 1, 14)),
            ("pool: {warn: 2 years}\n", ("unusual-value", 1, 14)),
            ("reminders: {quote: 70 years}\n", ("unusual-value", 1, 20)),
            ("events: [{what: x, on: 12-25, country: UK}]\n", ("unknown-country", 1, 40)),
            ("events: [{what: x, on: 12-25, country: [DE, XX]}]\n", ("unknown-country", 1, 45)),
        ] {
            let (_, problems) = parse_workspace_config(text.as_bytes(), Path::new("crm.yaml"));
            let told: Vec<_> =
                problems.iter().map(|p| (p.kind.code(), p.place.line, p.place.column)).collect();
            assert_eq!(told, [want], "{text}");
            assert_eq!(problems[0].kind.severity(), Severity::Warning, "{text}");
        }
        for text in [
            "people: {li: {email: li@x.example}, wang: {}}\n",
            "calendar: {holidays: [{on: 2026-07-01, until: 2026-09-15}]}\n",
            "complaint: {answer: 1 day, solve: 1 day}\n",
            "moves: {silent: {contact_days: 10}, recheck: 2 years}\n",
            "views: {lifecycle: {growth: 2}}\npool: {warn: 30 days}\n",
        ] {
            let (_, problems) = parse_workspace_config(text.as_bytes(), Path::new("crm.yaml"));
            assert_eq!(problems, [], "{text}");
        }
    }
}
