//! `crm rhythm`: who orders next, the numbers of a book, and how often that was right; on the example and on a made-up
//! book of regular, irregular, seasonal and lapsed buyers.
use std::fmt::Write;

use chrono::{Datelike, Days, NaiveDate};
use serde_json::{Value, json};

use crate::world::World;

/// 2026-11-20, the day of all worlds.
const TODAY: &str = "2026-11-20";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A log of orders on these days, of 100 each.
fn orders(days: &[NaiveDate]) -> String {
    let mut log = String::new();
    for day in days {
        writeln!(log, r#"{{"at":"{day}","kind":"order","amount":"100"}}"#).expect("memory");
    }
    log
}

/// Orders every so many days back from a day that lies so long ago, each off by some days.
fn every(gap: u64, count: u64, ago: u64, off: u64) -> Vec<NaiveDate> {
    let last = day(TODAY) - Days::new(ago);
    let back = |at: u64| last - Days::new(at * gap) + Days::new((at * 7 + gap) % (off + 1));
    (0..count).rev().map(back).collect()
}

fn put(world: &World, id: &str, days: &[NaiveDate]) {
    world.card(id, &format!("name: {id}\ngrade: A\nowner: li\n"));
    world.put(&format!("customers/{id}.log.jsonl"), orders(days));
}

/// Eight regular ones of 20 to 62 days, four of whom are late; eight irregular, eight seasonal, eight lapsed, two of one
/// order.
fn book() -> World {
    let world = World::new();
    for at in 0..8 {
        let gap = 20 + at * 6;
        put(&world, &format!("regular{at}"), &every(gap, 14, if at % 2 == 0 { gap - 4 } else { gap / 3 }, 3));
        put(&world, &format!("wild{at}"), &every(40, 9, 10 + at * 9, 37));
        put(&world, &format!("lapsed{at}"), &every(30, 10, 300 + at * 40, 3));
        // Twice a year, in weeks of its own: no gap tells that.
        let both = |year: i32| ["03-10", "12-08"].map(|on| day(&format!("{year}-{on}")));
        let off = |on: NaiveDate| on - Days::new(at * 9 + u64::from(on.year_ce().1 * 3 % 7));
        let years = (2021..=2026).flat_map(both).map(off).filter(|on| *on <= day(TODAY));
        let years: Vec<NaiveDate> = years.collect();
        put(&world, &format!("season{at}"), &years);
    }
    put(&world, "once0", &[day("2026-10-20")]);
    put(&world, "once1", &[day("2024-10-20")]);
    world.card("never", "name: Never\ngrade: B\nowner: li\n");
    world
}

fn of<'a>(found: &'a Value, id: &str) -> &'a Value {
    let all = found["customers"].as_array().expect("customers");
    all.iter().find(|one| one["id"] == id).unwrap_or_else(|| panic!("{id} is not listed"))
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn regular_seasonal_irregular_and_lapsed_buyers_are_told_apart() {
    let world = book();
    let found = world.json(["rhythm", "--json"]);
    assert_eq!((&found["within_days"], &found["fitted"]), (&json!(28), &json!(null)));
    assert_eq!(found["customers"].as_array().map(Vec::len), Some(34), "who has never ordered isn't listed");
    // Who orders every 20 days, and has for 16 days not, orders within four weeks; who has been silent for ten of its gaps
    // hardly; neither is ever all or nothing.
    let regular = of(&found, "regular0");
    assert!(number(&regular["chance"]) > 0.85 && number(&regular["in_rhythm"]) > 0.85, "{regular}");
    assert_eq!((&regular["footing"], &regular["late"]), (&json!("own"), &json!(false)));
    let lapsed = of(&found, "lapsed0");
    assert!(number(&lapsed["in_rhythm"]) < 0.1 && lapsed["late"] == json!(true), "{lapsed}");
    assert!(number(&lapsed["chance"]) < number(&of(&found, "wild0")["chance"]), "{lapsed}");
    // In March and December, and today is 20 November: within four weeks, not within one.
    let season = of(&found, "season0");
    assert_eq!(season["footing"], json!("season"), "{season}");
    assert!(number(&season["chance"]) > 0.5, "{season}");
    assert!(season["from"].as_str() > Some("2026-11-20") && season["until"].as_str() < Some("2026-12-31"));
    let soon = world.json(["rhythm", "--json", "--in", "7d"]);
    assert!(number(&of(&soon, "season0")["chance"]) < 0.2, "{}", of(&soon, "season0"));
    assert_eq!(of(&found, "once0")["footing"], json!("one-order"));
    let chances: Vec<f64> =
        found["customers"].as_array().into_iter().flatten().map(|one| number(&one["chance"])).collect();
    assert!(chances.is_sorted_by(|one, other| one >= other), "the likeliest first");
}

