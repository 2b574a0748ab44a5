//! What becomes of each customer that one of the sides doesn't have any more.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::answers::{Answer, Question};
use super::cards;
use super::customers::Customers;
use super::lines::beyond;
use super::objects::Stop;
use super::outcome::{Side, Told, Trace, What};
use super::output::Output;
use super::own_values::are_two;
use super::second_id::{key, real};
use super::traces::Traces;
use super::tree::{PlacedFile, Three, path_of};
use super::two_names::{self, SecondName};
use super::whose_id::{Whose, whose};

/// What becomes of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// What both sides have of it is merged.
    Merged,
    /// It stays as this side has it, though the other one removed it.
    Kept(Side),
    /// It goes; what is new in it was given up by an answer where a side is named.
    Gone(Option<Side>),
    /// It is a part of another customer now, or has another id: what this side has added goes there.
    /// `steps`: how many traces lead there.
    Follows { by: Side, home: String, how: Trace, steps: usize },
    /// Somebody has to decide.
    Open,
    /// It was forgotten.
    Forgotten,
}

/// How one side has changed a customer.
#[derive(Clone, Debug, Default)]
struct Change {
    card: bool,
    added: usize,
    removed: usize,
}

/// Decides on all of them.
pub(super) fn fates<'t>(
    customers: &mut Customers<'_>,
    threes: &mut BTreeMap<&'t str, Three<'t>>,
    [reused, taken_back]: [&HashSet<&str>; 2],
    out: &mut Output,
) -> Result<(HashMap<&'t str, Fate>, Vec<SecondName>), Stop> {
    let traces = Traces::of(customers, threes)?;
    let (traces, second_names) = two_names::join(customers, threes, traces)?;
    let forgotten = customers.request.forgotten;
    let former = former(customers, threes, &traces, out)?;
    let is_former = |id: &str| reused.contains(id) || former.contains(id);
    let is_gone = |id: &str| !forgotten.is_empty() && (forgotten.has_id(id) || is_former(id));
    let mut followed = traces.followed(threes, forgotten, &is_gone, out);
    let two: Vec<(&str, (Side, String))> =
        followed.iter().filter_map(|id| Some((*id, traces.forgotten_of_two(threes, is_gone, id)?))).collect();
    for (id, (side, former)) in two {
        followed.remove(id);
        if let Some(three) = threes.get_mut(id) {
            leave_out(customers, three, (id, side, former), out)?;
        }
    }
    let mut fates = HashMap::new();
    let mut disputed: BTreeMap<&str, (Side, Change)> = BTreeMap::new();
    for (id, three) in threes.iter() {
        if taken_back.contains(id) {
            fates.insert(*id, forgotten_with_parts(customers, (threes, &traces), id, None, out)?);
            continue;
        }
        let is_sure = followed.contains(id) || is_former(id);
        if let Some(fate) = of_forgotten(customers, (threes, &traces), id, is_sure, out)? {
            fates.insert(*id, fate);
            continue;
        }
        if are_two_of_one_id(customers, (threes, &traces), id, out)? {
            fates.insert(*id, Fate::Open);
            continue;
        }
        let by = match (three.ours.card, three.theirs.card) {
            (Some(_), None) if three.was_there() => Side::Theirs,
            (None, Some(_)) if three.was_there() => Side::Ours,
            _ => {
                fates.insert(*id, Fate::Merged);
                continue;
            }
        };
        let change = change(customers, id, three, by.other())?;
        if change.card || change.added + change.removed > 0 {
            disputed.insert(id, (by, change));
        } else {
            fates.insert(*id, Fate::Gone(None));
        }
    }
    // Each side made the one a part of the other: what they left stays, and ours goes into it.
    let ours: Vec<&str> =
        disputed.iter().filter(|(_, (by, _))| *by == Side::Ours).map(|(id, _)| *id).collect();
    for id in ours {
        if matches!(road(&traces, &fates, &disputed, threes, id, Side::Ours), Road::Circle) {
            disputed.remove(id);
            fates.insert(id, Fate::Kept(Side::Theirs));
        }
    }
    for (id, (by, change)) in &disputed {
        let fate = match road(&traces, &fates, &disputed, threes, id, *by) {
            Road::Home { home, how, steps } => Fate::Follows { by: by.other(), home, how, steps },
            // What is asked of it depends on that answer: where that one stays, this one follows it.
            Road::Open => Fate::Open,
            _ if !change.card && change.added == 0 => Fate::Gone(None),
            _ => asked(customers, (threes, &traces), id, *by, change, out)?,
        };
        fates.insert(id, fate);
    }
    stay_with_the_others(&traces, threes, &mut fates);
    traces.homes(threes, out);
    traces.one_name(threes);
    Ok((fates, second_names))
}

