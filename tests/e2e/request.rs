//! What needs consent before it is promised: asked for, on the agenda of whoever decides, granted or refused.

use serde_json::json;

use crate::world::World;

fn team(people: &str) -> World {
    let world = World::new();
    world.put("crm.yaml", format!("version: 1\npeople: {people}\n"));
    let card =
        "name: acme\ngrade: C\nowner: li\nsince: 2025-01-01\npromises: {ask_first: [24-hour service]}\n";
    world.card("acme", card);
    world.log("acme", &[r#"{"at":"2026-11-18","by":"li","kind":"followup","via":"call","reply":"none"}"#]);
    world.ok(["log", "acme", "--request", "24-hour service", "--at", "2026-11-18", "--by", "li"]);
    world
}

const MANAGED: &str = "{li: {name: 李娜}, wang: {name: Wang, manager: true}, chen: {manager: true}}";

#[test]
fn a_wish_to_end_is_on_the_managers_agenda_at_once() {
    let world = World::new();
    world.put("crm.yaml", "version: 2\npeople: {li: {name: Li}, wang: {name: Wang, manager: true}}\n");
    for (id, owner) in [("acme", "li"), ("bolt", "wang")] {
        world.card(id, &format!("name: {id}\ngrade: C\nowner: {owner}\nsince: 2026-11-01\n"));
    }
    world.ok(["log", "acme", "wants to end", "--ending", "opened", "--why", "price", "--via", "call"]);
    let told = |owner: &str| world.ok(["agenda", "--owner", owner]);
    assert!(told("wang").contains("wish to end") && told("wang").contains("acme"), "{}", told("wang"));
    assert_eq!(told("li").matches("wish to end").count(), 1, "{}", told("li"));
    assert!(told("li").contains("what price"), "{}", told("li"));
    for owner in ["li", "wang"] {
        assert_eq!(
            world.ok(["dates", "--owner", owner, "--kind", "ending", "-f", "ids"]),
            "acme\n",
            "{owner}"
        );
    }
    // The manager's own customer stands there once.
    world.ok(["log", "bolt", "wants to end", "--ending", "opened", "--why", "price", "--via", "call"]);
    assert_eq!(told("wang").matches("wish to end").count(), 2, "{}", told("wang"));
}

#[test]
fn an_open_one_is_on_the_agenda_of_the_managers() {
    let world = team(MANAGED);
    let dates = world.json(["dates", "--kind", "request", "--json"]);
    assert_eq!(dates.as_array().unwrap().len(), 1, "once, however many decide");
    let one = &dates[0];
    assert_eq!(
        json!([one["on"], one["what"], one["by"], one["owner"], one["deciders"], one["do"]]),
        json!([
            "2026-11-18",
            "24-hour service",
            "li",
            "li",
            ["wang", "chen"],
            "crm log acme --request STATE --what '24-hour service'"
        ])
    );
    for (owner, want) in [("wang", 1), ("chen", 1), ("li", 0)] {
        let found = world.json(["dates", "--kind", "request", "--owner", owner, "--json"]);
        assert_eq!(found.as_array().unwrap().len(), want, "{owner}");
        let agenda = world.ok(["agenda", "--owner", owner, "-f", "md"]);
        assert_eq!(
            agenda.contains("request of 18 Nov by li to be decided: 24-hour service"),
            want == 1,
            "{agenda}"
        );
    }
    let all = world.ok(["agenda", "--all-owners"]);
    assert_eq!(all.matches("to be decided: 24-hour").count(), 2, "{all}");
    let team = world.ok(["agenda", "--team"]);
    for says in ["To be decided: requests\n", "24-hour service: asked by li on 18 Nov", "for 2 days"] {
        assert!(team.contains(says), "{says}: {team}");
    }
    assert!(world.ok(["--lang", "zh", "agenda", "--team"]).contains("24-hour service：李娜11月18日申请"));
    let page = world.ok(["show", "acme"]);
    assert!(page.contains("request   24-hour service · asked on 18 Nov · li\n"), "{page}");
    world.ok(["log", "acme", "--request", "granted", "--by", "wang"]);
    assert_eq!(world.last("acme")["what"], "24-hour service");
    assert_eq!(world.json(["dates", "--kind", "request", "--json"]), json!([]));
    let page = world.ok(["show", "acme"]);
    assert!(page.contains("24-hour service · granted on 20 Nov · wang\n"), "{page}");
    let shown = world.json(["show", "acme", "--json"])["requests"].clone();
    let want = json!([{
        "what": "24-hour service", "ref": null, "state": "granted", "on": "2026-11-20", "by": "wang", "why": null
    }]);
    assert_eq!(shown, want);
}

#[test]
fn without_managers_it_is_the_owners() {
    let world = team("{li: {name: 李娜}, wang: {}}");
    for (owner, want) in [("wang", 0), ("li", 1)] {
        let found = world.json(["dates", "--kind", "request", "--owner", owner, "--json"]);
        assert_eq!(found.as_array().unwrap().len(), want, "{owner}");
    }
}

#[test]
fn what_nobody_granted_is_promised_with_a_warning() {
    let world = team(MANAGED);
    let promise = ["log", "acme", "--promise", "24-hour service in Hamburg", "--due", "fri"];
    let said = world.run(promise);
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert!(
        said.stderr.contains("\"24-hour service\" needs consent before it is promised"),
        "{}",
        said.stderr
    );
    assert!(said.stderr.contains("try: crm log acme --request '24-hour service'"), "{}", said.stderr);
    world.ok(["log", "acme", "--request", "granted", "--by", "wang"]);
    let said = world.run(["log", "acme", "--promise", "24-hour service", "--due", "fri"]).stderr;
    assert!(!said.contains("consent"), "{said}");
    let rules = world.run(["check"]);
    assert_eq!(rules.code, 0, "{}", rules.stdout);
    world.put("crm.yaml", "version: 1\npeople: {li: {manager: perhaps}}\n");
    assert!(
        world.run(["check"]).stdout.contains("\"manager\" can't be \"perhaps\": true or false is needed")
    );
}

#[test]
fn an_answer_in_plain_words_answers_and_one_can_be_withdrawn() {
    for (typed, state) in
        [("yes", "granted"), ("允许", "granted"), ("不行", "refused"), ("撤回", "withdrawn")]
    {
        let world = team(MANAGED);
        world.ok(["log", "acme", "--request", typed, "--by", "wang"]);
        let last = world.last("acme");
        assert_eq!((&last["state"], &last["what"]), (&json!(state), &json!("24-hour service")), "{typed}");
        assert_eq!(world.json(["dates", "--kind", "request", "--json"]), json!([]), "{typed}");
    }
    let world = team(MANAGED);
    world.ok(["log", "acme", "--request", "withdrawn"]);
    assert_eq!(world.json(["show", "acme", "--json"])["requests"], json!([]), "nobody has answered");
    world
        .run(["log", "acme", "--request", "没来"])
        .refused(2, &["says what became of something", "asked, granted, refused, withdrawn"]);
}

#[test]
fn it_stays_open_until_a_manager_has_answered() {
    let world = team(MANAGED);
    let told = world.run(["log", "acme", "--request", "granted", "--by", "li"]);
    assert_eq!(told.code, 0, "{told:?}");
    assert!(told.stderr.contains("requests are decided by wang, chen; this one stays open"), "{told:?}");
    assert_eq!(world.json(["show", "acme", "--json"])["requests"][0]["state"], json!("asked"));
    assert_eq!(world.json(["dates", "--kind", "request", "--json"]).as_array().unwrap().len(), 1);
    assert!(world.ok(["agenda", "--team"]).contains("24-hour service: asked by li"));
    let promised = world.run(["log", "acme", "--promise", "24-hour service", "--due", "fri"]).stderr;
    assert!(promised.contains("nobody has granted it"), "{promised}");
    // The manager's own answer finds it, and it counts.
    world.ok(["log", "acme", "--request", "granted", "--by", "wang"]);
    assert_eq!(world.json(["show", "acme", "--json"])["requests"][0]["by"], json!("wang"));
    assert_eq!(world.json(["dates", "--kind", "request", "--json"]), json!([]));
}

#[test]
fn who_has_no_say_and_what_was_refused_are_told() {
    let world = team(MANAGED);
    world.ok(["log", "acme", "--request", "refused", "--by", "wang"]);
    let told = world.run(["log", "acme", "--promise", "24-hour service", "--due", "27 Nov"]).stderr;
    assert!(told.contains("\"24-hour service\" was refused on 20 Nov (wang)"), "{told}");
    let told =
        world.run(["--lang", "zh", "log", "acme", "--promise", "24-hour service", "--due", "28 Nov"]).stderr;
    assert!(told.contains("已于11月20日被驳回"), "{told}");
    assert!(!world.run(["check"]).stdout.contains("no-decider"));
    world.ok(["log", "acme", "--request", "credit", "--by", "li"]);
    world.run(["log", "acme", "--request", "granted", "--what", "credit", "--by", "li"]);
    let told = world.run(["check"]).stdout;
    assert!(told.contains("li answers a request, and is no manager"), "{told}");
    assert!(world.run(["--lang", "zh", "check"]).stdout.contains("申请由li答复"));
}

/// Who answers what somebody has answered already is told by whom and when.
#[test]
fn a_second_answer_is_told_of_the_first() {
    let world = World::new();
    world.put(
        "crm.yaml",
        "version: 1\npeople:\n  li: {name: 李娜}\n  wang: {name: Wang Wei, manager: true}\n",
    );
    world.card("acme", "name: Acme Ltd\ngrade: B\nowner: li\n");
    world.ok(["log", "acme", "--request", "24-hour service", "--by", "li"]);
    assert_eq!(world.run(["log", "acme", "--request", "granted", "--by", "wang"]).code, 0);
    world.run(["log", "acme", "--request", "granted", "--by", "wang"]).refused(
        4,
        &[
            "acme has no open request",
            "(24-hour service) was granted on 2026-11-20 by wang",
            "crm undo",
            "--request \"what\"",
        ],
    );
    world
        .run(["--lang", "zh", "log", "acme", "--request", "granted", "--by", "wang"])
        .refused(4, &["最近一项（24-hour service）已批准（2026-11-20，"]);
}

#[test]
fn an_answer_says_why() {
    let world = World::new();
    world.put("crm.yaml", "people: {li: {}, wang: {manager: true}}\n");
    world.card("acme", "name: Acme\ngrade: C\nowner: li\nsince: 2025-01-01\n");
    world.ok(["log", "acme", "--request", "air freight", "--why", "two weeks late", "--by", "li"]);
    assert!(world.ok(["show", "acme"]).contains("air freight · asked on 20 Nov · li · two weeks late"));
    world.ok(["log", "acme", "--request", "refused", "--why", "the margin is gone", "--by", "wang"]);
    let page = world.ok(["show", "acme"]);
    assert!(page.contains("air freight · refused on 20 Nov · wang · the margin is gone\n"), "{page}");
    let shown = world.json(["show", "acme", "--json"]);
    assert_eq!(shown["requests"][0]["why"], "the margin is gone");
    assert_eq!(shown["log"][1]["why"], "the margin is gone");
    world.ok(["check"]);
    let redacted = world.run(["show", "acme", "--redact"]).stdout;
    assert!(!redacted.contains("margin is gone"), "{redacted}");
}
