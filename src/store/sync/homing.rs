//! What was written to a customer that is a part of another one by now, or has another id: it follows.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::super::forget;
use super::cards::{self, Versions};
use super::customers::{Customers, Made};
use super::lines::{Number, beyond, counts, keep, lines, numbers, renumbered, with, without};
use super::masked_lines::{Forms, has_any_of, has_was};
use super::maskings;
use super::objects::Stop;
use super::outcome::{Side, Told, Trace};
use super::output::Output;
use super::personal::{self, Known};
use super::tree::Three;
use crate::format::{line_name, merge, review};
use crate::model::{Contact, Customer, CustomerId, Event, Note};
use crate::store::forgetting_note::{Key, fields, key, new_forgettings, remains};
use crate::store::forgotten::all_ids;
use crate::store::own_numbers::{OwnNumbers, common_parts, is_same_but_for_number};

/// A customer that is gone on one side, and was changed on the other.
#[derive(Clone, Copy)]
pub(super) struct Guest<'g> {
    pub id: &'g str,
    pub three: &'g Three<'g>,
    /// Who changed it.
    pub by: Side,
    /// The customer that has it now.
    pub home: &'g str,
    /// That one, as all sides have it.
    pub at: &'g Three<'g>,
    pub how: Trace,
    /// Customers that were forgotten as a whole, of which this one is made.
    pub parts: &'g [(&'g str, &'g Three<'g>)],
    /// Whether a part of it was taken out again by who changed it: with its persons.
    pub is_parted: bool,
}

/// What of a guest's log is the home's own.
#[derive(Default)]
struct HomesOwn {
    /// Lines that the home has under other numbers.
    numbers: OwnNumbers,
    /// Those that don't come once more.
    lines: HashSet<Vec<u8>>,
    /// The home's log, without what was forgotten in its lines there.
    log: Vec<u8>,
}

/// That what was forgotten in a customer may live on in the one that has it by now.
fn taken_over(guest: Guest<'_>) -> Told {
    Told::TakenOver { id: guest.id.to_owned(), to: guest.home.to_owned(), by: guest.by.other() }
}

/// A customer as its file says; none where it doesn't read.
pub(super) fn customer(id: &str, text: &str) -> Option<Customer> {
    review(&CustomerId::new(id)?, std::path::Path::new(id), text).0
}

