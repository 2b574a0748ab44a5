//! The workspace's rules: `crm.yaml` over the built-in defaults.

use std::fs;
use std::path::Path;

use chrono::Weekday;

use super::person::Person;
use super::raw::{
    RawCalendar, RawComplaint, RawGrade, RawHoliday, RawLaw, RawPerson, RawRate, RawRhythm, RawSteps,
};
use crate::model::{Currency, Datum, Decimal, Interval, Problem, Severity, Trouble, Want, date, decimal};
use crate::rules::{
    Cadence, Calendar, ComplaintRule, GradeRule, Holiday, Label, Policy, Rate, RhythmRule, Source, Steps,
};
use crate::yaml::{self, Fault, Faults, Spot};

/// What `crm init` writes: every rule with its default, explained.
pub const DEFAULT: &str = include_str!("default.yaml");

const MAX_BYTES: u64 = 1 << 20;
const WEEKDAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const LANGUAGES: &[&str] = &["en", "zh"];

/// A workspace's rules.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Law {
    /// What the rules of the trade work with.
    pub policy: Policy,
    /// The team.
    pub people: Vec<Person>,
}

/// Reads the rules. Rules that can't be read are no rules at all: with an error among the problems
/// nothing may be answered.
pub fn read_law(path: &Path, shown: &Path) -> (Law, Vec<Problem>) {
    match fs::read(path) {
        Ok(bytes) => parse_law(&bytes, shown),
        Err(error) => {
            let fault = Fault::new(Spot::Start, Trouble::Unreadable(error.to_string()));
            (Law::default(), vec![fault.place(shown, "")])
        }
    }
}

impl Law {
    /// Whether a problem of the rules forbids every answer.
    pub fn forbids(problem: &Problem) -> bool {
        problem.trouble.severity() == Severity::Error
    }
}

/// What bytes are as rules, and all that is wrong with them.
pub fn parse_law(bytes: &[u8], shown: &Path) -> (Law, Vec<Problem>) {
    let mut reader = Reader::default();
    let read = yaml::text(bytes, MAX_BYTES).map_err(|fault| vec![fault]).and_then(|text| {
        // A file of comments alone holds no rule, and every default.
        if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
            return Ok((RawLaw::default(), text));
        }
        Ok((yaml::parse::<RawLaw>(text)?, text))
    });
    let lossy = String::from_utf8_lossy(bytes);
    let place = |faults: Vec<Fault>| yaml::placed(faults, shown, &lossy);
    match read {
        Ok((raw, _)) => {
            let law = reader.law(raw);
            (law, place(reader.faults.0))
        }
        Err(faults) => (Law::default(), place(faults)),
    }
}

/// Collects what is wrong while it reads.
#[derive(Default)]
struct Reader {
    faults: Faults,
}

impl Reader {
    fn law(&mut self, raw: RawLaw) -> Law {
        self.faults.keys("", &raw.twice, &raw.unknown, RawLaw::KEYS);
        let mut policy = Policy::default();
        self.faults.value("version", raw.version, Want::Version, |text| (text == "1").then_some(()));
        if let Some(currency) = self.faults.value("currency", raw.currency, Want::Currency, Currency::new) {
            policy.currency = currency;
        }
        for (code, rates) in raw.rates.unwrap_or_default().0 {
            let path = format!("rates.{code}");
            let currency = self.faults.value(&path, Some(code), Want::Currency, Currency::new);
            let rates = self.rates(&path, rates);
            if let Some(currency) = currency {
                policy.rates.insert(currency, rates);
            }
        }
        if let Some(raw) = raw.calendar {
            policy.calendar = self.calendar(raw);
        }
        if let Some(raw) = raw.complaint {
            policy.complaint = self.complaint(raw, policy.complaint);
        }
        if let Some(raw) = raw.grades {
            let defaults = std::mem::take(&mut policy.grades);
            policy.grades =
                raw.0.into_iter().filter_map(|(class, raw)| self.grade(class, raw, &defaults)).collect();
        }
        let people: Vec<Person> =
            raw.people.unwrap_or_default().0.into_iter().map(|(id, raw)| self.person(id, raw)).collect();
        policy.people = people.iter().map(|person| person.id.clone()).collect();
        Law { policy, people }
    }

