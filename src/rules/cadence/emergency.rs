//! Open complaints and wishes to end come before everything else (S4): answered in 24 hours, settled in 48.

use chrono::NaiveDate;

use crate::model::{History, Interval};
use crate::rules::emergencies::{self, Emergency, EmergencyKind};
use crate::rules::{ComplaintRule, Reason};

/// An open emergency with the day by which something has to be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Deadline {
    /// The last day for it: of the answer, then of its end.
    pub due: NaiveDate,
    /// The time there is, from its opening.
    pub within: Interval,
    pub emergency: Emergency,
}

impl Deadline {
    pub fn reason(self) -> Reason {
        let Deadline { within, emergency: Emergency { kind, reference, answered, opened, .. }, .. } = self;
        Reason::Emergency { kind, reference, opened, answered, within }
    }
}

/// The earliest of the open emergencies; of one day a wish to end before a complaint.
pub fn first(history: &History<'_>, rule: &ComplaintRule) -> Option<Deadline> {
    in_order(history, rule).into_iter().next()
}

/// All of them, in the same order.
pub fn in_order(history: &History<'_>, rule: &ComplaintRule) -> Vec<Deadline> {
    let mut open = deadlines(history, rule);
    open.sort_by_key(|one| one.due);
    open
}

/// The same among the wishes to end alone.
pub fn first_ending(history: &History<'_>, rule: &ComplaintRule) -> Option<Deadline> {
    let endings =
        deadlines(history, rule).into_iter().filter(|one| one.emergency.kind == EmergencyKind::Ending);
    endings.min_by_key(|one| one.due)
}

/// All open emergencies by what they are, each with its day.
pub fn deadlines(history: &History<'_>, rule: &ComplaintRule) -> Vec<Deadline> {
    let dated = |emergency: Emergency| {
        let within = if emergency.answered { rule.solve } else { rule.answer };
        Deadline { due: within.after(emergency.opened.day), within, emergency }
    };
    emergencies::open(history).into_iter().map(dated).collect()
}
