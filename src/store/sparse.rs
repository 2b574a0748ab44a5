//! A sparse checkout: a part of the workspace is on disk, and git's index knows of the rest.

use crate::store::file_names::CUSTOMERS;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::customer_tree::CustomerTree;
use super::{discovery, git};

/// How git is asked for the files of an index and how they stand; with a sparse index, too, this names every file.
pub(super) const LISTED: [&str; 3] = ["ls-files", "-t", "-z"];

/// Those of a list that are left out of the work tree.
pub(super) fn skipped(listed: &[u8]) -> impl Iterator<Item = PathBuf> {
    let lines = listed.split(|byte| *byte == 0);
    lines.filter_map(|line| line.strip_prefix(b"S ")).map(git::path)
}

/// Customers that a sparse checkout leaves out, by id, with the files that they would have. None for a
/// whole checkout, which nearly every one is: no git is asked there.
pub(super) fn left_out(root: &Path) -> BTreeMap<String, PathBuf> {
    if !is_sparse(root) {
        return BTreeMap::new();
    }
    let Ok(listed) = git::answer(root, &[&LISTED[..], &["--", CUSTOMERS]].concat()) else {
        return BTreeMap::new();
    };
    let absent: Vec<PathBuf> = skipped(&listed).filter(|path| !root.join(path).exists()).collect();
    let slots = CustomerTree::of(&absent).slots;
    slots.into_iter().map(|files| (files.id.to_string(), files.card)).collect()
}

/// Whether files may be outside of what is checked out.
pub(super) fn is_sparse(root: &Path) -> bool {
    sparse_file(root).is_some_and(|file| file.is_file())
}

/// Where git notes what is checked out: a work tree beside the first one has a note of its own.
fn sparse_file(root: &Path) -> Option<PathBuf> {
    let work_tree = discovery::work_tree(root).ok()??;
    Some(discovery::git_folder(&work_tree).ok()??.join("info/sparse-checkout"))
}
