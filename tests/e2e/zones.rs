//! Both sides of the date line: what a day is follows from what is written, not from where it is read.

use chrono::NaiveDate;
use mail_parser::{MessageParser, MimeHeaders};

use crate::world::{Call, World};

/// The first place of the world in which a day begins, the last but one, and between them; written so that
/// no table of time zones is needed.
const ZONES: [&str; 4] = ["<+14>-14", "<-11>11", "UTC0", "<+08>-8"];

/// Entries of one evening, from around the world; none in the order of the days that they name.
fn book() -> World {
    let world = World::new();
    world.put("crm.yaml", "people:\n  li: {name: 李娜, email: li@example.com, hours_a_week: 1, lang: zh}\n");
    let call = |at: &str, more: &str| format!(r#"{{"at":"{at}","by":"li","kind":"followup"{more}}}"#);
    let bill = r#"{"at":"2026-10-01T23:30:00-11:00","by":"li","kind":"invoice","ref":"I-1","amount":1,"due":"2026-11-19"}"#;
    let order = r#"{"at":"2026-11-20T00:30:00+14:00","by":"li","kind":"order","amount":9,"currency":"USD"}"#;
    for (id, grade, lines) in [
        // Ten in the morning of the 19th in London, and of the 20th.
        ("kiritimati", "D", vec![call("2026-11-20T00:30:00+14:00", "")]),
        (
            "pago-pago",
            "D",
            vec![call("2026-11-19T23:30:00-11:00", r#","reply":"positive""#), bill.to_owned()],
        ),
        ("ningbo", "B", vec![call("2026-11-19T23:59:59+08:00", "")]),
        (
            "both",
            "A",
            vec![
                call("2026-11-19T23:30:00-11:00", r#","next":"2026-11-20""#),
                call("2026-11-20T00:30:00+14:00", r#","next":"2026-11-23""#),
                order.to_owned(),
            ],
        ),
        ("late", "E", vec![call("2026-03-01T23:00:00-11:00", "")]),
    ] {
        world.card(id, &format!("name: {id}\ngrade: {grade}\nowner: li\nplan: ask\n"));
        world.log(id, &lines.iter().map(String::as_str).collect::<Vec<_>>());
    }
    world
}

fn told(call: Call<'_>, zone: &str) -> String {
    let outcome = call.env("TZ", zone).run();
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{zone}");
    outcome.stdout
}

#[test]
fn the_day_of_an_entry_is_the_date_that_it_names() {
    let world = book();
    let customers = world.json(["list", "--json"]);
    let days: Vec<_> = customers
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["id"].as_str().unwrap(), one["last_contact"].as_str().unwrap()))
        .collect();
    for want in [("kiritimati", "2026-11-20"), ("pago-pago", "2026-11-19"), ("ningbo", "2026-11-19")] {
        assert!(days.contains(&want), "{want:?} is not in {days:?}");
    }
    // The 19th in Pago Pago came after the 20th in Kiritimati: what was agreed last counts.
    let both = world.json(["show", "both", "--json"]);
    assert_eq!((&both["last_contact"], &both["due"]["due"]), (&"2026-11-20".into(), &"2026-11-20".into()));
}

#[test]
fn everybody_reads_the_same_wherever_it_is_read() {
    let world = book();
    let mut questions: Vec<Vec<&str>> = vec![
        vec!["due", "--why"],
        vec!["due", "--json"],
        vec!["dates", "--within", "60d"],
        vec!["dates", "--json"],
    ];
    for what in ["--week", "--month", "--wrap-up", "--team", "--visits"] {
        for form in ["table", "md", "html", "csv", "json", "ics"] {
            if form != "ics" || matches!(what, "--week" | "--month") {
                questions.push(vec!["agenda", "--owner", "li", what, "-f", form]);
            }
        }
    }
    for question in &questions {
        let here = told(world.call(question), ZONES[0]);
        for zone in &ZONES[1..] {
            assert_eq!(told(world.call(question), zone), here, "{question:?} in {zone}");
        }
    }
}

#[test]
fn a_mail_differs_in_its_date_alone() {
    let world = book();
    for what in ["--week", "--wrap-up", "--team"] {
        let question = ["agenda", "--owner", "li", what, "-f", "mail", "--to", "li@example.com"];
        let parts = |zone: &str| {
            let text = told(world.call(question), zone);
            let mail = MessageParser::default().parse(text.as_bytes()).unwrap().into_owned();
            let part = |text: Option<std::borrow::Cow<'_, str>>| text.unwrap().into_owned();
            let attached: Vec<(Option<String>, String)> = mail
                .attachments()
                .map(|one| {
                    (one.attachment_name().map(str::to_owned), one.text_contents().unwrap().to_owned())
                })
                .collect();
            (mail.subject().unwrap().to_owned(), part(mail.body_text(0)), part(mail.body_html(0)), attached)
        };
        let here = parts(ZONES[0]);
        for zone in &ZONES[1..] {
            assert_eq!(parts(zone), here, "{what} in {zone}");
        }
    }
}

#[test]
fn the_clock_is_the_readers() {
    let world = book();
    let today = |zone: &str| -> NaiveDate {
        let text = told(world.call(["agenda", "--owner", "li", "--json"]).without("CRM_TODAY"), zone);
        let agenda: serde_json::Value = serde_json::from_str(&text).unwrap();
        agenda[0]["days"][0]["date"].as_str().unwrap().parse().unwrap()
    };
    // 25 hours lie between these clocks: it is never the same day on both.
    let (west, east) = (today(ZONES[1]), today(ZONES[0]));
    assert!((1..=2).contains(&(east - west).num_days()), "{west} and {east}");
}

#[test]
fn the_day_is_that_of_whoever_asks_wherever_the_machine_stands() {
    let world = World::new();
    world.card("acme", "name: Acme\ngrade: C\nowner: li\n");
    let day = |rules: &str, user: &str| {
        world.put("crm.yaml", rules);
        let call = world.call(["log", "acme", "x", "--note", "--dry-run"]).without("CRM_TODAY");
        let told = call.env("CRM_USER", user).env("TZ", "UTC").run();
        assert_eq!(told.code, 0, "{told:?}");
        let entry: serde_json::Value = serde_json::from_str(&told.stdout).unwrap();
        let at = entry["at"].as_str().unwrap().to_owned();
        (at[..10].parse::<NaiveDate>().unwrap(), at[19..].to_owned())
    };
    // 25 hours lie between the first place in which a day begins and the last but one: never one day.
    let east = "timezone: Pacific/Kiritimati\npeople: {li: {}, chen: {timezone: Pacific/Pago_Pago}}\n";
    let (first, ahead) = day(east, "li");
    let (last, behind) = day(east, "chen");
    assert!(first > last, "{first} {last}");
    assert_eq!((ahead.as_str(), behind.as_str()), ("+14:00", "-11:00"));
    assert_eq!(day("people: {li: {}}\n", "li").1, "+00:00", "else the machine's");
}

#[test]
fn an_hour_that_is_typed_is_ones_own_wherever_the_machine_stands() {
    let world = World::new();
    world.put("crm.yaml", "timezone: Asia/Shanghai\npeople:\n  li: {name: 李娜, timezone: Asia/Kathmandu}\n");
    world.card("acme", "name: Acme\n");
    world.call(["log", "acme", "--at", "08:30", "called"]).env("TZ", "UTC").run();
    assert_eq!(world.last("acme")["at"], "2026-11-20T08:30:00+05:45");
    world.put("calls.csv", "customer,at,via,text\nacme,2026-11-19 09:15,call,rang\n");
    let outcome = world.call(["import", "calls.csv", "--entries", "--apply"]).env("TZ", "UTC").run();
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert_eq!(world.last("acme")["at"], "2026-11-19T09:15:00+05:45");
}
