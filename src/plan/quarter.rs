//! The re-evaluation of a quarter (S4): who rose, who fell, whose grade is to be looked at, and what
//! each class was and is worth.

mod conversion;
mod receivables;

use chrono::NaiveDate;

use super::groups::Division;
use super::refit::Refit;
use crate::model::{Customer, CustomerId, Decimal, Entry, Event, History};
use crate::rules::moves::{MoveReason, suggest};
use crate::rules::views::Book;
use crate::rules::{DrivingWhy, EffectiveClass, Policy, emergencies, measure};

pub use conversion::{Conversion, Path};
pub use receivables::{Owed, Receivable};

/// One customer on the first day and on the last.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    pub id: CustomerId,
    pub name: String,
    /// Who looks after it.
    pub owner: Option<String>,
    /// On the first day; `None` before it was a customer, and once it is archived.
    pub before: Option<Stand>,
    /// On the last day.
    pub after: Option<Stand>,
    /// The last decision that changed its grade in between: when, by whom and why.
    pub decision: Option<Decision>,
    /// What a computed class rests on.
    pub computed: Option<DrivingWhy>,
    /// Whether its grade is to be looked at again, and when it last was.
    pub recheck: Option<Option<NaiveDate>>,
    /// Whether a move is suggested.
    pub is_suggested: bool,
    /// Whether it was buying on the first day: an order in the twelve months before, and no wish to end that was lost.
    pub was_buying: bool,
    /// By what it was lost since, where it was buying.
    pub loss: Option<Loss>,
    /// Its grades from the first day on, in a scheme that people decide on.
    pub path: Path,
    /// What it owes on the last day: when that is due, and how much where there is a rate.
    pub owed: Vec<Owed>,
}

/// How a customer that was buying was lost (own): the first that applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// It ended working with us.
    Ended { on: NaiveDate, why: Option<String>, competitor: Option<String> },
    /// It was archived.
    Archived { on: Option<NaiveDate> },
    /// Its last order is more than a year old: the life cycle knows it as an exit.
    NoOrder { last: Option<NaiveDate> },
}

impl Loss {
    /// Its stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Loss::Ended { .. } => "ending",
            Loss::Archived { .. } => "archived",
            Loss::NoOrder { .. } => "no-order",
        }
    }

    /// The day of the wish to end that was lost, of the archiving, or of the last order.
    pub fn day(&self) -> Option<NaiveDate> {
        match self {
            Loss::Ended { on, .. } => Some(*on),
            Loss::Archived { on } => *on,
            Loss::NoOrder { last } => *last,
        }
    }
}

/// A customer on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    /// The class that drives its cadence.
    pub class: Option<String>,
    /// Its revenue in the twelve months before, in the workspace's currency.
    pub revenue: Decimal,
    /// What it ordered in them, where the classes go by quantity.
    pub quantity: Decimal,
}

/// A decision on a grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The day.
    pub on: NaiveDate,
    pub by: Option<String>,
    pub why: Option<String>,
}

/// What became of the book.
#[derive(Clone, Debug, PartialEq)]
pub struct Quarter {
    /// The first day, with which the last is compared.
    pub since: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// Each class, in the order of work; at last what has none.
    pub shares: Vec<Share>,
    /// Both days in all.
    pub total: Share,
    /// Those that stand higher now, the furthest first.
    pub rose: Vec<Course>,
    /// Those that stand lower now, the furthest first.
    pub fell: Vec<Course>,
    /// Those that had no class.
    pub graded: Vec<Course>,
    /// Those that were no customers on the first day.
    pub came: Vec<Course>,
    /// Those that were archived since.
    pub left: Vec<Course>,
    /// Those that were buying and were lost since, by the revenue that they brought.
    pub lost: Vec<Course>,
    /// The revenue of the twelve months before the first day: of those that were buying, and of those of them that
    /// were lost.
    pub churned: (Decimal, Decimal),
    /// Where the numbers of the model of orders are to be found anew.
    pub refit: Option<Refit>,
    /// Those whose grade is to be looked at again, longest ago first.
    pub recheck: Vec<Course>,
    /// How many moves `crm review` suggests.
    pub suggested: usize,
    /// How many went up a step of the grades.
    pub conversions: Vec<Conversion>,
    /// What is to be paid on the last day, by when it is due.
    pub receivables: Vec<Receivable>,
}

