//! Entries that two logs have under different numbers: a part of two customers, each of which has taken it over, got its
//! numbers from each of these merges.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::forgetting_note::{Fields, fields, key, pointing};
use super::forgotten::all_ids;
use super::journal::lines_of as lines;
use crate::format::{line_name, read_line};
use crate::model::{Entry, TopicKey, WAS, reference_key};

/// The lines of a log as another one has them, and the numbers that things have there.
#[derive(Debug, Default)]
pub(super) struct OwnNumbers {
    /// Lines as they stand in the log, each with what it is in the other one, or would be.
    lines: HashMap<Vec<u8>, Vec<u8>>,
    numbers: HashMap<TopicKey, Option<Value>>,
}

impl OwnNumbers {
    /// Finds the lines of a log that are lines of another one (`own`), or what a forgetting has left of them, but for what
    /// merges have put behind their numbers; and those that name one of these.
    pub fn of(text: &[u8], own: &[u8]) -> Self {
        Self::found(text, own, |entry, own, ids| {
            let is_left = entry.contains_key(WAS) || own.contains_key(WAS);
            has_moved(entry, own, ids) && (is_left || is_same(entry, own))
        })
    }

    /// The same with those of which the other log has what a forgetting has left, under whatever number.
    pub fn or_left(text: &[u8], own: &[u8]) -> Self {
        Self::found(text, own, |entry, own, ids| {
            own.contains_key(WAS) || has_moved(entry, own, ids) && is_same(entry, own)
        })
    }

    fn found(text: &[u8], own: &[u8], is_it: impl Fn(&Fields, &Fields, &HashSet<String>) -> bool) -> Self {
        let there: HashSet<&[u8]> = lines(text).collect();
        let known: HashSet<&[u8]> = lines(own).collect();
        let mut numbered = HashMap::new();
        for own in known.iter().filter(|own| !there.contains(*own)) {
            let Some(own) = fields(own).map(|fields| (own, fields)) else { continue };
            if let Some(key) = key(&own.1) {
                numbered.entry(key).or_insert_with(Vec::new).push(own);
            }
        }
        let mut found = Self::default();
        if numbered.is_empty() {
            return found;
        }
        // What merges put behind numbers: the ids of those that they took over.
        let ids: HashSet<String> = [text, own].into_iter().flat_map(|log| all_ids("", log)).collect();
        // In the order of the log: of two that are alike the first is the first.
        for line in lines(text).filter(|line| !known.contains(line)) {
            let Some(entry) = fields(line).filter(|_| !found.lines.contains_key(line)) else { continue };
            let Some(all) = key(&entry).and_then(|key| numbered.get_mut(&key)) else { continue };
            let Some(at) = all.iter().position(|(_, own)| is_it(&entry, own, &ids)) else { continue };
            let (own, fields) = all.swap_remove(at);
            let number = fields.get("ref");
            if let Some(topic) = topic(line) {
                found.numbers.insert(topic, number.cloned());
            }
            let form = if entry.contains_key(WAS) { numbered_as(entry, number) } else { own.to_vec() };
            found.lines.insert(line.to_vec(), form);
        }
        found.add_pointing(&there, &known);
        found
    }

    /// Lines that name one of these, and name it there by what it is there.
    fn add_pointing(&mut self, there: &HashSet<&[u8]>, known: &HashSet<&[u8]>) {
        let names: HashMap<String, String> = self.names().collect();
        if names.is_empty() {
            return;
        }
        for line in there.iter().filter_map(|line| std::str::from_utf8(line).ok()) {
            let own = pointing(line.to_owned(), &names).into_bytes();
            if own != line.as_bytes() && known.contains(own.as_slice()) {
                self.lines.insert(line.as_bytes().to_vec(), own);
            }
        }
    }

    /// A thing of which both logs have a line alike has its number in both: so have its answers.
    pub fn with_alike(mut self, text: &[u8], own: &[u8]) -> Self {
        let known: HashSet<&[u8]> = lines(own).collect();
        for line in lines(text).filter(|line| known.contains(line)) {
            if let Some((topic, entry)) = topic(line).zip(fields(line)) {
                self.numbers.entry(topic).or_insert_with(|| entry.get("ref").cloned());
            }
        }
        self
    }

