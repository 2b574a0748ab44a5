//! What git says of the files in which two commits differ.

use std::path::{Path, PathBuf};

use super::super::RevisionError;
use super::super::git::{self, answer};

/// A line of `git diff-tree --raw`.
pub(super) struct Differing {
    pub path: PathBuf,
    pub modes: [u32; 2],
    pub blobs: [String; 2],
}

pub(super) const LINK: u32 = 0o160_000;

impl Differing {
    pub fn is_regular_or_none(&self) -> bool {
        self.modes.iter().all(|mode| *mode == 0 || mode & 0o170_000 == 0o100_000)
    }

    pub fn blob(&self, side: usize) -> Option<String> {
        (self.modes[side] != 0).then(|| self.blobs[side].clone())
    }
}

pub(super) fn differing(top: &Path, from: &str, to: &str) -> Result<Vec<Differing>, RevisionError> {
    let found =
        answer(top, &["diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-commit-id", from, to, "--"])?;
    let mut parts = found.split(|byte| *byte == 0).filter(|part| !part.is_empty());
    let mut files = Vec::new();
    while let (Some(head), Some(name)) = (parts.next(), parts.next()) {
        let head = String::from_utf8_lossy(head).into_owned();
        let words: Vec<&str> = head.trim_start_matches(':').split(' ').collect();
        let [old, new, before, after, _] = words.as_slice() else {
            return Err(git::failed("diff-tree", head));
        };
        let mode = |text: &str| u32::from_str_radix(text, 8).unwrap_or(0);
        files.push(Differing {
            path: git::path(name),
            modes: [mode(old), mode(new)],
            blobs: [(*before).to_owned(), (*after).to_owned()],
        });
    }
    Ok(files)
}
