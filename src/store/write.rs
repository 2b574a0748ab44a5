//! Writes of which a crash at any moment leaves the old state or the new one.
//!
//! All of them are made under the workspace's lock.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::parallel::on_all_cores;
use super::{Operation, StoreError, atomic_swap, permissions};
use crate::store::file_names::TEMPORARY;

/// Replaces a file's bytes, if it still holds `before`: a temporary file beside it, synced, put in
/// its place, and the folder synced. A link is followed, the mode kept.
pub(super) fn replace(path: &Path, before: &[u8], after: &[u8]) -> Result<(), StoreError> {
    let target = fs::canonicalize(path).map_err(StoreError::io(Operation::Read, path))?;
    let now = fs::read(&target).map_err(StoreError::io(Operation::Read, path))?;
    if now == after {
        return Ok(());
    }
    replaceable(&target)?;
    if now != before {
        return Err(StoreError::Changed(path.to_owned()));
    }
    let mode = fs::metadata(&target).map_err(StoreError::io(Operation::Read, path))?.permissions();
    let temporary = prepare(&target, after, Some(mode))?;
    let placed = atomic_swap::put_in_place(&temporary, &target, before, after);
    if placed.map_err(refused_or(Operation::Write, path))? {
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
pub(super) fn create_all(files: &[(PathBuf, &[u8])], done: &(dyn Fn() + Sync)) -> Result<(), StoreError> {
    let made = on_all_cores(|| {
        files.par_iter().try_for_each(|(path, bytes)| {
            create_unsynced(path, bytes)?;
            done();
            Ok(())
        })
    });
    let folders: BTreeSet<&Path> = files.iter().filter_map(|(path, _)| path.parent()).collect();
    for folder in folders.into_iter().filter(|folder| folder.is_dir()) {
        sync_below(folder).map_err(StoreError::io(Operation::Sync, folder))?;
    }
    made
}

fn create_unsynced(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    if let Some(folder) = path.parent() {
        make_folders(folder).map_err(refused_or(Operation::MakeFolderOf, path))?;
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
        _ => refused_or(Operation::Write, path)(source),
    })
}

/// Makes a folder, with those above it, so that a crash doesn't lose a new one with all in it.
fn make_folders(folder: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = folder.ancestors().take_while(|above| !above.exists()).collect();
    permissions::make_folders(folder)?;
    missing.iter().try_for_each(|made| sync_parent(made))
}

/// Appends whole lines with one write and syncs. What a failure has written of them is taken back;
/// where the last line was cut off by somebody else, the new ones begin on a line of their own.
pub(super) fn append(path: &Path, lines: &[String]) -> Result<(), StoreError> {
    appended(path, lines, None, || {})
}

/// The same of those lines alone that don't stand behind a length yet. Whoever completes what another
/// command has written down may do so at the same time as that command itself, where the workspace's lock
/// keeps them apart no more: its file was deleted, and the folder can't be locked.
pub(super) fn append_missing(path: &Path, length: u64, lines: &[String]) -> Result<(), StoreError> {
    appended(path, lines, Some(length), || {})
}

/// `meanwhile` is what others do between our write and our look at it.
fn appended(
    path: &Path,
    lines: &[String],
    missing_behind: Option<u64>,
    mut meanwhile: impl FnMut(),
) -> Result<(), StoreError> {
    let fail = |source| refused_or(Operation::Append, path)(source);
    permitted(path)?;
    let mut lines = lines.to_vec();
    let mut known = missing_behind;
    loop {
        let new = !path.exists();
        // A file that is made new is never made at the other end of a link.
        let mut options = if new { permissions::new_file(path) } else { OpenOptions::new() };
        let mut file = options.read(true).append(true).open(path).map_err(fail)?;
        // The log's own lock, where the file system has any: looking and writing are one step for everybody
        // who appends. Where it has none, the workspace's lock is all that there is.
        let _ = file.lock();
        if !is_still_there(&file, path) && path.exists() {
            continue;
        }
        let length = file.metadata().map_err(fail)?.len();
        if let Some(from) = known.take() {
            // A log that has become shorter was rewritten: all of it is looked at.
            let from = if length < from { 0 } else { from };
            lines = missing(&read_from(&mut file, from).map_err(fail)?, &lines, &[]);
        }
        if lines.is_empty() {
            return Ok(());
        }
        let written = write_lines(&mut file, length, &lines).and_then(|()| file.sync_data());
        let written = written.and_then(|()| if new { sync_parent(path) } else { Ok(()) });
        if let Err(source) = written {
            let undone = if new { fs::remove_file(path) } else { cut(&file, length) };
            return Err(match undone {
                Ok(()) => fail(source),
                Err(_) => StoreError::io(Operation::AppendAndTakeBack, path)(source),
            });
        }
        meanwhile();
        if is_still_there(&file, path) || !path.exists() {
            return Ok(());
        }
        // Git or an editor has put another file in its place since it was opened: made of what was there
        // before our lines, or with them. Lines may be alike: those that were there before don't count.
        let before = read_from(&mut file, 0).map_err(fail)?;
        let before = &before[..before.len().min(usize::try_from(length).unwrap_or(usize::MAX))];
        let now = fs::read(path).map_err(fail)?;
        lines = missing(&now, &lines, before);
        if lines.is_empty() {
            return Ok(());
        }
    }
}

/// Those of the lines that don't stand in a text as often as they should: once for each time that they are
/// among them, and as often as they stood in `before`.
fn missing(text: &[u8], lines: &[String], before: &[u8]) -> Vec<String> {
    let count = |text: &[u8], line: &str| {
        text.split(|byte| *byte == b'\n').filter(|there| *there == line.as_bytes()).count()
    };
    let mut missing: Vec<String> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let wanted = lines[..=index].iter().filter(|own| *own == line).count() + count(before, line);
        if count(text, line) < wanted {
            missing.push(line.clone());
        }
    }
    missing
}

