//! What an import has made due on one day, spread over the working days by what they carry (own).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Item;
use crate::model::{Customer, Decimal, History};
use crate::rules::{AnchorKind, EffectiveClass, Policy, Reason, lead, moves};

/// A customer with a next date, and what it costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Whom, and why.
    pub item: Item,
    /// What its follow-up takes; one without a grade takes what the grade does that it should get.
    pub minutes: Decimal,
    /// Whether it is asked about: of the others, only their time counts.
    pub is_asked: bool,
}

/// What a day carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capacity {
    /// So many minutes.
    Minutes(Decimal),
    /// So many customers.
    Customers(usize),
}

/// What is done on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    pub customers: usize,
    pub minutes: Decimal,
}

/// A person's customers, spread.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// Whose; `None` is the pool.
    pub owner: Option<String>,
    /// What a day carries.
    pub room: Capacity,
    /// What stays where it is: it closes by itself.
    pub kept: Vec<Candidate>,
    /// The working days that get something.
    pub days: Vec<SpreadDay>,
    /// What found no place before the last day: it stays as it is.
    pub left: Vec<Candidate>,
}

/// A working day.
#[derive(Clone, Debug, PartialEq)]
pub struct SpreadDay {
    pub date: NaiveDate,
    /// Whether it is today: what is placed on it is due already, and stays as it is.
    pub is_today: bool,
    /// What was there before.
    pub planned: Work,
    /// What is placed on it, in the order of work.
    pub placed: Vec<Candidate>,
}

impl Work {
    /// Of so many.
    pub fn of(candidates: &[Candidate]) -> Self {
        candidates.iter().fold(Work::default(), Work::with)
    }

    /// Together with another.
    fn with(self, one: &Candidate) -> Self {
        Work { customers: self.customers + 1, minutes: self.minutes.saturating_add(one.minutes) }
    }

    /// Of both.
    pub fn and(self, other: Work) -> Self {
        Work {
            customers: self.customers + other.customers,
            minutes: self.minutes.saturating_add(other.minutes),
        }
    }
}

impl Candidate {
    /// Whether its day was set by a note: the customer knows of nothing.
    pub fn is_set(&self) -> bool {
        match &self.item.verdict.reason {
            Reason::Planned { .. } => true,
            Reason::Agreed { anchor, .. } => anchor.kind == AnchorKind::Note,
            _ => false,
        }
    }

    /// Whether it leaves its owner soon, by the rules of the pool.
    pub fn leaves(&self) -> bool {
        self.item.leaves.is_some()
    }

    /// Whether it would be wrong on another day: it closes by itself, or somebody set it for this very day.
    /// What was set and not done on its day is a debt as any other.
    fn stays(&self, today: NaiveDate) -> bool {
        match &self.item.verdict.reason {
            // Put off it would be somebody else's, or nobody's, before its day has come.
            _ if self.leaves() => true,
            _ if self.is_set() => self.item.due == today,
            Reason::Emergency { .. }
            | Reason::Agreed { .. }
            | Reason::Step { .. }
            | Reason::Decide { .. }
            | Reason::Rhythm { .. } => true,
            _ => false,
        }
    }
}

impl Capacity {
    fn holds(self, work: Work) -> bool {
        match self {
            Capacity::Minutes(minutes) => work.minutes <= minutes,
            Capacity::Customers(customers) => work.customers <= customers,
        }
    }

    /// Whether anything is left of it.
    fn is_open(self, work: Work) -> bool {
        match self {
            Capacity::Minutes(minutes) => work.minutes < minutes,
            Capacity::Customers(customers) => work.customers < customers,
        }
    }
}

impl Spread {
    /// All that was due.
    pub fn due(&self) -> Work {
        let placed = self.days.iter().map(|day| Work::of(&day.placed));
        placed.fold(Work::of(&self.kept).and(Work::of(&self.left)), Work::and)
    }

