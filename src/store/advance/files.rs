//! What becomes of each file on the way.

use crate::store::file_names::{CustomerFile, FORGOTTEN, part_of};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::super::git::{self, Blobs};
use super::super::journal::{self, Content, FileChange, OtherFile, Removes, Transaction};
use super::super::{Repository, RevisionError, safe_path};
use super::checkout::{self, holds, is_folder};
use super::differing::{Differing, LINK, differing};
use super::error::AdvanceError;
use super::index::Copied;
use crate::format::merge;

/// What is to be done.
pub(super) struct Plan {
    /// Customers' files, paths relative to the root.
    pub files: Transaction,
    pub others: Vec<OtherFile>,
    /// Files that have changes of their own afterwards.
    pub changed: Vec<PathBuf>,
    /// Files whose changes can't be brought together with what comes.
    pub in_the_way: Vec<PathBuf>,
    /// Whether a log of another workspace of the clone, which has its undo data where this one has its own, gets
    /// the note of a forgetting.
    is_forgotten_beside: bool,
}

impl Plan {
    /// Whether somebody was forgotten by the others: their list of it changes, or a log gets the note of it.
    pub fn brings_forgetting(&self) -> bool {
        let is_list = |other: &OtherFile| other.path.0.ends_with(FORGOTTEN.as_bytes());
        self.is_forgotten_beside
            || self.others.iter().any(is_list)
            || self.files.changes.iter().any(FileChange::notes_forgetting)
    }
}

/// What a file holds before and after.
type Sides = (Option<Vec<u8>>, Option<Vec<u8>>);

/// Looks at every file that differs between two commits, and at what it is in the work tree.
pub(super) fn plan(
    repository: &Repository,
    root: &Path,
    index: &Copied,
    (from, to): (&str, &str),
) -> Result<Plan, AdvanceError> {
    let top = repository.top();
    let touched = index.changed(top)?;
    let mut plan = Plan {
        files: Transaction::default(),
        others: Vec::new(),
        changed: Vec::new(),
        in_the_way: Vec::new(),
        is_forgotten_beside: false,
    };
    let mut blobs = Blobs::open(top)?;
    let mut gone = Vec::new();
    let files = differing(top, from, to)?;
    let converted = converted(top, index, &files)?;
    let going: HashSet<PathBuf> =
        files.iter().filter(|file| file.modes[1] == 0).map(|file| top.join(&file.path)).collect();
    for file in files {
        let below = repository.below(&file.path).filter(|path| safe_path::is_customers(path));
        // What comes where one that goes stands in the place of its folder is written when that has gone.
        let is_behind = is_behind(top, &file.path, &going);
        let is_ours = |path: &PathBuf| is_customers_file(path) && file.is_regular_or_none() && !is_behind;
        match below.filter(is_ours) {
            Some(path) => {
                let converts = converted.contains(&file.path);
                let side = |side: usize, blobs: &mut Blobs| {
                    let blob = file.blob(side);
                    blob.map(|blob| checked_out(top, blobs, (&blob, &file.path), converts)).transpose()
                };
                let sides = (side(0, &mut blobs)?, side(1, &mut blobs)?);
                plan.others.extend(mode_of(top, &file));
                customers_file(root, &file, &path, (sides, converts), &mut plan, &mut gone)?;
            }
            None => {
                plan.is_forgotten_beside |= is_forgetting(&mut blobs, &file)?;
                other_file(top, (&touched, &going), (&file, is_behind), &mut plan)?;
            }
        }
    }
    plan.files.removes = Removes::Lines(gone);
    plan.files = plan.files.in_order();
    Ok(plan)
}

/// Whether a log that is none of this workspace's gets the note of a forgetting.
fn is_forgetting(blobs: &mut Blobs, file: &Differing) -> Result<bool, RevisionError> {
    let is_log = matches!(part_of(&file.path.to_string_lossy()), Some((CustomerFile::Log, _)));
    if !is_log || !file.is_regular_or_none() {
        return Ok(false);
    }
    let mut side = |side: usize| {
        let found = file.blob(side).map(|blob| blobs.bytes(&blob)).transpose();
        found.map(Option::flatten)
    };
    let (before, after) = (side(0)?, side(1)?);
    Ok(FileChange::put(&file.path, before.as_deref(), after.as_deref()).notes_forgetting())
}

