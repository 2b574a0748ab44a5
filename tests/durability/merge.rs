//! Branches that meet again, with real git.

use std::process::{Command, Output};

use crate::world::{ACME, World, entry, has};

struct Repository<'a>(&'a World);

impl<'a> Repository<'a> {
    fn new(world: &'a World) -> Option<Self> {
        if !has("git", &["--version"]) {
            println!("skipped: there is no git here");
            return None;
        }
        world.write(".gitattributes", "*.log.jsonl merge=union\n");
        world.write(".gitignore", ".crm/\n.*.crm-tmp\n");
        let repository = Repository(world);
        repository.done(&["init", "-q", "-b", "main"]);
        repository.commit("the beginning");
        repository.done(&["branch", "other"]);
        Some(repository)
    }

    fn git(&self, args: &[&str]) -> Output {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=Li", "-c", "user.email=li@example.com"]).args(args);
        git.env_clear().env("HOME", self.0.root()).env("GIT_CONFIG_NOSYSTEM", "1");
        git.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        git.current_dir(self.0.root()).output().expect("git runs")
    }

    fn done(&self, args: &[&str]) {
        let output = self.git(args);
        assert!(output.status.success(), "git {args:?}: {output:?}");
    }

    fn commit(&self, message: &str) {
        self.done(&["add", "-A"]);
        self.done(&["commit", "-q", "-m", message]);
    }

    /// Work on both branches, then the merge; whether it succeeded.
    fn meet(&self, ours: impl Fn(&World), theirs: impl Fn(&World)) -> bool {
        ours(self.0);
        self.commit("ours");
        self.done(&["checkout", "-q", "other"]);
        theirs(self.0);
        self.commit("theirs");
        self.done(&["checkout", "-q", "main"]);
        self.git(&["merge", "-q", "--no-edit", "other"]).status.success()
    }
}

fn log(world: &World, texts: impl Iterator<Item = String>) {
    for text in texts {
        world.run(&["log", "acme", &text, "--via", "call"]).done();
    }
}

fn texts(world: &World) -> Vec<String> {
    let mut texts: Vec<String> = world
        .entries("customers/acme.log.jsonl")
        .iter()
        .map(|entry| entry["text"].as_str().unwrap_or_default().to_owned())
        .collect();
    texts.sort();
    texts
}

#[test]
fn entries_of_two_branches_are_all_there() {
    let world = World::new();
    let Some(repository) = Repository::new(&world) else { return };
    let merged = repository.meet(
        |world| {
            log(world, (0..10).map(|number| format!("a{number}")));
            log(world, std::iter::once("both".to_owned()));
        },
        |world| {
            log(world, (0..10).map(|number| format!("b{number}")));
            log(world, std::iter::once("both".to_owned()));
        },
    );
    assert!(merged);
    let mut want: Vec<String> = (0..10).flat_map(|n| [format!("a{n}"), format!("b{n}")]).collect();
    want.extend(["the first".to_owned(), "both".to_owned()]);
    want.sort();
    let mut found = texts(&world);
    found.dedup();
    assert_eq!(found, want);
    assert!(world.problems().iter().all(|problem| problem.contains(": warning: ")), "{:?}", world.problems());
}

#[test]
fn a_last_line_without_its_end_is_not_fused_with_another_one() {
    let world = World::new();
    world.write("customers/acme.log.jsonl", entry("the first").trim_end());
    let Some(repository) = Repository::new(&world) else { return };
    assert!(repository.meet(
        |world| log(world, ["a".to_owned()].into_iter()),
        |world| log(world, ["b".to_owned()].into_iter()),
    ));
    let mut found = texts(&world);
    found.dedup();
    assert_eq!(found, ["a", "b", "the first"]);
}

#[test]
fn keys_that_two_branches_set_are_both_there() {
    let world = World::new();
    let Some(repository) = Repository::new(&world) else { return };
    assert!(repository.meet(
        |world| drop(world.run(&["set", "acme", "region=Bavaria"]).done()),
        |world| drop(world.run(&["set", "acme", "plan=an order"]).done()),
    ));
    let want = ACME.replace("region: r0", "region: Bavaria").replace("plan: p0", "plan: an order");
    assert_eq!(world.read("customers/acme.yaml"), want);
    world.assert_clean("the merge");
}

