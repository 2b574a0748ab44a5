//! What was forgotten stays away: from merges, from imports, from whoever enters it once more; and can be let in.
use std::fs;

use crate::forget::fingerprints;
use crate::team::Team;
use crate::world::World;

const ACME: &str = "name: Acme GmbH\ngrade: C\ncontacts: [{name: Karl Needlemann, phone: \"+49 171 2345678\"}, {name: Anna Other}]\n";
const LINES: [&str; 3] = [
    r#"{"at":"2026-05-02","by":"li","kind":"followup","via":"call","text":"Karl Needlemann said yes"}"#,
    r#"{"at":"2026-05-03","by":"li","kind":"order","amount":"5.10","item":"pump","ref":"O-1"}"#,
    r#"{"at":"2026-05-04","by":"li","kind":"followup","via":"call","with":"Anna Other","text":"fine"}"#,
];

fn world() -> World {
    let world = World::new();
    world.card("acme", ACME).log("acme", &LINES);
    world.card("bolt", "name: Bolt\ngrade: C\n").log("bolt", &LINES);
    world
}

fn forget_karl(world: &World) {
    world.ok(["forget", "acme", "--contact", "Karl Needlemann", "--apply"]);
}

#[test]
fn contacts_on_one_line_are_no_obstacle() {
    let world = world();
    forget_karl(&world);
    let card = world.read("customers/acme.yaml");
    assert!(
        card.contains("Anna Other")
            && !card.contains("Karl")
            && card.starts_with("name: Acme GmbH\ngrade: C\n"),
        "{card}"
    );
    assert_eq!(fingerprints(&world, ".crm-forgotten"), 1, "one line named him");
    world.ok(["check"]);
}

#[test]
fn a_person_who_referred_the_customer_goes_and_a_customer_stays() {
    for (by, contact, people) in [
        ("Karl Needlemann", false, false),
        ("needlemann", false, false),
        ("bolt", true, true),
        ("Eva Erb", true, false),
    ] {
        for (how, stays) in [(&["--contact", "Karl Needlemann"][..], contact), (&[], people)] {
            let world = world();
            world.card("acme", &format!("{ACME}referred_by: {by}\n"));
            world.ok([&["forget", "acme", "--apply"], how].concat());
            let card = world.read("customers/acme.yaml");
            assert_eq!(card.contains("referred_by"), stays, "{how:?} {card}");
        }
    }
}

#[test]
fn what_somebody_does_in_the_decision_chain_goes_along() {
    let anna = "  - {who: Anna Other, role: asks}\n";
    for (chain, left) in [
        (
            "decision:\n  - who: Karl Needlemann\n    role: signs; his wife is ill\n  - {who: Anna Other, role: asks}\n",
            anna,
        ),
        (
            "decision:\n  # first\n  - {who: Needlemann, role: his wife is ill}\n  - {who: Anna Other, role: asks}\n",
            anna,
        ),
        ("decision: [{who: Karl Needlemann, role: his wife is ill}]\n", ""),
    ] {
        let world = world();
        world.card("acme", &format!("{ACME}{chain}"));
        forget_karl(&world);
        let card = world.read("customers/acme.yaml");
        assert!(card.ends_with(left) && card.contains("decision") != left.is_empty(), "{card}");
        assert!(!card.contains("wife") && !card.contains("(forgotten)"), "{card}");
        world.ok(["check"]);
    }
}

