//! Lists that come in again: with something typed since, after a merge, and by two who have not synced.

use crate::team::Team;
use crate::world::World;

#[test]
fn what_is_typed_into_the_maintenance_list_is_told_and_set_where_it_wins() {
    let world = World::new();
    world.card("beta", "name: Beta GmbH\nnumber: B1\ngrade: C\nowner: li\ncontacts:\n  - name: Bert\n");
    world.log(
        "beta",
        &[r#"{"at":"2026-11-10T10:00:00+08:00","by":"li","kind":"followup","via":"call","text":"all well","next":"2026-12-10"}"#],
    );
    let list = world.ok(["export"]);
    world.put("l.csv", list.replace("2026-12-10", "2026-12-15"));
    let told = world.run(["import", "l.csv", "--apply"]);
    assert!(told.changed().is_empty(), "{told:?}");
    assert!(told.stdout.contains("differs: next stays 2026-12-10, the file says"), "{told:?}");
    let told = world.run(["import", "l.csv", "--apply", "--overwrite"]);
    assert!(told.stdout.contains("overwrites next"), "{told:?}");
    assert!(world.read("customers/beta.log.jsonl").contains(r#""kind":"note","next":"2026-12-15"}"#));
    assert!(world.ok(["export"]).contains("2026-12-15"));
    let again = world.run(["import", "l.csv", "--apply", "--overwrite"]);
    assert!(again.changed().is_empty() && again.stdout.contains("1 unchanged"), "{again:?}");
    // What the customer thought of it can't be put into an entry that is there: it is told.
    world.put("l.csv", world.ok(["export"]).replace("all well,", "all well,positive"));
    let told = world.run(["import", "l.csv", "--apply", "--overwrite"]);
    assert!(told.changed().is_empty(), "{told:?}");
    assert!(told.stdout.contains("differs: last.reply isn't in the log, the file says"), "{told:?}");
}

#[test]
fn what_the_rules_say_is_nobodys_word_until_somebody_types_another_day() {
    let world = World::new();
    world.card("beta", "name: Beta GmbH\nnumber: B1\ngrade: C\nowner: li\n");
    // The newest contact is an order that somebody gave by telephone.
    world.log(
        "beta",
        &[
            r#"{"at":"2026-11-02","by":"li","kind":"followup","via":"call","reply":"neutral"}"#,
            r#"{"at":"2026-11-10","by":"li","kind":"order","via":"call","amount":"400"}"#,
        ],
    );
    let list = world.ok(["export"]);
    world.put("l.csv", &list);
    let told = world.run(["import", "l.csv", "--apply"]);
    assert!(told.changed().is_empty() && told.stdout.contains("1 unchanged"), "{told:?}");
    let due = world.json(["list", "--format", "json"])[0]["next_due"].as_str().expect("a day").to_owned();
    world.put("l.csv", list.replace(&due, "2026-12-24"));
    let told = world.run(["import", "l.csv", "--apply"]);
    assert!(told.changed().is_empty() && told.stdout.contains(&format!("next stays {due}")), "{told:?}");
}

#[test]
fn a_next_date_in_another_row_of_the_customer_comes_in() {
    let world = World::new();
    let list = "name,number,contact,last contact,summary,next date\nGamma AG,G1,Emil,2026-11-12,,\nGamma AG,G1,Fritz,2026-11-12,,2026-12-20\n";
    world.put("l.csv", list);
    world.ok(["import", "l.csv", "--apply"]);
    assert!(world.read("customers/gamma.log.jsonl").contains("2026-12-20"));
    let again = world.run(["import", "l.csv", "--apply"]);
    assert!(again.changed().is_empty(), "{again:?}");
}

/// Two customers that have the same numbers, and are then made one.
fn merged() -> World {
    let world = World::new();
    for id in ["alpha", "beta"] {
        world.card(id, &format!("name: {id} GmbH\n"));
    }
    for args in [
        &["alpha", "--order", "100", "--item", "Mugs", "--ref", "PO-1", "--at", "2026-10-01"][..],
        &["beta", "--order", "200", "--item", "Cups", "--ref", "PO-1", "--at", "2026-10-02"],
        &["alpha", "--quote", "350", "--item", "Pots", "--ref", "Q-1", "--at", "2026-11-03"],
        &["beta", "--quote", "300", "--item", "Pots", "--ref", "Q-1", "--at", "2026-11-04"],
        &["alpha", "--quote", "20", "--item", "Lids", "--at", "2026-11-05"],
        &["beta", "--quote", "30", "--item", "Lids", "--at", "2026-11-06"],
        &["beta", "--quote", "lost", "--item", "Lids", "--why", "price", "--at", "2026-11-07"],
    ] {
        world.ok([&["log"], args, &["--no-contact"]].concat());
    }
    world.put("list.csv", world.ok(["export", "entries"]));
    world.ok(["merge", "alpha", "beta", "--apply"]);
    world
}

#[track_caller]
fn open_deals(world: &World) -> Vec<String> {
    let deals = world.json(["deals", "--format", "json"]);
    let mut sums: Vec<String> = deals
        .as_array()
        .expect("deals")
        .iter()
        .map(|deal| deal["amount"].as_str().unwrap_or_default().to_owned())
        .collect();
    sums.sort();
    sums
}

#[test]
fn what_another_customer_was_offered_says_nothing_of_the_own_offers() {
    let world = merged();
    assert_eq!(open_deals(&world), ["20", "300", "350"], "{}", world.read("customers/alpha.log.jsonl"));
}

#[test]
fn an_export_from_before_a_merge_is_known_after_it() {
    let world = merged();
    let told = world.run(["import", "--entries", "list.csv", "--apply"]);
    assert!(told.changed().is_empty() && told.code == 0, "{told:?}");
    // What is new of the one that is gone is of its own numbers.
    world.put("list.csv", "id,name,at,kind,state,ref\nbeta,beta GmbH,2026-11-09,quote,lost,Q-1\n");
    world.ok(["import", "--entries", "list.csv", "--apply"]);
    assert_eq!(open_deals(&world), ["20", "350"], "{}", world.read("customers/alpha.log.jsonl"));
}

#[test]
fn what_is_logged_under_the_old_id_finds_its_own_number() {
    let world = merged();
    let told = world.run(["log", "beta", "too dear", "--quote", "lost", "--ref", "Q-1", "--via", "call"]);
    assert!(told.stderr.contains("note: Q-1 of beta is Q-1~beta of alpha now"), "{told:?}");
    assert_eq!(open_deals(&world), ["20", "350"]);
    world.ok(["log", "alpha", "--quote", "lost", "--ref", "Q-1", "--via", "call"]);
    assert_eq!(open_deals(&world), ["20"]);
}

#[test]
fn a_list_that_two_import_before_either_syncs_is_told_to_count_twice() {
    let team = Team::new();
    team.ok("li", &["add", "Alpha GmbH", "--id", "alpha"]);
    team.ok("li", &["sync", "-m", "a customer"]);
    team.ok("wang", &["sync"]);
    let list = "id,at,kind,amount,currency,text\nalpha,2026-10-05 10:00,order,5000,USD,\nalpha,2026-10-06,payment,5000,USD,\nalpha,2026-10-06,note,,,x\n";
    team.world.put("e.csv", list);
    for who in ["li", "wang"] {
        team.ok(who, &["import", "--entries", "../e.csv", "--apply"]);
    }
    team.ok("li", &["sync", "-m", "a list"]);
    let told = team.crm("wang", &["sync", "-m", "the same"]);
    let said = "alpha: 2 entries came from both sides, equal but for who wrote them";
    assert!(told.whole().contains(said), "{told:?}");
    let told = team.crm("wang", &["check"]);
    assert_eq!(
        told.stdout.matches("says the same, but for who wrote it, or when: both count").count(),
        2,
        "{told:?}"
    );
}

#[test]
fn a_quote_that_a_colleague_lost_meanwhile_is_the_other_customers() {
    let team = Team::new();
    for id in ["alpha", "beta"] {
        team.ok("li", &["add", &format!("{id} GmbH"), "--id", id]);
    }
    for (id, sum) in [("beta", "300"), ("alpha", "350")] {
        team.ok("li", &["log", id, "--quote", sum, "--item", "Pots", "--no-contact"]);
    }
    team.ok("li", &["upgrade", "--apply"]);
    team.ok("li", &["sync", "-m", "two quotes"]);
    team.ok("wang", &["sync"]);
    team.ok("wang", &["log", "beta", "--quote", "lost", "--item", "Pots", "--no-contact"]);
    team.ok("li", &["merge", "alpha", "beta", "--apply"]);
    team.ok("li", &["sync", "-m", "one customer"]);
    team.crm("wang", &["sync", "-m", "lost"]);
    let deals = team.crm("wang", &["deals"]).stdout;
    assert!(deals.contains("350") && !deals.contains("300"), "{deals}");
}

/// A customer with entries of which texts and numbers look like formulas, and amounts have more digits than a binary
/// fraction keeps.
fn told_to_a_spreadsheet() -> World {
    let world = World::new();
    world.card("alpha", "name: Alpha GmbH\nnumber: A1\nplan: \"- get the report\"\n");
    world.log(
        "alpha",
        &[
            r#"{"at":"2026-10-01T10:00:00+08:00","by":"li","kind":"followup","via":"call","text":"- price is fine\n- wants 40"}"#,
            r#"{"at":"2026-10-02","by":"li","kind":"order","amount":"1234567.89","item":"@home series"}"#,
            "{\"at\":\"2026-10-03\",\"by\":\"li\",\"kind\":\"order\",\"amount\":\"5442962.80\",\"item\":\"Mugs\u{200b} blue\"}",
            r#"{"at":"2026-10-04","by":"li","kind":"note","text":"'=quoted"}"#,
        ],
    );
    world
}

#[test]
fn what_a_spreadsheet_was_told_comes_back_as_it_was() {
    let world = told_to_a_spreadsheet();
    world.put("e.csv", world.ok(["export", "entries", "--spreadsheet"]));
    world.ok(["export", "entries", "--output", "e.xlsx"]);
    for list in ["e.csv", "e.xlsx"] {
        let told = world.run(["import", list, "--entries", "--apply"]);
        assert!(told.changed().is_empty() && told.stdout.contains("4 unchanged"), "{list}: {told:?}");
    }
    world.put("c.csv", world.ok(["export", "customers", "--spreadsheet"]));
    let told = world.run(["import", "c.csv", "--apply", "--overwrite"]);
    assert!(told.changed().is_empty() && told.stdout.contains("1 unchanged"), "{told:?}");
}

#[test]
fn a_cell_filled_in_an_export_is_told_and_makes_no_second_entry() {
    let world = told_to_a_spreadsheet();
    let list = world.ok(["export", "entries"]);
    world.put("e.csv", list.replace("@home series", "").replace("- wants 40", "- wants 40 more"));
    let told = world.run(["import", "e.csv", "--entries", "--apply", "--rejects", "bad.csv"]);
    assert!(told.changed().iter().all(|path| path.ends_with("bad.csv")), "{told:?}");
    let bad = world.read("bad.csv");
    for says in [
        "line 1 of the log is this entry",
        "line 2 of the log is this entry, and has \"\"@home series\"\" there",
    ] {
        assert!(bad.contains(says), "{says}: {bad}");
    }
    assert_eq!(bad.matches("is this entry").count(), 2);
}

#[test]
fn rows_that_are_not_what_they_seem_are_told_and_not_cut() {
    let world = World::new();
    world.card("alpha", "name: Alpha GmbH\n");
    world.put("l.csv", "id,at,kind,amount\nalpha,2026-10-01,order,1,234.50\nalpha,2026-10-02,order,500\nalpha,2026-10-02,order,500\n");
    let told = world.run(["import", "l.csv", "--entries", "--apply", "--rejects", "bad.csv"]);
    assert!(told.stdout.contains("5 cells below 4 columns: \"234.50\" has none"), "{told:?}");
    assert!(told.stdout.contains("row 3 says it already: alpha"), "{told:?}");
    assert_eq!(world.read("customers/alpha.log.jsonl").lines().count(), 1);
    let bad = world.read("bad.csv");
    assert!(bad.contains("234.50\r\n") && bad.contains("2026-10-02,order,500,row 3"), "all of it: {bad}");
    world.put("open.csv", "name,number,notes\n\"Best Pumps,2,hello\nGood Pumps,3,x\n");
    let told = world.run(["import", "open.csv", "--apply"]);
    told.refused(2, &["open.csv:2: a quotation mark is opened here and not closed", "\"\""]);
    assert!(told.changed().is_empty());
}

#[test]
fn no_list_takes_the_place_of_the_workspaces_own_files() {
    let world = World::new();
    world.card("alpha", "name: Alpha GmbH\n");
    world.put("l.csv", "name\nBeta GmbH\n");
    for own in ["crm.yaml", "customers/alpha.yaml", ".gitattributes", ".crm-forgotten", ".git/config"] {
        let told = world.run(["import", "l.csv", "--rejects", own]);
        told.refused(2, &["is one of the workspace's own files", "--rejects bad.csv"]);
        assert!(told.changed().is_empty());
        world.run(["export", "--output", own]).refused(2, &["is one of the workspace's own files"]);
    }
}

#[test]
fn a_language_that_is_none_hides_nobody() {
    let world = World::new();
    world.card(
        "alpha",
        "name: Alpha GmbH\nlanguage: English; Kurt Kiel speaks Chinese\ncontacts: [{name: Kurt Kiel}]\n",
    );
    world.card("beta", "name: Beta GmbH\nlanguage: zh-Hant\n");
    let list: serde_json::Value =
        serde_json::from_str(&world.run(["list", "--redact", "--json"]).stdout).expect("JSON");
    assert_eq!((&list[0]["language"], &list[1]["language"]), (&"[…]".into(), &"zh-Hant".into()));
    world.run(["forget", "alpha", "--contact", "Kurt Kiel", "--apply"]);
    assert!(!world.read("customers/alpha.yaml").contains("Kurt"), "{}", world.read("customers/alpha.yaml"));
}

#[test]
fn one_late_contact_that_two_have_noted_is_told_to_count_twice_whenever_they_did() {
    let team = Team::new();
    team.ok("li", &["add", "Alpha GmbH", "--id", "alpha"]);
    team.ok("li", &["sync", "-m", "a customer"]);
    team.ok("wang", &["sync"]);
    for (who, day) in [("li", "2026-11-20"), ("wang", "2026-11-21")] {
        let args = ["log", "alpha", "both", "--via", "visit", "--at", "2026-11-10"];
        let told = team.call(who, crate::world::binary(), &args).env("CRM_TODAY", day).run();
        assert_eq!(told.code, 0, "{told:?}");
    }
    team.ok("li", &["sync", "-m", "a visit"]);
    let told = team.crm("wang", &["sync", "-m", "the same"]);
    assert!(
        told.whole().contains("alpha: 1 entry came from both sides, equal but for who wrote"),
        "{told:?}"
    );
    let told = team.crm("wang", &["check"]);
    assert!(told.stdout.contains("says the same, but for who wrote it, or when"), "{told:?}");
}

#[test]
fn what_a_part_has_ordered_wins_its_own_quotes_however_the_order_comes() {
    let offers = |run: &dyn Fn(&[&str])| {
        run(&["log", "alpha", "--quote", "350", "--item", "Pots", "--at", "2026-11-03", "--no-contact"]);
        run(&["log", "beta", "--quote", "300", "--item", "Pots", "--at", "2026-11-04", "--no-contact"]);
    };
    let order = ["log", "beta", "--order", "300", "--item", "Pots", "--at", "2026-11-10", "--no-contact"];
    // Before the merge, and typed under the old id after it; with a number of its own, and twice.
    for is_before in [true, false] {
        for number in [&[][..], &["--ref", "O-1"]] {
            let world = World::new();
            for id in ["alpha", "beta"] {
                world.card(id, &format!("name: {id} GmbH\n"));
            }
            offers(&|args| drop(world.ok(args)));
            let ordered = [&order[..], number].concat();
            if is_before {
                world.ok(&ordered);
                world.put("list.csv", world.ok(["export", "entries"]));
            }
            world.ok(["merge", "alpha", "beta", "--apply"]);
            if !is_before {
                let told = world.run(&ordered);
                let name = number.last().unwrap_or(&"Pots");
                let said = format!("{name} of beta is {name}~beta of alpha now");
                assert!(told.stderr.contains(&said), "{told:?}");
            }
            let log = world.read("customers/alpha.log.jsonl");
            assert_eq!(open_deals(&world), ["350"], "{log}");
            if number.is_empty() {
                let again =
                    ["log", "beta", "--order", "200", "--item", "Pots", "--at", "2026-11-12", "--no-contact"];
                let told = world.run(again);
                assert_eq!(told.code, 0, "{told:?}");
                assert_eq!(open_deals(&world), ["350"], "one that is ordered again wins nothing else: {log}");
            }
            let told = world.run(["check"]);
            assert!(!told.stdout.contains("twice"), "{told:?}");
            if is_before {
                let told = world.run(["import", "--entries", "list.csv", "--apply"]);
                assert!(told.changed().is_empty() && told.code == 0, "{told:?}");
            }
        }
    }
    // A colleague's, who has not heard of the merge.
    let team = Team::new();
    team.ok("li", &["upgrade", "--apply"]);
    for id in ["alpha", "beta"] {
        team.ok("li", &["add", &format!("{id} GmbH"), "--id", id]);
    }
    offers(&|args| drop(team.ok("li", args)));
    team.ok("li", &["sync", "-m", "two customers"]);
    team.ok("wang", &["sync"]);
    team.ok("li", &["merge", "alpha", "beta", "--apply"]);
    team.ok("wang", &order);
    team.ok("li", &["sync", "-m", "one"]);
    team.ok("wang", &["sync", "-m", "an order"]);
    let log = team.read("wang", "alpha.log.jsonl");
    assert!(log.contains("\"kind\":\"order\"") && log.matches("Pots~beta").count() == 3, "{log}");
}

#[test]
fn two_people_of_one_name_stay_two_by_the_own_export() {
    let card = "name: Alpha GmbH\nowner: li\ncontacts:\n  - name: 王芳\n    email: wf1@alpha.example\n  - name: 王芳\n    position: accounts\n    decides: true\n    email: wf2@alpha.example\n    phone: \"13800138000\"\n  - name: 王芳\n    position: sales\n";
    for (file, export) in [("c.csv", &["export", "customers"][..]), ("c.vcf", &["export", "-f", "vcard"])] {
        for how in [&[][..], &["--overwrite"]] {
            let world = World::new();
            world.card("alpha", card);
            world.put(file, world.ok(export));
            let told = world.run([&["import", file, "--apply"], how].concat());
            assert_eq!(world.read("customers/alpha.yaml"), card, "{file} {how:?}: {told:?}");
        }
    }
    // Of one whom nothing tells from the others nobody knows which it is.
    let world = World::new();
    world.card("alpha", card);
    world.put("l.csv", "id,name,contact.name,contact.phone\nalpha,Alpha GmbH,王芳,13900139000\n");
    let told = world.run(["import", "l.csv", "--apply", "--overwrite"]);
    assert_eq!(world.read("customers/alpha.yaml"), card, "{told:?}");
    assert!(told.whole().contains("13900139000"), "{told:?}");
}
