//! When and how a customer is best called: its own hours (S1), the hour at which it has answered (S2),
//! and what both are on the clock of whoever calls.

mod best;

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveTime, TimeZone, Timelike};

pub use best::BestHour;

use super::Zones;
use crate::model::{Customer, History, Hours, Meeting, Span, Zone};

/// When somebody may be in an office anywhere (own).
const OFFICE: Span = Span { from: 7 * 60, until: 20 * 60 };

/// What is known of the hours of a customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Calling {
    /// Its time zone.
    pub zone: Option<Zone>,
    /// Where the zone comes from.
    pub zone_from: Option<ZoneFrom>,
    /// The channel that it prefers.
    pub channel: Option<String>,
    /// The hours that it prefers, as its file says.
    pub written: Option<String>,
    /// The same, where they can be read.
    pub hours: Option<Hours>,
    /// When it has answered before.
    pub best: Option<BestHour>,
    /// The zone of whoever calls.
    pub here: Option<Zone>,
    /// When whoever calls works.
    pub own: Option<Hours>,
    /// Whether it likes short or long meetings.
    pub meeting: Option<Meeting>,
}

/// Where a customer's zone comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneFrom {
    /// Its file says so.
    File,
    /// Its country has no other one.
    Country,
}

/// The hours of a customer on one day of whoever calls.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CallTime {
    /// The hours that it prefers, the earliest first.
    pub hours: Vec<Window>,
    /// The hour at which it has answered.
    pub best: Option<Window>,
    /// What of the hours that it prefers whoever calls works, too, on that one's clock: nothing of them, where they have none
    /// in common; `None` where hours or zone of one of the two aren't known.
    pub both: Option<Vec<Stretch>>,
    /// How many minutes its clock is ahead of ours; negative where it is behind.
    pub ahead: Option<i32>,
}

/// From when on a customer is reached, on the clock of whoever calls: what lies outside of that one's hours comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reached {
    pub is_outside: bool,
    pub from: DateTime<FixedOffset>,
}

/// A stretch of time on both clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// On the customer's clock.
    pub there: Stretch,
    /// On the clock of whoever calls, where that is known.
    pub here: Option<Stretch>,
}

/// From one moment to another one, on one clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first moment.
    pub from: DateTime<FixedOffset>,
    /// The moment after the last one.
    pub until: DateTime<FixedOffset>,
}

impl ZoneFrom {
    /// The word in machine output.
    pub fn as_str(self) -> &'static str {
        match self {
            ZoneFrom::File => "file",
            ZoneFrom::Country => "country",
        }
    }
}

impl Calling {
    /// What is known of a customer; `None` where nothing is.
    pub fn of(customer: &Customer, history: &History<'_>, zones: &Zones) -> Option<Self> {
        let owner = customer.owner.as_deref();
        let written = customer.timezone.as_deref();
        let (zone, zone_from) = match written.and_then(Zone::parse) {
            Some(zone) => (Some(zone), Some(ZoneFrom::File)),
            // A name that nobody knows meant some other place than the country's.
            None if written.is_some() => (None, None),
            None => {
                let zone = customer.country.as_deref().and_then(Zone::of_country);
                (zone, zone.map(|_| ZoneFrom::Country))
            }
        };
        let prefers = &customer.prefers;
        let calling = Calling {
            zone,
            zone_from,
            channel: prefers.channel.clone(),
            written: prefers.hours.clone(),
            hours: prefers.hours.as_deref().and_then(Hours::parse),
            best: BestHour::of(history, zone),
            here: zones.of(owner),
            own: owner.and_then(|owner| zones.hours.get(owner).cloned()),
            meeting: prefers.meeting,
        };
        let is_known = calling.zone.is_some()
            || calling.channel.is_some()
            || calling.written.is_some()
            || calling.best.is_some()
            || calling.meeting.is_some();
        is_known.then_some(calling)
    }

    /// Its hours on a day of whoever calls.
    pub fn on(&self, day: NaiveDate) -> CallTime {
        let Some(zone) = self.zone else { return CallTime::default() };
        let window = |span| self.window(zone, span, day);
        let spans = self.hours.as_ref().map(Hours::spans).unwrap_or_default();
        let mut hours: Vec<Window> = spans.iter().copied().map(window).collect();
        hours.sort_by_key(|window| window.there.from);
        CallTime {
            both: self.both(&hours, day),
            hours,
            best: self.best.map(|best| window(Span::hour(best.hour))),
            ahead: self.here.map(|here| {
                let noon = here.instant(day.and_time(NaiveTime::MIN) + Duration::hours(12));
                let east = |zone: Zone| zone.at(&noon).offset().local_minus_utc();
                (east(zone) - east(here)) / 60
            }),
        }
    }

