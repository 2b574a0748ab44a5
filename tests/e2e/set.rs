use crate::world::World;

/// As a person writes it: comments, an own order, quotes, keys that nobody knows.
const CARD: &str = "# our best lead\ngrade: B   # since the fair\nname: 'Müller  Maschinenbau'\nowner: li\n\ntags: [hydraulics, \"cold\"]\nregion: \"Bavaria\"\nprefers: {channel: email}\ncolour: blue\ncontacts:\n  - name: Anna # asks for a discount\n    phone: \"+49 89 1\"\nnotes: |\n  two\n    lines\n";

fn mueller() -> World {
    let world = World::new();
    world.card("mueller", CARD);
    world
}

/// The card after a change that is expected to touch these lines alone.
#[track_caller]
fn becomes(world: &World, args: &[&str], old: &str, new: &str) {
    let before = world.read("customers/mueller.yaml");
    let outcome = world.run([&["set", "mueller"], args].concat());
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{args:?}: {outcome:?}");
    assert!(before.contains(old), "{old:?}");
    assert_eq!(world.read("customers/mueller.yaml"), before.replacen(old, new, 1), "{args:?}");
}

#[test]
fn only_the_lines_that_must_change_do() {
    let world = mueller();
    becomes(&world, &["region=Hesse"], "region: \"Bavaria\"", "region: \"Hesse\"");
    becomes(&world, &["tags+=lighthouse"], "[hydraulics, \"cold\"]", "[hydraulics, \"cold\", lighthouse]");
    becomes(&world, &["tags-=cold"], "[hydraulics, \"cold\", lighthouse]", "[hydraulics, lighthouse]");
    becomes(&world, &["prefers.channel=wechat"], "{channel: email}", "{channel: wechat}");
    becomes(&world, &["contacts[0].phone=+49 89 2"], "\"+49 89 1\"", "\"+49 89 2\"");
    becomes(&world, &["contacts[0].name=Anne"], "name: Anna #", "name: Anne #");
    becomes(&world, &["region="], "region: \"Hesse\"\n", "");
    let text = world.read("customers/mueller.yaml");
    assert!(text.starts_with("# our best lead\ngrade: B   # since the fair\n"), "{text}");
}

#[test]
fn the_whole_effect() {
    let world = mueller();
    insta::assert_snapshot!(world.run(["set", "mueller", "need=target", "plan=agree: 500 pieces", "staff=120"]).whole(), @r"
    exit 0
    --- stdout
    Müller  Maschinenbau (mueller): need=target, plan=agree: 500 pieces, staff=120
    next Fri 20 Nov: never contacted
    --- customers/mueller.yaml
    + staff: 120
    + need: target
    + plan: 'agree: 500 pieces'
    ");
    assert_eq!(world.json(["show", "mueller", "--json"])["plan"], "agree: 500 pieces");
}

#[test]
fn line_ends_and_a_missing_last_one_stay() {
    let world = mueller();
    world.card("mueller", &CARD.replace('\n', "\r\n"));
    becomes(&world, &["region=Hesse"], "region: \"Bavaria\"", "region: \"Hesse\"");
    world.ok(["set", "mueller", "country=DE"]);
    let text = world.read("customers/mueller.yaml");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text:?}");
    assert!(text.contains("country: DE\r\n"), "{text:?}");
    world.card("mueller", "name: X\ngrade: C");
    world.ok(["set", "mueller", "grade=D"]);
    assert_eq!(world.read("customers/mueller.yaml").trim_end(), "name: X\ngrade: D");
}

#[test]
fn texts_that_look_like_something_else_stay_texts() {
    let world = mueller();
    for (key, value) in [
        ("country", "NO"),
        ("number", "007"),
        ("region", "yes"),
        ("plan", "2026-01-01"),
        ("source", "#1 fair: \"x\""),
    ] {
        world.ok(["set", "mueller", &format!("{key}={value}")]);
        assert_eq!(world.json(["show", "mueller", "--json"])[key], value, "{key}");
    }
    assert_eq!(world.run(["check"]).code, 0);
}

#[test]
fn an_unknown_key_gets_a_suggestion() {
    let world = mueller();
    let outcome = world.run(["set", "mueller", "regoin=Hesse"]);
    outcome.refused(2, &["there is no key \"regoin\"", "did you mean region?", "custom.regoin="]);
    world.run(["set", "mueller", "zzz=1"]).refused(2, &["custom.zzz="]);
    world.ok(["set", "mueller", "custom.zzz=1"]);
    assert_eq!(world.json(["show", "mueller", "--json"])["custom"]["zzz"], serde_json::json!(1));
}

