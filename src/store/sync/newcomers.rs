//! An id that one side has given to another customer, after the first one had got another id there, was made a part
//! of somebody, or went: the two are told apart before anything is merged. Taken for one and the same, what the
//! other side wrote to the first would come to the second, and the second would be forgotten with the first.

use std::collections::{BTreeMap, HashSet};

use super::customers::{Customers, Made, beside};
use super::identity::Evidence;
use super::lines::lines;
use super::objects::Stop;
use super::outcome::{Side, Told};
use super::output::Output;
use super::second_id::{key, real};
use super::tree::{Files, Three, folder};
use crate::model::CustomerId;

const SIDES: [Side; 2] = [Side::Ours, Side::Theirs];

/// The second customer of an id.
pub(super) struct Newcomer {
    id: String,
    key: String,
    sides: Vec<Side>,
    /// Whether the first one was forgotten as a whole, under the id that it had by then.
    first_is_forgotten: bool,
}

/// Those of all ids.
pub(super) fn find(
    customers: &mut Customers<'_>,
    threes: &BTreeMap<&str, Three<'_>>,
) -> Result<Vec<Newcomer>, Stop> {
    let mut evidence = Evidence::new(threes);
    let mut found = Vec::new();
    for (id, three) in threes.iter().filter(|(_, three)| three.was_there() && !three.is_untouched()) {
        let mut sides = Vec::new();
        for side in SIDES {
            if evidence.is_another(customers, id, side)? {
                sides.push(side);
            }
        }
        if !sides.is_empty() {
            let base = customers.base_log(three)?;
            let forgotten = customers.request.forgotten;
            // Of one without a log only that its id was given anew says so.
            let is_known = lines(&base).next().is_some()
                || sides.iter().any(|side| customers.lists.is_given_anew(id, *side));
            let first_is_forgotten =
                forgotten.has_former(id) && is_known && lines(&base).all(|line| forgotten.has_line(id, line));
            found.push(Newcomer { id: (*id).to_owned(), key: key(id), sides, first_is_forgotten });
        }
    }
    Ok(found)
}

/// Both customers of each such id, the second one under a key of its own.
pub(super) fn apart<'t>(
    mut threes: BTreeMap<&'t str, Three<'t>>,
    newcomers: &'t [Newcomer],
) -> BTreeMap<&'t str, Three<'t>> {
    for newcomer in newcomers {
        let Some(first) = threes.get_mut(newcomer.id.as_str()) else { continue };
        let mut second = Three {
            bases: vec![Files::default(); first.bases.len()],
            ours: Files::default(),
            theirs: Files::default(),
        };
        for side in &newcomer.sides {
            *second.side_mut(*side) = std::mem::take(first.side_mut(*side));
        }
        threes.insert(&newcomer.key, second);
    }
    threes
}

/// The ids whose first customers were forgotten, though the id itself is the second one's by now.
pub(super) fn forgotten(newcomers: &[Newcomer]) -> HashSet<&str> {
    let gone = newcomers.iter().filter(|newcomer| newcomer.first_is_forgotten);
    gone.map(|newcomer| newcomer.id.as_str()).collect()
}

/// Gives each second customer its place: under its id, or, where the first one stays there, under another one.
pub(super) fn settle(
    customers: &Customers<'_>,
    newcomers: &[Newcomer],
    made: &mut BTreeMap<&str, Made>,
    out: &mut Output,
) {
    let mut ids: HashSet<String> = made.keys().map(|id| (*id).to_owned()).collect();
    for newcomer in newcomers {
        let id = newcomer.id.as_str();
        let is_taken = made.get(id).is_some_and(|first| first.card.is_some() || first.log.is_some());
        let Some(second) = made.get_mut(newcomer.key.as_str()).filter(|second| second.card.is_some()) else {
            continue;
        };
        for side in &newcomer.sides {
            out.alive.insert((id.to_owned(), *side));
        }
        if !is_taken {
            if customers.request.forgotten.has_id(id) {
                out.allowed.push(id.to_owned());
                out.reused.insert(id.to_owned());
            }
            continue;
        }
        let numbered = (2..10_000).map(|number| format!("{id}-{number}"));
        let mut free = numbered
            .filter(|other| !ids.contains(other) && !customers.request.forgotten.has_id(other))
            .filter(|other| CustomerId::new(other).is_some());
        // Without one, both stand in one place, which is asked.
        let (Some(to), Some(card)) = (free.next(), &mut second.card) else { continue };
        card.path = [folder(&card.path), to.as_bytes(), b".yaml"].concat();
        if let Some(log) = &mut second.log {
            log.path = beside(&card.path, &to);
        }
        let by = newcomer.sides[0];
        out.told.push(Told::OtherId { id: id.to_owned(), to: to.clone(), by });
        ids.insert(to);
    }
}

/// What was found out goes by the ids that people know.
pub(super) fn name(newcomers: &[Newcomer], out: &mut Output) {
    for newcomer in newcomers {
        let (id, key) = (&newcomer.id, &newcomer.key);
        if let Some(said) = out.summary.remove(key) {
            out.summary.insert(id.clone(), said);
        }
        if let Some(lines) = out.forgotten.remove(key) {
            out.forgotten.entry(id.clone()).or_default().extend(lines);
            out.lines_alone.insert(id.clone());
        }
        if let Some(side) = out.given_up.remove(key) {
            out.given_up.insert(id.clone(), side);
        }
        if newcomer.first_is_forgotten {
            out.lines_alone.insert(id.clone());
        }
    }
    if newcomers.is_empty() {
        return;
    }
    let plain = |id: &mut String| *id = real(id).to_owned();
    out.homes.values_mut().for_each(|(home, _)| plain(home));
    out.allowed.iter_mut().for_each(plain);
    out.conflicts.iter_mut().filter_map(|conflict| conflict.id.as_mut()).for_each(plain);
    for told in &mut out.told {
        match told {
            Told::CameHome { from, to, .. } => [from, to].map(plain),
            Told::TwoHomes { id, ours: one, theirs: other }
            | Told::MovedToTwo { id, ours: one, theirs: other }
            | Told::OneHome { id, name: one, to: other, .. } => {
                plain(id);
                [one, other].map(plain)
            }
            Told::TakenOver { id, to, .. } | Told::LeftOut { id, to, .. } | Told::OtherId { id, to, .. } => {
                [id, to].map(plain)
            }
            Told::Claimed { id, .. }
            | Told::Moved { id, .. }
            | Told::Removed { id, .. }
            | Told::LinesRemoved { id, .. }
            | Told::Forgotten { id, .. }
            | Told::Named { id, .. }
            | Told::NamedInFile { id, .. }
            | Told::KeptAgain { id, .. }
            | Told::WentBack { id, .. }
            | Told::SaidTwice { id, .. }
            | Told::Kept { id, .. } => {
                plain(id);
                continue;
            }
            Told::FileRemoved { .. } | Told::Elsewhere { .. } => continue,
        };
    }
}
