//! One writer at a time in a workspace.

use std::cell::Cell;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use super::journal::Place;
use super::write::is_still_there;
use super::{Operation, StoreError, permissions};

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
        let file = held_file(root, &place, &place.lock(), File::lock)?;
        Ok(Lock { _root: held, _file: file })
    }
}

/// Held while a clone is synced: what two syncs commit, fetch and send at once, their gits would refuse in
/// words of their own. Other commands write meanwhile.
#[derive(Debug)]
pub struct SyncLock {
    _file: File,
}

impl SyncLock {
    /// Takes it where nobody holds it.
    pub(super) fn try_take(root: &Path) -> Result<Option<Self>, StoreError> {
        let place = Place::of(root)?;
        let taken = Cell::new(true);
        let lock = |file: &File| match file.try_lock() {
            Err(TryLockError::WouldBlock) => {
                taken.set(false);
                Ok(())
            }
            Err(TryLockError::Error(error)) => Err(error),
            Ok(()) => Ok(()),
        };
        let file = held_file(root, &place, &place.sync_lock(), lock)?;
        Ok(taken.get().then_some(SyncLock { _file: file }))
    }

    /// Waits for it; `waits` is told where another sync holds it.
    pub(super) fn take(root: &Path, waits: &dyn Fn()) -> Result<Self, StoreError> {
        let place = Place::of(root)?;
        let lock = |file: &File| match file.try_lock() {
            Err(TryLockError::WouldBlock) => {
                waits();
                file.lock()
            }
            Err(TryLockError::Error(error)) => Err(error),
            Ok(()) => Ok(()),
        };
        Ok(SyncLock { _file: held_file(root, &place, &place.sync_lock(), lock)? })
    }
}

/// The file of a lock, locked.
fn held_file(
    root: &Path,
    place: &Place,
    path: &Path,
    lock: impl Fn(&File) -> io::Result<()>,
) -> Result<File, StoreError> {
    loop {
        place.make(root)?;
        // A link would make the lock somewhere else, a pipe would never open.
        match fs::symlink_metadata(path) {
            Ok(meta) if !meta.is_file() => return Err(StoreError::Irregular(path.to_owned())),
            _ => {}
        }
        let opened = permissions::maybe_new_file(path).truncate(false).write(true).open(path);
        let file = match opened {
            Ok(file) => file,
            // Somebody deletes the folder right now: it is made again.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(StoreError::io(Operation::Open, path)(error)),
        };
        lock(&file).map_err(StoreError::io(Operation::Lock, path))?;
        // A lock on a file that is no longer there keeps nobody out.
        if is_still_there(&file, path) {
            return Ok(file);
        }
    }
}
