//! What an entry says of the next contact.

use chrono::{NaiveDate, NaiveTime};

/// The word of `next` that ends the day that was set.
pub const NO_NEXT: &str = "none";

/// What an entry says of the next contact. In the file `next` has the day or [`NO_NEXT`], and `next_time` the hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextContact {
    /// Its day, and its hour on the clock of whoever wrote it.
    On(NaiveDate, Option<NaiveTime>),
    /// The day that was set before is ended, and none is set.
    Ended,
}

impl NextContact {
    /// The day, where it sets one.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            NextContact::On(day, _) => Some(day),
            NextContact::Ended => None,
        }
    }

    /// The hour of that day.
    pub fn hour(self) -> Option<NaiveTime> {
        match self {
            NextContact::On(_, hour) => hour,
            NextContact::Ended => None,
        }
    }
}

impl From<NaiveDate> for NextContact {
    fn from(day: NaiveDate) -> Self {
        NextContact::On(day, None)
    }
}
