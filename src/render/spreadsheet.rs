//! A table as `.xlsx`: numbers are numbers, days are days, and all else is text, whatever it begins with.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::csv::Cells;
use crate::model::{
    CustomerKey, EntryField, EntryKind, FieldKind, ValueKind, date, decimal, looks_like_formula,
};

/// A table that becomes a sheet.
#[derive(Clone, Copy, Debug)]
pub struct Spreadsheet<'a> {
    /// The sheet's name.
    pub title: &'a str,
    /// The columns by their names for programs, which tell what their values are.
    pub columns: &'a [&'a str],
    /// What stands above them.
    pub heads: &'a [String],
    pub rows: &'a [SheetRow],
    /// When it was made: the same table of the same moment is the same file.
    pub made: DateTime<FixedOffset>,
}

/// What one customer or entry says, and how it looks.
#[derive(Clone, Debug)]
pub struct SheetRow {
    pub cells: Cells,
    /// The place of the customer's class in the order of work, which gives the row its colour.
    pub rank: usize,
}

/// What the values of a column are, where they are no mere text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Typed {
    Text,
    Number,
    Day,
}

/// Columns of our own reckoning.
const OWN: &[(&str, Typed)] = &[
    ("size", Typed::Number),
    ("line", Typed::Number),
    ("day", Typed::Day),
    ("last follow-up", Typed::Day),
    ("next follow-up", Typed::Day),
    ("last_contact", Typed::Day),
    ("next_due", Typed::Day),
];

/// Columns that have the colour of the class.
const COLOURED: &[&str] = &["customer number", "id", "name", "class", "grade"];

/// The colours of the classes in the order of work: light, so that black text stands on them, and none beyond.
const COLOURS: [u32; 5] = [0xC6_E0_B4, 0xDD_EB_F7, 0xFF_F2_CC, 0xFC_E4_D6, 0xED_ED_ED];

/// The colour behind the header.
const HEAD: u32 = 0xD9_D9_D9;

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
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(HEAD))
        .set_border_bottom(FormatBorder::Thin);
    for (column, text) in (0u16..).zip(table.heads) {
        sheet.write_string_with_format(0, column, text.as_str(), &head)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let widths = widths(table);
    let types: Vec<Typed> = table.columns.iter().map(|name| typed(name)).collect();
    let mut formats = Formats::default();
    let mut cut = 0;
    for (row, SheetRow { cells, rank }) in (1u32..).zip(table.rows) {
        let rank = Some(*rank).filter(|rank| *rank < COLOURS.len());
        let mut lines = 1;
        for (index, value) in cells.iter().enumerate().take(types.len()) {
            let rank = rank.filter(|_| COLOURED.contains(&table.columns[index]));
            let height = lines_in(value, widths[index]);
            lines = lines.max(height);
            let cell = Cell { typed: types[index], value, rank, is_wide: height > 1 };
            cut +=
                usize::from(formats.write(sheet, (row, u16::try_from(index).unwrap_or(u16::MAX)), cell)?);
        }
        if lines > 1 {
            // Not every program reckons the height itself.
            sheet.set_row_height(row, u32::try_from(lines).map_or(MOST_HEIGHT, f64::from) * LINE)?;
        }
    }
    for (column, width) in (0u16..).zip(widths) {
        sheet.set_column_width(column, u32::try_from(width + 1).map_or(48.0, f64::from))?;
    }
    if let (Ok(rows), Ok(columns @ 1..)) = (u32::try_from(table.rows.len()), u16::try_from(table.heads.len()))
    {
        sheet.autofilter(0, 0, rows, columns - 1)?;
    }
    // On paper the header stands on each page.
    sheet.set_landscape().set_paper_size(A4).set_repeat_rows(0, 0)?;
    Ok((workbook.save_to_buffer()?, cut))
}

/// The height of a line, and how many lines a row has at most.
const LINE: f64 = 15.0;
const MOST_HEIGHT: f64 = 27.0;

/// Into how many lines a text is broken in so wide a column; a word that doesn't fit begins a line of its own, so that
/// none is filled to its end.
fn lines_in(text: &str, width: usize) -> usize {
    let fits = width.saturating_sub(3).max(1);
    let lines = text.lines().map(|line| match line.width() {
        own if own <= width => 1,
        own => own.div_ceil(fits),
    });
    lines.sum::<usize>().clamp(1, MOST_HEIGHT as usize)
}

/// The number of the paper in a sheet's file.
const A4: u8 = 9;

struct Cell<'v> {
    typed: Typed,
    value: &'v str,
    /// Which colour it has.
    rank: Option<usize>,
    /// Whether its text is broken into lines.
    is_wide: bool,
}

/// How a cell looks; the cells that look alike share a format.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    rank: Option<usize>,
    is_wide: bool,
    /// A text that would be taken for a formula.
    is_sign: bool,
    is_day: bool,
    /// The digits behind the point of a number.
    fraction: Option<usize>,
}

impl Look {
    fn format(self) -> Format {
        let mut format = Format::new().set_align(FormatAlign::Top);
        if let Some(colour) = self.rank.and_then(|rank| COLOURS.get(rank)) {
            format = format.set_background_color(Color::RGB(*colour));
        }
        if self.is_wide {
            format = format.set_text_wrap();
        }
        if self.is_sign {
            // It stays a text when somebody edits the cell, too.
            format = format.set_quote_prefix();
        }
        match (self.is_day, self.fraction) {
            (true, _) => format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            (false, Some(digits)) => {
                let point = if digits == 0 { "" } else { "." };
                let number = format!("#,##0{point}{}", "0".repeat(digits));
                // It doesn't touch the text of the next column.
                format.set_num_format(number).set_align(FormatAlign::Right).set_indent(1)
            }
            (false, None) => format,
        }
    }
}

