//! The value, against a book whose mean is known.

use super::super::test_support::{TODAY, customer_named, figures_of, number};
use super::super::{Book, Class};
use super::*;

/// Judges a customer in a book where one other customer brings what makes the mean 100 and X 150.
fn judge(lines: &[&'static str], renewal: Option<&str>) -> Classification<Value, ValueWhy> {
    let mut customer = customer_named(0);
    customer.renewal = renewal.map(number);
    let figures = figures_of(&customer, lines, TODAY);
    let mut other = figures_of(&customer_named(1), &[], TODAY);
    let own = figures.last_year.revenue.max(Decimal::ZERO);
    let customers = if own.is_zero() { 1 } else { 2 };
    other.last_year.revenue = Decimal::from(100 * customers) - own;
    let book = Book::fold([&figures, &other]);
    assert_eq!(book.totals().times_mean(Decimal::new(15, 1)), Some(number("150")));
    value(&figures, &book.ranking(&figures.id), &ValueRule::default())
}

/// An order two years ago, so that the customer is no one-off.
const OLD: &str = "2024-01-01 order 1";

/// The log, the renewal, the class and the criteria that can't be told.
type Case = (&'static [&'static str], Option<&'static str>, Option<&'static str>, &'static [&'static str]);

#[test]
fn each_criterion_that_is_known_counts_and_the_worst_decides() {
    let cases: &[Case] = &[
        (&[OLD, "2026-01-01 order 150 margin=0.3"], Some("0.9"), Some("A"), &[]),
        (&[OLD, "2026-01-01 order 149.99 margin=0.3"], Some("0.9"), Some("B"), &[]),
        (&[OLD, "2026-01-01 order 75 margin=0.3"], Some("0.9"), Some("B"), &[]),
        (&[OLD, "2026-01-01 order 74.99 margin=0.3"], Some("0.9"), Some("C"), &[]),
        (&[OLD, "2026-01-01 order 150 margin=0.299"], Some("1"), Some("B"), &[]),
        (&[OLD, "2026-01-01 order 150 margin=0.15"], Some("1"), Some("B"), &[]),
        (&[OLD, "2026-01-01 order 150 margin=0.149"], Some("1"), Some("C"), &[]),
        (&[OLD, "2026-01-01 order 150 cost=105"], Some("0.89"), Some("B"), &[]),
        (&[OLD, "2026-01-01 order 150 margin=0.3"], Some("0.7"), Some("B"), &[]),
        (&[OLD, "2026-01-01 order 150 margin=0.3"], Some("0.69"), Some("C"), &[]),
        (&[OLD, "2026-01-01 order 150"], Some("0.9"), Some("A"), &["margin"]),
        (&[OLD, "2026-01-01 order 150"], None, Some("A"), &["margin", "renewal"]),
        (&[OLD, "2026-01-01 order 150 JPY"], Some("0.9"), Some("A"), &["amount", "margin"]),
        (&[OLD, "2026-01-01 order 150 JPY"], None, None, &["amount", "margin", "renewal"]),
        // Bought before, nothing in the last year: the amount is known, and it is nothing.
        (&[OLD, "2024-02-01 order 1"], Some("0.9"), Some("C"), &["margin"]),
        // A one-off is a C, whatever else is known.
        (&["2026-01-01 order 150 margin=0.3"], Some("0.9"), Some("C"), &[]),
        (&[OLD], None, Some("C"), &["margin", "renewal"]),
        // No revenue ever.
        (&[], Some("0.9"), None, &["margin"]),
        (&["2026-01-01 order 10", "2026-01-02 order -10"], Some("0.9"), None, &["margin"]),
        (&["2026-01-01 order 10 JPY"], Some("0.9"), None, &["amount", "margin"]),
    ];
    for (lines, renewal, want, unknown) in cases {
        let judged = judge(lines, *renewal);
        assert_eq!(judged.word(), *want, "{lines:?} {renewal:?}");
        assert_eq!(judged.why.unknown().map(Class::as_str).collect::<Vec<_>>(), *unknown, "{lines:?}");
    }
}

#[test]
fn the_score_adds_up_what_is_known() {
    let cases: &[(&[&'static str], Option<&str>, Option<&str>)] = &[
        (&[OLD, "2026-01-01 order 150 margin=0.3"], Some("1"), Some("100")),
        (&[OLD, "2026-01-01 order 190 margin=0.9"], Some("1"), Some("100")),
        (&[OLD, "2026-01-01 order 50 margin=0.1"], Some("0.9"), Some("56")), // thirds stay exact
        (&[OLD, "2026-01-01 order 150"], None, Some("30")),
        (&[OLD, "2026-01-01 order 150 margin=-0.5"], Some("0.5"), Some("50")),
        (&[OLD, "2026-01-01 order 150 JPY"], None, None),
        (&[], Some("1"), None),
    ];
    for (lines, renewal, want) in cases {
        assert_eq!(judge(lines, *renewal).why.score, want.map(number), "{lines:?} {renewal:?}");
    }
}

#[test]
fn without_revenue_in_the_book_no_amount_can_be_judged() {
    let customer = customer_named(0);
    let figures = figures_of(&customer, &[OLD, "2024-02-01 order 5"], TODAY);
    let ranking = Book::fold([&figures]).ranking(&figures.id);
    let judged = value(&figures, &ranking, &ValueRule::default());
    assert_eq!((judged.class, judged.why.score), (None, None));
}
