use proptest::prelude::*;

use super::*;
use crate::model::{Customer, Entry, Event, FollowUp, History, Sample, SampleState, Stamp};
use crate::rules::EffectiveClass;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

const TODAY: &str = "2026-11-20";

/// A customer on the agenda: its grade, its last contact, a date agreed.
fn item(id: &str, grade: &str, last: &str, next: Option<&str>) -> Item {
    let mut customer = Customer::named(CustomerId::new(id).expect("an id"), id);
    customer.grade = Some(grade.to_owned());
    let follow_up =
        Event::FollowUp(FollowUp { next: next.map(|next| day(next).into()), ..FollowUp::default() });
    let at = Stamp::parse(last).expect("a stamp");
    let mut entries = vec![Entry { line: 1, ..Entry::new(at, follow_up) }];
    if grade == "B" {
        // It became one by an agreed sample on the day of that contact.
        let (state, item, reference) = (SampleState::Agreed, None, None);
        let event = Event::Sample(Sample { state, item, reference });
        entries.insert(0, Entry::new(at, event));
    }
    let history = History::new(entries);
    let driving = EffectiveClass::written(&customer);
    crate::plan::item(&customer, &driving, &history, &Policy::default(), day(TODAY)).expect("due")
}

fn told(day: &Day) -> Vec<(&str, &'static str)> {
    let lane = |placed: &Placed| placed.lane.map_or("-", Lane::as_str);
    day.placed.iter().map(|placed| (placed.item.id.as_str(), lane(placed))).collect()
}

fn one(items: Vec<Item>, minutes: Option<i64>) -> Schedule {
    let policy = Policy::default();
    schedule(None, items, &[day(TODAY)], |_| minutes.map(Decimal::from), &policy)
}

fn book() -> Vec<Item> {
    vec![
        item("order", "A", "2026-10-20", None), // 7.5 minutes, due today
        item("promised", "C", "2026-11-02", Some("2026-11-20")), // 20 minutes, agreed
        item("sample", "B", "2026-11-19", None), // 11 minutes, a step
        item("plain", "D", "2026-08-20", None), // 4 minutes, due today
        item("old", "E", "2025-11-03", None),   // 2 minutes, a debt
        item("older", "E", "2025-10-05", None), // 2 minutes, a debt
    ]
}

#[test]
fn what_fits_is_in_the_order_of_work_without_a_lane() {
    for minutes in [None, Some(47), Some(60)] {
        let found = one(book(), minutes);
        let ids: Vec<_> = told(&found.days[0]).iter().map(|(id, _)| (*id).to_owned()).collect();
        assert_eq!(ids, ["order", "sample", "promised", "plain", "older", "old"]);
        assert!(told(&found.days[0]).iter().all(|(_, lane)| *lane == "-") && found.left.is_empty());
        assert_eq!((found.days[0].due, found.days[0].wanted), (6, Decimal::new(465, 1)));
    }
}

#[test]
fn a_short_day_is_filled_by_the_lanes() {
    for (minutes, want, left) in [
        // 10 % is 3.5 minutes: the oldest debt. Then what closes, then what is worth most.
        (
            35,
            vec![("sample", "closing"), ("promised", "closing"), ("older", "debt"), ("old", "worth")],
            vec!["order", "plain"],
        ),
        (
            45,
            // The last one begins with the minutes that are left, and goes on on the next day.
            vec![
                ("order", "worth"),
                ("sample", "closing"),
                ("promised", "closing"),
                ("plain", "worth"),
                ("older", "debt"),
                ("old", "debt"),
            ],
            vec![],
        ),
        // Who closes and doesn't fit is passed over for what does; only then it begins in what is left.
        (
            20,
            vec![
                ("sample", "closing"),
                ("promised", "closing"),
                ("plain", "worth"),
                ("older", "debt"),
                ("old", "worth"),
            ],
            vec!["order"],
        ),
        (0, vec![], vec!["order", "sample", "promised", "plain", "older", "old"]),
    ] {
        let found = one(book(), Some(minutes));
        let rest: Vec<_> = found.left.iter().map(|item| item.id.as_str()).collect();
        assert_eq!((told(&found.days[0]), rest), (want, left), "{minutes}");
    }
}

