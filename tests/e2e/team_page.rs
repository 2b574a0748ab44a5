//! What the manager's page lists by name: actions of playbooks, promises and unhappy customers, each once.

use serde_json::json;

use crate::world::World;

const RULES: &str = "version: 2\n\
    people:\n  li: {name: Li Na}\n  wang: {name: Wang, manager: true}\n\
    playbooks:\n  C:\n    actions:\n\
    \x20     - {en: visit, zh: 拜访, every: 1 month}\n\
    \x20     - {en: meeting of the directors, zh: 高层会面, name: meeting, every: 3 months, who: a director}\n\
    \x20     - {en: credit check, zh: 信用核查, name: credit, every: 1 month, who: wang}\n";

fn world() -> World {
    let world = World::new();
    world.put("crm.yaml", RULES);
    world.card("acme", "name: Acme\ngrade: C\nowner: li\nsince: 2026-01-05\n");
    world.card("beta", "name: Beta\ngrade: D\nowner: wang\nsince: 2026-01-05\n");
    let at = |day: &str, more: &str| format!(r#"{{"at":"{day}","by":"li","kind":"followup"{more}}}"#);
    let lines = [
        at("2026-08-03", r#","action":"meeting""#),
        at("2026-10-12", r#","action":"credit""#),
        // Late since yesterday; what falls due today isn't late.
        at("2026-10-19", r#","action":"visit""#),
        at("2026-11-02", r#","via":"call","satisfaction":1"#),
        r#"{"at":"2026-11-02","by":"li","kind":"promise","state":"made","what":"drawings","due":"2026-11-13"}"#.into(),
        r#"{"at":"2026-11-02","by":"li","kind":"promise","state":"made","what":"sample","due":"2026-11-16"}"#.into(),
        r#"{"at":"2026-11-17","by":"li","kind":"promise","state":"broken","what":"sample"}"#.into(),
        r#"{"at":"2026-11-05","by":"li","kind":"promise","state":"made","what":"prices","due":"2026-11-06"}"#.into(),
        r#"{"at":"2026-11-07","by":"li","kind":"promise","state":"broken","what":"prices"}"#.into(),
    ];
    world.log("acme", &lines.iter().map(String::as_str).collect::<Vec<_>>());
    world
}

#[test]
fn what_is_late_or_broken_and_who_is_unhappy_stand_with_who_sees_to_it() {
    let world = world();
    let page = world.json(["agenda", "--team", "--format", "json"]);
    let of = |owner: &str| page.as_array().unwrap().iter().find(|one| one["owner"] == owner).unwrap();
    let (li, wang) = (of("li"), of("wang"));
    let keys = |list: &serde_json::Value, keys: &[&str]| -> Vec<Vec<serde_json::Value>> {
        let all = list.as_array().unwrap().iter();
        all.map(|one| keys.iter().map(|key| one[key].clone()).collect()).collect()
    };
    assert_eq!(
        keys(&li["late_actions"], &["action", "who", "due", "days_late"]),
        [
            [json!("meeting"), json!("a director"), json!("2026-11-03"), json!(17)],
            [json!("visit"), json!(null), json!("2026-11-19"), json!(1)]
        ]
    );
    assert_eq!(
        keys(&wang["late_actions"], &["id", "what", "what_zh", "who", "days_late"]),
        [[json!("acme"), json!("credit check"), json!("信用核查"), json!("wang"), json!(8)]]
    );
    assert_eq!(keys(&li["promises"], &["what", "days_late"]), [[json!("drawings"), json!(7)]]);
    assert_eq!(
        keys(&li["broken_promises"], &["what", "due", "on", "by"]),
        [[json!("sample"), json!("2026-11-16"), json!("2026-11-17"), json!("li")]]
    );
    assert_eq!(
        keys(&li["unhappy"], &["id", "score", "on"]),
        [[json!("acme"), json!(1), json!("2026-11-02")]]
    );
    // What was broken before the week is on the month's page.
    let month = world.json(["agenda", "--team", "--month", "--format", "json"]);
    assert_eq!(month[0]["broken_promises"].as_array().unwrap().len(), 2);
    let table = world.ok(["agenda", "--team", "--format", "csv"]);
    assert!(
        table.lines().next().unwrap().ends_with(
            "late_promises,late_actions,broken_promises,unhappy,beyond,contacts,never_done,alarms"
        ),
        "{table}"
    );
    assert!(table.lines().nth(1).unwrap().ends_with(",1,2,1,1,0,0,0,0"), "{table}");
    // Who is asked about alone has what it does for others, too.
    let own = world.json(["agenda", "--team", "--owner", "wang", "--format", "json"]);
    assert_eq!(own[0]["late_actions"], wang["late_actions"]);
}

#[test]
fn the_page_tells_each_of_them_once_in_both_languages() {
    let world = world();
    let page = world.ok(["agenda", "--team"]);
    for (said, count) in [
        ("Not satisfied: ask why", 1),
        ("1 of 5 on Mon 2 Nov: Li Na", 1),
        ("Late: promises", 1),
        ("drawings", 1),
        ("Broken: promises", 1),
        ("sample, by Mon 16 Nov, broken on Tue 17 Nov: Li Na", 1),
        ("prices", 0),
        ("Late: actions of the playbooks", 1),
        ("meeting of the directors (a director), due Tue 3 Nov: Li Na", 1),
        ("credit check, due Thu 12 Nov: Wang", 1),
        ("visit, due Thu 19 Nov: Li Na", 1),
    ] {
        assert_eq!(page.matches(said).count(), count, "{said}\n{page}");
    }
    let page = world.ok(["--lang", "zh", "agenda", "--team"]);
    for said in [
        "客户不满意：请问明原因",
        "未兑现的承诺",
        "逾期的动作（跟进要点）",
        "高层会面（a director），11月3日",
    ] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    let sent = world.ok(["agenda", "--team", "-f", "md"]);
    for said in ["Not satisfied: ask why", "Broken: promises", "Late: actions of the playbooks"] {
        assert_eq!(sent.matches(said).count(), 1, "{said}\n{sent}");
    }
}

#[test]
fn the_page_says_what_was_done_how_they_reacted_and_what_was_never_done() {
    let world = world();
    world.ok([
        "log",
        "acme",
        "wants a new price",
        "--via",
        "call",
        "--reply",
        "positive",
        "--by",
        "li",
        "--at",
        "2026-11-18",
    ]);
    world.ok([
        "log",
        "acme",
        "sent",
        "--via",
        "email",
        "--reply",
        "none",
        "--by",
        "wang",
        "--at",
        "2026-11-19",
    ]);
    world.ok(["log", "beta", "--order", "5", "--via", "email", "--by", "wang", "--at", "2026-11-19"]);
    world.card("gamma", "name: Gamma\ngrade: C\nowner: li\nsince: 2026-01-05\n");
    world.card("gone", "name: Gone\ngrade: C\nowner: li\nsince: 2026-01-05\narchived: 2026-02-01\n");
    let page = world.ok(["agenda", "--team"]);
    for says in [
        "Li Na: contacts, and how they reacted: 1 no reply, 1 positive\n",
        "email, no reply, wang: sent",
        "call, positive: wants a new price",
        "Wang: contacts, and how they reacted: 1 not said\n",
        "Li Na: never done, of the playbooks\nC  Gamma  gamma\n   visit; meeting of the directors\n",
        "Wang: never done, of the playbooks\nC  Gamma  gamma\n   credit check\n",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert!(!page.contains("Gone"), "{page}");
    let page = world.ok(["--lang", "zh", "agenda", "--team", "-f", "md"]);
    for says in ["## Li Na：联系情况和客户反应：", "## Li Na：跟进要点里从未做过的动作"]
    {
        assert!(page.contains(says), "{says}: {page}");
    }
    let json = world.json(["agenda", "--team", "--json"]);
    let li = json.as_array().unwrap().iter().find(|one| one["owner"] == "li").unwrap();
    assert_eq!(
        (&li["contacts"][0]["reply"], &li["contacts"][1]["text"]),
        (&json!("none"), &json!("wants a new price"))
    );
    assert_eq!(li["never_done"][0]["actions"], json!(["visit", "meeting of the directors"]));
    // A month has more than a page takes.
    for day in 1..=12 {
        let at = format!("2026-11-{day:02}");
        world.ok(["log", "gamma", "call", "--via", "call", "--reply", "neutral", "--by", "li", "--at", &at]);
    }
    let page = world.ok(["agenda", "--team", "--month"]);
    assert!(page.contains("(the first 10 of 1"), "{page}");
}

#[test]
fn what_somebody_else_is_to_do_and_never_did_stands_with_that_one() {
    let world = World::new();
    world.put(
        "crm.yaml",
        "people: {li: {name: Li Na}, wang: {name: Wang}}\nplaybooks:\n  C:\n    actions:\n      - {en: visit, zh: 拜访, every: 1 month}\n      - {en: meeting of the directors, zh: 高层会面, every: 3 months, who: wang}\n",
    );
    world.card("gamma", "name: Gamma\ngrade: C\nowner: li\nsince: 2026-01-05\n");
    let page = world.ok(["agenda", "--team"]);
    for says in [
        "Li Na: never done, of the playbooks\nC  Gamma  gamma\n   visit\n",
        "Wang: never done, of the playbooks\nC  Gamma  gamma\n   meeting of the directors\n",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    let told = "meeting of the directors, wang: never done, every 3 months";
    let own = world.ok(["agenda", "--owner", "wang"]);
    assert!(own.contains(told) && own.contains("Gamma  gamma"), "{own}");
    assert_eq!(world.ok(["agenda", "--owner", "wang", "--week"]).matches(told).count(), 1);
    let own = world.ok(["--lang", "zh", "agenda", "--owner", "wang"]);
    assert!(own.contains("高层会面，Wang：从未做过，每3个月一次"), "{own}");
    assert!(!world.ok(["agenda", "--owner", "li"]).contains(told), "an aim of the owner's");
    let dates = world.json(["dates", "--kind", "action", "--json"]);
    let told = (&dates[0]["on"], &dates[0]["since"]);
    assert_eq!(told, (&serde_json::json!("2026-11-20"), &serde_json::Value::Null));
    assert_eq!(dates.as_array().map(Vec::len), Some(1));
    // Done once, it has a day.
    world.ok(["log", "gamma", "met", "--via", "meeting", "--action", "高层会面", "--by", "wang"]);
    let own = world.ok(["agenda", "--owner", "wang"]);
    assert!(!own.contains("never done"), "{own}");
}
