//! Lead (S2): hot, warm or cold by the points of the team's rules.

use super::{Classification, Metrics, Subject, View, classes};
use crate::model::Decimal;
use crate::rules::lead::LeadRules;

classes! {
    /// How near a customer seems to an order, by its points (S2).
    Lead {
        /// Many points.
        Hot = "hot",
        /// Some.
        Warm = "warm",
        /// Few.
        Cold = "cold",
    }
}

/// Why a lead is hot, warm or cold (own).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeadWhy {
    /// Its points.
    pub score: Decimal,
}

impl View for Lead {
    type Why = LeadWhy;

    fn of(subject: &Subject<'_>) -> Classification<Self, LeadWhy> {
        lead(subject.figures, &subject.rules.lead)
    }
}

/// The lead's class (S2).
pub fn lead(figures: &Metrics, rules: &LeadRules) -> Classification<Lead, LeadWhy> {
    Classification::told(Lead::of_score(figures.lead, rules), LeadWhy { score: figures.lead })
}

impl Lead {
    /// The class of so many points.
    pub fn of_score(score: Decimal, rules: &LeadRules) -> Self {
        if score >= rules.hot {
            Lead::Hot
        } else if score >= rules.warm {
            Lead::Warm
        } else {
            Lead::Cold
        }
    }
}
