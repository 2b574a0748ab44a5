//! The three files that git hands to a merge driver.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::str::Utf8Error;

use super::{Style, cards};
use crate::store::{Forgotten, Operation, StoreError};

/// What became of two versions of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// The keys that both changed differently (`*` for the whole file); the file has markers there.
    pub conflicts: Vec<String>,
    /// How many lines of a log were left out because they were forgotten.
    pub forgotten: usize,
}

/// What a log's lines are held against: what was forgotten, and the log's customer.
#[derive(Clone, Copy, Debug)]
pub struct Passed<'a> {
    /// What was forgotten, on either side.
    pub forgotten: &'a Forgotten,
    /// The log's customer.
    pub id: &'a str,
}

/// Merges `theirs` into `ours`, both made of `base`. A log, for which there is a `passed`, never conflicts.
pub fn merge_files(
    [base, ours, theirs]: [&Path; 3],
    passed: Option<Passed<'_>>,
    marker: usize,
    [our_name, their_name]: [&str; 2],
) -> Result<Joined, StoreError> {
    let read = |path: &Path| fs::read(path).map_err(StoreError::io(Operation::Read, path));
    let texts = [read(base)?, read(ours)?, read(theirs)?];
    let merged = merge_bytes(&texts, passed.is_some(), marker, [our_name, their_name]);
    let (mut bytes, conflicts) = merged.map_err(|(at, error)| {
        let error = std::io::Error::new(std::io::ErrorKind::InvalidData, error);
        StoreError::io(Operation::Read, [base, ours, theirs][at])(error)
    })?;
    let mut forgotten = 0;
    if let Some((rest, count)) = passed.and_then(|passed| passed.forgotten.without(passed.id, &bytes)) {
        (bytes, forgotten) = (rest, count);
    }
    // git's own file beside the work tree's: nobody else reads it before we have ended.
    fs::write(ours, bytes).map_err(StoreError::io(Operation::Write, ours))?;
    Ok(Joined { conflicts, forgotten })
}

/// The lines of a log without their ends: one that was saved with `\r\n` is the same line.
pub(in crate::store) fn log_lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let full = text.split_inclusive(|byte| *byte == b'\n');
    full.map(|line| bare(line.strip_suffix(b"\n").unwrap_or(line)))
}

fn bare(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// The same of what the files hold: the bytes, and the keys of the conflicts. `Err` with the number of the
/// one that is no text.
pub fn merge_bytes(
    texts: &[Vec<u8>; 3],
    is_log: bool,
    marker: usize,
    [ours, theirs]: [&str; 2],
) -> Result<(Vec<u8>, Vec<String>), (usize, Utf8Error)> {
    if is_log {
        return Ok((log(texts), Vec::new()));
    }
    let text = |at: usize| std::str::from_utf8(&texts[at]).map_err(|error| (at, error));
    let merged = cards(text(0)?, text(1)?, text(2)?, Style { marker, ours, theirs, is_numbered: false });
    Ok((merged.text.into_bytes(), merged.conflicts))
}

/// A log has the lines of both sides, each as often as the side that has it more often; what one of them
/// took out stays out.
pub(in crate::store) fn log([base, ours, theirs]: &[Vec<u8>; 3]) -> Vec<u8> {
    let count = |text| {
        let mut counts: HashMap<&[u8], usize> = HashMap::new();
        log_lines(text).for_each(|line| *counts.entry(line).or_default() += 1);
        counts
    };
    let (o, a, b) = (count(base), count(ours), count(theirs));
    let of = |counts: &HashMap<&[u8], usize>, line: &[u8]| counts.get(line).copied().unwrap_or(0);
    let want = |line: &[u8]| match (of(&o, line), of(&a, line), of(&b, line)) {
        (old, our, their) if our == old => their,
        (old, our, their) if their == old => our,
        (_, our, their) => our.max(their),
    };
    let mut written: HashMap<&[u8], usize> = HashMap::new();
    let mut out = Vec::with_capacity(ours.len() + theirs.len());
    for text in [ours, theirs] {
        for line in text.split_inclusive(|byte| *byte == b'\n') {
            // Whose line it is, it keeps the end that it has there.
            let line = line.strip_suffix(b"\n").unwrap_or(line);
            let so_far = written.entry(bare(line)).or_default();
            if *so_far < want(bare(line)) {
                *so_far += 1;
                out.extend_from_slice(line);
                out.push(b'\n');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_has_what_either_side_has() {
        for (base, ours, theirs, want) in [
            ("", "a\n", "b\n", "a\nb\n"),
            ("x\n", "x\na\nb\n", "x\nb\na\n", "x\na\nb\n"),
            ("x\n", "x\na\n", "x\nb", "x\na\nb\n"),
            ("x\ny\n", "x\n", "x\ny\nz\n", "x\nz\n"),
            ("x\n", "x\nx\n", "x\na\n", "x\nx\na\n"),
            ("", "d\nd\n", "d\n", "d\nd\n"),
            ("x", "x\na\n", "x\n", "x\na\n"),
            ("x\n", "x\r\na\r\n", "x\nb\n", "x\r\na\r\nb\n"),
            ("", "a\r\n", "a\n", "a\r\n"),
            ("", "\n", "a\n", "\na\n"),
        ] {
            let texts = [base, ours, theirs].map(|text| text.as_bytes().to_vec());
            assert_eq!(String::from_utf8(log(&texts)).expect("text"), want, "{base:?} {ours:?} {theirs:?}");
        }
    }
}
