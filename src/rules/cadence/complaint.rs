//! Open complaints come before everything else (S4): answered in 24 hours, solved in 48.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::anchor;
use crate::model::{ComplaintState, Entry, History};
use crate::rules::{AnchorKind, ComplaintRule, Reason};

/// The earliest date that an open complaint asks for.
///
/// A complaint is open while the newest entry of its `ref` is not `solved`. It counts from its
/// newest `opened`, so that one that comes back starts anew; without any, from its first entry.
pub fn next(history: &History<'_>, rule: &ComplaintRule) -> Option<(NaiveDate, Reason)> {
    dates(history, rule).into_iter().min_by_key(|(due, _)| *due)
}

/// The date that each open complaint asks for, by its `ref`.
pub fn dates(history: &History<'_>, rule: &ComplaintRule) -> Vec<(NaiveDate, Reason)> {
    let mut open: BTreeMap<Option<&str>, (&Entry<'_>, bool)> = BTreeMap::new();
    for (entry, complaint) in history.complaints() {
        let reference = complaint.reference.as_deref();
        match complaint.state {
            // Said again before we answered, it is still the same complaint.
            ComplaintState::Opened if open.get(&reference).is_some_and(|(_, answered)| !answered) => {}
            ComplaintState::Opened => {
                open.insert(reference, (entry, false));
            }
            ComplaintState::Answered => open.entry(reference).or_insert((entry, true)).1 = true,
            ComplaintState::Solved => {
                open.remove(&reference);
            }
        }
    }
    open.into_iter()
        .map(|(reference, (entry, answered))| {
            let within = if answered { rule.solve } else { rule.answer };
            let opened = anchor(entry, AnchorKind::Complaint);
            let due = within.after(entry.day());
            (due, Reason::Complaint { reference: reference.map(str::to_owned), opened, answered, within })
        })
        .collect()
}
