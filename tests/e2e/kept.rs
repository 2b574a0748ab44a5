//! Pictures and papers of an entry: kept beside the log, shown, checked, and gone with what names them.

use std::fs;

use serde_json::json;

use crate::team::Team;
use crate::world::World;

const RULES: &str = "version: 2\npeople:\n  li: {name: 李娜}\n  wang: {}\n";
/// The start of the SHA-256 of what is in the picture.
const PICTURE: &[u8] = b"\xff\xd8\x00a leak\xff";

fn world() -> World {
    let world = World::new();
    world.put("crm.yaml", RULES);
    world.card("acme", "name: Acme Ltd\ngrade: B\nowner: li\ncontacts:\n- name: Karl Weber\n");
    world.card("bolt", "name: Bolt GmbH\ngrade: A\nowner: wang\n");
    fs::write(world.path("leak.jpg"), PICTURE).expect("written");
    world
}

fn logged(world: &World) -> String {
    world.ok(["log", "acme", "leaks at the seal", "--via", "call", "--by", "li", "--file", "leak.jpg"])
}

/// The names in the folder of a customer's files.
fn kept(world: &World, id: &str) -> Vec<String> {
    let here = fs::read_dir(world.path(&format!("customers/{id}.files"))).into_iter().flatten().flatten();
    let mut names: Vec<String> = here.map(|entry| entry.file_name().into_string().expect("text")).collect();
    names.sort();
    names
}

