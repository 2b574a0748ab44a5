//! What gives a date beside a grade's own cadence: a running sample, the planner, a channel, a calendar week.

use super::*;

#[test]
fn line_6_a_running_sample_drives_the_date_until_somebody_decides() {
    for (grade, lines, due, code, by) in [
        ("D", &["2026-11-01 F", "2026-11-02 S:agreed"][..], "2026-11-03", "step", Some("B")),
        ("C", &["2026-11-01 F", "2026-11-02 S:sent", "2026-11-03 F"], "2026-11-04", "step", Some("B")),
        ("C", &["2026-10-01 F", "2026-11-02 S:agreed", "2026-11-05 S:failed"], "2026-12-01", "cadence", None),
        ("A", &["2026-10-20 F", "2026-11-02 S:agreed"], "2026-11-20", "cadence", None),
        ("B", &["2026-11-01 F", "2026-11-02 S:agreed"], "2026-11-03", "step", None),
        // Somebody has decided: it was a sample customer, and an order customer, and is neither any more.
        ("C", &["2026-08-03 S:passed", "2026-09-01 G:B:C", "2026-10-01 F"], "2026-12-01", "cadence", None),
        ("D", &["2026-08-03 S:passed", "2026-09-01 G:A:D", "2026-10-01 F"], "2027-01-01", "cadence", None),
        // Another sample since then asks once more.
        (
            "C",
            &["2026-08-03 S:passed", "2026-09-01 G:B:C", "2026-10-01 F", "2026-11-02 S:agreed"],
            "2026-11-03",
            "step",
            Some("B"),
        ),
        // What was agreed since comes first.
        ("D", &["2026-11-02 S:agreed", "2026-11-02 F>2026-11-30"], "2026-11-30", "agreed", None),
    ] {
        let verdict =
            next(&customer(grade), Some(grade), &history(lines), &Policy::default(), day("2026-11-21"));
        let got = (verdict.due.map(|due| due.to_string()), verdict.reason.code(), verdict.by.as_deref());
        assert_eq!(got, (Some(due.to_owned()), code, by), "{grade} {lines:?}");
    }
    let mut own = customer("D");
    own.cadence = Interval::parse("45 days");
    let lines = &["2026-10-10 F", "2026-10-12 S:agreed"];
    assert_eq!(answer(&own, lines, "2026-11-21").1, "cadence", "its own cadence comes first");
}

#[test]
fn the_planners_day_never_hides_since_when_a_follow_up_is_due() {
    let verdict = |lines: &[&'static str]| {
        next(&customer("C"), Some("C"), &history(lines), &Policy::default(), day("2026-11-21"))
    };
    // Due on 2 March, planned for 1 December.
    let planned = verdict(&["2026-01-02 F", "2026-11-20 P>2026-12-01"]);
    assert_eq!((planned.due, planned.reason.code()), (Some(day("2026-12-01")), "planned"));
    assert_eq!(planned.since(), Some(day("2026-03-02")));
    let late = |on: &str| planned.days_late(day(on));
    assert_eq!(
        (late("2026-11-30"), late("2026-12-01"), late("2026-12-02")),
        (Some(-1), Some(274), Some(275))
    );
    // Any contact ends it, as it was for the one that was due.
    let met = verdict(&["2026-01-02 F", "2026-11-20 P>2026-12-01", "2026-11-21 F"]);
    assert_eq!((met.due, met.reason.code()), (Some(day("2027-01-21")), "cadence"));
    // What was agreed before it still is why.
    let agreed = verdict(&["2026-11-02 F>2026-11-09", "2026-11-20 P>2026-12-01"]);
    assert_eq!((agreed.due, agreed.since()), (Some(day("2026-12-01")), Some(day("2026-11-09"))));
    let again = verdict(&["2026-01-02 F", "2026-11-20 P>2026-12-01", "2026-11-21 P>2026-12-04"]);
    assert_eq!((again.due, again.since()), (Some(day("2026-12-04")), Some(day("2026-03-02"))));
}

#[test]
fn what_was_said_by_some_channel_is_a_contact_whatever_it_is() {
    let order = |via: Option<&'static str>| {
        let event = Event::Order(Order::default());
        let at = Stamp::parse("2026-11-02").expect("a stamp");
        let entry = Entry { via: via.map(Into::into), line: 1, ..Entry::new(at, event) };
        next(&customer("C"), Some("C"), &History::new(vec![entry]), &Policy::default(), day("2026-11-21"))
    };
    assert_eq!(order(None).reason.code(), "first-contact", "one that was only written down");
    let said = order(Some("other"));
    assert_eq!((said.due, said.reason.code()), (Some(day("2027-01-04")), "cadence"));
}

#[test]
fn a_weekly_grade_is_contacted_in_every_calendar_week() {
    let mut policy = Policy::default();
    let weekly =
        |text: &str| Cadence::Interval { every: Interval::parse(text).expect("an interval"), rhythm: None };
    for text in ["1 week", "7 days"] {
        policy.grades[0].cadence = weekly(text);
        for ahead in 0..400 {
            let last = day("2026-01-01") + chrono::Days::new(ahead);
            let line: &'static str = Box::leak(format!("{last} F").into_boxed_str());
            let due = next(&customer("A"), Some("A"), &history(&[line]), &policy, last).due.expect("due");
            use chrono::Datelike;
            let week = |day: NaiveDate| day - chrono::Days::new(day.weekday().num_days_from_monday().into());
            assert_eq!(week(due), week(last) + chrono::Days::new(7), "{text} {last}");
            assert!(policy.calendar.free(due).is_none(), "{last}: {due}");
        }
    }
}
