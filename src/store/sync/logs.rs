//! The logs that are not alike in all trees of a merge, by customer: asked how entries stand in them, and changed before
//! they are merged.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use super::lines::{beyond, common, lines, trace, without};
use super::masked_lines::{Forms, has_was};
use super::objects::{Reader, Stop};
use super::tree::{File, Place, Tree};
use crate::store::forgetting_note::{fields, key};
use crate::store::forgotten::all_ids;

/// A log in one of the trees.
#[derive(Clone)]
pub(super) struct Log {
    pub path: Vec<u8>,
    pub file: File,
    pub text: Rc<[u8]>,
}

/// A tree's logs by id: where each stands, which a hand may have put twice.
type Placed<'t> = HashMap<&'t str, Vec<(&'t [u8], &'t File)>>;
/// What is done to a log in one go: lines that go out of it, and lines that come to it.
#[derive(Default)]
pub(super) struct Edits {
    out: Vec<Vec<u8>>,
    new: Vec<Vec<u8>>,
    /// The tree that has the log where this one doesn't.
    like: usize,
}

/// The logs that not all trees have alike: of our side, of theirs, and of the bases.
pub(super) struct Logs {
    pub texts: Vec<HashMap<String, Log>>,
    /// The lines of the logs that were asked for: a list of thousands may have been moved.
    forms: RefCell<HashMap<(usize, String), Rc<Forms>>>,
    /// What is still to be done to them.
    edits: BTreeMap<(usize, String), Edits>,
    pub cards: [HashSet<String>; 2],
    /// On each side, the customers that had an id before, or of which one is a part, by that id.
    homes: [HashMap<String, Vec<String>>; 2],
    pub changed: HashSet<(usize, String)>,
}

