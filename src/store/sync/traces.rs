//! Where customers went since both sides were one: the traces that `crm merge` and `crm rename` leave in logs.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::super::forgotten::all_ids;
use super::customers::Customers;
use super::fingerprints::Forgotten;
use super::likeness::Shown;
use super::lines::{beyond, lines, trace};
use super::moves::{Known, moved};
use super::objects::Stop;
use super::outcome::{Side, Told, Trace};
use super::output::Output;
use super::second_id::real;
use super::tree::Three;

/// Where customers went on each side.
#[derive(Default)]
pub(super) struct Traces {
    homes: [HashMap<String, (String, Trace)>; 2],
    /// The ids that lead to somebody by the trace alone, though nothing speaks against it.
    doubtful: [HashSet<String>; 2],
}

/// Where one was renamed to, and what it was made a part of then.
#[derive(Debug, Default)]
struct Way<'t> {
    renamed: Option<&'t str>,
    merged: Option<&'t str>,
}

/// What each log says of where its customers came from, in its order.
pub(super) type Steps<'t> = BTreeMap<&'t str, Vec<(String, Trace)>>;

/// The traces that logs of a side have since both were one, in their order. One that came along with the history of a
/// customer that had it before tells of no new step, and one of somebody else who had the id tells of none at all.
pub(super) fn fresh<'t>(
    customers: &mut Customers<'_>,
    threes: &BTreeMap<&'t str, Three<'t>>,
    side: Side,
) -> Result<Steps<'t>, Stop> {
    let mut added: BTreeMap<&str, Vec<Vec<u8>>> = BTreeMap::new();
    for (id, three) in threes {
        let Some(log) = three.side(side).log else { continue };
        if three.base(|files| files.log).is_some_and(|base| base.file.blob == log.file.blob) {
            continue;
        }
        let base = customers.base_log(three)?;
        let text = customers.reader.read(&log.file.blob)?;
        let new = beyond(&base, &text).into_iter().filter(|line| trace(line).is_some());
        let new: Vec<Vec<u8>> = new.map(<[u8]>::to_vec).collect();
        if !new.is_empty() {
            added.insert(id, new);
        }
    }
    let mut known: HashSet<Vec<u8>> = HashSet::new();
    if !added.is_empty() {
        for three in threes.values().filter(|three| !three.is_untouched()) {
            let base = customers.base_log(three)?;
            known.extend(lines(&base).filter(|line| trace(line).is_some()).map(<[u8]>::to_vec));
        }
    }
    let is_fresh = |line: &Vec<u8>| !known.contains(line);
    let read = |lines: Vec<Vec<u8>>| {
        lines.iter().filter(|line| is_fresh(line)).filter_map(|line| trace(line)).collect::<Vec<_>>()
    };
    let mut steps: Steps<'t> = BTreeMap::new();
    for (id, lines) in added {
        for (from, how) in read(lines) {
            // One that names the id itself says that it took in who had it.
            let is_own = from == real(id);
            if is_own || customers.leads_on_side(threes, (&from, how), (id, side))? != Shown::Not {
                steps.entry(id).or_default().push((from, how));
            }
        }
    }
    for (id, steps) in &mut steps {
        // What was renamed before it was made a part has come with that part's history.
        let parts = parts_that_were_renamed(customers, threes, (id, side), steps)?;
        for (_, how) in steps.iter_mut().filter(|(from, _)| parts.contains(from)) {
            *how = Trace::Merged;
        }
    }
    let traced: HashSet<String> = steps.values().flatten().map(|(from, _)| from.clone()).collect();
    let was_there = |id: &str| threes.get(id).is_some_and(Three::was_there);
    let has_come = |steps: &Vec<(String, Trace)>| {
        steps.iter().any(|(from, how)| *how == Trace::Renamed && was_there(from))
    };
    let homes: HashSet<&str> = steps.iter().filter(|(_, steps)| has_come(steps)).map(|(id, _)| *id).collect();
    let is_own = |(id, steps): &(&&'t str, &Vec<(String, Trace)>)| steps.iter().any(|(from, _)| from == **id);
    let taken: HashSet<&str> = steps.iter().filter(is_own).map(|(id, _)| *id).collect();
    for step in moved(customers, threes, side, Known { traced: &traced, homes: &homes, taken: &taken })? {
        steps.entry(step.to).or_default().push((step.from.to_owned(), Trace::Renamed));
        customers.moved.note(side, step);
    }
    Ok(steps)
}

