//! A part of a file that can be switched off as a whole.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};

/// `off`, or what it is made of.
#[derive(Debug)]
pub(crate) enum Switch<T> {
    /// `off`; `false`, too, which is what other YAML readers make of it.
    Off,
    /// What it is made of.
    On(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Switch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = Switch<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping (key: value), or off")
            }
            fn visit_bool<E: Error>(self, value: bool) -> Result<Switch<T>, E> {
                if value { Err(E::invalid_type(Unexpected::Bool(true), &self)) } else { Ok(Switch::Off) }
            }
            fn visit_str<E: Error>(self, value: &str) -> Result<Switch<T>, E> {
                if value == "off" {
                    Ok(Switch::Off)
                } else {
                    Err(E::invalid_type(Unexpected::Str(value), &self))
                }
            }
            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Switch<T>, M::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Switch::On)
            }
        }
        deserializer.deserialize_any(Either(PhantomData))
    }
}
