//! Somebody was forgotten on one side, and the other one had by then made the customer a part of another one, or
//! given it another id. What is forgotten is no longer in that customer's own file alone: it goes from wherever
//! the other side has brought it, and what can't be told from another's own stays, and is told from then on.

mod named;
pub(super) use named::NAMED_IN_FILE;
mod pictures;
mod values;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_yaml::{Mapping, Value};

use super::super::forget;
use super::customers::{Customers, Made};
use super::homing::customer;
use super::leads::Traced;
use super::lines::with;
use super::masked_lines::has_any_of;
use super::objects::Stop;
use super::outcome::{Side, Told};
use super::output::Output;
use super::personal::{CONTACTS, free_texts, renamed, texts};
use super::taken_back::TakenBack;
use super::tree::{PlacedFile, Three};
use crate::format::merge;
use crate::model::{Contact, Customer};
use crate::store::forgetting_note::{forgettings, left_of, new_forgettings};
use values::{mapping, without};

/// That somebody was forgotten on one side.
struct Forgetting<'t> {
    by: Side,
    /// The customer that has the entry of it there.
    home: &'t str,
    /// Its file and its log there: what they say was not forgotten.
    card: String,
    log: String,
    notes: Vec<Vec<u8>>,
    gone: Vec<Gone>,
    /// All ids that were that customer when both sides were one.
    ids: Vec<String>,
}

/// What went of one of the customers that are that one there.
struct Gone {
    customer: Customer,
    contacts: Vec<Contact>,
    /// Who may have gone, or has another name.
    renamed: Vec<Contact>,
    /// Its keys, where all free text went, and those that were masked.
    texts: Mapping,
    /// Whether its name was one of the contacts', and went: a hand has to change that.
    is_nameless: bool,
}

/// A customer's file and its log as they will be.
struct Target<'a> {
    id: &'a str,
    card: String,
    log: String,
    /// What it had itself, before it took over from others.
    base: String,
    base_log: String,
}

