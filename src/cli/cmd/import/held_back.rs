//! Rows that are held back: of whom or what was forgotten on request, or is there outside of what is checked out.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use crate::format::line;
use crate::model::{CustomerId, CustomerKey, ForgetRule};
use crate::plan::import::{Change, Import, Incoming, Remark, RowError, Verdict, Wrong};
use crate::store::{CustomerTree, Forgotten, Workspace};

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

/// Leaves out what a row would bring of a person to a customer of whom somebody was forgotten: a further contact, and
/// what anybody may have written of one. Of a person there is no fingerprint (an address could be guessed), so that
/// nobody can tell whether it is the same one, and the list from before is imported again more often than not.
pub fn refuse_people(workspace: &Workspace, layout: &CustomerTree, import: &mut Import) {
    let touched = import.updates.iter_mut().filter(|update| update.changes.iter().any(is_of_a_person));
    let mut held: Vec<CustomerId> = Vec::new();
    for update in touched {
        let files = layout.find(update.id.as_str());
        if files.is_some_and(|files| workspace.has_forgotten_people(files)) {
            update.changes.retain(|change| !is_of_a_person(change));
            held.push(update.id.clone());
        }
    }
    if held.is_empty() {
        return;
    }
    for row in &mut import.rows {
        let Some(id) = row.verdict.id().filter(|id| held.contains(id)) else { continue };
        let error = |change: &Change| {
            let value = match &change.to {
                Incoming::Contact(contact) => contact.name.clone().or_else(|| contact.email.clone()),
                _ => None,
            };
            let value = value.unwrap_or_else(|| format!("{id} {}", change.key));
            RowError { column: None, value, wrong: Wrong::MayBeForgotten }
        };
        let errors: Vec<RowError> =
            row.changes.iter().filter(|change| is_of_a_person(change)).map(error).collect();
        row.changes.retain(|change| !is_of_a_person(change));
        if errors.is_empty() {
            continue;
        }
        // A row that brings nothing else is refused as a whole, so that it stands among the rejected ones.
        match row.changes.is_empty() && row.entries == 0 && matches!(row.verdict, Verdict::Update(_)) {
            true => row.verdict = Verdict::Error(errors),
            false => row.remarks.extend(errors.into_iter().map(Remark::LeftOut)),
        }
    }
    import.updates.retain(|update| !update.changes.is_empty() || !update.entries.is_empty());
}

/// Refuses new customers whose id one has that a sparse checkout leaves out: it is most likely the same customer, and
/// for everybody else there would be two files of one id.
pub fn refuse_outside(elsewhere: &BTreeMap<String, PathBuf>, import: &mut Import) {
    import.creates.retain(|new| !elsewhere.contains_key(new.customer.id.as_str()));
    for row in &mut import.rows {
        let Verdict::Create(id) = &row.verdict else { continue };
        if let Some(path) = elsewhere.get(id.as_str()) {
            let wrong = Wrong::Outside(path.display().to_string());
            row.verdict = Verdict::Error(vec![RowError { column: None, value: id.to_string(), wrong }]);
            row.entries = 0;
        }
    }
}

/// Whether a change brings somebody, or a text that may be about anybody.
fn is_of_a_person(change: &Change) -> bool {
    let key = change.key.split(['.', '[']).next().unwrap_or_default();
    let is_free = CustomerKey::parse(key).is_none_or(|key| key.info().forgetting == ForgetRule::Gone);
    matches!(change.to, Incoming::Contact(_)) || is_free
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
