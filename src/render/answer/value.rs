//! The values that answers are made of, each with its shape in the schema.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::super::redaction;
use super::column::Cell;
use crate::model::{
    Decimal, Meeting, Need, Potential, Reply, SaidPotential, SampleState, Stamp, Visit, WritingTone,
    YamlValue,
};
use crate::plan::DueStatus;
use crate::rules::ConfirmedBy;

/// A day, `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug)]
pub struct Day(pub NaiveDate);

/// A moment, RFC 3339, or a day where the hour isn't known.
#[derive(Clone, Debug, Default)]
pub struct Moment(pub String);

/// A number in its own digits.
#[derive(Clone, Copy, Debug)]
pub struct Number(pub Decimal);

/// An exact decimal as text.
#[derive(Clone, Copy, Debug)]
pub struct Exact(pub Decimal);

/// A word of a closed vocabulary.
#[derive(Clone, Copy, Debug)]
pub struct Word<T>(pub T);

/// Values by their names, in their order.
#[derive(Clone, Debug)]
pub struct Keyed<T>(Vec<(String, T)>);

/// What something was, and what it is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct FromTo<T> {
    /// Before.
    pub from: T,
    /// After.
    pub to: T,
}

/// The words that a value can be.
pub trait Vocabulary: Copy {
    /// All of them.
    fn words() -> Vec<&'static str>;

    /// This one.
    fn word(self) -> &'static str;
}

/// Lends a vocabulary's own words to the schema.
macro_rules! vocabularies {
    ($($type:ty),+ $(,)?) => { $(
        impl $crate::render::answer::value::Vocabulary for $type {
            fn words() -> Vec<&'static str> { <$type>::WORDS.to_vec() }
            fn word(self) -> &'static str { self.as_str() }
        }
    )+ };
}
pub(super) use vocabularies;

/// Lends the words of an enum to the schema, variant by variant: one that is left out does not compile.
macro_rules! listed {
    ($type:ident { $($variant:ident),+ $(,)? }) => {
        impl $crate::render::answer::value::Vocabulary for $type {
            fn words() -> Vec<&'static str> { vec![$($type::$variant.as_str()),+] }
            fn word(self) -> &'static str {
                match self { $($type::$variant)|+ => self.as_str() }
            }
        }
    };
}
pub(super) use listed;

vocabularies!(ConfirmedBy, Meeting, Need, Potential, Reply, SaidPotential, SampleState, Visit, WritingTone);
listed!(DueStatus { Overdue, Today, Upcoming });

/// An amount, or nothing where amounts are hidden.
pub fn amount(value: Option<Decimal>) -> Option<Exact> {
    value.filter(|_| !redaction::hides_amounts()).map(Exact)
}

/// To the cent, and with both of its digits.
pub fn cents(sum: Decimal) -> Decimal {
    let mut sum = sum.round_dp(2);
    sum.rescale(2);
    sum
}

/// A fraction as people compare it: four digits are enough.
pub fn fraction(part: Option<Decimal>) -> Option<Exact> {
    use rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    part.map(|part| Exact(part.round_dp_with_strategy(4, MidpointAwayFromZero).normalize()))
}

/// The same of one that is made of amounts, or nothing where they are hidden: from a part and its neighbours they
/// can be reckoned.
pub fn part_of_amounts(part: Option<Decimal>) -> Option<Exact> {
    fraction(part.filter(|_| !redaction::hides_amounts()))
}

/// A text of our own, of a value that may be missing.
pub fn text(value: Option<impl ToString>) -> Option<String> {
    value.map(|value| value.to_string())
}

/// A list of values of our own.
pub fn list<T, U>(values: &[T], value: impl Fn(&T) -> U) -> Vec<U> {
    values.iter().map(value).collect()
}

impl From<Stamp> for Moment {
    fn from(stamp: Stamp) -> Self {
        Moment(stamp.to_string())
    }
}

impl<T> FromIterator<(String, T)> for Keyed<T> {
    /// Of two values of one name the later one stands, in the place of the first.
    fn from_iter<I: IntoIterator<Item = (String, T)>>(pairs: I) -> Self {
        let mut all: Vec<(String, T)> = Vec::new();
        for (name, value) in pairs {
            match all.iter_mut().find(|(known, _)| *known == name) {
                Some(known) => known.1 = value,
                None => all.push((name, value)),
            }
        }
        Keyed(all)
    }
}

impl<T> Keyed<T> {
    /// The values in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

impl Display for Day {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Display for Moment {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.0, f)
    }
}

impl Display for Exact {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.0, f)
    }
}

impl<T: Vocabulary> Display for Word<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.word())
    }
}

macro_rules! cells {
    ($($type:ty),+) => { $(impl Cell for $type { fn cell(&self) -> String { self.to_string() } })+ };
}
cells!(Day, Moment, Number, Exact);

impl<T: Vocabulary> Cell for Word<T> {
    fn cell(&self) -> String {
        self.to_string()
    }
}

/// As text.
macro_rules! as_text {
    ($($type:ty),+) => { $(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    )+ };
}
as_text!(Day, Moment, Exact);

impl<T: Vocabulary> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.word())
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.to_string().parse::<serde_json::Number>() {
            Ok(number) => number.serialize(serializer),
            Err(_) => serializer.collect_str(self),
        }
    }
}

impl<T: Serialize> Serialize for Keyed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "examples": ["2026-11-20"],
        })
    }
}

impl JsonSchema for Moment {
    fn schema_name() -> Cow<'static, str> {
        "stamp".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2}))?$",
            "examples": ["2026-11-20T14:05:00+08:00", "2026-11-20"],
        })
    }
}

impl JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "number"})
    }
}

impl JsonSchema for Exact {
    fn schema_name() -> Cow<'static, str> {
        "decimal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "An exact decimal as text.",
            "type": "string",
            "pattern": "^-?[0-9]+(\\.[0-9]+)?$",
            "examples": ["1200.50"],
        })
    }
}

impl<T: Vocabulary> JsonSchema for Word<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "word".into()
    }

    fn schema_id() -> Cow<'static, str> {
        std::any::type_name::<Self>().into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "enum": T::words()})
    }
}

impl<T: JsonSchema> JsonSchema for Keyed<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}_by_name", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "object", "additionalProperties": generator.subschema_for::<T>()})
    }
}

/// Keys of a file that this version doesn't know.
pub fn unknown<'a>(fields: impl Iterator<Item = &'a (String, YamlValue)>) -> Keyed<Value> {
    fields.map(|(key, value)| (key.clone(), json(value))).collect()
}

/// Any value of a file.
pub fn json(value: &YamlValue) -> Value {
    match value {
        YamlValue::Null => Value::Null,
        YamlValue::Bool(value) => (*value).into(),
        YamlValue::Number(digits) => {
            digits.parse().map_or_else(|_| Value::from(digits.as_str()), Value::Number)
        }
        YamlValue::Text(text) => text.as_str().into(),
        YamlValue::List(items) => Value::Array(list(items, json)),
        YamlValue::Map(entries) => {
            Value::Object(entries.iter().map(|(key, value)| (key.clone(), json(value))).collect())
        }
    }
}
