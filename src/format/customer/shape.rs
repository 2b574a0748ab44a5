//! Which keys a customer's file has, and what shape their values take.

use super::raw::{RawApproval, RawContact, RawDate, RawDecisionMaker, RawPreferences, RawPromises};
use crate::model::{ContactKey, ContactValueKind, CustomerKey, ValueKind, suggestion};

/// The shape of a key's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyShape {
    Text,
    Day,
    /// A number or a truth value, written without quotes.
    Plain,
    /// A list of texts.
    List,
    /// A mapping, or a list of mappings: it has keys of its own.
    Map,
    /// A mapping that is one person's word ([`ValueKind::is_whole`]): of two versions one is taken, as it is.
    Whole,
}

/// The shape of a key (`grade`, `prefers.channel`, `contacts[0].chat.wechat`, `custom.anything`);
/// `None` where the format has no such key.
pub fn key_shape(key: &str) -> Option<KeyShape> {
    let (head, rest) = match key.split_once('.') {
        Some((head, rest)) => (head, Some(rest)),
        None => (key, None),
    };
    let (name, index) = match head.split_once('[') {
        Some((name, index)) => (name, index.strip_suffix(']')?.parse::<usize>().ok()),
        None => (head, None),
    };
    let known = |keys: &[&str], key: &str| keys.contains(&key);
    match (name, index, rest) {
        ("contacts", Some(_), Some(rest)) => match rest.split_once('.') {
            Some(("chat", service)) => (!service.is_empty()).then_some(KeyShape::Text),
            Some(_) => None,
            None => known(RawContact::KEYS, rest).then(|| leaf(rest)),
        },
        ("dates", Some(_), Some(rest)) => known(RawDate::KEYS, rest).then(|| leaf(rest)),
        ("decision", Some(_), Some(rest)) => known(RawDecisionMaker::KEYS, rest).then(|| leaf(rest)),
        ("prefers", None, Some(rest)) => known(RawPreferences::KEYS, rest).then(|| leaf(rest)),
        ("promises", None, Some(rest)) => known(RawPromises::KEYS, rest).then_some(KeyShape::List),
        ("approved", None, Some(rest)) => known(RawApproval::KEYS, rest).then(|| leaf(rest)),
        ("custom", None, Some(rest)) => (!rest.is_empty()).then_some(KeyShape::Plain),
        (name, None, None) => CustomerKey::parse(name).map(KeyShape::of),
        _ => None,
    }
}

impl KeyShape {
    /// The shape of a key's value.
    fn of(key: CustomerKey) -> Self {
        match key.info().kind {
            kind if kind.is_whole() => KeyShape::Whole,
            ValueKind::Name
            | ValueKind::Text
            | ValueKind::Country
            | ValueKind::Zone
            | ValueKind::Founded
            | ValueKind::Need
            | ValueKind::Potential
            | ValueKind::Interval => KeyShape::Text,
            ValueKind::Day => KeyShape::Day,
            ValueKind::Number(_) | ValueKind::Fraction => KeyShape::Plain,
            ValueKind::Texts => KeyShape::List,
            ValueKind::Contacts
            | ValueKind::Preferences
            | ValueKind::Promises
            | ValueKind::Dates
            | ValueKind::Decision
            | ValueKind::Approval
            | ValueKind::Anything => KeyShape::Map,
        }
    }
}

/// The shape of a key's value within a contact, a date or the preferences.
fn leaf(key: &str) -> KeyShape {
    match ContactKey::parse(key).map(|key| key.info().kind) {
        Some(ContactValueKind::Points(_)) => KeyShape::List,
        Some(ContactValueKind::Handles) => KeyShape::Map,
        Some(ContactValueKind::Truth) => KeyShape::Plain,
        Some(ContactValueKind::Day) => KeyShape::Day,
        Some(ContactValueKind::Text | ContactValueKind::Point(_) | ContactValueKind::Birthday) => {
            KeyShape::Text
        }
        None if key == "on" => KeyShape::Day,
        None => KeyShape::Text,
    }
}

/// The keys that have one value or a list of texts: those of the first contact for all of them, those of what a
/// team calls its own for none.
pub fn settable_keys() -> Vec<String> {
    let below =
        |outer: &str, keys: &[&str]| keys.iter().map(|key| format!("{outer}.{key}")).collect::<Vec<_>>();
    let mut keys: Vec<String> = CustomerKey::WORDS.iter().map(|key| (*key).to_owned()).collect();
    keys.extend(below("contacts[0]", RawContact::KEYS));
    keys.extend(below("prefers", RawPreferences::KEYS));
    keys.extend(below("promises", RawPromises::KEYS));
    keys.extend(below("approved", RawApproval::KEYS));
    keys.retain(|key| key_shape(key).is_some_and(|shape| !matches!(shape, KeyShape::Map | KeyShape::Whole)));
    keys
}

/// The key that was probably meant: one of the customer's, else one of those below.
pub fn key_suggestion(key: &str) -> Option<String> {
    let inner = key.rsplit('.').next().unwrap_or(key);
    let below = [
        ("contacts[0].", RawContact::KEYS),
        ("prefers.", RawPreferences::KEYS),
        ("promises.", RawPromises::KEYS),
        ("dates[0].", RawDate::KEYS),
        ("decision[0].", RawDecisionMaker::KEYS),
        ("approved.", RawApproval::KEYS),
    ];
    let exact =
        below.iter().find(|(_, keys)| keys.contains(&inner)).map(|(path, _)| format!("{path}{inner}"));
    let near = || below.iter().find_map(|(path, keys)| Some(format!("{path}{}", suggestion(inner, keys)?)));
    exact.or_else(|| suggestion(key, CustomerKey::WORDS).map(str::to_owned)).or_else(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_a_contact_are_those_of_the_model() {
        assert_eq!(RawContact::KEYS, crate::model::ContactKey::WORDS);
    }

    #[test]
    fn every_key_of_the_format_has_a_shape_and_no_other() {
        for key in CustomerKey::WORDS {
            assert!(key_shape(key).is_some(), "{key}");
        }
        for (key, shape) in [
            ("contacts[0].email", Some(KeyShape::Text)),
            ("contacts[1].chat.wechat", Some(KeyShape::Text)),
            ("contacts[0].verified", Some(KeyShape::Day)),
            ("contacts[0].phones", Some(KeyShape::List)),
            ("promises.free", Some(KeyShape::List)),
            ("prefers.hours", Some(KeyShape::Text)),
            ("decision[0].role", Some(KeyShape::Text)),
            ("decision.role", None),
            ("approved.by", Some(KeyShape::Text)),
            ("approved.on", Some(KeyShape::Day)),
            ("approved", Some(KeyShape::Whole)),
            ("custom.score", Some(KeyShape::Plain)),
            ("onwer", None),
            ("contacts.email", None),
            ("contacts[x].email", None),
            ("grade.x", None),
            ("custom.", None),
            ("", None),
        ] {
            assert_eq!(key_shape(key), shape, "{key}");
        }
    }

    #[test]
    fn a_key_that_stands_elsewhere_is_named_with_its_place() {
        for (key, near) in [
            ("onwer", Some("owner")),
            ("email", Some("contacts[0].email")),
            ("emial", Some("contacts[0].email")),
            ("phone", Some("contacts[0].phone")),
            ("contact.phone", Some("contacts[0].phone")),
            ("birthday", Some("contacts[0].birthday")),
            ("channel", Some("prefers.channel")),
            ("free", Some("promises.free")),
            ("xyzzy", None),
        ] {
            assert_eq!(key_suggestion(key).as_deref(), near, "{key}");
        }
    }
}
