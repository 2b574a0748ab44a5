//! What a forgetting leaves in a log: its own note, the note of what stays by an answer, and the names by which
//! lines point to each other.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use serde_json::{Map, Value};

use crate::format::line_name;
use crate::format::merge::log_lines;
use crate::model::{WAS, date, is_moved};

/// What stands where a person stood.
pub(super) const HIDDEN: &str = "(forgotten)";
/// How the note begins that says what stays by an answer though it was forgotten elsewhere.
const STAYS: &str = "stays though forgotten on request: ";
/// What that note calls a person whom a log names still: the name itself would be one more place where it stands.
pub const NAMED_IN_LOG: &str = "a person whom the log names";
/// How the note begins that says that somebody was forgotten.
pub const NOTED: &str = "forgotten on request on ";

/// Whether somebody is masked in a text.
pub fn is_hidden(text: &str) -> bool {
    text.contains(HIDDEN)
}

/// An entry as it is written.
pub(super) type Fields = Map<String, Value>;
/// When an entry was, and of which kind: no forgetting touches these.
pub(super) type Moment = (String, String);

pub(super) fn fields(line: &[u8]) -> Option<Fields> {
    serde_json::from_slice(line).ok()
}

/// What a line says, where a forgetting has left it.
pub(super) fn remains(line: &[u8]) -> Option<Fields> {
    fields(line).filter(|left| left.contains_key(WAS))
}

pub(super) fn moment(entry: &Fields) -> Option<Moment> {
    Some((entry.get("at")?.to_string(), entry.get("kind")?.to_string()))
}

/// When an entry was, of which kind, and which one it is.
pub(super) type Key = (Moment, String);

pub(super) fn key(entry: &Fields) -> Option<Key> {
    Some((moment(entry)?, identity(entry)))
}

/// Which entry a line is, whatever was hidden in it since: what it says of that (`was`), else the first digits of a hash of
/// what it says. No more of them than tell the entries of one moment apart: they are no road back to a name. What another
/// forgetting or a merge changes is left out: the line that it names, and what a merge has put behind its number.
pub(super) fn identity(entry: &Fields) -> String {
    if let Some(was) = entry.get(WAS).and_then(Value::as_str) {
        return was.to_owned();
    }
    let mut plain = entry.clone();
    plain.remove("of");
    let number = plain.remove("ref");
    let number = number.as_ref().and_then(Value::as_str).unwrap_or_default();
    let stem = if is_moved(number) { number.split('~').next().unwrap_or_default() } else { number };
    // A merge numbers what has no number by what it is of.
    let stands_for = |field: &str| plain.get(field).and_then(Value::as_str) == Some(stem);
    let name = if stands_for("item") || stands_for("what") { "" } else { stem };
    plain.insert("ref".to_owned(), name.into());
    let mut digits = line_name(Value::Object(plain).to_string().as_bytes());
    digits.truncate(4);
    digits
}

/// What a forgetting leaves of an entry, with what tells which one it was: two that it has made equal stay two, and two
/// forgettings of one entry leave one.
pub(super) fn left_of(before: &str, after: String) -> String {
    let (Some(was), Some(mut left)) = (fields(before.as_bytes()), fields(after.as_bytes())) else {
        return after;
    };
    left.insert(WAS.to_owned(), identity(&was).into());
    Value::Object(left).to_string()
}

/// A line that names another one, with that one's new name.
pub(super) fn pointing(line: String, renamed: &HashMap<String, String>) -> String {
    if renamed.is_empty() || !line.contains("\"of\"") {
        return line;
    }
    let Ok(Value::Object(mut fields)) = serde_json::from_str::<Value>(&line) else { return line };
    let new = fields.get("of").and_then(Value::as_str).and_then(|of| renamed.get(of));
    let Some(new) = new.filter(|new| fields.get("of").and_then(Value::as_str) != Some(new)) else {
        return line;
    };
    fields.insert("of".to_owned(), Value::String(new.clone()));
    Value::Object(fields).to_string()
}

