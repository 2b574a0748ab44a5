//! The values by which a customer's file tells it from others.

use std::collections::HashSet;

use serde_yaml::{Mapping, Value};

use super::cards;
use crate::format::merge;
use crate::model::{ContactKey, CustomerKey};

/// Whether many customers have values of a key, also of what is inside one, alike.
fn is_common(key: &str) -> bool {
    let known = CustomerKey::parse(key).is_some_and(|key| key.info().is_common);
    let of_contact = ContactKey::parse(key).is_some_and(|key| key.info().is_common);
    let inner = ["role", "language", "on", "what", "by", "label", "bounced", "lead_time", "influence"];
    // Keys of the team's own are about what the customer is like more often than about who it is.
    let own = ["status", "budget", "custom"];
    known || of_contact || inner.contains(&key) || own.contains(&key)
}

/// Whether a customer's file says anything of its own but its name.
pub(super) fn has_own(card: &[u8]) -> bool {
    let name = cards::name(card);
    own_words(card).iter().any(|word| Some(word) != name.as_ref())
}

/// Whether two files have a value alike that few others have.
pub fn has_alike(one: &[u8], other: &[u8]) -> bool {
    !own_words(one).is_disjoint(&own_words(other))
}

/// How many of these values two files have alike.
pub(super) fn count_alike(one: &[u8], other: &[u8]) -> usize {
    own_words(one).intersection(&own_words(other)).count()
}

/// Whether two files of one id, each made on its own, are surely of two customers: they have different numbers, or other
/// names and nothing else alike.
pub fn are_two(one: &[u8], other: &[u8]) -> bool {
    let is_other = || {
        differ(one, other, "name") == Some(true) && has_own(one) && has_own(other) && !has_alike(one, other)
    };
    differ(one, other, "number").unwrap_or_else(is_other)
}

/// Whether two files have one and the same number.
pub(super) fn has_same_number(one: &[u8], other: &[u8]) -> bool {
    differ(one, other, "number") == Some(false)
}

/// Whether two files say something else under a key; none where one of them says nothing.
fn differ(one: &[u8], other: &[u8], key: &str) -> Option<bool> {
    let text = |card: &[u8]| {
        let text = std::str::from_utf8(card).ok()?.trim_start_matches('\u{feff}');
        match merge::mapping(text)?.get(key)? {
            Value::String(text) => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    };
    text(one).zip(text(other)).map(|(one, other)| one != other)
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

#[cfg(test)]
mod tests {
    use super::are_two;

    #[test]
    fn two_that_were_made_under_one_id_are_told_apart_by_their_numbers_or_by_all_that_they_say() {
        for (one, other, want) in [
            ("name: Alpha\nnumber: L1\n", "name: Alpha\nnumber: W1\n", true),
            ("name: Alpha\nnumber: 7\n", "name: Alpha Inc\nnumber: \"7\"\n", false),
            ("name: Alpha\ncontacts: [{name: Nina}]\n", "name: Alpha Inc\ncontacts: [{name: Nora}]\n", true),
            ("name: Alpha\ncontacts: [{name: Nina}]\n", "name: Alpha Inc\ncontacts: [{name: Nina}]\n", false),
            ("name: Alpha\ncontacts: [{name: Nina}]\n", "name: Alpha\ncontacts: [{name: Nora}]\n", false),
            ("name: Alpha\n", "name: Alpha Inc\nnumber: W1\n", false),
            ("name: [Alpha\n", "name: Alpha Inc\nnumber: W1\n", false),
        ] {
            assert_eq!(are_two(one.as_bytes(), other.as_bytes()), want, "{one} {other}");
        }
    }
}
