use proptest::prelude::*;

use super::*;
use crate::model::{CustomerId, Entry, Event, FollowUp, Note, SaidPotential, Sample, SampleState, Stamp};
use crate::rules::Holiday;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A Friday.
const TODAY: &str = "2026-11-20";

/// A customer in short: `id grade`, then `F:day` a contact, `F:day>next`, `N:day>next` a note, `P:` the
/// planner's, `S:day` a sample agreed.
fn one(text: &str) -> Candidate {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut customer = Customer::named(CustomerId::new(words[0]).expect("an id"), words[0]);
    customer.grade = Some(words[1].to_owned()).filter(|grade| grade != "-" && grade != "high");
    customer.potential = (words[1] == "high").then_some(SaidPotential::High);
    let entries = words[2..].iter().zip(1..).map(|(word, line)| {
        let (kind, rest) = word.split_once(':').expect("a kind");
        let (at, next) = rest.split_once('>').map_or((rest, None), |(at, next)| (at, Some(day(next).into())));
        let event = match kind {
            "F" => Event::FollowUp(FollowUp { next, ..FollowUp::default() }),
            "S" => Event::Sample(Sample { state: SampleState::Agreed, item: None, reference: None }),
            "P" => Event::Note(Note { next, planned: true, ..Note::default() }),
            _ => Event::Note(Note { next, ..Note::default() }),
        };
        let at = Stamp::parse(at).expect("a stamp");
        Entry { line, ..Entry::new(at, event) }
    });
    let history = History::new(entries.collect());
    let driving = EffectiveClass::written(&customer);
    candidate(&customer, &driving, &history, &Policy::default(), day(TODAY), true).expect("it is due")
}

/// `20 a b; 23 c`, what is kept behind `kept`, what found no place behind `left`.
fn told(spread: &Spread) -> String {
    let ids =
        |list: &[Candidate]| list.iter().map(|one| format!(" {}", one.item.id)).collect::<Vec<_>>().concat();
    let mut parts: Vec<String> =
        spread.days.iter().map(|day| format!("{}{}", day.date.format("%m-%d"), ids(&day.placed))).collect();
    for (name, list) in [("kept", &spread.kept), ("left", &spread.left)] {
        if !list.is_empty() {
            parts.push(format!("{name}{}", ids(list)));
        }
    }
    parts.join("; ")
}

fn minutes(count: u32) -> Capacity {
    Capacity::Minutes(Decimal::from(count))
}

fn spread_of(texts: &[&str], room: Capacity) -> Spread {
    let candidates = texts.iter().map(|text| one(text)).collect();
    let today = day(TODAY);
    spread(Some("li".into()), candidates, room, (today, None), &Policy::default(), today)
}

#[test]
fn each_day_takes_what_fits_in_the_order_of_work() {
    for (texts, room, want) in [
        (&[][..], minutes(30), ""),
        (&["a D", "b C", "c A"], minutes(40), "11-20 c b a"),
        // 20 minutes of a C, 4 of a D, 7.5 of an A.
        (&["a D", "b C", "c A", "d C"], minutes(30), "11-20 c b; 11-23 d a"),
        (&["a D", "b C", "c A", "d C"], minutes(32), "11-20 c b a; 11-23 d"),
        // By date within a grade, then by id.
        (&["b D", "a D", "c D F:2026-01-05"], Capacity::Customers(1), "11-20 c; 11-23 a; 11-24 b"),
        // Without a grade it takes the time of the grade that it should get.
        (&["a -", "b high"], minutes(23), "11-20 a; 11-23 b"),
        // A C is larger than the day: it has what is left of one, and no other joins it.
        (&["a C", "b D", "c C"], minutes(10), "11-20 a; 11-23 c; 11-24 b"),
        (&["a C"], minutes(0), "left a"),
    ] {
        assert_eq!(told(&spread_of(texts, room)), want, "{texts:?}");
    }
}

#[test]
fn what_closes_by_itself_stays_and_takes_its_time() {
    let agreed = "a C F:2026-11-02>2026-11-18";
    let step = "b B S:2026-11-18 F:2026-11-18";
    assert_eq!(told(&spread_of(&[agreed, step, "c D", "d D"], minutes(36))), "11-20 c; 11-23 d; kept b a");
    let full = spread_of(&[agreed, "c D"], minutes(20));
    assert_eq!((told(&full).as_str(), full.moved().count()), ("11-23 c; kept a", 1));
    // A note's day stays on that day; later it is a debt like the others.
    let noted = ["a C N:2026-11-02>2026-11-20", "b C N:2026-11-02>2026-11-19", "c A"];
    assert_eq!(told(&spread_of(&noted, minutes(28))), "11-20 c; 11-23 b; kept a");
    // What is not asked about stays, too, and only what closes takes time.
    let mut others = vec![one(agreed), one("b D"), one("c D")];
    others[0].is_asked = false;
    others[1].is_asked = false;
    let today = day(TODAY);
    let spread = spread(None, others, minutes(23), (today, None), &Policy::default(), today);
    assert_eq!(told(&spread), "11-23 c");
}

#[test]
fn what_is_planned_already_counts() {
    let coming = ["a C N:2026-11-02>2026-11-23", "b C F:2026-09-24", "c C F:2026-11-02>2026-11-21"];
    assert_eq!(coming.map(|text| one(text).item.due.to_string()), ["2026-11-23", "2026-11-24", "2026-11-21"]);
    let waiting = ["x D", "y D", "z D", "w C"];
    let all = [&coming[..], &waiting[..]].concat();
    let spread = spread_of(&all, minutes(22));
    assert_eq!(told(&spread), "11-20 w; 11-25 x y z");
    assert_eq!(spread.days[1].planned, Work::default());
    assert_eq!(told(&spread_of(&all, Capacity::Customers(2))), "11-20 w x; 11-23 y; 11-24 z");
}