#[test]
fn within_the_week_nothing_shorter_goes_before_what_is_worth_more() {
    let policy = Policy::default();
    let items = |list: &[(&str, &str)]| -> Vec<Item> {
        list.iter().map(|(id, grade)| item(id, grade, "2026-02-02", None)).collect()
    };
    let book = [("a", "A"), ("b", "A"), ("c", "A"), ("x", "E"), ("y", "E")];
    let fresh = |list: &[(&str, &str)]| -> Vec<Item> {
        let last = |grade: &str| if grade == "A" { "2026-10-20" } else { "2026-02-02" };
        list.iter().map(|(id, grade)| item(id, grade, last(grade), None)).collect()
    };
    for (today, book, want) in [
        // A Monday: the second A goes on on the next day.
        ("2026-11-16", items(&book), vec!["a", "b"]),
        // A Friday: it is late already, and nothing lower goes before it.
        ("2026-11-20", items(&book), vec!["a", "b"]),
        // One that is due on the day waits: what is shorter is done before the week is over.
        ("2026-11-20", fresh(&book), vec!["a", "b", "x", "y"]),
    ] {
        let found = schedule(None, book, &[day(today)], |_| Some(Decimal::from(12)), &policy);
        let ids: Vec<_> = found.days[0].placed.iter().map(|placed| placed.item.id.as_str()).collect();
        assert_eq!(ids, want, "{today}");
    }
    // In a week of an hour eight customers of A come before anybody else.
    let many: Vec<(String, &str)> =
        (0..9).map(|at| (format!("a{at}"), "A")).chain([("e".to_owned(), "E")]).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(id, grade)| (id.as_str(), *grade)).collect();
    let week: Vec<_> = day("2026-11-16").iter_days().take(5).collect();
    let found = schedule(None, items(&many), &week, |_| Some(Decimal::from(12)), &policy);
    let left: Vec<_> = found.left.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(left, ["a8", "e"]);
}

#[test]
fn nothing_but_what_closes_goes_before_a_higher_grade_that_is_late() {
    let policy = Policy::default();
    let mut valued = Policy::default();
    valued.grades[0].worth = Some(Decimal::from(16));
    let book = |c: &str, e: &str| {
        let es = (0..20).map(|at| item(&format!("e{at:02}"), "E", e, None));
        [item("c1", "C", c, None), item("c2", "C", c, None)].into_iter().chain(es).collect::<Vec<_>>()
    };
    // What is planned for a day of 36 minutes, by its grade and its lane. Both C take 20 minutes, an E takes two.
    for (name, policy, items, today, want) in [
        ("late", &policy, book("2026-09-18", "2026-05-20"), "2026-11-20", "C worth, C worth"),
        ("a Monday", &policy, book("2026-09-18", "2026-05-20"), "2026-11-23", "C worth, C worth"),
        // A debt waits for those above it that are late, and for nobody else.
        ("debts", &policy, book("2026-09-18", "2025-05-20"), "2026-11-20", "C worth, C worth"),
        ("not late", &policy, book("2026-09-21", "2025-05-20"), "2026-11-23", "C worth, C worth, E debt"),
        // Where the team says what each is worth, a minute of an E is worth more.
        ("by worth", &valued, book("2026-09-18", "2026-05-20"), "2026-11-23", "18 E worth"),
    ] {
        let found = schedule(None, items, &[day(today)], |_| Some(Decimal::from(36)), policy);
        let placed = &found.days[0].placed;
        let said: Vec<String> = placed
            .iter()
            .map(|one| {
                format!(
                    "{} {}",
                    one.item.grade.as_deref().expect("graded"),
                    one.lane.expect("a short day").as_str()
                )
            })
            .collect();
        let said = match said.iter().all(|one| one == "E worth") {
            true => format!("{} E worth", said.len()),
            false => said.join(", "),
        };
        assert_eq!(said, want, "{name}");
    }
}

#[test]
fn what_does_not_fit_waits_for_the_next_day() {
    let policy = Policy::default();
    let days: Vec<_> = ["2026-11-20", "2026-11-21", "2026-11-23"].map(day).to_vec();
    let weekend = |date: NaiveDate| Some(Decimal::from(if date == day("2026-11-21") { 0 } else { 12 }));
    let items = vec![
        item("order", "A", "2026-10-20", None),
        item("sample", "B", "2026-11-19", None),
        item("plain", "D", "2026-08-24", None), // due on Tuesday
        item("monday", "A", "2026-10-23", None),
    ];
    let found = schedule(Some("li".into()), items, &days, weekend, &policy);
    // One minute is left, and the order customer's 7.5 begin in it.
    assert_eq!(told(&found.days[0]), [("order", "worth"), ("sample", "closing")]);
    assert_eq!(found.days.len(), 2, "Saturday is off");
    assert_eq!((found.days[1].due, found.days[1].carried), (1, Decimal::new(65, 1)));
    assert_eq!(told(&found.days[1]), [("monday", "worth")]);
    assert!(found.left.is_empty(), "what is due on Tuesday is not due yet: {:?}", found.left);
}

