//! When to call: the customer's hours on the clock of whoever calls, and the hour at which it answered.

use serde_json::{Value, json};

use crate::world::World;

/// Li and the workspace are in China, Chen in California.
const RULES: &str = "timezone: Asia/Shanghai\npeople:\n  li: {hours_a_week: 40, lang: zh}\n  \
                     chen: {email: chen@example.com, timezone: America/Los_Angeles}\n";

/// A follow-up with an agreed date, so that its customer is due on it.
fn call(at: &str, via: &str, reply: &str, next: &str) -> String {
    format!(
        r#"{{"at":"{at}","by":"li","kind":"followup","via":"{via}","reply":"{reply}","text":"t","next":"{next}"}}"#
    )
}

fn book() -> World {
    let world = World::new();
    world.put("crm.yaml", RULES);
    let next = "2026-11-20";
    world.card(
        "berlin",
        "name: Berlin\ngrade: D\nowner: li\ntimezone: Europe/Berlin\nprefers: {channel: email, hours: \"09:00-12:00\"}\n",
    );
    world.log(
        "berlin",
        &[
            &call("2026-07-01T16:10:00+08:00", "call", "positive", next),
            &call("2026-11-02T17:10:00+08:00", "微信", "neutral", next),
            &call("2026-11-03T16:10:00+08:00", "call", "negative", next),
            &call("2026-11-04T20:10:00+08:00", "call", "none", next),
            &call("2026-11-05T20:10:00+08:00", "email", "positive", next),
        ],
    );
    world.card("texas", "name: Texas\ngrade: D\nowner: li\ntimezone: America/Chicago\n");
    world.log("texas", &[&call("2026-11-03T23:10:00+08:00", "call", "positive", next)]);
    world.card("nepal", "name: Nepal\ngrade: D\nowner: li\ncountry: NP\n");
    world.log("nepal", &[&call("2026-11-03", "call", "positive", next)]);
    world.card("home", "name: Home\ngrade: D\nowner: li\ncountry: CN\nprefers: {hours: 9-12}\n");
    world.log("home", &[&call("2026-11-03", "call", "positive", next)]);
    world.card("nowhere", "name: Nowhere\ngrade: D\nowner: li\ncountry: US\n");
    world.log("nowhere", &[&call("2026-11-03", "call", "positive", next)]);
    world
}

