//! Why a write was not done.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::format::NotEditable;

/// What the store asks of the disk. It is a type, and not a verb, so that each language says it in its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Read a file or a folder.
    Read,
    /// Open the file of a lock.
    Open,
    Lock,
    /// Write a file.
    Write,
    /// Append lines to a log.
    Append,
    /// The same; nor could what was appended of them be taken back.
    AppendAndTakeBack,
    /// Cut off what was appended.
    TakeBack,
    /// Remove a file.
    Remove,
    /// Give a file another name, out of the way.
    SetAside,
    /// Give a file its name back.
    PutBack,
    /// Wait until the disk has it.
    Sync,
    /// Wait until the disk has the folder of it.
    SyncFolderOf,
    /// Make a folder.
    Make,
    /// Make the folder that a file goes to.
    MakeFolderOf,
    /// Copy a file.
    Copy,
    /// Get random bytes for a file.
    Salt,
    /// Carry an interrupted sync to its end.
    CompleteSync,
}

/// Why the store refused or failed; the files are as they were.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The disk or the operating system failed.
    #[error("{action:?} {path}: {source}")]
    Io {
        /// What was tried.
        action: Operation,
        /// On what.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// Somebody else changed the file between our reading and our writing.
    #[error("{0} was changed meanwhile")]
    Changed(PathBuf),
    /// The file that was to be made is there already.
    #[error("{0} exists")]
    Exists(PathBuf),
    /// It lies outside the workspace, or a link leads there.
    #[error("{0} leads out of the workspace")]
    Astray(PathBuf),
    /// A pipe, a device, or a folder or link where a file or folder should be.
    #[error("{0} is not a regular file")]
    Irregular(PathBuf),
    /// A line of this log would have been gone, or is: all was left, or put, as it was before.
    #[error("{0} would lose a line")]
    Lost(PathBuf),
    /// The file is read-only, or another person's that only they may change.
    #[error("{0} is read-only")]
    ReadOnly(PathBuf),
    /// The folder that it lies in permits no change.
    #[error("{0}: its folder permits no change")]
    Forbidden(PathBuf),
    /// The text can't be changed without touching what must stay.
    #[error("the key {0} can't be edited in place")]
    NotEditable(String),
}

impl From<NotEditable> for StoreError {
    fn from(NotEditable(key): NotEditable) -> Self {
        StoreError::NotEditable(key)
    }
}

impl StoreError {
    pub(super) fn io(action: Operation, path: &Path) -> impl FnOnce(io::Error) -> StoreError + use<> {
        let path = path.to_owned();
        move |source| StoreError::Io { action, path, source }
    }
}

/// Why a revision could not be read.
#[derive(Debug, Error)]
pub enum RevisionError {
    /// There is no `git`, or it can't be run.
    #[error("git can't be run: {0}")]
    NoGit(io::Error),
    /// The folder that git would begin with is a repository itself, beside the customers.
    #[error("{0} is itself a git repository (HEAD, objects, refs): git is not called there")]
    Bare(PathBuf),
    /// The disk doesn't tell whether there is a repository.
    #[error("can't look for a git repository in {folder}: {error}")]
    Unreadable { folder: PathBuf, error: io::Error },
    /// The repository says that its work tree is another one (`core.worktree`).
    #[error("the repository of {here} says that its work tree is {named} (core.worktree)")]
    Elsewhere {
        /// Where the repository is.
        here: PathBuf,
        /// What it says.
        named: PathBuf,
    },
    /// The workspace is in no repository.
    #[error("{0} is in no git repository")]
    NoRepository(PathBuf),
    /// Nothing was committed yet.
    #[error("there is no commit yet")]
    NoCommit,
    /// No commit has this name.
    #[error("git knows no revision {name}")]
    Unknown {
        /// As it was typed.
        name: String,
        /// What git says, where it says more than that.
        said: String,
    },
    /// That commit had no workspace in this folder.
    #[error("{0} has no crm.yaml here")]
    NoRules(String),
    /// git failed.
    #[error("git {command}: {said}")]
    Failed {
        /// What was asked of it.
        command: String,
        /// What it says.
        said: String,
    },
}
