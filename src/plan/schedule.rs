//! The days of an agenda, filled with what their hours carry.

mod clash;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::{AlarmedCustomer, Item, Occasion};
use crate::model::{CustomerId, Decimal, total};
use crate::rules::calling::Reached;
use crate::rules::{Lane, Policy, Reason, times_usual, usual_amount};

pub use clash::{Span, note_clashes};

/// The agenda of one person for some days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schedule {
    /// Whose; `None` is the pool.
    pub owner: Option<String>,
    pub days: Vec<Day>,
    /// What did not fit into any of them, in the order of work.
    pub left: Vec<Item>,
    /// The days that are no follow-ups, and what falls due: what is late first.
    pub dates: Vec<Occasion>,
    /// The customers of whom crm.yaml says that they are watched, and for whom an alarm rings.
    pub alarms: Vec<AlarmedCustomer>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    pub date: NaiveDate,
    /// The minutes that there are; `None` where nobody said.
    pub capacity: Option<Decimal>,
    /// The minutes of them that a follow-up takes which began on a day before: one that is longer than what was
    /// left of its day.
    pub carried: Decimal,
    /// The minutes of all that was due, what did not fit included.
    pub wanted: Decimal,
    /// How many customers were due.
    pub due: usize,
    /// What is done on it, in the order of work.
    pub placed: Vec<Placed>,
}

/// A follow-up with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Whom, and why.
    pub item: Item,
    /// What put it there, where the day was too short for all.
    pub lane: Option<Lane>,
}

impl Schedule {
    /// Puts each day in the order of the clock: who is reached at a known hour by that, those outside of the owner's hours
    /// behind the others, and last, in the order of work, those of whom no hour is known. What has a deadline of hours waits
    /// for none.
    pub fn by_hour(&mut self) {
        for day in &mut self.days {
            let date = day.date;
            day.placed.sort_by_cached_key(|Placed { item, .. }| {
                let agreed =
                    item.hour_on(date).map(|hour| Reached { is_outside: false, from: hour.sort_key(date) });
                let reached = || item.calling.as_ref().and_then(|calling| calling.reached_from(date));
                let from = agreed.or_else(reached);
                (!item.is_urgent(), from.is_none(), from.filter(|_| !item.is_urgent()))
            });
        }
    }
}

impl Day {
    /// Puts what was agreed for an hour of this day before what has none, by the hour: it can't be moved (own). The
    /// deadlines of hours stay first.
    fn put_hours_first(&mut self) {
        let date = self.date;
        self.placed.sort_by_cached_key(|Placed { item, .. }| {
            let hour = item.hour_on(date).map(|hour| hour.sort_key(date));
            (!item.is_urgent(), hour.is_none(), hour.filter(|_| !item.is_urgent()))
        });
    }

    /// The minutes of what is done on it.
    pub fn minutes(&self) -> Decimal {
        total(self.placed.iter().filter_map(|placed| placed.item.minutes))
    }
}

/// Fills the days, one after the other: what did not fit waits for the next. The minutes are one budget: what is
/// longer than the rest of a day begins there, and takes what it needs of the days after it, so that nothing is left
/// undone while a day still has time. Over the end of a week it goes only where nothing shorter is due (own). A
/// deadline of hours waits for no day. `items` are one person's, in the order of work; `capacity` gives a day's minutes.
pub fn schedule(
    owner: Option<String>,
    mut items: Vec<Item>,
    days: &[NaiveDate],
    capacity: impl Fn(NaiveDate) -> Option<Decimal>,
    policy: &Policy,
) -> Schedule {
    let mut schedule = Schedule { owner, ..Schedule::default() };
    let last = days.last().copied();
    items.retain(|item| last.is_some_and(|last| item.starts() <= last));
    let mut owed = Decimal::ZERO;
    for date in days {
        // On a day off, only what was agreed for it and what can't wait; who asks for that day alone works on it.
        let is_off = days.len() > 1 && policy.calendar.free(*date).is_some();
        let (due, later): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| match is_off {
            true => (item.due == *date && is_agreed(item)) || (item.starts() <= *date && item.is_urgent()),
            false => item.starts() <= *date,
        });
        if is_off && due.is_empty() {
            items = later;
            continue;
        }
        let minutes = capacity(*date).filter(|_| !is_off);
        let carried = minutes.map_or(Decimal::ZERO, |minutes| owed.min(minutes));
        let (day, rest) = fill(due, *date, (minutes, carried), policy);
        if let Some(minutes) = minutes {
            owed = owed.saturating_add(day.minutes()).saturating_sub(minutes).max(Decimal::ZERO);
        }
        items = rest.into_iter().chain(later).collect();
        schedule.days.push(day);
    }
    super::in_order(&mut items, policy);
    schedule.left = items;
    for day in &mut schedule.days {
        let mut placed: Vec<&mut Item> = day.placed.iter_mut().map(|placed| &mut placed.item).collect();
        note_clashes(&mut placed, day.date);
    }
    schedule
}