fn is_customers_file(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| part_of(name).is_some())
}

/// Whether a file or a link that goes stands where a folder of a path comes.
fn is_behind(top: &Path, path: &Path, going: &HashSet<PathBuf>) -> bool {
    let mut folders = path.ancestors().skip(1).map(|folder| top.join(folder));
    folders.any(|folder| going.contains(&folder) && !is_folder(&folder))
}

/// What the work tree has of a blob: through the filters of its path where it has any.
fn checked_out(
    top: &Path,
    blobs: &mut Blobs,
    (blob, path): (&str, &Path),
    converts: bool,
) -> Result<Vec<u8>, AdvanceError> {
    if converts {
        return Ok(checkout::filtered(top, blob, path)?);
    }
    let found = blobs.bytes(blob)?;
    found.ok_or_else(|| git::failed("cat-file", format!("{blob} is missing")).into())
}

fn customers_file(
    root: &Path,
    file: &Differing,
    path: &Path,
    ((before, after), converts): (Sides, bool),
    plan: &mut Plan,
    gone: &mut Vec<Content>,
) -> Result<(), AdvanceError> {
    let Ok(target) = safe_path::target(root, path) else {
        plan.in_the_way.push(file.path.clone());
        return Ok(());
    };
    let now = journal::read(&target)?;
    if now == after {
        return Ok(());
    }
    let is_left_out = now.is_none() && before.is_some() && super::super::sparse::is_sparse(root);
    if is_left_out {
        return Ok(());
    }
    // Where git changes line ends, a line that we have appended has others than those that git has written,
    // and git finds no change in that.
    let ends =
        |bytes: &Option<Vec<u8>>| bytes.clone().map(|bytes| if converts { bare(&bytes) } else { bytes });
    let (old, own, new) = (ends(&before), ends(&now), ends(&after));
    let is_merged = own != old;
    let then = match is_merged {
        false => after.clone(),
        true => together(path, &old, &own, &new).map(|bytes| match new == after {
            true => bytes,
            false => with_returns(&bytes),
        }),
    };
    if is_merged && then.is_none() {
        plan.in_the_way.push(file.path.clone());
        return Ok(());
    }
    if is_merged && then != after {
        plan.changed.push(file.path.clone());
    }
    if matches!(part_of(&path.to_string_lossy()), Some((CustomerFile::Log, _))) {
        gone.extend(other_ends(now.as_deref(), then.as_deref()).filter(|_| converts));
        gone.extend(removed(before.as_deref(), after.as_deref()));
    }
    plan.files.changes.push(FileChange::put(path, now.as_deref(), then.as_deref()));
    Ok(())
}

/// Lines that stand in one commit and not in the next: the merge has seen to it that somebody took them
/// out.
fn removed(before: Option<&[u8]>, after: Option<&[u8]>) -> Vec<Content> {
    let there: HashSet<&[u8]> = journal::lines_of(after.unwrap_or_default()).collect();
    let lines = journal::lines_of(before.unwrap_or_default());
    lines.filter(|line| !there.contains(line)).map(Content::from).collect()
}

/// Lines that stand in both, but for the line end.
fn other_ends<'a>(now: Option<&'a [u8]>, then: Option<&'a [u8]>) -> impl Iterator<Item = Content> + 'a {
    let stays: HashSet<&[u8]> = journal::lines_of(then.unwrap_or_default()).collect();
    let bare: HashSet<&[u8]> = stays.iter().map(|line| without_return(line)).collect();
    let lines = journal::lines_of(now.unwrap_or_default());
    let is_other = move |line: &&[u8]| !stays.contains(line) && bare.contains(without_return(line));
    lines.filter(is_other).map(Content::from)
}

