//! A customer's file as it stands on disk, before anything is said of its values.
//!
//! Leaves are texts: the reader hands out a plain scalar's own digits, so that `+49 89`, `0012` and
//! `1.10` stay what they are. What the values mean is decided in [`super::convert`].

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::model::{CustomerKey, ValueKind, YamlValue};
use crate::yaml::{Entries, Tree, mapping};

/// The whole file.
#[derive(Debug, Default)]
pub(crate) struct RawCustomer {
    /// The keys that say something, each once, with its value.
    pub values: Vec<(CustomerKey, RawCustomerValue)>,
    /// Keys that this version doesn't know.
    pub unknown: Vec<(String, YamlValue)>,
    /// Keys that stand twice.
    pub twice: Vec<String>,
}

/// The value of a key, in the shape that its kind has.
#[derive(Debug)]
pub(crate) enum RawCustomerValue {
    Text(String),
    Texts(Vec<String>),
    Contacts(Vec<RawContact>),
    Preferences(RawPreferences),
    Promises(RawPromises),
    Dates(Vec<RawDate>),
    Decision(Vec<RawDecisionMaker>),
    Approval(RawApproval),
    Anything(Tree),
}

impl RawCustomerValue {
    /// What stands behind a key; nothing where that is nothing.
    fn next<'de, M: MapAccess<'de>>(key: CustomerKey, map: &mut M) -> Result<Option<Self>, M::Error> {
        Ok(match key.info().kind {
            ValueKind::Texts => map.next_value::<Option<_>>()?.map(RawCustomerValue::Texts),
            ValueKind::Contacts => map.next_value::<Option<_>>()?.map(RawCustomerValue::Contacts),
            ValueKind::Preferences => map.next_value::<Option<_>>()?.map(RawCustomerValue::Preferences),
            ValueKind::Promises => map.next_value::<Option<_>>()?.map(RawCustomerValue::Promises),
            ValueKind::Dates => map.next_value::<Option<_>>()?.map(RawCustomerValue::Dates),
            ValueKind::Decision => map.next_value::<Option<_>>()?.map(RawCustomerValue::Decision),
            ValueKind::Approval => map.next_value::<Option<_>>()?.map(RawCustomerValue::Approval),
            ValueKind::Anything => map.next_value::<Option<_>>()?.map(RawCustomerValue::Anything),
            ValueKind::Name
            | ValueKind::Text
            | ValueKind::Day
            | ValueKind::Country
            | ValueKind::Zone
            | ValueKind::Founded
            | ValueKind::Number(_)
            | ValueKind::Fraction
            | ValueKind::Need
            | ValueKind::Potential
            | ValueKind::Interval => map.next_value::<Option<_>>()?.map(RawCustomerValue::Text),
        })
    }
}

impl RawCustomer {
    /// A key that stands ten times is told of as one that stands twice.
    fn again(&mut self, key: String) {
        if !self.twice.contains(&key) {
            self.twice.push(key);
        }
    }
}

impl<'de> Deserialize<'de> for RawCustomer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = RawCustomer;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping (key: value)")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<RawCustomer, M::Error> {
                let mut out = RawCustomer::default();
                let mut seen = [false; CustomerKey::COUNT];
                let mut strange = HashSet::new();
                while let Some(name) = map.next_key::<String>()? {
                    let known = CustomerKey::parse(&name);
                    let is_new = match known {
                        Some(key) => !std::mem::replace(&mut seen[key as usize], true),
                        None => strange.insert(name.clone()),
                    };
                    match known {
                        _ if !is_new => {
                            map.next_value::<IgnoredAny>()?;
                            out.again(name);
                        }
                        Some(key) => {
                            out.values
                                .extend(RawCustomerValue::next(key, &mut map)?.map(|value| (key, value)));
                        }
                        None => {
                            let Tree(value) = map.next_value()?;
                            out.unknown.push((name, value));
                        }
                    }
                }
                // Faults are told in the order of the format, whatever the file's is.
                out.values.sort_by_key(|(key, _)| *key);
                Ok(out)
            }
        }
        deserializer.deserialize_map(Keys)
    }
}

mapping! {
    /// One of `contacts`.
    RawContact {
        name = "name": String,
        position = "position": String,
        decides = "decides": String,
        email = "email": String,
        emails = "emails": Tree,
        phone = "phone": String,
        phones = "phones": Tree,
        chat = "chat": Entries<Option<String>>,
        birthday = "birthday": String,
        verified = "verified": String,
    }
}

mapping! {
    /// `prefers`.
    RawPreferences {
        channel = "channel": String,
        hours = "hours": String,
        meeting = "meeting": String,
        cares_about = "cares_about": String,
        tone = "tone": String,
    }
}

mapping! {
    /// `promises`.
    RawPromises {
        free = "free": Vec<String>,
        ask_first = "ask_first": Vec<String>,
    }
}

mapping! {
    /// `approved`.
    RawApproval {
        by = "by": String,
        on = "on": String,
    }
}

mapping! {
    /// One of `dates`.
    RawDate {
        on = "on": String,
        what = "what": String,
    }
}

mapping! {
    /// One of `decision`.
    RawDecisionMaker {
        who = "who": String,
        role = "role": String,
    }
}
