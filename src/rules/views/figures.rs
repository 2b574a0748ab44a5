//! What the views need of one customer: small, owned, computed once from its file and its log.

mod lasting;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Volumes;
use crate::model::{
    Customer, CustomerId, Decimal, Entry, Event, History, Interval, Need, Order, Potential, SaidPotential,
    SampleState, Unit, reference_key,
};
use crate::rules::lead::NoLead;
use crate::rules::policy::Rates;
use crate::rules::{emergencies, quotes, samples};

/// The figures of one customer on one day (own).
#[derive(Clone, Debug, PartialEq)]
pub struct Metrics {
    /// Whose they are.
    pub id: CustomerId,
    /// The twelve months up to and including today.
    pub last_year: Turnover,
    /// The twelve months before those.
    pub year_before: Turnover,
    /// What the twelve months to come are expected to bring, as one knew it on the first day of this month; `None` where no
    /// class goes by it, or nothing is known of its orders.
    pub expected: Option<Decimal>,
    /// The same at the beginning of each of the last quarters, the oldest first; nothing where no class goes by it.
    pub quarters: Vec<TierYear>,
    /// All that is known.
    pub ever: Turnover,
    /// What it ordered in the last year in the unit of `abc`; `None` where that goes by amounts.
    pub abc: Option<Volumes>,
    /// The same in the unit of `volume`.
    pub volume: Option<Volumes>,
    /// Last year's margin, over the orders of which it is known.
    pub margin: Margin,
    /// The day of the first order.
    pub first_order: Option<NaiveDate>,
    /// The day of the latest order.
    pub last_order: Option<NaiveDate>,
    /// The usual gap between its order days, in days, where its own rhythm is known.
    pub rhythm: Option<u32>,
    /// How many product lines it ever ordered (S4).
    pub lines: u32,
    /// Whether its log holds anything but days that were set.
    pub has_entries: bool,
    /// The one of the running samples that moved last: neither failed nor cancelled (S0).
    pub running_sample: Option<SampleStage>,
    /// The day of the latest quote.
    pub last_quote: Option<NaiveDate>,
    /// Whether a complaint is not solved yet (S4).
    pub open_complaint: bool,
    /// What the newest follow-up says of the need (S2).
    pub newest_need: Option<SaidNeed>,
    /// What its file says of the need (S2).
    pub need: Option<Need>,
    /// Its potential: what its file says, or its points where the file leaves it to them (S4).
    pub potential: Option<Potential>,
    /// The likelihood of renewal, by its file (S4).
    pub renewal: Option<Decimal>,
    /// Whether its file names an influence (S3).
    pub has_influence: bool,
    /// Whether its potential is that of its points.
    pub is_scored: bool,
    /// Its points as a lead (S2).
    pub lead: Decimal,
    /// Why it is no lead whatever its points.
    pub no_lead: Option<NoLead>,
    /// Whether it is gone, and nobody has decided since what it gets now.
    pub is_undecided: bool,
}

/// What a customer's points as a lead come to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scored {
    pub score: Decimal,
    /// What could become of it: what its file says, or its points where the file leaves it to them.
    pub potential: Option<Potential>,
    pub no_lead: Option<NoLead>,
}

/// The orders of a time, in the workspace's currency (own).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turnover {
    /// The sum of the amounts that could be counted.
    pub revenue: Decimal,
    /// How many orders there were.
    pub orders: u32,
    /// Orders among them without an amount.
    pub unpriced: u32,
    /// Orders among them in a currency without a rate on their day, or beyond every number.
    pub unrated: u32,
}

/// Profit over revenue (own).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Margin {
    /// What was earned.
    pub profit: Decimal,
    pub revenue: Decimal,
}

/// Where a sample stands, and since when (S0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleStage {
    pub state: SampleState,
    /// Since when.
    pub on: NaiveDate,
}

/// A need, and when it was said (S2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaidNeed {
    pub need: Need,
    /// The day of the follow-up.
    pub on: NaiveDate,
}

/// What a customer brought in the twelve months up to a day, and what it was expected to bring in those after it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TierYear {
    pub revenue: Decimal,
    pub expected: Option<Decimal>,
}

impl Turnover {
    /// That of the twelve months up to and including a day.
    pub fn of_year(history: &History<'_>, rates: &Rates, until: NaiveDate) -> Self {
        let (start, mut year) = (a_year_before(until), Turnover::default());
        for entry in history.entries() {
            let Event::Order(order) = &entry.event else { continue };
            let day = entry.day();
            if day > start && day <= until {
                year.add(Worth::of(order, day, rates), order.counts());
            }
        }
        year
    }

    /// The revenue where it can be told: not where there were orders and none of them counts.
    pub fn told(&self) -> Option<Decimal> {
        (self.orders == 0 || self.orders > self.unpriced + self.unrated).then_some(self.revenue)
    }

    /// An order, or goods that came back: what those were worth is taken off, and they are no order.
    fn add(&mut self, worth: Worth, is_order: bool) {
        self.orders += u32::from(is_order);
        match worth {
            Worth::Unpriced => self.unpriced += 1,
            Worth::Unrated => self.unrated += 1,
            Worth::Known { amount, .. } => match self.revenue.checked_add(amount) {
                Some(sum) => self.revenue = sum,
                None => self.unrated += 1,
            },
        }
    }
}

