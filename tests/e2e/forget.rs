//! `crm forget`: what goes, what stays, and what git still holds.
use std::fs;

use crate::team::Team;
use crate::world::World;

const CARD: &str = "\
# Anna's own card
name: Huber Hydraulik GmbH
number: \"2024001\"
grade: C
owner: li
address: Industriestr. 5, München
plan: ask Anna about the drawings
contacts:
  - name: Anna Kellner
    position: Buyer
    email: anna@huber.example
    phone: \"+49 89 123456\"
    chat: {wechat: anna_k}
  - name: Max Huber
    email: max@huber.example
notes: |
  anna kellner likes tea. Max doesn't.
";

const LOG: [&str; 4] = [
    r#"{"at":"2026-05-02T10:00:00+08:00","by":"li","kind":"followup","via":"call","with":"Anna Kellner","text":"Anna says: write to ANNA@huber.example or +49 89 123456","reply":"positive","plan":"call Kellner"}"#,
    r#"{"at":"2026-05-03","by":"li","kind":"order","amount":1200.50,"currency":"USD","item":"HX","ref":"O-1","text":"signed by Max"}"#,
    r#"{"at":"2026-05-04","by":"li","kind":"followup","via":"call","with":"Max Huber","text":"fine","extra":"Max"}"#,
    r#"{"at":"2026-05-05","by":"li","kind":"invoice","ref":"I-1","amount":1200.50,"currency":"USD","due":"2026-06-05"}"#,
];

fn world() -> World {
    let world = World::new();
    world.card("huber", CARD).log("huber", &LOG);
    world.card("other", "name: Other\ngrade: C\n");
    world
}

fn has_none(text: &str, data: &[&str]) {
    for datum in data {
        assert!(!text.to_lowercase().contains(&datum.to_lowercase()), "{datum:?} is still in:\n{text}");
    }
}

/// How many fingerprints a workspace has.
pub fn fingerprints(world: &World, file: &str) -> usize {
    let text = world.read(file);
    assert!(text.lines().all(|line| line.starts_with("{\"salt\":\"") && line.ends_with("\"}")), "{text}");
    text.lines().count()
}

const ANNA: &[&str] = &["Anna", "Kellner", "anna@huber", "123456", "anna_k"];

#[test]
fn one_person_goes_from_the_file_and_from_the_log() {
    let world = world();
    let before = world.files();
    let shown = world.ok(["forget", "huber", "--contact", "anna"]);
    assert!(shown.contains("  - name: Anna Kellner") || shown.contains("- - name: Anna Kellner"), "{shown}");
    assert!(
        shown.contains("Nothing was changed.") && shown.contains("Git holds nothing of these files"),
        "{shown}"
    );
    assert_eq!(world.files(), before);
    let told = world.ok(["forget", "huber", "--contact", "Anna Kellner", "--apply"]);
    assert!(
        told.starts_with(
            "Forgotten, in:\n  .crm-forgotten\n  customers/huber.log.jsonl\n  customers/huber.yaml\n"
        ),
        "{told}"
    );
    let (card, log) = (world.read("customers/huber.yaml"), world.read("customers/huber.log.jsonl"));
    has_none(&card, ANNA);
    has_none(&log, ANNA);
    // The other one, and what isn't hers, stay to the byte.
    assert!(card.contains("  - name: Max Huber\n    email: max@huber.example\n"), "{card}");
    assert!(card.contains("address: Industriestr. 5, München"), "{card}");
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines[1..4], LOG[1..4]);
    assert!(
        lines[0].contains(r#""with":"(forgotten)""#) && lines[0].contains(r#""reply":"positive""#),
        "{log}"
    );
    let note =
        r#"{"at":"2026-11-20","by":"li","kind":"note","text":"forgotten on request on 2026-11-20 by li ("#;
    let mark = lines[4].strip_prefix(note).and_then(|mark| mark.strip_suffix(")\"}")).unwrap();
    assert!(mark.len() == 6 && mark.bytes().all(|byte| byte.is_ascii_hexdigit()), "{log}");
    world.ok(["check"]);
    let again = world.run(["forget", "huber", "--contact", "Anna"]);
    assert_eq!((again.code, again.changed()), (0, Vec::new()), "{again:?}");
    assert!(again.stderr.contains("no contact of huber is called \"Anna\" (Max Huber)"), "{again:?}");
    assert!(again.stdout.starts_with("Nothing of that is in the files of huber."), "{again:?}");
}

