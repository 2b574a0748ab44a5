use super::*;
use crate::model::{Customer, CustomerId, Entry, Event, FollowUp, History, Stamp};
use crate::rules::{Anchor, Source, cadence};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A customer of a grade, last contacted on a day, with a date agreed or not.
fn verdict(grade: &str, last: &'static str, next: Option<&str>) -> Verdict {
    let mut customer = Customer::named(CustomerId::new("acme").expect("an id"), "Acme");
    customer.grade = Some(grade.to_owned());
    let follow_up =
        Event::FollowUp(FollowUp { next: next.map(|next| day(next).into()), ..FollowUp::default() });
    let entry = Entry { line: 1, ..Entry::new(Stamp::parse(last).expect("a stamp"), follow_up) };
    let policy = Policy::default();
    cadence::next(&customer, Some(grade), &History::new(vec![entry]), &policy, day("2026-11-20"))
}

#[test]
fn a_debt_is_late_by_half_its_interval() {
    let (rules, policy) = (LaneRules::default(), Policy::default());
    // Every two months from 2 June: due on Monday, 3 August; 61 days lie between.
    let late = verdict("C", "2026-06-02", None);
    assert_eq!(late.due, Some(day("2026-08-03")));
    for (today, want) in [("2026-08-03", false), ("2026-09-02", false), ("2026-09-03", true)] {
        assert_eq!(rules.is_debt(&late, &policy, Some("C"), day(today)), want, "{today}");
    }
    let all = LaneRules { late: Decimal::ZERO, ..rules };
    assert!(all.is_debt(&late, &policy, Some("C"), day("2026-08-04")), "a day late is late");
    assert!(!all.is_debt(&late, &policy, Some("C"), day("2026-08-03")), "what is due isn't");
}

#[test]
fn what_was_agreed_and_the_steps_of_a_sample_close() {
    let rules = LaneRules::default();
    let closes =
        |verdict: &Verdict, today: &str| rules.closes(verdict, day(today)).map(|day| day.to_string());
    let agreed = verdict("C", "2026-11-02", Some("2026-11-27"));
    assert_eq!(closes(&agreed, "2026-11-19"), None, "in 8 days");
    assert_eq!(closes(&agreed, "2026-11-20").as_deref(), Some("2026-11-27"), "in 7");
    assert_eq!(closes(&agreed, "2026-12-20").as_deref(), Some("2026-11-27"), "and once it is late");
    let mut set = agreed;
    let anchor = Anchor { day: day("2026-11-02"), kind: AnchorKind::Note, line: None, product: None };
    set.reason = Reason::Agreed { anchor, hour: None };
    assert_eq!(closes(&set, "2026-11-27"), None, "a note promised nobody anything");
    let step = verdict("B", "2026-11-19", None);
    assert_eq!(step.reason.code(), "no-sample");
    assert_eq!(closes(&step, "2026-11-20"), None, "nobody can be late in what nobody wrote down");
    let (day, anchor) = (
        day("2026-11-20"),
        Anchor { day: day("2026-11-19"), kind: AnchorKind::Grade, line: None, product: None },
    );
    let (source, gaps) = (Source::Default, vec![1, 1]);
    let reason = Reason::Step { step: 1, of: 2, gap: 1, gaps, source, anchor, from: anchor.day };
    let step = Verdict { due: Some(day), reason, moved: None, by: None };
    assert_eq!(closes(&step, "2026-11-20").as_deref(), Some("2026-11-20"));
    // Wherever the planner has put it.
    let why = Box::new(step.reason.clone());
    let planned = Reason::Planned { anchor, was: Some(day), why };
    let planned = Verdict { due: "2026-12-01".parse().ok(), reason: planned, moved: None, by: None };
    assert_eq!(closes(&planned, "2026-11-20").as_deref(), Some("2026-11-20"));
    assert_eq!(closes(&verdict("C", "2026-06-02", None), "2026-11-20"), None, "an interval closes nothing");
}

