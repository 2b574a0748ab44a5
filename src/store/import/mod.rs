//! Tables that come from elsewhere: CSV in the encodings of the world, spreadsheets, address books.

mod delimited;
mod encoding;
mod error;
mod mapping;
mod sheet;
pub mod vcard;

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

pub use error::ImportError;
use error::{MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS, MAX_TEXT};
pub use mapping::{MappingFile, read_mapping, write_mapping};

use crate::model::{Table, TableRow};

/// How the user says that a file is to be read, where it can't be seen.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Between the cells of a CSV file.
    pub delimiter: Option<u8>,
    /// The name of its encoding.
    pub encoding: Option<String>,
    /// The sheet of a spreadsheet, else its first.
    pub sheet: Option<String>,
}

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Cells between delimiters.
    Csv {
        /// Between the cells.
        delimiter: u8,
        /// The encoding's name.
        encoding: &'static str,
        /// Whether nothing says that it is this one.
        is_guessed: bool,
    },
    /// A sheet of a spreadsheet.
    Sheet { name: String },
    /// Cards of an address book.
    Cards {
        /// The encoding's name.
        encoding: &'static str,
        /// Whether nothing says that it is this one.
        is_guessed: bool,
        /// The names of groups, which are lists of cards and nobody's own.
        groups: Vec<String>,
    },
}

/// Reads a file into a table.
pub fn read_table(path: &Path, reading: &Reading) -> Result<(Table, Origin), ImportError> {
    let bytes = bytes(path)?;
    table(path, &bytes, reading)
}

/// What bytes are as a table: by what they begin with, not by how the file is called; but what is called an address
/// book is one, whatever stands before its first card.
pub fn table(path: &Path, bytes: &[u8], reading: &Reading) -> Result<(Table, Origin), ImportError> {
    let (mut table, origin) = if sheet::is_one(bytes) {
        let (table, name) = sheet::read(path, bytes, reading.sheet.as_deref())?;
        (table, Origin::Sheet { name })
    } else {
        let decoded = encoding::decode(path, bytes, reading.encoding.as_deref())?;
        let encoding::Decoded { text, encoding, is_guessed } = decoded;
        if vcard::is_one(path, &text) {
            let (table, groups) = vcard::read(path, &text)?;
            (table, Origin::Cards { encoding, is_guessed, groups })
        } else {
            let (table, delimiter) =
                delimited::read(path, &text, reading.delimiter, encoding::has_mark(bytes))?;
            (table, Origin::Csv { delimiter, encoding, is_guessed })
        }
    };
    let widest = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(table.header.len());
    if widest > MAX_COLUMNS {
        return Err(ImportError::TooWide(path.to_owned(), widest));
    }
    small(path, &table)?;
    let says_something = |row: &TableRow| row.cells.iter().any(|cell| !cell.text.trim().is_empty());
    if let Origin::Cards { groups, .. } = &origin {
        // A card without anything is told as one beside others, so that nobody looks for it later.
        if groups.is_empty() && !table.rows.iter().any(says_something) {
            return Err(ImportError::NoCards(path.to_owned()));
        }
        return Ok((table, origin));
    }
    table.rows.retain(says_something);
    if table.rows.is_empty() {
        return Err(ImportError::Empty(path.to_owned()));
    }
    Ok((table, origin))
}

/// That no cell, and not all of them together, hold more than a list does.
fn small(path: &Path, table: &Table) -> Result<(), ImportError> {
    let header = |column: usize| table.header.get(column).filter(|own| own.len() < 200).cloned();
    let head = table.header.iter().map(|cell| (1, cell.len()));
    let rows = table.rows.iter().flat_map(|row| row.cells.iter().map(|cell| (row.line, cell.text.len())));
    let mut total = 0_usize;
    for (index, (line, size)) in head.chain(rows).enumerate() {
        if size > MAX_CELL {
            let row = table.rows.iter().find(|row| row.line == line);
            let column = row.and_then(|row| row.cells.iter().position(|cell| cell.text.len() == size));
            let header = column.or((index < table.header.len()).then_some(index)).and_then(header);
            return Err(ImportError::LongCell {
                path: path.to_owned(),
                line,
                header: header.unwrap_or_default(),
                size,
                most: MAX_CELL,
            });
        }
        total += size;
        if total > MAX_TEXT {
            return Err(ImportError::TooLarge(path.to_owned()));
        }
    }
    if table.rows.len() > MAX_ROWS {
        return Err(ImportError::TooLong(path.to_owned(), MAX_ROWS));
    }
    Ok(())
}

fn bytes(path: &Path) -> Result<Vec<u8>, ImportError> {
    let fail = |error| ImportError::Io(path.to_owned(), error);
    let meta = fs::metadata(path).map_err(fail)?;
    if !meta.is_file() {
        return Err(ImportError::NotAFile(path.to_owned()));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes)).map_err(fail)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ImportError::TooLarge(path.to_owned()));
    }
    Ok(bytes)
}
