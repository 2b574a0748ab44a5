//! What of a customer's changes may stand in a note where somebody was forgotten meanwhile: what is new in them,
//! item by item, and nothing of who was forgotten. What can't be told apart is left out, and named.

use std::collections::HashSet;

use serde_yaml::{Mapping, Value};

use super::super::forget;
use super::cards;
use crate::format::merge;
use crate::model::{Contact, Customer, Medium};

pub(super) const CONTACTS: &str = "contacts";
pub(super) const DECISION: &str = "decision";

/// What is known of a forgetting when changes are noted.
#[derive(Default)]
pub(super) struct Known {
    /// Who is gone, each with the customer that it was a contact of.
    pub gone: Vec<(Customer, Contact)>,
    /// Files of customers that were forgotten as a whole, and that the changes may be made of.
    pub parts: Vec<Mapping>,
    /// Words of free texts that went with all people.
    taken: HashSet<String>,
}

/// What is noted, and what had to be left out.
#[derive(Default)]
pub(super) struct Noted {
    pub changes: Vec<(String, String)>,
    pub left_out: Vec<String>,
}

impl Known {
    /// Where of all free texts nothing is left, all people were forgotten: then `old` words may be theirs.
    pub fn of(gone: Vec<(Customer, Contact)>, parts: Vec<Mapping>, [old, home, now]: [&str; 3]) -> Self {
        let mut known = Known { gone, parts, taken: HashSet::new() };
        let left: HashSet<String> = free_texts(now).into_iter().collect();
        let own = free_texts(old);
        let stays = |text: &String| left.contains(text) || left.contains(&known.hidden(text));
        if !own.iter().chain(&free_texts(home)).any(stays) {
            known.taken = own.iter().flat_map(|text| words(text)).collect();
        }
        known
    }

    /// A text without those who are gone.
    fn hidden(&self, text: &str) -> String {
        let hide = |text: String, (customer, contact): &(Customer, Contact)| {
            forget::hidden_in(customer, contact, &text)
        };
        self.gone.iter().fold(text.to_owned(), hide)
    }

    /// What of the changes between two versions is noted.
    pub fn noted(&self, changes: Vec<(String, String)>, [old, new]: [&str; 2]) -> Noted {
        let mut noted = Noted::default();
        let (Some(old), Some(new)) = (merge::mapping(old), merge::mapping(new)) else {
            // Of a file that doesn't read nobody can tell what is whose.
            noted.left_out.push("*".to_owned());
            return noted;
        };
        for (key, value) in changes {
            if self.parts.is_empty() && !forget::is_personal(&key) {
                noted.changes.push((key, value));
                continue;
            }
            let is = match key.as_str() {
                "" => Some(Value::from(value)),
                key => new.get(key).cloned(),
            };
            let was = old.get(key.as_str());
            let fresh = is.and_then(|is| self.fresh(&key, was, &is, &mut noted.left_out));
            if let Some(said) = fresh.as_ref().and_then(|value| cards::spoken(Some(value))) {
                noted.changes.push((key, said));
            }
        }
        noted.left_out.dedup();
        noted
    }

    /// What is new in a value; none where nothing is.
    fn fresh(&self, key: &str, was: Option<&Value>, is: &Value, left_out: &mut Vec<String>) -> Option<Value> {
        if was == Some(is) {
            return None;
        }
        match is {
            Value::Sequence(items) => {
                let old = was.and_then(Value::as_sequence).map_or(&[][..], Vec::as_slice);
                let fresh = items.iter().filter(|item| !old.contains(item) && !self.is_known(key, item));
                // What a forgetting has made of an item is nothing that somebody wrote.
                let fresh = fresh.filter(|item| !old.iter().any(|old| self.masked(old) == self.masked(item)));
                let found: Vec<Value> =
                    fresh.filter_map(|item| self.fresh(key, None, item, left_out)).collect();
                (!found.is_empty()).then_some(Value::Sequence(found))
            }
            Value::Mapping(fields) if key == CONTACTS => {
                let is_gone = self.gone.iter().any(|gone| is_same(gone, is));
                if is_gone {
                    let name = fields.get("name").and_then(Value::as_str).unwrap_or("?");
                    left_out.push(format!("{CONTACTS}: {name}"));
                }
                (!is_gone).then(|| is.clone())
            }
            // What somebody does in the decision chain is that one's.
            Value::Mapping(fields) if key == DECISION && self.decides(fields).is_some() => {
                left_out.extend(self.decides(fields).map(|who| format!("{DECISION}: {who}")));
                None
            }
            Value::Mapping(fields) => {
                let mut found = Mapping::new();
                for (name, value) in fields {
                    let was = was.and_then(|was| was.get(name));
                    if let Some(value) = self.fresh(key, was, value, left_out) {
                        found.insert(name.clone(), value);
                    }
                }
                // A day alone says nothing.
                let says = found.iter().any(|(name, _)| name.as_str() != Some("on")) || fields.len() == 1;
                (!found.is_empty() && says).then_some(Value::Mapping(found))
            }
            Value::String(text) => self.fresh_text(key, was, text, left_out).map(Value::String),
            other => Some(other.clone()),
        }
    }

