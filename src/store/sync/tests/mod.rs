//! Merges of real histories.

mod cases;
mod conflicts;
mod histories;
mod homing;
mod large;
mod others;
mod refused;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use super::objects::{Index, Reader, Stop, write};
use super::tree::File;
use super::*;
use crate::model::Stamp;

/// A snapshot: each file with what is in it.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

pub(super) const ACME: &str = "name: Acme GmbH\ncountry: DE\nplan: call\nregion: Bavaria\n";

pub(super) fn files(list: &[(&str, &str)]) -> Files {
    list.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

/// A repository without a work tree to speak of, whose commits are made of snapshots.
pub(super) struct World {
    folder: tempfile::TempDir,
    pub repository: Repository,
}

/// What is asked for, with defaults for all but the commits.
pub(super) struct Asked<'a> {
    pub answers: Answers,
    pub forgotten: &'a dyn Forgotten,
    pub last_synced: Option<&'a str>,
    pub rewritten: bool,
}

impl Default for Asked<'_> {
    fn default() -> Self {
        Asked { answers: Answers::none(), forgotten: &NothingForgotten, last_synced: None, rewritten: false }
    }
}

impl World {
    pub fn new() -> Self {
        Self::within("")
    }

    /// One whose workspace lies below a folder of the repository.
    pub fn within(prefix: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join(prefix);
        std::fs::create_dir_all(&root).expect("made");
        let top = folder.path();
        for args in [
            &["init", "-q", "-b", "main"][..],
            &["config", "user.name", "Li Na"],
            &["config", "user.email", "li@example.com"],
        ] {
            assert!(Command::new("git").args(args).current_dir(top).status().expect("git runs").success());
        }
        let repository = Repository::open(&root).expect("a repository");
        World { folder, repository }
    }

    pub fn top(&self) -> &Path {
        self.folder.path()
    }

    pub fn git(&self, args: &[&str]) -> String {
        let output = Command::new("git").args(args).current_dir(self.top()).output().expect("git runs");
        assert!(output.status.success(), "git {args:?}: {output:?}");
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    pub fn commit(&self, files: &Files, parents: &[&str]) -> String {
        let names = write(self.top(), files.values().map(Vec::as_slice)).expect("written");
        let put: Vec<(&[u8], File)> = files
            .keys()
            .zip(names)
            .map(|(path, blob)| (path.as_bytes(), File { mode: "100644".into(), blob: blob.into() }))
            .collect();
        let index = Index::of(self.top(), None).expect("an index");
        index.change(&[], &put).expect("filled");
        let tree = index.write().expect("a tree");
        objects::commit(self.top(), &tree, parents, "a snapshot\n").expect("a commit")
    }

    pub fn files(&self, commit: &str) -> Files {
        let tree = objects::tree(self.top(), commit).expect("a tree");
        let mut reader = Reader::open(self.top()).expect("a reader");
        let mut read = |file: &File| match reader.read(&file.blob) {
            Ok(bytes) => bytes,
            Err(Stop::Git(error)) => panic!("{error}"),
            Err(Stop::Refused(refusal)) => panic!("{refusal:?}"),
        };
        let files = tree.files.iter();
        files.map(|(path, file)| (String::from_utf8_lossy(path).into_owned(), read(file))).collect()
    }

    pub fn merge(&self, ours: &str, theirs: &str, asked: &Asked<'_>) -> Outcome {
        let request = Request {
            ours,
            theirs,
            last_synced: asked.last_synced,
            rewritten: asked.rewritten,
            answers: &asked.answers,
            forgotten: asked.forgotten,
            subject: "Merge origin/main into main",
            at: Stamp::parse("2026-11-20T10:00:00+01:00").expect("a time"),
            by: "li",
        };
        merge(&self.repository, &request).expect("git works")
    }

    /// Merges two snapshots made of a third one.
    pub fn meet(&self, base: &Files, ours: &Files, theirs: &Files, asked: &Asked<'_>) -> Outcome {
        let base = self.commit(base, &[]);
        let (ours, theirs) = (self.commit(ours, &[&base]), self.commit(theirs, &[&base]));
        self.merge(&ours, &theirs, asked)
    }

    /// The same, which must come out well: its files, and what is told.
    pub fn met(&self, base: &Files, ours: &Files, theirs: &Files) -> (Files, Vec<Told>) {
        self.done(self.meet(base, ours, theirs, &Asked::default()))
    }

    pub fn done(&self, outcome: Outcome) -> (Files, Vec<Told>) {
        match outcome {
            Outcome::Done(merge) => (self.files(&merge.commit), merge.told),
            other => panic!("{other:#?}"),
        }
    }

    /// Answers all questions alike, and again what comes up then.
    pub fn answered(&self, base: &Files, sides: [&Files; 2], answer: Answer) -> (Files, Vec<Told>) {
        let mut asked = Asked::default();
        for _ in 0..4 {
            match self.meet(base, sides[0], sides[1], &asked) {
                Outcome::Conflicts(conflicts) => {
                    for question in conflicts.iter().flat_map(Conflict::questions) {
                        let is_allowed = question.both || answer != Answer::Both;
                        let answer = if is_allowed { answer } else { Answer::Ours };
                        asked.answers.give(question.clone(), answer);
                    }
                }
                other => return self.done(other),
            }
        }
        panic!("it goes on asking")
    }
}

pub(super) fn text<'f>(files: &'f Files, path: &str) -> &'f str {
    let bytes = files.get(path).unwrap_or_else(|| panic!("{path} is not in {:?}", files.keys()));
    std::str::from_utf8(bytes).expect("text")
}

pub(super) fn conflicts(outcome: Outcome) -> Vec<Conflict> {
    match outcome {
        Outcome::Conflicts(conflicts) => conflicts,
        other => panic!("{other:#?}"),
    }
}

/// A snapshot with other files in it; `None` removes one.
pub(super) fn but(base: &Files, list: &[(&str, Option<&str>)]) -> Files {
    let mut files = base.clone();
    for (path, text) in list {
        match text {
            Some(text) => files.insert((*path).to_owned(), text.as_bytes().to_vec()),
            None => files.remove(*path),
        };
    }
    files
}

pub(super) fn sorted(text: &[u8]) -> BTreeSet<Vec<u8>> {
    lines::lines(text).map(<[u8]>::to_vec).collect()
}
