//! Customers that one side has given another id by hand, as with `git mv`: no trace says so, but that what they were
//! lies under a new id there.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::cards;
use super::customers::{Customers, Step};
use super::fingerprints::Forgotten;
use super::lines::lines;
use super::objects::Stop;
use super::outcome::Side;
use super::own_values::{count_alike, has_alike};
use super::tree::{Files, Three};

/// How many may have a value alike that still tells them from all others.
const MANY: usize = 16;

/// A customer as it was, or as it is under a new id.
struct Seen<'t> {
    id: &'t str,
    files: Files<'t>,
    card: Vec<u8>,
    log: Vec<u8>,
}

/// What logs tell of.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    /// Ids whose customers have gone.
    pub traced: &'a HashSet<String>,
    /// Ids to which others have come.
    pub homes: &'a HashSet<&'a str>,
    /// Ids whose customers had become a part of who has them by now.
    pub taken: &'a HashSet<&'a str>,
}

/// The steps of the customers that a side has moved. Only where there is no doubt: the one is gone, and was not
/// forgotten there, the other one was not there, or had become a part of it, and no third one could be meant; and of
/// those that were forgotten on the other side where they may be another one by now, which a person has to see.
pub(super) fn moved<'t>(
    customers: &mut Customers<'_>,
    threes: &BTreeMap<&'t str, Three<'t>>,
    side: Side,
    Known { traced, homes, taken }: Known<'_>,
) -> Result<Vec<Step<'t>>, Stop> {
    let is_new = |id: &str, three: &Three<'_>| {
        let was_there = three.bases.iter().any(|base| base.card.is_some());
        (!was_there || taken.contains(id)) && three.side(side).card.is_some() && !homes.contains(id)
    };
    let new: Vec<&str> = threes.iter().filter(|(id, three)| is_new(id, three)).map(|(id, _)| *id).collect();
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let mut gone = Vec::new();
    let is_known = |id: &str| traced.contains(id) || customers.lists.has_forgotten(id, side);
    let untold: Vec<(&&str, &Three<'_>)> =
        threes.iter().filter(|(id, three)| three.was_there() && !is_known(id)).collect();
    for (id, three) in untold {
        let Some(was) = three.bases.iter().copied().find(|base| base.card.is_some()) else { continue };
        if is_gone(customers, was, three.side(side))? {
            gone.push(seen(customers, id, was)?);
        }
    }
    if gone.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Vec::with_capacity(new.len());
    for id in new {
        found.push(seen(customers, id, threes[id].side(side))?);
    }
    let sure = pairs(&gone, &found, customers.request.forgotten);
    gone.retain(|gone| {
        let is_open =
            threes[gone.id].side(side).card.is_none() && customers.request.forgotten.has_id(gone.id);
        is_open && sure.iter().all(|(_, from)| *from != gone.id)
    });
    found.retain(|new| sure.iter().all(|(to, _)| *to != new.id));
    let sure: Vec<Step<'t>> = sure.into_iter().map(|(to, from)| Step { to, from, is_sure: true }).collect();
    Ok([sure, likely(&gone, &found)].concat())
}

/// Each that has no log by which it would be known, with the one that has most of what few others have.
fn likely<'t>(gone: &[Seen<'t>], new: &[Seen<'t>]) -> Vec<Step<'t>> {
    let bare = gone.iter().filter(|gone| lines(&gone.log).next().is_none());
    let home = |gone: &Seen<'t>| {
        let alike = new.iter().map(|new| (count_alike(&gone.card, &new.card), new.id));
        let (_, to) = alike.filter(|(count, _)| *count > 0).max_by_key(|(count, _)| *count)?;
        Some(Step { to, from: gone.id, is_sure: false })
    };
    bare.filter_map(home).collect()
}

