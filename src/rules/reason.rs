//! Why a customer is due on a day: typed, with everything that is needed to explain it.

use chrono::NaiveDate;

use super::anchor::{AgreedHour, Anchor};
use super::policy::{GradeRule, Policy, Source, Times};
use super::rhythm::ExpectedOrder;
use super::{EmergencyKind, FreeDay, Rhythm};
use crate::model::Interval;

/// The answer of the cadence rules for one customer on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The next follow-up; `None` for one that is never due.
    pub due: Option<NaiveDate>,
    pub reason: Reason,
    /// The computed date and why it was not a working day, where it moved.
    pub moved: Option<(NaiveDate, FreeDay)>,
    /// The grade by whose rule it goes until somebody decides, where that isn't the customer's own: its
    /// running sample's.
    pub by: Option<String>,
}

impl Verdict {
    /// The hour that was agreed for its day, where one was.
    pub fn hour(&self) -> Option<&AgreedHour> {
        match &self.reason {
            Reason::Agreed { hour, .. } => hour.as_ref(),
            _ => None,
        }
    }

    /// The same as it was before the planner put it on another day; nothing where it didn't.
    pub fn unplanned(&self) -> Option<Verdict> {
        match &self.reason {
            Reason::Planned { was, why, .. } => {
                Some(Verdict { due: *was, reason: (**why).clone(), moved: None, by: None })
            }
            _ => None,
        }
    }

    /// Since when the follow-up is due: what the planner put off for a while is so from the day before that.
    pub fn since(&self) -> Option<NaiveDate> {
        match self.reason {
            Reason::Planned { was: Some(was), .. } => self.due.map(|due| due.min(was)),
            _ => self.due,
        }
    }

    /// From which day on it is to be done: what has a deadline of hours from its opening on, so that a weekend takes none of
    /// them away (own); all else on its day.
    pub fn starts(&self) -> Option<NaiveDate> {
        match &self.reason {
            Reason::Emergency { opened, .. } => self.due.map(|due| due.min(opened.day)),
            _ => self.due,
        }
    }

    /// How many days late it is on a day; negative before its date.
    pub fn days_late(&self, day: NaiveDate) -> Option<i64> {
        let due = self.due?;
        let from = if due > day { due } else { self.since()? };
        Some((day - from).num_days())
    }

