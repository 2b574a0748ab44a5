use proptest::prelude::*;

use super::super::views::test_support::{customer, day};
use super::*;
use crate::model::{
    Change, Complaint, ComplaintState, Ending, EndingState, Entry, FollowUp, Order, Quote, Sample,
    SampleState, Stamp,
};

/// The tests' day, a Friday.
const TODAY: &str = "2026-11-20";

fn span(text: &str) -> Interval {
    Interval::parse(text).expect("an interval")
}

/// C three months without a follow-up; D six months without one, a year without an order; E nine months
/// without a deal; B six months without interest.
fn policy() -> Policy {
    let limits = |class: &str, followup: Option<&str>, order: Option<&str>, deal: Option<&str>| Limits {
        class: class.into(),
        followup: followup.map(span),
        order: order.map(span),
        deal: deal.map(span),
        interest: None,
    };
    let after = vec![
        limits("C", Some("3 months"), None, None),
        limits("D", Some("6 months"), Some("1 year"), None),
        limits("E", None, None, Some("9 months")),
        Limits { interest: Some(span("6 months")), ..limits("B", None, None, None) },
    ];
    let barred = Some(span("30 days"));
    let pool = PoolRules { after, barred, holds: Some(3), claims_a_day: Some(2), ..PoolRules::default() };
    Policy { pool: Some(pool), ..Policy::default() }
}

