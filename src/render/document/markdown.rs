//! A document as Markdown.

use super::{Document, Entry, Section};
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
        if !section.entries.is_empty() {
            out.push('\n');
        }
    }
    if !section.above.is_empty() {
        out.push_str(&format!("{}\n\n", escaped(&section.above)));
    }
    for entry in section.entries.iter().chain(&section.brief) {
        out.push_str(&customer(document, entry));
    }
    for (what, whom) in &section.items {
        out.push_str(&format!("- {} · {}\n", escaped(what), escaped(whom)));
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
    for line in &entry.lines {
        let text = escaped(&line.text);
        out.push_str(&match line.label {
            "" => format!("  - {text}\n"),
            label => format!("  - {label}{} {text}\n", document.lang.pick(":", "：")),
        });
    }
    if let Some(reach) =
        entry.contact.as_ref().map(|who| reach(document.lang, who)).filter(|reach| !reach.is_empty())
    {
        let label = document.lang.pick("reach:", "联系：");
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
