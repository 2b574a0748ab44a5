//! Completes what a crash interrupted.

use std::fs;
use std::path::Path;

use super::journal::{self, Completed, JournalEntry, Place, look, set_aside};
use super::{StoreError, write};

/// Completes what a crash interrupted, under the lock.
pub(super) fn recover(root: &Path) -> Result<(), StoreError> {
    Place::all(root)?.iter().try_for_each(|place| recover_in(root, place))
}

fn recover_in(root: &Path, place: &Place) -> Result<(), StoreError> {
    if !place.is_there()? {
        return Ok(());
    }
    let pending = place.pending();
    match look(&pending, fs::symlink_metadata(&pending))? {
        Some(meta) if meta.is_file() => {}
        // A link, a pipe or a folder isn't ours, and never read.
        Some(_) => return set_aside(&pending),
        None => return Ok(()),
    }
    let Some(text) = journal::read(&pending)? else { return Ok(()) };
    let entry = serde_json::from_slice::<JournalEntry<'_>>(&text).ok();
    let home = entry.as_ref().and_then(|entry| place.root_of(root, entry.workspace()));
    match (entry, home) {
        (Some(JournalEntry::Files { transaction, .. }), Some(root)) => {
            let completed = transaction.complete(&root)?;
            // What was killed has left its temporary files beside the others.
            transaction.remove_temporary(&root)?;
            match completed {
                Completed::Done => journal::finish(&root, place, &transaction),
                Completed::TakenBack => write::remove(&pending),
            }
        }
        (Some(JournalEntry::Way { way, .. }), Some(root)) if !place.is_beside() => {
            way.complete(&root, place)?;
            write::remove(&pending)
        }
        // It was made whole, with a rename: a newer program has made it, or somebody by hand.
        _ => set_aside(&pending),
    }
}
