//! A workspace: a folder with `crm.yaml`.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::deeds::Deeds;
use super::journal::{self, Intention};
use super::layout::{CUSTOMERS, Layout, Slot};
use super::load::{self, Dossier, Look};
use super::lock::Lock;
use super::revision::Revision;
use super::union::{self, Union};
use super::{
    Forget, Glance, Notes, RevisionError, Rewritten, StoreError, confine, forget, index, known, part, permit,
    write,
};
use crate::model::{Contact, Customer, Entry, Problem, Veil};

/// The file that marks the root, and holds the rules.
pub const RULES: &str = "crm.yaml";
/// The folder of derived files: delete it at any time, nothing is lost.
pub(super) const DERIVED: &str = ".crm";
/// What the last command did, among them.
pub(super) const LAST: &str = "last.json";

/// A workspace on disk.
#[derive(Clone, Debug)]
pub struct Workspace {
    pub(super) root: PathBuf,
    pub(super) deeds: Deeds,
    veil: Option<Veil>,
}

/// A change of one customer, carried out as a whole or not at all.
#[derive(Debug)]
pub struct Change<'a> {
    /// Whose.
    pub slot: &'a Slot,
    /// Its file's text before and after, where it changes.
    pub card: Option<(String, String)>,
    /// What is appended to its log.
    pub entries: Vec<Entry<'a>>,
}

/// Two customers made one, as a whole or not at all.
#[derive(Debug)]
pub struct Join<'a> {
    /// The one that stays.
    pub keep: &'a Slot,
    /// Files of customers that change, each with its text before and after.
    pub cards: Vec<(PathBuf, String, String)>,
    /// What is appended to its log, behind the other's lines.
    pub entries: Vec<Entry<'a>>,
    /// The one whose files go.
    pub gone: &'a Slot,
    /// The text of its file.
    pub gone_card: String,
}

impl Workspace {
    /// The workspace that `start` lies in: the nearest folder upwards that has a `crm.yaml`.
    pub fn find(start: &Path) -> Option<Self> {
        let start = start.canonicalize().ok()?;
        let root = start.ancestors().find(|folder| folder.join(RULES).is_file())?;
        Some(Workspace { root: root.to_owned(), deeds: Deeds::default(), veil: None })
    }

    /// The same, noting what it writes where others note it, too.
    pub fn noting(self, deeds: &Deeds) -> Self {
        Workspace { deeds: deeds.clone(), ..self }
    }

    /// The same, all of whose customers are seen behind a veil.
    pub fn behind(self, veil: Option<Veil>) -> Self {
        Workspace { veil, ..self }
    }

    /// The folder of `crm.yaml`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The rules' file.
    pub fn rules_path(&self) -> PathBuf {
        self.root.join(RULES)
    }

    /// Which customers there are.
    pub fn layout(&self) -> Layout {
        Layout::scan(&self.root)
    }

    /// Customers that a sparse checkout leaves out, by id, with their files.
    pub fn left_out(&self) -> BTreeMap<String, PathBuf> {
        part::left_out(&self.root)
    }

    /// What a revision of the git repository had in this folder.
    pub fn revision(&self, name: &str) -> Result<Revision, RevisionError> {
        Ok(Revision::open(&self.root, name)?.behind(self.veil))
    }

    /// What the next commit would have, and which files it changes; out of the `index` that git names.
    pub fn staged(&self, index: Option<&Path>) -> Result<(Revision, HashSet<PathBuf>), RevisionError> {
        Revision::staged(&self.root, index)
    }

    /// Files that are not as a revision had them, new ones among them.
    pub fn changed_since(&self, name: &str) -> Result<HashSet<PathBuf>, RevisionError> {
        Revision::since(&self.root, name)
    }

