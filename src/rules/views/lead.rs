//! Lead (S2): hot, warm or cold by the points of the team's rules.

use super::{Classification, Metrics, Subject, View, classes};
use crate::model::Decimal;
use crate::rules::lead::{LeadRules, NoLead};

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
    /// Why it is cold whatever they are.
    pub no_lead: Option<NoLead>,
}

impl View for Lead {
    type Why = LeadWhy;
    type Rules<'r> = (&'r LeadRules,);

    fn of(subject: &Subject<'_>, (rule,): Self::Rules<'_>) -> Classification<Self, LeadWhy> {
        lead(subject.figures, rule)
    }
}

/// The lead's class (S2).
pub fn lead(figures: &Metrics, rules: &LeadRules) -> Classification<Lead, LeadWhy> {
    let (score, no_lead) = (figures.lead, figures.no_lead);
    Classification::known(Lead::of_score(score, no_lead, rules), LeadWhy { score, no_lead })
}

impl Lead {
    /// The class of so many points, of a customer that may be no lead at all.
    pub fn of_score(score: Decimal, no_lead: Option<NoLead>, rules: &LeadRules) -> Self {
        if no_lead.is_some() {
            Lead::Cold
        } else if score >= rules.hot {
            Lead::Hot
        } else if score >= rules.warm {
            Lead::Warm
        } else {
            Lead::Cold
        }
    }
}
