//! What drives the follow-ups: schemes that are computed, a team's own classes, playbooks.

use serde_json::Value;

use crate::world::World;

/// Four customers: two that buy, one that did, one that never has.
fn book(rules: &str) -> World {
    let world = World::new();
    world.put("crm.yaml", rules);
    let order = |at: &str, amount: u32| {
        format!(r#"{{"at":"{at}","by":"li","kind":"order","amount":{amount},"margin":0.4}}"#)
    };
    let call = r#"{"at":"2026-11-02","by":"li","kind":"followup","via":"call"}"#.to_owned();
    for (id, grade, log) in [
        ("giant", "grade: C\n", vec![order("2026-05-04", 9000), order("2026-08-03", 1000), call.clone()]),
        ("small", "", vec![order("2026-06-01", 300), order("2026-07-01", 300), call.clone()]),
        ("gone", "", vec![order("2024-06-01", 5000), call.clone()]),
        ("new", "grade: B\n", vec![call]),
    ] {
        world.card(id, &format!("name: {id}\n{grade}"));
        world.log(id, &log.iter().map(String::as_str).collect::<Vec<_>>());
    }
    world
}

/// Who is due within a year, with class, day and reason.
fn agenda(world: &World) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let line = |item: &Value| {
        let parts = [&item["id"], &item["grade"], &item["due"], &item["reason"]["code"]];
        parts.map(text).join(" ")
    };
    let due = world.json(["due", "--within", "1y", "--json"]);
    due.as_array().unwrap().iter().map(line).collect()
}

#[test]
fn a_computed_scheme_needs_no_grade_in_the_files() {
    for (scheme, want) in [
        (
            "abc",
            [
                "giant A 2026-11-09 cadence",
                "new C 2026-12-02 cadence",
                "gone C 2026-12-02 cadence",
                "small B 2026-11-17 times",
            ],
        ),
        (
            "volume",
            [
                "giant S 2026-11-09 cadence",
                "new C 2027-01-04 cadence",
                "small B 2026-12-02 cadence",
                "gone D 2027-02-02 cadence",
            ],
        ),
        (
            "pyramid",
            [
                "giant super 2026-11-09 cadence",
                "small small 2027-02-02 cadence",
                "gone inactive 2027-02-02 cadence",
                "new prospect 2027-01-04 cadence",
            ],
        ),
        (
            "value",
            [
                "giant A 2026-11-17 times",
                "new C 2026-12-02 cadence",
                "gone C 2026-12-02 cadence",
                "small C 2026-12-02 cadence",
            ],
        ),
        (
            "lifecycle",
            [
                "new acquisition 2027-01-04 cadence",
                "giant growth 2026-11-17 times",
                "small growth 2026-11-17 times",
                "gone exit 2027-02-02 cadence",
            ],
        ),
        (
            "importance",
            [
                "giant important 2026-11-17 times",
                "gone ordinary 2027-01-04 cadence",
                "new ordinary 2027-01-04 cadence",
                "small ordinary 2027-01-04 cadence",
            ],
        ),
        (
            "need",
            [
                "giant potential 2027-01-04 cadence",
                "gone potential 2027-01-04 cadence",
                "new potential 2027-01-04 cadence",
                "small potential 2027-01-04 cadence",
            ],
        ),
    ] {
        let world = book(&format!("scheme: {scheme}\n"));
        let mut got = agenda(&world);
        let mut want = want.map(str::to_owned).to_vec();
        got.sort();
        want.sort();
        assert_eq!(got, want, "{scheme}");
        assert_eq!(world.run(["check"]).code, 0, "{scheme}");
    }
}

#[test]
fn a_file_that_differs_from_the_scheme_is_told_and_brought_in_line() {
    let world = book("scheme: abc\n");
    assert_eq!(world.ok(["list", "--grade", "A", "-f", "ids"]), "giant\n", "the class that drives");
    let review = world.json(["review", "--json"]);
    let told: Vec<_> =
        review.as_array().unwrap().iter().map(|found| found["reason"]["code"].clone()).collect();
    assert_eq!(told, ["computed"], "nothing else moves, and what can't be told is left as it is");
    assert_eq!((&review[0]["from"], &review[0]["to"]), (&"C".into(), &"A".into()));
    let changed = world.run(["review", "--yes", "--by", "li"]);
    assert_eq!(changed.changed(), ["customers/giant.log.jsonl", "customers/giant.yaml"]);
    assert_eq!(world.read("customers/giant.yaml"), "name: giant\ngrade: A\n");
    assert_eq!(world.json(["review", "--json"]), Value::Array(vec![]));
    let added = world.ok(["add", "Acme"]);
    assert!(!added.contains("crm grade"), "nobody has to: {added}");
    world.run(["grade", "acme", "B", "--by", "li"]).says(&["abc computes the class that counts"]);
}

