//! `crm rhythm --forecast`: what the months to come bring, and how good that was.
use std::fmt::Write;

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use crate::world::World;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A customer that ordered every so many days up to a day that lies so long ago, for an amount.
fn put(world: &World, id: &str, card: &str, (gap, count, ago): (u64, u64, u64), amount: &str) {
    world.card(id, &format!("name: {id}\n{card}"));
    let mut log = String::new();
    for at in (0..count).rev() {
        // 2026-11-20 is the day of all worlds.
        let on = day("2026-11-20") - Days::new(ago + at * gap - at * 7 % 4);
        writeln!(log, r#"{{"at":"{on}","kind":"order"{amount}}}"#).expect("memory");
    }
    world.put(&format!("customers/{id}.log.jsonl"), log);
}

/// Thirty-six customers of two persons and three classes, one of a currency without a rate.
fn book() -> World {
    let world = World::new();
    for at in 0..36 {
        let card = format!(
            "grade: {}\nowner: {}\n",
            ["A", "A", "B"][at as usize % 3],
            ["li", "wang"][at as usize % 2]
        );
        put(&world, &format!("c{at}"), &card, (24 + at, 26, 2 + at % 20), r#","amount":"100""#);
    }
    put(&world, "yen", "grade: C\nowner: li\n", (30, 12, 9), r#","amount":"9000","currency":"JPY""#);
    world
}

fn number(value: &Value) -> f64 {
    value.as_f64().or_else(|| value.as_str()?.parse().ok()).unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn the_months_to_come_are_told_for_everybody_each_person_and_each_class() {
    let world = book();
    let found = world.json(["rhythm", "--forecast", "--json"]);
    assert_eq!((&found["known_until"], &found["currency"]), (&json!("2026-11-20"), &json!("USD")));
    assert_eq!(found["unrated"], json!(["JPY"]));
    let groups = found["groups"].as_array().expect("groups");
    let named: Vec<_> = groups.iter().map(|one| (one["of"].as_str(), one["name"].as_str())).collect();
    assert_eq!(
        named,
        [
            (Some("all"), None),
            (Some("owner"), Some("li")),
            (Some("owner"), Some("wang")),
            (Some("grade"), Some("A")),
            (Some("grade"), Some("B")),
            (Some("grade"), Some("C")),
        ]
    );
    let all = &groups[0];
    assert_eq!((&all["customers"], &all["unpriced"]), (&json!(37), &json!(1)));
    let from: Vec<_> =
        all["months"].as_array().expect("months").iter().map(|one| one["from"].as_str()).collect();
    assert_eq!(from, ["2026-11-21", "2026-12-01", "2027-01-01", "2027-02-01"].map(Some));
    let together = &all["together"];
    assert_eq!((&together["from"], &together["until"]), (&json!("2026-12-01"), &json!("2027-02-28")));
    // Thirty-seven of 24 to 59 days: about 83 orders, some of whom leave.
    assert!((65.0..85.0).contains(&number(&together["orders"])), "{together}");
    assert!(number(&together["revenue_low"]) < number(&together["revenue"]), "{together}");
    assert!(number(&together["revenue"]) < number(&together["revenue_high"]), "{together}");
    assert_eq!(
        (&groups[5]["months"], &groups[5]["customers"]),
        (&json!(null), &json!(1)),
        "one says nothing"
    );
    assert_eq!(world.json(["rhythm", "--forecast", "--json"]), found, "the same again");
    let csv = world.ok(["rhythm", "--forecast", "-f", "csv", "--by", "owner"]);
    assert_eq!(csv.lines().count(), 1 + 3 * 4, "{csv}");
}

#[test]
fn a_part_of_the_book_is_told_as_it_is_and_nothing_of_too_few() {
    let world = book();
    let li = world.json(["rhythm", "--forecast", "--owner", "li", "--by", "grade", "--json"]);
    let whole = world.json(["rhythm", "--forecast", "--json"]);
    assert_eq!(li["groups"][0]["months"], whole["groups"][1]["months"], "drawn customer by customer");
    let few = world.ok(["rhythm", "--forecast", "--grade", "C"]);
    assert!(few.contains("Nothing can be said: 1 of them have ordered"), "{few}");
    let text = world.ok(["rhythm", "--forecast"]);
    for part in ["21–30 Nov", "Dec–Feb", "no rate in crm.yaml: JPY", "say nothing by themselves: C 1", "▒"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    world.put("crm.yaml", "version: 1\nrates: {JPY: [{from: 2020-01-01, rate: 0.007}]}\n");
    let rated = world.json(["rhythm", "--forecast", "--json"]);
    assert_eq!((&rated["unrated"], &rated["groups"][0]["unpriced"]), (&json!([]), &json!(0)));
    world.run(["rhythm", "--by", "owner"]).refused(2, &["--forecast"]);
    world.run(["rhythm", "--forecast", "--fit"]).refused(2, &["--fit"]);
}

#[test]
fn where_no_amount_is_known_the_orders_are_told_alone() {
    let world = World::new();
    for at in 0..6 {
        put(&world, &format!("c{at}"), "owner: li\n", (30, 9, at), "");
    }
    let found = world.json(["rhythm", "--forecast", "--json"]);
    let together = &found["groups"][0]["together"];
    assert_eq!(together["revenue"], json!(null));
    assert!(number(&together["orders"]) > 10.0, "{together}");
    let text = world.ok(["rhythm", "--forecast"]);
    assert!(
        !text.contains("revenue USD") && text.contains("Of 6 of 6 customers no order has a known amount"),
        "{text}"
    );
}

#[test]
fn the_forecast_is_held_against_what_came() {
    let world = book();
    let found = world.json(["rhythm", "--forecast", "--backtest", "--json"]);
    let cuts = found["cuts"].as_array().expect("cuts");
    let days: Vec<_> = cuts.iter().map(|cut| cut["known_until"].as_str()).collect();
    assert_eq!(days, ["2026-07-31", "2026-04-30", "2026-01-31"].map(Some));
    assert_eq!((&cuts[0]["customers"], &cuts[0]["fitted"]), (&json!(37), &json!(true)));
    assert_eq!(found["held"][0]["of_orders"], json!(9));
    let misses = &found["orders_missed"];
    assert!(number(&misses["forecast"]) < 0.1, "{misses}");
    let text = world.ok(["rhythm", "--forecast", "--backtest"]);
    for part in ["as in the three months before", "everybody's months", "│"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let html = world.ok(["rhythm", "--forecast", "--backtest", "-f", "html", "--lang", "zh"]);
    assert!(html.contains("订单预计准不准") && html.contains("<table"), "{html}");
    let small = World::example().ok(["rhythm", "--forecast", "--backtest"]);
    assert!(small.contains("needed are 30"), "{small}");
    world.run(["rhythm", "--forecast", "--backtest", "26w"]).refused(2, &["three, six and nine months ago"]);
    world.run(["rhythm", "--forecast", "--backtest", "--owner", "li"]).refused(2, &["the whole book"]);
}

#[test]
fn no_page_is_wider_than_the_page() {
    let worlds = [book(), World::example()];
    for lang in ["en", "zh"] {
        for (world, args) in worlds
            .iter()
            .flat_map(|world| [(world, &["--forecast"][..]), (world, &["--forecast", "--backtest"])])
        {
            let text = world.ok([&["rhythm"], args, &["--lang", lang]].concat());
            let wide = text.lines().find(|line| unicode_width::UnicodeWidthStr::width(*line) > 80);
            assert_eq!(wide, None, "{args:?} {lang}");
        }
    }
}
