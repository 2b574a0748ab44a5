//! What is asked of a forgetting, and what is to be done for it.

use std::path::{Path, PathBuf};

use crate::model::Contact;
use crate::store::journal::FileChange;

#[derive(Clone, Copy, Debug)]
pub enum Forget<'a> {
    /// One person among the customer's contacts, wherever it is named.
    Contact(&'a Contact, &'a [String]),
    /// All persons, and all that was written freely.
    People,
    /// The customer with its log.
    Everything,
    /// Lines of the log that were forgotten before, and have come back.
    Returned,
}

/// A file before and after; none before where it is new, none after where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// Relative to the root.
    pub path: PathBuf,
    /// Its bytes now.
    pub before: Option<Vec<u8>>,
    /// Its bytes then.
    pub after: Option<Vec<u8>>,
}

impl Rewritten {
    pub(super) fn change(&self) -> FileChange {
        FileChange::put(&self.path, self.before.as_deref(), self.after.as_deref())
    }
}

/// A line that looks like a person and stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Relative to the root.
    pub path: PathBuf,
    /// From 1.
    pub line: usize,
    /// What of it looks so.
    pub words: Vec<String>,
    /// Whether it is the id that the customer, or a part of it, had: others find their way by it.
    pub is_former_id: bool,
}

/// What is to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forgetting {
    /// The files that change, in the order in which they are put in place; none where there is nothing to do.
    pub files: Vec<Rewritten>,
    /// What looks like the person, and stays.
    pub left: Vec<Left>,
    /// Pictures and papers that stay, and may show the person.
    pub kept: Vec<PathBuf>,
}

/// What of a line looks like a person; none where nothing does.
pub(super) fn left(path: &Path, line: usize, words: Vec<String>) -> Option<Left> {
    (!words.is_empty()).then(|| Left { path: path.to_owned(), line, words, is_former_id: false })
}
