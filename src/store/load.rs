//! Customers with their histories, one or all of them.
//!
//! All of them are never in memory at once: each is read, asked, and let go, so that what a command
//! needs of a hundred thousand customers is all that it holds.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::Forgotten;
use super::customer_tree::CustomerFiles;
use super::parallel::on_all_cores;
use crate::format::{self, Care};
use crate::model::{Audience, Customer, History, Place, Problem, ProblemKind, Redaction, Severity};
use crate::store::forgetting_note;
use crate::yaml::{self, FileLocation, KeyPart, UnlocatedProblem};

/// One customer's file and log, read.
#[derive(Debug)]
pub struct LoadedCustomer<'a> {
    /// Where its files are.
    pub files: &'a CustomerFiles,
    /// What its file says.
    pub customer: Customer,
    /// What its log says.
    pub history: History<'a>,
    card: &'a [u8],
    log: &'a [u8],
}

impl<'a> LoadedCustomer<'a> {
    /// The same as it is to be seen, where a redaction is on.
    pub(super) fn behind(self, redaction: Option<&Redaction>) -> LoadedCustomer<'a> {
        match redaction {
            None => self,
            Some(redaction) => LoadedCustomer {
                customer: redaction.customer(self.customer),
                history: redaction.history(self.history),
                ..self
            },
        }
    }

    /// The text of its file, byte for byte.
    pub fn card_text(&self) -> &str {
        std::str::from_utf8(self.card).unwrap_or_default()
    }

    pub fn log_bytes(&self) -> &[u8] {
        self.log
    }

    /// The length of its log in bytes.
    pub fn log_length(&self) -> u64 {
        self.log.len() as u64
    }

    /// The place of a key of its file, such as `contacts[0].verified`.
    pub fn place_of_key(&self, key: &str) -> Place {
        let (line, column) = yaml::key(self.card_text(), key, KeyPart::Value);
        Place { path: self.files.card.clone(), line, column }
    }

    /// The place of a field in a line of its log.
    pub fn place_of_field(&self, line: u32, field: &str) -> Place {
        let line = line as usize;
        let column = yaml::field(&String::from_utf8_lossy(self.log), line, field);
        Place { path: self.files.log_path(), line, column }
    }
}

/// How closely files are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scrutiny {
    /// What is needed to answer; only what made the answer incomplete is told.
    Answer,
    /// Everything that could be wrong is told.
    Check,
}

/// Buffers that one thread uses for customer after customer.
#[derive(Default)]
pub(super) struct Buffers {
    card: Vec<u8>,
    log: Vec<u8>,
}

