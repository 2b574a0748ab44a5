//! Whether a commit has all that both sides had. It knows nothing of how they were merged: it reads the
//! logs of the finished tree and compares lines.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::super::forgetting_note::{fields, moment};
use super::super::forgotten::all_ids;
use super::super::own_numbers::{OwnNumbers, is_same_but_for_number};
use super::fingerprints::Forgotten;
use super::lines::{lines, renumbered};
use super::masked_lines::has_any_of;
use super::objects::{Reader, Stop};
use super::outcome::{Refusal, Side, Told};
use super::output::Output;
use super::tree::{File, Place, Tree, path_of};

#[derive(Clone, Copy)]
pub(super) struct Trees<'a> {
    pub bases: &'a [Tree],
    pub ours: &'a Tree,
    pub theirs: &'a Tree,
    pub result: &'a Tree,
}

type Lines = HashSet<Vec<u8>>;

/// The lines of a tree's logs, by the customer that has them: two may have the very same line.
#[derive(Default)]
struct Logs {
    by_id: HashMap<String, Lines>,
    /// The customers that are made of another one, or had its id, by that one.
    homes: HashMap<String, Vec<String>>,
    lines: Lines,
}

impl Logs {
    fn put(&mut self, id: &str, text: &[u8]) {
        for former in all_ids(id, text).into_iter().skip(1) {
            self.homes.entry(former).or_default().push(id.to_owned());
        }
        self.lines.extend(lines(text).map(<[u8]>::to_vec));
        self.by_id.entry(id.to_owned()).or_default().extend(lines(text).map(<[u8]>::to_vec));
    }

    /// Whether a customer that had these ids has a line, or one that it is a part of.
    fn has(&self, ids: &[String], line: &[u8]) -> bool {
        let homes = ids.iter().filter_map(|id| self.homes.get(id)).flatten();
        let mut logs = ids.iter().chain(homes).filter_map(|id| self.by_id.get(id));
        logs.any(|log| log.contains(line))
    }

    /// The lines of a log that are where they come from with their own numbers, or masked: each side may have made the one
    /// customer a part of the other.
    fn with_own_numbers(&self, ids: &[String], text: &[u8]) -> Lines {
        let homes = ids.iter().filter_map(|id| self.homes.get(id)).flatten();
        let logs = ids.iter().chain(homes).filter_map(|id| self.by_id.get(id));
        let there: Vec<&[u8]> = logs.flatten().map(Vec::as_slice).collect();
        OwnNumbers::or_left(text, &there.join(&b'\n')).into_lines().into_keys().collect()
    }
}

/// A customer that one side removed: its id, where its file was, and who did.
type Gone<'a> = (&'a str, &'a [u8], Side);

struct Verifier<'a> {
    place: &'a Place,
    trees: Trees<'a>,
    reader: &'a mut Reader,
    forgotten: &'a dyn Forgotten,
    out: &'a Output,
    /// Logs that all trees have alike, by id and blob: nothing can have happened to them. Not by blob alone:
    /// two customers may have the same few lines.
    settled: HashSet<(&'a str, &'a str)>,
    /// What was read of the others: most stand in several trees.
    texts: HashMap<Box<str>, Rc<[u8]>>,
    /// Customers that a side has whose logs say that they had the id of one that was forgotten.
    followed: HashSet<(&'a str, Side)>,
}

/// What was removed, and by whom; refused where anything is missing that nobody removed.
pub(super) fn verify(
    place: &Place,
    trees: Trees<'_>,
    reader: &mut Reader,
    forgotten: &dyn Forgotten,
    out: &Output,
) -> Result<Vec<Told>, Stop> {
    let logs = |tree| place.logs(tree).map(|(_, id, file)| (id, &*file.blob)).collect::<HashSet<_>>();
    let mut settled = logs(trees.ours);
    for tree in [trees.theirs, trees.result].into_iter().chain(trees.bases) {
        let others = logs(tree);
        settled.retain(|log| others.contains(log));
    }
    let (texts, followed) = (HashMap::new(), HashSet::new());
    Verifier { place, trees, reader, forgotten, out, settled, texts, followed }.run()
}

#[derive(Default)]
struct Missing {
    /// Lines that one side took out, by id, log and who did.
    removed: BTreeMap<(String, Vec<u8>, bool), usize>,
    /// Lines that an answer gave up, by id.
    given_up: HashMap<String, usize>,
    /// Lines that nobody removed, by log.
    lost: BTreeMap<Vec<u8>, BTreeSet<Vec<u8>>>,
    /// How many lines the logs of customers had that are gone.
    counts: HashMap<String, usize>,
}

