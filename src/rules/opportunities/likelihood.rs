//! How likely an opportunity becomes an order.

use super::stage::OpportunityStage;
use crate::model::Decimal;
use crate::rules::settings::{FRACTION, settings};

settings! {
    /// How likely an opportunity becomes an order (own).
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct OpportunityRules "How likely an opportunity becomes an order, by its stage: what crm deals weighs its amount with."
    starter "How likely an opportunity becomes an order, by its stage."
        "商机在各阶段成交的可能性。"
    {
        /// The customer needs something now, and nothing was offered.
        "asked" asked: Decimal = FRACTION, Decimal::new(10, 2);
        /// It has a quote.
        "quoted" quoted: Decimal = FRACTION, Decimal::new(25, 2);
        /// A sample is being made, is on its way or is tested.
        "sampling" sampling: Decimal = FRACTION, Decimal::new(40, 2);
        /// It answered a quote.
        "negotiating" negotiating: Decimal = FRACTION, Decimal::new(50, 2);
        /// It accepted a sample.
        "passed" passed: Decimal = FRACTION, Decimal::new(70, 2);
    }
}

impl OpportunityRules {
    /// How likely an opportunity of this stage becomes an order, from 0 to 1.
    pub fn likelihood(&self, stage: OpportunityStage) -> Decimal {
        match stage {
            OpportunityStage::Asked => self.asked,
            OpportunityStage::Quoted => self.quoted,
            OpportunityStage::Sampling => self.sampling,
            OpportunityStage::Negotiating => self.negotiating,
            OpportunityStage::Passed => self.passed,
            OpportunityStage::Won => Decimal::ONE,
            OpportunityStage::Lost => Decimal::ZERO,
        }
    }
}
