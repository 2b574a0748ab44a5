//! Spreadsheets: .xlsx, .xls and .ods.

use std::collections::HashSet;
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use calamine::{Data, Ods, Range, Reader, Xls, XlsError, Xlsx, open_workbook_from_rs};
use zip::ZipArchive;

use super::ImportError;
use super::error::{MAX_CELLS, MAX_COLUMNS, MAX_TEXT};
use crate::model::{Cell, CellFault, Table, TableRow};

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
    // The reader of a format that broken programs write must not take ours with it.
    let read = catch_unwind(AssertUnwindSafe(|| {
        if bytes.starts_with(PACKED) {
            unpacks(path, bytes, MAX_UNPACKED)?;
        }
        sheet(path, bytes, wanted)
    }));
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
            let (mut found, mut text) = (Vec::new(), 0);
            while let Some(at) = reader.next_cell().map_err(|error| fail(error.to_string()))? {
                let (row, column) = at.get_position();
                let cell = cell(&Data::from(at.get_value().clone()));
                // A text that many cells share is one in the file, and one for each here.
                text += cell.text.len();
                found.push((row, column, cell));
                if found.len() > MAX_CELLS || text > MAX_TEXT {
                    return Err(ImportError::TooLarge(path.to_owned()));
                }
            }
            drop(reader);
            let mut reader = book.worksheet_cells_reader(&name).map_err(|error| fail(error.to_string()))?;
            let has_value: HashSet<(u32, u32)> = found
                .iter()
                .filter(|(.., cell)| !cell.text.trim().is_empty())
                .map(|(row, column, _)| (*row, *column))
                .collect();
            while let Some(at) = reader.next_formula().map_err(|error| fail(error.to_string()))? {
                let ((row, column), formula) = (at.get_position(), at.get_value());
                if !formula.is_empty() && !has_value.contains(&(row, column)) && found.len() < MAX_CELLS {
                    let cell = Cell::text(format!("={formula}")).with_fault(Some(CellFault::NoValue));
                    found.push((row, column, cell));
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
            rows.push(TableRow { line, ..TableRow::default() });
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
        Data::Empty => Cell::default(),
        // A formula that failed is not an empty cell: each key says that it can't read `#REF!`.
        Data::Error(error) => Cell::text(error.to_string()),
        Data::String(text) => Cell::text(text.as_str()),
        Data::Int(number) => Cell::typed(number.to_string()),
        Data::Float(number) => {
            let is_cut = number.fract() == 0.0 && number.abs() >= MOST_EXACT;
            Cell::typed(digits(*number)).with_fault(is_cut.then_some(CellFault::LostDigits))
        }
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

/// From here on a number has more than fifteen digits.
const MOST_EXACT: f64 = 1e15;

/// A number as one reads it: 13800138000, and never 1.38e10.
fn digits(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    // What a spreadsheet shows has fifteen digits that count; the rest is how binary fractions are made.
    let shown: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    let text = shown.to_string();
    if text == "-0" { "0".to_owned() } else { text }
}

/// That a packed file is not a bomb: each part is unpacked, and thrown away, until it is too much. What the
/// file's own directory says of the sizes may be a lie, and its parts may lie over one another.
fn unpacks(path: &Path, bytes: &[u8], most: u64) -> Result<(), ImportError> {
    let fail = |error: String| ImportError::Sheet(path.to_owned(), error);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| fail(error.to_string()))?;
    let mut left = most;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| fail(error.to_string()))?;
        let is_content = part.name().is_ok_and(|name| name == "content.xml");
        let mut part = part.take(left + 1);
        let mut content = Vec::new();
        let size = if is_content {
            part.read_to_end(&mut content).map(|size| size as u64)
        } else {
            std::io::copy(&mut part, &mut std::io::sink())
        };
        let size = size.map_err(|error| fail(error.to_string()))?;
        if size > left || repeated(&content) > MAX_CELLS as u64 {
            return Err(ImportError::TooLarge(path.to_owned()));
        }
        left -= size;
    }
    Ok(())
}

