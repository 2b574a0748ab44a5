//! A text that was typed in the editor is never gone: it is in the log, or in a file that is named.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::team::Team;
use crate::world::{Outcome, World, binary};

/// What the editor does to the draft, and to the workspace, before it ends.
const TYPED: &str = "printf 'twenty minutes of typing\\n' > \"$1\"\n";

/// Runs a command on a terminal; `None` where there is no program to make one.
fn on_terminal(
    world: &World,
    home: &Path,
    editor: &str,
    args: &str,
    state: Option<&Path>,
) -> Option<Outcome> {
    if std::process::Command::new("script").arg("--version").output().is_err() {
        println!("skipped: there is no `script` here to make a terminal");
        return None;
    }
    let path = home.join("editor.sh");
    fs::write(&path, format!("#!/bin/sh\n{editor}")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    let command = format!("{} {args}", binary());
    let mut call = world.program("script", ["-qec", &command, "/dev/null"]);
    call = call.env("HOME", home).env("TMPDIR", home.join("tmp")).env("EDITOR", &path).env("TERM", "dumb");
    if let Some(state) = state {
        call = call.env("XDG_STATE_HOME", state);
    }
    Some(call.run())
}

fn drafts(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().path()).collect()
}

fn acme() -> (World, tempfile::TempDir) {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: C\nowner: li\n");
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("tmp")).unwrap();
    (world, home)
}

#[test]
fn a_text_that_is_logged_leaves_no_draft() {
    let (world, home) = acme();
    let Some(outcome) = on_terminal(&world, home.path(), TYPED, "log acme", None) else { return };
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert_eq!(world.last("acme")["text"], "twenty minutes of typing");
    assert_eq!(drafts(&home.path().join(".local/state/crm/drafts")), Vec::<PathBuf>::new());
    // Nothing typed is nothing kept, and nothing logged.
    let outcome = on_terminal(&world, home.path(), "true\n", "log acme", None).unwrap();
    assert_eq!(outcome.code, 2, "{outcome:?}");
    assert_eq!(drafts(&home.path().join(".local/state/crm/drafts")), Vec::<PathBuf>::new());
}

#[test]
fn a_text_that_can_not_be_logged_is_kept_and_named() {
    for (about, harm) in [
        ("a file where the derived ones are", "rm -rf .crm-journal; touch .crm-journal\n".to_owned()),
        (
            "a log that is protected",
            "touch customers/acme.log.jsonl; chmod 444 customers/acme.log.jsonl\n".into(),
        ),
        ("a customer that is gone", "rm customers/acme.yaml\n".into()),
        ("a customer that can't be read", "printf 'name: [' > customers/acme.yaml\n".into()),
        ("an editor that crashes", "kill -9 $$\n".into()),
        ("an editor that ends with an error", "exit 1\n".into()),
    ] {
        let (world, home) = acme();
        let editor = format!("{TYPED}{harm}");
        let Some(outcome) = on_terminal(&world, home.path(), &editor, "log acme", None) else { return };
        assert!(outcome.code != 0, "{about}: {outcome:?}");
        let kept = drafts(&home.path().join(".local/state/crm/drafts"));
        assert_eq!(kept.len(), 1, "{about}: {outcome:?}");
        assert_eq!(fs::read_to_string(&kept[0]).unwrap(), "twenty minutes of typing\n", "{about}");
        assert_eq!(fs::metadata(&kept[0]).unwrap().permissions().mode() & 0o777, 0o600);
        let name = kept[0].file_name().unwrap().to_str().unwrap();
        // A terminal's width does not cut it: lines of errors are not folded.
        assert!(outcome.stdout.contains(&format!("kept in {}", kept[0].display())), "{about}: {outcome:?}");
        assert!(name.starts_with("acme-"), "{name}");
        // The next one is told of it, and has its own.
        world.card("acme", "name: Acme\n");
        let _ = fs::remove_file(world.path("customers/acme.log.jsonl"));
        let _ = fs::remove_file(world.path(".crm-journal"));
        let next = on_terminal(&world, home.path(), TYPED, "log acme", None).unwrap();
        assert_eq!(next.code, 0, "{about}: {next:?}");
        assert!(next.stdout.contains("1 text that was not logged lies in"), "{next:?}");
        assert_eq!(drafts(&home.path().join(".local/state/crm/drafts")), kept, "{about}");
    }
}

#[test]
fn a_draft_goes_where_the_person_keeps_such_things() {
    let (world, home) = acme();
    let harm = format!("{TYPED}rm -rf .crm-journal; touch .crm-journal\n");
    let state = home.path().join("own");
    let Some(outcome) = on_terminal(&world, home.path(), &harm, "log acme", Some(&state)) else { return };
    assert_eq!(drafts(&state.join("crm/drafts")).len(), 1, "{outcome:?}");
    // A folder that can't be made: the temporary files are better than nothing.
    fs::write(home.path().join("taken"), "").unwrap();
    let taken = home.path().join("taken");
    let outcome = on_terminal(&world, home.path(), &harm, "log acme", Some(&taken)).unwrap();
    assert_eq!(drafts(&home.path().join("tmp/crm-drafts")).len(), 1, "{outcome:?}");
}

