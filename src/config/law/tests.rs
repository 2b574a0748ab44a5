use super::*;
use crate::rules::Source;

fn law(text: &str) -> (Law, Vec<(&'static str, usize, usize)>) {
    let (law, problems) = parse_law(text.as_bytes(), Path::new("crm.yaml"));
    let told = problems.iter().map(|p| (p.trouble.code(), p.place.line, p.place.column)).collect();
    (law, told)
}

#[test]
fn the_file_that_init_writes_says_what_is_built_in() {
    let (mut written, told) = law(DEFAULT);
    assert_eq!(told, []);
    for grade in &mut written.policy.grades {
        assert_eq!(grade.source, Source::Workspace);
        grade.source = Source::Default;
    }
    assert_eq!(written, Law::default());
}

#[test]
fn what_is_missing_is_the_default() {
    for text in ["", "# nothing\n", "version: 1\n", "people:\ncurrency:\n"] {
        let (read, told) = law(text);
        assert_eq!((read, told), (Law::default(), vec![]), "{text:?}");
    }
    let (read, told) =
        law("grades:\n  A: {cadence: 3 weeks}\n  X: {cadence: 1 year, minutes: 1.5, name: strange}\n");
    assert_eq!(told, []);
    let names: Vec<_> = read.policy.grades.iter().map(|g| (g.class.as_str(), g.label.en.as_str())).collect();
    assert_eq!(names, [("A", "order customer"), ("X", "strange")], "the grades are those that are written");
    assert_eq!(read.policy.grades[0].minutes, Decimal::new(75, 1));
}

#[test]
fn people_rates_and_the_calendar_are_read() {
    let (read, told) = law(
        "people:\n  li: {name: 李娜, email: li@x.example, hours_a_week: 8, lang: zh}\n  wang:\n\
         currency: EUR\nrates:\n  USD:\n    - {from: 2026-06-01, rate: 0.9}\n    - {from: 2026-01-01, rate: \"0.92\"}\n\
         calendar:\n  workdays: [mon, sat]\n  holidays:\n    - {on: 2026-10-01, until: 2026-10-07, what: National Day}\n  extra_workdays: [2026-10-10]\n",
    );
    assert_eq!(told, []);
    assert_eq!(read.policy.people, ["li", "wang"]);
    let usd = Currency::new("USD").expect("a currency");
    let day = |text: &str| date(text).expect("a date");
    assert_eq!(read.policy.rate(usd, day("2026-05-31")), Some(Decimal::new(92, 2)));
    assert_eq!(read.policy.rate(usd, day("2026-06-01")), Some(Decimal::new(9, 1)));
    assert_eq!(read.policy.rate(usd, day("2025-12-31")), None);
    assert!(read.policy.calendar.free(day("2026-10-05")).is_some());
}

#[test]
fn what_is_wrong_is_told_where_it_stands() {
    for (text, want) in [
        ("version: 2\n", ("bad-value", 1, 10)),
        ("curency: EUR\n", ("unknown-key", 1, 1)),
        ("currency: euro\n", ("bad-value", 1, 11)),
        ("rates:\n  usd: []\n", ("bad-value", 2, 8)),
        ("rates:\n  USD: [{from: 2026-01-01, rate: 0}]\n", ("bad-value", 2, 34)),
        ("rates:\n  USD: [{rate: 1}]\n", ("missing-key", 2, 9)),
        ("grades:\n  A: {cadence: often}\n", ("bad-value", 2, 16)),
        ("grades:\n  X: {minutes: 3}\n", ("missing-key", 2, 6)),
        ("grades:\n  B: {steps: {agreed: [1, x], received: [1]}}\n", ("bad-value", 2, 27)),
        ("grades:\n  B: {steps: {agreed: [1]}}\n", ("missing-key", 2, 7)),
        ("calendar: {workdays: [monday]}\n", ("bad-value", 1, 23)),
        ("calendar:\n  holidays: [{on: 2026-10-07, until: 2026-10-01}]\n", ("ends-before-start", 2, 38)),
        ("people: [li]\n", ("wrong-type", 1, 9)),
        ("people:\n  li: {lang: fr}\n", ("bad-value", 2, 14)),
        ("version: 'x\n", ("yaml-syntax", 2, 1)),
        ("version: 1\nversion: 1\n", ("duplicate-key", 2, 1)),
    ] {
        assert_eq!(law(text).1, [want], "{text:?}");
    }
}
