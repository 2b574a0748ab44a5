//! `crm undo`, and the commits that a user's own configuration asks for.
use std::fs;

use crate::team::Team;
use crate::world::{Files, World, binary};

fn world() -> World {
    let world = World::new();
    world.put("crm.yaml", "version: 1\npeople: {li: {name: Li, hours_a_week: 2}}\n");
    world.card("acme", "name: Acme   # ours\r\ngrade: C\r\nowner: li\r\n");
    // The last line was cut off by an editor.
    world.put(
        "customers/acme.log.jsonl",
        r#"{"at":"2026-09-02","by":"li","kind":"followup","via":"call","text":"spoke"}"#,
    );
    world.card("bolt", "name: Bolt\nowner: li\n");
    for number in 0..12 {
        let id = format!("c{number}");
        world.card(&id, "name: X\ngrade: C\nowner: li\nsince: 2026-10-01\n");
        world.log(&id, &[r#"{"at":"2026-08-02","by":"li","kind":"followup","via":"call","text":"spoke"}"#]);
    }
    world
}

/// The files, without what `crm add` puts beside them for editors.
fn files(world: &World) -> Files {
    world.files()
}

#[test]
fn every_command_that_writes_is_taken_back_to_the_byte() {
    let world = world();
    for args in [
        &["log", "acme", "价格可以", "--via", "call", "--next", "fri"][..],
        &["log", "bolt", "the first", "--via", "email"],
        &["log", "acme", "spoke", "--via", "call", "--sample", "agreed", "--item", "HX", "--ref", "S-1"],
        &["add", "深圳宏达机械", "--folder", "china/guangdong", "--contact", "王"],
        &["set", "acme", "region=Hesse", "tags+=x"],
        &["set", "acme", "grade=A", "--why", "ordered"],
        &["grade", "bolt", "B", "--why", "a sample"],
        &["assign", "acme", "pool", "--why", "no time"],
        &["archive", "acme", "--why", "closed"],
        &["spread", "--apply", "--per-day", "3"],
        &["review", "--yes"],
    ] {
        let before = files(&world);
        let done = world.run(args);
        assert_eq!(done.code, 0, "{args:?}: {done:?}");
        assert_ne!(files(&world), before, "{args:?} writes");
        let shown = world.ok(["undo", "--dry-run"]);
        assert!(
            shown.contains(&format!("crm {}", args[0])) && shown.contains("would be taken back"),
            "{shown}"
        );
        assert_ne!(files(&world), before, "{args:?}: only shown");
        let told = world.ok(["undo"]);
        assert!(told.starts_with(&format!("Taken back: crm {}", args[0])), "{told}");
        assert_eq!(files(&world), before, "{args:?}");
        // Once is enough.
        assert!(world.ok(["undo"]).starts_with("Nothing to take back"));
        assert!(world.ok(["--lang", "zh", "undo"]).starts_with("没有可撤销的内容"));
        assert_eq!(files(&world), before);
    }
}

#[test]
fn what_changed_the_rules_or_what_is_noted_beside_them_is_taken_back() {
    let world = world();
    let rules = world.read("crm.yaml");
    assert!(world.ok(["upgrade", "--apply"]).contains("crm undo takes it back"));
    assert!(world.ok(["undo"]).contains("  crm.yaml\n"));
    assert_eq!(world.read("crm.yaml"), rules);
    world.ok(["forget", "c1", "--all", "--apply"]);
    let noted = world.read(".crm-forgotten");
    world.card("c1", "name: X\ngrade: C\nowner: li\n");
    world.ok(["forget", "c1", "--allow", "--apply"]);
    assert_ne!(world.read(".crm-forgotten"), noted);
    world.ok(["undo"]);
    assert_eq!(world.read(".crm-forgotten"), noted);
}

#[test]
fn only_the_last_command_is_taken_back() {
    let world = world();
    world.ok(["log", "acme", "one", "--via", "call"]);
    let between = files(&world);
    world.ok(["log", "acme", "two", "--via", "call"]);
    // What reads, and what changes nothing, is not a deed.
    world.ok(["due"]);
    assert_eq!(world.run(["set", "acme", "grade=C"]).code, 0);
    assert_eq!(world.run(["grade", "acme", "Q"]).code, 2);
    world.ok(["undo"]);
    assert_eq!(files(&world), between);
}

#[test]
fn what_somebody_changed_since_is_never_overwritten() {
    let world = world();
    world.ok(["assign", "acme", "pool", "--why", "no time"]);
    let text = world.read("customers/acme.yaml");
    world.put("customers/acme.yaml", text.clone() + "region: Hesse\r\n");
    let refused = world.run(["undo"]);
    refused
        .refused(4, &["can't be taken back", "changed since: customers/acme.yaml; nothing was taken back"]);
    // The log was not taken back, either; put right, it goes.
    world.put("customers/acme.yaml", text);
    world.ok(["undo"]);
    // An entry behind ours is somebody's, too.
    world.ok(["log", "acme", "one", "--via", "call"]);
    let log = world.read("customers/acme.log.jsonl");
    world.put(
        "customers/acme.log.jsonl",
        log + "{\"at\":\"2026-11-20\",\"by\":\"wang\",\"kind\":\"note\",\"text\":\"y\"}\n",
    );
    world.run(["undo"]).refused(4, &["customers/acme.log.jsonl"]);
}

#[test]
fn a_customer_that_was_moved_or_removed_since_is_left_alone() {
    let world = world();
    world.ok(["log", "acme", "one", "--via", "call"]);
    fs::remove_file(world.path("customers/acme.log.jsonl")).unwrap();
    world.run(["undo"]).refused(4, &["changed since"]);
    world.ok(["set", "bolt", "region=x"]);
    fs::rename(world.path("customers/bolt.yaml"), world.path("customers/nut.yaml")).unwrap();
    world.run(["undo"]).refused(4, &["changed since"]);
}

#[test]
fn a_log_that_was_begun_since_keeps_its_customer() {
    let world = world();
    world.ok(["add", "Neu", "--id", "neu"]);
    // By hand, as an editor or a colleague's commit does.
    let line = r#"{"at":"2026-11-20","by":"li","kind":"note","text":"by hand"}"#;
    world.log("neu", &[line]);
    let told = world.run(["undo", "--force"]);
    told.refused(4, &["can't be taken back", "customers/neu.log.jsonl"]);
    assert!(world.read("customers/neu.yaml").contains("Neu"));
    fs::remove_file(world.path("customers/neu.log.jsonl")).unwrap();
    world.ok(["undo"]);
    assert!(!world.path("customers/neu.yaml").exists());
}

#[test]
fn what_is_remembered_is_trusted_in_nothing() {
    let world = world();
    let before = files(&world);
    world.ok(["set", "acme", "region=x"]);
    let folder = world.path(".crm-journal/undo");
    let note = std::fs::read_dir(folder).unwrap().flatten().next().unwrap().path();
    let note = note.strip_prefix(world.path("")).unwrap().to_string_lossy().into_owned();
    let last = world.read(&note);
    assert!(last.contains("customers/acme.yaml"));
    for astray in ["../outside.yaml", "crm.yaml", ".git/config", "/etc/passwd", "customers/../crm.yaml"] {
        world.put(&note, last.replace("customers/acme.yaml", astray));
        let told = world.run(["undo"]);
        assert_ne!(told.code, 0, "{astray}: {told:?}");
        assert!(told.changed().is_empty(), "{astray}: {told:?}");
    }
    world.put(&note, "{ broken");
    assert!(world.ok(["undo"]).starts_with("Nothing to take back"));
    world.put(&note, last);
    world.ok(["undo"]);
    assert_eq!(files(&world), before);
}

/// A user whose own file asks for commits.
fn committing(team: &Team, who: &str, args: &[&str]) -> crate::world::Outcome {
    team.world.put("home/crm/config.yaml", "commit: true\n");
    team.call(who, binary(), args).env("XDG_CONFIG_HOME", team.world.path("home")).run()
}

#[test]
fn a_commit_after_each_command_has_its_files_and_no_others() {
    let team = Team::new();
    team.world.put("li/notes.txt", "staged by hand\n");
    team.git("li", &["add", "notes.txt"]);
    team.world.put("li/customers/china/宏达.yaml", "name: 宏达机械\ngrade: C\nregion: 广东\n");
    let done =
        committing(&team, "li", &["log", "acme", "Price is fine", "--via", "call", "--reply", "positive"]);
    assert_eq!((done.code, done.stderr.as_str()), (0, ""), "{done:?}");
    assert_eq!(
        team.git("li", &["log", "-1", "--format=%s|%an"]),
        "log acme: followup, call, Price is fine|li\n"
    );
    let files = ["show", "--name-only", "--format=", "HEAD"];
    assert_eq!(team.git("li", &files), "customers/europe/acme.log.jsonl\n");
    assert_eq!(team.git("li", &["diff", "--cached", "--name-only"]), "notes.txt\n", "still staged");
    assert_eq!(
        team.git("li", &["-c", "core.quotepath=off", "diff", "--name-only"]),
        "customers/china/宏达.yaml\n"
    );
    // A decision, with both its files; a new customer; and the way back of it.
    committing(&team, "li", &["grade", "acme", "A", "--why", "ordered"]);
    assert_eq!(team.git("li", &["log", "-1", "--format=%s"]), "grade acme: grade, A, ordered\n");
    assert_eq!(team.git("li", &files).lines().count(), 2);
    committing(&team, "li", &["add", "Bolt", "--folder", "asia"]);
    assert_eq!(team.git("li", &["log", "-1", "--format=%s"]), "add bolt\n");
    let undone = committing(&team, "li", &["undo"]);
    assert_eq!((undone.code, undone.stderr.as_str()), (0, ""), "{undone:?}");
    assert_eq!(team.git("li", &["log", "-1", "--format=%s"]), "undo add bolt\n");
    assert!(!team.world.path("li/customers/asia/bolt.yaml").exists());
    // What wrote nothing commits nothing.
    let head = team.git("li", &["rev-parse", "HEAD"]);
    committing(&team, "li", &["due"]);
    committing(&team, "li", &["log", "acme", "x", "--via", "call", "--dry-run"]);
    assert_eq!(team.git("li", &["rev-parse", "HEAD"]), head);
    assert_eq!(team.git("li", &["diff", "--cached", "--name-only"]), "notes.txt\n");
}

#[test]
fn a_commit_that_git_refuses_is_told_and_the_entry_is_written() {
    let team = Team::new();
    team.git("li", &["config", "--unset", "user.name"]);
    team.git("li", &["config", "user.useConfigOnly", "true"]);
    let done = committing(&team, "li", &["log", "acme", "spoke", "--via", "call"]);
    assert_eq!(done.code, 0, "{done:?}");
    done.says(&["warning: it is written, but not committed"]);
    assert!(team.read("li", "europe/acme.log.jsonl").contains("spoke"));
    // Outside of any repository, too.
    let plain = World::new();
    plain.card("acme", "name: Acme\ngrade: C\n");
    let done = plain.call(["log", "acme", "spoke", "--via", "call"]).env("CRM_COMMIT", "1").run();
    assert_eq!((done.code, done.changed()), (0, vec!["customers/acme.log.jsonl"]));
    done.says(&["not committed"]);
}

#[test]
fn a_workspace_can_ask_for_no_commits() {
    let team = Team::new();
    let rules = team.world.read("li/crm.yaml");
    team.world.put("li/crm.yaml", rules + "commit: true\n");
    let head = team.git("li", &["rev-parse", "HEAD"]);
    let done = team.crm("li", &["log", "acme", "spoke", "--via", "call"]);
    assert_eq!(done.code, 0);
    done.says(&["crm.yaml:3:1: warning", "\"commit\""]);
    assert_eq!(team.git("li", &["rev-parse", "HEAD"]), head);
}

#[test]
fn a_merge_or_a_new_id_that_the_others_know_stays() {
    let team = crate::crossed_forget::team();
    for command in [&["merge", "alpha", "beta", "--apply"][..], &["rename", "gamma", "oil"]] {
        team.ok("li", command);
        assert!(team.ok("li", &["undo"]).starts_with("Taken back"), "not sent yet");
        team.ok("li", command);
        team.ok("li", &["sync", "-m", "sent"]);
        // Others have gone on there since, which this clone has heard of, and not merged.
        team.ok("wang", &["sync"]);
        team.ok("wang", &["log", "alpha", "again", "--note"]);
        team.ok("wang", &["sync", "-m", "again"]);
        team.git("li", &["fetch", "-q"]);
        let before = team.read("li", "alpha.log.jsonl");
        for undo in [&["undo"][..], &["undo", "--force"], &["undo", "--dry-run"]] {
            team.crm("li", undo).refused(4, &["it can't be taken back", "crm rename NEW OLD"]);
        }
        assert_eq!(team.read("li", "alpha.log.jsonl"), before);
        team.ok("li", &["sync"]);
    }
    team.ok("li", &["rename", "oil", "gamma"]);
    team.ok("li", &["sync", "-m", "as it was"]);
    for who in ["wang", "zhao"] {
        team.ok(who, &["sync"]);
        assert!(team.read(who, "gamma.yaml").contains("Gamma Oil"));
    }
}

#[test]
fn what_the_others_have_already_is_not_taken_from_them_unasked() {
    let team = crate::team::Team::new();
    team.ok("li", &["log", "acme", "one", "--via", "call"]);
    team.ok("li", &["sync", "-m", "one"]);
    team.crm("li", &["undo"]).refused(4, &["was sent to the others already", "--force"]);
    assert!(team.read("li", "europe/acme.log.jsonl").contains("one"));
    assert!(team.ok("li", &["undo", "--force"]).starts_with("Taken back"));
    team.ok("li", &["log", "acme", "two", "--via", "call"]);
    assert!(team.ok("li", &["undo"]).starts_with("Taken back"), "not sent yet");
}

#[test]
fn what_is_taken_back_is_said_within_eighty_columns() {
    let world = world();
    let said = "和王经理通了电话，他说价格没有问题，但是要先看样品，下周二之前把样品的规格书发过去，并确认交货期和付款方式";
    world.ok(["log", "acme", said, "--via", "call"]);
    let undone = world.call(["--lang", "zh", "undo"]).without("COLUMNS").run().stdout;
    let widest = undone.lines().map(unicode_width::UnicodeWidthStr::width).max();
    assert!(widest.is_some_and(|width| width <= 80), "{undone}");
    assert!(undone.contains("已撤销"), "{undone}");
}
