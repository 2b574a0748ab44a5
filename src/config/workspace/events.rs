//! `events` and `reminders`: days to remember, and the numbers of what falls due.

use chrono::NaiveDate;

use super::reader::Reader;
use crate::config::raw::{Raw, RawSection};
use crate::model::{Birthday, Expected, Measure, ProblemKind, YamlValue, date};
use crate::rules::policy::{EventDays, TeamEvent, YearDay};
use crate::rules::settings::{Kind, Shape, section};

section! {
    pub(super) const EVENT "" {
        /// What it is, in one text or one for each language.
        "what": Shape::Tree, examples "\"Open house in Ningbo\"" r#"{"en": "Spring Festival", "zh": "春节"}"#,
            schema r##"{"$ref": "#/$defs/label"}"##;
        /// The first day: MM-DD for each year (02-29 is the 28th where there is none), or the dates of what moves or
        /// comes once, YYYY-MM-DD. A year that isn't listed isn't known.
        "on": Shape::Tree, examples "\"12-25\"" r#"["2026-02-17", "2027-02-06"]"#,
            schema r##"{"anyOf": [
                {"$ref": "#/$defs/year_day"},
                {"$ref": "#/$defs/full_date"},
                {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/full_date"}}
            ]}"##;
        /// The last day, itself included, written as `on` is: MM-DD, or as many dates in the same order. MM-DD before
        /// the first day lies in the next year.
        "until": Shape::Tree, examples "\"12-26\"" r#"["2026-02-23", "2027-02-12"]"#,
            schema r##"{"anyOf": [
                {"type": "null"},
                {"$ref": "#/$defs/year_day"},
                {"$ref": "#/$defs/full_date"},
                {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/full_date"}}
            ]}"##;
        /// For customers of this country, or of one of these, two capital letters each; without it for everybody.
        "country": Shape::Tree, examples "\"CN\"" r#"["CN", "VN"]"#,
            schema r##"{"anyOf": [
                {"type": "null"},
                {"$ref": "#/$defs/country"},
                {"type": "array", "items": {"$ref": "#/$defs/country"}}
            ]}"##;
        /// So many days before it one is told of it, however far one looks ahead.
        "days_before": Shape::Value(Kind::Count(Measure::DaysBefore, None)), examples "21";
        /// Whether it is a reason to look at the grades again: of customers on whose grade nobody has decided since.
        "review": Shape::Value(Kind::Truth), examples "true";
    }
    schema r#"{"required": ["what", "on"]}"#
}

impl Reader {
    /// The events, without those that can't be read.
    pub(super) fn events(&mut self, raw: Vec<Raw>) -> Vec<TeamEvent> {
        let events = raw.into_iter().filter_map(Raw::section).enumerate();
        events.filter_map(|(index, raw)| self.event(&format!("events[{index}]"), raw)).collect()
    }

    fn event(&mut self, path: &str, mut raw: RawSection) -> Option<TeamEvent> {
        self.keys(&format!("{path}."), &raw);
        let (what, on) = (raw.tree("what"), raw.tree("on"));
        if what.is_none() {
            self.faults.push(path, ProblemKind::MissingKey("what"));
        }
        if on.is_none() {
            self.faults.push(path, ProblemKind::MissingKey("on"));
        }
        let what = what.and_then(|tree| self.label(&format!("{path}.what"), tree));
        let until = raw.tree("until");
        let days = on.and_then(|tree| self.days(path, tree, until));
        let countries = match raw.tree("country") {
            None => Some(Vec::new()),
            Some(tree) => self.countries(&format!("{path}.country"), tree),
        };
        let days_before =
            self.faults.count(&format!("{path}.days_before"), raw.text("days_before"), Measure::DaysBefore);
        let truth = |text: &str| text.parse().ok();
        let review = self.faults.value(&format!("{path}.review"), raw.text("review"), Expected::Bool, truth);
        // Who meant one country doesn't mean everybody.
        Some(TeamEvent {
            what: what?,
            days: days?,
            countries: countries?,
            days_before: days_before.unwrap_or(0),
            review: review.unwrap_or(false),
        })
    }

