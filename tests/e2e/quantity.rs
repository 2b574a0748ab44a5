//! Quantities of orders and quotes, and the views that go by them.

use serde_json::{Value, json};

use crate::world::World;

fn world() -> World {
    let world = World::new();
    world.put(
        "crm.yaml",
        "version: 1\npeople: {li: {name: 李娜}}\nviews:\n  abc: {by: quantity, unit: pcs}\n  volume: {by: quantity}\n",
    );
    for id in ["big", "late", "small", "tons"] {
        world.card(id, &format!("name: {id}\ngrade: A\nowner: li\n"));
    }
    let order = |id: &str, rest: &str| {
        world.log(id, &[&format!(r#"{{"at":"2026-11-02","by":"li","kind":"order","ref":"O-{id}",{rest}}}"#)]);
    };
    order("big", r#""amount":"100","currency":"USD","quantity":"900","unit":"pcs""#);
    order("late", r#""amount":"100","currency":"USD""#);
    order("small", r#""amount":"9000","currency":"USD","quantity":"20","unit":"PCS""#);
    order("tons", r#""amount":"9000","currency":"USD","quantity":"5","unit":"t""#);
    world
}

#[test]
fn a_quantity_is_typed_with_its_unit_and_shown_with_it() {
    let world = world();
    let line = |args: &[&str]| -> String {
        let all = [&["log", "big", "--no-contact", "--dry-run"], args].concat();
        let out = world.ok(all);
        out.lines().find(|line| line.starts_with('{')).expect("a line").to_owned()
    };
    for (args, says) in [
        (&["--order", "6000", "--quantity", "500 pcs"][..], r#""quantity":"500","unit":"pcs""#),
        (&["--order", "6000", "--quantity", "500", "--unit", "pcs"], r#""quantity":"500","unit":"pcs""#),
        (&["--order", "6000", "--quantity", "500件"], r#""quantity":"500","unit":"件""#),
        (&["--quote", "6000", "--quantity", "1,200.5t"], r#""quantity":"1200.5","unit":"t""#),
        (&["--order", "6000", "--quantity", "2k pcs"], r#""quantity":"2000","unit":"pcs""#),
        (&["--order", "6000", "--quantity", "1.5k kg"], r#""quantity":"1500","unit":"kg""#),
        (&["--order", "6000", "--quantity", "2k件"], r#""quantity":"2000","unit":"件""#),
        (&["--order", "6000", "--quantity", "2kg"], r#""quantity":"2","unit":"kg""#),
        (&["--quote", "6000", "--quantity", "12"], r#""quantity":"12""#),
        (&["--order=-600", "--quantity=-50 pcs"], r#""quantity":"-50","unit":"pcs""#),
    ] {
        assert!(line(args).contains(says), "{args:?}: {}", line(args));
    }
    for (args, says) in [
        (&["--order", "1", "--quantity", "many"][..], "--quantity: \"many\" is not a number"),
        (&["--order", "1", "--quantity", "5 t", "--unit", "kg"], "--quantity: t, but --unit kg"),
        (&["--payment", "1", "--quantity", "5"], "a payment has no --quantity"),
        (&["--order", "1", "--unit", "kg"], "--quantity"),
        (&["--quote", "1", "--quantity", "0"], "--quantity: \"0\" is nothing"),
        (&["--quote", "1", "--quantity=-5 t"], "what is quoted is more than nothing"),
        (&["--quote=-500"], "what is quoted is more than nothing"),
        (&["--quote", "0"], "what is quoted is more than nothing"),
        (&["--order", "600", "--quantity=-50 pcs"], "goods that come back have an amount below zero"),
    ] {
        world.run([&["log", "big"], args].concat()).refused(2, &[says]);
    }
    world.ok([
        "log",
        "big",
        "--order",
        "6000",
        "--quantity",
        "500 pcs",
        "--item",
        "HX",
        "--at",
        "2026-11-19",
    ]);
    let page = world.ok(["show", "big"]);
    assert!(page.contains("HX, 500 pcs, 6,000 USD"), "{page}");
    let page = world.ok(["--lang", "zh", "show", "big"]);
    assert!(page.contains("HX，500 pcs，6,000 USD"), "{page}");
    let shown = world.json(["show", "big", "--json"]);
    let order = shown["log"]
        .as_array()
        .or(shown["history"].as_array())
        .expect("entries")
        .iter()
        .find(|entry| entry["item"] == "HX")
        .cloned();
    let order = order.expect("the order");
    assert_eq!((&order["quantity"], &order["unit"]), (&json!("500"), &json!("pcs")));
}

#[test]
fn abc_and_volume_go_by_quantity_in_one_unit_and_tell_the_rest() {
    let world = world();
    let listed = world.json(["list", "--columns", "id,abc,volume", "--format", "json"]);
    let classes = |view: &str| -> Vec<_> {
        listed.as_array().unwrap().iter().map(|one| one["views"][view].clone()).collect()
    };
    assert_eq!(classes("abc"), [json!("A"), json!(null), json!("C"), json!(null)]);
    assert_eq!(
        classes("volume"),
        [json!(null), json!(null), json!(null), json!(null)],
        "all of them say a unit"
    );
    for (id, en, zh) in [
        (
            "big",
            "900 pcs, rank 1: the quantity from 0.0 % to 97.8 % (A begins below 80 %)",
            "900 pcs，第1名：累计数量从 0.0% 到 97.8%（A：起点低于 80%）",
        ),
        (
            "late",
            "no quantity that counts in the last year: 1 order without a quantity",
            "近一年没有可计的数量：1单没有数量",
        ),
        (
            "tons",
            "no quantity that counts in the last year: 1 order not in pcs",
            "近一年没有可计的数量：1单不按「pcs」计",
        ),
    ] {
        for (lang, says) in [("en", en), ("zh", zh)] {
            // The page wraps.
            let page: String = world.ok(["--lang", lang, "show", id]).split_whitespace().collect();
            assert!(page.contains(&says.split_whitespace().collect::<String>()), "{says}\n{page}");
        }
    }
}

#[test]
fn a_scheme_by_quantity_gives_its_figures() {
    let world = world();
    world.put(
        "crm.yaml",
        "version: 1\nscheme: abc\npeople: {li: {}}\nviews:\n  abc: {by: quantity, unit: pcs}\ngrades:\n  A: {cadence: 1 week}\n  B: {cadence: 1 month}\n  C: {cadence: 2 months}\n",
    );
    let found = world.json(["review", "--format", "json"]);
    let of = |id: &str| found.as_array().unwrap().iter().find(|one| one["id"] == id).cloned();
    let small = of("small").unwrap_or_else(|| panic!("{found}"));
    assert_eq!((&small["to"], &small["evidence"]["quantity"]), (&json!("C"), &json!("20")), "{small}");
    assert_eq!(small["evidence"]["unit"], "pcs", "{small}");
}

#[test]
fn what_sales_are_measured_by_is_one_of_two_words() {
    let world = world();
    world.put("crm.yaml", "version: 1\nviews:\n  abc: {by: weight}\n");
    let told = world.run(["check"]);
    assert_eq!(told.code, 1, "{told:?}");
    for says in ["crm.yaml:3:13", "\"by\" can't be \"weight\"", "write one of: amount, quantity"] {
        assert!(told.stdout.contains(says), "{says}: {told:?}");
    }
}

#[test]
fn quantities_come_in_from_a_list_and_go_out_again() {
    let world = world();
    world.put(
        "log.csv",
        "客户名称,日期,类型,金额,币种,数量,单位\nbig,2026-11-18,订单,500,USD,30,件\nsmall,2026-11-18,订单,500,USD,1200件,\n",
    );
    world.ok(["import", "--entries", "log.csv", "--apply"]);
    assert!(world.read("customers/big.log.jsonl").contains(r#""quantity":"30","unit":"件""#));
    assert!(world.read("customers/small.log.jsonl").contains(r#""quantity":"1200","unit":"件""#));
    for (lang, form) in [("en", "all.csv"), ("zh", "all.xlsx")] {
        world.ok(["--lang", lang, "export", "entries", "--output", form]);
        let again = world.run(["import", "--entries", form, "--apply"]);
        assert!(again.code == 0 && again.changed().is_empty(), "{form}: {again:?}");
    }
    let text = world.ok(["export", "entries"]);
    let head = text.lines().next().expect("a header");
    assert!(head.trim_end().ends_with(",files,quantity,unit,next_time,returns,of,answer"), "{head}");
}

/// What the classes come to is what they are ranked by: in a unit, and not in money.
#[test]
fn a_list_by_quantity_adds_up_quantities() {
    let world = world();
    let table = world.ok(["list", "--view", "abc"]);
    for says in [
        "last year, pcs",
        "A · 1 customer, 25.0 % · 900 pcs, 97.8 %",
        "C · 1 customer, 25.0 % · 20 pcs, 2.2 %",
    ] {
        assert!(table.contains(says), "{says}\n{table}");
    }
    assert!(table.contains("not counted: 1 order not in pcs, 1 order without a quantity"), "{table}");
    assert!(!table.contains("USD"), "{table}");
    let table = world.ok(["--lang", "zh", "list", "--view", "abc"]);
    assert!(table.contains("近一年 pcs") && table.contains("900 pcs，97.8%"), "{table}");
    let found = world.json(["list", "--view", "abc", "--json"]);
    let keys = ["class", "quantity", "unit", "quantity_share", "unmeasured"];
    assert_eq!(
        json!(keys.map(|key| found[0][key].clone())),
        json!(["A", "900", "pcs", "0.9783", 0]),
        "{found}"
    );
    let head = world.ok(["list", "--view", "abc", "-f", "csv"]);
    assert!(
        head.lines().next().expect("a header").ends_with(",ids,quantity,unit,quantity_share,unmeasured"),
        "{head}"
    );
    let masked = world.run(["list", "--view", "abc", "--json", "--redact"]).stdout;
    let masked: serde_json::Value = serde_json::from_str(&masked).expect("JSON");
    assert_eq!((&masked[0]["quantity"], &masked[0]["quantity_share"]), (&json!(null), &json!(null)));
    let masked = world.run(["list", "--view", "abc", "--redact"]).stdout;
    assert!(!masked.contains("900") && !masked.contains("97.8"), "{masked}");
    // By money nothing of it is said.
    let found = world.json(["list", "--view", "pyramid", "--json"]);
    assert_eq!((&found[0]["quantity"], &found[0]["unmeasured"]), (&json!(null), &json!(null)));
    world.put(
        "crm.yaml",
        "version: 1\nscheme: abc\nviews:\n  abc: {by: quantity, unit: pcs}\ngrades:\n  A: {cadence: 1 week}\n  B: {cadence: 1 month}\n  C: {cadence: 2 months}\n",
    );
    let table = world.ok(["list", "--view", "grade"]);
    assert!(table.contains("900 pcs, 97.8 %"), "{table}");
}

#[test]
fn a_list_says_quantities_as_they_are_typed() {
    let cases = [
        ("2k pcs", "2000", "pcs"),
        ("1.5k", "1500", ""),
        ("1.5K pcs", "1500", "pcs"),
        ("2千件", "2000", "件"),
        ("1万件", "10000", "件"),
        ("1.2万件", "12000", "件"),
        ("两千件", "2000", "件"),
        ("5千克", "5", "千克"),
        ("2kg", "2", "kg"),
        ("1 200 pcs", "1200", "pcs"),
    ];
    for (said, number, unit) in cases {
        let world = World::new();
        world.card("acme", "name: Acme\ngrade: C\n");
        world.put("list.csv", format!("id,kind,at,amount,数量\nacme,order,2026-11-10,100,{said}\n"));
        world.ok(["import", "--entries", "list.csv", "--apply"]);
        world.ok(["log", "acme", "--order", "100", "--currency", "USD", "--quantity", said]);
        let log = world.read("customers/acme.log.jsonl");
        for line in log.lines() {
            let entry: Value = serde_json::from_str(line).unwrap();
            let found = (entry["quantity"].as_str(), entry["unit"].as_str().unwrap_or_default());
            assert_eq!(found, (Some(number), unit), "{said}: {line}");
        }
        assert_eq!(log.lines().count(), 2, "{log}");
    }
    // The unit's letters are no digits behind the sign: what could be both is asked, and another number of the column tells.
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: C\n");
    let list = |rows: &[&str]| {
        let row = |(day, said): (usize, &&str)| format!("acme,order,2026-11-1{day},100,\"{said}\"\n");
        let rows: String = rows.iter().enumerate().map(row).collect();
        world.put("list.csv", format!("id,kind,at,amount,数量\n{rows}"));
        world.run(["import", "--entries", "list.csv", "--apply"])
    };
    for said in ["1,500件", "1,500 t", "1.500 t"] {
        list(&[said]).refused(2, &["can be thousands or a fraction"]);
    }
    assert_eq!(list(&["1,500件", "2.5 t"]).code, 0);
    let log = world.read("customers/acme.log.jsonl");
    assert!(log.contains(r#""quantity":"1500","unit":"件""#) && log.contains(r#""quantity":"2.5""#), "{log}");
    let refused = list(&["500 pcs", "about 500"]);
    assert!(refused.stdout.contains("\"about 500\" is not a number"), "{refused:?}");
}

/// The quarter tells the sums of its classes in what these go by, as the list does; money stays money.
#[test]
fn the_quarter_by_quantity_adds_up_quantities() {
    let world = world();
    let rules = |by: &str| {
        format!(
            "version: 1\nscheme: abc\nviews:\n  abc: {by}\ngrades:\n  A: {{cadence: 1 week}}\n  B: {{cadence: 1 month}}\n  C: {{cadence: 2 months}}\n"
        )
    };
    world.put("crm.yaml", rules("{by: quantity, unit: pcs}"));
    for (lang, head, all) in [("en", "quantity a year, pcs", "0 → 920"), ("zh", "年数量（pcs）", "0 → 920")]
    {
        for form in ["table", "md"] {
            let page = world.ok(["review", "--quarter", "-f", form, "--lang", lang]);
            assert!(page.contains(head) && page.contains(all), "{page}");
            assert!(!page.contains("revenue a year") && !page.contains("年销售额（"), "{page}");
        }
    }
    let found = world.json(["review", "--quarter", "--json"]);
    let share = |found: &Value, key: &str| found["total"][key].clone();
    assert_eq!(found["unit"], "pcs");
    assert_eq!(share(&found, "quantity"), json!({"from": "0", "to": "920"}), "{found}");
    assert_eq!(found["shares"][0]["quantity_share"]["to"], "0.9783", "{found}");
    assert_eq!(share(&found, "revenue")["to"], "18200", "money is told in money");
    let masked = world.run(["review", "--quarter", "--redact"]).stdout;
    assert!(!masked.contains("920") && !masked.contains("97.8"), "{masked}");
    let masked = world.run(["review", "--quarter", "--json", "--redact"]).stdout;
    let masked: Value = serde_json::from_str(&masked).expect("JSON");
    assert_eq!(share(&masked, "quantity"), json!({"from": null, "to": null}), "{masked}");
    // By money nothing of it is said.
    world.put("crm.yaml", rules("{by: amount}"));
    let found = world.json(["review", "--quarter", "--json"]);
    assert_eq!((&found["unit"], &share(&found, "quantity")["to"]), (&json!(null), &json!(null)));
    assert!(world.ok(["review", "--quarter"]).contains("revenue a year, USD"));
}
