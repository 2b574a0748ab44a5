//! `crm check` across files: what no single file shows, and the commands that mend it.
use serde_json::Value;

use crate::team::Team;
use crate::world::World;

fn entry(day: &str, text: &str) -> String {
    format!(r#"{{"at":"{day}","by":"li","kind":"note","text":"{text}"}}"#)
}

fn change(day: &str, kind: &str, from: &str, to: &str) -> String {
    format!(r#"{{"at":"{day}","by":"li","kind":"{kind}","from":{from},"to":{to}}}"#)
}

fn world() -> World {
    let world = World::new();
    world.put("crm.yaml", "version: 2\n");
    world
}

/// Paths and codes of what is told.
fn told(world: &World) -> Vec<(String, String)> {
    let found: Value = serde_json::from_str(&world.run(["check", "--json"]).stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    found.as_array().unwrap().iter().map(|one| (text(&one["path"]), text(&one["code"]))).collect()
}

#[test]
fn the_last_decision_in_the_log_is_the_files_own() {
    let grade = |from, to| change("2026-11-02", "grade", from, to);
    let owner = |from, to| change("2026-11-02", "owner", from, to);
    for (card, log, codes) in [
        // A first value by hand needs no entry, and none at all is none.
        ("grade: A\nowner: li\n", vec![], &[][..]),
        ("", vec![entry("2026-11-01", "x")], &[]),
        ("grade: A\nowner: li\n", vec![grade("null", "\"A\""), owner("\"wang\"", "\"li\"")], &[]),
        ("grade: B\nowner: li\n", vec![grade("null", "\"A\""), owner("null", "\"li\"")], &["grade-differs"]),
        (
            "grade: A\nowner: wang\n",
            vec![grade("\"B\"", "\"A\""), owner("\"wang\"", "\"li\"")],
            &["owner-differs"],
        ),
        ("", vec![grade("null", "\"A\""), owner("null", "\"li\"")], &["grade-differs", "owner-differs"]),
        (
            "grade: A\nowner: li\n",
            vec![owner("\"li\"", "null"), grade("\"A\"", "null")],
            &["owner-differs", "grade-differs"],
        ),
        ("", vec![owner("\"li\"", "null"), grade("\"A\"", "null")], &[]),
        // Only the newest counts, whatever the order of the lines; of one moment either may be the last.
        ("grade: B\n", vec![change("2026-11-03", "grade", "\"A\"", "\"B\""), grade("null", "\"A\"")], &[]),
        ("grade: B\n", vec![grade("\"A\"", "\"B\""), grade("null", "\"A\"")], &[]),
        // Before a merge there are the decisions of two.
        (
            "grade: B\n",
            vec![
                grade("null", "\"A\""),
                r#"{"at":"2026-11-05","by":"li","kind":"merged","from":"y"}"#.into(),
            ],
            &[],
        ),
        ("grade: B\n", vec![grade("null", "\"A\""), entry("2026-11-05", "merged from y (Y)")], &[]),
        (
            "grade: B\n",
            vec![change("2026-11-06", "grade", "null", "\"A\""), entry("2026-11-05", "merged from y (Y)")],
            &["grade-differs"],
        ),
    ] {
        let world = world();
        let lines: Vec<&str> = log.iter().map(String::as_str).collect();
        world.card("x", &format!("name: X\n{card}")).log("x", &lines);
        let mut found: Vec<String> = told(&world).into_iter().map(|(_, code)| code).collect();
        let mut codes: Vec<&str> = codes.to_vec();
        found.sort();
        codes.sort_unstable();
        assert_eq!(found, codes, "{card} {log:?}");
        assert_eq!(world.run(["check"]).code, 0, "warnings alone");
    }
}

#[test]
fn the_commands_that_are_named_mend_it() {
    for (card, log, commands) in [
        // The file was changed and the entry not written, and the other way round.
        (
            "grade: B\nowner: li\n",
            change("2026-11-02", "grade", "null", "\"A\""),
            [["grade", "x", "B"], ["grade", "x", "A"]],
        ),
        (
            "grade: B\nowner: wang\n",
            change("2026-11-02", "owner", "\"wang\"", "\"li\""),
            [["assign", "x", "wang"], ["assign", "x", "li"]],
        ),
        (
            "grade: B\nowner: wang\n",
            change("2026-11-02", "owner", "\"wang\"", "null"),
            [["assign", "x", "wang"], ["assign", "x", "pool"]],
        ),
    ] {
        for command in commands {
            let world = world();
            world.card("x", &format!("name: X\n{card}")).log("x", &[&log]);
            let said = world.run(["check"]).stdout;
            assert!(said.contains(&format!("crm {}", command.join(" "))), "{command:?}: {said}");
            world.ok(command);
            assert_eq!(told(&world), [], "{command:?}");
            let again = world.run(command);
            assert!(again.changed().is_empty(), "{again:?}");
        }
    }
}

#[test]
fn leftovers_and_copies_are_found_and_read_as_nothing() {
    let world = world();
    world.card("acme", "name: Acme\n");
    let strays = [
        (".merge_file_a1B2c3", "stray-file"),
        ("customers/.acme.yaml.crm-tmp", "stray-file"),
        ("customers/acme (conflicted copy 2026-11-20).yaml", "conflict-copy"),
        ("customers/acme.log.jsonl.rej", "stray-file"),
        ("customers/acme.sync-conflict-20261120-101010-ABCDEFG.log.jsonl", "conflict-copy"),
        ("customers/acme.yaml.orig", "stray-file"),
        ("customers/acme.yaml~", "stray-file"),
        ("customers/acme_REMOTE_77.yaml", "stray-file"),
        ("customers/acme_conflict-20261120-101010.yaml", "conflict-copy"),
        ("customers/europe/.merge_file_x", "stray-file"),
    ];
    for (path, _) in strays {
        world.put(path, "name: Acme\n");
    }
    world.put("customers/notes.txt", "").put("customers/europe/letter.orig", "");
    let want: Vec<(String, String)> =
        strays.iter().map(|(path, code)| ((*path).to_owned(), (*code).to_owned())).collect();
    assert_eq!(told(&world), want);
    assert_eq!(world.run(["check"]).code, 1, "a copy may hold what somebody wrote");
    assert_eq!(world.run(["list", "--format", "ids"]).stdout, "acme\n");
}

#[test]
fn a_note_that_no_program_here_can_read_is_told_until_somebody_has_seen_to_it() {
    let world = world();
    world.card("acme", "name: Acme\n").put(".crm-journal/pending.json", "{\"Future\":{}}");
    world.ok(["due"]);
    let path = ".crm-journal/unread-1.json";
    assert_eq!(told(&world), [(path.to_owned(), "stray-file".to_owned())]);
    let said = world.ok(["check"]);
    assert!(said.contains("can't read") && said.contains("rename it to pending.json"), "{said}");
    std::fs::remove_file(world.path(path)).unwrap();
    assert_eq!(told(&world), []);
}

#[test]
fn half_of_a_merge_is_told_and_completed() {
    let line = entry("2026-11-01", "theirs");
    let world = world();
    world.card("keep", "name: Keep\n").card("other", "name: Other\n").log("other", &[&line]);
    world.ok(["merge", "keep", "other", "--apply"]);
    assert_eq!(told(&world), []);
    // Killed before the other's files went, and nobody knows of it any more.
    for log in [&[line.as_str()][..], &[]] {
        world.card("other", "name: Other\n");
        if !log.is_empty() {
            world.log("other", log);
        }
        assert_eq!(told(&world), [("customers/other.yaml".to_owned(), "half-merged".to_owned())]);
        let said = world.run(["check"]).stdout;
        assert!(said.contains("complete it: crm merge keep other --apply"), "{said}");
        world.ok(["merge", "keep", "other", "--apply"]);
        assert_eq!(told(&world), []);
        let log = world.read("customers/keep.log.jsonl");
        assert_eq!(log.matches("theirs").count(), 1, "{log}");
        assert_eq!(log.matches(r#""kind":"merged""#).count(), 1, "{log}");
    }
    // Somebody else got the id.
    world.card("other", "name: Quite another\n").log("other", &[&entry("2026-11-12", "new")]);
    assert_eq!(told(&world), []);
}

#[test]
fn half_of_a_new_id_is_told_and_completed() {
    let line = entry("2026-11-01", "first");
    let world = world();
    world.card("old", "name: Acme\n").log("old", &[&line]);
    world.ok(["rename", "old", "new"]);
    world.card("old", "name: Acme\n").log("old", &[&line]);
    assert_eq!(told(&world), [("customers/old.yaml".to_owned(), "half-merged".to_owned())]);
    world.ok(["merge", "new", "old", "--apply"]);
    assert_eq!(told(&world), []);
    assert_eq!(world.read("customers/new.log.jsonl").matches("first").count(), 1);
    // Another firm got the id: by its number, though the name is the same; or both have the line of one handover.
    world.card("new", "name: Acme\nnumber: A1\nowner: li\n").card("old", "name: Acme\nnumber: B2\n");
    assert_eq!(told(&world), []);
    world.ok(["handover", "li", "--to", "wang", "--apply"]);
    let log = world.read("customers/new.log.jsonl");
    let moved = log.lines().last().unwrap().to_owned();
    assert!(moved.contains("owner"), "{log}");
    world.card("old", "name: Other\nowner: wang\n").log("old", &[&moved]);
    assert_eq!(told(&world), []);
}

#[test]
fn derived_files_in_git_are_told() {
    let team = Team::alone();
    assert!(!team.ok("li", &["check"]).contains(".crm"));
    team.ok("li", &["due"]);
    team.world.put("li/.crm/index", "x");
    team.git("li", &["add", "-f", ".crm"]);
    let said = team.ok("li", &["check"]);
    assert!(said.contains(".crm:1:1: warning: ") && said.contains("git rm -r -q --cached .crm"), "{said}");
    team.git("li", &["rm", "-r", "-q", "--cached", ".crm"]);
    assert!(!team.ok("li", &["check"]).contains(".crm:"));
}

/// Two branches on which things were logged, merged into `main` by hand: `spoil` changes what git has made of
/// it before the merge is committed. The merge's parent of `main` is the revision.
fn merged(ours: impl Fn(&Team), theirs: impl Fn(&Team), spoil: impl Fn(&Team)) -> Team {
    let team = Team::alone();
    team.ok("li", &["upgrade", "--apply"]);
    team.ok("li", &["log", "acme", "base", "--note"]);
    team.ok("li", &["log", "宏达", "base", "--note"]);
    team.commit("li", "logged");
    team.git("li", &["tag", "v1"]);
    team.git("li", &["checkout", "-q", "-b", "other"]);
    theirs(&team);
    team.commit("li", "theirs");
    team.git("li", &["checkout", "-q", "main"]);
    ours(&team);
    team.commit("li", "ours");
    team.git("li", &["merge", "-q", "--no-commit", "--no-ff", "other"]);
    spoil(&team);
    team.commit("li", "merged");
    team
}

fn log(team: &Team, id: &str, text: &str) {
    team.ok("li", &["log", id, text, "--note"]);
}

fn without(team: &Team, file: &str, text: &str) {
    let lines = team.read("li", file);
    let kept: String =
        lines.lines().filter(|line| !line.contains(text)).map(|line| format!("{line}\n")).collect();
    team.world.put(&format!("li/customers/{file}"), kept);
}

const ACME: &str = "europe/acme.log.jsonl";

#[test]
fn what_a_merge_has_lost_is_told_and_brought_back() {
    for (lost, by) in [("ours one", "ours"), ("theirs one", "theirs"), ("base", "both")] {
        let team = merged(
            |team| log(team, "acme", "ours one"),
            |team| log(team, "acme", "theirs one"),
            |team| without(team, ACME, lost),
        );
        let said = team.crm("li", &["check", "--since", "v1"]);
        assert_eq!(said.code, 1, "{by}: {said:?}");
        assert!(said.stdout.contains("has lost 1 entry of acme"), "{by}: {said:?}");
        assert!(said.stdout.contains("crm check --since v1 --restore"), "{by}: {said:?}");
        let json = team.crm("li", &["check", "--since", "v1", "--json"]).stdout;
        assert!(
            json.contains("merge-lost-entries") && json.contains("customers/europe/acme.log.jsonl"),
            "{json}"
        );
        let done = team.crm("li", &["check", "--since", "v1", "--restore"]);
        assert_eq!(done.code, 0, "{by}: {done:?}");
        let changed: Vec<&str> =
            done.changed().into_iter().filter(|path| path.contains("/customers/")).collect();
        assert_eq!(changed, ["li/customers/europe/acme.log.jsonl"], "{by}");
        let all = team.read("li", ACME);
        for text in ["base", "ours one", "theirs one"] {
            assert_eq!(all.matches(text).count(), 1, "{by}: {text} in {all}");
        }
        team.ok("li", &["check", "--since", "v1"]);
        let again = team.crm("li", &["check", "--since", "v1", "--restore"]);
        let changed: Vec<&str> =
            again.changed().into_iter().filter(|path| path.contains("/customers/")).collect();
        assert!(changed.is_empty() && again.stdout.contains("nothing to restore"), "{again:?}");
        team.ok("li", &["undo"]);
        assert_eq!(team.crm("li", &["check", "--since", "v1"]).code, 1, "{by}");
    }
}

#[test]
fn what_one_side_took_out_is_not_lost() {
    // The other one took a line out; git's union brings it back or not: both are right.
    let team = merged(
        |team| log(team, "acme", "ours one"),
        |team| without(team, ACME, "base"),
        |team| without(team, ACME, "base"),
    );
    team.ok("li", &["check", "--since", "v1"]);
    // A merge of two customers on one side, and a new id: the lines are elsewhere.
    let team = merged(
        |team| {
            team.ok("li", &["merge", "acme", "宏达", "--apply"]);
        },
        |team| log(team, "acme", "theirs one"),
        |_| {},
    );
    team.ok("li", &["check", "--since", "v1"]);
    let team = merged(
        |team| {
            team.ok("li", &["rename", "acme", "acme-gmbh"]);
        },
        |team| log(team, "宏达", "theirs one"),
        |_| {},
    );
    team.ok("li", &["check", "--since", "v1"]);
}

#[test]
fn what_was_lost_under_an_old_id_goes_to_the_customer_that_it_leads_to() {
    let team = merged(
        |team| {
            team.ok("li", &["merge", "acme", "宏达", "--apply"]);
        },
        |team| log(team, "acme", "theirs one"),
        |_| {},
    );
    // On a third branch somebody still logs with the one that went; the merge is settled by git rm.
    team.git("li", &["checkout", "-q", "-b", "third", "v1"]);
    log(&team, "宏达", "late");
    team.commit("li", "late");
    team.git("li", &["checkout", "-q", "main"]);
    team.call("li", "git", &["merge", "-q", "third"]).run();
    team.git("li", &["rm", "-q", "-f", "customers/china/宏达.log.jsonl"]);
    team.commit("li", "settled");
    let said = team.crm("li", &["check", "--since", "v1"]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.stdout.contains("has lost 1 entry of 宏达"), "{said:?}");
    team.ok("li", &["check", "--since", "v1", "--restore"]);
    assert_eq!(team.read("li", ACME).matches("late").count(), 1);
    assert!(!team.world.path("li/customers/china/宏达.log.jsonl").exists());
}

#[test]
fn a_customer_that_a_merge_has_lost_comes_back_whole() {
    let team = merged(
        |team| log(team, "acme", "ours one"),
        |team| {
            team.ok("li", &["add", "Bolt Ltd", "--country", "GB"]);
            log(team, "bolt", "first");
        },
        |team| {
            team.git("li", &["rm", "-q", "-f", "customers/bolt.yaml", "customers/bolt.log.jsonl"]);
        },
    );
    assert_eq!(team.crm("li", &["check", "--since", "v1"]).code, 1);
    let card = team.git("li", &["show", "other:customers/bolt.yaml"]);
    team.ok("li", &["check", "--since", "v1", "--restore"]);
    assert_eq!(team.read("li", "bolt.yaml"), card);
    assert_eq!(team.read("li", "bolt.log.jsonl").lines().count(), 1);
    // Whoever removes a customer later means it.
    team.commit("li", "back");
    team.git("li", &["rm", "-q", "customers/bolt.yaml", "customers/bolt.log.jsonl"]);
    team.commit("li", "gone");
    team.ok("li", &["check", "--since", "v1"]);
}

#[test]
fn what_was_to_be_forgotten_is_not_brought_back() {
    let team = merged(
        |team| log(team, "acme", "ours one"),
        |team| log(team, "acme", "theirs one"),
        |team| without(team, ACME, "theirs one"),
    );
    team.ok("li", &["check", "--since", "v1", "--restore"]);
    team.ok("li", &["forget", "acme", "--all", "--apply"]);
    team.commit("li", "forgotten");
    let said = team.crm("li", &["check", "--since", "v1", "--restore"]);
    assert!(!team.world.path("li/customers/europe/acme.log.jsonl").exists(), "{said:?}");
    assert!(said.stdout.contains("nothing to restore"), "{said:?}");
}

#[test]
fn what_may_name_somebody_who_was_forgotten_since_is_told_when_it_comes_back() {
    let team = merged(
        |team| log(team, "acme", "ours one"),
        |team| log(team, "acme", "Anna is ill"),
        |team| without(team, ACME, "Anna is ill"),
    );
    team.crm("li", &["forget", "acme", "--apply"]);
    let told = team.crm("li", &["check", "--since", "v1", "--restore"]);
    let said = "a person of acme was forgotten on request, and 1 entry of these may name that person";
    assert!(told.stdout.contains(said) && told.stdout.contains("stays, or may stay"), "{told:?}");
    // Everybody hears of it until somebody has looked.
    assert!(team.crm("li", &["check"]).stdout.contains("stays, or may stay"));
    team.ok("li", &["forget", "acme", "--allow", "--apply"]);
    assert!(!team.crm("li", &["check"]).stdout.contains("stays, or may stay"));
    assert!(team.read("li", ACME).contains("Anna is ill"));
}