    /// The same for a further log of the other customer.
    pub fn and(mut self, other: Self) -> Self {
        self.lines.extend(other.lines);
        self.numbers.extend(other.numbers);
        self
    }

    /// The same without what is one of these lines in the other log.
    pub fn but_for(mut self, others: &[&[u8]]) -> Self {
        let is_other = |own: &Vec<u8>| others.contains(&&**own);
        for (line, _) in self.lines.extract_if(|_, own| is_other(own)) {
            if let Some(topic) = topic(&line) {
                self.numbers.remove(&topic);
            }
        }
        self
    }

    pub fn has(&self, line: &[u8]) -> bool {
        self.lines.contains_key(line)
    }

    pub fn has_number(&self, topic: &TopicKey) -> bool {
        self.numbers.contains_key(topic)
    }

    /// The lines as the other log has them, each with what it is in this one.
    pub fn into_lines(self) -> HashMap<Vec<u8>, Vec<u8>> {
        self.lines
    }

    /// The names of the lines, as they are in the log, and in the other one.
    pub fn names(&self) -> impl Iterator<Item = (String, String)> {
        self.lines.iter().map(|(line, own)| (line_name(line), line_name(own)))
    }

    /// A line as it is in the other log: one of these, or one of a thing of these, such as a complaint's answer.
    pub fn form(&self, line: &[u8]) -> Option<Vec<u8>> {
        if self.numbers.is_empty() {
            return self.lines.get(line).cloned();
        }
        let answered = || {
            let (number, entry) = (self.numbers.get(&topic(line)?)?, fields(line)?);
            let is_same = entry.get("ref") == number.as_ref();
            Some(if is_same { line.to_vec() } else { numbered_as(entry, number.as_ref()) })
        };
        let won = || {
            let event = read(line)?.event;
            let moved = |key: &TopicKey| {
                let number = self.numbers.get(key)?.as_ref()?.as_str()?;
                (key.1.as_deref() != Some(&*reference_key(number))).then(|| number.rsplit_once('~'))?
            };
            let to = event.moved(event.wins().iter().find_map(moved)?.1)?;
            Some(numbered_as(fields(line)?, Some(&Value::String(to))))
        };
        self.lines.get(line).cloned().or_else(answered).or_else(won)
    }

    /// The log with these lines as the other one has them.
    pub fn under_own_numbers(&self, text: &[u8]) -> Vec<u8> {
        let form = |line| self.lines.get(line).map_or(line, Vec::as_slice);
        lines(text).flat_map(|line| [form(line), b"\n"].concat()).collect()
    }
}

/// The ids that two customers, each with its log, both have or had: a part of both, or the one where it is a part of the
/// other.
pub(super) fn common_parts(one: (&str, &[u8]), other: (&str, &[u8])) -> Vec<String> {
    let mut ids = all_ids(one.0, one.1);
    let others = all_ids(other.0, other.1);
    ids.retain(|id| others.contains(id));
    ids
}

/// An entry of a line without its end.
pub(super) fn read(line: &[u8]) -> Option<Entry<'_>> {
    read_line(line.strip_suffix(b"\r").unwrap_or(line), 1)
}

fn topic(line: &[u8]) -> Option<TopicKey> {
    read(line)?.event.topic().map(|topic| topic.key())
}

/// Whether two numbers are one but for the ids that merges have put behind it: what somebody has typed there is another
/// number.
fn has_moved(one: &Fields, other: &Fields, ids: &HashSet<String>) -> bool {
    let stem = |entry: &Fields| {
        let mut number = entry.get("ref").and_then(Value::as_str).unwrap_or_default();
        while let Some((rest, _)) = number.rsplit_once('~').filter(|(_, id)| ids.contains(*id)) {
            number = rest;
        }
        // A merge numbers what has no number by what it is of.
        let stands_for = |field: &str| entry.get(field).and_then(Value::as_str) == Some(number);
        if stands_for("item") || stands_for("what") { String::new() } else { number.to_owned() }
    };
    one.get("ref") != other.get("ref") && stem(one) == stem(other)
}

