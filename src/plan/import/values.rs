//! The cells of a row, each read as what its key wants.

use chrono::{NaiveDate, NaiveTime};

use super::cell_kind::CellKind;
use super::day_order::{self, DayOrder, Spoken, Tense, split_hour};
use super::decimal::{self, DecimalSign};
use super::ways::Ways;
use super::{RowError, Settings, Wrong};
use crate::model::{Currency, Decimal, Measure, Stamp, TableRow, number_and_unit};
use crate::plan::Words;

/// One row, and what is wrong with it.
pub(super) struct Cells<'a> {
    row: &'a TableRow,
    settings: &'a Settings<'a>,
    ways: &'a Ways,
    /// The day from which what is planned is counted, where it isn't the day of the import.
    pub from: Option<NaiveDate>,
    /// What is wrong with it so far.
    pub errors: Vec<RowError>,
    /// What of it can't be read, though it can be taken without that.
    pub left_out: Vec<RowError>,
}

impl<'a> Cells<'a> {
    pub fn new(row: &'a TableRow, settings: &'a Settings<'a>, ways: &'a Ways) -> Self {
        let mut cells = Cells { row, settings, ways, from: None, errors: Vec::new(), left_out: Vec::new() };
        if let Some(first) = row.surplus.iter().find(|cell| !cell.text.trim().is_empty()) {
            let (has, columns) = (row.cells.len() + row.surplus.len(), row.cells.len());
            cells.fail(None, first.text.trim(), Wrong::TooManyCells(has, columns));
        }
        for (column, cell) in row.cells.iter().enumerate() {
            if let Some(fault) = cell.fault.filter(|_| settings.is_used(column)) {
                cells.fail(Some(column), cell.text.trim(), Wrong::Sheet(fault));
            }
        }
        cells
    }

    /// Takes a customer's row without the values that can't be read: whoever the customer is, it is no less one
    /// for a rating that nobody knows.
    pub fn do_without(&mut self) {
        let is_value = |error: &mut RowError| error.column.is_some() && error.wrong.is_of_a_value();
        self.left_out.extend(self.errors.extract_if(.., is_value));
    }

    /// Whether the row says something of a key, even what can't be read.
    pub fn says(&self, key: &str) -> bool {
        self.left_out
            .iter()
            .any(|error| error.column.is_some_and(|column| self.settings.columns_of(key).contains(&column)))
    }

