//! How often tiers of revenue change from quarter to quarter on a made-up book, with and without the expected revenue.

use chrono::{Months, NaiveDate};
use crm::model::{Customer, CustomerId, Decimal, Entry, Event, History, Money, Order, Stamp};
use crm::rules::views::{Book, Metrics};
use crm::rules::{DrivingWhy, EffectiveClass, Policy, Scheme, measure};

use crate::support::{Dice, day};

const CUSTOMERS: usize = 200;

/// Buyers of one to four months, of amounts that differ a hundredfold between them and by half from order to order; one in
/// six leaves within the four years.
fn book(dice: &mut Dice) -> Vec<(Customer, History<'static>)> {
    let one = |at: usize| {
        let id = CustomerId::new(&format!("c{at}")).expect("an id");
        let (gap, wild) = (28.0 + dice.part() * 90.0, if at.is_multiple_of(3) { 0.9 } else { 0.3 });
        let usual = 100.0 * 100.0_f64.powf(dice.part());
        let leaves = if dice.part() < 0.17 { 300.0 + dice.part() * 1_100.0 } else { 1e9 };
        let (mut on, mut entries) = (dice.part() * 90.0, Vec::new());
        while on < leaves.min(1_460.0) {
            let date = day("2022-11-01") + chrono::TimeDelta::days(on as i64);
            let amount = Decimal::from((usual * (1.0 + dice.about(0.2)).max(0.3)) as i64 + 1);
            let order = Order { money: Some(Money { amount, currency: None }), ..Order::default() };
            let at = Stamp::parse(&date.to_string()).expect("a day");
            let line = u32::try_from(entries.len()).expect("small") + 1;
            entries.push(Entry { line, ..Entry::new(at, Event::Order(order)) });
            on += (gap * (1.0 + wild * (dice.part() * 2.0 - 1.0))).max(4.0);
        }
        (Customer::named(id, "one"), History::new(entries))
    };
    (0..CUSTOMERS).map(one).collect()
}

/// Each customer's class by last year's revenue alone, and the one that drives.
fn classes(
    book: &[(Customer, History<'static>)],
    policy: &Policy,
    today: NaiveDate,
) -> Vec<[Option<String>; 2]> {
    let metrics = |(customer, history): &(Customer, History<'static>)| {
        measure(customer, &history.clone().as_of(today), policy, today)
    };
    let figures: Vec<Metrics> = book.iter().map(metrics).collect();
    let ranked = Book::fold(&figures);
    let class = |((customer, _), figures): (&(Customer, History<'static>), &Metrics)| {
        let driving = EffectiveClass::of(customer, figures, &ranked, policy, today);
        let alone = match &driving.why {
            Some(DrivingWhy::Held(held)) => Some(held.by_revenue.to_owned()),
            _ => driving.class.clone(),
        };
        [alone, driving.class]
    };
    book.iter().zip(&figures).map(class).collect()
}

/// Two years of quarters of the same book: how many classes change, and how many of these are back a quarter later, printed.
#[test]
fn fewer_tiers_change_and_hardly_any_comes_back() {
    let book = book(&mut Dice::new(7));
    for scheme in [Scheme::Pyramid, Scheme::Abc] {
        let policy = Policy { scheme, ..Policy::default() };
        let quarter = |at: u32| day("2024-10-15").checked_add_months(Months::new(3 * at)).expect("a day");
        let seen: Vec<_> = (0..9).map(|at| classes(&book, &policy, quarter(at))).collect();
        let of = |which: usize| {
            let changed = |at: usize, one: usize| seen[at][one][which] != seen[at - 1][one][which];
            let is_back = |at: usize, one: usize| seen[at + 1][one][which] == seen[at - 1][one][which];
            let all = (1..8).flat_map(|at| (0..CUSTOMERS).map(move |one| (at, one)));
            let moved: Vec<_> = all.filter(|(at, one)| changed(*at, *one)).collect();
            let back = moved.iter().filter(|(at, one)| is_back(*at, *one)).count();
            let part = |count: usize| count as f64 * 100.0 / (7 * CUSTOMERS) as f64;
            (part(moved.len()), part(back))
        };
        let ((alone, alone_back), (held, held_back)) = (of(0), of(1));
        println!(
            "{}: {alone:.1} % of the classes change in a quarter by last year's revenue alone, {held:.1} % where both agree; \
             back a quarter later {alone_back:.1} % and {held_back:.1} %",
            scheme.as_str()
        );
        assert!(held < alone && held_back < alone_back, "{held} {alone} {held_back} {alone_back}");
    }
}
