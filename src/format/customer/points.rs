//! A contact's further addresses and numbers.
//!
//! A number without quotation marks is one for YAML, too, and its plus would be lost: it is refused.

use crate::model::{ContactPoint, Expected, Medium, ProblemKind, YamlValue, date};
use crate::yaml::{Faults, Tree};

/// Addresses or numbers beside the first: texts, or mappings that say more of them.
pub(super) fn points(
    kind: Medium,
    contact: &str,
    raw: Option<Tree>,
    faults: &mut Faults,
) -> Vec<ContactPoint> {
    let path = format!("{contact}{}", kind.list_key());
    let items = match raw.map(|Tree(datum)| datum) {
        None | Some(YamlValue::Null) => return Vec::new(),
        Some(YamlValue::List(items)) => items,
        Some(other) => {
            faults.push(&path, bad(kind.list_key(), &other, Expected::List));
            return Vec::new();
        }
    };
    let mut found = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let path = format!("{path}[{index}]");
        let point = match item {
            YamlValue::Text(value) => Some(ContactPoint::new(value)),
            YamlValue::Map(keys) => point(kind, &path, keys, faults),
            other => {
                faults.push(&path, bad(kind.list_key(), &other, Expected::Text));
                None
            }
        };
        found.extend(point.filter(|point| !point.value.trim().is_empty()));
    }
    found
}

fn point(
    kind: Medium,
    path: &str,
    keys: Vec<(String, YamlValue)>,
    faults: &mut Faults,
) -> Option<ContactPoint> {
    let mut point = ContactPoint::default();
    for (key, value) in keys {
        let place = format!("{path}.{key}");
        match (key.as_str(), value) {
            (_, YamlValue::Null) => {}
            (own, YamlValue::Text(value)) if own == kind.value_key() => point.value = value,
            ("label", YamlValue::Text(value) | YamlValue::Number(value)) => {
                point.label = Some(value).filter(|label| !label.trim().is_empty());
            }
            ("bounced", YamlValue::Text(value) | YamlValue::Number(value)) => {
                point.bounced = faults.value(&place, Some(value), Expected::Date, date);
            }
            (own, value) if own == kind.value_key() || own == "label" => {
                faults.push(&place, bad(own, &value, Expected::Text));
            }
            ("bounced", value) => faults.push(&place, bad("bounced", &value, Expected::Date)),
            (_, value) => point.unknown.push((key, value)),
        }
    }
    let known = match kind {
        Medium::Email => &["address", "label", "bounced"],
        Medium::Phone => &["number", "label", "bounced"],
    };
    faults.keys(&format!("{path}."), &[], &point.unknown, known);
    if point.value.trim().is_empty() {
        faults.push(path, ProblemKind::MissingKey(kind.value_key()));
        return None;
    }
    Some(point)
}

/// A value of a shape that the key can't have.
fn bad(key: &str, value: &YamlValue, want: Expected) -> ProblemKind {
    let value = match value {
        YamlValue::Null => String::new(),
        YamlValue::Bool(value) => value.to_string(),
        YamlValue::Number(text) | YamlValue::Text(text) => text.clone(),
        YamlValue::List(_) => "[…]".to_owned(),
        YamlValue::Map(_) => "{…}".to_owned(),
    };
    ProblemKind::BadValue { key: key.to_owned(), value, want }
}
