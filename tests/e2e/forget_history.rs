//! `crm forget` and git: each line of advice is typed as it is printed, and everything else is compared afterwards.
use std::collections::BTreeMap;

use crate::team::Team;
use crate::world::World;

/// The lines that are meant to be typed: those that stand in by two, without the lists of files.
fn advice(told: &str) -> String {
    let from = told.find("  cd ").unwrap_or_else(|| panic!("there is no advice in:\n{told}"));
    let lines = told[from..].lines().take_while(|line| line.starts_with("  "));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Whether git-filter-repo is there; told loudly where it isn't.
fn has_filter(team: &Team) -> bool {
    let is_there = team.call("li", "git", &["filter-repo", "--version"]).run().code == 0;
    if !is_there {
        eprintln!("SKIPPED: git-filter-repo is not installed, so its advice was not run");
    }
    is_there
}

/// All blobs of all commits of all branches, by commit's subject and path.
fn history(team: &Team, who: &str, but: &[&str]) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    for commit in team.git(who, &["log", "--all", "--format=%H %s"]).lines() {
        let (hash, subject) = commit.split_once(' ').unwrap();
        let tree = team.git(who, &["ls-tree", "-r", "-z", hash]);
        for line in tree.split('\0').filter(|line| !line.is_empty()) {
            let (head, path) = line.split_once('\t').unwrap();
            if !but.iter().any(|own| path.contains(own)) {
                found.insert((subject.to_owned(), path.to_owned()), head.to_owned());
            }
        }
    }
    found
}

/// Whether any object of a clone that git still reaches has a text.
fn reaches(team: &Team, who: &str, text: &str) -> bool {
    let commits = team.git(who, &["log", "--all", "--format=%H"]);
    commits.lines().any(|commit| {
        let grep = team.call(who, "git", &["grep", "-q", "-a", "-i", text, commit]).run().code == 0;
        grep || team
            .git(who, &["log", "-1", "--format=%B", commit])
            .to_lowercase()
            .contains(&text.to_lowercase())
    })
}

/// A team of customers that are as alike as they can be, in folders with names that nobody should give.
fn alike(team: &Team) {
    team.ok("li", &["add", "Acme West", "--id", "acme-west", "--country", "DE"]);
    team.commit("li", "west");
    let odd = ["--folder", "it's $(x) 客户"];
    let needle = ["add", "Needle GmbH", "--id", "needle", "--country", "DE", "--contact", "Karl Needle"];
    team.ok("li", &[&needle[..], &odd].concat());
    team.commit("li", "Karl Needle's firm");
    team.ok("li", &["log", "acme-west", "the only call", "--via", "call"]);
    team.ok("li", &["log", "needle", "Karl Needle called", "--via", "call", "--with", "Karl Needle"]);
    team.ok("li", &["log", "needle", "nothing of him", "--via", "call"]);
    team.commit("li", "calls");
    std::fs::create_dir_all(team.world.path("li/customers/new")).unwrap();
    for ending in ["yaml", "log.jsonl"] {
        team.git("li", &["mv", &format!("customers/it's $(x) 客户/needle.{ending}"), "customers/new/"]);
    }
    team.commit("li", "moved");
    team.git("li", &["branch", "side"]);
    team.git("li", &["tag", "v1"]);
    team.ok("li", &["add", "Needle Two GmbH", "--id", "needle-2", "--country", "DE", "--force"]);
    team.ok("li", &["log", "needle-2", "another one", "--via", "call"]);
    team.commit("li", "two");
}

#[track_caller]
fn run(team: &Team, told: &str) -> (i32, String) {
    let script = advice(told);
    let outcome = team.call("li", "sh", &["-c", &format!("set -e\n{script}")]).run();
    (outcome.code, format!("{script}\n{}{}", outcome.stdout, outcome.stderr))
}

