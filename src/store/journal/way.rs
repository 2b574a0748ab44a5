//! The note of a clone that is on its way to another commit.

use serde::{Deserialize, Serialize};

use super::content::Content;
use super::transaction::Transaction;

/// The note of a clone on its way.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub(in crate::store) struct Way {
    /// The branch's full name.
    pub(in crate::store) branch: String,
    pub(in crate::store) from: String,
    pub(in crate::store) to: String,
    /// Customers' files of the workspace.
    pub(in crate::store) files: Transaction,
    /// All others, which git itself writes.
    pub(in crate::store) others: Vec<OtherFile>,
    /// It brings that somebody was forgotten: nothing may stay in the journal of what was there before.
    #[serde(default)]
    pub(in crate::store) purges: bool,
}

/// A file that git itself writes: with its filters and line ends, or as a link.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub(in crate::store) struct OtherFile {
    /// Relative to the clone's top.
    pub(in crate::store) path: Content,
    /// Its blob before; none where it is new.
    pub(in crate::store) before: Option<String>,
    /// Its blob then; none where it goes.
    pub(in crate::store) after: Option<String>,
}

impl OtherFile {
    /// The way back.
    pub(in crate::store) fn reversed(&self) -> Self {
        OtherFile { path: self.path.clone(), before: self.after.clone(), after: self.before.clone() }
    }
}
