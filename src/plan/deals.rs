//! The deals that are open, or over: what may come of them, and what they wait for (S1, S4).

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::model::{Customer, CustomerId, Decimal, History};
use crate::rules::opportunities::opportunities;
use crate::rules::{Opportunity, Policy};

/// An opportunity, with whose it is and what may come of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Deal {
    pub id: CustomerId,
    pub name: String,
    /// Who looks after it; `None` in the pool.
    pub owner: Option<String>,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    pub opportunity: Opportunity,
    /// How likely it becomes an order, from 0 to 1.
    pub likelihood: Decimal,
    /// Its amount in the workspace's currency; `None` where nothing was quoted, or without a rate.
    pub worth: Option<Decimal>,
}

impl Deal {
    /// What may come of it in the workspace's currency: its amount, as likely as it is.
    pub fn weighted(&self) -> Option<Decimal> {
        self.worth?.checked_mul(self.likelihood)
    }

    /// How many days it has been in its stage.
    pub fn days_in_stage(&self, today: NaiveDate) -> u32 {
        u32::try_from((today - self.opportunity.since).num_days()).unwrap_or(0)
    }
}

/// The deals of a customer; of one that is archived none.
pub fn deals(
    customer: &Customer,
    class: Option<&str>,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
) -> Vec<Deal> {
    if customer.is_archived(today) {
        return Vec::new();
    }
    let deal = |opportunity: Opportunity| {
        let worth = opportunity.money.and_then(|money| policy.rates.worth(money, opportunity.moved));
        Deal {
            id: customer.id.clone(),
            name: customer.name.clone(),
            owner: customer.owner.clone(),
            grade: class.map(str::to_owned),
            likelihood: policy.deals.likelihood(opportunity.stage),
            worth,
            opportunity,
        }
    };
    opportunities(history, policy, today).into_iter().map(deal).collect()
}

/// Puts deals in the order in which one looks at them: what moves before what is old, the likeliest first, of those the
/// greatest, then the one that has waited longest.
pub fn in_order_of_likelihood(deals: &mut [Deal]) {
    deals.sort_by(|one, other| {
        let key = |deal: &Deal| {
            (deal.opportunity.is_old(), Reverse(deal.likelihood), Reverse(deal.worth), deal.opportunity.since)
        };
        key(one).cmp(&key(other)).then_with(|| one.id.cmp(&other.id))
    });
}

/// What deals come to together, in the workspace's currency.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DealSum {
    pub amount: Decimal,
    /// The same, each as likely as it is.
    pub weighted: Decimal,
    /// How many have an amount without a rate, and are not in it.
    pub unrated: usize,
}

/// What deals come to together.
pub fn sum_of_deals(deals: &[Deal]) -> DealSum {
    let mut sum = DealSum::default();
    for deal in deals {
        match (deal.worth, deal.weighted(), deal.opportunity.money) {
            (Some(worth), Some(weighted), _) => {
                sum.amount = sum.amount.saturating_add(worth);
                sum.weighted = sum.weighted.saturating_add(weighted);
            }
            (.., Some(_)) => sum.unrated += 1,
            _ => {}
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::views::test_support::{TODAY, customer, day, history, policy};

    fn found(lines: &[&'static str]) -> Vec<Deal> {
        let today = day(TODAY);
        let mut found = deals(&customer(), Some("B"), &history(lines), &policy(), today);
        in_order_of_likelihood(&mut found);
        found
    }

    #[test]
    fn what_may_come_of_it_is_the_amount_as_likely_as_it_is() {
        // One euro is worth 1.2 dollars.
        let found = found(&["2026-11-01 quote 1000 EUR item=x", "2026-11-02 sample passed item=y"]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].opportunity.item.as_deref(), Some("y"), "the likeliest first");
        assert_eq!(found[0].weighted(), None, "nothing was quoted");
        assert_eq!(found[1].weighted().map(|sum| sum.normalize().to_string()).as_deref(), Some("300"));
        let sum = sum_of_deals(&found);
        assert_eq!((sum.amount.normalize().to_string().as_str(), sum.unrated), ("1200", 0));
        assert_eq!(found[1].days_in_stage(day(TODAY)), 20);
    }

    #[test]
    fn an_amount_without_a_rate_is_counted_and_never_guessed() {
        let found = found(&["2026-11-01 quote 1000 JPY item=x"]);
        assert_eq!((found[0].worth, sum_of_deals(&found).unrated), (None, 1));
    }

    #[test]
    fn of_an_archived_customer_there_is_none() {
        let archived = Customer { archived: Some(day("2026-11-01")), ..customer() };
        assert!(deals(&archived, None, &history(&["2026-11-01 quote 5"]), &policy(), day(TODAY)).is_empty());
    }
}
