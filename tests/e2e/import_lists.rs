//! Lists of orders, invoices and payments in the shapes in which ERPs, shops and banks really write them.

use serde_json::Value;

use crate::world::World;

fn world() -> World {
    let world = World::new();
    world.card("acme", "name: Acme Limited\nnumber: C-1\n");
    world.card("beta", "name: Beta GmbH\n");
    world
}

fn orders(world: &World, id: &str) -> Vec<(Value, Value)> {
    let log = world.json(["show", id, "--json"])["log"].clone();
    log.as_array().unwrap().iter().map(|entry| (entry["ref"].clone(), entry["amount"].clone())).collect()
}

#[test]
fn lines_below_merged_cells_belong_to_the_order_above_and_a_sum_is_held_against_them() {
    let list = |last: &str, sum: &str| {
        format!(
            "单据编号,日期,客户,物料名称,数量,价税合计\n\
             XS-1,2026-10-08,Acme Limited,油缸,2,1000.50\n\
             ,,,密封圈,40,200\n\
             XS-2,2026-10-09,Beta GmbH,油缸,1,500\n\
             ,,,阀,3,{last}\n\
             合计,,,,46,{sum}\n"
        )
    };
    let world = world();
    world.put("o.csv", list("90", "1790.50"));
    let told = world.ok(["import", "--orders", "o.csv", "--apply"]);
    for says in [
        "orders: 2 written",
        "XS-1: 1,200.50 USD in 2 rows",
        "rows passed over, as they are cancelled or only add up others: 1",
    ] {
        assert!(told.contains(says), "{says}: {told}");
    }
    assert_eq!(orders(&world, "beta"), [("XS-2".into(), "590".into())]);
    // The sum is another one.
    let world = self::world();
    world.put("o.csv", list("90", "1890.50"));
    let told = world.run(["import", "--orders", "o.csv"]);
    let says = "o.csv:6:10: 价税合计: the list's own sum is 1890.50, and the rows above make 1790.5";
    assert!(told.code == 5 && told.stdout.contains(says), "{told:?}");
    // Of an order with a line that can't be taken nothing comes in, though that line has no number.
    let world = self::world();
    world.put("o.csv", list("9x", "1700.50"));
    let told = world.run(["import", "--orders", "o.csv", "--apply", "--rejects", "bad.csv"]);
    assert!(told.code == 5 && told.stdout.contains("orders: 1 written"), "{told:?}");
    assert!(!world.path("customers/beta.log.jsonl").exists(), "half an order");
    let bad = world.read("bad.csv");
    assert!(bad.contains("XS-2,2026-10-09") && bad.contains(",,,阀,3,9x,"), "{bad}");
}

#[test]
fn a_line_that_says_nothing_but_a_sum_keeps_the_order_above_out() {
    let world = world();
    world.put(
        "o.csv",
        "Order No,Date,Customer,Product,Amount\n1,2026-10-08,Acme Limited,Pump,100\n,,,,20\n\
         2,2026-10-09,Acme Limited,Pump,50\n",
    );
    let told = world.run(["import", "--orders", "o.csv", "--apply"]);
    assert!(told.code == 5 && told.stdout.contains("orders: 1 written"), "{told:?}");
    assert_eq!(orders(&world, "acme"), [("2".into(), "50".into())]);
}

