//! What holds for all commands: exit codes, pipes, cron, the derived folder.
use std::fs;

use crate::world::{Outcome, TODAY, World, binary};

fn acme() -> World {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: C\n");
    world
}

#[test]
fn every_exit_code() {
    let world = acme();
    assert_eq!(world.run(["due"]).code, 0, "done");
    assert_eq!(world.run(["due", "--exit-code"]).code, 1, "something needs attention");
    assert_eq!(world.run(["log", "acme", "x", "--next", "soon"]).code, 2, "wrong usage");
    assert_eq!(world.run(["show", "nobody"]).code, 3, "no such customer");
    assert_eq!(world.run(["add", "ACME Ltd."]).code, 4, "refused");
    world.card("broken", "name: [\n");
    assert_eq!(world.run(["due"]).code, 5, "some file could not be read, the rest was answered");
    assert_eq!(world.run(["due", "--exit-code"]).code, 5, "which is told in any case");
    fs::remove_file(world.path("customers/broken.yaml")).unwrap();
    if std::path::Path::new("/dev/full").exists() {
        assert_eq!(shell(&world, "crm due > /dev/full").code, 6, "the disk is full");
    }
    // A file stands where the journal's folder has to be: nothing is written into it.
    let _ = fs::remove_dir_all(world.path(".crm-journal"));
    world.put(".crm-journal", "");
    let failed = world.run(["log", "acme", "x"]);
    assert_eq!((failed.code, failed.changed().len()), (4, 0), "refused: {failed:?}");
    failed.says(&["error: ", "try: "]);
    assert_eq!(world.run(["due"]).code, 0, "and reading needs no journal");
}

/// Runs a line of shell in which `crm` is the binary.
fn shell(world: &World, line: &str) -> Outcome {
    let line = line.replace("crm ", &format!("'{}' ", binary()));
    world.program("sh", ["-c", &line]).run()
}

#[test]
fn a_reader_that_closes_the_pipe_is_no_error() {
    let world = World::example();
    for command in
        ["due", "list", "list --json", "export entries", "show santos-hidraulica --all", "check", "man"]
    {
        let outcome = shell(&world, &format!("{{ crm {command}; echo \"code $?\" >&2; }} | head -1"));
        assert_eq!(outcome.stderr, "code 0\n", "{command}: {outcome:?}");
        assert_eq!(outcome.stdout.lines().count(), 1, "{command}");
    }
    let closed = shell(&world, "{ crm export entries; echo \"code $?\" >&2; } | true");
    assert_eq!(closed.stderr, "code 0\n");
}

#[test]
fn a_disk_that_is_full_is_told() {
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let outcome = shell(&World::example(), "crm list > /dev/full");
    assert_eq!(outcome.code, 6, "{outcome:?}");
    outcome.says(&["error: can't write the answer"]);
}

#[test]
fn cron_has_no_environment() {
    let world = World::example();
    let cron = |args: &[&str]| {
        // The day alone is given: no assertion rests on the clock.
        let mut call = world.call([&["--today", TODAY], args].concat());
        for name in ["PATH", "LANG", "CRM_USER", "CRM_TODAY"] {
            call = call.without(name);
        }
        call.run()
    };
    let due = cron(&["due"]);
    assert_eq!((due.code, due.stderr.as_str()), (0, ""));
    assert_eq!(due.stdout, world.ok(["due"]), "the same agenda");
    for args in [&["due"][..], &["list"], &["check"], &["export"], &["show", "santos-hidraulica"]] {
        let outcome = cron(args);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{args:?}");
    }
    let logged = cron(&["log", "santos-hidraulica", "x", "--by", "li"]);
    assert_eq!(logged.code, 0, "{logged:?}");
}

#[test]
fn nobody_is_asked_in_a_pipe() {
    let world = World::new();
    world.card("acme-one", "name: Acme One\n").card("acme-two", "name: Acme Two\n");
    let several = world.call(["show", "acme"]).stdin("1\n").run();
    several.refused(3, &["acme-one", "acme-two", "use one of the ids above"]);
    world.run(["--no-input", "edit", "acme-one"]).refused(2, &["EDITOR=vim"]);
}

