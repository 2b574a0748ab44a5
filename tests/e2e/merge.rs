//! `crm merge`: one customer of two, and nothing of either is lost.
use crate::team::Team;
use crate::world::World;

const KEEP: &str = "# ours\nname: 深圳宏达机械有限公司   # as on the card\ngrade: B\nowner: li\ncontacts:\n  # the boss\n  - name: 王强\n    email: wang@hongda.example\ntags: [a]\nnotes: |\n  likes tea\n";
const OTHER: &str = "# from the fair\nname: 宏達機械（深圳）\ngrade: D\nregion: 广东\ndistinct: [bolt]\ncontacts:\n  - {name: 王强, phone: \"0755 5550 0188\", chat: {wechat: wq}}\n  - {name: 李丽, email: li@hongda.example, verified: 2026-10-01}\ndates:\n  - {on: 2026-06-01, what: met}\ntags: [a, b]\nnotes: |\n  short mails\n  only\ncustom: {forwarder: by sea}\n";
const OURS: &str = "{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"note\",\"text\":\"ours\"}\n{\"at\":\"2026-11-02\",\"by\":\"li\",\"kind\":\"note\",\"text\":\"both\"}";
const THEIRS: &str = "{ \"at\" : \"2026-10-01\", \"by\":\"wang\",\"kind\":\"hologram\", \"x\":[1] }\n{\"at\":\"2026-11-02\",\"by\":\"li\",\"kind\":\"note\",\"text\":\"both\"}\n{\"at\":\"2026-10-03\",\"by\":\"wang\",\"kind\":\"note\",\"text\":\"theirs\"}\r\n";

fn pair() -> World {
    let world = World::new();
    world.card("hongda", KEEP).card("hongda-2", OTHER).card("bolt", "name: Bolt\ndistinct: [hongda-2]\n");
    world.put("customers/hongda.log.jsonl", OURS).put("customers/hongda-2.log.jsonl", THEIRS);
    world
}

