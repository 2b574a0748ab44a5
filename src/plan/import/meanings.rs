//! What the mapping file says that the values of a column mean, put in their place before anything reads them.

use std::borrow::Cow;

use super::{ImportKey, Settings, Use};
use crate::model::Table;
use crate::model::name::fold;

/// Between several values of a cell, as Google writes them.
const SEVERAL: &str = " ::: ";

/// The table with the words of the files in place of the list's own.
pub(super) fn meant<'t>(table: &'t Table, settings: &Settings<'_>) -> Cow<'t, Table> {
    let several = |column: usize| {
        let adds_up =
            |key: &ImportKey| matches!(key, ImportKey::Known("tags" | "contact.email" | "contact.phone"));
        matches!(&settings.columns.get(column).map(|column| &column.used), Some(Use::Key(key)) if adds_up(key))
    };
    let is_google = |(column, text): (usize, &str)| text.contains(SEVERAL) && several(column);
    let cells = table.rows.iter().flat_map(|row| row.cells.iter().enumerate());
    let has_several = cells.map(|(column, cell)| (column, cell.text.as_str())).any(is_google);
    if settings.values.is_empty() && !has_several {
        return Cow::Borrowed(table);
    }
    let mut table = table.clone();
    for (column, cell) in table.rows.iter_mut().flat_map(|row| row.cells.iter_mut().enumerate()) {
        if is_google((column, &cell.text)) {
            let parts = cell.text.split(SEVERAL).map(|part| part.trim().trim_start_matches("* "));
            cell.text = parts.collect::<Vec<_>>().join("; ");
        }
    }
    for (header, pairs) in &settings.values {
        let is_it = |own: &String| own.as_str() == header.trim();
        let columns = (0..table.header.len()).filter(|index| is_it(&table.header[*index]));
        for column in columns.collect::<Vec<_>>() {
            for cell in table.rows.iter_mut().filter_map(|row| row.cells.get_mut(column)) {
                let written = fold(&cell.text);
                if let Some((_, meant)) = pairs.iter().find(|(own, _)| fold(own) == written) {
                    cell.text = if meant == "-" { String::new() } else { meant.clone() };
                    // A spreadsheet's 1 that means A is a text now.
                    cell.is_typed = false;
                }
            }
        }
    }
    Cow::Owned(table)
}