    /// What whoever calls works of these hours.
    fn both(&self, hours: &[Window], day: NaiveDate) -> Option<Vec<Stretch>> {
        let (here, own) = (self.here?, self.own.as_ref()?);
        let theirs: Vec<Stretch> = hours.iter().map(|window| window.here).collect::<Option<_>>()?;
        if theirs.is_empty() {
            return None;
        }
        // What begins on one day may end on the next, on both sides.
        let days = [-1, 0, 1].map(|days| day.and_time(NaiveTime::MIN) + Duration::days(days));
        let ours = days.iter().flat_map(|midnight| {
            own.spans().iter().map(|span| {
                let at = |minutes: u16| here.at(&here.instant(*midnight + Duration::minutes(minutes.into())));
                (at(span.from), at(span.until))
            })
        });
        let mut both: Vec<Stretch> = ours
            .flat_map(|(from, until)| {
                theirs
                    .iter()
                    .map(move |one| Stretch { from: from.max(one.from), until: until.min(one.until) })
            })
            .filter(|shared| shared.from < shared.until)
            .collect();
        both.sort_by_key(|shared| shared.from);
        Some(both)
    }

    /// The moment of a day from which on it is reached, on the clock of whoever calls: in the hours that both work, else in its
    /// own, else at the hour at which it has answered. `None` where none is known.
    pub fn reached_from(&self, day: NaiveDate) -> Option<Reached> {
        let time = self.on(day);
        // An hour alone is looked at as hours are.
        let both =
            time.both.or_else(|| self.both(time.best.as_slice(), day).filter(|_| time.hours.is_empty()));
        if let Some(shared) = both.as_ref().and_then(|both| both.first()) {
            return Some(Reached { is_outside: false, from: shared.from });
        }
        let from = time.hours.iter().chain(&time.best).filter_map(|window| Some(window.here?.from));
        let from = if time.hours.is_empty() { from.min() } else { from.take(time.hours.len()).min() };
        Some(Reached { is_outside: both.is_some(), from: from? })
    }

    /// What its clock shows at a moment that lies outside its hours; where it prefers none, outside of those at which somebody
    /// may be in an office ([`OFFICE`]).
    pub fn outside<T: TimeZone>(&self, moment: &DateTime<T>) -> Option<DateTime<FixedOffset>> {
        let there = self.clock(moment)?;
        let minute = u16::try_from(there.hour() * 60 + there.minute()).unwrap_or_default();
        let spans = self.hours.as_ref().map_or(&[OFFICE][..], Hours::spans);
        (!spans.iter().any(|span| span.has(minute))).then_some(there)
    }

    /// What its clock says at an instant.
    pub fn clock<T: TimeZone>(&self, instant: &DateTime<T>) -> Option<DateTime<FixedOffset>> {
        self.zone.map(|zone| zone.at(instant))
    }

    /// The hours of that day of the customer which share the most with `day` here. Across the date line
    /// that is often its yesterday or its tomorrow.
    fn window(&self, zone: Zone, span: Span, day: NaiveDate) -> Window {
        let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
        let there = |days: i64| {
            let start = midnight(day) + Duration::days(days);
            let at = |minutes: u16| zone.instant(start + Duration::minutes(minutes.into()));
            (at(span.from), at(span.until))
        };
        let on_clock = |zone: Zone, (from, until)| Stretch { from: zone.at(&from), until: zone.at(&until) };
        let Some(here) = self.here else { return Window { there: on_clock(zone, there(0)), here: None } };
        let (begins, ends) = (here.instant(midnight(day)), here.instant(midnight(day) + Duration::days(1)));
        // The same day first: among equals it wins.
        let chosen = [0, -1, 1, -2, 2].map(there).into_iter().rev().max_by_key(|(from, until)| {
            let shared = *until.min(&ends) - *from.max(&begins);
            shared.max(Duration::zero())
        });
        let chosen = chosen.unwrap_or_else(|| there(0));
        Window { there: on_clock(zone, chosen), here: Some(on_clock(here, chosen)) }
    }
}

#[cfg(test)]
mod tests;
