//! How fast it is: a figure, and no test that fails on a busy machine.

use std::time::Instant;

use crm::rules::rhythm::{FitRule, Outlook, RhythmModel, RhythmParameters, fit};

use crate::support::{Dice, made_up};

/// The seconds that this thread has worked, where Linux tells: others on the machine don't count. Else the time.
fn timed(work: impl FnOnce()) -> f64 {
    let worked = || {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        text.split(' ').next()?.parse::<f64>().ok()
    };
    let (start, before) = (Instant::now(), worked());
    work();
    match (before, worked()) {
        (Some(before), Some(after)) => (after - before) / 1e9,
        _ => start.elapsed().as_secs_f64(),
    }
}

#[test]
#[ignore = "measures; cargo test --release --test rhythm -- --ignored --nocapture"]
fn a_thousand_customers_are_fitted_and_a_hundred_thousand_reckoned() {
    let book = made_up(1_000, 5, &mut Dice::new(1));
    let seconds = timed(|| println!("{:?}", fit(&book, &FitRule::SHIPPED).expect("customers")));
    println!("fit of 1,000 customers: {seconds:.2} s of one core (goal 5)");

    let book = made_up(100_000, 5, &mut Dice::new(2));
    let model = RhythmModel::new(RhythmParameters::SHIPPED);
    let each = |name: &str, figures: &dyn Fn(&Outlook<'_>) -> f64| {
        let mut sum = 0.0;
        let seconds = timed(|| sum = book.iter().map(|seen| figures(&model.outlook(seen))).sum());
        println!("{name} of 100,000 customers: {seconds:.2} s of one core ({sum:.1})");
    };
    each("in rhythm, and an order within 4 weeks,", &|one| one.in_rhythm() + one.order_within(4.0));
    each("the window", &|one| one.window().map_or(0.0, |window| window.until));
    each("orders expected in 13 weeks", &|one| one.expected_within(13.0));
    each("all of them (goal: 1 s on all cores)", &|one| {
        let window = one.window().map_or(0.0, |window| window.until);
        one.in_rhythm() + one.order_within(4.0) + one.expected_within(13.0) + window
    });
}
