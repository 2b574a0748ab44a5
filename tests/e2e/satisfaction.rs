//! How satisfied a customer is: typed with a contact, shown on its page, kept by lists.

use serde_json::json;

use crate::world::World;

fn world() -> World {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: C\nowner: li\n");
    world
}

#[test]
fn a_score_is_typed_with_a_contact_and_the_page_shows_the_latest() {
    let world = world();
    world.ok(["log", "acme", "asked", "--via", "call", "--satisfaction", "2", "--at", "2026-11-02"]);
    world.ok(["log", "acme", "asked again", "--via", "call", "--satisfaction", "4", "--at", "2026-11-18"]);
    world.ok(["log", "acme", "nothing said", "--via", "call", "--at", "2026-11-19"]);
    let page = world.ok(["show", "acme"]);
    assert!(page.contains("4 of 5 on 18 Nov") && page.contains("satisfaction 2/5"), "{page}");
    let page = world.ok(["--lang", "zh", "show", "acme"]);
    assert!(page.contains("满意度") && page.contains("4 分（满分 5 分），11月18日"), "{page}");
    let shown = world.json(["show", "acme", "--json"]);
    assert_eq!(shown["satisfaction"], json!({"score": 4, "on": "2026-11-18"}));
    assert_eq!(shown["log"][0]["satisfaction"], json!(2));
    assert!(world.read("customers/acme.log.jsonl").contains(r#""satisfaction":4"#));
    assert_eq!(world.run(["check"]).code, 0);
}

#[test]
fn what_is_no_score_is_refused_in_words() {
    let world = world();
    for typed in ["0", "6", "4.5", "good"] {
        let outcome = world.run(["log", "acme", "x", "--via", "call", "--satisfaction", typed]);
        outcome.refused(2, &["--satisfaction", "1 ", "5"]);
        let outcome =
            world.run(["--lang", "zh", "log", "acme", "x", "--via", "call", "--satisfaction", typed]);
        outcome.refused(2, &["--satisfaction", "1 ", "5"]);
    }
    world.log("acme", &[r#"{"at":"2026-11-02","by":"li","kind":"followup","via":"call","satisfaction":9}"#]);
    let outcome = world.run(["check"]);
    assert_eq!(outcome.code, 1, "{outcome:?}");
    for said in ["acme.log.jsonl:1:", "satisfaction", "1 (not at all) to 5"] {
        assert!(outcome.stdout.contains(said), "{outcome:?}");
    }
}

#[test]
fn a_list_brings_scores_and_takes_them_along() {
    let world = world();
    world.put(
        "list.csv",
        "客户名称,日期,跟进方式,跟进内容,满意度\nAcme,2026-11-03,电话,问了,5\nAcme,2026-11-04,电话,再问,8\n",
    );
    let outcome = world.run(["import", "list.csv", "--entries", "--apply"]);
    assert!(outcome.stderr.contains('8') || outcome.stdout.contains('8'), "{outcome:?}");
    world.put("list.csv", "客户名称,日期,跟进方式,跟进内容,满意度\nAcme,2026-11-03,电话,问了,5\n");
    world.ok(["import", "list.csv", "--entries", "--apply"]);
    assert_eq!(world.json(["show", "acme", "--json"])["satisfaction"]["score"], json!(5));
    let table = world.ok(["export", "entries", "--format", "csv"]);
    let head = table.lines().next().expect("a header");
    assert!(head.contains(",action,satisfaction,what,files"), "{head}");
    assert!(table.contains(",5,,,,,,,,\r\n"), "{table}");
}

#[test]
fn who_is_not_satisfied_is_to_be_asked_why() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: B\nowner: li\nsince: 2025-01-01\n");
    assert!(!world.ok(["log", "acme", "fine", "--satisfaction", "3"]).contains("ask why"));
    let told = world.ok(["log", "acme", "late again", "--satisfaction", "2", "--via", "call"]);
    assert!(told.contains("not satisfied: ask why") && told.contains("--complaint opened"), "{told}");
    assert!(world.ok(["show", "acme"]).contains("2 of 5 on 20 Nov: ask why"));
    assert!(world.ok(["--lang", "zh", "show", "acme"]).contains("11月20日：请问明原因"));
}

#[test]
fn who_is_not_satisfied_is_asked_why_with_the_next_contact() {
    let world = World::new();
    for (id, score) in [("low", 2), ("high", 4)] {
        world.card(id, &format!("name: {id}\ngrade: C\nowner: li\nplan: x\n"));
        let said = format!(
            r#"{{"at":"2026-08-20","by":"li","kind":"followup","via":"call","reply":"neutral","satisfaction":{score}}}"#
        );
        world.log(id, &[&said]);
    }
    for line in [&["due"][..], &["agenda", "--owner", "li"]] {
        let page = world.ok(line);
        assert_eq!(page.matches("satisfied 2 of 5 on 20 Aug").count(), 1, "{page}");
        assert!(!page.contains("4 of 5"), "{page}");
    }
    assert!(world.ok(["--lang", "zh", "due"]).contains("8月20日满意度只有 2 分"));
}

#[test]
fn a_low_score_stands_in_the_answer_for_programs_and_a_good_one_does_not() {
    let world = World::new();
    for (id, score) in [("low", 2), ("good", 4)] {
        world.card(id, &format!("name: {id}\ngrade: A\nsince: 2026-01-05\n"));
        let line = format!(
            r#"{{"at":"2026-10-02","by":"li","kind":"followup","via":"call","satisfaction":{score}}}"#
        );
        world.log(id, &[&line]);
    }
    let due = world.json(["due", "--json"]);
    let of =
        |id: &str| due.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap()["unsatisfied"].clone();
    assert_eq!(of("low"), serde_json::json!({"score": 2, "on": "2026-10-02"}));
    assert_eq!(of("good"), serde_json::Value::Null);
}
