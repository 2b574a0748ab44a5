//! What a command wrote, so that it can be committed, or taken back.
//!
//! It is noted beside the other derived files, and only of the last command that wrote anything. Deleting
//! it loses the way back, and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::{StoreError, confine, write};

/// One file, before and after.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub(super) enum Deed {
    /// The whole text became another one; one that is new has none before, one that was removed none after.
    Text { before: Option<String>, after: Option<Print> },
    /// The same of a file that was no text.
    Bytes { before: Vec<u8>, after: Option<Print> },
    /// Lines were appended; the file had this length, or was not there.
    Lines { length: Option<u64>, lines: Vec<String>, after: Print },
}

/// What a file's bytes are known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct Print {
    length: u64,
    hash: u64,
}

impl Print {
    fn of(bytes: &[u8]) -> Self {
        // Not against anybody who means harm: against a change that was made meanwhile.
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        Print { length: bytes.len() as u64, hash: hasher.finish() }
    }
}

/// All that one command has written so far.
#[derive(Clone, Debug, Default)]
pub struct Deeds(Arc<Mutex<Vec<(PathBuf, Deed)>>>);

impl Deeds {
    pub(super) fn text(&self, path: &Path, before: Option<&[u8]>, after: Option<&[u8]>) {
        let after = after.map(Print::of);
        let deed = match before.map(|bytes| (bytes, String::from_utf8(bytes.to_vec()))) {
            None => Deed::Text { before: None, after },
            Some((_, Ok(text))) => Deed::Text { before: Some(text), after },
            // A log with broken bytes in it is taken back like any other: without it, what was taken
            // back would be half of what was done.
            Some((bytes, Err(_))) => Deed::Bytes { before: bytes.to_vec(), after },
        };
        self.push(path, deed);
    }

    pub(super) fn lines(&self, path: &Path, length: Option<u64>, lines: &[String], after: &[u8]) {
        // What another program appended behind them meanwhile is none of ours to take back.
        let after = Print::of(ours(after, length.unwrap_or(0), lines));
        self.push(path, Deed::Lines { length, lines: lines.to_vec(), after });
    }

    fn push(&self, path: &Path, deed: Deed) {
        let mut deeds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        deeds.push((path.to_owned(), deed));
    }

    /// Whether it has written nothing.
    pub fn is_empty(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Takes them out, for the end of a command.
    pub(super) fn take(&self) -> Vec<(PathBuf, Deed)> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The last command that wrote anything.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Last {
    /// What it did, in one line.
    pub said: String,
    /// When it ended (RFC 3339).
    pub at: String,
    deeds: Vec<(PathBuf, Deed)>,
}

/// What became of a file that is to be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Now {
    /// As the command left it.
    After,
    /// As it was before: it was taken back already.
    Before,
    /// Somebody changed it since.
    Other,
}

impl Last {
    pub(super) fn new(said: String, at: String, deeds: Vec<(PathBuf, Deed)>) -> Self {
        Last { said, at, deeds }
    }

    /// The same files, for another thing done to them.
    pub fn saying(self, said: String) -> Self {
        Last { said, ..self }
    }

