//! Customers without visible profit are worked with by the management's consent, which their files say.

use serde_json::json;

use crate::world::World;

fn world() -> World {
    let world = World::new();
    world.put("crm.yaml", "version: 2\npeople: {li: {name: Li Na}, wang: {name: Wang, manager: true}}\n");
    world.card("acme", "name: Acme\ngrade: C\nowner: li\nplan: visit\ninfluence: everybody asks it\n");
    world.card("beta", "name: Beta\ngrade: C\nowner: li\nplan: visit\n");
    world
}

#[test]
fn nobody_is_black_and_worked_with_unless_a_manager_has_agreed() {
    let world = world();
    assert!(!world.ok(["check"]).contains("not-approved"), "it is asked for");
    let told = world.ok(["check", "--quality"]);
    assert!(told.contains("nobody of the management has agreed") && told.contains("acme.yaml:5"), "{told}");
    assert!(told.contains("crm set acme approved.by=wang approved.on=today"), "{told}");
    assert!(world.ok(["--lang", "zh", "check", "--quality"]).contains("须经管理层批准"));
    assert!(world.ok(["show", "acme"]).contains("it takes the management's consent"));
    assert!(!world.ok(["show", "beta"]).contains("consent"));
    world.ok(["set", "acme", "approved.by=li", "approved.on=2026-11-19"]);
    let told = world.ok(["check", "--quality"]);
    assert!(told.contains("li has agreed") && told.contains("is no manager"), "{told}");
    world.ok(["set", "acme", "approved.by=Wang"]);
    assert!(world.read("customers/acme.yaml").contains("approved: {by: wang, "), "by id");
    assert!(!world.ok(["check", "--quality"]).contains("agreed"));
    let page = world.ok(["show", "acme"]);
    assert!(page.contains("approved") && page.contains("19 Nov"), "{page}");
    assert_eq!(world.json(["show", "acme", "--json"])["approved"], json!({"by": "wang", "on": "2026-11-19"}));
    let problems = world.json(["check", "--quality", "--format", "json"]);
    assert_eq!(problems, json!([]));
    world.ok(["set", "acme", "approved="]);
    assert!(!world.read("customers/acme.yaml").contains("approved"));
}

