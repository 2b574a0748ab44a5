//! A visit of two of us is one contact: one writes it, and the others are named beside.

use crate::world::World;

const TEAM: &str = "version: 1\npeople:\n  li: {name: 李娜}\n  wang: {name: Wang Wei}\n  chen: {}\n";
const CARD: &str = "name: Acme\ngrade: B\ncountry: DE\nowner: li\n";

fn world() -> World {
    let world = World::new();
    world.put("crm.yaml", TEAM);
    world.card("acme", CARD);
    world
}

#[test]
fn who_was_there_is_named_by_id_once_and_beside_the_one_who_writes() {
    for (typed, want) in [
        (&["--with-us", "wang"][..], Some(r#""with_us":["wang"]"#)),
        (&["--with-us", "wang,chen"], Some(r#""with_us":["wang","chen"]"#)),
        (&["--with-us", "Wang Wei", "--with-us", "chen"], Some(r#""with_us":["wang","chen"]"#)),
        (&["--with-us", "WANG, wang"], Some(r#""with_us":["wang"]"#)),
        (&["--with-us", "李娜"], None),
        (&["--with-us", "li,wang,"], Some(r#""with_us":["wang"]"#)),
    ] {
        let world = world();
        let mut args = vec!["log", "acme", "saw the plant", "--via", "visit", "--by", "li"];
        args.extend(typed);
        world.ok(args);
        let log = world.read("customers/acme.log.jsonl");
        assert_eq!(log.lines().count(), 1, "{typed:?}: {log}");
        match want {
            Some(want) => assert!(log.contains(want), "{typed:?}: {log}"),
            None => assert!(!log.contains("with_us"), "{typed:?}: {log}"),
        }
    }
}

#[test]
fn who_is_nobody_of_the_team_and_two_writers_are_refused() {
    for (typed, told) in [
        (&["--with-us", "wnag"][..], "did you mean wang?"),
        (&["--with-us", "stranger"], "nobody of the team is called \"stranger\""),
        (&["--by", "li,wang"], "--by li --with-us wang"),
        (&["--by", "li、王"], "--by li --with-us 王"),
        (&["--note", "--with-us", "wang"], "a note is not a contact"),
    ] {
        let world = world();
        let mut args = vec!["log", "acme", "saw the plant"];
        args.extend(typed);
        let outcome = world.run(args);
        assert_eq!(outcome.code, 2, "{typed:?}: {outcome:?}");
        assert!(outcome.stderr.contains(told), "{typed:?}: {outcome:?}");
        assert!(!world.path("customers/acme.log.jsonl").exists(), "{typed:?}");
    }
}

#[test]
fn every_page_and_table_names_them() {
    let world = world();
    world.ok(["log", "acme", "saw the plant", "--via", "visit", "--by", "li", "--with-us", "wang"]);
    assert!(world.ok(["show", "acme"]).contains("li, wang  visit"), "{}", world.ok(["show", "acme"]));
    let page = world.ok(["show", "acme", "--lang", "zh"]);
    assert!(page.contains("李娜、Wang Wei"), "{page}");
    assert_eq!(world.json(["show", "acme", "--json"])["log"][0]["with_us"][0], "wang");
    let table = world.ok(["export", "entries", "-f", "csv"]);
    assert!(table.lines().next().is_some_and(|head| head.contains(",with_us,")), "{table}");
    assert!(table.lines().nth(1).is_some_and(|row| row.contains(",wang,")), "{table}");
    assert!(world.ok(["check"]).contains("1"), "a clean book");
    // What is exported comes in again; the one who wrote it is not doubled.
    let other = self::world();
    other.put(
        "log.csv",
        "id,at,by,kind,via,text,with_us\nacme,2026-11-19,li,followup,visit,plant,\"Wang Wei; li\"\n",
    );
    other.ok(["import", "log.csv", "--entries", "--apply"]);
    let log = other.read("customers/acme.log.jsonl");
    assert!(log.contains(r#""with_us":["wang"]"#), "{log}");
}

#[test]
fn a_hand_that_writes_it_otherwise_is_understood_or_told() {
    let line = |with_us: &str| {
        format!(
            r#"{{"at":"2026-11-19","by":"li","kind":"followup","via":"visit","text":"plant","with_us":{with_us}}}"#
        )
    };
    for (with_us, want, told) in [
        ("[\"wang\"]", serde_json::json!(["wang"]), None),
        ("\"wang\"", serde_json::json!(["wang"]), None),
        ("[]", serde_json::json!([]), None),
        ("null", serde_json::json!([]), None),
        ("[\" \"]", serde_json::json!([]), None),
        ("7", serde_json::json!([]), Some("with_us")),
    ] {
        let world = world();
        world.put("customers/acme.log.jsonl", format!("{}\n", line(with_us)));
        let shown: serde_json::Value =
            serde_json::from_str(&world.run(["show", "acme", "--json"]).stdout).expect("JSON");
        assert_eq!(shown["log"][0]["with_us"], want, "{with_us}");
        let checked = world.run(["check"]);
        let is_told = format!("{}{}", checked.stdout, checked.stderr).contains("with_us");
        assert_eq!(is_told, told.is_some(), "{with_us}: {checked:?}");
    }
}
