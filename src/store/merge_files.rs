//! The three files that git hands to a merge driver.

use std::fs;
use std::path::Path;
use std::str::Utf8Error;

use super::forget::late_entries;
use super::sync::{Seen, join_forgettings};
use crate::format::merge::{Style, cards, log, log_lines};
use crate::store::{Forgotten, Operation, StoreError};

/// What became of two versions of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// The keys that both changed differently (`*` for the whole file); the file has markers there.
    pub conflicts: Vec<String>,
    /// How many lines of a log were left out because they were forgotten.
    pub forgotten: usize,
    /// How many of one side may name a person whom the other side has forgotten: a note in the log says so.
    pub late: usize,
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
    let mut texts = [read(base)?, read(ours)?, read(theirs)?];
    let joined = passed.map(|_| join_forgettings(&mut texts, Seen::One));
    let merged = merge_bytes(&texts, passed.is_some(), marker, [our_name, their_name]);
    let (mut bytes, conflicts) = merged.map_err(|(at, error)| {
        let error = std::io::Error::new(std::io::ErrorKind::InvalidData, error);
        StoreError::io(Operation::Read, [base, ours, theirs][at])(error)
    })?;
    let mut forgotten = joined.map_or(0, |joined| joined.forgotten());
    if let Some((rest, count)) = passed.and_then(|passed| passed.forgotten.without(passed.id, &bytes)) {
        (bytes, forgotten) = (rest, forgotten + count);
    }
    let [old, own, other] = &texts;
    let late = passed.and_then(|_| late_entries([old, own, other]));
    if let Some((note, _)) =
        late.as_ref().filter(|(note, _)| !log_lines(&bytes).any(|line| line == note.as_bytes()))
    {
        bytes.extend_from_slice(format!("{note}\n").as_bytes());
    }
    let late = late.map_or(0, |(_, count)| count);
    // git's own file beside the work tree's: nobody else reads it before we have ended.
    fs::write(ours, bytes).map_err(StoreError::io(Operation::Write, ours))?;
    Ok(Joined { conflicts, forgotten, late })
}

/// The same of what the files hold: the bytes, and the keys of the conflicts. `Err` with the number of the
/// one that is not text.
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