    /// Reads one customer and answers from it.
    pub fn one<T>(
        &self,
        slot: &Slot,
        look: Look,
        answer: impl FnOnce(Dossier<'_>) -> T,
    ) -> (Option<T>, Vec<Problem>) {
        load::one(&self.root, slot, look, |dossier| answer(dossier.behind(self.veil)))
    }

    /// Reads many customers on all cores.
    pub fn each<T: Send>(
        &self,
        slots: &[Slot],
        look: Look,
        answer: impl Fn(Dossier<'_>) -> Option<T> + Sync,
    ) -> (Vec<T>, Vec<Problem>) {
        load::each(&self.root, slots, look, |dossier| answer(dossier.behind(self.veil)))
    }

    /// Answers from what was noted of each customer, and reads those of whom that isn't enough. `slots`
    /// are all customers that there are.
    pub fn each_known<N: Notes, T: Send>(
        &self,
        slots: &[Slot],
        notes: &N,
        glance: impl Fn(&Slot, N::Note) -> Glance<T> + Sync,
        answer: impl Fn(Dossier<'_>, N::Note) -> Option<T> + Sync,
    ) -> (Vec<T>, Vec<Problem>) {
        // What is noted is taken from the files as they are.
        let seen = |dossier: Dossier<'_>, note: N::Note| answer(dossier.behind(self.veil), note);
        known::each((&self.root, Path::new(DERIVED)), slots, notes, glance, seen)
    }

    /// Whether a path, which needn't be there yet, lies where customers' files or derived ones are kept.
    pub fn keeps(&self, path: &Path) -> bool {
        let there = path.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
        let Some((above, real)) = there else { return false };
        let full = real.join(path.strip_prefix(above).unwrap_or(Path::new("")));
        [CUSTOMERS, DERIVED].iter().any(|own| full.starts_with(self.root.join(own)))
    }

    /// Keeps other writers out, and completes what a crash interrupted. Who changes what it has read
    /// must read it under the lock.
    pub fn lock(&self) -> Result<Lock, StoreError> {
        let lock = Lock::take(&self.root, Path::new(DERIVED))?;
        journal::recover(&self.root, &self.derived())?;
        Ok(lock)
    }

    /// Completes what a crash interrupted, where there is anything; nearly always only a look.
    pub fn recover(&self) -> Result<(), StoreError> {
        if journal::is_left(&self.derived()) { self.lock().map(|_| ()) } else { Ok(()) }
    }

    /// The slot as it is now, under the lock: another writer may have begun the customer's log.
    pub fn refreshed(&self, _lock: &Lock, slot: Slot) -> Slot {
        let log = slot.log_path();
        let is_there = confine::target(&self.root, &log).is_ok_and(|target| target.is_file());
        if is_there { Slot { log: Some(log), ..slot } } else { slot }
    }

    /// That whoever runs us may add to a customer's log.
    pub fn permits_entry(&self, slot: &Slot) -> Result<(), StoreError> {
        permit::permitted(&confine::target(&self.root, &slot.log_path())?)
    }

    /// That whoever runs us may change a customer's file.
    pub fn permits_change(&self, slot: &Slot) -> Result<(), StoreError> {
        permit::permitted(&confine::target(&self.root, &slot.card)?)
    }

    /// Carries out a change under the lock.
    pub fn commit(&self, _lock: &Lock, change: Change<'_>) -> Result<(), StoreError> {
        let lines: Vec<String> = change.entries.iter().map(super::log::line).collect();
        let log = change.slot.log_path();
        let card = change.card.filter(|(before, after)| before != after);
        let card = card.map(|(before, after)| (change.slot.card.clone(), before, after));
        if card.is_some() || !lines.is_empty() {
            self.begin();
        }
        if lines.is_empty() {
            return match card {
                None => Ok(()),
                Some((card, before, after)) => {
                    let target = confine::target(&self.root, &card)?;
                    write::replace(&target, before.as_bytes(), after.as_bytes())?;
                    self.deeds.text(&card, Some(before.as_bytes()), Some(after.as_bytes()));
                    Ok(())
                }
            };
        }
        let target = confine::target(&self.root, &log)?;
        let length = match fs::metadata(&target) {
            Ok(meta) => meta.len(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
            Err(error) => return Err(StoreError::io("read", &target)(error)),
        };
        let is_new = !target.exists();
        // Before anything is written down that would have to be completed.
        permit::permitted(&target)?;
        if let Some((card, ..)) = &card {
            permit::replaceable(&confine::target(&self.root, card)?)?;
        }
        if card.is_none() && write::is_one_piece(length, &lines) {
            write::append(&target, &lines)?;
        } else {
            let intention = Intention { card, log: log.clone(), length, lines: lines.clone() };
            journal::commit(&self.root, &self.derived(), &intention)?;
            if let Some((card, before, after)) = &intention.card {
                self.deeds.text(card, Some(before.as_bytes()), Some(after.as_bytes()));
            }
        }
        if let Ok(bytes) = fs::read(&target) {
            self.deeds.lines(&log, (!is_new).then_some(length), &lines, &bytes);
        }
        Ok(())
    }

    /// Makes one customer of two, under the lock.
    pub fn join(&self, _lock: &Lock, join: Join<'_>) -> Result<(), StoreError> {
        self.begin();
        let cards = join.cards.into_iter().filter(|(_, before, after)| before != after).collect();
        let union = Union {
            cards,
            log: join.keep.log_path(),
            lines: join.entries.iter().map(super::log::line).collect(),
            gone: (join.gone.card.clone(), join.gone_card),
            gone_log: join.gone.log_path(),
        };
        let changed = union.cards.iter().map(|(card, ..)| card);
        permit::permitted(&confine::target(&self.root, &union.log)?)?;
        for path in changed.chain([&union.gone.0, &union.gone_log]) {
            permit::replaceable(&confine::target(&self.root, path)?)?;
        }
        let log = |path: &PathBuf| fs::read(self.root.join(path)).ok();
        let (before, moved) = (log(&union.log), log(&union.gone_log));
        union::commit(&self.root, &self.derived(), &union)?;
        for (card, before, after) in &union.cards {
            self.deeds.text(card, Some(before.as_bytes()), Some(after.as_bytes()));
        }
        self.deeds.text(&union.log, before.as_deref(), log(&union.log).as_deref());
        self.deeds.text(&union.gone.0, Some(union.gone.1.as_bytes()), None);
        if let Some(moved) = moved {
            self.deeds.text(&union.gone_log, Some(&moved), None);
        }
        Ok(())
    }

    /// Makes a new customer's file, its path relative to the root, under the lock.
    pub fn create(&self, _lock: &Lock, path: &Path, text: &str) -> Result<(), StoreError> {
        self.begin();
        write::create(&confine::target(&self.root, path)?, text.as_bytes())?;
        self.deeds.text(path, None, Some(text.as_bytes()));
        Ok(())
    }

    /// Notes that somebody changed a file in the editor, in the course of a command.
    pub fn edited(&self, path: &Path, before: &str, after: &str) {
        self.deeds.text(path, Some(before.as_bytes()), Some(after.as_bytes()));
    }

    /// What has to go from a customer's files, and the note that says so.
    pub fn forgetting(
        &self,
        slot: &Slot,
        customer: &Customer,
        forget: Forget<'_>,
        note: &Entry<'_>,
    ) -> Result<Vec<Rewritten>, StoreError> {
        forget::rewritten(&self.root, slot, customer, forget, note)
    }

    /// Other customers' files that name a contact, relative to the root.
    pub fn naming(&self, customer: &Customer, contact: (&Contact, &[String])) -> Vec<PathBuf> {
        forget::elsewhere(&self.root, &self.layout().slots, customer, contact)
    }

    /// Lets it go, under the lock. The derived files that hold what was there go with it: the way back of
    /// the last command, and the index.
    pub fn forget(&self, _lock: &Lock, files: &[Rewritten]) -> Result<(), StoreError> {
        for name in [LAST, index::NAME] {
            write::remove(&confine::derived(&self.root, &Path::new(DERIVED).join(name))?)?;
        }
        forget::put(&self.root, files)
    }

    /// Makes the files of many new customers, their paths relative to the root, and what their logs
    /// hold from the beginning; `done` is told of each. All customers come before the first log, so that
    /// a crash leaves no log without its customer, and what it leaves out can be made again.
    pub fn create_all(
        &self,
        _lock: &Lock,
        cards: Vec<(PathBuf, String)>,
        logs: Vec<(PathBuf, Vec<Entry<'_>>)>,
        done: impl Fn() + Sync,
    ) -> Result<(), StoreError> {
        let target = |(path, text): (PathBuf, String)| Ok((confine::target(&self.root, &path)?, text));
        let text = |(path, entries): (PathBuf, Vec<Entry<'_>>)| {
            (path, entries.iter().map(|entry| super::log::line(entry) + "\n").collect::<String>())
        };
        self.begin();
        let logs: Vec<(PathBuf, String)> = logs.into_iter().map(text).collect();
        let names =
            |files: &[(PathBuf, String)]| files.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
        let note = |paths: Vec<PathBuf>, made: &[(PathBuf, String)]| {
            for (path, (_, text)) in paths.iter().zip(made) {
                self.deeds.text(path, None, Some(text.as_bytes()));
            }
        };
        let (cards_at, logs_at) = (names(&cards), names(&logs));
        let cards = cards.into_iter().map(target).collect::<Result<Vec<_>, StoreError>>()?;
        let logs = logs.into_iter().map(target).collect::<Result<Vec<_>, StoreError>>()?;
        write::create_all(&cards, &done)?;
        note(cards_at, &cards);
        write::create_all(&logs, || {})?;
        note(logs_at, &logs);
        Ok(())
    }

    /// Puts a derived file below `.crm/`, where it isn't there as it should be.
    pub fn derive(&self, name: &str, text: &str) -> Result<(), StoreError> {
        let path = confine::derived(&self.root, &Path::new(DERIVED).join(name))?;
        if fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
            return Ok(());
        }
        write::remove(&path)?;
        write::create(&path, text.as_bytes())
    }

    fn derived(&self) -> PathBuf {
        self.root.join(DERIVED)
    }
}

/// Makes a file of a new workspace; `false` where it is there already.
pub fn plant(path: &Path, text: &str) -> Result<bool, StoreError> {
    match write::create(path, text.as_bytes()) {
        Ok(()) => Ok(true),
        Err(StoreError::Exists(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether a text file has this line.
pub fn says(path: &Path, line: &str) -> bool {
    fs::read_to_string(path).is_ok_and(|text| text.lines().any(|own| own.trim() == line))
}

/// Puts a text that is made anew each time, such as a manual page, in place of its last version.
pub fn put_page(path: &Path, text: &str) -> Result<(), StoreError> {
    write::remove(path)?;
    write::create(path, text.as_bytes())
}

/// A whole text file, such as one that comes back from the editor; bytes that are no text are shown
/// as such.
pub fn read_text(path: &Path) -> Result<String, StoreError> {
    let bytes = fs::read(path).map_err(StoreError::io("read", path))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
