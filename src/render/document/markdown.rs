//! A document as Markdown.

use super::{Document, Entry, Head, LabelledLine, Section, Table};
use crate::render::lang::Lang;
use crate::render::reach::reach;

/// A heading a section, its figures as a list in a line, a list item an entry.
pub fn markdown(document: &Document) -> String {
    let mut out = format!("# {}\n\n{}\n", escaped(&document.title), escaped(&document.lead));
    for section in &document.sections {
        out.push_str(&part(document, section));
    }
    if !document.hint.is_empty() {
        out.push_str(&format!("\n{}\n", escaped(&document.hint)));
    }
    out
}

fn part(document: &Document, section: &Section) -> String {
    let mut out = format!("\n## {}\n\n", escaped(&section.heading));
    if !section.figures.is_empty() {
        let figures: Vec<String> = section
            .figures
            .iter()
            .map(|figure| {
                let value = escaped(&figure.value);
                let value = if figure.is_alarm { format!("**{value}**") } else { value };
                format!("{} {value}", figure.name)
            })
            .collect();
        out.push_str(&format!("{}\n", figures.join(document.lang.pick(", ", "，"))));
        if !section.entries.is_empty() || section.table.is_some() {
            out.push('\n');
        }
    }
    if !section.above.is_empty() {
        out.push_str(&format!("{}\n\n", escaped(&section.above)));
    }
    if let Some(table) = &section.table {
        out.push_str(&rows(table));
        if !section.lines.is_empty() || !section.entries.is_empty() {
            out.push('\n');
        }
    }
    section.lines.iter().for_each(|line| out.push_str(&labelled(document, "-", line)));
    for entry in section.entries.iter().chain(&section.brief) {
        out.push_str(&customer(document, entry));
    }
    for (what, whom) in &section.items {
        out.push_str(&format!("- {} · {}\n", escaped(what), escaped(whom)));
    }
    if !section.below.is_empty() {
        out.push_str(&format!("\n{}\n", escaped(&section.below)));
    }
    out
}

fn customer(document: &Document, entry: &Entry) -> String {
    let grade = entry.grade.as_deref().map(|grade| format!("{} ", escaped(grade))).unwrap_or_default();
    let mut out = format!("- **{grade}{}** `{}`", escaped(&entry.name), entry.id);
    if !entry.beside.is_empty() {
        out.push_str(&format!(" · {}", escaped(&entry.beside)));
    }
    out.push('\n');
    entry.lines.iter().for_each(|line| out.push_str(&labelled(document, "  -", line)));
    if let Some(reach) =
        entry.contact.as_ref().map(|who| reach(document.lang, who)).filter(|reach| !reach.is_empty())
    {
        let label = document.lang.pick("reach:", "联系：");
        out.push_str(&format!("  - {label} {}\n", escaped(&reach)));
    }
    out
}

fn labelled(document: &Document, bullet: &str, line: &LabelledLine) -> String {
    let text = escaped(&line.text);
    match (line.label, document.lang) {
        ("", _) => format!("{bullet} {text}\n"),
        (label, Lang::En) => format!("{bullet} {label}: {text}\n"),
        (label, Lang::Zh) => format!("{bullet} {label}：{text}\n"),
    }
}

/// Rows with bars between the values, the head above them.
fn rows(table: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = line(table.columns.iter().map(|column| escaped(&column.name)).collect());
    let dashes = |column: &Head| if column.is_number { "--:" } else { "---" }.to_owned();
    out.push_str(&line(table.columns.iter().map(dashes).collect()));
    table.rows.iter().for_each(|row| out.push_str(&line(row.iter().map(|cell| escaped(cell)).collect())));
    out
}

/// A text that Markdown takes as it is.
pub(in crate::render) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
