//! Open complaints come before everything else (S4): answered in 24 hours, solved in 48.

use chrono::NaiveDate;

use crate::model::{ComplaintState, History};
use crate::rules::{ComplaintRule, Reason, complaints};

/// The earliest date that an open complaint asks for.
pub fn next(history: &History<'_>, rule: &ComplaintRule) -> Option<(NaiveDate, Reason)> {
    complaints::open(history)
        .into_iter()
        .map(|complaint| {
            let answered = complaint.state == ComplaintState::Answered;
            let within = if answered { rule.solve } else { rule.answer };
            let due = within.after(complaint.opened.day);
            let (reference, opened) = (complaint.reference, complaint.opened);
            (due, Reason::Complaint { reference, opened, answered, within })
        })
        .min_by_key(|(due, _)| *due)
}