#[test]
fn days_are_days_over_the_ends_of_weeks_months_and_years() {
    let policy = Policy::default();
    let fits = |_: NaiveDate| Some(Decimal::from(1000));
    // Whose follow-up is due where: the first day that is looked at, how many, who, and the day.
    for (first, count, (grade, last, next), want) in [
        ("2028-02-28", 3, ("C", "2027-12-31", None), Some("2028-02-29")), // clamped to the leap day
        ("2028-02-29", 1, ("E", "2027-08-29", None), Some("2028-02-29")),
        ("2027-02-26", 7, ("C", "2026-12-31", None), Some("2027-03-01")), // 28 February is a Sunday
        ("2028-02-01", 29, ("D", "2027-11-02", Some("2028-02-29")), Some("2028-02-29")),
        ("2028-02-01", 28, ("D", "2027-11-02", Some("2028-02-29")), None),
        ("2028-02-29", 366, ("E", "2028-02-29", None), Some("2028-08-29")),
        ("2026-12-28", 7, ("D", "2026-09-30", None), Some("2026-12-30")), // week 53 of 2026
        ("2026-12-31", 2, ("D", "2026-10-01", None), Some("2027-01-01")),
        ("2026-12-31", 4, ("D", "2026-10-02", None), None), // Saturday, so Monday
        ("2026-12-31", 5, ("D", "2026-10-02", None), Some("2027-01-04")),
        ("2026-12-31", 4, ("D", "2026-11-02", Some("2027-01-03")), Some("2027-01-03")), // a Sunday, agreed
        ("2026-01-31", 28, ("C", "2025-12-27", None), Some("2026-02-27")),
        ("2026-01-31", 28, ("C", "2025-12-28", None), None), // due on 28 February, a Saturday
    ] {
        let days: Vec<_> = day(first).iter_days().take(count).collect();
        let found = schedule(None, vec![item("one", grade, last, next)], &days, fits, &policy);
        let placed = found.days.iter().find(|day| !day.placed.is_empty()).map(|day| day.date);
        assert_eq!((placed, found.left.len()), (want.map(day), 0), "{first}, {grade} of {last}");
    }
}

#[test]
fn equals_go_by_due_day_and_then_by_id() {
    let items = vec![
        item("c", "D", "2026-08-20", None),
        item("a", "D", "2026-08-20", None),
        item("b", "D", "2026-08-20", None),
        item("z", "D", "2026-08-19", None),
    ];
    for (minutes, want) in [(4, vec!["z"]), (8, vec!["z", "a"]), (12, vec!["z", "a", "b"])] {
        let found = one(items.clone(), Some(minutes));
        let ids: Vec<_> = found.days[0].placed.iter().map(|placed| placed.item.id.as_str()).collect();
        assert_eq!(ids, want, "{minutes}");
    }
}

/// The days on which a week can begin: plain, over a leap day, over the end of a year.
const STARTS: [&str; 4] = ["2026-11-20", "2028-02-27", "2026-12-30", "2026-12-28"];

