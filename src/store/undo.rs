//! Takes back what the last command did.

use std::path::{Path, PathBuf};

use super::journal::{self, FileChange, Removes, Transaction};
use super::undo_log::Last;
use super::workspace::Workspace;
use super::{Lock, StoreError, repository};

impl Workspace {
    /// Logs that somebody has begun since, for customers whose files would go: no log stays without its
    /// customer.
    fn left_without_cards(&self, changes: &[FileChange]) -> Vec<PathBuf> {
        let goes = |path: &Path| changes.iter().any(|change| change.removes_file() && change.path() == path);
        let cards = changes.iter().filter(|change| change.removes_file()).map(FileChange::path);
        if cards.clone().next().is_none() {
            return Vec::new();
        }
        let layout = self.layout();
        let logs = cards.filter_map(|card| {
            let files = layout.slots.iter().find(|files| files.card == card)?;
            files.log.clone().filter(|log| !goes(log))
        });
        logs.collect()
    }

    /// What the last command changed, where that is known.
    pub fn last(&self) -> Result<Option<Last>, StoreError> {
        let records = journal::last(&self.root)?;
        let Some((_, first)) = records.first() else { return Ok(None) };
        let mut last = Last { command: first.command.clone(), at: first.at.clone(), ..Last::default() };
        for (note, transaction) in records {
            last.notes.push(note);
            last.changes.extend(transaction.changes);
        }
        Ok(Some(last))
    }

    /// Whether what a command did has been sent to the others: it stands in the branch that ours is sent to.
    pub fn is_sent(&self, last: &Last) -> bool {
        last.stands_in(|path| repository::sent(&self.root, path))
    }

    /// Takes back what a command did, under the lock: all of it, or nothing; the files that somebody changed
    /// since, if there are any, and then nothing is taken back.
    pub fn undo(&self, _lock: &Lock, last: &Last) -> Result<Vec<PathBuf>, StoreError> {
        let (changes, added) = match last.reversed(&self.root)? {
            Ok(back) => back,
            Err(changed) => return Ok(changed),
        };
        let left = self.left_without_cards(&changes);
        if !left.is_empty() {
            return Ok(left);
        }
        let transaction = self.undo_log.transaction(changes);
        let transaction =
            Transaction { removes: Removes::Lines(added), consumes: last.notes.clone(), ..transaction };
        journal::commit(&self.root, transaction, &|| {})?;
        Ok(Vec::new())
    }
}
