//! Where that is kept which must survive a crash.
//!
//! `.crm/` holds caches, and may be deleted at any time; what a crash interrupted may not. In a clone it
//! lies in git's own folder, which no commit takes along and no checkout touches; elsewhere in
//! `.crm-journal/` beside `crm.yaml`, which tells git by a file of its own to pass it over.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::super::git::RevisionError;
use super::super::{Operation, StoreError, discovery, permissions, write};
use crate::store::file_names::{BESIDE, DERIVED, INSIDE};

/// The change that is being made.
const PENDING: &str = "pending.json";
/// What the last command changed, one file for each of its transactions.
const UNDO: &str = "undo";
/// Held by the one process that writes.
const LOCK: &str = "lock";
/// Held by the one sync of a clone.
const SYNC_LOCK: &str = "sync-lock";
/// What a sync has to tell.
const UNTOLD: &str = "untold.json";
/// What stays of the folder whatever is purged: locks that somebody may wait for, what tells git to look
/// away, and what a sync has to tell, which says no more than the sync itself.
pub(in crate::store) const KEPT: [&str; 4] = [LOCK, SYNC_LOCK, UNTOLD, ".gitignore"];

/// The folder of a workspace's journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) struct Place {
    folder: PathBuf,
    /// The workspace's folder, relative to the top of the clone: a clone may hold several.
    prefix: PathBuf,
}

impl Place {
    /// Where a workspace notes what it is about to do.
    pub fn of(root: &Path) -> Result<Self, StoreError> {
        Ok(match clone(root)? {
            Some((git, top)) if is_writable(&git) => {
                let prefix = root.strip_prefix(&top).unwrap_or(Path::new("")).to_owned();
                Place { folder: git.join(INSIDE), prefix }
            }
            _ => Place::beside(root),
        })
    }

    /// All places where an earlier command may have noted something: a clone may have been made of the
    /// folder since, or git's folder may have been made read-only.
    pub fn all(root: &Path) -> Result<Vec<Self>, StoreError> {
        let mut places = vec![Place::beside(root)];
        if let Some((git, top)) = clone(root)? {
            let prefix = root.strip_prefix(&top).unwrap_or(Path::new("")).to_owned();
            places.insert(0, Place { folder: git.join(INSIDE), prefix });
        }
        Ok(places)
    }

    fn beside(root: &Path) -> Self {
        Place { folder: root.join(BESIDE), prefix: PathBuf::new() }
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The workspace's folder, relative to the top of the clone.
    pub fn prefix(&self) -> &Path {
        &self.prefix
    }

    /// The root of the workspace that a note of this clone speaks of; none where it leads anywhere else. What
    /// lies beside the rules may have come with them from somebody else, and speaks of no other workspace.
    pub fn root_of(&self, root: &Path, prefix: &Path) -> Option<PathBuf> {
        if self.is_beside() {
            return prefix.as_os_str().is_empty().then(|| root.to_owned());
        }
        let top = self.top(root);
        let is_below = prefix.components().all(|part| matches!(part, Component::Normal(_)));
        let found = if prefix.as_os_str().is_empty() { top.clone() } else { top.join(prefix) };
        // Behind a link it is not that workspace; one that is gone is in nobody's way.
        let is_itself = found.canonicalize().map_or(true, |real| real.starts_with(&top) && real == found);
        (is_below && is_itself).then_some(found)
    }

    /// The top of the clone that a workspace lies in.
    pub fn top(&self, root: &Path) -> PathBuf {
        root.ancestors().nth(self.prefix.components().count()).unwrap_or(root).to_owned()
    }

    /// Whether it lies beside the rules, and not in git's folder.
    pub fn is_beside(&self) -> bool {
        self.folder.ends_with(BESIDE)
    }

    /// The note of what is being changed.
    pub fn pending(&self) -> PathBuf {
        self.folder.join(PENDING)
    }

    /// The folder of what the last command did.
    pub fn undo(&self) -> PathBuf {
        self.folder.join(UNDO)
    }

    /// The lock file.
    pub fn lock(&self) -> PathBuf {
        self.folder.join(LOCK)
    }

    /// The lock file of a whole sync.
    pub fn sync_lock(&self) -> PathBuf {
        self.folder.join(SYNC_LOCK)
    }

    /// The note of what a sync has to tell.
    pub fn untold(&self) -> PathBuf {
        self.folder.join(UNTOLD)
    }

    /// Whether there is a folder. A link would lead the notes somewhere else.
    pub fn is_there(&self) -> Result<bool, StoreError> {
        match look(&self.folder, fs::symlink_metadata(&self.folder))? {
            Some(meta) if meta.is_dir() => Ok(true),
            Some(_) => Err(StoreError::Irregular(self.folder.clone())),
            None => Ok(false),
        }
    }

    /// Makes the folder, permitting no more than the workspace's own does.
    pub fn make(&self, root: &Path) -> Result<(), StoreError> {
        if self.is_there()? {
            return Ok(());
        }
        let fail = || StoreError::io(Operation::Make, &self.folder);
        match permissions::make_folder_like(&self.folder, root) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            other => other.map_err(fail())?,
        }
        write::sync_folder(&self.folder)?;
        if self.is_beside() {
            ignore_itself(&self.folder)?;
        }
        Ok(())
    }
}

