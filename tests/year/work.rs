//! Working through a year.

use std::fmt;

use chrono::{Days, NaiveDate};

use crm::model::{CustomerId, Decimal};
use crm::plan::{self, Item};
use crm::rules::rhythm::Placed;
use crm::rules::{Cadence, Policy, Reason};

use crate::book::{Kept, Mix, book, first, worked};

/// In which order a day too short is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// First in, first out: what was due first.
    FirstDue,
    /// The grades in the order of work.
    Grade,
    /// As `crm agenda` does.
    Lanes,
}

/// The three, in the order in which they are compared.
pub const ORDERS: [Order; 3] = [Order::FirstDue, Order::Grade, Order::Lanes];

/// What became of the year.
#[derive(Clone, Debug)]
pub struct Outcome {
    order: Order,
    /// Order windows that opened.
    windows: usize,
    /// Those in which the customer ordered before anybody had spoken to it.
    lost: usize,
    /// Customers of the last grade at the end of the year.
    last_grade: usize,
    /// Those of them that are late by more than 90 days.
    forgotten: usize,
    /// How many follow-ups were done.
    done: usize,
    /// Those of customers that order in the year.
    with_buyers: usize,
    /// The orders of the year, whatever anybody expected.
    orders: usize,
    /// Those of them before which somebody had spoken to the customer, three weeks before at most.
    covered: usize,
    minutes: Decimal,
}

impl Outcome {
    /// The share of the last grade that is late by more than 90 days, in percent.
    pub fn forgotten(&self) -> f64 {
        100.0 * self.forgotten as f64 / self.last_grade.max(1) as f64
    }

    /// The share of the windows that were missed, in percent.
    pub fn missed(&self) -> f64 {
        100.0 * self.lost as f64 / self.windows.max(1) as f64
    }

    /// The orders of the year beside what anybody spent on them.
    pub fn told(&self) -> String {
        let part = |count: usize| 100.0 * count as f64 / self.orders.max(1) as f64;
        format!(
            "{:>5.1} % of {} orders not covered, {} contacts with those who order",
            part(self.orders - self.covered),
            self.orders,
            self.with_buyers
        )
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let order = match self.order {
            Order::FirstDue => "first due, first served",
            Order::Grade => "strictly by grade",
            Order::Lanes => "the three lanes",
        };
        write!(
            f,
            "{order:<24}{:>5.1} % of {} order windows missed, {:>5.1} % of {} E over 90 days late, {} follow-ups",
            self.missed(),
            self.windows,
            self.forgotten(),
            self.last_grade,
            self.done
        )
    }
}

/// A year in this order, at this load: the work of a year without end of hours, in percent of the
/// hours that there are.
pub fn year(mix: Mix, order: Order, load: u32) -> Outcome {
    year_under(&Policy::default(), mix, order, load)
}

/// The same under other rules.
pub fn year_under(policy: &Policy, mix: Mix, order: Order, load: u32) -> Outcome {
    let days = worked(policy);
    let whole = run(mix, Order::FirstDue, None, policy, &days);
    let minutes = whole.minutes * Decimal::from(100) / Decimal::from(load) / Decimal::from(days.len());
    run(mix, order, Some(minutes), policy, &days)
}

/// The trade's rules without any rhythm: every order customer by the month.
pub fn fixed_cadence() -> Policy {
    let mut policy = Policy::default();
    for grade in &mut policy.grades {
        if let Cadence::Interval { rhythm, .. } = &mut grade.cadence {
            *rhythm = None;
        }
    }
    policy
}

fn run(mix: Mix, order: Order, minutes: Option<Decimal>, policy: &Policy, days: &[NaiveDate]) -> Outcome {
    let mut book = book(mix);
    book.iter_mut().for_each(|kept| kept.judge(policy, first()));
    let (mut windows, mut lost, mut done, mut sum) = (0, 0, 0, Decimal::ZERO);
    let (mut with_buyers, mut orders, mut covered) = (0, 0, 0);
    let last = first() + Days::new(363);
    for today in first().iter_days().take_while(|day| *day <= last) {
        if days.contains(&today) {
            let due: Vec<Item> =
                book.iter().filter_map(|kept| kept.item.clone()).filter(|item| item.due <= today).collect();
            for id in chosen(order, due, today, minutes, policy) {
                let Some(kept) = book.iter_mut().find(|kept| has(kept, &id)) else { continue };
                windows += usize::from(is_open(kept, today));
                sum += kept.item.as_ref().and_then(|item| item.minutes).unwrap_or_default();
                done += 1;
                with_buyers += usize::from(!kept.orders.is_empty());
                kept.contact(today);
                kept.judge(policy, today);
            }
        }
        // Orders come in at the end of the day.
        for kept in book.iter_mut().filter(|kept| kept.orders.last().is_some_and(|day| *day <= today)) {
            // A window in which nobody worked is nobody's.
            let opened = kept.item.as_ref().map_or(today, |item| item.due);
            if is_open(kept, today) && days.iter().any(|day| (opened..=today).contains(day)) {
                windows += 1;
                lost += 1;
            }
            orders += 1;
            let since = kept.spoken.map(|spoken| (today - spoken).num_days());
            covered += usize::from(since.is_some_and(|since| since <= 21));
            kept.order(today);
            kept.judge(policy, today);
        }
    }
    let late = |item: &&Item| item.grade.as_deref() == Some("E") && (last - item.due).num_days() > 90;
    Outcome {
        order,
        windows,
        lost,
        last_grade: book.iter().filter(|kept| is_last(kept)).count(),
        forgotten: book.iter().filter_map(|kept| kept.item.as_ref()).filter(late).count(),
        done,
        with_buyers,
        orders,
        covered,
        minutes: sum,
    }
}

fn has(kept: &Kept, id: &CustomerId) -> bool {
    kept.item.as_ref().is_some_and(|item| item.id == *id)
}

fn is_last(kept: &Kept) -> bool {
    kept.item.as_ref().is_some_and(|item| item.grade.as_deref() == Some("E"))
}

/// Whether it is to be spoken to before the order that is expected.
fn is_open(kept: &Kept, today: NaiveDate) -> bool {
    let is_of_rhythm = |item: &Item| matches!(&item.verdict.reason, Reason::Rhythm { expected, .. } if !matches!(expected.placed, Placed::Alone(_)));
    kept.item.as_ref().is_some_and(|item| is_of_rhythm(item) && item.due <= today)
}

/// Who is spoken to on a day.
fn chosen(
    order: Order,
    mut due: Vec<Item>,
    today: NaiveDate,
    minutes: Option<Decimal>,
    policy: &Policy,
) -> Vec<CustomerId> {
    match order {
        Order::Lanes => {
            let schedule = plan::schedule(None, due, &[today], |_| minutes, policy);
            let placed = schedule.days.into_iter().flat_map(|day| day.placed);
            return placed.map(|placed| placed.item.id).collect();
        }
        Order::FirstDue => due.sort_by_key(|item| (item.due, item.id.clone())),
        Order::Grade => {
            due.sort_by_key(|item| (policy.rank(item.grade.as_deref()), item.due, item.id.clone()));
        }
    }
    let mut left = minutes.unwrap_or(Decimal::MAX);
    due.retain(|item| {
        let takes = item.minutes.unwrap_or_default();
        let fits = takes <= left;
        left -= if fits { takes } else { Decimal::ZERO };
        fits
    });
    due.into_iter().map(|item| item.id).collect()
}
