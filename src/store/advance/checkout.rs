//! What git itself writes into the work tree, and what it leaves there when it is killed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Output;

use super::super::git;
use super::super::journal::Transaction;
use super::super::{Operation, RevisionError, StoreError, write};
use super::error::AdvanceError;
use super::index::Copied;
use crate::store::journal::OtherFile;
use crate::store::sparse::is_sparse;

pub(super) fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir())
}

/// A folder that has nothing in it but such, so that a file can stand there.
fn remove_if_empty(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_folder(&entry.path()) {
            remove_if_empty(&entry.path());
        }
    }
    let _ = fs::remove_dir(folder);
}

/// Whether a file of the work tree is what a blob is, as git would take it in.
///
/// # Errors
/// Where git can't say: that is no "no".
pub(super) fn holds(top: &Path, path: &Path, blob: &str) -> Result<bool, RevisionError> {
    let found = git::output(git::writer(top)?.args(["hash-object", "--"]).arg(path), "hash-object")?;
    Ok(found.stdout.trim_ascii_end() == blob.as_bytes())
}

/// Lets git write its files: those that hold what they held before, or are not there. One that somebody has
/// changed since stays, and one that a sparse checkout leaves out stays away.
pub(super) fn check_out(top: &Path, index: &Copied, others: &[OtherFile]) -> Result<(), AdvanceError> {
    let mut wanted: Vec<&OtherFile> = Vec::new();
    // What goes first: a file may come to stand where a folder was.
    let (come, go): (Vec<&OtherFile>, Vec<&OtherFile>) =
        others.iter().partition(|other| other.after.is_some());
    for other in go.into_iter().chain(come) {
        let path = path_of(other);
        let full = top.join(&path);
        if other.after.is_some() && is_folder(&full) {
            remove_if_empty(&full);
        }
        let is_there = fs::symlink_metadata(&full).is_ok();
        let is_old = match &other.before {
            Some(blob) if is_there => holds_or_links(top, &path, blob)?,
            _ => false,
        };
        let is_old = is_old || (is_there && is_cut_off(top, &path, other)?);
        match &other.after {
            Some(_) if !is_there || is_old => wanted.push(other),
            None if is_there && is_old => {
                fs::remove_file(&full).map_err(StoreError::io(Operation::Remove, &full))?;
            }
            _ => {}
        }
    }
    if !wanted.is_empty() && is_sparse(top) {
        let left_out = index.left_out(top)?;
        wanted.retain(|other| !left_out.contains(&path_of(other)));
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let paths: Vec<u8> = wanted.iter().flat_map(|other| [&other.path.0[..], &[0]].concat()).collect();
    index.feed(top, &["checkout-index", "-f", "-q", "-z", "--stdin"], &paths)?;
    // git leaves it to the system when they come to the disk.
    for other in wanted {
        let full = top.join(path_of(other));
        if fs::symlink_metadata(&full).is_ok_and(|meta| meta.is_file()) {
            fs::File::open(&full)
                .and_then(|file| file.sync_all())
                .map_err(StoreError::io(Operation::Sync, &full))?;
        }
        write::sync_folder(&full)?;
    }
    Ok(())
}

/// What the work tree has of a blob at a path: as git would write it there.
pub(super) fn filtered(top: &Path, blob: &str, path: &Path) -> Result<Vec<u8>, RevisionError> {
    git::printed("cat-file", through_filters(top, blob, path)?)
}

fn through_filters(top: &Path, blob: &str, path: &Path) -> Result<Output, RevisionError> {
    let mut git = git::writer(top)?;
    let mut filters = std::ffi::OsString::from("--path=");
    filters.push(path);
    git.args(["cat-file", "--filters"]).arg(filters).arg(blob);
    git::output(&mut git, "cat-file")
}

/// Whether a file is the beginning of what git was writing there when it was killed, or the disk was full:
/// git writes a file where it stands, and leaves what it has of it.
fn is_cut_off(top: &Path, path: &Path, other: &OtherFile) -> Result<bool, RevisionError> {
    // One that is written for its mode alone is a customer's: it may be the beginning of what comes.
    if other.before == other.after {
        return Ok(false);
    }
    let full = top.join(path);
    if !fs::symlink_metadata(&full).is_ok_and(|meta| meta.is_file()) {
        return Ok(false);
    }
    let Ok(now) = fs::read(&full) else { return Ok(false) };
    for blob in [&other.before, &other.after].into_iter().flatten() {
        let found = through_filters(top, blob, path)?;
        let whole = &found.stdout;
        if found.status.success() && now.len() < whole.len() && whole.starts_with(&now) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn holds_or_links(top: &Path, path: &Path, blob: &str) -> Result<bool, RevisionError> {
    let full = top.join(path);
    match fs::read_link(&full) {
        Ok(link) => {
            let mut git = git::writer(top)?;
            git.args(["hash-object", "--no-filters", "--stdin"]);
            let found = git::fed(git, "hash-object", link.as_os_str().as_encoded_bytes())?;
            Ok(found.stdout.trim_ascii_end() == blob.as_bytes())
        }
        Err(_) => holds(top, path, blob),
    }
}

fn path_of(other: &OtherFile) -> PathBuf {
    git::path(&other.path.0)
}

/// Folders that have become empty, as git leaves none.
pub(super) fn remove_empty_folders(top: &Path, root: &Path, files: &Transaction, others: &[OtherFile]) {
    let gone = files.changes.iter().filter(|change| change.removes_file());
    let gone = gone.map(|change| root.join(change.path()));
    let more = others.iter().filter(|other| other.after.is_none()).map(|other| top.join(path_of(other)));
    for path in gone.chain(more) {
        let above = path.ancestors().skip(1).take_while(|folder| *folder != top && *folder != root);
        for folder in above {
            // One that isn't empty stays, and so do those above it.
            match fs::remove_dir(folder) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(_) => break,
            }
        }
    }
    let _ = write::sync_folder(&top.join("x"));
}
