//! Entries that a hand has moved from one customer's log to another's, such as what was logged at the wrong one. What
//! the other side has done meanwhile to such an entry where it stood (somebody was forgotten in it, the customer has
//! another id, is a part of somebody) is done to the entry where it stands now: the merge is told that it stood there
//! all the time, on both sides.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

use super::super::forget::hidden_in;
use super::crossed::NAMED_IN_FILE;
use super::fingerprints::Forgotten;
use super::homing::customer;
use super::lines::{beyond, lines};
use super::logs::{Log, Logs};
use super::masked_lines::{has_was, is_corrected};
use super::objects::{self, Reader, Stop};
use super::outcome::{Request, Side, Told};
use super::output::Output;
use super::tree::{File, Place, Tree, path_of};
use crate::model::{Stamp, WAS};
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
                if fields(&line).is_some_and(|line| has_hour(&line)) {
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

/// A new line, the customer that has it, and what it says.
type NewLine<'l> = (&'l [u8], &'l String, Fields);

impl Logs {
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
    is_corrected(was, now) && (has_hour(was) || is_alike("text") || is_alike("ref"))
}

/// Whether an entry says at which moment it was, and not only on which day: no two of one kind have that alike.
fn has_hour(entry: &Fields) -> bool {
    let at = entry.get("at").and_then(|at| Stamp::parse(at.as_str()?));
    matches!(at, Some(Stamp::Instant(_)))
}

fn has(text: &[u8], line: &[u8]) -> bool {
    lines(text).any(|own| own == line)
}