impl<'a> Verifier<'a> {
    fn run(mut self) -> Result<Vec<Told>, Stop> {
        self.follow()?;
        let mut now = self.changed(self.trees.result)?;
        let (mut customers, gone) = self.customers(&now);
        // One of two that had one id has another one.
        for told in &self.out.told {
            if let Told::OtherId { id, to, .. } = told {
                now.homes.entry(id.clone()).or_default().push(to.clone());
            }
        }
        for (to, from) in self.out.moved.steps() {
            now.homes.entry(from.to_owned()).or_default().push(to.to_owned());
        }
        let sides = [self.changed(self.trees.ours)?, self.changed(self.trees.theirs)?];
        let mut bases = Vec::new();
        for base in self.trees.bases {
            bases.push(self.changed(base)?);
        }
        let ids: HashSet<&str> = gone.iter().map(|(id, ..)| *id).collect();
        let mut missing = Missing::default();
        for side in [Side::Ours, Side::Theirs] {
            self.compare(side, &now, &sides[side.other() as usize], &bases, &ids, &mut missing)?;
        }
        let foreign = self.foreign(&sides)?;
        if !(missing.lost.is_empty() && foreign.is_empty() && customers.is_empty()) {
            customers.sort();
            customers.dedup();
            let lost = missing.lost.into_iter().map(|(path, lines)| (path_of(&path), lines.len())).collect();
            let foreign = foreign.into_iter().map(|(path, count)| (path_of(&path), count)).collect();
            return Err(Stop::Refused(Refusal::Invariant { customers, lost, foreign }));
        }
        let stays =
            missing.removed.into_iter().filter(|((id, ..), count)| *count > 0 && !ids.contains(id.as_str()));
        let mut told: Vec<Told> = stays
            .map(|((id, path, by_them), lines)| {
                let by = if by_them { Side::Theirs } else { Side::Ours };
                Told::LinesRemoved { id, path: path_of(&path), by, lines }
            })
            .collect();
        told.extend(gone.into_iter().map(|(id, path, by)| Told::Removed {
            id: id.to_owned(),
            path: path_of(path),
            by,
            lines: missing.counts.get(id).copied().unwrap_or(0),
            given_up: missing.given_up.get(id).copied().unwrap_or(0),
            home: self.out.homes.get(id).cloned(),
        }));
        Ok(told)
    }

    /// Looks for each line of one side in the result.
    fn compare(
        &mut self,
        side: Side,
        now: &Logs,
        other: &Logs,
        bases: &[Logs],
        gone: &HashSet<&str>,
        missing: &mut Missing,
    ) -> Result<(), Stop> {
        let tree = if side == Side::Ours { self.trees.ours } else { self.trees.theirs };
        for (path, id, file) in self.place.logs(tree) {
            if self.settled.contains(&(id, &*file.blob)) {
                continue;
            }
            let text = self.read(&file.blob)?;
            if gone.contains(id) {
                missing.counts.insert(id.to_owned(), lines(&text).count());
            }
            let is_given_up =
                self.out.given_up.get(id) == Some(&side.other()) || self.out.given_up_logs.contains(path);
            let ids = self.out.moved.all_ids(id, &text);
            let is_gone = |line: &&[u8]| !now.has(&ids, line) && !self.is_masked(line, &now.lines);
            let mut own_numbers = None;
            for line in lines(&text).filter(is_gone).collect::<BTreeSet<_>>() {
                if own_numbers.get_or_insert_with(|| now.with_own_numbers(&ids, &text)).contains(line) {
                    continue;
                }
                let is_of =
                    |was: &[u8]| is_same_but_for_number(line, was) || has_any_of(line, &HashSet::from([was]));
                let was = self.out.taken_out.get(line).filter(|was| is_of(was));
                if was.is_some_and(|was| now.has(&ids, was)) {
                    continue;
                }
                // Somebody may have moved it by hand.
                let count = usize::from(!now.lines.contains(line));
                if ids.iter().any(|id| self.forgotten.has_line(id, line)) || self.is_forgotten(id, side) {
                    continue;
                }
                let line = was.map_or(line, Vec::as_slice);
                if bases.iter().all(|base| base.has(&ids, line)) && !other.has(&ids, line) {
                    let key = (id.to_owned(), path.to_vec(), side == Side::Ours);
                    *missing.removed.entry(key).or_default() += count;
                } else if is_given_up {
                    *missing.given_up.entry(id.to_owned()).or_default() += count;
                } else if !renumbered(line, id, |_, _| true).is_some_and(|line| now.lines.contains(&line)) {
                    missing.lost.entry(path.to_vec()).or_default().insert(line.to_vec());
                }
            }
        }
        Ok(())
    }

