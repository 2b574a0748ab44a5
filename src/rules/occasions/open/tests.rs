use super::super::tests::{TODAY, customer, day, log, told};
use crate::model::History;
use crate::rules::Policy;

#[test]
fn invoices_are_told_before_on_and_ever_more_after_their_day() {
    for (lines, to, want) in [
        // Three days before, on the day, and one level higher after 3, 5 and 7 days.
        (&["2026-10-01 invoice I 100 2026-11-24"][..], TODAY, &[][..]),
        (&["2026-10-01 invoice I 100 2026-11-23"], TODAY, &["2026-11-23 invoice-due I 100 of 100 USD"]),
        (
            &["2026-10-01 invoice I 100 2026-11-24"],
            "2026-12-04",
            &["2026-11-24 invoice-due I 100 of 100 USD"],
        ),
        (&["2026-10-01 invoice I 100 2026-11-20"], TODAY, &["2026-11-20 invoice-due I 100 of 100 USD"]),
        (
            &["2026-10-01 invoice I 100 2026-11-19"],
            TODAY,
            &["2026-11-19 invoice-overdue I 100 of 100 USD 0/3"],
        ),
        (
            &["2026-10-01 invoice I 100 2026-11-18"],
            TODAY,
            &["2026-11-18 invoice-overdue I 100 of 100 USD 0/3"],
        ),
        (
            &["2026-10-01 invoice I 100 2026-11-17"],
            TODAY,
            &["2026-11-17 invoice-overdue I 100 of 100 USD 1/3"],
        ),
        (
            &["2026-10-01 invoice I 100 2026-11-15"],
            TODAY,
            &["2026-11-15 invoice-overdue I 100 of 100 USD 2/3"],
        ),
        (
            &["2026-10-01 invoice I 100 2026-11-13"],
            TODAY,
            &["2026-11-13 invoice-overdue I 100 of 100 USD 3/3"],
        ),
        (
            &["2024-10-01 invoice I 100 2024-11-13"],
            TODAY,
            &["2024-11-13 invoice-overdue I 100 of 100 USD 3/3"],
        ),
        // In part, in full, in another currency, without a day.
        (
            &["2026-10-01 invoice I 100.50 2026-11-20", "2026-11-02 payment I 40.25"],
            TODAY,
            &["2026-11-20 invoice-due I 60.25 of 100.50 USD"],
        ),
        (&["2026-10-01 invoice I 100 2026-11-20", "2026-11-02 payment I 100"], TODAY, &[]),
        (
            &[
                "2026-10-01 invoice I 100-EUR 2026-11-20",
                "2026-10-01 invoice J 900-CNY 2026-11-19",
                "2026-11-02 payment I 100",
                "2026-11-02 payment J 400-CNY",
            ],
            TODAY,
            &["2026-11-19 invoice-overdue J 500 of 900 CNY 0/3", "2026-11-20 invoice-due I 100 of 100 EUR"],
        ),
        (&["2026-10-01 invoice I 100"], "2027-11-20", &[]),
    ] {
        assert_eq!(told(&customer(), &log(lines), &Policy::default(), TODAY, to), want, "{lines:?}");
    }
}

