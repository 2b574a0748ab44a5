//! How much a customer ordered, for the views that can go by it: only what is counted in one unit can be added up
//! (S1, S2: by sales; that these may be amounts or quantities is own).

use chrono::NaiveDate;

use crate::model::{Decimal, Event, History, fold, words};
use crate::rules::settings::{Kind, Shape, Slot, WordPlace};

words! {
    /// What sales are measured by.
    SalesMeasure {
        /// By what they come to in money.
        Amount = "amount",
        /// By how much is ordered.
        Quantity = "quantity",
    }
}

/// What sales are measured by, as a key's value.
pub const MEASURE: Shape = Shape::Value(Kind::Word(SalesMeasure::WORDS));

impl WordPlace for SalesMeasure {
    fn word(&self) -> &'static str {
        self.as_str()
    }

    fn put(&mut self, word: &str) {
        *self = SalesMeasure::parse(word).unwrap_or(*self);
    }
}

impl<'a> From<&'a mut SalesMeasure> for Slot<'a> {
    fn from(place: &'a mut SalesMeasure) -> Self {
        Slot::Word(place)
    }
}

/// What was ordered in the last year, in one unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Volumes {
    pub quantity: Decimal,
    /// How many orders there were.
    pub orders: u32,
    /// Those among them in another unit, or beyond every number; they are not in it.
    pub other_unit: u32,
    /// Those among them that say no quantity.
    pub unmeasured: u32,
}

impl Volumes {
    /// The quantities of the orders after a day that are counted in `unit`; without one, of those that say none.
    /// What came back is taken off. `history` must not know days later than the last year's.
    pub(in crate::rules) fn of(history: &History<'_>, unit: Option<&str>, start: NaiveDate) -> Self {
        let mut found = Volumes::default();
        let wanted = unit.map(fold);
        for entry in history.entries().iter().filter(|entry| entry.day() > start) {
            let Event::Order(order) = &entry.event else { continue };
            found.orders += u32::from(order.counts());
            let Some(quantity) = order.quantity else {
                found.unmeasured += 1;
                continue;
            };
            let signed = if order.is_return() { -quantity.abs() } else { quantity };
            let is_own = order.unit.as_deref().map(fold) == wanted;
            match found.quantity.checked_add(signed).filter(|_| is_own) {
                Some(sum) => found.quantity = sum,
                None => found.other_unit += 1,
            }
        }
        found
    }

    /// Adds what others ordered.
    pub fn add(&mut self, other: Volumes) {
        self.quantity = self.quantity.saturating_add(other.quantity);
        self.orders = self.orders.saturating_add(other.orders);
        self.other_unit = self.other_unit.saturating_add(other.other_unit);
        self.unmeasured = self.unmeasured.saturating_add(other.unmeasured);
    }

    /// Whether orders are left out of the quantity.
    pub fn is_partial(&self) -> bool {
        self.other_unit + self.unmeasured > 0
    }
}

#[cfg(test)]
mod tests {
    use super::super::a_year_before;
    use super::super::test_support::{TODAY, day, history, number};
    use super::*;

    #[test]
    fn only_one_unit_is_added_up_and_the_rest_is_counted() {
        type Case = (&'static [&'static str], Option<&'static str>, &'static str, [u32; 3]);
        let cases: &[Case] = &[
            (&[], None, "0", [0, 0, 0]),
            (&["2026-11-01 order 10 quantity=500 unit=pcs"], Some("pcs"), "500", [1, 0, 0]),
            (&["2026-11-01 order 10 quantity=500 unit=PCS"], Some("pcs"), "500", [1, 0, 0]),
            (&["2026-11-01 order 10 quantity=500 unit=t"], Some("pcs"), "0", [1, 1, 0]),
            (&["2026-11-01 order 10 quantity=500"], Some("pcs"), "0", [1, 1, 0]),
            (&["2026-11-01 order 10 quantity=500"], None, "500", [1, 0, 0]),
            (&["2026-11-01 order 10"], Some("pcs"), "0", [1, 0, 1]),
            // A year and a day ago, and a quote.
            (&["2025-11-21 order 10 quantity=5", "2026-11-01 quote 10 quantity=5"], None, "0", [0, 0, 0]),
            // What came back, whatever its sign.
            (
                &[
                    "2026-10-01 order 10 quantity=500",
                    "2026-11-01 order -1 quantity=50",
                    "2026-11-02 order -1 quantity=-50",
                ],
                None,
                "400",
                [1, 0, 0],
            ),
        ];
        for (lines, unit, quantity, [orders, other_unit, unmeasured]) in cases {
            let want = Volumes {
                quantity: number(quantity),
                orders: *orders,
                other_unit: *other_unit,
                unmeasured: *unmeasured,
            };
            assert_eq!(Volumes::of(&history(lines), *unit, a_year_before(day(TODAY))), want, "{lines:?}");
        }
    }
}