#[test]
fn what_is_wrong_is_told_before_anybody_types() {
    let (world, home) = acme();
    world.log("acme", &[r#"{"at":"2026-01-01","by":"li","kind":"note","text":"x"}"#]);
    let mark = format!("touch {}\n", home.path().join("opened").display());
    for path in ["customers/acme.log.jsonl", "customers/acme.yaml"] {
        fs::set_permissions(world.path(path), fs::Permissions::from_mode(0o444)).unwrap();
    }
    for args in ["log acme", "edit acme", "log nobody"] {
        let Some(outcome) = on_terminal(&world, home.path(), &mark, args, None) else { return };
        assert!(outcome.code == 4 || outcome.code == 3, "{args}: {outcome:?}");
        assert!(!home.path().join("opened").exists(), "{args}: the editor was opened");
    }
}

#[test]
fn what_was_edited_is_kept_where_it_can_not_be_saved_with_its_decision() {
    let (world, home) = acme();
    let editor = "sed -i 's/grade: C/grade: A/' \"$1\"; rm -rf .crm-journal; touch .crm-journal\n";
    let Some(outcome) = on_terminal(&world, home.path(), editor, "edit acme", None) else { return };
    assert!(outcome.code != 0, "{outcome:?}");
    assert!(world.read("customers/acme.yaml").contains("grade: C"), "file and log, or neither");
    let kept = drafts(&home.path().join(".local/state/crm/drafts"));
    assert_eq!(kept.len(), 1, "{outcome:?}");
    assert!(fs::read_to_string(&kept[0]).unwrap().contains("grade: A"));
    assert!(outcome.stdout.contains(&format!("kept in {}", kept[0].display())), "{outcome:?}");
}

#[test]
fn a_kept_text_of_one_that_was_renamed_is_told_when_somebody_of_it_is_forgotten() {
    for is_by_hand in [false, true] {
        let team = Team::new();
        team.ok("li", &["upgrade", "--apply"]);
        team.ok("li", &["add", "Alpha GmbH", "--contact", "Anna Abel", "--no-input"]);
        team.ok("li", &["sync", "-m", "alpha"]);
        team.ok("wang", &["sync"]);
        let home = team.world.path("home");
        let drafts = home.join(".local/state/crm/drafts");
        fs::create_dir_all(&drafts).unwrap();
        for name in ["alpha-1.yaml", ".alpha-2.yaml.un~", "alpha-3.txt"] {
            fs::write(drafts.join(name), "Anna Abel").unwrap();
        }
        fs::write(drafts.join("beta-1.yaml"), "somebody else").unwrap();
        if is_by_hand {
            team.git("li", &["mv", "customers/alpha.yaml", "customers/alpha-neu.yaml"]);
            team.commit("li", "another id");
        } else {
            team.ok("li", &["rename", "alpha", "alpha-neu"]);
        }
        team.ok("li", &["sync", "-m", "renamed"]);
        team.ok("wang", &["sync"]);
        // The day of a kept text is the machine's.
        let now = |who: &str, args: &[&str]| {
            team.call(who, binary(), args).without("CRM_TODAY").env("HOME", &home).run()
        };
        assert_eq!(now("li", &["forget", "alpha-neu", "--contact", "Anna Abel", "--apply"]).code, 0);
        assert_eq!(now("li", &["sync", "-m", "forgotten"]).code, 0);
        let told = now("wang", &["sync"]);
        assert_eq!(told.code, 0, "{told:?}");
        told.says(&["alpha-1.yaml was left by an editor", ".alpha-2.yaml.un~", "alpha-3.txt"]);
        assert!(!told.stderr.contains("beta-1"), "{told:?}");
    }
}

#[test]
fn a_text_that_lies_among_temporary_files_is_told_too() {
    let (world, home) = acme();
    world.ok(["set", "acme", "contacts+=Anna Abel"]);
    let drafts = home.path().join("tmp/crm-drafts");
    fs::create_dir_all(&drafts).unwrap();
    fs::write(drafts.join("acme-1.yaml"), "Anna Abel").unwrap();
    let forget = world.call(["forget", "acme", "--contact", "Anna Abel", "--apply"]);
    let told = forget.env("TMPDIR", home.path().join("tmp")).run();
    assert_eq!(told.code, 0, "{told:?}");
    assert!(told.stdout.contains("crm-drafts/acme-1.yaml"), "{told:?}");
}
