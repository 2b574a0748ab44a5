use serde_json::{Value, json};

use crate::world::{Outcome, World};

fn acme() -> World {
    let world = World::new();
    world.card(
        "acme",
        "name: Acme\ngrade: C\nsince: 2026-01-05\ncontacts:\n  - name: Ann\n    email: ann@acme.example # old\n  - {name: Bob, decides: true}\n",
    );
    world
}

/// Logs, and returns the new entry.
#[track_caller]
fn logged(world: &World, args: &[&str]) -> Value {
    let outcome = world.run([&["log", "acme"], args].concat());
    assert_eq!(outcome.code, 0, "{args:?}: {outcome:?}");
    // A currency without a rate is noted, and no more.
    let is_note =
        |line: &str| line.starts_with("warning: no rate for ") || line.starts_with("  try: add under rates:");
    assert!(outcome.stderr.lines().all(is_note), "{args:?}: {outcome:?}");
    assert_eq!(outcome.changed(), ["customers/acme.log.jsonl"]);
    world.last("acme")
}

#[test]
fn one_line_after_a_call() {
    let world = acme();
    let outcome = world.run([
        "log",
        "acme",
        "Price is fine; wants a sample first",
        "--via",
        "call",
        "--with",
        "Anna Müller",
        "--reply",
        "positive",
        "--minutes",
        "12.5",
        "--next",
        "fri",
        "--plan",
        "confirm the spec",
        "--need",
        "target",
        "--visit",
        "maybe",
        "--example",
    ]);
    insta::assert_snapshot!(outcome.whole(), @r#"
    exit 0
    --- stdout
    Acme (acme): call logged
    next Fri 27 Nov: agreed on 20 Nov
    --- stderr
    note: "Anna Müller" is not in the file; crm set acme contacts+="Anna Müller" adds it
    --- customers/acme.log.jsonl
    + {"at":"2026-11-20","by":"li","kind":"followup","via":"call","with":"Anna Müller","text":"Price is fine; wants a sample first","reply":"positive","need":"target","visit":"maybe","minutes":12.5,"next":"2026-11-27","plan":"confirm the spec","example":true}
    "#);
    assert_eq!(world.run(["check"]).code, 0);
}

#[test]
fn every_kind_of_entry_can_be_written() {
    let world = acme();
    let cases: [(&[&str], Value); 20] = [
        (
            &["--reply", "none", "--via", "email"],
            json!({"kind": "followup", "via": "email", "reply": "none"}),
        ),
        (
            &["--sample", "agreed", "--item", "HX-200", "--ref", "S-17"],
            json!({"kind": "sample", "state": "agreed", "item": "HX-200", "ref": "S-17"}),
        ),
        (
            &["--quote", "1200.50 EUR", "--item", "HX", "--ref", "Q-1"],
            json!({"kind": "quote", "amount": "1200.50", "currency": "EUR", "item": "HX", "ref": "Q-1"}),
        ),
        (
            &["--order", "12000", "--currency", "eur", "--margin", "30%", "--item", "HX"],
            json!({"kind": "order", "amount": "12000", "currency": "EUR", "margin": "0.3", "item": "HX"}),
        ),
        (
            &["--order", "USD 500", "--cost", "400"],
            json!({"kind": "order", "amount": "500", "currency": "USD", "cost": "400"}),
        ),
        (
            &["--contract", "50000", "--from", "2026-01-01", "--until", "2026-12-31", "--ref", "K-1"],
            json!({"kind": "contract", "ref": "K-1", "amount": "50000", "currency": "USD", "from": "2026-01-01", "until": "2026-12-31"}),
        ),
        (
            &["--invoice", "12000EUR", "--due", "30d", "--ref", "I-4"],
            json!({"kind": "invoice", "ref": "I-4", "amount": "12000", "currency": "EUR", "due": "2026-12-20"}),
        ),
        (
            &["--payment", "6000EUR", "--ref", "I-4"],
            json!({"kind": "payment", "ref": "I-4", "amount": "6000", "currency": "EUR"}),
        ),
        (
            &["--complaint", "opened", "--ref", "C-2", "leaks at the seal"],
            json!({"kind": "complaint", "ref": "C-2", "state": "opened", "text": "leaks at the seal"}),
        ),
        (
            &[
                "--ending",
                "opened",
                "--why",
                "price",
                "--competitor",
                "Nord",
                "--ref",
                "E-1",
                "will not renew",
            ],
            json!({
                "kind": "ending", "ref": "E-1", "state": "opened", "why": "price", "competitor": "Nord",
                "text": "will not renew"
            }),
        ),
        (
            &["--promise", "price list", "--due", "fri", "--ref", "P-1", "in EUR"],
            json!({
                "kind": "promise", "state": "made", "what": "price list", "due": "2026-11-27", "ref": "P-1",
                "text": "in EUR"
            }),
        ),
        (&["--promise", "兑现"], json!({"kind": "promise", "state": "kept", "ref": "P-1"})),
        (
            &["--request", "24-hour service", "for the spring"],
            json!({"kind": "request", "state": "asked", "what": "24-hour service", "text": "for the spring"}),
        ),
        (&["--request", "同意"], json!({"kind": "request", "state": "granted", "what": "24-hour service"})),
        (
            &["--invitation", "Canton Fair"],
            json!({"kind": "invitation", "state": "invited", "what": "Canton Fair"}),
        ),
        (&["--invitation", "到场"], json!({"kind": "invitation", "state": "came", "what": "Canton Fair"})),
        (&["--ending", "流失"], json!({"kind": "ending", "ref": "E-1", "state": "lost"})),
        (
            &["--note", "after the fair", "--next", "2w", "--plan", "ask what came of it"],
            json!({
                "kind": "note", "text": "after the fair", "next": "2026-12-04", "plan": "ask what came of it"
            }),
        ),
        (&["--note", "moved to a new hall"], json!({"kind": "note", "text": "moved to a new hall"})),
        (
            &["微信里聊过，价格可以", "--via", "chat"],
            json!({"kind": "followup", "via": "chat", "text": "微信里聊过，价格可以"}),
        ),
    ];
    for (args, mut want) in cases {
        want["at"] = "2026-11-20".into();
        want["by"] = "li".into();
        // Somebody has said it to somebody; an invoice, a payment or a sample moves by itself.
        if ["quote", "order", "contract", "complaint", "ending"].iter().any(|kind| want["kind"] == *kind) {
            want["via"] = "other".into();
        }
        let entry = logged(&world, args);
        assert_eq!(entry, want, "{args:?}");
        let keys: Vec<&String> = entry.as_object().unwrap().keys().collect();
        assert_eq!(keys[..3], ["at", "by", "kind"], "in the order of the format");
    }
    assert_eq!(world.run(["check"]).code, 1, "no rate for EUR yet");
    world.put("crm.yaml", "version: 1\nrates: {EUR: [{from: 2026-01-01, rate: \"1.08\"}]}\n");
    assert_eq!(world.ok(["check"]), "1 customer checked: 0 errors, 0 warnings\n");
}

#[test]
fn an_amount_stands_in_its_own_digits() {
    let world = acme();
    logged(&world, &["--quote", "1200.50"]);
    assert!(world.read("customers/acme.log.jsonl").contains("\"amount\":\"1200.50\",\"currency\":\"USD\""));
}

#[test]
fn an_event_and_a_contact_together_are_two_entries() {
    let world = acme();
    let args = [
        "log",
        "acme",
        "spec confirmed",
        "--via",
        "call",
        "--reply",
        "positive",
        "--sample",
        "agreed",
        "--item",
        "HX",
        "--next",
        "3d",
    ];
    insta::assert_snapshot!(world.run(args).whole(), @r#"
    exit 0
    --- stdout
    Acme (acme): sample agreed, call logged
    next Mon 23 Nov: agreed on 20 Nov
    B? a sample runs: agreed 20 Nov (crm grade acme B)
    --- customers/acme.log.jsonl
    + {"at":"2026-11-20","by":"li","kind":"sample","state":"agreed","item":"HX"}
    + {"at":"2026-11-20","by":"li","kind":"followup","via":"call","text":"spec confirmed","reply":"positive","next":"2026-11-23"}
    "#);
    let due = world.json(["due", "--within", "30d", "--json"]);
    assert_eq!((&due[0]["due"], &due[0]["reason"]["code"]), (&json!("2026-11-23"), &json!("agreed")));
}

#[test]
fn the_step_and_the_next_date_are_told() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: B\n").log(
        "acme",
        &[
            r#"{"at":"2026-11-10","by":"li","kind":"sample","state":"agreed"}"#,
            r#"{"at":"2026-11-11","by":"li","kind":"followup","via":"call"}"#,
            r#"{"at":"2026-11-12","by":"li","kind":"followup","via":"call"}"#,
        ],
    );
    let outcome = world.run(["log", "acme", "sample is being made", "--via", "call"]);
    insta::assert_snapshot!(outcome.stdout, @r"
    Acme (acme): call logged
    step 3 → 4 of 7, next Mon 23 Nov
    ");
    let zh = world.run(["--lang", "zh", "log", "acme", "样品在做", "--via", "chat", "--at", "2026-11-19"]);
    insta::assert_snapshot!(zh.stdout, @r"
    Acme（acme）：已记录：聊天
    第4步 → 第5步（共7步），下次 11月27日 周五
    ");
}

#[test]
fn the_text_comes_from_a_pipe() {
    let world = acme();
    let piped = |args: &[&str], text: &[u8]| world.call(args).stdin(text).run();
    assert_eq!(piped(&["log", "acme", "--via", "chat"], "两行\n文字\n\n".as_bytes()).code, 0);
    assert_eq!(world.last("acme")["text"], "两行\n文字");
    assert_eq!(piped(&["log", "acme", "-"], b"by the dash").code, 0);
    assert_eq!(world.last("acme")["text"], "by the dash");
    assert_eq!(piped(&["log", "acme", "--note", "-"], b"a note").code, 0);
    assert_eq!(world.last("acme"), json!({"at": "2026-11-20", "by": "li", "kind": "note", "text": "a note"}));
    piped(&["log", "acme"], b" \n").refused(2, &["nothing was said, so nothing was logged"]);
    piped(&["log", "acme"], b"\xff\xfe").refused(2, &["not UTF-8", "iconv"]);
    piped(&["log", "acme"], &vec![b'x'; (1 << 20) + 1]).refused(2, &["1 MB"]);
}

#[test]
fn without_a_text_and_a_fact_nothing_is_logged() {
    let world = acme();
    world.run(["log", "acme"]).refused(2, &["nothing was said"]);
    world.run(["log", "acme", " "]).refused(2, &["nothing was said"]);
    world.run(["log", "acme", "--note"]).refused(2, &["nothing was said"]);
}

#[test]
fn it_may_have_happened_before() {
    let world = acme();
    assert_eq!(logged(&world, &["x", "--at", "yesterday"])["at"], "2026-11-19");
    assert_eq!(logged(&world, &["x", "--at", "mon"])["at"], "2026-11-16");
    assert_eq!(logged(&world, &["x", "--at", "3d"])["at"], "2026-11-17");
    assert_eq!(logged(&world, &["y", "--at", "昨天"])["at"], "2026-11-19");
    let hour = logged(&world, &["x", "--at", "yesterday 16:30"]);
    assert!(hour["at"].as_str().unwrap().starts_with("2026-11-19T16:30:00"), "{hour}");
    let exact = logged(&world, &["x", "--at", "2026-11-20T10:30:00+08:00", "--by", "wang"]);
    assert_eq!((&exact["at"], &exact["by"]), (&json!("2026-11-20T10:30:00+08:00"), &json!("wang")));
    assert_eq!(world.run(["check"]).code, 0);
}

#[test]
fn what_has_not_come_yet_is_refused() {
    let world = acme();
    world
        .run(["log", "acme", "x", "--at", "2026-11-21"])
        .refused(2, &["2026-11-21 has not come yet", "--next 2026-11-21"]);
    world.run(["log", "acme", "x", "--at", "tomorrow"]).refused(2, &["has not come yet"]);
    world
        .run(["log", "acme", "x", "--next", "yesterday"])
        .refused(2, &["lies before the contact on 2026-11-20"]);
    world.run(["log", "acme", "x", "--at", "3d", "--next", "2026-11-16"]).refused(2, &["lies before"]);
}

#[test]
fn bad_words_are_refused_with_what_to_type() {
    let world = acme();
    let refused = |args: &[&str], says: &[&str]| {
        world.run([&["log", "acme", "x"], args].concat()).refused(2, says);
    };
    refused(
        &["--reply", "good"],
        &["--reply", "\"good\"", "one of none, bounced, negative, neutral, positive"],
    );
    refused(&["--need", "big"], &["target, potential, dead"]);
    refused(&["--visit", "any time"], &["yes, no, maybe"]);
    refused(&["--minutes", "ten"], &["is not a number"]);
    refused(&["--minutes=-5"], &["is out of range", "a number from 0 to 525,600"]);
    refused(&["--next", "soon"], &["--next: \"soon\" is not a day", "tomorrow, fri, 3d"]);
    refused(&["--at", "soon"], &["\"soon\" is not a time", "yesterday"]);
    refused(&["--sample", "made"], &["agreed, sent, received, passed, failed, cancelled"]);
    refused(&["--complaint", "ajar"], &["opened, answered, solved"]);
    refused(&["--ending", "solved"], &["opened, answered, saved, lost"]);
    refused(&["--ending", "opened", "--item", "HX"], &["an ending has no --item"]);
    refused(&["--complaint", "opened", "--why", "price"], &["a complaint has no --why"]);
    refused(&["--kind", "ending"], &["--state"]);
    refused(&["--promise", "prices"], &["a day by which it is to be kept", "--due fri"]);
    refused(&["--promise", "ketp", "--due", "fri"], &["looks like a slip of kept", "--force"]);
    refused(&["--promise", "kept", "--due", "fri"], &["it has no --due", "--promise made --what kept"]);
    refused(&["--request", "grantd"], &["looks like a slip of granted", "--force"]);
    refused(&["--request", "credit", "--due", "fri"], &["a request has no --due"]);
    refused(&["--promise", "made", "--due", "fri"], &["--promise made needs what it is", "--what"]);
    refused(&["--promise", "prices", "--what", "x", "--due", "fri"], &["leave out --what"]);
    refused(&["--order", "much"], &["is not an amount"]);
    refused(&["--order", "12.000"], &["can be read in two ways", "12000 (or 12,000)", "12.0000"]);
    refused(&["--order", "1,2,3"], &["is not an amount"]);
    refused(&["--via", "emial"], &["nobody is reached by \"emial\"", "--via email"]);
    refused(&["--order", "10 EUR", "--currency", "USD"], &["EUR", "--currency USD"]);
    refused(&["--order", "10", "--margin", "3"], &["is not a fraction", "0.3, or 30%"]);
    refused(&["--order", "10", "--margin", "0.3", "--cost", "7"], &["cannot be used with"]);
    refused(&["--order", "10", "--quote", "10"], &["cannot be used with"]);
    refused(&["--sample", "sent", "--margin", "0.3"], &["a sample has no --margin"]);
    refused(&["--item", "HX"], &["--item belongs to a sample, quote, order"]);
    refused(&["--note", "--via", "call"], &["a note is not a contact"]);
    refused(&["--note", "--next", "fri", "--reply", "none"], &["a note is not a contact"]);
    refused(&["--note", "--plan", "y"], &["the day that it sets, and it sets none", "--next fri"]);
    refused(&["--note", "--next", "2026-11-02"], &["lies before the contact"]);
    refused(
        &["--contract", "1", "--from", "2026-02-01", "--until", "2026-01-01"],
        &["ends before it begins"],
    );
    world.run(["log", "nobody", "x"]).refused(3, &["there is no customer \"nobody\""]);
}

#[test]
fn verified_dates_the_contacts_data() {
    let world = acme();
    insta::assert_snapshot!(world.run(["log", "acme", "still there", "--via", "call", "--verified"]).whole(), @r#"
    exit 0
    --- stdout
    Acme (acme): call logged
    next Wed 20 Jan 2027: every 2 months, last contact 20 Nov
    --- customers/acme.log.jsonl
    + {"at":"2026-11-20","by":"li","kind":"followup","via":"call","text":"still there"}
    --- customers/acme.yaml
    -   - {name: Bob, decides: true}
    +   - {name: Bob, decides: true, verified: 2026-11-20}
    "#);
    insta::assert_snapshot!(world.run(["log", "acme", "x", "--with", "Ann", "--verified", "--at", "yesterday"]).whole(), @r#"
    exit 0
    --- stdout
    Acme (acme): follow-up logged
    next Wed 20 Jan 2027: every 2 months, last contact 20 Nov
    --- customers/acme.log.jsonl
    + {"at":"2026-11-19","by":"li","kind":"followup","with":"Ann","text":"x"}
    --- customers/acme.yaml
    +     verified: 2026-11-19
    "#);
    world.run(["log", "acme", "x", "--with", "Zoe", "--verified"]).refused(2, &["no contact \"Zoe\""]);
    world.card("bare", "name: Bare\n");
    world.run(["log", "bare", "x", "--verified"]).refused(2, &["crm set bare contacts[0].name="]);
    assert_eq!(world.run(["check"]).code, 0);
}

#[test]
fn a_dry_run_shows_the_line_and_writes_none() {
    let world = acme();
    let outcome: Outcome =
        world.run(["log", "acme", "x", "--via", "call", "--sample", "sent", "--verified", "--dry-run"]);
    insta::assert_snapshot!(outcome.whole(), @r#"
    exit 0
    --- stdout
    -   - {name: Bob, decides: true}
    +   - {name: Bob, decides: true, verified: 2026-11-20}
    {"at":"2026-11-20","by":"li","kind":"sample","state":"sent"}
    {"at":"2026-11-20","by":"li","kind":"followup","via":"call","text":"x"}
    "#);
}

#[test]
fn a_note_sets_a_day_until_a_contact_keeps_it() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: C\nsince: 2026-04-20\nowner: li\n");
    let told = world.ok(["log", "acme", "--kind", "note", "after the fair", "--next", "2w"]);
    assert_eq!(told, "Acme (acme): note logged\nnext Fri 4 Dec: set for 4 Dec (note of 20 Nov)\n");
    assert!(world.json(["due", "--json"]).as_array().unwrap().is_empty(), "never contacted, but put off");
    let item = &world.json(["due", "--json", "--within", "2w", "--why"])[0];
    assert_eq!((&item["reason"]["code"], &item["due"]), (&"agreed".into(), &"2026-12-04".into()));
    let why = item["why"].to_string();
    assert!(why.contains("set in: note of 2026-11-20, acme.log.jsonl line 1"), "{why}");
    let show = world.ok(["show", "acme", "--lang", "zh"]);
    assert!(show.contains("备注：after the fair → 下次 12月4日 周五"), "{show}");
    let told = world.ok(["log", "acme", "spoke", "--via", "call"]);
    assert_eq!(told, "Acme (acme): call logged\nnext Fri 4 Dec: set for 4 Dec (note of 20 Nov)\n");
    let kept = world.call(["log", "acme", "spoke", "--via", "call"]).env("CRM_TODAY", "2026-12-04").run();
    assert_eq!(
        kept.stdout,
        "Acme (acme): call logged\nnext Thu 4 Feb 2027: every 2 months, last contact 4 Dec\n"
    );
    // It isn't a contact: nothing is known of the customer by it.
    assert_eq!(world.json(["list", "--json"])[0]["last_contact"], "2026-11-20");
    world.call(["check"]).env("CRM_TODAY", "2026-12-04").run();
}

#[test]
fn the_next_line_begins_on_its_own_after_one_that_was_cut_off() {
    let world = acme();
    world.put("customers/acme.log.jsonl", r#"{"at":"2026-11-01","by":"li","ki"#);
    let outcome = world.run(["log", "acme", "x", "--via", "call"]);
    assert_eq!(outcome.code, 0, "written, so nobody does it again; what was lost is told: {outcome:?}");
    outcome.says(&["customers/acme.log.jsonl:1:1: error:"]);
    let text = world.read("customers/acme.log.jsonl");
    assert_eq!(text.lines().count(), 2);
    assert_eq!(world.last("acme")["text"], "x");
}

#[test]
fn ownership_and_grade_go_to_the_log_with_their_own_commands() {
    let world = acme();
    world.ok(["assign", "acme", "wang"]);
    assert_eq!(world.last("acme")["kind"], "owner");
    world.ok(["grade", "acme", "D"]);
    assert_eq!(world.last("acme")["kind"], "grade");
}

#[test]
fn people_amounts_and_days_are_read_as_they_are_said() {
    let world = acme();
    world.put("crm.yaml", "version: 1\npeople: {li: {name: 李娜}, wang: {name: Wang Qiang}}\n");
    for (args, key, want) in [
        (&["x", "--via", "电话", "--by", "李娜"][..], "by", json!("li")),
        (&["x", "--by", "wang qiang"], "by", json!("wang")),
        (&["x", "--by", "小李"], "by", json!("li")),
        (&["x", "--by", "我"], "by", json!("li")),
        (&["x", "--next", "8号"], "next", json!("2026-12-08")),
        (&["x", "--next", "十天后"], "next", json!("2026-11-30")),
        (&["--order", "一万二"], "amount", json!("12000")),
        (&["--quote", "500港币"], "currency", json!("HKD")),
        (&["--quote", "500", "--currency", "美元"], "currency", json!("USD")),
        (&["--kind", "报价", "--amount", "500"], "kind", json!("quote")),
        (&["x", "--reply", "没回复"], "reply", json!("none")),
        (&["x", "--visit", "能"], "visit", json!("yes")),
        (&["x", "--next", "下周一"], "next", json!("2026-11-23")),
        (&["x", "--next", "12月3日"], "next", json!("2026-12-03")),
        (&["x", "--next", "27.11."], "next", json!("2026-11-27")),
        (&["x", "--minutes", "1小时"], "minutes", json!(60)),
        (&["x", "--need", "有需求"], "need", json!("target")),
        (&["x", "--reply", "有意向"], "reply", json!("positive")),
        (&["--order", "1.2万"], "amount", json!("12000")),
        (&["--quote", "12,000.50"], "amount", json!("12000.50")),
        (&["--quote", "￥12000"], "currency", json!("CNY")),
    ] {
        // Without what was logged before: the same once more is written once.
        world.put("customers/acme.log.jsonl", "");
        assert_eq!(logged(&world, args)[key], want, "{args:?}");
    }
    // A machine, or one who has left, may write.
    assert_eq!(logged(&world, &["x", "--by", "sweep"])["by"], "sweep");
    let told = world.run(["log", "acme", "x", "--by", "zhao"]);
    assert_eq!((told.code, &world.last("acme")["by"]), (0, &json!("zhao")));
    told.says(&["nobody of the team is called \"zhao\"; it is written so all the same"]);
    for by in ["lii", "wnag"] {
        world.run(["log", "acme", "x", "--by", by]).refused(2, &["nobody of the team is called", "li, wang"]);
    }
    world.run(["list", "--owner", "lii"]).refused(2, &["did you mean li?"]);
    world.ok(["log", "acme", "wants it", "--need", "有需求"]);
    world.ok(["set", "acme", "country=德国", "need=潜在需求", "number=2022004", "owner=李娜"]);
    let card = world.read("customers/acme.yaml");
    for line in ["country: DE", "need: potential", "owner: li"] {
        assert!(card.contains(line), "{card}");
    }
    assert_eq!(
        world.ok(["list", "--owner", "李娜", "--country", "Germany", "--need", "有需求", "-f", "ids"]),
        "acme\n"
    );
    assert!(world.ok(["show", "2022004"]).contains("Acme"));
}

#[test]
fn a_number_ties_together_what_belongs_together() {
    let world = acme();
    let refused = |args: &[&str], says: &[&str]| {
        world.run([&["log", "acme"], args].concat()).refused(4, says);
    };
    logged(&world, &["--order", "100", "--ref", "O-1"]);
    refused(&["--order", "100", "--ref", "o-1"], &["has the order \"o-1\" already", "line 1", "--force"]);
    refused(&["--complaint", "solved"], &["has no open complaint"]);
    logged(&world, &["--complaint", "opened", "--ref", "C-1"]);
    assert_eq!(logged(&world, &["--complaint", "answered"])["ref"], "C-1");
    logged(&world, &["--complaint", "opened", "--ref", "C-2"]);
    refused(&["--complaint", "solved"], &["which complaint is it?", "--ref C-1, --ref C-2"]);
    refused(&["--complaint", "solved", "--ref", "C-3"], &["no open complaint \"C-3\"", "--ref C-1"]);
    assert_eq!(logged(&world, &["--complaint", "solved", "--ref", "c-1"])["ref"], "C-1");
    // A wish to end is carried on in the same way, and is not the complaint of that number.
    refused(&["--ending", "saved"], &["has no open wish to end"]);
    logged(&world, &["--ending", "opened", "--ref", "E-1", "--why", "price"]);
    refused(&["--ending", "lost", "--ref", "C-2"], &["no open wish to end \"C-2\"", "--ref E-1"]);
    assert_eq!(logged(&world, &["--kind", "ending", "--state", "answered"])["ref"], "E-1");
    assert_eq!(logged(&world, &["--ending", "挽留", "--ref", "e-1"])["state"], "saved");
    refused(&["--sample", "received", "--ref", "S-1"], &["has no open sample \"S-1\"", "none is open"]);
    logged(&world, &["--sample", "sent", "--item", "HX"]);
    assert_eq!(logged(&world, &["--sample", "received"])["item"], "HX");
    logged(&world, &["--invoice", "100", "--ref", "I-1", "--due", "2026-12-20"]);
    refused(&["--payment", "120"], &["more than is left of the invoice \"I-1\": 100 USD"]);
    assert_eq!(logged(&world, &["--payment", "70"])["ref"], "I-1");
    refused(&["--payment", "10", "--ref", "I-9"], &["no open invoice \"I-9\"", "--ref I-1"]);
    logged(&world, &["--payment", "10", "--ref", "I-9", "--force"]);
    assert!(world.run(["check"]).stdout.contains("I-9"));
    // It pays nothing of an invoice in another currency; without a currency it has the invoice's.
    logged(&world, &["--invoice", "9000EUR", "--ref", "I-2", "--due", "2026-12-20"]);
    refused(&["--payment", "9000USD", "--ref", "I-2"], &["\"I-2\" is in EUR", "comes to in EUR"]);
    assert_eq!(logged(&world, &["--payment", "4000", "--ref", "I-2"])["currency"], "EUR");
    assert!(!world.run(["check"]).stdout.contains("other-currency"));
    logged(&world, &["--payment", "9USD", "--ref", "I-2", "--force"]);
    let told = world.run(["check"]).stdout;
    assert!(told.contains("a payment in USD for the invoice \"I-2\", which is in EUR"), "{told}");
}

#[test]
fn what_is_logged_of_a_day_comes_after_what_was_logged_that_day() {
    let log = |lines: &[&str]| {
        let world = World::new();
        world.card("acme", "name: Acme\ngrade: D\nowner: li\nsince: 2026-01-01\n");
        world.log("acme", lines);
        world
    };
    let opened = r#"{"at":"2026-11-19T10:30:07+08:00","by":"li","kind":"complaint","state":"opened","ref":"C-1","via":"call"}"#;
    for at in ["today", "2026-11-19"] {
        let world = log(&[opened]);
        let told = world.ok(["log", "acme", "fixed", "--complaint", "solved", "--at", at]);
        assert!(!told.contains("not answered"), "{at}: {told}");
        assert!(!world.ok(["dates"]).contains("C-1"), "{at}");
    }
    // The later word on the next date counts.
    let agreed =
        r#"{"at":"2026-11-20T00:10:00+08:00","by":"li","kind":"followup","via":"call","next":"2026-11-25"}"#;
    let world = log(&[agreed]);
    world.ok(["log", "acme", "b", "--via", "call", "--next", "2026-11-27", "--at", "today"]);
    assert_eq!(world.json(["show", "acme", "--json"])["next_due"], "2026-11-27");
    // An order after the decision of that day is news.
    let decided =
        r#"{"at":"2026-11-20T09:00:00+08:00","by":"li","kind":"grade","from":"D","to":"D","why":"ok"}"#;
    let world = log(&[decided]);
    let told = world.ok(["log", "acme", "po", "--order", "500", "--at", "today"]);
    assert!(told.contains("crm grade acme A"), "{told}");
}

#[test]
fn goods_that_come_back_are_no_order() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: D\nowner: li\nsince: 2026-01-01\n");
    let told = world.ok(["log", "acme", "goods back", "--order=-50", "--ref", "RT"]);
    assert!(!told.contains("crm grade"), "{told}");
    assert_eq!(world.last("acme")["via"], json!(null));
    assert!(!world.ok(["review"]).contains("ordered"), "{}", world.ok(["review"]));
    // An order makes it an A; what came back of it is taken off the sum, and counts for nothing else.
    world.ok(["log", "acme", "po", "--order", "500", "--ref", "O-1", "--at", "2026-11-10"]);
    let page = world.ok(["show", "acme"]);
    assert!(page.contains("1 order, 450 USD; in the last 12 months 450 USD; last on 10 Nov"), "{page}");
    assert!(world.ok(["review"]).contains("it has ordered"));
}

#[test]
fn an_order_without_an_amount_is_said_as_one() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: A\nowner: li\nsince: 2026-01-01\n");
    world.log("acme", &[r#"{"at":"2026-11-01","by":"li","kind":"order","ref":"O"}"#]);
    let page = world.ok(["show", "acme"]);
    assert!(page.contains("1 order, no amount; in the last 12 months 0"), "{page}");
}

#[test]
fn a_value_below_zero_is_taken_or_told_how_it_is_written() {
    let world = World::new();
    world.card("acme", "name: Acme\n");
    world.ok(["log", "acme", "credit note", "--order", "-5"]);
    assert_eq!(world.last("acme")["amount"], "-5");
    // What is not a plain number would be taken for options: the advice must work.
    world.run(["log", "acme", "credit note", "--order", "-5USD"]).refused(2, &["use '--order=-5USD'"]);
    world.ok(["log", "acme", "credit note", "--order=-7USD"]);
    assert_eq!(world.last("acme")["amount"], "-7");
    world.run(["dates", "--within", "-5d"]).refused(2, &["use '--within=-5d'"]);
    world.run(["dates", "--within", "-5d", "--lang", "zh"]).refused(2, &["请写 --within=-5d"]);
    world.run(["log", "acme", "-x"]).refused(2, &["use '-- -x'"]);
}

#[test]
fn what_was_said_twice_is_written_once() {
    let world = World::new();
    world.card("acme", "name: Acme\n");
    let call = ["log", "acme", "called", "--via", "call"];
    world.ok(call);
    let again = world.run(call);
    assert!(again.code == 0 && again.changed().is_empty(), "{again:?}");
    assert!(again.stdout.contains("acme: the log has this entry already"), "{}", again.stdout);
    assert!(world.ok([&call[..], &["--lang", "zh"]].concat()).contains("日志里已有这条记录"));
    // What says how it differs is another one.
    world.ok([&call[..], &["--at", "14:30"]].concat());
    world.ok(["log", "acme", "called again", "--via", "call"]);
    assert_eq!(world.read("customers/acme.log.jsonl").lines().count(), 3);
    assert!(world.ok(["check"]).contains("0 errors, 0 warnings"));
}

#[test]
fn slips_are_refused_where_they_are_typed() {
    let world = World::new();
    world.card("acme", "name: Acme\n");
    world
        .run(["log", "acme", "x", "--next", "2999-01-01"])
        .refused(2, &["--next 2999-01-01 lies more than 5 years ahead"]);
    world.run(["log", "acme", "x", "--minutes", "99999"]).refused(2, &["\"99999\" is more than a day"]);
    world.run(["log", "acme", "hello", "world"]).refused(2, &["stands in quotes: crm log ID"]);
    world.ok(["log", "acme", "leaks", "--complaint", "opened", "--ref", "C-1"]);
    let early = ["log", "acme", "x", "--complaint", "solved", "--ref", "C-1", "--at", "2026-11-18"];
    world.run(early).refused(4, &["C-1", "began on 2026-11-20, after 2026-11-18"]);
    assert_eq!(world.run([&early[..], &["--force"]].concat()).code, 0);
    let log = world.read("customers/acme.log.jsonl");
    let far = r#"{"at":"2026-11-20","by":"li","kind":"followup","via":"call","next":"2999-01-01"}"#;
    world.put("customers/acme.log.jsonl", format!("{log}{far}\n"));
    let check = world.ok(["check"]);
    assert!(check.contains("unusual") || check.contains("far more than is usual"), "{check}");
    assert!(check.contains("0 errors, 2 warnings"), "{check}");
}

#[test]
fn an_address_of_two_says_of_neither_that_it_is_this_one() {
    let world = World::new();
    world.put("crm.yaml", "people:\n  li: {email: a@x.example}\n  wang: {email: A@x.example}\n");
    world.card("acme", "name: Acme\n");
    for args in [&["init", "-q"][..], &["config", "user.email", "a@x.example"]] {
        assert_eq!(world.program("git", args.iter().copied()).run().code, 0);
    }
    let told = world.call(["log", "acme", "x"]).without("CRM_USER").run();
    told.refused(2, &["li's and wang's", "CRM_USER=li"]);
    world.ok(["log", "acme", "x", "--by", "wang"]);
    assert_eq!(world.last("acme")["by"], "wang");
}

#[test]
fn what_is_written_down_once_more_on_a_later_day_is_there_already() {
    let world = acme();
    let again =
        |args: &[&str], day: &str| world.call([&["log", "acme"], args].concat()).env("CRM_TODAY", day).run();
    for (args, of) in [
        (&["hello", "--via", "call", "--at", "2026-11-10 10:00"][..], "hello"),
        (&["--order", "800", "--via", "email", "--at", "2026-11-12"], "\"via\":\"email\""),
        // Noted in time at first.
        (&["late", "--via", "call", "--at", "2026-11-20 10:00"], "late"),
    ] {
        for day in ["2026-11-20", "2026-11-23", "2026-11-24"] {
            let told = again(args, day);
            assert_eq!(told.code, 0, "{told:?}");
            assert_eq!(
                told.stdout.contains("the log has this entry already"),
                day != "2026-11-20",
                "{told:?}"
            );
        }
        let log = world.read("customers/acme.log.jsonl");
        assert_eq!(log.matches(of).count(), 1, "{log}");
    }
}

#[test]
fn data_that_are_right_are_no_contact_and_are_dated_forwards_alone() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: C\nowner: li\nsince: 2026-01-01\ncontacts:\n  - {name: Ann, verified: 2026-06-11}\n");
    world.log("acme", &[r#"{"at":"2026-08-01","by":"li","kind":"followup","via":"call"}"#]);
    let due = world.json(["due", "--json"]);
    let told = world.ok(["log", "acme", "--verified"]);
    assert!(told.starts_with("Acme (acme): data confirmed, no contact logged\n"), "{told}");
    assert!(world.read("customers/acme.yaml").contains("verified: 2026-11-20"));
    assert_eq!(world.read("customers/acme.log.jsonl").lines().count(), 1);
    assert_eq!(world.json(["due", "--json"])[0]["due"], due[0]["due"]);
    world.ok(["log", "acme", "--verified", "--at", "2026-01-01"]);
    assert!(world.read("customers/acme.yaml").contains("verified: 2026-11-20"));
}

#[test]
fn a_promise_of_something_else_has_a_number_of_its_own_and_a_manager_decides() {
    let world = World::new();
    world.put("crm.yaml", "version: 2\npeople: {li: {}, wang: {manager: true, name: Wang Qiang}}\n");
    world.card("acme", "name: Acme\ngrade: C\nowner: li\nsince: 2026-01-01\n");
    world.ok(["log", "acme", "--promise", "price list", "--due", "fri", "--ref", "P-1"]);
    let told = world.run(["log", "acme", "--promise", "samples", "--due", "fri", "--ref", "P-1"]);
    assert!(told.changed().is_empty(), "{told:?}");
    told.says(&["acme has the promise \"P-1\" already"]);
    let later = world.run(["log", "acme", "--promise", "Price list", "--due", "27.11.", "--ref", "P-1"]);
    assert!(later.code == 0 && later.stderr.contains("its day is Fri 27 Nov now"), "{later:?}");
    world.ok(["log", "acme", "--request", "credit"]);
    let own = world.run(["log", "acme", "--request", "granted", "--by", "li", "--dry-run"]);
    assert!(own.stderr.contains("warning: by crm.yaml requests are decided by wang"), "{own:?}");
    world.ok(["log", "acme", "--request", "granted", "--by", "wang"]);
}

/// 方 is read wang, too, by a dictionary; nobody who types a colleague's name means that.
#[test]
fn a_rare_reading_names_nobody_for_a_command_that_writes() {
    let world = World::new();
    world.card("dalian", "name: 大连北方船用液压\ngrade: C\nowner: li\n");
    let log = || world.run(["log", "wang", "test", "--via", "call"]);
    log().refused(3, &["no customer \"wang\"", "dalian", "rare reading"]);
    world.run(["--lang", "zh", "log", "wang", "test"]).refused(3, &["生僻读音", "dalian"]);
    assert!(world.ok(["show", "wang"]).contains("大连北方"), "to read, it is found");
    world.ok(["log", "fang", "test", "--via", "call"]);
    world.card("wangda", "name: 旺达\ngrade: C\nowner: li\n");
    assert_eq!(log().code, 0);
}

#[test]
fn a_picture_alone_is_a_note_and_no_contact() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: C\nowner: li\n");
    world.put("leak.jpg", "jpg");
    let told = world.ok(["log", "acme", "--file", "leak.jpg"]);
    assert!(told.contains("note logged") && told.contains("kept: customers/acme.files/"), "{told}");
    assert_eq!(world.json(["show", "acme", "--json"])["last_contact"], serde_json::Value::Null);
    assert!(world.ok(["show", "acme"]).contains("files are kept in customers/acme.files"));
    world.ok(["log", "acme", "shown", "--via", "call", "--file", "leak.jpg"]);
    assert_eq!(world.json(["show", "acme", "--json"])["last_contact"], "2026-11-20");
}

#[test]
fn data_that_nobody_ever_confirmed_are_asked_for() {
    let world = World::new();
    world.card(
        "acme",
        "name: Acme\ngrade: D\nowner: li\nsince: 2024-01-05\ncontacts:\n  - name: Al Bert\n    email: al@acme.example\n",
    );
    world.ok(["log", "acme", "catalogue", "--via", "email", "--reply", "none", "--at", "2026-05-05"]);
    for (lang, said) in [
        ("en", "Al Bert: never confirmed, on record since 5 Jan 2024"),
        ("zh", "Al Bert：2024年1月5日录入后从未核实"),
    ] {
        for line in [&["due"][..], &["agenda", "--owner", "li"], &["review", "--owner", "li", "-f", "md"]] {
            let told = world.ok([&["--lang", lang], line].concat()).replace("\n     ", " ");
            assert!(told.contains(said), "{told}");
        }
    }
    let due = world.json(["due", "--json"]);
    assert_eq!((&due[0]["data"]["by"], &due[0]["data"]["old"]), (&"entered".into(), &true.into()), "{due}");
    world.ok(["log", "acme", "all is right", "--verified", "--via", "call", "--reply", "neutral"]);
    assert!(!world.ok(["due", "--within", "365d"]).contains("never confirmed"));
}

#[test]
fn a_contact_may_change_the_status_and_the_log_keeps_what_it_was() {
    let world = World::new();
    world.put("crm.yaml", "people: {li: {}}\nchoices: {status: [in talks, trial]}\n");
    world.card("acme", "name: Acme\ngrade: C\nstatus: trial\n");
    let told = world.ok(["log", "acme", "will decide in May", "--via", "call", "--status", "In Talks"]);
    assert!(told.contains("Acme (acme): call, status \"in talks\" logged"), "{told}");
    assert!(world.read("customers/acme.yaml").contains("status: in talks\n"));
    let log = world.read("customers/acme.log.jsonl");
    assert!(log.contains("will decide in May") && log.contains("status: trial → in talks"), "{log}");
    // Alone it is no contact; the same again changes nothing.
    let told = world.ok(["log", "acme", "--status", "trial"]);
    assert!(told.contains("status \"trial\" logged"), "{told}");
    assert_eq!(world.last("acme")["kind"], "note");
    let same = world.run(["log", "acme", "--status", "trial"]);
    assert_eq!((same.code, same.changed()), (0, vec![]));
    same.says(&["the status is \"trial\" already"]);
    world.run(["log", "acme", "x", "--status", "gone"]).refused(2, &["in talks"]);
    world.run(["log", "acme", "x", "--status", ""]).refused(2, &["crm set acme status="]);
    let said = world.ok(["--lang", "zh", "log", "acme", "--status", "in talks"]);
    assert!(said.contains("状态「in talks」"), "{said}");
}
