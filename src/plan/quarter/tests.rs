use super::*;
use crate::model::{Change, Entry, Money, Order, Stamp};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

const SINCE: &str = "2026-08-20";
const TODAY: &str = "2026-11-20";

fn customer(id: &str, grade: &str, since: &str) -> Customer {
    let mut customer = Customer::named(CustomerId::new(id).expect("an id"), id);
    customer.grade = (!grade.is_empty()).then(|| grade.to_owned());
    customer.since = (!since.is_empty()).then(|| day(since));
    customer
}

/// A log in short: `G:from:to` (`-` for none), `O:amount`.
fn history(lines: &[&'static str]) -> History<'static> {
    let entry = |line: &&'static str| {
        let (at, what) = line.split_once(' ').expect("a day and what happened");
        let grade = |text: &'static str| (text != "-").then(|| text.into());
        let event = match what.split(':').collect::<Vec<_>>()[..] {
            ["G", from, to] => {
                Event::Grade(Change { from: grade(from), to: grade(to), why: Some("so".into()) })
            }
            ["O", amount] => {
                let money = Some(Money { amount: amount.parse().expect("an amount"), currency: None });
                Event::Order(Order { money, ..Order::default() })
            }
            _ => panic!("what is {line}?"),
        };
        Entry { by: Some("li".into()), line: 1, ..Entry::new(Stamp::parse(at).expect("a stamp"), event) }
    };
    History::new(lines.iter().map(entry).collect())
}

fn look(customer: &Customer, lines: &[&'static str]) -> Course {
    course(customer, &history(lines), None, &Policy::default(), (day(SINCE), day(TODAY)))
}

/// A grade in the file, a log, the grade on the first day and on the last.
type GradeCase<'a> = (&'a str, &'a [&'static str], Option<&'a str>, Option<&'a str>);

#[test]
fn the_grade_of_a_day_is_told_by_the_log() {
    let cases: &[GradeCase<'_>] = &[
        ("C", &[], Some("C"), Some("C")),
        ("A", &["2026-09-01 G:B:A"], Some("B"), Some("A")),
        ("A", &["2026-08-20 G:B:A"], Some("A"), Some("A")), // on the day itself
        ("A", &["2026-01-01 G:-:C", "2026-09-01 G:C:B", "2026-10-01 G:B:A"], Some("C"), Some("A")),
        ("C", &["2026-09-01 G:-:C"], None, Some("C")),
        ("C", &["2026-09-01 G:C:C"], Some("C"), Some("C")),
        // What came after the last day says nothing of it.
        ("A", &["2026-12-01 G:B:A"], Some("B"), Some("B")),
        ("A", &["2026-09-01 G:C:B", "2026-12-01 G:B:A"], Some("C"), Some("B")),
    ];
    for (grade, lines, before, after) in cases {
        let seen = look(&customer("acme", grade, "2026-01-01"), lines);
        let class = |side: Option<Stand>| side.expect("a customer").class;
        assert_eq!(
            (class(seen.before).as_deref(), class(seen.after).as_deref()),
            (*before, *after),
            "{lines:?}"
        );
    }
}

#[test]
fn who_came_later_was_no_customer_and_who_is_archived_is_none() {
    let new = look(&customer("new", "C", "2026-09-01"), &[]);
    assert!(new.before.is_none() && new.after.is_some());
    let by_log = look(&customer("new", "C", ""), &["2026-09-01 G:-:C"]);
    assert!(by_log.before.is_none());
    let earlier = look(&customer("old", "C", "2026-09-01"), &["2026-01-01 O:1"]);
    assert!(earlier.before.is_some(), "its log begins before its file says");
    for later in [
        look(&customer("later", "C", "2026-12-01"), &[]),
        look(&customer("later", "C", ""), &["2026-12-01 G:-:C"]),
    ] {
        assert!(later.before.is_none() && later.after.is_none(), "whoever came after the last day");
    }
    let mut gone = customer("gone", "E", "2026-01-01");
    gone.archived = Some(day("2026-10-01"));
    let gone = look(&gone, &[]);
    assert!(gone.before.is_some() && gone.after.is_none() && gone.recheck.is_none());
}

#[test]
fn the_quarter_adds_up() {
    let policy = Policy::default();
    let all = vec![
        look(&customer("risen", "A", "2026-01-01"), &["2026-09-01 O:300", "2026-09-02 G:C:A"]),
        look(&customer("fallen", "D", "2026-01-01"), &["2025-10-01 O:100", "2026-09-02 G:C:D"]),
        look(&customer("far", "E", "2026-01-01"), &["2026-09-02 G:B:E"]),
        look(&customer("same", "B", "2026-01-01"), &["2026-10-02 G:B:B"]),
        look(&customer("first", "C", "2026-01-01"), &["2026-10-02 G:-:C"]),
        look(&customer("new", "C", "2026-09-01"), &[]),
    ];
    let quarter = quarter(all, &policy, (day(SINCE), day(TODAY)));
    let ids = |list: &[Course]| list.iter().map(|one| one.id.to_string()).collect::<Vec<_>>();
    assert_eq!(ids(&quarter.rose), ["risen"]);
    assert_eq!(ids(&quarter.fell), ["far", "fallen"], "the furthest first");
    assert_eq!(
        (ids(&quarter.graded), ids(&quarter.came)),
        (vec!["first".to_owned()], vec!["new".to_owned()])
    );
    assert_eq!(quarter.rose[0].decision.as_ref().and_then(|told| told.why.as_deref()), Some("so"));
    let counts: Vec<_> =
        quarter.shares.iter().map(|share| (share.class.as_deref().unwrap_or("-"), share.customers)).collect();
    assert_eq!(
        counts,
        [("A", (0, 1)), ("B", (2, 1)), ("C", (2, 2)), ("D", (0, 1)), ("E", (0, 1)), ("-", (1, 0))]
    );
    assert_eq!(quarter.total.customers, (5, 6));
    assert_eq!(
        quarter.total.revenue,
        (Decimal::from(100), Decimal::from(300)),
        "of the year before each day"
    );
}
