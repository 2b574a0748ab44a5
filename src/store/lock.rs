//! One writer at a time in a workspace.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::journal::Place;
use super::{StoreError, permit};

/// Held while a command writes; let go when it is dropped, or by the system when the process ends.
#[derive(Debug)]
pub struct Lock {
    _root: Option<File>,
    _file: File,
}

impl Lock {
    /// Waits for the lock of a workspace. Its file lies in the journal's folder, which is that of the whole
    /// clone where there is one: what git changes is changed by one at a time, too.
    pub(super) fn take(root: &Path) -> Result<Self, StoreError> {
        // The root is locked, too: a workspace may have become a clone since another process began, and a
        // program of before knows no other lock. Where a folder can't be locked, the file is enough.
        let held = File::open(root).and_then(|root| root.lock().map(|()| root)).ok();
        let place = Place::of(root)?;
        let path = place.lock();
        loop {
            place.make(root)?;
            // A link would make the lock somewhere else, a pipe would never open.
            match fs::symlink_metadata(&path) {
                Ok(meta) if !meta.is_file() => return Err(StoreError::Irregular(path)),
                _ => {}
            }
            let opened = permit::maybe_new_file(&path).truncate(false).write(true).open(&path);
            let file = match opened {
                Ok(file) => file,
                // Somebody deletes the folder right now: it is made again.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(StoreError::io("open", &path)(error)),
            };
            file.lock().map_err(StoreError::io("lock", &path))?;
            // A lock on a file that is no longer there keeps nobody out.
            if is_still_there(&file, &path) {
                return Ok(Lock { _root: held, _file: file });
            }
        }
    }
}

/// Whether the path still leads to this very file.
#[cfg(unix)]
pub(super) fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(theirs)) => (ours.dev(), ours.ino()) == (theirs.dev(), theirs.ino()),
        _ => false,
    }
}

/// Whether the path still leads to this very file, as far as that can be known.
#[cfg(not(unix))]
pub(super) fn is_still_there(_file: &File, path: &Path) -> bool {
    path.exists()
}