#[test]
fn one_key_that_two_branches_set_is_a_conflict_that_is_told() {
    let world = World::new();
    let Some(repository) = Repository::new(&world) else { return };
    assert!(!repository.meet(
        |world| drop(world.run(&["set", "acme", "plan=ours"]).done()),
        |world| drop(world.run(&["set", "acme", "plan=theirs"]).done()),
    ));
    let conflict = world.read("customers/acme.yaml");
    assert!(conflict.contains("ours") && conflict.contains("theirs"));
    let problems = world.run(&["check", "--format", "json"]);
    assert!(problems.code == 1 && problems.out.contains("conflict-marker"), "{problems:?}");
    world.run(&["set", "acme", "plan=mine"]).refused(5, "can't be read");
    assert_eq!(world.read("customers/acme.yaml"), conflict, "nobody decides for them");
    let due = world.run(&["due"]);
    assert!(due.code == 5 && due.out.contains("Bolt"), "the others are answered: {due:?}");
}

/// The merge drivers in a clone, below a folder of the repository whose name has a blank.
#[test]
fn neighbouring_keys_merge_where_the_driver_is_registered_and_git_goes_on_without_it() {
    if !has("git", &["--version"]) {
        println!("skipped: there is no git here");
        return;
    }
    let world = World::new();
    let git = |args: &[&str], with_crm: bool| {
        let own = std::path::Path::new(env!("CARGO_BIN_EXE_crm")).parent().expect("a folder").to_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::env::split_paths(&path).chain(with_crm.then_some(own));
        let mut git = Command::new("git");
        git.args([
            "-c",
            "user.name=Li",
            "-c",
            "user.email=li@example.com",
            "-c",
            "merge.conflictStyle=merge",
        ]);
        git.args(args).env_clear().env("HOME", world.root()).env("GIT_CONFIG_NOSYSTEM", "1");
        git.env("PATH", std::env::join_paths(paths).expect("paths")).current_dir(world.root());
        git.output().expect("git runs")
    };
    let done = |args: &[&str]| assert!(git(args, true).status.success(), "{args:?}");
    let team = "our team/book";
    std::fs::create_dir_all(world.at(team)).expect("made");
    for name in ["crm.yaml", "customers"] {
        std::fs::rename(world.at(name), world.at(team).join(name)).expect("moved");
    }
    done(&["init", "-q", "-b", "main"]);
    let first = world.run(&["-C", team, "init", "--git"]).done();
    assert!(first.out.contains("key by key in this clone now"), "{first:?}");
    let again = world.run(&["-C", team, "init", "--git"]).done();
    assert!(again.out.contains("already"), "{again:?}");
    done(&["add", "-A"]);
    done(&["commit", "-q", "-m", "the beginning"]);
    done(&["branch", "other"]);
    let card = format!("{team}/customers/acme.yaml");
    let save = |from: &str, to: &str| {
        let text = world.read(&card);
        assert!(text.contains(from), "{text}");
        world.write(&card, &text.replace(from, to));
        done(&["commit", "-q", "-a", "-m", to]);
    };
    save("grade: C", "grade: B");
    done(&["checkout", "-q", "other"]);
    save("owner: li", "owner: wang");
    let merged = git(&["merge", "-q", "--no-edit", "main"], true);
    assert!(merged.status.success(), "{merged:?}");
    assert_eq!(world.read(&card), ACME.replace("grade: C", "grade: B").replace("owner: li", "owner: wang"));
    // Where there is no crm, git merges as ever: neighbouring lines conflict, openly.
    done(&["reset", "-q", "--hard", "HEAD~1"]);
    let merged = git(&["merge", "-q", "--no-edit", "main"], false);
    assert!(!merged.status.success(), "{merged:?}");
    let text = world.read(&card);
    assert!(
        text.contains("<<<<<<< ours") && text.contains("owner: wang") && text.contains("grade: B"),
        "{text}"
    );
}
