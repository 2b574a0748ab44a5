//! What has to go from a customer's files when a person asks for it. Nothing else ever rewrites a log.
//!
//! All of it goes, or nothing: what a crash interrupts, the next command completes.

mod card;
mod fold;
mod hanzi;
mod kept;
mod known_by;
mod leftover;
mod line;
mod masked;
mod named;
mod names;
mod noted;
mod number;
mod others;
mod person;
mod phrase;
#[cfg(test)]
mod property;
mod records;
mod request;
mod returned;
#[cfg(test)]
mod tests;

use crate::store::file_names::{CUSTOMERS, FORGOTTEN};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::customer_tree::CustomerFiles;
use super::forgotten::{self, Fingerprints, Forgotten};
use super::former_ids::Moves;
use super::git_history::{self, Past, Sought};
use super::journal::{self, Removes};
use super::parallel::on_all_cores;
use super::{Lock, Operation, RevisionError, StoreError, Workspace, safe_path, write};
use crate::format::{line, line_name};
use crate::model::{Contact, Customer, CustomerId, Entry};
use crate::store::forgetting_note::{forgettings, is_note, kept_note};
use others::Other;
use person::Person;
use records::{Under, own, remember};

use leftover::was_forgotten_since;
pub use leftover::{Leftover, LeftoverKind, files_in};
pub(super) use leftover::{leftovers, remove_temporary};
pub use masked::MayBeForgotten;
pub(super) use masked::late_entries;
use request::left;
pub use request::{Forget, Forgetting, Left, Rewritten};

/// Signs of the mark at its end.
const MARK: usize = 6;

pub(super) use card::{hidden_in, is_free, is_like, is_personal, names, taken_out};
pub(super) use named::{Persons, hidden_words};

/// Under which ids and in which files a customer is found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whereabouts {
    /// Its id, and those that its log says it had before.
    pub ids: Vec<String>,
    /// Its files, relative to the root, at the end of their links.
    pub files: Vec<PathBuf>,
}

impl Workspace {
    /// The texts in a person's own folders, left by an editor, of customers in which somebody was forgotten since: they
    /// may hold that one still. So may a copy that the editor made of such a text, and one of a customer that has
    /// another id by now, or is part of another one.
    pub fn drafts_of_forgotten(&self, folders: &[PathBuf]) -> Result<Vec<PathBuf>, StoreError> {
        let found = folders.iter().flat_map(|folder| files_in(folder));
        let drafts: Vec<(PathBuf, String)> =
            found.filter_map(|path| drafted(&path).map(|id| (path, id))).collect();
        if drafts.is_empty() {
            return Ok(Vec::new());
        }
        let forgotten = self.forgotten()?;
        let layout = self.layout();
        let ids: HashSet<&str> = drafts.iter().map(|(_, id)| id.as_str()).collect();
        let logs = layout.slots.par_iter().filter_map(|files| {
            let log = self.bytes(&files.log_path()).ok().flatten()?;
            let had = forgotten::all_ids(files.id.as_str(), &log);
            (had.iter().any(|id| ids.contains(id.as_str())) || !forgettings(&log).is_empty())
                .then_some((had, log))
        });
        let mut logs: Vec<(Vec<String>, Vec<u8>)> = on_all_cores(|| logs.collect());
        // A hand may have moved one, of which no log tells.
        let is_led = |id: &str| logs.iter().any(|(had, _)| had.iter().any(|own| own == id));
        if ids.iter().any(|id| layout.find(id).is_none() && !is_led(id)) {
            let moves = Moves::of(&self.root);
            for (had, _) in &mut logs {
                had.extend(moves.before(had, &|id| layout.find(id).is_some()));
            }
        }
        let is_told = |(path, id): &(PathBuf, String)| {
            let own = || logs.iter().filter(|(had, _)| had.contains(id));
            let is_gone = forgotten.has_id(id) || (forgotten.had_id(id) && layout.find(id).is_none());
            is_gone || own().any(|(_, log)| was_forgotten_since(log, path))
        };
        Ok(drafts.into_iter().filter(is_told).map(|(path, _)| path).collect())
    }
}