#[test]
fn it_goes_where_the_file_goes() {
    let world = world();
    world.ok(["set", "acme", "approved.by=wang", "approved.on=2026-11-19"]);
    let table = world.ok(["export", "customers", "--format", "csv"]);
    let at = table.lines().next().unwrap().split(',').position(|head| head == "approved");
    assert!(at.is_some() && table.contains(r#""{""by"":""wang"",""on"":""2026-11-19""}""#), "{table}");
    world.put("list.csv", &table);
    let other = World::new();
    other.put("list.csv", &table).put("crm.yaml", world.read("crm.yaml"));
    other.ok(["import", "list.csv", "--apply"]);
    assert_eq!(other.json(["show", "acme", "--json"])["approved"]["by"], json!("wang"));
    // Without a home the masks hold for one answer, which is told.
    let redacted = world.run(["show", "acme", "--redact", "--json"]).stdout;
    let redacted: serde_json::Value = serde_json::from_str(&redacted).unwrap();
    assert_eq!(redacted["approved"], json!({"by": "wang", "on": "2026-11-19"}));
    world.ok(["merge", "beta", "acme", "--yes"]);
    assert!(world.read("customers/beta.yaml").contains("by: wang"), "{}", world.read("customers/beta.yaml"));
    world.put("customers/beta.yaml", world.read("customers/beta.yaml") + "approvd: {}\n");
    world.put("customers/gamma.yaml", "name: Gamma\napproved: {by: wang, when: 2026-11-19}\n");
    let told = world.run(["check"]).stdout;
    assert!(told.contains("approved.when") || told.contains("\"when\""), "{told}");
}

#[test]
fn playbooks_of_a_new_workspace_know_stages_faces_and_who_never_ordered() {
    let world = world();
    let page = world.ok(["show", "acme"]);
    assert!(page.contains("serve the long aim"), "{page}");
    world.card("high", "name: High\ngrade: C\nowner: li\nplan: visit\npotential: high\n");
    assert!(world.ok(["show", "high"]).contains("win the first order"));
    world.card("old", "name: Old\ngrade: A\nowner: li\n");
    world.log("old", &[r#"{"at":"2025-02-03","by":"li","kind":"order","amount":"100","currency":"USD"}"#]);
    let page = world.ok(["show", "old"]);
    assert!(page.contains("win back, or let go"), "{page}");
    let page = world.ok(["--lang", "zh", "show", "old"]);
    assert!(page.contains("挽回，或者放手"), "{page}");
}

#[test]
fn the_managers_are_told_where_consent_is_missing_or_has_run_out() {
    let world = world();
    let dates = |owner: &str| -> Vec<String> {
        let agenda = world.json(["agenda", "--owner", owner, "--json"]);
        let dates = agenda[0]["dates"].as_array().cloned().unwrap_or_default();
        let told = |one: &serde_json::Value| {
            format!("{} {}", one["id"].as_str().unwrap(), one["code"].as_str().unwrap())
        };
        dates.iter().map(told).filter(|one| one.ends_with(" approval") || one.ends_with(" action")).collect()
    };
    assert_eq!(dates("wang"), ["acme approval"]);
    assert_eq!(dates("li"), Vec::<String>::new(), "it is no decision of the owner's");
    let page = world.ok(["agenda", "--owner", "wang"]);
    assert!(page.contains("to be approved by the management"), "{page}");
    assert!(world.ok(["--lang", "zh", "agenda", "--owner", "wang"]).contains("待管理层批准"));
    let page = world.ok(["agenda", "--team"]);
    assert!(page.contains("the management's consent is missing") && page.contains("acme"), "{page}");
    assert!(world.ok(["--lang", "zh", "agenda", "--team"]).contains("尚未经管理层批准"));
    let told = world.json(["dates", "--kind", "approval", "--json"]);
    assert_eq!((&told[0]["id"], &told[0]["days_late"]), (&json!("acme"), &json!(0)), "{told}");
    world.ok(["set", "acme", "approved.by=li", "approved.on=2026-11-19"]);
    let page = world.ok(["dates", "--kind", "管理层批准"]);
    assert!(page.contains("who agreed, is no manager"), "{page}");
    // Once it is there, the action of the playbook counts from its day.
    for (on, want) in
        [("2026-11-19", &[][..]), ("2026-05-20", &["acme action"]), ("2026-01-12", &["acme action"])]
    {
        world.ok(["set", "acme", "approved.by=wang", &format!("approved.on={on}")]);
        assert_eq!(dates("wang"), want, "{on}");
        assert_eq!(dates("li"), Vec::<String>::new(), "{on}");
    }
    let page = world.ok(["agenda", "--team"]);
    assert!(page.contains("ask the management whether it still serves"), "{page}");
    let said =
        ["log", "acme", "agreed again", "--via", "meeting", "--reply", "neutral", "--action", "approval"];
    world.ok(said);
    assert_eq!(dates("wang"), Vec::<String>::new());
}

#[test]
fn an_action_that_nobody_has_ever_done_is_told_where_one_plans_the_contact() {
    let world = world();
    let action = "      - {en: report, zh: 季度报告, name: report, every: 3 months}\n";
    world.put(
        "crm.yaml",
        format!("version: 2\nplaybooks:\n  C:\n    actions:\n{action}      - {{en: call, zh: 打电话}}\n"),
    );
    let told = |line: &[&str]| world.ok(line);
    for line in [&["show", "beta"][..], &["due"], &["agenda"]] {
        let page = told(line);
        assert!(page.contains("every 3 months, never done"), "{page}");
        assert!(told(&[&["--lang", "zh"], line].concat()).contains("从未做过"));
    }
    let due = world.json(["due", "--json"]);
    let actions = due[0]["playbooks"][0]["actions"].clone();
    assert_eq!(
        (&actions[0]["never_done"], &actions[1]["never_done"]),
        (&json!(true), &json!(false)),
        "{due}"
    );
    assert_eq!(
        world.json(["dates", "--kind", "action", "--within", "1y", "--json"]),
        json!([]),
        "it is not due"
    );
    for id in ["acme", "beta"] {
        world.ok([
            "log",
            id,
            "sent",
            "--via",
            "email",
            "--reply",
            "none",
            "--at",
            "2026-08-20",
            "--action",
            "report",
        ]);
    }
    assert!(!told(&["show", "beta"]).contains("never done"));
    assert!(!told(&["due", "--within", "1y"]).contains("never done"));
}

#[test]
fn a_consent_is_taken_as_a_whole_or_not_at_all() {
    let world = world();
    // What KEEP says, what OTHER says, what is said at last, and whether something is left.
    for (own, theirs, want, is_left) in [
        ("{by: wang}", "{by: li, on: 2026-11-19}", "approved: {by: wang}", true),
        ("{on: 2026-11-18}", "{by: wang, on: 2026-11-19}", "approved: {on: 2026-11-18}", true),
        ("", "{by: wang, on: 2026-11-19}", "approved: {by: wang, on: 2026-11-19}", false),
        ("", "{by: wang}", "approved: {by: wang}", false),
        ("{by: wang}", "", "approved: {by: wang}", false),
        ("{by: wang}", "{by: wang}", "approved: {by: wang}", false),
    ] {
        let card = |id: &str, own: &str| {
            let line = if own.is_empty() { String::new() } else { format!("approved: {own}\n") };
            world.card(id, &format!("name: {id}\ngrade: C\n{line}"));
        };
        card("keep", own);
        card("other", theirs);
        world.ok(["merge", "keep", "other", "--yes"]);
        let (card, log) = (world.read("customers/keep.yaml"), world.read("customers/keep.log.jsonl"));
        assert!(card.contains(&format!("{want}\n")), "{own} and {theirs}: {card}");
        assert_eq!(log.contains("approved: "), is_left, "{own} and {theirs}: {log}");
        world.card(
            "keep",
            &format!(
                "name: keep\ngrade: C\n{}",
                if own.is_empty() { String::new() } else { format!("approved: {own}\n") }
            ),
        );
        if !theirs.is_empty() {
            // A list takes it or leaves it alike.
            let cell = theirs.replace("by: ", "\"\"by\"\":\"\"").replace("on: ", "\"\"on\"\":\"\"");
            let cell = cell.replace(", ", "\"\",").replace('}', "\"\"}");
            world.put("list.csv", format!("id,name,approved\nkeep,keep,\"{cell}\"\n"));
            world.ok(["import", "list.csv", "--apply"]);
            let card = world.read("customers/keep.yaml");
            assert!(card.contains(&format!("{want}\n")), "{own} and the list's {theirs}: {card}");
            world.ok(["import", "list.csv", "--overwrite", "--apply"]);
            let card = world.read("customers/keep.yaml");
            assert!(
                card.contains(&format!("approved: {theirs}\n")),
                "{own} under the list's {theirs}: {card}"
            );
        }
        std::fs::remove_file(world.path("customers/keep.log.jsonl")).unwrap();
    }
}
