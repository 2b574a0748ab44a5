//! Files and folders that somebody has protected from changes: refused in words, and nothing is half done.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use crate::world::{World, binary};

/// Commands that change a customer's file, its log, or both.
const WRITERS: &[&[&str]] = &[
    &["log", "a", "x", "--via", "call"],
    &["log", "a", "x", "--via", "call", "--verified"],
    &["set", "a", "plan=x"],
    &["grade", "a", "B", "--why", "x"],
    &["assign", "a", "wang"],
    &["archive", "a"],
    &["forget", "a", "--apply"],
    &["merge", "b", "a", "--apply"],
    &["merge", "a", "b", "--apply"],
    &["handover", "li", "--to", "wang", "--apply"],
    &["import", "x.csv", "--entries", "--apply"],
    &["import", "y.csv", "--apply"],
    &["spread", "--per-day", "1", "--apply"],
];

fn book() -> World {
    let world = World::new();
    world.put("crm.yaml", "version: 1\npeople: {li: {}, wang: {}}\n");
    world.card("a", "name: A\ngrade: C\nowner: li\ncountry: DE\ncontacts:\n  - {name: x}\n");
    world.log("a", &[r#"{"at":"2026-01-01","by":"li","kind":"followup","via":"call"}"#]);
    world.card("b", "name: B\ngrade: C\nowner: li\n");
    world.log("b", &[r#"{"at":"2026-01-01","by":"li","kind":"followup","via":"call"}"#]);
    world.put("x.csv", "customer,at,by,kind,text\na,2026-11-01,li,note,one\n");
    world.put("y.csv", "id,name,region\na,A,Bavaria\n");
    world
}

fn mode(world: &World, path: &str, mode: u32) {
    fs::set_permissions(world.path(path), fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_read_only_file_is_replaced_by_nobody() {
    let mut refused = 0;
    for file in ["customers/a.yaml", "customers/a.log.jsonl"] {
        for args in WRITERS {
            let world = book();
            mode(&world, file, 0o444);
            let before = world.files();
            let outcome = world.run(*args);
            let now = world.files();
            assert_eq!(now.get(file), before.get(file), "{args:?} with {file}: {outcome:?}");
            assert_eq!(fs::metadata(world.path(file)).unwrap().permissions().mode() & 0o777, 0o444);
            if outcome.code == 0 {
                // It had no need to touch this one.
                continue;
            }
            refused += 1;
            assert_eq!(outcome.code, 4, "{args:?} with {file}: {outcome:?}");
            outcome.says(&["is read-only", "chmod u+w"]);
            let half = world.run(["check"]);
            assert_eq!(half.code, 0, "{args:?} with {file}: {half:?}");
            let of = |id: &str| now.iter().filter(|(path, _)| path.contains(id)).collect::<Vec<_>>();
            let was: Vec<_> = before.iter().filter(|(path, _)| path.contains("/a.")).collect();
            assert_eq!(of("/a."), was, "nothing of it is half done: {args:?} with {file}");
            // What protects it taken away, the same command does all of it.
            mode(&world, file, 0o644);
            assert_eq!(world.run(*args).code, 0, "{args:?} with {file}");
        }
    }
    assert!(refused > 18, "{refused}");
}

#[test]
fn a_folder_that_takes_no_files_is_told() {
    // Root may write everywhere; somebody else is asked to try.
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    let own = ["--reuid=65534", "--regid=65534", "--clear-groups"];
    let world = book();
    world.put("bin/crm", fs::read(binary()).unwrap());
    mode(&world, "bin/crm", 0o755);
    mode(&world, "", 0o777);
    if is_root {
        let chown =
            Command::new("chown").args(["-R", "65534:65534", world.root().to_str().unwrap()]).status();
        let can = Command::new("setpriv").args(own).arg("true").status();
        if !(chown.is_ok_and(|done| done.success()) && can.is_ok_and(|done| done.success())) {
            println!("skipped: running as root, and setpriv is not here to be somebody else");
            return;
        }
    }
    let crm = world.path("bin/crm");
    let run = |args: &[&str]| {
        let mut all: Vec<&str> = if is_root { own.to_vec() } else { Vec::new() };
        all.push(crm.to_str().unwrap());
        all.extend(args);
        world.program(if is_root { "setpriv" } else { "env" }, all).run()
    };
    assert_eq!(run(&["set", "a", "plan=first"]).code, 0);
    mode(&world, "customers", 0o555);
    for args in [
        &["set", "a", "plan=second"][..],
        &["grade", "a", "B", "--why", "x"],
        &["add", "New"],
        &["add", "Deep", "--folder", "deep/er"],
        &["import", "y.csv", "--apply"],
        &["merge", "b", "a", "--apply"],
    ] {
        let outcome = run(args);
        mode(&world, "customers", 0o755);
        assert_eq!(outcome.code, 4, "{args:?}: {outcome:?}");
        outcome.says(&["permits you no change", "chmod u+wx"]);
        assert_eq!(run(&["check"]).code, 0);
        assert!(outcome.changed().is_empty(), "{args:?}: {outcome:?}");
        mode(&world, "customers", 0o555);
    }
    // A line more in a log that is there needs no new file.
    assert_eq!(run(&["log", "a", "x", "--via", "call"]).code, 0);
    mode(&world, "customers", 0o755);
}
