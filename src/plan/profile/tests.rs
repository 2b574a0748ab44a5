use super::*;
use crate::model::{
    Complaint, ComplaintState, CustomerId, Entry, FollowUp, Invoice, Money, Order, Payment, Quote, Sample,
    SampleState, Stamp,
};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn history(events: Vec<(&str, Event<'static>)>) -> History<'static> {
    let entry = |(number, (at, event)): (usize, (&str, Event<'static>))| Entry {
        by: Some("li".into()),
        text: Some("text".into()),
        line: u32::try_from(number).expect("few") + 1,
        ..Entry::new(Stamp::parse(at).expect("a stamp"), event)
    };
    History::new(events.into_iter().enumerate().map(entry).collect())
}

fn page(events: Vec<(&str, Event<'static>)>) -> Profile {
    let customer = Customer::named(CustomerId::new("acme").expect("an id"), "Acme");
    profile(
        &customer,
        EffectiveClass::written(&customer),
        &history(events),
        &Policy::default(),
        day("2026-11-21"),
    )
}

fn sample(state: SampleState, reference: &'static str) -> Event<'static> {
    Event::Sample(Sample { state, item: None, reference: Some(reference.into()) })
}

fn usd(amount: i64) -> Option<Money> {
    Some(Money { amount: Decimal::from(amount), currency: Currency::new("USD") })
}

fn order(amount: i64) -> Event<'static> {
    Event::Order(Order { money: usd(amount), ..Order::default() })
}

#[test]
fn samples_run_until_they_fail_or_an_order_follows() {
    use SampleState::{Agreed, Failed, Passed, Sent};
    let open = page(vec![
        ("2026-11-01", sample(Agreed, "S-1")),
        ("2026-11-03", sample(Sent, "S-1")),
        ("2026-11-02", sample(Agreed, "S-2")),
        ("2026-11-04", sample(Failed, "S-2")),
    ]);
    let names: Vec<_> = open.samples.iter().map(|s| (s.name.as_deref(), s.state, s.on.to_string())).collect();
    assert_eq!(names, [(Some("S-1"), Sent, "2026-11-03".to_owned())]);
    assert_eq!(page(vec![("2026-11-01", sample(Passed, "S-1")), ("2026-11-05", order(1))]).samples, []);
}

#[test]
fn quotes_are_open_until_an_order_or_ninety_days() {
    let quote = || Event::Quote(Quote { money: usd(5), ..Quote::default() });
    assert_eq!(page(vec![("2026-11-01", quote())]).quotes.len(), 1);
    assert_eq!(page(vec![("2026-08-23", quote())]).quotes.len(), 1);
    assert_eq!(page(vec![("2026-08-22", quote())]).quotes.len(), 0);
    assert_eq!(page(vec![("2026-11-01", quote()), ("2026-11-02", order(5))]).quotes.len(), 0);
}

#[test]
fn invoices_stay_until_they_are_paid() {
    let invoice = |reference: &'static str, amount| {
        Event::Invoice(Invoice { reference: Some(reference.into()), money: usd(amount), due: None })
    };
    let payment = |reference: &'static str, amount| {
        Event::Payment(Payment { reference: Some(reference.into()), money: usd(amount) })
    };
    let open = page(vec![
        ("2026-11-01", invoice("I-1", 100)),
        ("2026-11-01", invoice("I-2", 100)),
        ("2026-11-02", payment("I-1", 100)),
        ("2026-11-02", payment("I-2", 30)),
        ("2026-11-03", payment("I-9", 30)),
    ]);
    let left: Vec<_> = open.unpaid.iter().map(|u| (u.reference.as_deref(), u.rest.amount)).collect();
    assert_eq!(left, [(Some("I-2"), Decimal::from(70))]);
}

#[test]
fn complaints_stay_until_they_are_solved() {
    let complaint = |state| Event::Complaint(Complaint { reference: None, state });
    let open = page(vec![
        ("2026-11-01", complaint(ComplaintState::Opened)),
        ("2026-11-02", complaint(ComplaintState::Answered)),
    ]);
    assert_eq!(open.emergencies.len(), 1);
    assert_eq!((open.emergencies[0].answered, open.emergencies[0].opened.day), (true, day("2026-11-01")));
    let again = page(vec![
        ("2026-11-01", complaint(ComplaintState::Opened)),
        ("2026-11-02", complaint(ComplaintState::Answered)),
        ("2026-11-20", complaint(ComplaintState::Opened)),
    ]);
    assert_eq!(again.emergencies[0].opened.day, day("2026-11-20"), "as the date counts");
    assert_eq!(again.verdict.due, Some(day("2026-11-21")));
    let solved = page(vec![
        ("2026-11-01", complaint(ComplaintState::Opened)),
        ("2026-11-02", complaint(ComplaintState::Solved)),
    ]);
    assert_eq!(solved.emergencies, []);
}

#[test]
fn figures_count_what_happened() {
    let answered =
        |reply| Event::FollowUp(FollowUp { reply, minutes: Some(Decimal::from(5)), ..FollowUp::default() });
    let page = page(vec![
        ("2025-11-21", order(1)), // a year ago to the day: no longer the last year
        ("2025-11-22", order(10)),
        ("2026-11-20", order(100)),
        ("2026-11-20", answered(Some(Reply::Positive))),
        ("2026-11-20", answered(Some(Reply::None))),
    ]);
    let usd = Currency::new("USD").expect("a currency");
    assert_eq!(page.figures.orders, 3);
    assert_eq!(page.figures.ordered.get(&usd), Some(&Decimal::from(111)));
    assert_eq!(page.figures.ordered_last_year.get(&usd), Some(&Decimal::from(110)));
    assert_eq!((page.figures.follow_ups, page.figures.answered), (2, 1));
    assert_eq!(page.figures.minutes, Decimal::from(10));
}
