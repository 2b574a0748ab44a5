//! The example team is what the README shows: whole, large enough, and in every situation.
use std::collections::BTreeSet;

use crm::rules::views::Views;
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

/// That each of these words stands among those that occur.
#[track_caller]
fn all_occur(what: &str, words: &[&str], occurring: &BTreeSet<&str>) {
    let missing: Vec<_> = words.iter().filter(|word| !occurring.contains(*word)).collect();
    assert!(missing.is_empty(), "the example shows no {what}: {missing:?}");
}

/// What stands at a place in each of a list.
fn at<'a>(list: &'a Value, pointer: &str) -> BTreeSet<&'a str> {
    list.as_array().unwrap().iter().filter_map(|item| item.pointer(pointer)?.as_str()).collect()
}

#[test]
fn every_reason_occurs() {
    let due = World::example().json(["due", "--within", "365d", "--json"]);
    let reasons = at(&due, "/reason/code");
    let want =
        ["agreed", "cadence", "complaint", "decide", "ending", "first-contact", "rhythm", "step", "ungraded"];
    all_occur("reason of crm due", &want, &reasons);
    assert_eq!(reasons.len(), want.len(), "others than the trade's: {reasons:?}");
    let sequences: BTreeSet<u64> =
        due.as_array().unwrap().iter().filter_map(|item| item["reason"]["of"].as_u64()).collect();
    assert!(sequences.is_superset(&BTreeSet::from([4, 7])), "both sample sequences: {sequences:?}");
    let never = World::example().json(["list", "--json"]);
    all_occur("customer that is never due", &["archived", "no-need"], &at(&never, "/next_reason/code"));
}

#[test]
fn every_class_of_every_view_occurs() {
    let list = World::example().json(["list", "--json"]);
    for view in Views::NAMES {
        all_occur(&format!("class of {view}"), Views::words(view), &at(&list, &format!("/views/{view}")));
    }
}

#[test]
fn every_move_every_task_and_every_playbook_occurs() {
    let world = World::example();
    let review = world.json(["review", "--json"]);
    let moves =
        ["order", "sample", "sequence-over", "inactive", "back-in-contact", "silent", "no-need", "ungraded"];
    all_occur("move or task", &[&moves[..], &["verify", "recheck"]].concat(), &at(&review, "/reason/code"));
    let due = world.json(["due", "--within", "365d", "--json"]);
    let books = due.as_array().unwrap().iter().flat_map(|item| item["playbooks"].as_array().unwrap());
    let books: BTreeSet<&str> = books.filter_map(|book| book["for"].as_str()).collect();
    let labels = ["A + high + strategic", "B + medium + long-term", "C + low + *"];
    all_occur("playbook", &[&["A", "B", "C", "D", "E"][..], &labels].concat(), &books);
}

#[test]
fn every_kind_of_date_occurs_these_days() {
    let dates = World::example().json(["dates", "--json"]);
    let codes = [
        "ending",
        "complaint",
        "invoice-overdue",
        "invoice-due",
        "contract-end",
        "quote-unanswered",
        "birthday",
        "founded",
        "date",
        "anniversary",
        "event",
        "recheck",
    ];
    all_occur("date", &codes, &at(&dates, "/code"));
}

#[test]
fn orders_are_in_several_currencies_with_margin_or_cost() {
    let entries = World::example().ok(["export", "entries"]);
    let mut reader = csv::Reader::from_reader(entries.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let column = |name: &str| heads.iter().position(|head| head == name).unwrap();
    let orders: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let orders: Vec<_> = orders.iter().filter(|row| &row[column("kind")] == "order").collect();
    let currencies: BTreeSet<&str> = orders.iter().map(|row| &row[column("currency")]).collect();
    all_occur("order in", &["USD", "EUR", "CNY", "GBP", "JPY"], &currencies);
    for name in ["margin", "cost"] {
        assert!(orders.iter().any(|row| !row[column(name)].is_empty()), "no order with its {name}");
    }
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
        "ending",
        "grade",
        "owner",
        "note",
    ] {
        assert!(kinds.contains(kind), "no {kind}");
    }
}
