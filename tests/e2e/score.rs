//! The lead score: points by the team's rules, what they are made of, and what they decide.

use serde_json::{Value, json};

use crate::world::World;

const RULES: &str = "people: {li: {name: 李娜}}\nscore:\n  warm: 20\n  hot: 40\n  rules:\n    \
    - {points: 20, key: industry, is: [pumps]}\n    - {points: 10, key: staff, from: 100}\n    \
    - {points: 20, event: reply, is: [positive], fades: 100 days}\n    - {points: -15, key: tags, is: [slow payer]}\n";

/// Three customers of one grade: hot, warm and cold on 20 November.
fn world(more: &str) -> World {
    let world = World::new();
    world.put("crm.yaml", RULES.replace("score:\n", &format!("score:\n{more}")));
    world
        .card("warm", "name: Warm\ngrade: C\nowner: li\nneed: target\nindustry: pumps\ntags: [slow payer]\n");
    world.card("hot", "name: Hot\ngrade: C\nowner: li\nindustry: Pumps and valves\nstaff: 100\n");
    world.card("cold", "name: Cold\ngrade: C\nowner: li\nneed: target\nstaff: 99\n");
    let reply = |at: &str, reply: &str| {
        format!(r#"{{"at":"{at}","by":"li","kind":"followup","via":"call","reply":"{reply}"}}"#)
    };
    world.log("warm", &[&reply("2026-09-01", "positive"), &reply("2026-09-10", "neutral")]);
    world.log("hot", &[&reply("2026-09-11", "positive")]);
    world.log("cold", &[&reply("2026-05-01", "positive"), &reply("2026-09-12", "neutral")]);
    world
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect()
}

#[test]
fn a_customers_points_say_what_they_are_made_of() {
    let world = world("");
    // 100 days from 11 September on: 30 are left on 20 November.
    let page = world.ok(["show", "hot"]);
    let want = "score    36: industry Pumps and valves +20, staff 100 +10, reply positive on 11\n           Sep +6 of 20";
    assert!(page.contains(want), "{page}");
    assert!(page.contains("lead          warm         36 points (warm from 20, hot from 40)"), "{page}");
    let page = world.ok(["--lang", "zh", "show", "warm"]);
    assert!(page.contains("评分    5 分：行业 pumps +20，标签"), "{page}");
    assert!(page.contains("5 分（20 分起为温）"), "{page}");
    let shown = world.json(["show", "hot", "--json"]);
    assert_eq!((&shown["score"]["points"], &shown["views"]["lead"]), (&json!(36), &json!("warm")));
    assert_eq!(
        shown["score"]["rules"][2],
        json!({
            "key": null, "event": "reply", "found": "positive", "on": "2026-09-11", "points": 6, "full": 20,
            "until": "2026-12-20"
        })
    );
    // The day decides: it was hot while the answer was fresh, and what fades is gone in the end.
    for (day, points) in [("2026-09-11", 50), ("2026-09-12", 50), ("2026-12-19", 30), ("2026-12-20", 30)] {
        let shown = world.json(["--today", day, "show", "hot", "--json"]);
        assert_eq!(shown["score"]["points"], json!(points), "{day}");
    }
}

#[test]
fn a_list_chooses_by_points_and_shows_them() {
    let world = world("");
    let list = world.ok(["list", "--columns", "id,score,lead", "--format", "csv"]);
    assert_eq!(list, "id,score,lead\r\ncold,0,cold\r\nhot,36,warm\r\nwarm,5,cold\r\n");
    assert_eq!(ids(&world.json(["list", "--in", "lead=warm", "--json"])), ["hot"]);
    assert_eq!(ids(&world.json(["--lang", "zh", "list", "--in", "线索=冷", "--json"])), ["cold", "warm"]);
}

#[test]
fn points_order_the_agenda_where_the_team_wants_that() {
    let due = |world: &World| world.json(["due", "--json"]);
    // Without a word on it the need comes first, and of equal ones the clearer answer.
    let plain = due(&world(""));
    assert_eq!(ids(&plain), ["warm", "cold", "hot"]);
    assert_eq!(plain[0]["score"], Value::Null);
    let ordered = due(&world("  order: true\n"));
    assert_eq!(ids(&ordered), ["hot", "warm", "cold"]);
    assert_eq!(ordered[0]["score"], json!(36));
}

#[test]
fn points_are_a_potential_where_a_file_or_the_team_leaves_it_to_them() {
    let first = |world: &World| {
        let review = world.json(["review", "--json"]);
        let found = review.as_array().unwrap().iter().find(|one| one["id"] == "new").cloned();
        let found = found.unwrap_or_else(|| panic!("{review}"));
        (found["to"].clone(), found["evidence"]["potential"].clone(), found["evidence"]["score"].clone())
    };
    let card = "name: New\nowner: li\nindustry: pumps\nstaff: 500\n";
    for (more, card, want) in [
        ("", card.to_owned(), ("D", Value::Null, Value::Null)),
        ("  ungraded: true\n", card.to_owned(), ("D", json!("medium"), json!(30))),
        ("", format!("{card}potential: scored\n"), ("D", json!("medium"), json!(30))),
        ("  ungraded: true\n", format!("{card}potential: high\n"), ("C", json!("high"), Value::Null)),
    ] {
        let world = world(more);
        world.card("new", &card);
        assert_eq!(first(&world), (json!(want.0), want.1, want.2), "{more}{card}");
    }
    let world = world("");
    world.card("new", &format!("{card}potential: scored\n"));
    world.log("new", &[r#"{"at":"2026-11-19","by":"li","kind":"followup","via":"call","reply":"positive"}"#]);
    assert_eq!(first(&world), (json!("C"), json!("high"), json!(50)));
    let why = world.ok(["review"]);
    assert!(why.contains("no grade yet; 50 points: potential high"), "{why}");
    let shown = world.json(["show", "new", "--json"]);
    assert_eq!((&shown["potential"], &shown["views"]["potential"]), (&json!("scored"), &json!("high")));
    let page = world.ok(["show", "new"]);
    assert!(
        page.lines().any(|line| line.starts_with("potential") && line.ends_with("its points: 50")),
        "{page}"
    );
    world.ok(["--lang", "zh", "set", "new", "potential=高"]);
    assert_eq!(world.json(["show", "new", "--json"])["potential"], json!("high"));
    world.ok(["--lang", "zh", "set", "new", "potential=按评分"]);
    assert_eq!(world.json(["show", "new", "--json"])["potential"], json!("scored"));
}

fn told(world: &World) -> Value {
    serde_json::from_str(&world.run(["check", "--json"]).stdout).expect("JSON")
}

#[test]
fn a_rule_that_says_nothing_is_told_with_its_place() {
    let world = World::new();
    for (rule, code, column) in [
        ("{points: 5}", "missing-key", 17),
        ("{key: budget}", "missing-key", 17),
        ("{points: 5.5, key: budget}", "bad-value", 26),
        ("{points: 5, key: bugdet}", "bad-value", 34),
        ("{points: 5, event: replies}", "bad-value", 36),
        ("{points: 5, event: reply, is: [good]}", "bad-value", 48),
        ("{points: 5, event: quote, is: [open]}", "bad-value", 48),
        ("{points: 5, key: budget, event: reply}", "not-both", 49),
        ("{points: 5, key: budget, from: 5}", "not-both", 48),
        ("{points: 5, key: staff, is: [5]}", "not-both", 45),
        ("{points: 5, event: reply, from: 5}", "not-both", 49),
        ("{points: 5, key: budget, fades: 1 month}", "not-both", 49),
        ("{points: 5, key: prefers, is: [email]}", "not-both", 47),
        ("{points: 5, key: contacts.email, is: [ann]}", "not-both", 54),
    ] {
        world.put("crm.yaml", format!("score: {{rules: [{rule}]}}\n"));
        let problems = told(&world);
        let told = (&problems[0]["code"], &problems[0]["line"], &problems[0]["column"]);
        assert_eq!(told, (&json!(code), &json!(1), &json!(column)), "{rule}: {problems}");
    }
    world.put("crm.yaml", "score: {warm: 50, hot: 40}\n");
    assert_eq!(told(&world)[0]["code"], json!("out-of-order"));
}

#[test]
fn a_hot_lead_without_a_grade_waits_behind_no_one_of_an_ordinary_potential() {
    let world = world("");
    let said =
        r#"{"at":"2026-11-12","by":"li","kind":"followup","via":"call","reply":"positive","need":"target"}"#;
    let card = "owner: li\nsince: 2026-11-12\nindustry: pumps\nstaff: 500\n";
    world.card("burning", &format!("name: Burning\n{card}"));
    world.log("burning", &[said]);
    world.card("idle", "name: Idle\ngrade: D\nowner: li\nsince: 2026-11-01\n");
    let due = world.json(["due", "--json"]);
    let place =
        |id: &str| ids(&due).iter().position(|one| *one == id).unwrap_or_else(|| panic!("{id}: {due}"));
    assert!(place("burning") < place("idle"), "{due}");
    let why = world.ok(["due", "burning", "--why"]);
    assert!(why.contains("without a grade, but a hot lead"), "{why}");
    let why = world.ok(["--lang", "zh", "due", "burning", "--why"]);
    assert!(why.contains("尚未定级，但为热线索"), "{why}");
    assert!(!world.ok(["due", "idle", "--why"]).contains("hot lead"));
}