fn without_return(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

fn bare(text: &[u8]) -> Vec<u8> {
    let lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
    let last = lines.len() - 1;
    let lines: Vec<&[u8]> = lines
        .into_iter()
        .enumerate()
        .map(|(at, line)| if at == last { line } else { without_return(line) })
        .collect();
    lines.join(&b'\n')
}

fn with_returns(text: &[u8]) -> Vec<u8> {
    text.split(|byte| *byte == b'\n').collect::<Vec<_>>().join(&b"\r\n"[..])
}

/// A customer's file that becomes a program, or none: git writes it once more when it holds what it shall.
fn mode_of(top: &Path, file: &Differing) -> Option<OtherFile> {
    let [old, new] = file.modes;
    let is_there = old == 0 || fs::symlink_metadata(top.join(&file.path)).is_ok();
    let differs = if old == 0 { new & 0o100 != 0 } else { new != 0 && new != old };
    let path = FileChange::put(&file.path, None, None).into_path();
    (is_there && differs).then(|| OtherFile { path, before: file.blob(1), after: file.blob(1) })
}

/// A change that isn't committed, with what comes; `None` where nobody can tell what is meant.
fn together(
    path: &Path,
    before: &Option<Vec<u8>>,
    now: &Option<Vec<u8>>,
    after: &Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let (Some(now), Some(after)) = (now, after) else { return None };
    let before = before.clone().unwrap_or_default();
    if matches!(part_of(&path.to_string_lossy()), Some((CustomerFile::Log, _))) {
        return Some(merge::log(&[before, after.clone(), now.clone()]));
    }
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    merge::merge_cards(&text(&before)?, &text(after)?, &text(now)?).map(String::into_bytes)
}

/// Files whose bytes git changes on their way into the work tree. Nearly no clone has any.
fn converted(top: &Path, index: &Copied, files: &[Differing]) -> Result<HashSet<PathBuf>, RevisionError> {
    let auto = git::run(top, &["config", "--get", "core.autocrlf"])?;
    if auto.stdout.trim_ascii_end() == b"true" {
        return Ok(files.iter().map(|file| file.path.clone()).collect());
    }
    let mut input = Vec::new();
    for file in files {
        input.extend_from_slice(file.path.as_os_str().as_encoded_bytes());
        input.push(0);
    }
    let asked = ["text", "eol", "filter", "working-tree-encoding", "ident"];
    let args = [&["check-attr", "-z", "--stdin"], &asked[..]].concat();
    let found = index.feed(top, &args, &input)?;
    let parts: Vec<&[u8]> = found.split(|byte| *byte == 0).collect();
    let is_said =
        |said: &&[&[u8]]| matches!(said, [_, _, value] if !matches!(*value, b"unspecified" | b"unset"));
    Ok(parts.chunks(3).filter(is_said).map(|said| git::path(said[0])).collect())
}

fn other_file(
    top: &Path,
    (touched, going): (&HashSet<PathBuf>, &HashSet<PathBuf>),
    (file, is_behind): (&Differing, bool),
    plan: &mut Plan,
) -> Result<(), RevisionError> {
    // A submodule's own work tree is its own business, as it is for git.
    if file.modes.iter().all(|mode| *mode == LINK || *mode == 0) {
        return Ok(());
    }
    let is_there = !is_behind && fs::symlink_metadata(top.join(&file.path)).is_ok();
    let is_new = file.modes[0] == 0;
    // What nobody has committed is nobody's to write over.
    let full = top.join(&file.path);
    let is_foreign = match is_new && is_there {
        true if is_folder(&full) => !all_go(&full, going),
        true => !holds(top, &file.path, &file.blobs[1])?,
        false => false,
    };
    if touched.contains(&file.path) || is_foreign {
        plan.in_the_way.push(file.path.clone());
        return Ok(());
    }
    let path = FileChange::put(&file.path, None, None).into_path();
    plan.others.push(OtherFile { path, before: file.blob(0), after: file.blob(1) });
    Ok(())
}

/// Whether a folder holds nothing but files that go.
fn all_go(folder: &Path, going: &HashSet<PathBuf>) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.into_iter().all(|entry| {
        entry.is_ok_and(|entry| match is_folder(&entry.path()) {
            true => all_go(&entry.path(), going),
            false => going.contains(&entry.path()),
        })
    })
}
