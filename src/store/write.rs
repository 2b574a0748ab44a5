//! Writes of which a crash at any moment leaves the old state or the new one.
//!
//! All of them are made under the workspace's lock.

mod append;

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{StoreError, exchange, permit};
pub(super) use append::{append, append_missing, is_one_piece};

/// What a temporary file's name ends in; one that a crash left behind is overwritten by the next
/// write to the same file, and never read.
pub(super) const TEMPORARY: &str = ".crm-tmp";

/// Replaces a file's bytes, if it still holds `before`: a temporary file beside it, synced, put in
/// its place, and the folder synced. A link is followed, the mode kept.
pub(super) fn replace(path: &Path, before: &[u8], after: &[u8]) -> Result<(), StoreError> {
    let target = fs::canonicalize(path).map_err(StoreError::io("read", path))?;
    let now = fs::read(&target).map_err(StoreError::io("read", path))?;
    if now == after {
        return Ok(());
    }
    permit::replaceable(&target)?;
    if now != before {
        return Err(StoreError::Changed(path.to_owned()));
    }
    let mode = fs::metadata(&target).map_err(StoreError::io("read", path))?.permissions();
    let temporary = prepare(&target, after, Some(mode))?;
    let placed = exchange::put_in_place(&temporary, &target, before, after);
    if placed.map_err(refused_or("write", path))? {
        sync_folder(&target)
    } else {
        Err(StoreError::Changed(path.to_owned()))
    }
}

/// Makes a new file; the folders above it are made where they are missing.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    create_unsynced(path, bytes)?;
    sync_folder(path)
}

/// The same of many files: each of them is whole on disk before it has its name, and the folders are
/// synced when all have theirs. After a crash some of the names may be missing.
pub(super) fn create_all(files: &[(PathBuf, String)], done: impl Fn() + Sync) -> Result<(), StoreError> {
    let made = files.par_iter().try_for_each(|(path, text)| {
        create_unsynced(path, text.as_bytes())?;
        done();
        Ok(())
    });
    let folders: BTreeSet<&Path> = files.iter().filter_map(|(path, _)| path.parent()).collect();
    for folder in folders.into_iter().filter(|folder| folder.is_dir()) {
        sync_below(folder).map_err(StoreError::io("sync", folder))?;
    }
    made
}

fn create_unsynced(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    if let Some(folder) = path.parent() {
        make_folders(folder).map_err(refused_or("make the folder of", path))?;
    }
    let temporary = prepare(path, bytes, None)?;
    // A hard link, unlike a rename, never replaces what somebody else made meanwhile.
    let linked = fs::hard_link(&temporary, path).or_else(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Err(error),
        // File systems without hard links: the lock keeps our own writers apart.
        _ if path.exists() => Err(io::ErrorKind::AlreadyExists.into()),
        _ => fs::rename(&temporary, path),
    });
    let _ = fs::remove_file(&temporary);
    linked.map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => StoreError::Exists(path.to_owned()),
        _ => refused_or("write", path)(source),
    })
}

/// Makes a folder, with those above it, so that a crash doesn't lose a new one with all in it.
fn make_folders(folder: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = folder.ancestors().take_while(|above| !above.exists()).collect();
    permit::make_folders(folder)?;
    missing.iter().try_for_each(|made| sync_parent(made))
}

/// What the system did not permit is a refusal, and said as one; all else is a failure.
fn refused_or(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError + use<> {
    let path = path.to_owned();
    move |source| match source.kind() {
        io::ErrorKind::PermissionDenied => StoreError::Forbidden(path),
        _ => StoreError::Io { action, path, source },
    }
}

/// Takes back what was written behind a length.
pub(super) fn truncate(path: &Path, length: u64) -> Result<(), StoreError> {
    permit::permitted(path)?;
    let fail = refused_or("take back from", path);
    OpenOptions::new().write(true).open(path).and_then(|file| cut(&file, length)).map_err(fail)
}

fn cut(file: &File, length: u64) -> io::Result<()> {
    file.set_len(length).and_then(|()| file.sync_data())
}

/// Removes a file, and syncs its folder; one that is gone already is no error.
pub(super) fn remove(path: &Path) -> Result<(), StoreError> {
    permit::replaceable(path)?;
    match fs::remove_file(path).and_then(|()| sync_parent(path)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(refused_or("remove", path)(error)),
        _ => Ok(()),
    }
}

/// Removes a file that holds what is known to be elsewhere, too. It is taken out of sight first and
/// looked at then: one that somebody has changed meanwhile goes back. One that is gone is no error.
pub(super) fn remove_known(path: &Path, is_known: impl Fn(&[u8]) -> bool) -> Result<(), StoreError> {
    let fail = |source| refused_or("remove", path)(source);
    permit::replaceable(path)?;
    let aside = beside(path);
    match fs::remove_file(&aside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(fail(error)),
        _ => {}
    }
    match fs::rename(path, &aside) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        other => other.map_err(fail)?,
    }
    match fs::read(&aside) {
        Ok(bytes) if is_known(&bytes) => {
            fs::remove_file(&aside).and_then(|()| sync_parent(path)).map_err(fail)
        }
        other => {
            put_back(path)?;
            Err(other.map_or_else(fail, |_| StoreError::Changed(path.to_owned())))
        }
    }
}

