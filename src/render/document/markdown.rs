//! A sheet as Markdown.

use super::{Document, Entry, Section};
use crate::render::agenda::reach;

/// A heading a section, its figures as a list in a line, a list item an entry.
pub fn markdown(sheet: &Document) -> String {
    let mut out = format!("# {}\n\n{}\n", escaped(&sheet.title), escaped(&sheet.lead));
    for section in &sheet.sections {
        out.push_str(&part(sheet, section));
    }
    if !sheet.hint.is_empty() {
        out.push_str(&format!("\n{}\n", escaped(&sheet.hint)));
    }
    out
}

fn part(sheet: &Document, section: &Section) -> String {
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
        out.push_str(&format!("{}\n", figures.join(sheet.lang.pick(", ", "，"))));
        if !section.entries.is_empty() {
            out.push('\n');
        }
    }
    if !section.above.is_empty() {
        out.push_str(&format!("{}\n\n", escaped(&section.above)));
    }
    for entry in &section.entries {
        out.push_str(&customer(sheet, entry));
    }
    out
}

fn customer(sheet: &Document, entry: &Entry) -> String {
    let grade = entry.grade.as_deref().map(|grade| format!("{} ", escaped(grade))).unwrap_or_default();
    let mut out = format!("- **{grade}{}** `{}`", escaped(&entry.name), entry.id);
    if !entry.beside.is_empty() {
        out.push_str(&format!(" · {}", escaped(&entry.beside)));
    }
    out.push('\n');
    for line in &entry.lines {
        out.push_str(&format!("  - {}\n", escaped(line)));
    }
    if let Some(reach) =
        entry.contact.as_ref().map(|who| reach(sheet.lang, who)).filter(|reach| !reach.is_empty())
    {
        let label = sheet.lang.pick("reach:", "联系：");
        out.push_str(&format!("  - {label} {}\n", escaped(&reach)));
    }
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