    /// The files that it wrote, relative to the root, each once.
    pub fn paths(&self) -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = self.deeds.iter().map(|(path, _)| path.clone()).collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// What it appended, line by line.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.deeds.iter().flat_map(|(_, deed)| match deed {
            Deed::Lines { lines, .. } => lines.iter().map(String::as_str).collect::<Vec<_>>(),
            Deed::Text { .. } | Deed::Bytes { .. } => Vec::new(),
        })
    }

    /// Which customers' files it made anew.
    pub fn made(&self) -> usize {
        let is_new = |deed: &Deed| matches!(deed, Deed::Text { before: None, .. });
        self.deeds.iter().filter(|(_, deed)| is_new(deed)).count()
    }

    /// Whether something of it stands in other versions of its files, as `read` has them.
    pub(super) fn stands_in(&self, read: impl Fn(&Path) -> Option<Vec<u8>>) -> bool {
        // A look at some of very many files tells as much.
        self.deeds.iter().take(20).any(|(path, deed)| {
            let there = read(path);
            match deed {
                Deed::Text { after, .. } | Deed::Bytes { after, .. } => {
                    after.is_some() && there.as_deref().map(Print::of) == *after
                }
                Deed::Lines { lines, .. } => {
                    let there = there.unwrap_or_default();
                    let all: Vec<&[u8]> = there.split(|byte| *byte == b'\n').collect();
                    lines.iter().all(|line| all.contains(&line.as_bytes()))
                }
            }
        })
    }

    /// Takes back what it did. `Err` with the files that somebody changed since; then nothing is taken back.
    pub(super) fn undo(&self, root: &Path) -> Result<Result<(), Vec<PathBuf>>, StoreError> {
        // What one command did to one file, one thing after the other, is taken back from the end.
        let mut files: BTreeMap<&Path, Vec<&Deed>> = BTreeMap::new();
        for (path, deed) in &self.deeds {
            files.entry(path).or_default().push(deed);
        }
        let mut changed = Vec::new();
        let mut open = Vec::new();
        for (path, deeds) in files {
            let target = confine::file(root, path)?;
            match now(&target, &deeds)? {
                Now::After => open.push((target, deeds)),
                Now::Before => {}
                Now::Other => changed.push(path.to_owned()),
            }
        }
        if !changed.is_empty() {
            return Ok(Err(changed));
        }
        for (target, deeds) in open {
            for deed in deeds.into_iter().rev() {
                take_back(&target, deed)?;
            }
        }
        Ok(Ok(()))
    }
}

/// A log up to our own lines, where they stand behind its old end; nothing of it where they don't.
fn ours<'b>(log: &'b [u8], length: u64, lines: &[String]) -> &'b [u8] {
    let own: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let start = usize::try_from(length).unwrap_or(usize::MAX).min(log.len());
    // Where the last line had lost its end, it was given one first.
    let gap = usize::from(log[start..].starts_with(b"\n"));
    let end = start + gap + own.len();
    if log[start + gap..].starts_with(own.as_bytes()) { &log[..end] } else { &[] }
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io("read", path)(error)),
    }
}

fn now(path: &Path, deeds: &[&Deed]) -> Result<Now, StoreError> {
    let bytes = read(path)?;
    let print = bytes.as_deref().map(Print::of);
    let after = match deeds.last() {
        Some(Deed::Text { after, .. } | Deed::Bytes { after, .. }) => *after,
        Some(Deed::Lines { after, .. }) => Some(*after),
        None => None,
    };
    if print == after {
        return Ok(Now::After);
    }
    let is_before = match deeds.first() {
        Some(Deed::Text { before, .. }) => bytes.as_deref() == before.as_deref().map(str::as_bytes),
        Some(Deed::Bytes { before, .. }) => bytes.as_ref() == Some(before),
        Some(Deed::Lines { length, .. }) => bytes.map(|bytes| bytes.len() as u64) == *length,
        None => true,
    };
    Ok(if is_before { Now::Before } else { Now::Other })
}

