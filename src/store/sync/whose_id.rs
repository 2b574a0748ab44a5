//! Whose an id is of which the list says that who had it was forgotten. An id alone never says who a customer is: in
//! clones that know nothing of one another, two firms get the same one.
//!
//! It is the forgotten one's where both sides had it before that forgetting, or where lines were forgotten that it has.
//! Of one that nobody had then, the files of the forgotten one may say that it is another firm; else a person has to.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::forgotten::all_ids;
use super::customers::Customers;
use super::leads::Traced;
use super::likeness::Shown;
use super::lines::{lines, trace};
use super::objects::Stop;
use super::outcome::{Side, Trace};
use super::own_values::are_two;
use super::traces::Traces;
use super::tree::Three;
use crate::store::file_names::CustomerFile;

/// Whose an id is.
pub(super) enum Whose {
    /// Still that of the one who was forgotten.
    Forgotten,
    /// Another customer's, which a side alone has.
    Another(Side),
    /// A side alone has a customer of it, who may be either.
    Unclear(Side),
    /// Nobody's who was forgotten.
    Alive,
}

/// Whose it is in this merge.
pub(super) fn whose(
    customers: &mut Customers<'_>,
    threes: &BTreeMap<&str, Three<'_>>,
    traces: &Traces,
    id: &str,
) -> Result<Whose, Stop> {
    let forgotten = customers.request.forgotten;
    if forgotten.is_empty() || !forgotten.has_id(id) {
        return Ok(Whose::Alive);
    }
    if let Some(side) = traces.is_another(threes, forgotten, id) {
        return Ok(Whose::Another(side));
    }
    let three = &threes[id];
    if customers.lists.had_before_forgetting(id, three) {
        return Ok(Whose::Forgotten);
    }
    let has_line = customers.has_forgotten_line(id, three)?;
    let was_there = three.bases.iter().any(|base| base.card.is_some());
    let side = match (three.ours.card, three.theirs.card) {
        (Some(_), None) if !was_there => Side::Ours,
        (None, Some(_)) if !was_there => Side::Theirs,
        // All who have it knew that it was forgotten, or both have entered it since.
        _ if has_line => return Ok(Whose::Forgotten),
        _ => return Ok(Whose::Alive),
    };
    let is_new = traces.newcomer(threes, id) == Some(side);
    if is_new && customers.is_id_from_before(threes, id, side)? {
        return Ok(Whose::Another(side));
    }
    let is_two = customers.is_none_of_the_removed(id, three.side(side).card.map(|card| &*card.file.blob))?;
    Ok(match (has_line, is_two) {
        (false, true) => Whose::Another(side),
        (true, false) => Whose::Forgotten,
        _ => Whose::Unclear(side),
    })
}

impl Customers<'_> {
    /// The ids under which a customer was when both sides were one. A trace from before that leads to nobody of then:
    /// who had its id beside it was another one, who came later.
    pub fn ids_of_then(
        &mut self,
        threes: &BTreeMap<&str, Three<'_>>,
        traced: Traced<'_>,
    ) -> Result<Vec<String>, Stop> {
        let Traced { id, log, .. } = traced;
        let mut ids = self.moved.all_ids(id, log);
        let mut known: HashSet<Vec<u8>> = HashSet::new();
        for three in ids.iter().filter_map(|id| threes.get(id.as_str())) {
            for log in three.bases.iter().filter_map(|base| base.log) {
                let text = self.reader.read(&log.file.blob)?;
                known.extend(lines(&text).filter(|line| trace(line).is_some()).map(<[u8]>::to_vec));
            }
        }
        let traces = lines(log).filter(|line| !known.contains(*line)).filter_map(trace);
        let fresh: HashMap<String, Trace> = traces.collect();
        let was_there =
            |id: &str| threes.get(id).is_some_and(|three| three.bases.iter().any(|base| base.card.is_some()));
        let has_moved = |id: &str| self.moved.steps().any(|(_, from)| from == id);
        ids.retain(|former| {
            former == id || fresh.contains_key(former) || has_moved(former) || !was_there(former)
        });
        let mut found = Vec::with_capacity(ids.len());
        for former in ids {
            let how = fresh.get(&former).copied().unwrap_or(Trace::Renamed);
            // Another one may be that one more surely.
            let best = traced.sides.iter().filter_map(|side| self.shown[*side as usize].get(&former)).max();
            let best = best.copied().unwrap_or(Shown::Not);
            let shown = if former == id { Shown::ByLog } else { self.leads(threes, (&former, how), traced)? };
            if shown != Shown::Not && shown >= best {
                found.push(former);
            }
        }
        Ok(found)
    }

    /// Whether a log has lines on either side that were forgotten.
    fn has_forgotten_line(&mut self, id: &str, three: &Three<'_>) -> Result<bool, Stop> {
        let forgotten = self.request.forgotten;
        for side in [Side::Ours, Side::Theirs] {
            let log = self.reader.of(three.side(side).log.map(|log| log.file))?;
            let ids = self.moved.all_ids(id, &log);
            if lines(&log).any(|line| ids.iter().any(|id| forgotten.has_line(id, line))) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the forgotten one had the id before both sides were one, and another one by then, under which it was
    /// forgotten since: who has it now came later.
    fn is_id_from_before(
        &mut self,
        threes: &BTreeMap<&str, Three<'_>>,
        id: &str,
        side: Side,
    ) -> Result<bool, Stop> {
        let forgotten = self.request.forgotten;
        for (later, three) in threes.iter().filter(|(_, three)| three.was_there()) {
            if three.side(side.other()).card.is_none() && forgotten.has_id(later) {
                let log = self.base_log(three)?;
                if all_ids(later, &log).iter().skip(1).any(|former| former == id) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Whether of all that was under an id since both sides were one, or came from it, and was taken away, none can be
    /// this customer. Nobody knows where nothing of that was ever sent.
    fn is_none_of_the_removed(&mut self, id: &str, card: Option<&str>) -> Result<bool, Stop> {
        let own = self.reader.read(card.unwrap_or_default())?;
        let removed = self.history.removed(self.place);
        let mut read = |blob: &str| self.reader.read(blob).ok();
        let mut ids = HashSet::from([id.to_owned()]);
        for log in removed.iter().filter(|file| file.part == CustomerFile::Log) {
            let all = all_ids(&log.id, &read(&log.blob).unwrap_or_default());
            if all.iter().any(|former| former == id) {
                ids.extend(all);
            }
        }
        let mut cards = removed
            .iter()
            .filter(|file| file.part == CustomerFile::Card && ids.contains(&file.id))
            .peekable();
        Ok(cards.peek().is_some()
            && cards.all(|card| read(&card.blob).is_some_and(|card| are_two(&card, &own))))
    }
}
