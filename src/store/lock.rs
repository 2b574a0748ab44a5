//! One writer at a time in a workspace.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use super::StoreError;

/// Held while a command writes; let go when it is dropped, or by the system when the process ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Waits for the lock of the workspace whose derived files live in `folder`.
    pub(super) fn take(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join("lock");
        loop {
            fs::create_dir_all(folder).map_err(StoreError::io("make", folder))?;
            let opened = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
            let file = match opened {
                Ok(file) => file,
                // Somebody deletes the derived files right now: they are made again.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(StoreError::io("open", &path)(error)),
            };
            file.lock().map_err(StoreError::io("lock", &path))?;
            // A lock on a file that is no longer there keeps nobody out.
            if is_still_there(&file, &path) {
                return Ok(Lock { _file: file });
            }
        }
    }
}

#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(theirs)) => (ours.dev(), ours.ino()) == (theirs.dev(), theirs.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still_there(_file: &File, path: &Path) -> bool {
    path.exists()
}
