//! Suggestions that are answered, and `crm review --record`.
use crate::world::World;
use serde_json::json;

/// One that has ordered, one that is silent, one whose contact is gone, one without a grade.
fn book() -> World {
    let world = World::new();
    world.card("ordered", "name: Ordered\ngrade: C\nowner: li\nsince: 2026-11-01\n");
    world.log("ordered", &[r#"{"at":"2026-11-18","by":"li","kind":"order","amount":"100"}"#]);
    world.card("silent", "name: 沉默\ngrade: C\nowner: wang\nsince: 2026-11-01\n");
    let said = |day: &str, reply: &str| {
        format!(r#"{{"at":"{day}","by":"li","kind":"followup","via":"email","reply":"{reply}"}}"#)
    };
    let lines = [said("2026-11-02", "none"), said("2026-11-09", "none"), said("2026-11-16", "none")];
    world.log("silent", &lines.each_ref().map(String::as_str));
    world.card("gone", "name: Gone\ngrade: D\nowner: li\nsince: 2026-11-01\n");
    let lines = [said("2026-11-02", "bounced"), said("2026-11-09", "bounced")];
    world.log("gone", &lines.each_ref().map(String::as_str));
    world.card("new", "name: New\nowner: li\n");
    world
}

fn suggested(world: &World) -> String {
    world.ok(["review", "-f", "ids"])
}

#[test]
fn each_answer_is_an_entry_and_ends_the_suggestion() {
    let world = book();
    assert_eq!(suggested(&world), "ordered\nsilent\nnew\ngone\n");
    let refused = world.run(["review", "ordered", "--wrong", "--why", "a dealer's single order"]);
    assert_eq!(refused.changed(), ["customers/ordered.log.jsonl"]);
    assert!(refused.stdout.starts_with("Ordered (ordered): order → A: not right\n"), "{refused:?}");
    let entry = world.last("ordered");
    for (key, want) in [
        ("kind", json!("suggestion")),
        ("code", json!("order")),
        ("answer", json!("wrong")),
        ("to", json!("A")),
        ("why", json!("a dealer's single order")),
        ("by", json!("li")),
        ("until", json!(null)),
    ] {
        assert_eq!(entry[key], want, "{key}");
    }
    let put_off = world.ok(["review", "silent", "--later", "2w"]);
    assert!(put_off.contains("silent → D: put off until 2026-12-04"), "{put_off}");
    world.ok(["review", "gone", "--done"]);
    assert_eq!(suggested(&world), "new\n");
    let on = |day: &str| world.call(["review", "silent", "-f", "ids"]).env("CRM_TODAY", day).run().stdout;
    assert_eq!((on("2026-12-03"), on("2026-12-04")), (String::new(), "silent\n".to_owned()));
    let shown = world.ok(["show", "ordered"]);
    assert!(shown.contains("suggestion, order → A, not right: a dealer's single order"), "{shown}");
    let shown = world.ok(["--lang", "zh", "show", "silent"]);
    assert!(shown.contains("建议，未回复 → D，推迟至 2026-12-04"), "{shown}");
    assert_eq!(world.json(["check", "--json"]), json!([]), "{}", world.ok(["check"]));
    // What is taken back is suggested again.
    world.ok(["undo"]);
    assert_eq!(suggested(&world), "new\ngone\n");
    // Another order is another fact.
    world.ok(["log", "ordered", "--order", "70"]);
    assert!(suggested(&world).contains("ordered"));
}

#[test]
fn what_makes_no_sense_is_refused_in_words() {
    let world = book();
    for (line, code, words) in [
        ("review ordered --wrong", 2, "--why"),
        ("review ordered --wrong --why", 2, "--why"),
        ("review --wrong --why x", 2, "<ID>"),
        ("review ordered --why x", 2, "--later DAY, --wrong or --done"),
        ("review ordered --later yesterday", 2, "is not after today"),
        ("review ordered --done", 4, "crm review ordered --yes"),
        ("review new --wrong --why x", 4, "crm grade new D, or --later 4w"),
        ("review nobody --later 4w", 3, "nobody"),
        ("review ordered --later 4w --only silent", 4, "nothing is suggested for ordered"),
        ("review -n 3", 2, "--record"),
    ] {
        world.run(line.split(' ')).refused(code, &[words]);
    }
    let zh = world.run(["--lang", "zh", "review", "ordered", "--wrong", "--why", " "]);
    zh.refused(2, &["不采纳要写明原因"]);
}

#[test]
fn a_decision_on_the_grade_answers_what_is_suggested() {
    let world = book();
    let answers = |id: &str| -> Vec<serde_json::Value> {
        let log = world.read(&format!("customers/{id}.log.jsonl"));
        let lines = log.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        lines
            .filter(|line| line["kind"] == "suggestion")
            .map(|line| json!([line["code"], line["answer"], line["to"]]))
            .collect()
    };
    world.ok(["grade", "ordered", "A", "--why", "as it says"]);
    assert_eq!(answers("ordered"), [json!(["order", "done", "A"])]);
    world.ok(["grade", "silent", "--confirm", "--why", "on leave until spring"]);
    assert_eq!(answers("silent"), [json!(["silent", "wrong", "D"])]);
    // Another grade than the one that was suggested is no answer.
    world.ok(["set", "new", "grade=E"]);
    assert_eq!(answers("new"), [] as [serde_json::Value; 0]);
    assert_eq!(suggested(&world), "gone\n");
    let found = world.json(["review", "--record", "--json"]);
    let short: Vec<_> = found["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["code"], one["open"], one["accepted"], one["wrong"], one["right"]]))
        .collect();
    assert_eq!(
        json!(short),
        json!([["order", 0, 1, 0, null], ["silent", 0, 0, 1, null], ["verify", 1, 0, 0, null]])
    );
    assert_eq!(found["rules"][1]["answers"][0]["why"], "on leave until spring", "of the decision beside it");
    assert_eq!(found["rules"][0]["recent"], 1);
}

#[test]
fn the_record_says_how_often_each_rule_was_right_and_nothing_of_few() {
    let world = World::new();
    // Twelve of one rule: eight accepted, of which one was taken back within a quarter and one after it, and four refused.
    for number in 1..=12 {
        let id = format!("c{number:02}");
        world.card(&id, &format!("name: Customer {number}\ngrade: D\nsince: 2026-01-01\n"));
        let answer = if number <= 8 { "done" } else { "wrong" };
        let mut lines = vec![
            format!(
                r#"{{"at":"2026-03-02T09:00:00+08:00","by":"li","kind":"suggestion","code":"silent","answer":"{answer}","to":"D","why":"reason {number}"}}"#
            ),
            r#"{"at":"2026-03-02T09:00:00+08:00","by":"li","kind":"grade","from":"C","to":"D"}"#.to_owned(),
        ];
        if number <= 2 {
            let day = if number == 1 { "2026-05-20" } else { "2026-06-20" };
            lines.push(format!(
                r#"{{"at":"{day}T09:00:00+08:00","by":"li","kind":"grade","from":"D","to":"C"}}"#
            ));
        }
        world.log(&id, &lines.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let found = world.json(["review", "--record", "--json"]);
    let silent = found["rules"].as_array().unwrap().iter().find(|one| one["code"] == "silent").unwrap();
    for (key, want) in [
        ("accepted", 8),
        ("wrong", 4),
        ("later", 0),
        ("taken_back", 1),
        ("recent", 0),
        ("right", 58),
        ("answered", 12),
    ] {
        assert_eq!(silent[key], want, "{key}");
    }
    assert_eq!(found["least"], 10);
    let text = world.ok(["review", "--record", "-n", "1"]);
    assert!(text.contains("silent      0         8"), "{text}");
    assert!(text.contains("58 %") && text.contains("accepted, taken back on 2026-05-20"), "{text}");
    assert!(text.contains("… and 4 more"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let csv = world.ok(["review", "--record", "-f", "csv"]);
    assert!(csv.starts_with("rule,open,answered,accepted,later,wrong,taken_back,recent,right"), "{csv}");
    assert!(csv.contains("silent,0,12,8,0,4,1,0,58"), "{csv}");
    for form in ["md", "html"] {
        let page = world.ok(["review", "--record", "-f", form]);
        assert!(page.contains("58 %") && page.contains("reason 9"), "{page}");
    }
    // Since a day, and of one rule too few.
    let few = world.ok(["review", "--record", "2026-03-03"]);
    assert!(!few.contains("58 %"), "{few}");
    let none = World::new();
    assert!(none.ok(["review", "--record"]).contains("Nothing was suggested, and nothing answered"));
    assert!(none.ok(["--lang", "zh", "review", "--record"]).contains("还没有建议"));
}

#[test]
fn whoever_is_forgotten_is_gone_from_the_reasons() {
    let world = book();
    world.card(
        "ordered",
        "name: Ordered\ngrade: C\nowner: li\nsince: 2026-11-01\ncontacts:\n  - name: Anna Müller\n",
    );
    world.ok(["review", "ordered", "--wrong", "--why", "Anna Müller orders for another firm"]);
    world.ok(["forget", "ordered", "--contact", "Anna Müller", "--apply"]);
    let log = world.read("customers/ordered.log.jsonl");
    assert!(!log.contains("Anna") && log.contains("orders for another firm"), "{log}");
    assert!(!suggested(&world).contains("ordered"), "the answer stands");
    let redacted = world.run(["review", "--record", "--json", "--redact"]).stdout;
    assert!(!redacted.contains("another firm"), "{redacted}");
}
