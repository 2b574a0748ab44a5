//! `score`: what earns a lead points, and what the points decide.

use std::sync::Arc;

use super::reader::Reader;
use crate::config::raw::{Raw, RawSection};
use crate::model::{ContactValueKind, CustomerKey, Expected, ProblemKind, ValueKind};
use crate::rules::RequiredField;
use crate::rules::lead::{LeadEvent, LeadRule, LeadRules, LeadTest, WrittenLeadRule};

impl Reader {
    pub(super) fn score(&mut self, mut raw: RawSection) -> LeadRules {
        let mut rules = LeadRules::default();
        self.section("score", &mut raw, &mut rules);
        if let Some(written) = raw.list("rules") {
            let written = written.into_iter().filter_map(Raw::section).enumerate();
            rules.rules = written
                .filter_map(|(index, raw)| self.lead_rule(&format!("score.rules[{index}]"), raw))
                .collect();
        }
        rules
    }

    /// One that asks for nothing, or for two things, asks for nobody knows what.
    fn lead_rule(&mut self, path: &str, mut raw: RawSection) -> Option<LeadRule> {
        let mut rule = WrittenLeadRule::default();
        let words = raw.texts("is").unwrap_or_default();
        self.section(path, &mut raw, &mut rule);
        rule.is.clone_from(&words);
        if !self.written.contains(&format!("{path}.points")) {
            self.faults.push(path, ProblemKind::MissingKey("points"));
        }
        let event = rule.event.as_deref().and_then(LeadEvent::parse);
        let test = match (rule.key.clone(), event) {
            (Some(key), None) => self.key_test(path, &rule, &key, words),
            (None, Some(event)) => {
                self.unfit(path, &rule, &["from", "below"], "event");
                let want = Expected::OneOf(event.words());
                let known = |word: &str| event.words().iter().find(|own| **own == word);
                let is = self.each(&format!("{path}.is"), words, want, known);
                let is = is.into_iter().map(|word| (*word).to_owned()).collect();
                Some(LeadTest::Event { event, is, fades: rule.fades })
            }
            (Some(_), Some(_)) => {
                self.faults
                    .push(&format!("{path}.event"), ProblemKind::NotBoth { key: "event", other: "key" });
                None
            }
            (None, None) => {
                if !self.written.contains(&format!("{path}.event")) {
                    self.faults.push(path, ProblemKind::MissingKey("key / event"));
                }
                None
            }
        };
        Some(LeadRule { test: Arc::new(test?), points: rule.points })
    }

    fn key_test(
        &mut self,
        path: &str,
        rule: &WrittenLeadRule,
        key: &str,
        is: Vec<String>,
    ) -> Option<LeadTest> {
        let want = Expected::CustomerField(RequiredField::nearest(key));
        let at = format!("{path}.key");
        let field = self.faults.value(&at, Some(key.to_owned()), want, RequiredField::parse)?;
        // A number that nobody has.
        if let (Some(from), Some(below)) = (rule.from, rule.below)
            && from >= below
        {
            let (value, bound) = (from.to_string(), below.to_string());
            let trouble = ProblemKind::OutOfOrder { smaller: "from", value, larger: "below", bound };
            self.faults.push(&format!("{path}.from"), trouble);
        }
        if field == RequiredField::Key(CustomerKey::Country) {
            for (index, code) in is.iter().enumerate() {
                self.country_slip(&format!("{path}.is[{index}]"), &code.to_uppercase());
            }
        }
        let kind = match field {
            RequiredField::Key(key) => Some(key.info().kind),
            RequiredField::Contact(_) => None,
        };
        match kind {
            Some(ValueKind::Number(_) | ValueKind::Fraction) => {
                self.unfit(path, rule, &["is", "fades"], "key")
            }
            _ if !has_words(field) => self.unfit(path, rule, &["is", "from", "below", "fades"], "key"),
            _ => self.unfit(path, rule, &["from", "below", "fades"], "key"),
        }
        Some(LeadTest::Key { field, is, from: rule.from, below: rule.below })
    }

    /// What says nothing beside the other key.
    fn unfit(&mut self, path: &str, rule: &WrittenLeadRule, keys: &[&'static str], other: &'static str) {
        for key in keys {
            let is_there = match *key {
                "is" => !rule.is.is_empty(),
                "from" => rule.from.is_some(),
                "below" => rule.below.is_some(),
                _ => rule.fades.is_some(),
            };
            if is_there {
                self.faults.push(&format!("{path}.{key}"), ProblemKind::NotBoth { key, other });
            }
        }
    }
}

/// Whether `is` can ask for words under a key.
fn has_words(field: RequiredField) -> bool {
    match field {
        RequiredField::Contact(key) => key.info().kind == ContactValueKind::Text,
        RequiredField::Key(_) => field.is_typed(),
    }
}

#[cfg(test)]
mod tests;
