//! When somebody of a customer was forgotten, and what of its file was masked then.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::line::forgetting;
use crate::format::merge;
use crate::model::FieldForgetRule;
use crate::store::forgetting_note::{forgettings, is_hidden, written_on};
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
