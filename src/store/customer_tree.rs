//! Which customers there are: the files' names, before any of them is opened.

use crate::store::file_names::{CUSTOMERS, CustomerFile, LOG, TEMPORARY, is_kept_folder, part_of};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::links::{Link, astray, linked};
use super::parallel::on_all_cores;
use super::strays::{misnamed, stray};
use crate::model::{CustomerId, Problem, ProblemKind, Stray};
use crate::yaml::{FileLocation, UnlocatedProblem};

/// One customer's files, relative to the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerFiles {
    /// The stem of both.
    pub id: CustomerId,
    /// The customer's file.
    pub card: PathBuf,
    /// Its log, where there is one.
    pub log: Option<PathBuf>,
}

impl CustomerFiles {
    /// Where its log is, or will be: beside its file.
    pub fn log_path(&self) -> PathBuf {
        self.log.clone().unwrap_or_else(|| self.card.with_file_name(format!("{}{LOG}", self.id)))
    }
}

/// All customers of a workspace, by id.
#[derive(Clone, Debug, Default)]
pub struct CustomerTree {
    /// One per customer, ordered by id.
    pub slots: Vec<CustomerFiles>,
    /// Names that are no customers' files, files that nobody may read.
    pub problems: Vec<Problem>,
    /// The folders of pictures and papers, whoever's they are.
    pub kept: Vec<PathBuf>,
}

impl CustomerTree {
    /// The customer of exactly this id.
    pub fn find(&self, id: &str) -> Option<&CustomerFiles> {
        self.slots.binary_search_by(|files| files.id.as_str().cmp(id)).ok().map(|at| &self.slots[at])
    }

    /// Walks the tree of a workspace. Hidden files are nobody's business; links are followed to
    /// files inside the root, never to folders.
    pub(super) fn scan(root: &Path) -> Self {
        let top = root.join(CUSTOMERS);
        let mut found = Found::default();
        let is_there = top.try_exists();
        if top.is_symlink() && matches!(linked(root, &top), Link::Outside) {
            found.tell(CUSTOMERS.into(), ProblemKind::LinkOutside);
            return join(vec![found]);
        }
        if let Err(error) = is_there {
            found.tell(CUSTOMERS.into(), ProblemKind::Unreadable(error.to_string()));
            return join(vec![found]);
        }
        if !matches!(is_there, Ok(true)) {
            return Self::default();
        }
        // The folders at the top are walked on all cores.
        let mut folders = Vec::new();
        let walk = WalkDir::new(&top).follow_root_links(true).max_depth(1);
        found.walk((root, &top), walk, Some(&mut folders));
        found.pair();
        let below = folders.par_iter().map(|folder| {
            let mut found = Found::default();
            found.walk((root, folder), WalkDir::new(folder).follow_root_links(false), None);
            found.pair();
            found
        });
        let mut parts: Vec<Found> = on_all_cores(|| below.collect());
        parts.push(found);
        join(parts)
    }

    /// The same of files that are known by their paths alone, relative to the root.
    pub(super) fn of<'p>(paths: impl IntoIterator<Item = &'p PathBuf>) -> Self {
        let mut found = Found::default();
        for path in paths {
            let Ok(below) = path.strip_prefix(CUSTOMERS) else { continue };
            let is_hidden = |part: &OsStr| part.as_encoded_bytes().starts_with(b".") || is_kept_folder(part);
            if let Some(name) = path.file_name().filter(|_| !below.iter().any(is_hidden)) {
                found.name(path.clone(), name, None);
            }
        }
        found.pair();
        join(vec![found])
    }
}

fn relative(root: &Path, path: &Path) -> PathBuf {
    path.strip_prefix(root).unwrap_or(path).to_owned()
}

#[derive(Default)]
struct Found {
    cards: Vec<(CustomerId, PathBuf)>,
    slots: Vec<CustomerFiles>,
    logs: Vec<(CustomerId, PathBuf)>,
    problems: Vec<Problem>,
    kept: Vec<PathBuf>,
}

