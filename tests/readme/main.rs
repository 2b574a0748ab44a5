//! The README's commands are run as they are printed, and its picture is what they print; so are those of the
//! topics of `crm help`.
#![allow(clippy::unwrap_used)]

mod pictures;
mod scenes;
mod shell;
mod topics;

use std::path::Path;

use shell::{WIDE, run, shell as call};

const README: &str = include_str!("../../README.md");

/// A front page is read at once.
const LONGEST: usize = 250;

/// The blocks of one kind below a heading, up to the next one of its level.
fn blocks(heading: &str, kind: &str) -> Vec<String> {
    let section = README.split(&format!("\n## {heading}\n")).nth(1).expect("the heading");
    let section = section.split("\n## ").next().unwrap();
    let fence = format!("```{kind}\n");
    section.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

#[test]
fn the_first_ten_minutes_run_as_printed() {
    let root = tempfile::tempdir().unwrap();
    let folder = run(root.path(), &blocks("The first ten minutes", "sh").concat(), WIDE);
    let log = std::fs::read_to_string(folder.join("customers/mueller-maschinenbau.log.jsonl")).unwrap();
    assert_eq!(
        log.lines().count(),
        5,
        "two follow-ups, a sample, a grade and the suggestion that it accepts:\n{log}"
    );
}

#[test]
fn a_team_starts_as_printed() {
    let root = tempfile::tempdir().unwrap();
    let workspace = root.path().join("customers-of-ours");
    shell::example(&workspace);
    run(
        &workspace,
        "git init -q && git add . && git commit -q -m start && git init -q --bare ../customers.git",
        WIDE,
    );
    let here = |line: &str| line.replace("git@example.com:customers.git", "../customers.git");
    for block in blocks("In a team", "sh") {
        run(&workspace, &here(&block), WIDE);
    }
}

#[test]
fn the_two_commands_are_the_ones_that_set_everything_up() {
    let commands = blocks("Set-up", "sh");
    assert_eq!(commands.len(), 2, "one runs the example, one runs the tests");
    let arguments = commands[0].trim().split_once(" -- ").unwrap().1;
    let output = call(Path::new(env!("CARGO_MANIFEST_DIR")), &format!("crm {arguments}"), WIDE);
    assert_eq!(output.status.code(), Some(0));
    let ci = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/run")).unwrap();
    assert!(ci.lines().any(|line| line == commands[1].trim()), "CI runs exactly the README's test command");
}

#[test]
fn it_is_a_front_page() {
    let lines = README.lines().count();
    assert!(lines <= LONGEST, "{lines} lines: what is more belongs into a topic of crm help");
    let help = call(Path::new(env!("CARGO_MANIFEST_DIR")), "crm help", WIDE);
    let help = String::from_utf8(help.stdout).unwrap();
    let topics = help.split("Topics: crm help TOPIC\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let halves = README.split_once("\n## 中文\n").unwrap();
    for line in topics.lines().filter(|line| !line.starts_with("   ")) {
        let topic = format!("`crm help {}`", line.split_whitespace().next().unwrap());
        assert!(halves.0.contains(&topic) && halves.1.contains(&topic), "{topic} is in both languages");
    }
}

#[test]
fn what_it_links_to_is_there() {
    for link in README.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
        let path = link.split('#').next().unwrap();
        let is_there = path.is_empty() || Path::new(env!("CARGO_MANIFEST_DIR")).join(path).exists();
        assert!(is_there || link.starts_with("https://"), "{link}");
    }
}
