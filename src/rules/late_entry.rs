//! Whether a contact was written down in time: within 24 hours (S4).

use chrono::TimeDelta;

use crate::model::Stamp;

/// Whether an entry was written more than 24 hours after the contact. Of a day without an hour the latest moment
/// counts for the contact, and the earliest for the writing: nobody is called late on a guess (own).
pub fn is_late(at: Stamp, written: Stamp) -> bool {
    let time = match (at, written) {
        (Stamp::Instant(at), Stamp::Instant(written)) => written - at,
        (Stamp::Day(day), written) => {
            let end = day.succ_opt().unwrap_or(day).and_time(chrono::NaiveTime::MIN);
            let written = match written {
                Stamp::Day(written) => written.and_time(chrono::NaiveTime::MIN),
                Stamp::Instant(written) => written.naive_local(),
            };
            written - end
        }
        (Stamp::Instant(at), Stamp::Day(written)) => {
            written.and_time(chrono::NaiveTime::MIN) - at.naive_local()
        }
    };
    time > TimeDelta::hours(24)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_is_more_than_a_day_after_the_contact() {
        for (at, written, want) in [
            ("2026-11-19T10:30:00+08:00", "2026-11-20T10:30:00+08:00", false),
            ("2026-11-19T10:30:00+08:00", "2026-11-20T10:30:01+08:00", true),
            // By the clock of the world, not by that on the wall.
            ("2026-11-19T10:30:00+08:00", "2026-11-20T05:00:00+01:00", true),
            ("2026-11-19T10:30:00-05:00", "2026-11-20T22:00:00+08:00", false),
            // Of a day alone its end counts.
            ("2026-11-18", "2026-11-20T00:00:00+08:00", false),
            ("2026-11-18", "2026-11-20T00:00:01+08:00", true),
            ("2026-11-19", "2026-11-20T23:59:59+08:00", false),
            // Of a day of writing alone its beginning.
            ("2026-11-18", "2026-11-20", false),
            ("2026-11-18", "2026-11-21", true),
            ("2026-11-18T23:00:00+08:00", "2026-11-20", true),
            ("2026-11-19T01:00:00+08:00", "2026-11-20", false),
            ("2026-11-21", "2026-11-20", false),
        ] {
            let stamp = |text| Stamp::parse(text).expect("a stamp");
            assert_eq!(is_late(stamp(at), stamp(written)), want, "{at} {written}");
        }
    }
}