#[test]
fn all_persons_go_and_what_accounting_needs_stays() {
    let world = world();
    world.ok(["forget", "huber", "--apply"]);
    let (card, log) = (world.read("customers/huber.yaml"), world.read("customers/huber.log.jsonl"));
    assert_eq!(card, "name: Huber Hydraulik GmbH\nnumber: \"2024001\"\ngrade: C\nowner: li\n");
    has_none(&log, ANNA);
    has_none(&log, &["Max", "fine", "extra"]);
    assert!(
        log.contains(r#""kind":"order","amount":1200.50,"currency":"USD","item":"HX","ref":"O-1","was":""#),
        "{log}"
    );
    assert!(log.contains(LOG[3]), "{log}");
    world.ok(["check"]);
    // Once more there is nothing left to do.
    let files = world.files();
    assert!(
        world.ok(["forget", "huber", "--apply"]).starts_with("Nothing of that is in the files of huber.")
    );
    assert_eq!(world.files(), files);
}

#[test]
fn a_customer_goes_as_a_whole_and_no_way_leads_back() {
    let world = world();
    world.ok(["log", "huber", "Anna called", "--via", "call"]);
    world.ok(["due"]);
    let held = || -> String {
        let folders = [".crm", ".crm-journal", ".crm-journal/undo"].map(|folder| world.path(folder));
        let files = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
        let texts = files.map(|entry| fs::read(entry.path()).unwrap_or_default());
        texts.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect()
    };
    assert!(held().contains("Anna"));
    let told = world.ok(["forget", "huber", "--all"]);
    assert!(told.contains("customers/huber.log.jsonl: removed, 5 lines"), "{told}");
    world.ok(["forget", "huber", "--all", "--apply"]);
    assert_eq!(
        world.files().keys().collect::<Vec<_>>(),
        [".crm-forgotten", "crm.yaml", "customers/other.yaml"]
    );
    has_none(&held(), &["Anna", "huber"]);
    assert!(world.ok(["undo"]).starts_with("Nothing to take back"));
}

#[test]
fn a_crash_between_both_files_is_made_good_by_the_same_command() {
    let world = world();
    world.ok(["forget", "huber", "--contact", "Anna", "--apply"]);
    let log = world.read("customers/huber.log.jsonl");
    // The log is first: the file still knows whom to look for.
    world.card("huber", CARD);
    world.ok(["forget", "huber", "--contact", "Anna", "--apply"]);
    has_none(&world.read("customers/huber.yaml"), ANNA);
    has_none(&world.read("customers/huber.log.jsonl"), ANNA);
    assert!(world.read("customers/huber.log.jsonl").starts_with(&log));
}

#[test]
fn what_git_holds_is_told_with_every_name_that_the_file_had() {
    let team = Team::new();
    team.ok(
        "li",
        &["add", "Huber GmbH", "--id", "huber", "--contact", "Anna Kellner", "--folder", "old place"],
    );
    team.ok("li", &["log", "huber", "Anna said yes", "--via", "call", "--with", "Anna Kellner"]);
    team.commit("li", "huber");
    std::fs::create_dir_all(team.world.path("li/customers/new")).unwrap();
    for ending in ["yaml", "log.jsonl"] {
        team.git("li", &["mv", &format!("customers/old place/huber.{ending}"), "customers/new/"]);
    }
    team.ok("li", &["sync", "-m", "moved"]);
    team.ok("wang", &["sync"]);
    let told = team.ok("li", &["forget", "huber", "--contact", "Anna", "--apply"]);
    for part in [
        "Git still holds it: 2 commits of ",
        "filter-repo --quiet --invert-paths",
        "--path customers/new/huber.yaml",
        "--path 'customers/old place/huber.log.jsonl'",
        "crm sync --rewritten",
    ] {
        assert!(told.contains(part), "{part:?} is not in:\n{told}");
    }
    // Somebody else logs meanwhile, on the old lines: with the drivers what went stays away.
    team.ok("wang", &["log", "huber", "a later call", "--via", "call"]);
    team.ok("wang", &["sync", "-m", "wang's"]);
    team.ok("li", &["sync", "-m", "forget huber"]);
    team.ok("wang", &["sync"]);
    for who in ["li", "wang"] {
        let log = team.read(who, "new/huber.log.jsonl");
        assert!(log.contains("a later call") && log.contains("forgotten on request"), "{log}");
        has_none(
            &log.lines().filter(|line| !line.contains("a later call")).collect::<String>(),
            &["Anna", "Kellner"],
        );
    }
}

#[test]
fn what_others_logged_of_the_person_meanwhile_goes_with_the_same_command() {
    let world = world();
    world.ok(["forget", "huber", "--contact", "Anna Kellner", "--apply"]);
    let later = r#"{"at":"2026-05-09","by":"wang","kind":"followup","via":"call","text":"told Anna Kellner, +49 (89) 12-3456 or 089 123456"}"#;
    world.put("customers/huber.log.jsonl", world.read("customers/huber.log.jsonl") + later + "\n");
    world
        .log("other", &[r#"{"at":"2026-05-09","by":"wang","kind":"note","text":"Anna Kellner knows them"}"#]);
    let again = ["forget", "huber", "--contact", "Anna Kellner", "--also", "+49 89 123456"];
    let shown = world.run(again).stdout;
    assert!(shown.contains(
        "named in other customers' files, which stay:\n  customers/other.log.jsonl:1: Anna Kellner\n"
    ));
    assert_eq!(world.run(again.into_iter().chain(["--apply"])).code, 0);
    has_none(&world.read("customers/huber.log.jsonl"), &["Anna", "Kellner", "12-3456", "123456"]);
    assert!(world.run(again).stdout.starts_with("Nothing of that is in the files of huber."));
}

#[test]
fn a_slip_in_a_name_is_no_reason_to_rewrite_a_history() {
    let world = World::new();
    world.card("rossi", "name: Rossi\ncontacts:\n  - name: Giulia Rossi\n  - name: Marco Bianchi\n");
    for args in [&["--contact", "Giulia Rosi"][..], &["--contact", "Giulia Rosi", "--apply"]] {
        let outcome = world.run([&["forget", "rossi"], args].concat());
        outcome.refused(2, &["stands nowhere in the files of rossi", "did you mean \"Giulia Rossi\"?"]);
        assert!(outcome.stdout.is_empty(), "{outcome:?}");
    }
    // Who is gone already may still be named elsewhere.
    world.ok(["forget", "rossi", "--contact", "Marco Bianchi", "--apply"]);
    assert_eq!(world.run(["forget", "rossi", "--contact", "Marco Bianchi", "--apply"]).code, 0);
}

#[test]
fn the_comments_of_a_new_file_name_nobody_and_those_of_people_do() {
    let world = World::new();
    world.ok(["--lang", "zh", "add", "宏达", "--contact", "王芳"]);
    world.ok(["--lang", "zh", "add", "华美"]);
    world.ok(["--lang", "zh", "add", "精工"]);
    let forget = ["--lang", "zh", "forget", "宏达", "--contact", "王芳"];
    assert!(world.read("customers/huamei.yaml").contains("name: 王芳"));
    assert!(!world.ok(forget).contains("其他客户"));
    let text = world.read("customers/huamei.yaml");
    world.put("customers/huamei.yaml", text + "# 王芳也管这家\n");
    let told = world.ok(forget);
    assert!(told.contains("其他客户的文件中也提到此人") && told.contains("huamei.yaml:"), "{told}");
    assert!(!told.contains("jinggong.yaml"), "{told}");
}

#[test]
fn a_line_that_equals_a_forgotten_one_is_refused_rather_than_written_for_nobody() {
    let world = world();
    let log = ["--today", "2026-05-09", "log", "huber", "Anna Kellner called", "--note"];
    world.ok(log);
    world.ok(["forget", "huber", "--contact", "Anna Kellner", "--apply"]);
    let before = world.read("customers/huber.log.jsonl");
    world.run(log).refused(4, &["the very same entry of huber was forgotten on request", "other words"]);
    assert_eq!(world.read("customers/huber.log.jsonl"), before);
    world.ok(["--today", "2026-05-09", "log", "huber", "somebody called", "--note"]);
}

#[test]
fn who_goes_from_a_list_on_one_line_leaves_the_others_as_they_are_written() {
    let world = World::new();
    world.card("acme", "name: Acme\ncontacts: [{name: Bert Bohm, email: b@x.example}, {name: 'Carl, Coe', phone: +49 30 1}]\nplan: p\n");
    world.ok(["forget", "acme", "--contact", "Bert Bohm", "--apply"]);
    let text = world.read("customers/acme.yaml");
    assert_eq!(text, "name: Acme\ncontacts: [{name: 'Carl, Coe', phone: +49 30 1}]\nplan: p\n");
}

#[test]
fn of_two_contacts_with_one_name_each_is_told_by_what_it_is_reached_by() {
    let world = World::new();
    world.card("beta", "name: Beta\ncontacts:\n  - name: 王伟\n    email: ww1@v.example\n  - name: 王伟\n    email: ww2@v.example\n");
    let both = world.run(["forget", "beta", "--contact", "王伟"]);
    both.refused(3, &["王伟 ww1@v.example, 王伟 ww2@v.example", "--contact with the address or number"]);
    world.ok(["forget", "beta", "--contact", "WW1@v.example", "--apply"]);
    let card = world.read("customers/beta.yaml");
    assert!(!card.contains("ww1@") && card.contains("name: 王伟\n    email: ww2@v.example"), "{card}");
}

#[test]
fn comments_of_others_stay_in_a_list_in_brackets() {
    let world = World::new();
    let card = |bert: &str| {
        format!(
            "name: B\ncontacts: [\n{bert}  {{name: Dora, email: d@b.example}},  # only mornings, never Fridays\n]\n"
        )
    };
    world.card("beta", &card("  {name: Bert Bohm, email: bert@b.example},\n"));
    world.ok(["forget", "beta", "--contact", "Bert", "--apply"]);
    assert_eq!(world.read("customers/beta.yaml"), card(""));
}

#[test]
fn what_a_person_typed_like_our_note_is_masked() {
    let world = World::new();
    world.card("beta", "name: Beta\ncontacts:\n  - name: Bert Bohm\n");
    world.log(
        "beta",
        &[r#"{"at":"2026-05-05","by":"li","kind":"note","text":"forgotten on request on 5 May: Bert Bohm"}"#],
    );
    world.ok(["forget", "beta", "--contact", "Bert", "--apply"]);
    assert!(!world.read("customers/beta.log.jsonl").contains("Bert"));
}

#[test]
fn what_a_merge_noted_of_somebody_goes_with_that_one_and_what_others_noted_is_told() {
    let world = World::new();
    let own = "name: Alpha GmbH\ncontacts:\n  - name: Anna Alt\n    birthday: 1980-02-02\n    chat: {wechat: anna_w}\n  - name: Bert Bohm\n    birthday: 1970-01-01\n";
    let other = "name: Beta GmbH\ncontacts:\n  - name: Anna Alt\n    birthday: 1981-03-03\n    chat: {wechat: sunny77}\n  - name: Bert Bohm\n    birthday: 1971-04-04\n";
    world.card("alpha", own).card("beta", other);
    world.ok(["merge", "alpha", "beta", "--apply"]);
    let told = world.run(["forget", "alpha", "--contact", "Anna Alt", "--apply"]);
    let log = world.read("customers/alpha.log.jsonl");
    assert!(!log.contains("1981-03-03") && !log.contains("sunny77"), "{log}");
    assert!(log.contains("contacts[1].birthday (Bert Bohm): 1971-04-04"), "{log}");
    assert!(!told.stdout.contains("looks like it"), "{told:?}");
    // As it was written before: nobody knows whose it is.
    let note = r#"{"at":"2026-11-01","by":"li","kind":"note","text":"merged from eta (Eta)\nnot taken:\ncontacts[0].birthday: 1972-05-05"}"#;
    world.put("customers/alpha.log.jsonl", format!("{log}{note}\n"));
    let told = world.run(["forget", "alpha", "--contact", "Bert Bohm", "--apply"]);
    assert!(told.stdout.contains("contacts[0].birthday: 1972-05-05"), "{told:?}");
    assert!(!world.read("customers/alpha.log.jsonl").contains("1971-04-04"), "{told:?}");
}

#[test]
fn copies_under_a_name_that_nobody_reads_are_named_and_not_sent() {
    let names = ["alpha.yml", "alpha.jsonl", "alpha copy.yaml", "alpha (1).yaml", "alpha.yaml.bak"];
    for how in [&["--contact", "Anna Abel"][..], &["--all"]] {
        let team = crate::crossed_forget::team();
        for name in names {
            team.world.put(&format!("li/customers/{name}"), "name: Anna Abel\n");
        }
        team.world.put("li/customers/beta.yml", "name: Beta\n");
        let told = team.ok("li", &[&["forget", "alpha"], how, &["--apply"]].concat());
        for name in names {
            assert!(told.contains(&format!("  customers/{name}\n")), "{name}: {told}");
        }
        assert!(!told.contains("beta.yml"), "{told}");
        let told = team.crm("li", &["sync", "-m", "forgotten"]);
        assert!(told.whole().contains("not sent: "), "{told:?}");
        let sent = team.git("li", &["ls-tree", "-r", "--name-only", "origin/main"]);
        assert!(names.iter().all(|name| !sent.contains(name)) && !sent.contains("beta.yml"), "{sent}");
    }
}
