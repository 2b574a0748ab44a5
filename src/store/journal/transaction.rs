//! A change of several files: all of it, or nothing.
//!
//! What is to be done is written down and synced first, with all that it replaces. Whoever comes next
//! carries out what a crash interrupted, or takes it back; doing so twice changes nothing. What is done
//! becomes the way back of `crm undo`: both need the same.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_yaml::Mapping;

use super::super::layout::{Part, part_of};
use super::super::{StoreError, confine, write};
use super::content::Content;

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

    fn removes_file(&self) -> bool {
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

/// Which lines of logs a transaction may take out.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub(in crate::store) enum Removes {
    /// None: every line that was there is there.
    #[default]
    Nothing,
    /// These, each once.
    Lines(Vec<Content>),
    /// Any: what is forgotten.
    Anything,
}

/// A change of several files of one workspace.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub(in crate::store) struct Transaction {
    /// The run of the program that makes it.
    pub run: String,
    /// The command's name.
    pub command: String,
    /// When (RFC 3339).
    pub at: String,
    /// The files, in the order in which they change. Those that go do so last.
    pub changes: Vec<FileChange>,
    /// What may be gone afterwards.
    pub removes: Removes,
    /// Whether nothing of what was there may be kept: the way back goes, too, and a crash is only ever
    /// followed by doing the rest.
    pub purges: bool,
    /// Ways back that this one uses up.
    pub consumes: Vec<String>,
}

/// How a file stands to a change of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// As it was before.
    Before,
    /// As it shall be, or with all of that in it.
    After,
    /// Our lines are there in part.
    Begun,
    /// Somebody has changed it since, or another branch is checked out.
    Other,
}

impl Transaction {
    /// Files that go do so after all others are there.
    pub fn in_order(mut self) -> Self {
        self.changes.sort_by_key(FileChange::removes_file);
        self
    }

    /// Refuses a transaction that would lose a line, and one that leads out of the workspace.
    pub fn look_ahead(&self, root: &Path) -> Result<(), StoreError> {
        for change in &self.changes {
            target(root, change)?;
        }
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for change in &self.changes {
            if let FileChange::Put { path, before: old, after: new } = change
                && is_log(path)
            {
                before.extend(old.as_ref().map(|old| (change.path(), old.0.as_slice())));
                after.extend(new.as_ref().map(|new| new.0.as_slice()));
            }
        }
        self.keeps(&before, &after)
    }

    /// The invariant, on the disk as it is now.
    pub fn look_back(&self, root: &Path) -> Result<(), StoreError> {
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for change in &self.changes {
            match change {
                FileChange::Put { path, before: old, after: new } if is_log(path) => {
                    before.extend(old.as_ref().map(|old| (change.path(), old.0.as_slice())));
                    // A log that was made holds what was written into it, or this is never reached.
                    if new.is_some() && (old.is_some() || self.changes.len() > 1) {
                        after.extend(read(&target(root, change)?)?);
                    }
                }
                FileChange::Append { lines, .. } => {
                    let log = target(root, change)?;
                    let there = behind(&log, change)?;
                    let there: HashSet<&[u8]> = there.split(|byte| *byte == b'\n').collect();
                    if !lines.iter().all(|line| there.contains(line.as_bytes())) {
                        return Err(StoreError::Lost(change.path()));
                    }
                }
                FileChange::Put { .. } => {}
            }
        }
        let after: Vec<&[u8]> = after.iter().map(Vec::as_slice).collect();
        self.keeps(&before, &after)
    }

    /// Whether every line from before is among those after, or may be gone.
    fn keeps(&self, before: &[(PathBuf, &[u8])], after: &[&[u8]]) -> Result<(), StoreError> {
        let allowed = match &self.removes {
            Removes::Anything => return Ok(()),
            Removes::Nothing => &[][..],
            Removes::Lines(lines) => lines,
        };
        let there: HashSet<&[u8]> = after.iter().flat_map(|log| lines_of(log)).collect();
        let mut may_go: HashMap<&[u8], usize> = HashMap::new();
        for line in allowed {
            *may_go.entry(line.0.as_slice()).or_default() += 1;
        }
        for (path, log) in before {
            for line in lines_of(log).filter(|line| !there.contains(line)) {
                match may_go.get_mut(line) {
                    Some(count) if *count > 0 => *count -= 1,
                    _ => return Err(StoreError::Lost(path.clone())),
                }
            }
        }
        Ok(())
    }

    /// Brings the files to what they shall be, as far as they are not. `done` is told of each file that
    /// is made.
    pub fn carry_out(&self, root: &Path, done: &(dyn Fn() + Sync)) -> Result<(), StoreError> {
        let mut at = 0;
        while at < self.changes.len() {
            let made = self.made_from(at);
            if made.len() > 1 {
                let files: Vec<(PathBuf, &[u8])> = made
                    .iter()
                    .map(|(change, bytes)| Ok((target(root, change)?, *bytes)))
                    .collect::<Result<_, StoreError>>()?;
                write::create_all(&files, done)?;
                at += made.len();
                continue;
            }
            carry_out(root, &self.changes[at])?;
            at += 1;
        }
        Ok(())
    }

