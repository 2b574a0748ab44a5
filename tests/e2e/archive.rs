use crate::world::World;

fn acme() -> World {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: C\n# the end\n");
    world
}

#[test]
fn it_is_taken_out_of_every_agenda_and_back() {
    let world = acme();
    let before = world.read("customers/acme.yaml");
    assert_eq!(world.ok(["due", "-f", "ids"]), "acme\n");
    insta::assert_snapshot!(world.run(["archive", "acme", "--why", "closed down"]).whole(), @r#"
    exit 0
    --- stdout
    Acme (acme) is archived; crm archive acme --undo takes it back
    no next date: archived on 20 Nov
    --- customers/acme.log.jsonl
    + {"at":"2026-11-20","by":"li","kind":"note","text":"archived: closed down"}
    --- customers/acme.yaml
    + archived: 2026-11-20
    "#);
    assert_eq!(world.ok(["due", "-f", "ids", "--within", "1y"]), "");
    assert_eq!(world.ok(["list", "-f", "ids", "--active"]), "");
    assert_eq!(world.ok(["list", "-f", "ids", "--archived"]), "acme\n", "never deleted");
    insta::assert_snapshot!(world.run(["archive", "acme"]).whole(), @r"
    exit 0
    --- stdout
    Acme (acme) is archived since 2026-11-20; nothing was changed
    no next date: archived on 20 Nov
    ");
    insta::assert_snapshot!(world.run(["archive", "acme", "--undo"]).whole(), @r"
    exit 0
    --- stdout
    Acme (acme) is back on the agenda
    next Fri 20 Nov: never contacted
    --- customers/acme.yaml
    - archived: 2026-11-20
    ");
    assert_eq!(world.read("customers/acme.yaml"), before, "byte for byte");
    assert_eq!(world.ok(["due", "-f", "ids"]), "acme\n");
    insta::assert_snapshot!(world.run(["archive", "acme", "--undo"]).whole(), @r"
    exit 0
    --- stdout
    Acme (acme) is not archived; nothing was changed
    next Fri 20 Nov: never contacted
    ");
}

#[test]
fn a_dry_run_writes_nothing() {
    let world = acme();
    let outcome = world.run(["archive", "acme", "--dry-run"]);
    assert_eq!((outcome.code, outcome.changed().len()), (0, 0));
    assert!(outcome.stdout.contains("+ archived: 2026-11-20"), "{outcome:?}");
}

#[test]
fn the_archive_is_no_answer_to_a_complaint() {
    let world = acme();
    world.ok(["log", "acme", "leaks", "--complaint", "opened", "--ref", "C-1"]);
    world
        .run(["archive", "acme"])
        .refused(4, &["open complaint of 2026-11-20", "--complaint solved --ref C-1"]);
    world.run(["--lang", "zh", "archive", "acme"]).refused(4, &["投诉", "--complaint 解决"]);
    // Whoever gets it is told what can't wait.
    for args in [&["assign", "acme", "wang"][..], &["assign", "acme", "li"]] {
        let outcome = world.run(args);
        assert!(outcome.code == 0 && outcome.stderr.contains("complaint C-1 of 20 Nov"), "{outcome:?}");
    }
    let outcome = world.run(["release", "acme", "--why", "no time"]);
    assert!(outcome.code == 0 && outcome.stderr.contains("to be answered by"), "{outcome:?}");
    world.ok(["log", "acme", "new seal", "--complaint", "solved", "--ref", "C-1"]);
    world.ok(["archive", "acme"]);
}