impl Customers<'_> {
    /// Takes what was forgotten out of the customers that have it by now.
    pub fn leave_out_crossed(
        &mut self,
        (threes, taken_back): (&BTreeMap<&str, Three<'_>>, &[TakenBack]),
        made: &mut BTreeMap<&str, Made>,
        out: &mut Output,
    ) -> Result<(), Stop> {
        let forgettings = self.crossing(threes)?;
        if forgettings.is_empty() {
            return Ok(());
        }
        self.tell_named(&forgettings, threes, made, out)?;
        for (id, made) in made.iter_mut() {
            if threes[id].is_untouched() || made.is_open || made.card.is_none() {
                continue;
            }
            let log = self.bytes(made.log.as_ref())?;
            let mut ids = self.ids_of_made(threes, (id, made), &log)?;
            let homes = taken_back.iter().filter(|back| back.part == *id);
            ids.extend(homes.flat_map(|back| [back.home.clone(), back.home_now.clone()]));
            for forgetting in &forgettings {
                self.tell_pictures(forgetting, (threes, &ids), (id, made), out)?;
                // What was forgotten in a customer's own file is merged with it, key by key.
                let is_moved = |gone: &&Gone| {
                    ids.iter().any(|id| *id == gone.customer.id.as_str()) && !forgetting.is_at(gone, id)
                };
                for gone in forgetting.gone.iter().filter(is_moved) {
                    self.leave_out(forgetting, gone, (id, &threes[id]), made, out)?;
                }
            }
        }
        Ok(())
    }

    /// Who was forgotten on either side since both were one.
    fn crossing<'t>(&mut self, threes: &BTreeMap<&'t str, Three<'_>>) -> Result<Vec<Forgetting<'t>>, Stop> {
        let mut found = Vec::new();
        for by in [Side::Ours, Side::Theirs] {
            for (home, three) in threes {
                let (Some(card), Some(log)) = (three.side(by).card, three.side(by).log) else { continue };
                if three.base(|files| files.log).is_some_and(|base| base.file.blob == log.file.blob) {
                    continue;
                }
                let log = self.reader.read(&log.file.blob)?;
                if forgettings(&log).is_empty() {
                    continue;
                }
                let ids = self.moved.all_ids(home, &log);
                let mut bases = Vec::new();
                for three in ids.iter().filter_map(|id| threes.get(id.as_str())) {
                    bases.push(self.base_log(three)?);
                }
                let bases: Vec<&[u8]> = bases.iter().map(Vec::as_slice).collect();
                let notes: Vec<Vec<u8>> =
                    new_forgettings(&log, &bases).into_iter().map(<[u8]>::to_vec).collect();
                if notes.is_empty() {
                    continue;
                }
                let card = self.reader.read(&card.file.blob)?;
                let traced = Traced { id: home, card: &card, log: &log, sides: &[by] };
                let ids = self.ids_of_then(threes, traced)?;
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                let (card, log) = (text(&card), text(&log));
                let mut forgetting = Forgetting { by, home, card, log, notes, gone: Vec::new(), ids };
                self.find_gone(threes, &mut forgetting)?;
                found.push(forgetting);
            }
        }
        Ok(found)
    }

    /// The ids under which a customer was when both sides were one, as it has come to be: each side may know more of
    /// it, as by lines that were forgotten since.
    fn ids_of_made(
        &mut self,
        threes: &BTreeMap<&str, Three<'_>>,
        (id, made): (&str, &Made),
        log: &[u8],
    ) -> Result<Vec<String>, Stop> {
        let card = self.bytes(made.card.as_ref())?;
        let is_there = |side: &Side| threes[id].side(*side).card.is_some();
        let sides: Vec<Side> = [Side::Ours, Side::Theirs].into_iter().filter(is_there).collect();
        let mut ids = self.ids_of_then(threes, Traced { id, card: &card, log, sides: &sides })?;
        for side in sides {
            let files = threes[id].side(side);
            let card = self.reader.of(files.card.map(|card| card.file))?;
            let log = self.reader.of(files.log.map(|log| log.file))?;
            let own = self.ids_of_then(threes, Traced { id, card: &card, log: &log, sides: &[side] })?;
            ids.extend(own.into_iter().filter(|id| !ids.contains(id)).collect::<Vec<_>>());
        }
        Ok(ids)
    }

    fn find_gone(
        &mut self,
        threes: &BTreeMap<&str, Three<'_>>,
        forgetting: &mut Forgetting<'_>,
    ) -> Result<(), Stop> {
        for id in &forgetting.ids {
            // One that was forgotten as a whole is known by its id.
            let Some(three) = threes.get(id.as_str()).filter(|_| !self.request.forgotten.has_id(id)) else {
                continue;
            };
            let cards: BTreeSet<&str> =
                three.bases.iter().filter_map(|base| base.card).map(|card| &*card.file.blob).collect();
            for blob in cards {
                let old = self.reader.read(blob)?;
                forgetting.gone.extend(gone(id, &String::from_utf8_lossy(&old), forgetting));
            }
        }
        Ok(())
    }

    fn leave_out(
        &mut self,
        forgetting: &Forgetting<'_>,
        gone: &Gone,
        (id, three): (&str, &Three<'_>),
        made: &mut Made,
        out: &mut Output,
    ) -> Result<(), Stop> {
        let Ok(card) = String::from_utf8(self.bytes(made.card.as_ref())?) else { return Ok(()) };
        let log = String::from_utf8_lossy(&self.bytes(made.log.as_ref())?).into_owned();
        let mut target = Target { id, card, log, base: String::new(), base_log: String::new() };
        // What was there before in one that is forgotten, too, is nobody else's.
        if !forgetting.ids.iter().any(|own| own == id) {
            let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
            let base: Option<PlacedFile<'_>> = three.bases.iter().find_map(|base| base.card);
            target.base = text(self.reader.of(base.map(|spot| spot.file))?);
            target.base_log = text(self.base_log(three)?);
        }
        let before = target.card.clone();
        let masked = target.mask_name(gone);
        let left = target.leave_out(forgetting, gone);
        if target.card != before {
            self.note_forgetting(forgetting, id, made)?;
            made.card.iter_mut().for_each(|part| part.bytes = Some(target.card.clone().into_bytes()));
        }
        if let Some(part) = made.log.as_mut().filter(|_| !masked.is_empty()) {
            part.bytes = Some(target.log.into_bytes());
            out.written.extend(masked.iter().map(|(_, left)| left.clone()));
            out.masked.extend(masked.into_iter().map(|(line, left)| (id.to_owned(), line, left)));
        }
        if left.is_empty() {
            return Ok(());
        }
        let (from, to) = (gone.customer.id.to_string(), id.to_owned());
        let keys = left.into_iter().collect::<Vec<_>>().join(", ");
        out.kept.entry(to.clone()).or_default().insert(format!("{from}: {keys}"));
        let told = Told::TakenOver { id: from, to, by: forgetting.by.other() };
        if !out.told.contains(&told) {
            out.told.push(told);
        }
        Ok(())
    }
}

impl Customers<'_> {
    /// Who has the customer from which something was taken out hears of it by the note, though the one that had it
    /// may be given up by an answer: by that they clear what they hold of it beside the files.
    fn note_forgetting(
        &mut self,
        forgetting: &Forgetting<'_>,
        id: &str,
        made: &mut Made,
    ) -> Result<(), Stop> {
        let now = self.bytes(made.log.as_ref())?;
        let notes: Vec<Cow<'_, [u8]>> = forgetting.notes.iter().map(|note| Cow::Borrowed(&**note)).collect();
        made.put_log(id, with(&now, &notes));
        Ok(())
    }
}