#[test]
fn a_line_that_came_back_does_not_count_and_goes_again() {
    let world = world();
    forget_karl(&world);
    let log = world.read("customers/acme.log.jsonl");
    // Without it, the same line in another customer's log counts as ever.
    world.ok(["check"]);
    let before = world.json(["show", "acme", "--json"]);
    for again in [format!("{log}{}\n", LINES[0]), format!("{}\r\n{log}", LINES[0])] {
        world.put("customers/acme.log.jsonl", &again);
        let told = world.run(["check"]);
        assert_eq!(told.code, 1, "{told:?}");
        assert!(told.stdout.contains("this entry was forgotten on request and is back"), "{told:?}");
        assert!(told.stdout.contains("crm forget acme --returned --apply"), "{told:?}");
        let shown = world.run(["show", "acme", "--json"]);
        assert_eq!(shown.code, 5, "{shown:?}");
        let shown: serde_json::Value = serde_json::from_str(&shown.stdout).unwrap();
        assert_eq!(shown["log"].as_array().unwrap().len(), before["log"].as_array().unwrap().len());
        assert!(!shown.to_string().contains("Needlemann"));
        // From the index, too.
        assert!(world.run(["due"]).stderr.contains("forgotten on request"));
        let dry = world.run(["forget", "acme", "--returned"]);
        assert!(dry.stdout.contains("Nothing was changed.") && dry.changed().is_empty(), "{dry:?}");
        world.run(["forget", "acme", "--returned", "--apply"]);
        assert_eq!(world.read("customers/acme.log.jsonl"), log);
        world.ok(["check"]);
        assert!(world.ok(["forget", "acme", "--returned", "--apply"]).starts_with("Nothing of that"));
    }
    // Forgetting him once more does the same, and notes that it was done twice: others hear of it by the note.
    world.put("customers/acme.log.jsonl", format!("{log}{}\n", LINES[0]));
    world.run(["forget", "acme", "--contact", "Karl Needlemann", "--apply"]);
    let twice = world.read("customers/acme.log.jsonl");
    let note = twice.strip_prefix(&log).expect("what was there stays");
    assert!(
        note.lines().count() == 1 && note.contains("forgotten on request on 2026-11-20 by li ("),
        "{note}"
    );
    assert_eq!(fingerprints(&world, ".crm-forgotten"), 1);
}

#[test]
fn a_line_of_its_own_stays_where_an_equal_one_of_its_part_was_forgotten() {
    let handover =
        r#"{"at":"2026-05-05","by":"li","kind":"owner","from":"li","to":"wang","why":"Li leaves"}"#;
    for forgotten in ["acme", "bolt"] {
        let world = World::new();
        for (id, name) in [("acme", "Acme GmbH"), ("bolt", "Bolt AG")] {
            world.card(id, &format!("name: {name}\ngrade: C\nowner: wang\n")).log(id, &[LINES[1], handover]);
        }
        world.put(
            "crm.yaml",
            format!("{}people: {{li: {{name: Li}}, wang: {{name: Wang}}}}\n", world.read("crm.yaml")),
        );
        world.ok(["upgrade", "--apply"]);
        world.ok(["forget", forgotten, "--apply"]);
        world.ok(["merge", "acme", "bolt", "--apply"]);
        assert!(world.read("customers/acme.log.jsonl").contains("Li leaves"), "{forgotten}");
        world.ok(["check"]);
        world.ok(["rename", "acme", "omega"]);
        world.ok(["check"]);
        // Once more, where it is, it goes.
        world.ok(["forget", "omega", "--apply"]);
        assert!(!world.read("customers/omega.log.jsonl").contains("Li leaves"), "{forgotten}");
        world.ok(["check"]);
    }
}

#[test]
fn what_may_stay_is_let_in() {
    let world = world();
    world.ok(["forget", "acme", "--all", "--apply"]);
    assert_eq!(fingerprints(&world, ".crm-forgotten"), 4, "three lines and an id");
    world.card("acme", ACME).log("acme", &LINES);
    let told = world.run(["check"]);
    assert!(told.stdout.contains("this customer was forgotten on request and is back"), "{told:?}");
    assert!(world.run(["forget", "acme", "--allow"]).changed().is_empty());
    world.ok(["forget", "acme", "--allow", "--apply"]);
    world.ok(["check"]);
    assert_eq!(world.json(["show", "acme", "--json"])["log"].as_array().unwrap().len(), 3);
    assert!(world.ok(["forget", "acme", "--allow", "--apply"]).starts_with("Nothing of that"));
    // The next forgetting counts again.
    world.ok(["forget", "acme", "--all", "--apply"]);
    world.card("acme", ACME);
    assert_eq!(world.run(["check"]).code, 1);
}

