//! Lines of a log as a forgetting has left them: what looked like a person is masked, or gone.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value as Json};

use super::lines::lines;
use crate::store::forgetting_note::HIDDEN;

/// Whether a log has one of these lines still, or what a forgetting has left of it.
pub(super) fn has_any_of(text: &[u8], own: &HashSet<&[u8]>) -> bool {
    if own.is_empty() || lines(text).any(|line| own.contains(line)) {
        return !own.is_empty();
    }
    let read = |line: &[u8]| serde_json::from_slice::<Map<String, Json>>(line).ok();
    let key =
        |entry: &Map<String, Json>| Some((entry.get("at")?.to_string(), entry.get("kind")?.to_string()));
    let mut before: HashMap<(String, String), Vec<Map<String, Json>>> = HashMap::new();
    for entry in own.iter().filter_map(|line| read(line)) {
        if let Some(key) = key(&entry) {
            before.entry(key).or_default().push(entry);
        }
    }
    lines(text).filter_map(read).any(|entry| {
        let known = key(&entry).and_then(|key| before.get(&key));
        known.is_some_and(|known| known.iter().any(|was| is_left_of(&entry, was)))
    })
}

/// Whether an entry says nothing that another one didn't, but for what is masked in it.
fn is_left_of(entry: &Map<String, Json>, was: &Map<String, Json>) -> bool {
    entry.iter().all(|(key, value)| {
        // An amendment of a masked line names it anew.
        key == "of" || was.get(key) == Some(value) || value.to_string().contains(HIDDEN)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_left_where_a_forgetting_has_masked_it() {
        let was = br#"{"at":"2026-02-01","by":"li","kind":"note","text":"Anna called"}"#;
        for (line, want) in [
            (r#"{"at":"2026-02-01","by":"li","kind":"note","text":"Anna called"}"#, true),
            (r#"{"at":"2026-02-01","by":"li","kind":"note","text":"(forgotten) called"}"#, true),
            (r#"{"at":"2026-02-01","by":"li","kind":"note"}"#, true),
            (r#"{"at":"2026-02-01","by":"li","kind":"note","text":"Bert called"}"#, false),
            (r#"{"at":"2026-02-01","by":"wang","kind":"note"}"#, false),
            (r#"{"at":"2026-02-02","by":"li","kind":"note"}"#, false),
            ("no entry", false),
        ] {
            assert_eq!(has_any_of(line.as_bytes(), &HashSet::from([&was[..]])), want, "{line}");
        }
        assert!(!has_any_of(was, &HashSet::new()));
    }
}
