//! Two files changed together: both, or neither.
//!
//! The intention is written down first. A command that finds one left behind by a crash carries it
//! out before it does anything else; carrying it out twice changes nothing.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_yaml::Mapping;

use super::union::{self, Union};
use super::{StoreError, confine, write};

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

/// Whether there is anything to complete, or something in its place that is none of ours.
pub(super) fn is_left(derived: &Path) -> bool {
    fs::symlink_metadata(path(derived)).is_ok_and(|meta| !meta.is_dir())
}

/// Carries out a change of both files. On an error, the files are as they were; where even that
/// can't be had, the intention stays, and the next command completes it.
pub(super) fn commit(root: &Path, derived: &Path, intention: &Intention) -> Result<(), StoreError> {
    let journal = path(derived);
    let text = serde_json::to_vec(intention)
        .map_err(|error| StoreError::io("write", &journal)(io::Error::other(error)))?;
    write_down(&journal, &text)?;
    let done = carry_out(root, intention);
    if done.is_err() {
        take_back(root, intention)?;
    }
    write::remove(&journal)?;
    done
}

/// Derived files may be deleted at any moment, their folder with them: it is made again.
pub(super) fn write_down(journal: &Path, text: &[u8]) -> Result<(), StoreError> {
    const TRIES: usize = 100;
    for _ in 1..TRIES {
        match write::create(journal, text) {
            Err(StoreError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {}
            other => return other,
        }
    }
    write::create(journal, text)
}

/// Completes what a crash interrupted, under the lock.
pub(super) fn recover(root: &Path, derived: &Path) -> Result<(), StoreError> {
    let journal = path(derived);
    match fs::symlink_metadata(&journal) {
        Ok(meta) if meta.is_file() => {}
        // A link or a pipe isn't ours, and never read.
        Ok(_) => return write::remove(&journal),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(StoreError::io("read", &journal)(error)),
    }
    let text = match fs::read(&journal) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(StoreError::io("read", &journal)(error)),
    };
    // It was made with a rename: what doesn't read was not written by us, and says nothing.
    if let Ok(union) = serde_json::from_slice::<Union>(&text) {
        union::complete(root, &union)?;
    } else if let Ok(intention) = serde_json::from_slice::<Intention>(&text)
        && intention.still_applies(root)
    {
        complete(root, &intention)?;
    }
    write::remove(&journal)
}

impl Intention {
    /// Not after a checkout of another branch, on which the files are not there; and never of
    /// anything but customers' files, whoever has written it.
    fn still_applies(&self, root: &Path) -> bool {
        let is_file = |path: &Path| confine::target(root, path).is_ok_and(|target| target.is_file());
        let card = self.card.as_ref().is_none_or(|(card, ..)| is_file(card));
        let log = if self.length > 0 {
            is_file(&self.log)
        } else {
            confine::target(root, &self.log).is_ok_and(|log| log.parent().is_some_and(Path::is_dir))
        };
        card && log
    }
}

/// Somebody may have changed the file by hand since. Their word counts; whether the entry belongs
/// to it is seen by whether the change is still in it.
fn complete(root: &Path, intention: &Intention) -> Result<(), StoreError> {
    match (carry_out(root, intention), &intention.card) {
        (Err(StoreError::Changed(_)), Some((card, before, after))) => {
            let card = confine::target(root, card)?;
            let now = fs::read_to_string(&card).map_err(StoreError::io("read", &card))?;
            if holds(&now, before, after) { carry_out_log(root, intention) } else { Ok(()) }
        }
        (other, _) => other,
    }
}

/// Whether a text has all that was changed from `before` to `after`.
pub(super) fn holds(now: &str, before: &str, after: &str) -> bool {
    let read = |text: &str| serde_yaml::from_str::<Mapping>(text.trim_start_matches('\u{feff}')).ok();
    let (Some(now), Some(before), Some(after)) = (read(now), read(before), read(after)) else { return false };
    let mut keys = before.keys().chain(after.keys()).filter(|key| before.get(*key) != after.get(*key));
    keys.all(|key| now.get(key) == after.get(key))
}

fn carry_out(root: &Path, intention: &Intention) -> Result<(), StoreError> {
    if let Some((card, before, after)) = &intention.card {
        write::replace(&confine::target(root, card)?, before.as_bytes(), after.as_bytes())?;
    }
    carry_out_log(root, intention)
}

fn carry_out_log(root: &Path, intention: &Intention) -> Result<(), StoreError> {
    let log = confine::target(root, &intention.log)?;
    let behind = behind(&log, intention)?;
    if is_begun(&behind, intention) {
        write::truncate(&log, intention.length)?;
        return write::append(&log, &intention.lines);
    }
    write::append_missing(&log, intention.length, &intention.lines)
}

fn take_back(root: &Path, intention: &Intention) -> Result<(), StoreError> {
    let log = confine::target(root, &intention.log);
    if let Ok(log) = log
        && is_begun(&behind(&log, intention)?, intention)
    {
        write::truncate(&log, intention.length)?;
    }
    match &intention.card {
        Some((card, before, after)) => {
            match write::replace(&confine::target(root, card)?, after.as_bytes(), before.as_bytes()) {
                // It still holds what it held before, or somebody else's words.
                Err(StoreError::Changed(_)) => Ok(()),
                other => other,
            }
        }
        None => Ok(()),
    }
}

