//! `required` and `choices`: what the team has agreed that a customer's file says.

use super::reader::Reader;
use crate::config::raw::Raw;
use crate::model::{CustomerKey, Expected, ProblemKind};
use crate::rules::{Choices, GradeRule, RequiredField, Requirements};

impl Reader {
    /// The fields that each class asks for.
    pub(super) fn required(&mut self, raw: Vec<(String, Option<Raw>)>, grades: &[GradeRule]) -> Requirements {
        let mut all = Vec::new();
        for (class, raw) in raw {
            let path = format!("required.{class}");
            if !grades.iter().any(|grade| grade.class == class) {
                let want = Expected::Class(grades.iter().map(|grade| grade.class.clone()).collect());
                let trouble = ProblemKind::BadValue { key: "required".into(), value: class.clone(), want };
                self.faults.name(&path, trouble);
            }
            let mut fields = Vec::new();
            for (index, text) in texts(raw).into_iter().enumerate() {
                let path = format!("{path}[{index}]");
                let near = RequiredField::nearest(text.trim());
                let want = Expected::CustomerField(near);
                fields.extend(self.faults.value(&path, Some(text), want, RequiredField::parse));
            }
            all.push((class, fields));
        }
        Requirements(all)
    }

    /// The values of the keys for which the team has agreed on some.
    pub(super) fn choices(&mut self, raw: Vec<(String, Option<Raw>)>) -> Choices {
        let mut all = Vec::new();
        for (name, raw) in raw {
            let path = format!("choices.{name}");
            let key = CustomerKey::parse(&name).filter(|key| key.info().is_choosable);
            let Some(key) = key else {
                let want = Expected::ChoosableKey;
                let trouble = ProblemKind::BadValue { key: "choices".into(), value: name, want };
                self.faults.name(&path, trouble);
                continue;
            };
            let mut values: Vec<String> = Vec::new();
            for text in texts(raw).into_iter().map(|text| text.trim().to_owned()) {
                if !text.is_empty() && !values.contains(&text) {
                    values.push(text);
                }
            }
            // A list of nothing would forbid every value: it is one that nobody has written yet.
            if !values.is_empty() {
                all.push((key, values));
            }
        }
        Choices(all)
    }
}

fn texts(raw: Option<Raw>) -> Vec<String> {
    raw.and_then(Raw::list).unwrap_or_default().into_iter().filter_map(Raw::text).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::config::parse_workspace_config;
    use crate::config::workspace::FILE;
    use crate::rules::Choices;

    #[test]
    fn an_editor_offers_the_keys_whose_values_can_be_agreed_on() {
        let key = FILE.keys.iter().find(|key| key.name == "choices").expect("the key");
        let schema: serde_json::Value = serde_json::from_str(key.schema).expect("JSON");
        assert_eq!(schema["propertyNames"]["enum"], serde_json::json!(Choices::keys()));
    }

    #[test]
    fn what_nobody_knows_is_told_where_it_stands() {
        for (text, want) in [
            ("required: {B: [owner, contacts.email], A: [prefers]}\n", None),
            ("required: {B: }\nchoices: {source: []}\n", None),
            ("choices: {tags: [a, b], status: [x]}\n", None),
            ("required: {B: [onwer]}\n", Some((1, 16))),
            ("required: {B: [owner, contacts.fax]}\n", Some((1, 23))),
            ("required: {X: [owner]}\n", Some((1, 12))),
            ("choices: {owner: [li]}\n", Some((1, 11))),
        ] {
            let (_, problems) = parse_workspace_config(text.as_bytes(), Path::new("crm.yaml"));
            let told: Vec<_> = problems.iter().map(|one| (one.place.line, one.place.column)).collect();
            assert_eq!(told, want.into_iter().collect::<Vec<_>>(), "{text}: {problems:?}");
        }
    }
}