/// How many cells the rows of an .ods are, each cell as often as it says that it is repeated, but for those
/// without anything at a row's end: its reader makes them all before anybody can count them.
fn repeated(xml: &[u8]) -> u64 {
    let (mut cells, mut empty) = (0_u64, 0_u64);
    for tag in xml.split(|byte| *byte == b'<').map(|tag| &tag[..tag.len().min(1 << 12)]) {
        if tag.starts_with(b"table:table-row") {
            empty = 0;
        }
        if !(tag.starts_with(b"table:table-cell") || tag.starts_with(b"table:covered-table-cell")) {
            continue;
        }
        let key = b"number-columns-repeated=";
        let at = tag.windows(key.len()).position(|part| part == key);
        // Behind the quotation mark, where the file goes on that far.
        let digits = at.and_then(|at| tag.get(at + key.len() + 1..));
        let digits: Vec<u8> = digits.unwrap_or(b"1").iter().copied().take_while(u8::is_ascii_digit).collect();
        let times = std::str::from_utf8(&digits).ok().and_then(|digits| digits.parse().ok());
        // The reader has no more columns than that.
        let times: u64 = times.unwrap_or(1).min(1 << 14);
        if tag.ends_with(b"/>") && !tag.windows(5).any(|part| part == b"value") {
            empty = empty.saturating_add(times);
        } else {
            cells = cells.saturating_add(empty).saturating_add(times);
            empty = 0;
        }
    }
    cells
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

    /// A packed file of these parts.
    fn packed(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
        use std::io::Write;
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("begun");
            archive.write_all(bytes).expect("written");
        }
        archive.finish().expect("a file").into_inner()
    }

    #[test]
    fn a_file_that_unpacks_to_the_whole_disk_is_refused() {
        let zeros = vec![0; 1 << 20];
        let names: Vec<String> = (0..6).map(|part| format!("xl/{part}")).collect();
        let mut bytes = packed(&names.iter().map(|name| (name.as_str(), zeros.clone())).collect::<Vec<_>>());
        assert!(bytes.len() < 1 << 16, "{}", bytes.len());
        let told = |bytes: &[u8], most| unpacks(Path::new("x"), bytes, most).err();
        assert!(told(&bytes, 6 << 20).is_none());
        assert!(matches!(told(&bytes, (6 << 20) - 1), Some(ImportError::TooLarge(_))));
        // The directory at its end says that each part is small.
        let places: Vec<usize> =
            (0..bytes.len() - 4).filter(|at| bytes[*at..].starts_with(b"PK\x01\x02")).collect();
        assert_eq!(places.len(), 6);
        for place in places {
            bytes[place + 24..place + 28].copy_from_slice(&10_u32.to_le_bytes());
        }
        let told = told(&bytes, 1 << 20);
        assert!(matches!(told, Some(ImportError::TooLarge(_) | ImportError::Sheet(..))), "{told:?}");
    }

    #[test]
    fn cells_that_are_repeated_are_counted_before_they_are_made() {
        let cell = "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"string\">";
        let full = format!("<table:table-row>{cell}<text:p>x</text:p></table:table-cell></table:table-row>");
        let empty = "<table:table-cell table:number-columns-repeated=\"16384\"/>";
        let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
        let one = "<table:table-cell><text:p>x</text:p></table:table-cell>";
        for (row, times, want) in [
            (full, 10_000, 163_840_000),
            (row(&format!("{empty}{one}")), 10_000, 163_850_000),
            (row(&format!("{one}{empty}")), 10_000, 10_000),
            (row(one), 3, 3),
        ] {
            assert_eq!(repeated(row.repeat(times).as_bytes()), want, "{row}");
            let content = format!("<x>{}</x>", row.repeat(times)).into_bytes();
            let bytes = packed(&[("mimetype", b"application/vnd.oasis".to_vec()), ("content.xml", content)]);
            let refused = matches!(read(Path::new("x"), &bytes, None), Err(ImportError::TooLarge(_)));
            assert_eq!(refused, want > 20_000_000, "{row}");
        }
    }
}