/// Reads one customer and answers from it. `None` where nothing can be said of it; what was wrong
/// is told in any case.
pub(super) fn one<T>(
    root: &Path,
    files: &CustomerFiles,
    look: Scrutiny,
    answer: impl FnOnce(LoadedCustomer<'_>) -> T,
) -> (Option<T>, Vec<Problem>) {
    read(disk(root), &known(root), files, look, &mut Buffers::default(), answer)
}

/// What was forgotten in a workspace. A file of it that can't be read hides nobody's customers.
pub(super) fn known(root: &Path) -> Forgotten {
    Forgotten::read(root).unwrap_or_default()
}

/// Reads one customer whose bytes come from elsewhere than the disk: `fill` puts those of a path
/// into an empty buffer.
pub(super) fn from<T>(
    fill: impl Fn(&Path, u64, &mut Vec<u8>) -> Result<(), UnlocatedProblem>,
    forgotten: &Forgotten,
    files: &CustomerFiles,
    look: Scrutiny,
    answer: impl FnOnce(LoadedCustomer<'_>) -> T,
) -> (Option<T>, Vec<Problem>) {
    read(fill, forgotten, files, look, &mut Buffers::default(), answer)
}

/// Reads many customers on all cores. The answers come in the order of the slots.
pub(super) fn each<T: Send>(
    root: &Path,
    slots: &[CustomerFiles],
    look: Scrutiny,
    answer: impl Fn(LoadedCustomer<'_>) -> Option<T> + Sync,
) -> (Vec<T>, Vec<Problem>) {
    let forgotten = known(root);
    let read = |buffers: &mut Buffers, files: &CustomerFiles| {
        let (found, problems) = read(disk(root), &forgotten, files, look, buffers, &answer);
        (found.flatten(), problems)
    };
    // Neighbouring ids usually lie in one folder: chunks keep a folder's files on one core.
    let audience = Audience::current();
    let parts = slots.par_chunks(64).map_init(Buffers::default, |buffers, chunk| {
        audience.serve(|| {
            let (mut answers, mut told) = (Vec::new(), Vec::new());
            for files in chunk {
                let (found, mut problems) = read(buffers, files);
                answers.extend(found);
                told.append(&mut problems);
            }
            (answers, told)
        })
    });
    let parts: Vec<(Vec<T>, Vec<Problem>)> = on_all_cores(|| parts.collect());
    let (mut answers, mut told) = (Vec::new(), Vec::new());
    for (mut found, mut problems) in parts {
        answers.append(&mut found);
        told.append(&mut problems);
    }
    (answers, told)
}

pub(super) fn read<T>(
    fill: impl Fn(&Path, u64, &mut Vec<u8>) -> Result<(), UnlocatedProblem>,
    forgotten: &Forgotten,
    files: &CustomerFiles,
    look: Scrutiny,
    buffers: &mut Buffers,
    answer: impl FnOnce(LoadedCustomer<'_>) -> T,
) -> (Option<T>, Vec<Problem>) {
    let mut faults = Told { look, problems: Vec::new() };
    let log_path: Option<&PathBuf> = files.log.as_ref();
    buffers.card.clear();
    if let Err(fault) = fill(&files.card, format::MAX_CUSTOMER_BYTES, &mut buffers.card) {
        faults.tell(&files.card, &[], vec![fault]);
        return (None, faults.problems);
    }
    let customer = match format::read_customer(&files.id, &buffers.card) {
        Ok(card) => {
            faults.tell(&files.card, &buffers.card, card.faults);
            card.customer
        }
        Err(refused) => {
            faults.tell(&files.card, &buffers.card, refused);
            return (None, faults.problems);
        }
    };
    buffers.log.clear();
    if let Some(path) = log_path
        && let Err(fault) = fill(path, format::MAX_LOG_BYTES, &mut buffers.log)
    {
        faults.tell(path, &[], vec![fault]);
        buffers.log.clear();
    }
    let care = if look == Scrutiny::Check { Care::Check } else { Care::Answer };
    if look == Scrutiny::Check && forgotten.has_id(files.id.as_str()) {
        let trouble = ProblemKind::ForgottenCustomer { id: files.id.to_string() };
        faults.tell(&files.card, &buffers.card, vec![UnlocatedProblem::new(FileLocation::Start, trouble)]);
    }
    let own = forgotten.in_log(files.id.as_str(), &buffers.log);
    if look == Scrutiny::Check {
        let id = || files.id.to_string();
        let former =
            own.former().map(|from| ProblemKind::ForgottenFormer { id: id(), from: from.to_owned() });
        let lines = buffers.log.split(|byte| *byte == b'\n');
        let kept = lines
            .filter(|line| !forgotten.is_own(files.id.as_str(), line))
            .filter_map(forgetting_note::kept_note);
        let kept = kept.map(|what| ProblemKind::ForgottenKept { id: id(), what });
        let former: Vec<UnlocatedProblem> =
            former.chain(kept).map(|trouble| UnlocatedProblem::new(FileLocation::Start, trouble)).collect();
        faults.tell(&files.card, &buffers.card, former);
    }
    let back = || ProblemKind::ForgottenLine { id: files.id.to_string(), left_at: None };
    let is_forgotten = |line: &[u8]| own.has(line).then(back);
    let (entries, refused) = format::read_log_but(&buffers.log, care, is_forgotten);
    if let Some(path) = log_path {
        faults.tell(path, &buffers.log, refused);
    }
    let history = History::new(entries);
    let loaded = LoadedCustomer { files, customer, history, card: &buffers.card, log: &buffers.log };
    (Some(answer(loaded)), faults.problems)
}

/// Reads a file into a buffer, no more of it than just over its limit.
pub(super) fn disk(root: &Path) -> impl Fn(&Path, u64, &mut Vec<u8>) -> Result<(), UnlocatedProblem> {
    move |path, limit, buffer| {
        File::open(root.join(path))
            .and_then(|file| file.take(limit + 1).read_to_end(buffer))
            .map(|_| ())
            .map_err(|error| {
                UnlocatedProblem::new(FileLocation::Start, ProblemKind::Unreadable(error.to_string()))
            })
    }
}

struct Told {
    look: Scrutiny,
    problems: Vec<Problem>,
}

impl Told {
    fn tell(&mut self, path: &Path, bytes: &[u8], faults: Vec<UnlocatedProblem>) {
        if faults.is_empty() {
            return;
        }
        let text = String::from_utf8_lossy(bytes);
        let told = faults
            .into_iter()
            .filter(|fault| self.look == Scrutiny::Check || fault.trouble.severity() == Severity::Error);
        self.problems.extend(yaml::placed(told, path, &text));
    }
}
