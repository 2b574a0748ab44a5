//! Two files changed together: both, or neither.
//!
//! The intention is written down first. A command that finds one left behind by a crash carries it
//! out before it does anything else; carrying it out twice changes nothing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{StoreError, write};

/// A change of a customer's file and its log.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Intention {
    /// The customer's file, relative to the root, before and after; only if it changes.
    pub card: Option<(PathBuf, String, String)>,
    /// The log, relative to the root.
    pub log: PathBuf,
    /// Its length before.
    pub length: u64,
    /// The lines to append.
    pub lines: Vec<String>,
}

/// Where it is written down.
pub(super) fn path(derived: &Path) -> PathBuf {
    derived.join("pending.json")
}

/// Carries out a change of both files. On an error, the files are as they were; where even that
/// can't be had, the intention stays, and the next command completes it.
pub(super) fn commit(root: &Path, derived: &Path, intention: &Intention) -> Result<(), StoreError> {
    let journal = path(derived);
    let text = serde_json::to_vec(intention)
        .map_err(|error| StoreError::io("write", &journal)(io::Error::other(error)))?;
    write::create(&journal, &text)?;
    let done = carry_out(root, intention);
    if done.is_err() {
        take_back(root, intention)?;
    }
    write::remove(&journal)?;
    done
}

/// Completes what a crash interrupted, under the lock.
pub(super) fn recover(root: &Path, derived: &Path) -> Result<(), StoreError> {
    let journal = path(derived);
    let text = match fs::read(&journal) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(StoreError::io("read", &journal)(error)),
    };
    // It was made with a rename: what doesn't read was not written by us, and says nothing.
    if let Ok(intention) = serde_json::from_slice::<Intention>(&text) {
        match carry_out(root, &intention) {
            // Somebody has changed the file by hand since: their word counts, the entry is kept.
            Ok(()) | Err(StoreError::Changed(_)) => {}
            Err(error) => return Err(error),
        }
    }
    write::remove(&journal)
}

fn carry_out(root: &Path, intention: &Intention) -> Result<(), StoreError> {
    if let Some((card, before, after)) = &intention.card {
        write::replace(&root.join(card), before.as_bytes(), after.as_bytes())?;
    }
    let log = root.join(&intention.log);
    let missing = missing_lines(&log, intention)?;
    if missing.is_empty() { Ok(()) } else { write::append(&log, &missing) }
}

fn take_back(root: &Path, intention: &Intention) -> Result<(), StoreError> {
    match &intention.card {
        Some((card, before, after)) => {
            match write::replace(&root.join(card), after.as_bytes(), before.as_bytes()) {
                // It still holds what it held before, or somebody else's words.
                Err(StoreError::Changed(_)) => Ok(()),
                other => other,
            }
        }
        None => Ok(()),
    }
}

/// The lines that don't stand behind the log's old end yet.
fn missing_lines(log: &Path, intention: &Intention) -> Result<Vec<String>, StoreError> {
    let bytes = match fs::read(log) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(StoreError::io("read", log)(error)),
    };
    let old = usize::try_from(intention.length).unwrap_or(usize::MAX);
    // A log that has become shorter was rewritten: look at all of it.
    let behind = bytes.get(old..).unwrap_or(&bytes);
    let there: Vec<&[u8]> = behind.split(|byte| *byte == b'\n').collect();
    Ok(intention.lines.iter().filter(|line| !there.contains(&line.as_bytes())).cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct World {
        folder: tempfile::TempDir,
    }

    impl World {
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            fs::write(folder.path().join("a.yaml"), "grade: C\n").expect("written");
            fs::write(folder.path().join("a.log.jsonl"), "one\n").expect("written");
            World { folder }
        }

        fn root(&self) -> &Path {
            self.folder.path()
        }

        fn derived(&self) -> PathBuf {
            self.root().join(".crm")
        }

        fn files(&self) -> (String, String) {
            let read = |name: &str| fs::read_to_string(self.root().join(name)).expect("read");
            (read("a.yaml"), read("a.log.jsonl"))
        }

        fn left_behind(&self) {
            write::create(&path(&self.derived()), &serde_json::to_vec(&intention()).expect("json"))
                .expect("made");
        }
    }

    fn intention() -> Intention {
        Intention {
            card: Some(("a.yaml".into(), "grade: C\n".into(), "grade: B\n".into())),
            log: "a.log.jsonl".into(),
            length: 4,
            lines: vec!["two".into()],
        }
    }

    fn new() -> (String, String) {
        ("grade: B\n".into(), "one\ntwo\n".into())
    }

    #[test]
    fn both_files_change_and_the_journal_goes() {
        let world = World::new();
        commit(world.root(), &world.derived(), &intention()).expect("done");
        assert_eq!(world.files(), new());
        assert!(!path(&world.derived()).exists());
    }

    #[test]
    fn a_crash_at_any_step_is_completed_once() {
        for step in 0..3 {
            let world = World::new();
            world.left_behind();
            if step > 0 {
                fs::write(world.root().join("a.yaml"), "grade: B\n").expect("written");
            }
            if step > 1 {
                fs::write(world.root().join("a.log.jsonl"), "one\ntwo\n").expect("written");
            }
            recover(world.root(), &world.derived()).expect("completed");
            assert_eq!(world.files(), new(), "after step {step}");
            recover(world.root(), &world.derived()).expect("nothing to do");
            assert_eq!(world.files(), new());
        }
    }

    #[test]
    fn a_change_that_fails_leaves_both_files_as_they_were() {
        let world = World::new();
        fs::remove_file(world.root().join("a.log.jsonl")).expect("removed");
        fs::create_dir(world.root().join("a.log.jsonl")).expect("a folder in the way");
        assert!(commit(world.root(), &world.derived(), &intention()).is_err());
        assert_eq!(fs::read_to_string(world.root().join("a.yaml")).expect("read"), "grade: C\n");
        assert!(!path(&world.derived()).exists());
    }

    #[test]
    fn what_somebody_changed_by_hand_since_is_not_overwritten() {
        let world = World::new();
        world.left_behind();
        fs::write(world.root().join("a.yaml"), "grade: A\n").expect("written");
        recover(world.root(), &world.derived()).expect("completed");
        assert_eq!(world.files().0, "grade: A\n");
    }
}
