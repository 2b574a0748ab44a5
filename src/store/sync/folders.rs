//! Workspaces that one side has put into another folder, or removed, while the other one went on in them. Customers are
//! merged within their workspace; what somebody has written in a folder that is not one any more nobody would see.

use std::collections::HashMap;

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
            let moved = moved(from, to, sides, bases);
            if moved.is_empty() {
                continue;
            }
            let now = to.ids(result);
            let logs: HashMap<&str, &File> = to.logs(result).map(|(_, id, file)| (id, file)).collect();
            for (id, by) in moved.into_iter().filter(|(id, _)| now.contains_key(id)) {
                let log = reader.of(logs.get(id).copied())?;
                if forgotten.has_id(id) || lines(&log).any(|line| forgotten.has_line(id, line)) {
                    let fact =
                        Told::TakenOver { id: format!("{}/{id}", from.folder()), to: id.to_owned(), by };
                    told.push(if to.folder() == own.folder() { fact } else { told_of(to, fact) });
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

/// The customers that one side has put from one workspace into another, where nobody had their ids, and who did.
fn moved<'t>(from: &Place, to: &Place, sides: [&'t Tree; 2], bases: &[Tree]) -> Vec<(&'t str, Side)> {
    let ids = |place: &Place| bases.iter().map(|base| place.ids(base)).collect::<Vec<_>>();
    let (before, there) = (ids(from), ids(to));
    let of_side = |by: Side| {
        let left = from.ids(sides[by as usize]);
        let has_come = |id: &&str| {
            !left.contains_key(id)
                && before.iter().all(|ids| ids.contains_key(id))
                && !there.iter().any(|ids| ids.contains_key(id))
        };
        let come = to.ids(sides[by as usize]).into_keys().filter(has_come);
        come.map(|id| (id, by)).collect::<Vec<_>>()
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