impl Forgetting<'_> {
    fn is_at(&self, gone: &Gone, id: &str) -> bool {
        self.home == id && gone.customer.id.as_str() == id
    }
}

/// What went of a customer, which was `old`.
fn gone(id: &str, old: &str, forgetting: &Forgetting<'_>) -> Option<Gone> {
    let customer = customer(id, old)?;
    let there = self::customer(forgetting.home, &forgetting.card)?.contacts;
    let stays = |contact: &&Contact| !there.iter().any(|own| is_same(own, contact));
    let (mut contacts, mut doubtful) = (Vec::new(), Vec::new());
    for contact in customer.contacts.iter().filter(stays) {
        match renamed(&customer, contact, &there) {
            None => contacts.push(contact.clone()),
            Some(false) => doubtful.push(contact.clone()),
            Some(true) => {}
        }
    }
    // Where of all free texts nothing is left, all of them were forgotten.
    let left: HashSet<String> = free_texts(&forgetting.card).into_iter().collect();
    let own = free_texts(old);
    let is_left = |text: &String| {
        let hide = |text: String, contact| forget::hidden_in(&customer, contact, &text);
        left.contains(text) || left.contains(&contacts.iter().fold(text.clone(), hide))
    };
    let is_all_gone = !own.is_empty() && !own.iter().any(is_left);
    let mut texts = merge::mapping(old.trim_start_matches('\u{feff}')).unwrap_or_default();
    let card = mapping(&forgetting.card);
    texts.retain(|key, value| match key.as_str() {
        Some(name) if forget::is_free(name) => is_all_gone && name != CONTACTS,
        // The others stay, without the person.
        Some(name) => forget::is_personal(name) && card.get(key) != Some(value) && is_like(&customer, value),
        None => false,
    });
    // Who merges it makes its name another one of that customer.
    let name = &customer.name;
    let is_person = |contact: &Contact| forget::hidden_in(&customer, contact, name) != *name;
    let is_nameless = mapping(&forgetting.card).get("name").is_some_and(|now| now.as_str() != Some(name))
        && contacts.iter().any(is_person);
    if is_nameless {
        let aliases = texts.entry("aliases".into()).or_insert(Value::Sequence(Vec::new()));
        aliases.as_sequence_mut().into_iter().for_each(|aliases| aliases.push(name.as_str().into()));
    }
    let is_any = !contacts.is_empty() || !doubtful.is_empty() || !texts.is_empty();
    is_any.then_some(Gone { customer, contacts, renamed: doubtful, texts, is_nameless })
}

