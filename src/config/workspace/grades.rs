//! `grades`: the classes that drive the follow-ups.

use super::reader::Reader;
use crate::config::raw::{Raw, RawSection};
use crate::model::{Decimal, Expected, Interval, Measure, ProblemKind, YamlValue};
use crate::rules::policy::{Gaps, Steps, Times, Trigger};
use crate::rules::settings::{Declared, Kind, Shape, section};
use crate::rules::{Cadence, GradeRule, Label, RhythmRule, Source};

section! {
    pub(super) const GRADE "One class. A key that is missing falls back to the built-in class of the same name." {
        /// What people call the class: one name, or one for each language.
        "name": Shape::Tree, examples "\"order customer\"" r#"{"en": "order customer", "zh": "订单客户"}"#,
            schema r#"{"anyOf": [
                {"type": ["string", "null"]},
                {
                    "type": "object",
                    "properties": {
                        "en": {"description": "The name in English.", "type": "string", "examples": ["order customer"]},
                        "zh": {"description": "The name in Chinese.", "type": "string", "examples": ["订单客户"]}
                    },
                    "additionalProperties": false
                }
            ]}"#;
        /// The time from the last contact day to the next follow-up, in days, weeks, months or years (calendar months,
        /// their end clamped; at most a century), a bare number is days; or at least so many contact days in each month;
        /// or never.
        "cadence": Shape::Value(Kind::Own),
            examples "\"1 month\"" "\"2 weeks\"" "\"45 days\"" "\"2 a month\"" "\"每月2次\"" "\"never\"",
            schema r##"{"anyOf": [
                {"$ref": "#/$defs/interval"},
                {"enum": ["never", "从不"]},
                {"type": "string", "pattern": "^ *([Aa][Tt] [Ll][Ee][Aa][Ss][Tt] +)?0*(1?[0-9]|20) *([Tt]imes +)?(a|per) +month *$"},
                {"type": "string", "pattern": "^ *(至少)?每月(至少)? *0*(1?[0-9]|20) *次 *$"}
            ]}"##;
        "rhythm": Shape::Section(RhythmRule::SECTION), examples r#"{"orders": 2, "spread": 0.5, "longest": "3 months"}"#;
        /// Instead of a cadence: gaps in days, one after the other, counted from the newest event that starts a
        /// sequence; the first sequence is also that of customers without such an event. When it is used up, the
        /// customer has to be decided on.
        "steps": Shape::Named(&Shape::List(&Shape::Value(Kind::Own))),
            examples r#"{"agreed": [1, 1, 2, 3, 7, 7, 15], "received": [3, 7, 3, 7]}"# r#"{"quote": [2, 5, 10]}"#,
            schema r#"{
                "minProperties": 1,
                "propertyNames": {
                    "enum": ["agreed", "sent", "received", "passed", "failed", "cancelled", "quote", "order", "contract"]
                },
                "additionalProperties": {
                    "type": "array",
                    "minItems": 1,
                    "items": {"type": "integer", "minimum": 1, "maximum": 3650},
                    "examples": [[1, 1, 2, 3, 7, 7, 15]]
                }
            }"#;
        /// Beside `steps`: those of products that want other ones, by what samples, quotes and orders have as `item`. What
        /// a product doesn't say goes by `steps`.
        "products": Shape::Named(&Shape::Named(&Shape::List(&Shape::Value(Kind::Own)))),
            examples r#"{"HX-200": {"agreed": [2, 5, 10], "received": [7, 7, 14]}}"#,
            schema r#"{
                "propertyNames": {"pattern": "\\S"},
                "additionalProperties": {
                    "description": "The sequences of one product.",
                    "type": "object",
                    "propertyNames": {
                        "enum": ["agreed", "sent", "received", "passed", "failed", "cancelled", "quote", "order", "contract"]
                    },
                    "additionalProperties": {
                        "type": "array",
                        "minItems": 1,
                        "items": {"type": "integer", "minimum": 1, "maximum": 3650},
                        "examples": [[2, 5, 10]]
                    },
                    "examples": [{"agreed": [2, 5, 10]}]
                }
            }"#;
        /// What one follow-up is worth beside those of other grades, when a day is too short; else twice that of the
        /// next grade. Where no grade has one, the order of work alone decides.
        "worth": Shape::Value(Kind::Number(Measure::Cost, None)), examples "16";
        /// The time that one follow-up takes, in minutes; a week (10080) at most.
        "minutes": Shape::Value(Kind::Number(Measure::Minutes, None)), examples "7.5";
    }
    schema r#"{
        "not": {
            "anyOf": [
                {
                    "required": ["steps", "cadence"],
                    "properties": {"steps": {"type": "object"}, "cadence": {"type": ["string", "integer"]}}
                },
                {
                    "required": ["steps", "rhythm"],
                    "properties": {"steps": {"type": "object"}, "rhythm": {"type": "object"}}
                }
            ]
        }
    }"#
}