    fn person(&mut self, id: String, raw: Option<RawPerson>) -> Person {
        let raw = raw.unwrap_or_default();
        let path = format!("people.{id}.");
        self.faults.keys(&path, &raw.twice, &raw.unknown, RawPerson::KEYS);
        Person {
            name: raw.name,
            email: raw.email,
            hours_a_week: self.faults.number(&format!("{path}hours_a_week"), raw.hours_a_week),
            lang: self.faults.value(&format!("{path}lang"), raw.lang, Want::OneOf(LANGUAGES), |text| {
                LANGUAGES.contains(&text).then(|| text.to_owned())
            }),
            id,
        }
    }

    fn rates(&mut self, path: &str, raw: Vec<RawRate>) -> Vec<Rate> {
        let mut rates = Vec::new();
        for (index, raw) in raw.into_iter().enumerate() {
            let path = format!("{path}[{index}].");
            self.faults.keys(&path, &raw.twice, &raw.unknown, RawRate::KEYS);
            let from = self.needed(&format!("{path}from"), "from", raw.from, Want::Date, date);
            let rate = self.needed(&format!("{path}rate"), "rate", raw.rate, Want::NotNegative, |text| {
                decimal(text).filter(|rate| *rate > Decimal::ZERO)
            });
            if let (Some(from), Some(rate)) = (from, rate) {
                rates.push(Rate { from, rate });
            }
        }
        rates.sort_by_key(|rate| rate.from);
        rates
    }

    fn calendar(&mut self, raw: RawCalendar) -> Calendar {
        self.faults.keys("calendar.", &raw.twice, &raw.unknown, RawCalendar::KEYS);
        let mut calendar = Calendar::default();
        if let Some(days) = raw.workdays {
            calendar.workdays = self.each("calendar.workdays", days, Want::OneOf(WEEKDAYS), weekday);
        }
        for (index, raw) in raw.holidays.unwrap_or_default().into_iter().enumerate() {
            calendar.holidays.extend(self.holiday(&format!("calendar.holidays[{index}]."), raw));
        }
        let extra = raw.extra_workdays.unwrap_or_default();
        calendar.extra_workdays =
            self.each("calendar.extra_workdays", extra, Want::Date, date).into_iter().collect();
        calendar
    }

    fn holiday(&mut self, path: &str, raw: RawHoliday) -> Option<Holiday> {
        self.faults.keys(path, &raw.twice, &raw.unknown, RawHoliday::KEYS);
        let on = self.needed(&format!("{path}on"), "on", raw.on, Want::Date, date)?;
        let until_path = format!("{path}until");
        let until = self.faults.value(&until_path, raw.until, Want::Date, date).unwrap_or(on);
        if until < on {
            self.faults.push(&until_path, Trouble::EndsBeforeStart);
        }
        Some(Holiday { on, until, what: raw.what })
    }

    fn complaint(&mut self, raw: RawComplaint, default: ComplaintRule) -> ComplaintRule {
        self.faults.keys("complaint.", &raw.twice, &raw.unknown, RawComplaint::KEYS);
        ComplaintRule {
            answer: self
                .faults
                .value("complaint.answer", raw.answer, Want::Interval, Interval::parse)
                .unwrap_or(default.answer),
            solve: self
                .faults
                .value("complaint.solve", raw.solve, Want::Interval, Interval::parse)
                .unwrap_or(default.solve),
        }
    }

    /// A grade; what it doesn't say stays as the built-in grade of the same class has it.
    fn grade(&mut self, class: String, raw: RawGrade, defaults: &[GradeRule]) -> Option<GradeRule> {
        let path = format!("grades.{class}.");
        self.faults.keys(&path, &raw.twice, &raw.unknown, RawGrade::KEYS);
        let default = defaults.iter().find(|grade| grade.class == class);
        let label = raw.name.and_then(|tree| self.label(&format!("{path}name"), tree.0));
        let minutes = self.faults.number(&format!("{path}minutes"), raw.minutes);
        let (cadence, source) = self.cadence(&path, raw.cadence, raw.rhythm, raw.steps, default)?;
        Some(GradeRule {
            label: label.or_else(|| default.map(|grade| grade.label.clone())).unwrap_or_default(),
            minutes: minutes.or_else(|| default.map(|grade| grade.minutes)).unwrap_or(Decimal::ZERO),
            cadence,
            source,
            class,
        })
    }

