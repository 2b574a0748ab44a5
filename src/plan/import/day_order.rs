//! Dates as people write them. What can be read two ways is decided by its column, or asked; never
//! guessed.

use chrono::{Datelike, Days, NaiveDate};

use crate::model::date;

/// Whether the day or the month comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// 20/11/2026.
    DayFirst,
    /// 11/20/2026.
    MonthFirst,
}

impl DayOrder {
    /// Reads `dmy`, `mdy`; `ymd` says nothing of the others.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "dmy" => Some(DayOrder::DayFirst),
            "mdy" => Some(DayOrder::MonthFirst),
            _ => None,
        }
    }
}

/// What a text is as a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenDay {
    Day(NaiveDate),
    /// One of two: both numbers could be a month.
    Either {
        day_first: NaiveDate,
        month_first: NaiveDate,
    },
}

/// Which way a day points that is said without its year, or by its weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// It has happened.
    Past,
    /// It is planned.
    Ahead,
}

/// What a text is as a day that people say: 12月3日, 下周一, yesterday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoken {
    Day(NaiveDate),
    /// It names no year: this year's is just over, or soon comes, so that either could be meant.
    EitherYear(NaiveDate, NaiveDate),
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads a date. `None` where it is none.
pub fn read(text: &str) -> Option<WrittenDay> {
    let text = text.trim();
    if let Some(serial) = serial(text) {
        return Some(WrittenDay::Day(serial));
    }
    // 12月3日10点 has no year: its last number is an hour.
    if text.contains(['点', '时']) || (text.contains('月') && !text.contains('年')) {
        return None;
    }
    let words = words(text);
    let [one, two, three] = words.as_slice() else { return compact(text).map(WrittenDay::Day) };
    let number = |word: &str| word.parse::<u32>().ok().filter(|_| word.len() <= 4);
    // A month by its name, before or behind the day.
    for (day, month) in [(one, two), (two, one)] {
        if let Some(month) = month_named(month) {
            return day_of(number(three)?, month, number(day)?).map(WrittenDay::Day);
        }
    }
    let (first, second, third) = (number(one)?, number(two)?, number(three)?);
    if one.len() == 4 {
        return day_of(first, second, third).map(WrittenDay::Day);
    }
    // Spreadsheets write a year by its last two digits where nobody tells them otherwise; C's 69 parts the centuries.
    let third = match (three.len(), third) {
        (4, year) => year,
        (2, year @ 0..69) => 2000 + year,
        (2, year) => 1900 + year,
        _ => return None,
    };
    let (day_first, month_first) = (day_of(third, second, first), day_of(third, first, second));
    match (day_first, month_first) {
        // With points it is written in countries that put the day first.
        (Some(day), _) if text.contains('.') => Some(WrittenDay::Day(day)),
        (Some(day), Some(other)) if day == other => Some(WrittenDay::Day(day)),
        (Some(day_first), Some(month_first)) => Some(WrittenDay::Either { day_first, month_first }),
        (Some(day), None) | (None, Some(day)) => Some(WrittenDay::Day(day)),
        (None, None) => None,
    }
}

/// The order in which a column writes its dates, as far as one of its values tells; `Err` where its
/// values contradict one another.
pub(super) fn order_of<'t>(texts: impl Iterator<Item = &'t str>) -> Result<Option<DayOrder>, ()> {
    let mut order = None;
    for text in texts {
        let words = words(text);
        let [one, two, three] = words.as_slice() else { continue };
        if one.len() > 2 {
            continue;
        }
        let numbers = (one.parse::<u32>(), two.parse::<u32>(), three.len());
        let (Ok(one), Ok(two), 2 | 4) = numbers else { continue };
        let told = match (one > 12, two > 12) {
            (true, false) => DayOrder::DayFirst,
            (false, true) => DayOrder::MonthFirst,
            _ => continue,
        };
        if order.is_some_and(|order| order != told) {
            return Err(());
        }
        order = Some(told);
    }
    Ok(order)
}

/// The date's part of a text, and the hour's.
pub(super) fn split_hour(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    let is_hour = |part: &str| part.contains([':', '：']) && part.starts_with(|c: char| c.is_ascii_digit());
    match text.split_once(['T', ' ']) {
        Some((day, hour)) if is_hour(hour.trim()) => (day, Some(hour.trim())),
        _ => match text.rsplit_once(' ') {
            Some((day, hour)) if is_hour(hour) => (day.trim(), Some(hour)),
            _ => (text, None),
        },
    }
}

