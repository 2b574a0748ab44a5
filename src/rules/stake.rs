//! What a customer's orders are worth: what the next one brings, and what a year of them brought.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::{Decimal, Event, History, Order};
use crate::rules::policy::Rates;
use crate::rules::views::a_year_before;

/// So many of the latest orders say what the next one is worth.
pub const LATEST_ORDERS: usize = 8;

/// The orders of a customer in the workspace's currency (own).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stake {
    /// The median of the latest orders whose amount is known, between the two middle ones of an even number; the
    /// shipments of one order are one amount.
    pub usual: Option<Decimal>,
    /// The twelve months up to and including the last order, what came back taken off: what a year with this customer is
    /// worth, also of one who has been silent for a year.
    pub year: Option<Decimal>,
}

impl Stake {
    /// That of a customer with these order days, merged as the model sees them.
    pub fn of(history: &History<'_>, days: &[NaiveDate], rates: &Rates) -> Self {
        let Some(start) = begun(days) else { return Stake::default() };
        let mut orders: BTreeMap<usize, Decimal> = BTreeMap::new();
        let mut year = None;
        for (day, order, worth) in priced(history, rates) {
            let Some(worth) = worth else { continue };
            if day > start {
                year = Some(year.unwrap_or(Decimal::ZERO).saturating_add(worth));
            }
            if order.counts() {
                let sum = orders.entry(days.partition_point(|own| *own <= day)).or_default();
                *sum = sum.saturating_add(worth);
            }
        }
        let mut latest: Vec<Decimal> = orders.into_values().rev().take(LATEST_ORDERS).collect();
        latest.sort_unstable();
        Stake { usual: median(&latest), year }
    }

    /// The year alone, where each of its orders has an amount in a currency with a rate: else nobody knows what it came to.
    pub fn whole_year(history: &History<'_>, days: &[NaiveDate], rates: &Rates) -> Option<Decimal> {
        let start = begun(days)?;
        let is_whole = priced(history, rates).all(|(day, _, worth)| day <= start || worth.is_some());
        Stake::of(history, days, rates).year.filter(|_| is_whole)
    }
}

/// After which day the twelve months up to the last order begin.
fn begun(days: &[NaiveDate]) -> Option<NaiveDate> {
    days.last().map(|last| a_year_before(*last))
}

/// Each order and return with its day, and what it is worth in the workspace's currency, where that is known.
fn priced<'h, 'e>(
    history: &'h History<'e>,
    rates: &'h Rates,
) -> impl Iterator<Item = (NaiveDate, &'h Order<'e>, Option<Decimal>)> {
    history.entries().iter().filter_map(|entry| {
        let (Event::Order(order), day) = (&entry.event, entry.day()) else { return None };
        Some((day, order, order.money.and_then(|money| rates.worth(money, day))))
    })
}

/// The middle one, or what lies between the two middle ones.
pub(super) fn median(sorted: &[Decimal]) -> Option<Decimal> {
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    Some(match sorted.len() % 2 {
        0 => sorted[middle - 1].saturating_add(upper) / Decimal::TWO,
        _ => upper,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::rhythm::order_days;
    use crate::rules::views::test_support::{history, policy};

    /// What it is, the log, the usual order and the year.
    type Case = (&'static str, &'static [&'static str], Option<&'static str>, Option<&'static str>);

    #[test]
    fn an_order_is_the_median_and_a_year_ends_with_the_last() {
        let cases: [Case; 7] = [
            ("nothing", &[], None, None),
            ("no amount", &["2026-05-01 order"], None, None),
            ("one", &["2026-05-01 order 100"], Some("100"), Some("100")),
            (
                "between the two middle ones, and a year before the last",
                &[
                    "2024-05-01 order 900",
                    "2025-05-01 order 100",
                    "2025-06-01 order 120",
                    "2026-04-30 order 80",
                ],
                Some("110"),
                Some("300"),
            ),
            (
                "the middle one of three",
                &["2026-05-01 order 900", "2026-06-01 order 100", "2026-07-01 order 120"],
                Some("120"),
                Some("1120"),
            ),
            (
                "shipments are one order, what came back is off the year",
                &["2026-05-01 order 100", "2026-05-02 order 50", "2026-06-20 order -30"],
                Some("150"),
                Some("120"),
            ),
            (
                "in another currency",
                &["2026-05-01 order 100 EUR", "2026-05-20 order 7 JPY"],
                Some("110.0"),
                Some("110.0"),
            ),
        ];
        for (what, lines, usual, year) in cases {
            let history = history(lines);
            let stake = Stake::of(&history, &order_days(&history, 3), &policy().rates);
            let text = |sum: Option<Decimal>| sum.map(|sum| sum.to_string());
            assert_eq!((text(stake.usual).as_deref(), text(stake.year).as_deref()), (usual, year), "{what}");
        }
    }
}