#[test]
fn the_book_is_put_in_order_and_filtered_as_a_list_is() {
    let world = book();
    world.card("regular1", "name: Chosen\ngrade: B\nowner: wang\n");
    let ids = |args: &[&str]| -> Vec<String> {
        let args = [&["rhythm", "--format", "ids"], args].concat();
        world.ok(args).lines().map(str::to_owned).collect()
    };
    assert_eq!(ids(&["--owner", "wang"]), ["regular1"]);
    assert_eq!(ids(&["--grade", "B"]), ["regular1"]);
    assert_eq!(ids(&["chosen"]), ["regular1"]);
    assert_eq!(ids(&["--sort", "name", "-n", "2"]).len(), 2);
    assert!(ids(&["--sort", "stake"])[0].starts_with("lapsed"), "{:?}", ids(&["--sort", "stake"]));
    assert_eq!(ids(&["--sort", "last"])[0], "once1");
    assert_eq!(ids(&["--sort", "last", "--reverse", "-n", "1"]).len(), 1);
    world.run(["rhythm", "--in", "10y"]).refused(2, &["--in is from a day to a year ahead"]);
    world.run(["rhythm", "--fit", "--owner", "wang"]).refused(2, &["the whole book"]);
    world.run(["rhythm", "-f", "html"]).refused(2, &["--backtest and --forecast"]);
}

