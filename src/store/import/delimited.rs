//! CSV with any delimiter, quoted line ends and all.

use std::path::Path;

use csv::{ReaderBuilder, StringRecord};

use super::ImportError;
use super::error::{MAX_CELLS, MAX_COLUMNS, MAX_ROWS};
use crate::model::{Cell, Table, TableRow, looks_like_formula};

/// What stands between cells, the commonest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The table of a text, and its delimiter. Of a text for a spreadsheet the apostrophes go by which cells are no formulas
/// to it: ours begin with a byte order mark, as a spreadsheet's own do.
pub(super) fn read(
    path: &Path,
    text: &str,
    delimiter: Option<u8>,
    is_for_spreadsheet: bool,
) -> Result<(Table, u8), ImportError> {
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
        let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX).clamp(begin, text.len());
        if swallows_lines(&text[begin..end], delimiter) {
            return Err(ImportError::OpenQuote(path.to_owned(), line));
        }
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
            let mut cells: Vec<Cell> = record.iter().map(|text| cell(text, is_for_spreadsheet)).collect();
            for (cell, at) in cells.iter_mut().zip(starts(&text[begin..end], delimiter)) {
                cell.at = at;
            }
            let mut surplus = cells.split_off(cells.len().min(table.header.len()));
            if surplus.iter().all(|cell| cell.text.trim().is_empty()) {
                surplus.clear();
            }
            table.rows.push(TableRow { line, cells, surplus });
        } else if record.iter().any(|cell| !cell.trim().is_empty()) {
            table.header = record.iter().map(|cell| cell.trim().to_owned()).collect();
            has_header = true;
        }
    }
    Ok((table, delimiter))
}

/// Whether a quoted cell of a record takes in line ends and doesn't end as one does, before a delimiter or the end of the
/// line: then its mark was opened by mistake, and the rows behind it are no part of it. Within a line such a mark is
/// taken as it stands.
fn swallows_lines(record: &str, delimiter: u8) -> bool {
    let mut bytes = record.bytes().peekable();
    let (mut begins, mut lines) = (true, None::<usize>);
    while let Some(byte) = bytes.next() {
        match lines {
            // Within quotes, so many line ends behind the mark.
            Some(count) if byte == b'"' => match bytes.peek() {
                Some(b'"') => {
                    bytes.next();
                }
                None | Some(b'\r' | b'\n') => lines = None,
                Some(next) if *next == delimiter => lines = None,
                Some(_) if count > 0 => return true,
                Some(_) => lines = None,
            },
            Some(count) => lines = Some(count + usize::from(byte == b'\n')),
            None if byte == b'"' && begins => lines = Some(0),
            None => {}
        }
        begins = byte == delimiter && lines.is_none();
    }
    lines.is_some_and(|count| count > 0)
}

/// The characters of its line at which the cells of a record begin, from 1.
fn starts(record: &str, delimiter: u8) -> Vec<u32> {
    let (mut starts, mut at, mut is_quoted) = (vec![1], 1, false);
    for c in record.chars() {
        at += 1;
        match c {
            '"' => is_quoted = !is_quoted,
            '\n' => at = 1,
            c if c == char::from(delimiter) && !is_quoted => starts.push(at),
            _ => {}
        }
    }
    starts
}

/// A cell, its line ends as the files have them, without the apostrophe by which it is no formula to a spreadsheet.
fn cell(text: &str, is_for_spreadsheet: bool) -> Cell {
    let bare = text.strip_prefix('\'').filter(|_| is_for_spreadsheet);
    let bare = bare.filter(|rest| looks_like_formula(rest.trim_start_matches('\'')));
    let text = bare.unwrap_or(text);
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
        let (table, delimiter) = read(Path::new("x"), text, None, false).expect("a table");
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
    fn a_mark_that_is_not_closed_is_told_and_one_within_a_line_is_not() {
        for (text, line) in [
            ("name,notes\n\"Best,2\nGood,3\n\"Fine\",4\n", Some(2)),
            ("name,notes\nA,1\n\"Best,2\nGood,3\n", Some(3)),
            ("name,notes\n\"Best\nGood\" x,3\n", Some(2)),
            ("name,notes\n\"Best\n\"\"Good\"\"\",3\n", None),
            ("name,notes\n\"Best\" GmbH,3\n", None),
            ("name,notes\n5\" pipes,\"two\nlines\"\n", None),
            ("name,notes\n\"Best\",\"two\r\nlines\"\r\n", None),
        ] {
            let told = match read(Path::new("x"), text, None, false) {
                Err(ImportError::OpenQuote(_, line)) => Some(line),
                _ => None,
            };
            assert_eq!(told, line, "{text}");
        }
    }

    #[test]
    fn what_stands_behind_the_last_column_is_kept_apart() {
        let (table, _) = read(Path::new("x"), "a,b\n1,2,3,4\n1,2,,\n1\n", None, false).expect("a table");
        let surplus: Vec<usize> = table.rows.iter().map(|row| row.surplus.len()).collect();
        assert_eq!(surplus, [2, 0, 0]);
    }

    #[test]
    fn the_apostrophe_of_a_spreadsheet_goes() {
        let cells = |is_for_spreadsheet| -> Vec<String> {
            let text = "a\n'=1+1\n''=1+1\n'tis\n'-5\n";
            let (table, _) = read(Path::new("x"), text, None, is_for_spreadsheet).expect("a table");
            table.rows.into_iter().map(|mut row| row.cells.remove(0).text).collect()
        };
        assert_eq!(cells(true), ["=1+1", "'=1+1", "'tis", "-5"]);
        assert_eq!(cells(false), ["'=1+1", "''=1+1", "'tis", "'-5"]);
    }

    #[test]
    fn excel_may_say_its_delimiter() {
        let (header, rows, delimiter) = rows("sep=;\na;b\n1;2\n");
        assert_eq!((header.len(), rows[0].0, delimiter), (2, 3, b';'));
    }
}
