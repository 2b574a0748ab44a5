//! How a customer buys: its status, need, budget, process, and whom one has to win.

use serde_json::json;

use crate::world::World;

const CARD: &str = "\
name: Acme
grade: C
owner: li
status: in talks
contacts:
  - {name: Anna Müller, position: Buyer}
  - {name: Karl Weber}
need_size: 2,000 a year
budget: EUR 40,000
buying_process: three quotes, then the board
decision:
  - {who: Karl Weber, role: tests the sample}
  - {who: Anna Müller, role: decides}
";

fn world() -> World {
    let world = World::new();
    world.card("acme", CARD);
    world
}

#[test]
fn the_page_tells_how_a_customer_buys_in_both_languages() {
    let world = world();
    let page = world.ok(["show", "acme"]);
    let page = page.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let page = page.collect::<Vec<_>>().join("\n");
    for line in [
        "status in talks",
        "need size 2,000 a year",
        "budget EUR 40,000",
        "buys three quotes, then the board",
        "decision 1. Karl Weber: tests the sample",
        "2. Anna Müller: decides",
    ] {
        assert!(page.contains(line), "{line}:\n{page}");
    }
    let page = world.ok(["--lang", "zh", "show", "acme"]);
    for line in ["状态", "需求量", "预算", "采购流程", "决策链", "2. Anna Müller：decides"] {
        assert!(page.contains(line), "{line}:\n{page}");
    }
    let shown = world.json(["show", "acme", "--json"]);
    assert_eq!(shown["status"], "in talks");
    assert_eq!(
        shown["decision"],
        json!([{"who": "Karl Weber", "role": "tests the sample"}, {"who": "Anna Müller", "role": "decides"}])
    );
    assert_eq!(world.run(["check"]).code, 0);
    // And as columns.
    world.ok(["set", "acme", "staff=1200", "revenue=1200000"]);
    let columns = ["list", "--columns", "id,staff,revenue,need_size,budget"];
    let table = world.ok([&columns[..], &["--format", "csv"]].concat());
    assert_eq!(
        table,
        "id,staff,revenue,need_size,budget\r\nacme,1200,1200000,\"2,000 a year\",\"EUR 40,000\"\r\n"
    );
    let page = world.ok(columns);
    assert!(page.contains("1,200,000") && page.contains("need size"), "{page}");
    let page = world.ok([&["--lang", "zh"], &columns[..]].concat());
    assert!(page.contains("员工人数") && page.contains("需求量"), "{page}");
}

#[test]
fn a_chain_is_typed_person_by_person_and_a_stranger_in_it_is_told() {
    let world = world();
    world.ok(["set", "acme", "decision=", "budget="]);
    let typed =
        ["set", "acme", "contacts+=Li Wei", "decision+=Li Wei: signs", "decision+=Ana Müller：decides"];
    let outcome = world.run(typed);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert!(outcome.stderr.contains("no contact is called \"Ana Müller\""), "{outcome:?}");
    assert!(outcome.stderr.contains("did you mean \"Anna Müller\"?"), "{outcome:?}");
    assert!(!outcome.stderr.contains("Li Wei"), "{outcome:?}");
    let card = world.read("customers/acme.yaml");
    let chain = "decision: [{who: Li Wei, role: signs}, {who: Ana Müller, role: decides}]\n";
    assert!(card.ends_with(chain), "{card}");
    let outcome = world.run(["check", "-f", "plain"]);
    assert!(
        outcome.stdout.contains("acme.yaml:") && outcome.stdout.contains("\"Ana Müller\""),
        "{outcome:?}"
    );
    world.ok(["set", "acme", "decision[1].who=Anna Müller"]);
    assert_eq!(world.ok(["check", "-f", "plain"]), "");
    world.run(["set", "acme", "decision=Anna"]).refused(2, &["decision+=\"NAME: ROLE\""]);
    world.run(["set", "acme", "decision-=Anna"]).refused(2, &["decision= takes all away"]);
}

#[test]
fn a_chain_is_personal_and_goes_with_the_person() {
    let world = world();
    let redacted = world.run(["show", "acme", "--json", "--redact"]).stdout;
    let redacted: serde_json::Value = serde_json::from_str(&redacted).expect("JSON");
    let text = redacted.to_string();
    for secret in ["Anna", "Weber", "decides after", "40,000", "2,000", "board", "in talks"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    assert_eq!(redacted["decision"][0]["who"], redacted["contacts"][1]["name"], "one mask for one person");
    world.ok(["forget", "acme", "--contact", "Anna Müller", "--apply"]);
    let card = world.read("customers/acme.yaml");
    assert!(!card.contains("Anna") && !card.contains("Müller") && card.contains("Karl Weber"), "{card}");
}

#[test]
fn what_is_exported_comes_back() {
    let world = world();
    let table = world.ok(["export", "customers", "--format", "csv"]);
    let there = World::new();
    there.put("list.csv", &table);
    there.ok(["import", "list.csv", "--apply"]);
    let shown = there.json(["show", "acme", "--json"]);
    let own = world.json(["show", "acme", "--json"]);
    for key in ["status", "need_size", "budget", "buying_process", "decision"] {
        assert_eq!(shown[key], own[key], "{key}");
    }
    there.put("list.csv", "公司名称,当前状态,决策链\nBeta,洽谈中,王芳：拍板；李雷\nGamma,B,\n");
    there.ok(["import", "list.csv", "--apply"]);
    let beta = there.json(["show", "beta", "--json"]);
    assert_eq!(
        (&beta["status"], &beta["decision"]),
        (&json!("洽谈中"), &json!([{"who": "王芳", "role": "拍板"}, {"who": "李雷", "role": null}]))
    );
    let gamma = there.json(["show", "gamma", "--json"]);
    assert_eq!((&gamma["grade"], &gamma["status"]), (&json!(null), &json!("B")), "a status is a status");
    there.put("list.csv", "name,current status,change of strategy\nDelta,\"B, target\",\n");
    there.ok(["import", "list.csv", "--apply"]);
    let delta = there.json(["show", "delta", "--json"]);
    let was_ours = (&delta["grade"], &delta["need"], &delta["status"]);
    assert_eq!(was_ours, (&json!("B"), &json!("target"), &json!(null)), "of an older maintenance list");
}

#[test]
fn a_key_is_typed_as_its_page_calls_it_and_nobody_stands_twice_in_the_chain() {
    let world = world();
    world.ok(["--lang", "zh", "set", "acme", "状态=试单", "需求量=每月三柜"]);
    let shown = world.json(["show", "acme", "--json"]);
    assert_eq!((&shown["status"], &shown["need_size"]), (&json!("试单"), &json!("每月三柜")));
    world
        .run(["set", "acme", "decision+=anna müller: signs"])
        .refused(4, &["\"anna müller\" is in the decision chain already", "decision[1].role=signs"]);
    world
        .run(["--lang", "zh", "set", "acme", "decision+=新人: 使用", "decision+=新人"])
        .refused(4, &["已在决策链中"]);
}
