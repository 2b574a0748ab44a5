//! CSV with any delimiter, quoted line ends and all.

use std::path::Path;

use csv::{ReaderBuilder, StringRecord};

use super::ImportError;
use super::error::{MAX_CELLS, MAX_COLUMNS, MAX_ROWS};
use crate::model::{Cell, Table, TableRow};

/// What stands between cells, the commonest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The table of a text, and its delimiter.
pub(super) fn read(path: &Path, text: &str, delimiter: Option<u8>) -> Result<(Table, u8), ImportError> {
    // Excel's own way to say what it is.
    let (said, text) = match text.lines().next().and_then(|line| line.strip_prefix("sep=")) {
        Some(sign) => (sign.bytes().next(), text.split_once('\n').map_or("", |(_, rest)| rest)),
        None => (None, text),
    };
    let mut line = usize::from(said.is_some()) + 1;
    let mut counted = 0;
    let delimiter = delimiter.or(said).unwrap_or_else(|| sniffed(text));
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    let mut record = StringRecord::new();
    let mut cells = 0;
    let mut has_header = false;
    // A text is always read: what isn't quoted as it should be is taken as it stands.
    while let Ok(true) = reader.read_record(&mut record) {
        // The reader counts a line end of two characters when it comes by the second one.
        let at = record.position().map_or(0, |place| usize::try_from(place.byte()).unwrap_or(usize::MAX));
        let gap =
            text.as_bytes()[at.min(text.len())..].iter().take_while(|byte| b"\r\n".contains(byte)).count();
        let begin = (at + gap).clamp(counted, text.len());
        line += text.as_bytes()[counted..begin].iter().filter(|byte| **byte == b'\n').count();
        counted = begin;
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        cells += record.len();
        if record.len() > MAX_COLUMNS {
            return Err(ImportError::TooWide(path.to_owned(), record.len()));
        }
        if cells > MAX_CELLS {
            return Err(ImportError::TooLarge(path.to_owned()));
        }
        if table.rows.len() > MAX_ROWS {
            return Err(ImportError::TooLong(path.to_owned(), MAX_ROWS));
        }
        if has_header {
            table.rows.push(TableRow { line, cells: record.iter().map(cell).collect() });
        } else if record.iter().any(|cell| !cell.trim().is_empty()) {
            table.header = record.iter().map(|cell| cell.trim().to_owned()).collect();
            has_header = true;
        }
    }
    Ok((table, delimiter))
}

/// A cell, its line ends as the files have them.
fn cell(text: &str) -> Cell {
    Cell::text(if text.contains('\r') { text.replace("\r\n", "\n") } else { text.to_owned() })
}

/// The delimiter that divides the first rows most evenly into the most cells.
fn sniffed(text: &str) -> u8 {
    let widths = |delimiter: u8| -> (usize, usize) {
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let widths: Vec<usize> =
            reader.records().take(20).map_while(Result::ok).map(|row| row.len()).collect();
        let head = widths.first().copied().unwrap_or(0);
        (widths.iter().filter(|width| **width == head).count() * usize::from(head > 1), head)
    };
    let best = DELIMITERS.into_iter().rev().max_by_key(|delimiter| widths(*delimiter));
    best.filter(|delimiter| widths(*delimiter).1 > 1).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    type Rows = Vec<(u32, Vec<String>)>;

    fn rows(text: &str) -> (Vec<String>, Rows, u8) {
        let (table, delimiter) = read(Path::new("x"), text, None).expect("a table");
        let cells = |row: TableRow| (row.line, row.cells.into_iter().map(|cell| cell.text).collect());
        (table.header, table.rows.into_iter().map(cells).collect(), delimiter)
    }

    #[test]
    fn delimiters_are_seen_and_quoted_ones_are_not() {
        for (text, delimiter) in [
            ("a,b\n1,2\n", b','),
            ("a;b\n\"1,5\";2\n3;4,4\n", b';'),
            ("a\tb\n1\t2\n", b'\t'),
            ("a|b\n1|2\n", b'|'),
            ("\"x;y\",b\n1,2\n", b','),
            ("name\nAcme\n", b','),
            ("", b','),
        ] {
            assert_eq!(rows(text).2, delimiter, "{text}");
        }
    }

    #[test]
    fn line_ends_within_quotes_belong_to_the_cell() {
        let (header, rows, _) = rows("name,notes\r\n\"Müller, \"\"M\"\"\",\"two\nlines\"\r\nAcme\r\n");
        assert_eq!(header, ["name", "notes"]);
        assert_eq!(rows[0], (2, vec!["Müller, \"M\"".to_owned(), "two\nlines".to_owned()]));
        assert_eq!(rows[1], (4, vec!["Acme".to_owned()]), "a short row is one");
    }

    #[test]
    fn excel_may_say_its_delimiter() {
        let (header, rows, delimiter) = rows("sep=;\na;b\n1;2\n");
        assert_eq!((header.len(), rows[0].0, delimiter), (2, 3, b';'));
    }
}
