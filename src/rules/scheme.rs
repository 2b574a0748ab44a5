//! Which scheme divides the customers for the work: its classes drive the cadences.

use super::views::{SalesMeasure, ViewRules};
use crate::model::words;

words! {
    /// The scheme that drives the cadences (S0, S1, S2, S3, S4).
    Scheme {
        /// A to E by what a customer did so far (S0): people decide, the file says it.
        Trade = "trade",
        /// The team's own classes: people decide, the file says it.
        Own = "own",
        /// By the cumulative share of the revenue (S1), computed.
        Abc = "abc",
        /// By sales volume (S2), computed.
        Volume = "volume",
        /// By rank and history (S3), computed.
        Pyramid = "pyramid",
        /// By amount, margin and renewal (S4), computed.
        Value = "value",
        /// By the stage of the life cycle (S2), computed.
        Lifecycle = "lifecycle",
        /// By achievable revenue or potential (S2), computed.
        Importance = "importance",
        /// By what was said of the need (S2), computed.
        Need = "need",
    }
}

impl Scheme {
    /// Whether its classes follow from the orders and the log, so that no file needs a grade.
    pub fn is_computed(self) -> bool {
        !matches!(self, Scheme::Trade | Scheme::Own)
    }

    /// Whether its classes are tiers of last year's revenue, from the one that brings most down: not the stages of a
    /// life cycle or of a need, nor what goes by quantity.
    pub fn goes_by_revenue(self, views: &ViewRules) -> bool {
        match self {
            Scheme::Pyramid | Scheme::Value | Scheme::Importance => true,
            Scheme::Abc => views.abc.by == SalesMeasure::Amount,
            Scheme::Volume => views.volume.by == SalesMeasure::Amount,
            Scheme::Trade | Scheme::Own | Scheme::Lifecycle | Scheme::Need => false,
        }
    }
}