impl Margin {
    /// As a fraction; `None` without revenue.
    pub fn fraction(&self) -> Option<Decimal> {
        (self.revenue > Decimal::ZERO).then(|| self.profit.checked_div(self.revenue)).flatten()
    }

    pub(super) fn add(&mut self, other: Margin) {
        let sums = (self.profit.checked_add(other.profit), self.revenue.checked_add(other.revenue));
        if let (Some(profit), Some(revenue)) = sums {
            *self = Margin { profit, revenue };
        }
    }
}

/// What an order is worth in the workspace's currency.
#[derive(Clone, Copy)]
enum Worth {
    Known { amount: Decimal, profit: Option<Decimal> },
    Unpriced,
    Unrated,
}

impl Worth {
    fn of(order: &Order<'_>, day: NaiveDate, rates: &Rates) -> Self {
        let Some(money) = order.money else { return Worth::Unpriced };
        let rate = money.currency.map_or(Some(Decimal::ONE), |currency| rates.of(currency, day));
        let Some(rate) = rate else { return Worth::Unrated };
        let Some(amount) = money.amount.checked_mul(rate) else { return Worth::Unrated };
        let from_cost = |cost: Decimal| {
            // Of an amount of nothing no part is margin.
            let cost = cost.checked_mul(rate).filter(|_| !amount.is_zero())?;
            amount.checked_sub(cost)
        };
        let profit = match (order.margin, order.cost) {
            (Some(margin), _) => amount.checked_mul(margin),
            (None, cost) => cost.and_then(from_cost),
        };
        Worth::Known { amount, profit }
    }
}

impl Metrics {
    /// The figures of `customer` on `today`. `history` must not know later days
    /// ([`History::as_of`]).
    pub fn of(
        customer: &Customer,
        history: &History<'_>,
        rates: &Rates,
        scored: Scored,
        today: NaiveDate,
    ) -> Self {
        let mut figures = Metrics {
            id: customer.id.clone(),
            last_year: Turnover::default(),
            year_before: Turnover::default(),
            expected: None,
            quarters: Vec::new(),
            ever: Turnover::default(),
            abc: None,
            volume: None,
            margin: Margin::default(),
            first_order: None,
            last_order: None,
            rhythm: None,
            lines: 0,
            has_entries: history.happened().any(tells_something),
            running_sample: samples::running(history)
                .last()
                .map(|sample| SampleStage { state: sample.state, on: sample.on }),
            last_quote: quotes::open(history).last().map(|quote| quote.day),
            open_complaint: emergencies::has_complaint(history),
            newest_need: history.need_said().map(|(on, need)| SaidNeed { need, on }),
            need: customer.need,
            potential: scored.potential,
            renewal: customer.renewal,
            has_influence: customer.influence.as_deref().is_some_and(|reason| !reason.trim().is_empty()),
            is_scored: customer.potential == Some(SaidPotential::Scored),
            lead: scored.score,
            no_lead: scored.no_lead,
            is_undecided: emergencies::undecided(history).is_some(),
        };
        figures.count_orders(history, rates, today);
        figures
    }

    fn count_orders(&mut self, history: &History<'_>, rates: &Rates, today: NaiveDate) {
        let (start, start_before) = (a_year_before(today), years(2).before(today));
        let mut lines = BTreeSet::new();
        for entry in history.entries() {
            let Event::Order(order) = &entry.event else { continue };
            let day = entry.day();
            let worth = Worth::of(order, day, rates);
            let is_order = order.counts();
            self.ever.add(worth, is_order);
            if day > start {
                self.last_year.add(worth, is_order);
                if let Worth::Known { amount, profit: Some(profit) } = worth {
                    self.margin.add(Margin { profit, revenue: amount });
                }
            } else if day > start_before {
                self.year_before.add(worth, is_order);
            }
            if !is_order {
                continue;
            }
            // Entries of several time zones: the first in order need not have the first date.
            self.first_order = Some(self.first_order.map_or(day, |first| first.min(day)));
            self.last_order = self.last_order.max(Some(day));
            lines.extend(order.item.as_deref().map(reference_key).filter(|item| !item.is_empty()));
        }
        self.lines = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    }

    /// Whether it ever ordered.
    pub fn has_ordered(&self) -> bool {
        self.ever.orders > 0
    }

    /// The latest order's day, of a customer that ordered once but not in the last year.
    pub fn gone_since(&self) -> Option<NaiveDate> {
        self.last_order.filter(|_| self.last_year.orders == 0)
    }

    /// How many orders are left out of the revenue because their amounts couldn't be converted.
    pub fn unrated(&self) -> u32 {
        self.ever.unrated
    }
}

/// A year before a day: what is later belongs to the last year, the twelve months up to and including that day.
pub fn a_year_before(today: NaiveDate) -> NaiveDate {
    years(1).before(today)
}

fn years(count: u32) -> Interval {
    Interval::new(count, Unit::Year).expect("a constant interval")
}

/// Whether an entry says more than on which day to write or call.
fn tells_something(entry: &Entry<'_>) -> bool {
    !matches!(&entry.event, Event::Note(_) if entry.event.next().is_some())
}

#[cfg(test)]
mod tests;
