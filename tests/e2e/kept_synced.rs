//! Pictures and papers when several clones, a forgetting, a merge or a hand has moved what names them.

use std::fs;
use std::path::Path;

use crate::team::Team;
use crate::world::World;

const RULES: &str = "version: 2\npeople:\n  li: {}\n  wang: {}\n";

/// Two customers of li's, of which wang has a clone; acme's log names a picture of Kurt.
fn team() -> Team {
    let team = Team::alone();
    team.world.put("li/crm.yaml", RULES);
    team.world.put("li/customers/acme.yaml", "name: Acme\nowner: li\ncontacts:\n- name: Kurt Kiel\n");
    team.world.put("li/customers/bolt.yaml", "name: Bolt\nowner: li\n");
    fs::remove_dir_all(team.world.path("li/customers/europe")).expect("removed");
    log(&team, "li", "acme", "leak.jpg", "photo of Kurt");
    log(&team, "li", "bolt", "plant.jpg", "a plant");
    team.commit("li", "two customers");
    team.ok("li", &["sync"]);
    team.clone("wang");
    team
}

/// Logs a call with a file that is kept.
fn log(team: &Team, who: &str, id: &str, name: &str, bytes: &str) {
    fs::write(team.world.path(name), bytes).expect("written");
    team.ok(who, &["log", id, "a call", "--via", "call", "--by", who, "--file", &format!("../{name}")]);
}

/// All kept files of somebody's clone: `acme/leak.jpg`.
fn kept(root: &Path) -> Vec<String> {
    let folders = fs::read_dir(root.join("customers")).into_iter().flatten().flatten();
    let folders = folders.filter(|folder| folder.path().to_string_lossy().ends_with(".files"));
    let files = folders.flat_map(|folder| fs::read_dir(folder.path()).into_iter().flatten().flatten());
    let name = |path: std::path::PathBuf| {
        let name = path.file_name()?.to_str()?.split_once('-')?.1.to_owned();
        let folder = path.parent()?.file_stem()?.to_str()?.to_owned();
        Some(format!("{folder}/{name}"))
    };
    let mut found: Vec<String> = files.filter_map(|file| name(file.path())).collect();
    found.sort();
    found
}

#[test]
fn a_file_goes_where_its_entry_goes() {
    for (moves, home) in
        [(&["merge", "bolt", "acme", "--apply"][..], "bolt"), (&["rename", "acme", "apex"], "apex")]
    {
        for first in ["li", "wang"] {
            let team = team();
            team.ok("li", moves);
            log(&team, "wang", "acme", "late.jpg", "later");
            let second = if first == "li" { "wang" } else { "li" };
            for who in [first, second, first] {
                team.ok(who, &["sync", "-m", "more"]);
            }
            let mut want =
                vec![format!("{home}/late.jpg"), format!("{home}/leak.jpg"), "bolt/plant.jpg".to_owned()];
            want.sort();
            for who in ["li", "wang"] {
                assert_eq!(kept(&team.world.path(who)), want, "{moves:?}, {first} first: {who}");
                let told = team.crm(who, &["check"]);
                assert!(!told.stdout.contains(".files"), "{told:?}");
            }
        }
    }
}

#[test]
fn the_files_of_what_was_forgotten_go_everywhere() {
    let late: &[&[&str]] = &[&[], &["rename", "acme", "apex"], &["merge", "bolt", "acme", "--apply"]];
    for forget in [&["forget", "acme", "--all", "--apply"][..], &["forget", "acme", "--apply"]] {
        for meanwhile in late {
            for first in ["li", "wang"] {
                let team = team();
                team.ok("li", forget);
                match meanwhile.is_empty() {
                    true => log(&team, "wang", "acme", "late.jpg", "of Kurt, too"),
                    false => drop(team.ok("wang", meanwhile)),
                }
                let second = if first == "li" { "wang" } else { "li" };
                for who in [first, second, first, second] {
                    team.crm(who, &["sync", "-m", "more"]);
                }
                for who in ["li", "wang"] {
                    let named = team.world.files().into_iter().any(|(path, text)| {
                        path.starts_with(&format!("{who}/customers/"))
                            && path.ends_with(".log.jsonl")
                            && String::from_utf8_lossy(&text).contains("late.jpg")
                    });
                    let mut left = kept(&team.world.path(who));
                    left.retain(|name| name != "bolt/plant.jpg" && !(named && name.ends_with("late.jpg")));
                    assert_eq!(left, [""; 0], "{forget:?}, {meanwhile:?}, {first} first: {who}");
                }
            }
        }
    }
}

