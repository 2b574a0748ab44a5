//! What we promised by a day: open until it is kept or broken, and late after its day.

use serde_json::{Value, json};

use crate::world::World;

fn team() -> World {
    let world = World::new();
    world.put("crm.yaml", "version: 1\npeople: {li: {name: 李娜}, wang: {}}\n");
    for id in ["acme", "calm"] {
        world.card(id, &format!("name: {id}\ngrade: C\nowner: li\nsince: 2025-01-01\n"));
        world.log(id, &[r#"{"at":"2026-11-18","by":"li","kind":"followup","via":"call","reply":"none"}"#]);
    }
    let made = ["log", "acme", "--promise", "price list", "--due", "2026-11-18", "--at", "2026-11-12"];
    world.ok(made);
    world.ok(["log", "acme", "--promise", "drawings", "--due", "27 Nov", "--ref", "P-2"]);
    world
}

#[test]
fn an_open_one_is_told_from_its_day_until_it_is_kept() {
    let world = team();
    let dates = world.json(["dates", "--kind", "promise", "--json"]);
    let late = json!([
        dates[0]["on"],
        dates[0]["days_late"],
        dates[0]["what"],
        dates[0]["ref"],
        dates[0]["since"],
        dates[0]["do"]
    ]);
    let step = "crm log acme --promise kept --what 'price list'";
    assert_eq!(late, json!(["2026-11-18", 2, "price list", null, "2026-11-12", step]));
    assert_eq!(dates[1]["do"], "crm log acme --promise kept --ref P-2");
    let said = world.ok(["dates", "--kind", "promise"]);
    for says in
        ["promise of 12 Nov: price list, 2 days late", "promise P-2 of 20 Nov: drawings", "Promise kept: "]
    {
        assert!(said.contains(says), "{says}: {said}");
    }
    let said = world.ok(["--lang", "zh", "dates", "--kind", "承诺"]);
    assert!(said.contains("11月12日的承诺：price list，逾期2天"), "{said}");
    assert!(world.ok(["agenda", "--owner", "li", "-f", "md"]).contains("price list, 2 days late"));
    assert!(world.ok(["agenda", "--owner", "li", "-f", "ics"]).contains("price list"));
    let page = world.ok(["show", "acme"]);
    for says in [
        "promise  price list · due Wed 18 Nov, 2 days late · made 12 Nov\n",
        "promise  P-2 · drawings · due Fri 27 Nov, in 7 days · made 20 Nov\n",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    world.ok(["log", "acme", "--promise", "kept", "--what", "Price List"]);
    assert_eq!(world.last("acme")["what"], "price list", "as it stands there");
    world.ok(["log", "acme", "sent", "--via", "email", "--promise", "broken"]);
    assert_eq!(world.json(["dates", "--kind", "promise", "--json"]), json!([]));
    let made = world.json(["show", "acme", "--json"])["promises_made"].clone();
    assert_eq!(made, json!({"open": [], "kept": 1, "kept_late": 1, "broken": 1}));
    assert!(world.ok(["show", "acme"]).contains("promised  1 kept, 1 of them late; 1 broken\n"));
}

#[test]
fn of_several_it_must_be_said_which_one_is_kept() {
    let world = team();
    let refused = world.run(["log", "acme", "--promise", "kept"]);
    assert_eq!(refused.code, 4, "{}", refused.stderr);
    assert!(refused.stderr.contains("--what \"price list\", --ref P-2"), "{}", refused.stderr);
    let none = world.run(["log", "calm", "--promise", "kept"]);
    assert!(none.code == 4 && none.stderr.contains("calm has no open promise"), "{}", none.stderr);
    // By what it is, that with the number is found, too; and what is called like a word of the state can be promised.
    world.ok(["log", "acme", "--promise", "kept", "--what", "drawings"]);
    assert_eq!(world.last("acme")["ref"], "P-2");
    world.ok(["log", "calm", "--promise", "made", "--what", "kept", "--due", "fri"]);
    assert_eq!((&world.last("calm")["state"], &world.last("calm")["what"]), (&json!("made"), &json!("kept")));
}

#[test]
fn one_that_is_made_again_has_the_new_day_and_says_so() {
    let world = team();
    let said = world.run(["log", "acme", "--promise", "price list", "--due", "fri"]).stderr;
    assert!(said.contains("is open since 12 Nov, by Wed 18 Nov: its day is Fri 27 Nov now"), "{said}");
    let dates = world.json(["dates", "--kind", "promise", "--json"]);
    let days: Vec<&Value> = dates.as_array().unwrap().iter().map(|one| &one["on"]).collect();
    assert_eq!(days, ["2026-11-27", "2026-11-27"]);
}

#[test]
fn a_promise_lies_ahead_is_told_a_day_before_and_by_its_name() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: C\nowner: li\n");
    world
        .run(["log", "acme", "--promise", "list", "--due", "2026-11-10"])
        .refused(2, &["2026-11-10 lies before 2026-11-20", "--force"]);
    let told = world.ok(["log", "acme", "--promise", "price list", "--due", "2026-11-27"]);
    assert!(told.contains("promise \"price list\" by Fri 27 Nov"), "{told}");
    let on =
        |day: &str| world.ok(["--today", day, "dates", "--kind", "promise", "--within", "0d", "-f", "ids"]);
    assert_eq!((on("2026-11-25").as_str(), on("2026-11-26").as_str()), ("", "acme\n"));
    let wrap_up = world.ok(["--today", "2026-11-26", "agenda", "--wrap-up", "--owner", "li"]);
    assert!(wrap_up.contains("promise \"price list\" by Fri 27 Nov"), "{wrap_up}");
    assert!(wrap_up.contains("crm log acme --promise kept\n  --what 'price list'"), "{wrap_up}");
    let found = world.json(["--today", "2026-11-26", "agenda", "--wrap-up", "--json"]);
    assert_eq!((&found[0]["what"], &found[0]["kind"]), (&"answer".into(), &"promise".into()));
}
