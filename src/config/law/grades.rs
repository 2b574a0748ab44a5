//! `grades`: the classes that drive the follow-ups.

use super::reader::Reader;
use crate::config::raw::{RawGrade, RawRhythm, RawSteps};
use crate::model::{Datum, Decimal, Interval, Trouble, Want, decimal};
use crate::rules::{Cadence, GradeRule, Label, RhythmRule, Source, Steps};
use crate::yaml::Entries;

impl Reader {
    /// The grades that are written are all there are.
    pub(super) fn grades(&mut self, raw: Entries<RawGrade>, defaults: &[GradeRule]) -> Vec<GradeRule> {
        raw.0.into_iter().filter_map(|(class, raw)| self.grade(class, raw, defaults)).collect()
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
}