fn is_agreed(item: &Item) -> bool {
    matches!(item.verdict.reason, Reason::Agreed { .. })
}

/// One day's list: all that is due where it fits, else what the lanes choose; and the rest.
fn fill(
    due: Vec<Item>,
    date: NaiveDate,
    (capacity, carried): (Option<Decimal>, Decimal),
    policy: &Policy,
) -> (Day, Vec<Item>) {
    let wanted = total(due.iter().filter_map(|item| item.minutes));
    let mut day = Day { date, capacity, carried, wanted, due: due.len(), placed: Vec::new() };
    let free = capacity.map(|minutes| minutes.saturating_sub(carried).max(Decimal::ZERO));
    let lanes: Vec<Option<Option<Lane>>> = match free {
        Some(minutes) if minutes < wanted => {
            choose(&due, date, minutes, policy).into_iter().map(|lane| lane.map(Some)).collect()
        }
        _ => due.iter().map(|_| Some(None)).collect(),
    };
    let mut rest = Vec::new();
    let mut placed = Vec::new();
    for (item, lane) in due.into_iter().zip(lanes) {
        match lane {
            Some(lane) => placed.push((item, lane)),
            None => rest.push(item),
        }
    }
    let (mut items, lanes): (Vec<Item>, Vec<(CustomerId, Option<Lane>)>) = placed
        .into_iter()
        .map(|(item, lane)| {
            let id = item.id.clone();
            (item, (id, lane))
        })
        .unzip();
    super::in_order(&mut items, policy);
    let lane_of = |id: &CustomerId| lanes.iter().find(|(own, _)| own == id).and_then(|(_, lane)| *lane);
    day.placed = items.into_iter().map(|item| Placed { lane: lane_of(&item.id), item }).collect();
    day.put_hours_first();
    (day, rest)
}

/// The lane of each item that fits into the minutes; `None` for one that doesn't.
fn choose(due: &[Item], date: NaiveDate, minutes: Decimal, policy: &Policy) -> Vec<Option<Lane>> {
    let rules = &policy.lanes;
    let mut filled = Filled::new(due, date, minutes, policy);
    let minutes = filled.left;
    let all = || 0..due.len();
    let rank = |index: usize| policy.rank(due[index].grade.as_deref());
    let work = |index: usize| if policy.goes_by_grade() { rank(index) } else { 0 };
    let tie = |index: usize| (due[index].due, due[index].id.clone());
    // With the points where the team wants them before the days.
    let by_points = |index: usize| (Reverse(due[index].score), tie(index));
    let mut debts: Vec<usize> = all()
        .filter(|index| {
            let item = &due[*index];
            rules.is_debt(&item.verdict, policy, item.grade.as_deref(), date)
        })
        .collect();
    debts.sort_by_cached_key(|index| (work(*index), tie(*index)));
    filled.take(&debts, Lane::Debt, minutes.checked_mul(rules.debts).unwrap_or_default());
    let mut closing: Vec<(NaiveDate, usize)> =
        all().filter_map(|index| Some((rules.closes(&due[index].verdict, date)?, index))).collect();
    // What should have happened already is equally pressing, and the order of work decides: by its dates,
    // one late step would draw the next after it, and the windows that can still be kept would be lost.
    closing.sort_by_cached_key(|(closes, index)| ((*closes).max(date), rank(*index), by_points(*index)));
    let closing: Vec<usize> = closing.into_iter().map(|(_, index)| index).collect();
    filled.take(&closing, Lane::Closing, minutes);
    let mut amounts: BTreeMap<usize, Vec<Decimal>> = BTreeMap::new();
    for index in all() {
        amounts.entry(rank(index)).or_default().extend(due[index].expected);
    }
    let usual: BTreeMap<usize, Option<Decimal>> =
        amounts.into_iter().map(|(rank, amounts)| (rank, usual_amount(amounts))).collect();
    let times = |index: usize| times_usual(due[index].expected, usual.get(&rank(index)).copied().flatten());
    let mut rest: Vec<usize> = all().collect();
    rest.sort_by_cached_key(|index| {
        let item = &due[*index];
        let worth = rules.worth(&item.verdict, policy, item.grade.as_deref(), date);
        let worth = worth.saturating_mul(times(*index));
        // What takes no time comes first in any case.
        let work = if filled.takes(*index).is_zero() { 0 } else { work(*index) };
        (work, Reverse(worth), by_points(*index))
    });
    if is_last_of_week(date, policy) {
        filled.take(&rest, Lane::Worth, minutes);
    }
    // What is longer than the rest of the day begins there: what closes first, then the rest in its order. Within the
    // week nothing that comes later goes before it for being shorter.
    let next = closing.iter().map(|index| (*index, Lane::Closing));
    for (index, lane) in next.chain(rest.iter().map(|index| (*index, Lane::Worth))) {
        if filled.left > Decimal::ZERO && filled.lanes[index].is_none() {
            filled.place(index, lane);
        }
    }
    filled.lanes
}

