//! Two customers made one: all of it, or nothing.
//!
//! The intention is written down first, as for every change of several files. The one's files are
//! whole before the other's go, and these go only while all that they hold is in the one's.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{StoreError, confine, journal, write};

/// A customer that takes in another one. Paths are relative to the root.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Union {
    /// Customers' files before and after, that of the one that stays first.
    pub cards: Vec<(PathBuf, String, String)>,
    /// Its log.
    pub log: PathBuf,
    /// Lines of its own that are appended.
    pub lines: Vec<String>,
    /// The other's file, and its text.
    pub gone: (PathBuf, String),
    /// The other's log.
    pub gone_log: PathBuf,
}

/// Carries it out. On an error, the files are as they were; where even that can't be had, the
/// intention stays, and the next command completes it.
pub(super) fn commit(root: &Path, derived: &Path, union: &Union) -> Result<(), StoreError> {
    let places = Places::of(root, union)?;
    let (log, gone_log) = (read(&places.log)?, read(&places.gone_log)?);
    let path = journal::path(derived);
    let text =
        serde_json::to_vec(union).map_err(|error| StoreError::io("write", &path)(io::Error::other(error)))?;
    journal::write_down(&path, &text)?;
    let done = carry_out(&places, union, |error, _| Err(error));
    if done.is_err() {
        take_back(&places, union, log.as_deref(), gone_log.as_deref())?;
    }
    write::remove(&path)?;
    done
}

/// Completes what a crash interrupted. Whoever has changed the files by hand since has the last
/// word: then nothing more is joined, and nothing goes.
pub(super) fn complete(root: &Path, union: &Union) -> Result<(), StoreError> {
    let Ok(places) = Places::of(root, union) else { return Ok(()) };
    write::put_back(&places.gone)?;
    write::put_back(&places.gone_log)?;
    // Its file goes last: without it all is done, or another branch is checked out.
    let is_there = places.cards.iter().all(|card| card.is_file());
    if !is_there || read(&places.gone)?.as_deref() != Some(union.gone.1.as_bytes()) {
        return Ok(());
    }
    let done = carry_out(&places, union, |error, at| match &error {
        StoreError::Changed(path) => {
            let now = fs::read_to_string(path).map_err(StoreError::io("read", path))?;
            let (_, before, after) = &union.cards[at];
            if journal::holds(&now, before, after) { Ok(()) } else { Err(error) }
        }
        _ => Err(error),
    });
    match done {
        Err(StoreError::Changed(_)) => Ok(()),
        other => other,
    }
}

/// The files themselves, none of them outside the workspace.
struct Places {
    cards: Vec<PathBuf>,
    log: PathBuf,
    gone: PathBuf,
    gone_log: PathBuf,
}

impl Places {
    fn of(root: &Path, union: &Union) -> Result<Self, StoreError> {
        let cards = union.cards.iter().map(|(card, ..)| confine::target(root, card));
        // What a link leads to may be more than this customer's.
        let own = |path: &Path| match confine::target(root, path) {
            Ok(target) if target != root.join(path) => Err(StoreError::Irregular(root.join(path))),
            other => other,
        };
        Ok(Places {
            cards: cards.collect::<Result<_, _>>()?,
            log: confine::target(root, &union.log)?,
            gone: own(&union.gone.0)?,
            gone_log: own(&union.gone_log)?,
        })
    }
}

fn carry_out(
    places: &Places,
    union: &Union,
    changed: impl Fn(StoreError, usize) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    for (at, (path, (_, before, after))) in places.cards.iter().zip(&union.cards).enumerate() {
        write::replace(path, before.as_bytes(), after.as_bytes()).or_else(|error| changed(error, at))?;
    }
    let moved = read(&places.gone_log)?.unwrap_or_default();
    let now = read(&places.log)?;
    let joined = joined(now.as_deref().unwrap_or_default(), &moved, &union.lines);
    match &now {
        Some(now) => write::replace(&places.log, now, &joined)?,
        None if joined.is_empty() => {}
        None => write::create(&places.log, &joined)?,
    }
    let known: HashSet<&[u8]> = lines(&joined).collect();
    write::remove_known(&places.gone_log, |bytes| lines(bytes).all(|line| known.contains(line)))?;
    write::remove_known(&places.gone, |bytes| bytes == union.gone.1.as_bytes())
}

/// A log, and behind it the lines of another one that it doesn't have, byte for byte, and our own.
fn joined(log: &[u8], other: &[u8], own: &[String]) -> Vec<u8> {
    let mut seen: HashSet<&[u8]> = lines(log).collect();
    let mut joined = log.to_vec();
    for line in lines(other).chain(own.iter().map(String::as_bytes)) {
        if seen.insert(line) {
            if !joined.is_empty() && !joined.ends_with(b"\n") {
                joined.push(b'\n');
            }
            joined.extend_from_slice(line);
            joined.push(b'\n');
        }
    }
    joined
}

/// The lines that say something, without the mark that some editors put at the start of a file.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.split(|byte| *byte == b'\n').filter(|line| !line.iter().all(u8::is_ascii_whitespace))
}