    /// What gets another date, with that date.
    pub fn moved(&self) -> impl Iterator<Item = (NaiveDate, &Candidate)> {
        let days = self.days.iter().filter(|day| !day.is_today);
        days.flat_map(|day| day.placed.iter().map(move |one| (day.date, one)))
    }
}

/// A customer as it is spread; `None` for one that is never due. `history` must be as of `today`.
pub fn candidate(
    customer: &Customer,
    driving: &EffectiveClass,
    history: &History<'_>,
    policy: &Policy,
    today: NaiveDate,
    is_asked: bool,
) -> Option<Candidate> {
    let item = super::item(customer, driving, history, policy, today)?;
    let first = || {
        let first = lead::first_potential(customer, history, &policy.views, today);
        policy.grade(moves::first_grade(first, policy.moves.as_ref()?))
    };
    let usual = || policy.grade(policy.usual_class()?);
    let minutes = item.minutes.or_else(|| first().or_else(usual).map(|rule| rule.minutes));
    Some(Candidate { minutes: minutes.unwrap_or_default(), item, is_asked })
}

/// Spreads what is due over the working days from `from` on, `until` included: grade by grade in the
/// order of work, in each by its date, then by id; each day takes what fits beside what is there, and one
/// that is larger than a whole day takes what is left of a day. `candidates` are all of one person, those
/// that are due later, too.
pub fn spread(
    owner: Option<String>,
    candidates: Vec<Candidate>,
    room: Capacity,
    (from, until): (NaiveDate, Option<NaiveDate>),
    policy: &Policy,
    today: NaiveDate,
) -> Spread {
    let (start, _) = policy.calendar.working_day_from(from);
    let mut planned: BTreeMap<NaiveDate, Work> = BTreeMap::new();
    let (mut kept, mut waiting) = (Vec::new(), Vec::new());
    for one in candidates {
        let is_due = one.item.due <= today;
        if is_due && !one.stays(today) {
            waiting.push(one);
            continue;
        }
        // What lies before the first day is done by then, but for what waits today.
        if is_due || one.item.due >= from {
            let day = planned.entry(one.item.due.max(start)).or_default();
            *day = day.with(&one);
        }
        if is_due && one.is_asked {
            kept.push(one);
        }
    }
    // Another run spreads those that are not asked about.
    waiting.retain(|one| one.is_asked);
    for list in [&mut kept, &mut waiting] {
        list.sort_by_cached_key(|one| {
            let item = &one.item;
            (policy.rank(item.grade.as_deref()), Reverse(item.score), item.verdict.since(), item.id.clone())
        });
    }
    let mut days = Vec::new();
    let mut next = Some(start).filter(|_| room.is_open(Work::default()));
    while let Some(date) = next.filter(|date| !waiting.is_empty() && until.is_none_or(|until| *date <= until))
    {
        let planned = planned.get(&date).copied().unwrap_or_default();
        let (placed, later) = fill(waiting, planned, room);
        waiting = later;
        if !placed.is_empty() {
            days.push(SpreadDay { date, is_today: date == today, planned, placed });
        }
        // A calendar may know no further working day.
        next = Some(policy.calendar.working_days_after(date, 1)).filter(|after| *after > date);
    }
    Spread { owner, room, kept, days, left: waiting }
}

/// What a day takes, and what waits for the next.
fn fill(waiting: Vec<Candidate>, planned: Work, room: Capacity) -> (Vec<Candidate>, Vec<Candidate>) {
    let mut waiting = waiting.into_iter().peekable();
    let is_larger_than_a_day = |one: &Candidate| !room.holds(Work::default().with(one));
    if room.is_open(planned)
        && let Some(large) = waiting.next_if(|one| is_larger_than_a_day(one))
    {
        return (vec![large], waiting.collect());
    }
    let mut work = planned;
    waiting.partition(|one| {
        let with = work.with(one);
        let fits = room.holds(with);
        work = if fits { with } else { work };
        fits
    })
}

#[cfg(test)]
mod tests;