#[test]
fn the_advice_takes_a_customer_out_of_the_history_and_nothing_else() {
    for has_remote in [false, true] {
        let team = Team::alone();
        if !has_filter(&team) {
            return;
        }
        alike(&team);
        if has_remote {
            team.ok("li", &["sync"]);
            team.git("li", &["push", "-q", "origin", "side", "v1"]);
        } else {
            team.git("li", &["remote", "remove", "origin"]);
        }
        let but = ["/needle.", ".crm-forgotten", ".gitattributes"];
        let before = history(&team, "li", &but);
        let told = team.ok("li", &["forget", "needle", "--all", "--apply"]);
        for other in ["acme", "needle-2"] {
            assert!(!advice(&told).contains(other), "{told}");
        }
        // What isn't sent, and not committed, stays; it is in nobody's way.
        team.ok("li", &["log", "acme-west", "not committed", "--via", "call"]);
        let log = team.read("li", "acme-west.log.jsonl");
        let (code, said) = run(&team, &told);
        assert_eq!(code, 0, "{said}");
        let who = if has_remote { "origin.git" } else { "li" };
        let after = history(&team, who, &but);
        let subject = |key: &(String, String)| key.0.clone();
        let kept = |key: &(String, String)| !subject(key).contains("Needle") && subject(key) != "forgotten";
        let before: BTreeMap<_, _> =
            before.into_iter().filter(|(key, _)| kept(key) && subject(key) != "moved").collect();
        let after: BTreeMap<_, _> = after.into_iter().filter(|(key, _)| kept(key)).collect();
        assert_eq!(before, after);
        assert!(!reaches(&team, who, "Karl Needle"));
        assert_eq!(team.read("li", "acme-west.log.jsonl"), log);
        assert!(team.ok("li", &["check"]).contains("0 errors"));
        // Asked once more, there is nothing to do, and the way out is told again.
        let again = team.crm("li", &["forget", "needle", "--all", "--apply"]);
        assert_eq!((again.code, again.changed()), (0, Vec::new()), "{again:?}");
        assert!(again.stdout.starts_with("Nothing of that is in the files of needle."), "{again:?}");
    }
}

#[test]
fn the_advice_for_a_person_keeps_the_files_as_they_are() {
    for (has_remote, contact) in [(false, true), (true, true), (true, false)] {
        let team = Team::alone();
        if !has_filter(&team) {
            return;
        }
        alike(&team);
        if has_remote {
            team.ok("li", &["sync"]);
            team.git("li", &["push", "-q", "origin", "side", "v1"]);
        } else {
            team.git("li", &["remote", "remove", "origin"]);
        }
        let but = ["/needle.", ".crm-forgotten", ".gitattributes"];
        let before = history(&team, "li", &but);
        let ask = ["forget", "needle", "--apply", "--contact", "Karl Needle"];
        let told = team.ok("li", if contact { &ask[..] } else { &ask[..3] });
        let files = ["new/needle.yaml", "new/needle.log.jsonl"].map(|file| team.read("li", file));
        let (code, said) = run(&team, &told);
        assert_eq!(code, 0, "{said}");
        let who = if has_remote { "origin.git" } else { "li" };
        let after = history(&team, who, &but);
        let kept = |key: &(String, String)| {
            !key.0.contains("orgotten") && key.0 != "moved" && !key.0.contains("Needle")
        };
        let of = |all: BTreeMap<(String, String), String>| {
            all.into_iter().filter(|(key, _)| kept(key)).collect::<BTreeMap<_, _>>()
        };
        assert_eq!(of(before), of(after));
        assert!(!reaches(&team, who, "Karl Needle"));
        assert_eq!(["new/needle.yaml", "new/needle.log.jsonl"].map(|file| team.read("li", file)), files);
        let tip = if has_remote { "main" } else { "HEAD" };
        for (file, text) in ["new/needle.yaml", "new/needle.log.jsonl"].iter().zip(&files) {
            assert_eq!(&team.git(who, &["show", &format!("{tip}:customers/{file}")]), text);
        }
        assert_eq!(
            team.git(who, &["log", "--format=%s", tip, "--", "customers/new/needle.yaml"]),
            "forgotten\n"
        );
        let again = team.crm("li", &["forget", "needle", "--contact", "Karl Needle", "--apply"]);
        assert_eq!((again.code, again.changed()), (0, Vec::new()), "{again:?}");
    }
}