#[test]
fn who_is_typing() {
    let world = acme();
    world.put("crm.yaml", "version: 1\npeople:\n  wang: {name: Wang, email: Wang@x.example}\n");
    let by = |call: crate::world::Call<'_>| {
        assert_eq!(call.run().code, 0);
        world.last("acme")["by"].as_str().unwrap().to_owned()
    };
    let log = || world.call(["log", "acme", "x"]);
    assert_eq!(by(log()), "li", "CRM_USER");
    assert_eq!(by(world.call(["log", "acme", "x", "--by", "chen"])), "chen");
    world.put("gitconfig", "[user]\n\temail = wang@x.example\n");
    let config = world.path("gitconfig");
    assert_eq!(by(log().without("CRM_USER").env("GIT_CONFIG_GLOBAL", &config)), "wang", "git's user.email");
    world.put("home/.config/crm/config.yaml", "user: zhao\n");
    assert_eq!(by(log().without("CRM_USER").env("HOME", world.path("home"))), "zhao", "the user's own file");
}

#[test]
fn taste_comes_from_the_users_file_and_law_does_not() {
    let world = acme();
    world.put("home/.config/crm/config.yaml", "lang: zh\n");
    let due = world.call(["due"]).env("HOME", world.path("home")).run();
    assert!(due.stdout.contains("待跟进"), "{due:?}");
    world.put("home/.config/crm/config.yaml", "currency: EUR\n");
    let quote = world.call(["log", "acme", "--quote", "5"]).env("HOME", world.path("home")).run();
    assert_eq!(quote.code, 0, "{quote:?}");
    assert_eq!(world.last("acme")["currency"], "USD");
}

#[test]
fn the_derived_folder_can_go_at_any_time() {
    let world = World::example();
    let answers = || -> Vec<String> {
        [
            &["due", "--why"][..],
            &["list", "--json"],
            &["show", "santos-hidraulica"],
            &["export", "entries"],
            &["check"],
        ]
        .iter()
        .map(|args| world.ok(*args))
        .collect()
    };
    let before = answers();
    let _ = fs::remove_dir_all(world.path(".crm"));
    assert_eq!(answers(), before);
    world.ok(["log", "santos-hidraulica", "spoke", "--via", "call"]);
    assert!(world.path(".crm").exists(), "a cache is made");
    let logged = answers();
    assert_ne!(logged, before);
    fs::remove_dir_all(world.path(".crm")).unwrap();
    assert_eq!(answers(), logged);
    world.ok(["log", "santos-hidraulica", "again"]);
}

#[test]
fn reading_writes_nothing() {
    let world = World::example();
    for args in [&["due"][..], &["list"], &["show", "santos-hidraulica"], &["check"], &["export"]] {
        assert!(world.run(args).changed().is_empty(), "{args:?}");
    }
    let bare = World::bare();
    bare.run(["due"]);
    bare.run(["--help"]);
    assert!(
        fs::read_dir(bare.root()).unwrap().next().is_none(),
        "nothing outside a workspace, not even .crm"
    );
}

#[test]
fn two_people_with_the_same_files_and_day_get_the_same_agenda() {
    let world = World::example();
    let li = world.call(["due", "--why"]).run().stdout;
    let wang =
        world.call(["due", "--why"]).env("CRM_USER", "wang").env("TZ", "America/New_York").run().stdout;
    assert_eq!(li, wang);
}

#[test]
fn many_at_once_lose_nothing() {
    let world = acme();
    std::thread::scope(|scope| {
        for person in 0..8 {
            let world = &world;
            scope.spawn(move || {
                for number in 0..5 {
                    let text = format!("{person}-{number}");
                    let status = std::process::Command::new(binary())
                        .args(["log", "acme", &text, "--by", "li"])
                        .env_clear()
                        .current_dir(world.root())
                        .stdout(std::process::Stdio::null())
                        .status()
                        .unwrap();
                    assert!(status.success());
                }
            });
        }
    });
    let log = world.read("customers/acme.log.jsonl");
    assert_eq!(log.lines().count(), 40);
    assert!(log.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
}