/// Whether two lines say the same but for their number, and the line that they name.
pub(super) fn is_same_but_for_number(one: &[u8], other: &[u8]) -> bool {
    fields(one).zip(fields(other)).is_some_and(|(one, other)| is_same(&one, &other))
}

/// The few digits by which entries are found are no proof: all else is the same, but the line that it names.
fn is_same(one: &Fields, other: &Fields) -> bool {
    let rest = |entry: &Fields| {
        let mut rest = entry.clone();
        rest.retain(|field, _| !matches!(field.as_str(), "ref" | "of"));
        rest
    };
    rest(one) == rest(other)
}

/// An entry with another number, or none.
pub(super) fn numbered_as(mut entry: Fields, number: Option<&Value>) -> Vec<u8> {
    match number {
        Some(number) => entry.insert("ref".to_owned(), number.clone()),
        None => entry.shift_remove("ref"),
    };
    Value::Object(entry).to_string().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::forgetting_note::left_of;

    fn order(text: &str, number: &str) -> String {
        format!(r#"{{"at":"2026-03-20","by":"li","kind":"order","amount":"100","text":"{text}"{number}}}"#)
    }

    fn trace(from: &str) -> String {
        format!(r#"{{"at":"2026-03-21","by":"li","kind":"merged","from":"{from}"}}"#)
    }

    #[test]
    fn an_entry_is_the_same_but_for_what_merges_put_behind_its_number() {
        let left = |number: &str| left_of(&order("for Anna", number), order("for (forgotten)", number));
        let (plain, moved, further) = (r#","ref":"O-1""#, r#","ref":"O-1~beta""#, r#","ref":"O-1~gamma~x1""#);
        for (line, own, want) in [
            (order("x", moved), order("x", plain), Some(order("x", plain))),
            (order("x", plain), order("x", moved), Some(order("x", moved))),
            (order("x", moved), order("x", further), Some(order("x", further))),
            (order("x", r#","ref":"~beta""#), order("x", ""), Some(order("x", ""))),
            (order("x", moved), order("x", moved), None),
            (order("x", moved), order("y", plain), None),
            (order("x", r#","ref":"O-2~beta""#), order("x", plain), None),
            // Two numbers that people have typed are two orders.
            (order("x", r#","ref":"O-2""#), order("x", plain), None),
            (order("x", r#","ref":"O-1~2""#), order("x", plain), None),
            // Of what a forgetting has left on either side.
            (left(moved), order("for Anna", plain), Some(left(plain))),
            (order("for Anna", moved), left(plain), Some(left(plain))),
        ] {
            let text = format!("{line}\n{}", ["beta", "gamma", "x1"].map(trace).join("\n"));
            let found = OwnNumbers::of(text.as_bytes(), own.as_bytes());
            let form = found.form(line.as_bytes()).map(|form| String::from_utf8(form).expect("text"));
            assert_eq!(form, want, "{line} {own}");
        }
        // One line of the other log is one line of this one.
        let two =
            [order("x", moved), order("x", further), trace("beta"), trace("gamma"), trace("x1")].join("\n");
        assert_eq!(OwnNumbers::of(two.as_bytes(), order("x", plain).as_bytes()).into_lines().len(), 1);
    }

    #[test]
    fn the_digits_of_an_entry_are_no_proof_that_it_is_the_same() {
        let fields = |line: &str| super::super::forgetting_note::fields(line.as_bytes()).expect("an entry");
        let own = order("x", r#","ref":"O-1""#);
        let digits = key(&fields(&own));
        let another = (0..).map(|number| order(&format!("y{number}"), r#","ref":"O-1~beta""#));
        let another =
            another.into_iter().find(|line| key(&fields(line)) == digits).expect("one of some 65,536");
        let text = format!("{another}\n{}", trace("beta"));
        assert!(!OwnNumbers::of(text.as_bytes(), own.as_bytes()).has(another.as_bytes()));
        assert!(!OwnNumbers::or_left(text.as_bytes(), own.as_bytes()).has(another.as_bytes()));
    }
}
