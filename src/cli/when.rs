//! Days as people type them.

use chrono::{DateTime, Datelike, Days, FixedOffset, Local, Months, NaiveDate, NaiveTime, TimeZone, Weekday};

use crate::model::{Stamp, date};
use crate::rules::Calendar;

/// Which way `fri` and `3d` point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    /// What is planned.
    Future,
    /// What has happened.
    Past,
}

/// Reads a day: ISO, `today`, `tomorrow`, `yesterday`, `fri`, `3d`, `2w`, `1m`, `1y`, `+3wd`, `eow`,
/// `eom`; 今天, 明天, 后天, 昨天, 周五.
pub fn day(text: &str, today: NaiveDate, calendar: &Calendar, towards: Towards) -> Option<NaiveDate> {
    let text = text.trim().to_lowercase();
    if let Some(day) = date(&text) {
        return Some(day);
    }
    let shift = |days: i64| today.checked_add_signed(chrono::TimeDelta::try_days(days)?);
    match text.as_str() {
        "today" | "今天" => return Some(today),
        "tomorrow" | "tom" | "明天" => return shift(1),
        "后天" => return shift(2),
        "yesterday" | "昨天" => return shift(-1),
        "前天" => return shift(-2),
        // The end of the week is its last working day, seen from Monday.
        "eow" => return shift(4 - i64::from(today.weekday().num_days_from_monday()).min(4)),
        "eom" => return today.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt(),
        _ => {}
    }
    if let Some(weekday) = weekday(&text) {
        let ahead = (7 + i64::from(weekday.num_days_from_monday())
            - i64::from(today.weekday().num_days_from_monday()))
            % 7;
        return match towards {
            Towards::Future => shift(if ahead == 0 { 7 } else { ahead }),
            Towards::Past => shift(if ahead == 0 { -7 } else { ahead - 7 }),
        };
    }
    counted(&text, today, calendar, towards).filter(|day| (1900..=9998).contains(&day.year()))
}

fn counted(text: &str, today: NaiveDate, calendar: &Calendar, towards: Towards) -> Option<NaiveDate> {
    let (back, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (towards == Towards::Past, text.strip_prefix('+').unwrap_or(text)),
    };
    let split = rest.find(|c: char| !c.is_ascii_digit())?;
    let count: u32 = rest[..split].parse().ok().filter(|count| *count <= 36_500)?;
    let days = |count: u32| {
        let days = Days::new(count.into());
        if back { today.checked_sub_days(days) } else { today.checked_add_days(days) }
    };
    let months = |count: u32| {
        let months = Months::new(count);
        if back { today.checked_sub_months(months) } else { today.checked_add_months(months) }
    };
    match rest[split..].trim() {
        "d" | "day" | "days" | "天" => days(count),
        "w" | "week" | "weeks" | "周" => days(count.checked_mul(7)?),
        "m" | "month" | "months" | "个月" => months(count),
        "y" | "year" | "years" | "年" => months(count.checked_mul(12)?),
        "wd" | "个工作日" if !back => Some(calendar.working_days_after(today, count)),
        _ => None,
    }
}

fn weekday(text: &str) -> Option<Weekday> {
    let chinese =
        text.strip_prefix('周').or_else(|| text.strip_prefix("星期")).or_else(|| text.strip_prefix("礼拜"));
    if let Some(name) = chinese {
        let number =
            "一二三四五六日".chars().position(|c| name == c.to_string()).or((name == "天").then_some(6))?;
        return Weekday::try_from(u8::try_from(number).ok()?).ok();
    }
    let letters = text.len() >= 3 && text.bytes().all(|byte| byte.is_ascii_lowercase());
    letters.then(|| text.parse().ok()).flatten()
}

