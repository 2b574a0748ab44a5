//! The JSON Schema of `crm.yaml`, from the keys as they are declared. `schema/crm.schema.json` is what this gives.

use serde_json::{Map, Value, json};

use super::workspace::FILE;
use crate::model::{Decimal, Interval, Measure};
use crate::rules::settings::{Key, Kind, Section, Settings, Shape, Slot};

/// The whole schema, as text.
pub fn rules_schema() -> String {
    let mut schema = object(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "crm.schema.json",
        "title": "crm.yaml: the rules of a workspace",
        "description": FILE.about,
        "type": ["object", "null"],
    }));
    merge(&mut schema, keys(FILE));
    schema.insert("examples".into(), parsed(EXAMPLES));
    schema.insert("$defs".into(), definitions());
    serde_json::to_string_pretty(&Value::Object(schema)).unwrap_or_default() + "\n"
}

const EXAMPLES: &str = r#"[{
    "version": 2,
    "currency": "USD",
    "people": {"li": {"name": "李娜", "email": "li@example.com"}},
    "complaint": {"answer": "1 day", "solve": "2 days"}
}]"#;

/// A mapping of declared keys and of no others.
fn keys(section: &Section) -> Map<String, Value> {
    let defaults = defaults_of(section);
    let properties = section.keys.iter().map(|key| {
        let default = defaults.as_ref().and_then(|all| all.get(key.name)).cloned();
        (key.name.to_owned(), Value::Object(property(key, default)))
    });
    let mut schema = Map::new();
    schema.insert("properties".into(), Value::Object(properties.collect()));
    schema.insert("additionalProperties".into(), Value::Bool(false));
    merge(&mut schema, object(parsed(section.schema)));
    schema
}

/// What a section has where nothing is written, of one whose keys are declared with their rules.
pub(super) fn defaults_of(section: &Section) -> Option<Value> {
    section.defaults.map(|make| defaults(make().as_mut()))
}

/// What the rules of a section have where nothing is written.
fn defaults(rules: &mut dyn Settings) -> Value {
    let keys = rules.section().keys;
    let values = keys.iter().zip(rules.slots()).filter_map(|(key, slot)| {
        let value = match slot {
            Slot::Interval(value) => json!(value.to_string()),
            Slot::Number(value) => number(*value),
            Slot::Count(value) => json!(value),
            Slot::Size(value) => json!(value),
            Slot::Name(value) => json!(value),
            Slot::Word(value) => json!(value.word()),
            Slot::Days(value) => json!(value),
            Slot::Section(rules) => defaults(rules),
            _ => return None,
        };
        Some((key.name.to_owned(), value))
    });
    Value::Object(values.collect())
}

fn number(value: Decimal) -> Value {
    value.normalize().to_string().parse::<serde_json::Number>().map_or(Value::Null, Value::Number)
}

/// A key with what it is for.
fn property(key: &Key, default: Option<Value>) -> Map<String, Value> {
    let mut schema = object(json!({"description": key.about.trim()}));
    merge(&mut schema, shape(key.shape, Place::Key));
    if !key.about.is_empty() {
        schema.insert("description".into(), key.about.trim().into());
    }
    let mut examples: Vec<Value> = key.examples.iter().map(|text| parsed(text)).collect();
    if examples.is_empty() {
        let whole = match key.shape {
            Shape::Section(section) => defaults_of(section),
            _ => default,
        };
        examples.extend(whole);
    }
    merge(&mut schema, object(parsed(key.schema)));
    if !examples.is_empty() {
        schema.insert("examples".into(), Value::Array(examples));
    }
    schema
}

/// Where a value stands: under a key, where it may be missing, or in a list.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Key,
    Item,
}