impl Quarter {
    /// Whether there was nobody on either day.
    pub fn is_empty(&self) -> bool {
        self.total.customers == (0, 0) && self.left.is_empty()
    }
}

/// A class on both days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// The class; `None` for none.
    pub class: Option<String>,
    /// How many customers it had and has.
    pub customers: (usize, usize),
    /// Their revenue in the twelve months before.
    pub revenue: (Decimal, Decimal),
    /// What they ordered in them, where the classes go by quantity.
    pub quantity: (Decimal, Decimal),
    /// How many of those that it had on the first day were buying.
    pub buying: usize,
    /// How many of these were lost since.
    pub lost: usize,
}

/// Sees one customer on both days. `history` is the whole one; `books` are those of both days, where
/// the classes are computed from them.
pub fn course(
    customer: &Customer,
    history: &History<'_>,
    books: Option<&(Book, Book)>,
    policy: &Policy,
    (since, today): (NaiveDate, NaiveDate),
) -> Course {
    let (old, new) = (history.clone().as_of(since), history.clone().as_of(today));
    let then = as_of(customer, history, today);
    let customer = then.as_ref().unwrap_or(customer);
    let (driving_old, driving) = match books {
        Some((before, after)) => (
            super::driving(customer, &old, Some(before), policy, since),
            super::driving(customer, &new, Some(after), policy, today),
        ),
        None => (written_on(customer, &new, since), EffectiveClass::written(customer)),
    };
    let side = |driving: &EffectiveClass, history: &History<'_>, day| {
        let figures = measure(customer, history, policy, day);
        let volumes = Division::Grade.unit(policy).and_then(|_| Division::Grade.volumes(&figures, policy));
        Stand {
            class: driving.class.clone(),
            revenue: figures.last_year.revenue,
            quantity: volumes.map_or(Decimal::ZERO, |volumes| volumes.quantity),
        }
    };
    let known = known_since(customer, history);
    let is_there = |day| known.is_none_or(|since| since <= day) && !customer.is_archived(day);
    let before = is_there(since).then(|| side(&driving_old, &old, since));
    let after = is_there(today).then(|| side(&driving, &new, today));
    let suggestions = match known.is_none_or(|since| since <= today) {
        true => suggest(customer, &driving, &new, policy, today),
        false => Vec::new(),
    };
    let recheck = suggestions.iter().find_map(|found| match found.why {
        MoveReason::Recheck { last, .. } => Some(last),
        _ => None,
    });
    let was_buying = before.is_some()
        && measure(customer, &old, policy, since).last_year.orders > 0
        && emergencies::lost(&old).is_none();
    // Who is archived all the time is neither new nor one of those who could go up.
    let path = (before.is_some() || after.is_some()).then(|| {
        conversion::path(
            (written_on(customer, &new, since).class, written_on(customer, &new, today).class),
            &new,
            known.is_none_or(|known| known <= since),
            (since, today),
        )
    });
    Course {
        path: path.unwrap_or_default(),
        owed: receivables::owed(&new, policy, today),
        was_buying,
        loss: was_buying.then(|| loss(customer, &new, policy, today)).flatten(),
        id: customer.id.clone(),
        name: customer.name.clone(),
        owner: customer.owner.clone(),
        decision: decision(&new, since, customer.grade.as_deref()),
        computed: driving.why.filter(|_| books.is_some()),
        is_suggested: suggestions.iter().any(|found| found.to.is_some()),
        before,
        after,
        recheck,
    }
}

