//! A year of a person's work under three orders of work: what the lanes are for.
#![allow(missing_docs)]

mod book;
mod work;

use book::Mix;
use work::{ORDERS, Order, year};

#[test]
fn the_lanes_keep_the_windows_and_leave_nobody_waiting() {
    for mix in [Mix::Broad, Mix::Orders] {
        for load in [100, 110] {
            let [first_due, grade, lanes] = ORDERS.map(|order| year(mix, order, load));
            let shown = format!("{mix:?}, {load} %:\n{first_due}\n{grade}\n{lanes}");
            assert!(lanes.missed() <= 2.0, "{shown}");
            assert!(lanes.missed() * 5.0 < first_due.missed(), "{shown}");
            // Who never looks below A misses about as little, while A alone does not fill a day.
            assert!(lanes.missed() <= grade.missed() + 0.5, "{shown}");
            assert!(mix == Mix::Broad || lanes.missed() * 2.0 < grade.missed(), "{shown}");
            assert!(lanes.forgotten() == 0.0, "{shown}");
        }
    }
    assert!(year(Mix::Broad, Order::Grade, 110).forgotten() > 20.0, "and leaves those at the end alone");
}

#[test]
fn the_same_year_comes_out_the_same() {
    let [one, other] = [(), ()].map(|()| year(Mix::Broad, Order::Lanes, 100).to_string());
    assert_eq!(one, other);
}
