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
    /// Lock it.
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
    #[error("{0} is no regular file")]
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
