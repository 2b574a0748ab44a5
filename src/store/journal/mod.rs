//! What is being changed, and what the last command changed: noted where nobody deletes it.

mod content;
mod file_change;
mod place;
mod transaction;
mod way;

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Operation, StoreError, write};

pub(super) use content::Content;
pub(super) use file_change::{FileChange, lines_of, read, target, without};
pub(super) use place::look;
pub(super) use place::{KEPT, Place, clone, make_derived};
use place::{is_folder, is_none};
pub(super) use transaction::{Completed, Removes, Transaction};
pub(super) use way::{OtherFile, Way};

/// What a note of the journal speaks of.
#[derive(Debug, Deserialize, Serialize)]
pub(super) enum JournalEntry<'a> {
    /// Files of one workspace.
    Files {
        /// The workspace's folder, relative to the top of the clone.
        workspace: PathBuf,
        /// What becomes of them.
        transaction: Cow<'a, Transaction>,
    },
    /// Work tree, index and branch of the clone.
    Way {
        /// The workspace's folder, relative to the top of the clone.
        workspace: PathBuf,
        /// Where they go.
        way: Cow<'a, Way>,
    },
}

impl JournalEntry<'_> {
    pub fn workspace(&self) -> &Path {
        let (JournalEntry::Files { workspace, .. } | JournalEntry::Way { workspace, .. }) = self;
        workspace
    }
}

/// How many ways back of one command are looked for at the most: it is far more than any has.
const MOST: u64 = 99_999_999;

/// Carries out a transaction under the lock. On an error, the files are as they were; where even that
/// can't be had, the note stays, and the next command completes it. `done` is told of each new file.
pub(super) fn commit(
    root: &Path,
    transaction: Transaction,
    done: &(dyn Fn() + Sync),
) -> Result<Transaction, StoreError> {
    let transaction = transaction.in_order();
    transaction.look_ahead(root)?;
    let place = Place::of(root)?;
    place.make(root)?;
    // From now on the command before is not the last one any more, though this one should be killed.
    if transaction.consumes.is_empty() {
        let run = run_of(&transaction);
        for (_, path) in records(&place)?.iter().filter(|(name, _)| !is_of(name, &run)) {
            let _ = fs::remove_file(path);
        }
    }
    write_down(&place, root, &files(&place, &transaction))?;
    let carried = transaction.carry_out(root, done).and_then(|()| transaction.look_back(root));
    if let Err(error) = carried {
        // Where it can't be taken back now, the note stays, and the next command sees to it.
        if transaction.take_back(root).is_ok() {
            write::remove(&place.pending())?;
        }
        return Err(error);
    }
    // All of it is done. Where its end can't be noted, the next command does that.
    let _ = finish(root, &place, &transaction);
    Ok(transaction)
}

/// Notes that a clone is on its way to another commit.
pub(super) fn note_way(root: &Path, way: &Way) -> Result<(), StoreError> {
    let place = Place::of(root)?;
    let workspace = place.prefix().to_owned();
    write_down(&place, root, &JournalEntry::Way { workspace, way: Cow::Borrowed(way) })
}

/// The note of a change of files.
fn files<'t>(place: &Place, transaction: &'t Transaction) -> JournalEntry<'t> {
    JournalEntry::Files { workspace: place.prefix().to_owned(), transaction: Cow::Borrowed(transaction) }
}

/// It has arrived, or is back.
pub(super) fn way_ended(root: &Path) -> Result<(), StoreError> {
    write::remove(&Place::of(root)?.pending())
}

/// The note on disk before anything else; a folder that somebody has deleted is made again.
fn write_down(place: &Place, root: &Path, entry: &JournalEntry<'_>) -> Result<(), StoreError> {
    const TRIES: usize = 100;
    let pending = place.pending();
    let text = serde_json::to_vec(entry)
        .map_err(|error| StoreError::io(Operation::Write, &pending)(io::Error::other(error)))?;
    for _ in 1..TRIES {
        match write::create(&pending, &text) {
            Err(StoreError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                place.make(root)?;
            }
            other => return other,
        }
    }
    write::create(&pending, &text)
}

/// Whether a command was interrupted here, or in another workspace of the clone.
pub(super) fn is_left(root: &Path) -> bool {
    // Where that can't be told, the recovery tells why.
    let is_clear = |place: &Place| fs::symlink_metadata(place.pending()).is_err_and(|error| is_none(&error));
    !Place::all(root).is_ok_and(|places| places.iter().all(is_clear))
}

/// Nobody here understands it: it is kept, in nobody's way, and `crm check` tells of it.
pub(super) fn set_aside(pending: &Path) -> Result<(), StoreError> {
    let free = (1..).map(|number| pending.with_file_name(format!("unread-{number}.json")));
    let free = free.take(10_000).find(|path| fs::symlink_metadata(path).is_err());
    let Some(free) = free else { return Ok(()) };
    fs::rename(pending, &free).map_err(StoreError::io(Operation::SetAside, pending))
}

