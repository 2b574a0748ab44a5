//! Pictures and papers beside a log: where they are, how they come there, and what is there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::customer_tree::CustomerFiles;
use super::file_names::{ATTRIBUTES, CUSTOMERS, KEPT, KEPT_ATTRIBUTE, LOG, is_kept_folder};
use super::journal::{FileChange, read};
use super::new_kept_file::{NewKeptFile, sha256};
use super::{Operation, StoreError, Workspace, safe_path};
use crate::format::{merge::log_lines, read_line};
use crate::model::KeptFile;

impl CustomerFiles {
    /// The folder of what its log keeps, relative to the root; whether there is one or not.
    pub fn kept_folder(&self) -> PathBuf {
        self.log_path().with_file_name(format!("{}{KEPT}", self.id))
    }

    /// Where a file of it is, relative to the root.
    pub fn kept_path(&self, kept: &KeptFile) -> PathBuf {
        self.kept_folder().join(kept.stored_name())
    }
}

/// The folder of kept files beside a log, where its name is one's.
pub fn kept_folder_of(log: &Path) -> Option<PathBuf> {
    let stem = log.file_name()?.to_str()?.strip_suffix(LOG)?;
    Some(log.with_file_name(format!("{stem}{KEPT}")))
}

/// All that stands in a folder, relative to the root as the folder is, in order; nothing where there is none.
pub(super) fn in_folder(root: &Path, folder: &Path) -> Vec<PathBuf> {
    let full = root.join(folder);
    // What is behind a link is nobody's of the workspace.
    let is_folder = fs::symlink_metadata(&full).is_ok_and(|meta| meta.is_dir());
    let here = is_folder.then(|| fs::read_dir(&full)).into_iter().flatten().flatten().flatten();
    let mut found: Vec<PathBuf> = here.map(|entry| folder.join(entry.file_name())).collect();
    found.sort_unstable();
    found
}

/// The files that a log names, by their names on the disk.
pub(super) fn named(log: &[u8]) -> BTreeMap<String, KeptFile> {
    let entries = log_lines(log).filter_map(|line| read_line(line, 1));
    entries.flat_map(|entry| entry.files).map(|kept| (kept.stored_name(), kept)).collect()
}

/// What is wrong with a file that an entry names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptFault {
    Missing,
    /// Its bytes are others than the entry says.
    Differs,
}

impl Workspace {
    /// All that stands in the folder of a customer's kept files, relative to the root, in order.
    pub fn kept(&self, files: &CustomerFiles) -> Vec<PathBuf> {
        self.kept_in(&files.kept_folder())
    }

    /// The same of a folder, whose customer may be gone.
    pub fn kept_in(&self, folder: &Path) -> Vec<PathBuf> {
        in_folder(self.root(), folder)
    }

    /// How large one of them is; 0 where it is not there.
    pub fn kept_size(&self, path: &Path) -> u64 {
        fs::metadata(self.root().join(path)).map_or(0, |meta| meta.len())
    }

    /// How large all kept files of the workspace are together.
    pub fn kept_bytes(&self) -> u64 {
        let walk = WalkDir::new(self.root().join(CUSTOMERS)).into_iter().flatten();
        let is_kept = |path: &Path| path.parent().and_then(Path::file_name).is_some_and(is_kept_folder);
        let files = walk.filter(|entry| entry.file_type().is_file() && is_kept(entry.path()));
        files.filter_map(|entry| Some(entry.metadata().ok()?.len())).sum()
    }

    /// What is wrong with a kept file on the disk.
    pub fn kept_fault(&self, files: &CustomerFiles, kept: &KeptFile) -> Option<KeptFault> {
        let path = self.root().join(files.kept_path(kept));
        let meta = fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file);
        let Some(meta) = meta else { return Some(KeptFault::Missing) };
        if meta.len() != kept.bytes {
            return Some(KeptFault::Differs);
        }
        let is_it = fs::read(&path).is_ok_and(|bytes| sha256(&bytes) == kept.sha256);
        (!is_it).then_some(KeptFault::Differs)
    }

    /// The copies that new kept files need: none of what is there already.
    pub(super) fn copies_of(
        &self,
        files: &CustomerFiles,
        new: &[NewKeptFile],
    ) -> Result<Vec<FileChange>, StoreError> {
        let mut changes: Vec<FileChange> = Vec::new();
        for NewKeptFile { kept, bytes } in new {
            let path = files.kept_path(kept);
            let target = safe_path::target(self.root(), &path)?;
            match read(&target)? {
                Some(there) if there == *bytes => {}
                // Somebody has changed the copy: nothing is overwritten.
                Some(_) => return Err(StoreError::Exists(target)),
                None if changes.iter().any(|change| change.path() == path) => {}
                None => changes.push(FileChange::put(&path, None, Some(bytes))),
            }
        }
        if !changes.is_empty() {
            changes.splice(0..0, self.as_bytes_for_git()?);
        }
        Ok(changes)
    }

    /// What tells git that these files are bytes and no lines, where it is told anything at all and not that.
    fn as_bytes_for_git(&self) -> Result<Option<FileChange>, StoreError> {
        let path = Path::new(ATTRIBUTES);
        let Some(before) = read(&safe_path::file(self.root(), path)?)? else { return Ok(None) };
        let text = String::from_utf8_lossy(&before);
        if text.lines().any(|line| line.trim() == KEPT_ATTRIBUTE) {
            return Ok(None);
        }
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        let after = [&*before, end.as_bytes(), KEPT_ATTRIBUTE.as_bytes(), b"\n"].concat();
        Ok(Some(FileChange::put(path, Some(&before), Some(&after))))
    }

    /// The bytes of each file in a folder of kept ones, for what moves or removes them all.
    pub fn kept_with_bytes(&self, folder: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>, StoreError> {
        let mut found = Vec::new();
        for path in self.kept_in(folder) {
            let target = safe_path::target(self.root(), &path)?;
            let bytes = fs::read(&target).map_err(StoreError::io(Operation::Read, &target))?;
            found.push((path, bytes));
        }
        Ok(found)
    }
}