/// Those of whom a log says that they were renamed, and that are a part of its customer: it says that, too, or it was
/// another one that has got this id. That one's history stands before all others in its log.
fn parts_that_were_renamed(
    customers: &mut Customers<'_>,
    threes: &BTreeMap<&str, Three<'_>>,
    (id, side): (&str, Side),
    steps: &[(String, Trace)],
) -> Result<HashSet<String>, Stop> {
    let of = |wanted: Trace| steps.iter().filter(move |(_, how)| *how == wanted).map(|(from, _)| from);
    let mut parts: HashSet<String> = of(Trace::Merged).cloned().collect();
    let rest: BTreeSet<&String> = of(Trace::Renamed).filter(|from| !parts.contains(*from)).collect();
    let known = rest.into_iter().filter_map(|from| Some((from, threes.get(from.as_str())?)));
    let known: Vec<(&String, &Three<'_>)> = known.filter(|(_, three)| three.was_there()).collect();
    if known.len() < 2 {
        return Ok(parts);
    }
    let log = customers.reader.of(threes[id].side(side).log.map(|spot| spot.file))?;
    let mut places = Vec::new();
    for (from, three) in known {
        let base = customers.base_log(three)?;
        let own: HashSet<&[u8]> = lines(&base).collect();
        // One whose lines all have other numbers there, or that has none, is not the first.
        places.push((lines(&log).position(|line| own.contains(line)).unwrap_or(usize::MAX), from));
    }
    places.sort();
    parts.extend(places.into_iter().skip(1).map(|(_, from)| from.clone()));
    Ok(parts)
}

impl Traces {
    /// What the logs of each side say of it since both were one.
    pub fn of<'t>(
        customers: &mut Customers<'_>,
        threes: &BTreeMap<&'t str, Three<'t>>,
    ) -> Result<Self, Stop> {
        let mut traces = Traces::default();
        for side in [Side::Ours, Side::Theirs] {
            let is_gone = |three: &Three<'_>| three.was_there() && three.side(side).card.is_none();
            // One that nobody else had may be a part of another one, too: that counts where one is forgotten.
            if customers.request.forgotten.is_empty() && !threes.values().any(is_gone) {
                continue;
            }
            for (id, fresh) in fresh(customers, threes, side)? {
                for (from, how) in fresh.into_iter().filter(|(from, _)| from != real(id)) {
                    // Of several the one that is it most surely: the others are of who had its id after it.
                    let shown = customers.leads_on_side(threes, (&from, how), (id, side))?;
                    let own = &mut customers.shown[side as usize];
                    if own.get(&from).is_none_or(|other| *other <= shown) {
                        own.insert(from.clone(), shown);
                        traces.homes[side as usize].insert(from, (id.to_owned(), how));
                    }
                }
            }
            traces.follow_former(customers, threes, side)?;
            let shown = customers.shown[side as usize].iter();
            let doubtful =
                shown.filter(|(_, shown)| **shown == Shown::Doubtful).map(|(from, _)| from.clone());
            traces.doubtful[side as usize] = doubtful.collect();
        }
        Ok(traces)
    }

    /// Who had an id of before when both sides were one, and has it again on a side, as by `git revert` of a renaming: a
    /// trace of that id is one of this customer's, where the log has its lines.
    fn follow_former(
        &mut self,
        customers: &mut Customers<'_>,
        threes: &BTreeMap<&str, Three<'_>>,
        side: Side,
    ) -> Result<(), Stop> {
        for (id, three) in threes.iter().filter(|(_, three)| three.was_there()) {
            if three.side(side).card.is_some() || self.homes[side as usize].contains_key(*id) {
                continue;
            }
            let base = customers.base_log(three)?;
            let former = all_ids(id, &base).into_iter().skip(1);
            let mut former =
                former.filter(|former| !threes.get(former.as_str()).is_some_and(Three::was_there));
            let found = former.find_map(|former| self.homes[side as usize].get(&former).cloned());
            let Some((home, how)) = found.filter(|(home, _)| threes.contains_key(home.as_str())) else {
                continue;
            };
            if customers.leads_on_side(threes, (id, how), (&home, side))? == Shown::ByLog {
                customers.shown[side as usize].insert((*id).to_owned(), Shown::ByLog);
                self.homes[side as usize].insert((*id).to_owned(), (home, how));
            }
        }
        Ok(())
    }

    /// The side whose customer of this id was forgotten under the one that it had before, where the other side has
    /// given it to somebody else. Not where it has become more than it was: then nobody but a person can tell.
    pub fn forgotten_of_two(
        &self,
        threes: &BTreeMap<&str, Three<'_>>,
        is_gone: impl Fn(&str) -> bool,
        id: &str,
    ) -> Option<(Side, String)> {
        let former = self.two_of_one_id(threes, id)?;
        let gone = |side: Side| former[side as usize].clone().filter(|former| is_gone(former));
        let (side, former) = match (gone(Side::Ours), gone(Side::Theirs)) {
            (Some(former), None) => (Side::Ours, former),
            (None, Some(former)) => (Side::Theirs, former),
            _ => return None,
        };
        self.parts(side, id).iter().all(|part| is_gone(part)).then_some((side, former))
    }

    pub fn get(&self, side: Side, id: &str) -> Option<&(String, Trace)> {
        self.homes[side as usize].get(id)
    }

    /// The ids of the customers that a side made a part of this one.
    pub fn parts(&self, side: Side, id: &str) -> Vec<String> {
        let own = self.homes[side as usize].iter();
        let mut parts: Vec<String> = own
            .filter(|(_, (home, how))| home == id && *how == Trace::Merged)
            .map(|(from, _)| from.clone())
            .collect();
        parts.sort();
        parts
    }

    /// The ids that customers had when both sides were one which a log says were renamed to what is in it by now.
    pub fn former(&self, threes: &BTreeMap<&str, Three<'_>>, side: Side, id: &str) -> Vec<String> {
        let was_there = |from: &str| threes.get(from).is_some_and(Three::was_there);
        let own = self.homes[side as usize].iter();
        let own = own.filter(|(from, (home, how))| home == id && *how == Trace::Renamed && was_there(from));
        own.map(|(from, _)| from.clone()).collect()
    }

    /// The way of a customer that was there before and is not there any more.
    fn way<'t>(&self, threes: &BTreeMap<&'t str, Three<'_>>, side: Side, id: &str) -> Way<'t> {
        let mut way = Way::default();
        let is_gone = |three: &Three<'_>| three.was_there() && three.side(side).card.is_none();
        if !threes.get(id).is_some_and(is_gone) {
            return way;
        }
        let (mut at, mut seen) = (id, BTreeSet::new());
        while let Some((next, how)) = self.get(side, at) {
            let Some((next, three)) = threes.get_key_value(next.as_str()) else { break };
            if !seen.insert(*next) {
                break;
            }
            // A name that was there before is another customer's.
            let is_other = *how == Trace::Merged || three.bases.iter().any(|base| base.card.is_some());
            match is_other || way.merged.is_some() {
                true => way.merged = Some(next),
                false => way.renamed = Some(next),
            }
            // Who is there has the id now: where a log says that it went on, that was somebody else before.
            if three.side(side).card.is_some() {
                break;
            }
            at = next;
        }
        way
    }

    /// What one that was there before, and is gone on a side, is there now: it has another id, or is a part of another one.
    pub fn name<'t>(
        &self,
        threes: &BTreeMap<&'t str, Three<'_>>,
        side: Side,
        id: &str,
    ) -> Option<(&'t str, Trace)> {
        let way = self.way(threes, side, id);
        let merged = way.merged.map(|to| (to, Trace::Merged));
        merged
            .or(way.renamed.map(|to| (to, Trace::Renamed)))
            .filter(|_| !self.doubtful[side as usize].contains(id))
    }

    /// Where a customer is in the end, whichever side has made it a part of another one.
    fn onward<'t>(&self, threes: &BTreeMap<&'t str, Three<'_>>, id: &'t str) -> &'t str {
        let (mut at, mut seen) = (id, BTreeSet::from([id]));
        let is_gone =
            |id: &str, side: Side| threes.get(id).is_some_and(|three| three.side(side).card.is_none());
        loop {
            let gone = [Side::Ours, Side::Theirs].into_iter().find(|side| is_gone(at, *side));
            let next = gone.and_then(|side| self.get(side, at));
            match next.and_then(|(next, _)| threes.get_key_value(next.as_str())) {
                Some((next, _)) if seen.insert(next) => at = next,
                _ => return at,
            }
        }
    }

    /// The ids that customers have by now which were forgotten under the id that they had before: they are the
    /// same customers. One that was made a part of another by somebody who had not heard of it is told.
    pub fn followed<'t>(
        &self,
        threes: &BTreeMap<&'t str, Three<'_>>,
        forgotten: &dyn Forgotten,
        is_gone: &dyn Fn(&str) -> bool,
        out: &mut Output,
    ) -> HashSet<&'t str> {
        let mut found = HashSet::new();
        if forgotten.is_empty() {
            return found;
        }
        for side in [Side::Ours, Side::Theirs] {
            for id in self.homes[side as usize].keys().map(String::as_str).filter(|id| is_gone(id)) {
                let mut way = self.way(threes, side, id);
                // Where nothing but the trace says that it is the forgotten one, a person looks.
                if self.doubtful[side as usize].contains(id) {
                    way.merged = way.merged.or(way.renamed.take());
                }
                found.extend(way.renamed);
                // One that had got another id before both were one is no customer of then.
                let is_known = threes.get(id).is_some_and(Three::was_there);
                let part = self.get(side, id).filter(|(_, how)| *how == Trace::Merged && !is_known);
                let part = part.and_then(|(to, _)| threes.get_key_value(to.as_str())).map(|(to, _)| *to);
                let to = way.merged.or(part).filter(|to| !is_gone(to));
                if let Some(to) = to.map(|to| self.onward(threes, to)) {
                    out.told.push(Told::TakenOver { id: id.to_owned(), to: to.to_owned(), by: side });
                }
            }
        }
        found
    }

    /// The side on which a customer has got the id of one that was made, and forgotten, on the other: it is another
    /// one, and nobody has asked to forget it.
    pub fn is_another(
        &self,
        threes: &BTreeMap<&str, Three<'_>>,
        forgotten: &dyn Forgotten,
        id: &str,
    ) -> Option<Side> {
        let three = threes.get(id).filter(|_| !forgotten.is_empty() && forgotten.has_id(id))?;
        let was_there = three.bases.iter().any(|base| base.card.is_some());
        let has = |side: Side| three.side(side).card.is_some();
        let side = [Side::Ours, Side::Theirs].into_iter().find(|side| has(*side) && !has(side.other()))?;
        let is_it =
            |from: &String| !forgotten.has_id(from) && self.way(threes, side, from).renamed == Some(id);
        (!was_there && self.homes[side as usize].keys().any(is_it)).then_some(side)
    }

    /// The side that alone has a customer of an id that nobody had when both were one, and that it didn't give to one of
    /// then: it is not the one that had the id before that.
    pub fn newcomer(&self, threes: &BTreeMap<&str, Three<'_>>, id: &str) -> Option<Side> {
        let three = threes.get(id).filter(|three| three.bases.iter().all(|base| base.card.is_none()))?;
        let has = |side: Side| three.side(side).card.is_some();
        let side = [Side::Ours, Side::Theirs].into_iter().find(|side| has(*side) && !has(side.other()))?;
        (!self.homes[side as usize].values().any(|(home, _)| home == id)).then_some(side)
    }

    /// The ids that two customers had, one on each side, before both sides gave them one and the same.
    pub fn two_of_one_id(&self, threes: &BTreeMap<&str, Three<'_>>, id: &str) -> Option<[Option<String>; 2]> {
        let three = threes.get(id)?;
        let was_there = three.bases.iter().any(|base| base.card.is_some());
        if was_there || three.ours.card.is_none() || three.theirs.card.is_none() {
            return None;
        }
        let former = [Side::Ours, Side::Theirs].map(|side| {
            let is_it = |from: &&String| self.way(threes, side, from).renamed == Some(id);
            // Of those on the way, the one that was there before.
            self.homes[side as usize].keys().filter(is_it).min().cloned()
        });
        (former[0] != former[1]).then_some(former)
    }

    /// Where customers are that are gone; those that both sides put elsewhere are told.
    pub fn homes(&self, threes: &BTreeMap<&str, Three<'_>>, out: &mut Output) {
        for (id, three) in threes.iter().filter(|(_, three)| three.was_there()) {
            let of = |side: Side| self.get(side, id).filter(|_| three.side(side).card.is_none()).cloned();
            match (of(Side::Ours), of(Side::Theirs)) {
                (Some((ours, _)), Some((theirs, _))) if ours != theirs => {
                    out.told.push(Told::TwoHomes { id: (*id).to_owned(), ours, theirs });
                }
                (Some(home), _) | (_, Some(home)) => {
                    out.homes.insert((*id).to_owned(), home);
                }
                _ => {}
            }
        }
    }

    /// A customer to which both sides gave the same new id is still one that was there before.
    pub fn one_name<'t>(&self, threes: &mut BTreeMap<&'t str, Three<'t>>) {
        let ids: Vec<&str> = threes.keys().copied().collect();
        for id in ids {
            let new = match (self.get(Side::Ours, id), self.get(Side::Theirs, id)) {
                (Some((ours, Trace::Renamed)), Some((theirs, Trace::Renamed))) if ours == theirs => ours,
                _ => continue,
            };
            let bases = threes[id].bases.clone();
            if let Some(three) = threes.get_mut(new.as_str())
                && three.bases.iter().all(|base| base.card.is_none() && base.log.is_none())
            {
                three.bases = bases;
            }
        }
    }
}