    fn cadence(
        &mut self,
        path: &str,
        every: Option<String>,
        rhythm: Option<RawRhythm>,
        steps: Option<RawSteps>,
        default: Option<&GradeRule>,
    ) -> Option<(Cadence, Source)> {
        let rhythm = rhythm.map(|raw| self.rhythm(&format!("{path}rhythm."), raw));
        let written = every.is_some() || steps.is_some();
        let every = self.faults.value(&format!("{path}cadence"), every, Want::Interval, Interval::parse);
        if let Some(raw) = steps {
            let path = format!("{path}steps.");
            self.faults.keys(&path, &raw.twice, &raw.unknown, RawSteps::KEYS);
            let agreed = self.gaps(&path, "agreed", raw.agreed);
            let received = self.gaps(&path, "received", raw.received);
            return Some((Cadence::Steps(Steps { agreed, received }), Source::Workspace));
        }
        if let Some(every) = every {
            return Some((Cadence::Interval { every, rhythm }, Source::Workspace));
        }
        match default {
            Some(grade) => match (&grade.cadence, rhythm) {
                (Cadence::Interval { every, .. }, Some(rhythm)) => {
                    Some((Cadence::Interval { every: *every, rhythm: Some(rhythm) }, Source::Default))
                }
                _ => Some((grade.cadence.clone(), Source::Default)),
            },
            None => {
                if !written {
                    self.faults.push(path.trim_end_matches('.'), Trouble::MissingKey("cadence"));
                }
                None
            }
        }
    }

    fn rhythm(&mut self, path: &str, raw: RawRhythm) -> RhythmRule {
        self.faults.keys(path, &raw.twice, &raw.unknown, RawRhythm::KEYS);
        let default = RhythmRule::default();
        let orders = self.faults.value(&format!("{path}orders"), raw.orders, Want::Number, |text| {
            text.parse().ok().filter(|orders| *orders >= 3)
        });
        let spread = self.faults.value(&format!("{path}spread"), raw.spread, Want::Fraction, |text| {
            decimal(text).filter(|spread| *spread >= Decimal::ZERO && *spread <= Decimal::ONE)
        });
        let longest =
            self.faults.value(&format!("{path}longest"), raw.longest, Want::Interval, Interval::parse);
        RhythmRule {
            orders: orders.unwrap_or(default.orders),
            spread: spread.unwrap_or(default.spread),
            longest: longest.unwrap_or(default.longest),
        }
    }

    /// A sequence has at least one gap, each a number of days from 1 to ten years.
    fn gaps(&mut self, path: &str, key: &'static str, raw: Option<Vec<String>>) -> Vec<u32> {
        let path = format!("{path}{key}");
        let gaps = self.each(&path, raw.unwrap_or_default(), Want::Number, |text| {
            text.parse().ok().filter(|days| (1..=3_650).contains(days))
        });
        if gaps.is_empty() {
            self.faults.push(&path, Trouble::MissingKey(key));
        }
        gaps
    }

    /// One name for both languages, or one for each.
    fn label(&mut self, path: &str, raw: Datum) -> Option<Label> {
        match raw {
            Datum::Text(name) => Some(Label { en: name.clone(), zh: name }),
            Datum::Map(names) => {
                let name = |lang: &str| {
                    names.iter().find_map(|(key, name)| match name {
                        Datum::Text(name) if key == lang => Some(name.clone()),
                        _ => None,
                    })
                };
                let (en, zh) = (name("en"), name("zh"));
                let either = en.clone().or_else(|| zh.clone())?;
                Some(Label { en: en.unwrap_or_else(|| either.clone()), zh: zh.unwrap_or(either) })
            }
            _ => {
                let trouble =
                    Trouble::BadValue { key: path.to_owned(), value: String::new(), want: Want::Text };
                self.faults.push(path, trouble);
                None
            }
        }
    }

    fn needed<T>(
        &mut self,
        path: &str,
        key: &'static str,
        raw: Option<String>,
        want: Want,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        if raw.is_none() {
            self.faults.push(path, Trouble::MissingKey(key));
        }
        self.faults.value(path, raw, want, parse)
    }

    fn each<T>(
        &mut self,
        path: &str,
        raw: Vec<String>,
        want: Want,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let items = raw.into_iter().enumerate();
        items
            .filter_map(|(index, raw)| {
                self.faults.value(&format!("{path}[{index}]"), Some(raw), want.clone(), &parse)
            })
            .collect()
    }
}

fn weekday(text: &str) -> Option<Weekday> {
    WEEKDAYS.contains(&text).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests;
