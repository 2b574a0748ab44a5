//! What had been forgotten, and stays away.

use crate::store::forgetting_note;
use crate::store::forgetting_note::new_forgettings;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::forget;
use super::super::forgotten::all_ids;
use super::answers::Question;
use super::customers::{Customers, Made};
use super::fingerprints::Forgotten;
use super::leads::Traced;
use super::lines::{beyond, keep, lines, trace, with};
use super::objects::{Reader, Stop};
use super::outcome::{Side, Told, Trace};
use super::output::Output;
use super::personal::{CONTACTS, DECISION};
use super::tree::{File, Place, Three, Tree, path_of};
use crate::format::merge;
use crate::store::forgetting_note::HIDDEN;

type Lines = HashSet<Vec<u8>>;

impl Customers<'_> {
    /// The customers that were forgotten as a whole among those that a log says were merged into it.
    pub fn forgotten_parts<'a>(
        &mut self,
        id: &str,
        side: Side,
        threes: &'a BTreeMap<&'a str, Three<'a>>,
    ) -> Result<Vec<(&'a str, &'a Three<'a>)>, Stop> {
        let forgotten = self.request.forgotten;
        let files = threes[id].side(side);
        let Some(log) = files.log.filter(|_| !forgotten.is_empty()) else { return Ok(Vec::new()) };
        let card = self.reader.of(files.card.map(|card| card.file))?;
        let log = self.reader.read(&log.file.blob)?;
        let traced = Traced { id, card: &card, log: &log, sides: &[side] };
        let ids = self.ids_of_then(threes, traced)?;
        let parts = ids.iter().skip(1).filter(|id| forgotten.has_id(id));
        Ok(parts.filter_map(|id| threes.get_key_value(id.as_str())).map(|(id, three)| (*id, three)).collect())
    }

    /// Takes out of a log that came from both sides what had been forgotten. An equal line that was forgotten in
    /// another one only stays, and it is written down that it does: it is known by its bytes alone.
    pub fn leave_out_forgotten(
        &mut self,
        id: &str,
        threes: &BTreeMap<&str, Three<'_>>,
        made: &mut Made,
        out: &mut Output,
    ) -> Result<(), Stop> {
        let forgotten = self.request.forgotten;
        let Some(part) = made.log.as_ref().filter(|_| !forgotten.is_empty()) else { return Ok(()) };
        let text = self.bytes(Some(part))?;
        // A line may have been forgotten under the id that its customer had then.
        let ids = self.moved.all_ids(id, &text);
        if !lines(&text).any(|line| ids.iter().any(|id| forgotten.has_line(id, line))) {
            return Ok(());
        }
        // One that it had itself, before it took over another's, was not forgotten with that one.
        let mut own = Lines::new();
        if ids.len() > 1 {
            own.extend(lines(&self.base_log(&threes[id])?).map(<[u8]>::to_vec));
            own.extend(self.own_lines(id, &threes[id])?);
            own.extend(self.lines_of(threes, id, Trace::Renamed)?);
        }
        let of_parts = self.lines_of(threes, id, Trace::Merged)?;
        // Nor one that equals a line of whoever had its id before both sides were one, and was forgotten since.
        let is_second = threes[id].bases.iter().all(|base| base.card.is_none())
            && forgotten.has_former(id)
            && !forgotten.has_id(id);
        let mut count = 0;
        let rest = keep(&text, |line| {
            let is_ours = forgotten.has_line(id, line);
            if !is_ours && !ids.iter().skip(1).any(|id| forgotten.has_line(id, line)) {
                return true;
            }
            // It may be its own since it had another id.
            let is_known_own = |id: &String| forgotten.is_own(id, line) && !forgotten.has_line(id, line);
            let is_own = !is_ours && (own.contains(line) || ids.iter().any(is_known_own));
            let stays = is_own || is_second || of_parts.contains(line);
            if stays {
                out.owned.extend(forgotten.owning(&ids, line));
            }
            count += usize::from(!stays);
            stays
        });
        let Some(part) = made.log.as_mut().filter(|_| rest.is_some()) else { return Ok(()) };
        let path = path_of(&part.path);
        out.told.push(Told::Forgotten { id: id.to_owned(), path, lines: count, whole: false });
        part.bytes = rest;
        Ok(())
    }

    /// Lines that a customer has on a side where none of those is a part of it in which they were forgotten.
    fn own_lines(&mut self, id: &str, three: &Three<'_>) -> Result<Lines, Stop> {
        let forgotten = self.request.forgotten;
        let mut found = Lines::new();
        for side in [Side::Ours, Side::Theirs] {
            let text = self.reader.of(three.side(side).log.map(|spot| spot.file))?;
            let ids = self.moved.all_ids(id, &text);
            let is_own = |line: &&[u8]| !ids.iter().skip(1).any(|id| forgotten.has_line(id, line));
            found.extend(lines(&text).filter(is_own).map(<[u8]>::to_vec));
        }
        Ok(found)
    }

    /// Lines that came into a customer with a part of it, on a side that had not heard of a forgetting: they were
    /// forgotten in the customer before that, and are the part's, too. Or those that it had under the id before.
    fn lines_of(
        &mut self,
        threes: &BTreeMap<&str, Three<'_>>,
        id: &str,
        sought: Trace,
    ) -> Result<Lines, Stop> {
        let forgotten = self.request.forgotten;
        let base = self.base_log(&threes[id])?;
        let mut found = Lines::new();
        for side in [Side::Ours, Side::Theirs] {
            let text = self.reader.of(threes[id].side(side).log.map(|spot| spot.file))?;
            let there: HashSet<&[u8]> = lines(&text).collect();
            let parts = beyond(&base, &text).into_iter().filter_map(trace);
            for (part, _) in parts.filter(|(_, how)| *how == sought) {
                let Some(three) = threes.get(part.as_str()).filter(|_| !forgotten.has_id(&part)) else {
                    continue;
                };
                let log = self.base_log(three)?;
                let ids = self.moved.all_ids(&part, &log);
                let is_its_own =
                    |line: &&[u8]| there.contains(line) && !ids.iter().any(|id| forgotten.has_line(id, line));
                found.extend(lines(&log).filter(is_its_own).map(<[u8]>::to_vec));
                // What was written there since came with it as well.
                let new = self.own_lines(&part, three)?.into_iter();
                found.extend(new.filter(|line| !forgotten.has_line(&part, line)));
            }
        }
        Ok(found)
    }

    /// Which side has forgotten somebody since both were one, by the log that each has.
    pub fn forgot(&mut self, ours: &Three<'_>, theirs: &Three<'_>) -> Result<[bool; 2], Stop> {
        let bases = [self.base_log(ours)?, self.base_log(theirs)?];
        let before = bases.each_ref().map(Vec::as_slice);
        let mut forgot = [false; 2];
        for (at, log) in [ours.ours.log, theirs.theirs.log].into_iter().enumerate() {
            let text = self.reader.of(log.map(|spot| spot.file))?;
            forgot[at] = !new_forgettings(&text, &before).is_empty();
        }
        Ok(forgot)
    }

    /// Notes in a customer's log what an answer let stay though one side had forgotten it: that side hears of it.
    pub fn note_kept(&mut self, id: &str, made: &mut Made, out: &mut Output) -> Result<(), Stop> {
        let Some(keys) = out.kept.get(id).filter(|_| made.card.is_some()) else { return Ok(()) };
        let keys = keys.iter().cloned().collect::<Vec<_>>().join("; ");
        let (at, by) = (self.request.at.to_string(), self.request.by);
        let line = forgetting_note::note_of_what_stays(&keys, &at, Some(by)).into_bytes();
        let now = self.bytes(made.log.as_ref())?;
        if let Some(log) = &mut made.log {
            log.bytes = Some(with(&now, &[Cow::Borrowed(&*line)]));
            out.written.insert(line);
        }
        Ok(())
    }
}

