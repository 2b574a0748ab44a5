//! Lists of entries: what of a list is known again, and that nothing of a row is dropped without a word.

use crate::world::World;

/// A world with some customers, and what a list does to it the first time and the second.
fn world(ids: &[&str]) -> World {
    let world = World::new();
    for id in ids {
        world.card(id, &format!("name: {id}\n"));
    }
    world
}

#[track_caller]
fn imported(world: &World, list: &str) -> String {
    world.put("list.csv", list);
    let first = world.run(["import", "--entries", "list.csv", "--apply"]);
    let again = world.run(["import", "--entries", "list.csv", "--apply"]);
    assert!(again.changed().is_empty(), "importing it again writes nothing: {again:?}");
    first.stdout
}

#[track_caller]
fn count(world: &World, id: &str) -> usize {
    world.read(&format!("customers/{id}.log.jsonl")).lines().count()
}

const LIKE_ONE_ANOTHER: &str = "\
id,at,kind,via,with,text,amount,currency,item,ref,state,from,until,due,expected,why,competitor,margin,reply,next,minutes
a,2026-10-01,order,,,,100,USD,Mugs,,,,,,,,,,,,
a,2026-10-01,order,,,,100,USD,Cups,,,,,,,,,,,,
a,2026-10-01,order,,,,100,EUR,Cups,,,,,,,,,,,,
a,2026-10-01,order,,,,100,,Cups,,,,,,,,,,,,
a,2026-10-01,order,,,,100,EUR,Cups,,,,,,,,,0.2,,,
a,2026-10-02,sample,,,,,,Mugs,,sent,,,,,,,,,,
a,2026-10-02,sample,,,,,,Cups,,sent,,,,,,,,,,
a,2026-10-04,quote,,,,,,Pots,,lost,,,,,,,,,,
a,2026-10-04,quote,,,,,,Pots,,won,,,,,,,,,,
a,2026-10-04,quote,,,,,,Pots,,lost,,,,,price,,,,,
a,2026-10-04,quote,,,,,,Pots,,lost,,,,,,Hydro,,,,
a,2026-10-05,quote,,,,300,USD,,Q-1,,,,,,,,,,,
a,2026-10-05,quote,,,,300,USD,,Q-1,,,,,2026-12-01,,,,,,
a,2026-10-06,followup,call,,,,,,,,,,,,,,,,,
a,2026-10-06,followup,email,,,,,,,,,,,,,,,,,
a,2026-10-06,followup,call,Anna,,,,,,,,,,,,,,,,
a,2026-10-06,followup,call,Anna,,,,,,,,,,,,,,none,,
a,2026-10-06,followup,call,Anna,,,,,,,,,,,,,,none,2026-12-24,
a,2026-10-06,followup,call,Anna,,,,,,,,,,,,,,none,2026-12-24,5
a,2026-10-08,contract,,,,100,USD,,,,2026-01-01,2026-06-30,,,,,,,,
a,2026-10-08,contract,,,,100,USD,,,,2026-07-01,2026-12-31,,,,,,,,
a,2026-10-09,invoice,,,,100,USD,,,,,,2026-11-01,,,,,,,
a,2026-10-09,invoice,,,,100,USD,,,,,,2026-12-01,,,,,,,
a,2026-10-10,grade,,,,,,,,,,,,,won,,,,,
a,2026-10-10,grade,,,,,,,,,,,,,lost,,,,,
";

#[test]
fn entries_that_differ_in_anything_are_several() {
    let world = world(&["a"]);
    let told = imported(&world, LIKE_ONE_ANOTHER);
    assert_eq!(count(&world, "a"), LIKE_ONE_ANOTHER.lines().count() - 1, "{told}");
    // Beside what is there, too.
    world.ok(["log", "a", "--sample", "sent", "--item", "Pans", "--at", "2026-10-02", "--no-contact"]);
    let before = count(&world, "a");
    imported(&world, "id,at,kind,item,state\na,2026-10-02,sample,Lids,sent\na,2026-10-02,sample,Pans,sent\n");
    assert_eq!(count(&world, "a"), before + 1);
}

