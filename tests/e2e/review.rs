//! `crm review` and `crm budget`: who should move, and what the book costs.
use crate::world::World;
use serde_json::json;

/// One customer for most reasons.
fn book() -> World {
    let world = World::new();
    world.card("ordered", "name: Ordered\ngrade: C\nowner: li\nsince: 2026-11-01\n");
    world.log("ordered", &[r#"{"at":"2026-11-18","by":"li","kind":"order","amount":"100"}"#]);
    world.card("silent", "name: 沉默\ngrade: C\nowner: wang\nsince: 2026-11-01\n");
    let silent =
        |day: &str| format!(r#"{{"at":"{day}","by":"li","kind":"followup","via":"email","reply":"none"}}"#);
    let lines = [silent("2026-11-02"), silent("2026-11-09"), silent("2026-11-16")];
    world.log("silent", &lines.each_ref().map(String::as_str));
    world.card("dead", "name: Dead\ngrade: D\nsince: 2026-11-01\n");
    world.log("dead", &[r#"{"at":"2026-11-18","by":"li","kind":"followup","need":"dead"}"#]);
    world.card("new", "name: New\npotential: high\n");
    world.card("old", "name: Old\ngrade: E\nsince: 2026-01-01\n");
    world.card("fine", "name: Fine\ngrade: E\nsince: 2026-11-01\n");
    world
}

#[test]
fn each_suggestion_has_its_reason_and_its_evidence() {
    let world = book();
    let found = world.json(["review", "--json"]);
    let short: Vec<_> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["id"], one["from"], one["to"], one["reason"]["code"]]))
        .collect();
    assert_eq!(
        json!(short),
        json!([
            ["ordered", "C", "A", "order"],
            ["new", null, "C", "ungraded"],
            ["silent", "C", "D", "silent"],
            ["dead", "D", "E", "no-need"],
            ["old", "E", null, "recheck"],
        ])
    );
    assert_eq!(
        found[2]["evidence"],
        json!({"follow_ups": 3, "contact_days": 3, "since": "2026-11-02", "minutes_a_year": {"from": 120, "to": 16},
            "cadence": {"from": "every 2 months", "to": "every 3 months"},
            "next_due": {"from": "2027-01-18", "to": "2027-02-16"}})
    );
    assert_eq!(world.ok(["review", "-f", "ids", "--only", "order,silent"]), "ordered\nsilent\n");
    let none = world.ok(["review", "--only", "sample"]);
    assert!(none.contains("Nothing for these reasons; all of them: crm review"), "{none}");
    assert_eq!(world.ok(["review", "-f", "ids", "--owner", "wang"]), "silent\n");
    assert_eq!(world.run(["review", "--exit-code"]).code, 1);
    world.run(["review", "--only", "boredom"]).refused(2, &["there is no reason", "sequence-over"]);
    assert_eq!(world.json(["review", "--json", "--owner", "stranger"]), json!([]));
}

#[test]
fn all_moves_are_applied_and_nothing_is_left_to_suggest() {
    let world = book();
    let applied = world.run(["review", "--yes"]);
    assert_eq!(applied.code, 0, "{applied:?}");
    assert!(applied.stdout.ends_with("applied 4; 1 to look at by hand\n"), "{applied:?}");
    assert!(world.read("customers/ordered.yaml").contains("grade: A\n"));
    assert!(world.read("customers/dead.yaml").contains("archived: 2026-11-20\n"));
    let entry = world.last("silent");
    assert_eq!((&entry["from"], &entry["to"], &entry["by"]), (&json!("C"), &json!("D"), &json!("li")));
    assert!(entry["why"].as_str().unwrap().contains("3 follow-ups on 3 days without a reply"));
    assert_eq!(world.ok(["review", "-f", "ids"]), "old\n", "the task stays");
    let confirmed = world.run(["grade", "old", "--confirm", "--why", "looked at it"]);
    assert_eq!(confirmed.changed(), ["customers/old.log.jsonl"]);
    assert_eq!(world.ok(["review", "-f", "ids"]), "");
    assert!(world.ok(["review"]).contains("Every customer is where it belongs."));
}

#[test]
fn in_a_pipe_nobody_is_asked() {
    let world = book();
    let refused = world.run(["review", "--apply"]);
    refused.refused(2, &["there is nobody to ask", "crm review --yes"]);
    assert_eq!(refused.changed().len(), 0);
}

#[test]
fn the_book_is_held_against_the_hours() {
    let world = book();
    world.put("crm.yaml", "people:\n  li: {hours_a_week: 2}\n  wang: {hours_a_week: 0.01}\n");
    let budget = world.json(["budget", "--json"]);
    let short: Vec<_> = budget
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["owner"], one["customers"], one["minutes_a_year"], one["capacity"]]))
        .collect();
    assert_eq!(json!(short), json!([["li", 1, 120, 2], ["wang", 1, 120, 0.01], [null, 4, 24, null]]));
    assert_eq!(budget[0]["room"]["A"], 68, "6240 minutes a year less 120, by 90");
    assert_eq!(budget[1]["room"], json!({}));
    let table = world.ok(["budget"]);
    assert!(table.contains("li: needs < 0.1 of 2 h a week\n"), "{table}");
    assert!(table.contains("room for 68 A"), "{table}");
    assert!(table.contains("wang: needs < 0.1 h a week"), "{table}");
    world.put("crm.yaml", "people:\n  li: {hours_a_week: 0}\n");
    let over = world.ok(["budget", "--owner", "li"]);
    assert!(over.contains("does not fit: 1 C\n"), "{over}");
}

