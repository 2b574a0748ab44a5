//! `crm.yaml` as it stands on disk, in the shape that its keys are declared with: texts that nobody has read yet.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, value::MapAccessDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};

use crate::model::YamlValue;
use crate::rules::settings::{Section, Shape};
use crate::yaml::Tree;

/// What stands under a key.
#[derive(Debug)]
pub(super) enum Raw {
    Text(String),
    List(Vec<Raw>),
    Named(Vec<(String, Option<Raw>)>),
    Section(RawSection),
    Off,
    Tree(YamlValue),
}

/// The keys of a section, with what stands under them.
#[derive(Debug)]
pub(super) struct RawSection {
    pub section: &'static Section,
    values: Vec<(&'static str, Option<Raw>)>,
    /// Keys that this version doesn't know.
    pub unknown: Vec<(String, YamlValue)>,
    /// Keys that stand twice, each once.
    pub twice: Vec<String>,
}

impl RawSection {
    /// One without keys.
    pub fn empty(section: &'static Section) -> Self {
        RawSection { section, values: Vec::new(), unknown: Vec::new(), twice: Vec::new() }
    }

    /// What stands under a key, once: `null` is nothing.
    pub fn take(&mut self, key: &str) -> Option<Raw> {
        debug_assert!(self.section.names.contains(&key), "{key} is not declared");
        self.values.iter_mut().find(|(name, _)| *name == key)?.1.take()
    }

    pub fn text(&mut self, key: &str) -> Option<String> {
        self.take(key).and_then(Raw::text)
    }

    pub fn list(&mut self, key: &str) -> Option<Vec<Raw>> {
        self.take(key).and_then(Raw::list)
    }

    /// A list of texts.
    pub fn texts(&mut self, key: &str) -> Option<Vec<String>> {
        self.list(key).map(|items| items.into_iter().filter_map(Raw::text).collect())
    }

    /// Other keys.
    pub fn section(&mut self, key: &str) -> Option<RawSection> {
        self.take(key).and_then(Raw::section)
    }

    /// What stands under names that people chose.
    pub fn named(&mut self, key: &str) -> Option<Vec<(String, Option<Raw>)>> {
        match self.take(key)? {
            Raw::Named(entries) => Some(entries),
            _ => None,
        }
    }

    /// A value of any shape.
    pub fn tree(&mut self, key: &str) -> Option<YamlValue> {
        self.take(key).and_then(Raw::tree)
    }
}

impl Raw {
    pub fn text(self) -> Option<String> {
        match self {
            Raw::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn list(self) -> Option<Vec<Raw>> {
        match self {
            Raw::List(items) => Some(items),
            _ => None,
        }
    }

    pub fn section(self) -> Option<RawSection> {
        match self {
            Raw::Section(section) => Some(section),
            _ => None,
        }
    }

    pub fn tree(self) -> Option<YamlValue> {
        match self {
            Raw::Tree(tree) => Some(tree),
            _ => None,
        }
    }
}

/// Reads a value of a shape.
struct Seed(Shape);

/// Reads a value of a shape, or nothing.
struct Maybe(Shape);

impl<'de> DeserializeSeed<'de> for Maybe {
    type Value = Option<Raw>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Raw>, D::Error> {
        struct Either(Shape);
        impl<'de> Visitor<'de> for Either {
            type Value = Option<Raw>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("option")
            }
            fn visit_none<E: Error>(self) -> Result<Option<Raw>, E> {
                Ok(None)
            }
            fn visit_unit<E: Error>(self) -> Result<Option<Raw>, E> {
                Ok(None)
            }
            fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Raw>, D::Error> {
                Seed(self.0).deserialize(deserializer).map(Some)
            }
        }
        deserializer.deserialize_option(Either(self.0))
    }
}

impl<'de> DeserializeSeed<'de> for Seed {
    type Value = Raw;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        match self.0 {
            Shape::Value(_) => String::deserialize(deserializer).map(Raw::Text),
            Shape::List(shape) => deserializer.deserialize_seq(Items(*shape)),
            Shape::Named(shape) => deserializer.deserialize_map(Entries(*shape)),
            Shape::Section(section) => deserializer.deserialize_map(Keys(section)).map(Raw::Section),
            Shape::Switch(section) => deserializer.deserialize_any(Switch(section)),
            Shape::Tree => Tree::deserialize(deserializer).map(|Tree(tree)| Raw::Tree(tree)),
        }
    }
}

struct Items(Shape);

impl<'de> Visitor<'de> for Items {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<Raw, S::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(Seed(self.0))? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }
}

struct Entries(Shape);

impl<'de> Visitor<'de> for Entries {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping (name: value)")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Raw, M::Error> {
        let mut entries = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            entries.push((name, map.next_value_seed(Maybe(self.0))?));
        }
        Ok(Raw::Named(entries))
    }
}

pub(super) struct Keys(pub(super) &'static Section);

impl<'de> Visitor<'de> for Keys {
    type Value = RawSection;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping (key: value)")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<RawSection, M::Error> {
        let mut raw = RawSection::empty(self.0);
        let mut seen = HashSet::new();
        while let Some(name) = map.next_key::<String>()? {
            if !seen.insert(name.clone()) {
                map.next_value::<IgnoredAny>()?;
                // A key that stands ten times is told of as one that stands twice.
                if !raw.twice.contains(&name) {
                    raw.twice.push(name);
                }
                continue;
            }
            match self.0.keys.iter().find(|key| key.name == name) {
                Some(key) => raw.values.push((key.name, map.next_value_seed(Maybe(key.shape))?)),
                None => {
                    let Tree(tree) = map.next_value()?;
                    raw.unknown.push((name, tree));
                }
            }
        }
        Ok(raw)
    }
}

/// `off`, or other keys; `false`, too, which is what other YAML readers make of it.
struct Switch(&'static Section);

impl<'de> Visitor<'de> for Switch {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping (key: value), or off")
    }
    fn visit_bool<E: Error>(self, value: bool) -> Result<Raw, E> {
        if value { Err(E::invalid_type(Unexpected::Bool(true), &self)) } else { Ok(Raw::Off) }
    }
    fn visit_str<E: Error>(self, value: &str) -> Result<Raw, E> {
        if value == "off" { Ok(Raw::Off) } else { Err(E::invalid_type(Unexpected::Str(value), &self)) }
    }
    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Raw, M::Error> {
        MapAccessDeserializer::new(map).deserialize_map(Keys(self.0)).map(Raw::Section)
    }
}
