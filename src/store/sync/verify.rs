//! Whether a commit has all that both sides had. It knows nothing of how they were merged: it reads the
//! logs of the finished tree and compares lines.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::lines::{lines, renamed};
use super::objects::{Reader, Stop};
use super::outcome::{Forgotten, Refusal, Side, Told};
use super::output::Output;
use super::tree::{Place, Tree, path_of};

pub(super) struct Trees<'a> {
    pub bases: &'a [Tree],
    pub ours: &'a Tree,
    pub theirs: &'a Tree,
    pub result: &'a Tree,
}

type Lines = HashSet<Vec<u8>>;

struct Verifier<'a> {
    place: &'a Place,
    trees: Trees<'a>,
    reader: &'a mut Reader,
    forgotten: &'a dyn Forgotten,
    out: &'a Output,
    /// Logs that all trees have alike: nothing can have happened to them.
    settled: HashSet<&'a str>,
}

/// What was removed, and by whom; refused where anything is missing that nobody removed.
pub(super) fn verify(
    place: &Place,
    trees: Trees<'_>,
    reader: &mut Reader,
    forgotten: &dyn Forgotten,
    out: &Output,
) -> Result<Vec<Told>, Stop> {
    let blobs = |tree| place.logs(tree).map(|(_, _, file)| &*file.blob).collect::<HashSet<&str>>();
    let all = [trees.ours, trees.theirs, trees.result].into_iter().chain(trees.bases);
    let all: Vec<HashSet<&str>> = all.map(blobs).collect();
    let mut settled = all[0].clone();
    settled.retain(|blob| all.iter().all(|blobs| blobs.contains(blob)));
    Verifier { place, trees, reader, forgotten, out, settled }.run()
}

impl<'a> Verifier<'a> {
    fn run(mut self) -> Result<Vec<Told>, Stop> {
        let mut told = Vec::new();
        let sides = [(Side::Ours, self.trees.ours), (Side::Theirs, self.trees.theirs)];
        let (mut customers, gone) = self.customers(sides);
        // What is in none of the others is compared line by line: in a tree alone, in their ids' logs, and
        // wherever anything was changed.
        let now = self.changed(self.trees.result)?;
        let ours = self.changed(self.trees.ours)?;
        let theirs = self.changed(self.trees.theirs)?;
        let mut bases = Vec::new();
        for base in self.trees.bases {
            bases.push(self.changed(base)?);
        }
        let mut removed: BTreeMap<(String, Vec<u8>, bool), usize> = BTreeMap::new();
        let mut given_up: HashMap<String, usize> = HashMap::new();
        let mut counts: HashMap<String, usize> = HashMap::new();
        let mut lost: BTreeMap<Vec<u8>, BTreeSet<Vec<u8>>> = BTreeMap::new();
        for (side, tree) in sides {
            let other = if side == Side::Ours { &theirs } else { &ours };
            let logs: Vec<_> = self.place.logs(tree).collect();
            for (path, id, file) in logs {
                let is_gone = gone.iter().any(|(gone, _, by)| *gone == id && *by == side.other());
                if self.settled.contains(&*file.blob) && !is_gone {
                    continue;
                }
                let text = self.reader.read(&file.blob)?;
                if is_gone {
                    counts.insert(id.to_owned(), lines(&text).count());
                }
                for line in lines(&text).collect::<BTreeSet<_>>() {
                    let is_renamed = || renamed(line, id, |_| true).is_some_and(|line| now.contains(&line));
                    if now.contains(line) || self.forgotten.has_line(line) || self.forgotten.has_id(id) {
                        continue;
                    }
                    let was_there = bases.iter().all(|base| base.contains(line));
                    if was_there && !other.contains(line) {
                        let key = (id.to_owned(), path.to_vec(), side == Side::Ours);
                        *removed.entry(key).or_default() += 1;
                    } else if self.out.given_up.get(id) == Some(&side.other())
                        || self.out.given_up_logs.contains(path)
                    {
                        *given_up.entry(id.to_owned()).or_default() += 1;
                    } else if !is_renamed() {
                        lost.entry(path.to_vec()).or_default().insert(line.to_vec());
                    }
                }
            }
        }
        for ((id, path, by_them), lines) in removed {
            if gone.iter().any(|(gone, ..)| *gone == id) {
                continue;
            }
            let by = if by_them { Side::Theirs } else { Side::Ours };
            told.push(Told::LinesRemoved { id, path: path_of(&path), by, lines });
        }
        for (id, path, by) in gone {
            let (lines, given_up) = (counts.get(id), given_up.get(id));
            told.push(Told::Removed {
                id: id.to_owned(),
                path: path_of(path),
                by,
                lines: lines.copied().unwrap_or(0),
                given_up: given_up.copied().unwrap_or(0),
                home: self.out.homes.get(id).cloned(),
            });
        }
        let foreign = self.foreign(&ours, &theirs)?;
        if lost.is_empty() && foreign.is_empty() && customers.is_empty() {
            return Ok(told);
        }
        customers.sort();
        customers.dedup();
        let lost = lost.into_iter().map(|(path, lines)| (path, lines.len())).collect();
        let named = |found: BTreeMap<Vec<u8>, usize>| {
            found.into_iter().map(|(path, count)| (path_of(&path), count)).collect()
        };
        Err(Stop::Refused(Refusal::Invariant { customers, lost: named(lost), foreign: named(foreign) }))
    }

