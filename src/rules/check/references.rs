//! Numbers that tie entries together, and don't.

use super::finding::{Finding, field};
use crate::model::{History, ProblemKind};
use crate::rules::Policy;
use crate::rules::references::flaws;

pub(super) fn check(history: &History<'_>, policy: &Policy, found: &mut Vec<Finding>) {
    for (line, trouble) in flaws(history, policy) {
        let name = match trouble {
            ProblemKind::Unbegun { .. } => "state",
            ProblemKind::Overpaid { .. } => "amount",
            _ => "ref",
        };
        found.push(field(line, name, trouble));
    }
}
