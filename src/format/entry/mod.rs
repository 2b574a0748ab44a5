//! A customer's log: one JSON object a line, only ever appended to.

mod read;
mod write;

use std::collections::HashMap;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::model::{Entry, Event, Mark, Problem, ProblemKind, Stamp};
use crate::yaml::{self, FileLocation, UnlocatedProblem};

pub use write::line;

/// A log larger than this is none: decades of daily entries take a hundredth of it.
pub(crate) const MAX_BYTES: u64 = 64 << 20;

/// The mark that some editors put at the start of a file. Where two versions of a log are made one, by us or by git,
/// it can come to stand before any line.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A line of a log as everybody has it: without its end, of which Windows makes two characters, and without the mark.
pub(crate) fn bare_line(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line)
}

/// How closely a log is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Care {
    /// What is needed to answer.
    Answer,
    /// Everything that could be wrong.
    Check,
}

/// Reads all entries that can be read, in the order of the lines, and tells of the others.
pub(crate) fn read(bytes: &[u8], care: Care) -> (Vec<Entry<'_>>, Vec<UnlocatedProblem>) {
    read_but(bytes, care, |_| None)
}

/// The same without the lines that `forgotten` says why to pass over.
pub(crate) fn read_but(
    bytes: &[u8],
    care: Care,
    forgotten: impl Fn(&[u8]) -> Option<ProblemKind>,
) -> (Vec<Entry<'_>>, Vec<UnlocatedProblem>) {
    let mut faults = Vec::new();
    if bytes.len() as u64 > MAX_BYTES {
        faults.push(UnlocatedProblem::new(FileLocation::Start, ProblemKind::TooLarge { limit: MAX_BYTES }));
        return (Vec::new(), faults);
    }
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let mut entries = Vec::with_capacity(bytes.len() / 160 + 1);
    let mut seen: HashMap<&[u8], usize> = HashMap::new();
    let whole = bytes.is_empty() || bytes.ends_with(b"\n");
    let lines = bytes.split(|byte| *byte == b'\n');
    let count = lines.clone().count();
    for (index, line) in lines.enumerate() {
        let number = index + 1;
        let line = bare_line(line);
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        if let Some(trouble) = forgotten(line) {
            faults.push(UnlocatedProblem::new(FileLocation::At(number, 1), trouble));
            continue;
        }
        let cut_off = !whole && number == count;
        match read::entry(line, number) {
            Ok((entry, mut passed_over)) => {
                faults.append(&mut passed_over);
                entries.push(entry);
                if cut_off {
                    faults.push(UnlocatedProblem::new(
                        FileLocation::At(number, 1),
                        ProblemKind::NoFinalNewline,
                    ));
                }
            }
            Err(_) if cut_off => {
                faults.push(UnlocatedProblem::new(FileLocation::At(number, 1), ProblemKind::CutOff))
            }
            Err(Some(fault)) => faults.push(fault),
            Err(None) => {}
        }
        if care == Care::Check {
            faults.extend(read::strange(line, number));
            match seen.get(line) {
                Some(first) => {
                    let last = entries.last().filter(|entry| entry.line as usize == number);
                    let counts = last.is_none_or(|entry| matches!(entry.at, Stamp::Day(_)));
                    let trouble = ProblemKind::DuplicateEntry {
                        first: u32::try_from(*first).unwrap_or(u32::MAX),
                        counts,
                    };
                    faults.push(UnlocatedProblem::new(FileLocation::At(number, 1), trouble));
                }
                None => {
                    seen.insert(line, number);
                }
            }
        }
    }
    find_marked(&mut entries, bytes);
    if care == Care::Answer {
        faults.retain(|fault| fault.trouble != ProblemKind::NoFinalNewline);
    }
    (entries, faults)
}

/// The name by which other lines point to this one: the first 16 hexadecimal digits of its SHA-256.
pub(crate) fn line_name(line: &[u8]) -> String {
    let hash: [u8; 32] = Sha256::digest(line).into();
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Puts into each note about another entry on which line that one stands. Only a log with such notes is hashed.
fn find_marked(entries: &mut [Entry<'_>], bytes: &[u8]) {
    fn mark<'e, 'a>(entry: &'e mut Entry<'a>) -> Option<&'e mut Mark<'a>> {
        match &mut entry.event {
            Event::Note(note) => note.mark.as_mut(),
            _ => None,
        }
    }
    if !entries.iter_mut().any(|entry| mark(entry).is_some()) {
        return;
    }
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    let mut named: HashMap<String, u32> = HashMap::new();
    for number in entries.iter().map(|entry| entry.line) {
        let Some(line) = lines.get(number as usize - 1) else { continue };
        // Of two equal lines the first one counts.
        named.entry(line_name(bare_line(line))).or_insert(number);
    }
    for mark in entries.iter_mut().filter_map(mark) {
        mark.line = named.get(&*mark.of).copied().unwrap_or(0);
    }
}

/// Reads one line, its number from 1; nothing where it is not an entry.
pub(crate) fn read_line(line: &[u8], number: usize) -> Option<Entry<'_>> {
    read::entry(line, number).ok().map(|(entry, _)| entry)
}

/// What bytes would be as a log, and all that is wrong with them.
pub fn review_log<'a>(path: &Path, bytes: &'a [u8]) -> (Vec<Entry<'a>>, Vec<Problem>) {
    let (entries, faults) = read(bytes, Care::Check);
    let text = String::from_utf8_lossy(bytes);
    (entries, yaml::placed(faults, path, &text))
}

#[cfg(test)]
mod tests;
