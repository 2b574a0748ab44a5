use std::path::Path;

use super::*;
use crate::model::CustomerKey;

/// The committed schema is what the declared keys give; `CRM_BLESS=1` writes it.
#[test]
fn the_committed_schema_is_the_declared_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/crm.schema.json");
    let schema = rules_schema();
    if std::env::var_os("CRM_BLESS").is_some() {
        std::fs::write(&path, &schema).expect("written");
    }
    let committed = std::fs::read_to_string(&path).expect("read");
    assert!(schema == committed, "schema/crm.schema.json is not what is declared: CRM_BLESS=1 writes it");
}

/// A key without a text of its own has its section's; one that has neither would be shown without a word.
#[test]
fn no_description_is_empty() {
    assert!(!rules_schema().contains("\"description\": \"\""), "a key in crm.yaml has no description");
}

/// What the schema says besides is JSON, and so are the examples.
#[test]
fn every_fragment_is_json() {
    fn check(section: &Section) {
        for text in section.keys.iter().flat_map(|key| key.examples.iter().copied().chain([key.schema])) {
            assert!(text.is_empty() || serde_json::from_str::<Value>(text).is_ok(), "{text}");
        }
        assert!(section.schema.is_empty() || serde_json::from_str::<Value>(section.schema).is_ok());
        for key in section.keys {
            let mut shape = key.shape;
            while let Shape::List(of) | Shape::Named(of) = shape {
                shape = *of;
            }
            if let Shape::Section(section) | Shape::Switch(section) = shape {
                check(section);
            }
        }
    }
    check(FILE);
}

/// Of which keys a team may fix the values is said in the model's table.
#[test]
fn the_choices_are_of_the_keys_that_have_some() {
    let schema: Value = serde_json::from_str(&rules_schema()).expect("JSON");
    let found = schema.pointer("/properties/choices/propertyNames/enum").expect("the keys of choices");
    let keys = CustomerKey::ALL.iter().filter(|key| key.info().is_choosable);
    let known: Vec<&str> = keys.map(|key| key.as_str()).collect();
    assert_eq!(*found, serde_json::json!(known));
}
