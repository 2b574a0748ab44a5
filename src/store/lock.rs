//! One writer at a time in a workspace.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::{StoreError, confine, permit};

/// Held while a command writes; let go when it is dropped, or by the system when the process ends.
#[derive(Debug)]
pub struct Lock {
    _root: Option<File>,
    _file: File,
}

impl Lock {
    /// Waits for the lock of the workspace whose derived files live in `folder`, relative to the
    /// root.
    pub(super) fn take(root: &Path, folder: &Path) -> Result<Self, StoreError> {
        // Whoever deletes the derived files deletes their lock under its holder, and the next
        // writer makes itself a new one: so the root is locked, too. Where a folder can't be, the
        // file alone has to do, and is enough while nobody deletes it.
        let held = File::open(root).and_then(|root| root.lock().map(|()| root)).ok();
        let (folder, path) = (root.join(folder), folder.join("lock"));
        loop {
            // A link would make the lock somewhere else, a pipe would never open.
            let path = confine::derived(root, &path)?;
            permit::make_folders(&folder).map_err(StoreError::io("make", &folder))?;
            let opened = permit::maybe_new_file(&path).truncate(false).write(true).open(&path);
            let file = match opened {
                Ok(file) => file,
                // Somebody deletes the derived files right now: they are made again.
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
