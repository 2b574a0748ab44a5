//! The way back: what the last command wrote, remembered and taken back.

use std::fs;
use std::path::{Path, PathBuf};

use super::deeds::Last;
use super::workspace::{DERIVED, LAST, Workspace};
use super::{Lock, StoreError, confine, repository, write};

impl Workspace {
    /// Before the first write of a command: from now on the one before is not the last any more, though
    /// this one should be killed before it can say what it did.
    pub(super) fn begin(&self) {
        if self.deeds.is_empty()
            && let Ok(last) = confine::derived(&self.root, &Path::new(DERIVED).join(LAST))
        {
            let _ = fs::remove_file(last);
        }
    }

    /// Remembers what the command that ends now wrote, for [`Workspace::undo`]; `None` where it wrote
    /// nothing. What it did is said once it is known.
    pub fn remember(&self, at: String, said: impl FnOnce(&Last) -> String) -> Option<Last> {
        let deeds = self.deeds.take();
        if deeds.is_empty() {
            return None;
        }
        let mut last = Last::new(String::new(), at, deeds);
        last.said = said(&last);
        if let Ok(text) = serde_json::to_string(&last) {
            // Without it there is no way back, and nothing else is wrong.
            let _ = self.derive(LAST, &text);
        }
        Some(last)
    }

    /// What the last command did that wrote anything, where that is known.
    pub fn last(&self) -> Option<Last> {
        let path = confine::derived(&self.root, &Path::new(DERIVED).join(LAST)).ok()?;
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }

    /// Whether what a command did has been sent to the others: it stands in the branch that ours is sent to.
    pub fn is_sent(&self, last: &Last) -> bool {
        last.stands_in(|path| repository::sent(&self.root, path))
    }

    /// Takes back what a command did, under the lock; the files that somebody changed since, if there are
    /// any, and then nothing is taken back.
    pub fn undo(&self, _lock: &Lock, last: &Last) -> Result<Vec<PathBuf>, StoreError> {
        if let Err(changed) = last.undo(&self.root)? {
            return Ok(changed);
        }
        write::remove(&confine::derived(&self.root, &Path::new(DERIVED).join(LAST))?)?;
        Ok(Vec::new())
    }
}
