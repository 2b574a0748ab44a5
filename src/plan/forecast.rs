//! How many orders the months to come bring, and how much: the futures of each customer, drawn by the model and added up
//! for everybody, for each person and for each class.
//!
//! Four sums in five lie between what one in ten of the futures falls short of and what one in ten exceeds. Customers
//! are drawn by themselves: what befalls all of them at once, a crisis or a new price, is in no band; the back-test says
//! how much that was.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::model::{Currency, Customer, CustomerId, Decimal, Event, History, words};
use crate::rules::policy::Rates;
use crate::rules::rhythm::{Dice, Futures, RhythmModel, order_days};
use crate::rules::{LATEST_ORDERS, Policy, first_of_next_month};

/// Of fewer customers nothing is said: one order more or less would be all of it (own).
pub const LEAST_FORECAST: usize = 5;

/// So many futures are drawn, and of large books fewer, but enough to tell the tenth of them: there the sums of many
/// customers lie close together anyway.
const FUTURES: usize = 1_000;
const LEAST_FUTURES: usize = 200;
const AT_ONCE: usize = 5_000_000;

/// A customer's orders, with what each was worth.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderLog {
    pub id: CustomerId,
    /// Who looks after it; `None` in the pool.
    pub owner: Option<String>,
    /// The class that drives its cadence.
    pub grade: Option<String>,
    pub archived: Option<NaiveDate>,
    /// The days of its orders, as the model sees them.
    pub days: Vec<NaiveDate>,
    /// What each of them was worth, in the workspace's currency; nothing where there is no rate, `None` where it has no
    /// amount.
    pub sums: Vec<Option<Decimal>>,
    /// Currencies of its orders that had no rate on their day.
    pub unrated: Vec<Currency>,
}

/// The days of a month, or of what is left of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    pub from: NaiveDate,
    pub until: NaiveDate,
    /// Whether it is a whole one: only these are added up.
    pub is_whole: bool,
}

words! {
    /// Whose customers are added up: the same ones are in all three.
    ForecastOf {
        /// Of everybody.
        All = "all",
        /// Of one person's customers.
        Owner = "owner",
        /// Of the customers of one class.
        Grade = "grade",
    }
}

/// What is expected of some customers.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupForecast {
    pub of: ForecastOf,
    /// The person or class; `None` is the pool, those without a class, or everybody.
    pub name: Option<String>,
    /// How many of them have ordered.
    pub customers: usize,
    /// Those among them of whom no order's worth is known: they are in the orders, and not in the revenue.
    pub unpriced: usize,
    /// The months, then the whole ones of them together; `None` of fewer customers than say anything.
    pub months: Option<Vec<MonthForecast>>,
}

/// What is expected within some days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonthForecast {
    pub month: Month,
    pub orders: Band,
    /// None where of nobody among them an order's worth is known.
    pub revenue: Option<Band>,
}

/// The mean of the futures, and the values that one in ten, one in two and nine in ten of them don't exceed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    pub mean: Decimal,
    pub low: Decimal,
    pub middle: Decimal,
    pub high: Decimal,
}

/// What the months to come bring, added up for everybody and for parts of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// The last day that was known.
    pub known_until: NaiveDate,
    /// Everybody, then each person, then each class.
    pub groups: Vec<GroupForecast>,
    /// Currencies without a rate, in which orders were.
    pub unrated: Vec<Currency>,
    /// How many futures were drawn.
    pub futures: usize,
}

impl OrderLog {
    /// Those of a customer that has ordered. `history` must be as of today.
    pub fn of(
        customer: &Customer,
        class: Option<&str>,
        history: &History<'_>,
        policy: &Policy,
    ) -> Option<Self> {
        let days = order_days(history, policy.book_rhythm.numbers.merge_days);
        let (sums, unrated) = worth_of(&days, history, &policy.rates);
        (!days.is_empty()).then(|| OrderLog {
            id: customer.id.clone(),
            owner: customer.owner.clone(),
            grade: class.map(str::to_owned),
            archived: customer.archived,
            days,
            sums,
            unrated,
        })
    }

    /// How many orders came in some days, and what those were worth whose worth is known.
    pub fn came(&self, month: Month) -> (usize, Decimal) {
        let at = |day: NaiveDate| self.days.partition_point(|own| *own < day);
        let end = month.until.succ_opt().unwrap_or(month.until);
        let own = at(month.from)..at(end).max(at(month.from));
        let worth = self.sums[own.clone()].iter().flatten();
        (own.len(), worth.fold(Decimal::ZERO, |sum, worth| sum.saturating_add(*worth)))
    }

