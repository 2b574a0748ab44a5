//! A table as `.xlsx`: numbers are numbers, days are days, and all else is text, whatever it begins with.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use crate::model::{date, decimal, looks_like_formula};

/// A table that becomes a sheet.
#[derive(Clone, Copy, Debug)]
pub struct Spreadsheet<'a> {
    /// The sheet's name.
    pub title: &'a str,
    /// The columns by their names for programs, which tell what their values are.
    pub columns: &'a [&'a str],
    /// What stands above them.
    pub heads: &'a [String],
    pub rows: &'a [Vec<String>],
    /// When it was made: the same table of the same moment is the same file.
    pub made: DateTime<FixedOffset>,
}

/// Columns that hold numbers; a customer's number is none, nor is a reference.
const NUMBERS: &[&str] =
    &["size", "staff", "revenue", "renewal", "line", "minutes", "satisfaction", "amount", "margin", "cost"];

/// Columns that hold days.
const DAYS: &[&str] = &[
    "last follow-up",
    "next follow-up",
    "since",
    "archived",
    "last_contact",
    "next_due",
    "day",
    "next",
    "due",
    "from",
    "until",
];

/// As much text as a cell holds, in UTF-16.
const MOST_TEXT: usize = 32_767;

/// As many digits as a spreadsheet's number keeps.
const MOST_DIGITS: usize = 15;

/// As many rows as a sheet has, with the header.
pub const MOST_ROWS: usize = 1_048_576;

/// The file's bytes, and how many texts were too long for a cell and are cut.
pub fn spreadsheet(table: &Spreadsheet<'_>) -> Result<(Vec<u8>, usize), String> {
    written(table).map_err(|error| error.to_string())
}

fn written(table: &Spreadsheet<'_>) -> Result<(Vec<u8>, usize), XlsxError> {
    let mut workbook = Workbook::new();
    let utc = table.made.to_utc();
    let made = ExcelDateTime::from_timestamp(utc.timestamp())?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = workbook.add_worksheet();
    sheet.set_name(table.title)?;
    let head = Format::new().set_bold();
    for (column, text) in (0u16..).zip(table.heads) {
        sheet.write_string_with_format(0, column, text.as_str(), &head)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let cells = Formats::new();
    let mut cut = 0;
    for (row, values) in (1u32..).zip(table.rows) {
        for ((column, name), value) in (0u16..).zip(table.columns).zip(values) {
            cut += usize::from(cells.write(sheet, (row, column), name, value)?);
        }
    }
    for (column, width) in (0u16..).zip(widths(table)) {
        sheet.set_column_width(column, width)?;
    }
    if let (Ok(rows), Ok(columns @ 1..)) = (u32::try_from(table.rows.len()), u16::try_from(table.heads.len()))
    {
        sheet.autofilter(0, 0, rows, columns - 1)?;
    }
    Ok((workbook.save_to_buffer()?, cut))
}

struct Formats {
    text: Format,
    sign: Format,
    day: Format,
}

impl Formats {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Formats {
            text: top(),
            // It stays a text when somebody edits the cell, too.
            sign: top().set_quote_prefix(),
            day: top().set_num_format("yyyy-mm-dd"),
        }
    }

    /// Writes a cell; whether its text had to be cut.
    fn write(
        &self,
        sheet: &mut Worksheet,
        at: (u32, u16),
        name: &str,
        value: &str,
    ) -> Result<bool, XlsxError> {
        let (row, column) = at;
        if value.is_empty() {
            return Ok(false);
        }
        if let Some(number) = number(name, value) {
            sheet.write_number_with_format(row, column, number, &self.text)?;
            return Ok(false);
        }
        if let Some(day) = day(name, value) {
            sheet.write_datetime_with_format(row, column, day, &self.day)?;
            return Ok(false);
        }
        let (text, is_cut) = fitting(&of_xml(value));
        let format = if looks_like_formula(&text) { &self.sign } else { &self.text };
        sheet.write_string_with_format(row, column, text, format)?;
        Ok(is_cut)
    }
}

/// A text as a sheet's file holds it: all of it, since it is data and no terminal reads it, but for two characters that no
/// XML can have. Control characters are written as their numbers by the writer itself.
fn of_xml(value: &str) -> String {
    value.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// A number that a spreadsheet keeps as it is; one with more digits stays text.
fn number(name: &str, value: &str) -> Option<f64> {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let is_number = NUMBERS.contains(&name) && digits <= MOST_DIGITS && decimal(value).is_some();
    is_number.then(|| value.parse().ok()).flatten()
}

/// A day that a spreadsheet knows: its calendar begins in 1900, and believes that this was a leap year.
fn day(name: &str, value: &str) -> Option<ExcelDateTime> {
    let day = date(value).filter(|_| DAYS.contains(&name))?;
    let is_known = day >= NaiveDate::from_ymd_opt(1900, 3, 1)? && day.year() <= 9999;
    let year = u16::try_from(day.year()).ok().filter(|_| is_known)?;
    ExcelDateTime::from_ymd(year, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?).ok()
}

fn fitting(text: &str) -> (String, bool) {
    if text.len() <= MOST_TEXT || text.encode_utf16().count() <= MOST_TEXT {
        return (text.to_owned(), false);
    }
    let mut room = MOST_TEXT - 1;
    let fits = |c: &char| {
        let is_room = c.len_utf16() <= room;
        room -= c.len_utf16().min(room);
        is_room
    };
    (text.chars().take_while(fits).collect::<String>() + "…", true)
}

/// How wide each column is: what most of its values need, Chinese twice as much as Latin.
fn widths(table: &Spreadsheet<'_>) -> Vec<f64> {
    let widest = |(column, head): (usize, &String)| {
        let lines = table.rows.iter().filter_map(|row| row.get(column)).flat_map(|cell| cell.lines());
        let most = lines.map(UnicodeWidthStr::width).chain([head.width() + 2]).max().unwrap_or(0);
        u32::try_from(most.clamp(6, 48) + 1).map_or(48.0, f64::from)
    };
    table.heads.iter().enumerate().map(widest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_spreadsheet_keeps_is_a_number_or_a_day() {
        for (name, value, want) in [
            ("amount", "1200.50", Some(1200.5)),
            ("amount", "-5", Some(-5.0)),
            ("amount", "•••", None),
            ("amount", "1234567890123456", None),
            ("amount", "=1", None),
            ("number", "007", None),
            ("customer number", "7", None),
            ("phone", "+4989", None),
        ] {
            assert_eq!(number(name, value), want, "{name} {value}");
        }
        for (name, value, want) in [
            ("next_due", "2026-11-10", true),
            ("next follow-up", "2026-11-10", true),
            ("from", "li", false),
            ("since", "1899-12-31", false),
            ("at", "2026-11-10", false),
            ("text", "2026-11-10", false),
        ] {
            assert_eq!(day(name, value).is_some(), want, "{name} {value}");
        }
    }

    #[test]
    fn a_text_is_cut_where_a_cell_ends() {
        assert_eq!(fitting("short"), ("short".to_owned(), false));
        let (text, is_cut) = fitting(&"😀".repeat(20_000));
        assert!(is_cut && text.encode_utf16().count() <= MOST_TEXT && text.ends_with('…'));
    }
}
