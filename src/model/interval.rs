//! A span of calendar time: `45 days`, `2 weeks`, `1 month`.

use std::fmt;

use chrono::{Days, Months, NaiveDate};

/// The unit of an [`Interval`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    Day,
    /// Seven days.
    Week,
    /// Calendar months; the end of the month is clamped (31 January + 1 month = 28 or 29 February).
    Month,
    /// Twelve months.
    Year,
}

/// A whole number of one unit, at least one, at most a century.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    count: u32,
    unit: Unit,
}

impl Interval {
    /// A hundred years in days: nothing longer is meant.
    pub const MAX_DAYS: u32 = 36_525;

    /// An interval of `count` units; `None` where it is zero or beyond a century.
    pub fn new(count: u32, unit: Unit) -> Option<Self> {
        let days = count.checked_mul(match unit {
            Unit::Day => 1,
            Unit::Week => 7,
            Unit::Month => 30,
            Unit::Year => 365,
        })?;
        (count > 0 && days <= Interval::MAX_DAYS).then_some(Interval { count, unit })
    }

    /// Reads `45 days`, `45d`, `2 weeks`, `1 month`, `1m`, `1 year`; a bare number is days.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let count = text[..split].parse().ok()?;
        let unit = match text[split..].trim().to_lowercase().as_str() {
            "" | "d" | "day" | "days" | "天" | "日" => Unit::Day,
            "w" | "week" | "weeks" | "周" | "星期" => Unit::Week,
            "m" | "mo" | "month" | "months" | "个月" | "月" => Unit::Month,
            "y" | "year" | "years" | "年" => Unit::Year,
            _ => return None,
        };
        Interval::new(count, unit)
    }

    /// How many units.
    pub fn count(self) -> u32 {
        self.count
    }

    pub fn unit(self) -> Unit {
        self.unit
    }

    /// The day that lies one interval after `day`; the calendar's last day where it would run over.
    pub fn after(self, day: NaiveDate) -> NaiveDate {
        let count = self.count;
        match self.unit {
            Unit::Day => day.checked_add_days(Days::new(count.into())),
            Unit::Week => day.checked_add_days(Days::new(u64::from(count) * 7)),
            Unit::Month => day.checked_add_months(Months::new(count)),
            Unit::Year => day.checked_add_months(Months::new(count * 12)),
        }
        .unwrap_or(NaiveDate::MAX)
    }

    /// The day that lies one interval before `day`.
    pub fn before(self, day: NaiveDate) -> NaiveDate {
        let count = self.count;
        match self.unit {
            Unit::Day => day.checked_sub_days(Days::new(count.into())),
            Unit::Week => day.checked_sub_days(Days::new(u64::from(count) * 7)),
            Unit::Month => day.checked_sub_months(Months::new(count)),
            Unit::Year => day.checked_sub_months(Months::new(count * 12)),
        }
        .unwrap_or(NaiveDate::MIN)
    }
}

impl fmt::Display for Interval {
    /// As it is written in the files: `45 days`, `1 month`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Year => "year",
        };
        let plural = if self.count == 1 { "" } else { "s" };
        write!(f, "{} {unit}{plural}", self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn reads_what_people_write() {
        for (text, want) in [
            ("45 days", "45 days"),
            ("45d", "45 days"),
            ("45", "45 days"),
            ("1 month", "1 month"),
            ("2 Weeks", "2 weeks"),
            ("3个月", "3 months"),
            ("1y", "1 year"),
        ] {
            assert_eq!(Interval::parse(text).map(|i| i.to_string()).as_deref(), Some(want), "{text}");
        }
        for bad in
            ["", "month", "0 days", "-3 days", "1.5 months", "99999999999 days", "3 moons", "101 years"]
        {
            assert_eq!(Interval::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn months_clamp_at_their_end() {
        for (from, interval, to) in [
            ("2026-01-31", "1 month", "2026-02-28"),
            ("2028-01-31", "1 month", "2028-02-29"),
            ("2024-02-29", "1 year", "2025-02-28"),
            ("2026-10-31", "6 months", "2027-04-30"),
            ("2026-12-31", "2 weeks", "2027-01-14"),
            ("2026-02-28", "1 day", "2026-03-01"),
        ] {
            let interval = Interval::parse(interval).expect("an interval");
            assert_eq!(interval.after(day(from)), day(to));
        }
    }
}
