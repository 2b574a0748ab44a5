//! What a merge has decided so far, before any of it is written.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::customers::Moved;
use super::outcome::{Conflict, FileConflict, Told, Trace, What};
use super::tree::{File, path_of};
use super::{Question, Side};

/// What will stand at a path.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// A file that is in the database already.
    Known(File),
    New {
        mode: Box<str>,
        bytes: Vec<u8>,
    },
}

#[derive(Debug, Default)]
pub(super) struct Output {
    pub files: BTreeMap<Vec<u8>, Content>,
    pub conflicts: Vec<Conflict>,
    pub told: Vec<Told>,
    /// Customers, and logs of nobody, that an answer gave up: their lines may be missing.
    pub given_up: HashMap<String, Side>,
    pub given_up_logs: HashSet<Vec<u8>>,
    /// Customers that were forgotten under the id that they had before, and the lines of their logs.
    pub forgotten: BTreeMap<String, BTreeSet<Vec<u8>>>,
    /// Ids that are another customer's by now: lines alone were forgotten under them.
    pub lines_alone: HashSet<String>,
    /// Customers whose id a forgotten one had on the other side: whose they are.
    pub alive: HashSet<(String, Side)>,
    /// Ids of forgotten ones that are another customer's by now.
    pub reused: BTreeSet<String>,
    /// Those of whom an answer said that they stay.
    pub allowed: Vec<String>,
    /// What an answer let stay though one side had forgotten it, by customer.
    pub kept: BTreeMap<String, BTreeSet<String>>,
    /// Lines that were masked as a forgetting on one side would have done: the customer, the line, what is left of it.
    pub masked: Vec<(String, Vec<u8>, Vec<u8>)>,
    /// Lines in whose place another one stands that says no more: what forgettings on both sides have left together, and
    /// notes that name a line anew.
    pub replaced: Vec<(Vec<u8>, Vec<u8>)>,
    /// What one side has left of lines that the other one has corrected, each with the line as it is there.
    pub corrected: Vec<(Vec<u8>, Vec<u8>)>,
    /// Lines that one side has taken out, as the other one has them under the number of another customer; and as they were.
    pub taken_out: HashMap<Vec<u8>, Vec<u8>>,
    /// Names of lines that forgettings on both sides have left otherwise, and the names that they have now.
    pub became: HashMap<String, String>,
    /// What is written down of lines that stay though a forgotten one had the same.
    pub owned: BTreeSet<String>,
    /// Where customers are that were merged or renamed.
    pub homes: HashMap<String, (String, Trace)>,
    /// The customers that are merged by their ids.
    pub ids: HashSet<String>,
    /// Customers that got another id by hand: no log says so.
    pub moved: Moved,
    /// Lines that the merge itself has written.
    pub written: HashSet<Vec<u8>>,
    /// What the commit's message says, by customer.
    pub summary: BTreeMap<String, String>,
}

impl Output {
    /// Puts a file at its place; where another one is there already, somebody has to choose.
    pub fn put(&mut self, path: &[u8], content: Content) {
        if self.files.insert(path.to_vec(), content).is_some() {
            self.clash(path);
        }
    }

    pub fn conflict(&mut self, path: &[u8], id: Option<&str>, name: Option<String>, what: What) {
        let (our_author, their_author) = (None, None);
        let id = id.map(str::to_owned);
        let path = path_of(path);
        self.conflicts.push(Conflict { path, id, name, what, our_author, their_author });
    }

    /// Two things that can't stand in one place.
    pub fn clash(&mut self, path: &[u8]) {
        let key = None;
        let (ours, theirs) = (String::new(), String::new());
        let question = Question { path: path_of(path), key, ours, theirs, both: false };
        self.conflict(path, None, None, What::File { why: FileConflict::Place, question });
    }

    /// Finds new files that stand where others have a folder.
    pub fn find_clashes(&mut self, is_old: impl Fn(&[u8]) -> bool) {
        let mut found = Vec::new();
        for path in self.files.keys().filter(|path| !is_old(path)) {
            let is_parent = |at: usize| path[at] == b'/' && self.files.contains_key(&path[..at]);
            let below = [path.as_slice(), b"/"].concat();
            let next = self.files.range(below.clone()..).next();
            if (0..path.len()).any(is_parent) || next.is_some_and(|(next, _)| next.starts_with(&below)) {
                found.push(path.clone());
            }
        }
        found.iter().for_each(|path| self.clash(path));
    }
}
