//! `grades`: the classes that drive the follow-ups.

use super::reader::Reader;
use crate::config::raw::{RawGrade, RawRhythm};
use crate::model::{Decimal, Expected, Interval, Measure, ProblemKind, YamlValue, decimal};
use crate::rules::cadence::{Steps, Times, Trigger};
use crate::rules::{Cadence, GradeRule, Label, RhythmRule, Source};
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
        let minutes = self.faults.number(&format!("{path}minutes"), raw.minutes, Measure::Minutes);
        let worth = self.faults.number(&format!("{path}worth"), raw.worth, Measure::Cost);
        let (cadence, source) = self.cadence(&path, raw.cadence, raw.rhythm, raw.steps, default)?;
        Some(GradeRule {
            label: label.or_else(|| default.map(|grade| grade.label.clone())).unwrap_or_default(),
            minutes: minutes.or_else(|| default.map(|grade| grade.minutes)).unwrap_or(Decimal::ZERO),
            worth: worth.or_else(|| default.and_then(|grade| grade.worth)),
            cadence,
            source,
            class,
        })
    }

    fn cadence(
        &mut self,
        path: &str,
        cadence: Option<String>,
        rhythm: Option<RawRhythm>,
        steps: Option<Entries<Vec<String>>>,
        default: Option<&GradeRule>,
    ) -> Option<(Cadence, Source)> {
        let rhythm = rhythm.map(|raw| self.rhythm(&format!("{path}rhythm."), raw));
        if let Some(raw) = steps {
            return self.steps(&format!("{path}steps"), raw).map(|steps| (steps, Source::Workspace));
        }
        let is_written = cadence.is_some();
        let read = |text: &str| cadence_of(text, rhythm);
        if let Some(cadence) = self.faults.value(&format!("{path}cadence"), cadence, Expected::Cadence, read)
        {
            return Some((cadence, Source::Workspace));
        }
        match (default, rhythm) {
            (Some(grade), rhythm) => match (&grade.cadence, rhythm) {
                (Cadence::Interval { every, .. }, Some(rhythm)) => {
                    Some((Cadence::Interval { every: *every, rhythm: Some(rhythm) }, Source::Default))
                }
                _ => Some((grade.cadence.clone(), Source::Default)),
            },
            (None, _) => {
                if !is_written {
                    self.faults.push(path.trim_end_matches('.'), ProblemKind::MissingKey("cadence"));
                }
                None
            }
        }
    }

    /// The sequences, each by the event that starts it; each has at least one gap, a number of days
    /// from 1 to ten years.
    fn steps(&mut self, path: &str, raw: Entries<Vec<String>>) -> Option<Cadence> {
        let mut sequences: Vec<(Trigger, Vec<u32>)> = Vec::new();
        if raw.0.is_empty() {
            self.faults.push(path, ProblemKind::MissingKey("agreed"));
        }
        for (word, gaps) in raw.0 {
            let path = format!("{path}.{word}");
            let trigger = Trigger::parse(&word);
            if trigger.is_none() {
                let trouble = ProblemKind::BadValue {
                    key: "steps".into(),
                    value: word,
                    want: Expected::OneOf(Trigger::WORDS),
                };
                self.faults.name(&path, trouble);
            }
            let gaps =
                self.each(&path, gaps, Expected::Within(Measure::Gap), |text| Measure::Gap.count(text));
            let Some(trigger) = trigger else { continue };
            if gaps.is_empty() {
                self.faults.push(&path, ProblemKind::MissingKey(trigger.as_str()));
            } else {
                sequences.push((trigger, gaps));
            }
        }
        Steps::new(sequences).map(Cadence::Steps)
    }

    fn rhythm(&mut self, path: &str, raw: RawRhythm) -> RhythmRule {
        self.faults.keys(path, &raw.twice, &raw.unknown, RawRhythm::KEYS);
        let default = RhythmRule::default();
        let orders = self.faults.count(&format!("{path}orders"), raw.orders, Measure::Orders);
        let spread = self.faults.value(&format!("{path}spread"), raw.spread, Expected::Fraction, |text| {
            decimal(text).filter(|spread| *spread >= Decimal::ZERO && *spread <= Decimal::ONE)
        });
        let longest =
            self.faults.value(&format!("{path}longest"), raw.longest, Expected::Interval, Interval::parse);
        RhythmRule {
            orders: orders.map_or(default.orders, |orders| orders as usize),
            spread: spread.unwrap_or(default.spread),
            longest: longest.unwrap_or(default.longest),
        }
    }

    /// One name for both languages, or one for each.
    pub(super) fn label(&mut self, path: &str, raw: YamlValue) -> Option<Label> {
        match raw {
            YamlValue::Text(name) => Some(Label { en: name.clone(), zh: name }),
            YamlValue::Map(names) => {
                let name = |lang: &str| {
                    names.iter().find_map(|(key, name)| match name {
                        YamlValue::Text(name) if key == lang => Some(name.clone()),
                        _ => None,
                    })
                };
                let (en, zh) = (name("en"), name("zh"));
                let either = en.clone().or_else(|| zh.clone())?;
                Some(Label { en: en.unwrap_or_else(|| either.clone()), zh: zh.unwrap_or(either) })
            }
            _ => {
                let trouble = ProblemKind::BadValue {
                    key: path.to_owned(),
                    value: String::new(),
                    want: Expected::Text,
                };
                self.faults.push(path, trouble);
                None
            }
        }
    }
}

/// `2 months`, `2 a month`, `never`.
fn cadence_of(text: &str, rhythm: Option<RhythmRule>) -> Option<Cadence> {
    if matches!(text.to_lowercase().as_str(), "never" | "从不") {
        return Some(Cadence::Never);
    }
    let every = || Interval::parse(text).map(|every| Cadence::Interval { every, rhythm });
    Times::parse(text).map(Cadence::Times).or_else(every)
}
