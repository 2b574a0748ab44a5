use super::*;
use crate::model::{
    Change, Complaint, ComplaintState, CustomerId, Ending, EndingState, Event, FollowUp, Note, Order, Sample,
    SampleState, Stamp,
};

/// What a case says of the answer: the day, the code, and the step where there is one.
type Answer = (Option<String>, &'static str, Option<(usize, usize)>);

/// A log, the day it leads to, the reason's code, and the step with the number of steps.
type StepCase = (&'static [&'static str], &'static str, &'static str, Option<(usize, usize)>);

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn customer(grade: &str) -> Customer {
    let mut customer = Customer::named(CustomerId::new("acme").expect("an id"), "Acme");
    customer.grade = (!grade.is_empty()).then(|| grade.to_owned());
    customer
}

/// A log in short: `F` follow-up, `F>` with a next date, `N` and `N>` notes, `S:state`, `O` order, `G:to`, `K:state:ref` complaint, `E:state:ref` wish to end.
fn history(lines: &[&'static str]) -> History<'static> {
    let entries = lines.iter().enumerate().map(|(number, line)| {
        let (at, what) = line.split_once(' ').expect("a day and what happened");
        let event = match what.split(':').collect::<Vec<_>>()[..] {
            ["F"] => Event::FollowUp(FollowUp::default()),
            ["O"] => Event::Order(Order::default()),
            ["S", state] => Event::Sample(Sample {
                state: SampleState::parse(state).expect("a state"),
                item: None,
                reference: None,
            }),
            ["G", to] => Event::Grade(Change { from: None, to: Some(to.into()), why: None }),
            ["G", from, to] => {
                Event::Grade(Change { from: Some(from.into()), to: Some(to.into()), why: None })
            }
            ["K", state, reference] => Event::Complaint(Complaint {
                reference: Some(reference.into()),
                state: ComplaintState::parse(state).expect("a state"),
            }),
            ["E", state, reference] => Event::Ending(Ending {
                reference: Some(reference.into()),
                state: EndingState::parse(state).expect("a state"),
                why: None,
                competitor: None,
            }),
            ["N"] => Event::Note(Note::default()),
            [next] => match next.split_once('>').expect("a next date") {
                ("F", next) => {
                    Event::FollowUp(FollowUp { next: Some(day(next).into()), ..FollowUp::default() })
                }
                ("P", next) => {
                    Event::Note(Note { next: Some(day(next).into()), planned: true, ..Note::default() })
                }
                (_, next) => Event::Note(Note { next: Some(day(next).into()), ..Note::default() }),
            },
            _ => panic!("what is {line}?"),
        };
        let at = Stamp::parse(at).expect("a stamp");
        Entry { line: u32::try_from(number).expect("few") + 1, ..Entry::new(at, event) }
    });
    History::new(entries.collect())
}

fn answer(customer: &Customer, lines: &[&'static str], today: &str) -> Answer {
    let today = day(today);
    let verdict =
        next(customer, customer.grade.as_deref(), &history(lines).as_of(today), &Policy::default(), today);
    let step = match verdict.reason {
        Reason::Step { step, of, .. } => Some((step, of)),
        _ => None,
    };
    (verdict.due.map(|due| due.to_string()), verdict.reason.code(), step)
}

fn check(grade: &str, cases: &[(&[&'static str], &str, &'static str)]) {
    for (lines, due, code) in cases {
        let got = answer(&customer(grade), lines, "2026-11-21");
        assert_eq!((got.0.as_deref(), got.1), (Some(*due), *code), "{grade} {lines:?}");
    }
}

#[test]
fn line_1_archived_and_dead_customers_are_never_due() {
    let mut archived = customer("A");
    archived.archived = Some(day("2026-11-21"));
    assert_eq!(answer(&archived, &["2026-01-05 F"], "2026-11-21"), (None, "archived", None));
    assert_eq!(answer(&archived, &["2026-01-05 F"], "2026-11-20").1, "cadence", "not yet archived");
    let mut dead = customer("E");
    dead.need = Some(Need::Dead);
    assert_eq!(answer(&dead, &["2026-11-20 K:opened:1"], "2026-11-21"), (None, "no-need", None));
}

#[test]
fn line_2_an_open_complaint_comes_before_everything_else() {
    check(
        "C",
        &[
            (&["2026-11-18 F>2026-12-01", "2026-11-19T10:00:00+08:00 K:opened:1"], "2026-11-20", "complaint"),
            (&["2026-11-19 K:opened:1", "2026-11-20 K:answered:1"], "2026-11-21", "complaint"),
            // The earliest of several; one of them solved.
            (
                &["2026-11-19 K:opened:1", "2026-11-20 K:opened:2", "2026-11-20 K:answered:1"],
                "2026-11-21",
                "complaint",
            ),
            (
                &["2026-11-10 K:opened:1", "2026-11-11 K:solved:1", "2026-11-20 K:opened:2"],
                "2026-11-21",
                "complaint",
            ),
            (
                &["2026-11-10 K:opened:1", "2026-11-12 K:solved:1", "2026-11-18 K:opened:1"],
                "2026-11-19",
                "complaint",
            ),
            (&["2026-11-10 K:opened:1", "2026-11-11 K:opened:1"], "2026-11-11", "complaint"),
            (&["2026-11-10 K:answered:1"], "2026-11-12", "complaint"),
            (&["2026-11-02 F", "2026-11-10 K:opened:1", "2026-11-12 K:solved:1"], "2027-01-04", "cadence"),
            // 24 and 48 hours do not wait for a working day: opened on a Friday.
            (&["2026-11-20 K:opened:1"], "2026-11-21", "complaint"),
        ],
    );
    check("", &[(&["2026-11-19 K:opened:1"], "2026-11-20", "complaint")]);
}

#[test]
fn line_2_a_wish_to_end_is_as_urgent_as_a_complaint() {
    let cases: &[(&[&'static str], &str, &'static str)] = &[
        (&["2026-11-18 F>2026-12-01", "2026-11-19T10:00:00+08:00 E:opened:1"], "2026-11-20", "ending"),
        (&["2026-11-19 E:opened:1", "2026-11-20 E:answered:1"], "2026-11-21", "ending"),
        // Told again while unanswered, and after an answer.
        (&["2026-11-18 E:opened:1", "2026-11-20 E:opened:1"], "2026-11-19", "ending"),
        (
            &["2026-11-18 E:opened:1", "2026-11-19 E:answered:1", "2026-11-20 E:opened:1"],
            "2026-11-21",
            "ending",
        ),
        // The earliest of all that is open; of one day the wish to end.
        (&["2026-11-18 K:opened:1", "2026-11-19 E:opened:1"], "2026-11-19", "complaint"),
        (&["2026-11-19 K:opened:1", "2026-11-18 E:opened:1"], "2026-11-19", "ending"),
        (&["2026-11-19 K:opened:1", "2026-11-19 E:opened:1"], "2026-11-20", "ending"),
        // Saved or lost, the cadence goes on.
        (&["2026-11-02 F", "2026-11-10 E:opened:1", "2026-11-12 E:saved:1"], "2027-01-04", "cadence"),
        (&["2026-11-02 F", "2026-11-10 E:opened:1", "2026-11-12 E:lost:1"], "2027-01-04", "cadence"),
        // A Saturday is no excuse.
        (&["2026-11-20 E:opened:1"], "2026-11-21", "ending"),
    ];
    check("C", cases);
    check("", &[(&["2026-11-19 E:opened:1"], "2026-11-20", "ending")]);
    // Who is archived, or was thought to have no need, and wants to end is asked all the same; a complaint alone
    // brings nobody back.
    let mut archived = customer("A");
    archived.archived = Some(day("2026-11-20"));
    let mut dead = customer("E");
    dead.need = Some(Need::Dead);
    for (customer, code) in [(archived, "archived"), (dead, "no-need")] {
        for (lines, want) in [
            (&["2026-11-19 E:opened:1"][..], (Some("2026-11-20".to_owned()), "ending", None)),
            (
                &["2026-11-17 K:opened:1", "2026-11-19 E:opened:1"],
                (Some("2026-11-20".to_owned()), "ending", None),
            ),
            (&["2026-11-17 K:opened:1"], (None, code, None)),
            (&["2026-11-19 E:opened:1", "2026-11-20 E:lost:1"], (None, code, None)),
        ] {
            assert_eq!(answer(&customer, lines, "2026-11-21"), want, "{code} {lines:?}");
        }
    }
}

#[test]
fn lines_3_and_4_ungraded_and_never_contacted_are_never_invisible() {
    for (grade, code) in [("", "ungraded"), ("Z", "ungraded"), ("C", "first-contact")] {
        let mut customer = customer(grade);
        assert_eq!(answer(&customer, &[], "2026-11-21"), (Some("2026-11-21".into()), code, None));
        customer.since = Some(day("2026-04-20"));
        assert_eq!(answer(&customer, &[], "2026-11-21"), (Some("2026-04-20".into()), code, None));
        assert_eq!(answer(&customer, &["2026-05-01 O", "2026-05-01 S:sent"], "2026-11-21").1, code);
    }
    let mut ungraded = customer("");
    ungraded.since = Some(day("2026-11-01"));
    let contacted = answer(&ungraded, &["2026-11-20 F>2026-12-01"], "2026-11-21");
    assert_eq!(contacted, (Some("2026-11-01".into()), "ungraded", None), "until somebody grades it");
}

#[test]
fn line_5_what_was_agreed_holds_until_a_contact_keeps_it() {
    check(
        "C",
        &[
            (&["2026-11-02 F>2026-11-28"], "2026-11-28", "agreed"), // a Saturday: agreed is agreed
            (&["2026-11-02 F>2026-11-09"], "2026-11-09", "agreed"), // stays due
            (&["2026-11-02 F>2026-11-28", "2026-11-03 F"], "2026-11-28", "agreed"), // a passing contact
            (&["2026-10-02 F>2026-11-09", "2026-11-09 F"], "2027-01-11", "cadence"), // kept
            (&["2026-10-02 F>2026-11-09", "2026-11-12 F"], "2027-01-12", "cadence"), // kept, late
            (&["2026-11-02 F>2026-11-02"], "2026-11-02", "agreed"), // later on the same day
            (&["2026-11-02 F>2026-11-02", "2026-11-02 F"], "2027-01-04", "cadence"),
            (&["2026-11-02 F>2026-11-28", "2026-11-03 F>2026-11-25"], "2026-11-25", "agreed"), // replaced
            (&["2026-11-02 F>2026-11-28", "2026-11-02 F>2026-11-27"], "2026-11-27", "agreed"), // by line
            (&["2026-11-03 F>2026-11-28", "2026-11-02 F>2026-11-24"], "2026-11-28", "agreed"), // by day
            (&["2026-11-02 F>2026-11-28", "2026-11-03 S:failed"], "2027-01-04", "cadence"), // a sample since
            (&["2026-11-02 S:sent", "2026-11-02 F>2026-11-28"], "2026-11-28", "agreed"),    // a sample before
        ],
    );
}

#[test]
fn line_5_a_day_that_a_note_sets_holds_until_a_contact_keeps_it() {
    let next = "2026-11-20 N>2026-12-01";
    check(
        "C",
        &[
            (&["2026-09-02 F", next], "2026-12-01", "agreed"),
            (&[next, "2026-09-02 F"], "2026-12-01", "agreed"), // whatever the order of the lines
            (&["2026-11-02 F>2026-11-28", next], "2026-12-01", "agreed"), // the later word
            (&["2026-11-02 N>2026-11-28", "2026-11-03 F"], "2026-11-28", "agreed"), // a passing contact
            (&["2026-11-02 N>2026-11-03", "2026-11-04 F"], "2027-01-04", "cadence"), // it was kept
            (&["2026-11-02 N>2026-11-28", "2026-11-03 F>2026-11-30"], "2026-11-30", "agreed"),
            (
                &["2026-11-20T10:00:00+08:00 N>2026-11-28", "2026-11-20T09:00:00+08:00 F"],
                "2026-11-28",
                "agreed",
            ),
            (&["2026-11-20 F>2026-11-28", "2026-11-20 N>2026-11-27"], "2026-11-27", "agreed"), // by line
            (&["2026-11-02 F", "2026-11-03 N>2026-11-09"], "2026-11-09", "agreed"),            // stays due
            (&["2026-11-02 F", "2026-11-03 N>2026-11-28"], "2026-11-28", "agreed"), // a Saturday stays
            (&["2026-11-02 F", "2026-11-03 N>2026-11-20", next], "2026-12-01", "agreed"), // the last of several
            (&["2026-11-02 F", "2026-11-03 N>2026-11-24", "2026-11-04 N"], "2026-11-24", "agreed"),
            (&["2026-11-02 F>2026-11-24", "2026-11-03 N"], "2026-11-24", "agreed"), // a note without a day
            (&["2026-11-02 F", "2026-11-03 N>2026-11-28", "2026-11-04 S:failed"], "2027-01-04", "cadence"),
            (&["2026-11-02 S:sent", "2026-11-02 F", "2026-11-03 N>2026-11-28"], "2026-11-28", "agreed"),
            // Complaints come first.
            (&["2026-11-19 K:opened:1", next], "2026-11-20", "complaint"),
            // Nobody has met it yet.
            (&[next], "2026-12-01", "agreed"),
            (&[next, "2026-11-21 S:sent"], "2026-11-21", "first-contact"),
        ],
    );
    check("", &[(&[next], "2026-12-01", "agreed"), (&["2026-11-02 F", next], "2026-12-01", "agreed")]);
    check("", &[(&["2026-11-02 N>2026-11-19", "2026-11-20 F"], "2026-11-21", "ungraded")]);
    let mut dead = customer("C");
    dead.need = Some(Need::Dead);
    assert_eq!(answer(&dead, &[next], "2026-11-21"), (None, "no-need", None));
    // A step's gaps count contacts alone.
    let steps = &["2026-11-02 S:agreed", "2026-11-03 F", "2026-11-03 N>2026-11-06", "2026-11-06 F"];
    assert_eq!(answer(&customer("B"), steps, "2026-11-21").2, Some((3, 7)));
}

#[test]
fn line_5_a_grade_that_is_left_alone_has_the_days_that_are_set() {
    let mut policy = Policy::default();
    policy.grades[0].cadence = Cadence::Never;
    let due = |lines: &[&'static str]| {
        let (today, customer) = (day("2026-11-21"), customer("A"));
        next(&customer, Some("A"), &history(lines), &policy, today).due.map(|due| due.to_string())
    };
    assert_eq!(due(&[]), None);
    assert_eq!(due(&["2026-11-20 N>2026-12-01"]).as_deref(), Some("2026-12-01"));
    assert_eq!(due(&["2026-11-20 N>2026-11-21", "2026-11-21 F"]), None);
}

#[test]
fn line_6_intervals_count_from_the_last_contact_day() {
    check(
        "A",
        &[
            (&["2026-01-30 F"], "2026-03-02", "cadence"), // 28 February is a Saturday
            (&["2026-10-20 F", "2026-10-20 F"], "2026-11-20", "cadence"),
            (
                &["2026-08-09 O", "2026-09-09 O", "2026-10-09 O", "2026-11-09 O", "2026-11-09 F"],
                "2026-11-26",
                "rhythm",
            ),
            (&["2026-10-09 O", "2026-11-09 O", "2026-11-09 F"], "2026-12-09", "cadence"), // two orders say too little
            // A yearly buyer is contacted before the weeks in which it orders, and never left alone for over three months.
            (&["2023-11-01 O", "2024-11-01 O", "2025-11-03 O", "2026-09-01 F"], "2026-10-20", "rhythm"),
            (&["2023-11-01 O", "2024-11-01 O", "2025-11-03 O", "2026-01-05 F"], "2026-04-06", "rhythm"),
        ],
    );
    check("C", &[(&["2026-09-21 F"], "2026-11-23", "cadence")]); // Saturday 21st moves to Monday
    // 29 February: there where the year has one, and counted from.
    check(
        "A",
        &[
            (&["2024-01-31 F"], "2024-02-29", "cadence"),
            (&["2025-01-31 F"], "2025-02-28", "cadence"),
            (&["2024-02-29 F"], "2024-03-29", "cadence"),
        ],
    );
    check("D", &[(&["2023-11-30 F"], "2024-02-29", "cadence"), (&["2024-11-29 F"], "2025-02-28", "cadence")]);
    check("E", &[(&["2023-08-31 F"], "2024-02-29", "cadence")]);
    check("D", &[(&["2026-08-31 F"], "2026-11-30", "cadence")]);
    check("E", &[(&["2026-05-29 F"], "2026-11-30", "cadence")]); // 29 November is a Sunday
    let mut own = customer("B");
    own.cadence = Interval::parse("45 days");
    let got = answer(&own, &["2026-10-10 F", "2026-10-12 S:agreed"], "2026-11-21");
    assert_eq!(got, (Some("2026-11-24".into()), "cadence", None), "its own cadence, whatever the grade");
}

use crate::model::Interval;

#[test]
fn line_6_sample_customers_go_step_by_step() {
    let cases: &[StepCase] = &[
        // The sequence of an agreed sample: 1, 1, 2, 3, 7, 7, 15.
        (&["2026-11-01 F", "2026-11-02 S:agreed"], "2026-11-03", "step", Some((1, 7))),
        (&["2026-11-02 S:agreed", "2026-11-03 F"], "2026-11-04", "step", Some((2, 7))),
        (&["2026-11-02 S:agreed", "2026-11-02 F"], "2026-11-03", "step", Some((1, 7))), // the same day is not after it
        (
            &["2026-11-02 S:agreed", "2026-11-03 F", "2026-11-03 F", "2026-11-05 F"],
            "2026-11-09",
            "step",
            Some((3, 7)),
        ), // 7th is a Saturday
        (
            &["2026-11-02 S:agreed", "2026-11-03 F", "2026-11-04 F", "2026-11-06 F"],
            "2026-11-09",
            "step",
            Some((4, 7)),
        ),
        // Sent starts no sequence of its own; received does.
        (&["2026-11-02 S:agreed", "2026-11-03 F", "2026-11-10 S:sent"], "2026-11-04", "step", Some((2, 7))),
        (
            &["2026-11-02 S:agreed", "2026-11-03 F", "2026-11-10 S:received"],
            "2026-11-13",
            "step",
            Some((1, 4)),
        ),
        (
            &["2026-11-02 S:agreed", "2026-11-10 S:received", "2026-11-12 F"],
            "2026-11-19",
            "step",
            Some((2, 4)),
        ),
        // A late follow-up shifts what comes after it.
        (&["2026-11-02 S:agreed", "2026-11-13 F"], "2026-11-16", "step", Some((2, 7))), // 14th is a Saturday
        // Used up: the last contact day and the last gap.
        (
            &["2026-10-01 S:received", "2026-10-05 F", "2026-10-12 F", "2026-10-15 F", "2026-10-22 F"],
            "2026-10-29",
            "decide",
            None,
        ),
        // Only on its way: by the sequence of one that was agreed.
        (&["2026-11-02 S:sent", "2026-11-03 F"], "2026-11-04", "step", Some((2, 7))),
        (&["2026-11-02 S:passed"], "2026-11-21", "first-contact", None),
        // Without a sample: the day the grade became B. What the log doesn't say, nobody can be late in.
        (&["2026-11-03 F", "2026-11-04 G:B", "2026-11-05 F"], "2026-11-06", "step", Some((2, 7))),
        (&["2026-11-03 F"], "2026-11-04", "no-sample", None),
        (&["2026-11-03 F", "2026-11-04 F"], "2026-11-05", "no-sample", None),
        // A sample that only failed anchors nothing.
        (&["2026-11-03 F", "2026-11-04 S:failed"], "2026-11-04", "no-sample", None),
    ];
    for (lines, due, code, step) in cases {
        let got = answer(&customer("B"), lines, "2026-11-21");
        assert_eq!((got.0.as_deref(), got.1, got.2), (Some(*due), *code, *step), "{lines:?}");
    }
    let mut since = customer("B");
    since.since = Some(day("2026-11-02"));
    assert_eq!(
        answer(&since, &["2026-11-03 F"], "2026-11-21"),
        (Some("2026-11-04".into()), "no-sample", None),
        "`since` is when we met, not when it became a sample customer"
    );
}

#[test]
fn a_replayed_day_gives_the_answer_of_that_day() {
    let lines = &["2026-11-02 F", "2026-11-10 F>2026-11-12"];
    assert_eq!(answer(&customer("C"), lines, "2026-11-05").0.as_deref(), Some("2027-01-04"));
    assert_eq!(answer(&customer("C"), lines, "2026-11-10").0.as_deref(), Some("2026-11-12"));
    assert_eq!(answer(&customer("C"), lines, "2026-11-01").1, "first-contact");
}

mod special;