/// Ours says who has forgotten what, and nothing of whom.
pub(super) fn is_note(line: &str) -> bool {
    let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(line) else { return false };
    let word = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
    // Of a day and of one of us alone: what a person has typed behind such a beginning is that person's word.
    let day = word("at").get(..10).unwrap_or_default().to_owned();
    let is_mark =
        |end: &str| end.is_empty() || (end.starts_with(" (") && end.ends_with(')') && end.len() < 12);
    let is_ours = |text: &str| {
        let rest =
            text.strip_prefix(NOTED).and_then(|rest| rest.strip_prefix(&*day)).filter(|_| !day.is_empty());
        let by = format!(" by {}", word("by"));
        rest.is_some_and(|rest| is_mark(rest.strip_prefix(&*by).unwrap_or(rest)))
    };
    let is_only = fields.keys().all(|key| matches!(key.as_str(), "at" | "by" | "kind" | "text"));
    let is_note = fields.get("kind").is_some_and(|kind| kind == "note");
    is_only && is_note && fields.get("text").and_then(Value::as_str).is_some_and(is_ours)
}

/// The lines of a log that say that somebody was forgotten.
pub(super) fn forgettings(log: &[u8]) -> Vec<&[u8]> {
    // Most lines are not, and are not read.
    let says = |line: &&[u8]| line.windows(NOTED.len()).any(|part| part == NOTED.as_bytes());
    log_lines(log).filter(says).filter(|line| std::str::from_utf8(line).is_ok_and(is_note)).collect()
}

/// Those of a log that none of some others has, such as those of when both sides were one.
pub(super) fn new_forgettings<'l>(log: &'l [u8], others: &[&[u8]]) -> Vec<&'l [u8]> {
    let mut found = forgettings(log);
    // Most logs have none, and the others needn't be looked through for it.
    if !found.is_empty() {
        let known: HashSet<&[u8]> = others.iter().flat_map(|other| forgettings(other)).collect();
        found.retain(|line| !known.contains(line));
    }
    found
}

/// The day of a line.
pub(super) fn written_on(line: &[u8]) -> Option<NaiveDate> {
    let fields: Value = serde_json::from_slice(line).ok()?;
    date(fields.get("at")?.as_str()?.get(..10)?)
}

/// The note of what stays though somebody was forgotten: whoever looks at the customer hears of it.
pub fn note_of_what_stays(what: &str, at: &str, by: Option<&str>) -> String {
    let mut note = serde_json::Map::new();
    let said = [("at", Some(at)), ("by", by), ("kind", Some("note"))];
    note.extend(said.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?.into()))));
    note.insert("text".to_owned(), format!("{STAYS}{what}").into());
    Value::Object(note).to_string()
}

/// What a line says that stays by an answer though it was forgotten elsewhere; nothing once that was forgotten, too.
pub(super) fn kept_note(line: &[u8]) -> Option<String> {
    if !line.windows(STAYS.len()).any(|part| part == STAYS.as_bytes()) {
        return None;
    }
    let fields: Value = serde_json::from_slice(line).ok()?;
    let what = fields.get("text")?.as_str()?.strip_prefix(STAYS)?;
    (!is_hidden(what)).then(|| what.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_typed_is_no_note_of_ours() {
        let line =
            |text: &str| format!(r#"{{"at":"2026-11-20","by":"Li Na","kind":"note","text":"{text}"}}"#);
        for (text, want) in [
            ("forgotten on request on 2026-11-20 by Li Na", true),
            ("forgotten on request on 2026-11-20 by Li Na (1a2b3c)", true),
            ("forgotten on request on 2026-11-20", true),
            ("forgotten on request on 5 May: Bert Bohm, b@x.example", false),
            ("forgotten on request on 2026-11-20 by Bert Bohm", false),
            ("forgotten on request on 2026-11-20: Bert", false),
        ] {
            assert_eq!(is_note(&line(text)), want, "{text}");
        }
    }
}
