//! What git's own merges have left since it was last synced: it merges one file at a time, and where one side has taken a
//! part out of its home again, and the other one has forgotten somebody in that home, both stand side by side.

use std::collections::HashMap;
use std::path::Path;

use super::objects::{self, Index, Reader, Stop};
use super::outcome::{Request, Told};
use super::output::Output;
use super::tree::{File, Files, Place, Tree, path_of};
use crate::format::line_name;
use crate::store::forgetting_note::note_of_what_stays;
use crate::store::returned::Log;
use crate::store::returned::{self, come_back, mended};

/// Leaves no more of what has come back in a tree than its forgetting has; the new tree, where that is another one.
pub(super) fn mend(
    top: &Path,
    place: &Place,
    request: &Request<'_>,
    reader: &mut Reader,
    (name, tree): (&str, &Tree),
    out: &mut Output,
) -> Result<Option<String>, Stop> {
    let is_forgotten = |id: &str, line: &[u8]| request.forgotten.has_line(id, line);
    if request.forgotten.is_empty() {
        return Ok(None);
    }
    // What was there, with the same list, was looked at then.
    let last = request.last_synced.and_then(|last| objects::tree(top, last).ok()).unwrap_or_default();
    let list = place.forgotten_list();
    let has_list = last.files.get(&list) == tree.files.get(&list);
    let known: HashMap<&str, &File> = place.logs(&last).map(|(_, id, file)| (id, file)).collect();
    let (customers, odd) = place.customers(tree);
    let mut parts = Vec::new();
    for (id, files) in customers.iter().filter(|(id, _)| !odd.contains(*id)) {
        let (Some(card), Some(log)) = (files.card, files.log) else { continue };
        if has_list && known.get(id).is_some_and(|known| known.blob == log.file.blob) {
            continue;
        }
        let text = reader.read(&log.file.blob)?;
        if !come_back((id, &text), &is_forgotten).is_empty() {
            parts.push((*id, String::from_utf8_lossy(&reader.read(&card.file.blob)?).into_owned(), text));
        }
    }
    if parts.is_empty() {
        return Ok(None);
    }
    parts.sort();
    let mut logs: HashMap<&str, Vec<u8>> = HashMap::new();
    for (id, log) in customers.iter().filter_map(|(id, files)| Some((*id, files.log?))) {
        logs.insert(id, reader.read(&log.file.blob)?);
    }
    let mut changed: HashMap<Vec<u8>, (File, Vec<u8>)> = HashMap::new();
    for (id, card, text) in parts {
        let mut others: Vec<Log<'_>> = logs.iter().map(|(id, log)| (*id, log.as_slice())).collect();
        others.retain(|(other, _)| *other != id);
        others.sort();
        let Some(mended) = mended((id, &card, &text), &others, &is_forgotten) else { continue };
        let (log, homes) = note(request, id, (&customers, mended), (&mut changed, out));
        logs.insert(id, log);
        for (home, log) in homes {
            if let Some((home, _)) = customers.get_key_value(&*home) {
                logs.insert(home, log);
            }
        }
    }
    if changed.is_empty() {
        return Ok(None);
    }
    let (paths, files): (Vec<_>, Vec<_>) = changed.into_iter().unzip();
    let names = objects::write(top, files.iter().map(|(_, bytes)| bytes.as_slice()))?;
    let put: Vec<(&[u8], File)> = paths
        .iter()
        .zip(files.iter().zip(names))
        .map(|(path, ((file, _), name))| (path.as_slice(), File { blob: name.into(), ..file.clone() }))
        .collect();
    let index = Index::of(top, Some(name))?;
    index.change(&[], &put)?;
    Ok(Some(index.write()?))
}

type Changed = HashMap<Vec<u8>, (File, Vec<u8>)>;

/// Puts one customer's files, and notes what became of the lines; its log, and those of its homes.
fn note<'t>(
    request: &Request<'_>,
    id: &str,
    (customers, mended): (&HashMap<&'t str, Files<'t>>, returned::Mended),
    (changed, out): (&mut Changed, &mut Output),
) -> (Vec<u8>, HashMap<String, Vec<u8>>) {
    let returned::Mended { card, mut log, homes, found, may_stay } = mended;
    if let Some(what) = may_stay {
        let line = note_of_what_stays(&what, &request.at.to_string(), Some(request.by));
        log.extend_from_slice(format!("{line}\n").as_bytes());
        out.written.insert(line.into_bytes());
    }
    let lines = found.len();
    for one in found {
        out.written.insert(one.form.clone());
        out.became.insert(line_name(&one.line), line_name(&one.form));
        out.replaced.extend([(one.line, one.form.clone()), (one.masked, one.form)]);
    }
    let files = &customers[id];
    if let Some(card) = files.card {
        out.told.push(Told::Forgotten { id: id.to_owned(), path: path_of(card.path), lines, whole: false });
    }
    let new = [(files.card, card.map(String::into_bytes)), (files.log, Some(log.clone()))];
    let theirs = homes
        .iter()
        .map(|(home, log)| (customers.get(home.as_str()).and_then(|files| files.log), Some(log.clone())));
    for (spot, bytes) in new.into_iter().chain(theirs) {
        if let (Some(spot), Some(bytes)) = (spot, bytes) {
            changed.insert(spot.path.to_vec(), (spot.file.clone(), bytes));
        }
    }
    (log, homes)
}