    /// The rule that it goes by: of the grade that the customer has, else of the one that its sample asks for.
    pub fn rule<'p>(&self, class: Option<&str>, policy: &'p Policy) -> Option<&'p GradeRule> {
        self.by.as_deref().or(class).and_then(|class| policy.grade(class))
    }

    /// Whether the playbooks have a say: not for one that is never due, nor where a complaint or a wish to end
    /// wants its answer first.
    pub fn is_for_playbooks(&self) -> bool {
        self.due.is_some() && !matches!(self.reason, Reason::Emergency { .. })
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// Archived: never due.
    Archived {
        /// Since when.
        on: NaiveDate,
    },
    /// `need: dead` in its file: never due.
    NoNeed,
    /// An open complaint, or a wish to end.
    Emergency {
        kind: EmergencyKind,
        /// Its number.
        reference: Option<String>,
        /// When it was opened.
        opened: Anchor,
        /// Whether it was answered since.
        answered: bool,
        /// The time there is.
        within: Interval,
    },
    /// Nobody graded it yet.
    Ungraded {
        /// The file's `since`; without one it is due today.
        since: Option<NaiveDate>,
        /// A grade in its file that the workspace doesn't have.
        unknown: Option<String>,
    },
    /// Never contacted.
    FirstContact {
        /// The file's `since`; without one it is due today.
        since: Option<NaiveDate>,
    },
    /// The date agreed in the latest follow-up, or set by a note since.
    Agreed {
        /// That follow-up, or that note.
        anchor: Anchor,
        /// The hour, where one was agreed.
        hour: Option<AgreedHour>,
    },
    /// The planner has put it on a day, to spread the work: that promises nobody anything.
    Planned {
        /// That note.
        anchor: Anchor,
        /// Since when it is due.
        was: Option<NaiveDate>,
        why: Box<Reason>,
    },
    /// An interval after the last contact day.
    Cadence {
        /// How long.
        every: Interval,
        /// Whose rule it is.
        source: Source,
        /// The last contact.
        anchor: Anchor,
    },
    /// Before the next order in the customer's own rhythm.
    Rhythm {
        /// What is known of it.
        rhythm: Rhythm,
        /// The order that it is for, and by what its day was chosen.
        expected: ExpectedOrder,
        /// How long before it.
        lead: Interval,
        /// Whether its own file says so.
        is_own_lead: bool,
        /// The last contact.
        anchor: Anchor,
    },
    /// The next of a sequence of gaps.
    Step {
        /// Which one, from 1.
        step: usize,
        of: usize,
        /// Days.
        gap: u32,
        /// The whole sequence.
        gaps: Vec<u32>,
        /// Where the sequence was written.
        source: Source,
        /// What started it.
        anchor: Anchor,
        /// The day that the gap counts from: the later of the anchor and the last contact.
        from: NaiveDate,
    },
    /// The sequence is used up: decide on the customer.
    Decide {
        /// How many steps it had.
        of: usize,
        /// The last gap, in days.
        gap: u32,
        /// What started it.
        anchor: Anchor,
        /// The last contact day.
        from: NaiveDate,
        /// The grades that a decision usually leads to.
        choices: Vec<String>,
    },
    /// A sample customer of which no sample is on record, nor when it became one: there is no sequence that it
    /// could be late in.
    NoSample {
        /// The first gap, in days.
        gap: u32,
        /// Where the sequences are written.
        source: Source,
        /// The last contact.
        anchor: Anchor,
    },
    /// The next of the contacts that a month wants.
    Times {
        /// How many it wants.
        times: Times,
        /// How many it has had.
        done: u32,
        /// The first day of that month.
        month: NaiveDate,
        /// The last working day for the next one.
        end: NaiveDate,
        /// The usual gap, in days.
        gap: u32,
        /// Whose rule it is.
        source: Source,
        /// The last contact.
        anchor: Anchor,
    },
    /// A grade whose customers are never due.
    LeftAlone {
        /// Where that is written.
        source: Source,
    },
}

impl Reason {
    /// Every stable code.
    pub const CODES: &'static [&'static str] = &[
        "complaint",
        "ending",
        "ungraded",
        "first-contact",
        "agreed",
        "cadence",
        "rhythm",
        "step",
        "decide",
        "no-sample",
        "planned",
        "times",
        "archived",
        "no-need",
        "left-alone",
    ];

    /// The stable code of the machine output.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::Archived { .. } => "archived",
            Reason::NoNeed => "no-need",
            Reason::Emergency { kind: EmergencyKind::Complaint, .. } => "complaint",
            Reason::Emergency { kind: EmergencyKind::Ending, .. } => "ending",
            Reason::Ungraded { .. } => "ungraded",
            Reason::FirstContact { .. } => "first-contact",
            Reason::Agreed { .. } => "agreed",
            Reason::Planned { .. } => "planned",
            Reason::Cadence { .. } => "cadence",
            Reason::Rhythm { .. } => "rhythm",
            Reason::Step { .. } => "step",
            Reason::Decide { .. } => "decide",
            Reason::NoSample { .. } => "no-sample",
            Reason::Times { .. } => "times",
            Reason::LeftAlone { .. } => "left-alone",
        }
    }

    /// What the date counts from, where it counts from something.
    pub fn anchor(&self) -> Option<&Anchor> {
        match self {
            Reason::Emergency { opened: anchor, .. }
            | Reason::Agreed { anchor, .. }
            | Reason::Planned { anchor, .. }
            | Reason::Cadence { anchor, .. }
            | Reason::Rhythm { anchor, .. }
            | Reason::Step { anchor, .. }
            | Reason::Decide { anchor, .. }
            | Reason::NoSample { anchor, .. }
            | Reason::Times { anchor, .. } => Some(anchor),
            _ => None,
        }
    }
}
