//! Values of any shape, and mappings of any keys.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::model::YamlValue;

/// A mapping whose keys are names that people chose, in the order of the file.
#[derive(Debug)]
pub(crate) struct Entries<T>(pub Vec<(String, T)>);

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Entries(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Keys<T> {
            type Value = Entries<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping (name: value)")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Entries<T>, M::Error> {
                let mut out = Vec::new();
                while let Some(entry) = map.next_entry::<String, T>()? {
                    out.push(entry);
                }
                Ok(Entries(out))
            }
        }
        deserializer.deserialize_map(Keys(PhantomData))
    }
}

/// Anything at all.
#[derive(Debug)]
pub(crate) struct Tree(pub YamlValue);

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = YamlValue;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any value")
            }
            fn visit_unit<E: Error>(self) -> Result<YamlValue, E> {
                Ok(YamlValue::Null)
            }
            fn visit_bool<E: Error>(self, value: bool) -> Result<YamlValue, E> {
                Ok(YamlValue::Bool(value))
            }
            fn visit_i64<E: Error>(self, value: i64) -> Result<YamlValue, E> {
                Ok(YamlValue::Number(value.to_string()))
            }
            fn visit_u64<E: Error>(self, value: u64) -> Result<YamlValue, E> {
                Ok(YamlValue::Number(value.to_string()))
            }
            fn visit_i128<E: Error>(self, value: i128) -> Result<YamlValue, E> {
                Ok(YamlValue::Number(value.to_string()))
            }
            fn visit_u128<E: Error>(self, value: u128) -> Result<YamlValue, E> {
                Ok(YamlValue::Number(value.to_string()))
            }
            fn visit_f64<E: Error>(self, value: f64) -> Result<YamlValue, E> {
                // JSON knows no infinity; as text it is at least not lost.
                Ok(if value.is_finite() {
                    YamlValue::Number(value.to_string())
                } else {
                    YamlValue::Text(value.to_string())
                })
            }
            fn visit_str<E: Error>(self, value: &str) -> Result<YamlValue, E> {
                Ok(YamlValue::Text(value.to_owned()))
            }
            fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<YamlValue, S::Error> {
                let mut items = Vec::new();
                while let Some(Tree(item)) = seq.next_element()? {
                    items.push(item);
                }
                Ok(YamlValue::List(items))
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<YamlValue, M::Error> {
                let mut entries = Vec::new();
                while let Some((Tree(key), Tree(value))) = map.next_entry()? {
                    let key = match key {
                        YamlValue::Text(text) | YamlValue::Number(text) => text,
                        YamlValue::Bool(value) => value.to_string(),
                        YamlValue::Null => "null".to_owned(),
                        _ => return Err(M::Error::custom("a key must be a text")),
                    };
                    entries.push((key, value));
                }
                Ok(YamlValue::Map(entries))
            }
        }
        deserializer.deserialize_any(Any).map(Tree)
    }
}
