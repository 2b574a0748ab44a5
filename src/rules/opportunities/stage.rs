//! How far an opportunity has come, and what it waits for.

use crate::model::words;

words! {
    /// How far an opportunity has come.
    OpportunityStage {
        /// It needs something now, and nothing was offered.
        Asked = "asked",
        /// It has a quote.
        Quoted = "quoted",
        /// A sample is being made, is on its way or is tested.
        Sampling = "sampling",
        /// It answered a quote.
        Negotiating = "negotiating",
        /// It accepted a sample.
        Passed = "passed",
        /// It ordered.
        Won = "won",
        /// It won't order.
        Lost = "lost",
    }
}

impl OpportunityStage {
    /// The words of those of an open deal: the two ends stand behind them.
    pub const OPEN: &'static [&'static str] =
        OpportunityStage::WORDS.split_at(OpportunityStage::Won as usize).0;
}

words! {
    /// What an opportunity waits for.
    Wait {
        /// Our quote.
        Quote = "quote",
        /// The customer's answer.
        Answer = "answer",
        /// That we send the sample.
        Dispatch = "dispatch",
        /// That the sample gets there.
        Arrival = "arrival",
        /// What the customer's test says.
        Test = "test",
        /// Our next step: the customer has answered.
        Step = "step",
        /// That the customer orders.
        Order = "order",
        /// That somebody says whether it is lost: nothing has moved for too long.
        Decision = "decision",
    }
}
