use proptest::prelude::*;

use super::*;
use crate::model::{Customer, Entry, Event, FollowUp, History, Stamp};
use crate::rules::Driving;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

const TODAY: &str = "2026-11-20";

/// A customer on the agenda: its grade, its last contact, a date agreed.
fn item(id: &str, grade: &str, last: &str, next: Option<&str>) -> Item {
    let mut customer = Customer::named(CustomerId::new(id).expect("an id"), id);
    customer.grade = Some(grade.to_owned());
    let follow_up = Event::FollowUp(FollowUp { next: next.map(day), ..FollowUp::default() });
    let at = Stamp::parse(last).expect("a stamp");
    let history = History::new(vec![Entry { at, by: None, text: None, event: follow_up, line: 1 }]);
    let driving = Driving::written(&customer);
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
            vec![
                ("order", "worth"),
                ("sample", "closing"),
                ("promised", "closing"),
                ("older", "debt"),
                ("old", "debt"),
            ],
            vec!["plain"],
        ),
        // Who closes and doesn't fit is passed over, not waited for.
        (
            20,
            vec![("sample", "closing"), ("plain", "worth"), ("older", "debt"), ("old", "worth")],
            vec!["order", "promised"],
        ),
        (0, vec![], vec!["order", "sample", "promised", "plain", "older", "old"]),
    ] {
        let found = one(book(), Some(minutes));
        let rest: Vec<_> = found.left.iter().map(|item| item.id.as_str()).collect();
        assert_eq!((told(&found.days[0]), rest), (want, left), "{minutes}");
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
    assert_eq!(told(&found.days[0]), [("sample", "closing")]);
    assert_eq!(found.days.len(), 2, "Saturday is off");
    assert_eq!(found.days[1].due, 2);
    assert_eq!(told(&found.days[1]), [("order", "worth")]);
    assert_eq!(found.left.len(), 1, "{:?}", found.left);
}

proptest! {
    #[test]
    fn no_day_is_too_full_and_everybody_has_one_place(
        customers in prop::collection::vec((0usize..5, 0u64..500, proptest::option::of(0u64..40)), 0..30),
        minutes in 0i64..200,
        turn in 0usize..30,
    ) {
        let grades = ["A", "B", "C", "D", "E"];
        let mut items: Vec<Item> = customers
            .iter()
            .enumerate()
            .map(|(index, (grade, ago, next))| {
                let last = day(TODAY) - chrono::Days::new(*ago);
                let next = next.map(|days| (day(TODAY) + chrono::Days::new(days)).to_string());
                item(&format!("c{index:02}"), grades[*grade], &last.to_string(), next.as_deref())
            })
            .collect();
        let days: Vec<_> = (0..5).map(|ahead| day(TODAY) + chrono::Days::new(ahead)).collect();
        let policy = Policy::default();
        let plan = |items: Vec<Item>| schedule(None, items, &days, |_| Some(Decimal::from(minutes)), &policy);
        let found = plan(items.clone());
        for day in &found.days {
            let off = policy.calendar.free(day.date).is_some();
            prop_assert_eq!(day.capacity, Some(Decimal::from(minutes)).filter(|_| !off));
            prop_assert!(off || day.minutes() <= Decimal::from(minutes));
            prop_assert!(!off || day.placed.iter().all(|placed| placed.item.due == day.date));
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
}