/// A folder that no `git add` takes along, whatever the repository's own `.gitignore` says.
pub(in crate::store) fn ignore_itself(folder: &Path) -> Result<(), StoreError> {
    match write::create(&folder.join(".gitignore"), b"*\n") {
        Err(StoreError::Exists(_)) | Ok(()) => Ok(()),
        Err(error) => Err(error),
    }
}

/// git's folder of the clone around a workspace, and the clone's top. No git is asked: this is looked up
/// by every command.
pub(in crate::store) fn clone(root: &Path) -> Result<Option<(PathBuf, PathBuf)>, StoreError> {
    let top = match discovery::work_tree(root) {
        Ok(Some(top)) => top,
        Err(RevisionError::Unreadable { folder, error }) => {
            return Err(StoreError::io(Operation::Read, &folder)(error));
        }
        Ok(None) | Err(_) => return Ok(None),
    };
    let fail = || StoreError::io(Operation::Read, &top.join(".git"));
    let Some(git) = discovery::git_folder(&top).map_err(fail())? else { return Ok(None) };
    let head = discovery::looked_at(fs::metadata(git.join("HEAD"))).map_err(fail())?;
    Ok(head.is_some_and(|meta| meta.is_file()).then_some((git, top)))
}

fn is_writable(folder: &Path) -> bool {
    let ours = folder.join(INSIDE);
    let folder = if ours.is_dir() { &ours } else { folder };
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{Access, access};
        access(folder, Access::WRITE_OK | Access::EXEC_OK).is_ok()
    }
    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    {
        fs::metadata(folder).is_ok_and(|meta| !meta.permissions().readonly())
    }
}

/// The folder of derived files, which git passes over though the team's own `.gitignore` should not name it.
pub(in crate::store) fn make_derived(root: &Path) -> Result<(), StoreError> {
    let folder = root.join(DERIVED);
    match permissions::make_folder(&folder) {
        Ok(()) => ignore_itself(&folder),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(StoreError::io(Operation::Make, &folder)(error)),
    }
}

pub(super) fn is_none(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// A link would lead out what is written and removed there.
pub(super) fn is_folder(path: &Path) -> Result<bool, StoreError> {
    Ok(look(path, fs::symlink_metadata(path))?.is_some_and(|meta| meta.is_dir()))
}

/// What a look at a path found; `None` where nothing is there. A look that fails is no such answer.
pub(in crate::store) fn look<T>(path: &Path, found: io::Result<T>) -> Result<Option<T>, StoreError> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if is_none(&error) => Ok(None),
        Err(error) => Err(StoreError::io(Operation::Read, path)(error)),
    }
}
