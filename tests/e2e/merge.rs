//! `crm merge`: one customer of two, and nothing of either is lost.
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