/// What stands behind the log's old end. A log that has become shorter was rewritten: all of it.
fn behind(log: &Path, intention: &Intention) -> Result<Vec<u8>, StoreError> {
    let fail = |error| StoreError::io("read", log)(error);
    let mut file = match File::open(log) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(fail(error)),
    };
    let length = file.metadata().map_err(fail)?.len();
    let from = if length < intention.length { 0 } else { intention.length };
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(from)).and_then(|_| file.read_to_end(&mut bytes)).map_err(fail)?;
    Ok(bytes)
}

/// Whether these bytes are the beginning of our lines, cut off in the middle.
fn is_begun(behind: &[u8], intention: &Intention) -> bool {
    let whole: String = intention.lines.iter().map(|line| format!("{line}\n")).collect();
    let own = behind.strip_prefix(b"\n").unwrap_or(behind);
    !behind.is_empty() && own.len() < whole.len() && whole.as_bytes().starts_with(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct World {
        _folder: tempfile::TempDir,
        root: PathBuf,
    }

    impl World {
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            fs::create_dir(folder.path().join("customers")).expect("made");
            fs::write(folder.path().join("customers/a.yaml"), "grade: C\n").expect("written");
            fs::write(folder.path().join("customers/a.log.jsonl"), "one\n").expect("written");
            let root = folder.path().canonicalize().expect("a path");
            World { _folder: folder, root }
        }

        fn root(&self) -> &Path {
            &self.root
        }

        fn derived(&self) -> PathBuf {
            self.root().join(".crm")
        }

        fn files(&self) -> (String, String) {
            let read = |name: &str| fs::read_to_string(self.root().join(name)).expect("read");
            (read("customers/a.yaml"), read("customers/a.log.jsonl"))
        }

        fn left_behind(&self) {
            write::create(&path(&self.derived()), &serde_json::to_vec(&intention()).expect("json"))
                .expect("made");
        }
    }

    fn intention() -> Intention {
        Intention {
            card: Some(("customers/a.yaml".into(), "grade: C\n".into(), "grade: B\n".into())),
            log: "customers/a.log.jsonl".into(),
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
                fs::write(world.root().join("customers/a.yaml"), "grade: B\n").expect("written");
            }
            if step > 1 {
                fs::write(world.root().join("customers/a.log.jsonl"), "one\ntwo\n").expect("written");
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
        fs::remove_file(world.root().join("customers/a.log.jsonl")).expect("removed");
        fs::create_dir(world.root().join("customers/a.log.jsonl")).expect("a folder in the way");
        assert!(commit(world.root(), &world.derived(), &intention()).is_err());
        assert_eq!(fs::read_to_string(world.root().join("customers/a.yaml")).expect("read"), "grade: C\n");
        assert!(!path(&world.derived()).exists());
    }

    #[test]
    fn what_somebody_changed_by_hand_since_is_not_overwritten() {
        let world = World::new();
        world.left_behind();
        fs::write(world.root().join("customers/a.yaml"), "grade: A\n").expect("written");
        recover(world.root(), &world.derived()).expect("completed");
        assert_eq!(world.files().0, "grade: A\n");
    }

    #[test]
    fn an_entry_follows_its_decision_through_later_changes() {
        for (now, log) in [("grade: B\nplan: x\n", "one\ntwo\n"), ("grade: C\nplan: x\n", "one\n")] {
            let world = World::new();
            world.left_behind();
            fs::write(world.root().join("customers/a.yaml"), now).expect("written");
            recover(world.root(), &world.derived()).expect("completed");
            assert_eq!(world.files(), (now.into(), log.into()));
        }
    }

    #[test]
    fn a_line_that_was_cut_off_is_written_whole() {
        for cut in ["one\nt", "one\ntw", "one\ntwo"] {
            let world = World::new();
            world.left_behind();
            fs::write(world.root().join("customers/a.log.jsonl"), cut).expect("written");
            recover(world.root(), &world.derived()).expect("completed");
            assert_eq!(world.files(), new());
        }
    }

    #[test]
    fn on_another_branch_there_is_nothing_to_complete() {
        for gone in ["customers/a.yaml", "customers/a.log.jsonl"] {
            let world = World::new();
            world.left_behind();
            fs::remove_file(world.root().join(gone)).expect("removed");
            recover(world.root(), &world.derived()).expect("no obstacle");
            assert!(!world.root().join(gone).exists());
            assert!(!path(&world.derived()).exists());
        }
    }

    #[test]
    fn an_intention_that_somebody_else_wrote_touches_no_other_file() {
        for astray in ["../x", "/tmp/x", "crm.yaml", "customers/../x", ".git/config", "customers/.x"] {
            let world = World::new();
            let hostile = Intention { card: None, log: astray.into(), length: 0, ..intention() };
            let text = serde_json::to_vec(&hostile).expect("json");
            write::create(&path(&world.derived()), &text).expect("made");
            recover(world.root(), &world.derived()).expect("passed over");
            assert!(!path(&world.derived()).exists());
            assert!(!world.root().join(astray).exists(), "{astray}");
        }
    }
}
