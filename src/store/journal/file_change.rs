//! One file of a transaction: what it was, what it becomes, and how far it is.

use crate::format::BYTE_ORDER_MARK;
use crate::store::file_names::{CustomerFile, RHYTHM, is_kept_folder, part_of};
use crate::store::forgetting_note::is_note;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_yaml::Mapping;

use super::super::{Operation, StoreError, safe_path, write};
use super::content::Content;
use super::place::look;

/// A file of a transaction.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub(in crate::store) enum FileChange {
    /// The whole file becomes another one; nothing before where it is made, nothing after where it goes.
    Put {
        /// Relative to the root.
        path: Content,
        /// Its bytes before.
        before: Option<Content>,
        /// Its bytes then.
        after: Option<Content>,
    },
    /// Lines are appended to a log.
    Append {
        /// Relative to the root.
        path: Content,
        /// Its length before; none where it is made.
        length: Option<u64>,
        /// The lines, without their ends.
        lines: Vec<String>,
    },
}

impl FileChange {
    /// The lines that it puts into a file that weren't there.
    pub fn added(&self) -> Vec<Vec<u8>> {
        match self {
            FileChange::Append { lines, .. } => lines.iter().map(|line| line.trim_end().into()).collect(),
            FileChange::Put { before, after, .. } => {
                let of =
                    |side: &'_ Option<Content>| side.as_ref().map(|side| side.0.clone()).unwrap_or_default();
                let (before, after) = (of(before), of(after));
                let known: HashSet<&[u8]> = lines_of(&before).collect();
                lines_of(&after).filter(|line| !known.contains(line)).map(<[u8]>::to_vec).collect()
            }
        }
    }

    /// Whether a log gets the note of a forgetting.
    pub fn notes_forgetting(&self) -> bool {
        self.added().iter().any(|line| std::str::from_utf8(line).is_ok_and(is_note))
    }

    /// A file that is changed, made or removed.
    pub fn put(path: &Path, before: Option<&[u8]>, after: Option<&[u8]>) -> Self {
        FileChange::Put {
            path: content_of(path),
            before: before.map(Content::from),
            after: after.map(Content::from),
        }
    }

    /// Lines behind what a log has.
    pub fn append(path: &Path, length: Option<u64>, lines: Vec<String>) -> Self {
        FileChange::Append { path: content_of(path), length, lines }
    }

    /// The file, relative to the root.
    pub fn path(&self) -> PathBuf {
        let (FileChange::Put { path, .. } | FileChange::Append { path, .. }) = self;
        path_of(path)
    }

    /// The file's name as its bytes.
    pub fn into_path(self) -> Content {
        let (FileChange::Put { path, .. } | FileChange::Append { path, .. }) = self;
        path
    }

    /// Whether the file goes.
    pub fn removes_file(&self) -> bool {
        matches!(self, FileChange::Put { before: Some(_), after: None, .. })
    }
}

#[cfg(unix)]
fn content_of(path: &Path) -> Content {
    use std::os::unix::ffi::OsStrExt;
    Content(path.as_os_str().as_bytes().to_vec())
}

#[cfg(unix)]
fn path_of(content: &Content) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::OsStr::from_bytes(&content.0).into()
}

#[cfg(not(unix))]
fn content_of(path: &Path) -> Content {
    Content(path.to_string_lossy().into_owned().into_bytes())
}

#[cfg(not(unix))]
fn path_of(content: &Content) -> PathBuf {
    String::from_utf8_lossy(&content.0).into_owned().into()
}

/// How a file stands to a change of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// As it was before.
    Before,
    /// As it shall be, or with all of that in it.
    After,
    /// Our lines are there in part.
    Begun,
    /// Somebody has changed it since, or another branch is checked out.
    Other,
}

/// The file itself, never outside the workspace; one that goes is never at the other end of a link, whose
/// target may be more than this customer's.
pub(in crate::store) fn target(root: &Path, change: &FileChange) -> Result<PathBuf, StoreError> {
    let path = change.path();
    // The rules become others, and of the files beside them the one goes that can be found again: rhythm.yaml, when its
    // writing is taken back.
    let found = match change {
        FileChange::Put { after: Some(_), .. } => safe_path::file(root, &path)?,
        FileChange::Put { .. } if path == Path::new(RHYTHM) => safe_path::file(root, &path)?,
        _ => safe_path::target(root, &path)?,
    };
    if change.removes_file() && found != root.join(&path) {
        return Err(StoreError::Irregular(root.join(path)));
    }
    Ok(found)
}

pub(super) fn is_log(path: &Content) -> bool {
    matches!(part_of(&String::from_utf8_lossy(&path.0)), Some((CustomerFile::Log, _)))
}

