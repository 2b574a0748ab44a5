//! What newcomers should read: marked when it is logged or afterwards, listed, and one of a month's on the team's page.

use serde_json::json;

use crate::world::World;

const TEAM: &str = "version: 1\npeople:\n  li: {name: 李娜}\n  wang: {name: Wang Wei, manager: true}\n";

fn book() -> World {
    let world = World::new();
    world.put("crm.yaml", TEAM);
    world.card("acme", "name: Acme Ltd\ngrade: B\nowner: li\n");
    world.card("bolt", "name: Bolt GmbH\ngrade: A\nowner: wang\n");
    world.log(
        "acme",
        &[
            r#"{"at":"2026-11-02T10:00:00+08:00","by":"li","kind":"followup","via":"call","text":"too dear; asked what it compares with","reply":"neutral"}"#,
            r#"{"at":"2026-11-09T10:00:00+08:00","by":"li","kind":"complaint","state":"opened","ref":"C-1","text":"leaks"}"#,
            r#"{"at":"2026-11-09T11:00:00+08:00","by":"li","kind":"complaint","state":"solved","ref":"C-1","text":"new seal by courier"}"#,
        ],
    );
    world.log(
        "bolt",
        &[
            r#"{"at":"2026-11-10T10:00:00+08:00","by":"wang","kind":"followup","via":"visit","text":"showed the plant","reply":"positive","example":true}"#,
        ],
    );
    world
}

