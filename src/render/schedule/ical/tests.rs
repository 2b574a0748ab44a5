use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::model::{Currency, Customer, CustomerId, Decimal, History, Money};
use crate::plan::{Day, Placed, Reach};
use crate::rules::{EffectiveClass, Label, Policy};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

const TODAY: &str = "2026-11-20";

fn item(id: &str, name: &str, since: &str) -> Item {
    let mut customer = Customer::named(CustomerId::new(id).expect("an id"), name);
    customer.grade = Some("D".into());
    customer.since = Some(day(since));
    let driving = EffectiveClass::written(&customer);
    let history = History::new(Vec::new());
    crate::plan::item(&customer, &driving, &history, &Policy::default(), day(TODAY)).expect("due")
}

fn occasion(id: &str, on: &str, kind: Kind) -> Occasion {
    let code = crate::rules::occasions::Occasion { on: day(on), kind: kind.clone() }.code();
    let contact = Some(Reach { name: Some("Anna".into()), email: None, phone: None, chat: Vec::new() });
    let id = CustomerId::new(id).expect("an id");
    Occasion {
        name: id.to_string(),
        id,
        grade: None,
        owner: None,
        deciders: Vec::new(),
        given: None,
        invited: None,
        country: None,
        contact,
        on: day(on),
        kind,
        code,
    }
}

fn fair(until: Option<&str>) -> Kind {
    let what = Label { en: "PTC".into(), zh: "动力传动展".into() };
    Kind::Event { what, until: until.map(day) }
}

fn birthday(who: &str) -> Kind {
    Kind::Birthday { contact: 0, who: Some(who.into()), age: None }
}

fn quote(reference: Option<&str>) -> Kind {
    let reference = reference.map(str::to_owned);
    Kind::QuoteUnanswered { reference, item: None, money: None, quoted: day("2026-11-01") }
}

fn schedule(owner: &str, items: Vec<Item>, left: Vec<Item>, dates: Vec<Occasion>) -> Schedule {
    let placed = items.into_iter().map(|item| Placed { item, lane: None }).collect();
    let none = Decimal::ZERO;
    let date = day(TODAY);
    let day = Day { date, capacity: None, carried: none, wanted: none, due: 0, placed };
    Schedule { owner: Some(owner.into()), days: vec![day], left, dates, alarms: Vec::new() }
}

fn calendar(lang: Lang, schedules: &[Schedule]) -> String {
    let people = [("li".to_owned(), "李娜".to_owned())];
    ical(&AgendaHeader { lang, schedules, people: &people, today: day(TODAY), now: None })
}

/// The events with their properties, unfolded.
fn events(calendar: &str) -> Vec<Vec<String>> {
    let whole = calendar.replace("\r\n ", "");
    let blocks = whole.split("BEGIN:VEVENT\r\n").skip(1);
    blocks
        .map(|block| block.lines().take_while(|line| *line != "END:VEVENT").map(str::to_owned).collect())
        .collect()
}

fn value<'e>(event: &'e [String], name: &str) -> &'e str {
    event.iter().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("no {name} in {event:?}"))
}

#[test]
fn an_event_lasts_until_the_day_after_its_last() {
    let dates = vec![
        occasion("acme", "2026-11-24", fair(Some("2026-11-27"))),
        occasion(
            "acme",
            "2026-11-18",
            Kind::Event { what: Label::default(), until: Some(day("2026-11-21")) },
        ),
        occasion("acme", "2026-12-31", birthday("Anna")),
    ];
    let calendar =
        calendar(Lang::En, &[schedule("li", vec![item("acme", "Acme", "2026-08-20")], vec![], dates)]);
    let spans: Vec<(String, String)> = events(&calendar)
        .iter()
        .map(|event| {
            let of = |name| value(event, name).to_owned();
            (of("DTSTART;VALUE=DATE:"), of("DTEND;VALUE=DATE:"))
        })
        .collect();
    let want = [
        ("20261120", "20261121"),
        ("20261124", "20261128"),
        ("20261118", "20261122"),
        ("20261231", "20270101"),
    ];
    assert_eq!(spans, want.map(|(first, end)| (first.to_owned(), end.to_owned())));
}

