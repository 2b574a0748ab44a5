//! `crm sync` where two versions can't be made one: nothing is chosen without a word.

use std::path::Path;
use std::process::Command;

use crate::strace::{self, Injection};
use crate::world::{ACME, Ran, World, entry, has};

/// A workspace in a clone, and `others`, a clone in which somebody else works.
fn clones() -> Option<World> {
    if !has("git", &["--version"]) {
        println!("skipped: there is no git here");
        return None;
    }
    let world = World::new();
    world.write(".gitignore", ".crm/\n/others/\n/up/\n/trace\n.gitconfig\n");
    world.write(".gitconfig", "[user]\nname = Li\nemail = li@example.com\n[init]\ndefaultBranch = main\n");
    for args in [
        &["init", "-q"][..],
        &["add", "-A"],
        &["commit", "-q", "-m", "the beginning"],
        &["clone", "-q", "--bare", ".", "up"],
        &["remote", "add", "origin", "./up"],
        &["push", "-q", "-u", "origin", "main"],
        &["clone", "-q", "up", "others"],
    ] {
        git(&world, world.root(), args);
    }
    Some(world)
}

fn git(world: &World, folder: &Path, args: &[&str]) -> String {
    let mut git = Command::new("git");
    git.args(args).current_dir(folder).env_clear().env("HOME", world.root());
    git.env("GIT_CONFIG_NOSYSTEM", "1").env("PATH", std::env::var_os("PATH").unwrap_or_default());
    let output = git.output().expect("git runs");
    assert!(output.status.success(), "git {args:?}: {output:?}");
    String::from_utf8(output.stdout).expect("text")
}

/// What somebody else did, committed and sent.
fn sent(world: &World) {
    let others = world.at("others");
    for args in [&["add", "-A"][..], &["commit", "-q", "-m", "theirs"], &["push", "-q"]] {
        git(world, &others, args);
    }
}

/// Types answers at a terminal; none where there is no script(1).
fn answered(world: &World, args: &str, typed: &str) -> Option<Ran> {
    if !Path::new("/usr/bin/script").exists() {
        println!("SKIPPED: there is no script(1) here, and so no terminal");
        return None;
    }
    use std::io::Write;
    use std::process::Stdio;
    let line = format!("'{}' {args}", env!("CARGO_BIN_EXE_crm"));
    let mut script = world.command(&[]);
    let environment: Vec<_> =
        script.get_envs().map(|(key, value)| (key.to_owned(), value.map(ToOwned::to_owned))).collect();
    script = Command::new("script");
    script.args(["-qec", &line, "/dev/null"]).env_clear().current_dir(world.root());
    script.envs(environment.into_iter().filter_map(|(key, value)| Some((key, value?))));
    script.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = script.spawn().expect("it starts");
    child.stdin.take().expect("a pipe").write_all(typed.as_bytes()).expect("typed");
    Some(Ran::of(&child.wait_with_output().expect("it ends")))
}

#[test]
fn a_customer_that_one_removed_and_the_other_changed_is_nobodys_to_choose() {
    for removes in [true, false] {
        let Some(world) = clones() else { return };
        let (mine, theirs) = ("customers/acme.yaml", "others/customers/acme.yaml");
        let changed = ACME.replace("plan: p0", "plan: p1");
        let (gone, kept) = if removes { (mine, theirs) } else { (theirs, mine) };
        std::fs::remove_file(world.at(gone)).expect("removed");
        std::fs::remove_file(world.at(&gone.replace(".yaml", ".log.jsonl"))).expect("removed");
        world.write(kept, &changed);
        sent(&world);
        let there = || world.at(mine).exists();
        // Asked again it says so again, and changes nothing.
        for args in [&["sync", "-m", "mine"][..], &["sync"]] {
            world.run(args).refused(4, "removed this customer");
            assert_eq!(there(), !removes);
        }
        // The changed one stands.
        let typed = if removes { "t\n" } else { "m\n" };
        let Some(ran) = answered(&world, "sync --resolve", typed) else { return };
        assert_eq!(ran.code, 0, "{ran:?}");
        assert_eq!(world.read(mine), changed);
        assert_eq!(world.entries("customers/acme.log.jsonl").len(), 1);
    }
}

#[test]
fn a_file_of_any_name_is_settled() {
    let Some(world) = clones() else { return };
    let name = "a \"b\"\nc 深.txt";
    world.write(&format!("others/{name}"), "theirs\n");
    sent(&world);
    world.write(name, "mine\n");
    world.run(&["sync", "-m", "mine"]).refused(4, "changed the same lines");
    assert_eq!(world.read(name), "mine\n");
    let Some(ran) = answered(&world, "sync --resolve", "t\n") else { return };
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(world.read(name), "theirs\n");
    assert_eq!(git(&world, world.root(), &["show", &format!("origin/main:{name}")]), "theirs\n");
}

#[test]
fn a_history_that_was_written_anew_is_refused_and_taken_on_request() {
    let Some(world) = clones() else { return };
    let others = world.at("others");
    git(&world, &others, &["commit", "-q", "--amend", "-m", "anew"]);
    git(&world, &others, &["push", "-q", "--force"]);
    world.write("customers/acme.yaml", &ACME.replace("plan: p0", "plan: p2"));
    for args in [&["sync", "-m", "mine"][..], &["sync"]] {
        world.run(args).refused(4, "was written anew");
    }
    let ran = world.run(&["sync", "--rewritten"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("Sent 1 commit"), "{ran:?}");
    assert!(world.read("customers/acme.yaml").contains("plan: p2"));
    assert_eq!(
        git(&world, world.root(), &["log", "--format=%s", "origin/main"]).lines().nth(1),
        Some("anew")
    );
}

#[test]
fn a_sync_that_was_killed_among_many_new_customers_is_completed() {
    if !strace::is_here() {
        return;
    }
    let (mut struck, kill) = (0, Injection { call: "link,linkat", what: "signal=KILL", lasting: false });
    for number in 1..=8 {
        let Some(world) = clones() else { return };
        // Some with a log and some without, so that several files of one kind are made at once.
        for new in 0..12 {
            let card = format!("name: New {new}\nowner: li\n");
            world.write(&format!("others/customers/new{new}.yaml"), &card);
            if new < 4 {
                let log = entry(&format!("the first of {new}"));
                world.write(&format!("others/customers/new{new}.log.jsonl"), &log);
            }
        }
        sent(&world);
        // Else git's own links would be struck first, while it unpacks what it fetches.
        git(&world, world.root(), &["fetch", "-q"]);
        if kill.run(&world, number, &["sync"]).is_none() {
            break;
        }
        struck += 1;
        // Whoever comes next completes it, or takes it back, and then nothing is in anybody's way.
        let ran = world.run(&["log", "acme", "after the kill", "--via", "call"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "killed at link {number}");
        let ran = world.run(&["sync", "-m", "mine"]);
        assert_eq!(ran.code, 0, "killed at link {number}: {ran:?}");
        let ids = world.run(&["list", "-f", "ids"]).out;
        assert_eq!(ids.matches("new").count(), 12, "link {number}: {ids}");
        for new in 0..4 {
            assert_eq!(world.entries(&format!("customers/new{new}.log.jsonl")).len(), 1, "link {number}");
        }
        assert_eq!(world.entries("customers/acme.log.jsonl").len(), 2, "link {number}");
        assert_eq!(git(&world, world.root(), &["status", "--porcelain"]), "", "link {number}");
    }
    println!("{struck} kills");
    assert!(struck > 5, "only {struck} kills");
}
