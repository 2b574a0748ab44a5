//! git's index, changed in one step: under its own lock, on a copy that is put in its place when it is
//! right.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::super::git::{failed, fed, output, printed, said, writer};
use super::super::journal::{self, Place};
use super::super::{Operation, RevisionError, StoreError, permissions, sparse, write};

/// What our lock begins with: so it is known again after a crash. git never reads a lock.
const OURS: &[u8] = b"crm sync holds this lock\n";

/// git's lock on the index. It is gone with its value.
#[derive(Debug)]
pub(super) struct IndexLock {
    path: PathBuf,
    index: PathBuf,
    /// The folder of our copies.
    own: PathBuf,
}

/// Where git puts its lock on the index of the clone around a workspace.
pub(in crate::store) fn lock_path(root: &Path) -> Option<PathBuf> {
    journal::clone(root).ok()?.map(|(git, _)| git.join("index.lock"))
}

/// Whether the lock is one of ours that a crash left behind. Only meant while our own lock is held: its
/// holder is gone then.
pub(in crate::store) fn is_ours(path: &Path) -> bool {
    let mut begins = Vec::new();
    let read = File::open(path).and_then(|file| file.take(OURS.len() as u64).read_to_end(&mut begins));
    read.is_ok() && begins == OURS
}

impl IndexLock {
    /// Takes it; the path of the lock where another git has it.
    pub fn take(root: &Path) -> Result<Result<Self, PathBuf>, StoreError> {
        let Some((git, _)) = journal::clone(root)? else { return Err(StoreError::Astray(root.to_owned())) };
        let path = git.join("index.lock");
        let fail = || StoreError::io(Operation::Lock, &path);
        if is_ours(&path) {
            fs::remove_file(&path).map_err(fail())?;
        }
        // It has its name with all that it says: a kill in between would leave a lock that is nobody's.
        match write::create(&path, OURS) {
            Err(StoreError::Exists(path)) => return Ok(Err(path)),
            other => other?,
        }
        let place = Place::of(root)?;
        let lock = IndexLock { path, index: git.join("index"), own: place.folder().to_owned() };
        place.make(root)?;
        Ok(Ok(lock))
    }
}

impl Drop for IndexLock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// A copy of the index.
#[derive(Debug)]
pub(super) struct Copied {
    path: PathBuf,
}

impl Copied {
    /// A copy of the index as it is.
    pub fn of(lock: &IndexLock) -> Result<Self, StoreError> {
        let fail = || StoreError::io(Operation::Copy, &lock.index);
        // A git that was killed leaves its lock beside its copy; one that outlives us writes on into its own.
        for left in fs::read_dir(&lock.own).map_err(fail())?.flatten() {
            if left.file_name().to_str().is_some_and(|name| name.starts_with("index")) {
                match fs::remove_file(left.path()) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(fail()(error)),
                    _ => {}
                }
            }
        }
        let path = lock.own.join(format!("index-{}", std::process::id()));
        match fs::read(&lock.index) {
            Ok(bytes) => {
                let mode = fs::metadata(&lock.index).map_err(fail())?.permissions();
                let mut file =
                    permissions::new_file_like(Some(&mode), &path).write(true).open(&path).map_err(fail())?;
                file.write_all(&bytes).map_err(fail())?;
                // A file as old as the index may have been changed after it: git looks into such. On a copy
                // that seemed younger it would not.
                let written = fs::metadata(&lock.index).and_then(|meta| meta.modified()).map_err(fail())?;
                file.set_modified(written).map_err(fail())?;
            }
            // A clone in which nothing was ever staged.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(fail()(error)),
        }
        Ok(Copied { path })
    }

    /// What git prints of it, in the clone's top; with the exit code.
    pub fn run(&self, top: &Path, args: &[&str]) -> Result<(bool, Vec<u8>, String), RevisionError> {
        let mut git = writer(top)?;
        git.env("GIT_INDEX_FILE", &self.path).args(args);
        let output = output(&mut git, args.first().unwrap_or(&""))?;
        Ok((output.status.success(), output.stdout.clone(), said(&output).to_owned()))
    }

    /// The same with something on its standard input.
    pub fn feed(&self, top: &Path, args: &[&str], input: &[u8]) -> Result<Vec<u8>, RevisionError> {
        let mut git = writer(top)?;
        git.env("GIT_INDEX_FILE", &self.path).args(args);
        let name = args.first().unwrap_or(&"");
        printed(name, fed(git, name, input)?)
    }

    fn done(&self, top: &Path, args: &[&str]) -> Result<Vec<u8>, RevisionError> {
        match self.run(top, args)? {
            (true, out, _) => Ok(out),
            (false, _, said) => Err(failed(args[0], said)),
        }
    }

    /// Whether it has what a commit has, and nothing else.
    pub fn is_at(&self, top: &Path, commit: &str) -> Result<bool, RevisionError> {
        let args = ["diff-index", "--cached", "--quiet", "--ignore-submodules=none", commit, "--"];
        Ok(self.run(top, &args)?.0)
    }

    /// From one commit to another. What is known of files that stay is kept.
    pub fn go(&self, top: &Path, from: &str, to: &str) -> Result<(), RevisionError> {
        self.done(top, &["read-tree", "-i", "-m", from, to]).map(|_| ())
    }

    /// Looks at the files again, so that git finds them as they are.
    pub fn refresh(&self, top: &Path) -> Result<(), RevisionError> {
        // It fails where a file is changed: that is what it is asked to find out.
        self.run(top, &["update-index", "-q", "--refresh"]).map(|_| ())
    }

    /// Files that are not as the index has them.
    pub fn changed(&self, top: &Path) -> Result<HashSet<PathBuf>, RevisionError> {
        self.refresh(top)?;
        Ok(names(&self.done(top, &["diff-files", "--name-only", "-z", "--ignore-submodules=all"])?))
    }

    /// Files that are as the index has them, and all that it has.
    pub fn known(&self, top: &Path) -> Result<[HashSet<PathBuf>; 2], RevisionError> {
        let changed = self.changed(top)?;
        let all = names(&self.done(top, &["ls-files", "-z"])?);
        Ok([all.difference(&changed).cloned().collect(), all])
    }

    /// Files that a sparse checkout leaves out.
    pub fn left_out(&self, top: &Path) -> Result<HashSet<PathBuf>, RevisionError> {
        Ok(sparse::skipped(&self.done(top, &sparse::LISTED)?).collect())
    }

    /// Puts it in the index's place.
    pub fn put(self, lock: &IndexLock) -> Result<(), StoreError> {
        let fail = || StoreError::io(Operation::Write, &lock.index);
        let file = File::open(&self.path).map_err(fail())?;
        file.sync_all().map_err(fail())?;
        fs::rename(&self.path, &lock.index).map_err(fail())?;
        super::super::write::sync_folder(&lock.index)
    }
}

/// Names that end with a NUL.
fn names(bytes: &[u8]) -> HashSet<PathBuf> {
    let names = bytes.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    names.map(crate::store::git::path).collect()
}