/// The lines that say something, without the mark that some editors put at the start of a file.
pub(in crate::store) fn lines_of(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = bytes.split(|byte| *byte == b'\n');
    let lines = lines.map(|line| line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line));
    lines.filter(|line| !line.iter().all(u8::is_ascii_whitespace))
}

/// A file's bytes; `None` where it isn't there.
pub(in crate::store) fn read(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io(Operation::Read, path)(error)),
    }
}

pub(super) fn state(root: &Path, change: &FileChange) -> Result<State, StoreError> {
    // A file or a link stands where its folder was: what is behind it is another file.
    if change.removes_file() && is_behind(root, &change.path()) {
        return Ok(State::After);
    }
    let Some(target) = place(root, change)? else { return Ok(State::Other) };
    match change {
        FileChange::Put { before, after, .. } => {
            let now = read(&target)?;
            let is = |content: &Option<Content>| {
                now.as_deref() == content.as_ref().map(|content| content.0.as_slice())
            };
            Ok(match (before, after) {
                _ if is(after) => State::After,
                _ if is(before) && (before.is_some() || has_folder(&target)?) => State::Before,
                (Some(before), Some(after)) if holds(now.as_deref(), &before.0, &after.0) => State::After,
                _ => State::Other,
            })
        }
        FileChange::Append { length, lines, .. } => {
            let is_there = is_file(&target)?;
            let was_there = length.is_some_and(|length| length > 0);
            if !is_there && (was_there || !has_folder(&target)?) {
                return Ok(State::Other);
            }
            let behind = behind(&target, change)?;
            let there: HashSet<&[u8]> = behind.split(|byte| *byte == b'\n').collect();
            Ok(match () {
                () if lines.iter().all(|line| there.contains(line.as_bytes()))
                    && !is_begun(&behind, lines) =>
                {
                    State::After
                }
                () if is_begun(&behind, lines) => State::Begun,
                () => State::Before,
            })
        }
    }
}

/// Whether one of a path's folders below the root is a file or a link.
fn is_behind(root: &Path, path: &Path) -> bool {
    let folders = path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
    let meta = folders.map(|folder| fs::symlink_metadata(root.join(folder)));
    meta.into_iter().any(|meta| meta.is_ok_and(|meta| !meta.is_dir()))
}

/// Where it is; nothing where that leads nowhere where it may be written: somebody has put a link or a folder there.
/// What the disk doesn't tell is no such answer.
fn place(root: &Path, change: &FileChange) -> Result<Option<PathBuf>, StoreError> {
    match target(root, change) {
        Ok(found) => Ok(Some(found)),
        Err(error @ StoreError::Io { .. }) => Err(error),
        Err(_) => Ok(None),
    }
}

fn is_file(path: &Path) -> Result<bool, StoreError> {
    Ok(look(path, fs::metadata(path))?.is_some_and(|meta| meta.is_file()))
}

fn has_folder(path: &Path) -> Result<bool, StoreError> {
    let Some(folder) = path.parent() else { return Ok(false) };
    Ok(look(folder, fs::metadata(folder))?.is_some_and(|meta| meta.is_dir()))
}

/// Whether a text has all that was changed from `before` to `after`: somebody has changed other keys since.
fn holds(now: Option<&[u8]>, before: &[u8], after: &[u8]) -> bool {
    let read = |bytes: &[u8]| {
        let text = std::str::from_utf8(bytes).ok()?;
        serde_yaml::from_str::<Mapping>(text.trim_start_matches('\u{feff}')).ok()
    };
    let (Some(now), Some(before), Some(after)) = (now.and_then(read), read(before), read(after)) else {
        return false;
    };
    let mut keys = before.keys().chain(after.keys()).filter(|key| before.get(*key) != after.get(*key));
    keys.all(|key| now.get(key) == after.get(key))
}

pub(super) fn carry_out(root: &Path, change: &FileChange) -> Result<(), StoreError> {
    let path = target(root, change)?;
    match change {
        FileChange::Put { before: Some(before), after: Some(after), .. } => {
            write::replace(&path, &before.0, &after.0)
        }
        FileChange::Put { before: None, after: Some(after), .. } => match write::create(&path, &after.0) {
            Err(StoreError::Exists(_)) if read(&path)?.as_deref() == Some(after.0.as_slice()) => Ok(()),
            other => other,
        },
        FileChange::Put { before: Some(before), after: None, .. } => {
            write::remove_known(&path, |bytes| bytes == before.0)?;
            drop_empty(&path);
            Ok(())
        }
        FileChange::Put { before: None, after: None, .. } => Ok(()),
        FileChange::Append { length, lines, .. } => {
            let behind = behind(&path, change)?;
            if is_begun(&behind, lines) {
                write::truncate(&path, length.unwrap_or(0))?;
                return write::append(&path, lines);
            }
            write::append_missing(&path, length.unwrap_or(0), lines)
        }
    }
}