#[test]
fn a_copy_is_kept_beside_the_log_and_named_in_the_entry() {
    let world = world();
    logged(&world);
    let name = kept(&world, "acme").pop().expect("a copy");
    assert!(name.ends_with("-leak.jpg") && name.len() == 12 + "-leak.jpg".len(), "{name}");
    assert_eq!(fs::read(world.path(&format!("customers/acme.files/{name}"))).expect("read"), PICTURE);
    let log = world.read("customers/acme.log.jsonl");
    let want = format!(r#""files":[{{"name":"leak.jpg","sha256":"{}"#, &name[..12]);
    assert!(log.contains(&want) && log.ends_with("\"bytes\":10}]}\n"), "{log}");
    // Shown, in JSON and in tables.
    assert!(world.ok(["show", "acme"]).contains("call: leaks at the seal [leak.jpg, 10 B]"));
    let file = &world.json(["show", "acme", "--json"])["log"][0]["files"][0];
    assert_eq!(json!([file["name"], file["bytes"], file["file"]]), json!(["leak.jpg", 10, name]));
    assert!(world.ok(["export", "entries"]).contains(",leak.jpg"));
    let page = world.run(["show", "acme", "--redact"]).stdout;
    assert!(!page.contains("leak.jpg") && page.contains("10 B]"), "{page}");
    let sheet = world.ok(["handover", "li", "--to", "wang", "--sheet", "-"]);
    assert!(sheet.contains("leak.jpg"), "{sheet}");
    // The walk passes over the folder, and nothing is wrong.
    assert_eq!(world.run(["check"]).code, 0, "{}", world.run(["check"]).stdout);
    // The same bytes are kept once; undo takes away what it brought alone.
    world.ok(["log", "acme", "again", "--via", "call", "--by", "li", "--file", "leak.jpg"]);
    assert_eq!(kept(&world, "acme").len(), 1);
    world.ok(["undo"]);
    assert_eq!(kept(&world, "acme").len(), 1);
    assert_eq!(world.read("customers/acme.log.jsonl"), log);
}

#[test]
fn undo_takes_the_copy_and_its_folder_away() {
    let world = world();
    logged(&world);
    world.ok(["undo"]);
    assert!(!world.path("customers/acme.files").exists());
    assert!(!world.path("customers/acme.log.jsonl").exists());
}

#[test]
fn what_happened_has_the_picture_and_not_the_call_beside_it() {
    let world = world();
    world.ok(["log", "acme", "leaks", "--via", "call", "--complaint", "opened", "--file", "leak.jpg"]);
    let log = world.json(["show", "acme", "--json"])["log"].clone();
    assert_eq!(json!([log[0]["kind"], log[0]["files"][0]["name"]]), json!(["complaint", "leak.jpg"]));
    assert!(log[1].get("files").is_none(), "{log}");
    // A picture alone says enough, and a note is no contact.
    world.ok(["log", "bolt", "--note", "the contract", "--file", "leak.jpg"]);
    assert!(world.json(["show", "bolt", "--json"])["last_contact"].is_null());
    assert_eq!(kept(&world, "bolt").len(), 1);
}

#[test]
fn what_can_not_be_kept_is_refused_before_anything_is_written() {
    let world = world();
    fs::write(world.path("empty.jpg"), b"").expect("written");
    fs::write(world.path("acme.yaml"), b"name: x\n").expect("written");
    fs::write(world.path(".hidden"), b"x").expect("written");
    fs::write(world.path("large.bin"), vec![7; 5_000_001]).expect("written");
    for (file, want) in [
        ("nothing.jpg", "--file: there is no nothing.jpg"),
        ("customers", "--file: customers is not a file"),
        ("empty.jpg", "--file: empty.jpg is empty"),
        ("acme.yaml", "has a name that can't be kept"),
        (".hidden", "it begins with a dot"),
        ("large.bin", "has 5.1 MB, and 5 MB is the limit (files.max in crm.yaml)"),
    ] {
        let refused = world.run(["log", "acme", "x", "--via", "call", "--file", file]);
        refused.refused(2, &[want]);
        assert!(!world.path("customers/acme.log.jsonl").exists(), "{file}");
        assert!(kept(&world, "acme").is_empty(), "{file}");
    }
    world.put("crm.yaml", format!("{RULES}files: {{max: 6, total: 6}}\n"));
    world.ok(["log", "acme", "x", "--via", "call", "--by", "li", "--file", "large.bin"]);
    let told =
        world.run(["log", "acme", "y", "--via", "call", "--by", "li", "--file", "leak.jpg", "--lang", "zh"]);
    assert_eq!((told.code, told.stderr.as_str()), (0, ""), "{told:?}");
    fs::write(world.path("second.bin"), vec![8; 2_000_000]).expect("written");
    let told = world.run(["log", "acme", "z", "--via", "call", "--by", "li", "--file", "second.bin"]);
    assert!(told.stderr.contains("more than 6 MB (files.total in crm.yaml)"), "{told:?}");
    let dry =
        world.run(["log", "bolt", "z", "--via", "call", "--by", "li", "--file", "leak.jpg", "--dry-run"]);
    assert!(dry.stdout.contains("-leak.jpg\n") && kept(&world, "bolt").is_empty(), "{dry:?}");
}

#[test]
fn they_go_along_with_a_new_id_and_with_a_merge() {
    let world = world();
    logged(&world);
    let names = kept(&world, "acme");
    world.ok(["rename", "acme", "acme-pumps"]);
    assert_eq!((kept(&world, "acme-pumps"), kept(&world, "acme")), (names.clone(), vec![]));
    assert!(!world.path("customers/acme.files").exists());
    world.ok(["log", "bolt", "the same", "--via", "call", "--by", "wang", "--file", "leak.jpg"]);
    fs::write(world.path("paper.pdf"), b"a paper").expect("written");
    world.ok(["log", "acme-pumps", "a paper", "--via", "email", "--by", "li", "--file", "paper.pdf"]);
    world.ok(["merge", "bolt", "acme-pumps", "--apply"]);
    assert_eq!((kept(&world, "bolt").len(), kept(&world, "acme-pumps").len()), (2, 0));
    assert_eq!(world.run(["check"]).code, 0, "{}", world.run(["check"]).stdout);
    world.ok(["undo"]);
    assert_eq!((kept(&world, "bolt").len(), kept(&world, "acme-pumps").len()), (1, 2));
}

#[test]
fn forgetting_takes_them_away_or_names_them() {
    let world = world();
    fs::write(world.path("Karl Weber.jpg"), PICTURE).expect("written");
    world.ok([
        "log",
        "acme",
        "Karl Weber at the fair",
        "--via",
        "call",
        "--by",
        "li",
        "--file",
        "Karl Weber.jpg",
    ]);
    fs::write(world.path("plant.jpg"), b"plant").expect("written");
    world.ok(["log", "acme", "the plant", "--via", "visit", "--by", "li", "--file", "plant.jpg"]);
    // One person: what may show it is named, and a name that names it is masked, here and on the disk.
    let told = world.ok(["forget", "acme", "--contact", "Karl Weber", "--apply"]);
    assert!(told.contains("may show the person") && told.contains("-plant.jpg"), "{told}");
    let names = kept(&world, "acme");
    assert!(names.len() == 2 && names.iter().all(|name| !name.contains("Weber")), "{names:?}");
    let told = world.run(["check"]).stdout;
    assert!(!told.contains("file-"), "{told}");
    // All people: pictures and papers go, and the entries don't name them any more.
    let told = world.ok(["forget", "acme", "--apply"]);
    assert!(told.contains("-plant.jpg"), "{told}");
    assert!(!world.path("customers/acme.files").exists());
    assert!(!world.read("customers/acme.log.jsonl").contains("files"));
    // The customer itself.
    world.ok(["log", "bolt", "x", "--via", "call", "--by", "wang", "--file", "plant.jpg"]);
    let shown = world.ok(["forget", "bolt", "--all"]);
    assert!(shown.contains("-plant.jpg: removed, 5 B"), "{shown}");
    world.ok(["forget", "bolt", "--all", "--apply"]);
    assert!(!world.path("customers/bolt.files").exists());
}

#[test]
fn what_is_wrong_with_them_is_told() {
    let world = world();
    logged(&world);
    let path = format!("customers/acme.files/{}", kept(&world, "acme")[0]);
    let codes = || {
        let found = world.run(["check", "--json"]);
        let found: serde_json::Value = serde_json::from_str(&found.stdout).expect("JSON");
        let mut codes: Vec<String> = found
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| one["code"].as_str().unwrap().to_owned())
            .collect();
        codes.sort();
        codes
    };
    assert_eq!(codes(), [""; 0]);
    world.put(&path, "another");
    assert_eq!(codes(), ["file-differs"]);
    fs::remove_file(world.path(&path)).expect("removed");
    assert_eq!(codes(), ["file-missing"]);
    // Logged once more it is there again.
    logged(&world);
    assert_eq!(codes(), [""; 0]);
    world.put("customers/acme.files/stray.jpg", "x");
    world.put("customers/nobody.files/0123-a.jpg", "x");
    assert_eq!(codes(), ["file-unnamed", "file-unnamed"]);
    world.put("crm.yaml", format!("{RULES}files: {{max: 1}}\n"));
    world.put("customers/acme.files/stray.jpg", "x".repeat(1_000_001));
    assert_eq!(codes(), ["file-too-large", "file-unnamed", "file-unnamed"]);
    // A customer's file in there is none.
    world.put("customers/acme.files/zeta.yaml", "name: Zeta\n");
    assert!(!world.ok(["list"]).contains("Zeta"));
}