impl Reader {
    /// The grades that are written are all there are.
    pub(super) fn grades(
        &mut self,
        raw: Vec<(String, Option<Raw>)>,
        defaults: &[GradeRule],
    ) -> Vec<GradeRule> {
        raw.into_iter()
            .filter_map(|(class, raw)| self.grade(class, raw.and_then(Raw::section), defaults))
            .collect()
    }

    /// A grade; what it doesn't say stays as the built-in grade of the same class has it.
    fn grade(&mut self, class: String, raw: Option<RawSection>, defaults: &[GradeRule]) -> Option<GradeRule> {
        let path = format!("grades.{class}.");
        let mut raw = raw.unwrap_or_else(|| RawSection::empty(GRADE));
        self.keys(&path, &raw);
        let default = defaults.iter().find(|grade| grade.class == class);
        let label = raw.tree("name").and_then(|tree| self.label(&format!("{path}name"), tree));
        let minutes = self.faults.number(&format!("{path}minutes"), raw.text("minutes"), Measure::Minutes);
        let worth = self.faults.number(&format!("{path}worth"), raw.text("worth"), Measure::Cost);
        let products = raw.named("products").unwrap_or_default();
        let (cadence, source) = self.cadence(&path, raw, default)?;
        let cadence = self.products(&format!("{path}products"), products, cadence);
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
        mut raw: RawSection,
        default: Option<&GradeRule>,
    ) -> Option<(Cadence, Source)> {
        let rhythm = raw.section("rhythm").map(|mut raw| {
            let mut rule = RhythmRule::default();
            self.section(&format!("{path}rhythm"), &mut raw, &mut rule);
            rule
        });
        if let Some(steps) = raw.named("steps") {
            return self.steps(&format!("{path}steps"), steps).map(|steps| (steps, Source::Workspace));
        }
        let cadence = raw.text("cadence");
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

    /// The steps of the products that want other ones; only what goes step by step has them.
    fn products(&mut self, path: &str, raw: Vec<(String, Option<Raw>)>, cadence: Cadence) -> Cadence {
        if raw.is_empty() {
            return cadence;
        }
        let mut products = Vec::new();
        for (name, raw) in raw {
            let own = match raw {
                Some(Raw::Named(own)) => own,
                _ => Vec::new(),
            };
            products.push((name.clone(), self.sequences(&format!("{path}.{name}"), own)));
        }
        match cadence {
            Cadence::Steps(steps) => Cadence::Steps(steps.with_products(products)),
            cadence => {
                self.faults.push(path, ProblemKind::NotBoth { key: "products", other: "cadence" });
                cadence
            }
        }
    }

    fn steps(&mut self, path: &str, raw: Vec<(String, Option<Raw>)>) -> Option<Cadence> {
        Steps::new(self.sequences(path, raw)).map(Cadence::Steps)
    }

    /// The sequences, each by the event that starts it; each has at least one gap, a number of days
    /// from 1 to ten years.
    fn sequences(&mut self, path: &str, raw: Vec<(String, Option<Raw>)>) -> Vec<Gaps> {
        let mut sequences: Vec<Gaps> = Vec::new();
        if raw.is_empty() {
            self.faults.push(path, ProblemKind::MissingKey("agreed"));
        }
        for (word, gaps) in raw {
            let gaps = gaps.and_then(Raw::list).unwrap_or_default();
            let gaps: Vec<String> = gaps.into_iter().filter_map(Raw::text).collect();
            let (path, is_empty) = (format!("{path}.{word}"), gaps.is_empty());
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
            if is_empty {
                let (key, value) = (trigger.as_str().into(), "[]".to_owned());
                let want = Expected::Within(Measure::Gap);
                self.faults.push(&path, ProblemKind::BadValue { key, value, want });
            } else if !gaps.is_empty() {
                sequences.push((trigger, gaps));
            }
        }
        sequences
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
