//! Workspaces that one side has put into another folder, or removed, while the other one went on in them. Customers are
//! merged within their workspace; what somebody has written in a folder that is not one any more nobody would see.

use std::collections::{BTreeSet, HashMap};

use super::fingerprints::Forgotten;
use super::lines::lines;
use super::objects::{Reader, Stop};
use super::outcome::{Refusal, Side, Told};
use super::tree::{File, Place, Tree, path_of};

/// Refuses a merge that would leave a customer in no workspace.
pub(super) fn refuse_gone(own: &Place, sides: [&Tree; 2], bases: &[Tree]) -> Result<(), Stop> {
    let mut places = own.beside(sides);
    places.push(own.clone());
    for place in &places {
        let was_there = bases.iter().all(|base| place.is_in(base));
        for by in [Side::Ours, Side::Theirs] {
            let (gone, other) = (sides[by as usize], sides[by.other() as usize]);
            if was_there && !place.is_in(gone) && place.is_in(other) && went_on(place, other, bases) {
                let is_its = |new: &&Place| {
                    new.is_in(gone)
                        && !bases.iter().any(|base| new.is_in(base))
                        && has_customers_of(new, gone, place, bases)
                };
                let to = places.iter().find(is_its).map(Place::folder);
                return Err(Stop::Refused(Refusal::WorkspaceGone { from: place.folder(), to, by }));
            }
        }
    }
    Ok(())
}

/// A workspace, and what was forgotten in it on either side.
pub(super) type Listed<'a> = (&'a Place, &'a dyn Forgotten);

/// Tells of customers that one side has put from one workspace into another, while they, or somebody of them, were
/// forgotten on request in the first one: that one's list counts nothing in the other, whose ids are others.
pub(super) fn forgotten_where_they_were(
    own: &Place,
    lists: &[Listed<'_>],
    (sides, bases, result): ([&Tree; 2], &[Tree], &Tree),
    reader: &mut Reader,
) -> Result<Vec<Told>, Stop> {
    let mut told = Vec::new();
    for (from, forgotten) in lists.iter().filter(|(_, forgotten)| !forgotten.is_empty()) {
        for (to, _) in lists.iter().filter(|(to, _)| to.folder() != from.folder()) {
            let mut tell = |place: &Place, (old, new): (String, &str), by| {
                let fact = Told::TakenOver { id: old, to: new.to_owned(), by };
                told.push(if place.folder() == own.folder() { fact } else { told_of(place, fact) });
            };
            let logs = files_of(to.logs(result));
            let now = to.ids(result);
            let moved = moved((from, to), sides, bases, reader)?;
            for (old, new, by) in moved.into_iter().filter(|(_, new, _)| now.contains_key(new)) {
                let log = reader.of(logs.get(new).copied())?;
                if forgotten.has_id(old) || lines(&log).any(|line| forgotten.has_line(old, line)) {
                    tell(to, (format!("{}/{old}", from.folder()), new), by);
                }
            }
            // One that was forgotten where it had been put, and stays where it was by an answer.
            for (id, by) in kept(to, sides, bases, result) {
                let log = reader.of(logs.get(id).copied())?;
                if lines(&log).any(|line| forgotten.has_line(id, line)) {
                    tell(to, (format!("{}/{id}", from.folder()), id), by);
                }
            }
        }
    }
    Ok(told)
}

/// What is told of another workspace than the one in which one stands.
pub(super) fn told_of(place: &Place, told: Told) -> Told {
    Told::Elsewhere { workspace: path_of(place.folder().as_bytes()), told: Box::new(told) }
}

fn files_of<'t>(files: impl Iterator<Item = (&'t [u8], &'t str, &'t File)>) -> HashMap<&'t str, &'t File> {
    files.map(|(_, id, file)| (id, file)).collect()
}

/// The customers that one side has put from one workspace into another, with the id before and the one there, and who
/// did: the id says so, or its log.
fn moved<'t>(
    (from, to): (&Place, &Place),
    sides: [&'t Tree; 2],
    bases: &'t [Tree],
    reader: &mut Reader,
) -> Result<Vec<(&'t str, &'t str, Side)>, Stop> {
    let ids = |place: &Place| bases.iter().map(|base| place.ids(base)).collect::<Vec<_>>();
    let (before, there) = (ids(from), ids(to));
    let Some((first, base)) = before.first().zip(bases.first()) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for by in [Side::Ours, Side::Theirs] {
        let left = from.ids(sides[by as usize]);
        let is_gone = |id: &&str| !left.contains_key(id) && before.iter().all(|ids| ids.contains_key(id));
        let gone: Vec<&str> = first.keys().copied().filter(is_gone).collect();
        let is_new = |id: &&str| !there.iter().any(|ids| ids.contains_key(id));
        let new: Vec<&str> = to.ids(sides[by as usize]).into_keys().filter(is_new).collect();
        if gone.is_empty() || new.is_empty() {
            continue;
        }
        let (old_logs, new_logs) = (files_of(from.logs(base)), files_of(to.logs(sides[by as usize])));
        let mut by_line: HashMap<Vec<u8>, BTreeSet<&str>> = HashMap::new();
        for id in &new {
            let log = reader.of(new_logs.get(id).copied())?;
            for line in lines(&log) {
                by_line.entry(line.to_vec()).or_default().insert(id);
            }
        }
        for old in gone {
            let log = reader.of(old_logs.get(old).copied())?;
            let mut homes = lines(&log).map(|line| by_line.get(line).cloned().unwrap_or_default());
            let first = homes.next().unwrap_or_default();
            let mut homes = homes.fold(first, |left, next| &left & &next);
            homes.extend(new.iter().copied().find(|new| *new == old));
            found.extend(homes.into_iter().map(|new| (old, new, by)));
        }
    }
    Ok(found)
}

/// The customers that one side no longer has in a workspace, and that are there all the same; and who still has them.
fn kept<'t>(place: &Place, sides: [&'t Tree; 2], bases: &[Tree], result: &'t Tree) -> Vec<(&'t str, Side)> {
    let before: Vec<_> = bases.iter().map(|base| place.ids(base)).collect();
    let now = place.ids(result);
    let of_side = |by: Side| {
        let left = place.ids(sides[by.other() as usize]);
        let is_kept = |id: &&str| !left.contains_key(id) && before.iter().all(|ids| ids.contains_key(id));
        now.keys().copied().filter(is_kept).map(|id| (id, by)).collect::<Vec<_>>()
    };
    [Side::Ours, Side::Theirs].into_iter().flat_map(of_side).collect()
}

/// Whether a side has written anything of a customer there, or removed it, since both were one.
fn went_on(place: &Place, side: &Tree, bases: &[Tree]) -> bool {
    let is_other = |path: &&Vec<u8>| {
        place.part(path).is_some() && bases.iter().all(|base| base.files.get(*path) != side.files.get(*path))
    };
    let before = bases.iter().flat_map(|base| base.files.keys());
    side.files.keys().chain(before).any(|path| is_other(&path))
}

/// Whether customers of the one workspace are in the other one by now.
fn has_customers_of(new: &Place, side: &Tree, place: &Place, bases: &[Tree]) -> bool {
    let now = new.ids(side);
    bases.iter().any(|base| place.ids(base).keys().any(|id| now.contains_key(id)))
}
