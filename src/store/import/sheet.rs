//! Spreadsheets: .xlsx, .xls and .ods.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use calamine::{Data, Ods, Range, Reader, Xls, XlsError, Xlsx, open_workbook_from_rs};

use super::{ImportError, MAX_CELLS, MAX_COLUMNS};
use crate::model::{Cell, Table, TableRow};

/// What a packed file begins with.
const PACKED: &[u8] = b"PK\x03\x04";
/// What a packed file may grow to.
const MAX_UNPACKED: u64 = 512 << 20;

/// Whether bytes begin as a spreadsheet does: packed, or as the Excel of the nineties.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(PACKED) || bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

/// The table of a sheet, and the sheet's name.
pub(super) fn read(path: &Path, bytes: &[u8], wanted: Option<&str>) -> Result<(Table, String), ImportError> {
    if unpacked(bytes) > MAX_UNPACKED {
        return Err(ImportError::TooLarge(path.to_owned()));
    }
    // The reader of a format that broken programs write must not take ours with it.
    let read = catch_unwind(AssertUnwindSafe(|| sheet(path, bytes, wanted)));
    read.unwrap_or_else(|_| Err(ImportError::Sheet(path.to_owned(), "its structure is broken".to_owned())))
}

fn sheet(path: &Path, bytes: &[u8], wanted: Option<&str>) -> Result<(Table, String), ImportError> {
    let fail = |error: String| ImportError::Sheet(path.to_owned(), error);
    let cursor = Cursor::new(bytes);
    if !bytes.starts_with(PACKED) {
        let mut book: Xls<_> =
            open_workbook_from_rs(cursor).map_err(|error: XlsError| fail(error.to_string()))?;
        let name = chosen(&book.sheet_names(), wanted)?;
        let range = book.worksheet_range(&name).map_err(|error| fail(error.to_string()))?;
        return Ok((grid(path, cells(&range))?, name));
    }
    match open_workbook_from_rs::<Xlsx<_>, _>(cursor.clone()) {
        Ok(mut book) => {
            let name = chosen(&book.sheet_names(), wanted)?;
            // Cell by cell: one stray cell in the last corner would make a full rectangle of billions.
            let mut reader = book.worksheet_cells_reader(&name).map_err(|error| fail(error.to_string()))?;
            let mut found = Vec::new();
            while let Some(at) = reader.next_cell().map_err(|error| fail(error.to_string()))? {
                let (row, column) = at.get_position();
                found.push((row, column, cell(&Data::from(at.get_value().clone()))));
                if found.len() > MAX_CELLS {
                    return Err(ImportError::TooLarge(path.to_owned()));
                }
            }
            Ok((grid(path, found)?, name))
        }
        Err(error) => {
            let Ok(mut book) = open_workbook_from_rs::<Ods<_>, _>(cursor) else {
                return Err(fail(error.to_string()));
            };
            let name = chosen(&book.sheet_names(), wanted)?;
            let range = book.worksheet_range(&name).map_err(|error| fail(error.to_string()))?;
            Ok((grid(path, cells(&range))?, name))
        }
    }
}

/// The sheet that was asked for, else the first one.
fn chosen(names: &[String], wanted: Option<&str>) -> Result<String, ImportError> {
    let found = match wanted {
        Some(wanted) => names.iter().find(|name| name.eq_ignore_ascii_case(wanted.trim())),
        None => names.first(),
    };
    found.cloned().ok_or_else(|| ImportError::NoSheet(wanted.unwrap_or_default().to_owned(), names.to_vec()))
}

/// The cells of a range with their places in the sheet.
fn cells(range: &Range<Data>) -> Vec<(u32, u32, Cell)> {
    let (top, left) = range.start().unwrap_or_default();
    let place = |from: u32, at: usize| from.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
    range.used_cells().map(|(row, column, data)| (place(top, row), place(left, column), cell(data))).collect()
}

