//! `crm sync` where two versions can't be made one: nothing is chosen without a word.

use std::path::Path;
use std::process::Command;

use crate::world::{ACME, World, has};

/// A workspace in a clone, and `others`, a clone in which somebody else works.
fn clones() -> Option<World> {
    if !has("git", &["--version"]) {
        println!("skipped: there is no git here");
        return None;
    }
    let world = World::new();
    world.write(".gitignore", ".crm/\n/others/\n/up/\n.gitconfig\n");
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

#[test]
fn a_customer_that_one_removed_and_the_other_changed_is_nobodys_to_choose() {
    for removes in [true, false] {
        let Some(world) = clones() else { return };
        let (mine, theirs) = ("customers/acme.yaml", "others/customers/acme.yaml");
        let changed = ACME.replace("plan: p0", "plan: p1");
        let (gone, kept) = if removes { (mine, theirs) } else { (theirs, mine) };
        std::fs::remove_file(world.at(gone)).expect("removed");
        world.write(kept, &changed);
        sent(&world);
        // Asked again it says so again: the file that git has left there is no answer.
        for args in [&["sync", "-m", "mine"][..], &["sync"]] {
            world.run(args).refused(4, "one side removed it");
        }
        git(&world, world.root(), &["add", mine]);
        assert_eq!(world.run(&["sync"]).code, 0);
        assert_eq!(world.read(mine), changed);
    }
}

#[test]
fn a_file_of_any_name_is_settled() {
    let Some(world) = clones() else { return };
    let name = "a \"b\"\nc 深.txt";
    world.write(&format!("others/{name}"), "theirs\n");
    sent(&world);
    world.write(name, "mine\n");
    world.run(&["sync", "-m", "mine"]).refused(4, "both sides changed it");
    world.write(name, "both\n");
    assert_eq!(world.run(&["sync"]).code, 0);
    assert_eq!(git(&world, world.root(), &["show", &format!("origin/main:{name}")]), "both\n");
}

#[test]
fn half_a_conflict_that_was_left_standing_is_not_settled() {
    let Some(world) = clones() else { return };
    world.write("others/customers/acme.yaml", &ACME.replace("plan: p0", "plan: p1"));
    sent(&world);
    world.write("customers/acme.yaml", &ACME.replace("plan: p0", "plan: p2"));
    world.run(&["sync", "-m", "mine"]).refused(4, "you wrote: plan: p2");
    let text = world.read("customers/acme.yaml");
    let half: String = text
        .split_inclusive('\n')
        .filter(|line| !line.starts_with("<<<<<<<") && !line.starts_with(">>>>>>>"))
        .map(|line| line.replace("p2", "by hand"))
        .collect();
    world.write("customers/acme.yaml", &half);
    assert_eq!(world.run(&["sync"]).code, 4);
    assert_eq!(world.read("customers/acme.yaml"), half, "nothing that was typed is lost");
}

#[test]
fn a_history_that_was_written_anew_is_told_after_it_was_sent() {
    let Some(world) = clones() else { return };
    let others = world.at("others");
    git(&world, &others, &["commit", "-q", "--amend", "-m", "anew"]);
    git(&world, &others, &["push", "-q", "--force"]);
    world.write("customers/acme.yaml", &ACME.replace("plan: p0", "plan: p2"));
    let ran = world.run(&["sync", "-m", "mine"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("Sent"), "{ran:?}");
}
