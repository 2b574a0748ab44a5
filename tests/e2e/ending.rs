//! A customer that wants to end: told at once, marked until it is settled, and never put away meanwhile.

use serde_json::{Value, json};

use crate::world::World;

const RULES: &str =
    "version: 1\npeople: {li: {name: 李娜}, wang: {}}\npool: {after: {C: {followup: 1 month}}}\n";

/// A customer of li's that wants to end, one that complained, and one with which all is well.
fn team() -> World {
    let world = World::new();
    world.put("crm.yaml", RULES);
    for id in ["acme", "broken", "calm"] {
        world.card(id, &format!("name: {id}\ngrade: C\nowner: li\nsince: 2025-01-01\n"));
        world.log(id, &[r#"{"at":"2026-09-01","by":"li","kind":"followup","via":"call","reply":"none"}"#]);
    }
    world.ok(["log", "broken", "leaks", "--complaint", "opened", "--at", "2026-11-19"]);
    let open = ["--ending", "opened", "--ref", "E-1", "--why", "price", "--competitor", "Nord"];
    world.ok([&["log", "acme", "will not renew"], &open[..]].concat());
    world
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect()
}

#[test]
fn it_is_told_at_once_and_marked_everywhere() {
    let world = team();
    let entry = world.last("acme");
    assert_eq!((&entry["kind"], &entry["via"]), (&json!("ending"), &json!("other")), "somebody has told us");
    let due = world.json(["due", "--within", "1d", "--json"]);
    assert_eq!(ids(&due)[..2], ["broken", "acme"], "before all grades, the longest overdue first");
    let mark = json!({
        "kind": "ending", "ref": "E-1", "since": "2026-11-20", "due": "2026-11-21", "answered": false
    });
    assert_eq!((&due[1]["reason"]["code"], &due[1]["attention"]), (&json!("ending"), &mark));
    assert_eq!(due[2]["attention"], Value::Null);
    let listed = world.json(["list", "--attention", "--json"]);
    assert_eq!(ids(&listed), ["acme", "broken"]);
    assert_eq!(listed[0]["attention"], mark);
    assert_eq!(world.ok(["due", "--attention", "--within", "1d", "-f", "ids"]), "broken\nacme\n");
    assert_eq!(world.json(["show", "acme", "--json"])["attention"], mark);
    let list = world.ok(["list", "--columns", "name,attention"]);
    assert!(
        list.contains("! acme") && list.contains("wish to end E-1 of 20 Nov, to be answered by Sat 21 Nov")
    );
    let said = world.ok(["due", "--within", "1d"]);
    assert!(said.contains("needs attention: wish to end E-1 of 20 Nov not answered"), "{said}");
    let said = world.ok(["--lang", "zh", "due", "--within", "1d"]);
    assert!(said.contains("需关注：11月20日的终止意向 E-1 尚未答复"), "{said}");
    let page = world.ok(["show", "acme"]);
    for says in [
        "attention    wish to end E-1 of 20 Nov, to be answered by Sat 21 Nov, tomorrow\n",
        "wish to end  E-1 · opened, since 20 Nov · price · competitor Nord · will not",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    let today = world.ok(["agenda", "--owner", "li"]);
    assert_eq!(today.matches("wish to end E-1").count(), 1, "its hours run already: {today}");
    let then = world.ok(["agenda", "--owner", "li", "--today", "2026-11-21"]);
    assert_eq!(then.matches("needs attention: wish to end E-1").count(), 1, "once: {then}");
    let mail = world.ok(["agenda", "--attention", "--owner", "li", "-f", "md"]);
    assert!(mail.contains("needs attention: complaint of 19 Nov not answered"), "{mail}");
    let dates = world.json(["dates", "--kind", "ending", "--json"]);
    assert_eq!((&dates[0]["code"], &dates[0]["on"]), (&json!("ending"), &json!("2026-11-21")));
    assert_eq!(dates[0]["do"], "crm log acme TEXT --ending answered --ref E-1");
}

#[test]
fn the_manager_sees_who_must_answer_by_when() {
    let world = team();
    let page = world.ok(["agenda", "--team"]);
    for says in [
        "Needs attention: complaints and wishes to end\n",
        "complaint of 19 Nov, to be answered by Fri 20 Nov: 李娜\n",
        "wish to end E-1 of 20 Nov, to be answered by Sat 21 Nov: 李娜\n",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    let mail = world.ok(["agenda", "--team", "--attention", "-f", "md", "--lang", "zh"]);
    assert!(mail.contains("## 需关注：投诉和终止意向"), "{mail}");
    assert!(mail.contains("11月20日的终止意向 E-1，须在11月21日 周六前答复：李娜"), "{mail}");
    let team = world.json(["agenda", "--team", "--json"]);
    let open = team[0]["attention"].as_array().unwrap();
    assert_eq!((open[0]["kind"].as_str(), open[0]["days_late"].as_i64()), (Some("complaint"), Some(0)));
    assert_eq!((open[1]["id"].as_str(), open[1]["due"].as_str()), (Some("acme"), Some("2026-11-21")));
    assert_eq!(team[1]["attention"], json!([]));
    // Nothing is open: nobody is mailed.
    world.ok(["log", "acme", "--ending", "saved"]);
    world.ok(["log", "broken", "--complaint", "solved"]);
    let mail = world.ok(["agenda", "--team", "--day", "--attention", "-f", "md"]);
    assert_eq!(mail, "");
}

#[test]
fn the_archive_is_no_answer_nor_is_the_pool() {
    let world = team();
    let sweep = world.json(["pool", "--sweep", "--json"]);
    let held = |id: &str| {
        let all = sweep.as_array().unwrap();
        all.iter().find(|one| one["id"] == id).map(|one| one["falls"] == true)
    };
    assert_eq!(held("calm"), Some(true));
    assert_ne!(held("acme"), Some(true));
    world
        .run(["archive", "acme"])
        .refused(4, &["open wish to end of 2026-11-20", "--ending saved|lost", "--ref E-1"]);
    world.run(["--lang", "zh", "archive", "acme"]).refused(4, &["不能以归档了事", "--ending 挽留"]);
    // Who has put it away by hand is told all the same, until it is known how it went out.
    world.ok(["set", "acme", "archived=2026-11-20"]);
    assert_eq!(world.json(["due", "--within", "1d", "--json"])[1]["reason"]["code"], "ending");
    world.ok(["archive", "acme", "--undo"]);
    world.ok([
        "log",
        "acme",
        "he signed with them",
        "--ending",
        "lost",
        "--why",
        "price and terms",
        "--competitor",
        "Nord",
    ]);
    let shown = world.json(["show", "acme", "--json"]);
    assert_eq!(shown["attention"], Value::Null);
    let lost = json!({"since": "2026-11-20", "ref": "E-1", "why": "price and terms", "competitor": "Nord"});
    assert_eq!(shown["lost"], lost);
    assert!(
        world.ok(["show", "acme"]).contains("E-1 · gone since 20 Nov · price and terms · competitor Nord\n")
    );
    let review = world.json(["review", "--json"]);
    let moves = review.as_array().unwrap().iter().filter(|one| one["id"] == "acme" && !one["to"].is_null());
    assert_eq!(moves.map(|one| &one["reason"]["code"]).collect::<Vec<_>>(), ["lost"]);
    world.ok(["archive", "acme", "--why", "gone to Nord"]);
    world.ok(["archive", "acme", "--undo"]);
    world.ok(["log", "acme", "--order", "100"]);
    assert_eq!(world.json(["show", "acme", "--json"])["lost"], Value::Null, "it is back");
}

#[test]
fn what_is_written_down_late_says_so_and_is_counted_for_who_wrote_it() {
    let world = team();
    let late = |args: &[&str]| {
        world.ok([&["log", "calm", "talked", "--via", "call"], args].concat());
        world.last("calm")["written"].clone()
    };
    // A day alone has its whole day, and 24 hours more.
    assert_eq!(late(&[]), Value::Null);
    assert_eq!(late(&["--at", "2026-11-19"]), Value::Null);
    assert_eq!(late(&["--at", "2026-11-17", "--by", "wang"]), "2026-11-20");
    assert_eq!(late(&["--at", "2026-11-18T09:00:00+08:00", "--by", "wang"]), "2026-11-20");
    // A note is no contact, and what a list brings was written elsewhere.
    world.ok(["log", "calm", "moved", "--note", "--at", "2026-11-10"]);
    assert_eq!(world.last("calm")["written"], Value::Null);
    world.put("log.csv", "id,at,kind,via,text,written\ncalm,2026-11-11,followup,call,old,2026-11-20\n");
    world.ok(["import", "log.csv", "--entries", "--apply"]);
    let calm = world.read("customers/calm.log.jsonl");
    assert_eq!(calm.matches(r#""written":"2026-11-20""#).count(), 2, "{calm}");
    assert_eq!(world.run(["check"]).code, 0);
    let team = world.json(["agenda", "--team", "--json"]);
    let count = |at: usize| (team[at]["owner"].as_str(), team[at]["written_late"].as_u64());
    assert_eq!([count(0), count(1)], [(Some("li"), Some(0)), (Some("wang"), Some(2))]);
    assert!(world.ok(["agenda", "--team"]).contains("late notes"));
    assert!(world.ok(["--lang", "zh", "agenda", "--team"]).contains("补记"));
    let only = world.json(["agenda", "--team", "--owner", "li", "--json"]);
    assert_eq!(only.as_array().unwrap().len(), 1, "wang is not asked about");
    world.log("calm", &[r#"{"at":"2026-11-11","by":"li","kind":"followup","written":"soon"}"#]);
    let told = world.run(["check"]).stdout;
    assert!(told.contains("written") && told.contains("soon"), "{told}");
}

#[test]
fn of_two_that_are_open_an_answer_says_which() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: B\nowner: li\nsince: 2025-01-01\n");
    for kind in ["ending", "complaint"] {
        let option = format!("--{kind}");
        world.run(["log", "acme", &option, "opened", "--at", "2026-11-19 09:00"]);
        world.run(["log", "acme", &option, "opened", "--ref", "X-2", "--at", "2026-11-19 10:00"]);
        world
            .run(["log", "acme", &option, "answered"])
            .refused(4, &["several of acme are open", "--ref X-2"]);
        world.ok(["log", "acme", &option, "answered", "--ref", "x-2"]);
        assert_eq!(world.last("acme")["ref"], "X-2");
        world.ok(["log", "acme", &option, "answered", "--force"]);
        assert_eq!(world.last("acme")["ref"], serde_json::json!(null));
    }
}

/// Who has left is no lead, gets no "keep the orders coming", and the review says where it goes.
#[test]
fn who_has_left_is_cold_and_waits_for_a_decision() {
    let world = World::new();
    world.card(
        "acme",
        "name: Acme\ngrade: A\nowner: li\nneed: target\nbudget: 5\noutlook: good\nexpansion: yes\n",
    );
    world.log("acme", &[r#"{"at":"2026-11-02","by":"li","kind":"order","amount":"5","via":"call"}"#]);
    let lead = || world.json(["show", "acme", "--json"])["views"]["lead"].clone();
    assert_eq!(lead(), "hot");
    assert!(world.ok(["show", "acme"]).contains("\ndo "));
    world.ok(["log", "acme", "--ending", "opened", "--why", "price"]);
    let told = world.ok(["log", "acme", "left", "--ending", "lost", "--why", "price"]);
    assert!(told.contains("E? it left us on 20 Nov: price (crm grade acme E)"), "{told}");
    assert_eq!(lead(), "cold");
    let page = world.ok(["show", "acme"]);
    assert!(!page.contains("\ndo ") && page.contains("whatever its"), "{page}");
    let review = world.json(["review", "--json"]);
    assert_eq!((&review[0]["to"], &review[0]["reason"]["code"]), (&"E".into(), &"lost".into()));
    assert_eq!(review[0]["evidence"]["why"], "price");
    world.ok(["grade", "acme", "E", "--why", "gone"]);
    assert!(
        world
            .json(["review", "--json"])
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["reason"]["code"] != "lost")
    );
}

#[test]
fn who_is_gone_is_listed_with_why_and_to_whom() {
    let world = team();
    assert_eq!(world.ok(["list", "--lost", "-f", "ids"]), "", "it only wants to");
    world.ok(["log", "acme", "gone", "--ending", "lost", "--at", "2026-11-20"]);
    let list = world.ok(["list", "--lost"]);
    assert!(list.contains("acme") && list.contains("20 Nov") && !list.contains("broken"), "{list}");
    let table = world.ok(["list", "--lost", "--format", "csv"]);
    assert!(table.starts_with("grade,id,name,owner,last,next,lost,lost_why,competitor\r\n"), "{table}");
    world.ok(["log", "calm", "left", "--ending", "opened", "--why", "price", "--at", "2026-11-18"]);
    let gone = ["log", "calm", "left", "--ending", "lost", "--why", "price", "--competitor", "Nord"];
    world.ok([&gone[..], &["--at", "2026-11-19"]].concat());
    let table = world.ok(["list", "--lost", "--columns", "id,lost,lost_why,competitor", "--format", "csv"]);
    assert!(table.contains("calm,2026-11-19,price,Nord\r\n"), "{table}");
    let list = world.ok(["--lang", "zh", "list", "--lost"]);
    assert!(list.contains("流失原因") && list.contains("Nord"), "{list}");
    // Who talks with us of a deal again isn't gone.
    world.ok(["log", "calm", "wants prices", "--quote", "USD 100", "--at", "2026-11-20"]);
    assert!(!world.ok(["list", "--lost", "-f", "ids"]).contains("calm"));
}

#[test]
fn what_was_said_in_the_contact_stands_where_it_is_handled_and_once() {
    let world = team();
    let told = ["log", "calm", "the hose burst", "--complaint", "opened", "--via", "call", "--ref", "R-9"];
    world.ok(told);
    let due = ["due", "calm", "--within", "1d"];
    let page = world.ok(["show", "calm"]);
    assert!(page.contains("complaint  R-9 · opened, since 20 Nov · the hose burst\n"), "{page}");
    let said = world.ok(due);
    assert_eq!(said.matches("hose burst").count(), 1, "the last contact says it: {said}");
    world.ok(["log", "calm", "asked for photos", "--via", "email"]);
    for said in [
        world.ok(due),
        world.ok(["due", "calm", "--within", "1d", "--why"]),
        world.ok(["agenda", "--owner", "li", "--today", "2026-11-21"]),
    ] {
        assert_eq!(said.matches("what the hose burst").count(), 1, "{said}");
    }
    // A wish to end keeps its why beside what the last contact says.
    world.ok(["log", "calm", "too dear", "--ending", "opened", "--why", "price", "--via", "call"]);
    let said = world.ok(due);
    assert!(said.contains("   what price\n") && said.matches("too dear").count() == 1, "{said}");
    let page = world.ok(["show", "calm"]);
    assert!(page.contains("wish to end  opened, since 20 Nov · price · too dear\n"), "{page}");
    // So is what was said to a request, and what was promised.
    world.ok(["log", "calm", "--request", "asked", "--what", "25 %"]);
    let refused = ["--request", "refused", "--what", "25 %", "--via", "call"];
    world.ok([&["log", "calm", "not below cost"], &refused[..]].concat());
    let page = world.ok(["show", "calm"]);
    assert!(page.contains("25 % · refused on 20 Nov · li · not below cost\n"), "{page}");
}
