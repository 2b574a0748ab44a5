//! From text to a mapping, and what to say where that fails.

use serde::de::DeserializeOwned;

use super::locate;
use super::problem::{FileLocation, UnlocatedProblem};
use crate::model::{ProblemKind, YamlCause};

/// Parses one YAML document that is a mapping.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Vec<UnlocatedProblem>> {
    if locate::is_hopeless(text) {
        return Err(vec![UnlocatedProblem::new(FileLocation::Start, ProblemKind::TooDeep)]);
    }
    if has_anchor(text) {
        return Err(vec![anchor(text)]);
    }
    match serde_yaml::from_str::<T>(text) {
        Ok(raw) => Ok(raw),
        Err(error) => Err(explain(text, &error)),
    }
}

/// Whether a text may be given to the YAML reader at all. Brackets within brackets cost it the square of
/// their number (minutes for some hundred thousand), and a large anchor with many aliases all memory:
/// whoever calls the reader itself, and not [`parse`], asks here first. A short text with an anchor is
/// still merged and edited, where it is one; the reader itself stops aliases of aliases.
pub(crate) fn is_harmless(text: &str) -> bool {
    const SHORT: usize = 4096;
    !locate::is_hopeless(text) && (text.len() <= SHORT || !has_anchor(text))
}

/// Faults of a text that the YAML reader refused with `error`.
fn explain(text: &str, error: &serde_yaml::Error) -> Vec<UnlocatedProblem> {
    let markers = conflict_markers(text);
    if !markers.is_empty() {
        return markers;
    }
    let detail = error.to_string();
    if detail.contains("more than one document") {
        let line = text.lines().skip(1).position(|line| line.starts_with("---")).map_or(1, |at| at + 2);
        return vec![UnlocatedProblem::new(FileLocation::At(line, 1), ProblemKind::SeveralDocuments)];
    }
    let spot =
        error.location().map_or(FileLocation::Start, |at| FileLocation::At(at.line(), at.column().max(1)));
    if let Some((key, rest)) = detail.split_once(": invalid type: ")
        && !key.contains(' ')
    {
        let detail = without_place(rest).to_owned();
        return vec![UnlocatedProblem::new(spot, ProblemKind::WrongType { key: key.to_owned(), detail })];
    }
    let cause = cause(text, error.location().map_or(1, |at| at.line()));
    let spot = match (cause, &spot) {
        // The reader stumbles late over these; point at the line that begins the trouble.
        (Some((line, _)), FileLocation::At(at, _)) if line != *at => FileLocation::At(line, 1),
        (Some((line, _)), FileLocation::Start) => FileLocation::At(line, 1),
        _ => spot,
    };
    let detail = without_place(&detail).to_owned();
    vec![UnlocatedProblem::new(spot, ProblemKind::Yaml { detail, cause: cause.map(|(_, cause)| cause) })]
}

/// The reader's message without its own ` at line 3 column 4`, which is told as the place.
fn without_place(detail: &str) -> &str {
    detail.split(" at line ").next().unwrap_or(detail)
}

/// Conflicts beyond which a file's rest isn't told.
const MAX_CONFLICTS: usize = 20;

/// The conflicts that git left in the text, each with what both sides have there.
fn conflict_markers(text: &str) -> Vec<UnlocatedProblem> {
    let mut faults = Vec::new();
    let mut lines = text.lines().enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        let spot = FileLocation::At(index + 1, 1);
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        if line.starts_with("<<<<<<< ") {
            let (mut side, mut is_base) = (&mut ours, false);
            while let Some((_, line)) = lines.next_if(|(_, line)| !line.starts_with("<<<<<<< ")) {
                match line {
                    _ if line.starts_with(">>>>>>> ") => break,
                    _ if line.starts_with("||||||| ") => is_base = true,
                    "=======" => (side, is_base) = (&mut theirs, false),
                    _ if is_base || line.trim().is_empty() => {}
                    _ => side.push(line.trim()),
                }
            }
        } else if !line.starts_with(">>>>>>> ") {
            continue;
        }
        let (ours, theirs) = (excerpt(&ours), excerpt(&theirs));
        faults.push(UnlocatedProblem::new(spot, ProblemKind::ConflictMarker { ours, theirs }));
        if faults.len() == MAX_CONFLICTS {
            break;
        }
    }
    faults
}

