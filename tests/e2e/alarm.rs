//! `crm alarm`: which important customers may be lost, what that puts at stake, and what was answered.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::world::World;

/// A customer of a grade that ordered on the tenth of each of some months of 2026, for so much each.
fn buyer(world: &World, id: &str, (grade, owner): (&str, &str), months: &[u32], amount: u32) {
    world.card(id, &format!("name: {id}\ngrade: {grade}\nowner: {owner}\nsince: 2025-01-01\n"));
    let mut log = String::new();
    for month in months {
        writeln!(log, r#"{{"at":"2026-{month:02}-10","kind":"order","amount":"{amount}"}}"#).expect("memory");
    }
    world.put(&format!("customers/{id}.log.jsonl"), log);
}

/// An A of li's that has been silent since June, an A that orders, a small C that is silent, too, and many others.
fn book() -> World {
    let world = World::new();
    world.put("crm.yaml", "version: 2\npeople: {li: {name: Li}, wang: {name: Wang, manager: true}}\n");
    buyer(&world, "gone", ("A", "li"), &[1, 2, 3, 4, 5, 6], 100);
    buyer(&world, "here", ("A", "li"), &[5, 6, 7, 8, 9, 10, 11], 100);
    buyer(&world, "small", ("C", "wang"), &[1, 2, 3, 4, 5, 6], 10);
    for at in 0..40 {
        buyer(&world, &format!("other{at}"), ("D", "wang"), &[11], 300);
    }
    world
}

fn ids(world: &World, args: &[&str]) -> Vec<String> {
    let args: Vec<&str> = [&["alarm"], args, &["-f", "ids"]].concat();
    world.ok(args).lines().map(str::to_owned).collect()
}

fn page(world: &World, args: &[&str]) -> Value {
    world.json(args)
}

#[test]
fn it_rings_for_the_important_ones_wherever_one_looks() {
    let world = book();
    assert_eq!(ids(&world, &[]), ["gone"]);
    assert_eq!(ids(&world, &["--all"]), ["gone", "small"]);
    assert_eq!(ids(&world, &["--all", "--owner", "wang"]), ["small"]);
    assert_eq!(ids(&world, &["--in", "pyramid=small"]), ["small"]);
    assert_eq!(ids(&world, &["--in", "pyramid=big"]), ["gone"]);
    assert_eq!(ids(&world, &["--in", "pyramid=super"]), [""; 0]);
    let found = page(&world, &["alarm", "--json"]);
    let one = &found["customers"][0];
    assert_eq!((&one["id"], &one["year"]), (&json!("gone"), &json!("600.00")), "{found}");
    assert_eq!(one["alarms"][0]["kind"], json!("silent"));
    let stake: f64 = one["stake"].as_str().expect("a sum").parse().expect("a number");
    assert!((400.0..600.0).contains(&stake), "{found}");
    assert!(one["rescue"].as_str().expect("text").starts_with("win back"), "{found}");
    // On the agenda of its owner alone, whether it is due or not, on the manager's page and its own.
    let due = page(&world, &["due", "--json"]);
    let kinds = |id: &str| due.as_array().expect("a list").iter().find(|one| one["id"] == id).cloned();
    assert_eq!(kinds("gone").expect("due")["alarms"], json!(["silent"]));
    assert!(world.ok(["due"]).contains("Alarm: gone may be lost · crm alarm"));
    assert!(world.ok(["due", "nobody"]).contains("Nothing of that is due"));
    assert!(!world.ok(["due", "nobody"]).contains("Alarm"));
    let agenda = |owner: &str| world.ok(["agenda", "--owner", owner]);
    assert!(agenda("li").contains("may be lost: crm alarm") && agenda("li").contains("orders have stopped"));
    assert!(!agenda("wang").contains("may be lost"), "{}", agenda("wang"));
    let mail = world.ok(["agenda", "--owner", "li", "-f", "md"]);
    assert!(mail.contains("May be lost") && mail.contains("orders have stopped"), "{mail}");
    let team = world.ok(["agenda", "--team"]);
    assert!(team.contains("May be lost") && team.contains("gone"), "{team}");
    let team = page(&world, &["agenda", "--team", "--json"]);
    assert_eq!(team[0]["alarms"][0]["id"], json!("gone"), "{team}");
    assert!(world.ok(["show", "small"]).contains("orders have stopped"), "whoever it is");
    assert_eq!(page(&world, &["show", "gone", "--json"])["alarms"][0]["kind"], json!("silent"));
}

#[test]
fn it_rings_until_it_is_answered_and_false_ones_are_counted() {
    let world = book();
    world.run(["log", "gone", "--alarm", "silent"]).refused(2, &["--answer"]);
    let wrong = ["log", "gone", "--alarm", "silent", "--answer", "perhaps"];
    world.run(wrong).refused(2, &["real, false, accepted"]);
    let other = ["log", "gone", "--alarm", "falling", "--answer", "real"];
    world.run(other).refused(4, &["there is nothing to answer", "--alarm silent"]);
    world.run(["log", "here", "--alarm", "silent", "--answer", "real"]).refused(4, &["crm alarm"]);
    world.ok(["log", "gone", "--alarm", "silent", "--answer", "false", "--why", "stock-taking"]);
    let log = world.read("customers/gone.log.jsonl");
    let line = log.lines().last().expect("a line");
    assert!(line.contains(r#""kind":"alarm","of":"silent","answer":"false","why":"stock-taking""#), "{line}");
    assert_eq!(ids(&world, &[]), [""; 0]);
    assert!(!world.ok(["due"]).contains("Alarm"));
    let page = page(&world, &["alarm", "--json"]);
    assert_eq!(page["record"], json!([{"kind": "silent", "real": 0, "false": 1, "accepted": 0}]));
    assert!(
        world.ok(["alarm"]).contains("orders have stopped 1, 1 of them false"),
        "{}",
        world.ok(["alarm"])
    );
    // It is no contact, and the page has it.
    assert!(world.ok(["show", "gone"]).contains("false alarm"), "{}", world.ok(["show", "gone"]));
    // Three months later it rings again; an order ends it.
    let rings_on = |day: &str| ids(&world, &["--today", day]).contains(&"gone".to_owned());
    assert!(!rings_on("2027-02-19") && rings_on("2027-02-20"));
    world.ok(["undo"]);
    assert_eq!(ids(&world, &[]), ["gone"]);
    world.ok(["log", "gone", "--order", "100", "--no-contact"]);
    assert_eq!(ids(&world, &[]), [""; 0]);
}

#[test]
fn in_chinese_it_is_answered_in_chinese() {
    let world = book();
    let told = world.ok(["alarm", "--lang", "zh"]);
    assert!(told.contains("停止下单：已163天没有下单"), "{told}");
    assert!(told.contains("crm log gone --alarm 停止下单 --answer 属实"), "{told}");
    world.ok(["log", "gone", "--alarm", "停止下单", "--answer", "误报", "--lang", "zh"]);
    assert_eq!(ids(&world, &[]), [""; 0]);
}

#[test]
fn a_list_brings_answers_as_it_is_exported() {
    let world = book();
    world.ok(["log", "gone", "--alarm", "silent", "--answer", "accepted", "--why", "moves"]);
    let csv = world.ok(["export", "entries"]);
    let head = csv.lines().next().expect("a head");
    assert!(head.ends_with(",of,answer"), "{head}");
    let line = csv.lines().find(|line| line.contains("alarm")).expect("the answer");
    assert!(line.contains("silent,accepted"), "{line}");
    let other = book();
    other.put("in.csv", csv.clone());
    other.ok(["import", "--entries", "in.csv", "--apply"]);
    assert_eq!(ids(&other, &[]), [""; 0]);
}

#[test]
fn what_is_noted_answers_as_the_files_do() {
    let world = book();
    // The notes of the first reading, and those of the second one, which reads nobody again.
    let first = world.ok(["alarm", "--all"]);
    assert_eq!(world.ok(["alarm", "--all"]), first);
    world.ok(["log", "small", "--complaint", "opened", "--via", "call", "--at", "2026-11-18"]);
    assert_eq!(ids(&world, &["--all"]), ["gone", "small"]);
    let kinds = |day: &str| {
        page(&world, &["alarm", "--all", "--json", "--today", day])["customers"][1]["alarms"]
            .as_array()
            .map_or(0, Vec::len)
    };
    // Nothing is written, and the day on which it should have been solved comes.
    assert_eq!((kinds("2026-11-20"), kinds("2026-11-21")), (1, 2));
}
