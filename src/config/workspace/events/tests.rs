use std::path::Path;

use super::*;
use crate::config::WorkspaceConfig;
use crate::config::workspace::parse_workspace_config;
use crate::rules::Policy;
use crate::rules::occasions::{DealReminders, InvoiceReminders, PromiseReminders, Reminders};

fn config(text: &str) -> (WorkspaceConfig, Vec<(&'static str, usize, usize)>) {
    let (config, problems) = parse_workspace_config(text.as_bytes(), Path::new("crm.yaml"));
    let told = problems.iter().map(|p| (p.kind.code(), p.place.line, p.place.column)).collect();
    (config, told)
}

fn day(text: &str) -> NaiveDate {
    date(text).expect("a date")
}

#[test]
fn events_are_read_in_every_form() {
    let (read, told) = config(
        "events:\n  - {what: {en: Christmas, zh: 圣诞节}, on: 12-25, until: 01-01, country: [DE, NO], days_before: 21}\n  \
         - {what: Open house, on: 2026-12-03}\n  \
         - {what: 春节, on: [2026-02-17, 2027-02-06], until: [2026-02-23, 2027-02-12], country: CN}\n  \
         - {what: Leap day, on: 02-29}\n",
    );
    assert_eq!(told, []);
    let events = read.policy.events;
    let each_year = |on: (u32, u32), until: (u32, u32)| EventDays::EachYear {
        on: YearDay { month: on.0, day: on.1 },
        until: YearDay { month: until.0, day: until.1 },
    };
    assert_eq!(events[0].days, each_year((12, 25), (1, 1)));
    assert_eq!((events[0].what.en.as_str(), events[0].what.zh.as_str()), ("Christmas", "圣诞节"));
    assert_eq!(
        (events[0].countries.as_slice(), events[0].days_before),
        (&["DE".into(), "NO".into()][..], 21)
    );
    assert_eq!(events[1].days, EventDays::Listed(vec![(day("2026-12-03"), day("2026-12-03"))]));
    assert_eq!((events[1].countries.len(), events[1].days_before), (0, 0));
    assert_eq!(
        events[2].days,
        EventDays::Listed(vec![
            (day("2026-02-17"), day("2026-02-23")),
            (day("2027-02-06"), day("2027-02-12"))
        ])
    );
    assert_eq!(events[3].days, each_year((2, 29), (2, 29)));
}

#[test]
fn every_reminder_is_read() {
    let (read, told) = config(
        "reminders: {ahead: 1 month, promise: {before: 2 days}, invoice: {before: 5 days, overdue: [1, 14]}, quote: 3 days, deal: {ours: 3 days, theirs: 10 days}, lost: 9 months, contract: 60 days, verify_after: 1 year}\n",
    );
    assert_eq!(told, []);
    let days = |text: &str| crate::model::Interval::parse(text).expect("an interval");
    let want = Reminders {
        ahead: days("1 month"),
        promise: PromiseReminders { before: days("2 days") },
        invoice: InvoiceReminders { before: days("5 days"), overdue: vec![1, 14] },
        deal: DealReminders { ours: days("3 days"), theirs: days("10 days") },
        quote: days("3 days"),
        lost: days("9 months"),
        contract: days("60 days"),
        verify_after: days("1 year"),
    };
    assert_eq!(read.policy.reminders, want);
    for text in ["reminders:\n", "events:\n", "events: []\n", "reminders: {invoice: }\n"] {
        assert_eq!(config(text), (WorkspaceConfig::default(), vec![]), "{text:?}");
    }
    assert_eq!(
        config("reminders: {invoice: {overdue: []}}\n").0.policy.reminders.invoice.overdue,
        Vec::<u32>::new()
    );
    assert_eq!(Policy::default().reminders, Reminders::default());
}

#[test]
fn what_is_wrong_is_told_where_it_stands() {
    for (text, want) in [
        ("events: {x: 1}\n", ("wrong-type", 1, 9)),
        ("events:\n  - {on: 12-25}\n", ("missing-key", 2, 5)),
        ("events:\n  - {what: X}\n", ("missing-key", 2, 5)),
        ("events:\n  - {what: [X], on: 12-25}\n", ("bad-value", 2, 12)),
        ("events:\n  - {what: X, on: 13-25}\n", ("bad-value", 2, 19)),
        ("events:\n  - {what: X, on: spring}\n", ("bad-value", 2, 19)),
        ("events:\n  - {what: X, on: []}\n", ("bad-value", 2, 19)),
        ("events:\n  - {what: X, on: [2026-02-30]}\n", ("bad-value", 2, 20)),
        ("events:\n  - {what: X, on: [2026-02-17, 12-25]}\n", ("bad-value", 2, 32)),
        ("events:\n  - {what: X, on: 12-25, until: 2026-12-26}\n", ("bad-value", 2, 33)),
        ("events:\n  - {what: X, on: [2026-02-17], until: [2026-02-16]}\n", ("ends-before-start", 2, 41)),
        ("events:\n  - {what: X, on: [2026-02-17, 2027-02-06], until: 2026-02-23}\n", ("bad-value", 2, 52)),
        ("events:\n  - {what: X, on: 12-25, country: China}\n", ("bad-value", 2, 35)),
        ("events:\n  - {what: X, on: 12-25, country: [CN, de]}\n", ("bad-value", 2, 40)),
        ("events:\n  - {what: X, on: 12-25, days_before: soon}\n", ("bad-value", 2, 39)),
        ("events:\n  - {what: X, on: 12-25, day_before: 7}\n", ("unknown-key", 2, 26)),
        ("events:\n  - {what: X, on: 12-25, on: 12-26}\n", ("duplicate-key", 2, 26)),
        ("reminders: {ahead: soon}\n", ("bad-value", 1, 20)),
        ("reminders: {invoice: {before: 0}}\n", ("bad-value", 1, 31)),
        ("reminders: {invoice: {overdue: 3}}\n", ("wrong-type", 1, 32)),
        ("reminders: {invoice: {overdue: [3, 3]}}\n", ("bad-value", 1, 36)),
        ("reminders: {invoice: {overdue: [0]}}\n", ("bad-value", 1, 33)),
        ("reminders: {invoice: {after: 3}}\n", ("unknown-key", 1, 23)),
        ("reminders: {birthday: 3 days}\n", ("unknown-key", 1, 13)),
    ] {
        assert_eq!(config(text).1, [want], "{text:?}");
    }
    let one = config("events:\n  - {what: X, on: 12-25, country: China}\n  - {what: Y, on: 12-26}\n").0;
    assert_eq!(one.policy.events.len(), 1, "an event of no known country is nobody's");
}
