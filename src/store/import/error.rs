//! Why a file gives no table, and how much of one is read.

use std::path::PathBuf;

use thiserror::Error;

/// More than that is not a list of customers.
pub(super) const MAX_BYTES: u64 = 256 << 20;
/// Columns beyond this are nobody's headers.
pub(super) const MAX_COLUMNS: usize = 1_024;
/// Rows of one file: a spreadsheet has no more of them.
pub(super) const MAX_ROWS: usize = 1 << 20;
/// Cells that are read of one file.
pub(super) const MAX_CELLS: usize = 20_000_000;
/// Bytes of one cell: eight times what a spreadsheet takes, and a quarter of a customer's whole file. What is
/// longer is a quotation mark that nobody closed, or a document; every comparison of customers would work on it.
pub(super) const MAX_CELL: usize = 256 << 10;
/// Bytes of all cells: a spreadsheet may name one long text in a million of them.
pub(super) const MAX_TEXT: usize = 256 << 20;

/// Why a file gives no table.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The disk or the operating system failed.
    #[error("read {0}: {1}")]
    Io(PathBuf, std::io::Error),
    /// A pipe, a folder, a device.
    #[error("{0} is not a regular file")]
    NotAFile(PathBuf),
    /// Larger than any list of customers.
    #[error("{0} is too large")]
    TooLarge(PathBuf),
    /// More rows than a list has.
    #[error("{0} has more than {1} rows")]
    TooLong(PathBuf, usize),
    /// More in one cell than a list has.
    #[error("{path}, row {line}: {size} bytes in a cell")]
    LongCell {
        /// The file.
        path: PathBuf,
        /// The row, or the card of an address book.
        line: u32,
        /// The column's header, where it has one.
        header: String,
        /// The bytes.
        size: usize,
        /// How many there may be.
        most: usize,
    },
    /// Nothing in it, or nothing below its header.
    #[error("{0} has no rows")]
    Empty(PathBuf),
    /// An address book without a card that says anything.
    #[error("{0} has no cards")]
    NoCards(PathBuf),
    /// More columns than a table has.
    #[error("{0} has {1} columns")]
    TooWide(PathBuf, usize),
    /// A quotation mark that nobody closed: what stands behind it can't be told apart.
    #[error("{0}, line {1}: a quotation mark is not closed")]
    OpenQuote(PathBuf, u32),
    /// The bytes are no text of the encoding, or of any that we know.
    #[error("{0} is not text")]
    NoText(PathBuf),
    /// No encoding has this name; perhaps this one was meant.
    #[error("no encoding is called {0}")]
    NoEncoding(String, Option<&'static str>),
    /// The spreadsheet can't be read; in the reader's own words.
    #[error("{0}: {1}")]
    Sheet(PathBuf, String),
    /// It has no sheet of this name, but these.
    #[error("no sheet is called {0}")]
    NoSheet(String, Vec<String>),
    /// The mapping can't be read; in the reader's own words.
    #[error("{0}: {1}")]
    Mapping(PathBuf, String),
}
