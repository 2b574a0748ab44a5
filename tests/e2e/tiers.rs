//! What is expected of a customer: a tier of revenue goes down only where that agrees, and on a short day a minute is worth
//! more where more is expected.

use chrono::{Days, NaiveDate};

use crate::world::World;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// Orders of an amount each, on these days.
fn put(world: &World, id: &str, days: &[NaiveDate], amount: u32) {
    let order = |day: &NaiveDate| format!(r#"{{"at":"{day}","by":"li","kind":"order","amount":"{amount}"}}"#);
    let lines: Vec<String> = days.iter().map(order).collect();
    world.card(id, &format!("name: {id}\nowner: li\n"));
    world.log(id, &lines.iter().map(String::as_str).collect::<Vec<_>>());
}

/// Every so many days from one on, until another.
fn every(gap: u64, from: &str, until: &str) -> Vec<NaiveDate> {
    (0..).map(|at| day(from) + Days::new(at * gap)).take_while(|on| *on <= day(until)).collect()
}

/// Twenty customers: nineteen that order every 40 days, a dear one of them among them, and one that ordered every 30 days but
/// for half a year that it left out.
fn book(rules: &str) -> World {
    let world = World::new();
    world.put("crm.yaml", rules);
    for at in 0..19 {
        let amount = if at < 5 { 850 } else { 100 + at };
        // What lies ahead isn't known yet.
        put(&world, &format!("c{at:02}"), &every(40, "2023-01-10", "2028-01-30"), amount);
    }
    let days: Vec<NaiveDate> = every(30, "2023-01-10", "2026-11-10")
        .into_iter()
        .filter(|on| !(day("2026-01-01")..day("2026-06-20")).contains(on))
        .collect();
    put(&world, "paused", &days, 1_000);
    world
}

fn class(world: &World, id: &str, args: &[&str]) -> String {
    let shown = world.json([&["show", id, "--json"], args].concat());
    shown["class"].as_str().unwrap_or("-").to_owned()
}

#[test]
fn a_tier_of_revenue_goes_down_only_where_the_expected_revenue_agrees() {
    for (scheme, by_revenue, kept) in [("pyramid", "small", "super"), ("importance", "ordinary", "important")]
    {
        let world = book(&format!("scheme: {scheme}\n"));
        assert_eq!(class(&world, "paused", &[]), kept, "{scheme}");
        // The view says what last year's revenue alone says.
        let shown = world.json(["show", "paused", "--json"]);
        assert_eq!(shown["views"][scheme], by_revenue, "{shown}");
        let why = world.ok(["show", "paused"]).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(why.contains("it goes down only where both agree"), "{scheme}: {why}");
        let why =
            world.ok(["due", "--why", "--within", "1y"]).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(why.contains("it goes down only where both agree"), "{scheme}: {why}");
    }
    let world = book("scheme: pyramid\n");
    let said = world.ok(["show", "paused", "--lang", "zh"]);
    assert!(said.split_whitespace().collect::<String>().contains("两者一致才降级"), "{said}");
    // The same from what is noted, and on each day of a month.
    assert_eq!(class(&world, "paused", &[]), "super");
    for today in ["2026-11-21", "2026-11-30", "2026-12-01"] {
        assert_eq!(class(&world, "paused", &["--today", today]), "super", "{today}");
    }
    // Once it is silent for good, both agree; a year later nothing speaks for it.
    assert_eq!(class(&world, "paused", &["--today", "2027-06-20"]), "small");
    assert_eq!(class(&world, "paused", &["--today", "2028-01-20"]), "inactive");
    // Where people decide, nothing is kept against them.
    world.put("crm.yaml", "version: 1\n");
    assert_eq!(class(&world, "paused", &[]), "-");
}

#[test]
fn on_a_short_day_those_come_first_of_whom_more_is_expected() {
    let world = World::new();
    // Twelve minutes a day: three of four, each late by as much.
    world.put(
        "crm.yaml",
        "people:\n  li: {name: Li, hours_a_week: 1}\ngrades:\n  K: {cadence: 30 days, minutes: 4}\n",
    );
    for (id, amount) in [("a", 10), ("b", 20), ("c", 400), ("d", 500), ("e", 600)] {
        put(&world, id, &every(30, "2025-06-02", "2026-11-05"), amount);
        let call = r#"{"at":"2026-10-20","by":"li","kind":"followup","via":"call","text":"x"}"#;
        let log = world.read(&format!("customers/{id}.log.jsonl"));
        world.put(&format!("customers/{id}.log.jsonl"), format!("{log}{call}\n"));
        world.card(id, &format!("name: {id}\nowner: li\ngrade: K\n"));
    }
    let placed = |world: &World| -> Vec<String> {
        let agenda = world.json(["agenda", "--owner", "li", "--json"]);
        let items = agenda[0]["days"][0]["items"].as_array().expect("items");
        items.iter().filter_map(|item| Some(item["id"].as_str()?.to_owned())).collect()
    };
    let first = placed(&world);
    assert!(!first.is_empty() && first.len() < 5, "{first:?}");
    assert!(["d", "e"].iter().all(|id| first.iter().any(|one| one == id)), "{first:?}");
    assert!(!first.contains(&"a".to_owned()), "{first:?}");
}