    /// Customers that are gone though nobody removed them, and those that one side has removed.
    fn customers(&self, sides: [(Side, &'a Tree); 2]) -> (Vec<String>, Vec<(&'a str, &'a [u8], Side)>) {
        let now = self.place.ids(self.trees.result);
        let ids = [self.place.ids(self.trees.ours), self.place.ids(self.trees.theirs)];
        let bases: Vec<_> = self.trees.bases.iter().map(|base| self.place.ids(base)).collect();
        let (mut lost, mut gone) = (Vec::new(), Vec::new());
        for (side, _) in sides {
            for (id, path) in &ids[side as usize] {
                if now.contains_key(id) || self.forgotten.has_id(id) {
                    continue;
                }
                let was_there = bases.iter().all(|base| base.contains_key(id));
                let is_removed = was_there && !ids[side.other() as usize].contains_key(id);
                if is_removed || self.out.given_up.get(*id) == Some(&side.other()) {
                    gone.push((*id, *path, side.other()));
                } else if !self.out.given_up_logs.contains(*path) {
                    lost.push((*id).to_owned());
                }
            }
        }
        (lost, gone)
    }

    /// All lines of those logs of a tree that not all trees have alike.
    fn changed(&mut self, tree: &Tree) -> Result<Lines, Stop> {
        let mut found = Lines::new();
        for (_, _, file) in self.place.logs(tree).collect::<Vec<_>>() {
            if !self.settled.contains(&*file.blob) {
                found.extend(lines(&self.reader.read(&file.blob)?).map(<[u8]>::to_vec));
            }
        }
        Ok(found)
    }

    /// Lines of new logs that neither side has.
    fn foreign(&mut self, ours: &Lines, theirs: &Lines) -> Result<BTreeMap<Vec<u8>, usize>, Stop> {
        let mut found = BTreeMap::new();
        let known: HashSet<&str> = [self.trees.ours, self.trees.theirs]
            .into_iter()
            .flat_map(|tree| self.place.logs(tree))
            .map(|(_, _, file)| &*file.blob)
            .collect();
        for (path, _, file) in self.place.logs(self.trees.result).collect::<Vec<_>>() {
            if known.contains(&*file.blob) {
                continue;
            }
            let text = self.reader.read(&file.blob)?;
            let is_own =
                |line: &[u8]| ours.contains(line) || theirs.contains(line) || self.out.written.contains(line);
            let count = lines(&text).filter(|line| !is_own(line)).count();
            if count > 0 {
                found.insert(path.to_vec(), count);
            }
        }
        Ok(found)
    }
}