#[test]
fn customers_are_chosen_by_their_class_in_a_view() {
    let world = book();
    assert_eq!(world.ok(["list", "-f", "ids", "--in", "deal=won"]), "ordered\n");
    assert_eq!(world.ok(["list", "-f", "ids", "--in", "pyramid=super,big"]), "ordered\n");
    assert_eq!(world.ok(["list", "-f", "ids", "--in", "abc=none", "--grade", "E"]), "fine\nold\n");
    world.run(["list", "--in", "pyramid=huge"]).refused(2, &["pyramid has no class \"huge\"", "super"]);
    world.run(["list", "--in", "shape=round"]).refused(2, &["there is no view \"shape\"", "pyramid"]);
    let views = &world.json(["show", "ordered", "--json"])["views"];
    assert_eq!((&views["deal"], &views["abc"], &views["volume"]), (&json!("won"), &json!("A"), &json!("S")));
    let listed = world.json(["list", "--json", "--grade", "C"]);
    assert_eq!(&listed[0]["views"], views, "the same in a list of some");
}

#[test]
fn the_numbers_of_views_and_moves_are_the_workspaces() {
    let world = book();
    world.card("second", "name: Second\ngrade: A\nsince: 2026-11-01\n");
    world.log("second", &[r#"{"at":"2026-11-18","by":"li","kind":"order","amount":"90"}"#]);
    let supers = || world.ok(["list", "-f", "ids", "--in", "pyramid=super"]);
    let rechecks = || world.ok(["review", "-f", "ids", "--only", "recheck"]);
    assert_eq!((supers(), rechecks()), ("ordered\n".into(), "old\n".into()));
    world.put(
        "crm.yaml",
        "views:\n  pyramid: {super: 0.5001, big: 0.6, medium: 0.9}\nmoves:\n  recheck: 1 year\n",
    );
    assert_eq!(supers(), "second\nordered\n", "0.5001 of two, rounded up");
    assert_eq!(rechecks(), "", "the grade of January is not a year old");
    world.put("crm.yaml", "moves: {recheck: 2 weeks, silent: {high: 4}}\n");
    assert_eq!(rechecks(), "dead\nfine\nold\nordered\nsecond\nsilent\n");
    assert_eq!(world.ok(["review", "-f", "ids", "--only", "silent"]), "");
    world.put("crm.yaml", "moves: off\n");
    assert_eq!(world.json(["review", "--json"]), json!([]));
    assert_eq!(world.ok(["check", "-f", "plain"]), "");
}

#[test]
fn a_sentence_says_the_number_that_counted() {
    let world = World::new();
    world.card("gone", "name: Gone\ngrade: A\n");
    world.log("gone", &[r#"{"at":"2026-05-18","by":"li","kind":"order","amount":"100"}"#]);
    world.put("crm.yaml", "moves: {inactive: {after: 6 months}}\n");
    let found = world.json(["review", "--json"]);
    assert!(
        found[0]["reason"]["text"].as_str().unwrap().starts_with("no order for 6 months, the last on"),
        "{found}"
    );
}

#[test]
fn three_grades_can_stand_for_five() {
    let world = book();
    let grades = "grades: {A: {cadence: 1 week}, B: {cadence: 2 weeks}, C: {cadence: 1 month}}\n";
    world.put("crm.yaml", grades);
    assert_eq!(world.json(["review", "--json", "--grade", "C"]), json!([]));
    let warned = world.run(["check", "-f", "plain"]);
    assert!(warned.stdout.contains("crm.yaml:1:1: warning: no moves are suggested"), "{warned:?}");
    world.put("crm.yaml", format!("{grades}moves: {{grades: {{ordinary: C, none: C}}}}\n"));
    let moves = world.ok(["review", "-f", "ids", "--grade", "C"]);
    assert_eq!(moves, "ordered\n", "who is silent stays in the last grade");
}

#[test]
fn numbers_that_make_no_sense_are_refused_in_both_languages() {
    let world = book();
    world.put("crm.yaml", "views:\n  pyramid: {super: 0.1}\nmoves:\n  verify: {bounces: 0}\n");
    world.run(["list"]).refused(2, &["crm.yaml:2:20: error: \"super\" is 0.1 and \"big\" is 0.05"]);
    let told = world.run(["check", "--lang", "zh"]);
    assert_eq!(told.code, 1);
    for part in
        ["crm.yaml:2:20", "「super」不应大于「big」", "crm.yaml:4:21", "介于 1 和 1,000,000 之间的整数"]
    {
        assert!(told.stdout.contains(part), "{part}: {told:?}");
    }
}

#[test]
fn a_dead_address_is_told_though_somebody_tried_another_way_beside_it() {
    let world = World::new();
    world.card(
        "quiet",
        "name: Quiet\ngrade: A\nsince: 2026-01-01\ncontacts:\n  - {name: Q, email: q@x.example}\n  - {name: Z}\n",
    );
    let said = |day: &str, via: &str, with: &str, reply: &str| {
        let with = if with.is_empty() { String::new() } else { format!(r#","with":"{with}""#) };
        format!(r#"{{"at":"2026-{day}","by":"li","kind":"followup","via":"{via}"{with},"reply":"{reply}"}}"#)
    };
    let mails = |fourth: String| {
        [
            said("10-01", "email", "", "none"),
            said("10-08", "email", "Q", "none"),
            said("10-15", "email", "", "none"),
            fourth,
            said("10-29", "email", "Q", "none"),
            said("11-05", "email", "", "none"),
        ]
    };
    for (fourth, want) in [
        (said("10-22", "call", "", "none"), 5),
        (said("10-22", "email", "Z", "none"), 5),
        (said("10-22", "email", "", "none"), 6),
        (said("10-22", "call", "", "positive"), 5),
        (said("10-22", "email", "Q", "positive"), 0),
    ] {
        let lines = mails(fourth.clone());
        world.log("quiet", &lines.iter().map(String::as_str).collect::<Vec<_>>());
        let page = world.ok(["review", "--only", "verify"]);
        match want {
            0 => assert!(!page.contains("quiet"), "{page}"),
            count => assert!(page.contains(&format!("{count} follow-ups")), "{fourth}:\n{page}"),
        }
    }
}

#[test]
fn after_a_big_event_every_grade_is_looked_at_again() {
    let world = World::new();
    let graded = |at: &str| format!(r#"{{"at":"{at}","by":"li","kind":"grade","from":"D","to":"C"}}"#);
    for (id, country, at) in
        [("before", "DE", "2026-10-01"), ("since", "DE", "2026-11-17"), ("abroad", "US", "2026-10-01")]
    {
        world.card(
            id,
            &format!("name: {id}\ngrade: C\nowner: li\nsince: 2026-10-01\ncountry: {country}\nplan: ask\n"),
        );
        world.log(id, &[&graded(at)]);
    }
    let rechecks = |today: &str| world.ok(["--today", today, "review", "-f", "ids", "--only", "recheck"]);
    assert_eq!(rechecks("2026-11-20"), "", "three months haven't passed");
    world.put(
        "crm.yaml",
        "people: {li: {}}\nevents:\n  - {what: {en: new price list, zh: 价格调整}, on: 2026-11-16, country: [DE], review: true}\n",
    );
    assert_eq!(rechecks("2026-11-15"), "", "it is still to come");
    assert_eq!(rechecks("2026-11-16"), "before\nsince\n");
    assert_eq!(rechecks("2026-11-17"), "before\n", "one was decided on since");
    let told = world.ok(["review", "--only", "recheck"]);
    assert!(told.contains("nobody has looked at the grade since new price list"), "{told}");
    let told = world.ok(["review", "--only", "recheck", "--lang", "zh"]);
    assert!(told.contains("价格调整之后还没有人复核等级"), "{told}");
    let dates = world.ok(["dates", "--kind", "recheck"]);
    assert!(dates.contains("look at grade C again after new price list"), "{dates}");
    world.ok(["grade", "before", "--confirm", "--by", "li"]);
    assert_eq!(rechecks("2026-11-20"), "");
}
