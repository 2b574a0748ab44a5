//! Why a customer should move: the reasons with their evidence. A new one is a variant here, its code in `model::words`,
//! what it rests on in `mod.rs`, and its sentence and its word in `render::lang`; what is missing doesn't compile.

use chrono::NaiveDate;

use super::Silence;
use crate::model::{Decimal, Interval, MoveCode, Potential, Reply, SampleState};
use crate::rules::{DrivingWhy, Label, Rhythm};

/// Why a customer should move, with the figures and entries it rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum MoveReason {
    /// It has ordered.
    Order {
        /// The last order.
        last: NaiveDate,
        /// Where it stands in the log.
        line: u32,
        /// Order days ever.
        orders: usize,
    },
    Sample {
        /// Where it stands.
        state: SampleState,
        /// Since when.
        on: NaiveDate,
    },
    /// The sample's sequence is over, without an order.
    SequenceOver {
        /// What it was counted from.
        anchor: NaiveDate,
        /// Contact days since.
        contacts: usize,
        /// How the sample ended, if it did.
        ended: Option<SampleState>,
        /// The last reply since, neutral or positive.
        replied: Option<NaiveDate>,
    },
    /// An order customer that orders no longer.
    Inactive {
        /// For at least so long.
        time: Interval,
        /// The last order.
        last: Option<NaiveDate>,
        /// Its own rhythm, where it is known.
        rhythm: Option<Rhythm>,
    },
    /// A written-off customer answers again.
    BackInContact {
        on: NaiveDate,
        /// Where it stands in the log.
        line: u32,
        reply: Reply,
    },
    /// Nobody answers.
    Silent(Silence),
    /// It will never need it.
    NoNeed {
        /// When it said so.
        on: NaiveDate,
        /// Where it stands in the log.
        line: u32,
    },
    /// It wanted to end, and is gone.
    Lost {
        /// The day on which it was lost.
        on: NaiveDate,
        /// Where it stands in the log.
        line: u32,
        /// Why, as it was last said.
        why: Option<String>,
        /// To whom it went.
        competitor: Option<String>,
    },
    /// Nobody graded it yet.
    Ungraded {
        /// What could become of it, by its file or its points.
        potential: Option<Potential>,
        /// Its points, where they decide.
        score: Option<Decimal>,
    },
    /// The scheme computes another class than the file says.
    Computed(DrivingWhy),
    /// A task: is the contact still there?
    Verify {
        /// Follow-ups in a row.
        silence: Silence,
        /// Whether they bounced.
        bounced: bool,
    },
    /// A task: is the grade still right?
    Recheck {
        /// The last decision or confirmation.
        last: Option<NaiveDate>,
        /// The big event after which nobody has decided, where that asks for it.
        after: Option<Label>,
    },
}

impl MoveReason {
    /// The day of the event that has made it due, where one has.
    pub fn event(&self) -> Option<NaiveDate> {
        match self {
            MoveReason::Order { last: on, .. }
            | MoveReason::Sample { on, .. }
            | MoveReason::BackInContact { on, .. }
            | MoveReason::Lost { on, .. } => Some(*on),
            _ => None,
        }
    }

    /// The stable code of the machine output.
    pub fn code(&self) -> &'static str {
        self.word().as_str()
    }

    /// The code as a value.
    pub fn word(&self) -> MoveCode {
        match self {
            MoveReason::Order { .. } => MoveCode::Order,
            MoveReason::Sample { .. } => MoveCode::Sample,
            MoveReason::SequenceOver { .. } => MoveCode::SequenceOver,
            MoveReason::Inactive { .. } => MoveCode::Inactive,
            MoveReason::BackInContact { .. } => MoveCode::BackInContact,
            MoveReason::Silent(_) => MoveCode::Silent,
            MoveReason::NoNeed { .. } => MoveCode::NoNeed,
            MoveReason::Lost { .. } => MoveCode::Lost,
            MoveReason::Ungraded { .. } => MoveCode::Ungraded,
            MoveReason::Computed(_) => MoveCode::Computed,
            MoveReason::Verify { .. } => MoveCode::Verify,
            MoveReason::Recheck { .. } => MoveCode::Recheck,
        }
    }

    /// The day on which what it rests on began; none where that is no day.
    pub fn began(&self) -> Option<NaiveDate> {
        match self {
            MoveReason::Order { last: on, .. }
            | MoveReason::Sample { on, .. }
            | MoveReason::BackInContact { on, .. }
            | MoveReason::NoNeed { on, .. }
            | MoveReason::Lost { on, .. }
            | MoveReason::SequenceOver { anchor: on, .. } => Some(*on),
            MoveReason::Inactive { last, .. } => *last,
            MoveReason::Silent(silence) | MoveReason::Verify { silence, .. } => Some(silence.since),
            MoveReason::Recheck { last, .. } => *last,
            MoveReason::Ungraded { .. } | MoveReason::Computed(_) => None,
        }
    }
}