    /// Files that are made one after another, of one kind: all on disk before the first of the other.
    fn made_from(&self, at: usize) -> Vec<(&FileChange, &[u8])> {
        let made = |change: &'_ FileChange| match change {
            FileChange::Put { path, before: None, after: Some(_) } => Some(is_log(path)),
            _ => None,
        };
        let Some(first) = self.changes.get(at).and_then(made) else { return Vec::new() };
        let run = self.changes[at..].iter().take_while(|change| made(change) == Some(first));
        run.filter_map(|change| match change {
            FileChange::Put { after: Some(after), .. } => Some((change, after.0.as_slice())),
            _ => None,
        })
        .collect()
    }

    /// Brings the files back to what they were, as far as they hold what we have written.
    pub fn take_back(&self, root: &Path) -> Result<(), StoreError> {
        self.changes.iter().rev().try_for_each(|change| take_back(root, change))
    }

    /// Completes what a crash interrupted. Whoever has changed a file by hand since has the last word: then
    /// nothing more is done, and what was done is taken back.
    pub fn complete(&self, root: &Path) -> Result<Completed, StoreError> {
        let mut states = Vec::with_capacity(self.changes.len());
        for change in &self.changes {
            if change.removes_file()
                && let Ok(target) = target(root, change)
            {
                write::put_back(&target)?;
            }
            states.push(state(root, change)?);
        }
        let is_open = states.contains(&State::Other);
        if !is_open || self.purges {
            let left = |state: State| matches!(state, State::Before | State::Begun);
            let changes = self.changes.iter().zip(&states).filter(|(_, state)| left(**state));
            let rest = Transaction {
                changes: changes.map(|(change, _)| change.clone()).collect(),
                ..Default::default()
            };
            rest.carry_out(root, &|| {})?;
            return Ok(Completed::Done);
        }
        self.take_back(root)?;
        Ok(Completed::TakenBack)
    }
}

/// What became of a transaction that a crash interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Completed {
    /// It is done.
    Done,
    /// It is as if it had never begun.
    TakenBack,
}

/// The file itself, never outside the workspace; one that goes is never at the other end of a link, whose
/// target may be more than this customer's.
fn target(root: &Path, change: &FileChange) -> Result<PathBuf, StoreError> {
    let path = change.path();
    let found = confine::target(root, &path)?;
    if change.removes_file() && found != root.join(&path) {
        return Err(StoreError::Irregular(root.join(path)));
    }
    Ok(found)
}

fn is_log(path: &Content) -> bool {
    matches!(part_of(&String::from_utf8_lossy(&path.0)), Some((Part::Log, _)))
}

/// The lines that say something, without the mark that some editors put at the start of a file.
pub(in crate::store) fn lines_of(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.split(|byte| *byte == b'\n').filter(|line| !line.iter().all(u8::is_ascii_whitespace))
}

/// A file's bytes; `None` where it isn't there.
pub(in crate::store) fn read(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io("read", path)(error)),
    }
}

fn state(root: &Path, change: &FileChange) -> Result<State, StoreError> {
    // It leads nowhere where it may be written: somebody has put a link or a folder there.
    let Ok(target) = target(root, change) else { return Ok(State::Other) };
    match change {
        FileChange::Put { before, after, .. } => {
            let now = read(&target)?;
            let is = |content: &Option<Content>| {
                now.as_deref() == content.as_ref().map(|content| content.0.as_slice())
            };
            Ok(match (before, after) {
                _ if is(after) => State::After,
                _ if is(before) && (before.is_some() || has_folder(&target)) => State::Before,
                (Some(before), Some(after)) if holds(now.as_deref(), &before.0, &after.0) => State::After,
                _ => State::Other,
            })
        }
        FileChange::Append { length, lines, .. } => {
            let is_there = target.is_file();
            if (length.is_some_and(|length| length > 0) && !is_there) || (!is_there && !has_folder(&target)) {
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

fn has_folder(path: &Path) -> bool {
    path.parent().is_some_and(Path::is_dir)
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

fn carry_out(root: &Path, change: &FileChange) -> Result<(), StoreError> {
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
            write::remove_known(&path, |bytes| bytes == before.0)
        }
        FileChange::Put { before: None, after: None, .. } => Ok(()),
        FileChange::Append { length, lines, .. } => {
            let behind = behind(&path, change)?;
            if is_begun(&behind, lines) {
                write::truncate(&path, length.unwrap_or(0))?;
                return write::append(&path, lines);
            }
            let there: HashSet<&[u8]> = behind.split(|byte| *byte == b'\n').collect();
            let missing: Vec<String> =
                lines.iter().filter(|line| !there.contains(line.as_bytes())).cloned().collect();
            if missing.is_empty() { Ok(()) } else { write::append(&path, &missing) }
        }
    }
}

/// Each file only where it still holds what we have written: else it holds what it held before, or somebody
/// else's words.
fn take_back(root: &Path, change: &FileChange) -> Result<(), StoreError> {
    let Ok(path) = target(root, change) else { return Ok(()) };
    let unless_changed = |done: Result<(), StoreError>| match done {
        Err(StoreError::Changed(_) | StoreError::Exists(_)) => Ok(()),
        other => other,
    };
    match change {
        FileChange::Put { before: Some(before), after: Some(after), .. } => {
            if path.is_file() {
                unless_changed(write::replace(&path, &after.0, &before.0))
            } else {
                Ok(())
            }
        }
        FileChange::Put { before: None, after: Some(after), .. } => {
            unless_changed(write::remove_known(&path, |bytes| bytes == after.0))
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
fn behind(log: &Path, change: &FileChange) -> Result<Vec<u8>, StoreError> {
    let FileChange::Append { length, .. } = change else { return Ok(Vec::new()) };
    let from = length.unwrap_or(0);
    let fail = |error| StoreError::io("read", log)(error);
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

/// Whether these bytes are the beginning of our lines, cut off in the middle.
fn is_begun(behind: &[u8], lines: &[String]) -> bool {
    let whole = whole(lines);
    let own = behind.strip_prefix(b"\n").unwrap_or(behind);
    !behind.is_empty() && own.len() < whole.len() && whole.as_bytes().starts_with(own)
}