    /// A column's text.
    pub fn cell(&self, column: usize) -> Option<&'a str> {
        self.row.get(column)
    }

    /// Whether a cell ends with the end of a line, as a block of notes does.
    pub fn ends_a_line(&self, column: usize) -> bool {
        self.row.cells.get(column).is_some_and(|cell| cell.text.ends_with('\n'))
    }

    /// What feeds a key, with the columns.
    pub fn all(&self, key: &str) -> Vec<(usize, &'a str)> {
        let columns = self.settings.columns_of(key).into_iter();
        columns.filter_map(|column| Some((column, self.row.get(column)?))).collect()
    }

    /// The first value of a key, with its column.
    pub fn at(&self, key: &str) -> Option<(usize, &'a str)> {
        self.all(key).into_iter().next()
    }

    /// A text; what a spreadsheet makes of digits is put right.
    pub fn text(&self, key: &str) -> Option<String> {
        self.at(key).map(|(_, text)| text.to_owned())
    }

    /// A number that is a name: without the `.0` of a spreadsheet.
    pub fn digits(&self, key: &str) -> Option<String> {
        self.text(key).map(|text| plain_digits(&text))
    }

    /// Says that a value can't be.
    pub fn fail(&mut self, column: Option<usize>, value: &str, wrong: Wrong) {
        self.errors.push(RowError { column, value: value.to_owned(), wrong });
    }

    /// A value of a key, where another one stands beside its number.
    pub fn contradicts(&mut self, key: &str, beside: &str) {
        if let Some((column, text)) = self.at(key) {
            self.fail(Some(column), text, Wrong::Beside(beside.to_owned()));
        }
    }

    /// A value of a key, told where it can't be read.
    pub fn value<T>(&mut self, key: &str, wrong: Wrong, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let (column, text) = self.at(key)?;
        let value = read(text);
        if value.is_none() {
            self.fail(Some(column), text, wrong);
        }
        value
    }

    /// One of the words of the files.
    pub fn word(&mut self, key: &str, of: Words, words: &'static [&'static str]) -> Option<&'static str> {
        self.value(key, Wrong::OneOf(words), |text| of.read(text).filter(|word| words.contains(word)))
    }

    /// A truth value.
    pub fn truth(&mut self, key: &str) -> Option<bool> {
        self.value(key, Wrong::Bool, |text| Words::Bool.read(text)).map(|word| word == "true")
    }

    pub fn hour(&mut self, key: &str) -> Option<NaiveTime> {
        self.value(key, Wrong::Hour, read_hour)
    }

    /// Whether a cell says that there is to be no next contact.
    pub fn is_no_next(&self, key: &str) -> bool {
        self.at(key).is_some_and(|(_, typed)| Words::NextDay.read(typed).is_some())
    }

    /// The hour that stands behind a day in its cell; spreadsheets write midnight behind a day that has none.
    pub fn hour_of_day(&self, key: &str) -> Option<NaiveTime> {
        let (_, hour) = split_hour(self.at(key)?.1);
        read_hour(hour?).filter(|hour| *hour != NaiveTime::MIN)
    }

    pub fn day(&mut self, key: &str) -> Option<NaiveDate> {
        let (column, text) = self.at(key)?;
        let day = self.day_of(column, text);
        day.map_err(|wrong| self.fail(Some(column), text, wrong)).ok()
    }

    /// A day that follows another one: where it names no year and has only just passed, it was planned then.
    pub fn day_after(&mut self, key: &str, before: Option<NaiveDate>) -> Option<NaiveDate> {
        let (column, text) = self.at(key)?;
        let day = match self.day_of(column, text) {
            Err(Wrong::EitherYear(passed, _)) if before.is_some_and(|before| before <= passed) => Ok(passed),
            day => day,
        };
        day.map_err(|wrong| self.fail(Some(column), text, wrong)).ok()
    }

    /// A day of a text that stands in a column.
    pub fn read_day(&self, column: usize, text: &str) -> Option<NaiveDate> {
        self.day_of(column, text).ok()
    }

    fn day_of(&self, column: usize, text: &str) -> Result<NaiveDate, Wrong> {
        let is_typed = self.row.cells.get(column).is_some_and(|cell| cell.is_typed);
        if let Some(day) = day_order::serial(text).filter(|_| !is_typed && !self.ways.has_serials(column)) {
            return Err(Wrong::Serial(day));
        }
        match (day_order::read(text), self.ways.order(column)) {
            (Some(day_order::WrittenDay::Day(day)), _) => Ok(day),
            (Some(day_order::WrittenDay::Either { day_first, .. }), Some(DayOrder::DayFirst)) => {
                Ok(day_first)
            }
            (Some(day_order::WrittenDay::Either { month_first, .. }), Some(DayOrder::MonthFirst)) => {
                Ok(month_first)
            }
            (Some(day_order::WrittenDay::Either { .. }), None) => Err(Wrong::EitherDay),
            (None, _) => self.spoken(column, text),
        }
    }

    /// A day as one says it, where its column tells whether it is over or to come.
    fn spoken(&self, column: usize, text: &str) -> Result<NaiveDate, Wrong> {
        let CellKind::Day(tense) = *self.ways.kind(column) else { return Err(Wrong::Date) };
        let from = self.from.filter(|_| tense == Tense::Ahead).unwrap_or(self.settings.today);
        match (self.settings.spoken)(text, from, tense) {
            Some(Spoken::Day(day)) => Ok(day),
            Some(Spoken::EitherYear(one, other)) => Err(Wrong::EitherYear(one, other)),
            None => Err(Wrong::Date),
        }
    }

    /// When something happened: a day, with its hour where there is one; never a day to come.
    pub fn stamp(&mut self, key: &str) -> Option<Stamp> {
        let stamp = self.any_stamp(key)?;
        if stamp.day() > self.settings.today {
            let (column, text) = self.at(key)?;
            self.fail(Some(column), text, Wrong::Future);
            return None;
        }
        Some(stamp)
    }

    fn any_stamp(&mut self, key: &str) -> Option<Stamp> {
        let (column, text) = self.at(key)?;
        if let Some(stamp) = Stamp::parse(text) {
            return Some(stamp);
        }
        let (day, hour) = split_hour(text);
        let day = self.day_of(column, day).map_err(|wrong| self.fail(Some(column), text, wrong)).ok()?;
        let Some(hour) = hour else { return Some(Stamp::Day(day)) };
        // As shops write it: 2025-09-01 10:00:11 -0500.
        if let Some((time, offset)) = hour.split_once(' ')
            && let Some(stamp) = with_offset(day, time, offset)
        {
            return Some(stamp);
        }
        let hour = read_hour(hour);
        let at = hour.and_then(|hour| (self.settings.local)(day, hour));
        if at.is_none() {
            self.fail(Some(column), text, Wrong::Instant);
        }
        at.map(Stamp::Instant)
    }

    /// Whether a moment is written with its offset.
    pub fn has_offset(&self, key: &str) -> bool {
        self.at(key).is_some_and(|(_, text)| matches!(Stamp::parse(text), Some(Stamp::Instant(_))))
    }

    /// A number within its bounds, and the currency beside it.
    pub fn amount(&mut self, key: &str, measure: Measure) -> Option<(Decimal, Option<Currency>)> {
        let found = self.written(key)?;
        self.bounded(key, found.0, measure)?;
        Some(found)
    }

    fn bounded(&mut self, key: &str, number: Decimal, measure: Measure) -> Option<Decimal> {
        if measure.holds(number) {
            return Some(number);
        }
        let (column, text) = self.at(key)?;
        self.fail(Some(column), text, Wrong::Bounds(measure));
        None
    }

    /// A number as it is written, and the currency beside it.
    fn written(&mut self, key: &str) -> Option<(Decimal, Option<Currency>)> {
        let (column, text) = self.at(key)?;
        self.number_in(column, text)
    }

    fn number_in(&mut self, column: usize, text: &str) -> Option<(Decimal, Option<Currency>)> {
        let is_typed = self.row.cells.get(column).is_some_and(|cell| cell.is_typed);
        let said = self.ways.sign(column);
        let sign = if is_typed { Some(DecimalSign::Point) } else { said };
        match decimal::read(text, sign) {
            Some((decimal::WrittenNumber::Number(value), currency)) => Some((value, currency)),
            Some((decimal::WrittenNumber::Either, _)) if *self.ways.kind(column) != CellKind::Count => {
                self.fail(Some(column), text, Wrong::EitherNumber);
                None
            }
            Some((decimal::WrittenNumber::Either, currency)) => {
                let thousands = if text.contains(',') { DecimalSign::Point } else { DecimalSign::Comma };
                match decimal::read(text, Some(thousands)) {
                    Some((decimal::WrittenNumber::Number(value), _)) => Some((value, currency)),
                    _ => None,
                }
            }
            None => {
                self.fail(Some(column), text, Wrong::Number);
                None
            }
        }
    }

    /// A number alone.
    pub fn number(&mut self, key: &str, measure: Measure) -> Option<Decimal> {
        self.amount(key, measure).map(|(value, _)| value)
    }

    /// How much of something, and the unit behind it.
    pub fn quantity(&mut self, key: &str) -> Option<(Decimal, Option<&str>)> {
        let (column, text) = self.at(key)?;
        let (number, unit) = number_and_unit(text);
        let (number, _) = self.number_in(column, number)?;
        Some((self.bounded(key, number, Measure::Amount)?, unit))
    }

    /// A margin; 30 % is 0.3.
    pub fn margin(&mut self, key: &str) -> Option<Decimal> {
        let value = self.fraction(key, Decimal::ONE)?;
        self.bounded(key, value, Measure::Margin)
    }

    /// A fraction of at most so much; 30 % is 0.3.
    pub fn fraction(&mut self, key: &str, most: Decimal) -> Option<Decimal> {
        let (column, text) = self.at(key)?;
        let value = self.written(key)?.0;
        let value =
            if text.ends_with(['%', '％']) { (value / Decimal::ONE_HUNDRED).normalize() } else { value };
        if value > most {
            self.fail(Some(column), text, Wrong::Fraction);
            return None;
        }
        Some(value)
    }
}