    /// `MM-DD`, a date or a list of dates; the last days are written as the first ones are.
    fn days(&mut self, path: &str, on: YamlValue, until: Option<YamlValue>) -> Option<EventDays> {
        if let YamlValue::Text(text) = &on
            && let Some(on) = year_day(text)
        {
            let until = match until {
                None => on,
                Some(until) => self.read(&format!("{path}.until"), &until, Expected::YearDay, year_day)?,
            };
            return Some(EventDays::EachYear { on, until });
        }
        let first = self.dates(&format!("{path}.on"), on, Expected::EventDays)?;
        let until_path = format!("{path}.until");
        let Some(until) = until else {
            return Some(EventDays::Listed(first.into_iter().map(|(_, day)| (day, day)).collect()));
        };
        let last = self.dates(&until_path, until, Expected::LastDays)?;
        if last.len() != first.len() {
            let value = last.len().to_string();
            self.faults.push(
                &until_path,
                ProblemKind::BadValue { key: "until".into(), value, want: Expected::LastDays },
            );
            return None;
        }
        let mut spans = Vec::new();
        for ((_, on), (place, until)) in first.into_iter().zip(last) {
            if until < on {
                self.faults.push(&place, ProblemKind::EndsBeforeStart);
            } else {
                spans.push((on, until));
            }
        }
        Some(EventDays::Listed(spans))
    }

    /// A date or several, each with its place; nothing if one of them can't be read.
    fn dates(&mut self, path: &str, raw: YamlValue, want: Expected) -> Option<Vec<(String, NaiveDate)>> {
        match raw {
            YamlValue::List(items) if !items.is_empty() => {
                let items = items.iter().enumerate().map(|(index, item)| {
                    let place = format!("{path}[{index}]");
                    let day = self.read(&place, item, Expected::Date, date);
                    day.map(|day| (place, day))
                });
                // Every one is looked at, so that every fault is told.
                items.collect::<Vec<_>>().into_iter().collect()
            }
            one => self.read(path, &one, want, date).map(|day| vec![(path.to_owned(), day)]),
        }
    }

    fn countries(&mut self, path: &str, raw: YamlValue) -> Option<Vec<String>> {
        match raw {
            YamlValue::Null => Some(Vec::new()),
            YamlValue::List(items) => {
                let items = items.iter().enumerate();
                let read = items.map(|(index, item)| self.country(&format!("{path}[{index}]"), item));
                read.collect::<Vec<_>>().into_iter().collect()
            }
            one => self.country(path, &one).map(|code| vec![code]),
        }
    }

    fn country(&mut self, path: &str, raw: &YamlValue) -> Option<String> {
        let code = self.read(path, raw, Expected::Country, country)?;
        self.country_slip(path, &code);
        Some(code)
    }

    /// A value of any shape that should be a text.
    fn read<T>(
        &mut self,
        path: &str,
        raw: &YamlValue,
        want: Expected,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = match raw {
            YamlValue::Text(text) | YamlValue::Number(text) => text.clone(),
            YamlValue::Bool(value) => value.to_string(),
            _ => String::new(),
        };
        let key = path.rsplit('.').next().unwrap_or(path).to_owned();
        let value = parse(text.trim());
        if value.is_none() {
            self.faults.push(path, ProblemKind::BadValue { key, value: text, want });
        }
        value
    }

    /// Numbers of days, each larger than the one before it.
    pub(super) fn rising_days(&mut self, path: &str, raw: Vec<String>) -> Vec<u32> {
        let mut days: Vec<u32> = Vec::new();
        for (index, text) in raw.into_iter().enumerate() {
            let least = days.last().copied().unwrap_or(0);
            let parse =
                |text: &str| text.parse().ok().filter(|count: &u32| *count > least && *count <= 36_500);
            days.extend(self.faults.value(
                &format!("{path}[{index}]"),
                Some(text),
                Expected::RisingDays,
                parse,
            ));
        }
        days
    }
}

/// `MM-DD`; 02-29 is one.
fn year_day(text: &str) -> Option<YearDay> {
    let day = Birthday::parse(text).filter(|day| day.year.is_none())?;
    Some(YearDay { month: day.month, day: day.day })
}

fn country(text: &str) -> Option<String> {
    let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    is_code.then(|| text.to_owned())
}

#[cfg(test)]
mod tests;