#[test]
fn the_days_are_working_days_from_the_first_to_the_last() {
    let mut policy = Policy::default();
    let holiday = Holiday { on: day("2027-01-01"), until: day("2027-01-03"), what: None };
    policy.calendar.holidays.push(holiday);
    let of = |from: &str, until: Option<&str>| {
        let candidates = ["a D", "b D", "c D", "d D"].map(one).to_vec();
        let span = (day(from), until.map(day));
        told(&spread(None, candidates, Capacity::Customers(1), span, &policy, day(TODAY)))
    };
    assert_eq!(of("2026-12-30", None), "12-30 a; 12-31 b; 01-04 c; 01-05 d", "over the year's end");
    assert_eq!(of("2026-11-21", Some("2026-11-24")), "11-23 a; 11-24 b; left c d", "a Saturday");
    assert_eq!(of(TODAY, Some("2026-11-19")), "left a b c d");
    let idle = Policy {
        calendar: crate::rules::Calendar { workdays: Vec::new(), ..Default::default() },
        ..Policy::default()
    };
    let never = spread(
        None,
        vec![one("a D"), one("b D")],
        Capacity::Customers(1),
        (day(TODAY), None),
        &idle,
        day(TODAY),
    );
    assert_eq!(told(&never), "11-20 a; left b", "no working day at all");
}

fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
    let grade = proptest::sample::select(vec!["A", "B", "C", "D", "E", "-", "high", "Z"]);
    let log = proptest::sample::select(vec![
        "",
        "F:2026-01-05",
        "F:2026-10-08",
        "F:2026-11-18",
        "F:2026-11-02>2026-11-17",
        "F:2026-11-02>2026-11-24",
        "N:2026-11-02>2026-11-19",
        "N:2026-11-02>2026-11-20",
        "N:2026-11-02>2026-11-25",
    ]);
    let parts = (grade, log, 0..120_i64, proptest::bool::weighted(0.8));
    proptest::collection::vec(parts, 0..60).prop_map(|all| {
        let candidate = |(number, (grade, log, minutes, is_asked)): (usize, (&str, &str, i64, bool))| {
            let own = one(&format!("c{number:03} {grade} {log}"));
            Candidate { minutes: Decimal::new(minutes, 1) + own.minutes, is_asked, ..own }
        };
        all.into_iter().enumerate().map(candidate).collect()
    })
}

fn rooms() -> impl Strategy<Value = Capacity> {
    prop_oneof![(0..90_u32).prop_map(minutes), (0..9_usize).prop_map(Capacity::Customers)]
}

proptest! {
    #[test]
    fn every_due_customer_has_one_place_and_no_day_too_much(
        (all, mixed) in candidates().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        room in rooms(),
        until in proptest::option::of(0..20_u64),
    ) {
        let (today, policy) = (day(TODAY), Policy::default());
        let until = until.map(|days| today + chrono::Days::new(days));
        let of = |all: Vec<Candidate>| spread(None, all, room, (today, until), &policy, today);
        let found = of(all.clone());
        prop_assert_eq!(&found, &of(mixed), "whatever the order of the input");
        let placed = found.days.iter().flat_map(|day| &day.placed);
        let mut told: Vec<_> =
            placed.chain(&found.kept).chain(&found.left).map(|one| one.item.id.clone()).collect();
        told.sort();
        let due = all.iter().filter(|one| one.is_asked && one.item.due <= today);
        prop_assert_eq!(told, due.map(|one| one.item.id.clone()).collect::<Vec<_>>());
        for day in &found.days {
            let work = day.planned.and(Work::of(&day.placed));
            let is_alone = day.placed.len() == 1 && !room.holds(Work::of(&day.placed));
            prop_assert!(room.holds(work) || is_alone, "{:?}", day);
            prop_assert!(policy.calendar.free(day.date).is_none() && until.is_none_or(|last| day.date <= last));
        }
        prop_assert!(until.is_some() || found.left.is_empty() || !room.is_open(Work::default()));
    }

    /// Whatever of the dates is written before a crash, the rest gets the dates that it was to have, where
    /// no customer takes more than a day.
    #[test]
    fn what_was_interrupted_goes_on_as_it_was_meant(
        all in candidates(),
        room in prop_oneof![(35..90_u32).prop_map(minutes), (1..9_usize).prop_map(Capacity::Customers)],
        written in proptest::collection::vec(any::<bool>(), 60),
    ) {
        let (today, policy) = (day(TODAY), Policy::default());
        let of = |all: Vec<Candidate>| spread(None, all, room, (today, None), &policy, today);
        let meant: BTreeMap<_, _> =
            of(all.clone()).moved().map(|(date, one)| (one.item.id.clone(), date)).collect();
        let rest: Vec<Candidate> = all
            .into_iter()
            .zip(&written)
            .map(|(mut one, is_written)| {
                if let Some(date) = meant.get(&one.item.id).filter(|_| *is_written) {
                    one.item.due = *date;
                }
                one
            })
            .collect();
        for (date, one) in of(rest).moved() {
            prop_assert_eq!(meant.get(&one.item.id), Some(&date));
        }
    }
}
