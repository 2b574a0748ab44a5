//! The example team is what the README shows: whole, large enough, and in every situation.
use std::collections::BTreeSet;

use serde_json::Value;

use crate::world::World;

fn texts<'a>(list: &'a Value, key: &str) -> BTreeSet<&'a str> {
    list.as_array().unwrap().iter().filter_map(|item| item[key].as_str()).collect()
}

#[test]
fn it_is_without_a_fault() {
    let check = World::example().ok(["check"]);
    assert!(check.ends_with(" customers checked: 0 errors, 0 warnings\n"), "{check}");
}

#[test]
fn it_is_large_enough() {
    let world = World::example();
    let list = world.json(["list", "--json"]);
    assert!(list.as_array().unwrap().len() >= 40, "{} customers", list.as_array().unwrap().len());
    let entries = world.ok(["export", "entries"]);
    let rows = csv::Reader::from_reader(entries.as_bytes()).records().count();
    assert!(rows >= 300, "{rows} entries");
    assert_eq!(texts(&list, "grade"), BTreeSet::from(["A", "B", "C", "D", "E"]));
    assert!(texts(&list, "owner").len() >= 3, "three owners");
    let has = |what: &str, test: &dyn Fn(&Value) -> bool| {
        assert!(list.as_array().unwrap().iter().any(test), "none is {what}");
    };
    has("ungraded", &|item| item["grade"].is_null());
    has("in the pool", &|item| item["owner"].is_null());
    has("archived", &|item| item["archived"].is_string());
    has("Chinese", &|item| {
        item["name"].as_str().unwrap().chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    });
}

#[test]
fn every_reason_occurs() {
    let due = World::example().json(["due", "--within", "365d", "--json"]);
    let reasons: BTreeSet<&str> =
        due.as_array().unwrap().iter().map(|item| item["reason"]["code"].as_str().unwrap()).collect();
    let want = ["agreed", "cadence", "complaint", "decide", "first-contact", "rhythm", "step", "ungraded"];
    assert_eq!(reasons, BTreeSet::from(want));
    let sequences: BTreeSet<u64> =
        due.as_array().unwrap().iter().filter_map(|item| item["reason"]["of"].as_u64()).collect();
    assert!(sequences.is_superset(&BTreeSet::from([4, 7])), "both sample sequences: {sequences:?}");
}

#[test]
fn every_kind_of_entry_occurs() {
    let entries = World::example().ok(["export", "entries"]);
    let mut reader = csv::Reader::from_reader(entries.as_bytes());
    let at = reader.headers().unwrap().iter().position(|name| name == "kind").unwrap();
    let kinds: BTreeSet<String> = reader.records().map(|row| row.unwrap()[at].to_owned()).collect();
    for kind in [
        "followup",
        "sample",
        "quote",
        "order",
        "contract",
        "invoice",
        "payment",
        "complaint",
        "grade",
        "owner",
        "note",
    ] {
        assert!(kinds.contains(kind), "no {kind}");
    }
}
