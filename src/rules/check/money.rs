//! Amounts that can't be counted: a currency without a rate on that day.

use super::finding::{Finding, field};
use crate::model::{History, ProblemKind};
use crate::rules::Policy;

pub(super) fn check(history: &History<'_>, policy: &Policy, found: &mut Vec<Finding>) {
    for entry in history.entries() {
        let day = entry.day();
        if let Some(currency) = entry.event.currency().filter(|c| policy.rates.of(*c, day).is_none()) {
            let trouble = ProblemKind::NoRate { currency: currency.to_string(), day };
            found.push(field(entry.line, "currency", trouble));
        }
    }
}
