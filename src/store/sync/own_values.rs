//! The values by which a customer's file tells it from others.

use std::collections::HashSet;

use serde_yaml::{Mapping, Value};

use super::cards;
use crate::format::merge;
use crate::model::CustomerKey;

/// Whether many customers have values of a key, also of what is inside one, alike.
fn is_common(key: &str) -> bool {
    let known = CustomerKey::parse(key).is_some_and(|key| key.info().is_common);
    let inner = [
        "role",
        "language",
        "position",
        "on",
        "what",
        "verified",
        "label",
        "bounced",
        "decides",
        "lead_time",
        "influence",
    ];
    // Keys of the team's own are about what the customer is like more often than about who it is.
    let own = ["status", "budget", "custom"];
    known || inner.contains(&key) || own.contains(&key)
}

/// Whether a customer's file says anything of its own but its name.
pub(super) fn has_own(card: &[u8]) -> bool {
    let name = cards::name(card);
    own_words(card).iter().any(|word| Some(word) != name.as_ref())
}

/// Whether two files have a value alike that few others have.
pub(super) fn has_alike(one: &[u8], other: &[u8]) -> bool {
    !own_words(one).is_disjoint(&own_words(other))
}

/// The values of a customer's file that few others have.
fn own_words(text: &[u8]) -> HashSet<String> {
    fn walk(value: &Value, found: &mut HashSet<String>) {
        match value {
            Value::String(text) => found.extend(text.lines().map(|line| line.trim().to_owned())),
            Value::Number(number) => found.extend([number.to_string()]),
            Value::Sequence(items) => items.iter().for_each(|item| walk(item, found)),
            Value::Mapping(fields) => fields_of(fields, found),
            _ => {}
        }
    }
    fn fields_of(fields: &Mapping, found: &mut HashSet<String>) {
        let is_own = |key: &Value| key.as_str().is_some_and(|key| !is_common(key));
        fields.iter().filter(|(key, _)| is_own(key)).for_each(|(_, value)| walk(value, found));
    }
    let mut found = HashSet::new();
    let text = std::str::from_utf8(text).unwrap_or_default().trim_start_matches('\u{feff}');
    if let Some(fields) = merge::mapping(text) {
        fields_of(&fields, &mut found);
    }
    found
}
