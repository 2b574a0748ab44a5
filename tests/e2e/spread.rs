//! `crm spread`: after an import, hundreds are due on one day.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::world::World;

/// 300 customers of two people, imported: a third without a grade, a quarter contacted once, and five
/// that nobody looks after.
fn imported() -> World {
    let world = World::new();
    world.put(
        "crm.yaml",
        "version: 1\npeople:\n  li: {name: 李娜, hours_a_week: 15}\n  wang: {name: 王强, hours_a_week: 8}\n\
         calendar:\n  holidays:\n    - {on: 2026-11-25, what: 厂庆}\n    - {on: 2027-01-01, until: 2027-01-03}\n",
    );
    for number in 0..300 {
        let owner = if number % 3 == 0 { "wang" } else { "li" };
        let grade = ["A", "C", "C", "D", "D", "D", "E"].get(number % 10);
        let grade = grade.map(|grade| format!("grade: {grade}\n")).unwrap_or_default();
        let potential = if number % 7 == 0 { "potential: high\n" } else { "" };
        let day = 1 + number % 19;
        let id = format!("kehu-{number:03}");
        let name = format!("宁波第{number}液压机械有限公司");
        world
            .card(&id, &format!("name: {name}\nowner: {owner}\nsince: 2026-11-{day:02}\n{grade}{potential}"));
        if number % 4 == 0 {
            let month = 1 + number % 5;
            let line =
                format!(r#"{{"at":"2026-0{month}-10","by":"{owner}","kind":"followup","via":"email"}}"#);
            world.log(&id, &[&line]);
        }
    }
    for number in 0..5 {
        world.card(&format!("pool-{number}"), "name: 无人跟进\n");
    }
    world
}

/// The day of each customer that moves.
fn dates(spreads: &Value) -> BTreeMap<String, String> {
    let mut dates = BTreeMap::new();
    for spread in spreads.as_array().unwrap() {
        for day in spread["days"].as_array().unwrap().iter().filter(|day| day["moves"] == true) {
            for item in day["items"].as_array().unwrap() {
                dates.insert(item["id"].as_str().unwrap().into(), day["date"].as_str().unwrap().into());
            }
        }
    }
    dates
}

#[test]
fn what_is_shown_is_what_is_written_and_then_there_is_nothing_left() {
    let world = imported();
    let outcome = world.run(["spread", "--json"]);
    assert!(outcome.code == 0 && outcome.changed().is_empty(), "shown, not written");
    let shown: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let wanted = dates(&shown);
    assert!(wanted.len() > 200, "{}", wanted.len());
    let ids: BTreeSet<String> = world.ok(["spread", "--format", "ids"]).lines().map(str::to_owned).collect();
    assert_eq!(ids, wanted.keys().cloned().collect());

    let told = world.ok(["spread", "--apply"]);
    let count = wanted.len();
    assert!(told.contains(&format!("\n{count} dates are written into the logs.")), "{told}");
    for (id, date) in &wanted {
        let entry = world.last(id);
        assert_eq!(
            (&entry["kind"], &entry["next"], &entry["by"]),
            (&"note".into(), &(&**date).into(), &"li".into())
        );
    }
    world.ok(["check"]);
    // Nobody was contacted by that.
    let list = world.json(["list", "--json"]);
    let contacted = list.as_array().unwrap().iter().filter(|one| !one["last_contact"].is_null()).count();
    assert_eq!(contacted, 75);

    let again = world.run(["spread", "--apply"]);
    assert!(again.code == 0 && again.changed().is_empty(), "{again:?}");
    assert_eq!(again.stdout.matches("nothing has to move").count(), 2, "{}", again.stdout);
    // A day's worth is due, today and on the days to come: never more than the hours carry.
    for (owner, capacity) in [("li", 180.0), ("wang", 96.0)] {
        let agenda = world.json(["agenda", "--month", "--owner", owner, "--json"]);
        let days = agenda[0]["days"].as_array().unwrap().clone();
        assert!(days.iter().all(|day| day["wanted"].as_f64().unwrap() <= capacity), "{owner}");
        let due = world.json(["due", "--owner", owner, "--json"]);
        let placed = &shown.as_array().unwrap().iter().find(|one| one["owner"] == owner).unwrap()["days"][0];
        assert_eq!(due.as_array().unwrap().len() as u64, placed["placed"]["customers"].as_u64().unwrap());
    }
    let item = &world.json(["due", "--json", "--within", "+3wd", "--grade", "C", "--owner", "li"])[1];
    assert_eq!(item["reason"]["code"], "planned", "{item}");
    assert!(item["reason"]["text"].as_str().unwrap().contains("due since"), "{item}");
}

#[test]
fn no_day_off_gets_anything_and_every_due_customer_stands_once() {
    let world = imported();
    let spreads = world.json(["spread", "--json"]);
    for spread in spreads.as_array().unwrap() {
        let capacity = spread["minutes_a_day"].as_f64().unwrap();
        let mut seen = BTreeSet::new();
        for day in spread["days"].as_array().unwrap() {
            let date = day["date"].as_str().unwrap();
            // Two weekends, and the day of the holiday.
            let off = ["2026-11-21", "2026-11-22", "2026-11-25", "2026-11-28", "2026-11-29"];
            assert!(!off.contains(&date), "{date}");
            let minutes = |of: &str| day[of]["minutes"].as_f64().unwrap();
            assert!(minutes("planned") + minutes("placed") <= capacity + 0.001, "{date}");
            for item in day["items"].as_array().unwrap() {
                assert!(seen.insert(item["id"].as_str().unwrap().to_owned()));
                // Without a grade it takes time, too.
                assert!(item["takes"].as_f64().unwrap() >= 2.0, "{item}");
            }
        }
        assert_eq!(seen.len() as u64, spread["due"]["customers"].as_u64().unwrap());
    }
    let due: Vec<u64> =
        spreads.as_array().unwrap().iter().map(|one| one["due"]["customers"].as_u64().unwrap()).collect();
    assert_eq!(due, [200, 100]);
}

#[test]
fn the_days_go_on_in_the_new_year() {
    let world = imported();
    let args = ["spread", "--today", "2026-12-30", "--per-day", "40", "--owner", "li", "--limit", "1"];
    let told = world.ok(args);
    for day in ["Wed 30 Dec", "Thu 31 Dec", "Mon 4 Jan 2027", "Tue 5 Jan 2027"] {
        assert!(told.contains(&format!("\n{day} ")), "{day}: {told}");
    }
    assert!(!told.contains("1 Jan 2027") && !told.contains(" 2 Jan 2027"), "{told}");
    let zh = world.ok([&args[..], &["--lang", "zh", "--apply"]].concat());
    assert!(zh.starts_with("李娜 · 待跟进 200 个，") && zh.contains("2027年1月4日 周一"), "{zh}");
    let due = world.json(["due", "--today", "2027-01-04", "--owner", "li", "--json"]);
    assert!(due.as_array().unwrap().iter().any(|item| item["due"] == "2027-01-04"));
    assert!(due.as_array().unwrap().iter().all(|item| item["due"].as_str() <= Some("2027-01-04")));
}

#[test]
fn a_table_says_what_moves_and_what_to_do() {
    let world = World::new();
    world.put("crm.yaml", "version: 1\npeople: {li: {hours_a_week: 2}}\n");
    for (id, grade) in [("anhui", "C"), ("berlin", "D"), ("cebu", "D"), ("dakar", ""), ("emden", "D")] {
        let grade = if grade.is_empty() { String::new() } else { format!("grade: {grade}\n") };
        world.card(id, &format!("name: {}\nowner: li\nsince: 2026-11-18\n{grade}", id.to_uppercase()));
    }
    world.log("emden", &[r#"{"at":"2026-11-10","by":"li","kind":"followup","next":"2026-11-19"}"#]);
    world.card("fes", "name: Fès\nsince: 2026-11-18\n");
    insta::assert_snapshot!(world.ok(["spread"]), @"
    li · 5 due, 0.6 h at 0.4 h a day: spread over 2 working days
    kept: 1 that closes by itself; 4 min of the first day

    day         customers  planned   minutes  by grade
    Fri 20 Nov          1        1  24 of 24  C 1  stay
    Mon 23 Nov          3        –  12 of 24  D 2 · no grade 1

    Mon 23 Nov
    D  BERLIN  berlin  2 days late · 4 min
    D  CEBU  cebu      2 days late · 4 min
    –  DAKAR  dakar    2 days late · 4 min

    Nothing is written yet: crm spread --apply writes these 3 dates into the logs

    pool: 1 due customer has no owner and stays: crm spread -o pool --per-day 20
    ");
    insta::assert_snapshot!(world.ok(["spread", "--until", "today", "--lang", "zh"]), @"
    li · 待跟进 5 个，共 0.6 小时，每天 0.4 小时：无法调整
    保留：1 个本身有期限；占第一天 4 分钟
    到11月20日 周五为止排不上 3 个，日期不变

    没有排上
    D  BERLIN  berlin  逾期2天 · 4 分钟
    D  CEBU  cebu      逾期2天 · 4 分钟
    –  DAKAR  dakar    逾期2天 · 4 分钟

    公海：1 个待跟进客户没有负责人，日期不变：crm spread -o pool --per-day 20
    ");
    insta::assert_snapshot!(world.ok(["spread", "--from", "sat", "--grade", "D", "--format", "csv"]), @r#"
    owner,what,day,grade,id,name,due,days_late,minutes,reason
    li,kept,,D,emden,EMDEN,2026-11-19,1,4,agreed on 10 Nov
    li,moves,2026-11-23,D,berlin,BERLIN,2026-11-18,2,4,"never contacted, since 18 Nov"
    li,moves,2026-11-23,D,cebu,CEBU,2026-11-18,2,4,"never contacted, since 18 Nov"
    "#);
    insta::assert_snapshot!(world.run(["spread", "--apply"]).whole(), @r#"
    exit 0
    --- stdout
    li · 5 due, 0.6 h at 0.4 h a day: spread over 2 working days
    kept: 1 that closes by itself; 4 min of the first day

    day         customers  planned   minutes  by grade
    Fri 20 Nov          1        1  24 of 24  C 1  stay
    Mon 23 Nov          3        –  12 of 24  D 2 · no grade 1

    3 dates are written into the logs. What the days carry now: crm agenda --week

    pool: 1 due customer has no owner and stays: crm spread -o pool --per-day 20
    --- customers/berlin.log.jsonl
    + {"at":"2026-11-20","by":"li","kind":"note","text":"spread over the working days","next":"2026-11-23"}
    --- customers/cebu.log.jsonl
    + {"at":"2026-11-20","by":"li","kind":"note","text":"spread over the working days","next":"2026-11-23"}
    --- customers/dakar.log.jsonl
    + {"at":"2026-11-20","by":"li","kind":"note","text":"spread over the working days","next":"2026-11-23"}
    "#);
    insta::assert_snapshot!(world.ok(["spread"]), @"
    li · 2 due, 0.4 h at 0.4 h a day: all fit into Fri 20 Nov, nothing has to move
    kept: 1 that closes by itself; 4 min of the first day

    pool: 1 due customer has no owner and stays: crm spread -o pool --per-day 20
    ");
    insta::assert_snapshot!(world.ok(["spread", "--grade", "B"]), @"Nothing is due, so nothing has to be spread.");
}

#[test]
fn a_run_that_was_interrupted_goes_on_with_the_rest() {
    let world = imported();
    let wanted = dates(&world.json(["spread", "--json"]));
    for (id, date) in wanted.iter().filter(|(id, _)| id.ends_with(['1', '4', '8'])) {
        world.ok(["log", id, "spread over the working days", "--note", "--next", date]);
    }
    world.ok(["spread", "--apply"]);
    for (id, date) in &wanted {
        assert_eq!(world.last(id)["next"].as_str(), Some(&**date), "{id}");
    }
}

#[test]
fn whose_hours_nobody_knows_gets_a_number_of_customers() {
    let world = imported();
    world.card("x", "name: X\nowner: zhao\ngrade: D\n");
    let told = world.run(["spread", "--owner", "zhao"]);
    told.refused(2, &["no hours for zhao", "people.zhao.hours_a_week", "--per-day 20"]);
    world.run(["spread", "--owner", "pool"]).refused(2, &["no hours for the pool", "--per-day 20"]);
    world.run(["spread", "--per-day", "0"]).refused(2, &["--per-day"]);
    world.run(["spread", "--from", "yesterday"]).refused(2, &["--from 2026-11-19 lies before 2026-11-20"]);
    world.run(["spread", "--from", "soon"]).refused(2, &["\"soon\" is not a day"]);
    let turned = world.run(["spread", "--from", "2w", "--until", "1w"]);
    turned.refused(2, &["--until 2026-11-27 lies before the first day, 2026-12-04"]);
    for owner in ["pool", ""] {
        let pool = world.json(["spread", "--owner", owner, "--per-day", "2", "--json"]);
        let days: Vec<usize> = pool[0]["days"]
            .as_array()
            .unwrap()
            .iter()
            .map(|day| day["items"].as_array().unwrap().len())
            .collect();
        assert_eq!((&pool[0]["owner"], &days[..]), (&Value::Null, &[2, 2, 1][..]));
    }
    let told = world.ok(["spread", "--per-day", "60"]);
    assert!(told.contains("pool: 5 due customers have no owner and stay: crm spread"), "{told}");
    let spread = world.json(["spread", "--per-day", "60", "--owner", "wang,pool", "--json"]);
    assert_eq!((&spread[0]["owner"], &spread[1]["owner"]), (&"wang".into(), &Value::Null));
}

#[test]
fn a_bare_environment_is_enough() {
    let world = imported();
    let call = world.call(["spread", "--apply"]).without("LANG").without("HOME").env("LC_ALL", "C");
    let outcome = call.run();
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    assert!(outcome.changed().len() > 200, "{}", outcome.stdout);
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_the_rest_is_spread() {
    let world = imported();
    world.put("customers/kehu-001.yaml", "name: [\n");
    let outcome = world.run(["spread", "--apply"]);
    assert_eq!(outcome.code, 5);
    outcome.says(&["customers/kehu-001.yaml:"]);
    assert!(outcome.stdout.contains("dates are written into the logs"), "{}", outcome.stdout);
}

#[test]
fn who_leaves_for_the_pool_is_not_put_off() {
    let world = World::new();
    world.put(
        "crm.yaml",
        "version: 1\npeople: {li: {hours_a_week: 1}}\npool: {after: {C: {followup: 3 months}}, warn: 7 days}\n",
    );
    let log = |at: &str| format!(r#"{{"at":"{at}","by":"li","kind":"followup","via":"call"}}"#);
    for (id, at) in [("leaves", "2026-08-22"), ("a", "2026-09-10"), ("b", "2026-09-11")] {
        world.card(id, &format!("name: {id} works\ngrade: C\nowner: li\nsince: 2024-01-01\n"));
        world.log(id, &[&log(at)]);
    }
    let page = world.ok(["spread", "--owner", "li"]);
    assert!(page.contains("leave for the pool") || page.contains("leaves for the pool"), "{page}");
    world.ok(["spread", "--owner", "li", "--apply"]);
    assert_eq!(world.json(["show", "leaves", "--json"])["next_due"], "2026-10-22");
}

#[test]
fn one_without_hours_keeps_nobody_else_from_their_dates() {
    let world = World::new();
    world.put("crm.yaml", "version: 1\npeople: {li: {hours_a_week: 1}, wang: {}}\n");
    for (id, owner) in
        [("anhui", "li"), ("berlin", "li"), ("cebu", "li"), ("dakar", "wang"), ("emden", "wang")]
    {
        world.card(id, &format!("name: {id}\nowner: {owner}\nsince: 2026-11-18\ngrade: D\n"));
    }
    let told = world.run(["spread"]);
    assert_eq!(told.code, 0);
    assert!(told.stdout.starts_with("li · 3 due"), "{}", told.stdout);
    insta::assert_snapshot!(told.stderr, @"
    no hours for wang: 2 due customers stay as before
      try: people.wang.hours_a_week: 8 in crm.yaml, or crm spread --owner wang --per-day 20
    ");
    // Whoever is asked about alone gets the answer that there is none.
    world.run(["spread", "--owner", "wang"]).refused(2, &["no hours for wang", "--per-day 20"]);
    let written = world.run(["spread", "--apply", "--lang", "zh"]);
    assert_eq!(written.code, 0);
    assert!(written.changed().iter().all(|path| !path.contains("dakar") && !path.contains("emden")));
    assert!(written.stderr.contains("wang 没有工时：2 个待跟进客户日期不变"), "{}", written.stderr);
}

#[test]
fn the_advice_runs_as_it_is_printed() {
    let world = World::new();
    world.put("crm.yaml", "version: 1\npeople: {li: {hours_a_week: 1}}\n");
    for id in ["anhui", "berlin", "cebu", "dakar"] {
        world.card(id, &format!("name: {id}\nowner: li\nsince: 2026-11-18\ngrade: D\n"));
    }
    let told = world.ok(["spread", "-o", "li", "--per-day", "2", "-n", "0"]);
    let advice = "crm spread -o li --per-day 2 -n 0 --apply";
    assert!(
        told.ends_with(&format!("Nothing is written yet; what writes these 2 dates:\n  {advice}\n")),
        "{told}"
    );
    let told = world.ok(advice.split(' ').skip(1));
    assert!(told.contains("2 dates are written into the logs"), "{told}");
}
