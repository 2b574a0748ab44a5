//! What the mapping file says that the values of a column mean, put in their place before anything reads them.

use std::borrow::Cow;

use super::Settings;
use crate::model::Table;
use crate::model::name::fold;

/// The table with the words of the files in place of the list's own.
pub(super) fn meant<'t>(table: &'t Table, settings: &Settings<'_>) -> Cow<'t, Table> {
    if settings.values.is_empty() {
        return Cow::Borrowed(table);
    }
    let mut table = table.clone();
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
