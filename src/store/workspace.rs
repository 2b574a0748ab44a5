//! A workspace: a folder with `crm.yaml`.

use crate::store::file_names::{BESIDE, CUSTOMERS, DERIVED, RHYTHM, RULES};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

use super::customer_tree::{CustomerFiles, CustomerTree};
use super::journal::{self, FileChange, Place, Removes, Transaction};
use super::load::{self, LoadedCustomer, Scrutiny};
use super::lock::{Lock, SyncLock};
use super::new_kept_file::NewKeptFile;
use super::revision::Revision;
use super::undo_log::UndoLog;
use super::{
    Cache, CacheAnswer, MergeLoss, Operation, RevisionError, StoreError, advance, known, lost, recovery,
    safe_path, sparse, strays, write,
};
use crate::model::{Entry, Problem, ProblemKind, Redaction, Stray};

/// A workspace on disk.
#[derive(Clone, Debug)]
pub struct Workspace {
    pub(super) root: PathBuf,
    pub(super) undo_log: UndoLog,
    redaction: Option<Redaction>,
}

/// A change of one customer, carried out as a whole or not at all.
#[derive(Debug)]
pub struct Change<'a> {
    pub files: CustomerFiles,
    /// Its file's text before and after, where it changes.
    pub card: Option<(String, String)>,
    /// What is appended to its log.
    pub entries: Vec<Entry<'a>>,
    /// Pictures and papers that come beside it.
    pub kept: Vec<NewKeptFile>,
}

impl Workspace {
    /// The workspace that `start` lies in: the nearest folder upwards that has a `crm.yaml`.
    pub fn find(start: &Path) -> Option<Self> {
        let start = start.canonicalize().ok()?;
        let root = start.ancestors().find(|folder| folder.join(RULES).is_file())?;
        Some(Workspace { root: root.to_owned(), undo_log: UndoLog::default(), redaction: None })
    }

    /// The same, noting what it writes where others note it, too.
    pub fn noting(self, undo_log: &UndoLog) -> Self {
        Workspace { undo_log: undo_log.clone(), ..self }
    }

    /// The same, all of whose customers are seen behind a redaction.
    pub fn behind(self, redaction: Option<Redaction>) -> Self {
        Workspace { redaction, ..self }
    }

    /// The folder of `crm.yaml`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The rules' file.
    pub fn rules_path(&self) -> PathBuf {
        self.root.join(RULES)
    }

    /// The file of what was found of who orders how; it needn't be there.
    pub fn rhythm_path(&self) -> PathBuf {
        self.root.join(RHYTHM)
    }

    /// Which customers there are.
    pub fn layout(&self) -> CustomerTree {
        CustomerTree::scan(&self.root)
    }

    /// Customers that a sparse checkout leaves out, by id, with their files.
    pub fn left_out(&self) -> BTreeMap<String, PathBuf> {
        sparse::left_out(&self.root)
    }

    /// What a revision of the git repository had in this folder.
    pub fn revision(&self, name: &str) -> Result<Revision, RevisionError> {
        Ok(Revision::open(&self.root, name)?.behind(self.redaction.clone()))
    }

    /// What the next commit would have, and which files it changes; out of the `index` that git names.
    pub fn staged(&self, index: Option<&Path>) -> Result<(Revision, HashSet<PathBuf>), RevisionError> {
        Revision::staged(&self.root, index)
    }

    /// Files that are not as a revision had them, new ones among them.
    pub fn changed_since(&self, name: &str) -> Result<HashSet<PathBuf>, RevisionError> {
        Revision::since(&self.root, name)
    }

    /// Files among the customers' that no program reads. What looks left behind by one of ours is looked at
    /// again when no other one is writing.
    pub fn strays(&self) -> Vec<Problem> {
        let found = strays::find(&self.root);
        let may_be_at_work = |one: &Problem| {
            matches!(one.kind, ProblemKind::Stray { what: Stray::Temporary | Stray::GitMerge, .. })
        };
        if !found.iter().any(may_be_at_work) {
            return found;
        }
        // A folder that can't be locked has no writers either.
        let _lock = self.lock();
        strays::find(&self.root)
    }

