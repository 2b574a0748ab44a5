//! `crm check --staged` before a commit, and `crm check --since` of a branch, with real git.
use serde_json::{Value, json};

use crate::team::Team;

const ACME: &str = "customers/europe/acme.yaml";
const GOOD: &str = "name: Acme GmbH\ngrade: C\n";
const BAD: &str = "name: Acme GmbH\ngrade: Q\n";

fn put(team: &Team, path: &str, text: &str) {
    team.world.put(&format!("li/{path}"), text);
}

/// The exit code, and each problem as `path code`.
fn found(team: &Team, args: &[&str]) -> (i32, Vec<String>) {
    let outcome = team.crm("li", &[&["check", "--json"], args].concat());
    let problems: Value = serde_json::from_str(&outcome.stdout).unwrap_or_else(|_| panic!("{outcome:?}"));
    let short = |one: &Value| format!("{} {}", one["path"].as_str().unwrap(), one["code"].as_str().unwrap());
    (outcome.code, problems.as_array().unwrap().iter().map(short).collect())
}

fn none() -> (i32, Vec<String>) {
    (0, Vec::new())
}

#[test]
fn the_index_is_checked_and_not_the_work_tree() {
    let team = Team::new();
    assert_eq!(found(&team, &["--staged"]), none());
    assert_eq!(team.ok("li", &["check", "--staged"]), "0 customers checked: 0 errors, 0 warnings\n");
    put(&team, ACME, BAD);
    assert_eq!(found(&team, &["--staged"]), none(), "not staged");
    team.git("li", &["add", ACME]);
    let wrong = (1, vec![format!("{ACME} unknown-grade")]);
    assert_eq!(found(&team, &["--staged"]), wrong);
    put(&team, ACME, GOOD);
    assert_eq!(found(&team, &["--staged"]), wrong, "mended, but not staged");
    assert_eq!(found(&team, &[]), none());
    team.git("li", &["add", ACME]);
    put(&team, ACME, BAD);
    assert_eq!(found(&team, &["--staged"]), none());
    assert_eq!(found(&team, &[]).0, 1);
    let told = team.ok("li", &["check", "--staged"]);
    assert_eq!(told, "1 customer checked: 0 errors, 0 warnings\n");
}

#[test]
fn the_model_of_the_orders_is_checked_like_the_rules() {
    let team = Team::new();
    put(&team, "rhythm.yaml", "model:\n  gap: 0\n  alikes: 2\n");
    let wrong = (1, vec!["rhythm.yaml bad-value".to_owned(), "rhythm.yaml unknown-key".to_owned()]);
    let (code, mut told) = found(&team, &[]);
    told.sort();
    assert_eq!((code, told), wrong);
    team.git("li", &["add", "rhythm.yaml"]);
    put(&team, "rhythm.yaml", "model:\n  gap: 4\n");
    let (code, mut told) = found(&team, &["--staged"]);
    told.sort();
    assert_eq!((code, told), wrong, "the index");
    assert_eq!(found(&team, &[]), none());
    // No list takes its place.
    team.crm("li", &["export", "customers", "--output", "rhythm.yaml"]).refused(2, &["own files"]);
}

#[test]
fn only_what_the_commit_changes_is_told() {
    let team = Team::new();
    put(&team, ACME, BAD);
    team.commit("li", "bad already");
    put(&team, "customers/china/宏达.yaml", "name: 宏达机械\ngrade: D\n");
    put(&team, "customers/china/宏达.log.jsonl", "{\"at\":\"2026-11-19\",\"by\":\"li\"}\n");
    team.git("li", &["add", "-A"]);
    let (code, told) = found(&team, &["--staged"]);
    assert_eq!((code, told.len()), (1, 1), "{told:?}");
    assert!(told[0].starts_with("customers/china/宏达.log.jsonl "), "{told:?}");
    // A second file of an id that is there.
    team.git("li", &["reset", "-q", "--hard"]);
    put(&team, "customers/asia/acme.yaml", GOOD);
    team.git("li", &["add", "-A"]);
    let (code, told) = found(&team, &["--staged"]);
    assert_eq!(code, 1);
    assert!(told.iter().any(|one| one.ends_with(" duplicate-id")), "{told:?}");
    // A log whose customer goes.
    team.git("li", &["reset", "-q", "--hard"]);
    put(
        &team,
        "customers/europe/acme.log.jsonl",
        "{\"at\":\"2026-11-19\",\"by\":\"li\",\"kind\":\"note\"}\n",
    );
    team.commit("li", "a note");
    team.git("li", &["rm", "-q", ACME]);
    assert_eq!(found(&team, &["--staged"]).1, ["customers/europe/acme.log.jsonl orphaned-log"]);
    // What is removed is wrong in nothing; and rules that change are held against everybody.
    team.git("li", &["reset", "-q", "--hard"]);
    team.git("li", &["rm", "-q", "customers/china/宏达.yaml"]);
    assert_eq!(found(&team, &["--staged"]), none());
    put(&team, "crm.yaml", "version: 1\npeople: {li: {}}\n");
    team.git("li", &["add", "-A"]);
    assert_eq!(found(&team, &["--staged"]), (1, vec![format!("{ACME} unknown-grade")]));
}

