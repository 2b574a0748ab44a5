//! Two histories of a workspace made one, in git's object database alone: no work tree, no index and no
//! branch is touched, so that there is nothing half done, whatever happens.
//!
//! Customers are merged by their ids, wherever each side has put their files, and by what their files mean:
//! a customer's file key by key, a log line by line. git's attributes and merge drivers have no say in them.
//! Before a result is handed out it is read back and compared with both sides: no line of a log and no
//! customer may be missing that nobody has removed.

mod absent;
mod answers;
mod beside;
mod cards;
mod carried;
mod crossed;
mod customers;
mod fates;
mod fingerprints;
mod folders;
mod history;
mod homing;
mod identity;
mod kept;
mod keys;
mod leads;
mod likeness;
mod lines;
mod lists;
mod logs;
mod masked_lines;
mod maskings;
mod merge_customers;
mod moves;
mod newcomers;
mod objects;
mod others;
mod outcome;
mod output;
mod own_values;
mod personal;
mod remember;
mod returned;
mod second_id;
mod start;
mod summary;
mod taken_back;
#[cfg(test)]
mod tests;
mod traces;
mod tree;
mod two_names;
mod verify;
mod whose_id;

pub use answers::{Answer, Answers, Question};
pub use fingerprints::{Forgotten, NothingForgotten};
pub(super) use maskings::{Seen, join as join_forgettings};
pub use outcome::{
    Conflict, FileConflict, KeyConflict, Kind, Merge, Outcome, Refusal, Request, Side, Told, Trace, What,
};
pub use own_values::{are_two, has_alike};
pub use summary::Distance;

use std::collections::HashSet;
use std::path::Path;

use super::{Repository, RevisionError};
use beside::Beside;
use carried::Carried;
use customers::{Customers, Moved};
use history::History;
use lists::Lists;
use objects::{Index, Reader, Stop};
use others::Others;
use output::{Content, Output};
use remember::remember;
use traces::Traces;
use tree::{File, Place, Tree};
use verify::{Trees, verify};

/// Computes what the branch becomes. Nothing but new objects is written: what they are for, the caller
/// decides. The same request has the same result, but for the commit's time and the salt of what it forgets.
pub fn merge(repository: &Repository, request: &Request<'_>) -> Result<Outcome, RevisionError> {
    match outcome(repository, request) {
        Ok(outcome) => Ok(outcome),
        Err(Stop::Refused(refusal)) => Ok(Outcome::Refused(refusal)),
        Err(Stop::Git(error)) => Err(error),
    }
}