/// The folder of kept files goes with the last of them: git knows of no empty folder.
fn drop_empty(gone: &Path) {
    if let Some(folder) = gone.parent()
        && folder.file_name().is_some_and(is_kept_folder)
    {
        // One that holds anything stays.
        let _ = fs::remove_dir(folder);
    }
}

/// Each file only where it still holds what we have written: else it holds what it held before, or somebody
/// else's words.
pub(super) fn take_back(root: &Path, change: &FileChange) -> Result<(), StoreError> {
    let Some(path) = place(root, change)? else { return Ok(()) };
    let unless_changed = |done: Result<(), StoreError>| match done {
        Err(StoreError::Changed(_) | StoreError::Exists(_)) => Ok(()),
        other => other,
    };
    match change {
        FileChange::Put { before: Some(before), after: Some(after), .. } => {
            if is_file(&path)? {
                unless_changed(write::replace(&path, &after.0, &before.0))
            } else {
                Ok(())
            }
        }
        FileChange::Put { before: None, after: Some(after), .. } => {
            unless_changed(write::remove_known(&path, |bytes| bytes == after.0))?;
            drop_empty(&path);
            Ok(())
        }
        FileChange::Put { before: Some(before), after: None, .. } => {
            write::put_back(&path)?;
            if path.exists() { Ok(()) } else { unless_changed(write::create(&path, &before.0)) }
        }
        FileChange::Put { before: None, after: None, .. } => Ok(()),
        FileChange::Append { length, lines, .. } => {
            let Some(now) = read(&path)? else { return Ok(()) };
            let there = behind(&path, change)?;
            if there.is_empty() {
                return Ok(());
            }
            let kept = without(&now, length.unwrap_or(0), lines);
            match (length, kept.as_slice()) {
                _ if kept == now => Ok(()),
                (None, b"") => unless_changed(write::remove_known(&path, |bytes| bytes == now)),
                _ => unless_changed(write::replace(&path, &now, &kept)),
            }
        }
    }
}

/// A log without the lines that we appended behind a length, or the part of them that is there.
pub(in crate::store) fn without(log: &[u8], length: u64, lines: &[String]) -> Vec<u8> {
    let start = usize::try_from(length).unwrap_or(usize::MAX).min(log.len());
    let (old, behind) = log.split_at(start);
    if is_begun(behind, lines) {
        return old.to_vec();
    }
    let whole = whole(lines);
    // Where the last line had lost its end, it was given one first: that goes, too, if nothing else came.
    let own = behind.strip_prefix(b"\n").unwrap_or(behind);
    match own.strip_prefix(whole.as_bytes()) {
        Some(b"") => old.to_vec(),
        Some(rest) => [old, &behind[..behind.len() - own.len()], rest].concat(),
        None => {
            let mut out = old.to_vec();
            let mut left: Vec<&[u8]> = lines.iter().map(String::as_bytes).collect();
            for line in behind.split_inclusive(|byte| *byte == b'\n') {
                let bare = line.strip_suffix(b"\n").unwrap_or(line);
                match left.iter().position(|own| *own == bare) {
                    Some(at) => drop(left.remove(at)),
                    None => out.extend_from_slice(line),
                }
            }
            out
        }
    }
}

fn whole(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// What stands behind the log's old end. A log that has become shorter was rewritten: all of it.
pub(super) fn behind(log: &Path, change: &FileChange) -> Result<Vec<u8>, StoreError> {
    let FileChange::Append { length, .. } = change else { return Ok(Vec::new()) };
    let from = length.unwrap_or(0);
    let fail = |error| StoreError::io(Operation::Read, log)(error);
    let mut file = match File::open(log) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(fail(error)),
    };
    let now = file.metadata().map_err(fail)?.len();
    let from = if now < from { 0 } else { from };
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(from)).and_then(|_| file.read_to_end(&mut bytes)).map_err(fail)?;
    Ok(bytes)
}

/// Whether these bytes are our lines, cut off in the middle, or with zeros where a loss of power kept
/// parts of them from the disk.
fn is_begun(behind: &[u8], lines: &[String]) -> bool {
    let whole = whole(lines);
    let is_part = |own: &[u8]| {
        let is_ours = own.iter().zip(whole.as_bytes()).all(|(byte, ours)| byte == ours || *byte == 0);
        own.len() <= whole.len() && own != whole.as_bytes() && is_ours
    };
    // Where the last line had lost its end, it was given one first.
    let is_behind_an_end =
        behind.first().is_some_and(|byte| matches!(byte, b'\n' | 0)) && is_part(&behind[1..]);
    !behind.is_empty() && (is_part(behind) || is_behind_an_end)
}
