//! A day as it is typed: by a name, relative to today, in a month, or written out.

use chrono::{Datelike, Months, NaiveDate, TimeDelta};

use super::clock::split;
use super::{Frame, NoDay, Towards, month, relative, written};
use crate::model::{date, fold, numeral};
use crate::plan::import::{WrittenDay, read_day};

/// Reads a day: ISO, `today`, `tomorrow`, `yesterday`, `fri`, `3d`, `2w`, `1m`, `1y`, `+3wd`, `eow`,
/// `eom`; 今天, 明天, 后天, 昨天, 周五; in words as one says them (`next week`, `in 3 days`, 下周一, 月底, 3天后), and
/// written out as every answer shows them (`Fri 27 Nov`, `27.11.`, 12月3日), or by its number alone (`the 5th`, 5号).
pub fn read(text: &str, frame: &Frame<'_>, towards: Towards) -> Result<NaiveDate, NoDay> {
    let text = numeral::in_digits(&fold(text)).replace("礼拜", "星期");
    let text = text.strip_prefix("on ").unwrap_or(&text).trim();
    let found = plain(text, frame, towards);
    match found {
        Err(NoDay::Unknown) => match split(text) {
            Some((rest, _)) if !rest.is_empty() => Err(match plain(rest, frame, towards) {
                Ok(day) => NoDay::WithHour(day),
                Err(no_day) => no_day,
            }),
            Some(_) => Err(NoDay::WithHour(frame.today)),
            None if relative::is_after_the_last(text, frame) => Err(NoDay::NoneLater),
            None => Err(NoDay::Unknown),
        },
        found => found,
    }
}

/// Reads a day that has no hour, in small letters and digits.
fn plain(text: &str, frame: &Frame<'_>, towards: Towards) -> Result<NaiveDate, NoDay> {
    if let Some(day) = date(text) {
        return Ok(day);
    }
    match in_full(text) {
        Some(WrittenDay::Day(day)) => return Ok(day),
        // Nobody but who typed it knows which.
        Some(WrittenDay::Either { day_first, month_first }) => {
            return Err(NoDay::Either(day_first, month_first));
        }
        None => {}
    }
    let found = by_name(text, frame.today)
        .or_else(|| relative::of_a_week(text, frame.today))
        .or_else(|| relative::weekday_towards(text, frame.today, towards))
        .or_else(|| relative::said(text, frame, towards))
        .map(Ok)
        .or_else(|| month::of_a_month(text, frame, towards))
        .unwrap_or_else(|| written::written(text, frame, towards));
    found.and_then(|day| if (1900..=9998).contains(&day.year()) { Ok(day) } else { Err(NoDay::Unknown) })
}

/// A date in full, as lists from elsewhere have it, too. A number alone is not a spreadsheet's day here, and what has an
/// hour is not a day.
fn in_full(text: &str) -> Option<WrittenDay> {
    let is_short = text.len() < 8 && !text.contains(char::is_whitespace);
    (!is_short && !text.contains(':')).then(|| read_day(text)).flatten()
}

fn by_name(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let shift = |days: i64| today.checked_add_signed(TimeDelta::try_days(days)?);
    let weekday = i64::from(today.weekday().num_days_from_monday());
    match text {
        "today" | "今天" | "今日" | "今" => Some(today),
        "tomorrow" | "tom" | "tmr" | "tmrw" | "明天" | "明日" | "明" => shift(1),
        "后天" | "day after tomorrow" | "the day after tomorrow" => shift(2),
        "大后天" => shift(3),
        "yesterday" | "昨天" | "昨日" | "昨" => shift(-1),
        "前天" | "day before yesterday" | "the day before yesterday" => shift(-2),
        "大前天" => shift(-3),
        // The end of the week is its last working day, seen from Monday.
        "周末" | "weekend" => shift(5 - weekday.min(5)),
        "eow" | "end of week" | "end of the week" => shift(4 - weekday.min(4)),
        "eom" | "end of month" | "end of the month" => month::end(today, 1),
        "end of next month" => month::end(today, 2),
        "eoy" | "年底" | "年末" | "今年底" | "今年年底" | "end of year" | "end of the year" => {
            NaiveDate::from_ymd_opt(today.year(), 12, 31)
        }
        "明年底" | "明年年底" => NaiveDate::from_ymd_opt(today.year() + 1, 12, 31),
        "明年初" | "明年年初" => NaiveDate::from_ymd_opt(today.year() + 1, 1, 1),
        "next month" | "下个月" | "下月" => today.checked_add_months(Months::new(1)),
        "last month" | "上个月" | "上月" => today.checked_sub_months(Months::new(1)),
        "next year" | "明年" => today.checked_add_months(Months::new(12)),
        "last year" | "去年" => today.checked_sub_months(Months::new(12)),
        _ => None,
    }
}