/// Whether the customer under an id isn't there any more: nobody has it, or one of another name, without its log.
fn is_gone(customers: &mut Customers<'_>, was: Files<'_>, is: Files<'_>) -> Result<bool, Stop> {
    let (Some(old), Some(new)) = (was.card, is.card) else { return Ok(true) };
    let same = |one: super::tree::PlacedFile<'_>, other: super::tree::PlacedFile<'_>| {
        one.file.blob == other.file.blob
    };
    if same(old, new) || was.log.zip(is.log).is_some_and(|(was, is)| same(was, is)) {
        return Ok(false);
    }
    let names = [old, new].map(|card| customers.reader.read(&card.file.blob).map(|text| cards::name(&text)));
    let [old, new] = names;
    if old? == new? {
        return Ok(false);
    }
    let (was, is) =
        (customers.reader.of(was.log.map(|log| log.file))?, customers.reader.of(is.log.map(|log| log.file))?);
    let is: HashSet<&[u8]> = lines(&is).collect();
    Ok(!lines(&was).any(|line| is.contains(line)))
}

fn seen<'t>(customers: &mut Customers<'_>, id: &'t str, files: Files<'t>) -> Result<Seen<'t>, Stop> {
    let card = customers.reader.of(files.card.map(|card| card.file))?;
    let log = customers.reader.of(files.log.map(|log| log.file))?;
    Ok(Seen { id, files, card, log })
}

/// Each that is gone with the new one that has its files, where both have no other.
fn pairs<'t>(gone: &[Seen<'t>], new: &[Seen<'t>], forgotten: &dyn Forgotten) -> Vec<(&'t str, &'t str)> {
    let mut by_word: HashMap<Vec<u8>, Vec<&Seen<'t>>> = HashMap::new();
    for new in new {
        words(new).for_each(|word| by_word.entry(word).or_default().push(new));
    }
    // What many have alike says nothing, such as the line of an import.
    by_word.retain(|_, new| new.len() <= MANY);
    let mut best: Vec<(&str, &str)> = Vec::new();
    let mut homes: HashMap<&str, usize> = HashMap::new();
    for gone in gone {
        let near: BTreeMap<&str, &Seen<'_>> =
            words(gone).filter_map(|word| by_word.get(&word)).flatten().map(|new| (new.id, *new)).collect();
        let found: Vec<(u8, &str)> =
            near.into_values().map(|new| (likeness(gone, new, forgotten), new.id)).collect();
        let Some((most, to)) = found.iter().max().copied().filter(|(likeness, _)| *likeness > 0) else {
            continue;
        };
        if found.iter().filter(|(likeness, _)| *likeness == most).count() == 1 {
            best.push((to, gone.id));
            *homes.entry(to).or_default() += 1;
        }
    }
    best.retain(|(to, _)| homes[to] == 1);
    best
}

/// By what one may be found again: its file, its name, the first line of its log.
fn words(seen: &Seen<'_>) -> impl Iterator<Item = Vec<u8>> {
    let blob = seen.files.card.map(|card| card.file.blob.as_bytes().to_vec());
    let name = cards::name(&seen.card).map(|name| [b"name ", name.as_bytes()].concat());
    let line = lines(&seen.log).map(|line| [b"line ", line].concat()).collect::<Vec<_>>();
    blob.into_iter().chain(name).chain(line)
}

/// How surely one is another: 0 for not at all. The same line may be in many logs, such as that of an import.
fn likeness(was: &Seen<'_>, is: &Seen<'_>, forgotten: &dyn Forgotten) -> u8 {
    let same_card = was.files.card.map(|card| &card.file.blob) == is.files.card.map(|card| &card.file.blob);
    let same_name = cards::name(&was.card).is_some_and(|name| cards::name(&is.card) == Some(name));
    let known: HashSet<&[u8]> = lines(&is.log).collect();
    // Somebody may have been forgotten in it since it has the new id.
    let is_there = |line: &[u8]| known.contains(line) || forgotten.has_line(was.id, line);
    let has_log = lines(&was.log).all(is_there);
    let is_empty = known.is_empty();
    let has_any = || lines(&was.log).any(|line| known.contains(line));
    let is_alike = || has_alike(&was.card, &is.card);
    match (same_card, has_log) {
        (true, true) => 3,
        (true, false) => 2,
        (false, true) if has_any() && (same_name || is_alike()) => 2,
        (false, true) if !is_empty && same_name => 2,
        (false, true) if same_name && is_empty && is_alike() => 1,
        _ => 0,
    }
}
