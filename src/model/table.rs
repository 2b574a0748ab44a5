//! A table from elsewhere: rows of cells below a header, whatever file they came from.

/// One cell as its file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its text; a spreadsheet's number in plain digits, its date as `YYYY-MM-DD`.
    pub text: String,
    /// Whether the file itself says that it is a number or a date, so that nothing has to be guessed.
    pub is_typed: bool,
    /// Why its text is not what its author meant.
    pub fault: Option<CellFault>,
    /// The character of its line at which it begins, from 1; 0 where its file has no lines.
    pub at: u32,
}

/// Why a spreadsheet's file doesn't say what a cell means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellFault {
    /// A number of more digits than a spreadsheet keeps: the last ones are noughts now, whatever they were.
    LostDigits,
    /// A formula, of which the program that wrote the file has stored no value.
    NoValue,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableRow {
    /// Where it begins: the line of the file, the row of the sheet, or the number of the card; from 1.
    pub line: u32,
    /// Its cells; fewer than the header has, where the row ends early.
    pub cells: Vec<Cell>,
    /// What stands behind the last column of a text with delimiters, where that says something: one of them is part of a
    /// value, and nobody knows of which.
    pub surplus: Vec<Cell>,
}

/// A table from elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What stands above each column.
    pub header: Vec<String>,
    /// The rows below it that aren't empty.
    pub rows: Vec<TableRow>,
}

/// Headers, each with what the values below it mean, such as hot and A; `-` for a value that is left out.
pub type Meanings = Vec<(String, Vec<(String, String)>)>;

impl Cell {
    /// A cell whose text says all that there is.
    pub fn text(text: impl Into<String>) -> Self {
        Cell { text: text.into(), is_typed: false, fault: None, at: 0 }
    }

    /// A number or a date of a spreadsheet.
    pub fn typed(text: impl Into<String>) -> Self {
        Cell { text: text.into(), is_typed: true, fault: None, at: 0 }
    }

    /// The same cell with what is wrong with it.
    pub fn with_fault(self, fault: Option<CellFault>) -> Self {
        Cell { fault, ..self }
    }
}

/// Whether a spreadsheet would take a text for a formula.
pub fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

impl TableRow {
    /// A cell's text without the blanks around it, where it says something.
    pub fn get(&self, column: usize) -> Option<&str> {
        self.cells.get(column).map(|cell| cell.text.trim()).filter(|text| !text.is_empty())
    }
}