/// The customer as it was on the last day, where its grade was changed after that: the page of a quarter says the same,
/// whenever it is asked for.
fn as_of(customer: &Customer, history: &History<'_>, day: NaiveDate) -> Option<Customer> {
    let is_later = |entry: &Entry<'_>| entry.day() > day && matches!(entry.event, Event::Grade(_));
    history.entries().iter().any(is_later).then(|| {
        let grade = written_on(customer, history, day).class;
        Customer { grade, ..customer.clone() }
    })
}

fn loss(customer: &Customer, history: &History<'_>, policy: &Policy, today: NaiveDate) -> Option<Loss> {
    if let Some(lost) = emergencies::lost(history) {
        return Some(Loss::Ended { on: lost.lost.day, why: lost.why, competitor: lost.competitor });
    }
    if customer.is_archived(today) {
        return Some(Loss::Archived { on: customer.archived });
    }
    let figures = measure(customer, history, policy, today);
    (figures.last_year.orders == 0).then_some(Loss::NoOrder { last: figures.last_order })
}

/// The day from which it is known as a customer; `None` where nothing tells.
fn known_since(customer: &Customer, history: &History<'_>) -> Option<NaiveDate> {
    let first = history.happened().map(|entry| entry.day()).min();
    customer.since.into_iter().chain(first).min()
}

/// The grade that its file had on a day, as the log tells it: what the last decision until then made
/// of it, else what the first one after it changed.
pub(super) fn written_on(customer: &Customer, history: &History<'_>, day: NaiveDate) -> EffectiveClass {
    let (mut last, mut next) = (None, None);
    for entry in history.entries() {
        if matches!(entry.event, Event::Merged(_)) && entry.day() <= day {
            // The decisions before it are those of two customers.
            last = None;
        }
        let Event::Grade(change) = &entry.event else { continue };
        if entry.day() <= day {
            last = Some(change.to.as_deref());
        } else if next.is_none() {
            next = Some(change.from.as_deref());
        }
    }
    let class = last.or(next).map_or_else(|| customer.grade.clone(), |class| class.map(str::to_owned));
    EffectiveClass { class, ..EffectiveClass::default() }
}

/// The last change after a day that led to this grade.
fn decision(history: &History<'_>, since: NaiveDate, grade: Option<&str>) -> Option<Decision> {
    history.entries().iter().rev().take_while(|entry| entry.day() > since).find_map(|entry| {
        let Event::Grade(change) = &entry.event else { return None };
        let own = |text: Option<&str>| text.map(str::to_owned);
        let told =
            Decision { on: entry.day(), by: own(entry.by.as_deref()), why: own(change.why.as_deref()) };
        (change.from != change.to && change.to.as_deref() == grade).then_some(told)
    })
}