#[test]
fn a_list_of_ours_says_what_it_can_not_bring() {
    let world = world();
    logged(&world);
    let csv = world.ok(["export", "entries"]);
    let other = World::new();
    other.put("crm.yaml", RULES);
    other.card("acme", "name: Acme Ltd\ngrade: B\nowner: li\n");
    other.put("log.csv", &csv);
    let told = other.run(["import", "log.csv", "--entries", "--apply"]);
    let all = format!("{}{}", told.stdout, told.stderr);
    assert!(all.contains("left out: files: \"leak.jpg\": a list has the names of files,"), "{all}");
    assert!(other.read("customers/acme.log.jsonl").contains("leaks at the seal"));
}

#[test]
fn two_clones_have_both_pictures_and_what_one_forgot_stays_away() {
    let team = Team::new();
    let folder = |who: &str| format!("{who}/customers/europe/acme.files");
    let names = |who: &str| {
        let here = fs::read_dir(team.world.path(&folder(who))).into_iter().flatten().flatten();
        here.count()
    };
    for (who, file, text) in [("li", "a.jpg", "one"), ("wang", "b.jpg", "two"), ("wang", "same.jpg", "same")]
    {
        fs::write(team.world.path(&format!("{who}/{file}")), text).expect("written");
        team.ok(who, &["log", "acme", file, "--via", "call", "--by", who, "--file", file]);
        fs::remove_file(team.world.path(&format!("{who}/{file}"))).expect("removed");
    }
    // The same bytes on both sides are one file.
    fs::write(team.world.path("li/same.jpg"), "same").expect("written");
    team.ok("li", &["log", "acme", "same", "--via", "call", "--by", "li", "--file", "same.jpg"]);
    fs::remove_file(team.world.path("li/same.jpg")).expect("removed");
    team.ok("li", &["sync", "-m", "calls"]);
    team.ok("wang", &["sync", "-m", "calls"]);
    team.ok("li", &["sync"]);
    assert_eq!((names("li"), names("wang")), (3, 3));
    assert_eq!((team.status("li"), team.status("wang")), (String::new(), String::new()));
    for who in ["li", "wang"] {
        let told = team.crm(who, &["check"]);
        assert!(!told.stdout.contains("file-") && told.code == 0, "{told:?}");
    }
    // One forgets while the other logs something else: the pictures go on both sides.
    team.ok("li", &["forget", "acme", "--apply"]);
    team.ok("wang", &["log", "acme", "meanwhile", "--via", "call", "--by", "wang"]);
    team.ok("li", &["sync", "-m", "on request"]);
    team.crm("wang", &["sync", "-m", "a call"]);
    assert_eq!((names("li"), names("wang")), (0, 0), "{}", team.status("wang"));
}