#[test]
fn a_quote_waits_a_week_for_an_answer() {
    const UNANSWERED: &[&str] = &["2026-11-17 quote-unanswered Q"];
    for (lines, to, want) in [
        (&["2026-11-10 quote Q 5"][..], TODAY, UNANSWERED),
        (&["2026-11-14 quote Q 5"], TODAY, &[][..]),
        (&["2026-11-14 quote Q 5"], "2026-11-21", &["2026-11-21 quote-unanswered Q"]),
        // Whatever it answered.
        (&["2026-11-10 quote Q 5", "2026-11-12 negative"], TODAY, &[]),
        (&["2026-11-10 quote Q 5", "2026-11-12 neutral"], TODAY, &[]),
        (&["2026-11-10 quote Q 5", "2026-11-12 positive"], TODAY, &[]),
        // No answer is none, and neither is one to what came before.
        (
            &["2026-11-10 quote Q 5", "2026-11-12 none", "2026-11-13 bounced", "2026-11-14 call"],
            TODAY,
            UNANSWERED,
        ),
        (&["2026-11-09 positive", "2026-11-10 quote Q 5"], TODAY, UNANSWERED),
        // On the same day: what was said before the quote is not an answer, what was said after it is.
        (&["2026-11-10T09:00:00+08:00 positive", "2026-11-10T10:00:00+08:00 quote Q 5"], TODAY, UNANSWERED),
        (&["2026-11-10T11:00:00+08:00 positive", "2026-11-10T10:00:00+08:00 quote Q 5"], TODAY, &[]),
        (&["2026-11-10 positive", "2026-11-10 quote Q 5"], TODAY, UNANSWERED),
        // Of the very same moment, it is the contact in which the quote was asked for.
        (&["2026-11-10 quote Q 5", "2026-11-10 positive"], TODAY, UNANSWERED),
        // An order or a contract since, be it of the same day.
        (&["2026-11-10 order - 5", "2026-11-10 quote Q 5"], TODAY, &[]),
        (&["2026-11-09 order - 5", "2026-11-10 quote Q 5"], TODAY, UNANSWERED),
        (&["2026-11-10 quote Q 5", "2026-11-15 contract K 5"], TODAY, &[]),
        // The newest counts, and in the end it is forgotten.
        (&["2026-10-10 quote P 5", "2026-11-10 quote Q 5"], TODAY, UNANSWERED),
        (&["2026-10-10 quote P 5", "2026-11-18 quote Q 5"], TODAY, &[]),
        (&["2026-08-22 quote Q 5"], TODAY, &["2026-08-29 quote-unanswered Q"]),
        (&["2026-08-21 quote Q 5"], TODAY, &[]),
    ] {
        let mut found = told(&customer(), &log(lines), &Policy::default(), TODAY, to);
        // What comes of the deal then is another kind of day.
        found.retain(|one| !one.contains(" deal ") && !one.contains(" move "));
        assert_eq!(found, want, "{lines:?}");
    }
}

#[test]
fn contracts_end_unless_another_one_follows() {
    const ENDS: &[&str] = &["2026-12-20 contract-end K"];
    const K: &str = "2026-01-01 contract K 5 2026-01-01 2026-12-20";
    for (lines, from, want) in [
        (&[K][..], "2026-11-19", &[][..]),
        (&[K], TODAY, ENDS),
        (&[K], "2026-12-20", ENDS),
        (&[K], "2027-01-19", ENDS),
        (&[K], "2027-01-20", &[]),
        // The next one, and one beside it.
        (&[K, "2026-11-01 contract L 5 2026-12-21 2027-12-31"], TODAY, &[]),
        (&[K, "2026-11-01 contract L 5 - 2027-12-31"], TODAY, &[]),
        (&[K, "2026-11-01 contract L 5 2027-01-01"], TODAY, &[]),
        (&[K, "2026-11-01 contract L 5 2026-06-01 2027-05-31"], TODAY, ENDS),
        (&["2025-11-01 contract L 5 2026-12-21 2027-12-31", K], TODAY, ENDS),
        // The newest entry of a number is the contract.
        (&[K, "2026-11-01 contract K 5 2026-01-01 2027-12-20"], TODAY, &[]),
        (&["2026-01-01 contract K 5"], TODAY, &[]),
    ] {
        assert_eq!(told(&customer(), &log(lines), &Policy::default(), from, from), want, "{lines:?} {from}");
    }
}

