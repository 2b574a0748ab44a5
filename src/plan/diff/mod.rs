//! What a change of rules or files does to customers, seen on one and the same day.

mod side;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use crate::model::{CustomerId, Decimal, words};
use crate::plan::Aim;
use crate::rules::moves::Suggestion;
use crate::rules::views::Views;
use crate::rules::{Policy, Verdict};

pub use side::{Judge, PoolState, Side};

words! {
    /// What can be different about a customer.
    Aspect {
        /// It became overdue, or is no longer.
        Overdue = "overdue",
        /// Its next date moves.
        Due = "due",
        /// The class that drives its cadence changes.
        Class = "class",
        /// Its class in a view changes.
        Views = "views",
        /// It leaves its owner, or no longer; or somebody else may claim it.
        Pool = "pool",
        /// Another move or task is suggested.
        Moves = "moves",
        /// Its playbook says something else.
        Playbook = "playbook",
        /// It has another owner.
        Owner = "owner",
        /// It has another name.
        Name = "name",
        /// It is new.
        Added = "added",
        /// It is gone.
        Removed = "removed",
    }
}

/// Whether a customer is on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Only on the new one.
    Added,
    /// Only on the old one.
    Removed,
    /// On both.
    Changed,
}

/// A value on both sides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shift<T> {
    /// Before.
    pub from: T,
    /// After.
    pub to: T,
}

/// A customer for which something is different.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Its id, the same on both sides.
    pub id: CustomerId,
    /// Whether it is on both.
    pub change: Change,
    /// Its name: none on a side where it is not.
    pub name: Shift<Option<String>>,
    /// Who looks after it: none in the pool, too.
    pub owner: Shift<Option<String>>,
    /// The class that drives its cadence.
    pub class: Shift<Option<String>>,
    /// When it is due next, and why.
    pub verdict: Shift<Option<Verdict>>,
    /// Whether it is overdue.
    pub overdue: Shift<bool>,
    /// The views in which its class changes.
    pub views: Vec<(&'static str, Shift<Option<&'static str>>)>,
    /// Whether it leaves its owner, and who may claim it.
    pub pool: Shift<PoolState>,
    /// What is suggested.
    pub moves: Shift<Vec<Suggestion>>,
    /// What its playbooks say, where the rules have other ones.
    pub aims: Shift<Vec<Aim>>,
}

/// A side with what only the whole book tells.
#[derive(Clone, Debug)]
pub struct Seen<'a> {
    pub side: &'a Side,
    /// Its classes, where the views were asked for.
    pub views: Option<Views>,
    /// What its playbooks say, where the rules have other ones.
    pub aims: Vec<Aim>,
}

impl<T: PartialEq> Shift<T> {
    /// Whether it is not the same on both sides.
    pub fn differs(&self) -> bool {
        self.from != self.to
    }
}

impl Change {
    /// The word in machine output.
    pub fn as_str(self) -> &'static str {
        match self {
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Changed => "changed",
        }
    }
}

impl Difference {
    /// What is different about one customer; `None` where nothing is.
    pub fn of(
        id: &CustomerId,
        from: Option<Seen<'_>>,
        to: Option<Seen<'_>>,
        today: NaiveDate,
    ) -> Option<Self> {
        let change = match (&from, &to) {
            (Some(_), Some(_)) => Change::Changed,
            (None, Some(_)) => Change::Added,
            (Some(_), None) => Change::Removed,
            (None, None) => return None,
        };
        let views = match (&from, &to) {
            (Some(Seen { views: Some(from), .. }), Some(Seen { views: Some(to), .. })) => {
                changed_views(from, to)
            }
            _ => Vec::new(),
        };
        let aims = |seen: &Option<Seen<'_>>| seen.as_ref().map(|seen| seen.aims.clone()).unwrap_or_default();
        let aims = Shift { from: aims(&from), to: aims(&to) };
        let (from, to) = (from.map(|seen| seen.side), to.map(|seen| seen.side));
        let difference = Difference {
            id: id.clone(),
            change,
            name: both(from, to, |side| Some(side.name.clone())),
            owner: both(from, to, |side| side.owner.clone()),
            class: both(from, to, |side| side.class.clone()),
            verdict: both(from, to, |side| Some(side.verdict.clone())),
            overdue: both(from, to, |side| side.is_overdue(today)),
            views,
            pool: both(from, to, |side| side.pool.clone()),
            moves: both(from, to, |side| side.moves.clone()),
            aims,
        };
        Aspect::ALL.iter().any(|aspect| difference.has(*aspect)).then_some(difference)
    }

    /// The next date on both sides.
    pub fn due(&self) -> Shift<Option<NaiveDate>> {
        let due = |verdict: &Option<Verdict>| verdict.as_ref().and_then(|verdict| verdict.due);
        Shift { from: due(&self.verdict.from), to: due(&self.verdict.to) }
    }

    /// Whether it differs in this. What is new or gone differs in nothing else.
    pub fn has(&self, aspect: Aspect) -> bool {
        let both = self.change == Change::Changed;
        match aspect {
            Aspect::Added => self.change == Change::Added,
            Aspect::Removed => self.change == Change::Removed,
            Aspect::Overdue => both && self.overdue.differs(),
            Aspect::Due => both && self.due().differs(),
            Aspect::Class => both && self.class.differs(),
            Aspect::Views => both && !self.views.is_empty(),
            Aspect::Pool => both && self.pool.from.told() != self.pool.to.told(),
            Aspect::Moves => both && !are_alike(&self.moves),
            Aspect::Playbook => both && self.aims.differs(),
            Aspect::Owner => both && self.owner.differs(),
            Aspect::Name => both && self.name.differs(),
        }
    }

