use super::*;
use crate::model::{Change, Entry, Invoice, Money, Order, Stamp};

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

fn archived(id: &str, grade: &str) -> Customer {
    Customer { archived: Some(day("2025-06-01")), ..customer(id, grade, "2024-01-01") }
}

/// A log in short: `G:from:to` (`-` for none), `O:amount`, `I:amount:due`.
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
            ["I", amount, due] => Event::Invoice(Invoice {
                reference: Some(format!("{amount}-{due}").into()),
                money: Some(Money { amount: amount.parse().expect("an amount"), currency: None }),
                due: (!due.is_empty()).then(|| day(due)),
            }),
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

#[test]
fn who_went_up_a_step_is_counted_of_those_who_could() {
    let page = quarter(
        vec![
            // Went all the way within the quarter.
            look(
                &customer("a", "A", "2025-01-01"),
                &["2026-09-01 G:D:C", "2026-09-10 G:C:B", "2026-10-01 G:B:A"],
            ),
            // Jumped over C.
            look(&customer("b", "B", "2025-01-01"), &["2026-09-01 G:D:B"]),
            // Fell back from it.
            look(&customer("c", "D", "2025-01-01"), &["2026-09-01 G:B:D"]),
            look(&customer("d", "C", "2025-01-01"), &["2026-01-01 G:-:C"]),
            // New: one with a sample, one brought in as a C, one that nobody graded.
            look(&customer("e", "B", "2026-10-01"), &["2026-10-01 G:-:D", "2026-10-05 G:D:B"]),
            look(&customer("f", "C", "2026-10-01"), &[]),
            look(&customer("g", "", "2026-10-01"), &[]),
            // It was there, without a grade.
            look(&customer("h", "D", "2025-01-01"), &["2026-09-01 G:-:D"]),
            // Out of the book before the quarter, with and without a grade.
            look(&archived("i", "C"), &[]),
            look(&archived("j", ""), &[]),
        ],
        &Policy::default(),
        (day(SINCE), day(TODAY)),
    );
    let told: Vec<_> = page
        .conversions
        .iter()
        .map(|one| (one.from.as_deref().unwrap_or("new"), one.to.as_str(), one.went, one.had))
        .collect();
    assert_eq!(told, [("new", "B", 1, 4), ("D", "C", 3, 5), ("C", "B", 1, 3), ("B", "A", 1, 4)]);
    let policy = Policy { scheme: crate::rules::Scheme::Abc, ..Policy::default() };
    let page = quarter(vec![look(&customer("a", "A", ""), &[])], &policy, (day(SINCE), day(TODAY)));
    assert_eq!(page.conversions, [], "computed classes move by themselves");
}

#[test]
fn what_is_owed_stands_by_its_day() {
    let page = quarter(
        vec![
            look(&customer("a", "A", ""), &["2026-10-01 I:100:2026-11-03", "2026-10-01 I:40:2026-12-01"]),
            look(&customer("b", "A", ""), &["2026-10-01 I:7.5:2026-11-03", "2026-10-01 I:1:"]),
        ],
        &Policy::default(),
        (day(SINCE), day(TODAY)),
    );
    let told: Vec<String> = page
        .receivables
        .iter()
        .map(|one| {
            let due = one.due.map(|due| due.to_string()).unwrap_or_default();
            format!("{due} {} {}", one.invoices, one.amount)
        })
        .collect();
    assert_eq!(told, ["2026-11-03 2 107.5", "2026-12-01 1 40", " 1 1"]);
}
