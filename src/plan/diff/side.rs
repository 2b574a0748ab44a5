//! One customer on one side of a comparison.

use chrono::NaiveDate;

use crate::model::{Customer, Decimal, History};
use crate::plan::{Aim, Filter, aim_of_class, aims_of_book, cost, driving, views};
use crate::rules::moves::{Suggestion, suggest};
use crate::rules::policy::Trigger;
use crate::rules::pool::{self, Barred, PoolReturn};
use crate::rules::views::{Book, Metrics, Views};
use crate::rules::{Playbook, Policy, Verdict, cadence, measure};

/// What is computed of one customer on one side: small, and without its views, for which the whole
/// book of that side must be known.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    pub name: String,
    /// Who looks after it.
    pub owner: Option<String>,
    /// The class that drives its cadence.
    pub class: Option<String>,
    /// When it is due next, and why.
    pub verdict: Verdict,
    /// The minutes a year that it takes.
    pub minutes: Decimal,
    /// Whether the filter admits it.
    pub is_asked: bool,
    /// What the views rest on.
    pub figures: Metrics,
    /// Whether it leaves its owner, and who may claim it.
    pub pool: PoolState,
    /// The moves and tasks that are suggested.
    pub moves: Vec<Suggestion>,
    /// The newest of its events that a playbook may ask for.
    pub newest: Option<Trigger>,
}

/// What the pool's rules say of a customer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PoolState {
    /// When it leaves its owner, where that is soon enough for the owner to be told.
    pub fall: Option<PoolReturn>,
    /// Whether it may be taken away today.
    pub is_due: bool,
    /// In the pool: who may not claim it back yet.
    pub barred: Vec<Barred>,
}

impl PoolState {
    /// What of it matters to somebody: not by which of two clauses of one day.
    pub fn told(&self) -> (Option<NaiveDate>, bool, &[Barred]) {
        (self.fall.as_ref().map(|fall| fall.on), self.is_due, &self.barred)
    }
}

/// What the customers of one side are judged by.
#[derive(Clone, Copy, Debug)]
pub struct Judge<'a> {
    /// The rules.
    pub policy: &'a Policy,
    /// The whole book, where the classes that drive the cadences are computed from it.
    pub book: Option<&'a Book>,
    /// Which customers are asked about.
    pub filter: &'a Filter,
    /// The day, the same for both sides.
    pub today: NaiveDate,
}

impl Judge<'_> {
    /// Judges one customer. `history` must be as of the day.
    pub fn side(&self, customer: &Customer, history: &History<'_>) -> Side {
        let (policy, today) = (self.policy, self.today);
        let driving = driving(customer, history, self.book, policy, today);
        let moves = suggest(customer, &driving, history, policy, today);
        let minutes = cost(customer, &driving, policy, today).map_or(Decimal::ZERO, |cost| cost.minutes);
        let class = driving.class;
        Side {
            pool: self.pool(customer, class.as_deref(), history),
            moves,
            newest: Trigger::newest(history),
            verdict: cadence::next(customer, class.as_deref(), history, policy, today),
            minutes,
            is_asked: self.filter.admits(customer, class.as_deref(), history, (policy, today)),
            figures: measure(customer, history, policy, today),
            name: customer.name.clone(),
            owner: customer.owner.clone(),
            class,
        }
    }

    fn pool(&self, customer: &Customer, class: Option<&str>, history: &History<'_>) -> PoolState {
        let (policy, today) = (self.policy, self.today);
        let Some(rules) = &policy.pool else { return PoolState::default() };
        let fall = pool::leaves(customer, class, history, policy, today);
        let is_free = customer.owner.is_none() && !customer.is_archived(today);
        PoolState {
            is_due: fall.as_ref().is_some_and(|fall| fall.is_due(today)),
            barred: if is_free { pool::barred(history, rules, today) } else { Vec::new() },
            fall,
        }
    }

    /// What its playbooks say for this time: that of its class, and that of its combined label, for which the whole
    /// book must be known.
    pub fn aims(&self, side: &Side, book: Option<&Book>) -> Vec<Aim> {
        let of_class = aim_of_class(side.class.as_deref(), side.newest, self.policy)
            .filter(|_| !side.figures.is_undecided);
        let book = book.filter(|_| Playbook::any_of_the_book(&self.policy.playbooks));
        let of_book =
            book.map(|book| aims_of_book(&side.figures, book, side.newest, self.policy, self.today));
        of_class.into_iter().chain(of_book.into_iter().flatten()).collect()
    }

    /// Its class in every view.
    pub fn views(&self, side: &Side, book: &Book) -> Views {
        views(&side.figures, book, side.verdict.due, self.policy, self.today)
    }
}

impl Side {
    /// Whether it should have been contacted before `today`.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.verdict.due.is_some_and(|due| due < today)
    }
}
