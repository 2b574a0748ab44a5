//! Who gets the customers of somebody who leaves (S2).

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::budget::cost;
use crate::model::{Customer, CustomerId, Decimal, History, words};
use crate::rules::{EffectiveClass, Policy, measure};

words! {
    /// What is shared out evenly.
    Balance {
        /// The time that the customers take.
        Minutes = "minutes",
        /// How many there are.
        Count = "count",
        /// What they brought in the last twelve months.
        Revenue = "revenue",
    }
}

/// A customer that is handed over.
#[derive(Clone, Debug, PartialEq)]
pub struct HandoverItem {
    pub id: CustomerId,
    pub name: String,
    /// Its grade: the class that drives its cadence.
    pub grade: Option<String>,
    /// Whether it is archived: it takes no time, and its history goes with it.
    pub is_archived: bool,
    /// What it takes, and brings.
    pub burden: Workload,
    /// Its turn: the first is given away first.
    pub turn: usize,
}

/// What customers take, and bring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Workload {
    /// How many, without the archived ones.
    pub customers: usize,
    /// Minutes a year.
    pub minutes: Decimal,
    /// Revenue of the last twelve months.
    pub revenue: Decimal,
}

/// Somebody who gets customers.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipient {
    pub to: String,
    /// What it has already.
    pub before: Workload,
    /// What it gets, in the order of work.
    pub given: Vec<HandoverItem>,
}

impl Workload {
    /// Together with another.
    pub fn and(self, other: Self) -> Self {
        Workload {
            customers: self.customers + other.customers,
            minutes: self.minutes.saturating_add(other.minutes),
            revenue: self.revenue.saturating_add(other.revenue),
        }
    }

    /// Of one customer. `history` must be as of `today`.
    pub fn of(
        customer: &Customer,
        driving: &EffectiveClass,
        history: &History<'_>,
        policy: &Policy,
        today: NaiveDate,
    ) -> Self {
        let cost = cost(customer, driving, policy, today);
        Workload {
            customers: usize::from(!customer.is_archived(today)),
            minutes: cost.map(|cost| cost.minutes).unwrap_or_default(),
            revenue: measure(customer, history, policy, today).last_year.revenue,
        }
    }

    fn weight(self, balance: Balance) -> Decimal {
        match balance {
            Balance::Minutes => self.minutes,
            Balance::Count => Decimal::from(self.customers),
            Balance::Revenue => self.revenue,
        }
    }
}

impl Recipient {
    /// What it gets.
    pub fn more(&self) -> Workload {
        self.given.iter().fold(Workload::default(), |sum, item| sum.and(item.burden))
    }
}

/// Shares the customers out: the heaviest first, each to whoever carries least so far, what it has already
/// included. Of equal customers the id decides, of equal people their order.
///
/// Who was given away already counts with whoever has it, so that after an interruption the rest goes
/// where it would have gone.
pub fn handover(
    mut items: Vec<HandoverItem>,
    people: Vec<(String, Workload)>,
    balance: Balance,
    policy: &Policy,
) -> Vec<Recipient> {
    let mut receivers: Vec<Recipient> =
        people.into_iter().map(|(to, before)| Recipient { to, before, given: Vec::new() }).collect();
    let mut carried: Vec<Workload> = receivers.iter().map(|receiver| receiver.before).collect();
    items.sort_by_cached_key(|item| (Reverse(item.burden.weight(balance)), item.id.clone()));
    for (turn, item) in items.into_iter().enumerate() {
        let least = (0..carried.len()).min_by_key(|place| (carried[*place].weight(balance), *place));
        let Some(place) = least else { break };
        carried[place] = carried[place].and(item.burden);
        receivers[place].given.push(HandoverItem { turn, ..item });
    }
    for receiver in &mut receivers {
        receiver.given.sort_by_cached_key(|item| {
            (item.is_archived, policy.rank(item.grade.as_deref()), item.id.clone())
        });
    }
    receivers
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn burden(minutes: u32) -> Workload {
        Workload { customers: 1, minutes: minutes.into(), revenue: Decimal::from(1000 - minutes) }
    }

    fn item(id: &str, minutes: u32) -> HandoverItem {
        HandoverItem {
            id: CustomerId::new(id).expect("an id"),
            name: id.to_owned(),
            grade: Some("C".into()),
            is_archived: false,
            burden: burden(minutes),
            turn: 0,
        }
    }

    fn given(items: &[(&str, u32)], people: &[(&str, u32)], balance: Balance) -> Vec<(String, String)> {
        let items = items.iter().map(|(id, minutes)| item(id, *minutes)).collect();
        let people = people.iter().map(|(who, minutes)| ((*who).to_owned(), burden(*minutes))).collect();
        let receivers = handover(items, people, balance, &Policy::default());
        let ids =
            |one: &Recipient| one.given.iter().map(|item| item.id.as_str()).collect::<Vec<_>>().join(" ");
        receivers.iter().map(|one| (one.to.clone(), ids(one))).collect()
    }

    #[test]
    fn the_heaviest_goes_to_whoever_carries_least() {
        let told = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(who, ids)| ((*who).to_owned(), (*ids).to_owned())).collect()
        };
        let items = [("a", 10), ("b", 120), ("c", 90), ("d", 90), ("e", 10)];
        assert_eq!(
            given(&items, &[("wang", 0), ("chen", 0)], Balance::Minutes),
            told(&[("wang", "a b e"), ("chen", "c d")])
        );
        assert_eq!(
            given(&items, &[("wang", 150), ("chen", 0)], Balance::Minutes),
            told(&[("wang", "d"), ("chen", "a b c e")]),
            "what they have counts"
        );
        assert_eq!(
            given(&items, &[("wang", 150), ("chen", 0)], Balance::Count),
            told(&[("wang", "a c e"), ("chen", "b d")])
        );
        assert_eq!(given(&items, &[("wang", 0)], Balance::Revenue), told(&[("wang", "a b c d e")]));
        assert_eq!(given(&[], &[("wang", 0)], Balance::Minutes), told(&[("wang", "")]));
    }

    proptest! {
        #[test]
        fn each_is_given_once_and_an_interruption_changes_nothing(
            minutes in proptest::collection::vec(0_u32..200, 0..40), before in 0_u32..500, cut in 0_usize..40
        ) {
            let named = |(number, minutes): (usize, &u32)| item(&format!("c{number:03}"), *minutes);
            let items: Vec<HandoverItem> = minutes.iter().enumerate().map(named).collect();
            let people = vec![("wang".to_owned(), burden(before)), ("chen".to_owned(), burden(0))];
            let whole = handover(items.clone(), people.clone(), Balance::Minutes, &Policy::default());
            let ids = |one: &Recipient| one.given.iter().map(|c| c.id.clone()).collect::<Vec<_>>();
            prop_assert_eq!(whole.iter().map(|one| one.given.len()).sum::<usize>(), items.len());
            // The first of them were written, in their turns.
            let mut people = people;
            let mut done = Vec::new();
            for (place, one) in whole.iter().enumerate() {
                for item in one.given.iter().filter(|item| item.turn < cut) {
                    people[place].1 = people[place].1.and(item.burden);
                    done.push(item.id.clone());
                }
            }
            let rest = items.into_iter().filter(|item| !done.contains(&item.id)).collect();
            let rest = handover(rest, people, Balance::Minutes, &Policy::default());
            for (one, other) in whole.iter().zip(&rest) {
                let left: Vec<_> = ids(one).into_iter().filter(|id| !done.contains(id)).collect();
                prop_assert_eq!(left, ids(other));
            }
        }
    }
}
