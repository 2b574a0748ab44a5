//! Days to remember with what was given last, and events with who is invited and who came.

use serde_json::json;

use crate::world::World;

const RULES: &str = "version: 1\npeople: {li: {name: 李娜}}\nevents:\n  \
    - {what: {en: Canton Fair, zh: 广交会}, on: 11-24, until: 11-27}\n";

fn team() -> World {
    let world = World::new();
    world.put("crm.yaml", RULES);
    for id in ["acme", "calm", "dora"] {
        world.card(id, &format!("name: {id}\ngrade: C\nowner: li\nsince: 2025-01-01\n"));
        world.log(id, &[r#"{"at":"2026-11-18","by":"li","kind":"followup","via":"call","reply":"none"}"#]);
    }
    world
}

#[test]
fn an_event_tells_who_is_invited_and_who_came() {
    let world = team();
    world.ok(["log", "acme", "--invitation", "广交会"]);
    assert_eq!(world.last("acme")["what"], "Canton Fair", "by its own name");
    world.ok(["log", "calm", "--invitation", "canton"]);
    world.ok(["log", "calm", "--invitation", "declined"]);
    let refused = world.run(["log", "dora", "--invitation", "Kanton Fair"]);
    assert!(refused.code == 2 && refused.stderr.contains("did you mean Canton Fair"), "{}", refused.stderr);
    let refused = world.run(["log", "dora", "--invitation", "came"]);
    assert!(
        refused.code == 4 && refused.stderr.contains("dora has no open invitation"),
        "{}",
        refused.stderr
    );
    let said = world.ok(["dates", "--kind", "event"]);
    assert!(said.contains("1 invited; 1 declined"), "{said}");
    assert!(world.ok(["--lang", "zh", "dates", "--kind", "event"]).contains("已邀请 1 个；已婉拒 1 个"));
    let dates = world.json(["dates", "--kind", "event", "--json"]);
    let invitation = json!({"what": "Canton Fair", "state": "invited", "on": "2026-11-20"});
    assert_eq!((&dates[0]["id"], &dates[0]["invitation"]), (&json!("acme"), &invitation));
    assert_eq!(dates[2]["invitation"], json!(null));
    world.ok(["--today", "2026-11-25", "log", "acme", "--invitation", "came"]);
    let said = world.ok(["--today", "2026-11-25", "dates", "--kind", "event", "acme"]);
    assert!(said.contains("came on 25 Nov"), "{said}");
    let page = world.ok(["--today", "2026-11-25", "show", "acme"]);
    assert!(page.contains("event    Canton Fair · came on 25 Nov\n"), "{page}");
    // Next year's fair is another one.
    let next = world.json(["--today", "2027-11-20", "dates", "--kind", "event", "--json"]);
    assert_eq!(next[0]["invitation"], json!(null));
}

#[test]
fn beside_a_day_to_remember_stands_what_was_given_last() {
    let world = team();
    world.log(
        "acme",
        &[
            r#"{"at":"2023-11-24","by":"li","kind":"order","amount":"5"}"#,
            r#"{"at":"2025-11-24","by":"li","kind":"followup","via":"letter","action":"gift","text":"tea set"}"#,
            r#"{"at":"2026-10-01","by":"li","kind":"followup","via":"call","action":"report"}"#,
        ],
    );
    let said = world.ok(["dates", "--kind", "anniversary"]);
    assert!(said.contains("the first order was 3 years ago\n"), "{said}");
    assert!(said.contains("last time: gift on 24 Nov 2025, tea set"), "{said}");
    let said = world.ok(["--lang", "zh", "dates", "--kind", "周年"]);
    assert!(
        said.contains("合作3周年（自首单起）") && said.contains("上次：2025年11月24日gift，tea set"),
        "{said}"
    );
    let one = world.json(["dates", "--kind", "anniversary", "--json"])[0].clone();
    assert_eq!(one["given"], json!({"action": "gift", "on": "2025-11-24", "text": "tea set"}));
    assert_eq!(json!([one["what"], one["since"], one["years"]]), json!(["first order", "2023-11-24", 3]));
    let agenda = world.ok(["--today", "2026-11-24", "agenda", "--owner", "li", "-f", "md"]);
    assert!(
        agenda.contains("the first order was 3 years ago (last time: gift on 24 Nov 2025, tea set)"),
        "{agenda}"
    );
}

#[test]
fn an_answer_in_plain_words_answers_and_begins_nothing() {
    let world = team();
    world.ok(["log", "acme", "--invitation", "Canton Fair"]);
    for (typed, state) in [("没来", "absent"), ("拒绝", "declined"), ("will come", "accepted")] {
        world.ok(["--today", "2026-11-24", "log", "acme", "--invitation", typed, "--what", "广交会"]);
        let last = world.last("acme");
        assert_eq!((&last["state"], &last["what"]), (&json!(state), &json!("Canton Fair")), "{typed}");
    }
    assert!(
        world
            .ok(["--today", "2026-11-24", "dates", "--kind", "event", "acme"])
            .contains("will come on 24 Nov")
    );
    assert!(world.ok(["--today", "2026-11-24", "--lang", "zh", "show", "acme"]).contains("会来"));
    world.ok(["--today", "2026-11-24", "log", "acme", "--invitation", "came"]);
    world
        .run(["--today", "2026-11-24", "log", "acme", "--invitation", "declined", "--what", "Canton Fair"])
        .refused(
            4,
            &[
                "acme came to \"Canton Fair\" (2026-11-24), and can't be said to be \"declined\" after it",
                "--force",
            ],
        );
    world
        .run([
            "--today",
            "2026-11-24",
            "--lang",
            "zh",
            "log",
            "acme",
            "--invitation",
            "没来",
            "--what",
            "广交会",
        ])
        .refused(4, &["已到场", "「没来」"]);
    world
        .run(["log", "acme", "--invitation", "撤回"])
        .refused(2, &["says what became of something", "will come"]);
    world.ok(["--today", "2027-11-20", "log", "acme", "--invitation", "declined", "--what", "Canton Fair"]);
}

#[test]
fn a_gift_without_a_contact_is_none_and_is_only_of_who_got_it() {
    let world = team();
    world.put(
        "customers/acme.yaml",
        "name: acme\ngrade: C\nowner: li\nsince: 2025-01-01\ncontacts:\n  \
         - {name: Anna Müller, birthday: 11-22}\n  - {name: Karl Weber, birthday: 11-23}\n",
    );
    let due = world.json(["show", "acme", "--json"])["next_due"].clone();
    world.ok([
        "log",
        "acme",
        "tea set",
        "--action",
        "gift",
        "--with",
        "anna müller",
        "--no-contact",
        "--at",
        "2026-11-19",
    ]);
    let last = world.last("acme");
    assert_eq!(
        json!([last["kind"], last["with"], last["text"], last["action"]]),
        json!(["note", "Anna Müller", "tea set", "gift"])
    );
    let shown = world.json(["show", "acme", "--json"]);
    assert_eq!((&shown["next_due"], &shown["last_contact"]), (&due, &json!("2026-11-18")));
    assert!(world.ok(["show", "acme"]).contains("note, Anna Müller, ✓ gift"));
    let dates = world.json(["dates", "--kind", "birthday", "--json"]);
    assert_eq!((&dates[0]["given"]["action"], &dates[1]["given"]), (&json!("gift"), &json!(null)));
    world.ok(["log", "acme", "calendars for all", "--action", "gift", "--via", "letter"]);
    let dates = world.json(["dates", "--kind", "birthday", "--json"]);
    assert_eq!(
        json!([dates[0]["given"]["on"], dates[1]["given"]["on"]]),
        json!(["2026-11-20", "2026-11-20"])
    );
    let told = world.run(["log", "acme", "--reply", "positive", "--no-contact"]);
    told.refused(2, &["a note is not a contact", "leave out --no-contact"]);
}

#[test]
fn a_day_beside_an_event_is_no_contact() {
    let world = team();
    world.ok([
        "log",
        "acme",
        "--promise",
        "price list",
        "--due",
        "27 Nov",
        "--next",
        "30 Nov",
        "--plan",
        "ask",
    ]);
    let log = world.read("customers/acme.log.jsonl");
    assert!(log.contains(r#""kind":"promise""#), "{log}");
    let last = world.last("acme");
    assert_eq!(json!([last["kind"], last["next"], last["plan"]]), json!(["note", "2026-11-30", "ask"]));
    assert_eq!(world.json(["show", "acme", "--json"])["last_contact"], "2026-11-18");
    world
        .run(["log", "calm", "--invitation", "Canton Fair", "--with", "Anna"])
        .refused(2, &["--with says with whom you spoke", "add --via call"]);
    world.ok(["log", "calm", "--invitation", "Canton Fair", "--with", "Anna", "--via", "call"]);
    assert_eq!(json!([world.last("calm")["kind"], world.last("calm")["with"]]), json!(["followup", "Anna"]));
    world.ok(["log", "dora", "--order", "100", "--no-contact", "--next", "30 Nov"]);
    assert_eq!(world.last("dora")["kind"], "note");
    world.ok(["log", "dora", "she asked", "--request", "credit", "--with", "Dora"]);
    assert_eq!(world.last("dora")["text"], "she asked");
}

#[test]
fn nobody_came_before_it_began_and_nobody_is_missed_who_was_not_invited() {
    let world = World::new();
    world.put("crm.yaml", "events:\n  - {what: Spring Fair, on: 2026-11-24, until: 2026-11-27}\n");
    world.card("acme", "name: Acme\ngrade: C\nowner: li\n");
    world.run(["log", "acme", "--invitation", "absent", "--what", "spring"]).refused(4, &["was not invited"]);
    world.ok(["log", "acme", "--invitation", "spring"]);
    world.run(["log", "acme", "--invitation", "came"]).refused(4, &["begins on 2026-11-24", "--force"]);
    world.ok(["--today", "2026-11-24", "log", "acme", "--invitation", "came"]);
}
