use super::*;
use crate::model::{Customer, Entry, Event, FollowUp, History, Interval, Stamp};
use crate::plan::Filter;
use crate::rules::Cadence;
use crate::rules::views::Book;

const TODAY: &str = "2026-11-20";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A customer of this grade with one follow-up on this day.
fn side(grade: &str, contact: &str, policy: &Policy) -> Side {
    named("Acme", grade, contact, policy)
}

fn named(name: &str, grade: &str, contact: &str, policy: &Policy) -> Side {
    let mut customer = Customer::named(CustomerId::new("acme").expect("an id"), name);
    customer.grade = (!grade.is_empty()).then(|| grade.to_owned());
    let entry = Entry {
        line: 1,
        ..Entry::new(Stamp::parse(contact).expect("a stamp"), Event::FollowUp(FollowUp::default()))
    };
    let filter = Filter::default();
    let judge = Judge { policy, book: None, filter: &filter, today: day(TODAY) };
    judge.side(&customer, &History::new(vec![entry]))
}

fn with_cadence(class: &str, every: &str) -> Policy {
    let mut policy = Policy::default();
    let rule = policy.grades.iter_mut().find(|rule| rule.class == class).expect("the grade");
    rule.cadence = Cadence::Interval { every: Interval::parse(every).expect("an interval"), rhythm: None };
    policy
}

fn seen(side: &Side, views: Option<Views>) -> Seen<'_> {
    Seen { side, views, aims: Vec::new() }
}

/// What differs, in the words of `--only`.
fn aspects(from: Option<&Side>, to: Option<&Side>) -> Vec<&'static str> {
    let id = CustomerId::new("acme").expect("an id");
    let found =
        Difference::of(&id, from.map(|side| seen(side, None)), to.map(|side| seen(side, None)), day(TODAY));
    let Some(found) = found else { return Vec::new() };
    Aspect::ALL.iter().filter(|aspect| found.has(**aspect)).map(|aspect| aspect.as_str()).collect()
}

#[test]
fn what_differs_is_named() {
    let policy = Policy::default();
    let (slow, fast) = (with_cadence("C", "3 months"), with_cadence("C", "1 month"));
    let c = side("C", "2026-10-12", &policy);
    let mut owned = c.clone();
    owned.owner = Some("li".into());
    type Case<'a> = (&'a str, Option<&'a Side>, Option<&'a Side>, &'a [&'a str]);
    let cases: &[Case<'_>] = &[
        ("nothing", Some(&c), Some(&c), &[]),
        ("nobody", None, None, &[]),
        ("a slower rule", Some(&c), Some(&side("C", "2026-10-12", &slow)), &["due"]),
        ("a rule that makes it late", Some(&c), Some(&side("C", "2026-10-12", &fast)), &["overdue", "due"]),
        ("and back", Some(&side("C", "2026-10-12", &fast)), Some(&c), &["overdue", "due"]),
        ("another grade", Some(&c), Some(&side("D", "2026-10-12", &policy)), &["due", "class"]),
        ("another name", Some(&c), Some(&named("Ace", "C", "2026-10-12", &policy)), &["name"]),
        ("another owner", Some(&c), Some(&owned), &["owner"]),
        ("a new one", None, Some(&c), &["added"]),
        ("one that is gone", Some(&c), None, &["removed"]),
    ];
    for (what, from, to, want) in cases {
        assert_eq!(aspects(*from, *to), *want, "{what}");
    }
}

#[test]
fn classes_of_views_are_compared_each() {
    let (policy, fast) = (Policy::default(), with_cadence("C", "1 month"));
    let (filter, book) = (Filter::default(), Book::default());
    let (old, new) = (side("C", "2026-11-10", &policy), side("C", "2026-11-10", &fast));
    let judge = |policy| Judge { policy, book: None, filter: &filter, today: day(TODAY) };
    let from = seen(&old, Some(judge(&policy).views(&old, &book)));
    let to = seen(&new, Some(judge(&fast).views(&new, &book)));
    let id = CustomerId::new("acme").expect("an id");
    let found = Difference::of(&id, Some(from), Some(to), day(TODAY)).expect("a difference");
    assert_eq!(found.views, [("urgency", Shift { from: Some("relaxed"), to: Some("soon") })]);
    assert!(found.is_earlier() && found.has(Aspect::Views));
}

#[test]
fn each_side_adds_up_what_was_asked_for_on_it() {
    let (policy, fast) = (Policy::default(), with_cadence("C", "1 month"));
    let (old, mut new) = (side("C", "2026-10-12", &policy), side("C", "2026-10-12", &fast));
    let id = CustomerId::new("acme").expect("an id");
    let mut found = Comparison::default();
    found.take(&id, Some(seen(&old, None)), Some(seen(&new, None)), day(TODAY));
    let minutes = |minutes: i64| Decimal::from(minutes);
    assert_eq!(found.sums.from, Sum { customers: 1, overdue: 0, minutes: minutes(120) });
    assert_eq!(found.sums.to, Sum { customers: 1, overdue: 1, minutes: minutes(240) });
    assert_eq!((found.count(Aspect::Overdue), found.count(Aspect::Class)), (1, 0));
    // Given away: it is still a difference of the one who had it.
    new.is_asked = false;
    let mut found = Comparison::default();
    found.take(&id, Some(seen(&old, None)), Some(seen(&new, None)), day(TODAY));
    assert_eq!((found.sums.from.customers, found.sums.to.customers, found.differences.len()), (1, 0, 1));
    found.keep(&[Aspect::Class]);
    assert_eq!(found.differences, []);
}