fn read_from(file: &mut File, from: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(from))?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// That a file may be changed by whoever runs us: one that is read-only was made so on purpose, and putting
/// another one in its place would ask nobody. One that isn't there may be made.
pub(super) fn permitted(path: &Path) -> Result<(), StoreError> {
    match fs::metadata(path) {
        Ok(meta) if meta.permissions().readonly() || !may_write(path) => {
            Err(StoreError::ReadOnly(path.to_owned()))
        }
        _ => Ok(()),
    }
}

/// The same of a file in whose place another one is put, or that is removed: its folder must permit it, too.
pub(super) fn replaceable(path: &Path) -> Result<(), StoreError> {
    permitted(path)?;
    match path.parent() {
        Some(folder) if !may_write(folder) => Err(StoreError::Forbidden(path.to_owned())),
        _ => Ok(()),
    }
}

/// The same of a file that is made new: the folder that is there, or the one in which its folders are made.
pub(super) fn creatable(path: &Path) -> Result<(), StoreError> {
    match path.ancestors().skip(1).find(|folder| folder.exists()) {
        Some(folder) if !may_write(folder) => Err(StoreError::Forbidden(path.to_owned())),
        _ => Ok(()),
    }
}

/// Whether the system would let us write into it: not into one of somebody else's that only they may change.
#[cfg(unix)]
fn may_write(path: &Path) -> bool {
    use rustix::fs::{Access, access};
    // On a disk that takes nothing at all, the write itself says so better.
    !access(path, Access::WRITE_OK).is_err_and(|error| error == rustix::io::Errno::ACCESS)
}

#[cfg(not(unix))]
fn may_write(_path: &Path) -> bool {
    true
}

/// What the system did not permit is a refusal, and said as one; all else is a failure.
fn refused_or(action: Operation, path: &Path) -> impl FnOnce(io::Error) -> StoreError + use<> {
    let path = path.to_owned();
    move |source| match source.kind() {
        io::ErrorKind::PermissionDenied => StoreError::Forbidden(path),
        _ => StoreError::Io { action, path, source },
    }
}

fn write_lines(file: &mut File, length: u64, lines: &[String]) -> io::Result<()> {
    let mut bytes = Vec::new();
    if length > 0 && !ends_with_newline(file, length)? {
        bytes.push(b'\n');
    }
    for line in lines {
        bytes.extend_from_slice(line.as_bytes());
        bytes.push(b'\n');
    }
    file.write_all(&bytes)
}

fn ends_with_newline(file: &mut File, length: u64) -> io::Result<bool> {
    let mut last = [0];
    file.seek(SeekFrom::Start(length - 1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

/// Takes back what was written behind a length.
pub(super) fn truncate(path: &Path, length: u64) -> Result<(), StoreError> {
    permitted(path)?;
    let fail = refused_or(Operation::TakeBack, path);
    OpenOptions::new().write(true).open(path).and_then(|file| cut(&file, length)).map_err(fail)
}

fn cut(file: &File, length: u64) -> io::Result<()> {
    file.set_len(length).and_then(|()| file.sync_data())
}

/// Removes a file, and syncs its folder; one that is gone already is not an error.
pub(super) fn remove(path: &Path) -> Result<(), StoreError> {
    replaceable(path)?;
    match fs::remove_file(path).and_then(|()| sync_parent(path)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(refused_or(Operation::Remove, path)(error))
        }
        _ => Ok(()),
    }
}

/// Removes a file that holds what is known to be elsewhere, too. It is taken out of sight first and
/// looked at then: one that somebody has changed meanwhile goes back. One that is gone is not an error.
pub(super) fn remove_known(path: &Path, is_known: impl Fn(&[u8]) -> bool) -> Result<(), StoreError> {
    let fail = |source| refused_or(Operation::Remove, path)(source);
    replaceable(path)?;
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
    fs::rename(&aside, path)
        .and_then(|()| sync_parent(path))
        .map_err(StoreError::io(Operation::PutBack, path))
}

/// Removes what a killed write has left beside a file.
pub(super) fn remove_temporary(path: &Path) -> Result<(), StoreError> {
    let temporary = beside(path);
    // Nothing asks for the right to remove what isn't there.
    if fs::symlink_metadata(&temporary).is_err() { Ok(()) } else { remove(&temporary) }
}

/// The name of a temporary file.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}{TEMPORARY}"))
}

/// The bytes in a synced file beside the target.
fn prepare(target: &Path, bytes: &[u8], mode: Option<fs::Permissions>) -> Result<PathBuf, StoreError> {
    let fail = |source| refused_or(Operation::Write, target)(source);
    let temporary = beside(target);
    // One that a crash left behind may be a second name of the target itself, and one that came
    // with the workspace a link to anywhere: it is never written into.
    match fs::remove_file(&temporary) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(fail(error)),
        _ => {}
    }
    let mut options = permissions::new_file_like(mode.as_ref(), &temporary);
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
pub(super) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    sync_parent(path).map_err(StoreError::io(Operation::SyncFolderOf, path))
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

#[cfg(test)]
mod tests;
