//! What other currencies are worth in the one that totals are in.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::model::{Currency, Decimal, Money};

/// The workspace's currency, and the rates of others.
#[derive(Clone, Debug, PartialEq)]
pub struct Rates {
    /// The currency of totals, and of amounts without one.
    pub currency: Currency,
    /// What one unit of another currency is worth in it, by day, oldest first.
    pub others: BTreeMap<Currency, Vec<Rate>>,
}

/// A rate from a day on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// The first day.
    pub from: NaiveDate,
    /// What one unit is worth in the workspace's currency.
    pub rate: Decimal,
}

impl Default for Rates {
    /// US dollars, and no others.
    fn default() -> Self {
        let currency = Currency::new("USD").expect("a constant currency");
        Rates { currency, others: BTreeMap::new() }
    }
}

impl Rates {
    /// What one unit of a currency was worth on a day; `None` without a rate.
    pub fn of(&self, currency: Currency, day: NaiveDate) -> Option<Decimal> {
        if currency == self.currency {
            return Some(Decimal::ONE);
        }
        let rates = self.others.get(&currency)?;
        rates.iter().rev().find(|rate| rate.from <= day).map(|rate| rate.rate)
    }

    /// The currency of an amount that may name none.
    #[must_use]
    pub fn named(&self, currency: Option<Currency>) -> Currency {
        currency.unwrap_or(self.currency)
    }

    /// What an amount of a day comes to in this currency; an amount that names none is in it. `None` without a rate.
    pub fn worth(&self, money: Money, day: NaiveDate) -> Option<Decimal> {
        let rate = money.currency.map_or(Some(Decimal::ONE), |currency| self.of(currency, day))?;
        money.amount.checked_mul(rate)
    }
}
