//! Rows whose customer or entry was forgotten on request.

use std::collections::HashMap;

use crate::format::line;
use crate::model::CustomerId;
use crate::plan::import::{Import, Remark, RowError, Verdict, Wrong};
use crate::store::Forgotten;

/// Refuses them: row by row, a forgotten customer and a forgotten entry; of a row that says more than its last
/// contact only that one stays out.
pub fn refuse(forgotten: &Forgotten, import: &mut Import, are_entries: bool) {
    if forgotten.is_empty() {
        return;
    }
    import.creates.retain(|new| !forgotten.has_id(new.customer.id.as_str()));
    // Entries of a customer come in the order of its rows.
    let mut out: HashMap<CustomerId, Vec<bool>> = HashMap::new();
    let news = import.creates.iter_mut().map(|new| (&new.customer.id, &mut new.entries));
    let updates = import.updates.iter_mut().map(|update| (&update.id, &mut update.entries));
    for (id, entries) in news.chain(updates) {
        let is_out = |entry: &_| forgotten.has_line(id.as_str(), line(entry).as_bytes());
        let found: Vec<bool> = entries.iter().map(is_out).collect();
        let mut each = found.iter();
        entries.retain(|_| each.next() != Some(&true));
        out.insert(id.clone(), found);
    }
    let mut taken: HashMap<CustomerId, usize> = HashMap::new();
    for row in &mut import.rows {
        let Some(id) = row.verdict.id().cloned() else { continue };
        let error = || RowError { column: None, value: id.to_string(), wrong: Wrong::Forgotten };
        if matches!(row.verdict, Verdict::Create(_)) && forgotten.has_id(id.as_str()) {
            row.verdict = Verdict::Error(vec![error()]);
            row.entries = 0;
            continue;
        }
        let Some(found) = out.get(&id).filter(|_| row.entries > 0) else { continue };
        let from = taken.entry(id.clone()).or_default();
        let own = found.get(*from..*from + row.entries).unwrap_or_default();
        let gone = own.iter().filter(|is_out| **is_out).count();
        *from += row.entries;
        row.entries -= gone;
        if gone > 0 && are_entries {
            row.verdict = Verdict::Error(vec![error()]);
        } else if gone > 0 {
            row.remarks.push(Remark::Forgotten);
        }
    }
    import.updates.retain(|update| !update.changes.is_empty() || !update.entries.is_empty());
}

/// What is written down to let them in again.
pub fn allowed(forgotten: &Forgotten, import: &Import) -> Vec<String> {
    if forgotten.is_empty() {
        return Vec::new();
    }
    let ids = import.creates.iter().flat_map(|new| forgotten.giving_anew(new.customer.id.as_str()));
    let news = import.creates.iter().map(|new| (&new.customer.id, &new.entries));
    let updates = import.updates.iter().map(|update| (&update.id, &update.entries));
    let lines = news.chain(updates).flat_map(|(id, entries)| {
        entries.iter().flat_map(|entry| forgotten.allowing_line(id.as_str(), line(entry).as_bytes()))
    });
    ids.chain(lines).collect()
}
