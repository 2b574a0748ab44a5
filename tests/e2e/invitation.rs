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