#[test]
fn the_list_of_a_shop_is_read_as_it_is_exported() {
    let world = world();
    world.put(
        "shop.csv",
        "Name,Email,Financial Status,Currency,Subtotal,Taxes,Total,Created at,Lineitem quantity,Lineitem name,\
         Lineitem price,Billing Name,Billing Company,Cancelled at,Id\n\
         #1001,a@acme.example,paid,USD,250,20,270,2026-09-01 10:00:11 -0500,2,Pump,100.00,Ann Lee,Acme Limited,,5501\n\
         #1001,a@acme.example,,,,,,2026-09-01 10:00:11 -0500,1,Seal,50.00,,,,\n\
         #1002,b@beta.example,voided,USD,30,0,30,2026-09-02 10:00:11 -0500,1,Seal,30.00,Beta GmbH,,,5502\n\
         #1003,b@beta.example,paid,USD,40,0,40,2026-09-03 10:00:11 -0500,1,Seal,40.00,Beta GmbH,,,5503\n\
         #1004,b@beta.example,paid,USD,9,0,9,2026-09-03 10:00:11 -0500,1,Seal,9.00,Beta GmbH,,\
         2026-09-04 10:00:11 -0500,5504\n",
    );
    let told = world.ok(["import", "--orders", "shop.csv", "--apply"]);
    assert!(told.contains("orders: 2 written"), "{told}");
    let log = world.read("customers/acme.log.jsonl");
    for says in [r#""at":"2026-09-01T10:00:11-05:00""#, r##""ref":"#1001""##, r#""item":"Seal""#] {
        assert!(log.contains(says), "{says}: {log}");
    }
    assert!(log.contains(r#""amount":"250"#), "{log}");
    assert_eq!(orders(&world, "beta")[0].0, "#1003", "neither voided nor cancelled");
    let again = world.run(["import", "--orders", "shop.csv", "--apply"]);
    assert!(again.code == 0 && again.changed().is_empty(), "{again:?}");
}

#[test]
fn what_was_cancelled_before_the_book_knew_of_it_is_no_order() {
    let list = |state: &str| {
        format!(
            "Order No,Date,Customer,Amount,Status\n1,2026-10-01,Acme Limited,100,Shipped\n\
             2,2026-10-20,Acme Limited,900,{state}\n,2026-10-21,Beta GmbH,70,Cancelled\n"
        )
    };
    let world = world();
    world.put("o.csv", list("Cancelled"));
    for _ in 0..2 {
        world.ok(["import", "--orders", "o.csv", "--apply"]);
        assert_eq!(orders(&world, "acme"), [("1".into(), "100".into())]);
        assert!(!world.path("customers/beta.log.jsonl").exists());
    }
    // One that the book has is taken off.
    let world = self::world();
    for (state, count) in [("Shipped", 2), ("Cancelled", 3), ("Cancelled", 3)] {
        world.put("o.csv", list(state));
        world.ok(["import", "--orders", "o.csv", "--apply"]);
        assert_eq!(orders(&world, "acme").len(), count, "{state}");
    }
}

#[test]
fn of_sums_with_and_without_the_tax_an_invoice_is_owed_with_it_and_an_order_earned_without() {
    for (header, owed, earned) in [
        ("Net,VAT,Gross", "119", "100"),
        ("Net amount,VAT,Total", "119", "100"),
        ("Amount,VAT amount,Total incl VAT", "119", "100"),
        ("金额,税额,价税合计", "119", "100"),
        ("无税金额,税额,含税金额", "119", "100"),
    ] {
        for (option, want) in [("--invoices", owed), ("--orders", earned)] {
            let world = world();
            world.put(
                "i.csv",
                format!("No,Date,Customer,{header}\n7,2026-10-01,Acme Limited,100.00,19.00,119.00\n"),
            );
            let told = world.ok(["import", option, "i.csv", "--apply"]);
            assert!(told.contains("the amount is \""), "{header}: {told}");
            let log = world.read("customers/acme.log.jsonl");
            assert!(log.contains(&format!(r#""amount":"{want}.00""#)), "{option} {header}: {log}");
        }
    }
}

#[test]
fn an_order_logged_by_hand_is_not_written_a_second_time() {
    let world = world();
    world.log("acme", &[r#"{"at":"2026-10-27","by":"li","kind":"order","amount":"70"}"#]);
    world.put(
        "o.csv",
        "Order No,Date,Customer,Amount\n#5001,2026-10-27,Acme Limited,70\n#5002,2026-10-27,Acme Limited,71\n",
    );
    let told = world.run(["import", "--orders", "o.csv", "--apply"]);
    let says = "#5001: perhaps the one logged by hand: line 1 of the log";
    assert!(told.code == 5 && told.stdout.contains(says), "{told:?}");
    assert_eq!(orders(&world, "acme").len(), 2);
    // It is another one.
    world.ok([
        "log",
        "acme",
        "by phone",
        "--order",
        "70",
        "--ref",
        "#5001",
        "--at",
        "2026-10-27",
        "--no-contact",
    ]);
    let told = world.ok(["import", "--orders", "o.csv", "--apply"]);
    assert!(told.contains("0 written, 2 there already"), "{told}");
}

#[test]
fn a_bank_says_the_number_in_any_column_and_its_rejected_rows_are_those() {
    let world = world();
    world.put("i.csv", "Invoice No,Date,Customer,Amount\nINV-104,2026-09-02,Acme Limited,250\n");
    world.ok(["import", "--invoices", "i.csv", "--apply"]);
    world.put(
        "bank.csv",
        "Date,Description,Reference,Amount\n2026-10-01,Rent,,-900.00\n2026-10-02,Transfer,INV-104,250.00\n\
         2026-10-03,Deposit,,999.99\n",
    );
    let told = world.run(["import", "--payments", "bank.csv", "--apply", "--rejects", "bad.csv"]);
    assert!(told.code == 5 && told.stdout.contains("pays INV-104"), "{told:?}");
    let bad = world.read("bad.csv");
    assert!(bad.lines().count() == 2 && bad.contains("2026-10-03,Deposit,,999.99"), "{bad}");
    // An hour is not a day.
    let world = self::world();
    world.put("i.csv", "Invoice No,Date,Customer,Amount\nINV-104,2026-09-02,Acme Limited,250\n");
    world.ok(["import", "--invoices", "i.csv", "--apply"]);
    world.put(
        "bank.csv",
        "招商银行交易流水,,,\n账号：6214,,,\n交易日,交易时间,贷方金额,收(付)方名称\n20261104,10:11:12,250.00,Acme Limited\n",
    );
    let told = world.run(["import", "--payments", "bank.csv", "--apply"]);
    assert!(told.code == 0 && told.stdout.contains("pays INV-104 by its sum"), "{told:?}");
    assert_eq!(told.stderr, "note: the header is in row 3\n");
    assert!(world.read("customers/acme.log.jsonl").contains(r#""at":"2026-11-04""#), "{told:?}");
}

#[test]
fn who_pays_by_a_number_of_its_own_pays_nobody_elses() {
    // Beta's invoices, Gamma's, and whether the payment of Beta's finds one.
    for (beta, gamma, pays) in [
        (&["--invoice 822 --ref I-1", "--payment 822 --ref I-1"][..], "823", None),
        (&["--invoice 822 --ref I-1", "--payment 822 --ref I-1"], "822", None),
        (&["--invoice 822 --ref I-1"], "822", Some("beta")),
        (&["--invoice 900 --ref I-1"], "822", Some("beta")),
        // Somebody may pay all of another firm's invoice, and nobody a part of it.
        (&[], "822", Some("gamma")),
        (&[], "823", None),
    ] {
        let world = World::new();
        world.put("crm.yaml", "version: 2\ncurrency: USD\n");
        for (id, name) in [("beta", "Beta GmbH"), ("gamma", "Gamma GmbH")] {
            world.card(id, &format!("name: {name}\ngrade: A\n"));
            world.log(id, &[]);
        }
        for line in beta {
            let args = ["log", "beta", "--at", "2026-10-01"].into_iter().chain(line.split(' '));
            let args = args.chain(
                if line.contains("invoice") { &["--due", "2026-12-24"][..] } else { &[] }.iter().copied(),
            );
            world.ok(args);
        }
        world.ok(["log", "gamma", "--invoice", gamma, "--ref", "I-1", "--due", "2026-12-24"]);
        world.put("bank.csv", "Date,Payer,Amount,Currency,Text\n2026-11-19,Beta GmbH,822,USD,Invoice I-1\n");
        let told = world.run(["import", "--payments", "bank.csv", "--apply"]);
        let paid = ["beta", "gamma"].into_iter().find(|id| {
            world.read(&format!("customers/{id}.log.jsonl")).contains(r#""at":"2026-11-19","by""#)
        });
        assert_eq!(paid, pays, "{beta:?} {gamma} {told:?}");
    }
}