#[test]
fn equal_bytes_under_two_names_stay_under_both() {
    let world = World::new();
    world.put("crm.yaml", RULES);
    world.card("acme", "name: Acme\nowner: li\ncontacts:\n- name: Kurt Kiel\n");
    for name in ["leak.jpg", "Kurt Kiel.jpg", "Kurt.jpg"] {
        fs::write(world.path(name), "the same").expect("written");
        world.ok(["log", "acme", "a call", "--via", "call", "--by", "li", "--file", name]);
    }
    world.ok(["forget", "acme", "--contact", "Kurt Kiel", "--apply"]);
    let left = kept(world.root());
    assert!(
        left.contains(&"acme/leak.jpg".to_owned()) && !left.iter().any(|name| name.contains("Kurt")),
        "{left:?}"
    );
    assert!(!world.run(["check"]).stdout.contains(".files"), "{}", world.run(["check"]).stdout);
}

#[test]
fn a_log_of_nobody_takes_its_files_along() {
    let world = World::new();
    world.put("crm.yaml", RULES);
    for id in ["acme", "bolt"] {
        world.card(id, &format!("name: {id}\nowner: li\n"));
        fs::write(world.path("leak.jpg"), id).expect("written");
        world.ok(["log", id, "a call", "--via", "call", "--by", "li", "--file", "leak.jpg"]);
    }
    let back = world.read("customers/acme.log.jsonl");
    let folder = world.path("customers/acme.files");
    let file = fs::read_dir(&folder).expect("a folder").next().expect("a file").expect("read").path();
    let name = file.file_name().expect("a name").to_str().expect("text").to_owned();
    let come_back = || {
        world.put("customers/acme.log.jsonl", &back);
        world.put(&format!("customers/acme.files/{name}"), "acme");
    };
    world.ok(["merge", "bolt", "acme", "--apply"]);
    come_back();
    world.ok(["merge", "bolt", "acme", "--apply"]);
    assert_eq!(kept(world.root()), ["bolt/leak.jpg"; 2]);
    // Who is forgotten and comes back by git goes with all of it.
    world.card("acme", "name: acme\nowner: li\n");
    come_back();
    world.ok(["forget", "acme", "--all", "--apply"]);
    come_back();
    world.ok(["forget", "acme", "--all", "--apply"]);
    assert!(!folder.exists());
    // A customer without a log, too.
    world.card("cove", "name: Cove\nowner: li\n");
    world.put("customers/cove.files/0123456789ab-leak.jpg", "x");
    world.ok(["forget", "cove", "--all", "--apply"]);
    assert!(!world.path("customers/cove.files").exists());
}

#[test]
fn no_copy_that_is_there_is_lost_by_a_refusal() {
    let world = World::new();
    world.put("crm.yaml", RULES);
    fs::write(world.path("leak.jpg"), "a leak").expect("written");
    for id in ["acme", "bolt"] {
        world.card(id, &format!("name: {id}\nowner: li\n"));
        world.ok(["log", id, "a call", "--via", "call", "--by", "li", "--file", "leak.jpg"]);
    }
    let path = |id: &str| {
        let folder = world.path(&format!("customers/{id}.files"));
        fs::read_dir(folder).expect("a folder").next().expect("a file").expect("read").path()
    };
    // Somebody has turned one of the two: the sound one is not given up for it.
    fs::write(path("bolt"), "turned").expect("written");
    let before = world.files();
    let refused = world.run(["merge", "bolt", "acme", "--apply"]);
    assert_eq!(refused.code, 4, "{refused:?}");
    refused.says(&["are not the same any more", "crm check says which"]);
    assert_eq!(world.files(), before);
    // The new name's folder has such a file already, with the very same bytes.
    let name = path("acme").file_name().expect("a name").to_str().expect("text").to_owned();
    world.put(&format!("customers/apex.files/{name}"), "a leak");
    let before = world.files();
    assert_ne!(world.run(["rename", "acme", "apex"]).code, 0);
    assert_eq!(world.files(), before);
}