impl Customers<'_> {
    /// Brings home what one side has changed.
    pub fn follow(&mut self, guest: Guest<'_>, made: &mut Made, out: &mut Output) -> Result<(), Stop> {
        let Guest { id, three, by, home, how, .. } = guest;
        let mut count = self.bring_lines(guest, made, out)?;
        let mut keys = Vec::new();
        let card = three.side(by).card;
        let base = three.base(|files| files.card);
        if let Some(card) = card.filter(|card| base.is_none_or(|base| base.file.blob != card.file.blob)) {
            let old = self.reader.of(base.map(|spot| spot.file))?;
            let new = self.reader.read(&card.file.blob)?;
            let (old, new) = (String::from_utf8_lossy(&old), String::from_utf8_lossy(&new));
            let changes = cards::changes(&old, &new);
            // A file that doesn't read is kept as it is.
            let changes = changes.unwrap_or_else(|| vec![(String::new(), new.clone().into_owned())]);
            keys = changes.iter().map(|(key, _)| key.clone()).filter(|key| !key.is_empty()).collect();
            match how {
                Trace::Renamed if made.is_open => {}
                Trace::Renamed => self.bring_keys(guest, made, [&old, &new], out)?,
                Trace::Merged => {
                    self.leave_out_forgotten_contacts(guest, made, [&old, &new], out)?;
                    let changes = self.without_forgotten(guest, made, [&old, &new], changes, out)?;
                    keys.retain(|key| changes.iter().any(|(noted, _)| noted == key));
                    if !changes.is_empty() {
                        count += self.bring_note(guest, made, &changes, out)?;
                    }
                }
            }
        }
        if count > 0 || !keys.is_empty() {
            out.summary.insert(home.to_owned(), format!("{count} lines of {id}"));
            let (from, to) = (id.to_owned(), home.to_owned());
            out.told.push(Told::CameHome { from, to, lines: count, keys, by, how });
        }
        Ok(())
    }

    /// Contacts that were forgotten in a customer are taken out of the one that has them by now, too. Where that
    /// one, or its log, names them still, it is told: they may be its own.
    fn leave_out_forgotten_contacts(
        &mut self,
        guest: Guest<'_>,
        made: &mut Made,
        [old, new]: [&str; 2],
        out: &mut Output,
    ) -> Result<(), Stop> {
        // What was changed in another way stands in a note; the one that has it now has its own contacts.
        if !guest.is_parted && !self.is_forgetting(guest)? {
            return Ok(());
        }
        let (Some(old), Some(new)) = (customer(guest.id, old), customer(guest.id, new)) else {
            return Ok(());
        };
        let stays = |was: &Contact| {
            new.contacts.iter().any(|is| is == was || (is.name.is_some() && is.name == was.name))
        };
        let removed: Vec<&Contact> = old.contacts.iter().filter(|was| !stays(was)).collect();
        let bytes = self.bytes(made.card.as_ref())?;
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        let log = self.bytes(made.log.as_ref())?;
        let log = String::from_utf8_lossy(&log);
        let mut is_left = false;
        for contact in removed {
            // Nobody has forgotten one that only has another name: it stays, and where that isn't sure, it is told.
            if let Some(is_sure) = personal::renamed(&old, contact, &new.contacts) {
                is_left |= !is_sure;
                continue;
            }
            let taken = customer(guest.home, &text).map(|home| forget::taken_out(&text, &home, contact));
            if let Some(Ok(Some(without))) = taken {
                text = without;
            }
            // By a part of its name, too: forgetting it once more would mask that.
            is_left |= [&*text, &*log].iter().any(|text| forget::hidden_in(&old, contact, text) != *text);
        }
        if is_left {
            out.told.push(taken_over(guest));
        }
        if let Some(card) = made.card.as_mut().filter(|_| text.as_bytes() != bytes) {
            card.bytes = Some(text.into_bytes());
        }
        Ok(())
    }

    /// Whether somebody was forgotten in what one side has, since both were one: its log says so.
    fn is_forgetting(&mut self, guest: Guest<'_>) -> Result<bool, Stop> {
        let base = self.base_log(guest.three)?;
        let text = self.reader.of(guest.three.side(guest.by).log.map(|spot| spot.file))?;
        Ok(!new_forgettings(&text, &[&base]).is_empty())
    }

    /// What of the changes may be noted where somebody was forgotten meanwhile: a list, or a text, may have that one
    /// in it.
    fn without_forgotten(
        &mut self,
        guest: Guest<'_>,
        made: &Made,
        [old, new]: [&str; 2],
        changes: Vec<(String, String)>,
        out: &mut Output,
    ) -> Result<Vec<(String, String)>, Stop> {
        let now = self.bytes(made.log.as_ref())?;
        let bases = [self.base_log(guest.three)?, self.base_log(guest.at)?];
        let before = bases.each_ref().map(Vec::as_slice);
        if guest.parts.is_empty() && new_forgettings(&now, &before).is_empty() {
            return Ok(changes);
        }
        let home = self.reader.of(guest.at.base(|files| files.card).map(|spot| spot.file))?;
        let now = self.bytes(made.card.as_ref())?;
        let (home, now) = (String::from_utf8_lossy(&home), String::from_utf8_lossy(&now));
        let there = customer(guest.home, &now).map(|home| home.contacts).unwrap_or_default();
        let stays = |contact: &Contact| {
            there.iter().any(|own| own == contact || (own.name.is_some() && own.name == contact.name))
        };
        let (mut gone, mut parts) = (Vec::new(), Vec::new());
        let known = [(guest.id, old), (guest.home, &*home)];
        for customer in known.into_iter().filter_map(|(id, text)| customer(id, text)) {
            let found = customer.contacts.iter().filter(|contact| !stays(contact)).cloned();
            gone.extend(found.map(|contact| (customer.clone(), contact)).collect::<Vec<_>>());
        }
        for (id, part) in guest.parts {
            for card in part.bases.iter().filter_map(|base| base.card) {
                let text = self.reader.read(&card.file.blob)?;
                let text = String::from_utf8_lossy(&text);
                parts.extend(merge::mapping(text.trim_start_matches('\u{feff}')));
                let Some(part) = customer(id, &text) else { continue };
                gone.extend(part.contacts.iter().map(|contact| (part.clone(), contact.clone())));
            }
        }
        let plain = |text: &'_ str| text.trim_start_matches('\u{feff}').to_owned();
        let known = Known::of(gone, parts, [old, &home, &now]);
        let noted = known.noted(changes, [&plain(old), &plain(new)]);
        // Where it was forgotten on this side, an answer may have kept somebody since.
        let is_asked = noted.changes.iter().any(|(key, _)| key == "contacts") && self.is_forgetting(guest)?;
        if !noted.left_out.is_empty() || is_asked {
            out.told.push(taken_over(guest));
        }
        if !noted.left_out.is_empty() {
            let (id, to, by) = (guest.id.to_owned(), guest.home.to_owned(), guest.by);
            out.told.push(Told::LeftOut { id, to, by, keys: noted.left_out });
        }
        Ok(noted.changes)
    }

    /// New lines are put behind the log, and what was taken out goes there, too. How many are new there.
    fn bring_lines(&mut self, guest: Guest<'_>, made: &mut Made, out: &mut Output) -> Result<usize, Stop> {
        let Guest { id, three, by, how, .. } = guest;
        if three.side(by.other()).log.is_some() {
            // It has a log of its own still.
            return Ok(0);
        }
        let text = self.reader.of(three.side(by).log.map(|spot| spot.file))?;
        let now = self.bytes(made.log.as_ref())?;
        let mut texts = [self.base_log(three)?, now, text];
        maskings::join(&mut texts, maskings::Seen::Two).note(out);
        let [base, now, text] = texts;
        let forgotten = self.request.forgotten;
        let mut added = beyond(&base, &text);
        added.retain(|line| forgotten.is_empty() || !forgotten.has_line(id, line));
        if !guest.is_parted {
            let gone = left_of_gone(&base, &now, (&added, id));
            added.retain(|line| !gone.contains_key(line));
            out.taken_out.extend(gone.iter().map(|(left, line)| (left.to_vec(), line.to_vec())));
        }
        let taken_out = beyond(&text, &base);
        let HomesOwn { numbers: own_numbers, lines: own, log: now } =
            self.homes_own_lines(guest, now, (&text, &taken_out), out)?;
        added.retain(|line| !own.contains(*line));
        // The same line may be its own: that one stays.
        let own = [self.base_log(guest.at)?, self.log_without(guest)?];
        // What was taken out is out, though somebody was forgotten in it there.
        let left = match guest.is_parted {
            true => HashMap::new(),
            false => left_there(&now, &taken_out, [&own[0], &own[1], &text]),
        };
        out.taken_out.extend(left.iter().map(|(left, line)| (left.to_vec(), line.to_vec())));
        let (there, own) = (counts(&now), own.each_ref().map(|log| counts(log)));
        let mut removed = taken_out.clone();
        removed.retain(|line| own.iter().all(|own| there.get(line) > own.get(line)));
        removed.extend(left.keys().copied());
        let stays: BTreeSet<&[u8]> = taken_out
            .iter()
            .copied()
            .filter(|line| there.contains_key(line) && !removed.contains(line))
            .collect();
        let forms = left_of(&stays, &mut added);
        let corrected = self.taken_out_of_home(guest, &text)?;
        removed.extend(corrected.iter().map(Vec::as_slice).filter(|line| there.contains_key(line)));
        let now = maskings::put(&without(&now, &removed).unwrap_or_else(|| now.clone()), &forms);
        for (line, left) in forms {
            out.became.insert(line_name(&line), line_name(&left));
            out.written.insert(left.clone());
            out.replaced.push((line, left));
        }
        // The home may have it under another number by now.
        let mut moved = OwnNumbers::of(&now, &taken_out.join(&b'\n')).into_lines();
        moved.retain(|line, was| {
            // What a forgetting has left of it was not taken out.
            let is_own = || own.iter().flat_map(HashMap::keys).any(|own| is_same_but_for_number(own, line));
            taken_out.contains(&&**was) && !is_own()
        });
        let now = keep(&now, |line| !moved.contains_key(line)).unwrap_or(now);
        out.taken_out.extend(moved);
        let known: HashSet<&[u8]> = lines(&base).chain(lines(&text)).collect();
        let own = keep(&now, |line| !known.contains(line));
        let (all, own) = (numbers(lines(&now)), numbers(lines(own.as_ref().unwrap_or(&now))));
        let (before, begun) = (numbers(lines(&base)), numbers(added.iter().copied()));
        // What was there before the two were one has its number by now.
        let is_taken = |number: &Number, moved: &Number| {
            let is_new = begun.contains(number) && !before.contains(number) && own.contains(number);
            how == Trace::Merged && (all.contains(moved) || is_new)
        };
        let added: Vec<Cow<'_, [u8]>> = added
            .into_iter()
            .map(|line| {
                // What stands there with its number has it from the merge of the two.
                let new = (!there.contains_key(line))
                    .then(|| own_numbers.form(line).or_else(|| renumbered(line, id, is_taken)))
                    .flatten();
                new.map_or(Cow::Borrowed(line), Cow::Owned)
            })
            .collect();
        let changed = added.iter().filter(|line| matches!(line, Cow::Owned(_)));
        out.written.extend(changed.map(|line| line.to_vec()));
        Ok(self.put_log(guest, made, &now, &added))
    }

    /// Where each side has made the one a part of the other: the lines of the home that the guest's side has taken out of
    /// what became the guest's, such as to correct them.
    fn taken_out_of_home(&mut self, guest: Guest<'_>, text: &[u8]) -> Result<Vec<Vec<u8>>, Stop> {
        let base = self.base_log(guest.at)?;
        let is_new = all_ids(guest.id, text).iter().any(|id| id == guest.home)
            && !all_ids(guest.id, &self.base_log(guest.three)?).iter().any(|id| id == guest.home);
        if !is_new {
            return Ok(Vec::new());
        }
        let there: HashSet<&[u8]> = lines(text).collect();
        let numbers = OwnNumbers::or_left(&base, text);
        let left: HashSet<Key> = lines(text).filter_map(remains).filter_map(|entry| key(&entry)).collect();
        let is_left =
            |line: &[u8]| fields(line).and_then(|was| key(&was)).is_some_and(|key| left.contains(&key));
        let is_there = |line: &[u8]| {
            there.contains(line)
                || numbers.has(line)
                || renumbered(line, guest.home, |_, _| true).is_some_and(|line| there.contains(&*line))
                || is_left(line)
        };
        Ok(lines(&base).filter(|line| !is_there(line)).map(<[u8]>::to_vec).collect())
    }

    /// The lines of the guest's log that are the home's under other numbers, and those that it has as a forgetting has left
    /// them: each side may have made the one a part of the other. And the home's log, without what was forgotten in these.
    fn homes_own_lines(
        &mut self,
        guest: Guest<'_>,
        now: Vec<u8>,
        (text, taken_out): (&[u8], &[&[u8]]),
        out: &mut Output,
    ) -> Result<HomesOwn, Stop> {
        let parts = common_parts((guest.id, text), (guest.home, &now));
        if parts.is_empty() {
            return Ok(HomesOwn { log: now, ..HomesOwn::default() });
        }
        let numbers = OwnNumbers::of(text, &self.base_log(guest.at)?).and(OwnNumbers::of(text, &now));
        // What the guest itself had under that number has the one that it has now.
        let numbers = numbers.but_for(taken_out);
        out.became.extend(numbers.names());
        // What the two have alike is their own, each its own, but where the one has become a part of the other.
        if parts == [guest.id] {
            return Ok(HomesOwn { numbers, log: now, ..HomesOwn::default() });
        }
        let numbers = numbers.with_alike(text, &now);
        let mut texts = [Vec::new(), now, numbers.under_own_numbers(text)];
        maskings::join(&mut texts, maskings::Seen::One).note(out);
        let [_, now, left] = texts;
        let there: HashSet<&[u8]> = lines(&now).collect();
        let pairs = lines(text).zip(lines(&left));
        let is_known =
            |(line, left): &(&[u8], &[u8])| numbers.has(line) || (line != left && there.contains(left));
        let lines = pairs.filter(is_known).map(|(line, _)| line.to_vec()).collect();
        Ok(HomesOwn { numbers, lines, log: now })
    }

    /// The log of the home on the side on which the guest is a customer of its own still: all of it is the home's.
    fn log_without(&mut self, guest: Guest<'_>) -> Result<Vec<u8>, Stop> {
        let log = self.reader.of(guest.at.side(guest.by).log.map(|spot| spot.file))?;
        let has_it = self.moved.all_ids(guest.home, &log).iter().any(|id| id == guest.id);
        Ok(if has_it { Vec::new() } else { log })
    }

    fn put_log(&mut self, guest: Guest<'_>, made: &mut Made, now: &[u8], added: &[Cow<'_, [u8]>]) -> usize {
        let text = with(now, added);
        let count = lines(&text).count() - lines(now).count();
        made.put_log(guest.home, text);
        count
    }

    /// Changes of a customer that has another id now: they are its own.
    fn bring_keys(
        &mut self,
        guest: Guest<'_>,
        made: &mut Made,
        [old, new]: [&str; 2],
        out: &mut Output,
    ) -> Result<(), Stop> {
        let forgot = match guest.by {
            Side::Ours => self.forgot(guest.three, guest.at)?,
            Side::Theirs => self.forgot(guest.at, guest.three)?,
        };
        let now = self.bytes(made.card.as_ref())?;
        let now = String::from_utf8_lossy(&now);
        let Some(card) = &mut made.card else { return Ok(()) };
        let (ours, theirs) = match guest.by {
            Side::Ours => (new, &*now),
            Side::Theirs => (&*now, new),
        };
        let path = card.path.clone();
        let versions = Versions { base: old, ours, theirs };
        match self.keys(guest.home, &path, versions, (true, forgot), out) {
            Some(bytes) => card.bytes = Some(bytes),
            None => made.is_open = true,
        }
        Ok(())
    }

    /// Changes of a customer that is a part of another one now: that one has its own values, so they stand
    /// in a note.
    fn bring_note(
        &mut self,
        guest: Guest<'_>,
        made: &mut Made,
        changes: &[(String, String)],
        out: &mut Output,
    ) -> Result<usize, Stop> {
        let now = self.bytes(made.log.as_ref())?;
        let said = changes.iter().map(|(key, value)| match key.as_str() {
            "" => value.clone(),
            key => format!("{key}: {value}"),
        });
        let text = format!("{}: {}", guest.id, said.collect::<Vec<_>>().join("; "));
        let line = self.request.line(Event::Note(Note::default()), Some(text));
        out.written.insert(line.clone());
        Ok(self.put_log(guest, made, &now, &[Cow::Owned(line)]))
    }
}

