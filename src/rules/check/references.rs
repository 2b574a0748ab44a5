//! Numbers that tie entries together, and don't.

use super::{Finding, field};
use crate::model::{History, Trouble};
use crate::rules::Policy;
use crate::rules::references::{Flaw, flaws};

pub(super) fn check(history: &History<'_>, policy: &Policy, found: &mut Vec<Finding>) {
    for (line, flaw) in flaws(history, policy) {
        found.push(match flaw {
            Flaw::Twice { kind, reference, first } => {
                field(line, "ref", Trouble::RefTwice { kind, reference, first })
            }
            Flaw::Unbegun { kind, name } => field(line, "state", Trouble::Unbegun { kind, name }),
            Flaw::NoInvoice(reference) => field(line, "ref", Trouble::UnknownInvoice(reference)),
            Flaw::Overpaid { reference, over } => {
                field(line, "amount", Trouble::Overpaid { reference, over })
            }
        });
    }
}
