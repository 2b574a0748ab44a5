//! When an entry happened: an instant with its offset, or a day alone.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, Timelike};

/// An entry's `at`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamp {
    /// The hour is not known.
    Day(NaiveDate),
    /// A point in time, with the offset of the place where it was written.
    Instant(DateTime<FixedOffset>),
}

impl Stamp {
    /// Reads `YYYY-MM-DD` or RFC 3339 with an offset; years 1900 to 9998.
    pub fn parse(text: &str) -> Option<Self> {
        let stamp = if text.len() == 10 {
            Stamp::Day(plain_date(text)?)
        } else {
            Stamp::Instant(DateTime::parse_from_rfc3339(text).ok()?)
        };
        in_range(stamp.day()).then_some(stamp)
    }

    /// The day as written, whatever the offset: the salesperson's own day.
    pub fn day(self) -> NaiveDate {
        match self {
            Stamp::Day(day) => day,
            Stamp::Instant(at) => at.naive_local().date(),
        }
    }

    /// Whether somebody said the hour. Who types an hour types minutes at most, and what the clock writes beside
    /// a contact that was typed in later has seconds: it says when it was written, not when it was.
    pub fn is_stated(self) -> bool {
        matches!(self, Stamp::Instant(at) if at.second() == 0 && at.nanosecond() == 0)
    }

    /// The instant in nanoseconds of UTC; a day alone is its midnight at `offset` (seconds east).
    pub fn order_key(self, offset: i32) -> i128 {
        let (seconds, nanos) = match self {
            Stamp::Day(day) => {
                let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp();
                (midnight - i64::from(offset), 0)
            }
            Stamp::Instant(at) => (at.timestamp(), at.timestamp_subsec_nanos()),
        };
        i128::from(seconds) * 1_000_000_000 + i128::from(nanos)
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stamp::Day(day) => write!(f, "{day}"),
            Stamp::Instant(at) => f.write_str(&at.to_rfc3339_opts(SecondsFormat::AutoSi, false)),
        }
    }
}

/// Reads a date of exactly `YYYY-MM-DD`, years 1900 to 9998: room to add intervals on both sides.
pub fn date(text: &str) -> Option<NaiveDate> {
    plain_date(text).filter(|day| in_range(*day))
}

fn plain_date(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_digit);
    let shaped = bytes.len() == 10
        && bytes[4] == b'-'
        && bytes[7] == b'-'
        && digits(0..4)
        && digits(5..7)
        && digits(8..10);
    if !shaped {
        return None;
    }
    NaiveDate::from_ymd_opt(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?)
}

fn in_range(day: NaiveDate) -> bool {
    use chrono::Datelike;
    (1900..=9998).contains(&day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_the_date_as_written() {
        for (text, day) in [
            ("2026-11-21", "2026-11-21"),
            ("2026-11-21T00:30:00+08:00", "2026-11-21"),
            ("2026-11-20T23:30:00-10:00", "2026-11-20"),
            ("2026-11-21T10:30:00Z", "2026-11-21"),
        ] {
            assert_eq!(Stamp::parse(text).map(|s| s.day().to_string()).as_deref(), Some(day), "{text}");
        }
    }

    #[test]
    fn an_instant_needs_its_offset_and_a_date_its_zeros() {
        for bad in [
            "2026-11-21T10:30:00",
            "2026-1-2",
            "2026-02-30",
            "20261121",
            "",
            "0000-01-01",
            "2026-11-21 10:00",
        ] {
            assert_eq!(Stamp::parse(bad), None, "{bad}");
        }
        assert_eq!(date("2026-1１-21"), None, "full-width digits are no digits here");
    }
}