    /// Of which amounts the next order may be, as known on a day.
    fn amounts(&self, known_until: NaiveDate) -> Vec<i128> {
        let known = self.days.partition_point(|day| *day <= known_until);
        let sums = self.sums[..known].iter().rev().flatten().take(LATEST_ORDERS);
        let amounts: Vec<i128> = sums.map(|sum| cents(*sum)).collect();
        // Of one of whom nothing has a rate nothing is known.
        if amounts.iter().all(|amount| *amount == 0) { Vec::new() } else { amounts }
    }
}

/// What each order was worth, shipments together, and the currencies without a rate.
fn worth_of(
    days: &[NaiveDate],
    history: &History<'_>,
    rates: &Rates,
) -> (Vec<Option<Decimal>>, Vec<Currency>) {
    let (mut sums, mut unrated) = (vec![None::<Decimal>; days.len()], Vec::new());
    for entry in history.entries() {
        let Event::Order(order) = &entry.event else { continue };
        let day = entry.day();
        let Some(at) = days.partition_point(|own| *own <= day).checked_sub(1) else { continue };
        let Some(money) = order.money.filter(|_| order.counts()) else { continue };
        match (rates.worth(money, day), money.currency) {
            (Some(worth), _) => sums[at] = Some(sums[at].unwrap_or_default().saturating_add(worth)),
            (None, Some(currency)) if rates.of(currency, day).is_none() => {
                // It is not in the revenue that came, nor in that to come.
                sums[at].get_or_insert(Decimal::ZERO);
                unrated.push(currency);
            }
            // Beyond every number.
            (None, _) => {}
        }
    }
    (sums, unrated)
}

impl Month {
    /// What is left of this month, where anything is, and the three after it.
    pub fn ahead(today: NaiveDate) -> Vec<Self> {
        let next = first_of_next_month(today);
        let rest = today.succ_opt().filter(|tomorrow| *tomorrow < next);
        let rest = rest.map(|from| Month { from, until: before(next), is_whole: false });
        rest.into_iter().chain((0..3).map(|at| Month::whole(next, at))).collect()
    }

    /// So many months after the first day of one.
    pub fn whole(first: NaiveDate, later: u32) -> Self {
        let day = |later: u32| first.checked_add_months(Months::new(later)).unwrap_or(first);
        Month { from: day(later), until: before(day(later + 1)), is_whole: true }
    }

    /// From the first day of the first to the last day of the last.
    pub fn together(months: &[Month]) -> Option<Self> {
        let (first, last) = (months.first()?, months.last()?);
        Some(Month { from: first.from, until: last.until, is_whole: true })
    }
}

fn before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}

impl Forecast {
    /// What these customers are expected to order in months that come one after another, as it is known on a day. The
    /// same book says the same, in whatever order its customers stand.
    pub fn of(book: &[OrderLog], model: &RhythmModel, known_until: NaiveDate, months: &[Month]) -> Self {
        let futures = (AT_ONCE / book.len().max(1)).clamp(LEAST_FUTURES, FUTURES);
        let mut groups: BTreeMap<Key<'_>, Sums> = BTreeMap::new();
        let mut unrated: Vec<Currency> = Vec::new();
        let all = Sums::new(futures, months.len());
        let mut drawn = Vec::new();
        for one in book.iter().filter(|one| one.archived.is_none_or(|day| day > known_until)) {
            let amounts = one.amounts(known_until);
            if !draw(one, (model, &amounts), (known_until, months), futures, &mut drawn) {
                continue;
            }
            unrated.extend(&one.unrated);
            for key in one.keys() {
                groups.entry(key).or_insert_with(|| all.clone()).add(&drawn, amounts.is_empty());
            }
        }
        unrated.sort_unstable();
        unrated.dedup();
        // Nobody has ordered: that is said of everybody, too.
        groups.entry((ForecastOf::All, None)).or_insert(all);
        let groups = groups.into_iter().map(|((of, name), sums)| sums.told(of, name, months));
        Forecast { known_until, groups: groups.collect(), unrated, futures }
    }

    /// Everybody.
    pub fn all(&self) -> Option<&GroupForecast> {
        self.groups.first()
    }
}

/// Of whom it is, in the order of `ForecastOf`, and whose.
type Key<'a> = (ForecastOf, Option<&'a str>);

impl OrderLog {
    /// The groups that it belongs to.
    fn keys(&self) -> [Key<'_>; 3] {
        [
            (ForecastOf::All, None),
            (ForecastOf::Owner, self.owner.as_deref()),
            (ForecastOf::Grade, self.grade.as_deref()),
        ]
    }

    /// Whether it belongs to a group.
    pub fn is_in(&self, group: &GroupForecast) -> bool {
        self.keys().contains(&(group.of, group.name.as_deref()))
    }
}

/// An order of a future: of which future, in which month, and how much.
type Drawn = (usize, usize, i128);

