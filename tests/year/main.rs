//! A year of a person's work under three orders of work: what the lanes are for.
#![allow(missing_docs)]

mod book;
mod work;

use book::Mix;
use work::{ORDERS, Order, fixed_cadence, year, year_under};

#[test]
fn the_lanes_keep_the_windows_and_leave_nobody_waiting() {
    for mix in [Mix::Broad, Mix::Orders] {
        for load in [100, 110] {
            let [first_due, grade, lanes] = ORDERS.map(|order| year(mix, order, load));
            let shown = format!("{mix:?}, {load} %:\n{first_due}\n{grade}\n{lanes}");
            println!("{shown}");
            assert!(lanes.missed() <= 2.0, "{shown}");
            assert!(lanes.missed() <= first_due.missed() + 0.5, "{shown}");
            // Who never looks below A misses about as little, while A alone does not fill a day.
            assert!(lanes.missed() <= grade.missed() + 1.5, "{shown}");
            assert!(lanes.forgotten() == 0.0, "{shown}");
        }
    }
    assert!(year(Mix::Broad, Order::Grade, 120).forgotten() > 10.0, "and leaves those at the end alone");
}

/// Figures, and no claim: `cargo test --test year -- --nocapture`.
#[test]
fn the_predicted_windows_beside_the_fixed_cadence() {
    for mix in [Mix::Broad, Mix::Orders] {
        for load in [100, 110] {
            let predicted = year(mix, Order::Lanes, load).told();
            let fixed = year_under(&fixed_cadence(), mix, Order::Lanes, load).told();
            println!("{mix:?}, {load} %: predicted windows {predicted}");
            println!("{mix:?}, {load} %: every month       {fixed}");
        }
    }
}

#[test]
fn the_same_year_comes_out_the_same() {
    let [one, other] = [(), ()].map(|()| year(Mix::Broad, Order::Lanes, 100).to_string());
    assert_eq!(one, other);
}
