//! What was forgotten, known by fingerprints alone, so that it doesn't come back by a merge or an import.
//!
//! `.crm-forgotten` beside `crm.yaml` has one line for each line of a log and each id that went. A fingerprint is
//! half of a SHA-256 over a salt, the customer's id and the bytes: of whole lines and of ids, never of an address
//! or a number alone, which anybody could find by trying all. The id is part of it because two customers may have
//! the very same line, and forgetting one must not silence the other.

mod staying;
#[cfg(test)]
mod tests;

use crate::store::forgetting_note;
use crate::store::forgetting_note::NOTED;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::{Operation, StoreError, safe_path};
use crate::format::bare_line;
use crate::store::file_names::FORGOTTEN;
use crate::store::forgetting_note::HIDDEN;

/// Bytes of a salt, and of a fingerprint.
const BYTES: usize = 16;

/// Stands for all of a customer that once had an id: no log has such a line, and no version takes it for an id.
const FORMER: &[u8] = b"all of who had this id";

type Fingerprint = [u8; BYTES];

/// What is known to be forgotten in a workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// By salt: each forgetting has its own.
    marks: HashMap<Fingerprint, HashSet<Fingerprint>>,
    /// What somebody let in again, with its salt: that holds whichever side of a merge knows of it.
    allowed: HashSet<(Fingerprint, Fingerprint)>,
    /// A number that is another one as soon as something else is forgotten; 0 for nothing.
    key: u64,
}

/// One line of the file.
#[derive(Debug, Deserialize, Serialize)]
struct Record {
    salt: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// Somebody let it in again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    allowed: bool,
}

impl Forgotten {
    /// What was forgotten in a workspace; nearly always only a look for a file that isn't there.
    pub fn read(root: &Path) -> Result<Self, StoreError> {
        let path = safe_path::derived(root, Path::new(FORGOTTEN))?;
        match fs::read(&path) {
            Ok(bytes) => Ok(Self::parse(&bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(StoreError::io(Operation::Read, &path)(error)),
        }
    }

    /// The same of a file's bytes, such as a revision's. A line that says nothing is passed over: git may have
    /// left its markers there.
    pub fn parse(bytes: &[u8]) -> Self {
        let mut found = Self::default();
        for line in bytes.split(|byte| *byte == b'\n') {
            let Ok(record) = serde_json::from_slice::<Record>(line) else { continue };
            let Some(salt) = unhex(&record.salt) else { continue };
            for mark in [record.line, record.id].into_iter().flatten().filter_map(|mark| unhex(&mark)) {
                match record.allowed {
                    true => found.allowed.insert((salt, mark)),
                    false => found.marks.entry(salt).or_default().insert(mark),
                };
            }
        }
        found.let_in();
        if !found.is_empty() {
            let hash: [u8; 32] = Sha256::digest(bytes).into();
            found.key = hash.iter().take(8).fold(1, |key, byte| key << 8 | u64::from(*byte));
        }
        found
    }

    /// With what is forgotten elsewhere, too: on the other side of a merge.
    pub fn extend(&mut self, other: Forgotten) {
        self.key ^= other.key;
        for (salt, marks) in other.marks {
            self.marks.entry(salt).or_default().extend(marks);
        }
        self.allowed.extend(other.allowed);
        self.let_in();
    }

    /// Whoever forgets the same once more does it with a salt of its own.
    fn let_in(&mut self) {
        for (salt, mark) in &self.allowed {
            if let Some(marks) = self.marks.get_mut(salt) {
                marks.remove(mark);
            }
        }
        self.marks.retain(|_, marks| !marks.is_empty());
    }

    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// A number that is another one as soon as something else is forgotten.
    pub(super) fn key(&self) -> u64 {
        self.key
    }

    /// Whether a customer of this id was forgotten.
    pub fn has_id(&self, id: &str) -> bool {
        self.find(|salt| of_id(salt, id)).is_some()
    }

    /// Whether a customer was forgotten that once had this id, which another one has had since. Of the id itself
    /// nothing is forgotten then, and of its lines alone nobody could tell: one person's forgetting may take them all.
    pub fn has_former(&self, id: &str) -> bool {
        self.find(|salt| of_line(salt, id, FORMER)).is_some()
    }

    /// Whether a customer of this id was forgotten, or one that once had it.
    pub fn had_id(&self, id: &str) -> bool {
        self.has_id(id) || self.has_former(id)
    }

    /// Whether a line of this customer's log was, with or without its end; also as it became when the customer
    /// was made a part of another one.
    pub fn has_line(&self, id: &str, line: &[u8]) -> bool {
        if self.is_empty() || is_own_note(line) {
            return false;
        }
        let has = |line: &[u8]| self.find(|salt| of_line(salt, id, line)).is_some();
        let has = |line: &[u8]| spelled(line).into_iter().any(has);
        has(line) || before_merged(id, line).iter().any(|line| has(line))
    }

    /// What of one log is forgotten. The log says under which ids its lines may have been written before.
    pub fn in_log<'f>(&'f self, id: &str, log: &[u8]) -> InLog<'f> {
        let ids = if self.is_empty() { Vec::new() } else { all_ids(id, log) };
        InLog { forgotten: self, ids }
    }

