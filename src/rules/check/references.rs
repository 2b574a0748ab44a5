//! Numbers that tie entries together, and don't.

use super::{Finding, field};
use crate::model::{History, Trouble};
use crate::rules::Policy;
use crate::rules::references::flaws;

pub(super) fn check(history: &History<'_>, policy: &Policy, found: &mut Vec<Finding>) {
    for (line, trouble) in flaws(history, policy) {
        let name = match trouble {
            Trouble::Unbegun { .. } => "state",
            Trouble::Overpaid { .. } => "amount",
            _ => "ref",
        };
        found.push(field(line, name, trouble));
    }
}