#[test]
fn what_was_moved_by_hand_is_led_back_and_not_deleted() {
    let team = team();
    fs::create_dir(team.world.path("li/customers/ost")).expect("made");
    team.git("li", &["mv", "customers/acme.yaml", "customers/acme.log.jsonl", "customers/ost/"]);
    let told = team.crm("li", &["check"]).stdout;
    assert!(told.contains("is not beside its log") && !told.contains("delete it"), "{told}");
    let advice = told.lines().find_map(|line| Some(line.split_once(": mkdir")?.1)).expect("advice");
    let done = team.call("li", "sh", &["-c", &format!("mkdir{advice}")]).run();
    assert_eq!(done.code, 0, "{done:?}");
    assert!(!team.crm("li", &["check"]).stdout.contains(".files"));
}

#[test]
fn two_forgettings_of_one_entry_leave_it_once() {
    for second in [&["forget", "acme", "--contact", "Olga", "--apply"][..], &["forget", "acme", "--apply"]] {
        for first in ["li", "wang"] {
            let team = team();
            team.ok("li", &["set", "acme", "contacts+=Olga Ost"]);
            let order = [
                "log",
                "acme",
                "Kurt ordered with Olga",
                "--order",
                "5000",
                "--currency",
                "USD",
                "--ref",
                "O-1",
            ];
            team.ok("li", &order);
            team.ok("li", &["sync", "-m", "an order"]);
            team.ok("wang", &["sync"]);
            team.ok("li", &["forget", "acme", "--contact", "Kurt", "--apply"]);
            team.ok("wang", second);
            let other = if first == "li" { "wang" } else { "li" };
            for who in [first, other, first] {
                team.ok(who, &["sync", "-m", "on request"]);
            }
            for who in ["li", "wang"] {
                let log = team.read(who, "acme.log.jsonl");
                assert_eq!(log.matches("\"kind\":\"order\"").count(), 1, "{second:?}, {first} first: {log}");
                assert!(!log.contains("Kurt") && !log.contains("Olga"), "{log}");
            }
        }
    }
}

#[test]
fn an_example_stays_one_where_its_entry_became_another_line() {
    for moves in [
        &["forget", "acme", "--contact", "Kurt", "--apply"][..],
        &["forget", "acme", "--apply"],
        &["merge", "bolt", "acme", "--apply"],
    ] {
        for first in ["li", "wang"] {
            let team = team();
            for id in ["acme", "bolt"] {
                team.ok("li", &["log", id, "Kurt complains", "--complaint", "opened", "--at", "2026-11-18"]);
            }
            team.ok("li", &["sync", "-m", "complaints"]);
            team.ok("wang", &["sync"]);
            team.ok("li", moves);
            team.ok("wang", &["log", "acme", "a good answer", "--example", "--of", "2026-11-18"]);
            let other = if first == "li" { "wang" } else { "li" };
            for who in [first, other, first] {
                team.ok(who, &["sync", "-m", "more"]);
            }
            let told = team.ok("li", &["examples"]);
            assert!(told.contains("a good answer"), "{moves:?}, {first} first: {told}");
            assert!(!team.crm("li", &["check"]).stdout.contains("hash"));
        }
    }
}