/// What becomes of whoever has an id that was forgotten, or that leads to a forgotten one (`is_sure`); none where nobody
/// was who had it.
fn of_forgotten(
    customers: &mut Customers<'_>,
    (threes, traces): (&BTreeMap<&str, Three<'_>>, &Traces),
    id: &str,
    is_sure: bool,
    out: &mut Output,
) -> Result<Option<Fate>, Stop> {
    let three = &threes[id];
    let is_anywhere = three.ours.card.is_some() || three.theirs.card.is_some();
    let unclear = match whose(customers, threes, traces, id)? {
        Whose::Another(side) => return Ok(Some(given_anew(id, side, out))),
        Whose::Unclear(side) if !is_sure => Some(side),
        Whose::Alive if !is_sure => return Ok(None),
        _ if !is_anywhere || three.is_untouched() => return Ok(None),
        _ => None,
    };
    // Two firms of one id are told apart first: of whom is asked nobody could say otherwise.
    if are_two_of_one_id(customers, (threes, traces), id, out)? {
        return Ok(Some(Fate::Open));
    }
    forgotten_with_parts(customers, (threes, traces), id, unclear, out).map(Some)
}

/// Whether each side has a customer of its own under an id: then one of them needs another one, which is asked for.
fn are_two_of_one_id(
    customers: &mut Customers<'_>,
    (threes, traces): (&BTreeMap<&str, Three<'_>>, &Traces),
    id: &str,
    out: &mut Output,
) -> Result<bool, Stop> {
    let two = match traces.two_of_one_id(threes, id) {
        None => two_new(customers, &threes[id])?.then(Default::default),
        found => found,
    };
    let (Some(former), Some(card)) = (two, threes[id].ours.card) else { return Ok(false) };
    let name = cards::name(&customers.reader.read(&card.file.blob)?);
    out.conflict(card.path, Some(id), name, What::OneId { former });
    Ok(true)
}

/// Whether both sides have made a customer of an id that nobody had, and these are two.
fn two_new(customers: &mut Customers<'_>, three: &Three<'_>) -> Result<bool, Stop> {
    let (Some(ours), Some(theirs)) = (three.ours.card, three.theirs.card) else { return Ok(false) };
    if three.bases.iter().any(|base| base.card.is_some()) || ours.file.blob == theirs.file.blob {
        return Ok(false);
    }
    Ok(are_two(&customers.reader.read(&ours.file.blob)?, &customers.reader.read(&theirs.file.blob)?))
}

/// The ids whose customers one side has put under another id by hand and forgotten since, which no trace tells: the id
/// may be anybody's elsewhere, and is theirs only where all that was written under it was forgotten.
fn former<'t>(
    customers: &mut Customers<'_>,
    threes: &BTreeMap<&'t str, Three<'t>>,
    traces: &Traces,
    out: &mut Output,
) -> Result<HashSet<&'t str>, Stop> {
    let forgotten = customers.request.forgotten;
    let mut found = HashSet::new();
    if forgotten.is_empty() {
        return Ok(found);
    }
    for (id, three) in threes.iter().filter(|(id, three)| three.was_there() && forgotten.has_former(id)) {
        let has_gone = |side: &Side| {
            three.side(*side).card.is_none()
                && customers.lists.is_given_anew(id, *side)
                && traces.get(*side, id).is_none()
        };
        if !forgotten.has_id(id) && [Side::Ours, Side::Theirs].iter().any(has_gone) {
            let base = customers.base_log(three)?;
            if super::lines::lines(&base).all(|line| forgotten.has_line(id, line)) {
                found.insert(*id);
                out.lines_alone.insert((*id).to_owned());
            }
        }
    }
    Ok(found)
}

/// Leaves out one of two customers that have the same id on both sides: that one was forgotten under its former id.
fn leave_out(
    customers: &mut Customers<'_>,
    three: &mut Three<'_>,
    (id, side, former): (&str, Side, String),
    out: &mut Output,
) -> Result<(), Stop> {
    let files = std::mem::take(three.side_mut(side));
    let log = customers.reader.of(files.log.map(|spot| spot.file))?;
    let lines: BTreeSet<Vec<u8>> = super::lines::lines(&log).map(<[u8]>::to_vec).collect();
    let path = files.card.map(|card| path_of(card.path)).unwrap_or_default();
    out.told.push(Told::Forgotten { id: former, path, lines: lines.len(), whole: true });
    out.alive.insert((id.to_owned(), side.other()));
    out.lines_alone.insert(id.to_owned());
    out.forgotten.insert(id.to_owned(), lines);
    Ok(())
}