#[test]
fn what_is_overdue_stands_on_today_and_says_since_when() {
    let items = vec![item("acme", "Acme", "2026-08-03"), item("new", "New", TODAY)];
    let left = vec![item("left", "Left", "2026-08-04")];
    let dates =
        vec![occasion("acme", "2026-11-08", quote(None)), occasion("acme", "2026-11-25", quote(Some("2")))];
    let said = |lang| {
        let calendar = calendar(lang, &[schedule("li", items.clone(), left.clone(), dates.clone())]);
        let events = events(&calendar);
        let told = events
            .iter()
            .map(|event| format!("{} {}", value(event, "DTSTART;VALUE=DATE:"), value(event, "SUMMARY:")));
        told.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(said(Lang::En), @"
    20261120 D Acme · due since 3 Aug
    20261120 D New
    20261120 D Left · due since 4 Aug
    20261120 quote of 1 Nov: 19 days without an answer · acme · due since 8 Nov
    20261125 quote 2 of 1 Nov: 24 days without an answer · acme
    ");
    insta::assert_snapshot!(said(Lang::Zh), @"
    20261120 D Acme · 8月3日到期
    20261120 D New
    20261120 D Left · 8月4日到期
    20261120 11月1日的报价：19天没有答复 · acme · 11月8日到期
    20261125 11月1日的报价 2：24天没有答复 · acme
    ");
}

#[test]
fn a_phone_shows_whose_it_is_and_rings_in_time() {
    let dates = vec![
        occasion("acme", "2026-11-24", birthday("Anna")),
        occasion("acme", "2026-11-19", fair(Some("2026-11-27"))),
        occasion("acme", "2026-11-08", quote(None)),
    ];
    let own =
        schedule("li", vec![item("acme", "Acme", "2026-08-20")], vec![item("b", "B", "2026-08-01")], dates);
    let text = calendar(Lang::Zh, std::slice::from_ref(&own));
    assert!(text.contains("\r\nNAME:客户跟进 · 李娜\r\nX-WR-CALNAME:客户跟进 · 李娜\r\n"), "{text}");
    let both = calendar(Lang::En, &[own, schedule("wang", vec![], vec![], vec![])]);
    assert!(both.contains("\r\nX-WR-CALNAME:Follow-ups · everybody\r\n"), "{both}");
    let rings = events(&text).into_iter().map(|event| {
        let triggers = event.iter().filter_map(|line| line.strip_prefix("TRIGGER:"));
        format!("{} {}", value(&event, "UID:"), triggers.collect::<Vec<_>>().join(" ")).trim_end().to_owned()
    });
    insta::assert_snapshot!(rings.collect::<Vec<_>>().join("\n"), @"
    followup-acme@crm PT8H
    followup-b@crm
    birthday-acme-2026-11-24-bf4fccd616@crm -P2DT16H PT8H
    event-all-2026-11-19-8fc5050403@crm
    quote-unanswered-acme-2026-11-01@crm PT8H
    ");
}

#[test]
fn a_fair_is_one_event_for_all_whom_it_concerns() {
    let fairs =
        |ids: &[&str]| ids.iter().map(|id| occasion(id, "2026-11-24", fair(None))).collect::<Vec<_>>();
    let schedules = [
        schedule("li", vec![], vec![], fairs(&["acme", "bolt"])),
        schedule("wang", vec![], vec![], fairs(&["core"])),
    ];
    let all = events(&calendar(Lang::En, &schedules));
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(value(&all[0], "SUMMARY:"), "PTC · 3 customers");
    assert_eq!(value(&all[0], "DESCRIPTION:"), "李娜: acme\\, bolt\\nwang: core");
    let one = events(&calendar(Lang::Zh, &schedules[..1]));
    assert_eq!(value(&one[0], "UID:"), value(&all[0], "UID:"), "the same fair, whoever looks");
    assert_eq!(value(&one[0], "DESCRIPTION:"), "acme、bolt");
}

#[test]
fn a_name_stays_and_nobody_else_has_it() {
    let dates = |ids: &[(&str, &str, Kind)]| {
        let dates = ids.iter().map(|(id, on, kind)| occasion(id, on, kind.clone())).collect();
        let calendar = calendar(Lang::En, &[schedule("li", vec![], vec![], dates)]);
        events(&calendar).iter().map(|event| value(event, "UID:").to_owned()).collect::<Vec<_>>()
    };
    let all = dates(&[
        ("acme", "2026-11-24", birthday("Anna")),
        ("acme", "2026-11-24", birthday("王芳")),
        ("acme", "2026-11-24", quote(Some("Q-1"))),
        ("acme", "2026-11-24", quote(None)),
        ("acme", "2026-11-24", quote(None)),
    ]);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 5, "{all:?}");
    assert_eq!(dates(&[("acme", "2026-11-24", birthday("王芳"))]), all[1..2], "whoever stands beside her");
    assert_eq!(
        dates(&[("acme", "2026-11-27", quote(Some("Q-1")))]),
        all[2..3],
        "though it is asked for later"
    );
    let money = Money { amount: Decimal::ONE, currency: Currency::new("EUR") };
    let reference = Some("I-1".to_owned());
    let due = Kind::InvoiceDue { reference: reference.clone(), rest: money, total: money };
    let overdue = Kind::InvoiceOverdue { reference, rest: money, total: money, level: 0, levels: 3 };
    assert_eq!(dates(&[("acme", "2026-11-08", due)]), dates(&[("acme", "2026-11-08", overdue)]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_event_is_whole_whatever_the_files_say(
        names in prop::collection::vec("([a-zß ,;:\\\\\n]|[液压油缸，。🎉]|\\PC){1,90}", 1..5),
        refs in prop::collection::vec(prop::option::of("[a-z0-9]{0,2}|[号]{1}"), 0..8),
        since in 1_u32..28,
        is_chinese in any::<bool>(),
    ) {
        let lang = if is_chinese { Lang::Zh } else { Lang::En };
        let ids = ["a", "b", "c", "d"];
        let since = format!("2026-08-{since:02}");
        let items = |from| names.iter().zip(ids).skip(from).map(|(name, id)| item(id, name, &since));
        let dates: Vec<Occasion> = refs.iter().map(|one| occasion("a", "2026-11-22", quote(one.as_deref()))).collect();
        let fairs = names.iter().zip(ids).map(|(_, id)| occasion(id, "2026-11-22", fair(Some("2026-11-23"))));
        let schedules = [
            schedule("li", items(2).collect(), items(0).take(1).collect(), fairs.clone().collect()),
            schedule("wang", items(1).take(1).collect(), vec![], fairs.chain(dates).collect()),
        ];
        let calendar = calendar(lang, &schedules);
        for line in calendar.split_inclusive("\r\n") {
            prop_assert!(line.len() <= 75 && line.ends_with("\r\n"), "{line:?}");
        }
        let events = events(&calendar);
        prop_assert_eq!(events.len(), names.len() + 1 + refs.len());
        let uids: BTreeSet<&str> = events.iter().map(|event| value(event, "UID:")).collect();
        prop_assert_eq!(uids.len(), events.len());
        for event in &events {
            prop_assert!(value(event, "DTEND;VALUE=DATE:") > value(event, "DTSTART;VALUE=DATE:"));
            prop_assert!(value(event, "DTSTART;VALUE=DATE:") >= "20261120");
        }
    }
}
