//! The `crm.yaml` files that a team can copy: one for each scheme, and each is whole.
use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::world::{World, repository};

fn file(scheme: &str) -> String {
    fs::read_to_string(repository().join(format!("examples/schemes/{scheme}.yaml"))).unwrap()
}

/// The classes and the reasons of who is due within a year.
fn agenda(world: &World) -> [BTreeSet<String>; 2] {
    let due = world.json(["due", "--within", "1y", "--json"]);
    let all = |pointer: &str| {
        let items = due.as_array().unwrap().iter();
        items.filter_map(|item| Some(item.pointer(pointer)?.as_str()?.to_owned())).collect()
    };
    [all("/grade"), all("/reason/code")]
}

#[track_caller]
fn is_without_a_fault(world: &World) {
    let check = world.ok(["check"]);
    assert!(check.ends_with(" customers checked: 0 errors, 0 warnings\n"), "{check}");
}

#[test]
fn a_computed_one_places_the_whole_example() {
    for (scheme, classes) in [
        ("abc", &["A", "B", "C"][..]),
        ("volume", &["S", "A", "B", "C", "D"]),
        // `other` is on no agenda.
        ("pyramid", &["super", "big", "medium", "small", "inactive", "prospect", "suspect"]),
        ("value", &["A", "B", "C"]),
        ("lifecycle", &["decline", "growth", "maturity", "acquisition", "exit"]),
        ("importance", &["important", "ordinary"]),
        // `dead` is on no agenda.
        ("need", &["target", "potential"]),
    ] {
        let world = World::example();
        world.put("crm.yaml", file(scheme));
        // They are for grades that this scheme doesn't have.
        std::fs::remove_dir_all(world.path("templates")).unwrap();
        is_without_a_fault(&world);
        let [found, reasons] = agenda(&world);
        assert_eq!(found, classes.iter().map(|class| (*class).to_owned()).collect(), "{scheme}");
        assert!(!reasons.contains("ungraded"), "{scheme} needs no grade: {reasons:?}");
        let review = world.json(["review", "--json", "--only", "computed"]);
        assert!(!review.as_array().unwrap().is_empty(), "{scheme}: files with another grade");
    }
}

#[test]
fn a_consultants_own_has_every_cadence_and_moves_of_its_own() {
    let world = World::new();
    world.put("crm.yaml", file("own"));
    let call = r#"{"at":"2026-11-02","by":"lin","kind":"followup","via":"call","reply":"none"}"#;
    let late = r#"{"at":"2026-11-12","by":"lin","kind":"followup","via":"email","reply":"none"}"#;
    let again = r#"{"at":"2026-11-16","by":"lin","kind":"followup","via":"email","reply":"none"}"#;
    let quote = r#"{"at":"2026-11-09","by":"lin","kind":"quote","amount":"48000"}"#;
    let signed = r#"{"at":"2026-11-16","by":"lin","kind":"contract","amount":"48000"}"#;
    let order = r#"{"at":"2026-11-17","by":"lin","kind":"order","amount":"48000"}"#;
    for (id, text, log) in [
        ("client", "grade: client\npotential: high\n", &[call, order][..]),
        ("offered", "grade: proposal\n", &[call, quote, late]),
        ("signed", "grade: proposal\n", &[call, quote, signed]),
        ("warm", "grade: warm\nplan: lunch in December\n", &[call, late, again]),
        ("cold", "grade: cold\n", &[call]),
        ("left", "grade: left\n", &[call]),
        ("bought", "grade: cold\n", &[call, order]),
    ] {
        world.card(id, &format!("name: {id}\nsince: 2026-11-02\nowner: lin\n{text}"));
        world.log(id, log);
    }
    is_without_a_fault(&world);
    let due = world.json(["due", "--within", "1y", "--json"]);
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let line = |item: &Value| {
        let label = text(&item["playbooks"][0]["for"]);
        [&item["id"], &item["due"], &item["reason"]["code"]].map(text).join(" ") + ", " + &label
    };
    let lines: Vec<String> = due.as_array().unwrap().iter().map(line).collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    client 2026-11-17 times, client
    offered 2026-11-17 step, proposal
    signed 2026-11-17 step, proposal
    warm 2026-12-07 cadence, warm
    bought 2027-03-02 cadence, -
    cold 2027-03-02 cadence, -
    ");
    let [classes, _] = agenda(&world);
    assert_eq!(classes, ["client", "cold", "proposal", "warm"].map(str::to_owned).into(), "all but `left`");
    let review = world.json(["review", "--json"]);
    let moves: Vec<String> = review
        .as_array()
        .unwrap()
        .iter()
        .map(|found| [&found["id"], &found["to"], &found["reason"]["code"]].map(text).join(" "))
        .collect();
    insta::assert_snapshot!(moves.join("\n"), @"
    bought client order
    warm cold silent
    ");
}

#[test]
fn init_writes_the_rules_of_a_scheme() {
    for scheme in ["own", "abc", "volume", "pyramid", "value", "lifecycle", "importance", "need"] {
        let world = World::bare();
        world.ok(["init", "--scheme", scheme]);
        is_without_a_fault(&world);
        let rules = world.read("crm.yaml");
        assert!(rules.contains(&format!("\nscheme: {scheme}\n")), "{scheme}");
        assert!(rules.contains("\npeople: {}\n"), "{scheme}: the team is one's own");
        let own = file(scheme);
        let playbooks = own.split("\nplaybooks:\n").nth(1).unwrap().split("\n\n").next().unwrap();
        assert!(rules.contains(playbooks), "{scheme}");
    }
    let plain = World::bare();
    plain.ok(["init", "--scheme", "trade"]);
    let same = World::bare();
    same.ok(["init"]);
    assert_eq!(plain.read("crm.yaml"), same.read("crm.yaml"));
    World::bare().run(["init", "--scheme", "abcd"]).refused(2, &["abcd", "pyramid"]);
}