impl Logs {
    pub fn of(
        place: &Place,
        reader: &mut Reader,
        (sides, bases): ([&Tree; 2], &[Tree]),
    ) -> Result<Self, Stop> {
        let trees: Vec<&Tree> = sides.into_iter().chain(bases).collect();
        let mut found: Vec<Placed<'_>> = Vec::new();
        for tree in &trees {
            let mut by_id = Placed::new();
            place.logs(tree).for_each(|(path, id, file)| by_id.entry(id).or_default().push((path, file)));
            found.push(by_id);
        }
        let blob = |tree: &Placed<'_>, id: &str| {
            tree.get(id).map(|files| files.iter().map(|(_, file)| file.blob.clone()).collect::<Vec<_>>())
        };
        let ids: HashSet<&str> = found.iter().flat_map(HashMap::keys).copied().collect();
        let mut texts = vec![HashMap::new(); trees.len()];
        for id in ids {
            let first = blob(&found[0], id);
            let is_alike = found[1..].iter().all(|tree| blob(tree, id) == first);
            // Of a customer whose log stands twice nobody knows which one it is.
            if is_alike || found.iter().any(|tree| tree.get(id).is_some_and(|files| files.len() > 1)) {
                continue;
            }
            for (texts, tree) in texts.iter_mut().zip(&found) {
                if let Some((path, file)) = tree.get(id).and_then(|files| files.first()) {
                    let text = reader.read(&file.blob)?.into();
                    let log = Log { path: path.to_vec(), file: (*file).clone(), text };
                    texts.insert(id.to_owned(), log);
                }
            }
        }
        let cards = sides.map(|side| place.ids(side).into_keys().map(str::to_owned).collect());
        let mut homes: [HashMap<String, Vec<String>>; 2] = Default::default();
        for (homes, logs) in homes.iter_mut().zip(&texts) {
            for (id, log) in logs {
                for former in all_ids(id, &log.text).into_iter().skip(1) {
                    homes.entry(former).or_default().push(id.clone());
                }
            }
            homes.values_mut().for_each(|ids| ids.sort());
        }
        let (forms, edits) = (RefCell::default(), BTreeMap::new());
        Ok(Logs { texts, forms, edits, cards, homes, changed: HashSet::new() })
    }

    pub fn text(&self, tree: usize, id: &str) -> &[u8] {
        self.texts[tree].get(id).map_or(&[], |log| &log.text)
    }

    pub fn forms(&self, tree: usize, id: &str) -> Rc<Forms> {
        let mut known = self.forms.borrow_mut();
        let found = known.entry((tree, id.to_owned()));
        found.or_insert_with(|| Rc::new(Forms::of(self.text(tree, id)))).clone()
    }

    pub fn has(&self, tree: usize, id: &str, line: &[u8]) -> bool {
        self.forms(tree, id).has(line)
    }

    pub fn path_of(&self, tree: usize, id: &str) -> Option<&[u8]> {
        self.texts[tree].get(id).map(|log| &*log.path)
    }

    /// Whether a line stood in a log in all bases.
    pub fn stood(&self, id: &str, line: &[u8]) -> bool {
        (2..self.texts.len()).all(|base| self.has(base, id, line))
    }

    pub fn base(&self, id: &str) -> Vec<u8> {
        let texts: Vec<Vec<u8>> = (2..self.texts.len()).map(|base| self.text(base, id).to_vec()).collect();
        common(&texts)
    }

    /// What the bases have of a customer's log, and of those that it was called before, or of which it is made: all that is
    /// its own.
    pub fn own_base(&self, side: usize, id: &str) -> Vec<u8> {
        let mut own = Vec::new();
        for id in all_ids(id, self.text(side, id)) {
            own.extend(self.base(&id));
            if !own.is_empty() && !own.ends_with(b"\n") {
                own.push(b'\n');
            }
        }
        own
    }

    /// Whether a line that a side has taken out of a log stands with that customer all the same: with whom it has become a
    /// part of, under its new id, or as a forgetting has left it.
    pub fn is_there_still(&self, side: usize, from: &str, line: &[u8]) -> bool {
        let wanted = fields(line).and_then(|line| key(&line));
        let stands = |id: &&String| self.forms(side, id).one_of((line, from), wanted.as_ref()).is_some();
        self.homes(side, from).iter().any(stands)
    }

    /// The lines of each log that a side doesn't have any more, but for those that say where a customer came from; in
    /// the order of the ids.
    pub fn taken_out(&self, side: usize) -> Vec<(&String, Vec<Vec<u8>>)> {
        let mut ids: Vec<&String> = self.texts[2].keys().collect();
        ids.sort();
        let lines = |id: &String| -> Vec<Vec<u8>> {
            let base = self.base(id);
            let gone = beyond(self.text(side, id), &base).into_iter();
            gone.filter(|line| trace(line).is_none()).map(<[u8]>::to_vec).collect()
        };
        let found = ids.into_iter().map(|id| (id, lines(id)));
        found.filter(|(_, lines)| !lines.is_empty()).collect()
    }

    /// Where both sides have made one customer a part of the same one, its lines are told to have stood there before: what
    /// one side has taken out of them since is out.
    pub fn join_what_both_have_made_one(&mut self) {
        let mut found = Vec::new();
        let is_there = |id: &&String| self.texts[..2].iter().any(|side| side.contains_key(*id));
        let mut parts: Vec<&String> = self.texts[2].keys().filter(|id| !is_there(id)).collect();
        parts.sort();
        for part in parts {
            let home = self.homes(0, part).into_iter().find(|home| self.is_of(1, home, part));
            // One that both have given the same new id is one still: where it was says what was there before.
            let is_new = |home: &&String| {
                self.texts[2].contains_key(*home) && !all_ids(home, &self.base(home)).contains(part)
            };
            let Some(home) = home.filter(is_new) else { continue };
            let there = [0, 1].map(|side| self.forms(side, home));
            for line in lines(&self.base(part)).filter(|line| trace(line).is_none()) {
                let form = there.iter().find_map(|forms| forms.one_of((line, part), None)).unwrap_or(line);
                if !self.stood(home, form) {
                    found.push((home.clone(), form.to_vec()));
                }
            }
        }
        for (home, form) in found {
            (2..self.texts.len()).for_each(|base| self.put(base, &home, &form, 0));
        }
        self.done();
    }

    /// Where one side takes a line out of a log, and the other one has made another firm a part of that customer, which
    /// has the very same line: that one stands there for both, and stays.
    pub fn keep_what_stands_for_two(&mut self) {
        let (mut kept, mut left) = (Vec::new(), Vec::new());
        for side in [0, 1] {
            let gone = self.taken_out(side).into_iter();
            for (home, gone) in gone.filter(|(home, _)| self.texts[side].contains_key(*home)) {
                for id in self.homes(1 - side, home) {
                    let parts = self.new_parts(1 - side, home, id);
                    for line in gone.iter().filter(|_| !parts.is_empty()) {
                        let Some(other) = self.stands_for_two(side, (home, line), (id, &parts)) else {
                            continue;
                        };
                        kept.push((side, home.clone(), line.clone()));
                        left.extend(other.map(|other| (1 - side, id.clone(), other)));
                    }
                }
            }
        }
        for (side, home, line) in kept {
            self.put(side, &home, &line, 2);
        }
        for (side, id, left) in left {
            self.take(side, &id, &left);
        }
        self.done();
    }

    /// The firms that a side has made a part of the customer that is `id` there and was `home`.
    fn new_parts(&self, side: usize, home: &str, id: &str) -> Vec<String> {
        let before = all_ids(home, &self.base(home));
        let parts = all_ids(id, self.text(side, id)).into_iter().skip(1);
        parts.filter(|part| !before.contains(part) && self.texts[2].contains_key(part)).collect()
    }

    /// Whether a line that a side has taken out of a log stands on the other side for one of these firms, too; and there
    /// the one of two that goes. Where there are two, each firm has its own; what a forgetting has left says nothing of
    /// whom either has forgotten, so that it is the one that stays.
    fn stands_for_two(
        &self,
        side: usize,
        (home, line): (&str, &[u8]),
        (id, parts): (&str, &[String]),
    ) -> Option<Option<Vec<u8>>> {
        let wanted = fields(line).and_then(|line| key(&line));
        let is_at =
            |id: &str, from: &str| self.forms(side, id).one_of((line, from), wanted.as_ref()).is_some();
        let is_parts = parts.iter().any(|part| self.stood(part, line) && is_at(part, part));
        if !is_parts || is_at(home, home) {
            return None;
        }
        let there = self.forms(1 - side, id);
        match there.all_of((line, home), wanted.as_ref())[..] {
            [_] => Some(None),
            [one, other] if has_was(one) != has_was(other) => {
                Some(Some(if has_was(one) { other } else { one }.to_vec()))
            }
            _ => None,
        }
    }

    /// The customers that one is on a side, or is a part of: itself first.
    pub fn homes(&self, side: usize, of: &str) -> Vec<&String> {
        let own = self.texts[side].get_key_value(of).map(|(id, _)| id);
        let homes = self.homes[side].get(of).into_iter().flatten();
        own.into_iter().chain(homes.filter(|id| *id != of)).collect()
    }

    pub fn is_of(&self, side: usize, id: &str, of: &str) -> bool {
        id == of || self.homes[side].get(of).is_some_and(|homes| homes.iter().any(|home| home == id))
    }

    /// Whether a customer had a log, or has one on a side that did not make it.
    pub fn was_there(&self, id: &str) -> bool {
        (2..self.texts.len()).any(|base| self.texts[base].contains_key(id))
    }

    pub fn take(&mut self, tree: usize, id: &str, line: &[u8]) {
        self.edits.entry((tree, id.to_owned())).or_default().out.push(line.to_vec());
    }

    /// Puts a line behind a log; one that isn't there yet stands where a side has it.
    pub fn put(&mut self, tree: usize, id: &str, line: &[u8], like: usize) {
        let edits = self.edits.entry((tree, id.to_owned())).or_default();
        edits.new.push(line.to_vec());
        edits.like = like;
    }

    /// Does what is to be done.
    pub fn done(&mut self) {
        for ((tree, id), Edits { out, new, like }) in std::mem::take(&mut self.edits) {
            if !new.is_empty()
                && !self.texts[tree].contains_key(&id)
                && let Some(log) = self.texts[like].get(&id)
            {
                let log = Log { text: Rc::default(), ..log.clone() };
                self.texts[tree].insert(id.clone(), log);
            }
            let Some(log) = self.texts[tree].get_mut(&id) else { continue };
            let out: Vec<&[u8]> = out.iter().map(Vec::as_slice).collect();
            let mut text = without(&log.text, &out).unwrap_or_else(|| log.text.to_vec());
            for line in new {
                if !text.is_empty() && !text.ends_with(b"\n") {
                    text.push(b'\n');
                }
                text.extend(line);
                text.push(b'\n');
            }
            if *log.text != *text {
                log.text = text.into();
                self.changed.insert((tree, id.clone()));
            }
            self.forms.borrow_mut().remove(&(tree, id));
        }
    }
}
