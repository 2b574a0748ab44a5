//! Values that stand on one line, `[a, b]` and `{x: 1}`, and what a merge must say in the end.

use serde_yaml::{Mapping, Value};

use super::choose::choose;
use super::items;
use crate::format::edit::{Edit, edit, flow_yaml, quoted, text_of};
use crate::yaml::Tree;

/// Merges a value written on one line (or in brackets) that both sides changed; `None` where they contradict
/// each other, or where it isn't text. Our text stays, with their changes made to it.
pub(super) fn flow(path: &[String], o: Option<&str>, a: &str, b: &str) -> Option<String> {
    let key = path.last()?;
    let [base, ours, theirs] = values(key, [o, Some(a), Some(b)])?;
    // A comment of theirs would be lost.
    let known = [comments(a), o.map(comments).unwrap_or_default()].concat();
    if comments(b).iter().any(|comment| !known.contains(comment)) {
        return None;
    }
    let edits = match (&base, &ours, &theirs) {
        (Value::Sequence(_) | Value::Null, Value::Sequence(_), Value::Sequence(_)) if items::is_set(path) => {
            words(key, &base, &ours, &theirs)?
        }
        (Value::Mapping(_) | Value::Null, Value::Mapping(ours), Value::Mapping(theirs)) => {
            let none = Mapping::new();
            let base = base.as_mapping().unwrap_or(&none);
            if contested(base, ours, theirs).next().is_some() {
                return None;
            }
            keys(key, base, ours, theirs)?
        }
        _ => return None,
    };
    edited(a, &edits)
}

/// Two mappings on one line that contradict each other in some of their keys, each with what the other side
/// alone has changed; `None` where they are no mappings, or can't be taken apart.
pub(super) fn sides(path: &[String], o: Option<&str>, a: &str, b: &str) -> Option<[String; 2]> {
    let key = path.last()?;
    let [base, ours, theirs] = values(key, [o, Some(a), Some(b)])?;
    let (ours, theirs) = (ours.as_mapping()?, theirs.as_mapping()?);
    let none = Mapping::new();
    let base = base.as_mapping().unwrap_or(&none);
    Some([edited(a, &keys(key, base, ours, theirs)?)?, edited(b, &keys(key, base, theirs, ours)?)?])
}

/// The same of a list on one line that one side took away: what the other has added to it. `None` where that
/// one has changed an item, too.
pub(super) fn emptied(path: &[String], o: &str, changed: &str) -> Option<String> {
    let key = path.last()?;
    let [base, _, now] = values(key, [Some(o), None, Some(changed)])?;
    let (base, now) = (base.as_sequence()?, now.as_sequence()?);
    let is_flow = changed.trim_end().lines().count() == 1;
    if !is_flow || !comments(changed).is_empty() || base.iter().any(|item| !now.contains(item)) {
        return None;
    }
    let new: Vec<&Value> = now.iter().filter(|item| !base.contains(item)).collect();
    if new.is_empty() {
        return Some(String::new());
    }
    let list = serde_json::to_string(&new).ok()?;
    edited(changed, &[Edit::SetYaml(key.clone(), list)])
}

/// What a piece says of its key.
pub(super) fn value(key: &str, text: &str) -> Option<Value> {
    let mut map: Mapping = serde_yaml::from_str(&shifted(text, indent(text))?).ok()?;
    map.shift_remove(Value::String(key.to_owned()))
}

/// What three pieces say of their key; nothing for one that isn't there.
fn values(key: &str, texts: [Option<&str>; 3]) -> Option<[Value; 3]> {
    let own = |text: Option<&str>| text.map_or(Some(Value::Null), |text| value(key, text));
    let [base, ours, theirs] = texts.map(own);
    Some([base?, ours?, theirs?])
}

fn edited(text: &str, edits: &[Edit]) -> Option<String> {
    let edited = edit(&shifted(text, indent(text))?, edits).ok()?;
    let space = " ".repeat(indent(text));
    Some(edited.split_inclusive('\n').map(|line| format!("{space}{line}")).collect())
}

fn indent(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

/// The keys that both changed differently.
fn contested<'m>(
    base: &'m Mapping,
    ours: &'m Mapping,
    theirs: &'m Mapping,
) -> impl Iterator<Item = &'m Value> {
    let names = theirs.keys().chain(base.keys().filter(|name| !theirs.contains_key(*name)));
    names.filter(|name| choose(base.get(*name), ours.get(*name), theirs.get(*name)).is_none())
}

/// A piece's lines without the indentation that all of them have.
fn shifted(text: &str, indent: usize) -> Option<String> {
    text.split_inclusive('\n')
        .map(|line| line.get(indent..).filter(|_| line[..indent].trim().is_empty()))
        .collect()
}

/// What is said behind the values of the lines, or between them.
fn comments(text: &str) -> Vec<&str> {
    let comment = |line: &'_ str| line.find(" #").map(|at| at + 1).or(line.starts_with('#').then_some(0));
    text.lines().filter_map(|line| Some(line[comment(line)?..].trim())).collect()
}

