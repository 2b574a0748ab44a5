//! A log without a person, line by line; a line that isn't its concern stays to the byte.

use crate::store::forgetting_note::{is_note, left_of, pointing};
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use serde_json::{Map, Value};

use super::noted;
use super::person::Person;
use super::request::{Forget, Left, left as left_at};
use crate::format::{BYTE_ORDER_MARK, line_name};
use crate::model::{EntryField, EntryKind, FieldForgetRule, WAS};
use crate::store::InLog;

/// What becomes of a field when people are forgotten. An amendment names the line that it is of, and what it sets.
pub(super) fn forgetting(field: &str) -> FieldForgetRule {
    match field {
        "of" | WAS => FieldForgetRule::Typed,
        "set" => FieldForgetRule::Kept,
        _ => EntryField::parse(field).map_or(FieldForgetRule::Gone, |field| field.info().forgetting),
    }
}

/// A log as it becomes.
pub(super) struct Changed {
    pub log: Vec<u8>,
    /// Lines that were there and are there no more.
    pub gone: Vec<Vec<u8>>,
}

/// The log without what is to be forgotten, and the lines that go with it.
pub(super) fn rewritten(log: &[u8], forget: Forget<'_>, person: &Person, own: &InLog<'_>) -> Changed {
    let (mark, log) = match log.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => (BYTE_ORDER_MARK, rest),
        None => (&b""[..], log),
    };
    let lines: Vec<&[u8]> = log.split_inclusive(|byte| *byte == b'\n').collect();
    let bare = |line: &[u8]| line.trim_ascii_end().to_vec();
    // An amendment names its line by a hash: one that becomes another line is named anew, and so is what names
    // the amendment.
    let mut renamed: HashMap<String, String> = HashMap::new();
    loop {
        let seen = |line: &&[u8]| one(line, forget, person, own, &renamed);
        let after: Vec<Option<Vec<u8>>> = lines.iter().map(seen).collect();
        let mut next = renamed.clone();
        for (before, after) in lines.iter().zip(&after) {
            if let Some(after) = after
                && bare(before) != bare(after)
            {
                next.insert(line_name(&bare(before)), line_name(&bare(after)));
            }
        }
        if next != renamed {
            renamed = next;
            continue;
        }
        let changed = |(before, after): &(&&[u8], &Option<Vec<u8>>)| {
            after.as_ref().is_none_or(|after| bare(before) != bare(after))
        };
        let is_there = |line: &[u8]| lines.iter().any(|other| bare(other) == line);
        let mut gone = Vec::new();
        let mut out = mark.to_vec();
        for (before, after) in lines.iter().zip(&after) {
            let is_changed = changed(&(before, after));
            if is_changed && !bare(before).is_empty() {
                gone.push(bare(before));
            }
            let Some(after) = after else { continue };
            // Its forgotten form may be here already: then this is what a merge has brought back.
            if is_changed && own.has(before) && is_there(&bare(after)) {
                continue;
            }
            out.extend_from_slice(after);
        }
        return Changed { log: out, gone };
    }
}

/// What becomes of one line; none where it goes.
fn one(
    line: &[u8],
    forget: Forget<'_>,
    person: &Person,
    own: &InLog<'_>,
    renamed: &HashMap<String, String>,
) -> Option<Vec<u8>> {
    if line.trim_ascii().is_empty() {
        return Some(line.to_vec());
    }
    let text = String::from_utf8_lossy(line.trim_ascii_end()).into_owned();
    let after = match forget {
        Forget::Everything => None,
        Forget::Returned => (!own.has(line)).then(|| text.clone()),
        Forget::Contact(..) => Some(masked(&text, person)),
        Forget::People => stripped(&text, person),
    }?;
    let after = if after == text { after } else { left_of(&text, after) };
    let after = pointing(after, renamed);
    // Bytes that are no text stay as well.
    if after == text { Some(line.to_vec()) } else { Some((after + "\n").into_bytes()) }
}

/// A line without a person.
fn masked(line: &str, person: &Person) -> String {
    if is_note(line) {
        return line.to_owned();
    }
    let Ok(before) = serde_json::from_str::<Value>(line) else {
        // Broken by somebody, and not to be mended here.
        return person.hide(line);
    };
    let after = hidden(before.clone(), person);
    // Of a field that stands twice the reader sees one.
    let is_hiding = person.hide(line) != line && !person.is_like(&after.to_string());
    if after == before && !is_hiding { line.to_owned() } else { after.to_string() }
}

/// A value without a person, in keys and in texts.
fn hidden(value: Value, person: &Person) -> Value {
    match value {
        Value::String(text) => Value::String(person.hide(&noted::without(&text, person))),
        Value::Number(number) => {
            let text = number.to_string();
            let after = person.hide(&text);
            if after == text { Value::Number(number) } else { Value::String(after) }
        }
        Value::Array(items) => Value::Array(items.into_iter().map(|item| hidden(item, person)).collect()),
        Value::Object(fields) => Value::Object(fields_of(fields, person)),
        other @ (Value::Null | Value::Bool(_)) => other,
    }
}