/// Notes of a crash that nobody could read, for `crm check`.
pub(super) fn unread(root: &Path) -> Vec<PathBuf> {
    let folders = Place::all(root).into_iter().flatten().map(|place| place.folder().to_owned());
    let files = folders.filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
    let is_unread = |name: &str| name.starts_with("unread-");
    let mut found: Vec<PathBuf> = files
        .filter(|entry| entry.file_name().to_str().is_some_and(is_unread))
        .map(|entry| entry.path())
        .collect();
    found.sort();
    found
}

/// What is done becomes the way back, in one step: whatever is killed, there is never the way back of
/// another command with this one's changes in the files.
pub(super) fn finish(root: &Path, place: &Place, transaction: &Transaction) -> Result<(), StoreError> {
    let pending = place.pending();
    if transaction.purges {
        // A replacement that was killed has left the old file beside the new one.
        transaction.remove_temporary(root)?;
        purge_all(root, &pending)?;
        // It may name who is forgotten here.
        for place in Place::all(root)? {
            write::remove(&place.untold())?;
        }
        return write::remove(&pending);
    }
    let records = records(place)?;
    if !transaction.consumes.is_empty() {
        for (_, path) in records.iter().filter(|(name, _)| transaction.consumes.contains(name)) {
            write::remove(path)?;
        }
        return write::remove(&pending);
    }
    let folder = place.undo();
    if !is_folder(&folder)? {
        if fs::symlink_metadata(&folder).is_ok() {
            set_aside(&folder)?;
        }
        super::permissions::make_folders(&folder).map_err(StoreError::io(Operation::Make, &folder))?;
    }
    let last = records.last().and_then(|(name, _)| name.get(..8)?.parse::<u64>().ok()).unwrap_or(0);
    let run = run_of(transaction);
    let name = folder.join(format!("{:08}-{run}.json", (last + 1).min(MOST)));
    fs::rename(&pending, &name).map_err(StoreError::io(Operation::Write, &name))?;
    for (_, path) in records.iter().filter(|(name, _)| !is_of(name, &run)) {
        let _ = fs::remove_file(path);
    }
    Ok(())
}

/// The run of the program, as names of notes have it.
fn run_of(transaction: &Transaction) -> String {
    transaction.run.chars().filter(char::is_ascii_alphanumeric).collect()
}

fn is_of(name: &str, run: &str) -> bool {
    name.strip_suffix(".json").and_then(|name| name.split_once('-')).is_some_and(|(_, own)| own == run)
}

/// The ways back, in the order in which they were made.
fn records(place: &Place) -> Result<Vec<(String, PathBuf)>, StoreError> {
    let folder = place.undo();
    if !is_folder(&folder)? {
        return Ok(Vec::new());
    }
    let Some(entries) = look(&folder, fs::read_dir(&folder))? else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for entry in entries {
        // One that the disk doesn't give away may be the last.
        let entry = entry.map_err(StoreError::io(Operation::Read, &folder))?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
        if name.ends_with(".json") && !name.starts_with('.') {
            found.push((name, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}

/// What was there before a way to another commit, which has brought that somebody was forgotten.
pub(super) fn purge_before_way(root: &Path) -> Result<(), StoreError> {
    purge_all(root, &Place::of(root)?.pending())
}

fn purge_all(root: &Path, pending: &Path) -> Result<(), StoreError> {
    let holds = |place: &Place| Some(place.folder()) == pending.parent();
    Place::all(root)?.iter().try_for_each(|place| purge(place, holds(place)))
}

/// Everything in the journal's folder that holds what was there before, but for the note of the purge
/// itself, without which a crash would leave half of it.
fn purge(place: &Place, holds_note: bool) -> Result<(), StoreError> {
    for folder in [place.undo(), place.folder().to_owned()] {
        if !is_folder(&folder)? {
            continue;
        }
        let Some(entries) = look(&folder, fs::read_dir(&folder))? else { continue };
        for entry in entries {
            let entry = entry.map_err(StoreError::io(Operation::Read, &folder))?;
            let (name, path) = (entry.file_name(), entry.path());
            let is_note = holds_note && path == place.pending();
            if !is_note && !KEPT.iter().any(|own| name == *own) && !is_folder(&path)? {
                write::remove(&path)?;
            }
        }
    }
    Ok(())
}

/// What the last command changed, oldest first, with the names of its notes.
pub(super) fn last(root: &Path) -> Result<Vec<(String, Transaction)>, StoreError> {
    let place = Place::of(root)?;
    let records = records(&place)?;
    let Some((newest, _)) = records.last() else { return Ok(Vec::new()) };
    let run = newest.strip_suffix(".json").and_then(|name| name.split_once('-')).map_or("", |(_, run)| run);
    let mut found = Vec::new();
    for (name, path) in records.iter().filter(|(name, _)| is_of(name, run)) {
        let Some(text) = read(path)? else { continue };
        // What a newer program has noted is not ours to take back.
        if let Ok(JournalEntry::Files { workspace, transaction }) = serde_json::from_slice(&text)
            && workspace == place.prefix()
        {
            found.push((name.clone(), transaction.into_owned()));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