#[test]
fn one_customer_is_told_in_a_sentence_with_what_it_rests_on() {
    let world = book();
    let told = world.ok(["rhythm", "--why", "regular0"]).replace('\n', " ");
    for part in [
        "orders about every 20 days",
        "last 16 days ago;",
        "if it is still in its rhythm",
        "14 orders count",
        "shipped numbers",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let lapsed = world.ok(["rhythm", "--why", "lapsed7", "--lang", "zh"]).replace('\n', "");
    assert!(lapsed.contains("比平时晚") && !lapsed.contains("若仍按自己的节奏"), "{lapsed}");
    let once = world.ok(["rhythm", "--why", "once0"]);
    assert!(once.contains("one order only"), "{once}");
    let never = world.ok(["rhythm", "--why", "never"]);
    assert!(never.contains("None of them has ordered"), "{never}");
    // The same on the customer's page, in place of what the cadence's rule would say of the next order.
    let page = world.ok(["show", "regular0"]);
    assert!(page.contains("orders about every 20 days") && !page.contains("next about"), "{page}");
    let shown = world.json(["show", "regular0", "--json"]);
    assert_eq!(shown["rhythm"]["orders"], json!(14));
    assert_eq!(world.json(["show", "never", "--json"])["rhythm"], json!(null));
}

#[test]
fn no_list_is_wider_than_the_page() {
    let world = World::example();
    for lang in ["en", "zh"] {
        for args in [&["rhythm"][..], &["rhythm", "--sort", "stake"], &["rhythm", "--backtest", "13w"]] {
            let text = world.ok([args, &["--lang", lang]].concat());
            let wide = text.lines().find(|line| unicode_width::UnicodeWidthStr::width(*line) > 80);
            assert_eq!(wide, None, "{args:?} {lang}");
        }
    }
}

#[test]
fn a_fit_shows_what_changes_and_can_be_taken_back() {
    let world = book();
    let before = world.files();
    let dry = world.ok(["rhythm", "--fit", "--dry-run"]);
    assert!(
        dry.contains("34 customers, 32 with two orders and more") && dry.contains("Nothing is written"),
        "{dry}"
    );
    assert_eq!(world.files(), before);
    world.ok(["rhythm", "--fit"]);
    let text = world.read("rhythm.yaml");
    assert!(text.contains("repeaters: 32") && text.contains("  day: 2026-11-20 "), "{text}");
    assert_eq!(world.json(["rhythm", "--json"])["fitted"]["repeaters"], json!(32));
    world.run(["check"]).says(&[]);
    // The same book gives the same numbers.
    world.ok(["rhythm", "--fit"]);
    assert_eq!(world.read("rhythm.yaml"), text);
    world.ok(["undo"]);
    assert!(!world.path("rhythm.yaml").exists());
    assert_eq!(world.json(["rhythm", "--json"])["fitted"], json!(null));
}

#[test]
fn a_small_book_keeps_the_shipped_numbers_and_is_told_so() {
    let world = World::example();
    world.run(["rhythm", "--fit"]).refused(4, &["30 are needed", "shipped numbers are as good"]);
    assert!(!world.path("rhythm.yaml").exists());
    let text = world.ok(["rhythm", "--backtest", "4w"]);
    assert!(text.contains("Nothing can be said"), "{text}");
    assert_eq!(world.json(["rhythm", "--backtest", "--json"])["found"], json!(null));
}

#[test]
fn what_was_said_is_held_against_what_came() {
    let world = book();
    let found = world.json(["rhythm", "--backtest", "8w", "--json"]);
    let judged = &found["found"];
    assert_eq!((&found["weeks"], &judged["known_until"]), (&json!(8), &json!("2026-09-25")));
    assert!(number(&judged["auc"]) > number(&judged["auc_last_order"]), "{judged}");
    assert!(number(&judged["brier"]) < number(&judged["brier_of_all"]), "{judged}");
    let bands = judged["bands"].as_array().expect("bands");
    let customers: i64 = bands.iter().filter_map(|band| band["customers"].as_i64()).sum();
    assert_eq!(json!(customers), found["customers"]);
    let text = world.ok(["rhythm", "--backtest", "8w"]);
    assert!(text.contains("own gap × 1.5") && text.contains('│'), "{text}");
    let html = world.ok(["rhythm", "--backtest", "8w", "-f", "html", "--lang", "zh"]);
    assert!(html.contains("所说与实际") && html.contains("<table"), "{html}");
    world.run(["rhythm", "--backtest", "9y"]).refused(2, &["--backtest is from a week to two years"]);
}

/// Ordered every 30 days, last 11 days ago; spoken to ten days ago.
fn monthly_buyer(world: &World, id: &str, card: &str) {
    let spoken = r#"{"at":"2026-11-10","by":"li","kind":"followup","via":"call","text":"x"}"#;
    world.card(id, &format!("name: {id}\ngrade: A\nowner: li\n{card}"));
    world.put(&format!("customers/{id}.log.jsonl"), orders(&every(30, 8, 11, 0)) + spoken + "\n");
}

#[test]
fn a_contact_lies_before_the_next_order_by_the_lead_time() {
    let world = World::new();
    monthly_buyer(&world, "usual", "");
    monthly_buyer(&world, "own", "lead_time: 3 days\n");
    monthly_buyer(&world, "early", "lead_time: 2 weeks\n");
    let due = |id: &str| day(world.json(["show", id, "--json"])["next_due"].as_str().expect("a date"));
    // The last order was on Monday, 9 November; the window opens about 25 days later.
    let opens = of(&world.json(["rhythm", "--json"]), "usual")["from"].as_str().map(day).expect("a window");
    assert!((day("2026-12-02")..=day("2026-12-06")).contains(&opens), "{opens}");
    assert_eq!(["early", "usual", "own"].map(|id| (opens - due(id)).num_days() / 7), [2, 1, 0]);
    let why = world.ok(["due", "--why", "--within", "30d"]);
    let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
    for told in [
        "7 days before its next order",
        "(crm.yaml: lead_time)",
        "3 days before",
        "own lead_time: in its file",
    ] {
        assert!(why.contains(told), "{told}: {why}");
    }
    world.put("crm.yaml", "version: 1\nlead_time: 2 weeks\n");
    assert_eq!(due("usual"), due("early"));
    let shown = world.ok(["show", "early", "--lang", "zh"]);
    assert!(shown.contains("预计下单前2周"), "{shown}");
    world.put("crm.yaml", "version: 1\nlead_time: soon\n");
    world.run(["due"]).refused(2, &["lead_time"]);
}

#[test]
fn what_is_noted_of_the_orders_answers_as_the_files_do() {
    let world = book();
    let whole = || world.json(["rhythm", "--json"])["customers"].clone();
    // Of a filter's customers the files are read.
    let read = || world.json(["rhythm", "--json", "--owner", "li"])["customers"].clone();
    assert_eq!(whole(), read());
    assert_eq!(whole(), read(), "from what was noted");
    put(&world, "regular0", &every(20, 15, 1, 0));
    assert_eq!(of(&world.json(["rhythm", "--json"]), "regular0")["days_since"], json!(1));
    assert_eq!(whole(), read(), "a log has changed");
    world.put("rhythm.yaml", "model:\n  gap: 4\n  merge_days: 30\n");
    assert_eq!(whole(), read(), "the numbers have changed");
    world.put("crm.yaml", "version: 1\ncurrency: EUR\n");
    assert_eq!(whole(), read(), "the rules have changed");
    let later = |args: &[&str]| world.json([&["rhythm", "--json", "--today", "2026-12-24"], args].concat());
    assert_eq!(later(&[])["customers"], later(&["--owner", "li"])["customers"], "another day");
}

#[test]
fn the_quarterly_review_proposes_numbers_of_its_own_and_newer_ones() {
    let world = book();
    let told = |args: &[&str]| world.ok([&["review", "--quarter"], args].concat());
    let text = told(&[]);
    assert!(text.contains("shipped numbers; 32 order again · crm rhythm --fit"), "{text}");
    assert!(text.contains("the usual gap 10.6 → "), "{text}");
    let refit = world.json(["review", "--quarter", "--json"])["refit"].clone();
    assert_eq!((&refit["fitted"], &refit["repeaters"]), (&json!(null), &json!(32)), "{refit}");
    assert!(!told(&["--owner", "li"]).contains("crm rhythm --fit"));
    world.ok(["rhythm", "--fit"]);
    assert!(!told(&[]).contains("crm rhythm --fit"));
    let later = told(&["--today", "2027-02-21"]);
    assert!(later.contains("numbers of 2026-11-20, older than a quarter"), "{later}");
    let small = World::example();
    assert!(!small.ok(["review", "--quarter"]).contains("crm rhythm --fit"));
}

#[test]
fn a_book_whose_newest_order_is_old_asks_for_a_newer_list() {
    let world = World::new();
    for number in 0..6 {
        put(&world, &format!("c{number}"), &every(30, 6, 60 + number, 0));
    }
    let text = world.ok(["rhythm"]);
    assert!(text.contains("the newest order of all is of 21 Sep, 60 days ago"), "{text}");
    assert!(world.ok(["--lang", "zh", "rhythm"]).contains("最新的一单是 9月21日，已过 60 天"));
    put(&world, "new", &every(30, 6, 3, 0));
    assert!(!world.ok(["rhythm"]).contains("the newest order of all"));
}