/// Reads when something happened: a day as above, an hour of today (`14:30`), both
/// (`yesterday 14:30`), or RFC 3339.
pub fn moment(text: &str, today: NaiveDate, calendar: &Calendar) -> Option<Stamp> {
    let text = text.trim();
    if let Some(stamp) = Stamp::parse(text) {
        return Some(stamp);
    }
    let (day_text, hour) = match text.rsplit_once([' ', 'T']) {
        Some((day_text, hour)) => (Some(day_text), Some(hour)),
        None if text.contains(':') => (None, Some(text)),
        None => (Some(text), None),
    };
    let on = match day_text {
        Some(text) => day(text, today, calendar, Towards::Past)?,
        None => today,
    };
    let Some(hour) = hour else { return Some(Stamp::Day(on)) };
    let padded = if hour.len() == 4 { format!("0{hour}") } else { hour.to_owned() };
    let hour = NaiveTime::parse_from_str(&padded, "%H:%M")
        .or_else(|_| NaiveTime::parse_from_str(&padded, "%H:%M:%S"))
        .ok()?;
    Some(Stamp::Instant(local(on, hour)?))
}

/// A local hour with its offset; the earlier one where the clock is set back.
pub fn local(on: NaiveDate, hour: NaiveTime) -> Option<DateTime<FixedOffset>> {
    let at = Local.from_local_datetime(&on.and_time(hour)).earliest()?;
    Some(at.fixed_offset())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str, towards: Towards) -> Option<String> {
        let today = date("2026-11-20").expect("a Friday");
        day(text, today, &Calendar::default(), towards).map(|day| day.to_string())
    }

    #[test]
    fn days_are_read_as_people_type_them() {
        for (text, want) in [
            ("2026-11-27", "2026-11-27"),
            ("today", "2026-11-20"),
            ("Tomorrow", "2026-11-21"),
            ("fri", "2026-11-27"),
            ("friday", "2026-11-27"),
            ("mon", "2026-11-23"),
            ("3d", "2026-11-23"),
            ("+3d", "2026-11-23"),
            ("2w", "2026-12-04"),
            ("3m", "2027-02-20"),
            ("1y", "2027-11-20"),
            ("+3wd", "2026-11-25"),
            ("eow", "2026-11-20"),
            ("eom", "2026-11-30"),
            ("明天", "2026-11-21"),
            ("周一", "2026-11-23"),
            ("星期天", "2026-11-22"),
            ("2周", "2026-12-04"),
            ("-1d", "2026-11-19"),
        ] {
            assert_eq!(parse(text, Towards::Future).as_deref(), Some(want), "{text}");
        }
        for (text, want) in [
            ("yesterday", "2026-11-19"),
            ("fri", "2026-11-13"),
            ("thu", "2026-11-19"),
            ("3d", "2026-11-17"),
            ("1w", "2026-11-13"),
        ] {
            assert_eq!(parse(text, Towards::Past).as_deref(), Some(want), "{text}");
        }
        for bad in ["", "soon", "32d5", "2026-02-30", "99999999999d", "3x", "f", "周八", "-", "wd"] {
            assert_eq!(parse(bad, Towards::Future), None, "{bad}");
        }
    }

    #[test]
    fn the_end_of_the_month_is_clamped() {
        let day = |text: &str, today: &str| {
            day(text, date(today).expect("a date"), &Calendar::default(), Towards::Future)
        };
        assert_eq!(day("1m", "2026-01-31"), date("2026-02-28"));
        assert_eq!(day("eom", "2028-02-01"), date("2028-02-29"));
        assert_eq!(day("eow", "2026-11-21"), date("2026-11-21"), "the week is over");
    }

    #[test]
    fn moments_may_have_an_hour() {
        let today = date("2026-11-20").expect("a date");
        let moment = |text: &str| moment(text, today, &Calendar::default());
        assert_eq!(moment("yesterday"), Some(Stamp::Day(date("2026-11-19").expect("a date"))));
        assert_eq!(
            moment("yesterday 14:30").map(|at| at.to_string()[..16].to_owned()).as_deref(),
            Some("2026-11-19T14:30")
        );
        assert_eq!(
            moment("9:05").map(|at| at.to_string()[..16].to_owned()).as_deref(),
            Some("2026-11-20T09:05")
        );
        assert_eq!(
            moment("2026-11-20T10:30:00+08:00").map(|at| at.to_string()).as_deref(),
            Some("2026-11-20T10:30:00+08:00")
        );
        for bad in ["25:00", "soon 14:30", "14:3", ""] {
            assert_eq!(moment(bad), None, "{bad}");
        }
    }
}