    /// Customers that are gone though nobody removed them, and those that one side has removed.
    fn customers(&self, logs: &Logs) -> (Vec<String>, Vec<Gone<'a>>) {
        let now = self.place.ids(self.trees.result);
        let ids = [self.place.ids(self.trees.ours), self.place.ids(self.trees.theirs)];
        let bases: Vec<_> = self.trees.bases.iter().map(|base| self.place.ids(base)).collect();
        let (mut lost, mut gone) = (Vec::new(), Vec::new());
        for side in [Side::Ours, Side::Theirs] {
            for (id, path) in &ids[side as usize] {
                if now.contains_key(id) || self.is_forgotten(id, side) {
                    continue;
                }
                let was_there = bases.iter().all(|base| base.contains_key(id));
                // Who has the id there by now may be another one, who was forgotten under the one that it had.
                let other = side.other();
                let is_there = ids[other as usize].contains_key(id) && !self.is_forgotten(id, other);
                // A new id that a log has as one that its customer had: it is there under another one.
                let has_home = !was_there
                    && logs
                        .homes
                        .get(*id)
                        .is_some_and(|homes| homes.iter().any(|home| now.contains_key(&**home)));
                let is_removed = was_there && !is_there;
                if is_removed || self.out.given_up.get(*id) == Some(&side.other()) {
                    gone.push((*id, *path, side.other()));
                } else if !has_home && !self.out.given_up_logs.contains(*path) {
                    lost.push((*id).to_owned());
                }
            }
        }
        (lost, gone)
    }

    /// Finds those that went with an id that they had before. The merge alone is not believed: what was forgotten
    /// stands in the list, and the way from there in the side's own log.
    fn follow(&mut self) -> Result<(), Stop> {
        for (side, tree) in [(Side::Ours, self.trees.ours), (Side::Theirs, self.trees.theirs)] {
            // One without a log has been somewhere else, too, and a log may stand alone.
            let mut logs: HashMap<&str, Option<&File>> =
                self.place.ids(tree).into_keys().map(|id| (id, None)).collect();
            logs.extend(self.place.logs(tree).map(|(_, id, file)| (id, Some(file))));
            for (id, log) in logs.into_iter().filter(|(id, _)| self.out.forgotten.contains_key(*id)) {
                let text = match log {
                    Some(file) => self.read(&file.blob)?,
                    None => Rc::default(),
                };
                let is_gone = |id: &String| self.forgotten.has_id(id) || self.forgotten.has_former(id);
                if self.out.moved.all_ids(id, &text).iter().any(is_gone) {
                    self.followed.insert((id, side));
                }
            }
        }
        Ok(())
    }

    /// Whether what a forgetting has left of a line is there: it says nothing else.
    fn is_masked(&self, line: &[u8], now: &Lines) -> bool {
        let masked = self.out.masked.iter().map(|(_, was, left)| (was, left));
        let replaced = self.out.replaced.iter().map(|(was, left)| (was, left));
        let when = |line: &[u8]| fields(line).and_then(|entry| moment(&entry));
        let is_corrected = |(was, is): &(Vec<u8>, Vec<u8>)| {
            was == line && now.contains(is) && when(was).is_some() && when(was) == when(is)
        };
        self.out.corrected.iter().any(is_corrected)
            || masked.chain(replaced).any(|(was, left)| {
                was == line && now.contains(left) && has_any_of(left, &HashSet::from([&**was]))
            })
    }

    /// Whether the customer that a side has was, under this id or the one that it had before.
    fn is_forgotten(&self, id: &str, side: Side) -> bool {
        let is_followed = self.out.forgotten.contains_key(id) && self.followed.contains(&(id, side));
        let is_it = self.forgotten.has_id(id) || is_followed;
        is_it && !self.out.alive.contains(&(id.to_owned(), side))
    }

    fn read(&mut self, blob: &str) -> Result<Rc<[u8]>, Stop> {
        if let Some(text) = self.texts.get(blob) {
            return Ok(text.clone());
        }
        let text: Rc<[u8]> = self.reader.read(blob)?.into();
        self.texts.insert(blob.into(), text.clone());
        Ok(text)
    }

    /// All lines of those logs of a tree that not all trees have alike.
    fn changed(&mut self, tree: &Tree) -> Result<Logs, Stop> {
        let mut found = Logs::default();
        for (_, id, file) in self.place.logs(tree) {
            if !self.settled.contains(&(id, &*file.blob)) {
                found.put(id, &self.read(&file.blob)?);
            }
        }
        Ok(found)
    }

    /// Lines of new logs that neither side has.
    fn foreign(&mut self, sides: &[Logs; 2]) -> Result<BTreeMap<Vec<u8>, usize>, Stop> {
        let mut found = BTreeMap::new();
        let known: HashSet<&str> = [self.trees.ours, self.trees.theirs]
            .into_iter()
            .flat_map(|tree| self.place.logs(tree))
            .map(|(_, _, file)| &*file.blob)
            .collect();
        for (path, _, file) in self.place.logs(self.trees.result) {
            if known.contains(&*file.blob) {
                continue;
            }
            let text = self.read(&file.blob)?;
            let is_own = |line: &[u8]| {
                sides.iter().any(|side| side.lines.contains(line)) || self.out.written.contains(line)
            };
            let count = lines(&text).filter(|line| !is_own(line)).count();
            if count > 0 {
                found.insert(path.to_vec(), count);
            }
        }
        Ok(found)
    }
}