#[test]
fn an_agenda_says_when_to_call() {
    let world = book();
    insta::assert_snapshot!(world.ok(["agenda", "--owner", "li"]), @r"
    li · Fri 20 Nov · 5 due, 0.3 of 8 h

    D  Berlin  berlin                                                        4 min
       agreed on 5 Nov
       grade C? it replied on 5 Nov: positive (crm grade berlin C)
       last 5 Nov, email, positive: t
       do   find out whether there is a need now: look through the last
         mails, then ask directly what is needed
       when email, 09:00–12:00 there = 16:00–19:00 here · answered at 10:00
         there (2 of 3 answers)

    D  Home  home                                                            4 min
       agreed on 3 Nov
       grade C? it replied on 3 Nov: positive (crm grade home C)
       last 3 Nov, call, positive: t
       do   find out whether there is a need now: look through the last
         mails, then ask directly what is needed
       when 09:00–12:00

    D  Nepal  nepal                                                          4 min
       agreed on 3 Nov
       grade C? it replied on 3 Nov: positive (crm grade nepal C)
       last 3 Nov, call, positive: t
       do   find out whether there is a need now: look through the last
         mails, then ask directly what is needed
       when 2 h 15 min behind you

    D  Nowhere  nowhere                                                      4 min
       agreed on 3 Nov
       grade C? it replied on 3 Nov: positive (crm grade nowhere C)
       last 3 Nov, call, positive: t
       do   find out whether there is a need now: look through the last
         mails, then ask directly what is needed

    D  Texas  texas                                                          4 min
       agreed on 3 Nov
       grade C? it replied on 3 Nov: positive (crm grade texas C)
       last 3 Nov, call, positive: t
       do   find out whether there is a need now: look through the last
         mails, then ask directly what is needed
       when answered at 09:00 there = 23:00 here (1 answer)
    ");
    insta::assert_snapshot!(world.ok(["agenda", "--owner", "li", "--lang", "zh", "-f", "md"]), @r"
    # li · 11月20日 周五

    待跟进 5 个，需 0.3 小时，可用 8 小时

    ## 2026-11-20（周五） · 待跟进 5 个 · 0.3/8 小时

    - **D Berlin** `berlin` · 4 分钟
      - 11月5日约定
      - 等级：建议定为 C：11月5日有回复：有意向（crm grade berlin C）
      - 上次：11月5日，邮件，有意向：t
      - 行动：弄清现在有没有需求：翻看往来邮件，然后直接询问需要什么
      - 时间：邮件，对方 09:00–12:00 = 我方 16:00–19:00 · 对方 10:00 左右常有回复（3次中2次）
    - **D Home** `home` · 4 分钟
      - 11月3日约定
      - 等级：建议定为 C：11月3日有回复：有意向（crm grade home C）
      - 上次：11月3日，电话，有意向：t
      - 行动：弄清现在有没有需求：翻看往来邮件，然后直接询问需要什么
      - 时间：09:00–12:00
    - **D Nepal** `nepal` · 4 分钟
      - 11月3日约定
      - 等级：建议定为 C：11月3日有回复：有意向（crm grade nepal C）
      - 上次：11月3日，电话，有意向：t
      - 行动：弄清现在有没有需求：翻看往来邮件，然后直接询问需要什么
      - 时间：比你晚2小时15分钟
    - **D Nowhere** `nowhere` · 4 分钟
      - 11月3日约定
      - 等级：建议定为 C：11月3日有回复：有意向（crm grade nowhere C）
      - 上次：11月3日，电话，有意向：t
      - 行动：弄清现在有没有需求：翻看往来邮件，然后直接询问需要什么
    - **D Texas** `texas` · 4 分钟
      - 11月3日约定
      - 等级：建议定为 C：11月3日有回复：有意向（crm grade texas C）
      - 上次：11月3日，电话，有意向：t
      - 行动：弄清现在有没有需求：翻看往来邮件，然后直接询问需要什么
      - 时间：对方 09:00（我方 23:00）左右有过回复（仅1次）
    ");
}

#[test]
fn every_form_of_an_agenda_has_the_hours_and_none_that_is_read_later_the_moment() {
    let world = World::new();
    world.put("crm.yaml", RULES);
    // Due on whatever day the clock has, in a zone whose clocks never change.
    world.card("india", "name: India\nowner: li\ngrade: D\ncountry: IN\nprefers: {hours: 9-12}\n");
    for form in ["table", "md", "html", "ics", "mail"] {
        for is_replayed in [true, false] {
            let args = ["agenda", "--owner", "li", "--lang", "en", "--to", "a@b.example", "-f", form];
            let call = world.call(args);
            let call = if is_replayed { call } else { call.without("CRM_TODAY") };
            let outcome = call.run();
            assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
            // A mail's lines are folded, and encoded; a calendar's are folded.
            let text = outcome.stdout.replace("\r\n ", "").replace("=\r\n", "").replace("\n     ", " ");
            let text = text.replace("=E2=80=93", "–").replace("=3D", "=");
            assert!(text.contains("09:00–12:00 there = 11:30–14:30 here"), "{form}: {text}");
            let is_read_at_once = form == "table" && !is_replayed;
            assert_eq!(text.contains(" · now "), is_read_at_once, "{form} {is_replayed}: {text}");
        }
    }
    let week = world.call(["agenda", "--week", "--owner", "li"]).without("CRM_TODAY").run();
    assert!(!week.stdout.contains("now "), "{week:?}");
    let show = world.call(["show", "india"]).without("CRM_TODAY").run();
    assert!(show.stdout.contains(" · now "), "{show:?}");
    assert!(!world.ok(["show", "india"]).contains("now "));
}

#[test]
fn programs_get_instants() {
    let world = book();
    let today = world.json(["agenda", "--owner", "li", "--json"]);
    let of = |items: &Value, id: &str| {
        items.as_array().unwrap().iter().find(|item| item["id"] == id).unwrap()["call"].clone()
    };
    let items = &today[0]["days"][0]["items"];
    assert_eq!(
        of(items, "berlin"),
        json!({
            "zone": "Europe/Berlin",
            "zone_from": "file",
            "channel": "email",
            "hours": "09:00-12:00",
            "here": [{"from": "2026-11-20T16:00:00+08:00", "to": "2026-11-20T19:00:00+08:00"}],
            "both": null,
            "here_zone": "Asia/Shanghai",
            "offset_minutes": -420,
            "best": {"hour": 10, "answers": 2, "of": 3},
            "meeting": null,
        })
    );
    assert_eq!(
        of(items, "nepal"),
        json!({
            "zone": "Asia/Kathmandu",
            "zone_from": "country",
            "channel": null,
            "hours": null,
            "here": null,
            "both": null,
            "here_zone": "Asia/Shanghai",
            "offset_minutes": -135,
            "best": null,
            "meeting": null,
        })
    );
    assert_eq!(of(items, "nowhere"), Value::Null, "a country with several zones is never guessed");
    assert_eq!(of(items, "texas")["here"][0]["from"], "2026-11-20T23:00:00+08:00");
    // The same with nothing noted below .crm/, with notes, and with old ones.
    let due = world.json(["due", "--json"]);
    assert_eq!(of(&due, "berlin"), of(items, "berlin"));
    assert_eq!(world.json(["show", "berlin", "--json"])["call"], of(items, "berlin"));
    let line = call("2026-11-19T20:10:00+08:00", "call", "positive", "2026-11-20");
    let log = world.read("customers/berlin.log.jsonl");
    world.put("customers/berlin.log.jsonl", format!("{log}{line}\n"));
    let noted = world.json(["due", "--json"]);
    assert_eq!(of(&noted, "berlin")["best"], json!({"hour": 10, "answers": 2, "of": 4}));
    std::fs::remove_dir_all(world.path(".crm")).unwrap();
    assert_eq!(world.json(["due", "--json"]), noted);
}

#[test]
fn clocks_change_and_days_differ() {
    let world = World::new();
    world.put("crm.yaml", RULES);
    for (id, owner, zone) in [
        ("berlin", "li", "Europe/Berlin"),
        ("new-york", "li", "America/New_York"),
        ("auckland", "chen", "Pacific/Auckland"),
        ("kiritimati", "chen", "Pacific/Kiritimati"),
        ("hawaii", "li", "Pacific/Honolulu"),
    ] {
        let card =
            format!("name: {id}\ngrade: D\nowner: {owner}\ntimezone: {zone}\nprefers: {{hours: 15-18}}\n");
        world.card(id, &card);
    }
    for (today, id, want) in [
        ("2026-03-28", "berlin", "2026-03-28T22:00:00+08:00"),
        ("2026-03-29", "berlin", "2026-03-29T21:00:00+08:00"),
        ("2026-10-24", "berlin", "2026-10-24T21:00:00+08:00"),
        ("2026-10-25", "berlin", "2026-10-25T22:00:00+08:00"),
        ("2026-11-01", "new-york", "2026-11-01T03:00:00+08:00"),
        ("2026-11-02", "new-york", "2026-11-02T04:00:00+08:00"),
        ("2028-02-29", "new-york", "2028-02-29T04:00:00+08:00"),
        ("2027-01-01", "new-york", "2027-01-01T04:00:00+08:00"),
        ("2026-12-31", "new-york", "2026-12-31T04:00:00+08:00"),
        // Across the date line: there it is tomorrow, or yesterday.
        ("2026-11-20", "auckland", "2026-11-20T18:00:00-08:00"),
        ("2026-11-20", "kiritimati", "2026-11-20T17:00:00-08:00"),
        ("2026-11-20", "hawaii", "2026-11-20T09:00:00+08:00"),
    ] {
        let due = world.json(["due", "--json", "--today", today, id]);
        assert_eq!(due[0]["call"]["here"][0]["from"], want, "{today} {id}");
    }
    let text = |owner: &str| world.ok(["agenda", "--owner", owner, "--today", "2026-12-31"]);
    assert!(text("li").contains("when Wed 15:00–18:00 there = 09:00–12:00 here"), "{}", text("li"));
    assert!(text("chen").contains("when Fri 15:00–18:00 there = 18:00–21:00 here"), "{}", text("chen"));
    // Each day of a week has its own clock.
    world.log("berlin", &[&call("2026-10-01", "call", "positive", "2026-10-26")]);
    let week = world.json(["agenda", "--week", "--owner", "li", "--json", "--today", "2026-10-22"]);
    let days = week[0]["days"].as_array().unwrap();
    let items = days.iter().flat_map(|day| day["items"].as_array().unwrap());
    let berlin = items.clone().find(|item| item["id"] == "berlin").unwrap();
    assert_eq!(berlin["call"]["here"][0]["from"], "2026-10-26T22:00:00+08:00", "after the change");
}

#[test]
fn the_list_of_what_is_due_stays_calm() {
    let world = book();
    assert!(!world.ok(["due", "berlin"]).contains("when "));
    insta::assert_snapshot!(world.ok(["due", "berlin", "--why"]), @r#"
    2026-11-20 (Fri) · 1 due, 0 of them overdue · 4 min

    D  Berlin  berlin                                                          today
       agreed on 5 Nov                                                         4 min
       grade C? it replied on 5 Nov: positive (crm grade berlin C)
       last 5 Nov, email, positive: t
       do   find out whether there is a need now: look through the last
         mails, then ask directly what is needed
       when email, 09:00–12:00 there = 16:00–19:00 here · answered at 10:00
         there (2 of 3 answers)
       · rule 5 of 7: an agreed date comes before the cadence until a contact
         keeps it, and never moves
       · agreed in: follow-up on 2026-11-05, berlin.log.jsonl line 5
       · next = 2026-11-20 (Fri)

    Before the call: crm show ID
    After it: crm log ID "what was said" --reply positive --next fri
    "#);
    insta::assert_snapshot!(world.ok(["show", "berlin", "--lang", "zh"]).lines().take(14).collect::<Vec<_>>().join("\n"), @r"
    Berlin  berlin

    等级    D 普潜客户
            建议定为 C：11月5日有回复：有意向（crm grade berlin C）
    下次    11月20日 周五，今天：11月5日约定
            · 规则5（共7条）：约定的日期优先于跟进周期，直到当天或之后联系为止，遇休
              息日也不顺延
            · 约定于：2026-11-05 的跟进，berlin.log.jsonl 第5行
            · 下次跟进 = 2026-11-20（周五）
    负责人  li
    行动    弄清现在有没有需求：翻看往来邮件，然后直接询问需要什么
    偏好    邮件
    时间    Europe/Berlin · 比你晚7小时 · 对方 09:00–12:00 = 我方 16:00–19:00 · 对方
              10:00 左右常有回复（3次中2次）
    ");
}

#[test]
fn without_a_zone_of_ones_own_nothing_is_translated() {
    let world = book();
    world.put("crm.yaml", "people:\n  li: {hours_a_week: 40}\n");
    let text = world.ok(["agenda", "--owner", "li"]);
    assert!(text.contains("when email, 09:00–12:00 (Europe/Berlin) · answered at 10:00"), "{text}");
    assert!(!text.contains(" = "), "{text}");
    let due = world.json(["due", "--json", "berlin"]);
    let call = &due[0]["call"];
    assert_eq!([&call["here"], &call["here_zone"], &call["offset_minutes"]], [&Value::Null; 3]);
}

#[test]
fn a_zone_that_is_none_is_told() {
    let world = book();
    world.put(
        "crm.yaml",
        "timezone: Europe/Berlim\npeople:\n  li: {timezone: shanghai}\n  chen: {timezone: Mars}\n",
    );
    world.run(["due"]).refused(
        2,
        &[
            "crm.yaml:1:11: error: \"timezone\" can't be \"Europe/Berlim\"",
            "try: did you mean Europe/Berlin?",
            "crm.yaml:3:18: error",
            "did you mean Asia/Shanghai?",
            "crm.yaml:4:20: error",
            "write the IANA name",
        ],
    );
    world.run(["due", "--lang", "zh"]).refused(2, &["是不是 Europe/Berlin？"]);
    world.put("crm.yaml", RULES);
    world
        .card("odd", "name: Odd\ngrade: D\nowner: li\ntimezone: Europe/Berlim\nprefers: {hours: mornings}\n");
    let outcome = world.run(["check"]);
    assert_eq!(outcome.code, 0, "a warning, for the zone may be a new one: {outcome:?}");
    let told = outcome.whole();
    for said in
        ["odd.yaml:4:11: warning: there is no time zone \"Europe/Berlim\"", "did you mean Europe/Berlin?"]
    {
        assert!(told.contains(said), "{told}");
    }
    assert!(told.contains("odd.yaml:5:18: warning: \"mornings\" are no hours"), "{told}");
    assert!(world.ok(["agenda", "--owner", "li"]).contains("when mornings there"));
    assert!(world.ok(["show", "odd"]).contains("Europe/Berlim"), "shown as it is written");
}

/// Li works from nine to six in Shanghai; who is reached when then.
#[test]
fn the_day_is_put_in_the_order_of_the_clock_and_of_the_hours_that_both_work() {
    let world = World::new();
    world.put("crm.yaml", "timezone: Asia/Shanghai\npeople: {li: {name: 李娜, day: \"9:00-18:00\"}}\n");
    let complaint = r#"{"at":"2026-11-19T08:00:00+08:00","by":"li","kind":"complaint","state":"opened"}"#;
    let call = r#"{"at":"2026-05-02","by":"li","kind":"followup","via":"call"}"#;
    for (id, grade, hours, log) in [
        ("evening", "A", "America/New_York, hours: 9-17", vec![call]),
        ("dawn", "A", "America/Vancouver, hours: 13-15", vec![call]),
        ("berlin", "B", "Europe/Berlin, hours: 9-12", vec![call]),
        ("taipei", "D", "Asia/Taipei, hours: \"10:00-11:00, 15-16\"", vec![call]),
        ("unknown", "C", "", vec![call]),
        ("angry", "E", "Europe/Berlin, hours: 14-15", vec![call, complaint]),
    ] {
        let (zone, hours) = hours.split_once(", ").unwrap_or(("", ""));
        let zone =
            if zone.is_empty() { String::new() } else { format!("timezone: {zone}\nprefers: {{{hours}}}\n") };
        world.card(id, &format!("name: {id}\ngrade: {grade}\nowner: li\n{zone}"));
        world.log(id, &log);
    }
    let ids = |args: &[&str]| -> Vec<String> {
        let text = world.ok([&["agenda", "--owner", "li", "--format", "ids"], args].concat());
        text.lines().map(str::to_owned).collect()
    };
    assert_eq!(ids(&[]), ["angry", "dawn", "evening", "berlin", "unknown", "taipei"]);
    assert_eq!(ids(&["--by-hour"]), ["angry", "taipei", "berlin", "evening", "dawn", "unknown"]);
    let both = |id: &str| world.json(["show", id, "--json"])["call"]["both"].clone();
    assert_eq!(both("evening"), serde_json::json!([]));
    assert_eq!(both("unknown"), serde_json::Value::Null);
    let shared =
        serde_json::json!([{"from": "2026-11-20T16:00:00+08:00", "to": "2026-11-20T18:00:00+08:00"}]);
    assert_eq!(both("berlin"), shared);
    let day = world.ok(["agenda", "--owner", "li"]);
    assert!(day.contains("never in your\n") || day.contains("never in your hours"), "{day}");
    let day = world.ok(["--lang", "zh", "show", "berlin"]);
    assert!(day.contains("工作时间内：16:00–18:00"), "{day}");
    for (hours, column) in [("mornings", 29), ("[9, 18]", 29)] {
        world.put("crm.yaml", format!("people: {{li: {{name: L, day: {hours}}}}}\n"));
        let problems: serde_json::Value =
            serde_json::from_str(&world.run(["check", "--json"]).stdout).expect("JSON");
        assert_eq!(
            (&problems[0]["path"], &problems[0]["column"]),
            (&"crm.yaml".into(), &column.into()),
            "{problems}"
        );
    }
}
