//! What a workspace that others share can make `crm` do: nothing but answer. It runs no program of the
//! workspace's, writes nothing outside of it, and opens nothing to more people than its folder does.
#![cfg(unix)]
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::team::Team;
use crate::world::{World, binary, repository};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// All files and folders below one, with their permissions.
fn modes(folder: &Path, found: &mut Vec<(String, u32, bool)>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        found.push((path.display().to_string(), mode(&path), path.is_dir()));
        if path.is_dir() {
            modes(&path, found);
        }
    }
}

#[test]
fn new_files_permit_no_more_than_the_workspaces_folder() {
    for (open, file) in [(0o700, 0o600), (0o750, 0o640), (0o755, 0o644)] {
        let world = World::bare();
        let root = world.path("book");
        fs::create_dir(&root).unwrap();
        fs::set_permissions(&root, fs::Permissions::from_mode(open)).unwrap();
        let run = |args: &str| {
            // The widest umask there is: only the folder limits.
            let script = format!("umask 000; cd book && {} {args}", binary());
            let done = world.program("sh", ["-c", &script]).run();
            assert_eq!(done.code, 0, "{args}: {done:?}");
        };
        run("init");
        run("add 'Acme GmbH' --grade C --folder europe/germany --contact Anna");
        run("log acme spoke --via call --verified");
        run("grade acme B --why 'a sample'");
        run("due");
        run("archive acme --why gone");
        run("undo");
        run("man pages");
        let mut found = Vec::new();
        modes(&root, &mut found);
        assert!(found.len() > 20, "{found:?}");
        for (path, mode, is_folder) in found {
            let most = if is_folder { open } else { file };
            assert_eq!(mode & !most, 0, "{path} is {mode:o} in a folder of {open:o}");
        }
    }
}

/// Each text of the default rules in turn is something that a shell, a loader of YAML or a path would
/// take for more than a text.
#[test]
fn no_rule_runs_anything_or_leads_out_of_the_workspace() {
    let rules = fs::read_to_string(repository().join("examples/export-team/crm.yaml")).unwrap();
    let hostile = [
        "\"$(touch pwned)\"",
        "\"`touch pwned`\"",
        "\"| touch pwned\"",
        "\"; touch pwned\"",
        "\"!touch pwned\"",
        "!!python/object/apply:os.system [touch pwned]",
        "!include ../secret.txt",
        "../../secret.txt",
        "file:../secret.txt",
    ];
    let keys =
        rules.lines().filter(|line| line.contains(": ") && !line.trim_start().starts_with('#')).count();
    assert!(keys > 10, "{keys}");
    for text in hostile {
        let world = World::bare();
        world.put("secret.txt", "a secret of somebody else\n");
        world.put("book/customers/acme.yaml", "name: Acme\ngrade: C\nowner: li\n");
        let lines = |hit: usize| -> String {
            let mut count = 0;
            let one = |line: &str| match line.split_once(": ") {
                Some((key, _)) if !line.trim_start().starts_with('#') => {
                    count += 1;
                    if count == hit || hit == 0 { format!("{key}: {text}\n") } else { format!("{line}\n") }
                }
                _ => format!("{line}\n"),
            };
            rules.lines().map(one).collect()
        };
        let programs =
            "editor: X\npager: X\nhook: X\ncommand: X\nsendmail: X\nalias: {due: X}\ninclude: X\nindex: X\n";
        let whole = programs.replace('X', text);
        let variants = [lines(0), format!("version: 1\n{whole}")];
        for rules in variants.into_iter().chain((1..=keys).step_by(7).map(lines)) {
            world.put("book/crm.yaml", &rules);
            for args in
                [&["due"][..], &["list", "--json"], &["agenda", "--owner", "li", "-f", "mail"], &["check"]]
            {
                let outcome = world.call(args).within(world.path("book")).run();
                assert!(
                    outcome.changed().iter().all(|path| path.starts_with("book/.crm/")),
                    "{text}: {outcome:?}"
                );
                let said = format!("{}{}", outcome.stdout, outcome.stderr);
                assert!(!said.contains("a secret of"), "{text}: {said}");
            }
        }
        let log = world.call(["log", "acme", "x", "--via", "call"]).within(world.path("book")).run();
        let inside = |path: &&str| path.starts_with("book/customers/acme") || path.starts_with("book/.crm/");
        assert!(log.changed().iter().all(inside), "{log:?}");
    }
}

/// What git takes from files that others send may name programs; only a clone's own configuration can
/// say what they are.
#[test]
fn attributes_that_come_with_a_workspace_start_nothing() {
    let team = Team::new();
    let attributes = "* filter=evil diff=evil merge=evil\n*.yaml ident\n";
    team.world.put("li/.gitattributes", attributes);
    team.world.put(
        "li/.gitconfig",
        "[core]\n\tfsmonitor = \"touch pwned\"\n[filter \"evil\"]\n\tclean = touch pwned\n",
    );
    team.ok("li", &["set", "acme", "region=Bavaria"]);
    for args in [&["diff"][..], &["check", "--staged"], &["check", "--since", "HEAD"], &["sync", "-m", "x"]] {
        let outcome = team.crm("li", args);
        assert_eq!(outcome.code, 0, "{args:?}: {}", outcome.stderr);
    }
    team.ok("wang", &["sync"]);
    let pwned = |path: &&String| path.contains("pwned");
    assert_eq!(team.world.files().keys().find(pwned), None);
}

/// Even a clone's own watcher of files isn't started by a command that only reads.
#[test]
fn no_watcher_of_files_is_started() {
    let team = Team::new();
    team.hook("li/.git/watch", "#!/bin/sh\n: > pwned\n");
    team.git("li", &["config", "core.fsmonitor", ".git/watch"]);
    for args in [&["diff"][..], &["due"], &["check", "--staged"], &["check", "--since", "HEAD"]] {
        assert_eq!(team.crm("li", args).code, 0, "{args:?}");
    }
    assert!(!team.world.path("li/pwned").exists());
}