fn outcome(repository: &Repository, request: &Request<'_>) -> Result<Outcome, Stop> {
    let top = repository.top();
    let start = start::start(repository, request)?;
    if start.kind == Kind::UpToDate {
        return up_to_date(repository, request, start.ours);
    }
    start::refuse_old(top)?;
    let place = Place::of(repository);
    let mut reader = Reader::open(top)?;
    let (ours, theirs) = (objects::tree(top, &start.ours)?, objects::tree(top, &start.theirs)?);
    let mut bases = Vec::with_capacity(start.bases.len());
    for base in &start.bases {
        bases.push(objects::tree(top, base)?);
    }
    if start.kind == Kind::FastForward {
        return fast_forward((top, &place), request, &mut reader, (start, [&ours, &theirs], &bases));
    }
    folders::refuse_gone(&place, [&ours, &theirs], &bases)?;
    let history = History::of(top, &start);
    // What the trees are taken for: an entry that a hand has moved stands in each where it stands now.
    let carried = carried::carried(top, &place, request, &mut reader, ([&ours, &theirs], &bases))?;
    let (sides, bases) = match &carried {
        Some(carried) => ([&carried.ours, &carried.theirs], &carried.bases[..]),
        None => ([&ours, &theirs], &bases[..]),
    };
    let out = carried.as_ref().map(Carried::output).unwrap_or_default();
    let (mut out, beside) = combined((top, history), &place, request, &mut reader, (sides, bases), out)?;
    if !out.conflicts.is_empty() {
        let authors = [&start.ours, &start.theirs].map(|side| summary::authors(top, &start.bases, side));
        let [our_authors, their_authors] = authors;
        let (our_authors, their_authors) = (our_authors?, their_authors?);
        for conflict in &mut out.conflicts {
            conflict.our_author = summary::author(&place, &our_authors, conflict);
            conflict.their_author = summary::author(&place, &their_authors, conflict);
        }
        return Ok(Outcome::Conflicts(out.conflicts));
    }
    out.told.extend(absent::heard(&place, &mut reader, sides, request.forgotten)?);
    let mut tree = built(top, &start.ours, &ours, &out)?;
    let mut result = objects::tree(top, &tree)?;
    if let Some(mended) = returned::mend(top, &place, request, &mut reader, (&tree, &result), &mut out)? {
        (tree, result) = (mended.clone(), objects::tree(top, &mended)?);
    }
    let trees = Trees { bases, ours: sides[0], theirs: sides[1], result: &result };
    out.told.extend(verify(&place, trees, &mut reader, request.forgotten, &out)?);
    let lists: Vec<folders::Listed<'_>> = std::iter::once((&place, request.forgotten))
        .chain(beside.iter().map(|beside| (&beside.place, &beside.forgotten as &dyn Forgotten)))
        .collect();
    out.told.extend(folders::forgotten_where_they_were(
        &place,
        &lists,
        (sides, bases, &result),
        &mut reader,
    )?);
    for beside in beside {
        out.told.extend(beside.verified(trees, &mut reader)?);
    }
    let commit = match start.kind {
        // Nothing of ours is left to put on top.
        Kind::Rewritten if result.files == theirs.files => start.theirs.clone(),
        Kind::Rewritten => objects::commit(top, &tree, &[&start.theirs], &message(request, &out))?,
        _ => objects::commit(top, &tree, &[&start.ours, &start.theirs], &message(request, &out))?,
    };
    done(&commit, start.kind, out.told)
}

fn done(commit: &str, kind: Kind, told: Vec<Told>) -> Result<Outcome, Stop> {
    Ok(Outcome::Done(Merge { commit: commit.to_owned(), kind, told }))
}

/// The others have nothing new; git may have merged what they had.
fn up_to_date(repository: &Repository, request: &Request<'_>, ours: String) -> Result<Outcome, Stop> {
    if request.forgotten.is_empty() || request.last_synced == Some(&ours) {
        return done(&ours, Kind::UpToDate, Vec::new());
    }
    let (top, place) = (repository.top(), Place::of(repository));
    let mut reader = Reader::open(top)?;
    let (tree, mut out) = (objects::tree(top, &ours)?, Output::default());
    let Some(mended) = returned::mend(top, &place, request, &mut reader, (&ours, &tree), &mut out)? else {
        return done(&ours, Kind::UpToDate, Vec::new());
    };
    let result = objects::tree(top, &mended)?;
    let trees = Trees { bases: std::slice::from_ref(&tree), ours: &tree, theirs: &tree, result: &result };
    out.told.extend(verify(&place, trees, &mut reader, request.forgotten, &out)?);
    done(&objects::commit(top, &mended, &[&ours], LEFT_OUT)?, Kind::Merged, out.told)
}

/// What the message of a commit says that merges nothing.
const LEFT_OUT: &str = "Leave out what was forgotten\n";

/// We have nothing new: all is theirs, but for what is gone by now.
fn fast_forward(
    (top, place): (&Path, &Place),
    request: &Request<'_>,
    reader: &mut Reader,
    (start, [ours, theirs], bases): (start::Start, [&Tree; 2], &[Tree]),
) -> Result<Outcome, Stop> {
    let mut out = Output::default();
    let (now, then) = (place.ids(theirs), place.ids(ours));
    if then.keys().any(|id| !now.contains_key(id)) {
        // Whether they removed it, or it has another id: what the logs say of it.
        let threes = merge_customers::by_id(place, [ours, theirs], bases);
        let lists = &Lists::default();
        let customers = &mut Customers {
            request,
            reader,
            lists,
            place,
            history: History::of(top, &start),
            moved: Moved::default(),
            shown: Default::default(),
        };
        Traces::of(customers, &threes)?.homes(&threes, &mut out);
        out.moved = std::mem::take(&mut customers.moved);
        out.told.clear();
    }
    let mended = returned::mend(top, place, request, reader, (&start.theirs, theirs), &mut out)?;
    let tree = mended.as_ref().map(|tree| objects::tree(top, tree)).transpose()?;
    let trees = Trees { bases, ours, theirs, result: tree.as_ref().unwrap_or(theirs) };
    let mut told = verify(place, trees, reader, request.forgotten, &out)?;
    told.extend(out.told);
    told.extend(absent::heard(place, reader, [ours, theirs], request.forgotten)?);
    match mended {
        Some(tree) => done(&objects::commit(top, &tree, &[&start.theirs], LEFT_OUT)?, Kind::Merged, told),
        None => done(&start.theirs, Kind::FastForward, told),
    }
}

