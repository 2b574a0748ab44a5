//! `events` and `reminders`: days to remember, and the numbers of what falls due.

use chrono::NaiveDate;

use super::reader::Reader;
use crate::config::raw::events::{RawDebts, RawEvent, RawReminders};
use crate::model::{Birthday, Expected, Measure, ProblemKind, YamlValue, date};
use crate::rules::occasions::{EventDays, Reminders, TeamEvent, YearDay};

impl Reader {
    /// The events, without those that can't be read.
    pub(super) fn events(&mut self, raw: Vec<RawEvent>) -> Vec<TeamEvent> {
        let events = raw.into_iter().enumerate();
        events.filter_map(|(index, raw)| self.event(&format!("events[{index}]"), raw)).collect()
    }

    fn event(&mut self, path: &str, raw: RawEvent) -> Option<TeamEvent> {
        self.faults.keys(&format!("{path}."), &raw.twice, &raw.unknown, RawEvent::KEYS);
        if raw.what.is_none() {
            self.faults.push(path, ProblemKind::MissingKey("what"));
        }
        if raw.on.is_none() {
            self.faults.push(path, ProblemKind::MissingKey("on"));
        }
        let what = raw.what.and_then(|tree| self.label(&format!("{path}.what"), tree.0));
        let until = raw.until.map(|tree| tree.0);
        let days = raw.on.and_then(|tree| self.days(path, tree.0, until));
        let countries = match raw.country {
            None => Some(Vec::new()),
            Some(tree) => self.countries(&format!("{path}.country"), tree.0),
        };
        let days_before =
            self.faults.count(&format!("{path}.days_before"), raw.days_before, Measure::DaysBefore);
        // Who meant one country doesn't mean everybody.
        Some(TeamEvent {
            what: what?,
            days: days?,
            countries: countries?,
            days_before: days_before.unwrap_or(0),
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

    pub(super) fn reminders(&mut self, raw: RawReminders) -> Reminders {
        self.faults.keys("reminders.", &raw.twice, &raw.unknown, RawReminders::KEYS);
        let mut reminders = Reminders::default();
        self.interval(&mut reminders.ahead, "reminders.ahead", raw.ahead);
        let debts = raw.invoice.unwrap_or_default();
        self.faults.keys("reminders.invoice.", &debts.twice, &debts.unknown, RawDebts::KEYS);
        self.interval(&mut reminders.invoice, "reminders.invoice.before", debts.before);
        if let Some(overdue) = debts.overdue {
            reminders.overdue = self.rising_days("reminders.invoice.overdue", overdue);
        }
        self.interval(&mut reminders.quote, "reminders.quote", raw.quote);
        self.interval(&mut reminders.contract, "reminders.contract", raw.contract);
        reminders
    }

    /// Numbers of days, each larger than the one before it.
    fn rising_days(&mut self, path: &str, raw: Vec<String>) -> Vec<u32> {
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