/// What they added to a set of words, and took out of it.
fn words(key: &str, base: &Value, ours: &Value, theirs: &Value) -> Option<Vec<Edit>> {
    let list = |value: &'_ Value| value.as_sequence().cloned().unwrap_or_default();
    let (base, ours, theirs) = (list(base), list(ours), list(theirs));
    let mut edits = Vec::new();
    for item in base.iter().filter(|item| !theirs.contains(item)) {
        let word = text_of(item)?;
        // What we say otherwise of the same address or number is not a word of theirs to take away.
        if ours.iter().any(|own| own != item && text_of(own) == Some(word)) {
            return None;
        }
        edits.push(Edit::Drop(key.to_owned(), word.to_owned()));
    }
    for item in theirs.iter().filter(|item| !base.contains(item) && !ours.contains(item)) {
        let word = text_of(item)?;
        let is_of_it = |own: &Value| text_of(own) == Some(word);
        // Nor is what they say otherwise of one that we took out a new one.
        if base.iter().any(is_of_it) && !ours.iter().any(is_of_it) {
            return None;
        }
        let is_ours = |own: &&Value| is_of_it(own) && !base.contains(own);
        edits.push(match item {
            _ if ours.iter().any(|own| is_ours(&own)) => return None,
            Value::String(word) => Edit::Add(key.to_owned(), word.clone()),
            item => {
                let Tree(item) = serde_yaml::from_value(item.clone()).ok()?;
                Edit::Append(key.to_owned(), flow_yaml(&item))
            }
        });
    }
    Some(edits)
}

/// The keys of a mapping that they changed and we did not.
fn keys(key: &str, base: &Mapping, ours: &Mapping, theirs: &Mapping) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for name in theirs.keys().chain(base.keys().filter(|name| !theirs.contains_key(*name))) {
        let (old, our, their) = (base.get(name), ours.get(name), theirs.get(name));
        if their == old || their == our || our != old {
            continue;
        }
        let path = format!("{key}.{}", name.as_str().filter(|name| !name.contains(['.', '[', ']']))?);
        edits.push(match their {
            // Of a number only the value is known here, not how it was written.
            Some(Value::String(text)) => Edit::SetYaml(path, quoted(text)),
            Some(_) => return None,
            None => Edit::Remove(path),
        });
    }
    Some(edits)
}

/// The empty list, where the other side has one.
fn none_of(other: Option<&Value>) -> Option<&'static Value> {
    static EMPTY: Value = Value::Sequence(Vec::new());
    other.filter(|other| other.is_sequence()).map(|_| &EMPTY)
}

/// Whether each side took out of a list, or of a mapping, all that the other one has left of it.
fn are_disjoint(old: Option<&Value>, our: Option<&Value>, their: Option<&Value>) -> bool {
    match (old, our, their) {
        (Some(Value::Sequence(old)), Some(Value::Sequence(our)), Some(Value::Sequence(their))) => {
            let are_left = |one: &[Value], other: &[Value]| {
                one.iter().all(|item| old.contains(item) && !other.contains(item))
            };
            are_left(our, their) && are_left(their, our)
        }
        (Some(Value::Mapping(old)), Some(Value::Mapping(our)), Some(Value::Mapping(their))) => {
            let are_left = |one: &Mapping, other: &Mapping| {
                one.iter().all(|(key, value)| old.get(key) == Some(value) && !other.contains_key(key))
            };
            are_left(our, their) && are_left(their, our)
        }
        _ => false,
    }
}

/// Whether a merge says what it must: what one side changed as that side has it, and what neither did as
/// it was.
pub(super) fn agree(base: &Mapping, ours: &Mapping, theirs: &Mapping, found: &Mapping) -> bool {
    // Each key once: looked at again on every level, a deep file would take for ever.
    let missing = ours.keys().chain(theirs.keys()).filter(|key| !found.contains_key(*key));
    let mut wrongly = missing.filter(|key| {
        let (old, our, their) = (base.get(*key), ours.get(*key), theirs.get(*key));
        // Of a list that one side took away, the other one may have taken out an item before.
        let is_list =
            [our, their].into_iter().flatten().all(Value::is_sequence) && (our.is_none() || their.is_none());
        choose(old, our, their) != Some(None) && !is_list && !are_disjoint(old, our, their)
    });
    if wrongly.next().is_some() {
        return false;
    }
    found.keys().all(|key| {
        let (old, our, their, now) = (base.get(key), ours.get(key), theirs.get(key), found.get(key));
        match choose(old, our, their) {
            Some(want) => now == want,
            // A list that is not there is one without items.
            None => match (our.or(none_of(their)), their.or(none_of(our)), now) {
                (Some(Value::Mapping(our)), Some(Value::Mapping(their)), Some(Value::Mapping(now))) => {
                    let none = Mapping::new();
                    agree(old.and_then(Value::as_mapping).unwrap_or(&none), our, their, now)
                }
                (Some(Value::Sequence(our)), Some(Value::Sequence(their)), Some(Value::Sequence(now))) => {
                    let old = old.and_then(Value::as_sequence).map_or(&[][..], Vec::as_slice);
                    // What both have is there, and what nobody has isn't.
                    let shared = our.iter().filter(|item| their.contains(item));
                    shared.into_iter().all(|item| now.contains(item))
                        && old
                            .iter()
                            .all(|item| our.contains(item) || their.contains(item) || !now.contains(item))
                }
                // Two texts that became one, line by line.
                (Some(Value::String(_)), Some(Value::String(_)), Some(Value::String(_))) => true,
                _ => false,
            },
        }
    })
}
