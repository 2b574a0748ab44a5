//! Values that are not on the team's own lists.

use super::finding::{Finding, key};
use crate::model::Customer;
use crate::rules::Policy;

pub(super) fn check(customer: &Customer, policy: &Policy, found: &mut Vec<Finding>) {
    let slips = policy.value_lists.slips(customer).into_iter();
    found.extend(slips.map(|(path, slip)| key(path, slip.into())));
}
