//! `playbooks`: what to do, by class and by combined label.

use super::reader::Reader;
use crate::config::raw::{Raw, RawSection};
use crate::model::suggestion;
use crate::model::{Expected, Interval, ProblemKind, YamlValue};
use crate::rules::policy::Trigger;
use crate::rules::settings::{Kind, Shape, section};
use crate::rules::views::Views;
use crate::rules::{Action, GradeRule, Playbook, UNTOLD, Whom};

/// The keys of an action that is a mapping.
const ACTION: &[&str] = &["do", "en", "zh", "name", "every", "who", "after"];
/// Whether a contact needs a plan.
const PLAN: &[&str] = &["required", "optional"];
/// The views of a combined label, in its order.
const PARTS: [&str; 3] = ["value", "potential", "relationship"];

section! {
    pub(super) const PLAYBOOK "Goal and actions for a class, or for a combination of value, potential and relationship." {
        /// What working for such a customer should bring.
        "goal": Shape::Tree, examples r#"{"en": "stay remembered", "zh": "让客户记得我们"}"#,
            schema r##"{"$ref": "#/$defs/label"}"##;
        /// What to do.
        "actions": Shape::List(&Shape::Tree),
            examples r#"["ask directly what is needed", {"en": "visit", "zh": "拜访", "every": "1 month"}]"#,
            schema r##"{"items": {"anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "properties": {
                        "do": {
                            "description": "What, in one text or one for each language.",
                            "$ref": "#/$defs/label",
                            "examples": ["visit"]
                        },
                        "en": {"description": "What, in English.", "type": "string", "examples": ["visit"]},
                        "zh": {"description": "What, in Chinese.", "type": "string", "examples": ["拜访"]},
                        "name": {
                            "description": "The word that ticks it off: crm log ID --action NAME; without it what it is.",
                            "type": "string",
                            "examples": ["report"]
                        },
                        "who": {
                            "description": "Who does it, where that isn't the owner: of the team, then it stands on that one's agenda.",
                            "type": "string",
                            "examples": ["wang"]
                        },
                        "every": {"description": "How often; it is due that long after it was last done.", "$ref": "#/$defs/interval", "examples": ["3 months"]},
                        "after": {
                            "description": "Only while this is the newest of the customer's samples, quotes, orders and contracts; a quote only while one is open.",
                            "enum": ["agreed", "sent", "received", "passed", "failed", "cancelled", "quote", "order", "contract"],
                            "examples": ["sent"]
                        }
                    },
                    "anyOf": [{"required": ["do"]}, {"required": ["en"]}, {"required": ["zh"]}],
                    "additionalProperties": false
                }
            ]}}"##;
        /// Who does it, where that isn't the owner alone.
        "who": Shape::Tree, examples "\"the owner with a director\"", schema r##"{"$ref": "#/$defs/label"}"##;
        /// Whether a contact needs a plan first: one that has none is told to make one.
        "plan": Shape::Value(Kind::Word(PLAN)), examples "\"required\"";
    }
    schema r#"{"type": "object"}"#
}

impl Reader {
    /// The playbooks that are written are all there are.
    pub(super) fn playbooks(
        &mut self,
        raw: Vec<(String, Option<Raw>)>,
        grades: &[GradeRule],
    ) -> Vec<Playbook> {
        raw.into_iter()
            .filter_map(|(key, raw)| self.playbook(&key, raw.and_then(Raw::section), grades))
            .collect()
    }

    fn playbook(&mut self, key: &str, raw: Option<RawSection>, grades: &[GradeRule]) -> Option<Playbook> {
        let path = format!("playbooks.{key}");
        let mut raw = raw.unwrap_or_else(|| RawSection::empty(PLAYBOOK));
        self.keys(&format!("{path}."), &raw);
        let whom = self.whom(&path, key, grades);
        let goal = raw.tree("goal").and_then(|tree| self.label(&format!("{path}.goal"), tree));
        let who = raw.tree("who").and_then(|tree| self.label(&format!("{path}.who"), tree));
        let actions = raw.list("actions").unwrap_or_default().into_iter().filter_map(Raw::tree).enumerate();
        let actions = actions
            .filter_map(|(index, tree)| self.action(&format!("{path}.actions[{index}]"), tree))
            .collect();
        let plan =
            self.faults.value(&format!("{path}.plan"), raw.text("plan"), Expected::OneOf(PLAN), |text| {
                PLAN.contains(&text).then(|| text == "required")
            });
        Some(Playbook { whom: whom?, goal, actions, who, needs_plan: plan.unwrap_or(false) })
    }

    /// A class of the scheme, or three parts of a label of which each is known.
    fn whom(&mut self, path: &str, key: &str, grades: &[GradeRule]) -> Option<Whom> {
        let known = |whom: &Whom| match whom {
            Whom::Class(class) => grades.iter().any(|grade| grade.class == *class),
            // By when it is due a playbook can't go: it says what to do then.
            Whom::View(view, class) => view != "urgency" && Views::words(view).contains(&class.as_str()),
            Whom::Label(parts) => parts.iter().zip(PARTS).all(|(part, view)| {
                part.as_deref().is_none_or(|part| part == UNTOLD || Views::words(view).contains(&part))
            }),
        };
        let whom = Whom::parse(key).filter(known);
        if whom.is_none() {
            let want = Expected::Playbook(grades.iter().map(|grade| grade.class.clone()).collect());
            let trouble = ProblemKind::BadValue { key: "playbooks".into(), value: key.into(), want };
            self.faults.name(path, trouble);
        }
        whom
    }

    /// A text, or a mapping with the text in `do`, or in `en` and `zh`.
    fn action(&mut self, path: &str, raw: YamlValue) -> Option<Action> {
        let YamlValue::Map(keys) = raw else {
            return Some(Action { what: self.label(path, raw)?, ..Action::default() });
        };
        let (mut what, mut every, mut after, mut names) = (None, None, None, Vec::new());
        let (mut name, mut who) = (None, None);
        for (key, value) in keys {
            let place = format!("{path}.{key}");
            let text = match &value {
                YamlValue::Null => None,
                YamlValue::Text(text) | YamlValue::Number(text) => Some(text.clone()),
                // Of a list or a mapping none of these is made.
                other => Some(format!("{other:?}")),
            };
            match key.as_str() {
                "do" => what = self.label(&place, value),
                "en" | "zh" => names.push((key, value)),
                "name" | "who" if !matches!(value, YamlValue::Text(_) | YamlValue::Number(_)) => {
                    self.faults.value(&place, text, Expected::Text, |_| None::<String>);
                }
                "name" => name = self.faults.value(&place, text, Expected::Text, written),
                "who" => who = self.faults.value(&place, text, Expected::Text, written),
                "every" => every = self.faults.value(&place, text, Expected::Interval, Interval::parse),
                "after" => {
                    after = self.faults.value(&place, text, Expected::OneOf(Trigger::WORDS), Trigger::parse);
                }
                _ => {
                    let suggestion = suggestion(&key, ACTION);
                    self.faults.name(&place, ProblemKind::UnknownKey { key, suggestion, known: ACTION });
                }
            }
        }
        let what = match what {
            None if names.is_empty() => {
                self.faults.push(path, ProblemKind::MissingKey("do"));
                None
            }
            None => self.label(path, YamlValue::Map(names)),
            what => what,
        };
        Some(Action { what: what?, name, who, every, after })
    }
}

/// A text that says something.
fn written(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