#[test]
fn what_is_marked_is_listed_the_newest_first_and_narrowed() {
    let world = book();
    let ids = |args: &[&str]| {
        let mut line = vec!["examples", "-f", "csv"];
        line.extend(args);
        let csv = world.ok(line);
        csv.lines().skip(1).filter_map(|row| Some(row.split(',').next()?.to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(ids(&[]), ["bolt"]);
    world.ok(["log", "acme", "how to answer on price", "--example", "--of", "2026-11-02", "--by", "wang"]);
    world.ok(["log", "acme", "now he listens", "--via", "call", "--example", "--by", "li"]);
    assert_eq!(ids(&[]), ["acme", "bolt", "acme"]);
    for (args, want) in [
        (&["--grade", "A"][..], &["bolt"][..]),
        (&["--owner", "li"], &["acme", "acme"]),
        (&["--by", "wang"], &["bolt"]),
        (&["--by", "Wang Wei"], &["bolt"]),
        (&["--via", "电话"], &["acme", "acme"]),
        (&["--reply", "neutral,positive"], &["bolt", "acme"]),
        (&["--kind", "complaint"], &[]),
        (&["--since", "2026-11-10"], &["acme", "bolt"]),
        (&["bolt"], &["bolt"]),
        (&["-n", "1"], &["acme"]),
    ] {
        assert_eq!(ids(args), want, "{args:?}");
    }
    let found = world.json(["examples", "--json"]);
    let last = &found[2];
    assert_eq!(
        json!([last["grade"], last["kind"], last["via"], last["marked_by"], last["why"], last["line"]]),
        json!(["B", "followup", "call", "wang", "how to answer on price", 1])
    );
    let page = world.ok(["examples"]);
    for says in [
        "3 examples to learn from\n",
        "Bolt GmbH",
        "visit, positive: showed the plant",
        "wang: how to answer on price",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    let page = world.ok(["--lang", "zh", "examples", "--reply", "有意向"]);
    assert!(page.contains("1 个值得学习的案例") && page.contains("拜访，有意向：showed the plant"), "{page}");
    let page = world.run(["examples", "--redact"]).stdout;
    assert!(!page.contains("price") && !page.contains("plant"), "{page}");
    let page = world.ok(["examples", "--kind", "order"]);
    assert!(page.contains("None of these: crm examples shows all"), "{page}");
}

#[test]
fn an_older_entry_is_marked_by_a_note_and_its_line_stays() {
    let world = book();
    let before = world.read("customers/acme.log.jsonl");
    let told = world.ok(["log", "acme", "--of", "last", "--example", "--by", "li"]);
    assert!(told.contains("Acme Ltd (acme): an example from now on: 2026-11-02, call"), "{told}");
    let log = world.read("customers/acme.log.jsonl");
    let line = log.strip_prefix(&before).expect("only appended to");
    assert!(
        line.contains(r#""by":"li","kind":"note","of":""#) && line.ends_with("\"example\":true}\n"),
        "{line}"
    );
    // No contact, and no other day.
    assert_eq!(world.json(["show", "acme", "--json"])["last_contact"], "2026-11-02");
    let page = world.ok(["show", "acme"]);
    assert!(page.contains("★ call, neutral: too dear") && page.contains("note, worth reading"), "{page}");
    assert_eq!(world.json(["show", "acme", "--json"])["log"][0]["example"], true);
    // What is one already is written once.
    let again = world.ok(["log", "acme", "--of", "last", "--example", "--by", "li"]);
    assert!(again.contains("is an example already"), "{again}");
    assert_eq!(world.read("customers/acme.log.jsonl"), log);
    // The mark goes by another one, and by undo.
    world.ok(["log", "acme", "--of", "last", "--no-example", "--by", "wang"]);
    assert!(!world.ok(["show", "acme"]).contains("★ call"));
    world.ok(["undo"]);
    assert!(world.ok(["show", "acme"]).contains("★ call"));
    // Any kind of entry can be one, by the digits of its hash.
    let refused = world.run(["log", "acme", "--of", "2026-11-09", "--example"]);
    refused.refused(2, &["\"2026-11-09\" can be 2 entries", "say which one:", "complaint, solved"]);
    let name = refused.stderr.lines().find(|line| line.contains("solved")).expect("a line").to_owned();
    let name = name.split("--of ").nth(1).and_then(|rest| rest.split(' ').next()).expect("its digits");
    world.ok(["log", "acme", "quick", "--of", name, "--example"]);
    let found = world.json(["examples", "--kind", "投诉", "--json"]);
    assert_eq!(found[0]["text"], "new seal by courier");
    assert_eq!(world.run(["check"]).code, 0, "{}", world.run(["check"]).stdout);
    let csv = world.ok(["export", "entries"]);
    assert_eq!(csv.lines().filter(|row| row.contains(",true,")).count(), 2, "of follow-ups alone: {csv}");
}

#[test]
fn what_can_not_be_meant_is_refused_in_words() {
    for (args, want) in [
        (&["--of", "2026-11-05", "--example"][..], "nothing is logged on 2026-11-05"),
        (&["--of", "some", "--example"], "--of last, --of 2026-11-20, or the first digits"),
        (&["--of", "last"], "add --example, or --no-example"),
        (&["--of", "last", "--example", "--via", "call"], "the other options belong to a new one"),
    ] {
        let world = book();
        let mut line = vec!["log", "acme"];
        line.extend(args);
        world.run(line).refused(2, &[want]);
        assert_eq!(world.read("customers/acme.log.jsonl").lines().count(), 3);
    }
}

#[test]
fn the_page_of_a_month_shows_a_good_one() {
    let world = book();
    let page = world.ok(["agenda", "--team", "--month"]);
    assert!(page.contains("Worth reading") && page.contains("showed the plant"), "{page}");
    assert!(!world.ok(["agenda", "--team"]).contains("Worth reading"), "of a month alone");
    let page = world.ok(["agenda", "--team", "--month", "-f", "md"]);
    assert!(page.contains("Worth reading") && page.contains("Bolt GmbH"), "{page}");
    let team = world.json(["agenda", "--team", "--month", "--json"]);
    let shown =
        |owner: &str| team.as_array().and_then(|all| all.iter().find(|one| one["owner"] == owner)).cloned();
    assert_eq!(shown("wang").expect("wang")["example"]["id"], "bolt");
    assert!(shown("li").expect("li")["example"].is_null());
}

#[test]
fn a_mark_goes_with_the_line_that_a_merge_or_a_forgetting_rewrites() {
    let world = book();
    world.put("crm.yaml", TEAM.replace("version: 1", "version: 2"));
    let complaint =
        r#"{"at":"2026-11-01","by":"wang","kind":"complaint","state":"opened","ref":"C-1","text":"other"}"#;
    world.log("bolt", &[complaint]);
    let mine = world.read("customers/bolt.log.jsonl");
    assert!(mine.contains("other"));
    world.ok(["log", "bolt", "--of", "2026-11-01", "--example", "--by", "wang"]);
    world.ok(["merge", "acme", "bolt", "--apply"]);
    let log = world.read("customers/acme.log.jsonl");
    assert!(log.contains("C-1~bolt"), "{log}");
    let texts = |world: &World| {
        let found = world.json(["examples", "--json"]);
        found.as_array().expect("a list").iter().map(|one| one["text"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(texts(&world), [json!("other")]);
    let told = world.run(["check"]).stdout;
    assert!(!told.contains("hash"), "{told}");
    // A person is masked in the line, and the mark still finds it.
    world.card("zeta", "name: Zeta\nowner: li\ncontacts:\n- name: Karl Weber\n");
    world.ok(["log", "zeta", "Karl Weber said yes", "--via", "call", "--with", "Karl Weber", "--by", "li"]);
    world.ok(["log", "zeta", "--of", "last", "--example", "--by", "li"]);
    world.ok(["forget", "zeta", "--contact", "Karl Weber", "--apply"]);
    assert_eq!(texts(&world), [json!("(forgotten) said yes"), json!("other")]);
}

#[test]
fn a_page_to_be_read_fits_the_screen_in_a_pipe_too() {
    let world = World::example();
    for lang in ["en", "zh"] {
        let page = world.ok(["--lang", lang, "examples"]);
        let widest = page.lines().map(unicode_width::UnicodeWidthStr::width).max();
        assert!(widest.is_some_and(|width| width <= 80), "{page}");
    }
}

/// The answer says which entry it is, in a line or two, and who types no text is told how the latest one is marked.
#[test]
fn the_answer_names_the_entry_and_does_not_repeat_all_of_it() {
    let world = book();
    let text = "Sent photos of both pumps and the test record at 250 bar, and wants to be called before the parcel leaves";
    world.ok(["log", "acme", text, "--via", "email", "--by", "li"]);
    let told = world.ok(["log", "acme", "--of", "last", "--example", "--by", "li"]);
    let first = told.lines().next().expect("a line");
    assert!(first.ends_with('…') && first.contains("Sent photos of both") && first.len() < 130, "{told}");
    world
        .run(["log", "acme", "--example", "--by", "li"])
        .refused(2, &["nothing was said that could be an example", "crm log acme --example --of last"]);
    world
        .run(["--lang", "zh", "log", "acme", "--example", "--by", "li"])
        .refused(2, &["没有可设为案例的内容", "--example --of last"]);
}
