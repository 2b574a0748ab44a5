//! What two commits differ by, for those who tell of it.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use super::super::git::{answer, path, run};
use super::super::{Repository, RevisionError};
use super::outcome::Conflict;
use super::tree::Place;

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
        if from == to {
            return Ok(Vec::new());
        }
        let place = Place::of(self);
        let listed =
            answer(self.top(), &["diff-tree", "-r", "-z", "--name-only", "--no-renames", from, to, "--"])?;
        let ids = listed.split(|byte| *byte == 0).filter_map(|path| place.part(path));
        Ok(ids.map(|(_, id)| id.to_owned()).collect::<BTreeSet<_>>().into_iter().collect())
    }

    /// Who last changed a file (relative to the clone's top) in the commits from one to another.
    pub fn last_author(&self, from: &str, to: &str, file: &str) -> Result<Option<String>, RevisionError> {
        let range = format!("{from}..{to}");
        let found = run(self.top(), &["log", "-1", "--format=%an", &range, "--", file])?;
        let name = String::from_utf8_lossy(&found.stdout).trim_end().to_owned();
        Ok(Some(name).filter(|name| found.status.success() && !name.is_empty()))
    }
}

/// Who last changed each file on one side since both were one: all of them by one walk of its history.
pub(super) fn authors(
    top: &Path,
    bases: &[String],
    side: &str,
) -> Result<Vec<(Vec<u8>, String)>, RevisionError> {
    let mut args = vec!["log", "-z", "--name-only", "--no-renames", "--format=%x01%an", side, "--not"];
    args.extend(bases.iter().map(String::as_str));
    args.push("--");
    let listed = answer(top, &args)?;
    let mut author = String::new();
    let (mut found, mut known) = (Vec::new(), HashSet::new());
    // An author, and behind it the files: newest first.
    for part in listed.split(|byte| *byte == 0) {
        let part = part.strip_prefix(b"\n").unwrap_or(part);
        match part.strip_prefix(b"\x01") {
            Some(name) => author = String::from_utf8_lossy(name).trim_end().to_owned(),
            None if part.is_empty() || !known.insert(part) => {}
            None => found.push((part.to_vec(), author.clone())),
        }
    }
    Ok(found)
}

/// Who last changed what a conflict is about: the file, or that customer's wherever this side has it.
pub(super) fn author(place: &Place, authors: &[(Vec<u8>, String)], conflict: &Conflict) -> Option<String> {
    let is_it = |bytes: &[u8]| match (&conflict.id, place.part(bytes)) {
        (Some(id), Some((_, own))) => id == own,
        _ => path(bytes) == conflict.path,
    };
    let exact = authors.iter().find(|(bytes, _)| path(bytes) == conflict.path);
    let found = exact.or_else(|| authors.iter().find(|(bytes, _)| is_it(bytes)));
    found.map(|(_, author)| author.clone())
}
