//! Tables that stay straight: with Chinese text, in colour, at any width.

use std::borrow::Cow;

use comfy_table::{ContentArrangement, Table, presets};
use unicode_width::UnicodeWidthStr;

use super::sanitize::{sanitized, trusted};
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

/// Blanks between two columns.
const GAP: usize = 2;

/// The fewest columns of the page that a wrapped column keeps.
const NARROWEST: usize = 12;

/// A table without lines, its head in a tone of its own.
pub fn grid(columns: &[Column<'_>], rows: &[Vec<String>], style: Style) -> String {
    let rows: &[Vec<String>] = &harmless(rows);
    let lines = laid_out(columns, rows, style);
    trusted(&(lines.join("\n") + "\n"))
}

/// The lines of such a table, of rows that [`harmless`] has seen.
fn laid_out(columns: &[Column<'_>], rows: &[Vec<String>], style: Style) -> Vec<String> {
    let widths = widths(columns, rows, style.table_width);
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    if columns.iter().any(|column| !column.head.is_empty()) {
        let heads = columns.iter().zip(&widths);
        let head = |column: &Column<'_>, width| style.paint(Tone::Dim, &wrapped(column.head, width));
        table.set_header(heads.map(|(column, width)| sanitized(&head(column, *width)).into_owned()));
    }
    for row in rows {
        table.add_row(row.iter().zip(&widths).map(|(cell, width)| wrapped(cell, *width)));
    }
    for (index, column) in columns.iter().enumerate() {
        if let Some(shown) = table.column_mut(index) {
            let right = if index + 1 == columns.len() { 0 } else { GAP };
            shown.set_padding((0, u16::try_from(right).unwrap_or(0)));
            if column.number {
                shown.set_cell_alignment(comfy_table::CellAlignment::Right);
            }
        }
    }
    // Blanks at the ends of lines are nobody's.
    table.to_string().lines().map(|line| line.trim_end().to_owned()).collect()
}

/// Several tables of the same columns, each below a heading of its own, all of one width.
pub fn blocks(columns: &[Column<'_>], parts: &[(String, Vec<Vec<String>>)], style: Style) -> String {
    let parts = parts.iter().map(|(heading, rows)| (sanitized(heading), harmless(rows)));
    let parts: Vec<(Cow<'_, str>, Rows<'_>)> = parts.collect();
    let rows: Vec<Vec<String>> = parts.iter().flat_map(|(_, rows)| rows.iter().cloned()).collect();
    if rows.is_empty() {
        return String::new();
    }
    let mut lines = laid_out(columns, &rows, style).into_iter();
    let widths = widths(columns, &rows, style.table_width);
    let heads: Vec<String> = columns.iter().map(|column| column.head.to_owned()).collect();
    let is_headed = columns.iter().any(|column| !column.head.is_empty());
    let head: Vec<String> =
        lines.by_ref().take(if is_headed { height(&heads, &widths) } else { 0 }).collect();
    let mut out = String::new();
    for (heading, rows) in parts.iter().filter(|(_, rows)| !rows.is_empty()) {
        let count: usize = rows.iter().map(|row| height(row, &widths)).sum();
        let body: Vec<String> = lines.by_ref().take(count).collect();
        for line in std::iter::once(&wrapped(heading, style.width)).chain(&head).chain(&body) {
            out.push_str(line);
            out.push('\n');
        }
        out.push('\n');
    }
    trusted(&out)
}

type Rows<'a> = Cow<'a, [Vec<String>]>;

/// Rows in which nothing steers the terminal but our own colours, these as a terminal knows them: an escape of
/// a file's would count as a colour when widths are measured.
fn harmless(rows: &[Vec<String>]) -> Rows<'_> {
    if rows.iter().flatten().all(|cell| matches!(sanitized(cell), Cow::Borrowed(_))) {
        return Cow::Borrowed(rows);
    }
    let cells = |row: &Vec<String>| row.iter().map(|cell| sanitized(cell).into_owned()).collect();
    Cow::Owned(rows.iter().map(cells).collect())
}

/// How many lines a row takes.
fn height(row: &[String], widths: &[usize]) -> usize {
    let lines = row.iter().zip(widths).map(|(cell, width)| wrapped(cell, *width).split('\n').count());
    lines.max().unwrap_or(1)
}

/// Whether no cell of a table has to be broken.
pub fn fits(columns: &[Column<'_>], rows: &[&[String]], style: Style) -> bool {
    let widest = |(index, column): (usize, &Column<'_>)| {
        let cells =
            rows.iter().filter_map(|row| row.get(index)).flat_map(|cell| cell.lines()).map(plain_width);
        cells.chain([column.head.width()]).max().unwrap_or(0)
    };
    let needed: usize = columns.iter().enumerate().map(widest).sum();
    needed + GAP * columns.len().saturating_sub(1) <= style.table_width
}

/// How wide each column is: what it holds, or an even share of what the whole columns leave.
fn widths(columns: &[Column<'_>], rows: &[Vec<String>], page: usize) -> Vec<usize> {
    let natural = |index: usize| {
        let cells =
            rows.iter().filter_map(|row| row.get(index)).flat_map(|cell| cell.lines()).map(plain_width);
        cells.chain(std::iter::once(columns[index].head.width())).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = (0..columns.len()).map(natural).collect();
    let gaps = GAP * columns.len().saturating_sub(1);
    let mut open: Vec<usize> = (0..columns.len()).filter(|index| !columns[*index].whole).collect();
    // The narrowest of them take what they need; the others share the rest.
    open.sort_by_key(|index| widths[*index]);
    let whole: usize =
        (0..columns.len()).filter(|index| columns[*index].whole).map(|index| widths[index]).sum();
    let mut left = page.saturating_sub(whole + gaps);
    let longest_id = |index: usize| {
        let cells = rows.iter().filter_map(|row| row.get(index));
        let words = cells.flat_map(|cell| cell.split_whitespace()).filter(|word| joined_ids(word) != **word);
        words.map(plain_width).max().unwrap_or(0).min(page / 2)
    };
    for (done, index) in open.iter().enumerate() {
        let share = (left / (open.len() - done)).max(NARROWEST).max(longest_id(*index));
        widths[*index] = widths[*index].min(share);
        left = left.saturating_sub(widths[*index]);
    }
    // On a page too narrow for the whole columns, the widest give way.
    while widths.iter().sum::<usize>() + gaps > page {
        match widths.iter_mut().max() {
            Some(widest) if *widest > NARROWEST / 2 => *widest -= 1,
            _ => break,
        }
    }
    widths
}

/// Sentences of our own that name what is in the files, each line broken at a width; what goes on stands below what it
/// goes on with.
pub fn paragraph(text: &str, width: usize) -> String {
    let line = |line: &str| {
        let said = line.trim_start();
        let indent = &line[..line.len() - said.len()];
        let width = width.saturating_sub(indent.len());
        let parts: Vec<String> =
            wrapped(said, width).split('\n').map(|part| format!("{indent}{part}")).collect();
        parts.join("\n")
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// A cell broken into lines of a width, wherever the script allows it; a colour that was open at
/// the end of a line is closed there and opened again on the next.
fn wrapped(cell: &str, width: usize) -> String {
    let mut out: Vec<String> = Vec::new();
    for line in cell.split('\n') {
        if plain_width(line) <= width {
            out.push(line.to_owned());
            continue;
        }
        let options = textwrap::Options::new(width.max(1))
            .subsequent_indent(if width > 2 * NARROWEST { "  " } else { "" })
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        let joined = joined_ids(line);
        let parts = textwrap::wrap(&joined, options);
        let is_joined = matches!(joined, Cow::Owned(_));
        let back = |part: Cow<'_, str>| if is_joined { part.replace(GLUE, "-") } else { part.into_owned() };
        out.extend(parts.into_iter().map(back));
    }
    let mut open = String::new();
    for line in &mut out {
        let begun = std::mem::take(&mut open);
        open = still_open(&begun, line);
        let reset = if open.is_empty() { "" } else { "\u{1b}[0m" };
        *line = format!("{begun}{line}{reset}");
    }
    out.join("\n")
}

/// A hyphen at which no line is broken.
const GLUE: char = '\u{2011}';

/// The line with its ids held together: whoever copies one wants all of it. An address breaks at its hyphens. Where that
/// hyphen stands in the line already, it stays as it is.
fn joined_ids(line: &str) -> Cow<'_, str> {
    let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    if !line.contains('-') || line.contains(GLUE) {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(begin) = rest.find(is_id) {
        let (before, from) = rest.split_at(begin);
        let (run, after) = from.split_at(from.find(|c| !is_id(c)).unwrap_or(from.len()));
        out.push_str(before);
        let is_inner = |c: char| c.is_ascii_alphabetic() || matches!(c, '@' | '/');
        let goes_on = after.starts_with(is_inner)
            || after.strip_prefix('.').is_some_and(|after| after.starts_with(|c: char| c.is_alphanumeric()));
        let is_part = out.ends_with(|c| is_inner(c) || c == '.') || goes_on;
        let is_within = run.starts_with('-') || run.ends_with('-');
        match is_part || is_within {
            true => out.push_str(run),
            false => out.extend(run.chars().map(|c| if c == '-' { GLUE } else { c })),
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The colour that is open behind a line.
fn still_open(begun: &str, line: &str) -> String {
    let mut open = begun.to_owned();
    let mut rest = line;
    while let Some(start) = rest.find('\u{1b}') {
        let (code, after) = rest[start..].split_once('m').unwrap_or((&rest[start..], ""));
        open = if code.ends_with("[0") { String::new() } else { format!("{code}m") };
        rest = after;
    }
    open
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
    fn a_paragraph_goes_on_below_what_it_goes_on_with() {
        for (text, want) in [
            ("1/2  Zoe\n  C → A", "1/2  Zoe\n  C → A"),
            ("1/2  Rheinische Hydraulik GmbH  rheinische", "1/2  Rheinische Hydraulik GmbH\n  rheinische"),
            ("  C → A: it has ordered, the last on 3 Aug", "  C → A: it has ordered, the\n    last on 3 Aug"),
        ] {
            assert_eq!(paragraph(text, 30), want);
            assert_eq!(paragraph(text, usize::MAX), text);
        }
    }

    #[test]
    fn columns_stand_straight_under_chinese_text_and_keep_the_width() {
        for width in [40, 60, 80] {
            let text = grid(&columns(), &rows(), Style::plain(width));
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
    fn an_id_is_never_broken_at_its_hyphens() {
        let columns = [
            Column { head: "", number: false, whole: false },
            Column { head: "", number: false, whole: false },
        ];
        let rows = [vec![
            "A firm of many words\nxiamen-ludao-jinchukou-maoyi · li".to_owned(),
            "what is said of it, at some length, so that both of them have to be broken to fit".to_owned(),
        ]];
        for width in [60, 70, 80] {
            let text = grid(&columns, &rows, Style::plain(width));
            assert!(text.contains("xiamen-ludao-jinchukou-maoyi"), "{width}:\n{text}");
            assert!(text.lines().all(|line| line.width() <= width), "{width}:\n{text}");
        }
        // Where that hyphen stands already it stays.
        assert_eq!(
            wrapped("non\u{2011}breaking well-known words of it", 14),
            "non\u{2011}breaking\nwell-known\nwords of it"
        );
    }

    #[test]
    fn colours_change_no_column() {
        let plain = Style::plain(60);
        let colour = Style { color: true, ..Style::plain(60) };
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
        let text = strip(&sanitized(&grid(&columns(), &painted, colour)));
        assert_eq!(lines(&text), lines(&grid(&columns(), &rows(), plain)));
    }
}
