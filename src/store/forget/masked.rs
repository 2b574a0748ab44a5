//! When somebody of a customer was forgotten, and what of its file was masked then.

use chrono::NaiveDate;

use crate::format::merge;
use crate::store::forgetting_note::{forgettings, is_hidden, noted_on};
use crate::store::{CustomerFiles, Workspace};

impl Workspace {
    /// On which day somebody of a customer was forgotten on request, the last time, as its log says.
    pub fn forgotten_on(&self, files: &CustomerFiles) -> Option<NaiveDate> {
        let log = self.bytes(&files.log_path()).ok().flatten()?;
        forgettings(&log).into_iter().filter_map(noted_on).max()
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
