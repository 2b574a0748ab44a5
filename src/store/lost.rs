//! Entries that a merge commit has lost: its parents had them, and nobody had removed them.
//!
//! git merges logs line by line, but whoever settles a merge by hand, or with a tool that knows nothing of
//! logs, can leave lines out, and no comparison with one parent shows it.

use crate::store::file_names::{CUSTOMERS, CustomerFile, part_of};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::git::{self, Blobs, RevisionError};
use super::journal::lines_of as lines;
use super::revision;
use crate::format::{MAX_CUSTOMER_BYTES, MAX_LOG_BYTES};

/// What one merge has lost of one customer.
#[derive(Clone, Debug, PartialEq)]
pub struct MergeLoss {
    /// The merge, in short.
    pub commit: String,
    /// The customer.
    pub id: String,
    /// Its log, as the parent had it.
    pub log: PathBuf,
    /// The lines, each once.
    pub lines: Vec<Vec<u8>>,
    /// Its file, as the parent had it, where the merge has none.
    pub card: Option<(PathBuf, Vec<u8>)>,
}

/// What the merges since a revision have lost, in their order.
pub(super) fn find(root: &Path, since: &str) -> Result<Vec<MergeLoss>, RevisionError> {
    let base = revision::commit(root, since)?;
    let range = format!("{base}..HEAD");
    let listed = git::answer(root, &["rev-list", "--reverse", "--merges", "--parents", &range, "--"])?;
    let mut found = Vec::new();
    let mut blobs = None;
    for line in String::from_utf8_lossy(&listed).lines() {
        let mut words = line.split(' ').map(str::to_owned);
        let (Some(merge), parents) = (words.next(), words.collect::<Vec<_>>()) else { continue };
        let blobs = match &mut blobs {
            Some(blobs) => blobs,
            none => none.insert(Blobs::open(root)?),
        };
        let merge = Merge { root, commit: merge, parents };
        let losses = merge.losses(blobs)?;
        if !losses.is_empty() {
            found.extend(merge.still_lost(blobs, losses)?);
        }
    }
    Ok(found)
}

struct Merge<'a> {
    root: &'a Path,
    commit: String,
    parents: Vec<String>,
}

/// A file of which a merge made another one: what it was, and what it is; none where there is none.
struct Changed {
    path: PathBuf,
    before: Option<String>,
    after: Option<String>,
}

/// The name of a customer's file: which part, and whose.
fn part(path: &Path) -> Option<(CustomerFile, String)> {
    let name = path.file_name()?.to_str()?;
    part_of(name).map(|(part, stem)| (part, stem.to_owned()))
}

impl Merge<'_> {
    fn losses(&self, blobs: &mut Blobs) -> Result<Vec<MergeLoss>, RevisionError> {
        let mut lost: BTreeMap<String, MergeLoss> = BTreeMap::new();
        for (at, parent) in self.parents.iter().enumerate() {
            let changed = changed(self.root, parent, &self.commit)?;
            let logs: Vec<&Changed> = changed
                .iter()
                .filter(|file| matches!(part(&file.path), Some((CustomerFile::Log, _))))
                .collect();
            let mut kept: HashSet<Vec<u8>> = HashSet::new();
            for file in &logs {
                kept.extend(content(blobs, file.after.as_deref())?);
            }
            for file in logs {
                let Some((_, id)) = part(&file.path) else { continue };
                let missing: Vec<Vec<u8>> = content(blobs, file.before.as_deref())?
                    .into_iter()
                    .filter(|line| !kept.contains(line))
                    .collect();
                if missing.is_empty() {
                    continue;
                }
                let removed = self.removed(blobs, at, &id, &missing)?;
                let missing = missing.into_iter().filter(|line| !removed.contains(line));
                let mut missing: Vec<Vec<u8>> = missing.collect();
                if missing.is_empty() {
                    continue;
                }
                let known = lost.entry(id.clone()).or_insert_with(|| MergeLoss {
                    commit: self.commit.chars().take(9).collect(),
                    id: id.clone(),
                    log: file.path.clone(),
                    lines: Vec::new(),
                    card: None,
                });
                missing.retain(|line| !known.lines.contains(line));
                known.lines.append(&mut missing);
                let card =
                    changed.iter().find(|file| part(&file.path) == Some((CustomerFile::Card, id.clone())));
                if let Some(file) = card.filter(|file| file.after.is_none()) {
                    known.card =
                        whole(blobs, file.before.as_deref())?.map(|bytes| (file.path.clone(), bytes));
                }
            }
        }
        Ok(lost.into_values().collect())
    }

    /// What no later commit has had: whoever brought a line back and took it out again meant it.
    fn still_lost(&self, blobs: &mut Blobs, losses: Vec<MergeLoss>) -> Result<Vec<MergeLoss>, RevisionError> {
        let range = format!("{}..HEAD", self.commit);
        let options = ["log", "--format=", "--raw", "-r", "-m", "-z", "--no-abbrev", "--no-renames"];
        let more = ["--relative", "--no-ext-diff", "--no-show-signature", &range, "--", CUSTOMERS];
        let later = files(&git::answer(self.root, &[&options[..], &more].concat())?);
        let mut known: HashSet<Vec<u8>> = HashSet::new();
        for file in later.iter().filter(|file| matches!(part(&file.path), Some((CustomerFile::Log, _)))) {
            known.extend(content(blobs, file.after.as_deref())?);
        }
        let rest = losses.into_iter().filter_map(|mut loss| {
            loss.lines.retain(|line| !known.contains(line));
            (!loss.lines.is_empty()).then_some(loss)
        });
        Ok(rest.collect())
    }

    /// Those of a parent's lines that another parent's side has taken out: they were there when both were one.
    fn removed(
        &self,
        blobs: &mut Blobs,
        at: usize,
        id: &str,
        missing: &[Vec<u8>],
    ) -> Result<HashSet<Vec<u8>>, RevisionError> {
        let mut removed = HashSet::new();
        for other in self.parents.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other)
        {
            let theirs = log_of(self.root, blobs, other, id)?;
            let bases = git::run(self.root, &["merge-base", "--all", &self.parents[at], other])?;
            for base in String::from_utf8_lossy(&bases.stdout).lines() {
                let base = log_of(self.root, blobs, base, id)?;
                let taken = missing.iter().filter(|line| base.contains(*line) && !theirs.contains(*line));
                removed.extend(taken.cloned());
            }
        }
        Ok(removed)
    }
}

