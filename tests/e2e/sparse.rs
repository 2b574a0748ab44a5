//! Sparse and partial checkouts, with real git: a part of the workspace works, and says that it is one.
use serde_json::Value;

use crate::commands::{self, Book, Nature, Reach};
use crate::team::Team;

/// Four customers in three folders, sent.
fn team() -> Team {
    let team = Team::new();
    for (path, name) in [("europe/bolt", "Bolt"), ("asia/kobe", "Kobe Works"), ("oslo", "Oslo Marine")] {
        team.world.put(&format!("li/customers/{path}.yaml"), format!("name: {name}\ngrade: C\nowner: li\n"));
    }
    let order = r#"{"at":"2026-05-02","by":"li","kind":"order","amount":900}"#;
    team.world.put("li/customers/europe/acme.log.jsonl", format!("{order}\n"));
    team.world.put("li/customers/asia/kobe.log.jsonl", format!("{order}\n"));
    team.ok("li", &["sync", "-m", "more"]);
    team.ok("wang", &["sync"]);
    team
}

const BOOK: &Book = &[("ID", "acme")];

const NOTE: &str = "note: a part of the workspace: 3 of 5 customers (git sparse-checkout)";

fn ids(team: &Team) -> Vec<String> {
    let outcome = team.crm("wang", &["list", "-f", "ids"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    outcome.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn a_whole_checkout_says_nothing() {
    let team = team();
    assert_eq!(team.crm("wang", &["list"]).stderr, "");
    // Git leaves its note behind, where a part was wanted once.
    team.git("wang", &["sparse-checkout", "set", "customers/europe"]);
    team.git("wang", &["sparse-checkout", "disable"]);
    assert_eq!(team.crm("wang", &["list"]).stderr, "");
    assert_eq!(ids(&team).len(), 5);
}

#[test]
fn every_answer_over_the_book_says_that_it_is_over_a_part() {
    let team = team();
    for more in [&[][..], &["--sparse-index"], &["--no-cone"]] {
        let set = match more {
            ["--no-cone"] => &[
                "sparse-checkout",
                "set",
                "--no-cone",
                "/crm.yaml",
                "customers/europe/*",
                "/customers/*.yaml",
            ][..],
            [one] => &["sparse-checkout", "set", "--cone", one, "customers/europe"][..],
            _ => &["sparse-checkout", "set", "--cone", "customers/europe"][..],
        };
        team.git("wang", set);
        assert_eq!(ids(&team), ["acme", "bolt", "oslo"], "{more:?}");
        for (known, call) in commands::calls(&[Nature::Asks]) {
            // Each answer in each sort of a part, and in the first all that is chosen for it.
            if known.reach != Reach::Book || !(call.is_first || more.is_empty()) {
                continue;
            }
            let typed = call.typed(BOOK);
            let args: Vec<&str> = typed.iter().map(String::as_str).collect();
            let outcome = team.crm("wang", &args);
            assert_eq!(outcome.code, 0, "{more:?} {args:?}: {} {}", outcome.stdout, outcome.stderr);
            assert_eq!(outcome.stderr.matches(NOTE).count(), 1, "{args:?}: {}", outcome.stderr);
        }
        let chinese = team.crm("wang", &["--lang", "zh", "due"]);
        chinese.says(&["5 个客户中的 3 个（git sparse-checkout）"]);
        // The ranks are of the part: the one with an order is the first of one.
        let shown: Value =
            serde_json::from_str(&team.crm("wang", &["show", "acme", "--json"]).stdout).unwrap();
        assert_eq!(shown["views"]["pyramid"], "super");
        team.git("wang", &["sparse-checkout", "disable"]);
    }
}

#[test]
fn what_is_outside_is_neither_missing_nor_made_twice() {
    let team = team();
    team.git("wang", &["sparse-checkout", "set", "customers/europe"]);
    let shown = team.crm("wang", &["show", "kobe"]);
    shown.refused(
        3,
        &[
            "kobe is there, outside of what is checked out: customers/asia/kobe.yaml",
            "git sparse-checkout add customers/asia",
        ],
    );
    for args in [&["add", "Kobe"][..], &["add", "Another", "--id", "kobe", "--folder", "europe"]] {
        let refused = team.crm("wang", args);
        assert_eq!((refused.code, refused.stdout.as_str()), (4, ""), "{args:?}: {}", refused.stderr);
        refused.says(&["kobe is there, outside of what is checked out", "customers/asia/kobe.yaml"]);
    }
    assert_eq!(team.status("wang"), "");
    team.git("wang", &["sparse-checkout", "add", "customers/asia"]);
    team.ok("wang", &["show", "kobe"]);
}

#[test]
fn work_on_a_part_meets_work_on_the_whole() {
    let team = team();
    team.git("wang", &["sparse-checkout", "set", "customers/europe"]);
    team.ok("li", &["set", "kobe", "region=Hyogo"]);
    team.ok("li", &["set", "acme", "region=Bavaria"]);
    team.ok("li", &["sync", "-m", "li's"]);
    team.ok("wang", &["log", "acme", "spoke", "--via", "call"]);
    // A new customer may be put where nothing is checked out.
    team.ok("wang", &["add", "Nagoya Press", "--folder", "asia"]);
    let told = team.ok("wang", &["sync", "-m", "wang's"]);
    assert!(
        told.contains("Received changes of 2 customers: acme, kobe") && told.contains("Sent 2 commits"),
        "{told}"
    );
    team.ok("li", &["sync"]);
    assert!(team.read("li", "asia/nagoya-press.yaml").contains("Nagoya"));
    assert!(team.read("li", "europe/acme.log.jsonl").contains("spoke"));
    assert!(team.read("wang", "europe/acme.yaml").contains("Bavaria"));
    assert!(!team.world.path("wang/customers/asia/kobe.yaml").exists(), "still left out");
    assert_eq!(team.status("wang"), "");
    // A commit after each command finds its files outside, too.
    let add = ["add", "Osaka Ropes", "--folder", "asia"];
    let done = team.call("wang", crate::world::binary(), &add).env("CRM_COMMIT", "1").run();
    assert_eq!((done.code, done.stderr.as_str()), (0, ""), "{}", done.stdout);
    assert_eq!(team.git("wang", &["log", "-1", "--format=%s"]), "add osaka-ropes\n");
}

#[test]
fn what_a_part_stages_is_held_against_the_whole() {
    let team = team();
    team.git("wang", &["sparse-checkout", "set", "customers/europe"]);
    // Made by hand, and there already where nobody here can see it.
    team.world.put("wang/customers/europe/kobe.yaml", "name: Kobe\ngrade: C\n");
    team.git("wang", &["add", "-A"]);
    let told = team.crm("wang", &["check", "--staged"]);
    assert_eq!(told.code, 1, "{}", told.stdout);
    assert!(told.stdout.contains("customers/asia/kobe.yaml"), "{}", told.stdout);
}

#[test]
fn a_partial_clone_and_a_work_tree_beside_work_as_well() {
    let team = team();
    team.git("origin.git", &["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", team.world.path("origin.git").display());
    let clone = ["clone", "-q", "--filter=blob:none", "--sparse", &url, "chen"];
    let made = team.world.program("git", clone).run();
    assert_eq!(made.code, 0, "{made:?}");
    team.git("chen", &["sparse-checkout", "set", "customers/europe"]);
    let listed = team.crm("chen", &["list", "-f", "ids"]);
    assert_eq!((listed.code, listed.stdout.as_str()), (0, "acme\nbolt\noslo\n"), "{}", listed.stderr);
    listed.says(&[NOTE]);
    team.git("li", &["worktree", "add", "-q", "../beside"]);
    assert_eq!(team.crm("beside", &["list", "-f", "ids"]).stderr, "");
    team.git("beside", &["sparse-checkout", "set", "customers/europe"]);
    team.crm("beside", &["list"]).says(&[NOTE]);
    assert_eq!(team.crm("li", &["list"]).stderr, "", "the first work tree is whole");
}

#[test]
fn a_list_makes_nobody_who_is_outside_and_no_id_that_leads_there_is_given() {
    let team = team();
    team.ok("li", &["upgrade", "--apply"]);
    team.ok("li", &["rename", "kobe", "kobe-works"]);
    team.ok("li", &["sync", "-m", "renamed"]);
    team.ok("wang", &["sync"]);
    team.git("wang", &["sparse-checkout", "set", "customers/europe"]);
    let refused = team.crm("wang", &["add", "Another", "--id", "kobe", "--folder", "europe"]);
    assert_eq!(refused.code, 4, "{refused:?}");
    refused.says(&["the id kobe was another customer's, and leads to kobe-works"]);
    team.world.put("list.csv", "name,country\nKobe Works,JP\nNew One,JP\n");
    let told = team.crm("wang", &["import", "../list.csv", "--apply"]);
    assert_eq!(told.code, 5, "{told:?}");
    assert!(told.stdout.contains("kobe-works is there, outside of what is checked out"), "{told:?}");
    assert_eq!(team.status("wang"), "?? customers/new-one.yaml\n");
    // By its number, and by an id that leads to it, too.
    team.ok("li", &["set", "kobe-works", "number=K1"]);
    team.ok("li", &["sync", "-m", "a number"]);
    team.ok("wang", &["sync", "-m", "new"]);
    team.world.put("list.csv", "name,number\nKobe Seisakusho,K1\nKobe,K7\nSecond One,K8\n");
    let told = team.crm("wang", &["import", "../list.csv", "--apply"]);
    assert!(told.code == 5 && told.stdout.contains("1 created"), "{told:?}");
    assert_eq!(team.status("wang"), "?? customers/second-one.yaml\n");
}

#[test]
fn what_the_others_change_outside_of_what_is_checked_out_is_no_obstacle() {
    for more in [&["--cone"][..], &["--cone", "--sparse-index"]] {
        let team = team();
        team.world.put("li/docs/a/x.md", "one\n");
        team.world.put("li/eu/crm.yaml", "version: 2\n");
        team.world.put("li/eu/customers/west.yaml", "name: West\ngrade: C\n");
        team.world.put("li/eu/customers/west.log.jsonl", "");
        team.ok("li", &["sync", "-m", "more"]);
        team.ok("wang", &["sync"]);
        // What wang has written there before isn't sent yet.
        team.ok("wang", &["-C", "eu", "log", "west", "by wang", "--note"]);
        team.commit("wang", "in the other one");
        team.git("wang", &[&["sparse-checkout", "set"], more, &["customers"]].concat());
        team.ok("li", &["-C", "eu", "log", "west", "by li", "--note"]);
        team.world.put("li/docs/a/x.md", "two\n");
        team.ok("li", &["sync", "-m", "outside"]);
        for text in ["spoke", "spoke again"] {
            let synced = team.crm("wang", &["sync", "-m", "on"]);
            assert_eq!((synced.code, team.status("wang").as_str()), (0, ""), "{more:?} {synced:?}");
            assert!(!team.world.path("wang/docs/a/x.md").exists(), "still left out");
            team.ok("wang", &["log", "oslo", text, "--note"]);
        }
        team.ok("wang", &["sync", "-m", "all"]);
        team.ok("li", &["sync"]);
        let log = team.world.read("li/eu/customers/west.log.jsonl");
        assert!(log.contains("by wang") && log.contains("by li"), "{log}");
        team.git("wang", &["sparse-checkout", "disable"]);
        assert_eq!(
            (team.world.read("wang/docs/a/x.md").as_str(), team.status("wang").as_str()),
            ("two\n", "")
        );
    }
}
