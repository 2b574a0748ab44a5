//! The numbers of the lanes.

use crate::model::{Decimal, Interval, Unit};
use crate::rules::settings::{FRACTION, SPAN, settings, span};

settings! {
    /// The numbers of the lanes (own).
    #[derive(Clone, Debug, PartialEq)]
    pub struct LaneRules "What comes first in `crm agenda` when a day is too short for all that is due." {
        /// The part of the time that goes to old debts.
        "debts" debts: Decimal = FRACTION, Decimal::new(10, 2);
        /// A debt is late by at least this part of its interval.
        "late" late: Decimal = FRACTION, Decimal::new(50, 2);
        /// How far ahead an order window, an agreed date, a sample's step or a complaint counts as closing.
        "closing" closing: Interval = SPAN, span(7, Unit::Day);
    }
}
