//! A value of a field of the team's own, as one would write it.

use crate::model::YamlValue;

/// Lists and mappings on one line.
pub fn plain_value(value: &YamlValue) -> String {
    match value {
        YamlValue::Null => String::new(),
        YamlValue::Bool(value) => value.to_string(),
        YamlValue::Number(text) | YamlValue::Text(text) => text.clone(),
        YamlValue::List(items) => items.iter().map(plain_value).collect::<Vec<_>>().join("; "),
        YamlValue::Map(fields) => fields
            .iter()
            .map(|(key, value)| format!("{key}: {}", plain_value(value)))
            .collect::<Vec<_>>()
            .join("; "),
    }
}