/// What both sides come to, customers first.
fn combined(
    (top, history): (&Path, History<'_>),
    place: &Place,
    request: &Request<'_>,
    reader: &mut Reader,
    (sides, bases): ([&Tree; 2], &[Tree]),
    mut out: Output,
) -> Result<(Output, Vec<Beside>), Stop> {
    let mut beside = Beside::all(place, request, reader, (sides, bases), history)?;
    let threes = merge_customers::by_id(place, sides, bases);
    let ids: HashSet<&str> = threes.keys().copied().collect();
    let lists = &Lists::of(place, request, reader, sides, bases)?;
    merge_customers::merge(
        &mut Customers {
            request,
            reader,
            lists,
            place,
            history,
            moved: Moved::default(),
            shown: Default::default(),
        },
        threes,
        &mut out,
    )?;
    beside.iter_mut().for_each(|beside| beside.hand_over(&mut out));
    let is_taken = |path: &[u8]| {
        place.part(path).is_some_and(|(_, id)| ids.contains(id))
            || beside.iter().any(|beside| beside.has(path))
    };
    let places = std::iter::once(place).chain(beside.iter().map(|beside| &beside.place)).collect();
    Others { top, places, request, reader, sides, bases }.merge(is_taken, &mut out)?;
    for place in std::iter::once(place).chain(beside.iter().map(|beside| &beside.place)) {
        maskings::lead_notes(place, reader, sides, bases, &mut out)?;
        kept::follow(place, reader, sides, bases, &mut out)?;
    }
    remember(place, request, reader, &mut out)?;
    for beside in &mut beside {
        beside.remember(request, reader, &mut out)?;
    }
    out.find_clashes(|path| sides[0].files.contains_key(path));
    Ok((out, beside))
}

/// Writes what is new, and the tree.
fn built(top: &Path, commit: &str, ours: &Tree, out: &Output) -> Result<String, RevisionError> {
    let new = out.files.values().filter_map(|content| match content {
        Content::New { bytes, .. } => Some(bytes.as_slice()),
        Content::Known(_) => None,
    });
    let mut names = objects::write(top, new)?.into_iter();
    let mut put: Vec<(&[u8], File)> = Vec::new();
    for (path, content) in &out.files {
        let file = match content {
            Content::Known(file) => file.clone(),
            Content::New { mode, .. } => {
                File { mode: mode.clone(), blob: names.next().unwrap_or_default().into() }
            }
        };
        if ours.files.get(path) != Some(&file) {
            put.push((path, file));
        }
    }
    let gone = ours.files.keys().filter(|path| !out.files.contains_key(*path));
    let gone: Vec<&[u8]> = gone.map(Vec::as_slice).collect();
    let index = Index::of(top, Some(commit))?;
    index.change(&gone, &put)?;
    index.write()
}

/// The commit's message: how it came to be, and what was merged, customer by customer.
fn message(request: &Request<'_>, out: &Output) -> String {
    const SHOWN: usize = 50;
    let mut text = format!("{}\n", request.subject);
    if !out.summary.is_empty() {
        text.push('\n');
    }
    for (id, said) in out.summary.iter().take(SHOWN) {
        text.push_str(&format!("{id}: {said}\n"));
    }
    if let Some(more) = out.summary.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        text.push_str(&format!("and {more} more\n"));
    }
    text
}