/// The customers' files that are not in one commit as they are in another one.
fn changed(root: &Path, from: &str, to: &str) -> Result<Vec<Changed>, RevisionError> {
    let options = ["diff-tree", "-r", "-z", "--no-renames", "--relative", "--no-ext-diff"];
    Ok(files(&git::answer(root, &[&options[..], &[from, to, "--", CUSTOMERS]].concat())?))
}

/// The files of a raw comparison.
fn files(listed: &[u8]) -> Vec<Changed> {
    let mut parts = listed.split(|byte| *byte == 0);
    let mut found = Vec::new();
    // ":100644 100644 <blob> <blob> M", then the path; between commits there may be line ends, or nothing.
    while let Some(head) = parts.next() {
        let head = String::from_utf8_lossy(head).into_owned();
        let Some(head) = head.trim_start().strip_prefix(':') else { continue };
        let Some(path) = parts.next() else { break };
        let words: Vec<&str> = head.split(' ').collect();
        let [old, new, before, after, ..] = words.as_slice() else { continue };
        let blob = |mode: &str, id: &str| mode.starts_with("100").then(|| id.to_owned());
        found.push(Changed { path: git::path(path), before: blob(old, before), after: blob(new, after) });
    }
    found
}

/// The lines of a customer's logs in a commit, wherever they lie.
fn log_of(root: &Path, blobs: &mut Blobs, commit: &str, id: &str) -> Result<HashSet<Vec<u8>>, RevisionError> {
    let tree = revision::tree(root, commit)?;
    let own = tree.iter().filter(|(path, _)| part(path) == Some((CustomerFile::Log, id.to_owned())));
    let mut found = HashSet::new();
    for (_, blob) in own {
        found.extend(content(blobs, blob.as_deref())?);
    }
    Ok(found)
}

fn content(blobs: &mut Blobs, id: Option<&str>) -> Result<Vec<Vec<u8>>, RevisionError> {
    let Some(id) = id else { return Ok(Vec::new()) };
    // A clone that lacks the object can't tell.
    let bytes = blobs.read(id, MAX_LOG_BYTES)?.unwrap_or_default();
    Ok(lines(&bytes).map(<[u8]>::to_vec).collect())
}

fn whole(blobs: &mut Blobs, id: Option<&str>) -> Result<Option<Vec<u8>>, RevisionError> {
    let Some(id) = id else { return Ok(None) };
    Ok(blobs.read(id, MAX_CUSTOMER_BYTES)?.ok())
}

/// Files below a folder of derived ones that git would send.
pub(super) fn tracked(root: &Path, folders: &[&str]) -> Result<HashMap<String, usize>, RevisionError> {
    let mut found = HashMap::new();
    // Outside of a repository nothing is sent, and no git has to be started to know that.
    if !root.ancestors().any(|folder| folder.join(".git").exists()) {
        return Ok(found);
    }
    let listed = git::answer(root, &[&["ls-files", "-z", "--"], folders].concat())?;
    for path in listed.split(|byte| *byte == 0).filter(|path| !path.is_empty()) {
        let folder = folders.iter().find(|folder| git::path(path).starts_with(folder));
        if let Some(folder) = folder {
            *found.entry((*folder).to_owned()).or_default() += 1;
        }
    }
    Ok(found)
}
