//! Who orders next, how likely, when, and what is at stake: the book by the model of orders.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::model::name::sort_key;
use crate::model::{Customer, CustomerId, Decimal, History};
use crate::rules::rhythm::{ExpectedDays, Footing, RhythmModel, order_days, rounded};
use crate::rules::{Policy, Stake};

/// When a customer orders next, and what that is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct NextOrder {
    pub id: CustomerId,
    pub name: String,
    /// Who looks after it; `None` in the pool.
    pub owner: Option<String>,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    pub expected: OrderRhythm,
    /// What the orders expected within the days that were asked for come to, in the workspace's currency; `None` where no
    /// order has an amount, or no rate.
    pub amount: Option<Decimal>,
    /// What a year with it is worth, as far as it may be out of its rhythm: what is at stake. Nothing, where more came back
    /// than went.
    pub stake: Option<Decimal>,
    pub worth: Stake,
}

/// What the model says of a customer's orders, as people read it.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderRhythm {
    /// The orders that count: of one day, and in shipments of few days, they are one.
    pub orders: usize,
    pub last: NaiveDate,
    /// The days since then.
    pub since: i64,
    /// On what it rests.
    pub footing: Footing,
    /// The usual gap in days, where that is its own.
    pub every: Option<u32>,
    /// Whether the next order is late, for this customer.
    pub is_late: bool,
    /// P(in rhythm), from 0 to 1.
    pub in_rhythm: Decimal,
    /// The days that were asked for, and the chance of an order within them.
    pub days: u32,
    pub chance: Decimal,
    /// How many orders are expected within them.
    pub orders_ahead: Decimal,
    /// When the next order is expected, if the customer is in its rhythm: four in five come between these days.
    pub window: Option<ExpectedDays>,
}

impl OrderRhythm {
    /// What the model says of a customer that has ordered. `history` must be as of `today`.
    pub fn of(
        history: &History<'_>,
        model: &RhythmModel,
        policy: &Policy,
        today: NaiveDate,
        days: u32,
    ) -> Option<Self> {
        OrderRhythm::known(&order_days(history, policy.book_rhythm.numbers.merge_days), model, today, days)
    }

    /// The same of one with these order days.
    fn known(known: &[NaiveDate], model: &RhythmModel, today: NaiveDate, days: u32) -> Option<Self> {
        let expected = model.expectation(known, today)?;
        Some(OrderRhythm {
            orders: known.len(),
            last: expected.last,
            since: expected.days_since(),
            footing: expected.footing,
            every: expected.usual_days(),
            is_late: expected.is_late(),
            in_rhythm: rounded(expected.in_rhythm(), 4),
            days,
            chance: rounded(expected.order_within(days), 4),
            orders_ahead: rounded(expected.orders_within(days), 4),
            window: expected.days(),
        })
    }
}

/// What of a customer it takes to say when it orders next.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownOrders {
    pub id: CustomerId,
    pub name: String,
    /// Who looks after it; `None` in the pool.
    pub owner: Option<String>,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    /// The days of its orders, as the model sees them.
    pub days: Vec<NaiveDate>,
    pub worth: Stake,
}

impl KnownOrders {
    /// Those of a customer; of one that is archived, or has never ordered, nothing is told. `history` must be as of
    /// `today`.
    pub fn of(
        customer: &Customer,
        class: Option<&str>,
        history: &History<'_>,
        policy: &Policy,
        today: NaiveDate,
    ) -> Option<Self> {
        if customer.is_archived(today) {
            return None;
        }
        let days = order_days(history, policy.book_rhythm.numbers.merge_days);
        (!days.is_empty()).then(|| KnownOrders {
            id: customer.id.clone(),
            name: customer.name.clone(),
            owner: customer.owner.clone(),
            grade: class.map(str::to_owned),
            worth: Stake::of(history, &days, &policy.rates),
            days,
        })
    }

    /// When it orders next, asked on a day for so many days ahead.
    pub fn next(self, model: &RhythmModel, (today, ahead): (NaiveDate, u32)) -> Option<NextOrder> {
        let KnownOrders { id, name, owner, grade, days, worth } = self;
        let expected = OrderRhythm::known(&days, model, today, ahead)?;
        let out = Decimal::ONE - expected.in_rhythm;
        Some(NextOrder {
            id,
            name,
            owner,
            grade,
            amount: worth.usual.and_then(|usual| usual.checked_mul(expected.orders_ahead)),
            stake: worth.year.and_then(|year| year.max(Decimal::ZERO).checked_mul(out)),
            worth,
            expected,
        })
    }
}

