//! What has to go from a customer's files when a person asks for it. Nothing else ever rewrites a log.
//!
//! The log is put in place before the customer's file, whose contact says what to look for: after a crash in
//! between, the same command finds what is left, and does it.

mod hide;

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::{Map, Value};

use super::layout::Slot;
use super::{StoreError, card, confine, edit, log, permit, write};
use crate::model::{Contact, Customer, Entry};
use hide::Person;

/// How the note begins that says so.
pub const NOTED: &str = "forgotten on request on ";

/// What of an entry is no person's: when, by whom of us, what happened, and what accounting needs.
const KEPT: &[&str] = &[
    "at", "by", "kind", "via", "reply", "need", "visit", "minutes", "next", "state", "item", "ref", "amount",
    "currency", "margin", "cost", "from", "until", "due", "to",
];

/// Whom to forget.
#[derive(Clone, Copy, Debug)]
pub enum Forget<'a> {
    /// One person among the customer's contacts, wherever it is named.
    Contact(&'a Contact, &'a [String]),
    /// All persons, and all that was written freely.
    People,
    /// The customer with its log.
    Everything,
}

/// A file before and after; none after where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// Relative to the root.
    pub path: PathBuf,
    /// Its bytes now.
    pub before: Vec<u8>,
    /// Its text then.
    pub after: Option<String>,
}

/// What both files would become; those alone that change, the log first.
pub(super) fn rewritten(
    root: &Path,
    slot: &Slot,
    customer: &Customer,
    forget: Forget<'_>,
    note: &Entry<'_>,
) -> Result<Vec<Rewritten>, StoreError> {
    let read = |path: &Path| {
        let target = confine::target(root, path)?;
        fs::read(&target).map_err(StoreError::io("read", &target))
    };
    let mut files = Vec::new();
    let note = log::line(note);
    let before = read(&slot.card)?;
    let text = String::from_utf8_lossy(&before).into_owned();
    let needles = match forget {
        Forget::Contact(contact, also) => person(customer, contact, also),
        Forget::People | Forget::Everything => Person::default(),
    };
    let after = match forget {
        Forget::Contact(contact, _) => Some(without(&text, customer, contact, &needles, &slot.card)?),
        Forget::People => Some(bare(customer)),
        Forget::Everything => None,
    };
    let is_card_changed = after.as_ref() != Some(&text);
    let log = slot.log.as_ref().map(|path| read(path).map(|bytes| (path, bytes))).transpose()?;
    if let Some((path, bytes)) = log {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let seen = |line: &str| match forget {
            Forget::Contact(..) => Some(masked(line, &needles)),
            _ => stripped(line),
        };
        let mut kept: String = lines.filter_map(seen).map(|line| line + "\n").collect();
        let is_changed = kept.lines().ne(text.lines().filter(|line| !line.trim().is_empty()));
        let after = match forget {
            Forget::Everything => None,
            _ => {
                kept.push_str(&note);
                kept.push('\n');
                Some(kept)
            }
        };
        if after.is_none() || is_changed || is_card_changed {
            files.push(Rewritten { path: path.clone(), before: bytes, after });
        }
    }
    if is_card_changed {
        files.push(Rewritten { path: slot.card.clone(), before, after });
    }
    Ok(files)
}

/// Puts them in place, under the lock.
pub(super) fn put(root: &Path, files: &[Rewritten]) -> Result<(), StoreError> {
    // All of them, before the first one: half of a person forgotten is none.
    for file in files {
        permit::replaceable(&confine::target(root, &file.path)?)?;
    }
    for file in files {
        let target = confine::target(root, &file.path)?;
        match &file.after {
            Some(after) => write::replace(&target, &file.before, after.as_bytes())?,
            None => write::remove(&target)?,
        }
    }
    Ok(())
}

/// What a contact is known by, with what else is said of it.
fn person(customer: &Customer, contact: &Contact, also: &[String]) -> Person {
    let own = [&contact.name, &contact.email, &contact.phone];
    let mut whole: Vec<String> = own.into_iter().flatten().chain(also).cloned().collect();
    whole.extend(contact.chat.iter().map(|(_, handle)| handle.clone()));
    whole.retain(|needle| needle.trim().chars().count() > 1);
    whole.sort_by_key(|needle| std::cmp::Reverse(needle.len()));
    Person { whole, words: called(customer, contact) }
}

