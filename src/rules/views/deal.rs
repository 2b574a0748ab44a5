//! Deal status (S2): won, in negotiation, potential.

use chrono::NaiveDate;

use super::{Classification, Metrics, SampleStage, Subject, View, classes};
use crate::model::{Interval, Unit};
use crate::rules::settings::{SPAN, settings, span};

classes! {
    /// How far a deal has come (S2).
    Deal {
        /// Has an order.
        Won = "won",
        /// Has a running sample or a quote.
        InNegotiation = "in negotiation",
        /// Neither.
        Potential = "potential",
    }
}

settings! {
    /// What counts as a negotiation (own).
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct DealRule "Won, in negotiation, potential."
    starter "Without an order, a quote keeps a deal in negotiation for so long."
        "没有订单时，报价之后多久之内算洽谈中。"
    {
        /// For so long a quote keeps a deal in negotiation that has no order.
        "quote" quote: Interval = SPAN, span(90, Unit::Day);
    }
}

/// Why a deal stands where it does (S2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DealWhy {
    Ordered {
        /// The last time.
        last: Option<NaiveDate>,
        /// So many times.
        orders: u32,
    },
    /// A sample is running.
    Sample(SampleStage),
    /// It has a quote.
    Quoted {
        /// The latest.
        on: NaiveDate,
    },
    /// None of these.
    Nothing,
}

impl View for Deal {
    type Why = DealWhy;
    type Rules<'r> = (&'r DealRule,);

    fn of(subject: &Subject<'_>, (rule,): Self::Rules<'_>) -> Classification<Self, DealWhy> {
        deal(subject.figures, rule, subject.today)
    }
}

/// The deal's status (S2).
pub fn deal(figures: &Metrics, rule: &DealRule, today: NaiveDate) -> Classification<Deal, DealWhy> {
    if figures.has_ordered() {
        let why = DealWhy::Ordered { last: figures.last_order, orders: figures.ever.orders };
        return Classification::known(Deal::Won, why);
    }
    if let Some(sample) = figures.running_sample {
        return Classification::known(Deal::InNegotiation, DealWhy::Sample(sample));
    }
    match figures.last_quote.filter(|on| *on >= rule.quote.before(today)) {
        Some(on) => Classification::known(Deal::InNegotiation, DealWhy::Quoted { on }),
        None => Classification::known(Deal::Potential, DealWhy::Nothing),
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{TODAY, day, figures};
    use super::*;

    #[test]
    fn a_deal_is_won_by_an_order_and_negotiated_with_a_sample_or_a_quote() {
        let cases: &[(&[&'static str], Deal)] = &[
            (&[], Deal::Potential),
            (&["2026-11-20 followup"], Deal::Potential),
            (&["2019-01-01 order"], Deal::Won),
            (&["2026-11-21 order 10", "2026-11-21 sample failed"], Deal::Won),
            (&["2020-01-01 sample passed"], Deal::InNegotiation),
            (&["2026-11-01 sample agreed", "2026-11-02 sample failed"], Deal::Potential),
            (&["2026-11-01 sample agreed", "2026-11-02 sample cancelled"], Deal::Potential),
            (&["2026-11-21 quote 10"], Deal::InNegotiation),
            (&["2026-08-23 quote 10"], Deal::InNegotiation), // 90 days ago
            (&["2026-08-22 quote 10"], Deal::Potential),
            (&["2026-08-23 quote 10", "2026-08-01 quote 10"], Deal::InNegotiation),
        ];
        for (lines, want) in cases {
            let judged = deal(&figures(lines), &DealRule::default(), day(TODAY));
            assert_eq!(judged.class, Some(*want), "{lines:?}");
        }
    }

    #[test]
    fn it_says_what_it_rests_on() {
        let why = |lines| deal(&figures(lines), &DealRule::default(), day(TODAY)).why;
        assert_eq!(why(&["2026-11-01 quote 10"]), DealWhy::Quoted { on: day("2026-11-01") });
        assert_eq!(
            why(&["2026-11-01 order 10", "2025-11-01 order 10"]),
            DealWhy::Ordered { last: Some(day("2026-11-01")), orders: 2 }
        );
    }
}
