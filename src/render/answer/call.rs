//! When to call a customer.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::value::{Moment, Word, listed, text};
use crate::model::Meeting;
use crate::rules::calling::{self, Calling, Stretch, ZoneFrom};

listed!(ZoneFrom { File, Country });

/// When and how it is best called, on the clock of whoever looks after it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "call")]
pub struct Call {
    /// The customer's time zone, by its IANA name; null where it isn't known.
    pub zone: Option<String>,
    /// Where the zone comes from: the customer's file, or its country where that has only one.
    pub zone_from: Option<Word<ZoneFrom>>,
    /// The channel that it prefers.
    pub channel: Option<String>,
    /// The hours that it prefers, in its own time, as its file has them.
    pub hours: Option<String>,
    /// These hours, else the hour of `best`, as instants on the caller's clock: those that share the most with the
    /// day in question (that of the agenda; else the due date, and today where it has passed). Null where a zone
    /// isn't known, or no hours.
    pub here: Option<Vec<Hours>>,
    /// What of the hours that it prefers the owner works, too (`day` under people in crm.yaml): none in common is [], null
    /// where the hours or the zone of one of the two aren't known.
    pub both: Option<Vec<Hours>>,
    /// The caller's time zone: that of the owner under people in crm.yaml, else the workspace's.
    pub here_zone: Option<String>,
    /// How many minutes the customer's clock is ahead of the caller's at noon of that day; negative where it is
    /// behind.
    pub offset_minutes: Option<i32>,
    /// The hour in which most answers came (replies to a call, a chat, a visit, whose hour is logged); null without
    /// any.
    pub best: Option<BestHour>,
    /// Whether it likes short or long meetings; null where its file doesn't say.
    pub meeting: Option<Word<Meeting>>,
}

/// From one moment to another one.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Hours {
    /// The first moment, RFC 3339.
    pub from: Moment,
    /// The end, RFC 3339.
    pub to: Moment,
}

/// The hour in which most answers came.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct BestHour {
    /// The hour of the customer's day, 0 to 23; as logged where its zone isn't known.
    pub hour: u32,
    /// How many answers came in it.
    pub answers: usize,
    /// How many came at any hour.
    pub of: usize,
}

impl Call {
    /// The hours of a customer on a day of whoever calls; nothing where nothing is known of them.
    pub fn of(calling: Option<&Calling>, day: NaiveDate) -> Option<Self> {
        let calling = calling?;
        let time = calling.on(day);
        // Its own wish goes before what was seen of it.
        let windows = if time.hours.is_empty() { time.best.into_iter().collect() } else { time.hours };
        let here: Option<Vec<Hours>> = windows.iter().map(|window| window.here.map(Hours::of)).collect();
        Some(Call {
            zone: text(calling.zone.map(|zone| zone.name())),
            zone_from: calling.zone_from.map(Word),
            channel: calling.channel.clone(),
            hours: calling.written.clone(),
            here: here.filter(|windows| !windows.is_empty()),
            both: time.both.map(|both| both.into_iter().map(Hours::of).collect()),
            here_zone: text(calling.here.map(|zone| zone.name())),
            offset_minutes: time.ahead,
            best: calling.best.map(BestHour::of),
            meeting: calling.meeting.map(Word),
        })
    }
}

impl Hours {
    fn of(stretch: Stretch) -> Self {
        Hours { from: Moment(stretch.from.to_rfc3339()), to: Moment(stretch.until.to_rfc3339()) }
    }
}

impl BestHour {
    fn of(best: calling::BestHour) -> Self {
        BestHour { hour: best.hour, answers: best.answers, of: best.of }
    }
}
