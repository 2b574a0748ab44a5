//! A change of several files: all of it, or nothing.
//!
//! What is to be done is written down and synced first, with all that it replaces. Whoever comes next
//! carries out what a crash interrupted, or takes it back; doing so twice changes nothing. What is done
//! becomes the way back of `crm undo`: both need the same.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::super::{StoreError, write};
use super::content::Content;
use super::file_change::{
    FileChange, State, behind, carry_out, is_log, lines_of, read, state, take_back, target,
};
use super::place::look;

/// Which lines of logs a transaction may take out.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub(in crate::store) enum Removes {
    /// None: every line that was there is there.
    #[default]
    Nothing,
    /// These, each once.
    Lines(Vec<Content>),
    /// Any: what is forgotten.
    Anything,
}

/// A change of several files of one workspace.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub(in crate::store) struct Transaction {
    /// The run of the program that makes it.
    pub run: String,
    /// The command's name.
    pub command: String,
    /// When (RFC 3339).
    pub at: String,
    /// The files, in the order in which they change. Those that go do so last.
    pub changes: Vec<FileChange>,
    /// What may be gone afterwards.
    pub removes: Removes,
    /// Whether nothing of what was there may be kept: the way back goes, too, and a crash is only ever
    /// followed by doing the rest.
    pub purges: bool,
    /// Ways back that this one uses up.
    pub consumes: Vec<String>,
}

impl Transaction {
    /// Files that go do so after all others are there.
    pub fn in_order(mut self) -> Self {
        self.changes.sort_by_key(FileChange::removes_file);
        self
    }

    /// Refuses a transaction that would lose a line, and one that leads out of the workspace.
    pub fn look_ahead(&self, root: &Path) -> Result<(), StoreError> {
        for change in &self.changes {
            let target = target(root, change)?;
            // Somebody has removed it since: what was planned for it was planned for another state.
            if change.removes_file() && look(&target, fs::metadata(&target))?.is_none() {
                return Err(StoreError::Changed(target));
            }
            // Before anything is written down that would have to be completed.
            match change {
                FileChange::Append { .. } => write::permitted(&target)?,
                FileChange::Put { before: Some(_), .. } => write::replaceable(&target)?,
                // What is there already is not ours: taken back, it would go.
                FileChange::Put { before: None, after: Some(_), .. } => {
                    if look(&target, fs::symlink_metadata(&target))?.is_some() {
                        return Err(StoreError::Exists(target));
                    }
                    write::creatable(&target)?;
                }
                FileChange::Put { before: None, after: None, .. } => {}
            }
        }
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for change in &self.changes {
            if let FileChange::Put { path, before: old, after: new } = change
                && is_log(path)
            {
                before.extend(old.as_ref().map(|old| (change.path(), old.0.as_slice())));
                after.extend(new.as_ref().map(|new| new.0.as_slice()));
            }
        }
        self.keeps(&before, &after)
    }

    /// The invariant, on the disk as it is now.
    pub fn look_back(&self, root: &Path) -> Result<(), StoreError> {
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for change in &self.changes {
            match change {
                FileChange::Put { path, before: old, after: new } if is_log(path) => {
                    before.extend(old.as_ref().map(|old| (change.path(), old.0.as_slice())));
                    // A log that was made holds what was written into it, or this is never reached.
                    if new.is_some() && (old.is_some() || self.changes.len() > 1) {
                        after.extend(read(&target(root, change)?)?);
                    }
                }
                FileChange::Append { lines, .. } => {
                    let log = target(root, change)?;
                    let there = behind(&log, change)?;
                    let there: HashSet<&[u8]> = there.split(|byte| *byte == b'\n').collect();
                    if !lines.iter().all(|line| there.contains(line.as_bytes())) {
                        return Err(StoreError::Lost(change.path()));
                    }
                }
                FileChange::Put { .. } => {}
            }
        }
        let after: Vec<&[u8]> = after.iter().map(Vec::as_slice).collect();
        self.keeps(&before, &after)
    }

