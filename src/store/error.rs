//! Why a write was not done.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why the store refused or failed; the files are as they were.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The disk or the operating system failed.
    #[error("{action} {path}: {source}")]
    Io {
        /// What was tried: `read`, `write` …
        action: &'static str,
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

impl StoreError {
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError + use<> {
        let path = path.to_owned();
        move |source| StoreError::Io { action, path, source }
    }
}
