//! The schemas of a customer's file and of a log's lines, made from the tables of keys, kinds and fields.
//!
//! What stands in `schema/` is what is made here: `CRM_BLESS=1 cargo test --lib format::schema` writes it.

use serde_json::{Map, Value, json};

use crate::model::{CustomerKey, EntryKind, FieldKind, KindField, Need, SaidPotential, ValueKind};

/// Types by the kind of a value, and the schema without its keys.
const CUSTOMER: &str = include_str!("schema/customer.json");
const ENTRY: &str = include_str!("schema/entry.json");
/// A log with an entry of each kind.
const EXAMPLES: &str = include_str!("schema/entries.log.jsonl");

/// What stands on one line at most.
const WIDTH: usize = 72;

/// The schema of a customer's file.
pub fn customer() -> String {
    let (types, mut schema) = template(CUSTOMER);
    let property = |key: &CustomerKey| {
        let info = key.info();
        let own = match info.kind {
            ValueKind::Need => words(Need::WORDS, true),
            ValueKind::Potential => words(SaidPotential::WORDS, true),
            kind => types[type_of_value(kind)].clone(),
        };
        (key.as_str().to_owned(), described(own, info.description, info.examples))
    };
    schema["properties"] = Value::Object(CustomerKey::ALL.iter().map(property).collect());
    printed(&schema)
}

fn type_of_value(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Name => "name",
        ValueKind::Text => "text",
        ValueKind::Day => "day",
        ValueKind::Country => "country",
        ValueKind::Zone => "zone",
        ValueKind::Founded => "founded",
        ValueKind::Number(_) => "number",
        ValueKind::Fraction => "fraction",
        ValueKind::Need | ValueKind::Potential => "",
        ValueKind::Interval => "interval",
        ValueKind::Texts => "texts",
        ValueKind::Contacts => "contacts",
        ValueKind::Preferences => "prefers",
        ValueKind::Promises => "promises",
        ValueKind::Dates => "dates",
        ValueKind::Decision => "decision",
        ValueKind::Approval => "approved",
        ValueKind::Anything => "anything",
    }
}

/// The schema of a line of a log.
pub fn entry() -> String {
    let (types, mut schema) = template(ENTRY);
    let kinds: Vec<&str> = EntryKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let examples: Vec<Value> = EXAMPLES.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let of_kind =
        |kind: &str| examples.iter().filter(|entry| entry["kind"] == kind).cloned().collect::<Vec<_>>();
    schema["properties"]["kind"]["examples"] = json!(kinds);
    let case = |kind: &&str| {
        json!({
            "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
            "then": {"$ref": format!("#/$defs/{kind}")},
        })
    };
    let mut of_any = schema["allOf"][0].take();
    of_any["if"]["properties"]["kind"]["enum"] = json!(kinds);
    schema["allOf"] = kinds.iter().map(case).chain([of_any]).collect();
    let typed = EntryKind::ALL.iter().filter(|kind| !kind.is_trace());
    schema["examples"] = typed.filter_map(|kind| of_kind(kind.as_str()).pop()).collect();
    let mut defs = Map::new();
    for kind in EntryKind::ALL {
        let info = kind.info();
        let own = |field: &&KindField| !field.description.is_empty();
        let needed = |field: &&KindField| matches!(field.kind, FieldKind::State(_) | FieldKind::OldId);
        let property = |field: &KindField| {
            let name = field.field.as_str().to_owned();
            (name, described(field_type(field.kind, &types), field.description, field.examples))
        };
        let mut def = Map::new();
        def.insert("title".into(), kind.as_str().into());
        def.insert("description".into(), info.description.into());
        let needed: Vec<&str> = info.fields.iter().filter(needed).map(|field| field.field.as_str()).collect();
        if !needed.is_empty() {
            def.insert("required".into(), json!(needed));
        }
        def.insert(
            "properties".into(),
            Value::Object(info.fields.iter().filter(own).map(property).collect()),
        );
        def.insert("examples".into(), of_kind(kind.as_str()).into());
        defs.insert(kind.as_str().to_owned(), Value::Object(def));
    }
    if let Value::Object(shared) = schema["$defs"].take() {
        defs.extend(shared);
    }
    schema["$defs"] = Value::Object(defs);
    printed(&schema)
}

