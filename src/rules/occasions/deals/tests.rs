use super::super::tests::{TODAY, customer, told};
use crate::model::{Customer, Event, History, Stamp};
use crate::rules::Policy;
use crate::rules::views::test_support::{day, history};

/// The kinds of days that these logs bring, of a customer of this grade.
fn deals(grade: &str, history: &History<'_>, to: &str) -> Vec<String> {
    let customer = Customer { grade: Some(grade.into()), since: Some(day("2026-11-01")), ..customer() };
    let mut found = told(&customer, history, &Policy::default(), TODAY, to);
    found.retain(|one| one.contains(" deal ") || one.contains(" quote-unanswered "));
    found
}

/// Today is 20 November. A mail of the day is no contact of these lines; a follow-up is one.
#[test]
fn a_deal_is_told_when_it_waits_too_long_or_its_order_was_expected() {
    for (lines, want) in [
        // Ours after a week without a step, theirs after two; both count from the last contact, too.
        (&["2026-11-13 followup need=target"][..], &["2026-11-20 deal - quote 2026-11-13"][..]),
        (&["2026-11-14 followup need=target"], &[]),
        (
            &["2026-10-01 quote 5 item=x", "2026-11-13 followup reply=neutral"],
            &["2026-11-20 deal x step 2026-11-13"],
        ),
        (&["2026-10-01 quote 5 item=x", "2026-11-14 followup reply=neutral"], &[]),
        (&["2026-10-01 quote 5 item=x", "2026-10-13 followup reply=neutral", "2026-11-14 followup"], &[]),
        (&["2026-11-06 sample passed item=x"], &["2026-11-20 deal x order 2026-11-06"]),
        (&["2026-11-07 sample passed item=x"], &[]),
        // The day on which it was to be ordered, as long as nobody has spoken with the customer since.
        (
            &["2026-10-01 quote 5 item=x expected=2026-11-19", "2026-11-16 followup reply=neutral"],
            &["2026-11-19 deal x step 2026-11-16 expected"],
        ),
        (&["2026-10-01 quote 5 item=x expected=2026-11-19", "2026-11-19 followup reply=neutral"], &[]),
        // Whose test has passed is asked for the order then, and not before.
        (
            &[
                "2026-10-01 sample passed item=x",
                "2026-10-02 quote 5 item=x expected=2026-12-01",
                "2026-10-05 followup reply=neutral",
            ],
            &[],
        ),
        // What was offered and has an answer is no longer told by the quote's reminder, which goes first.
        (&["2026-11-01 quote 5 item=x ref=Q"], &["2026-11-08 quote-unanswered Q"]),
        (
            &["2026-11-16 quote 5 item=x expected=2026-11-18"],
            &["2026-11-18 deal x answer 2026-11-16 expected"],
        ),
        (
            &["2026-11-01 quote 5 item=x ref=Q", "2026-11-02 quote 7 item=y ref=R"],
            &["2026-11-09 quote-unanswered R", "2026-11-15 deal x answer 2026-11-01"],
        ),
        // After ninety days one is asked for a decision, and for as long again.
        (
            &["2026-08-10 quote 5 item=x", "2026-08-11 followup reply=neutral"],
            &["2026-11-10 deal x decision 2026-08-11"],
        ),
        (&["2026-08-10 quote 5 item=x", "2026-08-11 followup reply=neutral", "2026-11-15 followup"], &[]),
        (
            &["2026-05-23 quote 5 item=x", "2026-05-24 followup reply=neutral"],
            &["2026-08-23 deal x decision 2026-05-24"],
        ),
        (&["2026-05-22 quote 5 item=x", "2026-05-23 followup reply=neutral"], &[]),
        // What is over is no deal; who has left is asked for none.
        (&["2026-10-01 quote 5 item=x", "2026-10-02 quote lost"], &[]),
        (&["2026-10-01 quote 5 item=x", "2026-10-02 order 5 item=x"], &[]),
        (&["2026-10-01 sample passed item=x", "2026-10-02 ending lost"], &[]),
        // While it complains, nobody asks it for an order.
        (&["2026-10-01 sample passed item=x", "2026-10-02 complaint opened"], &[]),
    ] {
        assert_eq!(deals("C", &history(lines), TODAY), want, "{lines:?}");
    }
}

/// A sample's steps bring the customer day by day, and a day that was agreed is the next thing already.
#[test]
fn what_the_customers_own_date_says_is_told_once() {
    let sampling = ["2026-10-01 sample received item=x", "2026-10-04 followup"];
    assert_eq!(deals("B", &history(&sampling), TODAY), [""; 0]);
    assert_eq!(deals("A", &history(&sampling), TODAY), ["2026-10-18 deal x test 2026-10-04"]);
    let expected = [
        "2026-10-01 quote 5 item=x expected=2026-11-18",
        "2026-10-05 followup reply=neutral",
        "2026-11-10 sample agreed item=x",
    ];
    assert_eq!(deals("B", &history(&expected), TODAY), ["2026-11-18 deal x dispatch 2026-11-10 expected"]);
    let mut agreed =
        history(&["2026-10-01 quote 5 item=x", "2026-10-02 followup reply=neutral"]).entries().to_vec();
    assert_eq!(deals("C", &History::new(agreed.clone()), TODAY), ["2026-10-09 deal x step 2026-10-02"]);
    if let Some(entry) = agreed.last_mut()
        && let Event::FollowUp(said) = &mut entry.event
    {
        said.next = Some(day("2026-12-03").into());
        entry.at = Stamp::parse("2026-10-02").expect("a stamp");
    }
    assert_eq!(deals("C", &History::new(agreed), TODAY), [""; 0]);
}

#[test]
fn one_looks_ahead_to_what_will_wait_too_long() {
    let lines = ["2026-11-13 quote 5 item=x", "2026-11-19 followup reply=neutral"];
    assert_eq!(deals("C", &history(&lines), "2026-11-25"), [""; 0]);
    assert_eq!(deals("C", &history(&lines), "2026-11-26"), ["2026-11-26 deal x step 2026-11-19"]);
    let archived = Customer { archived: Some(day("2026-11-01")), ..customer() };
    assert_eq!(told(&archived, &history(&lines), &Policy::default(), TODAY, "2026-12-26"), [""; 0]);
}