#[test]
fn what_a_list_never_speaks_of_makes_no_other_entry() {
    let world = world(&["a"]);
    world.log(
        "a",
        &[r#"{"at":"2026-10-01","by":"li","kind":"order","amount":"100.00","currency":"USD","item":"Mugs"}"#],
    );
    imported(&world, "id,at,kind,amount\na,2026-10-01,order,100\n");
    assert_eq!(count(&world, "a"), 1, "of the item and the currency the list has no column");
    imported(&world, "id,at,kind,amount,item\na,2026-10-01,order,100,\n");
    assert_eq!(count(&world, "a"), 2, "it has one, and says that it is none of Mugs");
}

#[test]
fn what_is_made_once_comes_in_once() {
    for kind in ["order", "invoice", "contract"] {
        let world = world(&["a"]);
        let list = |rows: &str| format!("id,at,kind,amount,ref,item\n{}\n", rows.replace("KIND", kind));
        imported(&world, &list("a,2026-10-01,KIND,500,O-1,"));
        for (rows, told) in [
            // Corrected in the amount, or in the day.
            ("a,2026-10-01,KIND,550,O-1,", "line 1 of the log is this entry, and has \"500\" there"),
            ("a,2026-10-02,KIND,500,o-1,", "line 1 of the log is this entry, and has \"2026-10-01\" there"),
            (
                "a,2026-10-03,KIND,7,O-2,\na,2026-10-03,KIND,8,O-2,",
                "row 2 has \"O-2\" already, and says otherwise",
            ),
        ] {
            world.put("list.csv", list(rows));
            let outcome = world.run(["import", "--entries", "list.csv", "--apply"]);
            assert!(outcome.stdout.contains(told) && outcome.code != 0, "{kind} {rows} {outcome:?}");
        }
        assert_eq!(count(&world, "a"), 2, "{kind}");
        world.ok(["check"]);
    }
}

#[test]
fn an_order_may_have_a_row_for_each_of_its_items() {
    let world = world(&["a"]);
    let list =
        "id,at,kind,amount,ref,item\na,2026-10-01,order,500,O-1,Mugs\na,2026-10-01,order,70,O-1,Cups\n";
    imported(&world, list);
    assert_eq!(count(&world, "a"), 2);
    world.put("list.csv", list);
    let again = world.ok(["import", "--entries", "list.csv", "--apply"]);
    assert!(again.contains("2 unchanged"), "{again}");
    // A corrected amount of one of them is told, and so is one that says no item.
    for row in ["a,2026-10-01,order,75,O-1,Cups", "a,2026-10-01,order,99,O-1,"] {
        world.put("list.csv", format!("id,at,kind,amount,ref,item\n{row}\n"));
        let outcome = world.run(["import", "--entries", "list.csv", "--apply"]);
        assert!(outcome.stdout.contains("is this entry, and has") && outcome.code != 0, "{row} {outcome:?}");
    }
    assert_eq!(count(&world, "a"), 2);
}

#[test]
fn a_row_more_than_the_log_has_lines_is_told() {
    let world = world(&["a"]);
    let order = |hour: u32| {
        format!(
            r#"{{"at":"2026-10-01T{hour}:00:00+08:00","by":"li","kind":"order","amount":"100","currency":"USD"}}"#
        )
    };
    world.log("a", &[&order(10)]);
    let row = "a,2026-10-01,order,100\n";
    world.put("list.csv", format!("id,at,kind,amount\n{row}{row}{row}"));
    for (lines, unchanged) in [(1, 1), (2, 2)] {
        let outcome = world.run(["import", "--entries", "list.csv", "--apply"]);
        assert!(outcome.stdout.contains(&format!("{unchanged} unchanged")), "{outcome:?}");
        assert!(outcome.stdout.contains("row 2 says it already: a"), "{outcome:?}");
        assert_eq!(count(&world, "a"), lines);
        world.log("a", &[&order(10), &order(11)]);
    }
}

#[test]
fn the_own_export_of_entries_is_known_however_they_are_written() {
    let world = world(&["a"]);
    world.put("crm.yaml", "version: 1\npeople:\n  li: {name: Li Na}\n  wang: {name: Wang}\n");
    world.log(
        "a",
        &[
            r#"{"kind": "followup", "at": "2026-11-01T10:00:00+08:00", "by": "Li Na", "via": "Call", "text": " by hand \r\n", "minutes": 5.0, "with_us": ["wang"]}"#,
            r#"{"at":"2026-11-02T10:00:00-05:00","by":"wang","kind":"order","amount":"1200.50","margin":"0.250","ref":"4711.0","item":"a, \"b\""}"#,
            r#"{"at":"2026-11-03","by":"gone","kind":"note","next":"2026-12-01","planned":true,"text":"x"}"#,
            r#"{"at":"2026-11-03","by":"li","kind":"owner","from":null,"to":"wang","why":"new"}"#,
            r#"{"at":"2026-11-04","kind":"complaint","state":"opened"}"#,
            r#"{"at":"2026-11-04","by":"li","kind":"quote","state":"open","amount":"5","currency":"EUR"}"#,
        ],
    );
    world.put("list.csv", world.ok(["export", "entries"]));
    let told = world.run(["import", "--entries", "list.csv", "--apply"]);
    assert!(told.code == 0 && told.changed().is_empty(), "{told:?}");
}

const OUT_OF_PLACE: &str = "\
id,at,kind,via,text,amount,currency,item,next,plan,minutes,reply
a,2026-10-03,order,call,,400,USD,Pots,2026-12-24,offer the lids,0,positive
a,2026-10-04,followup,call,ordered by phone,500,USD,,,,,
a,2026-10-05,followup,call,called,0,USD,,,,5,
a,2026-10-06,sample,,,,,,soon,,,
";

#[test]
fn what_an_entry_has_no_place_for_is_kept_beside_it_or_told() {
    let world = world(&["a"]);
    world.put("list.csv", OUT_OF_PLACE.replace(",sample,", ",order,"));
    let chinese = world.run(["--lang", "zh", "import", "--entries", "list.csv"]);
    assert!(chinese.stdout.contains("「500」：跟进没有「金额」这一项"), "{chinese:?}");
    let told = world.run(["import", "--entries", "list.csv", "--apply", "--rejects", "bad.csv"]);
    assert_eq!(told.code, 5, "{told:?}");
    let log = world.read("customers/a.log.jsonl");
    assert!(
        log.contains(r#""kind":"note","next":"2026-12-24","plan":"offer the lids","origin":"import"}"#),
        "{log}"
    );
    assert!(log.contains(r#""kind":"order","via":"call","amount":"400""#), "{log}");
    let bad = world.read("bad.csv");
    for said in [
        "left out: reply: \"\"positive\"\": an order has no reply; give it a row of its own",
        "left out: amount: \"\"500\"\": a follow-up has no amount",
        "left out: next: \"\"soon\"\" is not a date",
    ] {
        assert!(bad.contains(said), "{said}: {bad}");
    }
    assert_eq!(bad.lines().count(), 4, "nothing and a currency of nothing say nothing: {bad}");
    assert!(told.stdout.contains("+ 2 log entries"), "{told:?}");
    let again = world.run(["import", "--entries", "list.csv", "--apply"]);
    assert!(again.changed().is_empty(), "{again:?}");
}

const SAID_IN_CHINESE: &str = "\
客户,日期,类型,状态,事项,到期,金额
a,2026-11-01,承诺,作出,price list,下周五,
a,2026-11-02,承诺,作出,drawings,,
a,2026-11-03,承诺,作出,,2026-12-01,
a,2026-11-04,承诺,已兑现,price list,,
a,2026-11-05,承诺,已兑现,,,
a,2026-11-06,申请,申请,,,
a,2026-11-07,邀请,已邀请,春季展,,
a,2026-11-08,合同,,,2027-12-31,100
a,2026-11-09,发票,,,2026-12-09,100
";

#[test]
fn a_list_says_of_a_promise_what_one_who_types_it_has_to_say() {
    let world = world(&["a"]);
    world.put(
        "crm.yaml",
        "version: 1\nevents:\n  - {what: {en: Spring Fair, zh: 春季展会}, on: 03-10, until: 03-12}\n",
    );
    world.put("list.csv", SAID_IN_CHINESE);
    let told = world.run(["--lang", "zh", "import", "--entries", "list.csv", "--apply"]);
    for says in ["到期  →  期限", "缺少 期限", "缺少 事项"] {
        assert!(told.stdout.contains(says), "{says}: {told:?}");
    }
    let log = world.read("customers/a.log.jsonl");
    for says in [
        r#""kind":"promise","state":"made","what":"price list","due":"2026-11-06","origin":"import"}"#,
        r#""kind":"promise","state":"kept","what":"price list","origin":"import"}"#,
        r#""kind":"invitation","state":"invited","what":"Spring Fair","origin":"import"}"#,
        r#""kind":"contract","amount":"100","until":"2027-12-31","origin":"import"}"#,
        r#""kind":"invoice","amount":"100","due":"2026-12-09","origin":"import"}"#,
    ] {
        assert!(log.contains(says), "{says}: {log}");
    }
    assert_eq!(log.lines().count(), 5, "{log}");
    for (header, key) in
        [("兑现日期", "due"), ("截止日期", "due"), ("活动名称", "what"), ("承诺内容", "what")]
    {
        world.put("one.csv", format!("id,at,kind,{header}\na,2026-11-01,promise,2026-12-01\n"));
        let told = world.run(["import", "--entries", "one.csv"]).stdout;
        assert!(told.contains(&format!("  →  {key}")), "{header}: {told}");
    }
}

#[test]
fn a_unit_and_a_currency_that_contradict_what_stands_beside_the_number_are_told() {
    for (header, value, says) in [
        ("quantity,unit", "500 pcs,kg", "\"kg\", but \"pcs\" beside the number"),
        ("amount,currency", "100 USD,EUR", "\"EUR\", but \"USD\" beside the number"),
    ] {
        let world = world(&["a"]);
        let rest = if header.starts_with('a') { "" } else { ",amount" };
        let amount = if rest.is_empty() { "" } else { ",100" };
        world.put("list.csv", format!("id,at,kind,{header}{rest}\na,2026-10-01,order,{value}{amount}\n"));
        let told = world.run(["import", "--entries", "list.csv", "--apply"]);
        assert!(told.code != 0 && format!("{}{}", told.stdout, told.stderr).contains(says), "{told:?}");
        assert!(told.changed().is_empty(), "{told:?}");
    }
    let world = world(&["a"]);
    let same = "id,at,kind,quantity,unit,amount,currency\na,2026-10-01,order,500 pcs,PCS,100 USD,usd\n";
    imported(&world, same);
    assert_eq!(count(&world, "a"), 1, "what says the same is no contradiction");
}

#[test]
fn every_column_of_days_says_by_one_day_how_the_others_are_meant() {
    let world = world(&["a"]);
    for (header, kind, rest) in [
        ("expected", "quote", ""),
        ("due", "invoice", ""),
        ("until", "contract", ""),
        ("next", "followup", ""),
    ] {
        let row = |day: &str, on: &str| format!("a,{on},{kind},{day}{rest}\n");
        let list = format!(
            "id,at,kind,{header}\n{}{}",
            row("13/12/2026", "2026-11-02"),
            row("03/12/2026", "2026-11-03")
        );
        imported(&world, &list);
        let log = world.read("customers/a.log.jsonl");
        for day in ["2026-12-13", "2026-12-03"] {
            assert!(log.contains(&format!("\"{header}\":\"{day}\"")), "{header}: {log}");
        }
    }
}

#[test]
fn a_list_of_quotes_alone_has_their_states() {
    let world = world(&["a"]);
    imported(&world, "id,at,kind,amount,Status\na,2026-11-02,quote,100,待定\na,2026-11-03,quote,200,赢单\n");
    let log = world.read("customers/a.log.jsonl");
    assert!(log.contains(r#""state":"open""#) && log.contains(r#""state":"won""#), "{log}");
}