    /// Derived files that git would send to the others, by their folder.
    pub fn tracked_derived(&self) -> Result<HashMap<String, usize>, RevisionError> {
        lost::tracked(&self.root, &[DERIVED, BESIDE])
    }

    /// What the merges since a revision have lost of what their parents had.
    pub fn lost_in_merges(&self, since: &str) -> Result<Vec<MergeLoss>, RevisionError> {
        lost::find(&self.root, since)
    }

    /// Reads one customer and answers from it.
    pub fn one<T>(
        &self,
        files: &CustomerFiles,
        look: Scrutiny,
        answer: impl FnOnce(LoadedCustomer<'_>) -> T,
    ) -> (Option<T>, Vec<Problem>) {
        load::one(&self.root, files, look, |loaded| answer(loaded.behind(self.redaction.as_ref())))
    }

    /// Reads many customers on all cores.
    pub fn each<T: Send>(
        &self,
        slots: &[CustomerFiles],
        look: Scrutiny,
        answer: impl Fn(LoadedCustomer<'_>) -> Option<T> + Sync,
    ) -> (Vec<T>, Vec<Problem>) {
        load::each(&self.root, slots, look, |loaded| answer(loaded.behind(self.redaction.as_ref())))
    }

    /// Answers from what was noted of each customer, and reads those of whom that isn't enough. `slots`
    /// are all customers that there are.
    pub fn each_known<N: Cache, T: Send>(
        &self,
        slots: &[CustomerFiles],
        notes: &N,
        from_cache: impl Fn(&CustomerFiles, N::Note) -> CacheAnswer<T> + Sync,
        answer: impl Fn(LoadedCustomer<'_>, N::Note) -> Option<T> + Sync,
    ) -> (Vec<T>, Vec<Problem>) {
        // What is noted is taken from the files as they are.
        let seen =
            |loaded: LoadedCustomer<'_>, note: N::Note| answer(loaded.behind(self.redaction.as_ref()), note);
        known::each((&self.root, Path::new(DERIVED)), slots, notes, from_cache, seen)
    }

    /// Whether a path, which needn't be there yet, lies where customers' files or derived ones are kept.
    pub fn keeps(&self, path: &Path) -> bool {
        real(path)
            .is_some_and(|full| [CUSTOMERS, DERIVED].iter().any(|own| full.starts_with(self.root.join(own))))
    }

    /// Whether it is one of the workspace's own files, or git's: what is kept, the rules, and all that begins with a dot
    /// beside them. No list that somebody wants written takes the place of one.
    pub fn owns(&self, path: &Path) -> bool {
        // A bare name has no folder in it to be looked at.
        let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let below = real(&full).and_then(|full| full.strip_prefix(&self.root).map(Path::to_owned).ok());
        below.is_some_and(|below| {
            let first = below.components().next().map(|part| part.as_os_str().to_owned());
            let is_hidden = first.is_some_and(|first| first.as_encoded_bytes().starts_with(b"."));
            is_hidden || [RULES, RHYTHM].iter().any(|own| below == Path::new(own)) || self.keeps(&full)
        })
    }

    /// Keeps other writers out, and completes what a crash interrupted. Who changes what it has read
    /// must read it under the lock.
    pub fn lock(&self) -> Result<Lock, StoreError> {
        let lock = Lock::take(&self.root)?;
        recovery::recover(&self.root)?;
        advance::release_left(&self.root)?;
        Ok(lock)
    }

    /// Waits until no other sync of this clone is on its way; `waits` is told where one is.
    pub fn sync_lock(&self, waits: &dyn Fn()) -> Result<SyncLock, StoreError> {
        SyncLock::take(&self.root, waits)
    }

    /// The syncs that have called this program by their hooks, with one of this clone; none where one of this
    /// clone is among them already.
    pub fn syncs(&self, outer: Option<&OsStr>) -> Result<Option<OsString>, StoreError> {
        let own = Place::of(&self.root)?.sync_lock().into_os_string();
        let outer = outer.unwrap_or_default();
        let mut names = outer.as_encoded_bytes().split(|byte| *byte == b'\n');
        let is_among = names.any(|name| name == own.as_encoded_bytes());
        Ok((!is_among).then(|| [outer, own.as_os_str()].join(OsStr::new("\n"))))
    }

    /// Completes what a crash interrupted, where there is anything; nearly always only a look.
    pub fn recover(&self) -> Result<(), StoreError> {
        let is_left = journal::is_left(&self.root) || advance::is_left(&self.root);
        if is_left { self.lock().map(|_| ()) } else { Ok(()) }
    }

    /// Notes of an interrupted change that no program here could read: files of the journal.
    pub fn unread_notes(&self) -> Vec<PathBuf> {
        journal::unread(&self.root)
    }

    /// The files as it is now, under the lock: another writer may have begun the customer's log.
    pub fn refreshed(&self, _lock: &Lock, files: CustomerFiles) -> CustomerFiles {
        let log = files.log_path();
        let is_there = safe_path::target(&self.root, &log).is_ok_and(|target| target.is_file());
        if is_there { CustomerFiles { log: Some(log), ..files } } else { files }
    }

    /// That whoever runs us may add to a customer's log.
    pub fn permits_entry(&self, files: &CustomerFiles) -> Result<(), StoreError> {
        write::permitted(&safe_path::target(&self.root, &files.log_path())?)
    }

    /// That whoever runs us may change a customer's file.
    pub fn permits_change(&self, files: &CustomerFiles) -> Result<(), StoreError> {
        write::permitted(&safe_path::target(&self.root, &files.card)?)
    }

    /// Carries out a change of one customer under the lock.
    pub fn commit(&self, lock: &Lock, change: Change<'_>) -> Result<(), StoreError> {
        self.commit_all(lock, vec![change])
    }

    /// Carries out changes of several customers under the lock: all of them, or none.
    pub fn commit_all(&self, lock: &Lock, changes: Vec<Change<'_>>) -> Result<(), StoreError> {
        let files = self.changed(changes)?;
        self.transact(lock, files)
    }

    fn changed(&self, changes: Vec<Change<'_>>) -> Result<Vec<FileChange>, StoreError> {
        let mut changed = Vec::new();
        for Change { files, card, entries, kept } in changes {
            // What an entry names is there before it.
            changed.extend(self.copies_of(&files, &kept)?);
            let card = card.as_ref().map(|(before, after)| (before.as_bytes(), after.as_bytes()));
            changed.extend(self.of_customer(&files, card, &entries)?);
        }
        Ok(changed)
    }

    /// What changes of a customer's two files: its own from one text to another one, and its log by new entries.
    pub(super) fn of_customer(
        &self,
        files: &CustomerFiles,
        card: Option<(&[u8], &[u8])>,
        entries: &[Entry<'_>],
    ) -> Result<Vec<FileChange>, StoreError> {
        let put = |(before, after)| FileChange::put(&files.card, Some(before), Some(after));
        let mut changed: Vec<FileChange> =
            card.filter(|(before, after)| before != after).map(put).into_iter().collect();
        if !entries.is_empty() {
            changed.push(self.appended(files, entries)?);
        }
        Ok(changed)
    }

    fn appended(&self, files: &CustomerFiles, entries: &[Entry<'_>]) -> Result<FileChange, StoreError> {
        let log = &files.log_path();
        let target = safe_path::target(&self.root, log)?;
        let length = match fs::metadata(&target) {
            Ok(meta) => Some(meta.len()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(StoreError::io(Operation::Read, &target)(error)),
        };
        Ok(FileChange::append(log, length, entries.iter().map(crate::format::line).collect()))
    }

    pub(super) fn transact(&self, lock: &Lock, changes: Vec<FileChange>) -> Result<(), StoreError> {
        self.transact_removing(lock, changes, Removes::Nothing)
    }

    pub(super) fn transact_removing(
        &self,
        _lock: &Lock,
        changes: Vec<FileChange>,
        removes: Removes,
    ) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        let transaction = Transaction { removes, ..self.undo_log.transaction(changes) };
        let done = journal::commit(&self.root, transaction, &|| {})?;
        self.undo_log.done(done);
        Ok(())
    }

    /// Carries out what may leave nothing behind of what was there: neither in the journal nor beside the
    /// files.
    pub(super) fn transact_purging(&self, changes: Vec<FileChange>) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        let transaction = self.undo_log.transaction(changes);
        let transaction = Transaction { removes: Removes::Anything, purges: true, ..transaction };
        journal::commit(&self.root, transaction, &|| {}).map(|_| ())
    }

    /// Makes a new customer's file, its path relative to the root, under the lock.
    pub fn create(&self, lock: &Lock, path: &Path, text: &str) -> Result<(), StoreError> {
        self.transact(lock, vec![FileChange::put(path, None, Some(text.as_bytes()))])
    }

    /// Makes the files of many new customers, their paths relative to the root, and what their logs
    /// hold from the beginning, and changes others with them: all of it, or nothing. `done` is told of each
    /// file that is made.
    pub fn create_all(
        &self,
        _lock: &Lock,
        cards: Vec<(PathBuf, String)>,
        logs: Vec<(PathBuf, Vec<Entry<'_>>)>,
        changes: Vec<Change<'_>>,
        done: impl Fn() + Sync,
    ) -> Result<(), StoreError> {
        let mut files = Vec::new();
        for (path, text) in &cards {
            files.push(FileChange::put(path, None, Some(text.as_bytes())));
        }
        for (path, entries) in &logs {
            let text: String = entries.iter().map(|entry| crate::format::line(entry) + "\n").collect();
            files.push(FileChange::put(path, None, Some(text.as_bytes())));
        }
        files.extend(self.changed(changes)?);
        if files.is_empty() {
            return Ok(());
        }
        let done = journal::commit(&self.root, self.undo_log.transaction(files), &done)?;
        self.undo_log.done(done);
        Ok(())
    }

    /// Puts a derived file below `.crm/`, where it isn't there as it should be.
    pub fn derive(&self, name: &str, text: &str) -> Result<(), StoreError> {
        let path = safe_path::derived(&self.root, &Path::new(DERIVED).join(name))?;
        if fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
            return Ok(());
        }
        journal::make_derived(&self.root)?;
        write::remove(&path)?;
        write::create(&path, text.as_bytes())
    }
}

/// Makes a file of a new workspace; `false` where it is there already.
pub fn create_if_missing(path: &Path, text: &str) -> Result<bool, StoreError> {
    match write::create(path, text.as_bytes()) {
        Ok(()) => Ok(true),
        Err(StoreError::Exists(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether a text file has this line.
pub fn has_line(path: &Path, line: &str) -> bool {
    fs::read_to_string(path).is_ok_and(|text| text.lines().any(|own| own.trim() == line))
}

/// Puts a text that is made anew each time, such as a manual page, in place of its last version.
pub fn put_page(path: &Path, text: &str) -> Result<(), StoreError> {
    write::remove(path)?;
    write::create(path, text.as_bytes())
}

/// What a file holds that was put there for people.
pub fn output(path: &Path) -> Result<Vec<u8>, StoreError> {
    fs::read(path).map_err(StoreError::io(Operation::Read, path))
}

/// Puts what was asked for into a file, in place of what it held: whole, or not at all.
pub fn put_output(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    match fs::read(path) {
        Ok(before) => write::replace(path, &before, bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => write::create(path, bytes),
        Err(error) => Err(StoreError::io(Operation::Read, path)(error)),
    }
}
/// Where a path leads, with links followed as far as it is there.
fn real(path: &Path) -> Option<PathBuf> {
    let (above, real) = path.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)))?;
    Some(real.join(path.strip_prefix(above).unwrap_or(Path::new(""))))
}
