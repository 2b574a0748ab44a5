//! Lines of logs: any bytes, told apart by all of them but the line's end.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::outcome::Trace;
use crate::format::bare_line;
use crate::format::merge::log_lines;
use crate::model::reference_key;
use crate::store::forgetting_note::HIDDEN;
use crate::store::join_logs::{topic_of, with_ref, won_by};

/// The lines of a log that say anything.
pub(super) fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    log_lines(text).filter(|line| !line.trim_ascii().is_empty())
}

pub(super) fn counts(text: &[u8]) -> HashMap<&[u8], usize> {
    let mut counts = HashMap::new();
    for line in log_lines(text) {
        *counts.entry(line).or_default() += 1;
    }
    counts
}

/// What all of several texts have: a line counts as often as in the one that has it least.
pub(super) fn common(texts: &[Vec<u8>]) -> Vec<u8> {
    let Some((first, others)) = texts.split_first() else { return Vec::new() };
    if others.iter().all(|other| other == first) {
        return first.clone();
    }
    let mut left: Vec<HashMap<&[u8], usize>> = others.iter().map(|text| counts(text)).collect();
    let mut out = Vec::new();
    for line in log_lines(first) {
        let is_everywhere = left.iter().all(|counts| counts.get(line).is_some_and(|count| *count > 0));
        if is_everywhere {
            left.iter_mut().for_each(|counts| *counts.entry(line).or_default() -= 1);
            out.extend_from_slice(line);
            out.push(b'\n');
        }
    }
    out
}

/// Lines that one text has more often than another one, in order.
pub(super) fn beyond<'t>(base: &[u8], text: &'t [u8]) -> Vec<&'t [u8]> {
    let mut left: HashMap<Vec<u8>, usize> = HashMap::new();
    for line in log_lines(base) {
        *left.entry(line.to_vec()).or_default() += 1;
    }
    let is_new = |line: &&[u8]| match left.get_mut(*line) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    lines(text).filter(is_new).collect()
}

/// A log without some of its lines, each as often as it is named; `None` where it has none of them.
pub(super) fn without(text: &[u8], gone: &[&[u8]]) -> Option<Vec<u8>> {
    let mut left: HashMap<&[u8], usize> = HashMap::new();
    for line in gone {
        *left.entry(line).or_default() += 1;
    }
    keep(text, |line| match left.get_mut(line) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    })
}

/// A log with those lines alone that pass; `None` where all do.
pub(super) fn keep(text: &[u8], mut passes: impl FnMut(&[u8]) -> bool) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut is_whole = true;
    for full in text.split_inclusive(|byte| *byte == b'\n') {
        if passes(bare_line(full)) {
            out.extend_from_slice(full);
        } else {
            is_whole = false;
        }
    }
    (!is_whole).then_some(out)
}

/// A log with further lines, none of which is fused with one that was cut off: each as often as it is named, but
/// for those that are there.
pub(super) fn with(text: &[u8], more: &[Cow<'_, [u8]>]) -> Vec<u8> {
    let mut out = text.to_vec();
    let mut known = counts(text);
    for line in more {
        let there = known.get_mut(&**line).filter(|count| **count > 0);
        if let Some(count) = there {
            *count -= 1;
        } else {
            if !out.is_empty() && !out.ends_with(b"\n") {
                out.push(b'\n');
            }
            out.extend_from_slice(line);
            out.push(b'\n');
        }
    }
    out
}

/// What a line says of where the customer came from.
pub(super) fn trace(line: &[u8]) -> Option<(String, Trace)> {
    #[derive(Deserialize)]
    struct Raw {
        kind: String,
        from: String,
    }
    // Most lines are no traces, and are not read.
    let has = |word: &[u8]| line.windows(word.len()).any(|part| part == word);
    if !(has(b"\"merged\"") || has(b"\"renamed\"")) {
        return None;
    }
    let raw: Raw = serde_json::from_slice(line).ok()?;
    if raw.from.contains(HIDDEN) {
        // An older version masked it: it is not an id.
        return None;
    }
    match raw.kind.as_str() {
        "merged" => Some((raw.from, Trace::Merged)),
        "renamed" => Some((raw.from, Trace::Renamed)),
        _ => None,
    }
}

/// The reference of an entry, and where its value stands in the line.
fn reference(line: &[u8]) -> Option<(String, std::ops::Range<usize>)> {
    #[derive(Deserialize)]
    struct Raw<'a> {
        #[serde(borrow, rename = "ref")]
        reference: &'a RawValue,
    }
    let text = std::str::from_utf8(line).ok()?;
    let raw = serde_json::from_str::<Raw<'_>>(text).ok()?.reference.get();
    let start = (raw.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let value = serde_json::from_str(raw).ok()?;
    Some((value, start..start + raw.len()))
}

/// The kind of what a line is about, nothing for one that this version doesn't know, and its number as it is compared.
pub(super) type Number = (&'static str, String);

fn number(line: &[u8]) -> Option<(Number, String)> {
    let (kind, name) = match (topic_of(line), reference(line)) {
        (Some(topic), _) => topic,
        (None, Some((value, _))) => ("", value),
        (None, None) => return None,
    };
    Some(((kind, reference_key(&name)), name))
}

/// What a line goes by: its number, or what stands for it.
pub(super) fn name(line: &[u8]) -> Option<String> {
    number(line).map(|(_, name)| name).or_else(|| won_by(line).map(|(_, name)| name))
}

/// The numbers that lines have, or what stands for one.
pub(super) fn numbers<'l>(lines: impl IntoIterator<Item = &'l [u8]>) -> HashSet<Number> {
    lines.into_iter().filter_map(number).map(|(number, _)| number).collect()
}

/// A line whose number means something else where it comes to: `REF~ID`, as when customers are merged; an order whose
/// quote does, too. It is asked of the number, and of what it becomes.
pub(super) fn renumbered(
    line: &[u8],
    id: &str,
    is_taken: impl Fn(&Number, &Number) -> bool,
) -> Option<Vec<u8>> {
    let own = number(line);
    let to = format!("{}~{id}", name(line)?);
    let won = won_by(line);
    let things = won
        .iter()
        .flat_map(|(things, _)| things)
        .map(|(kind, name)| (*kind, name.clone().unwrap_or_default()));
    let moves = |own: &Number| is_taken(own, &(own.0, reference_key(&format!("{}~{id}", own.1))));
    if !own.iter().map(|(number, _)| number.clone()).chain(things).any(|number| moves(&number)) {
        return None;
    }
    let Some((_, range)) = reference(line) else { return with_ref(line, &to) };
    let to = serde_json::to_string(&to).ok()?;
    Some([&line[..range.start], to.as_bytes(), &line[range.end..]].concat())
}