/// The customer that a draft is of, or an editor's copy of one: `alpha-1.yaml`, `.alpha-1.yaml.un~`.
fn drafted(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let name = leftover::originals(name).next().unwrap_or(name);
    let (stem, _) = name.rsplit_once('.')?;
    stem.rsplit_once('-').map(|(id, _)| id.to_owned())
}

impl Workspace {
    /// What has to go from a customer's files, and the note that says so.
    pub fn forgetting(
        &self,
        files: &CustomerFiles,
        customer: &Customer,
        forget: Forget<'_>,
        note: &Entry<'_>,
    ) -> Result<Forgetting, StoreError> {
        let forgotten = Forgotten::read(&self.root)?;
        let layout = self.layout();
        if matches!(forget, Forget::Returned)
            && let Some(done) = self.without_returned((&layout, files), &forgotten, note)?
        {
            return Ok(done);
        }
        let log_of = |id: &str| {
            layout.find(id).map(|files| self.bytes(&files.log_path()).ok().flatten().unwrap_or_default())
        };
        // What is there already as it was forgotten is known under its ids.
        let untraced = match forget {
            Forget::Returned => Vec::new(),
            _ => self.untraced_ids(&layout, files)?,
        };
        let log = self.bytes(&files.log_path())?.unwrap_or_default();
        let ids = [forgotten::all_ids(files.id.as_str(), &log), untraced.clone()].concat();
        let others = Other::all(self, &layout, files, &ids);
        let is_customer = |id: &str| layout.find(id).is_some() || forgotten.had_id(id);
        let known = Known {
            forgotten: &forgotten,
            log_of: &log_of,
            untraced: &untraced,
            others: &others,
            is_customer: &is_customer,
        };
        rewritten(&self.root, (files, customer), forget, &known, &line(note))
    }

    /// Where other customers' files name a contact. The comments of `template` stand in each new file as we wrote
    /// them, and name nobody.
    pub fn naming(
        &self,
        customer: &Customer,
        (contact, also): (&Contact, &[String]),
        template: &str,
    ) -> Vec<Left> {
        let hints: HashSet<&str> =
            template.lines().map(str::trim).filter(|line| line.starts_with('#')).collect();
        let person = Person::of(customer, contact, also);
        let layout = self.layout();
        let others = layout.slots.par_iter().filter(|files| files.id != customer.id);
        let paths = others.flat_map_iter(|files| std::iter::once(&files.card).chain(&files.log));
        let named = paths.flat_map_iter(|path| {
            let bytes = fs::read(self.root.join(path)).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let is_named = person.is_in(&text);
            let lines = text
                .lines()
                .enumerate()
                .filter(|(_, line)| is_named && person.is_in(line) && !hints.contains(line.trim()));
            lines.filter_map(|(at, line)| left(path, at + 1, person.like(line))).collect::<Vec<_>>()
        });
        on_all_cores(|| named.collect())
    }