#[test]
fn a_forgotten_customer_is_not_added_or_imported_by_the_way() {
    let world = world();
    world.ok(["forget", "acme", "--all", "--apply"]);
    let hint = "another customer: --id; the same one, with its consent: --allow-forgotten";
    world.run(["add", "Acme GmbH"]).refused(4, &["a customer acme was forgotten on request", hint]);
    world.put("list.csv", "name,grade\nAcme GmbH,C\nCoil Ltd,D\n");
    let told = world.run(["import", "list.csv", "--apply"]);
    assert_eq!(told.code, 5, "{told:?}");
    assert!(
        told.stdout.contains("acme: forgotten on request") && told.stdout.contains("1 created"),
        "{told:?}"
    );
    assert!(!world.path("customers/acme.yaml").exists() && world.path("customers/coil.yaml").exists());
    assert!(world.ok(["import", "list.csv", "--apply", "--allow-forgotten"]).contains("1 created"));
    assert!(world.path("customers/acme.yaml").exists());
    world.ok(["check"]);
    world.ok(["forget", "acme", "--all", "--apply"]);
    world.ok(["add", "Acme GmbH", "--allow-forgotten"]);
    world.ok(["check"]);
}

#[test]
fn a_forgotten_entry_is_not_imported_by_the_way() {
    let world = World::new();
    world.card("acme", ACME);
    world.put("log.csv", "id,at,by,kind,via,text\nacme,2026-05-02,li,followup,call,Karl Needlemann said yes\nacme,2026-05-03,li,followup,call,fine\n");
    world.ok(["import", "--entries", "log.csv", "--apply"]);
    world.ok(["forget", "acme", "--contact", "Karl Needlemann", "--apply"]);
    let log = world.read("customers/acme.log.jsonl");
    let told = world.run(["import", "--entries", "log.csv", "--apply"]);
    assert_eq!(told.code, 5, "{told:?}");
    assert!(told.stdout.contains("acme: forgotten on request; with consent: --allow-forgotten"), "{told:?}");
    assert_eq!(world.read("customers/acme.log.jsonl"), log);
    world.ok(["import", "--entries", "log.csv", "--apply", "--allow-forgotten"]);
    assert!(world.read("customers/acme.log.jsonl").contains("Karl Needlemann said yes"));
    world.ok(["check"]);
}

#[test]
fn a_forgotten_entry_of_the_own_export_is_no_correction() {
    for forget in [&["--contact", "Karl Needlemann"][..], &[]] {
        let world = World::new();
        world.card("acme", ACME).log("acme", &[LINES[0].replace("05-02", "05-02T10:00:00+08:00").as_str()]);
        let list = world.ok(["export", "entries"]);
        world.put("entries.csv", list);
        world.ok([&["forget", "acme", "--apply"], forget].concat());
        let log = world.read("customers/acme.log.jsonl");
        let told = world.run(["import", "--entries", "entries.csv", "--apply"]);
        assert!(told.code == 5 && told.stdout.contains("forgotten on request"), "{told:?}");
        assert!(!told.stdout.contains("by hand"), "{told:?}");
        assert_eq!(world.read("customers/acme.log.jsonl"), log);
        world.run(["import", "--entries", "entries.csv", "--apply", "--allow-forgotten"]);
        assert!(world.read("customers/acme.log.jsonl").contains("Karl Needlemann said yes"), "{forget:?}");
    }
}

/// Two branches that have the forgotten line without a common past, as after a history that was rewritten.
fn torn(team: &Team) -> String {
    team.world.put("li/customers/bolt.yaml", ACME);
    team.world.put("li/customers/bolt.log.jsonl", LINES.join("\n") + "\n");
    team.world.put("li/.gitattributes", "*.log.jsonl merge=union\n");
    team.commit("li", "bolt");
    team.git("li", &["checkout", "-q", "--orphan", "theirs"]);
    let late = "{\"at\":\"2026-05-09\",\"by\":\"wang\",\"kind\":\"note\",\"text\":\"wang's own\"}\n";
    team.world.put("li/customers/bolt.log.jsonl", LINES.join("\n") + "\n" + late);
    team.commit("li", "theirs");
    team.git("li", &["checkout", "-q", "main"]);
    team.ok("li", &["forget", "bolt", "--contact", "Karl Needlemann", "--apply"]);
    assert!(team.world.read("li/.gitattributes").ends_with("\n.crm-forgotten merge=union\n"));
    team.commit("li", "forgotten");
    late.to_owned()
}

