//! When somebody of a customer was forgotten, and what of its file was masked then.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::line::forgetting;
use crate::format::merge::{self, log_lines};
use crate::model::FieldForgetRule;
use crate::store::forgetting_note::{NAMED_IN_LOG, forgettings, is_hidden, note_of_what_stays, written_on};
use crate::store::{CustomerFiles, Workspace};

/// The entries of a log in which somebody is masked.
#[derive(Debug)]
struct MaskedEntries(Vec<Map<String, Value>>);

impl MaskedEntries {
    /// Whether a line may be one of them as it was: of its kind, day and sum, with a word where somebody is masked.
    fn may_have_been(&self, line: &str) -> bool {
        let Some(entry) = fields(line.as_bytes()) else { return false };
        let day = |entry: &Map<String, Value>| Some(entry.get("at")?.as_str()?.get(..10)?.to_owned());
        let is_same = |field: &str, masked: &Map<String, Value>| masked.get(field) == entry.get(field);
        let is_it = |masked: &Map<String, Value>| {
            day(masked) == day(&entry)
                && ["kind", "amount", "currency"].iter().all(|field| is_same(field, masked))
                && masked.iter().any(|(field, value)| {
                    forgetting(field) != FieldForgetRule::Typed
                        && entry.contains_key(field)
                        && is_hidden(&value.to_string())
                })
        };
        self.0.iter().any(is_it)
    }
}

/// What of a customer may be of somebody who was forgotten, and may not come in untold.
#[derive(Debug)]
pub struct MayBeForgotten {
    /// When somebody was, the last time.
    on: NaiveDate,
    masked: MaskedEntries,
}

impl MayBeForgotten {
    /// Whether a line says something that may be of anybody, and is not of a later day, or may be one that was masked:
    /// what is masked was there, whatever day it was where somebody was forgotten.
    pub fn has(&self, line: &str) -> bool {
        let is_before = || written_on(line.as_bytes()).is_none_or(|day| day <= self.on);
        (is_before() && has_free_text(line)) || self.masked.may_have_been(line)
    }
}

/// Where a merge puts entries of one side beside a forgetting of the other one: the note that says so, and how many of them
/// may name who was forgotten. The note is as old as the forgetting, so that each clone that merges them writes the same.
pub(in crate::store) fn late_entries([base, ours, theirs]: [&[u8]; 3]) -> Option<(String, usize)> {
    let notes = [forgettings(ours), forgettings(theirs)];
    if notes.iter().all(Vec::is_empty) {
        return None;
    }
    let old: HashSet<&[u8]> = log_lines(base).collect();
    let new = |log| log_lines(log).filter(|line| !old.contains(line)).collect::<HashSet<&[u8]>>();
    let new = [new(ours), new(theirs)];
    let (mut last, mut count) = (None, 0);
    for (own, other) in [(0, 1), (1, 0)] {
        // What is masked is left of what was there before.
        let text = |line: &&&[u8]| {
            let line = String::from_utf8_lossy(line);
            has_free_text(&line) && !is_hidden(&line)
        };
        let late = new[other].difference(&new[own]).filter(|line| !notes[other].contains(line));
        let late = late.filter(text).count();
        let forgot = notes[own].iter().filter(|line| new[own].contains(*line) && !new[other].contains(*line));
        if let Some(note) = forgot.max_by_key(|line| written_on(line)).filter(|_| late > 0) {
            (last, count) = (last.max(Some(*note)), count + late);
        }
    }
    let said = fields(last?)?;
    let word = |field: &str| said.get(field).and_then(Value::as_str);
    Some((note_of_what_stays(NAMED_IN_LOG, word("at")?, word("by")), count))
}

/// Whether a line says something in a field of which all goes when people are forgotten: it may be of anybody.
fn has_free_text(line: &str) -> bool {
    let is_free =
        |(field, value): (&String, &Value)| value.is_string() && forgetting(field) == FieldForgetRule::Gone;
    fields(line.as_bytes()).is_some_and(|fields| fields.iter().any(is_free))
}

fn fields(line: &[u8]) -> Option<Map<String, Value>> {
    serde_json::from_slice(line).ok()
}

impl Workspace {
    /// What of a customer may be of somebody who was forgotten, where its log says that somebody was.
    pub fn may_be_forgotten(&self, files: &CustomerFiles) -> Option<MayBeForgotten> {
        let log = self.bytes(&files.log_path()).ok().flatten()?;
        let on = forgettings(&log).into_iter().filter_map(written_on).max()?;
        let lines = log.split(|byte| *byte == b'\n').filter(|line| is_hidden(&String::from_utf8_lossy(line)));
        Some(MayBeForgotten { on, masked: MaskedEntries(lines.filter_map(fields).collect()) })
    }

    /// The keys of a customer's file in which somebody is masked.
    pub fn masked_keys(&self, files: &CustomerFiles) -> Vec<String> {
        let card = self.bytes(&files.card).ok().flatten().unwrap_or_default();
        let card = String::from_utf8_lossy(&card);
        if !is_hidden(&card) {
            return Vec::new();
        }
        let keys = merge::mapping(card.trim_start_matches('\u{feff}')).unwrap_or_default();
        let is_masked =
            |value: &serde_yaml::Value| serde_json::to_string(value).is_ok_and(|text| is_hidden(&text));
        let keys = keys.iter().filter(|(_, value)| is_masked(value));
        keys.filter_map(|(key, _)| key.as_str().map(str::to_owned)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_late_that_one_side_wrote_while_the_other_forgot_somebody() {
        let line = |day: u8, text: &str| {
            format!("{{\"at\":\"2026-11-0{day}\",\"by\":\"li\",\"kind\":\"note\",\"text\":\"{text}\"}}\n")
        };
        let (old, late) = (line(1, "Kurt called"), line(4, "Kurt again"));
        let order = "{\"at\":\"2026-11-04\",\"by\":\"li\",\"kind\":\"order\",\"amount\":\"5\"}\n".to_owned();
        let note = |day: u8| line(day, &format!("forgotten on request on 2026-11-0{day} by li"));
        let masked = line(1, "(forgotten) called") + &note(2);
        for (base, ours, theirs, want) in [
            (&old, masked.clone(), format!("{old}{late}"), Some((2, 1))),
            (&old, format!("{old}{late}"), masked.clone(), Some((2, 1))),
            // Each has forgotten somebody: the note is as old as the last.
            (&old, masked.clone() + &late, old.clone() + &note(3) + &line(4, "and more"), Some((3, 2))),
            // Nothing was written, or nothing that could name anybody.
            (&old, masked.clone(), old.clone(), None),
            (&old, masked.clone(), format!("{old}{order}"), None),
            // It was forgotten before both wrote, or on both sides.
            (&masked, masked.clone(), format!("{masked}{late}"), None),
            (&old, masked.clone() + &late, masked.clone(), None),
            (&old, old.clone() + &late, old.clone(), None),
        ] {
            let found = late_entries([base, &ours, &theirs].map(|text| text.as_bytes()));
            let day = |note: &str| written_on(note.as_bytes()).map(|day| chrono::Datelike::day(&day));
            let found = found.map(|(note, count)| (day(&note).expect("a day"), count));
            assert_eq!(found, want, "{ours}{theirs}");
        }
    }
}
