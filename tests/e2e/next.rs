//! The hour of an agreed day, and the end of a day that was agreed.

use serde_json::{Value, json};

use crate::world::World;

fn book(version: u32) -> World {
    let world = World::new();
    let people = "people:\n  li: {name: Li, timezone: Asia/Shanghai, hours_a_week: 30}\n  chen: {name: Chen, timezone: Europe/Berlin}\n";
    world.put("crm.yaml", format!("version: {version}\n{people}"));
    for (id, grade) in [("acme", "C"), ("best", "A")] {
        world.card(id, &format!("name: {id}\ngrade: {grade}\nowner: li\nsince: 2025-01-01\nplan: ask\n"));
        world.log(id, &[r#"{"at":"2026-11-10","by":"li","kind":"followup","via":"call","reply":"neutral"}"#]);
    }
    world
}

fn due(world: &World) -> (Value, Value) {
    let all = world.json(["due", "--within", "365d", "--json"]);
    let one = all.as_array().into_iter().flatten().find(|one| one["id"] == "acme").cloned();
    let one = one.unwrap_or_default();
    (one["due"].clone(), one["reason"]["code"].clone())
}

#[test]
fn none_ends_the_day_that_was_agreed_and_the_cadence_counts_again() {
    let world = book(2);
    world.ok(["log", "acme", "call me", "--via", "call", "--next", "2026-12-03"]);
    assert_eq!(due(&world), (json!("2026-12-03"), json!("agreed")));
    let told = world.ok(["log", "acme", "no visit after all", "--via", "call", "--next", "none"]);
    assert!(told.contains("next Wed 20 Jan 2027: every 2 months"), "{told}");
    assert_eq!(world.last("acme")["next"], "none");
    assert_eq!(due(&world), (json!("2027-01-20"), json!("cadence")));
    assert!(world.ok(["show", "acme"]).contains("no visit after all → the day agreed is off"));
    let log = world.json(["show", "acme", "--json"])["log"].clone();
    let newest = log.as_array().and_then(|log| log.iter().find(|entry| entry["next_ends"] == true)).cloned();
    assert_eq!(newest.map(|entry| entry["next"].clone()), Some(Value::Null));
    // A note ends a day, too, and what is agreed later counts again.
    world.ok(["--lang", "zh", "log", "acme", "--note", "再说", "--next", "2026-12-10"]);
    world.ok(["--lang", "zh", "log", "acme", "--note", "不去了", "--next", "取消"]);
    assert_eq!(due(&world).1, "cadence");
    world.ok(["log", "acme", "now", "--via", "call", "--next", "2026-12-11"]);
    assert_eq!(due(&world), (json!("2026-12-11"), json!("agreed")));
    world.ok(["check"]);
    // It travels.
    let table = world.ok(["export", "entries"]);
    let other = book(2);
    other.log("acme", &[]);
    other.put("entries.csv", table);
    other.ok(["import", "--entries", "entries.csv", "--apply"]);
    let next: Vec<String> = other
        .read("customers/acme.log.jsonl")
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|line| line["next"].as_str().map(str::to_owned))
        .collect();
    assert_eq!(next, ["2026-12-03", "none", "2026-12-10", "none", "2026-12-11"]);
}

#[test]
fn none_needs_version_2_of_the_files() {
    let world = book(1);
    let refused = world.run(["log", "acme", "x", "--via", "call", "--next", "none"]);
    refused.refused(4, &["crm log --next none needs version 2", "crm upgrade"]);
    assert_eq!(refused.changed(), [] as [&str; 0]);
}

#[test]
fn a_list_ends_a_day_by_the_words_that_are_typed() {
    let list =
        |word: &str| format!("id,at,kind,via,text,next\nacme,2026-11-20,followup,call,no visit,{word}\n");
    for word in ["none", "无", "取消", "作废"] {
        let world = book(2);
        world.put("list.csv", list(word));
        let told = world.run(["import", "--entries", "list.csv", "--apply"]);
        assert_eq!((told.code, &world.last("acme")["next"]), (0, &json!("none")), "{word}: {told:?}");
    }
    let old = book(1);
    old.put("list.csv", list("取消"));
    let refused = old.run(["import", "--entries", "list.csv", "--apply"]);
    refused.refused(4, &["needs version 2", "crm upgrade"]);
    assert_eq!(refused.changed(), [] as [&str; 0]);
    // A list of customers has no day then, and ends none.
    old.put("list.csv", "name,last contact,next follow-up\nBeta,2026-11-10,无\n");
    let told = old.run(["import", "list.csv", "--apply"]);
    assert_eq!((told.code, &old.last("beta")["next"]), (0, &json!(null)), "{told:?}");
}

#[test]
fn an_hour_stands_beside_the_day() {
    let world = book(2);
    world.ok(["log", "acme", "call me", "--via", "call", "--next", "2026-11-23T10:00"]);
    let last = world.last("acme");
    assert_eq!((&last["next"], &last["next_time"]), (&json!("2026-11-23"), &json!("10:00")));
    let mine = world.json(["due", "--within", "7d", "--json"])[0].clone();
    assert_eq!((&mine["next_time"], &mine["next_zone"]), (&json!("10:00"), &json!("Asia/Shanghai")));
    assert!(world.ok(["due", "--within", "7d"]).contains("10:00 (Asia/Shanghai), agreed on 20 Nov"));
    assert!(world.ok(["show", "acme"]).contains("→ next Mon 23 Nov 10:00"));
    let calendar = world.ok(["agenda", "--owner", "li", "--week", "-f", "ics"]);
    for line in ["DTSTART:20261123T020000Z", "DTEND:20261123T022000Z", "TRIGGER:-PT15M"] {
        assert!(calendar.contains(line), "{line}: {calendar}");
    }
    // Of a colleague with another clock it says whose it is.
    world.ok(["log", "acme", "moved", "--via", "call", "--by", "chen", "--next", "2026-11-23 15:30"]);
    let said = world.ok(["due", "--within", "7d"]);
    assert!(said.contains("15:30 (Europe/Berlin), agreed on 20 Nov"), "{said}");
    let said = world.ok(["--lang", "zh", "due", "--within", "7d"]);
    assert!(said.contains("15:30（Europe/Berlin），11月20日约定"), "{said}");
    assert!(
        world.ok(["agenda", "--owner", "li", "--week", "-f", "ics"]).contains("DTSTART:20261123T143000Z")
    );
}

#[test]
fn an_hour_that_was_agreed_comes_before_what_has_none() {
    let world = book(2);
    world.ok(["log", "best", "call", "--via", "call", "--next", "2026-11-23"]);
    world.ok(["log", "acme", "call", "--via", "call", "--next", "2026-11-23 09:00"]);
    for more in [None, Some("--by-hour")] {
        let args = ["agenda", "--owner", "li", "--today", "2026-11-23"];
        let page = world.ok(args.into_iter().chain(more));
        let place = |name: &str| page.find(&format!("  {name}")).unwrap_or_else(|| panic!("{name}: {page}"));
        assert!(place("acme") < place("best"), "{page}");
    }
    let order = world.json(["due", "--within", "7d", "--json"]);
    assert_eq!((&order[0]["id"], &order[1]["id"]), (&json!("best"), &json!("acme")), "the order of work");
}

#[test]
fn an_hour_that_can_be_two_is_refused() {
    let world = book(2);
    let refused = world.run(["log", "acme", "x", "--via", "call", "--next", "3点"]);
    refused.refused(2, &["can be 03:00 or 15:00", "--next 15:00"]);
}

#[test]
fn what_is_no_hour_is_told_and_the_day_stays() {
    let world = book(2);
    world.log(
        "acme",
        &[r#"{"at":"2026-11-20","by":"li","kind":"followup","via":"call","next":"2026-12-03","next_time":"25:00"}"#],
    );
    let told = world.run(["check"]).whole();
    assert!(told.contains("next_time") && told.contains("10:00"), "{told}");
    let told = world.run(["due", "--within", "30d"]).whole();
    assert!(told.contains("agreed on 20 Nov"), "{told}");
}

#[test]
fn a_festival_of_the_customers_country_is_said_where_the_day_is_agreed_and_when_it_comes() {
    let world = World::new();
    world.put(
        "crm.yaml",
        "events:\n  - {what: {en: Thanksgiving, zh: 感恩节}, on: [2026-11-26], country: US}\n  - {what: {en: Fair, zh: 展会}, on: [2026-11-26]}\n",
    );
    for (id, country) in [("texas", "US"), ("ulm", "DE")] {
        world.card(id, &format!("name: {id}\ngrade: C\ncountry: {country}\nplan: ask\n"));
    }
    let told = world.run(["log", "texas", "call", "--via", "call", "--next", "2026-11-26"]);
    told.says(&["note: Thu 26 Nov is Thanksgiving there; perhaps nobody is there"]);
    let told = world.run(["log", "ulm", "call", "--via", "call", "--next", "2026-11-26"]);
    assert!(!told.stderr.contains("there"), "{}", told.stderr);
    let due = world.ok(["due", "--within", "7d"]);
    assert_eq!(due.matches("Thanksgiving on 26 Nov: perhaps nobody is there").count(), 1, "{due}");
    let due = world.ok(["--lang", "zh", "due", "--within", "7d"]);
    assert!(due.contains("11月26日是感恩节，可能联系不上"), "{due}");
    let told = world.run(["--lang", "zh", "log", "ulm", "x", "--via", "call", "--next", "感恩节后"]);
    assert_eq!((told.code, world.last("ulm")["next"].clone()), (0, json!("2026-11-27")));
}

#[test]
fn an_hour_at_which_the_customer_is_not_there_is_told() {
    let world = book(2);
    for (card, next, want) in [
        (
            "timezone: Europe/Berlin\nprefers: {hours: '09:00-12:00'}\n",
            "2026-12-02 10:00",
            "10:00 here is 03:00 there; theirs are 09:00-12:00",
        ),
        ("timezone: Europe/Berlin\nprefers: {hours: '09:00-12:00'}\n", "2026-12-02 17:00", ""),
        ("timezone: Europe/Berlin\nprefers: {hours: '22:00-04:00'}\n", "2026-12-02 10:00", ""),
        ("timezone: Europe/Berlin\n", "2026-12-02 10:00", "10:00 here is 03:00 there\n"),
        ("timezone: Europe/Berlin\n", "2026-12-02 15:00", ""),
        ("timezone: Europe/Berlin\n", "2026-12-02", ""),
        // Nobody knows where it is.
        ("", "2026-12-02 03:00", ""),
    ] {
        world.card("acme", &format!("name: acme\ngrade: C\nowner: li\nsince: 2025-01-01\n{card}"));
        let told =
            world.run(["log", "acme", "call me", "--via", "call", "--by", "li", "--next", next]).stderr;
        match want {
            "" => assert!(!told.contains("there"), "{card} {next}: {told}"),
            want => assert!(told.contains(&format!("note: {want}")), "{card} {next}: {told}"),
        }
    }
}

#[test]
fn an_hour_behind_a_day_of_a_list_is_kept() {
    let world = book(2);
    let rows =
        "acme,2026-11-12,followup,call,2026-12-04 15:30\nbest,2026-11-12,followup,call,2026-12-05 00:00:00\n";
    world.put("list.csv", format!("customer,date,kind,via,next\n{rows}"));
    world.ok(["import", "--entries", "list.csv", "--apply"]);
    assert_eq!(world.last("acme")["next_time"], "15:30");
    // Spreadsheets write midnight behind a day alone.
    assert_eq!(
        (world.last("best")["next"].clone(), world.last("best").get("next_time")),
        (json!("2026-12-05"), None)
    );
}

#[test]
fn an_agreed_hour_stands_beside_a_complaint_that_comes_first() {
    for first in [
        ["--complaint", "opened", "--ref", "C-1"].as_slice(),
        &["--ending", "opened", "--ref", "W-1", "--why", "price"],
    ] {
        let world = book(2);
        world.ok([&["log", "acme", "leaks", "--no-contact", "--by", "li"][..], first].concat());
        world.ok([
            "log",
            "acme",
            "on Thursday",
            "--via",
            "call",
            "--by",
            "li",
            "--next",
            "2026-12-03 10:00",
            "--plan",
            "see it",
        ]);
        let days = world.json(["dates", "--kind", "appointment", "--within", "30d", "--json"]);
        let days: Vec<_> = days
            .as_array()
            .into_iter()
            .flatten()
            .map(|day| (day["on"].clone(), day["what"].clone()))
            .collect();
        assert_eq!(days, [(json!("2026-12-03"), json!("see it"))], "{first:?}");
        let calendar = world.ok(["agenda", "--owner", "li", "--month", "-f", "ics"]);
        assert!(calendar.contains("DTSTART:20261203T020000Z"), "{calendar}");
        let zh = world.ok(["--lang", "zh", "dates", "--within", "30d"]);
        assert!(zh.contains("10:00（Asia/Shanghai），11月20日 周五约定：see it"), "{zh}");
        // Until then only; and not twice where the hour is what it is due by.
        assert!(!world.ok(["--today", "2026-12-04", "dates"]).contains("agreed on"));
        let best =
            ["log", "best", "on Thursday", "--via", "call", "--by", "li", "--next", "2026-12-03 10:00"];
        world.ok(best);
        assert!(!world.ok(["dates", "best", "--within", "30d"]).contains("agreed on"));
    }
}

#[test]
fn a_mail_of_the_morning_leaves_the_appointment_of_the_afternoon() {
    let agreed = r#"{"at":"2026-11-18T10:00:00+08:00","by":"li","kind":"followup","via":"call","next":"2026-11-20","next_time":"15:00"}"#;
    for (via, at, stays) in [
        ("email", "2026-11-20T09:00:00+08:00", true),
        ("chat", "2026-11-20T14:59:00+08:00", true),
        ("email", "2026-11-20T15:00:00+08:00", false),
        ("call", "2026-11-20T09:00:00+08:00", false),
        ("visit", "2026-11-20T09:00:00+08:00", false),
        ("email", "2026-11-20", false), // nobody said when
        ("email", "2026-11-19T16:00:00+08:00", true),
    ] {
        let world = World::new();
        world.put("crm.yaml", "version: 2\ntimezone: Asia/Shanghai\npeople: {li: {}}\n");
        world.card("acme", "name: Acme\ngrade: D\nowner: li\nsince: 2026-01-01\n");
        let said = format!(r#"{{"at":"{at}","by":"li","kind":"followup","via":"{via}","reply":"neutral"}}"#);
        world.log("acme", &[agreed, &said]);
        let show = world.json(["show", "acme", "--json"]);
        let hour = |one: &Value| json!([one["next_time"], one["next_zone"]]);
        let want = if stays { json!(["15:00", "Asia/Shanghai"]) } else { json!([null, null]) };
        assert_eq!((show["next_due"] == "2026-11-20", hour(&show)), (stays, want.clone()), "{via} {at}");
        assert_eq!(hour(&world.json(["list", "--json"])[0]), want, "{via} {at}");
    }
}

#[test]
fn two_appointments_of_one_person_at_one_hour_are_told() {
    let world = World::new();
    world.put(
        "crm.yaml",
        "version: 2\ntimezone: Asia/Shanghai\npeople:\n  li: {hours_a_week: 40}\n  chen: {timezone: Europe/Berlin}\n",
    );
    for (id, owner) in [("acme", "li"), ("beta", "li"), ("chens", "chen")] {
        world.card(id, &format!("name: {id} Ltd\ngrade: C\nowner: {owner}\nsince: 2026-01-01\nplan: ask\n"));
    }
    let log = |id: &str, next: &str| {
        let said = world.run(["log", id, "agreed", "--via", "call", "--next", next, "--by", "li"]);
        assert_eq!(said.code, 0, "{}", said.stderr);
        said.stderr
    };
    assert!(!log("acme", "2026-11-24 15:00").contains("overlap"));
    // C takes 20 minutes.
    let told = log("beta", "2026-11-24 15:10");
    assert!(told.contains("Tue 24 Nov 15:00 (Asia/Shanghai) is agreed with acme Ltd (acme)"), "{told}");
    assert!(!log("chens", "2026-11-24 15:00").contains("overlap"), "another one's");
    let day = world.ok(["--today", "2026-11-24", "agenda", "--owner", "li"]);
    assert!(day.contains("note overlaps with beta Ltd, 15:10 (Asia/Shanghai)"), "{day}");
    assert!(day.contains("note overlaps with acme Ltd, 15:00 (Asia/Shanghai)"), "{day}");
    let day = world.ok(["--today", "2026-11-24", "agenda", "--owner", "li", "--lang", "zh"]);
    assert!(day.contains("提示 与beta Ltd（15:10（Asia/Shanghai））时间重叠"), "{day}");
    assert!(!log("beta", "2026-11-24 15:20").contains("overlap"), "when the other one is over");
}

#[test]
fn an_hour_outside_the_owners_own_day_is_told() {
    let world = book(2);
    let people = "people:\n  li: {name: Li, timezone: Asia/Shanghai, day: \"08:30-17:30\"}\n  chen: {name: Chen, timezone: Europe/Berlin}\n";
    world.put("crm.yaml", format!("version: 2\n{people}"));
    for (by, next, want) in [
        ("li", "2026-12-02 23:50", "23:50 is outside the working hours of li (08:30–17:30)"),
        ("li", "2026-12-02 08:30", ""),
        ("li", "2026-12-02 17:30", "17:30 is outside the working hours of li (08:30–17:30)"),
        ("li", "2026-12-02", ""),
        // On the owner's own clock, whoever agreed it: 16:00 in Berlin.
        ("chen", "2026-12-02 16:00", "23:00 is outside the working hours of li (08:30–17:30)"),
        ("chen", "2026-12-02 09:00", ""),
    ] {
        let told = world.run(["log", "acme", "x", "--via", "call", "--by", by, "--next", next]).stderr;
        match want {
            "" => assert!(!told.contains("outside"), "{by} {next}: {told}"),
            want => assert!(told.contains(&format!("note: {want}\n")), "{by} {next}: {told}"),
        }
    }
    let told =
        world.run(["--lang", "zh", "log", "acme", "x", "--via", "call", "--by", "li", "--next", "明天22点"]);
    assert!(told.stderr.contains("22:00 不在 Li 的工作时间（08:30–17:30）内"), "{}", told.stderr);
}

#[test]
fn hours_are_typed_as_people_say_them_and_so_is_an_answer() {
    let world = book(2);
    for (next, day, hour) in [
        ("monday at 10", "2026-11-23", "10:00"),
        ("dec 3 at 14", "2026-12-03", "14:00"),
        ("下周一10点", "2026-11-23", "10:00"),
    ] {
        world.ok(["log", "acme", next, "--via", "call", "--reply", "answered", "--next", next]);
        let last = world.last("acme");
        assert_eq!((&last["next"], &last["next_time"]), (&json!(day), &json!(hour)), "{next}");
        assert_eq!(last["reply"], "answered");
    }
    let page = world.ok(["--lang", "zh", "show", "acme"]);
    assert!(page.contains("已回复"), "{page}");
    world.ok(["--lang", "zh", "log", "acme", "x", "--via", "电话", "--reply", "已回复"]);
    assert_eq!(world.last("acme")["reply"], "answered");
    world.ok(["check"]);
    // The clock says nothing of another day.
    for next in ["2h", "两小时后"] {
        world
            .run(["log", "acme", "x", "--via", "call", "--next", next])
            .refused(2, &["is counted from the clock, and --today is another day"]);
    }
    world
        .run(["log", "acme", "x", "--via", "call", "--next", "tomorrow at 3"])
        .refused(2, &["03:00", "15:00"]);
}