#[test]
fn the_merge_driver_lets_nothing_come_back() {
    // Whichever side is ours: the one that forgot, or the one that never heard of it.
    for (ours, theirs) in [("main", "theirs"), ("theirs", "main")] {
        let team = Team::alone();
        let late = torn(&team);
        team.git("li", &["checkout", "-q", ours]);
        let merge = ["merge", "-q", "--allow-unrelated-histories", "--no-edit", theirs];
        let merged = team.call("li", "git", &merge).run();
        let log = team.read("li", "bolt.log.jsonl");
        assert!(log.contains(late.trim_end()) && log.contains("O-1"), "{log}");
        assert!(!log.contains("Needlemann"), "{ours}: {log}");
        let told = format!("{}{}", merged.stdout, merged.stderr);
        assert!(told.contains("bolt.log.jsonl: 1 entry left out: forgotten on request"), "{told}");
    }
}

#[test]
fn what_a_plain_union_brings_back_is_told_and_taken_out() {
    let team = Team::alone();
    torn(&team);
    for driver in ["merge.crm.driver", "merge.crm-log.driver"] {
        team.git("li", &["config", "--unset", driver]);
    }
    fs::remove_file(team.world.path("li/.git/info/attributes")).unwrap();
    team.call(
        "li",
        "git",
        &["merge", "-q", "--allow-unrelated-histories", "--no-edit", "-X", "ours", "theirs"],
    )
    .run();
    assert!(team.read("li", "bolt.log.jsonl").contains("Needlemann said yes"));
    assert!(!team.crm("li", &["show", "bolt"]).stdout.contains("Needlemann said yes"));
    assert_eq!(team.crm("li", &["check"]).code, 1);
    team.crm("li", &["forget", "bolt", "--returned", "--apply"]);
    assert!(!team.read("li", "bolt.log.jsonl").contains("Needlemann"));
    assert!(team.ok("li", &["check"]).contains("0 errors"));
}

#[test]
fn a_revision_is_read_with_what_was_forgotten_then() {
    let team = Team::alone();
    torn(&team);
    // Before, nothing was.
    let told = team.crm("li", &["diff", "HEAD~1"]);
    assert!(!told.stderr.contains("forgotten"), "{told:?}");
    // What is about to be committed is held against what is staged with it.
    let log = team.read("li", "bolt.log.jsonl");
    team.world.put("li/customers/bolt.log.jsonl", format!("{log}{}\n", LINES[0]));
    team.git("li", &["add", "-A"]);
    let told = team.crm("li", &["check", "--staged"]);
    assert!(told.code == 1 && told.stdout.contains("forgotten on request"), "{told:?}");
}

#[test]
fn leftovers_of_ours_go_and_those_of_others_are_told() {
    let world = world();
    let said = "Karl Needlemann +49 171 2345678";
    let ours = [
        "customers/.acme.yaml.crm-tmp",
        "customers/.bolt.log.jsonl.crm-tmp",
        "deep/er/.x.crm-tmp",
        ".crm/.index-7.crm-tmp",
        ".crm/index",
        ".crm/deep/x",
        ".crm-journal/pending.json",
        ".crm-journal/undo/1",
    ];
    let theirs = [
        "customers/.acme.yaml.swp",
        "customers/acme.yaml~",
        "customers/#acme.log.jsonl#",
        ".merge_file_a1b2",
    ];
    let kept = [
        "customers/.bolt.yaml.swp",
        ".crm-journal/.gitignore",
        ".crm/schema/customer.schema.json",
        "notes.txt",
    ];
    for file in ours.iter().chain(&theirs).chain(&kept) {
        world.put(file, said);
    }
    world.put("state/crm/drafts/log-1.txt", said);
    let call = world.call(["forget", "acme", "--contact", "Karl Needlemann", "--apply"]);
    let told = call.env("XDG_STATE_HOME", world.path("state")).run().stdout;
    for file in ours {
        assert!(!world.path(file).exists(), "{file}");
    }
    for file in theirs.iter().chain(&kept) {
        assert_eq!(world.read(file), said);
    }
    for file in theirs.iter().chain(&["state/crm/drafts/log-1.txt"]) {
        assert!(told.contains(&format!("  {file}\n")), "{file}: {told}");
    }
    for file in kept {
        // What somebody has written beside the customers is named, with its lines.
        assert_eq!(told.contains(file), file == "notes.txt", "{file}: {told}");
    }
    // After a second run, what somebody left meanwhile is gone, and the way back of another command is not.
    world.ok(["log", "bolt", "x", "--via", "call"]);
    world.put("customers/.acme.yaml.crm-tmp", said);
    world.run(["forget", "acme", "--contact", "Karl Needlemann", "--apply", "--lang", "zh"]);
    assert!(!world.path("customers/.acme.yaml.crm-tmp").exists());
    assert!(world.ok(["undo", "--dry-run"]).contains("bolt"));
}

