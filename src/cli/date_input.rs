//! Days and moments as people type them.

mod failure;
mod hour;
mod month;
mod relative;
mod written;

use chrono::{Datelike, Months, NaiveDate, TimeDelta};

use crate::model::{date, fold, numeral};
use crate::plan::import::{WrittenDay, read_day};
use crate::rules::Calendar;

pub use failure::{ahead, ahead_of, back, past, told, within};
pub use hour::{NoTime, local, moment, split};

/// Which way `fri` and `3d` point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    /// What is planned.
    Future,
    /// What has happened.
    Past,
}

/// What days are counted from.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// The day on which it is typed.
    pub today: NaiveDate,
    /// The working days, and the holidays by their names.
    pub calendar: &'a Calendar,
    /// The day from which one without a year is looked for, where it is another: a contract's first for its last.
    pub from: Option<NaiveDate>,
}

/// Why a text is not a day that can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDay {
    /// Nobody knows what it means.
    Unknown,
    /// `12/3`: with the day first, and with the month.
    Either(NaiveDate, NaiveDate),
    /// It names no year, and this year's has only just passed: that one, and the next.
    Passed(NaiveDate, NaiveDate),
    /// It names no year, and this year's comes soon: that one, and the last.
    NotCome(NaiveDate, NaiveDate),
    /// The month that is meant has no such day: the nearest before and after it.
    Missing(NaiveDate, NaiveDate),
    /// `12月中旬`, `mid December`: its first and last day.
    Vague(NaiveDate, NaiveDate),
    /// A day with an hour, where nothing keeps the hour.
    WithHour(NaiveDate),
}

/// How far ahead, or back, a day may lie that was typed without its year. Beyond it this year's has only just passed
/// (or comes soon), and more often than not that one was meant.
const YEARLESS_DAYS: i64 = 300;

/// Reads a day: ISO, `today`, `tomorrow`, `yesterday`, `fri`, `3d`, `2w`, `1m`, `1y`, `+3wd`, `eow`,
/// `eom`; 今天, 明天, 后天, 昨天, 周五; in words as one says them (`next week`, `in 3 days`, 下周一, 月底, 3天后), and
/// written out as every answer shows them (`Fri 27 Nov`, `27.11.`, 12月3日), or by its number alone (`the 5th`, 5号).
pub fn read(text: &str, frame: &Frame<'_>, towards: Towards) -> Result<NaiveDate, NoDay> {
    let text = numeral::in_digits(&fold(text)).replace("礼拜", "星期");
    let text = text.strip_prefix("on ").unwrap_or(&text).trim();
    let found = plain(text, frame, towards);
    match found {
        Err(NoDay::Unknown) => match hour::split(text) {
            Some((rest, _)) if !rest.is_empty() => Err(match plain(rest, frame, towards) {
                Ok(day) => NoDay::WithHour(day),
                Err(no_day) => no_day,
            }),
            Some(_) => Err(NoDay::WithHour(frame.today)),
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

/// The next such day, or the last one, today included.
fn nearest(month: u32, day: u32, frame: &Frame<'_>, towards: Towards) -> Result<NaiveDate, NoDay> {
    let base = frame.from.unwrap_or(frame.today);
    let has_passed = match towards {
        Towards::Future => (month, day) < (base.month(), base.day()),
        Towards::Past => (month, day) > (base.month(), base.day()),
    };
    let step = if towards == Towards::Future { 1 } else { -1 };
    let year = base.year() + if has_passed { step } else { 0 };
    let Some(found) = NaiveDate::from_ymd_opt(year, month, day) else {
        return Err(match (month, day) {
            (2, 29) => missing(year, 2, 28),
            _ => NoDay::Unknown,
        });
    };
    let this_year = NaiveDate::from_ymd_opt(base.year(), month, day);
    match this_year.filter(|_| has_passed && frame.from.is_none()) {
        Some(near) if (found - base).num_days().abs() > YEARLESS_DAYS => Err(match towards {
            Towards::Future => NoDay::Passed(near, found),
            Towards::Past => NoDay::NotCome(near, found),
        }),
        _ => Ok(found),
    }
}

/// That a month has no such day: its last one, and the one after it.
fn missing(year: i32, month: u32, last: u32) -> NoDay {
    let last = NaiveDate::from_ymd_opt(year, month, last);
    match last.and_then(|last| Some((last, last.succ_opt()?))) {
        Some((before, after)) => NoDay::Missing(before, after),
        None => NoDay::Unknown,
    }
}

#[cfg(test)]
mod tests;
