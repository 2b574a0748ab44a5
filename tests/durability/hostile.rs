//! Workspaces that mean harm, or were put together by accident: links, pipes, planted files.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::world::{ACME, Ran, World};

/// A run that has to end by itself.
fn ends(world: &World, args: &[&str]) -> Ran {
    let mut child =
        world.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let started = Instant::now();
    while child.try_wait().expect("a state").is_none() {
        if started.elapsed() > Duration::from_secs(20) {
            let _ = child.kill();
            panic!("{args:?} hangs");
        }
        thread::sleep(Duration::from_millis(2));
    }
    Ran::of(&child.wait_with_output().expect("it ended"))
}

fn pipe(world: &World, path: &str) {
    let made = Command::new("mkfifo").arg(world.at(path)).status().expect("mkfifo");
    assert!(made.success());
}

#[test]
fn pipes_in_the_place_of_files_are_told_and_never_opened() {
    let world = World::new();
    for path in ["customers/pipe.yaml", "customers/eu/bolt.log.jsonl", "customers/any"] {
        pipe(&world, path);
    }
    symlink(world.at("customers/any"), world.at("customers/linked.yaml")).expect("linked");
    let problems = ends(&world, &["check", "--format", "json"]);
    assert_eq!(problems.code, 1);
    assert_eq!(problems.out.matches("\"not-a-file\"").count(), 4, "{}", problems.out);
    let due = ends(&world, &["due"]);
    assert!(due.out.contains("Acme") && due.code == 5, "{due:?}");
    assert!(ends(&world, &["show", "acme"]).out.contains("Acme"));
    ends(&world, &["log", "bolt", "x", "--via", "call"]).refused(4, "is not what should be there");
    ends(&world, &["grade", "bolt", "A"]).refused(4, "is not what should be there");
    ends(&world, &["show", "pipe"]).refused(3, "no customer");
    assert_eq!(world.read("customers/eu/bolt.yaml"), "name: Bolt\nowner: li\ngrade: B\n");
}

#[test]
fn pipes_among_the_derived_files_keep_nobody_waiting() {
    let world = World::new();
    fs::create_dir(world.at(".crm-journal")).expect("made");
    pipe(&world, ".crm-journal/pending.json");
    ends(&world, &["due"]).done();
    assert!(!world.at(".crm-journal/pending.json").exists());
    fs::remove_dir_all(world.at(".crm-journal")).expect("removed");
    fs::create_dir(world.at(".crm-journal")).expect("made");
    pipe(&world, ".crm-journal/lock");
    ends(&world, &["due"]).done();
    ends(&world, &["log", "acme", "x", "--via", "call"]).refused(4, ".crm-journal/lock");
    // A pipe among the caches keeps nobody from anything.
    fs::remove_dir_all(world.at(".crm-journal")).expect("removed");
    let _ = fs::remove_dir_all(world.at(".crm"));
    fs::create_dir(world.at(".crm")).expect("made");
    pipe(&world, ".crm/index");
    ends(&world, &["due"]).done();
    ends(&world, &["log", "acme", "x", "--via", "call"]).done();
}

#[test]
fn no_link_leads_a_write_out_of_the_workspace() {
    let world = World::new();
    let outside = tempfile::tempdir().expect("a folder");
    let out = |name: &str| outside.path().join(name);
    fs::write(out("card.yaml"), "name: Card\n").expect("written");
    fs::write(out("log"), "").expect("written");
    symlink(out("log"), world.at("customers/eu/bolt.log.jsonl")).expect("linked");
    symlink(out("new"), world.at("customers/宏达.log.jsonl")).expect("linked");
    symlink(out("card.yaml"), world.at("customers/card.yaml")).expect("linked");
    symlink(outside.path(), world.at("customers/folder")).expect("linked");
    symlink(out("temporary"), world.at("customers/.acme.yaml.crm-tmp")).expect("linked");
    for id in ["bolt", "宏达"] {
        ends(&world, &["log", id, "x", "--via", "call"]).refused(4, "leads out of the workspace");
        ends(&world, &["grade", id, "C"]).refused(4, "leads out of the workspace");
    }
    ends(&world, &["set", "card", "plan=x"]).refused(3, "no customer");
    ends(&world, &["add", "Globex", "--folder", "folder/x"]).refused(4, "leads out of the workspace");
    ends(&world, &["add", "Globex", "--folder", "../x"]).refused(2, "is not a folder below customers/");
    ends(&world, &["add", "Globex", "--id", "../x"]).refused(2, "is not an id");
    ends(&world, &["set", "acme", "plan=x"]).done();
    let mut there: Vec<String> = fs::read_dir(outside.path())
        .expect("listed")
        .map(|entry| entry.expect("one").file_name().to_string_lossy().into_owned())
        .collect();
    there.sort();
    assert_eq!(there, ["card.yaml", "log"]);
    assert_eq!(fs::read_to_string(out("card.yaml")).expect("read"), "name: Card\n");
    assert_eq!(fs::read_to_string(out("log")).expect("read"), "");
}

