//! The numbers of the pool.

use super::Clause;
use crate::model::{Interval, Unit, words};

/// When a customer falls into the pool, and who may claim it (S2; the numbers are the team's).
#[derive(Clone, Debug, PartialEq)]
pub struct PoolRules {
    /// What the customers of a class may be left without, and how long.
    pub after: Vec<Limits>,
    /// So early its owner is told.
    pub warn: Interval,
    /// What keeps a customer with its owner all the same.
    pub exempt: Vec<Exemption>,
    /// How many customers one person may have and still claim others; `None` for any number.
    pub holds: Option<usize>,
    /// How many one person may claim on one day.
    pub claims_a_day: Option<usize>,
    /// For how long the last owner may not claim it back.
    pub barred: Option<Interval>,
}

/// What the customers of one class may be left without.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// The class of the driving scheme.
    pub class: String,
    /// Without a follow-up.
    pub followup: Option<Interval>,
    /// Without an order.
    pub order: Option<Interval>,
    /// Without a deal.
    pub deal: Option<Interval>,
}

words! {
    /// What keeps a customer with its owner.
    Exemption {
        /// A sample that runs, and nothing ordered after it.
        Sample = "sample",
        /// A quote, as long as it keeps a deal in negotiation.
        Quote = "quote",
        /// An order within the last year.
        Order = "order",
        /// A complaint that isn't solved.
        Complaint = "complaint",
    }
}

impl Limits {
    /// What it may be left without, each with how long.
    pub fn clauses(&self) -> impl Iterator<Item = (Clause, Interval)> {
        let all = [(Clause::FollowUp, self.followup), (Clause::Order, self.order), (Clause::Deal, self.deal)];
        all.into_iter().filter_map(|(clause, limit)| Some((clause, limit?)))
    }
}

impl Default for PoolRules {
    fn default() -> Self {
        PoolRules {
            after: Vec::new(),
            warn: Interval::new(7, Unit::Day).expect("a constant interval"),
            exempt: Exemption::ALL.to_vec(),
            holds: None,
            claims_a_day: None,
            barred: None,
        }
    }
}
