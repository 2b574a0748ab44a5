//! What a command changes, so that it can be committed, or taken back.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::forgotten::all_ids;
use super::journal::{Content, FileChange, Transaction, lines_of, read, without};
use super::{StoreError, safe_path};

/// All that one command has changed so far. Its clones are the same one.
#[derive(Clone, Debug, Default)]
pub struct UndoLog(Arc<Mutex<Run>>);

#[derive(Debug, Default)]
struct Run {
    id: String,
    command: String,
    at: String,
    changes: Vec<FileChange>,
}

impl UndoLog {
    /// Names the run of the program, before it changes anything.
    pub fn begin(&self, command: &str, at: &str) {
        let mut run = self.run();
        // In a container every run has the same number, and two may begin within a second.
        let mut random = [0; 4];
        let _ = getrandom::fill(&mut random);
        run.id = format!("{at}p{}r{:08x}", std::process::id(), u32::from_ne_bytes(random));
        command.clone_into(&mut run.command);
        at.clone_into(&mut run.at);
    }

    fn run(&self) -> MutexGuard<'_, Run> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn transaction(&self, changes: Vec<FileChange>) -> Transaction {
        let run = self.run();
        let (id, command, at) = (run.id.clone(), run.command.clone(), run.at.clone());
        Transaction { run: id, command, at, changes, ..Transaction::default() }
    }

    /// What was changed by it.
    pub(super) fn done(&self, transaction: Transaction) {
        self.run().changes.extend(transaction.changes);
    }

    /// Whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        self.run().changes.is_empty()
    }

    /// Takes out what was changed, for the end of a command.
    pub fn take(&self) -> Last {
        let mut run = self.run();
        let changes = std::mem::take(&mut run.changes);
        Last { command: run.command.clone(), at: run.at.clone(), changes, notes: Vec::new() }
    }
}

/// The way back with the lines that go with it, or the files that somebody changed since.
pub(super) type Reversed = Result<(Vec<FileChange>, Vec<Content>), Vec<PathBuf>>;

/// What the last command changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Last {
    /// The command's name.
    pub command: String,
    /// When it was typed (RFC 3339).
    pub at: String,
    pub(super) changes: Vec<FileChange>,
    pub(super) notes: Vec<String>,
}

impl Last {
    /// The files, relative to the root, each once.
    pub fn paths(&self) -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = self.changes.iter().map(FileChange::path).collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// What was appended, line by line.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.changes
            .iter()
            .flat_map(|change| match change {
                FileChange::Append { lines, .. } => lines.as_slice(),
                FileChange::Put { .. } => &[],
            })
            .map(String::as_str)
    }

    /// Whether it made one customer of two, or gave one another id: all that others write of them from then on follows
    /// the new id, wherever it comes from.
    pub fn moves_customers(&self) -> bool {
        self.changes.iter().any(|change| has_trace(&change.added()))
    }

    /// Whether something of it stands in other versions of its files, as `read` has them.
    pub(super) fn stands_in(&self, read: impl Fn(&Path) -> Option<Vec<u8>>) -> bool {
        // A look at some of very many files tells as much.
        self.changes.iter().take(20).any(|change| {
            let there = read(&change.path());
            match change {
                // In a log the others may have gone on since.
                FileChange::Put { after, .. } if !has_trace(&change.added()) => {
                    after.is_some() && there.as_deref() == after.as_ref().map(|after| after.0.as_slice())
                }
                _ => {
                    let lines = change.added();
                    let all: HashSet<&[u8]> = lines_of(there.as_deref().unwrap_or_default()).collect();
                    !lines.is_empty() && lines.iter().all(|line| all.contains(line.as_slice()))
                }
            }
        })
    }

    /// The way back, from the files as they are now; `Err` with those that somebody changed since.
    pub(super) fn reversed(&self, root: &Path) -> Result<Reversed, StoreError> {
        let (mut back, mut added, mut changed) = (Vec::new(), Vec::new(), Vec::new());
        for path in self.paths() {
            // The rules and what is noted beside them were changed by commands, too.
            let now = read(&safe_path::file(root, &path)?)?;
            let own = self.changes.iter().filter(|change| change.path() == path);
            match before(now.clone(), own.collect()) {
                Some(before) => {
                    let lines = |bytes: &Option<Vec<u8>>| -> Vec<Vec<u8>> {
                        lines_of(bytes.as_deref().unwrap_or_default()).map(<[u8]>::to_vec).collect()
                    };
                    // What goes with it must be what came with it, line by line.
                    let mut left = lines(&before);
                    for line in lines(&now) {
                        match left.iter().position(|kept| *kept == line) {
                            Some(at) => drop(left.swap_remove(at)),
                            None => added.push(Content(line)),
                        }
                    }
                    back.push(FileChange::put(&path, now.as_deref(), before.as_deref()));
                }
                None => changed.push(path),
            }
        }
        Ok(if changed.is_empty() { Ok((back, added)) } else { Err(changed) })
    }
}

/// What a file was before some changes, one after the other; `None` where it isn't as they left it.
fn before(now: Option<Vec<u8>>, changes: Vec<&FileChange>) -> Option<Option<Vec<u8>>> {
    let mut state = now;
    for change in changes.into_iter().rev() {
        state = match change {
            FileChange::Put { before, after, .. } => {
                if state.as_deref() != after.as_ref().map(|after| after.0.as_slice()) {
                    return None;
                }
                before.as_ref().map(|before| before.0.clone())
            }
            FileChange::Append { length, lines, .. } => {
                let log = state?;
                let length = length.unwrap_or(0);
                let start = usize::try_from(length).ok().filter(|start| *start <= log.len())?;
                let kept = without(&log, length, lines);
                // What another program appended behind them meanwhile is not ours to take back.
                if kept != log[..start] || kept == log {
                    return None;
                }
                (change_was_there(change)).then_some(kept)
            }
        };
    }
    Some(state)
}

/// Whether lines say where a customer came from.
fn has_trace(lines: &[Vec<u8>]) -> bool {
    all_ids("", &lines.join(&b'\n')).len() > 1
}

fn change_was_there(change: &FileChange) -> bool {
    !matches!(change, FileChange::Append { length: None, .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_runs_of_one_second_and_process_number_are_two() {
        let run = || {
            let log = UndoLog::default();
            log.begin("log", "2026-11-20T09:00:00+00:00");
            log.transaction(Vec::new()).run
        };
        assert_ne!(run(), run());
    }
}
