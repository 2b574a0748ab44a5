use super::*;
use crate::model::Decimal;
use crate::model::{
    Change, CustomerId, Ending, EndingState, FollowUp, Interval, Order, Sample, SampleState, Stamp,
    SuggestionAnswer, SuggestionAnswered, Trace,
};

const TODAY: &str = "2026-11-20";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A log in short: `F` follow-up with `:reply` and `:call`, `N` one that says `need: dead`, `S:state` with `:ref`,
/// `O` order, `E:state` a wish to end,
/// `G:from:to` (`-` for none), `A:code:to:answer:until` the answer to a suggestion, `M` a merge.
fn history(lines: &[&'static str]) -> History<'static> {
    let sample = |state: &str, reference| {
        let state = SampleState::parse(state).expect("a state");
        Event::Sample(Sample { state, item: None, reference })
    };
    let entry = |(index, line): (usize, &&'static str)| {
        let (at, what) = line.split_once(' ').expect("a day and what happened");
        let grade = |text: &'static str| (text != "-").then(|| text.into());
        let event = match what.split(':').collect::<Vec<_>>()[..] {
            ["F"] => Event::FollowUp(FollowUp::default()),
            ["F", reply] | ["F", reply, _] => {
                Event::FollowUp(FollowUp { reply: Reply::parse(reply), ..FollowUp::default() })
            }
            ["N"] => Event::FollowUp(FollowUp { need: Some(Need::Dead), ..FollowUp::default() }),
            ["O"] => Event::Order(Order::default()),
            ["S", state] => sample(state, None),
            ["S", state, reference] => sample(state, Some(reference.into())),
            ["E", state] => Event::Ending(Ending {
                reference: None,
                state: EndingState::parse(state).expect("a state"),
                why: None,
                competitor: None,
            }),
            ["A", code, to, answer, until] => Event::Suggestion(SuggestionAnswered {
                code: MoveCode::parse(code).expect("a code"),
                answer: SuggestionAnswer::parse(answer).expect("an answer"),
                to: grade(to),
                why: None,
                until: until.parse().ok(),
            }),
            ["M"] => Event::Merged(Trace::default()),
            ["G", from, to] => Event::Grade(Change { from: grade(from), to: grade(to), why: None }),
            _ => panic!("what is {line}?"),
        };
        let at = Stamp::parse(at).expect("a stamp");
        let via = what.strip_suffix(":call").map(|_| "call".into());
        Entry { via, line: u32::try_from(index).expect("few") + 1, ..Entry::new(at, event) }
    };
    History::new(lines.iter().enumerate().map(entry).collect())
}

fn customer(grade: &str) -> Customer {
    let mut customer = Customer::named(CustomerId::new("acme").expect("an id"), "Acme");
    customer.grade = (!grade.is_empty()).then(|| grade.to_owned());
    customer.since = Some(day("2026-11-01"));
    customer
}

/// Code and goal of everything that is suggested.
fn suggested(customer: &Customer, lines: &[&'static str]) -> Vec<(&'static str, Option<String>)> {
    suggest(customer, &EffectiveClass::written(customer), &history(lines), &Policy::default(), day(TODAY))
        .into_iter()
        .map(|found| (found.why.code(), found.to))
        .collect()
}

/// A grade, a log, and the move that is suggested.
type MoveCase<'a> = (&'a str, &'a [&'static str], Option<(&'static str, &'a str)>);

fn check(cases: &[MoveCase<'_>]) {
    for (grade, lines, want) in cases {
        let moves: Vec<_> =
            suggested(&customer(grade), lines).into_iter().filter(|(_, to)| to.is_some()).collect();
        let want: Vec<_> = want.iter().map(|(code, to)| (*code, Some((*to).to_owned()))).collect();
        assert_eq!(moves, want, "{grade} {lines:?}");
    }
}

#[test]
fn rule_1_an_order_makes_an_a() {
    check(&[
        ("C", &["2026-11-10 O"], Some(("order", "A"))),
        ("", &["2026-01-01 O"], Some(("order", "A"))),
        // So long ago that the A would be taken back at once, unless it orders that seldom.
        ("", &["2020-01-01 O"], Some(("inactive", "C"))),
        ("C", &["2020-01-01 O"], None),
        ("E", &["2025-11-20 O"], None),
        ("E", &["2025-11-22 O"], Some(("order", "A"))),
        ("C", &["2022-06-01 O", "2023-06-01 O", "2024-06-01 O", "2025-06-01 O"], Some(("order", "A"))),
        ("D", &["2020-01-01 O", "2026-11-10 F:positive"], Some(("back-in-contact", "C"))),
        ("A", &["2026-11-10 O"], None),
        // Taken out of A after that order: only the next one leads back.
        ("C", &["2025-01-10 O", "2026-09-01 G:A:C"], None),
        ("C", &["2025-01-10 O", "2026-09-01 G:A:C", "2026-11-01 O"], Some(("order", "A"))),
        // Whoever decided or confirmed since then knew of it.
        ("C", &["2026-01-10 O", "2026-09-01 G:-:C"], None),
        ("C", &["2026-01-10 O", "2026-09-01 G:C:C"], None),
        ("C", &["2026-01-10 O", "2026-09-01 G:C:C", "2026-09-02 O"], Some(("order", "A"))),
        // Wherever it went since then.
        ("D", &["2025-01-10 O", "2026-05-01 G:A:C", "2026-09-01 G:C:D"], None),
        (
            "D",
            &["2025-01-10 O", "2026-05-01 G:A:C", "2026-09-01 G:C:D", "2026-11-01 O"],
            Some(("order", "A")),
        ),
        ("D", &["2025-01-10 G:A:C", "2025-05-10 O", "2026-09-01 G:C:D"], None),
        // On one day the order of the entries counts, as the hour or the line has it.
        ("C", &["2026-11-10T09:00:00+08:00 G:A:C", "2026-11-10T15:00:00+08:00 O"], Some(("order", "A"))),
        ("C", &["2026-11-10 O", "2026-11-10 G:A:C"], None),
        ("C", &["2026-11-10 G:A:C", "2026-11-10 O"], Some(("order", "A"))),
    ]);
}

#[test]
fn rule_2_a_running_sample_makes_a_b() {
    check(&[
        ("C", &["2026-11-10 S:agreed"], Some(("sample", "B"))),
        ("E", &["2026-11-10 S:agreed", "2026-11-12 S:passed"], Some(("sample", "B"))),
        ("C", &["2026-11-10 S:agreed", "2026-11-12 S:failed"], None),
        ("A", &["2026-11-10 S:agreed"], None),
        ("B", &["2026-11-10 S:agreed"], None),
        ("C", &["2026-08-10 S:agreed", "2026-11-01 G:B:C"], None),
        ("D", &["2026-08-10 S:agreed", "2026-10-01 G:B:C", "2026-11-01 G:C:D"], None),
        ("C", &["2026-08-10 S:agreed", "2026-10-01 G:B:C", "2026-11-01 S:sent"], Some(("sample", "B"))),
        // Somebody has decided since, or confirmed the grade: whatever it is.
        ("E", &["2026-08-10 S:agreed", "2026-09-20 G:D:E"], None),
        ("D", &["2026-08-10 S:agreed", "2026-08-12 G:D:D"], None),
        ("D", &["2026-08-10 S:agreed", "2026-08-12 G:D:D", "2026-11-01 S:received"], Some(("sample", "B"))),
        ("D", &["2026-08-10 G:E:D", "2026-08-12 S:agreed"], Some(("sample", "B"))),
        // One of several still runs.
        ("C", &["2026-11-10 S:agreed:1", "2026-11-12 S:failed:2"], Some(("sample", "B"))),
        // Who was an A since the sample has left it behind.
        ("C", &["2024-01-10 S:passed", "2024-03-01 O", "2026-09-01 G:A:C"], None),
        ("C", &["2024-03-01 O", "2026-09-01 G:A:C", "2026-10-01 S:agreed"], Some(("sample", "B"))),
    ]);
}

#[test]
fn rule_3_a_sequence_that_is_over_is_decided() {
    let used_up: &[&'static str] = &[
        "2026-10-01 S:received",
        "2026-10-05 F:none",
        "2026-10-12 F:none",
        "2026-10-15 F:none",
        "2026-10-22 F:none",
    ];
    let answered: &[&'static str] = &[
        "2026-10-01 S:received",
        "2026-10-05 F:neutral",
        "2026-10-12 F:none",
        "2026-10-15 F:none",
        "2026-10-22 F:none",
    ];
    check(&[
        ("B", used_up, Some(("sequence-over", "D"))),
        ("B", answered, Some(("sequence-over", "C"))),
        ("B", &["2026-11-02 S:agreed", "2026-11-03 F:none"], None),
        (
            "B",
            &["2026-11-02 S:agreed", "2026-11-03 F:positive", "2026-11-04 S:failed"],
            Some(("sequence-over", "C")),
        ),
        (
            "B",
            &["2026-11-02 S:agreed", "2026-11-03 F:none", "2026-11-04 S:cancelled"],
            Some(("sequence-over", "D")),
        ),
        // Another sample still runs.
        ("B", &["2026-11-02 S:agreed:1", "2026-11-03 S:agreed:2", "2026-11-04 S:failed:1"], None),
        (
            "B",
            &["2026-11-02 S:agreed:1", "2026-11-03 S:cancelled:2", "2026-11-04 S:failed:1"],
            Some(("sequence-over", "D")),
        ),
        // An order since the anchor, on its own day, too; it was taken out of A.
        ("B", &["2026-11-02 S:agreed", "2026-11-02 O", "2026-11-03 G:A:B", "2026-11-04 S:failed"], None),
        // A reply on the anchor's day counts, one of the day before does not.
        (
            "B",
            &["2026-11-02 S:agreed", "2026-11-02 F:neutral", "2026-11-04 S:failed"],
            Some(("sequence-over", "C")),
        ),
        (
            "B",
            &["2026-11-01 F:neutral", "2026-11-02 S:agreed", "2026-11-04 S:failed"],
            Some(("sequence-over", "D")),
        ),
    ]);
    // With its own cadence nothing is used up, but what failed has failed, counted from the same day.
    let mut own = customer("B");
    own.cadence = Interval::parse("2 weeks");
    assert_eq!(suggested(&own, used_up), []);
    let failed = ["2026-10-01 S:agreed", "2026-10-05 F:positive", "2026-10-12 S:failed"];
    assert_eq!(suggested(&own, &failed), [("sequence-over", Some("C".to_owned()))]);
    let mut dead = customer("B");
    dead.need = Some(Need::Dead);
    assert_eq!(suggested(&dead, used_up), []);
}

#[test]
fn rule_4_an_a_that_orders_no_longer_goes_down() {
    check(&[
        ("A", &["2025-11-20 O"], Some(("inactive", "C"))), // twelve months to the day
        ("A", &["2025-11-21 O"], None),
        // It never ordered: since its grade changed, else since it is there.
        ("A", &["2025-11-20 G:C:A"], Some(("inactive", "C"))),
        ("A", &["2025-11-21 G:C:A"], None),
        ("A", &[], None),
        // Three orders a year apart are a rhythm of a year: twice that, to the day and a day less.
        ("A", &["2022-11-19 O", "2023-11-20 O", "2024-11-20 O"], Some(("inactive", "C"))),
        ("A", &["2022-11-20 O", "2023-11-21 O", "2024-11-21 O"], None),
        // Who orders in May and in December has left both out after a year.
        (
            "A",
            &["2023-05-04 O", "2023-12-04 O", "2024-05-03 O", "2024-12-05 O", "2025-05-05 O", "2025-11-20 O"],
            Some(("inactive", "C")),
        ),
        // A rhythm of two years: twice that has not passed.
        ("A", &["2021-05-01 O", "2023-05-01 O", "2025-05-01 O"], None),
        ("A", &["2025-01-10 O", "2026-10-01 G:C:A"], None), // changed within 60 days
        ("A", &["2024-01-10 O", "2024-01-11 G:C:A"], Some(("inactive", "C"))),
    ]);
}

#[test]
fn a_year_without_an_order_ends_on_the_last_of_february() {
    let order = history(&["2024-02-29 O"]);
    let customer = Customer { since: None, ..customer("A") };
    for (today, want) in [("2025-02-27", None), ("2025-02-28", Some("inactive"))] {
        let found =
            suggest(&customer, &EffectiveClass::written(&customer), &order, &Policy::default(), day(today));
        let code = found.iter().find(|found| found.to.is_some()).map(|found| found.why.code());
        assert_eq!(code, want, "{today}");
    }
}

#[test]
fn rule_5_who_answers_again_moves_up() {
    check(&[
        ("E", &["2026-11-10 F:positive"], Some(("back-in-contact", "C"))),
        ("D", &["2026-11-10 F:positive"], Some(("back-in-contact", "C"))),
        ("E", &["2026-11-10 F:neutral"], Some(("back-in-contact", "D"))),
        ("D", &["2026-11-10 F:neutral"], None),
        // That it answered is no silence, and says no more than a neutral word.
        ("E", &["2026-11-10 F:answered"], Some(("back-in-contact", "D"))),
        ("D", &["2026-11-10 F:answered"], None),
        (
            "C",
            &["2026-11-10 F:none", "2026-11-11 F:answered", "2026-11-12 F:none", "2026-11-13 F:none"],
            None,
        ),
        ("E", &["2026-11-10 F:positive", "2026-11-11 F:none"], None),
        ("C", &["2026-11-10 F:positive"], None),
        ("E", &["2026-09-21 G:D:E", "2026-11-10 F:positive"], Some(("back-in-contact", "C"))), // 60 days
        ("E", &["2026-09-22 G:D:E", "2026-11-10 F:positive"], None),                           // 59
        // Somebody has decided since, or confirmed the grade: the same reply asks no second time.
        ("E", &["2026-08-10 F:positive", "2026-08-12 G:C:E"], None),
        ("D", &["2026-08-10 F:positive", "2026-08-12 G:D:D"], None),
    ]);
}

#[test]
fn rule_6_who_never_answers_goes_down() {
    check(&[
        ("C", &["2026-11-10 F:none", "2026-11-11 F:bounced", "2026-11-12 F:none"], Some(("silent", "D"))),
        ("C", &["2026-11-10 F:none", "2026-11-11 F:none"], None),
        ("C", &["2026-11-10 F:none", "2026-11-10 F:none", "2026-11-10 F:none"], None), // one day
        ("C", &["2026-11-10 F:none", "2026-11-10 F:none", "2026-11-11 F:none"], Some(("silent", "D"))),
        ("C", &["2026-11-09 F:none", "2026-11-10 F", "2026-11-11 F:none", "2026-11-12 F:none"], None), // not known
        ("D", &["2026-11-09 F:none", "2026-11-10 F:none", "2026-11-11 F:none"], None),
        (
            "D",
            &["2026-11-08 F:none", "2026-11-09 F:none", "2026-11-10 F:none", "2026-11-11 F:none"],
            Some(("silent", "E")),
        ),
        ("E", &["2026-11-08 F:none", "2026-11-09 F:none", "2026-11-10 F:none", "2026-11-11 F:none"], None),
    ]);
}

#[test]
fn rule_7_no_need_and_ungraded() {
    check(&[
        ("C", &["2026-11-10 N"], Some(("no-need", "E"))),
        ("E", &["2026-11-10 N"], Some(("no-need", "E"))),
        ("C", &["2026-11-10 N", "2026-11-11 F"], None),
        ("", &[], Some(("ungraded", "D"))),
    ]);
    let mut high = customer("");
    high.potential = Some(Potential::High.into());
    assert_eq!(suggested(&high, &[]), [("ungraded", Some("C".to_owned()))]);
    let customer = customer("C");
    let found = suggest(
        &customer,
        &EffectiveClass::written(&customer),
        &history(&["2026-11-10 N"]),
        &Policy::default(),
        day(TODAY),
    );
    assert!(found[0].archive, "and archive");
}

#[test]
fn who_wants_to_end_is_neither_silent_nor_put_away() {
    let silent = ["2026-11-10 F:none", "2026-11-11 F:none", "2026-11-12 F:none"];
    let with = |ending: &[&'static str]| [&silent[..], ending].concat();
    check(&[
        ("C", &with(&["2026-11-12 E:opened"]), None),
        ("C", &with(&["2026-11-12 E:opened", "2026-11-13 E:answered"]), None),
        // Once it is known how that goes out, what was so before counts again, unless it has left.
        ("C", &with(&["2026-11-12 E:opened", "2026-11-13 E:lost"]), Some(("lost", "E"))),
        ("C", &with(&["2026-11-12 E:opened", "2026-11-13 E:saved"]), Some(("silent", "D"))),
        ("C", &["2026-11-10 N", "2026-11-11 E:opened"], None),
        ("C", &["2026-11-10 N", "2026-11-11 E:lost"], Some(("no-need", "E"))),
        // That it orders, or answers, is told all the same.
        ("C", &["2026-11-10 O", "2026-11-11 E:opened"], Some(("order", "A"))),
        ("E", &["2026-11-10 F:positive", "2026-11-11 E:opened"], Some(("back-in-contact", "C"))),
    ]);
}

#[test]
fn tasks_are_no_moves() {
    let tasks = |customer: &Customer, lines: &[&'static str]| -> Vec<&'static str> {
        suggested(customer, lines).into_iter().filter(|(_, to)| to.is_none()).map(|(code, _)| code).collect()
    };
    let fresh = customer("E");
    assert_eq!(tasks(&fresh, &["2026-11-10 F:bounced", "2026-11-11 F:bounced"]), ["verify"]);
    assert_eq!(tasks(&fresh, &["2026-11-10 F:bounced", "2026-11-11 F:none"]), Vec::<&str>::new());
    let five = [
        "2026-11-10 F:none",
        "2026-11-11 F:none",
        "2026-11-12 F:none",
        "2026-11-13 F:none",
        "2026-11-16 F:none",
    ];
    assert_eq!(tasks(&fresh, &five), ["verify"]);
    assert_eq!(tasks(&fresh, &five[1..]), Vec::<&str>::new());
    // A call in between revives no address, and neither does an answer of it.
    let with = |between: &'static str| [five[0], five[1], between, five[2], five[3], five[4]];
    for (between, want) in [
        ("2026-11-12 F:none:call", &["verify"][..]),
        ("2026-11-12 F:positive:call", &["verify"]),
        ("2026-11-12 F:positive", &[]),
        ("2026-11-12 F", &[]), // nobody knows what became of it
    ] {
        assert_eq!(tasks(&fresh, &with(between)), want, "{between}");
    }
    let answered = [&five[..], &["2026-11-17 F:neutral:call"]].concat();
    assert_eq!(tasks(&fresh, &answered), Vec::<&str>::new(), "it answers elsewhere");
    assert_eq!(tasks(&fresh, &["2026-08-20 G:-:E"]), ["recheck"], "three months to the day");
    assert_eq!(tasks(&fresh, &["2026-08-21 G:-:E"]), Vec::<&str>::new());
    assert_eq!(tasks(&fresh, &["2026-01-01 G:-:E", "2026-10-01 G:E:E"]), Vec::<&str>::new(), "confirmed");
    let mut old = customer("D");
    old.since = None;
    assert_eq!(tasks(&old, &[]), ["recheck"]);
}

#[test]
fn the_archived_are_left_alone() {
    let mut archived = customer("C");
    archived.archived = Some(day("2026-11-01"));
    assert_eq!(suggested(&archived, &["2026-11-10 O"]), []);
}

#[test]
fn every_number_is_the_teams() {
    let suggested = |grade: &str, lines: &[&'static str], change: fn(&mut MoveRules)| -> Vec<_> {
        let mut policy = Policy::default();
        change(policy.moves.as_mut().expect("the default"));
        let found = suggest(
            &customer(grade),
            &EffectiveClass::written(&customer(grade)),
            &history(lines),
            &policy,
            day(TODAY),
        );
        found.into_iter().map(|found| (found.why.code(), found.to)).collect()
    };
    let to = |code, grade: &str| vec![(code, Some(grade.to_owned()))];
    // A rhythm of two years, the last order 18 months ago.
    let slow = &["2021-05-20 O", "2023-05-20 O", "2025-05-20 O", "2026-11-01 G:A:A"];
    assert_eq!(suggested("A", slow, |_| ()), []);
    assert_eq!(
        suggested("A", slow, |rules| rules.inactive.rhythms = Decimal::new(75, 2)),
        to("inactive", "C")
    );
    let changed = &["2026-10-21 G:D:E", "2026-11-10 F:positive"];
    let month = |rules: &mut MoveRules| {
        rules.quiet = Interval::new(30, crate::model::Unit::Day).expect("an interval")
    };
    assert_eq!(suggested("E", changed, |_| ()), []);
    assert_eq!(suggested("E", changed, month), to("back-in-contact", "C"), "30 days to the day");
    // One grade for two goals: nobody moves to where it is, but who needs nothing is archived there.
    let same = |rules: &mut MoveRules| rules.grades.ordinary = "C".into();
    let silent = &["2026-11-10 F:none", "2026-11-11 F:none", "2026-11-12 F:none"];
    assert_eq!(suggested("C", silent, |_| ()), to("silent", "D"));
    assert_eq!(suggested("C", silent, same), []);
    assert_eq!(suggested("C", &["2026-11-10 N"], |rules| rules.grades.none = "C".into()), to("no-need", "C"));
    let off = Policy { moves: None, ..Policy::default() };
    assert_eq!(
        suggest(&customer("C"), &EffectiveClass::default(), &history(&["2026-11-10 O"]), &off, day(TODAY)),
        []
    );
}

#[test]
fn what_an_event_makes_due_waits_for_no_review() {
    let told = |grade: &str, lines: &[&'static str]| -> Vec<&'static str> {
        let customer = customer(grade);
        let driving = EffectiveClass::written(&customer);
        pressing(suggest(&customer, &driving, &history(lines), &Policy::default(), day(TODAY)))
            .iter()
            .map(|found| found.why.code())
            .collect()
    };
    for (grade, lines, want) in [
        ("D", &["2026-11-10 S:agreed"][..], &["sample"][..]),
        ("C", &["2026-11-10 O"], &["order"]),
        ("E", &["2026-11-10 F:positive"], &["back-in-contact"]),
        // What a review finds by counting waits for it.
        ("C", &["2026-09-01 F:none", "2026-10-01 F:none", "2026-11-10 F:none"], &[]),
        ("", &["2026-11-10 F"], &[]),
        ("C", &["2026-11-09 F:bounced", "2026-11-10 F:bounced"], &["verify"]),
        ("C", &["2026-06-01 G:D:C", "2026-11-10 F"], &["recheck"]),
        // A decision is asked for anyway; where none was ever written, the review says so.
        ("C", &["2026-06-01 G:D:C", "2026-11-10 O"], &["order"]),
        ("C", &["2026-11-10 F"], &[]),
    ] {
        assert_eq!(told(grade, lines), want, "{grade} {lines:?}");
    }
}

#[test]
fn who_has_left_goes_to_those_without_potential_before_all_other_moves() {
    check(&[
        ("A", &["2026-01-10 O", "2026-11-10 E:lost"], Some(("lost", "E"))),
        ("C", &["2026-01-10 O", "2026-11-10 E:lost"], Some(("lost", "E"))),
        ("", &["2026-11-10 E:lost"], Some(("lost", "E"))),
        // There already: that it should be an A for its order is no help.
        ("E", &["2026-01-10 O", "2026-11-10 E:lost"], None),
        ("E", &["2026-11-10 E:lost", "2026-11-11 N"], Some(("no-need", "E"))),
        // Somebody has decided since, or it is back.
        ("A", &["2026-01-10 O", "2026-11-10 E:lost", "2026-11-11 G:A:A"], None),
        ("C", &["2026-11-10 E:lost", "2026-11-11 O"], Some(("order", "A"))),
        ("C", &["2026-11-10 E:lost", "2026-11-11 S:agreed"], Some(("sample", "B"))),
        ("A", &["2026-01-10 O", "2026-11-10 E:opened"], None),
        ("A", &["2026-01-10 O", "2026-11-10 E:saved"], None),
    ]);
}

/// What somebody has answered is silent until its day, or until the facts change; the next rule speaks only where the first
/// was refused.
#[test]
fn an_answer_holds_until_its_day_or_until_the_facts_change() {
    let silence = ["2026-11-02 F:none", "2026-11-09 F:none", "2026-11-16 F:none"];
    let after = |answers: &[&'static str]| [&silence[..], answers].concat();
    let order = ["2026-11-10 O"];
    let ordered = |answers: &[&'static str]| [&order[..], answers].concat();
    let bounces = ["2026-11-02 F:bounced", "2026-11-10 F:bounced"];
    let bounced = |answers: &[&'static str]| [&bounces[..], answers].concat();
    for (grade, lines, want) in [
        ("C", after(&[]), vec!["silent"]),
        // Put off: not before its day, and on it.
        ("C", after(&["2026-11-17 A:silent:D:later:2026-11-21"]), vec![]),
        ("C", after(&["2026-11-17 A:silent:D:later:2026-11-20"]), vec!["silent"]),
        // Refused: one unanswered follow-up more is the same silence.
        ("C", after(&["2026-11-17 A:silent:D:wrong:-"]), vec![]),
        ("C", after(&["2026-11-17 A:silent:D:wrong:-", "2026-11-18 F:none"]), vec![]),
        // The newest answer counts.
        (
            "C",
            after(&["2026-11-17 A:silent:D:wrong:-", "2026-11-18 A:silent:D:later:2026-11-19"]),
            vec!["silent"],
        ),
        // It is of this code and this grade alone.
        ("C", after(&["2026-11-17 A:inactive:D:wrong:-"]), vec!["silent"]),
        ("C", after(&["2026-11-17 A:silent:E:wrong:-"]), vec!["silent"]),
        // Another customer became a part of it.
        ("C", after(&["2026-11-17 A:silent:D:wrong:-", "2026-11-18 M"]), vec!["silent"]),
        // A confirmation changes nothing; a grade that is given since does.
        ("C", after(&["2026-11-17 A:silent:D:wrong:-", "2026-11-17 G:C:C"]), vec![]),
        ("D", ordered(&["2026-11-11 A:order:A:wrong:-"]), vec![]),
        ("D", ordered(&["2026-11-11 A:order:A:wrong:-", "2026-11-15 O"]), vec!["order"]),
        // On the day of the answer what is told behind it is newer.
        ("D", ordered(&["2026-11-10 A:order:A:wrong:-"]), vec![]),
        ("D", ordered(&["2026-11-10 A:order:A:wrong:-", "2026-11-10 O"]), vec!["order"]),
        // Where the first is refused the next one speaks, and where it is put off none does.
        ("D", ordered(&["2026-11-12 S:sent", "2026-11-13 A:order:A:wrong:-"]), vec!["sample"]),
        ("D", ordered(&["2026-11-12 S:sent", "2026-11-13 A:order:A:later:2026-12-01"]), vec![]),
        // A task that is done is done, until it begins anew.
        ("D", bounced(&["2026-11-11 A:verify:-:done:-"]), vec![]),
        (
            "D",
            bounced(&[
                "2026-11-11 A:verify:-:done:-",
                "2026-11-12 F:positive",
                "2026-11-13 F:bounced",
                "2026-11-14 F:bounced",
            ]),
            vec!["verify"],
        ),
    ] {
        let found = suggested(&customer(grade), &lines);
        let found: Vec<&str> = found.iter().map(|(code, _)| *code).collect();
        assert_eq!(found, want, "{grade} {lines:?}");
    }
    let old = Customer { since: Some(day("2026-01-01")), ..customer("E") };
    assert_eq!(suggested(&old, &[]).len(), 1, "to be looked at");
    assert_eq!(suggested(&old, &["2026-11-12 A:recheck:-:later:2026-11-21"]), []);
    assert_eq!(suggested(&old, &["2026-11-12 A:recheck:-:later:2026-11-20"]).len(), 1);
}