/// `2026-08-01 F`, `F:neutral` (a reply), `F:target` (a need), `O`, `Q`, `S:state`, `K:state` (a complaint), `E:state` (a wish to end), `li>wang` (an owner; `-` is the pool).
fn log(lines: &[&'static str]) -> History<'static> {
    let entry = |(number, line): (usize, &&'static str)| {
        let (at, what) = line.split_once(' ').expect("a day and what happened");
        let who = |word: &'static str| (word != "-").then(|| word.into());
        let event = match what.split_once([':', '>']) {
            None if what == "F" => Event::FollowUp(FollowUp::default()),
            None if what == "O" => Event::Order(Order::default()),
            None if what == "Q" => Event::Quote(Quote::default()),
            Some(("F", said)) => {
                let (reply, need) = (Reply::parse(said), Need::parse(said));
                Event::FollowUp(FollowUp { reply, need, ..FollowUp::default() })
            }
            Some(("S", state)) => {
                let state = SampleState::parse(state).expect("a state");
                Event::Sample(Sample { state, item: None, reference: None })
            }
            Some(("K", state)) => {
                let state = ComplaintState::parse(state).expect("a state");
                Event::Complaint(Complaint { reference: None, state })
            }
            Some(("E", state)) => Event::Ending(Ending {
                reference: None,
                state: EndingState::parse(state).expect("a state"),
                why: None,
                competitor: None,
            }),
            Some((from, to)) => Event::Owner(Change { from: who(from), to: who(to), why: None }),
            None => panic!("what is {line}?"),
        };
        let by = match &event {
            Event::Owner(change) => change.to.clone(),
            _ => None,
        };
        let line = u32::try_from(number).expect("few") + 1;
        Entry { by, line, ..Entry::new(Stamp::parse(at).expect("a stamp"), event) }
    };
    History::new(lines.iter().enumerate().map(entry).collect())
}

fn of(class: &str) -> Customer {
    Customer { owner: Some("li".into()), grade: Some(class.into()), ..customer() }
}

fn fall(class: &str, since: &str, lines: &[&'static str]) -> Result<PoolReturn, Stay> {
    let customer = Customer { since: (!since.is_empty()).then(|| day(since)), ..of(class) };
    let today = day(TODAY);
    falls(&customer, Some(class), &log(lines).as_of(today), &policy(), today)
}

/// `C`, its `since`, its log; the day, the clause, what it counts from, and what holds it.
type Case = (&'static str, &'static str, &'static [&'static str], &'static str);

#[test]
fn the_earliest_clause_counts_from_the_later_of_its_last_event_and_the_claim() {
    let cases: &[Case] = &[
        ("C", "2026-01-10", &["2026-08-20 F"], "2026-11-20 followup since 2026-08-20"),
        ("C", "2026-01-10", &["2026-08-31 F"], "2026-11-30 followup since 2026-08-31"),
        // Never contacted: from the day it came.
        ("C", "2026-09-01", &[], "2026-12-01 followup since 2026-09-01, claim"),
        // The claim gives the whole time anew, the claim of somebody else doesn't.
        (
            "C",
            "2024-01-01",
            &["2025-08-20 F", "2026-10-01 ->li"],
            "2027-01-01 followup since 2026-10-01, claim",
        ),
        (
            "C",
            "2024-01-01",
            &["2026-08-20 F", "2026-09-01 wang>li", "2026-10-01 li>wang"],
            "2026-12-01 followup since 2026-09-01, claim",
        ),
        ("C", "2024-01-01", &["2026-08-20 F", "2026-10-01 ->wang"], "2026-11-20 followup since 2026-08-20"),
        ("C", "", &["2026-10-01 ->li", "2026-10-05 F"], "2027-01-05 followup since 2026-10-05"),
        ("C", "", &["2026-10-05 F"], "2027-01-05 followup since 2026-10-05"),
        ("C", "2026-10-05", &["2026-10-05 F"], "2027-01-05 followup since 2026-10-05"),
        // Without `since` from the first entry; of one day the contact counts, not the claim.
        ("C", "", &["2026-09-03 Q"], "2026-12-03 followup since 2026-09-03, claim"),
        // Two clauses: the earlier one.
        ("D", "2026-01-01", &["2026-09-01 F"], "2027-01-01 order since 2026-01-01, claim"),
        (
            "D",
            "2025-09-01",
            &["2026-02-01 F", "2025-12-20 O"],
            "2026-08-01 followup since 2026-02-01 held order until 2026-12-20",
        ),
        ("E", "2025-01-01", &["2026-11-19 F", "2026-02-20 S:failed"], "2026-11-20 deal since 2026-02-20"),
        ("E", "2025-01-01", &["2026-03-01 Q"], "2026-12-01 deal since 2026-03-01"),
        // Interest is an answer that is no refusal, a need, or a deal; to write again and again is none.
        (
            "B",
            "2025-01-01",
            &["2026-03-01 F:neutral", "2026-09-01 F"],
            "2026-09-01 interest since 2026-03-01",
        ),
        (
            "B",
            "2025-01-01",
            &["2026-03-01 F:positive", "2026-09-01 F:none"],
            "2026-09-01 interest since 2026-03-01",
        ),
        (
            "B",
            "2025-01-01",
            &["2026-03-01 F:target", "2026-09-01 F:negative"],
            "2026-09-01 interest since 2026-03-01",
        ),
        (
            "B",
            "2025-01-01",
            &["2026-03-01 F", "2026-09-01 F:dead"],
            "2025-07-01 interest since 2025-01-01, claim",
        ),
        (
            "B",
            "2025-01-01",
            &["2026-03-01 S:failed", "2026-04-01 F:bounced"],
            "2026-09-01 interest since 2026-03-01",
        ),
        // What is open keeps it, until it no longer does.
        (
            "C",
            "2025-01-01",
            &["2026-01-01 F", "2026-05-01 S:sent"],
            "2026-04-01 followup since 2026-01-01 held sample",
        ),
        (
            "C",
            "2025-01-01",
            &["2026-01-01 F", "2025-05-01 S:passed", "2025-06-01 O"],
            "2026-06-01 followup since 2026-01-01",
        ),
        (
            "C",
            "2025-01-01",
            &["2026-01-01 F", "2026-05-01 K:opened"],
            "2026-04-01 followup since 2026-01-01 held complaint",
        ),
        (
            "C",
            "2025-01-01",
            &["2026-01-01 F", "2026-05-01 K:opened", "2026-05-02 K:solved"],
            "2026-04-01 followup since 2026-01-01",
        ),
        (
            "C",
            "2025-01-01",
            &["2026-01-01 F", "2026-05-01 E:opened"],
            "2026-04-01 followup since 2026-01-01 held ending",
        ),
        (
            "C",
            "2025-01-01",
            &["2026-01-01 F", "2026-05-01 E:opened", "2026-05-02 E:lost"],
            "2026-04-01 followup since 2026-01-01",
        ),
        (
            "C",
            "2025-01-01",
            &["2026-01-01 F", "2026-08-22 Q"],
            "2026-04-01 followup since 2026-01-01 held quote until 2026-11-21",
        ),
        ("C", "2025-01-01", &["2026-01-01 F", "2026-08-21 Q"], "2026-11-20 followup since 2026-01-01"),
        ("C", "2024-01-01", &["2025-01-01 F", "2025-11-20 O"], "2026-11-20 followup since 2025-01-01"),
    ];
    for (class, since, lines, want) in cases {
        let fall = fall(class, since, lines).unwrap_or_else(|stay| panic!("{lines:?}: {stay:?}"));
        let claim = if fall.is_from_claim { ", claim" } else { "" };
        let held = fall.held.map(|held| {
            let until = held.until.map(|until| format!(" until {until}")).unwrap_or_default();
            format!(" held {}{until}", held.by.as_str())
        });
        // Where something holds it until a day, it falls on that day.
        let on = fall.held.and_then(|held| held.until).map_or(fall.on, |until| {
            assert_eq!(fall.on, until, "{lines:?}");
            fall.limit.after(fall.since)
        });
        let held = held.unwrap_or_default();
        let got = format!("{on} {} since {}{claim}{held}", fall.because.as_str(), fall.since);
        assert_eq!(got, *want, "{class} {since} {lines:?}");
    }
}

#[test]
fn who_wants_to_end_stays_whatever_the_team_exempts() {
    let today = day(TODAY);
    let customer = Customer { since: Some(day("2025-01-01")), ..of("C") };
    for (exempt, event, want) in [
        (vec![], "2026-05-01 K:opened", None),
        (vec![], "2026-05-01 E:opened", Some(Exemption::Ending)),
        (vec![Exemption::Sample, Exemption::Ending], "2026-05-01 E:answered", Some(Exemption::Ending)),
        (vec![], "2026-05-01 E:saved", None),
    ] {
        let mut policy = policy();
        policy.pool.as_mut().expect("rules").exempt = exempt;
        let log = log(&["2026-01-01 F", event]).as_of(today);
        let fall = falls(&customer, Some("C"), &log, &policy, today).expect("it falls");
        assert_eq!(fall.held.map(|held| held.by), want, "{event}");
        assert_eq!(fall.is_due(today), want.is_none(), "{event}");
    }
}

#[test]
fn it_says_why_a_customer_stays() {
    let today = day(TODAY);
    let (history, policy) = (log(&["2024-01-01 F"]), policy());
    let stay = |customer: Customer, policy: &Policy| {
        falls(&customer, customer.grade.as_deref(), &history, policy, today).expect_err("it stays")
    };
    assert_eq!(stay(of("C"), &Policy::default()), Stay::NoRules);
    assert_eq!(stay(Customer { owner: None, ..of("C") }, &policy), Stay::Pooled);
    assert_eq!(stay(Customer { archived: Some(today), ..of("C") }, &policy), Stay::Archived);
    assert_eq!(stay(Customer { need: Some(Need::Dead), ..of("C") }, &policy), Stay::NoNeed);
    assert_eq!(stay(of("A"), &policy), Stay::NoLimit);
    assert_eq!(stay(Customer { grade: None, ..of("C") }, &policy), Stay::NoLimit);
    assert_eq!(fall("C", "", &[]), Err(Stay::NoStart));
}

#[test]
fn its_owner_is_told_as_early_as_the_rules_say() {
    let (policy, today) = (policy(), day(TODAY));
    let rules = policy.pool.as_ref().expect("rules");
    for (last, is_told, is_due) in [
        ("2026-08-28 F", false, false),
        ("2026-08-27 F", true, false),
        ("2026-08-21 F", true, false),
        ("2026-08-20 F", true, true),
        ("2026-01-01 F", true, true),
    ] {
        let fall = fall("C", "2025-01-01", &[last]).expect("a fall");
        assert_eq!((fall.is_told(today, rules), fall.is_due(today)), (is_told, is_due), "{last}");
    }
    let held = fall("C", "2025-01-01", &["2026-01-01 F", "2026-05-01 S:sent"]).expect("a fall");
    assert!(!held.is_told(today, rules) && !held.is_due(today));
    // What ends by itself is told of before it ends.
    let ending = fall("C", "2025-01-01", &["2026-01-01 F", "2026-08-24 Q"]).expect("a fall");
    assert!(ending.is_told(today, rules) && !ending.is_due(today), "{ending:?}");
}

#[test]
fn a_refusal_names_the_rule_and_the_figure() {
    let (policy, today) = (policy(), day(TODAY));
    let pooled = Customer { owner: None, ..of("C") };
    let ask = |customer: &Customer, lines: &[&'static str], held: usize, claimed: usize| {
        claim(customer, &log(lines), "li", Holdings { held, claimed }, &policy, today)
    };
    assert_eq!(ask(&pooled, &[], 2, 1), Ok(()));
    assert_eq!(ask(&of("C"), &[], 0, 0), Err(Refusal::Owned { by: "li".into() }));
    assert_eq!(
        ask(&Customer { archived: Some(today), ..pooled.clone() }, &[], 0, 0),
        Err(Refusal::Archived { on: today })
    );
    assert_eq!(ask(&pooled, &[], 3, 0), Err(Refusal::TooMany { holds: 3, cap: 3 }));
    assert_eq!(ask(&pooled, &[], 2, 2), Err(Refusal::TooManyToday { claims: 2, cap: 2 }));
    let barred = |since: &str, until: &str| {
        Err(Refusal::Barred { since: day(since), until: day(until), rule: span("30 days") })
    };
    assert_eq!(ask(&pooled, &["2026-11-01 li>-"], 0, 0), barred("2026-11-01", "2026-12-01"));
    assert_eq!(ask(&pooled, &["2026-10-22 li>-"], 0, 0), barred("2026-10-22", "2026-11-21"));
    assert_eq!(ask(&pooled, &["2026-10-21 li>-"], 0, 0), Ok(()), "on the day itself it may");
    assert_eq!(ask(&pooled, &["2026-11-01 wang>-"], 0, 0), Ok(()), "somebody else was its owner");
    assert_eq!(ask(&pooled, &["2026-11-01 li>wang"], 0, 0), Ok(()), "it was given away, not left");
    let team = Policy { people: vec!["wang".into()], ..Policy::default() };
    let stranger = claim(&pooled, &log(&[]), "li", Holdings::default(), &team, today);
    assert_eq!(stranger, Err(Refusal::NoPerson { person: "li".into(), known: vec!["wang".into()] }));
    assert_eq!(claim(&pooled, &log(&[]), "wang", Holdings { held: 999, claimed: 9 }, &team, today), Ok(()));
}

#[test]
fn what_a_person_has_and_claims_is_counted() {
    let today = day(TODAY);
    let count = |customer: &Customer, lines: &[&'static str]| {
        let Holdings { held, claimed } = claims(customer, &log(lines), "li", today);
        (held, claimed)
    };
    let pooled = Customer { owner: None, ..of("C") };
    assert_eq!(count(&of("C"), &["2026-11-20 ->li"]), (1, 1));
    assert_eq!(
        count(&pooled, &["2026-11-20 ->li", "2026-11-20 li>-"]),
        (0, 1),
        "given back, it is still a claim"
    );
    assert_eq!(count(&of("C"), &["2026-11-19 ->li", "2026-11-20 wang>li"]), (1, 0));
    assert_eq!(count(&Customer { archived: Some(today), ..of("C") }, &[]), (0, 0));
    let others = Customer { owner: Some("wang".into()), ..of("C") };
    assert_eq!(count(&others, &["2026-11-20 ->wang", "2026-11-20 ->li"]), (0, 0), "wang was faster");
    assert_eq!(count(&others, &["2026-11-20 ->li", "2026-11-20 li>-", "2026-11-20 ->wang"]), (0, 1));
    let rules = policy().pool.expect("rules");
    let lines = ["2026-11-01 li>-", "2026-11-03 ->wang", "2026-11-10 wang>-", "2026-10-25 li>-"];
    let found: Vec<_> =
        barred(&log(&lines), &rules, today).into_iter().map(|one| (one.person, one.since)).collect();
    assert_eq!(found, [("wang".to_owned(), day("2026-11-10")), ("li".to_owned(), day("2026-11-01"))]);
}

proptest! {
    #[test]
    fn whoever_is_contacted_today_never_falls_for_want_of_a_contact(
        days in proptest::collection::vec(0_u64..900, 0..8), months in 1_u32..30
    ) {
        let today = day(TODAY);
        let mut policy = policy();
        let limit = Interval::new(months, Unit::Month);
        let limits = Limits { class: "C".into(), followup: limit, ..Limits::default() };
        policy.pool.as_mut().expect("rules").after = vec![limits];
        let entry = |ago: u64| Entry {
            line: 1,
            ..Entry::new(Stamp::Day(today - chrono::Days::new(ago)), Event::FollowUp(FollowUp::default()))
        };
        let entries = |ago: &[u64]| History::new(ago.iter().map(|ago| entry(*ago)).collect());
        let customer = Customer { since: Some(day("2020-01-01")), ..of("C") };
        let ask = |history: &History<'_>| falls(&customer, Some("C"), history, &policy, today).expect("a fall");
        let now = ask(&entries(&[&days[..], &[0]].concat()));
        prop_assert!(now.on > today && !now.is_due(today));
        // A contact more never brings the day nearer.
        let before = ask(&entries(&days));
        prop_assert!(before.on <= now.on);
        prop_assert_eq!(before.is_due(today), before.on <= today);
    }
}