/// The parts of a person's name by which it is called, but for those that the customer's own name has.
fn called(customer: &Customer, contact: &Contact) -> Vec<String> {
    let own: Vec<&str> =
        [&customer.name].into_iter().chain(&customer.aliases).flat_map(|name| words(name)).collect();
    let name = contact.name.as_deref().unwrap_or_default();
    let parts = words(name).filter(|part| part.chars().count() > 2 && !own.contains(part));
    parts.map(str::to_owned).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Other customers' files that name a person, relative to the root.
pub(super) fn elsewhere(
    root: &Path,
    slots: &[Slot],
    customer: &Customer,
    (contact, also): (&Contact, &[String]),
) -> Vec<PathBuf> {
    let person = person(customer, contact, also);
    let others = slots.par_iter().filter(|slot| slot.id != customer.id);
    let paths = others.flat_map_iter(|slot| std::iter::once(&slot.card).chain(&slot.log));
    let names = |path: &&PathBuf| {
        fs::read(root.join(path)).is_ok_and(|bytes| person.is_in(&String::from_utf8_lossy(&bytes)))
    };
    paths.filter(names).cloned().collect()
}

/// A line of the log without a person; one that isn't its own concern stays to the byte.
fn masked(line: &str, needles: &Person) -> String {
    fn walk(value: &mut Value, needles: &Person) {
        match value {
            Value::String(text) => *text = needles.hide(text),
            Value::Array(items) => items.iter_mut().for_each(|item| walk(item, needles)),
            Value::Object(fields) => fields.values_mut().for_each(|value| walk(value, needles)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    match serde_json::from_str::<Value>(line) {
        Ok(before) => {
            let mut after = before.clone();
            walk(&mut after, needles);
            if after == before { line.to_owned() } else { after.to_string() }
        }
        // Broken by somebody, and not to be mended here.
        Err(_) => needles.hide(line),
    }
}

/// An entry without persons and words; nothing of a line that can't be read.
fn stripped(line: &str) -> Option<String> {
    let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(line) else { return None };
    // Ours says who has forgotten what, and nothing of whom.
    let is_ours = |text: &str| text.starts_with(NOTED) && text.chars().count() < 60;
    let is_note = fields.get("kind").is_some_and(|kind| kind == "note");
    if is_note && fields.get("text").and_then(Value::as_str).is_some_and(is_ours) {
        return Some(line.to_owned());
    }
    let is_whole = fields.keys().all(|key| KEPT.contains(&key.as_str()));
    if is_whole {
        return Some(line.to_owned());
    }
    let kept = fields.into_iter().filter(|(key, _)| KEPT.contains(&key.as_str()));
    Some(Value::Object(kept.collect::<Map<_, _>>()).to_string())
}

/// The customer's file without one of its contacts, and without its name anywhere else.
fn without(
    text: &str,
    customer: &Customer,
    contact: &Contact,
    needles: &Person,
    path: &Path,
) -> Result<String, StoreError> {
    let refused = || StoreError::NotEditable("contacts".to_owned());
    // One that is gone from the list already may still be named.
    let Some(at) = customer.contacts.iter().position(|own| own == contact) else {
        return Ok(needles.hide(text));
    };
    let key = if customer.contacts.len() == 1 { "contacts".to_owned() } else { format!("contacts[{at}]") };
    let text = match edit::edit(text, &[edit::Edit::Remove(key)]) {
        Ok(text) => text,
        Err(error) => match without_lines(text, at) {
            Some(text) => text,
            None => return Err(error),
        },
    };
    let text = needles.hide(&text);
    // Whatever the mask has done to it, it still has to be the customer, without that contact.
    let (found, _) = card::review(&customer.id, path, &text);
    match found {
        Some(found) if found.contacts.len() + 1 == customer.contacts.len() => Ok(text),
        _ => Err(refused()),
    }
}

/// The lines of one item of a list written one below the other.
fn without_lines(text: &str, place: usize) -> Option<String> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let begin = lines.iter().position(|line| line.trim_end() == "contacts:")? + 1;
    let is_inside = |line: &&str| line.trim().is_empty() || line.starts_with([' ', '-', '#']);
    let end = begin + lines[begin..].iter().take_while(|line| is_inside(line)).count();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let first = lines[begin..end].iter().find(|line| line.trim_start().starts_with("- "))?;
    let is_item = |line: &&str| indent(line) == indent(first) && line.trim_start().starts_with("- ");
    let items: Vec<usize> = (begin..end).filter(|at| is_item(&lines[*at])).collect();
    let from = *items.get(place)?;
    let to = items.get(place + 1).copied().unwrap_or(end);
    Some(lines[..from].iter().chain(&lines[to..]).copied().collect())
}

/// What is no person's: written anew, since a comment may say anything.
fn bare(customer: &Customer) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    let mut put = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(text, "{key}: {value}");
        }
    };
    let quoted = |text: &Option<String>| text.as_deref().map(edit::quoted);
    let list = |texts: &[String]| {
        let texts: Vec<String> = texts.iter().map(|text| edit::quoted(text)).collect();
        (!texts.is_empty()).then(|| format!("[{}]", texts.join(", ")))
    };
    put("name", Some(edit::quoted(&customer.name)));
    put("aliases", list(&customer.aliases));
    put("number", customer.number.as_ref().map(|number| Value::from(number.as_str()).to_string()));
    put("grade", quoted(&customer.grade));
    put("owner", quoted(&customer.owner));
    put("since", customer.since.map(|day| day.to_string()));
    put("industry", quoted(&customer.industry));
    put("country", quoted(&customer.country));
    put("region", quoted(&customer.region));
    put("timezone", quoted(&customer.timezone));
    put("need", customer.need.map(|need| need.as_str().to_owned()));
    put("potential", customer.potential.map(|potential| potential.as_str().to_owned()));
    put("renewal", customer.renewal.map(|renewal| renewal.to_string()));
    put("cadence", customer.cadence.as_ref().map(|cadence| edit::quoted(&cadence.to_string())));
    put("tags", list(&customer.tags));
    put("archived", customer.archived.map(|day| day.to_string()));
    text
}