/// Whether a value looks like one of a customer's persons.
fn is_like(customer: &Customer, value: &Value) -> bool {
    let mut lines = Vec::new();
    texts(value, &mut lines);
    lines.iter().any(|line| forget::is_like(customer, line))
}

/// Whether two contacts are one person's, as two customers have it.
fn is_same(one: &Contact, other: &Contact) -> bool {
    let same = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
    one == other || same(&one.name, &other.name) || (one.name.is_none() && same(&one.email, &other.email))
}

impl Target<'_> {
    /// Takes a name that was forgotten out of what `crm merge` has noted; the lines, before and after.
    fn mask_name(&mut self, gone: &Gone) -> Vec<(Vec<u8>, Vec<u8>)> {
        let known: HashSet<&str> = self.base_log.lines().collect();
        let is_merged = |line: &str| line.contains("\"merged from ") && !known.contains(line);
        let hide = |line: &str| {
            let mask = |text: String, contact| forget::hidden_in(&gone.customer, contact, &text);
            let hidden = gone.contacts.iter().fold(line.to_owned(), mask);
            if hidden == line { hidden } else { left_of(line, hidden) }
        };
        let lines = self.log.lines().filter(|line| gone.is_nameless && is_merged(line));
        let found = lines.map(|line| (line.to_owned(), hide(line))).filter(|(was, is)| {
            // Its day and its kind stay, whatever looks like the person.
            was != is && has_any_of(is.as_bytes(), &HashSet::from([was.as_bytes()]))
        });
        let found: Vec<(String, String)> = found.collect();
        for (was, is) in &found {
            self.log = self.log.replace(was, is);
        }
        found.into_iter().map(|(was, is)| (was.into_bytes(), is.into_bytes())).collect()
    }

    /// Takes out what is surely what was forgotten; the keys of what may be it still.
    fn leave_out(&mut self, forgetting: &Forgetting<'_>, gone: &Gone) -> BTreeSet<String> {
        let mut left = BTreeSet::new();
        let own = customer(self.id, &self.base).map(|base| base.contacts).unwrap_or_default();
        for contact in &gone.contacts {
            let is_own = own.iter().any(|own| is_same(own, contact));
            let home = customer(self.id, &self.card).filter(|_| !is_own);
            let taken = home.map(|home| forget::taken_out(&self.card, &home, contact));
            if let Some(Ok(Some(without))) = taken {
                self.card = without;
            }
        }
        let maps = [&forgetting.card, &self.base].map(|text| mapping(text));
        self.card = without(&self.card, &gone.texts, &maps).unwrap_or_else(|| self.card.clone());
        // What nobody but the other side's view of it says.
        let known = [&forgetting.card, &forgetting.log, &self.base, &self.base_log];
        let known: HashSet<&str> = known.iter().flat_map(|text| text.lines()).map(str::trim).collect();
        let lines = self.card.lines().chain(self.log.lines());
        let fresh: Vec<&str> = lines.filter(|line| !known.contains(line.trim())).collect();
        let fresh = fresh.join("\n");
        let there = customer(self.id, &self.card).map(|now| now.contacts).unwrap_or_default();
        let stays = |contact: &Contact| {
            there.iter().any(|own| is_same(own, contact))
                || forget::hidden_in(&gone.customer, contact, &fresh) != fresh
        };
        let is_there = |contact: &Contact| there.iter().any(|own| is_same(own, contact));
        if gone.contacts.iter().any(stays) || gone.renamed.iter().any(is_there) {
            left.insert(CONTACTS.to_owned());
        }
        for (key, value) in &gone.texts {
            let mut lines = Vec::new();
            texts(value, &mut lines);
            // A single word may be anybody's, but for one that was masked as the person's.
            let is_said = |line: &str| match key.as_str().is_some_and(forget::is_free) {
                true => merge::is_more_than_a_word(line),
                false => forget::is_like(&gone.customer, line),
            };
            let is_left = |line: &String| is_said(line) && fresh.contains(line);
            let key = key.as_str().filter(|_| lines.iter().any(is_left));
            left.extend(key.map(str::to_owned));
        }
        left
    }
}