#[test]
fn a_branch_is_checked_against_the_one_that_it_goes_to() {
    let team = Team::new();
    put(&team, "customers/asia/old.yaml", BAD);
    team.commit("li", "bad before");
    assert_eq!(found(&team, &["--since", "HEAD"]), none());
    put(&team, ACME, BAD);
    assert_eq!(found(&team, &["--since", "HEAD"]).1, [format!("{ACME} unknown-grade")], "in the work tree");
    team.commit("li", "bad");
    assert_eq!(found(&team, &["--since", "HEAD~1"]).1, [format!("{ACME} unknown-grade")]);
    assert_eq!(found(&team, &["--since", "origin/main"]).1.len(), 2);
    put(&team, "customers/new.yaml", BAD);
    assert_eq!(
        found(&team, &["--since", "HEAD"]).1,
        ["customers/new.yaml unknown-grade"],
        "new and not added"
    );
    let told = team.crm("li", &["check", "--since", "nowhere"]);
    told.refused(2, &["nowhere"]);
    team.crm("li", &["check", "--since", "HEAD", "--staged"]).refused(2, &["--staged"]);
    let json: Value =
        serde_json::from_str(&team.crm("li", &["check", "--since", "HEAD", "--json"]).stdout).unwrap();
    assert_eq!(json[0]["line"], json!(2));
}

#[cfg(unix)]
#[test]
fn a_hook_keeps_out_what_is_wrong() {
    let team = Team::new();
    team.hook("li/.git/hooks/pre-commit", "#!/bin/sh\nexec crm check --staged\n");
    put(&team, ACME, BAD);
    team.git("li", &["add", ACME]);
    // Mended in the work tree only: git would still commit what is wrong.
    put(&team, ACME, GOOD);
    let refused = team.call("li", "git", &["commit", "-q", "-m", "bad"]).run();
    assert_eq!(refused.code, 1, "{}", refused.stderr);
    assert!(
        format!("{}{}", refused.stdout, refused.stderr).contains("acme.yaml:2:8: error"),
        "{}",
        refused.stderr
    );
    team.git("li", &["add", ACME]);
    put(&team, ACME, BAD);
    team.git("li", &["commit", "-q", "-m", "good"]);
    // `commit -a` and a commit of one path have an index of their own.
    for args in [&["commit", "-q", "-am", "bad"][..], &["commit", "-q", "-m", "bad", "--", ACME]] {
        let refused = team.call("li", "git", args).run();
        assert_eq!(refused.code, 1, "git {args:?}: {} {}", refused.stdout, refused.stderr);
    }
    assert_eq!(team.git("li", &["log", "-1", "--format=%s"]), "good\n");
    // From a folder below, and from a work tree beside it.
    put(&team, ACME, "name: Acme\ngrade: D\n");
    team.git("li/customers/europe", &["commit", "-q", "-am", "from below"]);
    team.git("li", &["worktree", "add", "-q", "../beside", "-b", "other"]);
    team.world.put(&format!("beside/{ACME}"), BAD);
    assert_eq!(team.call("beside", "git", &["commit", "-q", "-am", "bad"]).run().code, 1);
    team.world.put(&format!("beside/{ACME}"), GOOD);
    team.git("beside", &["commit", "-q", "-am", "good"]);
}

#[test]
fn outside_of_git_it_says_so() {
    let world = crate::world::World::new();
    world.card("acme", "name: Acme\n");
    world.run(["check", "--staged"]).refused(2, &["no git repository"]);
    world.run(["check", "--since", "HEAD"]).refused(2, &["no git repository"]);
}
