//! One bad file never hides the others and is never hidden; and where there is no workspace.
use std::fs;

use crate::world::{Outcome, World};

/// Two good customers, and a third one that something is wrong with.
fn beside(bad: impl Fn(&World)) -> World {
    let world = World::new();
    let entry =
        r#"{"at":"2026-11-02","by":"li","kind":"followup","via":"call","text":"spoke","next":"2026-11-19"}"#;
    for id in ["alpha", "omega"] {
        world.card(id, &format!("name: {id}\ngrade: C\n")).log(id, &[entry]);
    }
    bad(&world);
    world
}

/// All commands that read answer for the two good ones, tell the place of the bad one, and exit 5.
#[track_caller]
fn answered(world: &World, places: &[&str], dead: bool) {
    let check = |outcome: &Outcome, what: &str| {
        assert_eq!(outcome.code, 5, "{what}: {outcome:?}");
        outcome.says(places);
        assert!(outcome.stdout.contains("alpha") && outcome.stdout.contains("omega"), "{what}: {outcome:?}");
        assert_eq!(outcome.stdout.contains("middle"), !dead, "{what}: {outcome:?}");
        assert!(outcome.changed().is_empty());
    };
    for args in [
        &["due"][..],
        &["due", "-f", "plain"],
        &["due", "-f", "csv"],
        &["due", "-f", "ids"],
        &["due", "--json"],
        &["list"],
        &["list", "-f", "csv"],
        &["list", "--json"],
        &["export"],
        &["export", "customers"],
    ] {
        check(&world.run(args), &args.join(" "));
    }
    let json = world.run(["due", "--json"]);
    assert!(serde_json::from_str::<serde_json::Value>(&json.stdout).is_ok(), "stdout is the answer alone");
    assert_eq!(world.run(["show", "alpha"]).code, 0, "its own files are whole");
    assert_eq!(world.run(["check"]).code, 1);
    let logged = world.run(["log", "alpha", "spoke again"]);
    assert_eq!(logged.code, 0, "{logged:?}");
}

#[test]
fn a_card_that_cannot_be_read() {
    let cards: [(&[u8], &str); 7] = [
        (b"name: middle\n  grade: A\n", "customers/middle.yaml:2:"),
        (
            b"name: middle\n<<<<<<< ours\ngrade: A\n=======\ngrade: B\n>>>>>>> theirs\n",
            "customers/middle.yaml:2:1: error: ",
        ),
        (b"name: middle \xff\n", "customers/middle.yaml:1:14: error: "),
        ("name：middle\n".as_bytes(), "customers/middle.yaml:1:"),
        (b"name: &a middle\nregion: *a\n", "customers/middle.yaml:1:7: error: "),
        (b"grade: A\n", "customers/middle.yaml:1:1: error: "),
        (b"", "customers/middle.yaml:1:1: error: "),
    ];
    for (bytes, place) in cards {
        let world = beside(|world| {
            world.put("customers/middle.yaml", bytes);
        });
        answered(&world, &[place], true);
        let before = fs::read(world.path("customers/middle.yaml")).unwrap();
        for args in [
            &["log", "middle", "x"][..],
            &["set", "middle", "region=x"],
            &["grade", "middle", "B"],
            &["archive", "middle"],
        ] {
            world.run(args).refused(5, &["nothing was written", "crm edit middle"]);
        }
        assert_eq!(fs::read(world.path("customers/middle.yaml")).unwrap(), before);
    }
}

