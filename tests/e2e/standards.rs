//! What the team has agreed that a customer's file says: required fields, and values of its own lists.

use serde_json::json;

use crate::world::World;

const RULES: &str = "\
version: 2
people: {li: {name: Li Na}, wang: {}}
required:
  B: [owner, contacts.email]
  A: [industry, renewal]
choices:
  source: [Canton Fair, website]
  status: [in talks, on hold]
  tags: [hydraulics, 重点]
";

fn world() -> World {
    let world = World::bare();
    world.put("crm.yaml", RULES);
    world.card("acme", "name: Acme\ngrade: A\nowner: li\nindustry: pumps\n");
    world.card(
        "beta",
        "name: Beta\ngrade: B\nowner: wang\ncontacts:\n  - {name: Bo, email: bo@beta.example}\n",
    );
    world.card("gamma", "name: Gamma\ngrade: C\nowner: wang\n");
    world
}

#[test]
fn a_list_and_a_page_tell_how_complete_a_file_is() {
    let world = world();
    let all = world.json(["list", "--json"]);
    let told =
        |at: usize| (all[at]["id"].clone(), all[at]["completeness"].clone(), all[at]["missing"].clone());
    assert_eq!(told(0), (json!("acme"), json!(50), json!(["contacts.email", "renewal"])));
    assert_eq!(told(1), (json!("beta"), json!(100), json!([])));
    assert_eq!(told(2), (json!("gamma"), json!(null), json!([])), "nothing is asked of C");
    assert_eq!(world.ok(["list", "--incomplete", "-f", "ids"]), "acme\n");
    let table = world.ok(["list", "--columns", "id,completeness,missing"]);
    assert!(table.contains("50 %") && table.contains("contacts.email, renewal"), "{table}");
    let table = world.ok(["--lang", "zh", "list", "--columns", "编号,完整度,缺少"]);
    assert!(table.contains("50%") && table.contains("联系人邮箱、续约可能"), "{table}");
    let page = world.ok(["show", "acme"]);
    assert!(page.contains("50 %: missing contacts.email, renewal"), "{page}");
    assert!(page.contains("crm set acme contacts[0].email=… renewal=…"), "{page}");
    assert!(!world.ok(["show", "gamma"]).contains("complete "), "nothing is asked of C");
    let redacted = world.run(["list", "--json", "--redact"]).stdout;
    let redacted: serde_json::Value = serde_json::from_str(&redacted).expect("JSON");
    assert_eq!(redacted[0]["completeness"], json!(null), "what is hidden can't be told to be there");
}

#[test]
fn check_tells_it_where_it_is_asked_and_the_team_has_its_sums() {
    let world = world();
    assert_eq!(world.ok(["check", "-f", "plain"]), "", "files without it are no mistake");
    let found = world.json(["check", "--quality", "--json"]);
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    let one = &found[0];
    assert_eq!(
        json!([one["path"], one["line"], one["code"], one["severity"]]),
        json!(["customers/acme.yaml", 2, "incomplete", "warning"])
    );
    let told = world.run(["--lang", "zh", "check", "--quality"]);
    for said in ["A 级所要求的资料完整度 50%，缺少：联系人邮箱、续约可能", "crm set acme"]
    {
        assert!(told.stdout.contains(said), "{told:?}");
    }
    world.card("delta", "name: Delta\ngrade: B\n");
    let team = world.json(["agenda", "--team", "--json"]);
    let of = |who: serde_json::Value| {
        let record = team.as_array().and_then(|all| all.iter().find(|one| one["owner"] == who));
        record.map(|one| (one["completeness"].clone(), one["incomplete"].clone()))
    };
    assert_eq!(of(json!("li")), Some((json!(50), json!(1))));
    assert_eq!(of(json!("wang")), Some((json!(100), json!(0))));
    assert_eq!(of(json!(null)), Some((json!(0), json!(1))));
    let table = world.ok(["agenda", "--team"]);
    assert!(table.contains("50 % complete on average, 1 of 1 lacks something"), "{table}");
    assert!(world.ok(["--lang", "zh", "agenda", "--team"]).contains("平均完整度 50%，1 个中 1 个不全"));
}