#[test]
fn what_is_not_valid_is_refused_and_the_file_is_as_before() {
    let world = mueller();
    for (change, says) in [
        ("country=Atlantis", "country"),
        ("need=maybe", "target"),
        ("potential=huge", "high"),
        ("renewal=90", "0"),
        ("staff=many", "staff"),
        ("since=soon", "since"),
        ("cadence=often", "45 days"),
        ("grade=Z", "A, B, C, D, E"),
        ("timezone=here", "timezone"),
        ("contacts[7].name=X", "contacts[7]"),
        ("contacts[0].birthday=May", "birthday"),
        ("region", "is not a change"),
        ("region+=x", "is not a list"),
        ("prefers=x", "keys of its own"),
        ("name=", "a customer has a name"),
    ] {
        let outcome = world.run(["set", "mueller", change]);
        assert!(matches!(outcome.code, 2 | 4), "{change}: {outcome:?}");
        assert!(outcome.stderr.contains(says), "{change}: {outcome:?}");
        assert!(outcome.changed().is_empty() && outcome.stdout.is_empty(), "{change}: {outcome:?}");
    }
    let outcome = world.run(["set", "mueller", "region=Hesse", "country=Atlantis"]);
    outcome.refused(2, &[]);
    assert_eq!(world.read("customers/mueller.yaml"), CARD, "all or nothing");
}

#[test]
fn a_new_grade_or_owner_goes_to_the_log() {
    let world = mueller();
    insta::assert_snapshot!(world.run(["set", "mueller", "grade=c", "owner=wang", "--why", "no order"]).whole(), @r#"
    exit 0
    --- stdout
    Müller  Maschinenbau (mueller): grade=c, owner=wang
    next Fri 20 Nov: never contacted
    --- customers/mueller.log.jsonl
    + {"at":"2026-11-20","by":"li","kind":"grade","from":"B","to":"C","why":"no order"}
    + {"at":"2026-11-20","by":"li","kind":"owner","from":"li","to":"wang","why":"no order"}
    --- customers/mueller.yaml
    - grade: B   # since the fair
    - owner: li
    + grade: C   # since the fair
    + owner: wang
    "#);
    let outcome = world.run(["set", "mueller", "owner=wang", "grade=C"]);
    assert_eq!((outcome.code, outcome.changed().len()), (0, 0), "no change, no entry: {outcome:?}");
    world.ok(["set", "mueller", "owner="]);
    assert_eq!(world.last("mueller")["to"], serde_json::Value::Null, "into the pool");
}

#[test]
fn a_dry_run_shows_the_lines() {
    let world = mueller();
    insta::assert_snapshot!(world.run(["set", "mueller", "grade=C", "region=Hesse", "--dry-run"]).whole(), @r#"
    exit 0
    --- stdout
    - grade: B   # since the fair
    - region: "Bavaria"
    + grade: C   # since the fair
    + region: "Hesse"
    {"at":"2026-11-20","by":"li","kind":"grade","from":"B","to":"C"}
    "#);
}

#[test]
fn slips_are_refused_before_they_are_written() {
    let world = World::new();
    world.card("acme", "name: Acme\ncontacts:\n  - name: Ann\n");
    world.card("acme-bau", "name: Acme Bau\n");
    world.ok(["set", "acme", "country=UK"]);
    assert!(world.read("customers/acme.yaml").contains("country: GB\n"));
    for (change, code, says) in [
        ("country=XX", 2, "is not a country"),
        ("country=EU", 2, "is not a country"),
        ("founded=2099", 2, "after today"),
        ("since=2030-01-01", 2, "has not come yet"),
        ("contacts[0].birthday=2030-05-12", 2, "after today"),
        ("distinct+=nosuch", 3, "there is no customer"),
    ] {
        world.run(["set", "acme", change]).refused(code, &[says]);
    }
    world.ok(["set", "acme", "founded=1987", "contacts[0].birthday=05-12", "distinct+=acme-bau"]);
    assert!(world.ok(["check"]).contains("0 errors, 0 warnings"));
}

#[test]
fn the_reason_of_a_change_that_is_no_decision_stands_in_a_note() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: C\n");
    world.ok(["set", "acme", "status=trial order", "--why", "sample passed"]);
    let note = world.last("acme");
    assert_eq!((&note["kind"], &note["text"]), (&"note".into(), &"status=trial order: sample passed".into()));
    world.ok(["set", "acme", "status=regular"]);
    assert_eq!(world.last("acme"), note, "nobody has said why");
    // A decision has its reason in its own entry.
    world.ok(["set", "acme", "grade=B", "--why", "it asks for samples"]);
    assert_eq!(world.last("acme")["kind"], "grade");
    assert_eq!(world.read("customers/acme.log.jsonl").lines().count(), 2);
}