    /// A log without the lines that are forgotten, and how many there were; `None` where there are none.
    pub fn without(&self, id: &str, log: &[u8]) -> Option<(Vec<u8>, usize)> {
        if self.is_empty() {
            return None;
        }
        let own = self.in_log(id, log);
        let lines: Vec<&[u8]> = log.split_inclusive(|byte| *byte == b'\n').collect();
        let kept: Vec<&[u8]> = lines.iter().filter(|line| !own.has(line)).copied().collect();
        let count = lines.len() - kept.len();
        (count > 0).then(|| (kept.concat(), count))
    }

    /// What is written down to let a customer in again.
    pub fn allowing_id(&self, id: &str) -> Vec<String> {
        self.allowing(|salt| of_id(salt, id), false)
    }

    /// The same where a new customer gets the id: who had it before stays forgotten, and what others, who have not
    /// heard of it, still write of that one goes.
    pub fn giving_anew(&self, id: &str) -> Vec<String> {
        let mut records = self.allowing_id(id);
        if !records.is_empty()
            && let Ok(prints) = Fingerprints::new()
        {
            records.push(prints.former(id));
        }
        records
    }

    /// What is written down to let a line of a customer in again.
    pub fn allowing_line(&self, id: &str, line: &[u8]) -> Vec<String> {
        let before = before_merged(id, line);
        let forms = before.iter().map(Vec::as_slice).chain([line]).flat_map(spelled);
        forms.flat_map(|line| self.allowing(|salt| of_line(salt, id, line), true)).collect()
    }

    /// Whether a line is this customer's own, though another one that it has taken over had the same, which was
    /// forgotten.
    pub fn is_own(&self, id: &str, line: &[u8]) -> bool {
        let salts: HashSet<&Fingerprint> = self.allowed.iter().map(|(salt, _)| salt).collect();
        let has =
            |line: &[u8]| salts.iter().any(|salt| self.allowed.contains(&(**salt, of_line(salt, id, line))));
        !salts.is_empty() && spelled(line).into_iter().any(has)
    }

    /// What is written down to say so.
    pub fn owning(&self, id: &str, former: &str, line: &[u8]) -> Vec<String> {
        let has = |(salt, marks): &(&Fingerprint, &HashSet<Fingerprint>)| {
            spelled(line).iter().any(|line| marks.contains(&of_line(salt, former, line)))
        };
        let found = self.marks.iter().filter(has).map(|(salt, _)| salt);
        found.map(|salt| record(salt, &of_line(salt, id, line.trim_ascii_end()), true, true)).collect()
    }

