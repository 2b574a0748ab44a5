//! `crm grade` and `crm assign`: decisions, in the file and the log together.
use crate::world::World;

fn acme() -> World {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: C # for now\nowner: li\n");
    world
}

#[test]
fn a_grade_is_decided() {
    let world = acme();
    insta::assert_snapshot!(world.run(["grade", "acme", "b", "--why", "sample HX-200 agreed"]).whole(), @r#"
    exit 0
    --- stdout
    Acme (acme): grade C → B
    next Fri 20 Nov: never contacted
    --- customers/acme.log.jsonl
    + {"at":"2026-11-20","by":"li","kind":"grade","from":"C","to":"B","why":"sample HX-200 agreed"}
    --- customers/acme.yaml
    - grade: C # for now
    + grade: B # for now
    "#);
    insta::assert_snapshot!(world.run(["grade", "acme", "B"]).whole(), @r"
    exit 0
    --- stdout
    Acme (acme) is B already; nothing was changed
    next Fri 20 Nov: never contacted
    ");
    insta::assert_snapshot!(world.run(["grade", "acme", "none", "--why", "by mistake"]).whole(), @r#"
    exit 0
    --- stdout
    Acme (acme): grade B → –
    next Fri 20 Nov: no grade yet
    --- customers/acme.log.jsonl
    + {"at":"2026-11-20","by":"li","kind":"grade","from":"B","to":null,"why":"by mistake"}
    --- customers/acme.yaml
    - grade: B # for now
    "#);
    let from_nothing = world.run(["grade", "acme", "A", "--by", "wang"]);
    assert_eq!(from_nothing.code, 0);
    let entry = world.last("acme");
    assert_eq!(
        (&entry["from"], &entry["to"], &entry["by"]),
        (&serde_json::Value::Null, &"A".into(), &"wang".into())
    );
    assert_eq!(world.run(["check"]).code, 0);
}

#[test]
fn the_file_and_the_log_change_together_or_neither_does() {
    let world = acme();
    world.run(["grade", "acme", "Z"]).refused(2, &["there is no grade \"Z\"", "A, B, C, D, E"]);
    world.run(["grade", "nobody", "B"]).refused(3, &["there is no customer"]);
    insta::assert_snapshot!(world.run(["grade", "acme", "B", "--dry-run"]).whole(), @r#"
    exit 0
    --- stdout
    - grade: C # for now
    + grade: B # for now
    {"at":"2026-11-20","by":"li","kind":"grade","from":"C","to":"B"}
    "#);
    world.card("broken", "name: Broken\n grade: [\n");
    world.run(["grade", "broken", "B"]).refused(5, &["customers/broken.yaml:", "nothing was written"]);
    world.card("anchored", "name: &n Anchored\ngrade: C\nregion: *n\n");
    world.run(["grade", "anchored", "B"]).refused(5, &["customers/anchored.yaml:1:"]);
}

#[test]
fn a_customer_is_given_to_somebody() {
    let world = acme();
    insta::assert_snapshot!(world.run(["assign", "acme", "wang", "--why", "Li is on leave"]).whole(), @r#"
    exit 0
    --- stdout
    Acme (acme): owner li → wang
    next Fri 20 Nov: never contacted
    --- customers/acme.log.jsonl
    + {"at":"2026-11-20","by":"li","kind":"owner","from":"li","to":"wang","why":"Li is on leave"}
    --- customers/acme.yaml
    - owner: li
    + owner: wang
    "#);
    insta::assert_snapshot!(world.run(["assign", "acme", "pool"]).whole(), @r#"
    exit 0
    --- stdout
    Acme (acme): owner wang → pool
    next Fri 20 Nov: never contacted
    --- customers/acme.log.jsonl
    + {"at":"2026-11-20","by":"li","kind":"owner","from":"wang","to":null}
    --- customers/acme.yaml
    - owner: wang
    "#);
    assert_eq!(world.ok(["assign", "acme", "me"]).lines().next(), Some("Acme (acme): owner pool → li"));
    let again = world.run(["assign", "acme", "li"]);
    assert_eq!((again.code, again.changed().len()), (0, 0), "{again:?}");
    world.put("crm.yaml", "version: 1\npeople: {li: {name: Li}, wang: {name: Wang}}\n");
    world.run(["assign", "acme", "wnag"]).refused(2, &["nobody of the team is called \"wnag\"", "li, wang"]);
    let dry = world.run(["assign", "acme", "wang", "--dry-run"]);
    assert_eq!((dry.code, dry.changed().len()), (0, 0));
}