/// Draws the futures of one customer; false where it had not ordered by then.
fn draw(
    one: &OrderLog,
    (model, amounts): (&RhythmModel, &[i128]),
    (known_until, months): (NaiveDate, &[Month]),
    futures: usize,
    drawn: &mut Vec<Drawn>,
) -> bool {
    drawn.clear();
    let Some(expected) = model.expectation(&one.days, known_until) else { return false };
    let Some(last) = months.last() else { return false };
    let mut dice = Dice::of(one.id.as_str(), known_until.num_days_from_ce());
    let (how, mut days) = (Futures::of(&expected), Vec::new());
    for future in 0..futures {
        how.draw(&mut dice, last.until, &mut days);
        for day in &days {
            let amount = if amounts.is_empty() { 0 } else { amounts[dice.place(amounts.len())] };
            let month = months.iter().position(|month| (month.from..=month.until).contains(day));
            drawn.extend(month.map(|month| (future, month, amount)));
        }
    }
    true
}

/// The sums of the futures of a group, month by month.
#[derive(Clone, Debug)]
struct Sums {
    months: usize,
    customers: usize,
    unpriced: usize,
    orders: Vec<u32>,
    cents: Vec<i128>,
}

impl Sums {
    fn new(futures: usize, months: usize) -> Self {
        let places = futures * months;
        Sums { months, customers: 0, unpriced: 0, orders: vec![0; places], cents: vec![0; places] }
    }

    fn add(&mut self, drawn: &[Drawn], is_unpriced: bool) {
        self.customers += 1;
        self.unpriced += usize::from(is_unpriced);
        for (future, month, amount) in drawn {
            let place = future * self.months + month;
            self.orders[place] += 1;
            self.cents[place] = self.cents[place].saturating_add(*amount);
        }
    }

    fn told(self, of: ForecastOf, name: Option<&str>, months: &[Month]) -> GroupForecast {
        let whole: Vec<usize> = (0..months.len()).filter(|at| months[*at].is_whole).collect();
        let first = whole.first().copied().unwrap_or_default();
        let single = months.iter().enumerate().map(|(at, month)| (vec![at], *month));
        let together = Month::together(&months[first..]).map(|all| (whole, all));
        let is_priced = self.unpriced < self.customers;
        let told = single.chain(together).map(|(places, month)| MonthForecast {
            month,
            orders: Band::of(self.futures(&places, |at| i128::from(self.orders[at])), 0),
            revenue: is_priced.then(|| Band::of(self.futures(&places, |at| self.cents[at]), 2)),
        });
        let months = (self.customers >= LEAST_FORECAST).then(|| told.collect());
        let (customers, unpriced) = (self.customers, self.unpriced);
        GroupForecast { of, name: name.map(str::to_owned), customers, unpriced, months }
    }

    /// The sum of some months in each future.
    fn futures(&self, months: &[usize], of: impl Fn(usize) -> i128) -> Vec<i128> {
        let starts = (0..self.orders.len()).step_by(self.months.max(1));
        let sum = |start: usize| months.iter().map(|at| of(start + at)).fold(0, i128::saturating_add);
        starts.map(sum).collect()
    }
}

impl Band {
    /// That of the futures' sums, which are so many places smaller.
    fn of(mut sums: Vec<i128>, places: u32) -> Self {
        sums.sort_unstable();
        let last = sums.len().saturating_sub(1);
        // Outward to a future that there is: a band of orders, which are whole, holds no fewer than four in five.
        let at = |tenths: usize, is_up: bool| {
            let place = if is_up { (last * tenths).div_ceil(10) } else { last * tenths / 10 };
            decimal(sums.get(place).copied().unwrap_or_default(), places)
        };
        let all = sums.iter().fold(0, |sum: i128, one| sum.saturating_add(*one));
        // Two places more, of the mean of orders, too.
        let mean = all.saturating_mul(100) / i128::try_from(sums.len().max(1)).unwrap_or(1);
        Band { mean: decimal(mean, places + 2), low: at(1, false), middle: at(5, false), high: at(9, true) }
    }

    /// Whether it holds what came.
    pub fn holds(&self, came: Decimal) -> bool {
        (self.low..=self.high).contains(&came)
    }
}

/// An amount in hundredths, which add up in whatever order; no amount is larger than a 28-digit number.
fn cents(sum: Decimal) -> i128 {
    let mut sum = sum.round_dp(2);
    sum.rescale(2);
    match sum.scale() {
        2 => sum.mantissa(),
        scale => sum.mantissa().saturating_mul(10_i128.pow(2_u32.saturating_sub(scale))),
    }
}

fn decimal(number: i128, places: u32) -> Decimal {
    Decimal::try_from_i128_with_scale(number, places).unwrap_or(Decimal::MAX)
}

#[cfg(test)]
mod tests;