impl Found {
    /// Takes all that a walk from `top` comes by; the folders in `apart` are left to other walks.
    fn walk(&mut self, (root, top): (&Path, &Path), walk: WalkDir, mut apart: Option<&mut Vec<PathBuf>>) {
        let visible =
            |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".");
        let mut walk = walk.into_iter().filter_entry(visible);
        while let Some(entry) = walk.next() {
            match (entry, &mut apart) {
                // What is in it is nobody's file of ours, whatever it is called.
                (Ok(entry), _) if entry.file_type().is_dir() && is_kept_folder(entry.file_name()) => {
                    self.kept.push(relative(root, entry.path()));
                    if entry.depth() > 0 {
                        walk.skip_current_dir();
                    }
                }
                (Ok(entry), Some(apart)) if entry.depth() == 1 && entry.file_type().is_dir() => {
                    apart.push(entry.into_path());
                }
                (Ok(entry), _) => self.take(root, &entry),
                (Err(error), _) => {
                    // A listing that breaks off names no path of its own.
                    let path = error.path().unwrap_or(top).to_owned();
                    self.tell(relative(root, &path), ProblemKind::Unreadable(error.to_string()));
                }
            }
        }
    }

    fn tell(&mut self, path: PathBuf, trouble: ProblemKind) {
        self.problems.push(UnlocatedProblem::new(FileLocation::Start, trouble).place(&path, ""));
    }

    fn take(&mut self, root: &Path, entry: &DirEntry) {
        if !entry.file_type().is_dir() {
            self.name(relative(root, entry.path()), entry.file_name(), astray(root, entry));
        }
    }

    /// Takes a file for what its name says; `astray` is why it is not a file after all.
    fn name(&mut self, path: PathBuf, name: &OsStr, astray: Option<ProblemKind>) {
        let Some(name) = name.to_str() else {
            return self.tell(path, ProblemKind::InvalidUtf8);
        };
        if name.ends_with(TEMPORARY) {
            return;
        }
        if let Some(trouble) = astray {
            return self.tell(path, trouble);
        }
        // Not a second customer, whatever its name looks like.
        if let Some((what @ (Stray::ConflictCopy | Stray::MergeTool), of)) = stray(name)
            && part_of(name).is_some()
        {
            return self.tell(path, ProblemKind::Stray { what, of });
        }
        let (list, stem) = match part_of(name) {
            Some((CustomerFile::Log, stem)) => (&mut self.logs, stem),
            Some((CustomerFile::Card, stem)) => (&mut self.cards, stem),
            None => {
                if let Some(want) = misnamed(name) {
                    self.tell(path, ProblemKind::FileName { want });
                }
                return;
            }
        };
        match CustomerId::new(stem) {
            Some(id) => list.push((id, path)),
            None => self.tell(path, ProblemKind::BadId(stem.to_owned())),
        }
    }

    /// Puts each file together with the log beside it; logs without one stay.
    fn pair(&mut self) {
        self.cards.sort_unstable();
        self.logs.sort_unstable();
        let mut logs = std::mem::take(&mut self.logs).into_iter().peekable();
        // The logs of the id that is at hand.
        let mut own: Vec<(CustomerId, PathBuf)> = Vec::new();
        for (id, card) in std::mem::take(&mut self.cards) {
            if own.first().is_some_and(|(other, _)| *other != id) {
                self.logs.append(&mut own);
            }
            while let Some(log) = logs.next_if(|(other, _)| *other <= id) {
                if log.0 == id { own.push(log) } else { self.logs.push(log) }
            }
            let beside = own.iter().position(|(_, log)| log.parent() == card.parent());
            let log = beside.map(|at| own.remove(at).1);
            self.slots.push(CustomerFiles { id, card, log });
        }
        self.logs.append(&mut own);
        self.logs.extend(logs);
    }
}

/// All customers. Of two files of one id the first by path is the customer, and the other is told;
/// a log that is beside no file belongs to the file of its id, wherever both are.
fn join(parts: Vec<Found>) -> CustomerTree {
    let mut rest = Found::default();
    let mut found = Vec::with_capacity(parts.iter().map(|part| part.slots.len()).sum());
    for mut part in parts {
        found.append(&mut part.slots);
        rest.logs.append(&mut part.logs);
        rest.problems.append(&mut part.problems);
        rest.kept.append(&mut part.kept);
    }
    // Each part is in order already.
    found.sort_by(|one, other| (&one.id, &one.card).cmp(&(&other.id, &other.card)));
    let mut slots: Vec<CustomerFiles> = Vec::with_capacity(found.len());
    for files in found {
        match slots.last().filter(|first| first.id == files.id).map(|first| first.card.clone()) {
            None => slots.push(files),
            Some(other) => {
                rest.logs.extend(files.log.map(|log| (files.id.clone(), log)));
                rest.tell(files.card, ProblemKind::DuplicateId { id: files.id.to_string(), other });
            }
        }
    }
    let mut logs = std::mem::take(&mut rest.logs);
    logs.sort_unstable();
    for (id, log) in logs {
        let Ok(at) = slots.binary_search_by(|files| files.id.cmp(&id)) else {
            rest.tell(log, ProblemKind::OrphanedLog { id: id.to_string(), home: None });
            continue;
        };
        match slots[at].log.clone() {
            None => slots[at].log = Some(log),
            Some(other) => rest.tell(log, ProblemKind::DuplicateId { id: id.to_string(), other }),
        }
    }
    rest.kept.sort_unstable();
    CustomerTree { slots, problems: rest.problems, kept: rest.kept }
}

#[cfg(test)]
mod tests;
