//! The lines of the page, in two columns.

use crate::render::grid::{Column, grid};
use crate::render::lang::Lang;
use crate::render::tone::{Style, Tone};

/// One line of the page: what it is, and what it says.
pub(in crate::render) type Line = (String, String);

pub(super) fn two_columns(lines: &[Line], style: Style) -> String {
    let columns =
        [Column { head: "", number: false, whole: true }, Column { head: "", number: false, whole: false }];
    let rows: Vec<Vec<String>> =
        lines.iter().map(|(label, text)| vec![style.paint(Tone::Dim, label), text.clone()]).collect();
    grid(&columns, &rows, style)
}

/// A line by its label in both languages.
pub(super) fn line(lang: Lang, en: &str, zh: &str, text: impl Into<String>) -> Line {
    (lang.pick(en, zh).to_owned(), text.into())
}
