//! Days as they are written out: `27 Nov`, `Nov 27, 2026`, `27.11.`, `12月3日`, with or without their weekday.

use chrono::{Datelike, Month, NaiveDate, Weekday};

use super::{Towards, weekday};

/// Reads one. Without a year it is the next such day, or the last one, today included. One whose weekday is
/// another is a slip, and no day.
pub(super) fn written(text: &str, today: NaiveDate, towards: Towards) -> Option<NaiveDate> {
    let spaced = text.replace([',', '，', '（', '）', '(', ')'], " ");
    let mut words: Vec<&str> = spaced.split_whitespace().collect();
    let mut named: Option<Weekday> = None;
    words.retain(|word| match weekday(word.trim_end_matches('.')).filter(|_| named.is_none()) {
        Some(found) => {
            named = Some(found);
            false
        }
        None => true,
    });
    let (year, month, day) = parts(&words)?;
    let found = match year {
        Some(year) => NaiveDate::from_ymd_opt(year, month, day)?,
        None => nearest(month, day, today, towards)?,
    };
    named.is_none_or(|named| found.weekday() == named).then_some(found)
}

/// The next or the last such day; 29 February comes every four years.
fn nearest(month: u32, day: u32, today: NaiveDate, towards: Towards) -> Option<NaiveDate> {
    let step = match towards {
        Towards::Future => 1,
        Towards::Past => -1,
    };
    let of = |turn: i32| NaiveDate::from_ymd_opt(today.year() + turn * step, month, day);
    let fits = |found: &NaiveDate| match towards {
        Towards::Future => *found >= today,
        Towards::Past => *found <= today,
    };
    (0..=8).filter_map(of).find(fits)
}

type Parts = (Option<i32>, u32, u32);

fn parts(words: &[&str]) -> Option<Parts> {
    match words {
        [one] => chinese(one).or_else(|| dotted(one)).or_else(|| slashed(one)),
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

fn named_month(word: &str) -> Option<u32> {
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

/// `27/11` and `11/27`: one of the two is no month.
fn slashed(word: &str) -> Option<Parts> {
    match two_numbers(word)? {
        (day, month) if day > 12 || day == month => Some((None, month, day)),
        (month, day) if day > 12 => Some((None, month, day)),
        _ => None,
    }
}

fn two_numbers(word: &str) -> Option<(u32, u32)> {
    let (one, two) = word.split_once('/')?;
    Some((number(one)?, number(two)?))
}

/// The two days ahead that `12/3` can be: with the day first, and with the month.
pub(super) fn either(text: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let (one, two) = two_numbers(text)?;
    let ahead = |month, day| nearest(month, day, today, Towards::Future);
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

fn number(word: &str) -> Option<u32> {
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