    /// Its name now, or the last one.
    pub fn newest_name(&self) -> &str {
        self.name.to.as_deref().or(self.name.from.as_deref()).unwrap_or_default()
    }

    /// The owner it has, or had.
    pub fn newest_owner(&self) -> Option<&str> {
        if self.change == Change::Removed { self.owner.from.as_deref() } else { self.owner.to.as_deref() }
    }

    /// The class it has, or had.
    pub fn newest_class(&self) -> Option<&str> {
        if self.change == Change::Removed { self.class.from.as_deref() } else { self.class.to.as_deref() }
    }

    /// Whether its date comes earlier; never is later than any day.
    pub fn is_earlier(&self) -> bool {
        let due = self.due();
        let day = |day: Option<NaiveDate>| day.unwrap_or(NaiveDate::MAX);
        day(due.to) < day(due.from)
    }
}

/// Whether the same moves and tasks are suggested. That their evidence is another one is not a difference.
fn are_alike(moves: &Shift<Vec<Suggestion>>) -> bool {
    let told = |one: &Suggestion| (one.why.code(), one.to.clone(), one.archive);
    moves.from.iter().map(told).eq(moves.to.iter().map(told))
}

fn both<T: Default>(from: Option<&Side>, to: Option<&Side>, value: impl Fn(&Side) -> T) -> Shift<T> {
    Shift { from: from.map(&value).unwrap_or_default(), to: to.map(&value).unwrap_or_default() }
}

fn changed_views(from: &Views, to: &Views) -> Vec<(&'static str, Shift<Option<&'static str>>)> {
    let shifts = Views::NAMES.iter().map(|name| (*name, Shift { from: from.get(name), to: to.get(name) }));
    shifts.filter(|(_, shift)| shift.differs()).collect()
}

/// What one side adds up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many customers there are.
    pub customers: usize,
    /// How many of them are overdue.
    pub overdue: usize,
    /// The minutes a year that they take.
    pub minutes: Decimal,
}

impl Sum {
    /// Counts one customer, where it is asked about.
    pub fn add(&mut self, side: &Side, today: NaiveDate) {
        if side.is_asked {
            self.customers += 1;
            self.overdue += usize::from(side.is_overdue(today));
            self.minutes = self.minutes.saturating_add(side.minutes);
        }
    }
}

/// The hours a week of each person, in one order.
pub type Hours<'a> = &'a [(String, Option<Decimal>)];

/// All that is different, and what it adds up to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Whether the rules in `crm.yaml` are not the same.
    pub other_rules: bool,
    /// Parts of the rules that are not the same, and act on no customer alone.
    pub apart: Vec<&'static str>,
    /// How many customers' files are not the same.
    pub other_files: usize,
    /// What both sides add up to.
    pub sums: Shift<Sum>,
    /// One per customer, in the order of work.
    pub differences: Vec<Difference>,
}

impl Comparison {
    /// How another model of the book's orders is named.
    const RHYTHM: &str = "rhythm.yaml";

    /// Whether the model of the book's orders is another one.
    pub fn has_other_rhythm(&self) -> bool {
        self.apart.contains(&Self::RHYTHM)
    }

    /// Takes one customer as it is on both sides, where it is asked about on either.
    pub fn take(&mut self, id: &CustomerId, from: Option<Seen<'_>>, to: Option<Seen<'_>>, today: NaiveDate) {
        let sides = [(&from, &mut self.sums.from), (&to, &mut self.sums.to)];
        for (seen, sum) in sides {
            if let Some(seen) = seen {
                sum.add(seen.side, today);
            }
        }
        let is_asked = |seen: &Option<Seen<'_>>| seen.as_ref().is_some_and(|seen| seen.side.is_asked);
        if is_asked(&from) || is_asked(&to) {
            self.differences.extend(Difference::of(id, from, to, today));
        }
    }

    /// Names what of the rules is another one and is not compared customer by customer; beside the rules, what
    /// each person has of hours.
    pub fn name_apart(
        &mut self,
        (old, old_hours): (&Policy, Hours<'_>),
        (new, new_hours): (&Policy, Hours<'_>),
    ) {
        let claims = |policy: &Policy| policy.pool.as_ref().map(|rules| (rules.holds, rules.claims_a_day));
        let parts = [
            ("events", old.events != new.events),
            ("reminders", old.reminders != new.reminders),
            ("lanes", old.lanes != new.lanes),
            ("people", old.people != new.people),
            ("hours_a_week", old.people == new.people && old_hours != new_hours),
            ("cadence", old.people == new.people && old.own_cadences != new.own_cadences),
            ("timezone", old.zones != new.zones),
            (Self::RHYTHM, old.book_rhythm != new.book_rhythm),
            ("pool.holds", claims(old).zip(claims(new)).is_some_and(|(old, new)| old != new)),
        ];
        self.apart = parts.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect();
    }

    /// Keeps what differs in one of these.
    pub fn keep(&mut self, aspects: &[Aspect]) {
        self.differences.retain(|difference| aspects.iter().any(|aspect| difference.has(*aspect)));
    }

    /// Puts them into the order of work: by class, by date, by id.
    pub fn sort(&mut self, policy: &Policy) {
        self.differences.sort_by_cached_key(|difference| {
            let due = difference.due();
            let due = due.to.or(due.from).unwrap_or(NaiveDate::MAX);
            (policy.rank(difference.newest_class()), due, difference.id.clone())
        });
    }

    /// How many customers differ in this.
    pub fn count(&self, aspect: Aspect) -> usize {
        self.differences.iter().filter(|difference| difference.has(aspect)).count()
    }
}