#[test]
fn links_in_the_place_of_whole_folders_lead_nowhere() {
    let world = World::new();
    let outside = tempfile::tempdir().expect("a folder");
    symlink(outside.path(), world.at(".crm-journal")).expect("linked");
    ends(&world, &["log", "acme", "x", "--via", "call"]).refused(4, ".crm-journal");
    fs::write(outside.path().join("pending.json"), "{}").expect("written");
    let due = ends(&world, &["due"]);
    assert!(due.code == 0 && due.err.contains("warning: "), "{due:?}");
    assert_eq!(fs::read_dir(outside.path()).expect("listed").count(), 1);
    fs::remove_file(world.at(".crm-journal")).expect("removed");
    fs::write(world.at(".crm-journal"), "").expect("written");
    ends(&world, &["due"]).done();
    ends(&world, &["log", "acme", "x", "--via", "call"]).refused(4, ".crm-journal");
    fs::remove_file(world.at(".crm-journal")).expect("removed");

    // The caches are nobody's condition, and lead nowhere either.
    let _ = fs::remove_dir_all(world.at(".crm"));
    symlink(outside.path(), world.at(".crm")).expect("linked");
    for args in [&["due"][..], &["log", "acme", "x", "--via", "call"], &["init"]] {
        assert_eq!(ends(&world, args).code, 0, "{args:?}");
    }
    assert_eq!(fs::read_dir(outside.path()).expect("listed").count(), 1);
    fs::remove_file(world.at(".crm")).expect("removed");
    fs::write(world.at(".crm"), "").expect("written");
    ends(&world, &["due"]).done();
    ends(&world, &["log", "acme", "y", "--via", "call"]).done();
    fs::remove_file(world.at(".crm")).expect("removed");

    fs::rename(world.at("customers"), outside.path().join("theirs")).expect("moved");
    symlink(outside.path().join("theirs"), world.at("customers")).expect("linked");
    assert!(world.problems()[0].starts_with("customers:1:1: error: a link that leads out"));
    ends(&world, &["log", "acme", "x", "--via", "call"]).refused(3, "no customer");
    ends(&world, &["add", "Globex"]).refused(4, "leads out of the workspace");
}

#[test]
fn a_folder_in_the_place_of_a_log_is_no_log() {
    let world = World::new();
    fs::create_dir(world.at("customers/eu/bolt.log.jsonl")).expect("made");
    ends(&world, &["log", "bolt", "x", "--via", "call"]).refused(4, "is not what should be there");
    ends(&world, &["show", "bolt"]).done();
}

/// What a hostile workspace could bring along as an interrupted change.
fn pending(card: &str, log: &str) -> String {
    let put =
        format!("{{\"Put\":{{\"path\":\"{card}\",\"before\":\"name: x\\n\",\"after\":\"name: y\\n\"}}}},");
    let put = if card.is_empty() { "" } else { put.as_str() };
    let append = format!("{{\"Append\":{{\"path\":\"{log}\",\"length\":null,\"lines\":[\"evil\"]}}}}");
    interrupted(&format!("{put}{append}"))
}

/// A note of the journal with these changes.
fn interrupted(changes: &str) -> String {
    format!(
        "{{\"Files\":{{\"workspace\":\"\",\"transaction\":{{\"run\":\"r\",\"command\":\"log\",\"at\":\"\",\"changes\":[{changes}],\"removes\":\"Nothing\",\"purges\":false,\"consumes\":[]}}}}}}"
    )
}

#[test]
fn a_planted_journal_reaches_no_other_file() {
    let world = World::new();
    let home = tempfile::tempdir().expect("a folder");
    let victim = home.path().join("victim");
    fs::write(&victim, "name: x\n").expect("written");
    let absolute = victim.display().to_string();
    let up = format!("customers/../../{}/victim", home.path().file_name().expect("a name").to_string_lossy());
    symlink(&victim, world.at("customers/out.yaml")).expect("linked");
    let before = world.files();
    let texts = [
        pending("", &absolute),
        pending("", &up),
        pending(&absolute, "customers/acme.log.jsonl"),
        pending("customers/out.yaml", "customers/acme.log.jsonl"),
        pending("", "crm.yaml"),
        pending("", ".git/hooks/pre-commit"),
        pending("", "customers/.hidden/x.log.jsonl"),
        "not json".to_owned(),
        "[".repeat(100_000),
        String::new(),
    ];
    for text in texts {
        fs::create_dir_all(world.at(".crm-journal")).expect("made");
        world.write(".crm-journal/pending.json", &text);
        let told: String = text.chars().take(200).collect();
        ends(&world, &["due"]);
        assert!(!world.at(".crm-journal/pending.json").exists(), "{told}");
        assert_eq!(world.files(), before, "{told}");
        assert_eq!(fs::read_to_string(&victim).expect("read"), "name: x\n", "{told}");
    }
    assert!(!world.read("crm.yaml").contains("evil") && !world.at(".git").exists());
}

#[test]
fn an_interrupted_change_is_no_obstacle_on_another_branch() {
    let world = World::new();
    fs::create_dir_all(world.at(".crm-journal")).expect("made");
    let journal = interrupted(&format!(
        "{{\"Put\":{{\"path\":\"customers/acme.yaml\",\"before\":{before},\"after\":{after}}}}},{{\"Append\":{{\"path\":\"customers/acme.log.jsonl\",\"length\":70,\"lines\":[{line}]}}}}",
        before = serde_json::Value::from(ACME),
        after = serde_json::Value::from(ACME.replace("grade: C", "grade: B")),
        line = serde_json::Value::from("{\"at\":\"2026-11-21\",\"kind\":\"note\"}"),
    ));
    fs::remove_file(world.at("customers/acme.yaml")).expect("removed");
    fs::remove_file(world.at("customers/acme.log.jsonl")).expect("removed");
    world.write(".crm-journal/pending.json", &journal);
    world.run(&["log", "bolt", "x", "--via", "call"]).done();
    world.assert_clean("another branch");
    assert!(!world.at("customers/acme.yaml").exists());
}