#[cfg(unix)]
#[test]
fn links_in_the_place_of_caches_lead_nowhere() {
    let world = world();
    world.put("outside/precious", "Karl Needlemann");
    for name in [".crm-journal", ".crm"] {
        let _ = fs::remove_dir_all(world.path(name));
    }
    std::os::unix::fs::symlink(world.path("outside"), world.path(".crm-journal")).unwrap();
    // Without a journal nothing is changed; caches are nobody's condition.
    let forget = ["forget", "acme", "--contact", "Karl Needlemann", "--apply"];
    assert_eq!(world.run(forget).code, 4);
    assert_eq!(world.read("outside/precious"), "Karl Needlemann");
    fs::remove_file(world.path(".crm-journal")).unwrap();
    std::os::unix::fs::symlink(world.path("outside"), world.path(".crm")).unwrap();
    world.ok(forget);
    assert_eq!(world.read("outside/precious"), "Karl Needlemann");
}

#[test]
fn nothing_that_looks_like_the_person_is_left_in_silence() {
    let world = World::new();
    world.card(
        "needlemann",
        "name: Needlemann Pumpen GmbH   # Karl NEEDLEMANN founded it\nowner: karl\nsource: met Needlemann at the fair\nnotes: |\n  Needleman, 0151 2345678\ncontacts:\n  - name: Karl Needlemann\n    phone: \"+49 171 2345678\"\n  - name: Anna Needlemann\n",
    );
    world.log("needlemann", &[
        r#"{"at":"2026-05-02","by":"karl","kind":"followup","via":"call","text":"Hr. Needlemann said: Needlemann Pumpen grows"}"#,
        r#"{"at":"2026-05-03","by":"karl","kind":"followup","via":"call","text":"Needlemann called"}"#,
    ]);
    let told = world.ok(["forget", "needlemann", "--contact", "Karl Needlemann", "--apply"]);
    for line in [
        "customers/needlemann.yaml:1: Needlemann",
        "customers/needlemann.yaml:3: Needlemann",
        "customers/needlemann.yaml:5: Needleman, 0151 2345678",
        "customers/needlemann.yaml:7: Needlemann",
        // Two contacts bear it: which one is meant, nobody can tell here.
        "customers/needlemann.log.jsonl:1: Needlemann",
        "customers/needlemann.log.jsonl:2: Needlemann",
    ] {
        assert!(told.contains(&format!("  {line}\n")), "{line}: {told}");
    }
    assert!(!told.contains("karl"), "{told}");
    let (card, log) = (world.read("customers/needlemann.yaml"), world.read("customers/needlemann.log.jsonl"));
    assert!(card.contains("# (forgotten) founded it") && card.contains("owner: karl"), "{card}");
    assert!(
        log.contains("Hr. Needlemann said: Needlemann Pumpen grows") && log.contains(r#""by":"karl""#),
        "{log}"
    );
    let zh = world.run(["forget", "needlemann", "--contact", "Karl Needlemann", "--lang", "zh"]).stdout;
    assert!(zh.contains("以下内容看起来像此人"), "{zh}");
}

#[test]
fn entries_that_point_to_a_line_follow_it() {
    let world = world();
    let hash = "7d8f1d57ac2e9a83";
    let of = |line: &str| {
        use std::process::Command;
        let sum = Command::new("sh")
            .args(["-c", "printf %s \"$1\" | sha256sum | cut -c1-16", "-", line])
            .output()
            .unwrap();
        String::from_utf8(sum.stdout).unwrap().trim().to_owned()
    };
    let amend = format!(
        r#"{{"at":"2026-05-05","by":"li","kind":"amend","of":"{}","why":"x","set":{{"text":"Karl said no"}}}}"#,
        of(LINES[0])
    );
    let void = format!(
        r#"{{"at":"2026-05-06","by":"li","kind":"void","of":"{}","why":"it was right"}}"#,
        of(&amend)
    );
    let other = format!(r#"{{"at":"2026-05-07","by":"li","kind":"void","of":"{hash}","why":"y"}}"#);
    world.log("acme", &[LINES[0], &amend, &void, &other]);
    forget_karl(&world);
    let log = world.read("customers/acme.log.jsonl");
    let lines: Vec<&str> = log.lines().collect();
    assert!(lines[1].contains(&of(lines[0])) && lines[2].contains(&of(lines[1])), "{log}");
    assert!(lines[1].contains(r#""set":{"text":"(forgotten) said no"}"#), "{log}");
    assert_eq!(lines[3], other);
}

#[test]
fn who_was_let_in_again_stays_whoever_merges() {
    let team = Team::new();
    team.clone("zhao");
    team.ok("li", &["upgrade", "--apply"]);
    team.ok("li", &["log", "acme", "old", "--note"]);
    team.ok("li", &["forget", "acme", "--all", "--apply"]);
    // Nor is the id another customer's.
    team.crm("li", &["rename", "宏达", "acme"]).refused(4, &["acme was forgotten", "another id"]);
    team.ok("li", &["sync", "-m", "forgotten"]);
    team.ok("wang", &["sync"]);
    team.ok("zhao", &["sync"]);
    team.ok("li", &["add", "Acme", "--id", "acme", "--allow-forgotten"]);
    team.ok("li", &["log", "acme", "the new one", "--note"]);
    team.ok("li", &["sync", "-m", "let in"]);
    // One who had nothing to do with it merges, and so does one who comes last.
    team.ok("wang", &["log", "宏达", "by wang", "--note"]);
    let told = team.crm("wang", &["sync", "-m", "wang's"]);
    assert!(told.code == 0 && !told.stderr.contains("forgotten"), "{told:?}");
    team.ok("zhao", &["sync"]);
    team.ok("li", &["sync"]);
    for who in ["li", "wang", "zhao"] {
        let shown = team.ok(who, &["show", "acme"]);
        assert!(shown.contains("the new one"), "{who}: {shown}");
    }
}

#[test]
fn a_list_brings_back_nobody_of_a_customer_of_whom_somebody_was_forgotten() {
    let world = World::new();
    let list = "name,country,contact.name,contact.email,notes\nOmega KG,DE,Omar Obst,omar@omega.example,Omar is nice\n";
    world.put("list.csv", list);
    world.put("cards.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Omar Obst\r\nORG:Omega KG\r\nEMAIL:omar@omega.example\r\nEND:VCARD\r\n");
    world.ok(["import", "list.csv", "--apply"]);
    world.run(["forget", "omega", "--contact", "Omar Obst", "--apply"]);
    assert!(!world.read("customers/omega.yaml").contains("Omar"));
    for file in ["list.csv", "cards.vcf"] {
        let told = world.run(["import", file, "--apply"]);
        assert_eq!(told.code, 5, "{told:?}");
        assert!(told.stdout.contains("Omar Obst: somebody of this customer was forgotten on"), "{told:?}");
        assert!(!world.read("customers/omega.yaml").contains("Omar"), "{told:?}");
    }
    // What says nothing of a person comes in, and the rest stays out.
    world.put("list.csv", list.replace("name,country", "name,city").replace(",DE,", ",Hamburg,"));
    let told = world.run(["import", "list.csv", "--apply"]);
    assert!(world.read("customers/omega.yaml").contains("Hamburg"), "{told:?}");
    assert!(!world.read("customers/omega.yaml").contains("Omar"), "{told:?}");
    world.ok(["import", "list.csv", "--apply", "--allow-forgotten"]);
    assert!(world.read("customers/omega.yaml").contains("Omar Obst"));
}