fn take_back(path: &Path, deed: &Deed) -> Result<(), StoreError> {
    let put = |before: &[u8], after: Option<Print>| match after {
        Some(_) => write::replace(path, &read(path)?.unwrap_or_default(), before),
        None => write::create(path, before),
    };
    match deed {
        Deed::Text { before: Some(before), after } => put(before.as_bytes(), *after),
        Deed::Bytes { before, after } => put(before, *after),
        Deed::Text { before: None, .. } | Deed::Lines { length: None, .. } => write::remove(path),
        Deed::Lines { length: Some(length), .. } => write::truncate(path, *length),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct World(tempfile::TempDir);

    impl World {
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            fs::create_dir(folder.path().join("customers")).expect("made");
            World(folder)
        }

        fn root(&self) -> PathBuf {
            self.0.path().canonicalize().expect("a path")
        }

        fn put(&self, name: &str, text: &str) -> PathBuf {
            let path = self.root().join("customers").join(name);
            fs::write(&path, text).expect("written");
            path
        }

        fn get(&self, name: &str) -> Option<String> {
            fs::read_to_string(self.root().join("customers").join(name)).ok()
        }
    }

    /// A file changed twice, a log appended to, one begun, a file made and one removed.
    fn done(world: &World) -> Last {
        let deeds = Deeds::default();
        let at = |name: &str| Path::new("customers").join(name);
        deeds.text(&at("a.yaml"), Some(b"1"), Some(b"2"));
        deeds.text(&at("a.yaml"), Some(b"2"), Some(b"3"));
        deeds.lines(&at("a.log.jsonl"), Some(2), &["y".into()], b"x\ny\n");
        deeds.lines(&at("b.log.jsonl"), None, &["z".into()], b"z\n");
        deeds.text(&at("new.yaml"), None, Some(b"n"));
        deeds.text(&at("old.yaml"), Some(b"o"), None);
        for (name, text) in
            [("a.yaml", "3"), ("a.log.jsonl", "x\ny\n"), ("b.log.jsonl", "z\n"), ("new.yaml", "n")]
        {
            world.put(name, text);
        }
        Last::new("x".into(), "y".into(), deeds.take())
    }

    fn texts(world: &World) -> Vec<Option<String>> {
        ["a.yaml", "a.log.jsonl", "b.log.jsonl", "new.yaml", "old.yaml"].map(|name| world.get(name)).to_vec()
    }

    #[test]
    fn all_is_as_it_was_and_taking_back_again_changes_nothing() {
        let world = World::new();
        let last = done(&world);
        let before = vec![Some("1".into()), Some("x\n".into()), None, None, Some("o".into())];
        for _ in 0..2 {
            assert_eq!(last.undo(&world.root()).expect("done"), Ok(()));
            assert_eq!(texts(&world), before);
        }
        // A crash in the middle leaves some as they were before: the rest follows.
        world.put("new.yaml", "n");
        assert_eq!(last.undo(&world.root()).expect("done"), Ok(()));
        assert_eq!(texts(&world), before);
    }

    #[test]
    fn what_another_program_appended_meanwhile_is_not_taken_back() {
        for (log, length) in [("x\ny\nfrom elsewhere\n", 2), ("x\nfrom elsewhere\ny\n", 2), ("x\n\ny\n", 3)] {
            let world = World::new();
            let deeds = Deeds::default();
            let at = Path::new("customers/a.log.jsonl");
            deeds.lines(at, Some(length), &["y".into()], log.as_bytes());
            world.put("a.log.jsonl", log);
            let last = Last::new("x".into(), "y".into(), deeds.take());
            let done = last.undo(&world.root()).expect("asked");
            assert_eq!(done.is_err(), log.contains("elsewhere"), "{log:?}");
            assert_eq!(world.get("a.log.jsonl").is_some_and(|now| now == log), done.is_err());
        }
    }

    #[test]
    fn what_somebody_changed_since_stops_all_of_it() {
        for (name, text) in
            [("a.yaml", "4"), ("a.log.jsonl", "x\ny\nz\n"), ("new.yaml", "m"), ("old.yaml", "p")]
        {
            let world = World::new();
            let last = done(&world);
            world.put(name, text);
            let before = texts(&world);
            let changed = vec![Path::new("customers").join(name)];
            assert_eq!(last.undo(&world.root()).expect("asked"), Err(changed));
            assert_eq!(texts(&world), before);
        }
    }

    #[test]
    fn bytes_that_are_no_text_come_back_as_they_were() {
        let world = World::new();
        let at = |name: &str| Path::new("customers").join(name);
        let deeds = Deeds::default();
        deeds.text(&at("gone.log.jsonl"), Some(b"\xff\n"), None);
        deeds.text(&at("kept.log.jsonl"), Some(b"\xfe\n"), Some(b"\xfe\nx\n"));
        fs::write(world.root().join("customers/kept.log.jsonl"), b"\xfe\nx\n").expect("written");
        let last = Last::new("x".into(), "y".into(), deeds.take());
        let last: Last = serde_json::from_str(&serde_json::to_string(&last).expect("json")).expect("a deed");
        for _ in 0..2 {
            assert_eq!(last.undo(&world.root()).expect("done"), Ok(()));
            for (name, bytes) in [("gone", b"\xff\n"), ("kept", b"\xfe\n")] {
                let path = world.root().join(format!("customers/{name}.log.jsonl"));
                assert_eq!(fs::read(path).expect("it is there"), bytes);
            }
        }
    }
}
