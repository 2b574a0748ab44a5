//! Writes of which a crash at any moment leaves the old state or the new one.
//!
//! All of them are made under the workspace's lock.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::StoreError;

/// What a temporary file's name ends in; one that a crash left behind is overwritten by the next
/// write to the same file, and never read.
pub(super) const TEMPORARY: &str = ".crm-tmp";

/// Replaces a file's bytes, if it still holds `before`: a temporary file beside it, synced, renamed
/// over it, and the folder synced. A link is followed, the mode kept.
pub(super) fn replace(path: &Path, before: &[u8], after: &[u8]) -> Result<(), StoreError> {
    let target = fs::canonicalize(path).map_err(StoreError::io("read", path))?;
    let now = fs::read(&target).map_err(StoreError::io("read", path))?;
    if now == after {
        return Ok(());
    }
    if now != before {
        return Err(StoreError::Changed(path.to_owned()));
    }
    let mode = fs::metadata(&target).map_err(StoreError::io("read", path))?.permissions();
    let temporary = prepare(&target, after, Some(mode))?;
    fs::rename(&temporary, &target).map_err(|source| {
        let _ = fs::remove_file(&temporary);
        StoreError::io("write", path)(source)
    })?;
    sync_folder(&target)
}

/// Makes a new file; the folders above it are made where they are missing.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(StoreError::io("make the folder of", path))?;
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
        _ => StoreError::io("write", path)(source),
    })?;
    sync_folder(path)
}

/// Appends whole lines with one write and syncs. What a failure has written of them is taken back;
/// where the last line was cut off by somebody else, the new ones begin on a line of their own.
pub(super) fn append(path: &Path, lines: &[String]) -> Result<(), StoreError> {
    let fail = |source| StoreError::io("append to", path)(source);
    let new = !path.exists();
    let mut file = OpenOptions::new().read(true).append(true).create(true).open(path).map_err(fail)?;
    let length = file.metadata().map_err(fail)?.len();
    let mut bytes = Vec::new();
    if length > 0 && !ends_with_newline(&mut file, length).map_err(fail)? {
        bytes.push(b'\n');
    }
    for line in lines {
        bytes.extend_from_slice(line.as_bytes());
        bytes.push(b'\n');
    }
    let written = file.write_all(&bytes).and_then(|()| file.sync_data());
    if let Err(source) = written {
        let undone = file.set_len(length).and_then(|()| file.sync_data());
        return Err(match undone {
            Ok(()) => fail(source),
            Err(_) => StoreError::io("append to (and take back from)", path)(source),
        });
    }
    if new { sync_folder(path) } else { Ok(()) }
}

fn ends_with_newline(file: &mut File, length: u64) -> io::Result<bool> {
    let mut last = [0];
    file.seek(SeekFrom::Start(length - 1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

/// Removes a file, and syncs its folder; one that is gone already is no error.
pub(super) fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Ok(()) => sync_folder(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(StoreError::io("remove", path)(error)),
    }
}

/// The bytes in a synced file beside the target.
fn prepare(target: &Path, bytes: &[u8], mode: Option<fs::Permissions>) -> Result<PathBuf, StoreError> {
    let fail = |source| StoreError::io("write", target)(source);
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let temporary = target.with_file_name(format!(".{name}{TEMPORARY}"));
    let written = (|| {
        let mut file = File::create(&temporary)?;
        file.write_all(bytes)?;
        if let Some(mode) = mode {
            file.set_permissions(mode)?;
        }
        file.sync_all()
    })();
    if let Err(source) = written {
        let _ = fs::remove_file(&temporary);
        return Err(fail(source));
    }
    Ok(temporary)
}

/// Makes a rename or a new name durable, where the system can open folders.
fn sync_folder(path: &Path) -> Result<(), StoreError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    if cfg!(unix) {
        File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(StoreError::io("sync the folder of", path))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
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
    fn lines_are_appended_whole_and_on_their_own() {
        let folder = folder();
        let path = folder.path().join("a.log.jsonl");
        append(&path, &["one".into()]).expect("appended");
        append(&path, &["two".into(), "three".into()]).expect("appended");
        assert_eq!(fs::read_to_string(&path).expect("read"), "one\ntwo\nthree\n");
        fs::write(&path, "cut o").expect("written");
        append(&path, &["four".into()]).expect("appended");
        assert_eq!(fs::read_to_string(&path).expect("read"), "cut o\nfour\n");
    }
}