/// Numbers and words between the signs.
fn words(text: &str) -> Vec<String> {
    let (day, _) = split_hour(text);
    let mut words: Vec<String> = Vec::new();
    // 10:11:12 is an hour alone.
    if day.contains([':', '：']) {
        return words;
    }
    let mut last = None;
    for c in day.chars() {
        let kind = (c.is_ascii_digit(), c.is_ascii_alphabetic());
        if kind == (false, false) {
            last = None;
            continue;
        }
        if last == Some(kind) {
            if let Some(word) = words.last_mut() {
                word.push(c);
            }
        } else {
            words.push(c.to_string());
        }
        last = Some(kind);
    }
    // `20th of November`.
    words.retain(|word| !matches!(word.as_str(), "st" | "nd" | "rd" | "th" | "of"));
    words
}

fn month_named(word: &str) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    let german = match word.as_str() {
        "mai" => Some(5),
        "okt" | "oktober" => Some(10),
        "dez" | "dezember" => Some(12),
        _ => None,
    };
    let begins = |month: &&str| word.len() >= 3 && word.starts_with(*month);
    german.or_else(|| MONTHS.iter().zip(1..).find(|(month, _)| begins(month)).map(|(_, number)| number))
}

fn day_of(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    date(&format!("{year:04}-{month:02}-{day:02}"))
}

/// `20261120`.
fn compact(text: &str) -> Option<NaiveDate> {
    let is_one = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_one.then(|| date(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]))).flatten()
}

/// A spreadsheet's day number, of the years 1954 to 2119: with an hour behind the point.
pub(super) fn serial(text: &str) -> Option<NaiveDate> {
    let days: u64 = text.split('.').next()?.parse().ok().filter(|days| (20_000..=80_000).contains(days))?;
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let day = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))?;
    (is_number && day.year() > 1950).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in [
            "2026-11-20",
            "2026/11/20",
            "2026.11.20",
            "20.11.2026",
            "11/20/2026",
            "20/11/2026",
            "2026年11月20日",
            "20 Nov 2026",
            "November 20, 2026",
            "20-Nov-2026",
            "20th of November 2026",
            "20261120",
            "46346",
            "46346.5",
            "2026-11-20 14:30",
            "2026-11-20T14:30:00+08:00",
            "20. November 2026",
            "11/20/26",
            "20.11.26",
        ] {
            assert_eq!(read(text), date("2026-11-20").map(WrittenDay::Day), "{text}");
        }
        for bad in [
            "",
            "10:11:12",
            "10：11：12",
            "soon",
            "13/13/2026",
            "2026-02-30",
            "1987",
            "2026-11",
            "1.2",
            "x 5 2026",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert!(matches!(read("03/04/2026"), Some(WrittenDay::Either { .. })));
        assert_eq!(read("04/04/2026"), date("2026-04-04").map(WrittenDay::Day));
        assert_eq!(read("03.04.2026"), date("2026-04-03").map(WrittenDay::Day));
    }

    #[test]
    fn two_digits_are_a_year_of_this_century_or_of_the_last() {
        for (text, want) in
            [("20.11.68", "2068-11-20"), ("20.11.69", "1969-11-20"), ("12/31/99", "1999-12-31")]
        {
            assert_eq!(read(text), date(want).map(WrittenDay::Day), "{text}");
        }
        assert!(matches!(read("11/3/26"), Some(WrittenDay::Either { .. })));
        assert_eq!(read("11/3/126"), None);
    }

    #[test]
    fn a_column_tells_its_own_order() {
        for (texts, want) in [
            (&["03/04/2026", "25/04/2026"][..], Ok(Some(DayOrder::DayFirst))),
            (&["03/04/2026", "04/25/2026"], Ok(Some(DayOrder::MonthFirst))),
            (&["03/04/2026", "2026-11-20"], Ok(None)),
            (&["25/04/2026", "04/25/2026"], Err(())),
            (&["3/4/26", "4/25/26"], Ok(Some(DayOrder::MonthFirst))),
        ] {
            assert_eq!(order_of(texts.iter().copied()), want, "{texts:?}");
        }
    }
}
