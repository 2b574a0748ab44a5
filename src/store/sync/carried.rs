//! Entries that a hand has moved from one customer's log to another's, such as what was logged at the wrong one. What
//! the other side has done meanwhile to such an entry where it stood (somebody was forgotten in it, the customer has
//! another id, is a part of somebody) is done to the entry where it stands now: the merge is told that it stood there
//! all the time, on both sides.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::rc::Rc;

use super::super::forget::hidden_in;
use super::crossed::NAMED_IN_FILE;
use super::fingerprints::Forgotten;
use super::homing::customer;
use super::lines::{beyond, common, lines, trace, without};
use super::masked_lines::{Forms, has_was, is_corrected};
use super::objects::{self, Reader, Stop};
use super::outcome::{Request, Side, Told};
use super::output::Output;
use super::tree::{File, Place, Tree, path_of};
use crate::model::WAS;
use crate::store::forgetting_note::{Fields, Key, Moment, NAMED_IN_LOG, fields, key, moment, remains};
use crate::store::forgotten::all_ids;
use crate::store::own_numbers::numbered_as;

/// The trees that are merged in the place of those that are.
pub(super) struct Carried {
    pub ours: Tree,
    pub theirs: Tree,
    pub bases: Vec<Tree>,
    told: Vec<Told>,
    /// Customers that may name one who was forgotten: in the log, as a hand has corrected what it moved there, or in the
    /// file.
    named: Vec<(String, &'static str)>,
}

impl Carried {
    /// What there is to tell of it, and what stays until a person has looked.
    pub fn output(&self) -> Output {
        let mut out = Output { told: self.told.clone(), ..Output::default() };
        for (id, what) in &self.named {
            out.kept.entry(id.clone()).or_default().insert((*what).to_owned());
        }
        out
    }
}

/// An entry that one side has moved.
struct Move {
    line: Vec<u8>,
    /// As it stands there: a hand may have corrected it.
    now: Vec<u8>,
    from: String,
    to: String,
}

/// What the other side has of it.
enum Elsewhere {
    /// Nothing that a merge by customers doesn't see.
    AsEver,
    /// It has come to the same customer.
    There,
    /// It stands, as this, in that customer's log, and as a forgetting has left it in the one to which it was moved, too.
    Twice { form: Vec<u8>, id: String },
    /// It stands, as this, in that customer's log, and belongs to the second one's.
    In { form: Vec<u8>, id: String, to: String },
    /// It was forgotten.
    Gone,
}

const SIDES: [Side; 2] = [Side::Ours, Side::Theirs];

/// Finds what was moved; none where nothing was, as mostly.
pub(super) fn carried(
    top: &Path,
    place: &Place,
    request: &Request<'_>,
    reader: &mut Reader,
    (sides, bases): ([&Tree; 2], &[Tree]),
) -> Result<Option<Carried>, Stop> {
    if bases.is_empty() {
        return Ok(None);
    }
    let mut logs = Logs::of(place, reader, (sides, bases))?;
    let mut gone: BTreeMap<(usize, String), usize> = BTreeMap::new();
    logs.join_what_both_have_made_one();
    logs.keep_what_stands_for_two();
    let moves = [logs.moved(0), logs.moved(1)];
    let (mut told, mut named, mut forgotten) = (moved_twice(&moves), Vec::new(), BTreeSet::new());
    for (mover, moves) in moves.into_iter().enumerate() {
        for moved in moves {
            let elsewhere = logs.elsewhere(1 - mover, &moved, request.forgotten);
            if let Elsewhere::AsEver = elsewhere {
                continue;
            }
            let Move { line, now, from, to } = moved;
            if let Elsewhere::Gone = elsewhere {
                // A line that says no hour may be the customer's own, of the next list: what is its own stays.
                if has_hour(&line) {
                    logs.take(mover, &to, &now);
                    *gone.entry((mover, to)).or_default() += 1;
                } else {
                    told.push(Told::Named { id: to.clone(), by: SIDES[mover], lines: 1 });
                    named.push((to, NAMED_IN_LOG));
                }
                continue;
            }
            if let Elsewhere::Twice { form, id } = &elsewhere {
                logs.take(1 - mover, id, form);
            }
            if let Elsewhere::In { form, id, to: there } = elsewhere {
                if now != line && has_was(&form) && !has_was(&now) {
                    told.push(Told::Named { id: there.clone(), by: SIDES[mover], lines: 1 });
                    named.push((there.clone(), NAMED_IN_LOG));
                }
                if has_was(&form) {
                    forgotten.insert((mover, from.clone(), id.clone(), to.clone()));
                }
                // One line may stand for two: the other firm's own stays.
                if id == from || !logs.stood(&id, &line) {
                    logs.take(1 - mover, &id, &form);
                }
                logs.put(1 - mover, &there, &under_own_number(&form, &line), mover);
            }
            for base in 2..logs.texts.len() {
                logs.take(base, &from, &line);
                logs.put(base, &to, &line, mover);
            }
        }
    }
    told.extend(gone.into_iter().map(|((mover, id), lines)| {
        let path = logs.path_of(mover, &id).map(path_of).unwrap_or_default();
        Told::Forgotten { id, path, lines, whole: false }
    }));
    for (mover, from, id, to) in forgotten {
        let cards = [(&bases[0], &from), (sides[1 - mover], &id), (sides[mover], &to)];
        if names_who_went(place, reader, cards)? {
            told.push(Told::NamedInFile { id: to.clone(), by: SIDES[mover] });
            named.push((to, NAMED_IN_FILE));
        }
    }
    logs.written(top, (sides, bases), (told, named))
}

/// Whether the last of three files names somebody whom the first one has as a contact, and the second one no more.
fn names_who_went(place: &Place, reader: &mut Reader, cards: [(&Tree, &String); 3]) -> Result<bool, Stop> {
    let mut texts = Vec::new();
    for (tree, id) in cards {
        let path = place.ids(tree).get(id.as_str()).and_then(|path| tree.files.get(*path));
        texts.push(String::from_utf8_lossy(&reader.of(path)?).into_owned());
    }
    let [was, is, there] = &texts[..] else { return Ok(false) };
    let (Some(was), is) = (customer(cards[0].1, was), customer(cards[1].1, is)) else { return Ok(false) };
    let is_there =
        |name: &Option<String>| is.iter().flat_map(|is| &is.contacts).any(|contact| contact.name == *name);
    let gone = was.contacts.iter().filter(|contact| contact.name.is_some() && !is_there(&contact.name));
    Ok(gone.into_iter().any(|contact| hidden_in(&was, contact, there) != *there))
}

/// What each side has moved to another customer: it stands in both.
fn moved_twice([ours, theirs]: &[Vec<Move>; 2]) -> Vec<Told> {
    let mut found = Vec::new();
    for own in ours {
        let is_it = |other: &&Move| other.line == own.line && other.from == own.from && other.to != own.to;
        if let Some(other) = theirs.iter().find(is_it) {
            let (id, ours, theirs) = (own.from.clone(), own.to.clone(), other.to.clone());
            found.push(Told::MovedToTwo { id, ours, theirs });
        }
    }
    found
}

/// What a side has of an entry, with the number that it had.
fn under_own_number(form: &[u8], line: &[u8]) -> Vec<u8> {
    match (remains(form), fields(line)) {
        (Some(left), Some(was)) => numbered_as(left, was.get("ref")),
        _ => line.to_vec(),
    }
}

/// A log in one of the trees.
#[derive(Clone)]
struct Log {
    path: Vec<u8>,
    file: File,
    text: Rc<[u8]>,
}

/// A tree's logs by id: where each stands, which a hand may have put twice.
type Placed<'t> = HashMap<&'t str, Vec<(&'t [u8], &'t File)>>;
/// A new line, the customer that has it, and what it says.
type NewLine<'l> = (&'l [u8], &'l String, Fields);

/// What is done to a log in one go: lines that go out of it, and lines that come to it.
#[derive(Default)]
struct Edits {
    out: Vec<Vec<u8>>,
    new: Vec<Vec<u8>>,
    /// The tree that has the log where this one doesn't.
    like: usize,
}

/// The logs that not all trees have alike: of our side, of theirs, and of the bases.
struct Logs {
    texts: Vec<HashMap<String, Log>>,
    /// The lines of the logs that were asked for: a list of thousands may have been moved.
    forms: RefCell<HashMap<(usize, String), Rc<Forms>>>,
    /// What is still to be done to them.
    edits: BTreeMap<(usize, String), Edits>,
    cards: [HashSet<String>; 2],
    /// On each side, the customers that had an id before, or of which one is a part, by that id.
    homes: [HashMap<String, Vec<String>>; 2],
    changed: HashSet<(usize, String)>,
}

impl Logs {
    fn of(place: &Place, reader: &mut Reader, (sides, bases): ([&Tree; 2], &[Tree])) -> Result<Self, Stop> {
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

    fn text(&self, tree: usize, id: &str) -> &[u8] {
        self.texts[tree].get(id).map_or(&[], |log| &log.text)
    }

    fn forms(&self, tree: usize, id: &str) -> Rc<Forms> {
        let mut known = self.forms.borrow_mut();
        let found = known.entry((tree, id.to_owned()));
        found.or_insert_with(|| Rc::new(Forms::of(self.text(tree, id)))).clone()
    }

    fn has(&self, tree: usize, id: &str, line: &[u8]) -> bool {
        self.forms(tree, id).has(line)
    }

    fn path_of(&self, tree: usize, id: &str) -> Option<&[u8]> {
        self.texts[tree].get(id).map(|log| &*log.path)
    }

    /// Whether a line stood in a log in all bases.
    fn stood(&self, id: &str, line: &[u8]) -> bool {
        (2..self.texts.len()).all(|base| self.has(base, id, line))
    }

    fn base(&self, id: &str) -> Vec<u8> {
        let texts: Vec<Vec<u8>> = (2..self.texts.len()).map(|base| self.text(base, id).to_vec()).collect();
        common(&texts)
    }

    /// What the bases have of a customer's log, and of those that it was called before, or of which it is made: all that is
    /// its own.
    fn own_base(&self, side: usize, id: &str) -> Vec<u8> {
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
    fn is_there_still(&self, side: usize, from: &str, line: &[u8]) -> bool {
        let wanted = fields(line).and_then(|line| key(&line));
        let stands = |id: &&String| self.forms(side, id).one_of((line, from), wanted.as_ref()).is_some();
        self.homes(side, from).iter().any(stands)
    }

    /// The lines of each log that a side doesn't have any more, but for those that say where a customer came from; in
    /// the order of the ids.
    fn taken_out(&self, side: usize) -> Vec<(&String, Vec<Vec<u8>>)> {
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

    /// What a side has taken out of one log and put, as it was, into another one.
    fn moved(&self, mover: usize) -> Vec<Move> {
        let mut gone: HashMap<Vec<u8>, Vec<&str>> = HashMap::new();
        for (id, mut lines) in self.taken_out(mover) {
            lines.retain(|line| !self.is_there_still(mover, id, line));
            lines.into_iter().for_each(|line| gone.entry(line).or_default().push(id));
        }
        if gone.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut by_hand = ByHand { logs: self, mover, known: HashMap::new() };
        let mut ids: Vec<&String> = self.texts[mover].keys().collect();
        ids.sort();
        let mut new = Vec::new();
        for to in ids {
            let base = self.own_base(mover, to);
            let known: HashSet<Key> = lines(&base).filter_map(fields).filter_map(|line| key(&line)).collect();
            for line in beyond(&base, self.text(mover, to)) {
                // What a forgetting has left of its own came from nowhere.
                if remains(line).and_then(|left| key(&left)).is_some_and(|key| known.contains(&key)) {
                    continue;
                }
                let Some(from) = gone.get_mut(line) else {
                    new.push((line, to));
                    continue;
                };
                let Some(at) = from.iter().position(|from| from != to && by_hand.has_moved(from, to)) else {
                    continue;
                };
                let (from, to) = (from.swap_remove(at).to_owned(), to.clone());
                found.push(Move { line: line.to_vec(), now: line.to_vec(), from, to });
            }
        }
        found.extend(corrected(by_hand, &gone, &new));
        found
    }

    /// Where both sides have made one customer a part of the same one, its lines are told to have stood there before: what
    /// one side has taken out of them since is out.
    fn join_what_both_have_made_one(&mut self) {
        let mut found = Vec::new();
        let is_there = |id: &&String| self.texts[..2].iter().any(|side| side.contains_key(*id));
        let mut parts: Vec<&String> = self.texts[2].keys().filter(|id| !is_there(id)).collect();
        parts.sort();
        for part in parts {
            let home = self.homes(0, part).into_iter().find(|home| self.is_of(1, home, part));
            let Some(home) = home.filter(|home| !all_ids(home, &self.base(home)).contains(part)) else {
                continue;
            };
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
    fn keep_what_stands_for_two(&mut self) {
        let (mut kept, mut left) = (Vec::new(), Vec::new());
        for side in [0, 1] {
            for (home, gone) in self.taken_out(side) {
                if !self.texts[side].contains_key(home) {
                    continue;
                }
                let before = all_ids(home, &self.base(home));
                for id in self.homes(1 - side, home) {
                    let parts: Vec<String> = all_ids(id, self.text(1 - side, id))
                        .into_iter()
                        .skip(1)
                        .filter(|part| !before.contains(part) && self.texts[2].contains_key(part))
                        .collect();
                    for line in &gone {
                        let wanted = fields(line).and_then(|line| key(&line));
                        let has_it = |part: &String| {
                            let own = self.forms(side, part);
                            self.stood(part, line) && own.one_of((line, part), wanted.as_ref()).is_some()
                        };
                        let there = self.forms(1 - side, id);
                        let forms = there.all_of((line, home), wanted.as_ref());
                        let is_masked =
                            self.forms(side, home).one_of((line, home), wanted.as_ref()).is_some();
                        // Where there are two, each firm has its own; what a forgetting has left says nothing of whom
                        // either has forgotten, so that it is the one that stays.
                        let own = match forms[..] {
                            [_] => None,
                            [one, other] if has_was(one) != has_was(other) => {
                                Some(if has_was(one) { other } else { one })
                            }
                            _ => continue,
                        };
                        if parts.iter().any(has_it) && !is_masked {
                            kept.push((side, home.clone(), line.clone()));
                            left.extend(own.map(|own| (1 - side, id.clone(), own.to_vec())));
                        }
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

    /// The customers that one is on a side, or is a part of: itself first.
    fn homes(&self, side: usize, of: &str) -> Vec<&String> {
        let own = self.texts[side].get_key_value(of).map(|(id, _)| id);
        let homes = self.homes[side].get(of).into_iter().flatten();
        own.into_iter().chain(homes.filter(|id| *id != of)).collect()
    }

    fn is_of(&self, side: usize, id: &str, of: &str) -> bool {
        id == of || self.homes[side].get(of).is_some_and(|homes| homes.iter().any(|home| home == id))
    }

    /// Whether nothing else says how entries came from the one to the other: a merge, a new id, a merge that was taken
    /// back, or a customer's files that were given another name.
    fn is_by_hand(&self, mover: usize, from: &str, to: &str) -> bool {
        let was_there = (2..self.texts.len()).any(|base| self.texts[base].contains_key(to));
        let has_all = || lines(&self.base(from)).all(|line| has(self.text(mover, to), line));
        let is_renamed = !was_there && !self.cards[mover].contains(from) && has_all();
        let ids = |id: &str| all_ids(id, &[&self.base(id), &b"\n"[..], self.text(mover, id)].concat());
        let other = ids(to);
        !is_renamed && !ids(from).iter().any(|id| other.contains(id))
    }

    /// What the other side has of an entry that was moved.
    fn elsewhere(&self, other: usize, moved: &Move, forgotten: &dyn Forgotten) -> Elsewhere {
        let Move { line, from, to, .. } = moved;
        // Where it has come there on that side, too, such as with the right list, it stands there.
        if self.has(other, from, line) || self.has(other, to, line) {
            return Elsewhere::AsEver;
        }
        let wanted = fields(line).and_then(|line| key(&line));
        for id in self.homes(other, from) {
            let there = self.forms(other, id);
            let Some(form) = there.one_of((line, from), wanted.as_ref()) else { continue };
            let form = form.to_vec();
            if self.is_of(other, id, to) {
                return Elsewhere::There;
            }
            if self.forms(other, to).one_of((line, from), wanted.as_ref()).is_some() {
                return Elsewhere::Twice { form, id: id.clone() };
            }
            let to = match self.homes(other, to).first() {
                Some(home) => (*home).clone(),
                // It stands as ever, or has no log yet.
                None if self.cards[other].contains(to) || !self.was_there(to) => to.clone(),
                None => return Elsewhere::AsEver,
            };
            return Elsewhere::In { form, id: id.clone(), to };
        }
        let is_forgotten = forgotten.has_id(from) || forgotten.has_line(from, line);
        match is_forgotten && !self.texts[other].keys().any(|id| self.has(other, id, line)) {
            true => Elsewhere::Gone,
            false => Elsewhere::AsEver,
        }
    }

    /// Whether a customer had a log, or has one on a side that did not make it.
    fn was_there(&self, id: &str) -> bool {
        (2..self.texts.len()).any(|base| self.texts[base].contains_key(id))
    }

    fn take(&mut self, tree: usize, id: &str, line: &[u8]) {
        self.edits.entry((tree, id.to_owned())).or_default().out.push(line.to_vec());
    }

    /// Puts a line behind a log; one that isn't there yet stands where a side has it.
    fn put(&mut self, tree: usize, id: &str, line: &[u8], like: usize) {
        let edits = self.edits.entry((tree, id.to_owned())).or_default();
        edits.new.push(line.to_vec());
        edits.like = like;
    }

    /// Does what is to be done.
    fn done(&mut self) {
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

    /// The trees with what has changed in them.
    fn written(
        mut self,
        top: &Path,
        (sides, bases): ([&Tree; 2], &[Tree]),
        (told, named): (Vec<Told>, Vec<(String, &'static str)>),
    ) -> Result<Option<Carried>, Stop> {
        self.done();
        if self.changed.is_empty() && told.is_empty() {
            return Ok(None);
        }
        let changed: Vec<(usize, &Log)> =
            self.changed.iter().filter_map(|(tree, id)| Some((*tree, self.texts[*tree].get(id)?))).collect();
        let names = objects::write(top, changed.iter().map(|(_, log)| &*log.text))?;
        let mut trees: Vec<Tree> = sides.into_iter().chain(bases).cloned().collect();
        for ((tree, log), blob) in changed.into_iter().zip(names) {
            let file = File { blob: blob.into(), ..log.file.clone() };
            trees[tree].files.insert(log.path.clone(), file);
        }
        let bases = trees.split_off(2);
        let Ok([ours, theirs]) = <[Tree; 2]>::try_from(trees) else { return Ok(None) };
        Ok(Some(Carried { ours, theirs, bases, told, named }))
    }
}

/// Which pairs of customers a hand has moved entries between, of one side: asked once for each.
struct ByHand<'l> {
    logs: &'l Logs,
    mover: usize,
    known: HashMap<(String, String), bool>,
}

impl ByHand<'_> {
    fn has_moved(&mut self, from: &str, to: &str) -> bool {
        let is_by_hand = || self.logs.is_by_hand(self.mover, from, to);
        *self.known.entry((from.to_owned(), to.to_owned())).or_insert_with(is_by_hand)
    }
}

/// Of what is gone and what is new, what may be one entry that a hand has moved and corrected, or in which somebody was
/// forgotten where it stands now.
fn corrected(
    mut by_hand: ByHand<'_>,
    gone: &HashMap<Vec<u8>, Vec<&str>>,
    new: &[(&[u8], &String)],
) -> Vec<Move> {
    let mut by_moment: HashMap<Moment, Vec<NewLine<'_>>> = HashMap::new();
    let mut gone: Vec<(&Vec<u8>, &str, Fields)> = gone
        .iter()
        .flat_map(|(line, ids)| ids.iter().map(move |id| (line, *id)))
        .filter_map(|(line, id)| Some((line, id, fields(line)?)))
        .collect();
    gone.sort_by_key(|(line, id, _)| (*line, *id));
    if gone.is_empty() {
        return Vec::new();
    }
    for (line, to) in new {
        let Some(entry) = fields(line) else { continue };
        if let Some(moment) = moment(&entry) {
            by_moment.entry(moment).or_default().push((line, to, entry));
        }
    }
    let mut found = Vec::new();
    for (line, from, was) in gone {
        let all = moment(&was).and_then(|moment| by_moment.get(&moment)).map_or(&[][..], Vec::as_slice);
        let is_left = |now: &Fields| now.contains_key(WAS) && key(now) == key(&was);
        let mut all = all.iter().filter(|(_, to, now)| {
            *to != from && (is_same(&was, now) || is_left(now)) && by_hand.has_moved(from, to)
        });
        // Of two nobody knows which one it is.
        if let (Some((now, to, _)), None) = (all.next(), all.next()) {
            let (from, to) = (from.to_owned(), (*to).clone());
            found.push(Move { line: line.clone(), now: now.to_vec(), from, to });
        }
    }
    found
}

/// Whether an entry in another log is one that was moved there and corrected. Of those that say no hour a day has many
/// alike: they say the same text, or have the same number.
fn is_same(was: &Fields, now: &Fields) -> bool {
    let is_alike = |field: &str| was.get(field).is_some_and(|value| now.get(field) == Some(value));
    let says_hour = was.get("at").and_then(|at| at.as_str()).is_some_and(is_hour);
    is_corrected(was, now) && (says_hour || is_alike("text") || is_alike("ref"))
}

fn is_hour(at: &str) -> bool {
    at.contains('T')
}

/// Whether a line says at which moment it was, and not only on which day: no two entries of one kind have that alike.
fn has_hour(line: &[u8]) -> bool {
    let at = fields(line).and_then(|line| line.get("at")?.as_str().map(str::to_owned));
    at.is_some_and(|at| is_hour(&at))
}

fn has(text: &[u8], line: &[u8]) -> bool {
    lines(text).any(|own| own == line)
}
