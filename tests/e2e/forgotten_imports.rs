//! Lists from before a forgetting that are imported again, and lists that two people import.
use crate::team::Team;
use crate::world::World;

const ENTRIES: &str = "id,at,via,with,text\nalpha,2026-10-05 10:00,call,Anna Alt,Anna Alt called us\n";

/// A customer with a person, known to both.
fn team() -> Team {
    let team = Team::new();
    team.ok(
        "li",
        &["add", "Alpha GmbH", "--id", "alpha", "--contact", "Anna Alt", "--email", "anna@x.example"],
    );
    team.ok("li", &["sync", "-m", "a customer"]);
    team.ok("wang", &["sync"]);
    team
}

fn both_sync(team: &Team) {
    for who in ["li", "wang", "li"] {
        team.ok(who, &["sync", "-m", "what is new"]);
    }
}

#[test]
fn a_list_of_entries_brings_back_nothing_whoever_imports_it_and_wherever() {
    let team = team();
    team.world.put("e.csv", ENTRIES);
    let import = ["import", "--entries", "../e.csv", "--apply"];
    team.ok("li", &import);
    both_sync(&team);
    team.crm("li", &["--today", "2026-11-19", "forget", "alpha", "--contact", "Anna Alt", "--apply"]);
    both_sync(&team);
    let elsewhere = team.call("li", crate::world::binary(), &import).env("TZ", "America/Lima").run();
    for told in [team.crm("li", &import), team.crm("wang", &import), elsewhere] {
        assert_eq!(told.code, 5, "{told:?}");
        assert!(told.stdout.contains("forgotten on request"), "{told:?}");
    }
    for who in ["li", "wang"] {
        assert!(!team.read(who, "alpha.log.jsonl").contains("Anna"), "{who}");
    }
    // What has happened since, and what nobody has written a word about, comes in.
    let more = "id,at,kind,amount,currency,ref,text\nalpha,2026-10-05,order,500,USD,PO-1,\nalpha,2026-11-20,followup,,,,new\n";
    team.world.put("e.csv", more);
    team.ok("wang", &["import", "--entries", "../e.csv", "--apply"]);
    assert!(team.read("wang", "alpha.log.jsonl").contains("PO-1"));
    team.world.put("e.csv", ENTRIES);
    team.ok("wang", &["import", "--entries", "../e.csv", "--apply", "--allow-forgotten"]);
    assert!(team.read("wang", "alpha.log.jsonl").contains("Anna Alt called us"));
}

#[test]
fn what_was_written_where_it_is_tomorrow_already_stays_out_too() {
    for who in [&["--contact", "Anna"][..], &[]] {
        let world = World::new();
        world.ok(["add", "Alpha GmbH", "--id", "alpha", "--contact", "Anna Alt"]);
        let list = "id,at,via,text\nalpha,2026-11-20 00:01,call,Anna Alt is ill\n";
        world.put("e.csv", list);
        world.ok(["import", "--entries", "e.csv", "--apply"]);
        world.run([&["--today", "2026-11-19", "forget", "alpha", "--apply"], who].concat());
        let log = world.read("customers/alpha.log.jsonl");
        assert!(!log.contains("Anna"), "{log}");
        let told = world.run(["import", "--entries", "e.csv", "--apply"]);
        assert_eq!((told.code, world.read("customers/alpha.log.jsonl")), (5, log), "{told:?}");
    }
}

#[test]
fn what_was_masked_is_not_put_in_again_by_the_list_it_came_from() {
    let world = World::new();
    world.put(
        "l.csv",
        "name,number,contact,email,tags,region,website\nAlpha GmbH,A1,Anna Alt,anna@alpha.example,Anna Alt;x,Anna Alt land,anna-alt.example\n",
    );
    world.ok(["import", "l.csv", "--apply"]);
    world.run(["forget", "alpha", "--contact", "Anna Alt", "--apply"]);
    let card = world.read("customers/alpha.yaml");
    assert!(card.contains("(forgotten)") && !card.to_lowercase().contains("anna"), "{card}");
    for more in [&[][..], &["--overwrite"]] {
        let told = world.run([&["import", "l.csv", "--apply"], more].concat());
        assert_eq!(told.code, 5, "{told:?}");
        assert_eq!(world.read("customers/alpha.yaml"), card, "{told:?}");
    }
    world.run(["import", "l.csv", "--apply", "--overwrite", "--allow-forgotten"]);
    assert!(world.read("customers/alpha.yaml").contains("anna-alt.example"));
}

#[test]
fn the_own_list_from_before_brings_no_summary_back() {
    let world = World::new();
    world.ok(["add", "Alpha GmbH", "--id", "alpha", "--number", "A1", "--contact", "Anna Alt"]);
    let line = r#"{"kind": "followup", "at": "2026-11-01T10:00:00+08:00", "by": "li", "text": "by hand, Anna Alt", "via": "call"}"#;
    world.put("customers/alpha.log.jsonl", format!("{line}\n"));
    for (name, what) in [("m.csv", &["export"][..]), ("e.csv", &["export", "entries"])] {
        let list = world.ok(what);
        world.put(name, list);
    }
    assert!(world.ok(["import", "m.csv", "--apply"]).contains("1 unchanged"));
    world.run(["forget", "alpha", "--contact", "Anna", "--apply"]);
    let log = world.read("customers/alpha.log.jsonl");
    assert!(!log.contains("Anna"), "{log}");
    for args in [&["import", "m.csv", "--apply"][..], &["import", "--entries", "e.csv", "--apply"]] {
        let told = world.run(args);
        assert_eq!(told.code, 5, "{told:?}");
        assert_eq!(world.read("customers/alpha.log.jsonl"), log, "{told:?}");
        assert!(!world.read("customers/alpha.yaml").contains("Anna"), "{told:?}");
    }
}

