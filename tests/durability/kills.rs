//! Runs that are killed at any moment, deterministic delays one after another.

use std::cell::RefCell;
use std::collections::HashSet;
use std::process::Stdio;
use std::thread;
use std::time::Instant;

use crate::world::{TODAY, World, entry};

/// Kills of each command; more with `CRM_TEST_FULL=1`.
fn kills() -> u32 {
    if std::env::var_os("CRM_TEST_FULL").is_some() { 400 } else { 60 }
}

/// Runs a command again and again and kills it a little later each time, from its start to beyond
/// its end. After each kill the workspace is clean, and `state` is told whether the command counts as
/// done: it then finds all of the new state or all of the old one.
fn sweep(
    world: &World,
    args: impl Fn(u32) -> Vec<String>,
    mut state: impl FnMut(u32, &World) -> bool,
) -> (u32, u32) {
    let run = |number: u32| {
        let args = args(number);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let mut command = world.command(&args);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().expect("it starts")
    };
    let started = Instant::now();
    for number in 0..3 {
        assert!(run(number).wait().expect("it ends").success(), "{:?}", args(number));
        assert!(state(number, world), "{:?}", args(number));
    }
    let long = started.elapsed() / 3;
    let (mut old, mut new) = (0, 0);
    for step in 0..kills() {
        let number = 3 + step;
        let mut child = run(number);
        if step + 1 < kills() {
            thread::sleep(long.mul_f64(1.3) * step / kills());
            let _ = child.kill();
        }
        child.wait().expect("it ends");
        world.assert_clean(&format!(
            "a kill {:?} after the start of {:?}",
            long * step / kills(),
            args(number)
        ));
        if state(number, world) { new += 1 } else { old += 1 }
    }
    // Whatever the last one left behind is in nobody's way, and in no answer.
    let ids = world.run(&["list", "--format", "ids"]).done().out;
    assert!(!ids.contains("tmp"), "{ids}");
    println!("{} kills of {}: {old} old, {new} new", kills(), args(0)[0]);
    (old, new)
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn a_killed_log_has_its_entry_or_has_not() {
    let world = World::new();
    let mut before = world.read("customers/acme.log.jsonl");
    let text = |number: u32| {
        let long = if number.is_multiple_of(3) { " long".repeat(4000) } else { String::new() };
        format!("k{number}{long}")
    };
    let (old, new) = sweep(
        &world,
        |number| words(&["log", "acme", &text(number), "--via", "call"]),
        |number, world| {
            let now = world.read("customers/acme.log.jsonl");
            let added = now.strip_prefix(before.as_str()).expect("nothing before it was touched").to_owned();
            before = now;
            if added.is_empty() {
                return false;
            }
            assert_eq!(added.lines().count(), 1);
            let entry: serde_json::Value = serde_json::from_str(&added).expect("a whole line");
            assert_eq!(entry["text"], text(number));
            true
        },
    );
    assert!(old > 0 && new > 0, "the kills came before and after: {old} old, {new} new");
}

#[test]
fn a_killed_set_has_changed_its_line_or_has_not() {
    let world = World::new();
    let mut before = world.read("customers/acme.yaml");
    let (old, new) = sweep(
        &world,
        |number| words(&["set", "acme", &format!("plan=k{number}")]),
        |number, world| {
            let now = world.read("customers/acme.yaml");
            let line = before.lines().last().expect("a plan").to_owned();
            let want = before.replace(&line, &format!("plan: k{number}"));
            let is_new = now == want;
            assert!(is_new || now == before, "{now}");
            before = now;
            is_new
        },
    );
    assert!(old > 0 && new > 0, "{old} old, {new} new");
}

#[test]
fn a_killed_grade_is_in_both_files_or_in_neither() {
    let world = World::new();
    let mut before = (world.read("customers/acme.yaml"), world.entries("customers/acme.log.jsonl").len());
    let grade = |number: u32| ["A", "B", "C", "D"][number as usize % 4];
    let (old, new) = sweep(
        &world,
        |number| words(&["grade", "acme", grade(number), "--why", &format!("k{number}")]),
        |number, world| {
            let entries = world.entries("customers/acme.log.jsonl");
            let now = (world.read("customers/acme.yaml"), entries.len());
            let from = before.0.lines().find(|line| line.starts_with("grade: ")).expect("a grade");
            if from == format!("grade: {}", grade(number)) {
                assert_eq!(now, before, "nothing to decide");
                return true;
            }
            let want = before.0.replace(from, &format!("grade: {}", grade(number)));
            let is_new = now == (want, before.1 + 1);
            assert!(is_new || now == before, "{before:?}\n{now:?}");
            if is_new {
                assert_eq!(entries[before.1]["why"], format!("k{number}"));
            }
            before = now;
            is_new
        },
    );
    assert!(old > 0 && new > 0, "{old} old, {new} new");
}

#[test]
fn a_killed_archive_is_in_both_files_or_in_neither() {
    let world = World::new();
    let archived_line = format!("archived: {TODAY}\n");
    let mut archived = false;
    let mut notes = 1;
    let (old, new) = sweep(
        &world,
        |number| {
            let undo = if number % 2 == 1 { &["--undo"][..] } else { &[] };
            words(&[&["archive", "acme", "--why", &format!("k{number}")], undo].concat())
        },
        |number, world| {
            let now = world.read("customers/acme.yaml");
            let entries = world.entries("customers/acme.log.jsonl").len();
            let is = now.contains(&archived_line);
            assert_eq!(now.replace(&archived_line, ""), crate::world::ACME);
            let want = number.is_multiple_of(2);
            let had_to = archived != want;
            assert_eq!(entries - notes, usize::from(is != archived), "a note for a change, none for none");
            (archived, notes) = (is, entries);
            is == want || !had_to
        },
    );
    assert!(old > 0 && new > 0, "{old} old, {new} new");
}

#[test]
fn a_killed_add_has_made_the_whole_file_or_none() {
    let world = World::new();
    let (old, new) = sweep(
        &world,
        |number| words(&["add", &format!("k{number}"), "--owner", "li", "--folder", &format!("f{number}/x")]),
        |number, world| {
            let path = format!("customers/f{number}/x/k{number}.yaml");
            if !world.at(&path).exists() {
                // What it left behind is in nobody's way.
                if number.is_multiple_of(8) {
                    world.run(&["add", &format!("k{number}"), "--owner", "li"]).done();
                }
                return false;
            }
            let text = world.read(&path);
            assert!(text.contains(&format!("\nname: k{number}\n")) && text.ends_with('\n'), "{text}");
            // The next write of the same file must not go through a second name of it.
            world.run(&["set", &format!("k{number}"), "plan=x"]).done();
            assert!(
                world.left_behind().iter().all(|left| !left.ends_with(format!(".k{number}.yaml.crm-tmp")))
            );
            true
        },
    );
    assert!(old > 0 && new > 0, "{old} old, {new} new");
}

#[test]
fn a_killed_merge_leaves_two_customers_or_one() {
    let world = World::new();
    let made = RefCell::new(HashSet::new());
    let mut before = (world.read("customers/acme.yaml"), world.read("customers/acme.log.jsonl"));
    let files = |number: u32| (format!("customers/k{number}.yaml"), format!("customers/k{number}.log.jsonl"));
    let lines = |number: u32| -> String { (0..40).map(|line| entry(&format!("k{number} {line}"))).collect() };
    let (old, new) = sweep(
        &world,
        |number| {
            if made.borrow_mut().insert(number) {
                let (card, log) = files(number);
                world.write(&card, &format!("name: K{number}\ntags: [k{number}]\n"));
                world.write(&log, &lines(number));
            }
            words(&["merge", "acme", &format!("k{number}"), "--apply"])
        },
        |number, world| {
            let (card, log) = files(number);
            let now = (world.read("customers/acme.yaml"), world.read("customers/acme.log.jsonl"));
            let there = (world.at(&card).exists(), world.at(&log).exists());
            if there == (true, true) {
                assert_eq!(now, before, "two customers, as they were");
                assert_eq!(world.read(&log), lines(number));
                return false;
            }
            assert_eq!(there, (false, false));
            let added = now.1.strip_prefix(before.1.as_str()).expect("nothing before it was touched");
            let note = added.strip_prefix(lines(number).as_str()).expect("all of its history, in order");
            let trace = format!("\"kind\":\"merged\",\"from\":\"k{number}\"");
            assert!(note.lines().count() == 2 && note.contains(&trace), "{note}");
            assert!(note.contains(&format!("merged from k{number} ")), "{note}");
            assert!(
                now.0.contains(&format!("K{number}")) && now.0.contains(&format!(" k{number}")),
                "{}",
                now.0
            );
            before = now;
            true
        },
    );
    assert!(old > 0 && new > 0, "{old} old, {new} new");
}
