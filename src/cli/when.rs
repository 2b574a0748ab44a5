//! Days as people type them.

mod written;

use chrono::{DateTime, Datelike, Days, FixedOffset, Local, Months, NaiveDate, NaiveTime, TimeZone, Weekday};

use super::failure::Failure;
use crate::model::{Stamp, Zone, date};
use crate::plan::import::{WrittenDay, read_day};
use crate::render::lang::{self, Lang, tr};
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
    match in_full(&text) {
        Some(WrittenDay::Day(day)) => return Some(day),
        // Nobody but who typed it knows which: no_day tells both.
        Some(WrittenDay::Either { .. }) => return None,
        None => {}
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

/// A date in full, as lists from elsewhere have it, too. A number alone is no spreadsheet's day here, and what has an
/// hour is no day.
fn in_full(text: &str) -> Option<WrittenDay> {
    let is_short = text.len() < 8 && !text.contains(char::is_whitespace);
    (!is_short && !text.contains(':')).then(|| read_day(text)).flatten()
}

/// Why a text is no day: one that could be two is told with both, else `hint` says what could be typed.
pub fn no_day(lang: Lang, option: Option<&str>, typed: &str, today: NaiveDate, hint: &str) -> Failure {
    let typed_quoted = lang::quoted(lang, typed.trim());
    let what = tr!(lang, "{typed_quoted} is no day", "{typed_quoted}不是日期");
    let two = match in_full(typed.trim()) {
        Some(WrittenDay::Either { day_first, month_first }) => Some((day_first, month_first)),
        _ => written::either(typed.trim(), today),
    };
    let (what, hint) = match two {
        Some((one, other)) => (
            tr!(
                lang,
                "{typed_quoted} can be {one} or {other}",
                "{typed_quoted}可能是 {one}，也可能是 {other}"
            ),
            match option {
                Some(option) => {
                    tr!(lang, "{option} {one}, or {option} {other}", "{option} {one}，或 {option} {other}")
                }
                None => tr!(lang, "write {one} or {other}", "请写 {one} 或 {other}"),
            },
        ),
        None => (what, hint.to_owned()),
    };
    let what = match option {
        Some(option) => tr!(lang, "{option}: {what}", "{option}：{what}"),
        None => what,
    };
    Failure::usage(what).try_this(hint)
}

/// The same of a day that lies ahead.
pub fn no_day_ahead(lang: Lang, option: &str, typed: &str, today: NaiveDate) -> Failure {
    let hint = tr!(
        lang,
        "{option} 2026-12-01, tomorrow, fri, 3d, 2w, 1m, +3wd, eow, eom",
        "{option} 2026-12-01、明天、周五、3天、2周、1个月、+3个工作日"
    );
    no_day(lang, Some(option), typed, today, &hint)
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
pub fn moment(text: &str, today: NaiveDate, calendar: &Calendar, zone: Option<Zone>) -> Option<Stamp> {
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
    Some(Stamp::Instant(local(on, hour, zone)?))
}

/// An hour of whoever types, in their own time zone where the rules say it, else in the machine's; the earlier one
/// where the clock is set back.
pub fn local(on: NaiveDate, hour: NaiveTime, zone: Option<Zone>) -> Option<DateTime<FixedOffset>> {
    if let Some(zone) = zone {
        return Some(zone.at(&zone.instant(on.and_time(hour))));
    }
    let at = Local.from_local_datetime(&on.and_time(hour)).earliest()?;
    Some(at.fixed_offset())
}

#[cfg(test)]
mod tests;