#[test]
fn a_written_follow_up_is_answered_by_the_computed_class() {
    let world = book("scheme: abc\n");
    let told = world.ok(["log", "small", "fine", "--by", "li"]);
    assert!(told.contains("next 2026-11-30") || told.contains("at least 2 a month"), "{told}");
    // An order that makes it the largest counts at once.
    let told = world.ok(["log", "small", "--order", "90000", "--by", "li"]);
    assert!(told.contains("every week"), "{told}");
}

#[test]
fn a_team_has_its_own_classes_cadences_and_playbooks() {
    let rules = "\
scheme: own
grades:
  金牌: {cadence: 每月2次, minutes: 10}
  offer: {steps: {quote: [2, 5], contract: [30]}, minutes: 5}
  银牌: {cadence: 2 weeks, minutes: 5}
  rest: {cadence: never}
playbooks:
  银牌: {goal: 成为金牌, actions: [问需求, {do: 送样本, after: quote}], plan: required}
";
    let world = World::new();
    world.put("crm.yaml", rules);
    let call = r#"{"at":"2026-11-02","by":"li","kind":"followup"}"#;
    let quote = r#"{"at":"2026-11-09","by":"li","kind":"quote","amount":10}"#;
    for (id, grade, log) in [
        ("gold", "金牌", vec![call]),
        ("offered", "offer", vec![call, quote]),
        ("silver", "银牌", vec![call, quote]),
        ("resting", "rest", vec![call]),
        ("never-met", "rest", vec![]),
    ] {
        world.card(id, &format!("name: {id}\ngrade: {grade}\n"));
        world.log(id, &log);
    }
    // In the order of crm.yaml.
    assert_eq!(
        agenda(&world),
        ["gold 金牌 2026-11-17 times", "offered offer 2026-11-11 step", "silver 银牌 2026-11-16 cadence"]
    );
    let due = world.json(["due", "--grade", "银牌", "--json"]);
    let actions: Vec<_> =
        due[0]["playbooks"][0]["actions"].as_array().unwrap().iter().map(|a| &a["do"]).collect();
    assert_eq!(actions, ["问需求", "送样本"]);
    assert_eq!(due[0]["lacks_plan"], true);
    insta::assert_snapshot!(world.call(["due", "--grade", "银牌"]).env("CRM_LANG", "zh").run().stdout, @r#"
    2026-11-20（周五） · 待跟进 1 个，其中逾期 1 个 · 5 分钟

    银牌  silver  silver                                                  逾期4天
          每2周一次，上次联系11月2日                                       5 分钟
          上次 11月2日
          行动 成为金牌：问需求；送样本
          计划 还没有，该等级联系前必须先定计划：crm set silver plan="…"

    联系之前：crm show 编号
    联系之后：crm log 编号 "沟通内容" --reply 有意向 --next 周五
    "#);
    assert_eq!(world.run(["check"]).code, 0);
    assert_eq!(
        world.json(["review", "--json"]),
        Value::Array(vec![]),
        "no moves are known for these classes"
    );
}

#[test]
fn a_playbook_for_a_combined_label_reaches_the_agenda() {
    let world = book(
        "playbooks:\n  \"* + high + *\": {goal: deepen, actions: [visit], who: a director}\n  \
         \"C + high + *\": {actions: [{do: mail, every: 1 month}]}\n",
    );
    let card = world.read("customers/giant.yaml");
    world.card("giant", &format!("{card}potential: high\n"));
    world.card("new", "name: new\ngrade: D\npotential: high\n");
    let label = |id: &str| world.json(["due", "--within", "1y", "--json", id])[0]["playbooks"][0].clone();
    assert_eq!(label("giant")["for"], "* + high + *", "its value is A");
    assert_eq!((&label("new")["for"], &label("new")["who"]), (&"* + high + *".into(), &"a director".into()));
    insta::assert_snapshot!(world.ok(["due", "--within", "1y", "giant"]), @r#"
    2026-11-20 (Fri) · 0 due, 0 of them overdue · 1 to come · 20 min

    C  giant  giant                                                     in 45 days
       every 2 months, last contact 2 Nov, moved from Sat 2 Jan 2027        20 min
       grade A? it has ordered: 2 orders, the last on 3 Aug (crm grade
         giant A)
       last 2 Nov, call
       aim  deepen (high potential): visit; by a director

    Before the call: crm show ID
    After it: crm log ID "what was said" --reply positive --next fri
    "#);
}

#[test]
fn whom_a_playbook_is_for_is_told_in_words_and_stays_a_label_in_data() {
    let world = World::new();
    world.put("crm.yaml", "version: 2\n");
    world.card("new", "name: new\ngrade: D\npotential: high\n");
    for ask in [["due"], ["agenda"]] {
        for (lang, words) in [("en", " (high potential)"), ("zh", "（潜力高）")] {
            let said = world.ok([ask[0], "--lang", lang]);
            assert!(said.contains(words) && !said.contains("+ high") && !said.contains("- +"), "{said}");
        }
    }
    for lang in ["en", "zh"] {
        assert_eq!(world.json(["due", "--json", "--lang", lang])[0]["playbooks"][1]["for"], "- + high + *");
        assert!(
            world.ok(["list", "--view", "label", "-f", "csv", "--lang", lang]).contains(",? + high + new")
        );
        assert_eq!(world.json(["show", "new", "--json", "--lang", lang])["label"], "? + high + new");
    }
    assert!(world.ok(["list", "--view", "label"]).contains("? + high + new"));
    assert!(world.ok(["list", "--view", "label", "--lang", "zh"]).contains("价值未知 + 高潜力 + 新客户"));
}

#[test]
fn what_is_wrong_with_a_scheme_is_told_in_its_place() {
    for (rules, place) in [
        ("scheme: abcd\n", "crm.yaml:1:9"),
        ("scheme: own\n", "crm.yaml:1:"),
        ("scheme: abc\nunplaced: X\n", "crm.yaml:2:11"),
        ("scheme: abc\ngrades:\n  X: {cadence: 1 month}\n", "crm.yaml:3:3"),
        ("grades:\n  A: {cadence: 25 a month}\nmoves: off\n", "crm.yaml:2:16"),
        ("grades:\n  A: {steps: {met: [1]}}\nmoves: off\n", "crm.yaml:2:15"),
        ("playbooks:\n  A + high: {goal: x}\n", "crm.yaml:2:3"),
        ("playbooks:\n  A + high + old: {goal: x}\n", "crm.yaml:2:3"),
        ("playbooks:\n  Z: {goal: x}\n", "crm.yaml:2:3"),
        ("playbooks:\n  A: {plan: maybe}\n", "crm.yaml:2:13"),
        ("playbooks:\n  A: {actions: [{every: 1 month}]}\n", "crm.yaml:2:"),
        ("playbooks:\n  A: {actions: [{do: x, often: 1 month}]}\n", "crm.yaml:2:25"),
    ] {
        let world = World::new();
        world.put("crm.yaml", rules);
        let told = world.run(["check"]);
        let all = told.whole();
        assert!(all.contains(place), "{rules:?}: {all}");
    }
}

#[test]
fn a_rule_under_a_mistyped_key_is_told_where_it_does_not_count() {
    let world = book("calender: {}\n");
    let due = world.run(["due"]);
    assert_eq!(due.code, 0, "the rest is answered");
    due.says(&["crm.yaml:1:1", "unknown key \"calender\"", "did you mean \"calendar\"?"]);
}

#[test]
fn what_was_said_of_the_need_drives_where_the_team_wants_it() {
    let world = World::new();
    world.put("crm.yaml", "scheme: need\n");
    let said = |need: &str, at: &str| {
        format!(r#"{{"at":"{at}","by":"li","kind":"followup","via":"call","need":"{need}"}}"#)
    };
    for (id, file, log) in [
        ("now", "", vec![said("target", "2026-11-02")]),
        ("never", "", vec![said("dead", "2026-11-02")]),
        ("faded", "", vec![said("target", "2026-03-02")]),
        ("filed", "need: target\n", vec![said("potential", "2026-03-02")]),
    ] {
        world.card(id, &format!("name: {id}\ngrade: A\n{file}"));
        world.log(id, &log.iter().map(String::as_str).collect::<Vec<_>>());
    }
    assert_eq!(
        agenda(&world),
        [
            "filed target 2026-03-09 cadence",
            "now target 2026-11-09 cadence",
            "faded potential 2026-05-04 cadence"
        ],
        "who will never need it is on no agenda"
    );
    let why = world.ok(["due", "now", "--why"]);
    assert!(why.contains("said in the follow-up of 2 Nov"), "{why}");
    let why = world.ok(["due", "now", "--why", "--lang", "zh"]);
    assert!(why.contains("11月2日的跟进里说的"), "{why}");
    let review = world.json(["review", "--json", "--only", "computed"]);
    assert_eq!(review[0]["evidence"]["scheme"], "need", "{review}");
}