/// What of theirs says that something stays that had been forgotten.
pub(super) fn heard(
    place: &Place,
    reader: &mut Reader,
    [ours, theirs]: [&Tree; 2],
    forgotten: &dyn Forgotten,
) -> Result<Vec<Told>, Stop> {
    let known: HashMap<&str, &File> = place.logs(ours).map(|(_, id, file)| (id, file)).collect();
    let there: HashSet<&str> = place.logs(theirs).map(|(_, id, _)| id).collect();
    // A new one of theirs can only be one of ours that they don't have any more: else it needn't be read.
    let has_moved = known.keys().any(|id| !there.contains(id));
    let mut told = Vec::new();
    for (_, id, file) in place.logs(theirs) {
        if known.get(id).map_or(!has_moved, |own| own.blob == file.blob) {
            continue;
        }
        let text = reader.read(&file.blob)?;
        // One that they have given another id is the one that has its former id here.
        let Some(own) = all_ids(id, &text).iter().find_map(|id| known.get(id.as_str())) else { continue };
        let before = reader.read(&own.blob)?;
        // Somebody may have looked at it already, and let it stay.
        let kept = beyond(&before, &text).into_iter().filter(|line| !forgotten.is_own(id, line));
        let kept = kept.filter_map(forgetting_note::kept_note);
        told.extend(kept.map(|what| Told::Kept { id: id.to_owned(), what }));
    }
    Ok(told)
}