/// The rows that cells make.
fn grid(path: &Path, mut cells: Vec<(u32, u32, Cell)>) -> Result<Table, ImportError> {
    cells.retain(|(.., cell)| !cell.text.trim().is_empty());
    let width = cells.iter().map(|(_, column, _)| *column as usize + 1).max().unwrap_or(0);
    if width > MAX_COLUMNS {
        return Err(ImportError::TooWide(path.to_owned(), width));
    }
    cells.sort_by_key(|(row, column, _)| (*row, *column));
    let mut rows: Vec<TableRow> = Vec::new();
    for (row, column, cell) in cells {
        let line = row.saturating_add(1);
        if rows.last().is_none_or(|last| last.line != line) {
            rows.push(TableRow { line, cells: Vec::new() });
        }
        if let Some(last) = rows.last_mut() {
            last.cells.resize(column as usize, Cell::default());
            last.cells.push(cell);
        }
    }
    // A title stands alone above many a list: the header is the first row of two cells.
    let said = |row: &TableRow| row.cells.iter().filter(|cell| !cell.text.is_empty()).count();
    let head = rows.iter().position(|row| said(row) > 1 || width == 1).unwrap_or(0);
    let mut rows = rows.into_iter().skip(head);
    let header =
        rows.next().map(|row| row.cells.into_iter().map(|cell| cell.text.trim().to_owned()).collect());
    Ok(Table { header: header.unwrap_or_default(), rows: rows.collect() })
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::Empty | Data::Error(_) => Cell::default(),
        Data::String(text) => Cell::text(text.as_str()),
        Data::Int(number) => Cell::typed(number.to_string()),
        Data::Float(number) => Cell::typed(digits(*number)),
        Data::Bool(value) => Cell::typed(value.to_string()),
        Data::DateTimeIso(text) => Cell::typed(text.strip_suffix("T00:00:00").unwrap_or(text)),
        Data::DurationIso(text) => Cell::typed(text.as_str()),
        Data::DateTime(at) if at.is_duration() => Cell::typed(digits(at.as_f64())),
        Data::DateTime(at) => {
            let (year, month, day, hour, minute, ..) = at.to_ymd_hms_milli();
            let text = format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}");
            Cell::typed(text.strip_suffix(" 00:00").unwrap_or(&text))
        }
    }
}

/// A number as one reads it: 13800138000, and never 1.38e10.
fn digits(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    // What a spreadsheet shows has fifteen digits; the rest is how binary fractions are made.
    let text = format!("{number:.10}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// What the directory at the end of a packed file says that its parts unpack to.
fn unpacked(bytes: &[u8]) -> u64 {
    let mut total: u64 = 0;
    let mut rest = bytes;
    while let Some(at) = rest.windows(4).position(|four| four == b"PK\x01\x02") {
        let entry = &rest[at..];
        if let Some(size) = entry.get(24..28) {
            total = total.saturating_add(u64::from(u32::from_le_bytes([size[0], size[1], size[2], size[3]])));
        }
        rest = entry.get(46..).unwrap_or_default();
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_one_reads_them() {
        for (number, text) in [
            (13_800_138_000.0, "13800138000"),
            (0.1 + 0.2, "0.3"),
            (-0.0, "0"),
            (1e15, "1000000000000000"),
            (12.5, "12.5"),
            (f64::NAN, ""),
        ] {
            assert_eq!(digits(number), text);
        }
    }

    #[test]
    fn what_is_no_spreadsheet_is_told() {
        for bytes in
            [&b"PK\x03\x04"[..], b"PK\x03\x04 and nothing behind it", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
        {
            assert!(is_one(bytes));
            assert!(matches!(read(Path::new("x"), bytes, None), Err(ImportError::Sheet(..))));
        }
    }

    #[test]
    fn a_file_that_unpacks_to_the_whole_disk_is_refused() {
        let mut bytes = b"PK\x03\x04".to_vec();
        for _ in 0..4 {
            let mut entry = b"PK\x01\x02".to_vec();
            entry.resize(46, 0);
            entry[24..28].copy_from_slice(&u32::MAX.to_le_bytes());
            bytes.extend(entry);
        }
        assert!(matches!(read(Path::new("x"), &bytes, None), Err(ImportError::TooLarge(_))));
    }
}
