//! A customer's file as it stands on disk, before anything is said of its values.
//!
//! Leaves are texts: the reader hands out a plain scalar's own digits, so that `+49 89`, `0012` and
//! `1.10` stay what they are. What the values mean is decided in [`super::convert`].

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::model::Datum;

/// A mapping of known keys; what it doesn't know it keeps, what stands twice it names.
macro_rules! mapping {
    ($(#[$doc:meta])* $name:ident { $($field:ident = $key:literal : $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Default)]
        pub(crate) struct $name {
            $(pub $field: Option<$type>,)+
            /// Keys that this version doesn't know.
            pub unknown: Vec<(String, Datum)>,
            /// Keys that stand twice.
            pub twice: Vec<String>,
        }

        impl $name {
            /// Every key that this version knows.
            pub const KEYS: &'static [&'static str] = &[$($key),+];
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Keys;
                impl<'de> Visitor<'de> for Keys {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("a mapping (key: value)")
                    }

                    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<$name, M::Error> {
                        let mut out = $name::default();
                        let mut seen: Vec<&'static str> = Vec::with_capacity(24);
                        while let Some(key) = map.next_key::<String>()? {
                            match key.as_str() {
                                $($key => {
                                    if seen.contains(&$key) {
                                        map.next_value::<IgnoredAny>()?;
                                        out.twice.push(key);
                                    } else {
                                        seen.push($key);
                                        out.$field = map.next_value()?;
                                    }
                                })+
                                _ if out.unknown.iter().any(|(known, _)| *known == key) => {
                                    map.next_value::<IgnoredAny>()?;
                                    out.twice.push(key);
                                }
                                _ => {
                                    let Tree(datum) = map.next_value()?;
                                    out.unknown.push((key, datum));
                                }
                            }
                        }
                        Ok(out)
                    }
                }
                deserializer.deserialize_map(Keys)
            }
        }
    };
}

mapping! {
    /// The whole file.
    RawCard {
        name = "name": String,
        aliases = "aliases": Vec<String>,
        number = "number": String,
        grade = "grade": String,
        owner = "owner": String,
        since = "since": String,
        source = "source": String,
        industry = "industry": String,
        country = "country": String,
        region = "region": String,
        address = "address": String,
        timezone = "timezone": String,
        website = "website": String,
        staff = "staff": String,
        revenue = "revenue": String,
        founded = "founded": String,
        contacts = "contacts": Vec<RawContact>,
        prefers = "prefers": RawPreferences,
        need = "need": String,
        potential = "potential": String,
        influence = "influence": String,
        renewal = "renewal": String,
        plan = "plan": String,
        promises = "promises": RawPromises,
        dates = "dates": Vec<RawDate>,
        cadence = "cadence": String,
        tags = "tags": Vec<String>,
        archived = "archived": String,
        notes = "notes": String,
        custom = "custom": Tree,
    }
}

mapping! {
    /// One of `contacts`.
    RawContact {
        name = "name": String,
        position = "position": String,
        decides = "decides": String,
        email = "email": String,
        phone = "phone": String,
        chat = "chat": Handles,
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
    /// One of `dates`.
    RawDate {
        on = "on": String,
        what = "what": String,
    }
}

/// `chat`: service → handle.
#[derive(Debug, Default)]
pub(crate) struct Handles(pub Vec<(String, String)>);

impl<'de> Deserialize<'de> for Handles {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Handles;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping (service: handle)")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Handles, M::Error> {
                let mut out = Vec::new();
                while let Some((service, handle)) = map.next_entry::<String, Option<String>>()? {
                    if let Some(handle) = handle {
                        out.push((service, handle));
                    }
                }
                Ok(Handles(out))
            }
        }
        deserializer.deserialize_map(Keys)
    }
}

/// Anything at all.
#[derive(Debug)]
pub(crate) struct Tree(pub Datum);

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Datum;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any value")
            }
            fn visit_unit<E: Error>(self) -> Result<Datum, E> {
                Ok(Datum::Null)
            }
            fn visit_bool<E: Error>(self, value: bool) -> Result<Datum, E> {
                Ok(Datum::Bool(value))
            }
            fn visit_i64<E: Error>(self, value: i64) -> Result<Datum, E> {
                Ok(Datum::Number(value.to_string()))
            }
            fn visit_u64<E: Error>(self, value: u64) -> Result<Datum, E> {
                Ok(Datum::Number(value.to_string()))
            }
            fn visit_i128<E: Error>(self, value: i128) -> Result<Datum, E> {
                Ok(Datum::Number(value.to_string()))
            }
            fn visit_u128<E: Error>(self, value: u128) -> Result<Datum, E> {
                Ok(Datum::Number(value.to_string()))
            }
            fn visit_f64<E: Error>(self, value: f64) -> Result<Datum, E> {
                // JSON knows no infinity; as text it is at least not lost.
                Ok(if value.is_finite() {
                    Datum::Number(value.to_string())
                } else {
                    Datum::Text(value.to_string())
                })
            }
            fn visit_str<E: Error>(self, value: &str) -> Result<Datum, E> {
                Ok(Datum::Text(value.to_owned()))
            }
            fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<Datum, S::Error> {
                let mut items = Vec::new();
                while let Some(Tree(item)) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Datum::List(items))
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Datum, M::Error> {
                let mut entries = Vec::new();
                while let Some((Tree(key), Tree(value))) = map.next_entry()? {
                    let key = match key {
                        Datum::Text(text) | Datum::Number(text) => text,
                        Datum::Bool(value) => value.to_string(),
                        Datum::Null => "null".to_owned(),
                        _ => return Err(M::Error::custom("a key must be a text")),
                    };
                    entries.push((key, value));
                }
                Ok(Datum::Map(entries))
            }
        }
        deserializer.deserialize_any(Any).map(Tree)
    }
}