proptest! {
    // No file of seeds: a case that failed once becomes a row of a table.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_day_has_time_left_while_somebody_waits_and_everybody_has_one_place(
        customers in prop::collection::vec((0usize..5, 0u64..500, proptest::option::of(0u64..40)), 0..30),
        start in prop::sample::select(&STARTS),
        minutes in prop::collection::vec(0i64..200, 5),
        turn in 0usize..30,
    ) {
        let (grades, start) = (["A", "B", "C", "D", "E"], day(start));
        let mut items: Vec<Item> = customers
            .iter()
            .enumerate()
            .map(|(index, (grade, ago, next))| {
                let last = start - chrono::Days::new(*ago);
                let next = next.map(|days| (start + chrono::Days::new(days)).to_string());
                item(&format!("c{index:02}"), grades[*grade], &last.to_string(), next.as_deref())
            })
            .collect();
        let days: Vec<_> = start.iter_days().take(5).collect();
        let policy = Policy::default();
        let capacity = |on: NaiveDate| {
            let index = days.iter().position(|day| *day == on).expect("one of the days");
            Some(Decimal::from(minutes[index]))
        };
        let plan = |items: Vec<Item>| schedule(None, items, &days, capacity, &policy);
        let found = plan(items.clone());
        for day in &found.days {
            let off = policy.calendar.free(day.date).is_some();
            prop_assert_eq!(day.capacity, capacity(day.date).filter(|_| !off));
            let free = day.capacity.unwrap_or(Decimal::ZERO) - day.carried;
            // At most one begins in what is left, and goes on on the days after it.
            let longest = day.placed.iter().filter_map(|placed| placed.item.minutes).max();
            prop_assert!(off || day.minutes() <= free || day.minutes() - longest.unwrap_or_default() < free);
            prop_assert!(off || free >= Decimal::ZERO);
            if !off && day.minutes() < free {
                // While it has time, nothing that is due stands below, nor waits for a day after it.
                let later = found.days.iter().filter(|other| other.date > day.date);
                let waits = later.flat_map(|other| &other.placed).map(|placed| &placed.item).chain(&found.left);
                prop_assert!(waits.into_iter().all(|item| item.due > day.date), "{}", day.date);
            }
            prop_assert!(!off || day.placed.iter().all(|placed| placed.item.due == day.date));
            prop_assert!(day.placed.iter().all(|placed| placed.item.due <= day.date), "nobody before its day");
            let has_lanes = day.placed.iter().any(|placed| placed.lane.is_some());
            prop_assert_eq!(!off && free < day.wanted, has_lanes || day.placed.is_empty() && day.due > 0);
        }
        // The minutes are one budget: what a day gave beyond its own is taken from those after it.
        let mut owed = Decimal::ZERO;
        for day in found.days.iter().filter(|day| day.capacity.is_some()) {
            let capacity = day.capacity.unwrap_or_default();
            prop_assert_eq!(day.carried, owed.min(capacity));
            owed = (owed + day.minutes() - capacity).max(Decimal::ZERO);
        }
        let mut seen: Vec<&CustomerId> = found
            .days
            .iter()
            .flat_map(|day| day.placed.iter().map(|placed| &placed.item.id))
            .chain(found.left.iter().map(|item| &item.id))
            .collect();
        seen.sort();
        let last = days[4];
        let mut due: Vec<&CustomerId> =
            items.iter().filter(|item| item.due <= last).map(|item| &item.id).collect();
        due.sort();
        prop_assert_eq!(seen, due);
        let shift = turn % items.len().max(1);
        items.rotate_left(shift);
        items.reverse();
        prop_assert_eq!(plan(items), found, "whatever the order it comes in");
    }

    #[test]
    fn a_day_is_as_full_as_it_can_be_and_equals_keep_their_order(
        customers in prop::collection::vec((0usize..5, 0u64..4), 0..30),
        minutes in 0i64..120,
    ) {
        let grades = ["A", "B", "C", "D", "E"];
        let kinds: Vec<(usize, u64)> = customers;
        let items: Vec<Item> = kinds
            .iter()
            .enumerate()
            .map(|(index, (grade, ago))| {
                let last = day(TODAY) - chrono::Days::new(200 + 60 * ago);
                item(&format!("c{index:02}"), grades[*grade], &last.to_string(), None)
            })
            .collect();
        let found = one(items.clone(), Some(minutes));
        let free = Decimal::from(minutes) - found.days[0].minutes();
        prop_assert!(found.left.is_empty() || free <= Decimal::ZERO, "who was left has no time left");
        let is_placed = |index: usize| found.left.iter().all(|item| item.id != items[index].id);
        for (index, kind) in kinds.iter().enumerate() {
            let later = (index + 1..kinds.len()).filter(|other| kinds[*other] == *kind);
            prop_assert!(is_placed(index) || later.into_iter().all(|other| !is_placed(other)));
        }
        let enough = one(items, Some(30 * 20));
        prop_assert!(enough.left.is_empty() && enough.days[0].placed.iter().all(|placed| placed.lane.is_none()));
    }
}

#[test]
fn within_a_grade_a_minute_is_worth_more_where_more_is_expected() {
    let policy = Policy::default();
    let of = |id: &str, amount: Option<i64>| Item {
        expected: amount.map(Decimal::from),
        ..item(id, "D", "2026-08-20", None)
    };
    // Four minutes each, ten of them there are.
    for (amounts, want) in [
        ([None, None, None], ["a", "b"]),
        ([Some(100), Some(300), Some(200)], ["b", "c"]),
        // Unknown is as usual.
        ([Some(100), None, Some(300)], ["b", "c"]),
        ([None, None, Some(0)], ["a", "b"]),
    ] {
        let items = ["a", "b", "c"].iter().zip(amounts).map(|(id, amount)| of(id, amount)).collect();
        let found = schedule(None, items, &[day(TODAY)], |_| Some(Decimal::from(8)), &policy);
        let mut ids: Vec<_> = found.days[0].placed.iter().map(|one| one.item.id.to_string()).collect();
        ids.sort_unstable();
        assert_eq!(ids, want, "{amounts:?}");
    }
    // A higher grade goes first, whatever is expected of the lower one.
    let items = vec![of("much", Some(90_000)), of("little", Some(1)), item("c", "C", "2026-09-18", None)];
    let found = schedule(None, items, &[day(TODAY)], |_| Some(Decimal::from(20)), &policy);
    assert_eq!(found.days[0].placed[0].item.id.as_str(), "c");
}