fn field_type(kind: FieldKind, types: &Value) -> Value {
    let name = match kind {
        FieldKind::Word(all) => return words(all, true),
        FieldKind::State(all) => return words(all, false),
        FieldKind::Text => "text",
        FieldKind::People => "people",
        FieldKind::Minutes => "minutes",
        FieldKind::Score => "score",
        FieldKind::Day => "day",
        FieldKind::NextDay => "next_day",
        FieldKind::Hour => "hour",
        FieldKind::Moment => "moment",
        FieldKind::Truth => "truth",
        FieldKind::Amount => "amount",
        FieldKind::Currency => "currency",
        FieldKind::Margin => "margin",
        FieldKind::Cost => "cost",
        FieldKind::Quantity => "quantity",
        FieldKind::Items => "items",
        FieldKind::End => "end",
        FieldKind::OldId => "old_id",
    };
    types[name].clone()
}

fn template(text: &str) -> (Value, Value) {
    let mut all: Value = serde_json::from_str(text).unwrap_or_default();
    (all["types"].take(), all["schema"].take())
}

fn words(all: &[&str], may_be_null: bool) -> Value {
    let words = all.iter().map(|word| Value::from(*word));
    json!({"enum": words.chain(may_be_null.then_some(Value::Null)).collect::<Vec<_>>()})
}

/// A type with what is said of the key. A mapping's own keys stand behind that.
fn described(own: Value, description: &str, examples: &str) -> Value {
    let description = ("description".to_owned(), Value::from(description));
    let examples = ("examples".to_owned(), serde_json::from_str(examples).unwrap_or_default());
    let Value::Object(own) = own else { return Value::Null };
    let is_mapping = own.contains_key("properties");
    let mut fields = own.into_iter();
    let mut all = Map::new();
    if is_mapping {
        all.extend(fields.next());
        all.extend([description, examples]);
        all.extend(fields);
    } else {
        all.extend([description]);
        all.extend(fields);
        all.extend([examples]);
    }
    Value::Object(all)
}

/// Readable JSON: what is short stands on one line.
fn printed(value: &Value) -> String {
    let mut out = String::new();
    print(value, 0, &mut out);
    out + "\n"
}

fn print(value: &Value, indent: usize, out: &mut String) {
    let line = on_one_line(value);
    let items: Vec<(String, &Value)> = match value {
        Value::Array(items) => items.iter().map(|item| (String::new(), item)).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(key, value)| (format!("{}: ", json!(key)), value)).collect()
        }
        _ => Vec::new(),
    };
    if items.is_empty() || line.chars().count() <= WIDTH {
        out.push_str(&line);
        return;
    }
    let (open, close) = if value.is_array() { ('[', ']') } else { ('{', '}') };
    out.push(open);
    for (at, (key, item)) in items.iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.push_str(&" ".repeat(indent + 2));
        out.push_str(key);
        print(item, indent + 2, out);
    }
    out.push('\n');
    out.push_str(&" ".repeat(indent));
    out.push(close);
}

fn on_one_line(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(on_one_line).collect::<Vec<_>>().join(", ")),
        Value::Object(fields) => {
            let field = |(key, value): (&String, &Value)| format!("{}: {}", json!(key), on_one_line(value));
            format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_schemas_are_those_of_the_tables() {
        for (name, made) in [("customer", customer()), ("entry", entry())] {
            let path = format!("{}/schema/{name}.schema.json", env!("CARGO_MANIFEST_DIR"));
            if std::env::var_os("CRM_BLESS").is_some() {
                std::fs::write(&path, &made).expect("the schema is written");
            }
            let committed = std::fs::read_to_string(&path).expect("the schema is there");
            assert!(committed == made, "{path} is not what the tables say: CRM_BLESS=1 writes it");
        }
    }
}
