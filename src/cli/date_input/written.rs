//! Days as they are written out: `27 Nov`, `Nov 27, 2026`, `27.11.`, `12月3日`, with or without their weekday.

use chrono::{Datelike, Month, NaiveDate, Weekday};

use super::relative::weekday;
use super::yearless::nearest;
use super::{Frame, NoDay, Towards};

/// Reads one. Without a year it is the next such day, or the last one, today included. One whose weekday is
/// another is a slip, and no day.
pub(super) fn written(text: &str, frame: &Frame<'_>, towards: Towards) -> Result<NaiveDate, NoDay> {
    let text = with_year(text, frame.today.year());
    let spaced = text.replace([',', '(', ')'], " ");
    let mut words: Vec<&str> = spaced.split_whitespace().filter(|word| *word != "of").collect();
    let mut named: Option<Weekday> = None;
    words.retain(|word| match weekday(word.trim_end_matches('.')).filter(|_| named.is_none()) {
        Some(found) => {
            named = Some(found);
            false
        }
        None => true,
    });
    if let Some((one, other)) =
        words.first().filter(|_| words.len() == 1).and_then(|word| either(word, frame))
    {
        return Err(NoDay::Either(one, other));
    }
    let (year, month, day) = parts(&words).ok_or(NoDay::Unknown)?;
    let found = match year {
        Some(year) => NaiveDate::from_ymd_opt(year, month, day).ok_or(NoDay::Unknown)?,
        None => nearest(month, day, frame, towards)?,
    };
    if named.is_none_or(|named| found.weekday() == named) { Ok(found) } else { Err(NoDay::Unknown) }
}

/// 明年1月5日 and `5 Jan next year` with the year itself.
fn with_year(text: &str, this: i32) -> String {
    const YEARS: [(&str, i32); 5] = [("今年", 0), ("本年", 0), ("明年", 1), ("后年", 2), ("去年", -1)];
    const ENGLISH: [(&str, i32); 3] = [(" this year", 0), (" next year", 1), (" last year", -1)];
    let chinese = YEARS.iter().find_map(|(word, years)| Some((text.strip_prefix(word)?, years)));
    if let Some((rest, years)) = chinese {
        return format!("{}年{}", this + years, rest.trim());
    }
    let english = ENGLISH.iter().find_map(|(word, years)| Some((text.strip_suffix(word)?, years)));
    match english {
        Some((rest, years)) => format!("{rest} {}", this + years),
        None => text.strip_prefix("the ").unwrap_or(text).to_owned(),
    }
}

type Parts = (Option<i32>, u32, u32);

fn parts(words: &[&str]) -> Option<Parts> {
    match words {
        [one] => chinese(one).or_else(|| dotted(one)).or_else(|| slashed(one)).or_else(|| close(one)),
        [one, two] => day_and_month(one, two).or_else(|| chinese(&format!("{one}{two}"))),
        [one, two, year] => {
            let (_, month, day) = day_and_month(one, two)?;
            Some((Some(full_year(year)?), month, day))
        }
        _ => None,
    }
}

/// `27 nov`, `nov 27`, `27. november`, `nov 27th`.
fn day_and_month(one: &str, two: &str) -> Option<Parts> {
    let read = |day: &str, month: &str| Some((None, named_month(month)?, day_number(day)?));
    read(one, two).or_else(|| read(two, one))
}

/// `4dec`, `dec4`.
fn close(word: &str) -> Option<Parts> {
    let is_digit = |c: char| c.is_ascii_digit();
    let split = match word.starts_with(is_digit) {
        true => word.find(|c: char| !c.is_ascii_digit())?,
        false => word.find(is_digit)?,
    };
    let (one, two) = word.split_at(split);
    day_and_month(one, two)
}

pub(super) fn named_month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let word = if word == "sept" { "sep" } else { word };
    let is_name = word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    is_name.then(|| word.parse::<Month>().ok()).flatten().map(|month| month.number_from_month())
}

fn day_number(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    number(bare)
}

/// `27.11.`, `27.11.2026`, `27.11.26`: with points the day comes first. Two numbers alone could be hours.
fn dotted(word: &str) -> Option<Parts> {
    let (day, rest) = word.split_once('.')?;
    let (month, year) = rest.split_once('.')?;
    let year = if year.is_empty() { None } else { Some(full_year(year)?) };
    Some((year, number(month)?, number(day)?))
}

/// `27/11`, `11/27` and `11/27/26`: one of the two is not a month.
fn slashed(word: &str) -> Option<Parts> {
    let (days, year) = match word.rsplit_once('/').filter(|(days, _)| days.contains('/')) {
        Some((days, year)) => (days, Some(full_year(year)?)),
        None => (word, None),
    };
    match two_numbers(days)? {
        (day, month) if day > 12 || day == month => Some((year, month, day)),
        (month, day) if day > 12 => Some((year, month, day)),
        _ => None,
    }
}

fn two_numbers(word: &str) -> Option<(u32, u32)> {
    let (one, two) = word.split_once('/')?;
    Some((number(one)?, number(two)?))
}

/// The two days ahead that `12/3` can be: with the day first, and with the month.
fn either(text: &str, frame: &Frame<'_>) -> Option<(NaiveDate, NaiveDate)> {
    let (one, two) = two_numbers(text)?;
    let ahead = |month, day| match nearest(month, day, frame, Towards::Future) {
        Ok(day) | Err(NoDay::Passed(_, day)) => Some(day),
        Err(_) => None,
    };
    (one != two && one.max(two) <= 12).then(|| Some((ahead(two, one)?, ahead(one, two)?))).flatten()
}

/// `12月3日`, `12月3号`, `2026年12月3日`.
fn chinese(word: &str) -> Option<Parts> {
    let (year, rest) = match word.split_once('年') {
        Some((year, rest)) => (Some(full_year(year)?), rest),
        None => (None, word),
    };
    let (month, day) = rest.split_once('月')?;
    let day = day.strip_suffix('日').or_else(|| day.strip_suffix('号')).unwrap_or(day);
    Some((year, number(month)?, number(day)?))
}

pub(super) fn number(word: &str) -> Option<u32> {
    let is_short = matches!(word.len(), 1 | 2) && word.bytes().all(|byte| byte.is_ascii_digit());
    is_short.then(|| word.parse().ok()).flatten()
}

fn full_year(word: &str) -> Option<i32> {
    let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
    match word.len() {
        4 if is_number => word.parse().ok(),
        2 if is_number => word.parse::<i32>().ok().map(|year| 2000 + year),
        _ => None,
    }
}
