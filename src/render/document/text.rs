//! A document as a page of a terminal, and as the text of a mail.

use super::{Document, Entry, LabelledLine, Section, Table};
use crate::render::grid::{Column, grid};
use crate::render::lang::Lang;
use crate::render::reach::reach;
use crate::render::tone::{Style, Tone};

/// A heading a section, its figures in a line, a block an entry.
pub fn text(document: &Document, style: Style) -> String {
    let style = style.paged();
    let mut out = paragraph(&style.paint(Tone::Strong, &document.title), style);
    out.push_str(&paragraph(&document.lead, style));
    for section in &document.sections {
        out.push('\n');
        out.push_str(&part(document.lang, section, style));
    }
    if !document.hint.is_empty() {
        out.push('\n');
        out.push_str(&paragraph(&document.hint, style));
    }
    out
}

/// A text of its own, broken where the page ends; nothing of nothing.
fn paragraph(text: &str, style: Style) -> String {
    match text {
        "" => String::new(),
        _ => grid(&[WRAPPED], &[vec![text.to_owned()]], style),
    }
}

const WHOLE: Column<'static> = Column { head: "", number: false, whole: true };
const WRAPPED: Column<'static> = Column { head: "", number: false, whole: false };

fn part(lang: Lang, section: &Section, style: Style) -> String {
    let mut out = paragraph(&style.paint(Tone::Strong, &section.heading), style);
    let figure = |one: &super::Figure| {
        let tone = if one.is_alarm { Tone::Alarm } else { Tone::Plain };
        format!("{} {}", one.name, style.paint(tone, &one.value))
    };
    let figures: Vec<String> = section.figures.iter().map(figure).collect();
    out.push_str(&paragraph(&figures.join(" · "), style));
    out.push_str(&paragraph(&section.above, style));
    out.push_str(&section.table.as_ref().map(|table| rows(table, style)).unwrap_or_default());
    out.push_str(&lines(&section.lines, style));
    let entries = section.entries.iter().chain(&section.brief);
    let rows: Vec<Vec<String>> = entries.map(|entry| row(lang, entry, style)).collect();
    if rows.iter().all(|row| row[0].is_empty()) {
        let rows: Vec<Vec<String>> = rows.into_iter().map(|row| row[1..].to_vec()).collect();
        out.push_str(&hanging(&rows, style));
    } else {
        out.push_str(&grid(&[WHOLE, WRAPPED], &rows, style));
    }
    let items = section.items.iter().map(|(what, whom)| vec![format!("{what} · {whom}")]);
    let items: Vec<Vec<String>> = items.collect();
    out.push_str(&hanging(&items, style));
    out.push_str(&paragraph(&section.below, style));
    out
}

/// Lines beside their labels, a label that several have once; without any label a line each.
fn lines(all: &[LabelledLine], style: Style) -> String {
    if all.iter().all(|line| line.label.is_empty()) {
        let rows: Vec<Vec<String>> = all.iter().map(|line| vec![line.text.clone()]).collect();
        return hanging(&rows, style);
    }
    let row = |(index, line): (usize, &LabelledLine)| {
        let is_known = index > 0 && all[index - 1].label == line.label;
        let label = if is_known { "" } else { line.label };
        vec![style.paint(Tone::Dim, label), line.text.clone()]
    };
    grid(&[WHOLE, WRAPPED], &all.iter().enumerate().map(row).collect::<Vec<_>>(), style)
}

/// Blocks of which only the margin tells where the next begins.
fn hanging(rows: &[Vec<String>], style: Style) -> String {
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| cell.replace('\n', "\n  ")).collect()).collect();
    if rows.is_empty() { String::new() } else { grid(&[WRAPPED], &rows, style) }
}

/// The rows below their head.
pub(in crate::render) fn rows(table: &Table, style: Style) -> String {
    let columns: Vec<Column<'_>> = table
        .columns
        .iter()
        .map(|head| Column { head: &head.name, number: head.is_number, whole: head.is_whole })
        .collect();
    grid(&columns, &table.rows, style)
}

/// The grade, and beside it the name with what is said.
fn row(lang: Lang, entry: &Entry, style: Style) -> Vec<String> {
    let grade = style.paint(Tone::Strong, entry.grade.as_deref().unwrap_or_default());
    let mut head =
        format!("{}  {}", style.paint(Tone::Strong, &entry.name), style.paint(Tone::Dim, &entry.id));
    if !entry.beside.is_empty() {
        let tone = if entry.is_alarm { Tone::Alarm } else { Tone::Plain };
        head.push_str(&format!("  {}", style.paint(tone, &entry.beside)));
    }
    let mut lines = vec![head];
    lines.extend(entry.lines.iter().map(|line| match line.label {
        "" => line.text.clone(),
        label => format!("{} {}", style.paint(Tone::Dim, label), line.text),
    }));
    let reach = entry.contact.as_ref().map(|who| reach(lang, who)).filter(|reach| !reach.is_empty());
    lines.extend(reach.map(|reach| style.paint(Tone::Dim, &reach)));
    vec![grade, lines.join("\n")]
}