    fn allowing(&self, mark: impl Fn(&Fingerprint) -> Fingerprint, is_line: bool) -> Vec<String> {
        let found = self.marks.iter().map(|(salt, marks)| (salt, mark(salt), marks));
        let found = found.filter(|(_, mark, marks)| marks.contains(mark));
        let record = |(salt, mark, _): (&Fingerprint, Fingerprint, _)| record(salt, &mark, is_line, true);
        found.map(record).collect()
    }

    fn find(&self, mark: impl Fn(&Fingerprint) -> Fingerprint) -> Option<()> {
        self.marks.iter().any(|(salt, marks)| marks.contains(&mark(salt))).then_some(())
    }
}

/// What of one log is forgotten.
#[derive(Debug)]
pub struct InLog<'f> {
    forgotten: &'f Forgotten,
    ids: Vec<String>,
}

impl InLog<'_> {
    /// Whether a line is, with or without its end.
    pub fn has(&self, line: &[u8]) -> bool {
        let Some((own, former)) = self.ids.split_first() else { return false };
        // It may be its own since it had another id.
        let is_own = |id: &String| {
            self.forgotten.is_own(id, line) && (id == own || !self.forgotten.has_line(id, line))
        };
        self.forgotten.has_line(own, line)
            || (former.iter().any(|id| self.forgotten.has_line(id, line)) && !self.ids.iter().any(is_own))
    }

    /// The ids of others that are a part of this customer, or that it had, and that were forgotten.
    pub fn former(&self) -> impl Iterator<Item = &str> {
        let ids = self.ids.iter().skip(1).map(String::as_str);
        ids.filter(|id| self.forgotten.has_id(id))
    }
}

/// The id of a log with those that its traces name: customers that were merged into it, or renamed to it.
pub(super) fn all_ids(id: &str, log: &[u8]) -> Vec<String> {
    let mut ids = vec![id.to_owned()];
    for (_, from) in traces(log) {
        if !ids.contains(&from) {
            ids.push(from);
        }
    }
    ids
}

/// What the traces of a log say, in their order: whether one was made a part, or has another id since, and the id.
fn traces(log: &[u8]) -> impl Iterator<Item = (bool, String)> {
    let is_trace = |line: &&[u8]| {
        let has = |word: &[u8]| line.windows(word.len()).any(|part| part == word);
        has(b"\"merged\"") || has(b"\"renamed\"")
    };
    log.split(|byte| *byte == b'\n').filter(is_trace).filter_map(|line| {
        let fields: Value = serde_json::from_slice(line).ok()?;
        let word = |name: &str| fields.get(name)?.as_str();
        let is_merged = match word("kind")? {
            "merged" => true,
            "renamed" => false,
            _ => return None,
        };
        // What an older version masked in it is not an id, and may stand in any log.
        let from = word("from").filter(|from| !from.contains(HIDDEN))?;
        Some((is_merged, from.to_owned()))
    })
}

/// The fingerprints of one forgetting.
#[derive(Debug)]
pub(super) struct Fingerprints(Fingerprint);

impl Fingerprints {
    /// With a salt of their own.
    pub fn new() -> io::Result<Self> {
        let mut salt = [0; BYTES];
        getrandom::fill(&mut salt).map_err(io::Error::other)?;
        Ok(Fingerprints(salt))
    }

    /// That of a line of a customer's log.
    pub fn line(&self, id: &str, line: &[u8]) -> String {
        record(&self.0, &of_line(&self.0, id, line.trim_ascii_end()), true, false)
    }

    /// That of a customer that once had an id, which is another one's by now.
    pub fn former(&self, id: &str) -> String {
        self.line(id, FORMER)
    }

    /// That of a line which stays.
    pub fn own(&self, id: &str, line: &[u8]) -> String {
        record(&self.0, &of_line(&self.0, id, line.trim_ascii_end()), true, true)
    }

    pub fn id(&self, id: &str) -> String {
        record(&self.0, &of_id(&self.0, id), false, false)
    }
}

