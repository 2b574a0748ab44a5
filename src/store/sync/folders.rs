//! Workspaces that one side has put into another folder, or removed, while the other one went on in them. Customers are
//! merged within their workspace; what somebody has written in a folder that is not one any more nobody would see.

use super::fingerprints::Forgotten;
use super::lines::lines;
use super::objects::{Reader, Stop};
use super::outcome::{Refusal, Side, Told};
use super::tree::{Place, Tree, path_of};

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
            for by in [Side::Ours, Side::Theirs] {
                let (side, now) = (sides[by as usize], to.ids(result));
                let (there, left) = (to.ids(side), from.ids(side));
                let has_come = |id: &&&str| {
                    now.contains_key(**id)
                        && !left.contains_key(**id)
                        && bases.iter().all(|base| from.ids(base).contains_key(**id))
                        && !bases.iter().any(|base| to.ids(base).contains_key(**id))
                };
                for id in there.keys().filter(has_come) {
                    let log = to.logs(result).find(|(_, own, _)| own == id).map(|(_, _, file)| file);
                    let log = reader.of(log)?;
                    if !forgotten.has_id(id) && !lines(&log).any(|line| forgotten.has_line(id, line)) {
                        continue;
                    }
                    let fact =
                        Told::TakenOver { id: format!("{}/{id}", from.folder()), to: (*id).to_owned(), by };
                    told.push(match to.folder() == own.folder() {
                        true => fact,
                        false => Told::Elsewhere {
                            workspace: path_of(to.folder().as_bytes()),
                            told: Box::new(fact),
                        },
                    });
                }
            }
        }
    }
    Ok(told)
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