    /// Whether every line from before is among those after, or may be gone.
    fn keeps(&self, before: &[(PathBuf, &[u8])], after: &[&[u8]]) -> Result<(), StoreError> {
        let allowed = match &self.removes {
            Removes::Anything => return Ok(()),
            Removes::Nothing => &[][..],
            Removes::Lines(lines) => lines,
        };
        let there: HashSet<&[u8]> = after.iter().flat_map(|log| lines_of(log)).collect();
        let mut may_go: HashMap<&[u8], usize> = HashMap::new();
        for line in allowed {
            *may_go.entry(line.0.as_slice()).or_default() += 1;
        }
        for (path, log) in before {
            for line in lines_of(log).filter(|line| !there.contains(line)) {
                match may_go.get_mut(line) {
                    Some(count) if *count > 0 => *count -= 1,
                    _ => return Err(StoreError::Lost(path.clone())),
                }
            }
        }
        Ok(())
    }

    /// Brings the files to what they shall be, as far as they are not. `done` is told of each file that
    /// is made.
    pub fn carry_out(&self, root: &Path, done: &(dyn Fn() + Sync)) -> Result<(), StoreError> {
        let mut at = 0;
        while at < self.changes.len() {
            let made = self.made_from(at);
            if made.len() > 1 {
                let files: Vec<(PathBuf, &[u8])> = made
                    .iter()
                    .map(|(change, bytes)| Ok((target(root, change)?, *bytes)))
                    .collect::<Result<_, StoreError>>()?;
                write::create_all(&files, done)?;
                at += made.len();
                continue;
            }
            carry_out(root, &self.changes[at])?;
            at += 1;
        }
        Ok(())
    }

    /// Files that are made one after another, of one kind: all on disk before the first of the other.
    fn made_from(&self, at: usize) -> Vec<(&FileChange, &[u8])> {
        let made = |change: &'_ FileChange| match change {
            FileChange::Put { path, before: None, after: Some(_) } => Some(is_log(path)),
            _ => None,
        };
        let Some(first) = self.changes.get(at).and_then(made) else { return Vec::new() };
        let run = self.changes[at..].iter().take_while(|change| made(change) == Some(first));
        run.filter_map(|change| match change {
            FileChange::Put { after: Some(after), .. } => Some((change, after.0.as_slice())),
            _ => None,
        })
        .collect()
    }

    /// What is not there yet: files that a crash let come to the disk are not made a second time.
    pub fn rest(&self, root: &Path) -> Result<Self, StoreError> {
        let states = self.changes.iter().map(|change| state(root, change));
        let states: Vec<State> = states.collect::<Result<_, _>>()?;
        Ok(self.only(&states, |state| state != State::After))
    }

    /// The changes of files that stand so.
    fn only(&self, states: &[State], is_wanted: impl Fn(State) -> bool) -> Self {
        let changes = self.changes.iter().zip(states).filter(|(_, state)| is_wanted(**state));
        let changes = changes.map(|(change, _)| change.clone()).collect();
        Transaction { changes, ..Transaction::default() }
    }

    /// Whether each file is as it was before, or as it shall be: nobody has changed it since.
    pub fn state_allows(&self, root: &Path) -> Result<bool, StoreError> {
        for change in &self.changes {
            if state(root, change)? == State::Other {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Brings the files back to what they were, as far as they hold what we have written.
    pub fn take_back(&self, root: &Path) -> Result<(), StoreError> {
        self.changes.iter().rev().try_for_each(|change| take_back(root, change))
    }

    /// Removes what a killed write has left beside the files.
    pub fn remove_temporary(&self, root: &Path) -> Result<(), StoreError> {
        for change in &self.changes {
            let named = root.join(change.path());
            // It lies beside the file itself, where a link leads to it.
            let target = target(root, change).ok().filter(|target| *target != named);
            [Some(named), target].iter().flatten().try_for_each(|path| write::remove_temporary(path))?;
        }
        Ok(())
    }

    /// Completes what a crash interrupted. Whoever has changed a file by hand since has the last word: then
    /// nothing more is done, and what was done is taken back.
    pub fn complete(&self, root: &Path) -> Result<Completed, StoreError> {
        let mut states = Vec::with_capacity(self.changes.len());
        for change in &self.changes {
            if change.removes_file()
                && let Ok(target) = target(root, change)
            {
                write::put_back(&target)?;
            }
            states.push(state(root, change)?);
        }
        let is_open = states.contains(&State::Other);
        if !is_open || self.purges {
            let left = |state: State| matches!(state, State::Before | State::Begun);
            self.only(&states, left).carry_out(root, &|| {})?;
            return Ok(Completed::Done);
        }
        self.take_back(root)?;
        Ok(Completed::TakenBack)
    }
}

/// What became of a transaction that a crash interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Completed {
    Done,
    /// It is as if it had never begun.
    TakenBack,
}