#[test]
fn a_new_grade_tells_what_it_asks_for_and_stands() {
    let world = world();
    let outcome = world.run(["grade", "beta", "A", "--why", "ordered"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert!(outcome.stderr.contains("note: A asks for industry, renewal"), "{outcome:?}");
    assert!(outcome.stderr.contains("crm set beta industry=… renewal=…"), "{outcome:?}");
    assert!(world.read("customers/beta.yaml").contains("grade: A"));
    let outcome = world.run(["grade", "beta", "C", "--why", "by mistake"]);
    assert!(!outcome.stderr.contains("asks for"), "{outcome:?}");
}

#[test]
fn a_value_that_is_not_on_the_list_is_refused_where_it_is_typed() {
    let world = world();
    let refused = world.run(["set", "acme", "source=webiste"]);
    refused.refused(2, &["source can't be \"webiste\"", "did you mean \"website\"?", "Canton Fair, website"]);
    world
        .run(["--lang", "zh", "set", "acme", "source=webiste"])
        .refused(2, &["来源不能是「webiste」", "是不是「website」？"]);
    world.run(["set", "acme", "tags+=pumps"]).refused(2, &["hydraulics"]);
    world.run(["set", "acme", "tags=重点, pumps"]).refused(2, &["\"pumps\""]);
    world.run(["add", "Delta", "--source", "a friend"]).refused(2, &["one of: Canton Fair, website"]);
    world.run(["add", "Delta", "--tag", "pumps"]).refused(2, &["hydraulics"]);
    world.ok(["set", "acme", "source=canton fair", "status=IN TALKS", "tags+=Hydraulics"]);
    let card = world.read("customers/acme.yaml");
    for line in ["source: Canton Fair", "status: in talks", "hydraulics"] {
        assert!(card.contains(line), "{line}: {card}");
    }
}

#[test]
fn check_and_import_tell_of_values_that_are_on_no_list() {
    let world = world();
    world.card("acme", "name: Acme\ngrade: D\nsource: canton fair\ntags: [hydraulics, Pump]\n");
    let found = world.json(["check", "--json"]);
    let told: Vec<_> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["line"], one["column"], one["code"]]))
        .collect();
    assert_eq!(told, [json!([3, 9, "unknown-choice"]), json!([4, 20, "unknown-choice"])], "{found}");
    world.put("list.csv", "name,source,status\nDelta GmbH,Canton fair,dreaming\n");
    let outcome = world.run(["import", "list.csv", "--apply"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let whole = format!("{}{}", outcome.stdout, outcome.stderr);
    assert!(whole.contains("status can't be \"dreaming\""), "{outcome:?}");
    let card = world.read("customers/delta.yaml");
    assert!(card.contains("source: Canton Fair") && card.contains("status: dreaming"), "{card}");
}

#[test]
fn what_the_rules_ask_for_and_nobody_knows_is_an_error_with_its_place() {
    let world = world();
    for (rules, place, says) in [
        ("version: 2\nrequired:\n  B: [onwer]\n", "crm.yaml:3:7:", "did you mean owner?"),
        ("version: 2\nrequired: {B: [owner, email]}\n", "crm.yaml:2:23:", "did you mean contacts.email?"),
        ("version: 2\nrequired: {X: [owner]}\n", "crm.yaml:2:12:", "one of A, B, C, D, E"),
        (
            "version: 2\nchoices: {owner: [li]}\n",
            "crm.yaml:2:11:",
            "status, source, industry, region, language, outlook, tags",
        ),
    ] {
        world.put("crm.yaml", rules);
        let outcome = world.run(["check"]);
        assert_eq!(outcome.code, 1, "{rules}: {outcome:?}");
        assert!(outcome.stdout.contains(place) && outcome.stdout.contains(says), "{outcome:?}");
        world.run(["due"]).refused(2, &[place, says]);
    }
}

#[test]
fn lists_are_kept_by_the_values_that_were_agreed_on() {
    let world = world();
    world.ok(["set", "acme", "source=Canton Fair", "status=in talks"]);
    world.ok(["set", "beta", "source=website"]);
    for (args, want) in [
        (&["--status", "IN TALKS"][..], &["acme"][..]),
        (&["--status", "in talks,on hold", "--source", "website"], &[]),
        (&["--source", "canton fair,website"], &["acme", "beta"]),
    ] {
        let found = world.ok([&["list", "-f", "ids"], args].concat());
        assert_eq!(found.lines().collect::<Vec<_>>(), want, "{args:?}");
    }
    let due = world.ok(["due", "--status", "in talks", "-f", "ids"]);
    assert_eq!(due, "acme\n");
    // What is on no list is looked for, and told: an old file may say it.
    let slip = world.run(["list", "--source", "webiste"]);
    assert_eq!(slip.code, 0, "{slip:?}");
    assert!(slip.stderr.contains("note: source can't be \"webiste\""), "{slip:?}");
    let slip = world.run(["--lang", "zh", "list", "--status", "洽谈"]);
    assert!(slip.stderr.contains("提示：状态不能是「洽谈」"), "{slip:?}");
    let table = world.ok(["list", "--columns", "id,status,source", "--format", "csv"]);
    assert!(table.contains("acme,in talks,Canton Fair\r\n"), "{table}");
}