/// A customer that one side made a part of another one goes only where that one stays: where an answer gave
/// it up, the other side's view stands, and it has this customer still.
fn stay_with_the_others<'t>(
    traces: &Traces,
    threes: &BTreeMap<&'t str, Three<'_>>,
    fates: &mut HashMap<&'t str, Fate>,
) {
    for (id, three) in threes {
        if fates.get(id) != Some(&Fate::Gone(None)) {
            continue;
        }
        let by = if three.ours.card.is_none() { Side::Ours } else { Side::Theirs };
        let (mut at, mut seen) = (*id, BTreeSet::new());
        while let Some((next, _)) = traces.get(by, at).filter(|(next, _)| seen.insert(next.as_str())) {
            if matches!(fates.get(next.as_str()), Some(Fate::Gone(Some(_)))) {
                fates.insert(id, Fate::Kept(by.other()));
                break;
            }
            at = next;
        }
    }
}

/// How the way of a customer to where it is now ends.
enum Road {
    Home {
        home: String,
        how: Trace,
        steps: usize,
    },
    Circle,
    /// At one of which somebody has to decide first.
    Open,
    Nowhere,
}

fn road(
    traces: &Traces,
    fates: &HashMap<&str, Fate>,
    disputed: &BTreeMap<&str, (Side, Change)>,
    threes: &BTreeMap<&str, Three<'_>>,
    id: &str,
    by: Side,
) -> Road {
    let (mut at, mut side, mut how) = (id.to_owned(), by, Trace::Renamed);
    let mut seen = BTreeSet::from([at.clone()]);
    while let Some((next, trace)) = traces.get(side, &at) {
        let Some(three) = threes.get(next.as_str()) else { return Road::Nowhere };
        // A name that was there before is another customer's.
        if *trace == Trace::Merged || three.bases.iter().any(|base| base.card.is_some()) {
            how = Trace::Merged;
        }
        if !seen.insert(next.clone()) {
            // One whose way only leads into a circle of others is not on it.
            return if *next == id { Road::Circle } else { Road::Nowhere };
        }
        side = match (disputed.get(next.as_str()), fates.get(next.as_str())) {
            (Some((by, _)), _) => *by,
            (None, Some(Fate::Merged | Fate::Kept(_)))
                if three.ours.card.is_some() || three.theirs.card.is_some() =>
            {
                return Road::Home { home: next.clone(), how, steps: seen.len() - 1 };
            }
            (None, Some(Fate::Gone(_))) if three.ours.card.is_none() => Side::Ours,
            (None, Some(Fate::Gone(_))) => Side::Theirs,
            (None, Some(Fate::Open)) => return Road::Open,
            _ => return Road::Nowhere,
        };
        at.clone_from(next);
    }
    Road::Nowhere
}

/// Lets somebody in who has the id of a forgotten one.
fn given_anew(id: &str, side: Side, out: &mut Output) -> Fate {
    out.allowed.push(id.to_owned());
    out.reused.insert(real(id).to_owned());
    Fate::Kept(side)
}

