//! The schemas of the machine output, made from the structs that are serialised.
//!
//! They are committed in `schema/`; a test compares, and writes them where `CRM_BLESS` is set.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, RestrictFormats};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value};

use crate::model::{CustomerKey, EntryKind};

/// What stands first in a schema, for whoever reads it.
const HEAD: &[&str] = &["$schema", "$id", "title", "description"];

/// The schema of one of them, by the stem of its file.
pub fn of<T: JsonSchema>(name: &str) -> Value {
    let settings = SchemaSettings::draft2020_12()
        .for_serialize()
        .with_transform(RestrictFormats::default())
        .with_transform(RecursiveTransform(in_one_paragraph))
        .with_transform(RecursiveTransform(with_examples));
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("$id".into(), format!("{name}.schema.json").into());
    let mut all: Map<String, Value> = Map::new();
    for key in HEAD {
        all.extend(schema.remove(*key).map(|value| ((*key).to_owned(), value)));
    }
    all.extend(schema.as_object_mut().map(std::mem::take).into_iter().flatten());
    Value::Object(all)
}

/// A comment in the source is broken into lines; a description isn't.
fn in_one_paragraph(schema: &mut Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
}

/// What an answer calls like a key of a customer or a field of an entry looks like one: the example is that of the file.
fn with_examples(schema: &mut Schema) {
    let Some(Value::Object(properties)) = schema.get_mut("properties") else { return };
    for (name, own) in properties {
        let Some(own) = own.as_object_mut().filter(|own| is_text(own)) else { continue };
        if let Some(example) = example_of(name) {
            own.insert("examples".to_owned(), Value::Array(vec![example]));
        }
    }
}

/// Whether a schema lets any text through.
fn is_text(schema: &Map<String, Value>) -> bool {
    let is_open =
        ["enum", "const", "pattern", "format", "examples"].iter().all(|key| !schema.contains_key(*key));
    let is_string = |kind: &Value| kind == "string";
    is_open
        && match schema.get("type") {
            Some(Value::Array(kinds)) => kinds.iter().any(is_string),
            kind => kind.is_some_and(is_string),
        }
}

/// The first example that the tables of the model have of a text.
fn example_of(name: &str) -> Option<Value> {
    let key = CustomerKey::parse(name).map(|key| key.info().examples);
    let fields = EntryKind::ALL.iter().flat_map(|kind| kind.info().fields);
    let field = fields.filter(|own| own.field.as_str() == name).map(|own| own.examples);
    let read = |examples: &str| serde_json::from_str::<Vec<Value>>(examples).ok()?.into_iter().next();
    key.into_iter().chain(field).filter_map(read).find(Value::is_string)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;
    use std::{env, fs};

    use super::super::{customer, schemas, tables};
    use super::*;
    use crate::model::ProblemKind;
    use crate::plan::duplicates::{Doubt, Evidence};
    use crate::plan::import::Wrong;
    use crate::rules::Reason;

    #[test]
    fn the_committed_schemas_are_those_of_the_structs() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema");
        let mut stale = Vec::new();
        for (name, schema) in schemas() {
            let path = folder.join(format!("{name}.schema.json"));
            let text = serde_json::to_string_pretty(&schema).expect("a value is JSON") + "\n";
            if fs::read_to_string(&path).is_ok_and(|committed| committed == text) {
                continue;
            }
            if env::var_os("CRM_BLESS").is_some() {
                fs::write(&path, text).expect("the folder is there");
            } else {
                stale.push(name);
            }
        }
        assert!(stale.is_empty(), "CRM_BLESS=1 cargo test --lib schema:: writes them anew: {stale:?}");
    }

    /// Whoever reads a schema sees the field; a description that is there says something.
    #[test]
    fn no_description_is_empty() {
        fn check(name: &str, value: &Value) {
            match value {
                Value::Object(fields) => fields.iter().for_each(|(key, value)| {
                    assert!(key != "description" || value != "", "{name} has an empty description");
                    check(name, value);
                }),
                Value::Array(items) => items.iter().for_each(|item| check(name, item)),
                _ => {}
            }
        }
        schemas().iter().for_each(|(name, schema)| check(name, schema));
    }

    /// A name that the file has as well would stand there twice.
    #[test]
    fn what_is_computed_is_known_by_its_names() {
        let keys = |schema: Value| -> Vec<String> {
            let root = &schema["properties"];
            let customer = &schema["$defs"]["customer"]["properties"];
            let all = root.as_object().or(customer.as_object()).expect("an object");
            all.keys().cloned().collect()
        };
        let list = keys(of::<customer::CustomerList>("list"));
        let show = keys(of::<customer::ShownCustomer>("show"));
        let of_file = list.iter().position(|key| key == "custom").expect("the last key of the file");
        let computed = list[of_file + 1..].iter().chain(show.iter().filter(|key| !list.contains(key)));
        let computed: BTreeSet<&str> = computed.map(String::as_str).chain(["id"]).collect();
        assert_eq!(computed, customer::COMPUTED.iter().copied().collect());
    }

    /// A key of the files that is missing here would be in no answer, and an empty column of `crm export`.
    #[test]
    fn every_key_of_the_files_is_in_the_answers() {
        let list = of::<customer::CustomerList>("list");
        let show = of::<customer::ShownCustomer>("show");
        let customers = tables::customer_columns();
        // Before them stand the customer and the line.
        let entries = tables::entry_columns().split_off(4);
        for (schema, name, columns) in [(list, "customer", customers), (show, "entry", entries)] {
            let keys = schema["$defs"][name]["properties"].as_object().expect("an object");
            let missing: Vec<&str> =
                columns.into_iter().filter(|column| !keys.contains_key(*column)).collect();
            assert!(missing.is_empty(), "{name}: {missing:?}");
        }
    }

    /// The codes that a function gives, as they stand in its source.
    fn given(source: &str, function: &str) -> BTreeSet<String> {
        let (_, after) = source.split_once(function).expect("the function is there");
        let (body, _) = after.split_once("\n    }\n").expect("it ends");
        let codes = body.lines().filter_map(|line| line.split("=> \"").nth(1)?.split('"').next());
        codes.map(str::to_owned).collect()
    }

    #[test]
    fn every_code_is_in_its_list() {
        const CODE: &str = "pub fn code(&self) -> &'static str {";
        let slips = given(include_str!("../../model/slip.rs"), CODE);
        let (evidence, doubts) =
            include_str!("../../plan/duplicates/evidence.rs").split_once("impl Doubt {").expect("both");
        let (_, wrong) =
            include_str!("../../plan/import/verdict.rs").split_once("impl Wrong {").expect("it is there");
        let mut problems = given(include_str!("../../model/problem/code.rs"), CODE);
        problems.extend(slips);
        for (name, given, listed) in [
            ("Reason", given(include_str!("../../rules/reason.rs"), CODE), Reason::CODES),
            ("ProblemKind", problems, ProblemKind::CODES),
            ("Evidence", given(evidence, CODE), Evidence::CODES),
            ("Doubt", given(doubts, CODE), Doubt::CODES),
            ("Wrong", given(wrong, CODE), Wrong::CODES),
        ] {
            let listed: BTreeSet<String> = listed.iter().map(|code| (*code).to_owned()).collect();
            assert_eq!(given, listed, "{name}");
        }
    }
}
