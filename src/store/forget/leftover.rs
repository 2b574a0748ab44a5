//! What lies beside a workspace's files and may hold what was in them.

use crate::model::CustomerId;
use crate::store::file_names::{BESIDE, CUSTOMERS, DERIVED, GIT_MERGE, INSIDE, TEMPORARY, part_of};
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::store::forgetting_note::{forgettings, written_on};
use crate::store::journal::KEPT;
use crate::store::strays::id_in_copy;
use crate::store::write::{self};

/// The journal's folder: below git's own, and beside the rules where there is no git.
const JOURNALS: [&str; 2] = [INSIDE, BESIDE];

/// Something that may hold what was in a customer's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    /// Where it lies.
    pub path: PathBuf,
    pub kind: LeftoverKind,
}

impl Leftover {
    /// The customer whose file it is a copy of.
    pub fn id(&self) -> Option<String> {
        let name = self.path.file_name()?.to_str()?;
        let of_editor = of_editor(name).and_then(part_of).map(|(_, stem)| stem.to_owned());
        of_editor.filter(|id| CustomerId::new(id).is_some()).or_else(|| id_in_copy(name))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftoverKind {
    /// What a killed command left beside a file.
    Temporary,
    /// The caches below `.crm/`.
    Cache,
    /// The way back, and what a crash interrupted.
    Journal,
    /// A copy that git made for a merge.
    Git,
    /// An editor's swap file or backup.
    Editor,
    /// A file among the customers' that nobody reads: a copy of a sync service or a file manager, or one with another
    /// ending.
    Copy,
}

impl LeftoverKind {
    /// Whether it is ours to remove.
    pub fn is_ours(self) -> bool {
        match self {
            LeftoverKind::Temporary | LeftoverKind::Cache | LeftoverKind::Journal => true,
            LeftoverKind::Git | LeftoverKind::Editor | LeftoverKind::Copy => false,
        }
    }
}

/// All of it. Links are followed nowhere, git's own folder is looked into for the journal alone.
pub(in crate::store) fn leftovers(root: &Path, git_dir: Option<&Path>) -> Vec<Leftover> {
    let mut found = Vec::new();
    let mut take = |folder: PathBuf, kind: LeftoverKind| {
        let files = WalkDir::new(folder).into_iter().flatten().filter(|entry| !entry.file_type().is_dir());
        let files = files.filter(|entry| {
            let is_kept = entry.depth() == 1 && KEPT.iter().any(|kept| entry.file_name() == *kept);
            !is_kept && !is_schema(entry.path())
        });
        found.extend(files.map(|entry| Leftover { path: entry.into_path(), kind }));
    };
    // The folders themselves must be ours: a link would lead the removal out.
    let is_folder = |path: &Path| fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir());
    let own = [root.join(DERIVED)].into_iter().map(|path| (path, LeftoverKind::Cache));
    let journals = git_dir.map(|folder| folder.join(JOURNALS[0])).into_iter().chain([root.join(JOURNALS[1])]);
    for (path, kind) in own.chain(journals.map(|path| (path, LeftoverKind::Journal))) {
        if is_folder(&path) {
            take(path, kind);
        }
    }
    let is_ours = |name: &str| matches!(name, ".git" | DERIVED) || name == JOURNALS[1];
    let walk = WalkDir::new(root).into_iter().filter_entry(|entry| {
        !(entry.depth() > 0 && entry.file_type().is_dir() && is_ours(&entry.file_name().to_string_lossy()))
    });
    for entry in walk.flatten().filter(|entry| !entry.file_type().is_dir()) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_among_customers = || entry.path().starts_with(root.join(CUSTOMERS));
        let copy = || (id_in_copy(&name).is_some() && is_among_customers()).then_some(LeftoverKind::Copy);
        if let Some(kind) = kind_of(&name).or_else(copy) {
            found.push(Leftover { path: entry.into_path(), kind });
        }
    }
    found
}

/// Removes what killed commands have left beside a workspace's files, as far as it can: what stays, `crm check` tells.
pub(in crate::store) fn remove_temporary(root: &Path) {
    let found = leftovers(root, None).into_iter();
    for leftover in found.filter(|leftover| leftover.kind == LeftoverKind::Temporary) {
        let _ = write::remove(&leftover.path);
    }
}

/// The files in a folder, such as texts of an editor that were not written.
pub fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect()
}

/// Whether a log says that somebody was forgotten on the day on which a file was written, or later; the file's hour is
/// not that of the place where this was written down.
pub(super) fn was_forgotten_since(log: &[u8], path: &Path) -> bool {
    let Ok(written) = fs::metadata(path).and_then(|meta| meta.modified()) else { return false };
    let first = chrono::DateTime::<chrono::Utc>::from(written).date_naive().pred_opt();
    forgettings(log).into_iter().filter_map(written_on).any(|day| first.is_some_and(|first| first <= day))
}

/// What a file's name says.
fn kind_of(name: &str) -> Option<LeftoverKind> {
    if name.starts_with('.') && name.ends_with(TEMPORARY) {
        return Some(LeftoverKind::Temporary);
    }
    if name.starts_with(GIT_MERGE) {
        return Some(LeftoverKind::Git);
    }
    let is_ours = |name: &str| part_of(name).is_some();
    // git's, for what it could not merge.
    let of_git = ["_BACKUP_", "_BASE_", "_LOCAL_", "_REMOTE_"];
    if of_git.iter().any(|sign| name.contains(sign)) && is_ours(name)
        || name.strip_suffix(".orig").or_else(|| name.strip_suffix(".rej")).is_some_and(is_ours)
    {
        return Some(LeftoverKind::Git);
    }
    of_editor(name).is_some().then_some(LeftoverKind::Editor)
}

/// The customer's file that an editor's swap file or backup belongs to.
pub(super) fn of_editor(name: &str) -> Option<&str> {
    originals(name).find(|stem| part_of(stem).is_some())
}

/// The files that one of this name may be an editor's swap file or backup of.
pub(super) fn originals(name: &str) -> impl Iterator<Item = &str> {
    let hidden = name.strip_prefix('.');
    let swap = hidden.and_then(|name| {
        let (stem, ending) = name.rsplit_once('.')?;
        (ending.len() == 3 && ending.starts_with("sw")).then_some(stem)
    });
    let emacs = name.strip_prefix('#').and_then(|name| name.strip_suffix('#'));
    let locked = name
        .strip_prefix(".#")
        .or_else(|| name.strip_prefix(".~lock.").and_then(|name| name.strip_suffix('#')));
    let backup = [".bak", ".old", ".save", ".tmp", ".un~", "~"].iter().find_map(|ending| {
        let stem = name.strip_suffix(ending)?;
        Some(stem.strip_prefix('.').filter(|_| *ending == ".un~").unwrap_or(stem))
    });
    [swap, emacs, locked, backup].into_iter().flatten()
}

/// Schemas are the program's own words.
fn is_schema(path: &Path) -> bool {
    let names = ["customer", "crm", "workspace"];
    names.iter().any(|name| path.ends_with(format!("schema/{name}.schema.json")))
}
