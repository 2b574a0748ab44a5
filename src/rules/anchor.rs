//! What a date counts from: a contact, an event, a decision.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};

use super::Zones;
use super::policy::{Product, Trigger};
use crate::model::{Entry, Zone};

/// What a date counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    pub day: NaiveDate,
    pub kind: AnchorKind,
    /// The line of the log, where it stands in the log.
    pub line: Option<u32>,
    /// The product with steps of its own that it is about, of what starts a sequence.
    pub product: Option<Product>,
}

/// What a date counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchorKind {
    FollowUp,
    /// A note that sets a day.
    Note,
    /// An event that starts a sequence.
    Event(Trigger),
    /// The entry that made the grade what it is.
    Grade,
    /// The file's `since`.
    Since,
    /// The first contact day.
    FirstContact,
    /// A complaint's `opened`.
    Complaint,
    /// The `opened` of a wish to end.
    Ending,
}

/// The hour of an agreed day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AgreedHour {
    pub time: NaiveTime,
    /// On whose clock: that of whoever wrote it, where anything says where that is.
    pub zone: Option<Zone>,
    /// Whether anybody of the team has another clock.
    pub is_elsewhere: bool,
}

impl AgreedHour {
    /// The hour that an entry sets, of a customer of this owner.
    pub fn of(entry: &Entry<'_>, owner: Option<&str>, zones: &Zones) -> Option<Self> {
        let (writers, owners) = (zones.of(entry.by.as_deref()), zones.of(owner));
        let zone = writers.or(owners);
        // Whoever reads it may be the one with another clock.
        let is_elsewhere = zone.is_some_and(|zone| zones.has_another(zone));
        entry.event.next_time().map(|time| AgreedHour { time, zone, is_elsewhere })
    }

    /// By what those of a day are put in order: those of unknown zones as if they were of one.
    pub fn sort_key(&self, day: NaiveDate) -> DateTime<FixedOffset> {
        self.on(day).unwrap_or_else(|| day.and_time(self.time).and_utc().fixed_offset())
    }

    /// The moment that it is on a day.
    pub fn on(&self, day: NaiveDate) -> Option<DateTime<FixedOffset>> {
        self.zone.map(|zone| zone.at(&zone.instant(day.and_time(self.time))))
    }
}

impl Anchor {
    /// An entry of the log.
    pub(super) fn of(entry: &Entry<'_>, kind: AnchorKind) -> Self {
        Anchor { day: entry.day(), kind, line: Some(entry.line), product: None }
    }
}