/// Its name is another one since, and committed already where every change is.
#[test]
fn the_advice_brings_a_paper_back_whose_name_was_forgotten() {
    let team = Team::alone();
    if !has_filter(&team) {
        return;
    }
    alike(&team);
    team.world.put("li/karl-needle.txt", "scanned");
    let entry = ["log", "needle", "his paper", "--via", "email", "--file", "karl-needle.txt"];
    team.ok("li", &entry);
    team.ok("li", &["sync", "-m", "paper"]);
    let ask = ["forget", "needle", "--apply", "--contact", "Karl Needle"];
    let told = team.call("li", "crm", &ask).env("CRM_COMMIT", "1").run();
    assert_eq!(told.code, 0, "{told:?}");
    let (code, said) = run(&team, &told.stdout);
    assert_eq!(code, 0, "{said}");
    let names = team.git("origin.git", &["log", "--all", "--name-only", "--format="]);
    assert!(names.contains("(forgotten).txt") && !names.contains("karl-needle"), "{names}");
    assert!(!reaches(&team, "origin.git", "Karl Needle"));
}

#[test]
fn the_advice_sends_nothing_over_what_came_meanwhile() {
    let team = Team::alone();
    if !has_filter(&team) {
        return;
    }
    alike(&team);
    team.ok("li", &["sync"]);
    team.clone("wang");
    let told = team.ok("li", &["forget", "needle", "--all", "--apply"]);
    let script = advice(&told);
    // wang is faster than the last step.
    team.ok("wang", &["log", "acme-west", "wang was faster", "--via", "call"]);
    team.commit("wang", "faster");
    let late =
        script.replace("  xargs git", "  git -C ../wang push -q origin HEAD:main --force &&\n  xargs git");
    assert_ne!(late, script);
    let outcome = team.call("li", "sh", &["-c", &late]).run();
    assert_ne!(outcome.code, 0, "{outcome:?}");
    assert!(
        team.git("origin.git", &["show", "main:customers/acme-west.log.jsonl"]).contains("wang was faster")
    );
}

#[test]
fn a_customer_merged_or_renamed_away_goes_with_the_one_that_took_it_in() {
    let team = Team::alone();
    team.ok("li", &["add", "Old Needle", "--id", "old", "--force"]);
    team.ok("li", &["add", "Mid Needle", "--id", "mid", "--force"]);
    team.ok("li", &["add", "Needle", "--id", "needle", "--force"]);
    team.commit("li", "three");
    team.git("li", &["mv", "customers/mid.yaml", "customers/plain.yaml"]);
    team.commit("li", "renamed by hand");
    team.git("li", &["mv", "customers/plain.yaml", "customers/needle.yaml", "-f"]);
    team.git("li", &["rm", "-q", "customers/old.yaml"]);
    team.world.put(
        "li/customers/needle.log.jsonl",
        "{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"merged\",\"from\":\"old\"}\n",
    );
    team.commit("li", "one");
    let told = team.ok("li", &["forget", "needle", "--all", "--apply"]);
    for name in ["needle.yaml", "needle.log.jsonl", "old.yaml"] {
        assert!(told.contains(&format!("--path customers/{name}")), "{name}: {told}");
    }
    let known = crate::forget::fingerprints(&team.world, "li/.crm-forgotten");
    // The one line of the log under both ids, and these: it may come back in a part that is taken out again.
    assert_eq!(known, 4);
    // Whoever is there again by that name is somebody else.
    let team = Team::alone();
    team.world.put("li/customers/needle.yaml", "name: Needle\n");
    team.world.put("li/customers/old.yaml", "name: Another\n");
    team.world.put(
        "li/customers/needle.log.jsonl",
        "{\"at\":\"2026-11-01\",\"by\":\"li\",\"kind\":\"merged\",\"from\":\"old\"}\n",
    );
    team.commit("li", "all");
    let told = team.ok("li", &["forget", "needle", "--all", "--apply"]);
    assert!(!advice(&told).contains("old.yaml"), "{told}");
}

#[test]
fn outside_of_git_there_is_nothing_to_advise() {
    let world = World::new();
    world.card("a", "name: A\n");
    let told = world.ok(["forget", "a", "--all", "--apply"]);
    assert!(told.contains("Git holds nothing of these files.") && !told.contains("filter-repo"), "{told}");
}
