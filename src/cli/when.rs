//! Days as people type them.

mod written;

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
/// `eom`; 今天, 明天, 后天, 昨天, 周五; in words as one says them (`next week`, `in 3 days`, 下周一, 月底, 3天后), and
/// written out as every answer shows them (`Fri 27 Nov`, `27.11.`, 12月3日).
pub fn day(text: &str, today: NaiveDate, calendar: &Calendar, towards: Towards) -> Option<NaiveDate> {
    let text = text.trim().to_lowercase();
    if let Some(day) = date(&text) {
        return Some(day);
    }
    let shift = |days: i64| today.checked_add_signed(chrono::TimeDelta::try_days(days)?);
    match text.as_str() {
        "today" | "今天" => return Some(today),
        "tomorrow" | "tom" | "tmr" | "tmrw" | "明天" | "明日" => return shift(1),
        "后天" => return shift(2),
        "大后天" => return shift(3),
        "yesterday" | "昨天" | "昨日" => return shift(-1),
        "前天" => return shift(-2),
        "大前天" => return shift(-3),
        // The end of the week is its last working day, seen from Monday.
        "周末" | "weekend" => return shift(5 - i64::from(today.weekday().num_days_from_monday()).min(5)),
        "eow" => return shift(4 - i64::from(today.weekday().num_days_from_monday()).min(4)),
        "eom" | "月底" | "月末" | "本月底" | "这个月底" => return end_of_month(today, 1),
        "下月底" | "下个月底" => return end_of_month(today, 2),
        "eoy" | "年底" | "年末" => return NaiveDate::from_ymd_opt(today.year(), 12, 31),
        "next month" | "下个月" | "下月" => return today.checked_add_months(Months::new(1)),
        "last month" | "上个月" | "上月" => return today.checked_sub_months(Months::new(1)),
        "next year" | "明年" => return today.checked_add_months(Months::new(12)),
        _ => {}
    }
    if let Some(day) = of_a_week(&text, today) {
        return Some(day);
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
    let found = said(&text, today, calendar, towards).or_else(|| written::written(&text, today, towards));
    found.filter(|day| (1900..=9998).contains(&day.year()))
}

fn end_of_month(today: NaiveDate, months: u32) -> Option<NaiveDate> {
    today.with_day(1)?.checked_add_months(Months::new(months))?.pred_opt()
}

/// A day of this week, the next or the last one: weeks begin on Monday. A week without a day is its Monday.
fn of_a_week(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    const WEEKS: [(&str, i64); 12] = [
        ("下下周", 2),
        ("下个星期", 1),
        ("下星期", 1),
        ("下周", 1),
        ("这个星期", 0),
        ("这周", 0),
        ("本周", 0),
        ("上星期", -1),
        ("上周", -1),
        ("next ", 1),
        ("this ", 0),
        ("last ", -1),
    ];
    let (rest, weeks) = WEEKS.iter().find_map(|(word, weeks)| Some((text.strip_prefix(word)?, *weeks)))?;
    let rest = rest.trim();
    let day = match rest {
        "" | "week" => Weekday::Mon,
        "末" => Weekday::Sat,
        _ => weekday(rest).or_else(|| weekday(&format!("周{rest}")))?,
    };
    let monday = today.checked_sub_days(Days::new(today.weekday().num_days_from_monday().into()))?;
    let days = weeks * 7 + i64::from(day.num_days_from_monday());
    monday.checked_add_signed(chrono::TimeDelta::try_days(days)?)
}

/// So many days, weeks or months, as one counts them or says them: `3d`, `in 3 days`, `3天后`, `两周前`.
fn said(text: &str, today: NaiveDate, calendar: &Calendar, towards: Towards) -> Option<NaiveDate> {
    let ahead = text
        .strip_prefix("in ")
        .or_else(|| ["之后", "以后", "后"].iter().find_map(|end| text.strip_suffix(end)));
    let ago = text
        .strip_suffix(" ago")
        .or_else(|| ["之前", "以前", "前"].iter().find_map(|end| text.strip_suffix(end)));
    let (rest, towards) = match (ahead, ago) {
        (Some(rest), _) => (rest, Towards::Future),
        (None, Some(rest)) => (rest, Towards::Past),
        (None, None) => (text, towards),
    };
    counted(&in_digits(rest.trim()), today, calendar, towards)
}

/// A number that begins a text, in digits.
fn in_digits(text: &str) -> String {
    const NUMBERS: [(&str, &str); 21] = [
        ("半年", "6个月"),
        ("一", "1"),
        ("两", "2"),
        ("二", "2"),
        ("三", "3"),
        ("四", "4"),
        ("五", "5"),
        ("六", "6"),
        ("七", "7"),
        ("八", "8"),
        ("九", "9"),
        ("十", "10"),
        ("a ", "1"),
        ("an ", "1"),
        ("one ", "1"),
        ("two ", "2"),
        ("three ", "3"),
        ("four ", "4"),
        ("five ", "5"),
        ("six ", "6"),
        ("ten ", "10"),
    ];
    let found = NUMBERS.iter().find_map(|(word, digits)| Some((text.strip_prefix(word)?, *digits)));
    found.map_or_else(|| text.to_owned(), |(rest, digits)| digits.to_owned() + rest)
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
        "d" | "day" | "days" | "天" | "日" => days(count),
        "w" | "week" | "weeks" | "周" | "个星期" | "星期" | "个礼拜" => days(count.checked_mul(7)?),
        "m" | "month" | "months" | "个月" => months(count),
        "y" | "year" | "years" | "年" => months(count.checked_mul(12)?),
        "wd" | "working days" | "个工作日" if !back => Some(calendar.working_days_after(today, count)),
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
            // As one says them.
            ("next week", "2026-11-23"),
            ("下周", "2026-11-23"),
            ("下周一", "2026-11-23"),
            ("下周三", "2026-11-25"),
            ("下星期天", "2026-11-29"),
            ("下下周二", "2026-12-01"),
            ("next fri", "2026-11-27"),
            ("next tuesday", "2026-11-24"),
            ("this fri", "2026-11-20"),
            ("本周五", "2026-11-20"),
            ("这周日", "2026-11-22"),
            ("周末", "2026-11-21"),
            ("月底", "2026-11-30"),
            ("月末", "2026-11-30"),
            ("下月底", "2026-12-31"),
            ("下个月", "2026-12-20"),
            ("next month", "2026-12-20"),
            ("年底", "2026-12-31"),
            ("eoy", "2026-12-31"),
            ("明年", "2027-11-20"),
            ("大后天", "2026-11-23"),
            ("明日", "2026-11-21"),
            ("tmr", "2026-11-21"),
            ("3天后", "2026-11-23"),
            ("三天后", "2026-11-23"),
            ("两天之后", "2026-11-22"),
            ("2周后", "2026-12-04"),
            ("两个星期后", "2026-12-04"),
            ("一个月后", "2026-12-20"),
            ("十天后", "2026-11-30"),
            ("半年后", "2027-05-20"),
            ("半年", "2027-05-20"),
            ("3个工作日", "2026-11-25"),
            ("3个工作日后", "2026-11-25"),
            ("in 3 days", "2026-11-23"),
            ("in a week", "2026-11-27"),
            ("in two weeks", "2026-12-04"),
            ("3 working days", "2026-11-25"),
            // Written out, as every answer shows them.
            ("12月3日", "2026-12-03"),
            ("12月3号", "2026-12-03"),
            ("11月20日", "2026-11-20"),
            ("1月5日", "2027-01-05"),
            ("2027年1月5日", "2027-01-05"),
            ("12月3日 周四", "2026-12-03"),
            ("12月3日（周四）", "2026-12-03"),
            ("2027年1月11日 周一", "2027-01-11"),
            ("27.11.", "2026-11-27"),
            ("27.11.2026", "2026-11-27"),
            ("3.1.27", "2027-01-03"),
            ("nov 27", "2026-11-27"),
            ("27 Nov", "2026-11-27"),
            ("27. November", "2026-11-27"),
            ("Nov 27th", "2026-11-27"),
            ("Sept 1", "2027-09-01"),
            ("Nov 27, 2026", "2026-11-27"),
            ("27 Nov 2026", "2026-11-27"),
            ("Fri 27 Nov", "2026-11-27"),
            ("Thu, 3 Dec 2026", "2026-12-03"),
            ("Mon 11 Jan 2027", "2027-01-11"),
            ("29 feb", "2028-02-29"),
        ] {
            assert_eq!(parse(text, Towards::Future).as_deref(), Some(want), "{text}");
        }
        for (text, want) in [
            ("yesterday", "2026-11-19"),
            ("11月3日", "2026-11-03"),
            ("12月3日", "2025-12-03"),
            ("20 nov", "2026-11-20"),
            ("31.12.", "2025-12-31"),
            ("上周五", "2026-11-13"),
            ("last week", "2026-11-09"),
            ("3天前", "2026-11-17"),
            ("3 days ago", "2026-11-17"),
            ("两周前", "2026-11-06"),
            ("上个月", "2026-10-20"),
            ("fri 13 nov", "2026-11-13"),
            ("fri", "2026-11-13"),
            ("thu", "2026-11-19"),
            ("3d", "2026-11-17"),
            ("1w", "2026-11-13"),
        ] {
            assert_eq!(parse(text, Towards::Past).as_deref(), Some(want), "{text}");
        }
        for bad in [
            "",
            "soon",
            "32d5",
            "2026-02-30",
            "99999999999d",
            "3x",
            "f",
            "周八",
            "-",
            "wd",
            "27.11",
            "12/3",
            "mon 27 nov",
            "12月32日",
            "13月1日",
            "32.1.",
            "下周八",
            "nov",
            "27",
            "next",
            "in",
            "后",
            "半",
            "12月3日 周五",
            "nov 27 26 1",
        ] {
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
