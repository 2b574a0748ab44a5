//! Conflicts, and texts that are merged line by line.

use diffy::{ConflictStyle, MergeOptions};

use super::merged::{Merged, Style};
use super::truth::Truth;

/// Both sides of what was changed differently, as git writes it.
pub(super) fn conflict(ours: &str, theirs: &str, style: Style<'_>) -> String {
    let marker = |sign: &str| sign.repeat(style.marker);
    let (open, middle, close) = (marker("<"), marker("="), marker(">"));
    format!("{open} {}\n{ours}{middle}\n{theirs}{close} {}\n", style.ours, style.theirs)
}

/// Both ways to settle the conflicts of a text: all ours, all theirs.
pub(super) fn sides(text: &str, marker: usize) -> [String; 2] {
    let mark = |sign: &str| sign.repeat(marker);
    let (open, middle, close) = (format!("{} ", mark("<")), mark("="), format!("{} ", mark(">")));
    let mut sides = [String::new(), String::new()];
    let mut inside = None;
    for line in text.split_inclusive('\n') {
        match inside {
            None if line.starts_with(&open) => inside = Some(0),
            Some(0) if line.trim_end() == middle => inside = Some(1),
            Some(1) if line.starts_with(&close) => inside = None,
            Some(side) => sides[side].push_str(line),
            None => sides.iter_mut().for_each(|side| side.push_str(line)),
        }
    }
    sides
}

/// Above this size comparing two texts that have little in common takes longer than anybody waits.
const COMPARED: usize = 1 << 18;

/// A text of several lines, such as notes, to which both added at different places.
pub(super) fn block(o: Option<&str>, a: &str, b: &str) -> Option<String> {
    if a.len().max(b.len()) > COMPARED {
        return None;
    }
    let text = diffy::merge(o?, a, b).ok()?;
    let indent = a.len() - a.trim_start_matches(' ').len();
    let is_block = a.lines().next()?.trim_end().ends_with(['|', '>', '-', '+']);
    let keeps = text.lines().skip(1).all(|line| line.trim().is_empty() || line[indent..].starts_with(' '));
    (is_block && keeps).then_some(text)
}

/// A file that has no keys to go by, line by line as git does. A result that doesn't say what both sides do
/// is not a merge, nor is a conflict whose sides don't read though both did: then the whole file is the conflict.
pub(super) fn merge(base: &str, ours: &str, theirs: &str, style: Style<'_>, truth: &Truth) -> Merged {
    let mut options = MergeOptions::new();
    options.set_conflict_marker_length(style.marker).set_conflict_style(ConflictStyle::Merge);
    let whole = vec!["*".to_owned()];
    if ours.len().max(theirs.len()) > 4 * COMPARED {
        return Merged { text: conflict(ours, theirs, style), conflicts: whole };
    }
    match options.merge(base, ours, theirs) {
        Ok(text) if truth.is_told_by(&text) => Merged { text, conflicts: Vec::new() },
        Err(text) if sides(&text, style.marker).iter().all(|side| truth.reads(side)) => {
            Merged { text, conflicts: whole }
        }
        _ => Merged { text: conflict(ours, theirs, style), conflicts: whole },
    }
}