/// The file's text with more records behind it.
pub(super) fn with_records(before: &[u8], records: &[String]) -> String {
    let mut text = String::from_utf8_lossy(before).into_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    records.iter().for_each(|record| text.extend([record, "\n"]));
    text
}

fn record(salt: &Fingerprint, mark: &Fingerprint, is_line: bool, allowed: bool) -> String {
    let (line, id) = if is_line { (Some(hex(mark)), None) } else { (None, Some(hex(mark))) };
    serde_json::to_string(&Record { salt: hex(salt), line, id, allowed }).unwrap_or_default()
}

fn of_line(salt: &Fingerprint, id: &str, line: &[u8]) -> Fingerprint {
    mark(salt, [b"line", plain(id).as_bytes(), bare_line(line)])
}

/// Whether a line is the note of a forgetting: it is nobody's, and two customers may well have the same.
fn is_own_note(line: &[u8]) -> bool {
    line.windows(NOTED.len()).any(|part| part == NOTED.as_bytes())
        && std::str::from_utf8(line).is_ok_and(|line| forgetting_note::is_note(line.trim_end()))
}

/// A line as it is written, and without blanks at its end: an editor's blank makes no other entry.
fn spelled(line: &[u8]) -> Vec<&[u8]> {
    let whole = bare_line(line);
    let bare = whole.trim_ascii_end();
    if bare == whole { vec![bare] } else { vec![bare, whole] }
}

fn of_id(salt: &Fingerprint, id: &str) -> Fingerprint {
    mark(salt, [b"id", plain(id).as_bytes(), b""])
}

/// The ids of those that a log says are a part of its customer.
pub(super) fn parts(log: &[u8]) -> Vec<String> {
    let found: BTreeSet<String> =
        traces(log).filter(|(is_merged, _)| *is_merged).map(|(_, from)| from).collect();
    found.into_iter().collect()
}

/// What a line may have been before its customer became a part of another one, where its reference was taken: `REF~ID`.
/// One that had none then got it at its end, or in the place of a `null`.
pub(super) fn before_merged(id: &str, line: &[u8]) -> Vec<Vec<u8>> {
    const NUMBER: &[u8] = b"\"ref\":\"";
    let end = format!("~{id}");
    // It may have come further with that one.
    let ends = |at: &usize| {
        line[*at..].starts_with(end.as_bytes()) && matches!(line.get(*at + end.len()), Some(b'"' | b'~'))
    };
    let mut tildes = line.iter().enumerate().filter(|(_, byte)| **byte == b'~').map(|(at, _)| at);
    let Some(at) = tildes.find(ends) else { return Vec::new() };
    let rest = &line[at..];
    let rest = &rest[rest.iter().position(|byte| *byte == b'"').unwrap_or(rest.len())..];
    let mut found = vec![[&line[..at], rest].concat()];
    let start = line[..at].windows(NUMBER.len()).rposition(|part| part == NUMBER);
    if let (Some(start), Some(after)) = (start, rest.get(1..)) {
        found.push([&line[..start], b"\"ref\":null", after].concat());
        found.extend(line[..start].strip_suffix(b",").map(|before| [before, after].concat()));
    }
    found
}

/// An id in one form: file systems hand out the same letters composed or decomposed.
fn plain(id: &str) -> String {
    if id.is_ascii() { id.to_owned() } else { id.nfc().collect() }
}

fn mark(salt: &Fingerprint, parts: [&[u8]; 3]) -> Fingerprint {
    let mut hash = Sha256::new();
    hash.update(salt);
    for part in parts {
        hash.update(part);
        // No id and no line has one: where a part ends can't be mistaken.
        hash.update([0]);
    }
    let whole: [u8; 32] = hash.finalize().into();
    let mut half = [0; BYTES];
    half.copy_from_slice(&whole[..BYTES]);
    half
}

fn hex(bytes: &Fingerprint) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Fingerprint> {
    let mut bytes = [0; BYTES];
    if text.len() != 2 * BYTES || !text.is_ascii() {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(bytes)
}
