//! What was read of a file.

use crate::model::Customer;
use crate::yaml::UnlocatedProblem;

/// What a file says, as far as it can be read.
pub(crate) struct Card {
    pub customer: Customer,
    /// What was passed over: values that can't be, keys that nobody knows.
    pub faults: Vec<UnlocatedProblem>,
}
