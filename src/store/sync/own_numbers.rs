//! A customer's own lines in the log of one that it was made a part of elsewhere: a merge may have given them other
//! numbers there.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::lines::{lines, name};
use super::masked_lines::{moment, read};
use crate::model::WAS;
use crate::store::forgetting_note::identity;
use crate::store::join_logs::forms;

/// Lines as they stand in a log, each with what it is under its own number.
pub(super) type OwnNumbers = HashMap<Vec<u8>, Vec<u8>>;

/// The lines of a log that are a customer's own, or what a forgetting has left of them since, but for the numbers that
/// a merge with it (`id`) has changed.
pub(super) fn own_numbers(text: &[u8], own: &[u8], id: &str) -> OwnNumbers {
    let there: HashSet<&[u8]> = lines(text).collect();
    let own: Vec<&[u8]> = lines(own).collect();
    let (mut found, mut masked) = (HashMap::new(), HashMap::new());
    for (form, own) in forms(text, &own, id).into_iter().zip(own).filter(|(form, own)| form != own) {
        if there.contains(form.as_slice()) {
            found.insert(form, own.to_vec());
        } else if let Some((form, own)) = read(&form).zip(read(own)) {
            let number = form.get("ref").cloned();
            masked.insert((moment(&own), identity(&own), number), own.get("ref").cloned());
        }
    }
    if masked.is_empty() {
        return found;
    }
    for line in there {
        let Some(mut entry) = read(line).filter(|entry| entry.contains_key(WAS)) else { continue };
        let Some(number) = masked.get(&(moment(&entry), identity(&entry), entry.get("ref").cloned())) else {
            continue;
        };
        match number {
            Some(number) => entry.insert("ref".to_owned(), number.clone()),
            None => entry.shift_remove("ref"),
        };
        found.insert(line.to_vec(), Value::Object(entry).to_string().into_bytes());
    }
    found
}

/// The lines of a log among these, as they are under their own numbers, and those that no merge numbers.
pub(super) fn under_own_numbers(text: &[u8], own: &OwnNumbers) -> Vec<u8> {
    let line = |line| own.get(line).map(Vec::as_slice).or_else(|| name(line).is_none().then_some(line));
    lines(text).filter_map(line).flat_map(|line| [line, b"\n"].concat()).collect()
}