/// A customer that was forgotten goes; but where somebody who had not heard of it has made another one a part of
/// it, or has entered a customer under its id (`unclear`), nobody but a person can tell what belongs to whom.
fn forgotten_with_parts(
    customers: &mut Customers<'_>,
    (threes, traces): (&BTreeMap<&str, Three<'_>>, &Traces),
    id: &str,
    unclear: Option<Side>,
    out: &mut Output,
) -> Result<Fate, Stop> {
    let forgotten = customers.request.forgotten;
    let is_other = |part: &String| part != id && !forgotten.has_id(part);
    let parts_of = |side| {
        // One that had got another id before is known to the other side by the one that it had.
        let mut parts = traces.parts(side, id);
        if parts.iter().any(is_other) {
            parts.extend(traces.former(threes, side, id));
        }
        parts.into_iter().filter(is_other).collect::<Vec<_>>()
    };
    let mut found = [Side::Ours, Side::Theirs].into_iter().map(|side| (side, parts_of(side)));
    let found = found.find(|(_, parts)| !parts.is_empty()).or(unclear.map(|side| (side, Vec::new())));
    let Some((by, parts)) = found else { return Ok(Fate::Forgotten) };
    let Some(card) = threes[id].side(by).card else { return Ok(Fate::Forgotten) };
    let (question, kept) = whether_it_stays(&threes[id], by, card);
    match customers.request.answers.to(&question) {
        Some(answer) if answer == kept && unclear.is_some() => Ok(given_anew(id, by, out)),
        Some(answer) if answer == kept => {
            // Whoever forgot it hears that it was let in again, and by whom.
            out.allowed.push(id.to_owned());
            Ok(Fate::Kept(by))
        }
        Some(_) => {
            out.given_up.extend(parts.into_iter().map(|part| (part, by)));
            Ok(Fate::Forgotten)
        }
        None => {
            let name = cards::name(&customers.reader.read(&card.file.blob)?);
            let what = match parts.is_empty() {
                true => What::IdOfForgotten { by, question },
                false => What::PartOfForgotten { by, parts, question },
            };
            out.conflict(card.path, Some(id), name, what);
            Ok(Fate::Open)
        }
    }
}

/// The question whether a customer that one side alone still has stays as that one has it, and the answer that
/// says so.
fn whether_it_stays(three: &Three<'_>, keeper: Side, card: PlacedFile<'_>) -> (Question, Answer) {
    let log = three.side(keeper).log.map_or("", |log| &log.file.blob);
    let have = format!("{} {log}", card.file.blob);
    let (ours, theirs, kept) = match keeper {
        Side::Ours => (have, String::new(), Answer::Ours),
        Side::Theirs => (String::new(), have, Answer::Theirs),
    };
    (Question { path: path_of(card.path), key: None, ours, theirs, both: false }, kept)
}

/// What no trace decides.
fn asked(
    customers: &mut Customers<'_>,
    (threes, traces): (&BTreeMap<&str, Three<'_>>, &Traces),
    id: &str,
    by: Side,
    change: &Change,
    out: &mut Output,
) -> Result<Fate, Stop> {
    let keeper = by.other();
    let three = &threes[id];
    let Some(card) = three.side(keeper).card else { return Ok(Fate::Merged) };
    let (question, kept) = whether_it_stays(three, keeper, card);
    match customers.request.answers.to(&question) {
        Some(answer) if answer == kept => Ok(Fate::Kept(keeper)),
        Some(_) => {
            out.given_up.insert(id.to_owned(), by);
            Ok(Fate::Gone(Some(by)))
        }
        None => {
            let text = customers.reader.read(&card.file.blob)?;
            let base = customers.reader.of(three.base(|files| files.card).map(|spot| spot.file))?;
            let texts = (std::str::from_utf8(&base).ok(), std::str::from_utf8(&text).ok());
            let changes = match texts {
                (Some(base), Some(text)) => cards::changes(base, text).unwrap_or_default(),
                _ => Vec::new(),
            };
            let keys = changes.into_iter().map(|(key, _)| key).filter(|key| !key.is_empty()).collect();
            let parts = traces.parts(keeper, id);
            let mut lines = change.added;
            for part in parts.iter().filter_map(|part| threes.get(part.as_str())) {
                // What the others had before they became one is not new.
                let old = customers.base_log(part)?;
                lines = lines.saturating_sub(super::lines::lines(&old).count());
            }
            let second = threes.get(key(id).as_str());
            let second = second.and_then(|second| second.side(by).card).map(|card| card.file);
            let successor = cards::name(&customers.reader.of(second)?);
            let what = What::Removed { by, lines, keys, parts, successor, question };
            out.conflict(card.path, Some(id), cards::name(&text), what);
            Ok(Fate::Open)
        }
    }
}

fn change(customers: &mut Customers<'_>, id: &str, three: &Three<'_>, side: Side) -> Result<Change, Stop> {
    let files = three.side(side);
    let blob = |spot: super::tree::PlacedFile<'_>| spot.file.blob.clone();
    let card = files.card.map(blob) != three.base(|files| files.card).map(blob);
    let (old, new) = (three.base(|files| files.log).map(blob), files.log.map(blob));
    if old == new && (old.is_some() || three.bases.iter().all(|base| base.log.is_none())) {
        return Ok(Change { card, ..Change::default() });
    }
    let base = customers.base_log(three)?;
    let log = customers.reader.of(files.log.map(|spot| spot.file))?;
    let forgotten = customers.request.forgotten;
    let is_known = |line: &&[u8]| forgotten.is_empty() || !forgotten.has_line(id, line);
    let added = beyond(&base, &log).into_iter().filter(is_known).count();
    Ok(Change { card, added, removed: beyond(&log, &base).len() })
}
