//! CSV as RFC 4180 has it, with an option for spreadsheets.

use ::csv::{Terminator, WriterBuilder};

use super::lang::one_line;
use crate::model::looks_like_formula;

/// One row.
pub type Cells = Vec<String>;

/// A table of values. For a spreadsheet it begins with a byte order mark, so that Chinese text is
/// read as what it is, and a cell that would start a formula is made harmless with an apostrophe.
pub fn csv(header: &[&str], rows: impl IntoIterator<Item = Cells>, spreadsheet: bool) -> String {
    let head = header.iter().map(|head| (*head).to_owned()).collect();
    let mark = if spreadsheet { "\u{feff}" } else { "" };
    mark.to_owned() + &csv_rows(std::iter::once(head).chain(rows), spreadsheet)
}

/// Rows that continue a table.
pub fn csv_rows(rows: impl IntoIterator<Item = Cells>, spreadsheet: bool) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(Vec::new());
    for row in rows {
        let cells = row.into_iter().map(|cell| if spreadsheet { harmless(cell) } else { cell });
        // Writing to memory can't fail.
        let _ = writer.write_record(cells);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A row with tabs between its values, each on one line: whatever is in one, the row stays one.
pub fn plain_row(cells: &[String]) -> String {
    cells.iter().map(|cell| one_line(cell)).collect::<Vec<_>>().join("\t") + "\n"
}

/// A spreadsheet takes a cell that begins so for a formula. Plain numbers and phone numbers are none. What begins like
/// one that was made harmless gets another apostrophe, so that an import gives each text back.
fn harmless(cell: String) -> String {
    let is_number = cell.parse::<f64>().is_ok();
    if looks_like_formula(cell.trim_start_matches('\'')) && !is_number { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_survives_and_formulas_do_not() {
        let row = |cell: &str| vec![vec![cell.to_owned(), "x".to_owned()]];
        for (cell, plain, sheet) in [
            ("a", "a,x", "a,x"),
            ("a,b \"c\"\nd", "\"a,b \"\"c\"\"\nd\",x", "\"a,b \"\"c\"\"\nd\",x"),
            ("'=1+1", "'=1+1,x", "''=1+1,x"),
            ("=1+1", "=1+1,x", "'=1+1,x"),
            ("+49 89", "+49 89,x", "'+49 89,x"),
            ("-5", "-5,x", "-5,x"),
            ("@x", "@x,x", "'@x,x"),
            ("中文", "中文,x", "中文,x"),
        ] {
            assert_eq!(csv(&["h", "i"], row(cell), false), format!("h,i\r\n{plain}\r\n"));
            assert_eq!(csv(&["h", "i"], row(cell), true), format!("\u{feff}h,i\r\n{sheet}\r\n"));
        }
    }
}
