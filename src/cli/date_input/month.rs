//! Days by their number in a month, and parts of months: 5号, `the 5th`, 下个月5号, 月初, 12月底, `mid December`.

use chrono::{Datelike, Months, NaiveDate};

use super::yearless::{missing, nearest};
use super::{Frame, NoDay, Towards, written};

/// The last day of the month `months` - 1 after today's.
pub(super) fn end(today: NaiveDate, months: u32) -> Option<NaiveDate> {
    today.with_day(1)?.checked_add_months(Months::new(months))?.pred_opt()
}

/// Which day of a month is meant.
#[derive(Clone, Copy)]
enum MonthDay {
    Day(u32),
    First,
    Last,
    /// From a day to another: nobody knows which.
    Days(u32, u32),
}

/// Reads one; `None` where the text speaks of no month's day.
pub(super) fn of_a_month(
    text: &str,
    frame: &Frame<'_>,
    towards: Towards,
) -> Option<Result<NaiveDate, NoDay>> {
    if let Some((months, part)) = in_a_month_from_now(text) {
        let first = frame.today.with_day(1)?;
        let month = match months {
            0.. => first.checked_add_months(Months::new(months.unsigned_abs()))?,
            _ => first.checked_sub_months(Months::new(months.unsigned_abs()))?,
        };
        return Some(day_in(month, part));
    }
    let is_whole =
        |part: &MonthDay| matches!(part, MonthDay::Day(_)) || text.starts_with('月') || text.ends_with('旬');
    if let Some(part) = part(text.strip_prefix("the ").unwrap_or(text)).filter(is_whole) {
        return Some(alone(part, frame.today, towards));
    }
    let (month, part) = of_a_named_month(text)?;
    Some(in_named(month, part, frame, towards))
}

/// Of this month, or of the next or the last one, where that is the one that is meant.
fn alone(part: MonthDay, today: NaiveDate, towards: Towards) -> Result<NaiveDate, NoDay> {
    let first = today.with_day(1).ok_or(NoDay::Unknown)?;
    let number = match part {
        MonthDay::Day(number) | MonthDay::Days(_, number) => number,
        MonthDay::First => 1,
        MonthDay::Last => 31,
    };
    let is_elsewhere = match towards {
        // Who plans for 月初 on the first means the next one.
        Towards::Future => number < today.day() || matches!(part, MonthDay::First),
        Towards::Past => number > today.day(),
    };
    let month = match (is_elsewhere, towards) {
        (false, _) => Some(first),
        (true, Towards::Future) => first.checked_add_months(Months::new(1)),
        (true, Towards::Past) => first.checked_sub_months(Months::new(1)),
    };
    let month = month.ok_or(NoDay::Unknown)?;
    match part {
        // The end of this month, whatever day it is.
        MonthDay::Last if towards == Towards::Future => end(today, 1).ok_or(NoDay::Unknown),
        _ => day_in(month, part),
    }
}

fn day_in(month: NaiveDate, part: MonthDay) -> Result<NaiveDate, NoDay> {
    let last = end(month, 1).ok_or(NoDay::Unknown)?;
    let day = |number: u32| month.with_day(number.min(last.day())).ok_or(NoDay::Unknown);
    match part {
        MonthDay::First => Ok(month),
        MonthDay::Last => Ok(last),
        MonthDay::Day(number) if number <= last.day() => day(number),
        MonthDay::Day(_) => Err(missing(last.year(), last.month(), last.day())),
        MonthDay::Days(first, until) => Err(NoDay::Vague(day(first)?, day(until)?)),
    }
}

fn in_named(month: u32, part: MonthDay, frame: &Frame<'_>, towards: Towards) -> Result<NaiveDate, NoDay> {
    let near = match part {
        MonthDay::Day(number) => return nearest(month, number, frame, towards),
        MonthDay::First => nearest(month, 1, frame, towards),
        // A month is over after its last day.
        MonthDay::Last | MonthDay::Days(..) => {
            let last = NaiveDate::from_ymd_opt(2001, month, 1).and_then(|first| end(first, 1));
            nearest(month, last.map_or(28, |last| last.day()), frame, towards)
        }
    };
    match (near, part) {
        (Err(NoDay::Passed(one, other) | NoDay::NotCome(one, other)), MonthDay::Days(..)) => {
            let of = if towards == Towards::Future { other } else { one };
            day_in(of.with_day(1).ok_or(NoDay::Unknown)?, part)
        }
        (near, part) => day_in(near?.with_day(1).ok_or(NoDay::Unknown)?, part),
    }
}

/// `下个月5号`, `5th of next month`, 本月底.
fn in_a_month_from_now(text: &str) -> Option<(i32, MonthDay)> {
    const MONTHS: [(&str, i32); 9] = [
        ("下下个月", 2),
        ("下下月", 2),
        ("下个月", 1),
        ("下月", 1),
        ("这个月", 0),
        ("这月", 0),
        ("本月", 0),
        ("上个月", -1),
        ("上月", -1),
    ];
    const ENGLISH: [(&str, i32); 3] = [("next month", 1), ("this month", 0), ("last month", -1)];
    let chinese = MONTHS.iter().find_map(|(word, months)| Some((text.strip_prefix(word)?, *months)));
    if let Some((rest, months)) = chinese {
        let rest = rest.trim().trim_start_matches('的');
        return Some((months, part(rest).or_else(|| part(&format!("{rest}号")))?));
    }
    let (rest, months) =
        ENGLISH.iter().find_map(|(word, months)| Some((text.strip_suffix(word)?, *months)))?;
    let rest = rest.trim().trim_end_matches(" of").trim();
    Some((months, part(rest.strip_prefix("the ").unwrap_or(rest))?))
}

/// `12月底`, `mid December`, 12月中旬; a month alone is all of it.
fn of_a_named_month(text: &str) -> Option<(u32, MonthDay)> {
    if let Some((number, rest)) = text.split_once('月') {
        let month = written::number(number).filter(|month| (1..=12).contains(month))?;
        let rest = rest.strip_prefix('份').unwrap_or(rest).trim();
        return Some((month, if rest.is_empty() { MonthDay::Days(1, 31) } else { of_month(rest)? }));
    }
    let (rest, name) = text.rsplit_once([' ', '-']).unwrap_or(("", text));
    let month = written::named_month(name)?;
    let rest = rest.trim().trim_end_matches(" of").trim();
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    Some((month, if rest.is_empty() { MonthDay::Days(1, 31) } else { of_month(rest)? }))
}

/// A day by its number, or a part of a month that says of itself that it is one.
fn part(text: &str) -> Option<MonthDay> {
    let number = text.strip_suffix(['日', '号']).or_else(|| {
        let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| text.strip_suffix(end))?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(digits)
    });
    if let Some(number) = number.and_then(written::number).filter(|number| (1..=31).contains(number)) {
        return Some(MonthDay::Day(number));
    }
    match text {
        "上旬" | "中旬" | "下旬" | "初" | "底" | "末" | "中" => of_month(text),
        "start" | "beginning" | "end" => of_month(text),
        _ => of_month(text.strip_prefix('月')?),
    }
}

fn of_month(text: &str) -> Option<MonthDay> {
    Some(match text {
        "初" | "start" | "beginning" => MonthDay::First,
        "底" | "末" | "end" => MonthDay::Last,
        "上旬" | "early" => MonthDay::Days(1, 10),
        "中旬" | "中" | "mid" | "middle" => MonthDay::Days(11, 20),
        "下旬" | "late" => MonthDay::Days(21, 31),
        _ => return None,
    })
}