    /// Who of those that are gone has this place in the decision chain.
    fn decides<'f>(&self, fields: &'f Mapping) -> Option<&'f str> {
        let who = fields.get("who")?.as_str()?;
        self.gone.iter().any(|(customer, contact)| forget::names(customer, contact, who)).then_some(who)
    }

    fn fresh_text(
        &self,
        key: &str,
        was: Option<&Value>,
        text: &str,
        left_out: &mut Vec<String>,
    ) -> Option<String> {
        let mut old = Vec::new();
        was.iter().for_each(|was| texts(was, &mut old));
        let parts = self.parts.iter().flat_map(Mapping::values);
        parts.for_each(|value| texts(value, &mut old));
        let old: HashSet<String> = old.into_iter().flat_map(|line| [self.hidden(&line), line]).collect();
        let mut lines = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !old.contains(*line)) {
            if words(line).iter().any(|word| self.taken.contains(word)) {
                left_out.push(if key.is_empty() { "#".to_owned() } else { key.to_owned() });
            } else {
                lines.push(self.hidden(line));
            }
        }
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// Whether an item is one of a customer that was forgotten as a whole.
    fn is_known(&self, key: &str, item: &Value) -> bool {
        let has = |part: &Mapping| {
            part.get(key).and_then(Value::as_sequence).is_some_and(|items| items.contains(item))
        };
        self.parts.iter().any(has)
    }

    fn masked(&self, item: &Value) -> String {
        let mut found = Vec::new();
        texts(item, &mut found);
        self.hidden(&found.join("\n"))
    }
}

/// Whether a contact's item is of the one who is gone, in whatever way it was changed.
fn is_same((customer, contact): &(Customer, Contact), item: &Value) -> bool {
    let mut found = Vec::new();
    texts(item, &mut found);
    let name = item.get("name").and_then(Value::as_str);
    (name.is_some() && name == contact.name.as_deref()) || forget::names(customer, contact, &found.join("\n"))
}

/// Whether somebody whom a customer no longer has by name is there under another one, by an address or a number that
/// nobody else of it had; none where nobody is. Whether it is surely that one: else it may have come in this one's
/// place, and have got what it was reached by.
pub(super) fn renamed(old: &Customer, was: &Contact, now: &[Contact]) -> Option<bool> {
    let points = |contact: &Contact| -> HashSet<String> {
        Medium::ALL.into_iter().flat_map(|medium| contact.all(medium)).map(str::to_owned).collect()
    };
    let others = old.contacts.iter().filter(|other| *other != was);
    let shared: HashSet<String> = others.flat_map(points).collect();
    let own: HashSet<String> = points(was).into_iter().filter(|point| !shared.contains(point)).collect();
    let is_new = |is: &&Contact| !old.contacts.iter().any(|old| old.name == is.name);
    let is_it = |is: &&Contact| points(is).iter().any(|point| own.contains(point));
    let found = now.iter().filter(is_new).find(is_it)?;
    let name = |contact: &Contact| contact.name.clone().unwrap_or_default();
    Some(merge::are_of_one(&name(was), &name(found)))
}

/// All lines of texts in a value.
pub(super) fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.extend(text.lines().map(|line| line.trim().to_owned())),
        Value::Sequence(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Mapping(map) => map.values().for_each(|value| texts(value, found)),
        _ => {}
    }
}

/// The lines of a file's free texts.
pub(super) fn free_texts(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let map = merge::mapping(text.trim_start_matches('\u{feff}')).unwrap_or_default();
    let free = map.iter().filter(|(key, _)| key.as_str().is_some_and(forget::is_free));
    free.filter(|(key, _)| key.as_str() != Some(CONTACTS)).for_each(|(_, value)| texts(value, &mut found));
    found.retain(|line| !words(line).is_empty());
    found
}

/// The words of a text; of one that is written without spaces, each two signs. A number alone is none.
fn words(text: &str) -> HashSet<String> {
    let text = text.to_lowercase();
    let mut found = HashSet::new();
    for word in text.split(|sign: char| !sign.is_alphanumeric()) {
        let signs: Vec<char> = word.chars().collect();
        if signs.iter().all(char::is_ascii) {
            let is_word = signs.len() > 2 && signs.iter().any(|sign| sign.is_alphabetic());
            found.extend(is_word.then(|| word.to_owned()));
        } else {
            found.extend(signs.windows(2).map(|two| two.iter().collect::<String>()));
        }
    }
    found
}
