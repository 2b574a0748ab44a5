//! Why a way to another commit was not gone.

use crate::store::{RevisionError, StoreError};

/// Why it failed; all is as it was, or the next command sees to it.
#[derive(Debug, thiserror::Error)]
pub enum AdvanceError {
    /// git refused.
    #[error(transparent)]
    Git(#[from] RevisionError),
    /// A file could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}