#[derive(Default)]
struct Formats(BTreeMap<Look, Format>);

impl Formats {
    fn of(&mut self, look: Look) -> &Format {
        self.0.entry(look).or_insert_with(|| look.format())
    }

    /// Writes a cell; whether its text had to be cut.
    fn write(&mut self, sheet: &mut Worksheet, at: (u32, u16), cell: Cell<'_>) -> Result<bool, XlsxError> {
        let ((row, column), Cell { typed, value, rank, is_wide }) = (at, cell);
        let look = Look { rank, ..Look::default() };
        if value.is_empty() {
            if rank.is_some() {
                sheet.write_blank(row, column, self.of(look))?;
            }
            return Ok(false);
        }
        if let Some(number) = number(typed, value) {
            let fraction = value.split_once('.').map_or(0, |(_, digits)| digits.len());
            let look = Look { fraction: Some(fraction), ..look };
            sheet.write_number_with_format(row, column, number, self.of(look))?;
            return Ok(false);
        }
        if let Some(day) = day(typed, value) {
            let look = Look { is_day: true, ..look };
            sheet.write_datetime_with_format(row, column, day, self.of(look))?;
            return Ok(false);
        }
        let (text, is_cut) = fitting(&of_xml(value));
        let look = Look { is_wide, is_sign: looks_like_formula(&text), ..look };
        sheet.write_string_with_format(row, column, text, self.of(look))?;
        Ok(is_cut)
    }
}

/// What the values of a column are, as the tables of keys and fields say.
fn typed(name: &str) -> Typed {
    if let Some((_, typed)) = OWN.iter().find(|(own, _)| *own == name) {
        return *typed;
    }
    let key = CustomerKey::parse(name).map(|key| match key.info().kind {
        ValueKind::Number(_) | ValueKind::Fraction => Typed::Number,
        // A year alone stays what it is.
        ValueKind::Day | ValueKind::Founded => Typed::Day,
        _ => Typed::Text,
    });
    let field = EntryField::parse(name).map(|field| {
        let kinds = EntryKind::ALL.iter().flat_map(|kind| kind.info().fields);
        let types = kinds.filter(|own| own.field == field).map(|own| match own.kind {
            FieldKind::Day => Typed::Day,
            FieldKind::Minutes
            | FieldKind::Score
            | FieldKind::Amount
            | FieldKind::Margin
            | FieldKind::Quantity
            | FieldKind::Cost => Typed::Number,
            _ => Typed::Text,
        });
        types.fold(Typed::Text, |one, other| if one == Typed::Text { other } else { one })
    });
    [key, field].into_iter().flatten().find(|typed| *typed != Typed::Text).unwrap_or(Typed::Text)
}

/// A text as a sheet's file holds it: all of it, since it is data and no terminal reads it, but for two characters that no
/// XML can have. Control characters are written as their numbers by the writer itself.
fn of_xml(value: &str) -> String {
    value.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// A number that a spreadsheet keeps as it is; one with more digits stays text.
fn number(typed: Typed, value: &str) -> Option<f64> {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let is_number = typed == Typed::Number && digits <= MOST_DIGITS && decimal(value).is_some();
    is_number.then(|| value.parse().ok()).flatten()
}

/// A day that a spreadsheet knows: its calendar begins in 1900, and believes that this was a leap year.
fn day(typed: Typed, value: &str) -> Option<ExcelDateTime> {
    let day = date(value).filter(|_| typed == Typed::Day)?;
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

/// How wide each column is: what its longest line needs up to a limit, Chinese twice as much as Latin. The head has its
/// filter's button beside it.
fn widths(table: &Spreadsheet<'_>) -> Vec<usize> {
    let widest = |(column, head): (usize, &String)| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
        let lines = cells.flat_map(|cell| cell.lines());
        let most = lines.map(UnicodeWidthStr::width).chain([head.width() + 3]).max().unwrap_or(0);
        most.clamp(6, 48)
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
            assert_eq!(number(typed(name), value), want, "{name} {value}");
        }
        for (name, value, want) in [
            ("next_due", "2026-11-10", true),
            ("next follow-up", "2026-11-10", true),
            ("expected", "2026-11-10", true),
            ("founded", "1987-05-04", true),
            ("founded", "1987", false),
            ("from", "li", false),
            ("since", "1899-12-31", false),
            ("at", "2026-11-10", false),
            ("text", "2026-11-10", false),
        ] {
            assert_eq!(day(typed(name), value).is_some(), want, "{name} {value}");
        }
    }

    #[test]
    fn a_row_is_as_high_as_its_longest_text() {
        for (text, width, lines) in [
            ("short", 10, 1),
            ("one\ntwo", 10, 2),
            ("液压油缸液压油缸", 16, 1),
            ("液压油缸液压油缸", 15, 2),
            ("", 10, 1),
        ] {
            assert_eq!(lines_in(text, width), lines, "{text}");
        }
        assert_eq!(lines_in(&"x".repeat(9_000), 48), 27, "the highest row that a spreadsheet has");
    }

    #[test]
    fn a_text_is_cut_where_a_cell_ends() {
        assert_eq!(fitting("short"), ("short".to_owned(), false));
        let (text, is_cut) = fitting(&"😀".repeat(20_000));
        assert!(is_cut && text.encode_utf16().count() <= MOST_TEXT && text.ends_with('…'));
    }
}