    /// Where texts of the workspace that are no customer's files name what is forgotten: hand-over sheets, lists, notes of
    /// somebody's own.
    pub fn texts_naming(
        &self,
        whereabouts: &Whereabouts,
        customer: &Customer,
        forget: Forget<'_>,
    ) -> Vec<Left> {
        let mut persons = vec![person(whereabouts, Some(customer), forget)];
        if matches!(forget, Forget::Everything) {
            persons.push(Person::all(customer));
        }
        let is_hidden = |entry: &DirEntry| entry.file_name().as_encoded_bytes().starts_with(b".");
        let is_ours = |entry: &DirEntry| entry.depth() == 1 && entry.file_name() == CUSTOMERS;
        let walk = WalkDir::new(&self.root).min_depth(1).sort_by_file_name().into_iter();
        let walk = walk.filter_entry(|entry| !is_hidden(entry) && !is_ours(entry)).flatten();
        let is_text = |entry: &DirEntry| {
            entry.file_type().is_file() && entry.metadata().is_ok_and(|meta| meta.len() <= MOST_TEXT)
        };
        let found = walk.filter(is_text).flat_map(|entry| {
            let text = fs::read(entry.path()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            let path = entry.path().strip_prefix(&self.root).unwrap_or(entry.path()).to_owned();
            let line = |(at, line): (usize, &str)| {
                let mut words: Vec<&str> = persons.iter().flat_map(|person| person.found(line)).collect();
                words.dedup();
                left(&path, at + 1, words.into_iter().map(str::to_owned).collect())
            };
            text.unwrap_or_default().lines().enumerate().filter_map(line).collect::<Vec<_>>()
        });
        found.collect()
    }

    /// Lets it go, under the lock, with what killed commands, caches and the way back hold of it. Where
    /// nothing of it was in the files, the way back of another command stays.
    pub fn forget(&self, _lock: &Lock, id: &str, files: &[Rewritten]) -> Result<(), StoreError> {
        let own = format!("{id}.");
        let is_about = |leftover: &Leftover| {
            let is_named = |bytes: Vec<u8>| bytes.windows(own.len()).any(|part| part == own.as_bytes());
            leftover.kind != LeftoverKind::Journal || fs::read(&leftover.path).map_or(true, is_named)
        };
        let ours = self.leftovers()?.into_iter().filter(|leftover| leftover.kind.is_ours());
        for leftover in ours.filter(is_about) {
            write::remove(&leftover.path)?;
        }
        self.transact_purging(files.iter().map(Rewritten::change).collect())
    }

    /// What lies beside the files and may hold what was in them.
    pub fn leftovers(&self) -> Result<Vec<Leftover>, StoreError> {
        let git = journal::clone(&self.root)?.map(|(git, _)| git);
        Ok(leftovers(&self.root, git.as_deref()))
    }

    /// Under which ids and in which files a customer is found: asked before they go.
    pub fn whereabouts(&self, files: &CustomerFiles) -> Whereabouts {
        let real = |path: &PathBuf| {
            let found = self.root.join(path).canonicalize().ok()?;
            found.strip_prefix(&self.root).ok().map(Path::to_owned)
        };
        let log = files.log.as_ref().and_then(|log| fs::read(self.root.join(log)).ok()).unwrap_or_default();
        let both = std::iter::once(&files.card).chain(&files.log);
        Whereabouts {
            ids: forgotten::all_ids(files.id.as_str(), &log),
            files: both.chain(&self.kept(files)).filter_map(real).collect(),
        }
    }

    /// What git's history holds of a customer; of one that is gone, of its id. `changed` are files that were
    /// changed with it.
    pub fn past(
        &self,
        whereabouts: &Whereabouts,
        customer: Option<&Customer>,
        forget: Forget<'_>,
        changed: &[PathBuf],
    ) -> Result<Option<Past>, RevisionError> {
        let own = whereabouts.ids.first().map(String::as_str).unwrap_or_default();
        let person = person(whereabouts, customer, forget);
        let layout = self.layout();
        let sought = Sought {
            ids: &whereabouts.ids,
            files: &whereabouts.files,
            changed,
            is_other: &|id| id != own && layout.find(id).is_some(),
            seen: &|text| person.found(text).into_iter().map(str::to_owned).collect(),
        };
        git_history::past(&self.root, &sought)
    }

    /// What was forgotten here.
    pub fn forgotten(&self) -> Result<Forgotten, StoreError> {
        Forgotten::read(&self.root)
    }

    /// What is written down to let a customer stay, with the lines of its log that were forgotten.
    pub fn allowing(&self, files: &CustomerFiles) -> Result<Vec<String>, StoreError> {
        let forgotten = Forgotten::read(&self.root)?;
        let mut records = forgotten.allowing_id(files.id.as_str());
        if let Some(log) = &files.log {
            let target = safe_path::target(&self.root, log)?;
            let bytes = fs::read(&target).map_err(StoreError::io(Operation::Read, &target))?;
            let prints = Fingerprints::new().map_err(StoreError::io(Operation::Salt, &target))?;
            let id = files.id.as_str();
            let kept = bytes.split(|byte| *byte == b'\n').filter(|line| kept_note(line).is_some());
            let kept = kept.filter(|line| !forgotten.is_own(id, line));
            records.extend(kept.map(|line| prints.own(id, line)));
            let ids = forgotten::all_ids(id, &bytes);
            // It may be another one than who had the id: that one stays forgotten.
            records.extend(ids.iter().skip(1).flat_map(|id| forgotten.giving_anew(id)));
            for id in ids {
                let lines = bytes.split(|byte| *byte == b'\n');
                records.extend(lines.flat_map(|line| forgotten.allowing_line(&id, line)));
            }
        }
        Ok(records)
    }

    /// Lets in again what was forgotten, under the lock: `records` as [`Forgotten::allowing_id`] gives them.
    pub fn allow_forgotten(&self, lock: &Lock, records: &[String]) -> Result<(), StoreError> {
        if records.is_empty() {
            return Ok(());
        }
        let before = own(&self.root, FORGOTTEN)?;
        let after = forgotten::with_records(before.as_deref().unwrap_or_default(), records);
        let allowed = Rewritten { path: FORGOTTEN.into(), before, after: Some(after.into_bytes()) };
        self.transact_removing(lock, vec![allowed.change()], Removes::Nothing)
    }
}

/// What a forgetting has to know of the workspace.
struct Known<'a> {
    forgotten: &'a Forgotten,
    /// The log of the customer that has an id by now.
    log_of: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    /// Ids that it had before, of which its log doesn't tell: others may have it under them still.
    untraced: &'a [String],
    /// Others whose logs name an id of its.
    others: &'a [Other],
    /// Whether somebody has an id, or was forgotten under it.
    is_customer: &'a dyn Fn(&str) -> bool,
}