#[test]
fn it_is_shown_first_and_writes_nothing() {
    let world = pair();
    let shown = world.run(["merge", "hongda", "hongda-2"]);
    assert!(shown.changed().is_empty());
    insta::assert_snapshot!(shown.stdout, @"
    keep   深圳宏达机械有限公司 (hongda), 2 entries
    merge  宏達機械（深圳） (hongda-2), 3 entries

    hongda gets
      + region: 广东
      + aliases: 宏達機械（深圳）
      + tags: b
      + distinct: bolt
      + dates: {on: 2026-06-01, what: met}
      + contacts[0].phone: 0755 5550 0188
      + contacts[0].chat.wechat: wq
      + contacts: {name: 李丽, email: li@hongda.example, verified: 2026-10-01}
      + notes: short mails only
      + custom: {forwarder: by sea}

    hongda keeps its own word for, and a note in its log says
      - grade: D

    comments that go to the note, too
      # from the fair

    all of hongda-2's history goes behind hongda's own; its two files go
    Nothing is written yet: crm merge hongda hongda-2 --apply
    ");
    let chinese = world.ok(["merge", "hongda", "hongda-2", "--lang", "zh"]);
    assert!(chinese.contains("尚未写入：crm merge hongda hongda-2 --apply"), "{chinese}");
}

#[test]
fn both_histories_are_kept_byte_for_byte_and_every_field_is_kept_or_named() {
    let world = pair();
    let done = world.run(["merge", "hongda", "hongda-2", "--apply"]);
    assert_eq!((done.code, done.stderr.as_str()), (0, ""), "{done:?}");
    let changed = ["bolt.yaml", "hongda-2.log.jsonl", "hongda-2.yaml", "hongda.log.jsonl", "hongda.yaml"];
    assert_eq!(done.changed(), changed.map(|name| format!("customers/{name}")));
    assert!(
        !world.path("customers/hongda-2.yaml").exists()
            && !world.path("customers/hongda-2.log.jsonl").exists()
    );
    let log = world.read("customers/hongda.log.jsonl");
    let theirs: Vec<&str> = THEIRS.split_inclusive('\n').collect();
    assert!(log.starts_with(&format!("{OURS}\n{}{}", theirs[0], theirs[2])), "{log}");
    assert_eq!(log.lines().count(), 5, "{log}");
    let note = world.last("hongda");
    assert_eq!(
        note["text"],
        "merged from hongda-2 (宏達機械（深圳）)\nnot taken:\ngrade: D\nits comments:\nfrom the fair"
    );
    insta::assert_snapshot!(world.read("customers/hongda.yaml"), @r#"
    # ours
    name: 深圳宏达机械有限公司   # as on the card
    aliases: ["宏達機械（深圳）"]
    grade: B
    owner: li
    region: 广东
    contacts:
      # the boss
      - name: 王强
        email: wang@hongda.example
        phone: 0755 5550 0188
        chat: {wechat: wq}
      - {name: 李丽, email: li@hongda.example, verified: 2026-10-01}
    dates: [{on: 2026-06-01, what: met}]
    tags: [a, b]
    distinct: [bolt]
    notes: |
      likes tea
      short mails
      only
    custom: {forwarder: by sea}
    "#);
    assert_eq!(world.read("customers/bolt.yaml"), "name: Bolt\ndistinct: [hongda]\n");
    assert!(world.run(["check"]).stdout.contains("0 errors"));
    let again = world.run(["merge", "hongda", "宏達機械", "--apply"]);
    again.refused(4, &["is hongda already: there is nothing to merge"]);
    world.run(["merge", "hongda", "hongda"]).refused(4, &["nothing to merge"]);
}

#[test]
fn a_grade_and_an_owner_that_come_along_are_in_the_log() {
    let world = World::new();
    world.card("a", "name: A\n").card("b", "name: B\ngrade: C\nowner: wang\narchived: 2026-01-01\n");
    world.ok(["merge", "a", "b", "--apply"]);
    assert_eq!(world.read("customers/a.yaml"), "name: A\naliases: [B]\ngrade: C\nowner: wang\n");
    let log = world.read("customers/a.log.jsonl");
    let kinds: Vec<String> = log
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["kind"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(kinds, ["grade", "owner", "note"]);
    assert!(log.contains("archived: 2026-01-01"), "that it was archived is said, and nobody stops for it");
}

#[test]
fn what_has_to_be_mended_first_is_refused() {
    let world = pair();
    world.put("customers/hongda-2.log.jsonl", format!("<<<<<<< HEAD\n{THEIRS}=======\n>>>>>>> x\n"));
    world.run(["merge", "hongda", "hongda-2", "--apply"]).refused(4, &["conflict", "nothing was merged"]);
    world.put("customers/hongda-2.log.jsonl", "");
    world.card("hongda-2", "name: [x\n");
    assert_ne!(world.run(["merge", "hongda", "hongda-2", "--apply"]).code, 0);
    world.run(["merge", "hongda", "nobody"]).refused(3, &["there is no customer"]);
}

#[test]
fn a_line_that_cannot_be_read_goes_along_as_it_is() {
    let world = pair();
    world.put("customers/hongda-2.log.jsonl", b"not json \xff\n");
    let done = world.run(["merge", "hongda", "hongda-2", "--apply"]);
    assert_eq!(done.code, 0, "{done:?}");
    done.says(&["hongda-2.log.jsonl:1"]);
    let log = std::fs::read(world.path("customers/hongda.log.jsonl")).unwrap();
    assert!(log.split(|byte| *byte == b'\n').any(|line| line == b"not json \xff"));
}

/// Two customers of a workspace of version 2, each with its file and its log.
fn two(keep: (&str, &[&str]), other: (&str, &[&str])) -> World {
    let world = World::new();
    world.put("crm.yaml", "version: 2\n");
    world.card("keep", keep.0).log("keep", keep.1).card("other", other.0).log("other", other.1);
    world
}

#[test]
fn an_open_complaint_is_not_solved_by_the_other_customers() {
    let opened =
        r#"{"at":"2026-11-18","by":"li","kind":"complaint","ref":"1","state":"opened","text":"leaks"}"#;
    let solved = r#"{"at":"2026-11-19","by":"wang","kind":"complaint","ref":"1","state":"solved"}"#;
    let world = two(("name: Keep\ngrade: C\nowner: li\n", &[opened]), ("name: Other\n", &[solved]));
    let due = |world: &World| world.json(["due", "--json"])[0]["reason"]["code"].clone();
    assert_eq!(due(&world), "complaint");
    let shown = world.ok(["merge", "keep", "other"]);
    assert!(shown.contains("complaint 1 → 1~other"), "{shown}");
    assert!(world.ok(["merge", "keep", "other", "--lang", "zh"]).contains("投诉 1 → 1~other"));
    world.ok(["merge", "keep", "other", "--apply"]);
    let log = world.read("customers/keep.log.jsonl");
    assert!(log.starts_with(&format!("{opened}\n{}\n", solved.replace("\"1\"", "\"1~other\""))), "{log}");
    assert_eq!(due(&world), "complaint");
    assert!(world.last("keep")["text"].as_str().unwrap().contains("renumbered:\ncomplaint 1 → 1~other"));
    world.ok(["undo"]);
    assert_eq!(world.read("customers/other.log.jsonl"), format!("{solved}\n"));
}

#[test]
fn the_grade_keeps_its_reason_and_its_recheck() {
    let grade = |day: &str, to: &str, why: &str| {
        format!(r#"{{"at":"{day}","by":"li","kind":"grade","from":null,"to":"{to}","why":"{why}"}}"#)
    };
    let (own, theirs) = (grade("2026-03-01", "D", "small"), grade("2026-11-01", "E", "no need at all"));
    let world = two(
        ("name: Keep\ngrade: D\nowner: li\nsince: 2026-01-05\n", &[&own]),
        ("name: Other\ngrade: E\nsince: 2026-11-01\n", &[&theirs]),
    );
    let recheck = |world: &World| {
        let found = world.json(["review", "--json"]);
        let all = found.as_array().unwrap().clone();
        all.into_iter().filter(|one| one["id"] == "keep").map(|one| one["reason"].clone()).collect::<Vec<_>>()
    };
    let before = recheck(&world);
    assert!(before.iter().any(|reason| reason["code"] == "recheck"), "{before:?}");
    world.ok(["merge", "keep", "other", "--apply"]);
    assert_eq!(recheck(&world), before);
    let shown = world.json(["show", "keep", "--json"]);
    let text = world.ok(["show", "keep"]);
    assert!(text.contains("small") && shown["grade"] == "D", "{text}");
    let head = text.split("2026-11-01").next().unwrap();
    assert!(!head.contains("no need at all"), "the reason is the one of this grade: {text}");
    assert_eq!(world.ok(["check"]), "1 customer checked: 0 errors, 0 warnings\n");
}

#[test]
fn no_sequence_begins_anew() {
    let became = r#"{"at":"2026-10-01","by":"li","kind":"grade","from":"C","to":"B","why":"sample soon"}"#;
    for (keep, other, log) in [
        // Since the earlier day, whoever has it.
        ("name: Keep\ngrade: B\nowner: li\nsince: 2026-11-18\n", "name: Other\nsince: 2026-09-01\n", &[][..]),
        // The decision comes along with the log; the merge is none.
        (
            "name: Keep\nowner: li\nsince: 2026-11-18\n",
            "name: Other\ngrade: B\nsince: 2026-09-01\n",
            &[became],
        ),
        ("name: Keep\nowner: li\n", "name: Other\ngrade: B\nsince: 2026-09-01\n", &[]),
    ] {
        let world = two((keep, &[]), (other, log));
        world.ok(["merge", "keep", "other", "--apply"]);
        let verdict = world.json(["list", "--json"])[0].clone();
        assert_eq!(verdict["since"], "2026-09-01", "{keep} {other}");
        for line in world.read("customers/keep.log.jsonl").lines() {
            let entry: serde_json::Value = serde_json::from_str(line).unwrap();
            let moved = entry["kind"] == "grade" && entry["from"] != entry["to"];
            assert!(!moved || entry["at"] == "2026-10-01", "nobody decided on the day of the merge: {line}");
        }
    }
}

#[test]
fn the_old_id_leads_to_the_one_that_stayed() {
    let world = two(("name: Keep\n", &[]), ("name: Other\n", &[]));
    world.ok(["merge", "keep", "other", "--apply"]);
    let trace: Vec<_> = world.read("customers/keep.log.jsonl").lines().map(str::to_owned).collect();
    assert!(trace[0].ends_with(r#""kind":"merged","from":"other"}"#), "{trace:?}");
    world.run(["show", "other"]).says(&["note: other is keep now"]);
    assert!(world.run(["show", "other"]).stdout.contains("merged from, other"));
    world.run(["merge", "keep", "other", "--apply"]).refused(4, &["is keep already"]);
    // An exact id comes first, and several are told.
    world.card("other", "name: A new one\n");
    assert!(world.ok(["show", "other"]).contains("A new one"));
}

#[test]
fn version_1_stays_as_it_was() {
    let world = two(("name: Keep\n", &[]), ("name: Other\n", &[]));
    world.put("crm.yaml", "version: 1\n");
    world.ok(["merge", "keep", "other", "--apply"]);
    let log = world.read("customers/keep.log.jsonl");
    assert_eq!((log.lines().count(), log.contains("\"merged\"")), (1, false), "{log}");
    assert_eq!(world.run(["show", "other"]).stderr, "", "by its alias, as ever");
}

/// Without its trace a merge crosses with what others log, forget or rename, and their entries count twice.
#[test]
fn a_team_merges_in_version_2_alone() {
    let team = Team::new();
    assert!(team.world.read("wang/crm.yaml").starts_with("version: 1\n"));
    for args in [&["merge", "acme", "宏达", "--apply"][..], &["merge", "acme", "宏达"]] {
        let run = team.crm("wang", args);
        run.refused(4, &["crm merge needs version 2", "crm upgrade"]);
        assert!(run.changed().is_empty(), "{run:?}");
    }
}

#[test]
fn what_is_logged_under_the_old_id_meanwhile_comes_home() {
    let opened = r#"{"at":"2026-11-18","by":"li","kind":"complaint","ref":"1","state":"opened"}"#;
    let theirs = r#"{"at":"2026-11-10","by":"wang","kind":"complaint","ref":"1","state":"opened"}"#;
    let late = r#"{"at":"2026-11-19","by":"wang","kind":"complaint","ref":"1","state":"solved"}"#;
    let world = two(("name: Keep\nowner: li\n", &[opened]), ("name: Other\n", &[theirs]));
    world.ok(["merge", "keep", "other", "--apply"]);
    // A colleague's branch: the log as it was, with one more line.
    world.log("other", &[theirs, late]);
    let told = world.run(["check"]);
    assert_eq!(told.code, 1, "{told:?}");
    assert!(told.stdout.contains("bring them home: crm merge keep other --apply"), "{told:?}");
    let shown = world.run(["merge", "keep", "other"]);
    assert!(shown.changed().is_empty() && shown.stdout.contains("1 entry come home"), "{shown:?}");
    let done = world.run(["merge", "keep", "other", "--apply"]);
    assert_eq!((done.code, done.changed().len()), (0, 2), "{done:?}");
    let log = world.read("customers/keep.log.jsonl");
    assert!(log.ends_with(&format!("{}\n", late.replace("\"1\"", "\"1~other\""))), "{log}");
    assert_eq!(log.matches("merged").count(), 2, "the trace and the note, once each: {log}");
    assert_eq!(world.ok(["check"]), "1 customer checked: 0 errors, 0 warnings\n");
    world.ok(["undo"]);
    assert_eq!(world.read("customers/other.log.jsonl"), format!("{theirs}\n{late}\n"));
}

#[test]
fn a_second_log_of_a_customer_that_was_moved_comes_home() {
    let line = |text: &str| format!(r#"{{"at":"2026-11-18","by":"li","kind":"note","text":"{text}"}}"#);
    let world = World::new();
    world
        .card("europe/acme", "name: Acme\n")
        .log("europe/acme", &[&line("here")])
        .log("acme", &[&line("there")]);
    assert_eq!(world.run(["check"]).code, 1);
    world.ok(["merge", "acme", "acme", "--apply"]);
    assert_eq!(
        world.read("customers/europe/acme.log.jsonl"),
        format!("{}\n{}\n", line("here"), line("there"))
    );
    assert!(!world.path("customers/acme.log.jsonl").exists());
    assert_eq!(world.ok(["check"]), "1 customer checked: 0 errors, 0 warnings\n");
}

#[test]
fn a_move_that_a_decision_on_the_other_one_answers_is_named() {
    let order = r#"{"at":"2026-09-14T10:00:00+08:00","by":"li","kind":"order","amount":"5000","ref":"P1"}"#;
    let decided =
        |at: &str| format!(r#"{{"at":"{at}","by":"li","kind":"grade","from":null,"to":"D","why":"x"}}"#);
    for (at, is_named) in [("2026-10-21T10:00:00+08:00", true), ("2026-08-21T10:00:00+08:00", false)] {
        let world = World::new();
        for id in ["a", "b"] {
            world.card(id, &format!("name: Alder {id}\ngrade: D\nowner: li\nsince: 2026-01-01\n"));
        }
        world.log("a", &[order]).log("b", &[&decided(at)]);
        let told = world.ok(["merge", "a", "b", "--apply"]);
        assert_eq!(told.contains("A? it has ordered"), is_named, "{at}: {told}");
        assert_eq!(told.contains("crm grade a A"), is_named, "{at}: {told}");
        assert_eq!(world.ok(["review"]).contains("it has ordered"), !is_named, "{at}");
    }
}

#[test]
fn a_second_log_that_is_another_customers_stays_apart() {
    let trace = |from: &str| format!(r#"{{"at":"2026-11-18","by":"li","kind":"renamed","from":"{from}"}}"#);
    let line = |text: &str| format!(r#"{{"at":"2026-11-18","by":"li","kind":"note","text":"{text}"}}"#);
    let world = World::new();
    world
        .card("eta", "name: Beta\n")
        .log("eta", &[&line("beta"), &trace("beta")])
        .card("eu/alpha2", "name: Alpha\n")
        .log("eu/eta", &[&line("alpha"), &trace("alpha")]);
    let told = world.run(["check"]);
    assert_eq!(told.code, 1);
    assert!(told.stdout.contains("if not, give it the name of its customer's file"), "{told:?}");
    let refused = world.run(["merge", "eta", "eta", "--apply"]);
    assert_eq!(refused.code, 4, "{refused:?}");
    assert!(refused.stderr.contains("had the id alpha before, and eta never had it"), "{refused:?}");
    assert!(!world.read("customers/eta.log.jsonl").contains("alpha"));
}
