//! One customer on one side of a comparison.

use chrono::NaiveDate;

use crate::model::{Customer, Decimal, History};
use crate::plan::{Filter, cost, driving, views};
use crate::rules::grading::{Book, Figures, Views};
use crate::rules::{Policy, Verdict, cadence};

/// What is computed of one customer on one side: small, and without its views, for which the whole
/// book of that side must be known.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Its name.
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
    pub figures: Figures,
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
        let class = driving(customer, history, self.book, policy, today).class;
        Side {
            verdict: cadence::next(customer, class.as_deref(), history, policy, today),
            minutes: cost(customer, class.as_deref(), policy, today)
                .map_or(Decimal::ZERO, |cost| cost.minutes),
            is_asked: self.filter.admits(customer, class.as_deref(), history, (policy, today)),
            figures: Figures::of(customer, history, policy, today),
            name: customer.name.clone(),
            owner: customer.owner.clone(),
            class,
        }
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