/// Who has forgotten what a question is about: it is gone there, or masked.
pub(super) fn forgotten_by(question: &Question, forgot: [bool; 2]) -> Option<Side> {
    let key = question.key.as_deref()?.split('.').next()?;
    let is_gone = |text: &str| text.trim().is_empty() || text.contains(HIDDEN);
    let texts = [&question.ours, &question.theirs].map(|text| is_gone(text));
    // Of a list as a whole, somebody is gone whom the other side has.
    let lists = names(question);
    let lacks =
        |side: Side| lists[side.other() as usize].iter().any(|name| !lists[side as usize].contains(name));
    let of = |side: Side| {
        let is_gone = texts[side as usize] && !texts[side.other() as usize];
        forgot[side as usize] && ((is_gone && forget::is_personal(key)) || lacks(side))
    };
    [Side::Ours, Side::Theirs].into_iter().find(|side| of(*side))
}

/// The names of the contacts that both sides have, or of those in the decision chain, where a question is about the list
/// or the whole file.
fn names(question: &Question) -> [Vec<String>; 2] {
    let (list, name) = match question.key.as_deref() {
        Some(DECISION) => (DECISION, "who"),
        _ => (CONTACTS, "name"),
    };
    let is_list = question.key.as_deref().is_some_and(|key| key == list || key == "*");
    [&question.ours, &question.theirs].map(|text| {
        let map = merge::mapping(text.trim_start_matches('\u{feff}')).filter(|_| is_list).unwrap_or_default();
        let list = map.get(list).and_then(|list| list.as_sequence()).cloned().unwrap_or_default();
        list.iter().filter_map(|item| item.get(name)?.as_str().map(str::to_owned)).collect()
    })
}

/// What stays by an answer: its key, with the names of the contacts.
pub(super) fn kept(question: &Question) -> String {
    let key = question.key.clone().unwrap_or_default();
    let [ours, theirs] = names(question);
    let only = |own: &[String], other: &[String]| -> Vec<String> {
        own.iter().filter(|name| !other.contains(name)).cloned().collect()
    };
    let gone = [only(&ours, &theirs), only(&theirs, &ours)].concat();
    if !gone.is_empty() {
        let list = if key == DECISION { DECISION } else { CONTACTS };
        return format!("{list}: {}", gone.join(", "));
    }
    let texts = [&question.ours, &question.theirs].into_iter();
    let maps = texts.filter_map(|text| merge::mapping(text));
    let lists = maps.filter_map(|map| map.get(&*key)?.as_sequence().cloned()).flatten();
    let names: Vec<String> = lists.filter_map(|item| item.get("name")?.as_str().map(str::to_owned)).collect();
    if names.is_empty() { key } else { format!("{key}: {}", names.join(", ")) }
}
