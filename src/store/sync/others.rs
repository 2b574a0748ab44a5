//! Files that are no customers', and those of customers that can't be told apart by their ids: merged by
//! path, texts by git itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::super::RevisionError;
use super::super::git::{failed, output, said};
use super::answers::{Answer, Question};
use super::lines::common;
use super::objects::{self, Index, Reader, Stop, feed, word};
use super::outcome::{FileConflict, Request, Side, Told, What};
use super::output::{Content, Output};
use super::tree::{File, Place, Tree, path_of};
use crate::format::merge;

pub(super) struct Others<'a> {
    pub top: &'a Path,
    /// This workspace first, and all others in the repository.
    pub places: Vec<&'a Place>,
    pub request: &'a Request<'a>,
    pub reader: &'a mut Reader,
    /// Ours and theirs.
    pub sides: [&'a Tree; 2],
    pub bases: &'a [Tree],
}

/// A file that both sides have changed.
struct Both<'t> {
    base: Option<&'t File>,
    ours: &'t File,
    theirs: &'t File,
}

/// What all bases have at a path.
enum Base<'t> {
    Same(Option<&'t File>),
    Differs,
}

impl Others<'_> {
    /// Merges all paths but those that are taken care of.
    pub fn merge(&mut self, is_taken: impl Fn(&[u8]) -> bool, out: &mut Output) -> Result<(), Stop> {
        let (bases, [ours, theirs]) = (self.bases, self.sides);
        let paths: BTreeSet<&Vec<u8>> = ours.files.keys().chain(theirs.files.keys()).collect();
        let mut texts = BTreeMap::new();
        for path in paths.into_iter().filter(|path| !is_taken(path)) {
            let (our, their) = (ours.files.get(path), theirs.files.get(path));
            let base = base(bases, path);
            let chosen = match &base {
                _ if our == their => Some(our),
                Base::Same(base) if *base == their => Some(our),
                Base::Same(base) if *base == our => Some(their),
                _ => None,
            };
            match (chosen, our, their) {
                (Some(Some(file)), ..) => out.put(path, Content::Known(file.clone())),
                (Some(None), Some(_), None) if self.part(path).is_none() => {
                    out.told.push(Told::FileRemoved { path: path_of(path) });
                }
                (Some(None), ..) => {}
                (None, Some(our), Some(their)) if self.is_log(path) && regular(&[our, their]) => {
                    self.log(path, our, their, out)?;
                }
                (None, Some(our), Some(their)) => {
                    let base = match base {
                        Base::Same(base) => base.filter(|file| file.is_regular()),
                        Base::Differs => None,
                    };
                    let why = if !regular(&[our, their]) {
                        FileConflict::Special
                    } else if self.part(path).is_some() {
                        FileConflict::Ambiguous
                    } else {
                        texts.insert(path.clone(), Both { base, ours: our, theirs: their });
                        continue;
                    };
                    self.ask(path, why, [Some(our), Some(their)], out);
                }
                (None, our, their) => {
                    let by = if our.is_none() { Side::Ours } else { Side::Theirs };
                    self.ask(path, FileConflict::Removed { by }, [our, their], out);
                }
            }
        }
        self.texts(&texts, out)
    }

    fn is_log(&self, path: &[u8]) -> bool {
        self.places.iter().any(|place| place.is_log(path))
    }

    /// Whose customer's file it is.
    fn part<'p>(&self, path: &'p [u8]) -> Option<&'p str> {
        self.places.iter().find_map(|place| place.part(path)).map(|(_, id)| id)
    }

    fn log(&mut self, path: &[u8], our: &File, their: &File, out: &mut Output) -> Result<(), Stop> {
        let mut bases = Vec::new();
        for base in self.bases {
            bases.push(self.reader.of(base.files.get(path).filter(|file| file.is_regular()))?);
        }
        let texts = [common(&bases), self.reader.read(&our.blob)?, self.reader.read(&their.blob)?];
        out.put(path, Content::New { mode: our.mode.clone(), bytes: merge::log(&texts) });
        Ok(())
    }

    /// Texts that both changed, as git merges them: with the attributes that the repository gives them.
    fn texts(&mut self, texts: &BTreeMap<Vec<u8>, Both<'_>>, out: &mut Output) -> Result<(), Stop> {
        if texts.is_empty() {
            return Ok(());
        }
        let [base, ours, theirs] = [
            texts.iter().filter_map(|(path, both)| Some((path, both.base?))).collect::<Vec<_>>(),
            texts.iter().map(|(path, both)| (path, both.ours)).collect(),
            texts.iter().map(|(path, both)| (path, both.theirs)).collect(),
        ];
        let base = self.aside(&base, None)?;
        let ours = self.aside(&ours, Some(&base))?;
        let theirs = self.aside(&theirs, Some(&base))?;
        let (tree, open) = self.git_merges(&ours, &theirs)?;
        let merged = objects::tree(self.top, &tree)?;
        for (path, both) in texts {
            match merged.files.get(path) {
                Some(file) if !open.contains(path) => out.put(path, Content::Known(file.clone())),
                file => {
                    // Of what it can't merge, git leaves one version as it is.
                    let is_text =
                        file.is_some_and(|file| ![&both.ours.blob, &both.theirs.blob].contains(&&file.blob));
                    let is_pointer =
                        self.reader.read(&both.ours.blob)?.starts_with(b"version https://git-lfs");
                    let why = match is_text && !is_pointer {
                        true => FileConflict::Text,
                        false => FileConflict::Binary,
                    };
                    self.ask(path, why, [Some(both.ours), Some(both.theirs)], out);
                }
            }
        }
        Ok(())
    }

    /// A commit with those files alone, on no branch.
    fn aside(&self, files: &[(&Vec<u8>, &File)], parent: Option<&str>) -> Result<String, RevisionError> {
        let index = Index::of(self.top, None)?;
        let files: Vec<(&[u8], File)> =
            files.iter().map(|(path, file)| (path.as_slice(), (*file).clone())).collect();
        index.change(&[], &files)?;
        let tree = index.write()?;
        let mut command = objects::command(self.top)?;
        // Always the same for the same files.
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "crm").env(format!("GIT_{who}_EMAIL"), "crm@localhost");
            command.env(format!("GIT_{who}_DATE"), "2000-01-01T00:00:00Z");
        }
        command.args(["commit-tree", &tree]);
        if let Some(parent) = parent {
            command.args(["-p", parent]);
        }
        feed(command, "commit-tree", b"").map(|printed| word(&printed))
    }

    /// git's own merge of two commits: its tree, and the paths that conflict.
    fn git_merges(&self, ours: &str, theirs: &str) -> Result<(String, BTreeSet<Vec<u8>>), RevisionError> {
        let mut command = objects::command(self.top)?;
        command.args(["merge-tree", "--write-tree", "-z", "--no-messages", ours, theirs]);
        let output = output(&mut command, "merge-tree")?;
        if !matches!(output.status.code(), Some(0 | 1)) {
            return Err(failed("merge-tree", said(&output)));
        }
        let mut parts = output.stdout.split(|byte| *byte == 0);
        let tree = word(parts.next().unwrap_or_default());
        // "mode blob stage\tpath"
        let path = |line: &[u8]| Some(line[line.iter().position(|byte| *byte == b'\t')? + 1..].to_vec());
        Ok((tree, parts.filter_map(path).collect()))
    }

    /// Does what was answered, or asks.
    fn ask(&self, path: &[u8], why: FileConflict, files: [Option<&File>; 2], out: &mut Output) {
        let blob = |file: Option<&File>| file.map_or(String::new(), |file| file.blob.to_string());
        let question = Question {
            path: path_of(path),
            key: None,
            ours: blob(files[0]),
            theirs: blob(files[1]),
            both: matches!(why, FileConflict::Text | FileConflict::Binary),
        };
        let mut put = |path: &[u8], file: Option<&File>| match file {
            Some(file) => out.put(path, Content::Known(file.clone())),
            None => {
                out.given_up_logs.insert(path.to_vec());
            }
        };
        match self.request.answers.to(&question) {
            Some(Answer::Ours) => put(path, files[0]),
            Some(Answer::Theirs) => put(path, files[1]),
            Some(Answer::Both) => {
                put(path, files[0]);
                put(&self.beside(path), files[1]);
            }
            None => {
                let id = self.part(path);
                out.conflict(path, id, None, What::File { why, question });
            }
        }
    }

    /// A name beside a file that is not taken: `offer.theirs.xlsx`.
    fn beside(&self, path: &[u8]) -> Vec<u8> {
        let name = path.iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
        let dot = path[name..].iter().rposition(|byte| *byte == b'.').filter(|at| *at > 0);
        let at = dot.map_or(path.len(), |at| name + at);
        let is_free = |path: &Vec<u8>| self.sides.iter().all(|tree| !tree.files.contains_key(path));
        let with = |number: usize| match number {
            1 => [&path[..at], b".theirs", &path[at..]].concat(),
            number => [&path[..at], format!(".theirs-{number}").as_bytes(), &path[at..]].concat(),
        };
        (1..).map(with).find(is_free).unwrap_or_default()
    }
}

fn base<'t>(bases: &'t [Tree], path: &[u8]) -> Base<'t> {
    let mut found = bases.iter().map(|base| base.files.get(path));
    let first = found.next().flatten();
    if found.all(|other| other == first) { Base::Same(first) } else { Base::Differs }
}

fn regular(files: &[&File]) -> bool {
    files.iter().all(|file| file.is_regular())
}