#[test]
fn orders_that_differed_by_a_person_stay_two() {
    let world = World::new();
    world.put("crm.yaml", format!("{RULES}currency: USD\n"));
    let card = "name: Acme\nowner: li\ncontacts:\n- name: Kurt Kiel\n- name: Anna Alt\n";
    world.card("acme", card);
    let order = |text: &str| {
        format!(
            r#"{{"at":"2026-11-02T10:00:00+08:00","by":"li","kind":"order","amount":"100.00","text":"{text}"}}"#
        )
    };
    let (kurt, kiel, anna) = (order("for Kurt"), order("for Kurt Kiel"), order("for Anna"));
    for (forget, texts) in [
        (&["forget", "acme", "--apply"][..], [&kurt, &anna]),
        (&["forget", "acme", "--contact", "Kurt", "--apply"], [&kurt, &kiel]),
    ] {
        world.log("acme", &texts.map(String::as_str));
        world.ok(forget);
        let log = world.read("customers/acme.log.jsonl");
        let orders: Vec<&str> = log.lines().filter(|line| line.contains("\"order\"")).collect();
        assert!(orders.len() == 2 && orders[0] != orders[1], "{log}");
        assert!(!log.contains("Kurt") && !log.contains("Anna"), "{log}");
        // Done once more, nothing changes.
        world.run(forget);
        assert_eq!(world.read("customers/acme.log.jsonl"), log);
        fs::remove_file(world.path(".crm-forgotten")).expect("removed");
        world.card("acme", card);
    }
}

#[test]
fn orders_that_became_equal_in_two_clones_stay_two() {
    for first in ["li", "wang"] {
        let team = team();
        team.ok("li", &["set", "acme", "contacts+=Olga Ost"]);
        for text in ["for Kurt", "for Olga"] {
            let order = ["log", "acme", text, "--order", "USD 100", "--at", "2026-11-02", "--force"];
            team.ok("li", &order);
        }
        team.ok("li", &["sync", "-m", "orders"]);
        team.ok("wang", &["sync"]);
        team.ok("li", &["forget", "acme", "--contact", "Kurt", "--apply"]);
        team.ok("wang", &["forget", "acme", "--contact", "Olga", "--apply"]);
        let second = if first == "li" { "wang" } else { "li" };
        for who in [first, second, first] {
            team.ok(who, &["sync", "-m", "on request"]);
        }
        for who in ["li", "wang"] {
            let log = team.read(who, "acme.log.jsonl");
            let orders: std::collections::BTreeSet<&str> =
                log.lines().filter(|line| line.contains("\"kind\":\"order\"")).collect();
            assert_eq!(orders.len(), 2, "{first} first: {log}");
            assert!(!log.contains("Kurt") && !log.contains("Olga"), "{log}");
            assert_eq!(team.crm(who, &["check"]).code, 0, "{first} first: {who}");
        }
    }
}

#[test]
fn what_was_forgotten_and_is_kept_again_is_told_to_all_until_somebody_has_looked() {
    for id in ["acme", "apex"] {
        let team = team();
        team.ok("li", &["forget", "acme", "--apply"]);
        if id == "apex" {
            team.ok("wang", &["upgrade", "--apply"]);
            team.ok("wang", &["rename", "acme", id]);
        }
        log(&team, "wang", id, "leak.jpg", "photo of Kurt");
        team.ok("li", &["sync", "-m", "forgotten"]);
        let told = team.crm("wang", &["sync", "-m", "again"]);
        told.says(&[&format!(
            "{id}: a kept file was forgotten on request, and you kept the same again since"
        )]);
        assert!(!told.stderr.contains("removed it"), "{told:?}");
        let heard = team.crm("li", &["sync"]);
        heard.says(&[&format!("{id}: a kept file was forgotten on request, and stays")]);
        for who in ["li", "wang"] {
            assert_eq!(kept(&team.world.path(who)), [format!("{id}/leak.jpg"), "bolt/plant.jpg".to_owned()]);
            assert!(team.ok(who, &["check"]).contains("a kept file was forgotten on request"), "{id} {who}");
        }
        team.ok("li", &["forget", id, "--allow", "--apply"]);
        assert!(!team.ok("li", &["check"]).contains("forgotten"), "{id}");
    }
}