/// What the files would become; those alone that change, the log first among the customer's.
fn rewritten(
    root: &Path,
    (files, customer): (&CustomerFiles, &Customer),
    forget: Forget<'_>,
    Known { forgotten, log_of, untraced, others, is_customer }: &Known<'_>,
    note: &str,
) -> Result<Forgetting, StoreError> {
    let read = |path: &Path| {
        let target = safe_path::target(root, path)?;
        fs::read(&target).map_err(StoreError::io(Operation::Read, &target))
    };
    let before = read(&files.card)?;
    let log = files.log.as_ref().map(|path| read(path).map(|bytes| (path, bytes))).transpose()?;
    let person = match forget {
        Forget::Contact(contact, also) => Person::of(customer, contact, also),
        Forget::People => {
            let log = log.as_ref().map(|(_, bytes)| bytes.as_slice()).unwrap_or_default();
            Person::all_with(customer, &line::contacts(log))
        }
        Forget::Everything | Forget::Returned => Person::default(),
    };
    let text = String::from_utf8_lossy(&before).into_owned();
    let referrer = customer.referred_by.as_deref().filter(|by| !is_customer(by));
    let after = card::rewritten(&text, (customer, referrer), forget, &person, &files.card)?;
    let is_changed = after.as_ref() != Some(&text);
    let mut done = Forgetting::default();
    let mut gone: Vec<Vec<u8>> = Vec::new();
    if let Some((path, bytes)) = log {
        let id = files.id.as_str();
        let own = forgotten.in_log(id, &bytes);
        let changed = line::rewritten(&bytes, forget, &person, &own);
        gone = changed.gone;
        let after = match forget {
            Forget::Everything => None,
            Forget::Returned => Some(changed.log),
            _ if changed.log == bytes && !is_changed => Some(changed.log),
            _ => Some(with_note(&files.id, changed.log, note, after.as_deref())),
        };
        done.left.extend(after.iter().flat_map(|after| line::left(path, after, &person)));
        kept::change(root, files, (&bytes, after.as_deref()), forget, &mut done)?;
        if after.as_ref() != Some(&bytes) {
            done.files.push(Rewritten { path: path.clone(), before: Some(bytes.clone()), after });
        }
        gone.retain(|line| !own.has(line));
        if matches!(forget, Forget::Everything) {
            let ids = forgotten::all_ids(id, &bytes);
            // An id that it had, and another one has by now or had, too, isn't forgotten: only what stood under it.
            let is_others = |former: &str| {
                log_of(former).is_some()
                    || others.iter().any(|other| other.is_another(former, [&before, &bytes]))
            };
            let (reused, own): (Vec<&String>, Vec<&String>) =
                ids.iter().partition(|former| *former != id && is_others(former));
            // Of one that no trace tells of, nobody knows whose it is elsewhere.
            let former = reused.into_iter().chain(*untraced).map(String::as_str).collect();
            let own = own.into_iter().map(String::as_str).filter(|id| !forgotten.has_id(id)).collect();
            // Others may have it again under one that it had.
            let under = Under { id, own, former, had: &ids[1..], others, log: &bytes };
            remember(root, &mut done, &gone, &under, log_of)?;
        } else {
            // Who takes a merge back, and has not heard of this, has the part as it was.
            let had = [untraced, &*forgotten::parts(&bytes)].concat();
            let under = Under { id, had: &had, others, log: &bytes, ..Under::default() };
            remember(root, &mut done, &gone, &under, log_of)?;
        }
    } else if matches!(forget, Forget::Everything) {
        let id = files.id.as_str();
        kept::change(root, files, (b"", None), forget, &mut done)?;
        let former = untraced.iter().map(String::as_str).collect();
        let under = Under { id, own: vec![id], former, ..Under::default() };
        remember(root, &mut done, &gone, &under, log_of)?;
    } else if is_changed {
        // Others hear of it by the note alone.
        let log = with_note(&files.id, Vec::new(), note, after.as_deref());
        done.files.push(Rewritten { path: files.log_path(), before: None, after: Some(log) });
    }
    if let Some(after) = &after {
        done.left.extend(card::left(&files.card, after, &person));
    }
    if is_changed {
        let after = after.map(String::into_bytes);
        done.files.push(Rewritten { path: files.card.clone(), before: Some(before), after });
    }
    Ok(done)
}