#[test]
fn a_list_that_two_import_comes_in_once() {
    let team = team();
    let list = "id,at,kind,amount,currency,ref,text\nalpha,2026-10-05 10:00,order,5000,USD,PO-1,first order\nalpha,2026-10-06,followup,,,,said thanks\n";
    team.world.put("e.csv", list);
    let import = ["import", "--entries", "../e.csv", "--apply"];
    assert!(team.ok("li", &import).contains("2 updated"));
    both_sync(&team);
    assert!(team.ok("wang", &import).contains("2 unchanged"));
    let elsewhere = team.call("li", crate::world::binary(), &import).env("TZ", "America/Lima").run();
    assert!(elsewhere.stdout.contains("2 unchanged"), "{elsewhere:?}");
    // What says more of an entry of that minute is that entry, and told; of a day alone it may be another one.
    let list_with_via = list
        .replace("ref,text", "ref,text,via")
        .replace("thanks", "thanks,call")
        .replace("order\n", "order,visit\n");
    team.world.put("e.csv", list_with_via);
    let told = team.call("wang", crate::world::binary(), &import).run();
    assert!(told.stdout.contains("1 updated · 1 with errors"), "{told:?}");
    assert!(told.stdout.contains("line 1 of the log is this entry"), "{told:?}");
    // What says another hour, or who else wrote it, is another one; an order of that number is none.
    for other in [
        list.replace("10:00", "11:00").replace("10-06", "10-07"),
        list.replace("ref,text", "ref,text,by")
            .replace("thanks", "thanks,zhao")
            .replace("order\n", "order,zhao\n"),
        list.replace("10:00", "10:00:00+01:00").replace("10-06", "10-08"),
    ] {
        team.world.put("e.csv", other);
        let told = team.call("wang", crate::world::binary(), &import).run();
        assert!(told.stdout.contains("1 updated · 1 with errors"), "{told:?}");
    }
}

#[test]
fn an_order_whose_item_or_number_was_masked_does_not_come_in_again() {
    let team = team();
    let head = "id,at,kind,item,ref,amount,currency\n";
    let order = |rest: &str| format!("{head}alpha,2026-01-05T10:00:00+08:00,order,{rest}\n");
    for masked in ["Mugs for Anna Alt,PO-7,100,USD", "Mugs,Anna Alt 78,200,USD"] {
        team.world.put("e.csv", order(masked));
        team.ok("li", &["import", "--entries", "../e.csv", "--apply"]);
    }
    team.crm("li", &["forget", "alpha", "--contact", "Anna Alt", "--apply"]);
    both_sync(&team);
    for masked in ["Mugs for Anna Alt,PO-7,100,USD", "Mugs,Anna Alt 78,200,USD"] {
        team.world.put("e.csv", order(masked));
        team.crm("wang", &["import", "--entries", "../e.csv", "--apply"]);
    }
    let log = team.read("wang", "alpha.log.jsonl");
    assert!(!log.contains("Anna") && log.matches(r#""kind":"order""#).count() == 2, "{log}");
    // Another order of that day is nobody's.
    team.world.put("e.csv", order("Cups,PO-9,300,USD"));
    team.ok("wang", &["import", "--entries", "../e.csv", "--apply"]);
    assert!(team.read("wang", "alpha.log.jsonl").contains("PO-9"));
}

#[test]
fn who_types_somebody_is_told_that_somebody_was_forgotten() {
    let world = World::new();
    world.ok(["add", "Alpha GmbH", "--id", "alpha", "--contact", "Anna Alt"]);
    world.ok(["log", "alpha", "called", "--via", "call", "--with", "Anna Alt"]);
    let typed = |lang: &'static str| {
        [
            vec!["--lang", lang, "log", "alpha", "again", "--via", "call", "--with", "Anna Alt"],
            vec!["--lang", lang, "set", "alpha", "contacts+=Anna Alt"],
        ]
    };
    world.run(["forget", "alpha", "--contact", "Anna Alt", "--apply"]);
    for (lang, said, then) in [
        (
            "en",
            "warning: somebody of alpha was forgotten on request: is Anna Alt that person?",
            "if so, unless they have agreed to be on record again: crm undo",
        ),
        (
            "zh",
            "警告：alpha 曾有人应要求被删除；Anna Alt 是否就是此人？",
            "如是，且本人未同意重新记录：crm undo",
        ),
    ] {
        for line in typed(lang) {
            let told = world.run(&line);
            assert_eq!(told.code, 0, "{told:?}");
            assert!(told.stderr.contains(said) && told.stderr.contains(then), "{told:?}");
            world.ok(["undo"]);
        }
    }
    // Whom nobody was forgotten of, and what brings nobody, says nothing.
    world.ok(["add", "Beta GmbH", "--id", "beta", "--contact", "Bert"]);
    for line in [&["set", "beta", "contacts+=Cara"][..], &["set", "alpha", "tags+=x"]] {
        let told = world.run(line);
        assert!(told.code == 0 && !told.stderr.contains("forgotten"), "{told:?}");
    }
}