/// 13800138000.0 and 1.38E+10 are what spreadsheets make of numbers that nobody counts with.
pub(super) fn plain_digits(text: &str) -> String {
    let text = text.trim().trim_start_matches('\'');
    let whole = text
        .strip_suffix(".0")
        .filter(|whole| whole.len() > 3 && whole.bytes().all(|byte| byte.is_ascii_digit()));
    if let Some(whole) = whole {
        return whole.to_owned();
    }
    let is_scientific =
        text.contains(['E', 'e']) && text.contains('+') && text.starts_with(|c: char| c.is_ascii_digit());
    let written = is_scientific.then(|| crate::model::decimal(text)).flatten();
    match written.filter(|value| value.fract() == Decimal::ZERO) {
        // The last digits are gone where fewer were written than the number has.
        Some(value) if text.bytes().filter(u8::is_ascii_digit).count() >= value.trunc().to_string().len() => {
            value.normalize().to_string()
        }
        _ => text.to_owned(),
    }
}

fn with_offset(day: NaiveDate, time: &str, offset: &str) -> Option<Stamp> {
    let time = read_hour(time)?.format("%H:%M:%S");
    let offset = match offset.trim() {
        "UTC" | "GMT" | "Z" => "+00:00".to_owned(),
        text if text.len() == 5 && text.starts_with(['+', '-']) => {
            format!("{}:{}", text.get(..3)?, text.get(3..)?)
        }
        text => text.to_owned(),
    };
    Stamp::parse(&format!("{day}T{time}{offset}"))
}