#[test]
fn complaints_are_answered_in_a_day_and_solved_in_two() {
    for (lines, to, want) in [
        (&["2026-11-19 complaint R opened"][..], TODAY, &["2026-11-20 complaint R open 2026-11-21"][..]),
        // Its hours run from when it is known, however near one looks.
        (&["2026-11-20 complaint R opened"], TODAY, &["2026-11-21 complaint R open 2026-11-22"]),
        (
            &["2026-11-17 complaint R opened", "2026-11-18 complaint R answered"],
            TODAY,
            &["2026-11-19 complaint R answered 2026-11-19"],
        ),
        (&["2026-11-17 complaint R opened", "2026-11-18 complaint R solved"], TODAY, &[]),
        (
            &["2026-11-16 complaint R opened", "2026-11-17 complaint S opened"],
            TODAY,
            &["2026-11-17 complaint R open 2026-11-18", "2026-11-18 complaint S open 2026-11-19"],
        ),
    ] {
        assert_eq!(told(&customer(), &log(lines), &Policy::default(), TODAY, to), want, "{lines:?}");
    }
}

#[test]
fn grades_are_rechecked_after_three_months() {
    let days = |grade: Option<&str>, since: Option<&str>, lines: &[&'static str], to: &str| {
        let mut customer = customer();
        customer.grade = grade.map(str::to_owned);
        customer.since = since.map(day);
        told(&customer, &log(lines), &Policy::default(), TODAY, to)
    };
    assert_eq!(days(Some("C"), None, &["2026-08-20 grade C"], TODAY), ["2026-11-20 recheck C 2026-08-20"]);
    assert_eq!(days(Some("C"), None, &["2026-08-21 grade C"], TODAY), [""; 0]);
    assert_eq!(
        days(Some("C"), None, &["2026-08-21 grade C"], "2026-11-21"),
        ["2026-11-21 recheck C 2026-08-21"]
    );
    assert_eq!(days(Some("C"), Some("2026-01-31"), &[], TODAY), ["2026-04-30 recheck C"]);
    assert_eq!(days(Some("C"), None, &[], TODAY), ["2026-11-20 recheck C"], "of unknown age: now");
    assert_eq!(days(None, Some("2026-01-31"), &[], TODAY), [""; 0], "nothing to look at");
    assert_eq!(days(Some("X"), Some("2026-01-31"), &[], TODAY), [""; 0], "no grade of ours");
    let mut customer = customer();
    customer.grade = Some("C".into());
    let off = Policy { moves: None, ..Policy::default() };
    assert_eq!(told(&customer, &History::default(), &off, TODAY, TODAY), [""; 0], "moves are off");
}

/// Half a year after it was lost, or after the last contact since, archived or not.
#[test]
fn who_is_gone_is_looked_at_again() {
    use crate::model::Need;
    use crate::rules::views::test_support::history;
    const GONE: &str = "2026-05-20 ending lost why=price competitor=Bosch";
    const AGAIN: &[&str] = &["2026-11-20 lost 2026-05-20 price Bosch"];
    let lost = |customer: &crate::model::Customer, lines: &[&'static str]| {
        let mut found = told(customer, &history(lines), &Policy::default(), TODAY, TODAY);
        found.retain(|one| one.contains(" lost "));
        found
    };
    for (lines, want) in [
        (&[GONE][..], AGAIN),
        (&["2026-05-21 ending lost"], &[]),
        (&["2026-03-01 followup", GONE], AGAIN),
        (&[GONE, "2026-05-21 followup"], &[]),
        (&[GONE, "2026-06-01 order 5"], &[]),
        (&[GONE, "2026-06-01 quote 5"], &[]),
        (&[GONE, "2026-06-01 sample agreed"], &[]),
        (&[GONE, "2026-06-01 ending opened"], &[]),
        (&["2026-05-20 quote lost"], &[]),
        (&["2026-05-19 followup need=dead", GONE], &[]),
    ] {
        assert_eq!(lost(&customer(), lines), want, "{lines:?}");
    }
    let archived = crate::model::Customer { archived: Some(day("2026-06-01")), ..customer() };
    assert_eq!(lost(&archived, &[GONE]), AGAIN);
    let dead = crate::model::Customer { need: Some(Need::Dead), ..customer() };
    assert_eq!(lost(&dead, &[GONE]), [""; 0]);
}
