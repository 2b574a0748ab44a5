//! What a merge of customers works with: the request, the database, and the files of one customer as they will be.

use std::collections::{HashMap, HashSet};

use super::super::forgotten::all_ids;
use super::history::History;
use super::likeness::Shown;
use super::lines::common;
use super::lists::Lists;
use super::objects::{Reader, Stop};
use super::outcome::{Request, Side};
use super::second_id::real;
use super::tree::{File, Place, Three, folder};

/// A customer's new id, and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step<'t> {
    pub to: &'t str,
    pub from: &'t str,
    /// Whether there is no doubt.
    pub is_sure: bool,
}

/// Steps that no log tells of: who moved a customer, its new id, and the one before.
#[derive(Debug, Default)]
pub(super) struct Moved {
    steps: HashMap<(Side, String), String>,
    /// Those of which a person has to say whether they were taken.
    doubtful: HashSet<(String, String)>,
}

impl Moved {
    /// Notes to which id a side has moved who had another one.
    pub fn note(&mut self, side: Side, Step { to, from, is_sure }: Step<'_>) {
        self.steps.insert((side, real(to).to_owned()), from.to_owned());
        if !is_sure {
            self.doubtful.insert((real(to).to_owned(), from.to_owned()));
        }
    }

    /// Whether nobody knows that a customer had an id before.
    pub fn is_doubtful(&self, to: &str, from: &str) -> bool {
        self.doubtful.contains(&(to.to_owned(), from.to_owned()))
    }

    /// The id that a customer had before a side moved it.
    pub fn before(&self, side: Side, id: &str) -> Option<&str> {
        self.steps.get(&(side, id.to_owned())).map(String::as_str)
    }

    /// The new ids, each with the one before.
    pub fn steps(&self) -> impl Iterator<Item = (&str, &str)> {
        self.steps.iter().map(|((_, to), from)| (to.as_str(), from.as_str()))
    }

    /// The ids that a customer has and had, its own first: those of the traces in its log, and those before a step
    /// that none tells of.
    pub fn all_ids(&self, id: &str, log: &[u8]) -> Vec<String> {
        let mut ids = all_ids(id, log);
        let mut at = if self.steps.is_empty() { ids.len() } else { 0 };
        while at < ids.len() {
            for side in [Side::Ours, Side::Theirs] {
                let from = self.steps.get(&(side, ids[at].clone()));
                ids.extend(from.filter(|from| !ids.contains(from)).cloned());
            }
            at += 1;
        }
        ids
    }
}

/// What merging customers needs.
pub(super) struct Customers<'r> {
    pub request: &'r Request<'r>,
    pub reader: &'r mut Reader,
    pub lists: &'r Lists,
    pub place: &'r Place,
    pub history: History<'r>,
    pub moved: Moved,
    /// How surely on each side the one to whom an id leads had it.
    pub shown: [HashMap<String, Shown>; 2],
}

/// One customer's files as they will be.
#[derive(Default)]
pub(super) struct Made {
    pub card: Option<FilePart>,
    pub log: Option<FilePart>,
    /// Whether questions about its file are open.
    pub is_open: bool,
}

impl Made {
    /// Gives it a log with this text; beside its file, where it has none.
    pub fn put_log(&mut self, id: &str, text: Vec<u8>) {
        match (&mut self.log, &self.card) {
            (Some(log), _) => log.bytes = Some(text),
            (None, Some(card)) if !text.is_empty() => {
                let file = File { mode: "100644".into(), blob: "".into() };
                self.log = Some(FilePart { path: beside(&card.path, id), file, bytes: Some(text) });
            }
            _ => {}
        }
    }
}

/// A file that will be: `bytes` only where it is new.
#[derive(Clone)]
pub(super) struct FilePart {
    pub path: Vec<u8>,
    pub file: File,
    pub bytes: Option<Vec<u8>>,
}

impl FilePart {
    pub fn known(path: &[u8], file: &File) -> Self {
        FilePart { path: path.to_vec(), file: file.clone(), bytes: None }
    }
}

impl Customers<'_> {
    /// The lines that a log had in all bases.
    pub fn base_log(&mut self, three: &Three<'_>) -> Result<Vec<u8>, Stop> {
        if let Some(same) = three.base(|files| files.log) {
            return self.reader.read(&same.file.blob);
        }
        let mut texts = Vec::with_capacity(three.bases.len());
        for base in &three.bases {
            texts.push(self.reader.of(base.log.map(|spot| spot.file))?);
        }
        Ok(common(&texts))
    }

    pub fn bytes(&mut self, part: Option<&FilePart>) -> Result<Vec<u8>, Stop> {
        match part {
            None => Ok(Vec::new()),
            Some(FilePart { bytes: Some(bytes), .. }) => Ok(bytes.clone()),
            Some(part) => self.reader.read(&part.file.blob),
        }
    }
}

/// Where the log lies of a customer whose file is this one.
pub(super) fn beside(card: &[u8], id: &str) -> Vec<u8> {
    [folder(card), real(id).as_bytes(), b".log.jsonl"].concat()
}