/// A day while it is filled.
struct Filled<'d> {
    due: &'d [Item],
    lanes: Vec<Option<Lane>>,
    /// The minutes that are left of it.
    left: Decimal,
    /// The place in the order of work of each that is late; of nobody where the team goes by the worth.
    late: Vec<Option<usize>>,
    /// The place in the order of work of each.
    ranks: Vec<usize>,
    /// How many of each place are late and not on the day yet.
    waiting: Vec<usize>,
}

impl<'d> Filled<'d> {
    /// A day with what has a deadline of hours, which comes before every grade and every lane, though the day is full.
    fn new(due: &'d [Item], date: NaiveDate, minutes: Decimal, policy: &Policy) -> Self {
        let ranks: Vec<usize> = due.iter().map(|item| policy.rank(item.grade.as_deref())).collect();
        let is_late =
            |item: &Item| policy.goes_by_grade() && item.verdict.days_late(date).is_some_and(|late| late > 0);
        let late: Vec<_> =
            due.iter().zip(&ranks).map(|(item, rank)| is_late(item).then_some(*rank)).collect();
        let mut waiting = vec![0; policy.grades.len() + 1];
        for rank in late.iter().flatten() {
            waiting[*rank] += 1;
        }
        let mut filled = Filled { due, lanes: vec![None; due.len()], left: minutes, late, ranks, waiting };
        for index in (0..due.len()).filter(|index| due[*index].is_urgent()) {
            filled.place(index, Lane::Closing);
        }
        filled.left = filled.left.max(Decimal::ZERO);
        filled
    }

    fn takes(&self, index: usize) -> Decimal {
        self.due[index].minutes.unwrap_or_default()
    }

    fn place(&mut self, index: usize, lane: Lane) {
        self.lanes[index] = Some(lane);
        self.left = self.left.saturating_sub(self.takes(index));
        if let Some(rank) = self.late[index] {
            self.waiting[rank] -= 1;
        }
    }

    /// Those of a list that fit into so many minutes. But for what closes, none goes before one of a higher grade that is
    /// late and has no place, however short it is, unless it takes no time at all (S0).
    fn take(&mut self, order: &[usize], lane: Lane, most: Decimal) {
        let mut most = most.min(self.left);
        for index in order.iter().copied() {
            let takes = self.takes(index);
            let is_behind =
                lane != Lane::Closing && self.waiting[..self.ranks[index]].iter().any(|count| *count > 0);
            if self.lanes[index].is_none() && takes <= most && (takes.is_zero() || !is_behind) {
                self.place(index, lane);
                most = most.saturating_sub(takes);
            }
        }
    }
}

/// Whether the next working day is of another week.
fn is_last_of_week(date: NaiveDate, policy: &Policy) -> bool {
    let mut rest_of_it = date.iter_days().skip(1).take_while(|day| day.iso_week() == date.iso_week());
    rest_of_it.all(|day| policy.calendar.free(day).is_some())
}

#[cfg(test)]
mod tests;