/// Puts a file back that [`remove_known`] has taken out of sight, unless there is a new one.
pub(super) fn put_back(path: &Path) -> Result<(), StoreError> {
    let aside = beside(path);
    if fs::symlink_metadata(&aside).is_err() || path.exists() {
        return Ok(());
    }
    fs::rename(&aside, path).and_then(|()| sync_parent(path)).map_err(StoreError::io("put back", path))
}

/// The name of a temporary file.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}{TEMPORARY}"))
}

/// The bytes in a synced file beside the target.
fn prepare(target: &Path, bytes: &[u8], mode: Option<fs::Permissions>) -> Result<PathBuf, StoreError> {
    let fail = |source| refused_or("write", target)(source);
    let temporary = beside(target);
    // One that a crash left behind may be a second name of the target itself, and one that came
    // with the workspace a link to anywhere: it is never written into.
    match fs::remove_file(&temporary) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(fail(error)),
        _ => {}
    }
    let mut options = permit::new_file_like(mode.as_ref(), &temporary);
    let mut file = options.write(true).open(&temporary).map_err(fail)?;
    let written = file
        .write_all(bytes)
        .and_then(|()| mode.map_or(Ok(()), |mode| file.set_permissions(mode)))
        .and_then(|()| file.sync_all());
    if let Err(source) = written {
        let _ = fs::remove_file(&temporary);
        return Err(fail(source));
    }
    Ok(temporary)
}

/// Makes a rename or a new name durable.
fn sync_folder(path: &Path) -> Result<(), StoreError> {
    sync_parent(path).map_err(StoreError::io("sync the folder of", path))
}

/// The same, where the system can open folders.
fn sync_parent(path: &Path) -> io::Result<()> {
    // A file named without its folder is in this one.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    sync_below(folder)
}

fn sync_below(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder).and_then(|folder| folder.sync_all()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder")
    }

    #[test]
    fn a_file_is_replaced_only_while_it_holds_what_was_read() {
        let folder = folder();
        let path = folder.path().join("a.yaml");
        fs::write(&path, "old").expect("written");
        assert!(matches!(replace(&path, b"other", b"new"), Err(StoreError::Changed(_))));
        assert_eq!(fs::read(&path).expect("read"), b"old");
        replace(&path, b"old", b"new").expect("replaced");
        assert_eq!(fs::read(&path).expect("read"), b"new");
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1, "nothing is left behind");
    }

    #[cfg(unix)]
    #[test]
    fn the_mode_stays_and_a_link_is_followed() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = folder();
        let (path, link) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&path, "old").expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
        symlink(&path, &link).expect("linked");
        replace(&link, b"old", b"new").expect("replaced");
        assert!(link.is_symlink());
        assert_eq!(fs::read(&path).expect("read"), b"new");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn a_new_file_never_replaces_one() {
        let folder = folder();
        let path = folder.path().join("deep/er/a.yaml");
        create(&path, b"one").expect("made");
        assert!(matches!(create(&path, b"two"), Err(StoreError::Exists(_))));
        assert_eq!(fs::read(&path).expect("read"), b"one");
        assert_eq!(fs::read_dir(path.parent().expect("a folder")).expect("listed").count(), 1);
    }

    #[test]
    fn what_a_crash_left_behind_is_never_written_into() {
        let folder = folder();
        let (path, temporary) = (folder.path().join("a"), folder.path().join(".a.crm-tmp"));
        fs::write(&path, "old").expect("written");
        fs::hard_link(&path, &temporary).expect("linked");
        let reader = File::open(&path).expect("opened");
        replace(&path, b"old", b"new").expect("replaced");
        let mut seen = String::new();
        io::BufReader::new(reader).read_to_string(&mut seen).expect("read");
        assert_eq!(seen, "old", "the file was replaced, not written over");
        assert!(!temporary.exists());
    }
}
