//! A day of a month that is typed without its year.

use chrono::{Datelike, NaiveDate};

use super::{Frame, NoDay, Towards};

/// How far ahead, or back, a day may lie that was typed without its year. Beyond it this year's has only just passed
/// (or comes soon), and more often than not that one was meant.
const YEARLESS_DAYS: i64 = 300;

/// The next such day, or the last one, today included.
pub(super) fn nearest(month: u32, day: u32, frame: &Frame<'_>, towards: Towards) -> Result<NaiveDate, NoDay> {
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
pub(super) fn missing(year: i32, month: u32, last: u32) -> NoDay {
    let last = NaiveDate::from_ymd_opt(year, month, last);
    match last.and_then(|last| Some((last, last.succ_opt()?))) {
        Some((before, after)) => NoDay::Missing(before, after),
        None => NoDay::Unknown,
    }
}