/// All files as they were; each only where it still holds what we have written.
fn take_back(
    places: &Places,
    union: &Union,
    log: Option<&[u8]>,
    gone_log: Option<&[u8]>,
) -> Result<(), StoreError> {
    write::put_back(&places.gone)?;
    write::put_back(&places.gone_log)?;
    make_again(&places.gone, Some(union.gone.1.as_bytes()))?;
    make_again(&places.gone_log, gone_log)?;
    let old = log.unwrap_or_default();
    let joined = joined(old, gone_log.unwrap_or_default(), &union.lines);
    match (read(&places.log)?, log) {
        (Some(now), None) if now == joined => write::remove(&places.log)?,
        (Some(now), Some(old)) if now == joined => write::replace(&places.log, &now, old)?,
        _ => {}
    }
    for (path, (_, before, after)) in places.cards.iter().zip(&union.cards) {
        match write::replace(path, after.as_bytes(), before.as_bytes()) {
            // It still holds what it held before, or somebody else's words.
            Ok(()) | Err(StoreError::Changed(_)) => {}
            other => return other,
        }
    }
    Ok(())
}

fn make_again(path: &Path, bytes: Option<&[u8]>) -> Result<(), StoreError> {
    match bytes {
        Some(bytes) if !path.exists() => write::create(path, bytes),
        _ => Ok(()),
    }
}

/// A file's bytes; `None` where it isn't there.
fn read(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io("read", path)(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_both_logs_is_kept_once_and_byte_for_byte() {
        let own = ["note".to_owned()];
        assert_eq!(joined(b"a\nb\n", b"b\r\nb\n\xff\n\n c", &own), b"a\nb\nb\r\n\xff\n c\nnote\n");
        assert_eq!(joined(b"cut", b"\xef\xbb\xbfa\n", &[]), b"cut\na\n");
        assert_eq!(joined(b"", b"", &[]), b"");
        let once = joined(b"a\n", b"b\n", &own);
        assert_eq!(joined(&once, b"b\n", &own), once, "joined twice it is the same");
    }

    fn world() -> (tempfile::TempDir, PathBuf, Union) {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a path");
        fs::create_dir(root.join("customers")).expect("made");
        for (name, text) in [
            ("a.yaml", "name: A\n"),
            ("a.log.jsonl", "one\n"),
            ("b.yaml", "name: B\n"),
            ("b.log.jsonl", "two\n"),
        ] {
            fs::write(root.join("customers").join(name), text).expect("written");
        }
        let union = Union {
            cards: vec![("customers/a.yaml".into(), "name: A\n".into(), "name: A\naliases: [B]\n".into())],
            log: "customers/a.log.jsonl".into(),
            lines: vec!["note".into()],
            gone: ("customers/b.yaml".into(), "name: B\n".into()),
            gone_log: "customers/b.log.jsonl".into(),
        };
        (folder, root, union)
    }

    fn files(root: &Path) -> Vec<(String, String)> {
        let mut files: Vec<(String, String)> = fs::read_dir(root.join("customers"))
            .expect("listed")
            .flatten()
            .map(|entry| {
                let text = fs::read_to_string(entry.path()).expect("read");
                (entry.file_name().to_string_lossy().into_owned(), text)
            })
            .collect();
        files.sort();
        files
    }

    fn one() -> Vec<(String, String)> {
        let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        vec![file("a.log.jsonl", "one\ntwo\nnote\n"), file("a.yaml", "name: A\naliases: [B]\n")]
    }

    #[test]
    fn two_become_one_and_a_crash_at_any_step_is_completed() {
        let (_folder, root, union) = world();
        commit(&root, &root.join(".crm"), &union).expect("done");
        assert_eq!(files(&root), one());
        assert!(!journal::path(&root.join(".crm")).exists());
        for step in 0..6 {
            let (_folder, root, union) = world();
            let at = |name: &str| root.join("customers").join(name);
            if step > 0 {
                fs::write(at("a.yaml"), "name: A\naliases: [B]\n").expect("written");
            }
            if step > 1 {
                fs::write(at("a.log.jsonl"), "one\ntwo\nnote\n").expect("written");
            }
            match step {
                3 => fs::rename(at("b.log.jsonl"), at(".b.log.jsonl.crm-tmp")).expect("moved"),
                4.. => fs::remove_file(at("b.log.jsonl")).expect("removed"),
                _ => {}
            }
            if step == 5 {
                fs::rename(at("b.yaml"), at(".b.yaml.crm-tmp")).expect("moved");
            }
            complete(&root, &union).expect("completed");
            assert_eq!(files(&root), one(), "after step {step}");
            complete(&root, &union).expect("nothing to do");
            assert_eq!(files(&root), one());
        }
    }

    #[test]
    fn what_somebody_has_changed_since_never_goes() {
        let (_folder, root, union) = world();
        fs::write(root.join("customers/b.yaml"), "name: B\nplan: x\n").expect("written");
        assert!(matches!(commit(&root, &root.join(".crm"), &union), Err(StoreError::Changed(_))));
        let old = untouched();
        assert_eq!(files(&root), old, "all is as it was");
        complete(&root, &union).expect("passed over");
        assert_eq!(files(&root), old);
    }

    fn untouched() -> Vec<(String, String)> {
        [
            ("a.log.jsonl", "one\n"),
            ("a.yaml", "name: A\n"),
            ("b.log.jsonl", "two\n"),
            ("b.yaml", "name: B\nplan: x\n"),
        ]
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .to_vec()
    }

    #[test]
    fn a_union_that_somebody_else_wrote_touches_no_other_file() {
        for astray in ["../x", "/tmp/x", "crm.yaml", ".git/config"] {
            let (_folder, root, mut union) = world();
            fs::write(root.join("crm.yaml"), "name: B\n").expect("written");
            union.gone.0 = astray.into();
            complete(&root, &union).expect("passed over");
            assert_eq!(fs::read_to_string(root.join("crm.yaml")).expect("read"), "name: B\n");
            assert_eq!(fs::read_to_string(root.join("customers/a.log.jsonl")).expect("read"), "one\n");
        }
    }
}
