//! Rows that are held back: of whom or what was forgotten on request, or is there outside of what is checked out.

use std::collections::HashMap;

use crate::cli::new_id::Outside;
use crate::format::line;
use crate::model::{CustomerId, CustomerKey, Entry, ForgetRule};
use crate::plan::import::{Change, Import, Incoming, Remark, Row, RowError, Verdict, Wrong};
use crate::store::{CustomerTree, Forgotten, MayBeForgotten, Workspace, is_hidden};

/// Refuses them: row by row, a forgotten customer and a forgotten entry; of a row that says more than its last
/// contact only that one stays out.
pub fn refuse(forgotten: &Forgotten, import: &mut Import, are_entries: bool) {
    if forgotten.is_empty() {
        return;
    }
    import.creates.retain(|new| !forgotten.had_id(new.customer.id.as_str()));
    let mut out = Out::of(import, |id, entry| forgotten.has_line(id.as_str(), line(entry).as_bytes()));
    for row in &mut import.rows {
        let Some(id) = row.verdict.id().cloned() else { continue };
        let error = || RowError { column: None, value: id.to_string(), wrong: Wrong::Forgotten };
        if matches!(row.verdict, Verdict::Create(_)) && forgotten.had_id(id.as_str()) {
            row.verdict = Verdict::Error(vec![error()]);
            row.entries = 0;
            continue;
        }
        let gone = out.take(&id, row);
        if gone > 0 && are_entries {
            row.verdict = Verdict::Error(vec![error()]);
        } else if gone > 0 {
            row.remarks.push(Remark::Forgotten);
        }
    }
    import.updates.retain(|update| !update.changes.is_empty() || !update.entries.is_empty());
}

/// Leaves out what a row would bring of a person to a customer of whom somebody was forgotten: a further contact, what
/// anybody may have written of one up to that day, and what was masked. Of a person there is no fingerprint (an address
/// could be guessed), and of a line only one of its bytes, so that nobody can tell whether it is the same one, and the
/// list from before is imported again more often than not.
pub fn refuse_people(workspace: &Workspace, layout: &CustomerTree, import: &mut Import, are_entries: bool) {
    let mut held: HashMap<CustomerId, Held> = HashMap::new();
    for update in &mut import.updates {
        let files = layout.find(update.id.as_str());
        if let Some((files, entries)) =
            files.and_then(|files| Some((files, workspace.may_be_forgotten(files)?)))
        {
            let own = Held { masked: workspace.masked_keys(files), entries };
            update.changes.retain(|change| !own.has(change));
            held.insert(update.id.clone(), own);
        }
    }
    if held.is_empty() {
        return;
    }
    let is_out =
        |id: &CustomerId, entry: &Entry<'_>| held.get(id).is_some_and(|held| held.entries.has(&line(entry)));
    let mut out = Out::of(import, is_out);
    for row in &mut import.rows {
        let Some((id, held)) = row.verdict.id().and_then(|id| held.get_key_value(id)) else { continue };
        let gone = out.take(id, row);
        let error = |value: String| RowError { column: None, value, wrong: Wrong::MayBeForgotten };
        let of_change = |change: &Change| {
            let value = match &change.to {
                Incoming::Contact(contact) => contact.name.clone().or_else(|| contact.email.clone()),
                _ => None,
            };
            error(value.unwrap_or_else(|| format!("{id} {}", change.key)))
        };
        let mut errors: Vec<RowError> =
            row.changes.iter().filter(|change| held.has(change)).map(of_change).collect();
        errors.extend((gone > 0).then(|| match are_entries {
            true => error(id.to_string()),
            false => error(format!("{id} last.text")),
        }));
        row.changes.retain(|change| !held.has(change));
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

/// Entries that stay out, by customer, in the order of its rows.
#[derive(Default)]
struct Out(HashMap<CustomerId, std::vec::IntoIter<bool>>);

impl Out {
    /// Takes them out of what is written.
    fn of(import: &mut Import, is_out: impl Fn(&CustomerId, &Entry<'_>) -> bool) -> Self {
        let mut out = Out::default();
        let news = import.creates.iter_mut().map(|new| (&new.customer.id, &mut new.entries));
        let updates = import.updates.iter_mut().map(|update| (&update.id, &mut update.entries));
        for (id, entries) in news.chain(updates) {
            let found: Vec<bool> = entries.iter().map(|entry| is_out(id, entry)).collect();
            let mut each = found.iter();
            entries.retain(|_| each.next() != Some(&true));
            out.0.insert(id.clone(), found.into_iter());
        }
        out
    }

    /// Takes those of the customer's next row out of it; how many there are.
    fn take(&mut self, id: &CustomerId, row: &mut Row) -> usize {
        let found = self.0.get_mut(id).into_iter().flatten();
        let gone = found.take(row.entries).filter(|is_out| *is_out).count();
        row.entries -= gone;
        gone
    }
}

/// What is held back of a customer of whom somebody was forgotten.
struct Held {
    /// The keys in which somebody is masked.
    masked: Vec<String>,
    /// The entries that may say something of anybody.
    entries: MayBeForgotten,
}

impl Held {
    fn has(&self, change: &Change) -> bool {
        let key = change.key.split(['.', '[']).next().unwrap_or_default();
        // Of a contact who stays, what was masked alone.
        let is_masked = key != "contacts" && self.masked.iter().any(|masked| masked == key);
        is_of_a_person(change) || is_masked || change.from.as_deref().is_some_and(is_hidden)
    }
}

/// Refuses new customers who are most likely there, where a sparse checkout leaves them out, by their id, their number or
/// their name, or whose id leads to one: for everybody else there would be two.
pub fn refuse_outside(outside: &[Outside], import: &mut Import) {
    let mut found: HashMap<CustomerId, String> = HashMap::new();
    import.creates.retain(|new| {
        let there = outside.iter().find(|one| one.may_be(&new.customer));
        found.extend(there.map(|one| (new.customer.id.clone(), one.path.display().to_string())));
        there.is_none()
    });
    for row in &mut import.rows {
        let Verdict::Create(id) = &row.verdict else { continue };
        if let Some(path) = found.get(id) {
            let wrong = Wrong::Outside(path.clone());
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