/// What the book is put in order by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderBy {
    /// The likeliest first.
    Chance,
    /// What is at stake, most first.
    Stake,
    /// What is expected, most first.
    Amount,
    /// Whose days come first.
    Window,
    /// Whose last order is longest ago.
    Last,
    Name,
}

/// Puts the book in an order; by id where that is equal.
pub fn order_book(found: &mut [NextOrder], by: OrderBy) {
    let sums = |one: &NextOrder| match by {
        OrderBy::Chance => [Some(one.expected.chance), one.amount],
        OrderBy::Stake => [one.stake, one.amount],
        OrderBy::Amount => [one.amount, Some(one.expected.chance)],
        OrderBy::Window | OrderBy::Last | OrderBy::Name => [None, None],
    };
    let day = |one: &NextOrder| match by {
        OrderBy::Window => one.expected.window.map_or(NaiveDate::MAX, |window| window.middle),
        OrderBy::Last => one.expected.last,
        _ => NaiveDate::MIN,
    };
    let name = |one: &NextOrder| match by {
        OrderBy::Name => sort_key(&one.name),
        _ => String::new(),
    };
    found.sort_by_cached_key(|one| (Reverse(sums(one)), day(one), name(one), one.id.clone()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::views::test_support::{TODAY, customer, day, history, policy};

    fn next(lines: &[&'static str]) -> Option<NextOrder> {
        let (policy, today) = (policy(), day(TODAY));
        let model = policy.book_rhythm.model();
        let known = KnownOrders::of(&customer(), Some("A"), &history(lines), &policy, today)?;
        known.next(&model, (today, 28))
    }

    #[test]
    fn the_ladder_goes_from_nothing_to_an_own_rhythm() {
        assert_eq!(next(&[]), None);
        assert_eq!(next(&["2026-12-01 order 5"]).map(|one| one.expected.orders), None, "ahead");
        let one = next(&["2026-10-20 order 500"]).expect("ordered");
        assert_eq!((one.expected.footing, one.expected.every), (Footing::OneOrder, None));
        let monthly: Vec<&'static str> = vec![
            "2026-05-15 order 100",
            "2026-06-15 order 100",
            "2026-07-15 order 140",
            "2026-08-15 order 100",
            "2026-09-15 order 100",
            "2026-10-15 order 90",
        ];
        let one = next(&monthly).expect("ordered");
        assert_eq!((one.expected.orders, one.expected.since, one.expected.every), (6, 37, Some(31)));
        assert!(one.expected.chance > Decimal::new(5, 1), "{one:?}");
        assert!(one.amount > Some(Decimal::from(50)) && one.amount < Some(Decimal::from(110)), "{one:?}");
        assert_eq!(one.worth.year, Some(Decimal::from(630)));
        assert!(one.stake < Some(Decimal::from(400)), "{one:?}");
        let lapsed = next(&monthly[..4]).expect("ordered");
        assert!(lapsed.expected.is_late && lapsed.expected.in_rhythm < one.expected.in_rhythm, "{lapsed:?}");
    }

    #[test]
    fn of_an_archived_customer_nothing_is_told() {
        let (policy, today) = (policy(), day(TODAY));
        let archived = Customer { archived: Some(day("2026-11-01")), ..customer() };
        let log = history(&["2026-10-20 order 500"]);
        assert_eq!(KnownOrders::of(&archived, None, &log, &policy, today), None);
    }

    #[test]
    fn the_book_is_put_in_order() {
        let mut found: Vec<NextOrder> = [
            &["2026-05-15 order 900", "2026-06-15 order 900", "2026-07-15 order 900"][..],
            &["2026-09-20 order 10", "2026-10-20 order 10", "2026-11-19 order 10"][..],
        ]
        .into_iter()
        .filter_map(next)
        .collect();
        let first = |found: &mut Vec<NextOrder>, by| {
            order_book(found, by);
            found[0].worth.usual.map(|usual| usual.to_string())
        };
        for (by, want) in [
            (OrderBy::Stake, "900"),
            (OrderBy::Last, "900"),
            (OrderBy::Chance, "10"),
            (OrderBy::Stake, "900"),
        ] {
            assert_eq!(first(&mut found, by).as_deref(), Some(want), "{by:?}");
        }
    }
}
