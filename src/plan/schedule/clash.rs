//! Appointments of one person that overlap (own).

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

use crate::model::Decimal;
use crate::plan::Item;
use crate::rules::AgreedHour;

/// Notes at each of the items of one person's day who else is agreed for a time that overlaps with its own.
pub fn note_clashes(items: &mut [&mut Item], day: NaiveDate) {
    let known: Vec<Option<(String, AgreedHour, Span)>> = items
        .iter()
        .map(|item| {
            let hour = *item.hour_on(day)?;
            Some((item.name.clone(), hour, Span::of(&hour, day, item.minutes)))
        })
        .collect();
    for (place, item) in items.iter_mut().enumerate() {
        let Some((_, _, own)) = &known[place] else { continue };
        let others = known.iter().enumerate().filter(|(other, _)| *other != place);
        let others = others.filter_map(|(_, other)| other.as_ref());
        item.clashes = others
            .filter(|(_, _, other)| own.overlaps(other))
            .map(|(name, hour, _)| (name.clone(), *hour))
            .collect();
    }
}

/// A time from its beginning to its end.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    from: DateTime<FixedOffset>,
    until: DateTime<FixedOffset>,
}

impl Span {
    /// What was agreed for an hour of a day, and takes so many minutes.
    pub fn of(hour: &AgreedHour, day: NaiveDate, minutes: Option<Decimal>) -> Self {
        let from = hour.sort_key(day);
        let minutes = minutes.and_then(|minutes| i64::try_from(minutes.ceil()).ok()).unwrap_or(0);
        let until = TimeDelta::try_minutes(minutes).and_then(|long| from.checked_add_signed(long));
        Span { from, until: until.unwrap_or(from) }
    }

    /// Whether nobody can do both: two that begin together, or one that begins while the other lasts.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from == other.from || (self.from < other.until && other.from < self.until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_that_begin_together_or_within_each_other_overlap() {
        let span = |from: &str, minutes: i64| {
            let time = from.parse().expect("a time");
            let hour = AgreedHour { time, zone: None, is_elsewhere: false };
            Span::of(&hour, "2026-11-20".parse().expect("a date"), Some(Decimal::from(minutes)))
        };
        for (one, other, want) in [
            (("10:00", 20), ("10:00", 20), true),
            (("10:00", 0), ("10:00", 0), true),
            (("10:00", 20), ("10:10", 20), true),
            (("10:00", 60), ("10:10", 5), true),
            (("10:00", 20), ("10:20", 20), false),
            (("10:00", 0), ("10:10", 20), false),
        ] {
            let (one, other) = (span(one.0, one.1), span(other.0, other.1));
            assert_eq!((one.overlaps(&other), other.overlaps(&one)), (want, want), "{one:?} {other:?}");
        }
    }
}