fn fields_of(fields: Map<String, Value>, person: &Person) -> Map<String, Value> {
    let is_ours = fields.get("kind").is_some_and(|kind| kind == "owner" || kind == "grade");
    let is_trace = fields
        .get("kind")
        .and_then(Value::as_str)
        .and_then(EntryKind::parse)
        .is_some_and(EntryKind::is_trace);
    let mut out = Map::new();
    for (key, value) in fields {
        // Whose customer it was, and which grade it had, is about us. The id from which one came is listed, never
        // masked: nobody would know any more where that customer went, and what others still have of it would
        // stand beside this one.
        let is_typed = forgetting(&key) == FieldForgetRule::Typed
            || (is_ours && matches!(key.as_str(), "from" | "to"))
            || (is_trace && key == "from");
        let value = if is_typed { value } else { hidden(value, person) };
        let mut key = if is_typed { key } else { person.hide(&key) };
        while out.contains_key(&key) {
            key.push('_');
        }
        out.insert(key, value);
    }
    out
}

/// An entry without persons and words; nothing of a line that can't be read.
fn stripped(line: &str, person: &Person) -> Option<String> {
    let Ok(before @ Value::Object(_)) = serde_json::from_str::<Value>(line) else { return None };
    if is_note(line) {
        return Some(line.to_owned());
    }
    let after = hidden(kept(before.clone()), person);
    if after == before { Some(line.to_owned()) } else { Some(after.to_string()) }
}

/// Without the fields that hold free words; in what an amendment sets, too.
fn kept(value: Value) -> Value {
    let Value::Object(fields) = value else { return value };
    let fields = fields.into_iter().filter(|(key, _)| forgetting(key) != FieldForgetRule::Gone);
    let within = |(key, value): (String, Value)| {
        let value = if key == "set" { kept(value) } else { value };
        (key, value)
    };
    Value::Object(fields.map(within).collect())
}

/// With whom the entries of a log say that they were: not all of them stand among the contacts.
pub(super) fn contacts(log: &[u8]) -> Vec<String> {
    let with = |line: &[u8]| {
        let entry: Value = serde_json::from_slice(line).ok()?;
        entry.get(EntryField::With.as_str())?.as_str().map(str::to_owned)
    };
    let said = log.split(|byte| *byte == b'\n').filter_map(with);
    let each = said.flat_map(|said| {
        let names = said.split([',', ';', '/', '&', '，', '；', '、']).map(str::trim);
        names.filter(|name| name.chars().count() > 1).map(str::to_owned).collect::<Vec<_>>()
    });
    each.collect::<BTreeSet<_>>().into_iter().collect()
}

/// What of the lines looks like a person.
pub(super) fn left(path: &Path, log: &[u8], person: &Person) -> Vec<Left> {
    let text = String::from_utf8_lossy(log).into_owned();
    let lines = text.lines().enumerate().filter(|(_, line)| !is_note(line));
    let is_trace = |line: &str| {
        serde_json::from_str::<Value>(line).is_ok_and(|entry| {
            entry
                .get("kind")
                .and_then(Value::as_str)
                .and_then(EntryKind::parse)
                .is_some_and(EntryKind::is_trace)
        })
    };
    let found = lines.filter_map(|(at, line)| {
        let found = left_at(path, at + 1, like(line, person))?;
        Some(Left { is_former_id: is_trace(line), ..found })
    });
    found.collect()
}

fn like(line: &str, person: &Person) -> Vec<String> {
    let found = |text: &String| {
        let unnamed = noted::unnamed(text, person);
        let like =
            person.like(text).into_iter().filter(|like| !unnamed.iter().any(|said| said.contains(like)));
        like.chain(unnamed.iter().cloned()).collect::<Vec<_>>()
    };
    said(line).iter().flat_map(found).collect()
}

/// The texts of a line in which a person may stand, as a reader of JSON has them; all of one that is none.
pub(super) fn said(line: &str) -> Vec<String> {
    fn walk(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) => found.push(text.clone()),
            Value::Number(number) => found.push(number.to_string()),
            Value::Array(items) => items.iter().for_each(|item| walk(item, found)),
            Value::Object(fields) => {
                let is_ours = fields.get("kind").is_some_and(|kind| kind == "owner" || kind == "grade");
                for (key, value) in fields {
                    let is_one_of_us = key == "by" || (is_ours && matches!(key.as_str(), "from" | "to"));
                    let is_sum =
                        matches!(key.as_str(), "at" | "amount" | "cost" | "margin" | "minutes" | "of");
                    if !is_one_of_us && !is_sum {
                        found.push(key.clone());
                        walk(value, found);
                    }
                }
            }
            Value::Null | Value::Bool(_) => {}
        }
    }
    let Ok(value) = serde_json::from_str::<Value>(line) else { return vec![line.to_owned()] };
    let mut found = Vec::new();
    walk(&value, &mut found);
    found
}