#[test]
fn an_order_window_presses_once_its_days_are_near_and_closes_at_their_end() {
    let mut customer = Customer::named(CustomerId::new("acme").expect("an id"), "Acme");
    customer.grade = Some("A".to_owned());
    let entry =
        |at: &str, event, line| Entry { line, ..Entry::new(Stamp::parse(at).expect("a stamp"), event) };
    // Every 30 days: the next one from 3 to 16 December 2026.
    let days = ["2026-07-12", "2026-08-11", "2026-09-10", "2026-10-10", "2026-11-09"];
    let order = || Event::Order(crate::model::Order::default());
    let mut entries: Vec<_> = days.iter().zip(1..).map(|(day, line)| entry(day, order(), line)).collect();
    entries.push(entry("2026-11-10", Event::FollowUp(FollowUp::default()), 6));
    let policy = Policy::default();
    let verdict = cadence::next(&customer, Some("A"), &History::new(entries), &policy, day("2026-11-20"));
    assert_eq!(verdict.due, Some(day("2026-11-26")));
    for (today, want) in [
        ("2026-11-25", None), // eight days before they begin
        ("2026-11-26", Some("2026-12-16")),
        ("2026-12-16", Some("2026-12-16")),
        ("2026-12-20", Some("2026-12-16")),
    ] {
        assert_eq!(LaneRules::default().closes(&verdict, day(today)), want.map(day), "{today}");
    }
}

#[test]
fn worth_a_minute_grows_with_lateness() {
    let (rules, policy) = (LaneRules::default(), Policy::default());
    let worth = |grade: &str, last: &'static str, today: &str| {
        rules.worth(&verdict(grade, last, None), &policy, Some(grade), day(today)).round_dp(2).to_string()
    };
    // 16, 8, 4, 2 and 1, by the minutes.
    assert_eq!(worth("A", "2026-10-20", "2026-11-20"), "2.13");
    assert_eq!(worth("C", "2026-09-21", "2026-11-23"), "0.20");
    assert_eq!(worth("D", "2026-08-20", "2026-11-20"), "0.50");
    assert_eq!(worth("E", "2026-05-20", "2026-11-20"), "0.50");
    assert_eq!(worth("E", "2025-11-20", "2026-11-17"), "1", "late by its whole interval");
    let ungraded = rules.worth(&verdict("Z", "2026-11-02", None), &policy, Some("Z"), day("2026-11-20"));
    assert_eq!(ungraded, Decimal::MAX, "what takes no time comes first");
}

#[test]
fn a_grades_worth_is_what_is_written_or_twice_the_next() {
    let mut policy = Policy::default();
    let worths: Vec<_> = ["A", "B", "C", "D", "E"].iter().map(|class| policy.worth(Some(class))).collect();
    assert_eq!(worths, [16, 8, 4, 2, 1].map(Decimal::from));
    policy.grades[2].worth = Some(Decimal::from(100));
    assert_eq!((policy.worth(Some("C")), policy.worth(None)), (Decimal::from(100), Decimal::ONE));
    assert_eq!(policy.worth(Some("B")), Decimal::from(200), "twice what is written of the next");
}

#[test]
fn what_is_expected_counts_beside_what_is_usual_in_the_grade() {
    let number = |text: &str| Some(text).filter(|text| !text.is_empty()).and_then(crate::model::decimal);
    for (own, of_grade, want) in [
        ("600", &["100", "200", "600"][..], "3"),
        ("200", &["100", "200", "600"], "1"),
        ("100", &["100", "200", "600"], "0.5"),
        ("100", &["100", "200"], "0.6666666666666666666666666667"),
        ("9000", &["1", "1", "9000"], "4"),
        ("0", &["100", "200", "0"], "0.25"),
        // Of one alone nothing is usual, and where the usual one brings nothing, neither.
        ("700", &["700"], "1"),
        ("5", &["0", "0", "5"], "1"),
        ("", &["100", "200"], "1"),
        ("", &[], "1"),
    ] {
        let usual = usual_amount(of_grade.iter().filter_map(|text| number(text)).collect());
        let times = times_usual(number(own), usual);
        assert_eq!(times.normalize().to_string(), want, "{own} of {of_grade:?}");
    }
}