/// Of lines that the home has just as the guest had them, and that stand there once for both: what a forgetting has left
/// of them in the guest's log. That is what they say from then on, and nothing is added.
fn left_of(stays: &BTreeSet<&[u8]>, added: &mut Vec<&[u8]>) -> HashMap<Vec<u8>, Vec<u8>> {
    let mut forms = HashMap::new();
    for line in stays {
        let is_left = |left: &&[u8]| has_was(left) && has_any_of(left, &HashSet::from([*line]));
        if let Some(at) = added.iter().position(is_left) {
            forms.insert(line.to_vec(), added.remove(at).to_vec());
        }
    }
    forms
}

/// What a forgetting has left, in the guest's log, of lines that came to the home with all others of it and that somebody has
/// taken out there since.
fn left_of_gone<'l>(
    base: &'l [u8],
    home: &[u8],
    (added, guest): (&[&'l [u8]], &str),
) -> HashMap<&'l [u8], &'l [u8]> {
    let left = added.iter().filter_map(|line| Some((key(&remains(line)?)?, *line)));
    let mut left: HashMap<Key, &[u8]> = left.collect();
    let mut gone = HashMap::new();
    if left.is_empty() {
        return gone;
    }
    let home = Forms::of(home);
    for line in lines(base) {
        let Some(wanted) = fields(line).and_then(|line| key(&line)) else { continue };
        if left.contains_key(&wanted)
            && home.one_of((line, guest), Some(&wanted)).is_none()
            && let Some(own) = left.remove(&wanted)
        {
            gone.insert(own, line);
        }
    }
    gone
}

/// What a forgetting has left, in a home, of lines that were taken out of the guest's log; as many as there are beyond the
/// home's own, and what the guest has left of them itself.
fn left_there<'l>(now: &'l [u8], taken_out: &[&'l [u8]], own: [&[u8]; 3]) -> HashMap<&'l [u8], &'l [u8]> {
    let mut gone: HashMap<Key, &[u8]> =
        taken_out.iter().filter_map(|line| Some((key(&fields(line)?)?, *line))).collect();
    let mut found = HashMap::new();
    if gone.is_empty() {
        return found;
    }
    let count = |text: &[u8]| {
        let mut counts: HashMap<Key, usize> = HashMap::new();
        for key in lines(text).filter_map(fields).filter_map(|line| key(&line)) {
            if gone.contains_key(&key) {
                *counts.entry(key).or_default() += 1;
            }
        }
        counts
    };
    let (mut all, own) = (count(now), own.map(count));
    for line in lines(now) {
        let Some(wanted) = remains(line).and_then(|left| key(&left)) else { continue };
        let stay = own.iter().filter_map(|own| own.get(&wanted)).max().copied().unwrap_or_default();
        let Some(there) = all.get_mut(&wanted).filter(|there| **there > stay) else { continue };
        if let Some(was) = gone.remove(&wanted) {
            found.insert(line, was);
            *there -= 1;
        }
    }
    found
}