/// A text of somebody's own is looked at up to this size: 1 MiB.
const MOST_TEXT: u64 = 1 << 20;

/// Whom of a customer a text may name.
fn person(whereabouts: &Whereabouts, customer: Option<&Customer>, forget: Forget<'_>) -> Person {
    match (forget, customer) {
        (Forget::Contact(contact, also), Some(customer)) => Person::of(customer, contact, also),
        (Forget::People, Some(customer)) => Person::all(customer),
        (_, customer) => Person::company(customer, &whereabouts.ids),
    }
}

/// A log with the note behind it, which says by a mark what of the customer is left: two forgettings of one day are
/// two lines, whichever clones they are made in and whatever customers become one later. The mark is made of what
/// stays, and so tells nobody what went. Who came back meanwhile and goes once more leaves the same as before, yet
/// others have to hear of that, too: each further note of one day has a mark of its own.
fn with_note(id: &CustomerId, mut log: Vec<u8>, note: &str, card: Option<&str>) -> Vec<u8> {
    // Without the notes themselves: two who forget the same, each in a clone, write one line.
    let stays = log
        .split(|byte| *byte == b'\n')
        .filter(|line| !std::str::from_utf8(line).is_ok_and(is_note))
        .collect::<Vec<_>>()
        .join(&b'\n');
    let mut left = [id.as_str().as_bytes(), card.unwrap_or_default().as_bytes(), &stays].join(&0);
    let is_there = |note: &str| log.split(|byte| *byte == b'\n').any(|line| line == note.as_bytes());
    let marked = |left: &[u8]| match (note.strip_suffix("\"}"), line_name(left).get(..MARK)) {
        (Some(start), Some(mark)) => Some(format!("{start} ({mark})\"}}")),
        _ => None,
    };
    let Some(mut note) = marked(&left) else { return log };
    while is_there(&note) {
        left.push(0);
        let Some(next) = marked(&left) else { return log };
        note = next;
    }
    if !log.is_empty() && !log.ends_with(b"\n") {
        log.push(b'\n');
    }
    log.extend_from_slice(note.as_bytes());
    log.push(b'\n');
    log
}