fn shape(shape: Shape, place: Place) -> Map<String, Value> {
    let maybe = |name: &str| match place {
        Place::Key => json!([name, "null"]),
        Place::Item => json!(name),
    };
    match shape {
        Shape::Value(kind) => value(kind, place),
        Shape::Tree => Map::new(),
        Shape::List(of) => object(json!({"type": maybe("array"), "items": self::shape(*of, Place::Item)})),
        Shape::Named(of) => object(json!({
            "type": maybe("object"),
            "additionalProperties": self::shape(*of, Place::Key),
        })),
        Shape::Section(section) => {
            let mut schema = object(json!({"type": maybe("object")}));
            if !section.about.is_empty() {
                schema.insert("description".into(), section.about.into());
            }
            merge(&mut schema, keys(section));
            schema
        }
        Shape::Switch(section) => {
            let mut schema = self::shape(Shape::Section(section), place);
            schema.insert("type".into(), json!(["object", "string", "boolean", "null"]));
            schema.insert("anyOf".into(), json!([{"type": ["object", "null"]}, {"enum": ["off", false]}]));
            schema
        }
    }
}

fn value(kind: Kind, place: Place) -> Map<String, Value> {
    let named = |name: &str| object(json!({"$ref": format!("#/$defs/{name}")}));
    match kind {
        Kind::Interval(_) => named("interval"),
        Kind::Fraction => named("fraction"),
        Kind::Number(measure, _) => named(name_of(measure)),
        Kind::Count(Measure::Count, _) => named("count"),
        Kind::Count(measure, _) => {
            let (least, most) = measure.range();
            object(json!({"type": ["integer", "null"], "minimum": number(least), "maximum": number(most)}))
        }
        Kind::Date if place == Place::Item => named("full_date"),
        Kind::Date => named("date"),
        Kind::Word(words) => {
            let words = words.iter().map(|word| Value::from(*word));
            let nothing = (place == Place::Key).then_some(Value::Null);
            object(json!({"enum": words.chain(nothing).collect::<Vec<_>>()}))
        }
        Kind::Name => named("goal"),
        Kind::Text => named("text"),
        Kind::Zone => named("zone"),
        Kind::Truth => object(json!({"type": ["boolean", "null"]})),
        Kind::Own => Map::new(),
    }
}

/// What the numbers of a measure are called in the schema.
fn name_of(measure: Measure) -> &'static str {
    match measure {
        Measure::HoursAWeek => "hours_a_week",
        Measure::Minutes => "minutes",
        Measure::Points => "points",
        Measure::LeadPoints => "lead_points",
        Measure::Factor | Measure::Rhythms => "factor",
        _ => "amount",
    }
}

fn definitions() -> Value {
    let mut definitions = object(parsed(DEFINITIONS));
    for measure in [
        Measure::HoursAWeek,
        Measure::Minutes,
        Measure::Cost,
        Measure::Factor,
        Measure::Points,
        Measure::LeadPoints,
    ] {
        let (least, most) = measure.range();
        let kind = if measure.is_whole() { "integer" } else { "number" };
        let sign = if least.is_sign_negative() { "[+-]?" } else { r"\+?" };
        let digits = match measure.is_whole() {
            true => "[0-9]+",
            false => r"([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?",
        };
        let schema = json!({"anyOf": [
            {"type": kind, "minimum": number(least), "maximum": number(most)},
            {"type": "string", "pattern": format!("^{sign}{digits}$")},
            {"type": "null"},
        ]});
        definitions.insert(name_of(measure).to_owned(), schema);
    }
    let (least, most) = Measure::Count.range();
    let count = json!({"type": ["integer", "null"], "minimum": number(least), "maximum": number(most)});
    definitions.insert("count".into(), count);
    let spans = json!({"type": "integer", "minimum": 1, "maximum": Interval::MAX_DAYS});
    if let Some(Value::Array(forms)) =
        definitions.get_mut("interval").and_then(|found| found.get_mut("anyOf"))
    {
        forms.insert(1, spans);
    }
    Value::Object(definitions)
}

const DEFINITIONS: &str = include_str!("schema/definitions.json");

/// Adds keys; what both have as mappings is merged.
fn merge(into: &mut Map<String, Value>, more: Map<String, Value>) {
    for (key, value) in more {
        match (into.get_mut(&key), value) {
            (Some(Value::Object(old)), Value::Object(new)) => merge(old, new),
            (_, value) => {
                into.insert(key, value);
            }
        }
    }
}

/// A fragment of a declaration; an empty one is nothing.
fn parsed(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or(Value::Null)
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests;
