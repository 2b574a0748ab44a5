//! What is counted, in which year and at which rate.

use super::super::test_support::{TODAY, customer, day, figures, figures_of, number};
use super::*;
use crate::model::{Note, Stamp};
use crate::rules::measure;

/// Revenue of the last year, the year before and ever.
fn revenues(lines: &[&'static str], today: &str) -> [String; 3] {
    let figures = figures_of(&customer(), lines, today);
    [figures.last_year, figures.year_before, figures.ever].map(|t| t.revenue.normalize().to_string())
}

#[test]
fn a_year_is_the_twelve_months_up_to_and_including_today() {
    for (order, today, want) in [
        ("2026-11-21 order 1", TODAY, ["1", "0", "1"]),
        ("2026-11-22 order 1", TODAY, ["0", "0", "0"]), // not yet known
        ("2025-11-22 order 1", TODAY, ["1", "0", "1"]),
        ("2025-11-21 order 1", TODAY, ["0", "1", "1"]),
        ("2024-11-22 order 1", TODAY, ["0", "1", "1"]),
        ("2024-11-21 order 1", TODAY, ["0", "0", "1"]),
        ("2027-03-01 order 1", "2028-02-29", ["1", "0", "1"]),
        ("2027-02-28 order 1", "2028-02-29", ["0", "1", "1"]),
        ("2026-03-01 order 1", "2028-02-29", ["0", "1", "1"]),
        ("2026-02-28 order 1", "2028-02-29", ["0", "0", "1"]),
        ("2028-02-29 order 1", "2028-02-29", ["1", "0", "1"]),
        ("2028-02-29 order 1", "2029-02-28", ["1", "0", "1"]),
        ("2028-02-29 order 1", "2029-03-01", ["0", "1", "1"]),
    ] {
        assert_eq!(revenues(&[order], today), want, "{order} on {today}");
    }
}

#[test]
fn amounts_are_converted_at_their_own_days_rate() {
    for (order, want, unrated) in [
        ("2026-11-01 order 100", "100", 0),
        ("2026-11-01 order 100 USD", "100", 0),
        ("2026-06-30 order 100 EUR", "110", 0),
        ("2026-07-01 order 100 EUR", "120", 0),
        ("2025-12-31 order 100 EUR", "0", 1), // before the first rate
        ("2026-11-01 order 100 JPY", "0", 1),
        ("2026-11-01 order", "0", 0),
        ("2026-11-01 order 79228162514264337593543950335 EUR", "0", 1), // beyond every number
    ] {
        let figures = figures(&[order]);
        assert_eq!(figures.last_year.revenue, number(want), "{order}");
        assert_eq!((figures.unrated(), figures.last_year.orders), (unrated, 1), "{order}");
    }
    // What came back is not an order; its worth is taken off.
    let returned = figures(&["2026-10-01 order 100", "2026-11-01 order -30"]);
    assert_eq!((returned.last_year.revenue, returned.last_year.orders), (number("70"), 1));
    assert_eq!(returned.last_order, Some(day("2026-10-01")));
    let huge = "2026-11-01 order 79228162514264337593543950335";
    assert_eq!(figures(&[huge, huge]).unrated(), 1, "a sum beyond every number");
}

#[test]
fn revenue_is_untold_only_where_no_order_of_the_time_counts() {
    for (lines, want) in [
        (vec![], Some("0")),
        (vec!["2026-11-01 order"], None),
        (vec!["2026-11-01 order 5 JPY", "2026-11-01 order"], None),
        (vec!["2026-11-01 order 5 JPY", "2026-11-01 order 0"], Some("0")),
        (vec!["2026-11-01 order 5 JPY", "2026-11-01 order 7"], Some("7")),
    ] {
        assert_eq!(figures(&lines).last_year.told(), want.map(number), "{lines:?}");
    }
}

#[test]
fn the_margin_is_weighted_by_revenue_where_it_is_known() {
    for (lines, want) in [
        (vec![], None),
        (vec!["2026-11-01 order 100"], None),
        (vec!["2026-11-01 order 100 margin=0.3"], Some("0.3")),
        (vec!["2026-11-01 order 100 cost=70"], Some("0.3")),
        (vec!["2026-11-01 order 100 cost=0"], Some("1")),
        (vec!["2026-11-01 order 100 EUR cost=70"], Some("0.3")),
        (vec!["2026-11-01 order 100 margin=0.3 cost=10"], Some("0.3")), // the margin is written
        (vec!["2026-11-01 order 100 margin=0.1", "2026-11-01 order 300 margin=0.3"], Some("0.25")),
        (vec!["2026-11-01 order 100 margin=0.1", "2026-11-01 order 900"], Some("0.1")),
        (vec!["2026-11-01 order 100 EUR margin=0", "2026-11-01 order 120 cost=60"], Some("0.25")),
        (vec!["2025-11-21 order 100 margin=0.3"], None), // the year before
        (vec!["2026-11-01 order 0 cost=70"], None),
        (vec!["2026-11-01 order 0 cost=70", "2026-11-01 order 10 margin=0.5"], Some("0.5")),
        (vec!["2026-11-01 order 100 JPY margin=0.3"], None),
        (vec!["2026-11-01 order 100 margin=-0.2"], Some("-0.2")),
    ] {
        assert_eq!(figures(&lines).margin.fraction(), want.map(number), "{lines:?}");
    }
}

#[test]
fn orders_lines_quotes_and_entries_are_counted() {
    let figures = figures(&[
        "2024-05-01 order 10 item=pump",
        "2026-05-01 order 10 item=valve",
        "2026-04-01 order 10 item=pump",
        "2026-10-01 quote 10 item=hose",
        "2026-09-01 quote 10",
        "2026-11-20 followup need=target",
    ]);
    assert_eq!(figures.first_order, Some(day("2024-05-01")));
    assert_eq!(figures.last_order, Some(day("2026-05-01")));
    assert_eq!((figures.ever.orders, figures.last_year.orders, figures.lines), (3, 2, 2));
    assert_eq!(figures.last_quote, Some(day("2026-10-01")));
    assert_eq!(figures.newest_need, Some(SaidNeed { need: Need::Target, on: day("2026-11-20") }));
    assert!(figures.has_entries && !figures.open_complaint && figures.gone_since().is_none());
    // Which day to call on says nothing of the customer; a note does.
    let set = |next: Option<&str>| {
        let event = Event::Note(Note { next: next.map(|next| day(next).into()), ..Note::default() });
        let at = Stamp::parse("2026-11-20").expect("a stamp");
        let log = History::new(vec![Entry { line: 1, ..Entry::new(at, event) }]);
        measure(
            &super::super::test_support::customer(),
            &log,
            &crate::rules::Policy::default(),
            day("2026-11-21"),
        )
        .has_entries
    };
    assert_eq!((set(None), set(Some("2026-12-01"))), (true, false));
    let empty = super::super::test_support::figures(&[]);
    assert!(!empty.has_entries && !empty.has_ordered());
}