#[test]
fn a_log_with_lines_that_cannot_be_read() {
    let good = "{\"at\":\"2026-11-02\",\"by\":\"li\",\"kind\":\"followup\",\"next\":\"2026-11-19\"}\n";
    let logs: [(Vec<u8>, &str); 4] = [
        ([good.as_bytes(), b"{\"at\":\"2026-11-0"].concat(), "customers/middle.log.jsonl:2:1: error: "),
        (
            [good.as_bytes(), b"<<<<<<< ours\n=======\n>>>>>>> theirs\n"].concat(),
            "customers/middle.log.jsonl:2:1: error: ",
        ),
        (
            [good.as_bytes(), b"{\"at\":\"2026-11-03\",\"by\":\"\xff\",\"kind\":\"note\"}\n"].concat(),
            "customers/middle.log.jsonl:2:",
        ),
        ([good.as_bytes(), b"not json\n"].concat(), "customers/middle.log.jsonl:2:1: error: "),
    ];
    for (log, place) in logs {
        let world = beside(|world| {
            world.card("middle", "name: middle\ngrade: C\n").put("customers/middle.log.jsonl", &log);
        });
        answered(&world, &[place], false);
        let shown = world.run(["show", "middle"]);
        assert_eq!(shown.code, 5, "its good lines are answered: {shown:?}");
        assert!(shown.stdout.contains("agreed on 2 Nov"), "{shown:?}");
        shown.says(&[place]);
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_workspace() {
    let outside = World::bare();
    outside.put("secret.yaml", "name: middle\ngrade: A\n");
    let world = beside(|world| {
        std::os::unix::fs::symlink(outside.path("secret.yaml"), world.path("customers/middle.yaml")).unwrap();
    });
    answered(&world, &["customers/middle.yaml:1:1: error: "], true);
    world.run(["log", "middle", "x"]).refused(3, &["no customer"]);
    assert_eq!(outside.read("secret.yaml"), "name: middle\ngrade: A\n");
}

/// A clone of a stranger's may hold any link, and what can't be read is quoted: in the log of a CI for all to see.
#[cfg(unix)]
#[test]
fn nothing_outside_is_shown_by_a_link_in_the_place_of_the_workspaces_own_files() {
    use std::os::unix::fs::symlink;
    let outside = World::bare();
    outside.put("key", "-----BEGIN SECRET-----\nSECRET\n");
    outside.put("keys.yaml", "book: SECRET\nSECRET: 1\n");
    outside.put("secret.md", "---\nsubject: SECRET\n---\nSECRET\n");
    for (link, target) in [
        ("crm.yaml", "key"),
        ("crm.yaml", "keys.yaml"),
        ("rhythm.yaml", "key"),
        ("rhythm.yaml", "keys.yaml"),
        ("templates", ""),
        ("customers/middle.files", ""),
    ] {
        let world = beside(|world| {
            world.card("middle", "name: middle\ngrade: C\n");
            let _ = fs::remove_file(world.path(link));
            symlink(outside.path(target), world.path(link)).unwrap();
        });
        for args in
            [&["check"][..], &["due"], &["draft"], &["draft", "middle", "secret"], &["show", "middle"]]
        {
            let run = world.run(args);
            let said = format!("{}{}", run.stdout, run.stderr);
            assert!(!said.contains("SECRET"), "{link} -> {target}: {args:?}: {said}");
        }
        let check = world.run(["check"]);
        let said = format!("{}{}", check.stdout, check.stderr);
        assert!(said.contains("leads out of the workspace") && said.contains(link), "{link}: {said}");
    }
}

#[test]
fn two_files_of_one_id() {
    let world = beside(|world| {
        world.card("middle", "name: middle\ngrade: C\n").card("europe/middle", "name: other\ngrade: C\n");
    });
    answered(&world, &["customers/middle.yaml:1:1: error: ", "customers/europe/middle.yaml"], false);
    for args in [
        &["log", "middle", "x"][..],
        &["set", "middle", "region=x"],
        &["grade", "middle", "B"],
        &["assign", "middle", "li"],
    ] {
        world.run(args).refused(4, &["two files of the id middle", "git mv"]);
    }
    world.call(["edit", "middle"]).env("EDITOR", "true").run().refused(4, &["two files of the id middle"]);
}

#[test]
fn a_log_that_lost_its_customer() {
    let world = beside(|world| {
        world.log("gone", &[r#"{"at":"2026-11-02","by":"li","kind":"note","text":"x"}"#]);
    });
    answered(&world, &["customers/gone.log.jsonl:1:1: error: "], true);
}

#[test]
fn the_log_stays_with_its_customer_wherever_both_are() {
    let world = World::new();
    world.card("europe/acme", "name: Acme\ngrade: C\n");
    world.ok(["log", "acme", "spoke", "--via", "call"]);
    assert!(world.path("customers/europe/acme.log.jsonl").exists());
    fs::create_dir(world.path("customers/asia")).unwrap();
    for name in ["acme.yaml", "acme.log.jsonl"] {
        fs::rename(world.path("customers/europe").join(name), world.path("customers/asia").join(name))
            .unwrap();
    }
    assert_eq!(world.json(["show", "acme", "--json"])["log"].as_array().unwrap().len(), 1);
}

#[test]
fn an_empty_workspace_has_empty_answers() {
    let world = World::new();
    assert_eq!(world.ok(["due", "--json"]), "[]\n");
    assert_eq!(world.ok(["list", "--json"]), "[]\n");
    assert_eq!(world.ok(["check", "--json"]), "[]\n");
    assert_eq!(world.ok(["list", "-f", "ids"]), "");
    assert_eq!(world.ok(["export"]).lines().count(), 1, "the header");
    assert_eq!(world.run(["due"]).code, 0);
    world.run(["show", "acme"]).refused(3, &["there is no customer \"acme\""]);
    fs::remove_dir(world.path("customers")).unwrap();
    assert_eq!(world.ok(["due", "--json"]), "[]\n", "not even the folder");
    assert_eq!(world.run(["add", "Acme"]).code, 0);
}

#[test]
fn outside_a_workspace_every_command_says_what_to_do() {
    let world = World::bare();
    for args in [
        &["due"][..],
        &["list"],
        &["show", "x"],
        &["log", "x", "y"],
        &["add", "X"],
        &["set", "x", "a=b"],
        &["edit", "x"],
        &["grade", "x", "A"],
        &["assign", "x", "li"],
        &["archive", "x"],
        &["check"],
        &["export"],
    ] {
        world.run(args).refused(2, &["there is no workspace here", "crm init"]);
    }
}

#[test]
fn the_workspace_is_found_upwards_and_by_name() {
    let world = World::bare();
    world.put("team/crm.yaml", "version: 1\n").put("team/customers/deep/down/acme.yaml", "name: Acme\n");
    assert_eq!(world.ok(["-C", "team", "list", "-f", "ids"]), "acme\n");
    assert_eq!(world.call(["list", "-f", "ids"]).env("CRM_DIR", "team").run().stdout, "acme\n");
    let below = world.call(["list", "-f", "ids"]).within(world.path("team/customers/deep")).run();
    assert_eq!(below.stdout, "acme\n");
    let named = world.call(["-C", "team/customers", "list", "-f", "ids"]).env("CRM_DIR", "nowhere").run();
    assert_eq!(named.stdout, "acme\n", "-C goes before CRM_DIR");
}

#[test]
fn rules_that_cannot_be_read_are_no_rules_at_all() {
    let broken = [
        ("version: 1\n currency: [\n", "crm.yaml:2:"),
        ("version: 1\ncurrency: Euro\n", "crm.yaml:2:11: error: "),
        ("version: 1\n<<<<<<< ours\n", "crm.yaml:2:1: error: "),
        ("version: 1\ngrades: {A: {cadence: often}}\n", "crm.yaml:2:"),
    ];
    for (rules, place) in broken {
        let world = World::new();
        world.put("crm.yaml", rules).card("acme", "name: Acme\n");
        for args in
            [&["due"][..], &["list"], &["show", "acme"], &["log", "acme", "x"], &["export"], &["add", "X"]]
        {
            world.run(args).refused(2, &[place, "crm.yaml has errors", "crm check"]);
        }
        assert_eq!(world.run(["check"]).code, 1);
    }
    let world = World::new();
    world.put("crm.yaml", "version: 1\ncurency: EUR\n").card("acme", "name: Acme\n");
    assert_eq!(world.run(["due"]).code, 0, "an unknown key is a warning of crm check");
}

#[test]
fn files_of_every_shape_are_changed_in_their_shape() {
    let cards = [
        ("name: X", "name: X\ngrade: B\nregion: Y"),
        ("\u{feff}name: X\r\ngrade: C\r\n", "\u{feff}name: X\r\ngrade: B\r\nregion: Y\r\n"),
        ("{name: X, grade: C}\n", "{name: X, grade: B, region: Y}\n"),
        ("---\nname: X\n...\n", "---\nname: X\ngrade: B\nregion: Y\n...\n"),
    ];
    for (before, after) in cards {
        let world = World::new();
        world.card("x", before);
        world.ok(["grade", "x", "B"]);
        world.ok(["set", "x", "region=Y"]);
        world.ok(["archive", "x"]);
        world.ok(["archive", "x", "--undo"]);
        assert_eq!(world.read("customers/x.yaml"), after, "{before:?}");
    }
}
