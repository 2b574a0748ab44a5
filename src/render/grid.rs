//! Tables that stay straight: with Chinese text, in colour, at any width.

use comfy_table::{ContentArrangement, Table, presets};
use unicode_width::UnicodeWidthStr;

use super::tone::{Style, Tone};

/// A column's head, and whether its values stand to the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column<'a> {
    /// What stands above it.
    pub head: &'a str,
    /// Whether it holds numbers.
    pub number: bool,
    /// Whether it is never wrapped.
    pub whole: bool,
}

/// The width of the terminal, where stdout is one.
pub fn terminal_width() -> Option<u16> {
    Table::new().width()
}

/// A table without lines, its head in a tone of its own.
pub fn grid(columns: &[Column<'_>], rows: &[Vec<String>], style: Style) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(style.width).unwrap_or(u16::MAX));
    if columns.iter().any(|column| !column.head.is_empty()) {
        table.set_header(columns.iter().map(|column| style.paint(Tone::Dim, column.head)));
    }
    table.add_rows(rows);
    for (index, column) in columns.iter().enumerate() {
        let widest = rows
            .iter()
            .filter_map(|row| row.get(index))
            .flat_map(|cell| cell.lines())
            .map(plain_width)
            .chain(std::iter::once(column.head.width()))
            .max()
            .unwrap_or(0);
        if let Some(shown) = table.column_mut(index) {
            let right = if index + 1 == columns.len() { 0 } else { 2 };
            shown.set_padding((0, right));
            if column.number {
                shown.set_cell_alignment(comfy_table::CellAlignment::Right);
            }
            if column.whole {
                let width = u16::try_from(widest).unwrap_or(u16::MAX).saturating_add(right);
                shown.set_constraint(comfy_table::ColumnConstraint::Absolute(comfy_table::Width::Fixed(
                    width,
                )));
            }
        }
    }
    // Blanks at the ends of lines are nobody's.
    let text = table.to_string();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n") + "\n"
}

/// The width of a line without its colours.
fn plain_width(line: &str) -> usize {
    let mut width = 0;
    let mut rest = line;
    while let Some(start) = rest.find('\u{1b}') {
        width += rest[..start].width();
        rest = rest[start..].split_once('m').map_or("", |(_, after)| after);
    }
    width + rest.width()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> [Column<'static>; 3] {
        [
            Column { head: "id", number: false, whole: true },
            Column { head: "name", number: false, whole: false },
            Column { head: "min", number: true, whole: true },
        ]
    }

    fn rows() -> Vec<Vec<String>> {
        let row = |cells: [&str; 3]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        vec![
            row(["mueller", "Müller Maschinenbau GmbH", "7.5"]),
            row(["hongda", "深圳宏达机械有限公司，一个很长很长很长很长很长很长很长很长很长很长的名字", "11"]),
        ]
    }

    #[test]
    fn columns_stand_straight_under_chinese_text_and_keep_the_width() {
        for width in [40, 60, 80] {
            let text = grid(&columns(), &rows(), Style { color: false, width });
            assert!(text.lines().all(|line| line.width() <= width), "{width}:\n{text}");
            // Numbers end at the same column, counted as a terminal shows them.
            let ends: Vec<usize> = text
                .lines()
                .filter(|line| line.ends_with("7.5") || line.ends_with("11"))
                .map(UnicodeWidthStr::width)
                .collect();
            assert!(ends.len() == 2 && ends[0] == ends[1], "{text}");
        }
    }

    #[test]
    fn colours_change_no_column() {
        let plain = Style { color: false, width: 60 };
        let colour = Style { color: true, width: 60 };
        let painted: Vec<Vec<String>> = rows()
            .into_iter()
            .map(|row| row.into_iter().map(|cell| colour.paint(Tone::Alarm, &cell)).collect())
            .collect();
        let strip = |text: &str| {
            let mut out = String::new();
            let mut rest = text;
            while let Some(at) = rest.find('\u{1b}') {
                out.push_str(&rest[..at]);
                rest = rest[at..].split_once('m').map_or("", |(_, after)| after);
            }
            out + rest
        };
        let lines = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
        let text = strip(&grid(&columns(), &painted, colour));
        assert_eq!(lines(&text), lines(&grid(&columns(), &rows(), plain)));
    }
}