fn read_hour(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let (hour, is_pm, is_am) = match text.to_ascii_lowercase() {
        lower if lower.ends_with("pm") => (lower[..lower.len() - 2].trim().to_owned(), true, false),
        lower if lower.ends_with("am") => (lower[..lower.len() - 2].trim().to_owned(), false, true),
        lower => (lower, false, false),
    };
    let mut parts =
        hour.split([':', '：']).map(|part| part.split('.').next().unwrap_or_default().parse::<u32>());
    let hour = parts.next()?.ok()?;
    let minute = parts.next()?.ok()?;
    let second = parts.next().transpose().ok()?.unwrap_or(0);
    let hour = match (is_pm, is_am, hour) {
        (true, _, 1..=11) => hour + 12,
        (_, true, 12) => 0,
        _ => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spreadsheets_do_to_digits_is_put_right() {
        for (text, want) in [
            ("13800138000.0", "13800138000"),
            ("1.3800138E+10", "1.3800138E+10"),
            ("1.3800138000E+10", "13800138000"),
            ("'+86 138", "+86 138"),
            ("+49 89 1.0", "+49 89 1.0"),
            ("007", "007"),
        ] {
            assert_eq!(plain_digits(text), want, "{text}");
        }
        let hour = |text| read_hour(text).map(|hour| hour.to_string());
        assert_eq!(hour("2:30 PM").as_deref(), Some("14:30:00"));
        assert_eq!(hour("12:05 am").as_deref(), Some("00:05:00"));
        assert_eq!(hour("09:05:07.000").as_deref(), Some("09:05:07"));
        assert_eq!((hour("25:00"), hour("x")), (None, None));
        let day = crate::model::date("2025-09-01").expect("a day");
        for (time, offset, want) in [
            ("10:00:11", "-0500", Some("2025-09-01T10:00:11-05:00")),
            ("10:00", "+08:00", Some("2025-09-01T10:00:00+08:00")),
            ("10:00:11", "UTC", Some("2025-09-01T10:00:11+00:00")),
            ("10:00:11", "soon", None),
        ] {
            assert_eq!(with_offset(day, time, offset), want.and_then(Stamp::parse), "{time} {offset}");
        }
    }
}