/// Lines in one, cut where it gets too long to be told.
fn excerpt(lines: &[&str]) -> String {
    const MOST: usize = 60;
    let text = lines.join(" / ");
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// The usual slips of people who write YAML by hand, looked for at the line the reader stopped at
/// and the two before it.
fn cause(text: &str, line: usize) -> Option<(usize, YamlCause)> {
    let lines: Vec<&str> = text.lines().collect();
    let last = line.min(lines.len());
    let first = last.saturating_sub(3);
    let near = || (first..last).rev().map(|index| (index + 1, lines[index]));
    let find = |test: fn(&str) -> bool| near().find(|(_, line)| test(line)).map(|(number, _)| number);
    find(|line| line.trim_start_matches([' ', '-']).starts_with('\t') || line.starts_with('\t'))
        .map(|number| (number, YamlCause::Tab))
        .or_else(|| find(full_width_colon).map(|number| (number, YamlCause::FullWidthColon)))
        .or_else(|| find(no_space).map(|number| (number, YamlCause::NoSpaceAfterColon)))
        .or_else(|| find(needs_quotes).map(|number| (number, YamlCause::NeedsQuotes)))
}

fn full_width_colon(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '-']);
    line.find('：').is_some_and(|at| !line[..at].contains(':'))
}

fn no_space(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '-']);
    match line.split_once(':') {
        Some((key, value)) => {
            !key.is_empty()
                && key.chars().all(|c| c.is_ascii_lowercase() || c == '_')
                && !value.is_empty()
                && !value.starts_with([' ', '\t'])
        }
        None => false,
    }
}

fn needs_quotes(line: &str) -> bool {
    let Some((_, value)) = line.split_once(": ") else { return false };
    let value = value.trim();
    let quoted = value.starts_with(['"', '\'', '|', '>', '[', '{', '#']);
    !quoted
        && (value.contains(": ") || value.ends_with(':') || value.starts_with(['@', '`', '%', '&', '*', '!']))
}

/// Whether an anchor, an alias or a merge key stands in the file. Twenty thousand aliases of one
/// long text would take gigabytes, so this comes before the reader.
fn has_anchor(text: &str) -> bool {
    candidate(text).is_some() && (locate::is_deep(text) || !harmless(text))
}

fn anchor(text: &str) -> UnlocatedProblem {
    let (line, column) = locate::line_column(text, candidate(text).unwrap_or(0));
    UnlocatedProblem::new(FileLocation::At(line, column), ProblemKind::Anchor)
}

/// The first place that could be one.
fn candidate(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(found) = bytes[from..].iter().position(|byte| matches!(byte, b'&' | b'*' | b'<')) {
        let at = from + found;
        let starts = at == 0 || matches!(bytes[at - 1], b' ' | b'\t' | b'\n' | b'\r' | b'[' | b'{' | b',');
        let named = match bytes[at] {
            b'<' => text[at..].starts_with("<<:"),
            _ => bytes
                .get(at + 1)
                .is_some_and(|next| !next.is_ascii_whitespace() && !matches!(next, b',' | b']' | b'}')),
        };
        if starts && named {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// Whether all that looks like an anchor stands in quotes, comments or block texts.
fn harmless(text: &str) -> bool {
    use yaml_edit::SyntaxKind::{ANCHOR, MERGE_KEY, REFERENCE};
    yaml_edit::lex(text).iter().all(|(kind, _)| !matches!(kind, ANCHOR | REFERENCE | MERGE_KEY))
}
