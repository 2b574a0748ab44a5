//! Products that want other steps than the grade's.

use serde_json::{Value, json};

use crate::world::World;

const RULES: &str = "people: {li: {name: 李娜}}\ngrades:\n  A: {}\n  B:\n    steps: {agreed: [1, 2], received: [3, 7]}\n    \
    products:\n      HX-200: {agreed: [10, 20, 30]}\n      泵站 大型: {received: [15]}\n  C: {}\n  D: {}\n  E: {}\n";

fn world(log: &[&str]) -> World {
    let world = World::new();
    world.put("crm.yaml", RULES);
    world.card("acme", "name: Acme\ngrade: B\nowner: li\n");
    world.log("acme", log);
    world
}

fn sample(at: &str, state: &str, of: &str) -> String {
    format!(r#"{{"at":"{at}","by":"li","kind":"sample","state":"{state}",{of}}}"#)
}

fn call(at: &str) -> String {
    format!(r#"{{"at":"{at}","by":"li","kind":"followup","via":"call","reply":"neutral"}}"#)
}

#[test]
fn a_products_own_steps_stand_in_the_place_of_the_grades() {
    for (log, due, place) in [
        (
            vec![sample("2026-11-02", "agreed", r#""item":"HX-200""#), call("2026-11-02")],
            "2026-11-12",
            "products.HX-200.agreed",
        ),
        (
            vec![sample("2026-11-02", "agreed", r#""item":"hx-200 ""#), call("2026-11-03")],
            "2026-11-23",
            "products.HX-200.agreed",
        ),
        (
            vec![sample("2026-11-02", "agreed", r#""item":"HX-300""#), call("2026-11-02")],
            "2026-11-03",
            "steps.agreed",
        ),
        // What a product doesn't say goes by the grade's.
        (
            vec![sample("2026-11-02", "received", r#""item":"HX-200""#), call("2026-11-02")],
            "2026-11-05",
            "steps.received",
        ),
        (
            vec![sample("2026-11-02", "received", r#""item":"泵站 大型""#), call("2026-11-02")],
            "2026-11-17",
            "products.泵站 大型.received",
        ),
        // A number alone is of what the other entries of that number say.
        (
            vec![
                sample("2026-10-30", "sent", r#""item":"泵站 大型","ref":"S-1""#),
                sample("2026-11-02", "received", r#""ref":"S-1""#),
                call("2026-11-02"),
            ],
            "2026-11-17",
            "products.泵站 大型.received",
        ),
        // The newest event decides whose steps they are.
        (
            vec![
                sample("2026-11-02", "agreed", r#""item":"HX-200","ref":"S-1""#),
                sample("2026-11-03", "agreed", r#""item":"HX-300","ref":"S-2""#),
                call("2026-11-03"),
            ],
            "2026-11-04",
            "steps.agreed",
        ),
    ] {
        let world = world(&log.iter().map(String::as_str).collect::<Vec<_>>());
        let due_json = world.json(["due", "--within", "1y", "--why", "--json"]);
        let why: String = due_json[0]["why"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert_eq!(due_json[0]["due"], json!(due), "{log:?}: {why}");
        assert!(why.contains(&format!("crm.yaml: grades.B.{place}")), "{log:?}: {why}");
    }
}

#[test]
fn when_a_products_steps_are_used_up_the_customer_is_decided_on() {
    let log = [sample("2026-11-02", "received", r#""item":"泵站 大型""#), call("2026-11-17")];
    let world = world(&log.iter().map(String::as_str).collect::<Vec<_>>());
    let due = world.json(["due", "--within", "1y", "--json"]);
    assert_eq!((&due[0]["reason"]["code"], &due[0]["due"]), (&json!("decide"), &json!("2026-12-02")));
    let moved = world.json(["review", "--json"]);
    assert_eq!(moved[0]["reason"]["code"], json!("sequence-over"));
}

#[test]
fn products_without_steps_are_told_with_their_place() {
    let world = World::new();
    for (grade, code, column) in [
        ("{cadence: 1 month, products: {X: {agreed: [1]}}}", "not-both", 42),
        ("{steps: {agreed: [1]}, products: {X: {}}}", "missing-key", 50),
        ("{steps: {agreed: [1]}, products: {X: {soon: [1]}}}", "bad-value", 51),
        ("{steps: {agreed: [1]}, products: {X: {agreed: [0]}}}", "bad-value", 60),
    ] {
        world.put("crm.yaml", format!("moves: off\ngrades: {{B: {grade}}}\n"));
        let outcome = world.run(["check", "--json"]);
        let problems: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
        let told = (&problems[0]["code"], &problems[0]["line"], &problems[0]["column"]);
        assert_eq!(told, (&json!(code), &json!(2), &json!(column)), "{grade}: {problems}");
    }
}
