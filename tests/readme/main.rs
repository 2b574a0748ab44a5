//! The README's commands are run as they are printed, and its picture is what they print.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const README: &str = include_str!("../../README.md");

/// The blocks of one kind below a heading, up to the next one of its level.
fn blocks(heading: &str, kind: &str) -> Vec<String> {
    let section = README.split(&format!("\n## {heading}\n")).nth(1).expect("the heading");
    let section = section.split("\n## ").next().unwrap();
    let fence = format!("```{kind}\n");
    section.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

fn shell(folder: &Path, script: &str) -> Output {
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_crm"));
    let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap());
    Command::new("bash")
        .args(["-c", script])
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .env("HOME", folder)
        .env("LANG", "C.UTF-8")
        .env("COLUMNS", "80")
        .env("CRM_USER", "li")
        .env("CRM_TODAY", "2026-11-20")
        .envs([("GIT_AUTHOR_NAME", "li"), ("GIT_AUTHOR_EMAIL", "li@example.com")])
        .envs([("GIT_COMMITTER_NAME", "li"), ("GIT_COMMITTER_EMAIL", "li@example.com")])
        .output()
        .unwrap()
}

/// Runs every line by itself, in the folder that a `cd` before it led to.
fn run(root: &Path, lines: &str) -> PathBuf {
    let mut folder = root.to_owned();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(inner) = line.strip_prefix("cd ") {
            folder = folder.join(inner);
            continue;
        }
        let want = line.split("# exits ").nth(1).map_or(0, |code| code.trim().parse().unwrap());
        let output = shell(&folder, line);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(want), "{line}\n{told}");
    }
    folder
}

#[test]
fn the_first_day_and_the_recipes_run_as_printed() {
    let root = tempfile::tempdir().unwrap();
    let folder = run(root.path(), &blocks("The first day", "sh").concat());
    run(&folder, &blocks("Recipes", "sh").concat());
    run(root.path(), &blocks("Which customers get how much: the scheme", "sh").concat());
    let log = std::fs::read_to_string(folder.join("customers/mueller-maschinenbau.log.jsonl")).unwrap();
    assert_eq!(log.lines().count(), 4, "two follow-ups, a sample and a grade:\n{log}");
}

#[test]
fn the_pictures_are_what_the_example_shows() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/export-team");
    let pictures: Vec<&str> = README.split("```text\n$ ").skip(1).collect();
    assert_eq!(
        pictures.len(),
        7,
        "who is due, a list divided by a view, when to call, a spread, the pool, a hand-over"
    );
    for picture in pictures {
        let (command, shown) = picture.split("```").next().unwrap().split_once('\n').unwrap();
        let output = shell(&example, command);
        assert_eq!(String::from_utf8_lossy(&output.stdout), shown, "{command}");
    }
}

#[test]
fn the_two_commands_are_the_ones_that_set_everything_up() {
    let commands = blocks("Set-up", "sh");
    assert_eq!(commands.len(), 2, "one runs the example, one runs the tests");
    let arguments = commands[0].trim().split_once(" -- ").unwrap().1;
    let output = shell(Path::new(env!("CARGO_MANIFEST_DIR")), &format!("crm {arguments}"));
    assert_eq!(output.status.code(), Some(0));
    let ci = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/run")).unwrap();
    assert!(ci.lines().any(|line| line == commands[1].trim()), "CI runs exactly the README's test command");
}

#[test]
fn every_command_is_in_the_readme() {
    let help = shell(Path::new("."), "crm --help");
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    let listed = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    for line in listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")) {
        let name = line.split_whitespace().next().unwrap();
        assert!(name == "help" || README.contains(&format!("`crm {name}")), "{name} is missing");
    }
}