/// Puts together what was seen. `days` are the first and the last.
pub fn quarter(seen: Vec<Course>, policy: &Policy, (since, until): (NaiveDate, NaiveDate)) -> Quarter {
    let mut found = Quarter {
        since,
        until,
        shares: shares(&seen, policy),
        total: Share::default(),
        rose: Vec::new(),
        fell: Vec::new(),
        graded: Vec::new(),
        came: Vec::new(),
        left: Vec::new(),
        lost: seen.iter().filter(|one| one.loss.is_some()).cloned().collect(),
        churned: (
            revenue_before(&seen, |one| one.was_buying),
            revenue_before(&seen, |one| one.loss.is_some()),
        ),
        refit: None,
        recheck: seen.iter().filter(|one| one.recheck.is_some()).cloned().collect(),
        suggested: seen.iter().filter(|one| one.is_suggested).count(),
        conversions: conversion::conversions(&seen.iter().map(|one| &one.path).collect::<Vec<_>>(), policy),
        receivables: receivables::receivables(seen.iter().flat_map(|one| &one.owed)),
    };
    for share in &found.shares {
        add(&mut found.total, share);
    }
    for one in seen {
        let list = match (&one.before, &one.after) {
            (None, Some(_)) => &mut found.came,
            (Some(_), None) => &mut found.left,
            (Some(before), Some(after)) if before.class != after.class => {
                match (&before.class, steps(&one, policy)) {
                    (None, _) => &mut found.graded,
                    (_, steps) if steps < 0 => &mut found.rose,
                    _ => &mut found.fell,
                }
            }
            _ => continue,
        };
        list.push(one);
    }
    for list in [&mut found.rose, &mut found.fell] {
        list.sort_by_cached_key(|one| (-steps(one, policy).abs(), class_of(one, policy), one.id.clone()));
    }
    for list in [&mut found.graded, &mut found.came, &mut found.left] {
        list.sort_by_cached_key(|one| (class_of(one, policy), one.id.clone()));
    }
    let worth = |one: &Course| one.before.as_ref().map_or(Decimal::ZERO, |side| side.revenue);
    found.lost.sort_by(|a, b| worth(b).cmp(&worth(a)).then_with(|| a.id.cmp(&b.id)));
    found.recheck.sort_by(|a, b| (a.recheck, &a.id).cmp(&(b.recheck, &b.id)));
    found
}

/// What some of them brought in the twelve months before the first day.
fn revenue_before(seen: &[Course], is_meant: fn(&Course) -> bool) -> Decimal {
    let meant = seen.iter().filter(|one| is_meant(one)).filter_map(|one| one.before.as_ref());
    meant.fold(Decimal::ZERO, |sum, side| sum.saturating_add(side.revenue))
}

/// How far down it went in the order of work.
fn steps(one: &Course, policy: &Policy) -> i64 {
    let rank = |side: &Option<Stand>| {
        let class = side.as_ref().and_then(|side| side.class.as_deref());
        i64::try_from(policy.rank(class)).unwrap_or(i64::MAX)
    };
    rank(&one.after) - rank(&one.before)
}

fn class_of(one: &Course, policy: &Policy) -> usize {
    let side = one.after.as_ref().or(one.before.as_ref());
    policy.rank(side.and_then(|side| side.class.as_deref()))
}

fn shares(seen: &[Course], policy: &Policy) -> Vec<Share> {
    let classes = policy.grades.iter().map(|grade| Some(grade.class.clone())).chain([None]);
    let mut shares: Vec<Share> = classes.map(|class| Share { class, ..Share::default() }).collect();
    for one in seen {
        if let Some(side) = &one.before {
            let share = &mut shares[policy.rank(side.class.as_deref())];
            share.customers.0 += 1;
            share.buying += usize::from(one.was_buying);
            share.lost += usize::from(one.loss.is_some());
            share.revenue.0 = share.revenue.0.saturating_add(side.revenue);
            share.quantity.0 = share.quantity.0.saturating_add(side.quantity);
        }
        if let Some(side) = &one.after {
            let share = &mut shares[policy.rank(side.class.as_deref())];
            share.customers.1 += 1;
            share.revenue.1 = share.revenue.1.saturating_add(side.revenue);
            share.quantity.1 = share.quantity.1.saturating_add(side.quantity);
        }
    }
    shares.retain(|share| share.class.is_some() || share.customers != (0, 0));
    shares
}

fn add(total: &mut Share, share: &Share) {
    total.buying += share.buying;
    total.lost += share.lost;
    total.customers.0 += share.customers.0;
    total.customers.1 += share.customers.1;
    total.revenue.0 = total.revenue.0.saturating_add(share.revenue.0);
    total.revenue.1 = total.revenue.1.saturating_add(share.revenue.1);
    total.quantity.0 = total.quantity.0.saturating_add(share.quantity.0);
    total.quantity.1 = total.quantity.1.saturating_add(share.quantity.1);
}

#[cfg(test)]
mod tests;
