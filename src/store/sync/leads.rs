//! Whether a trace leads to a customer that was there when both sides were one. A trace names an id, and an id alone
//! never says who a customer is: in clones that know nothing of one another, two firms get the same one, and who asks
//! for another id then leaves the same trace as one that was there.
//!
//! It leads to whoever had the id where the log has that one's lines. Of one without lines, or whose lines came to be
//! others, the files have to agree; and it is never one that the side has beside it still.

use std::collections::{BTreeMap, HashSet};

use super::cards;
use super::customers::Customers;
use super::homing::customer;
use super::likeness::{Likeness, Shown, likeness};
use super::lines::{lines, renumbered, trace};
use super::masked_lines::{has_any_of, unexplained};
use super::objects::Stop;
use super::outcome::{Side, Trace};
use super::second_id::real;
use super::tree::{Files, PlacedFile, Three};
use crate::store::forgetting_note::is_note;

/// A customer whose log has traces: the key of it, its file and its log, on one side or as both have come to be.
#[derive(Clone, Copy)]
pub(super) struct Traced<'a> {
    pub id: &'a str,
    pub card: &'a [u8],
    pub log: &'a [u8],
    /// The sides on which it is there.
    pub sides: &'a [Side],
}

impl Customers<'_> {
    /// Whether a trace, or a move that none tells of, leads to the customer that both sides had under an id. One that
    /// nobody had then is whoever the trace says.
    pub fn leads(
        &mut self,
        threes: &BTreeMap<&str, Three<'_>>,
        (from, how): (&str, Trace),
        traced: Traced<'_>,
    ) -> Result<Shown, Stop> {
        let Some(three) = threes.get(from).filter(|three| was_anywhere(three)) else {
            return Ok(Shown::ByLog);
        };
        let is_moved = |side: &Side| self.moved.before(*side, real(traced.id)) == Some(from);
        if traced.sides.iter().any(is_moved) {
            return Ok(match self.moved.is_doubtful(real(traced.id), from) {
                true => Shown::Doubtful,
                false => Shown::ByLog,
            });
        }
        let was = self.any_base_log(three)?;
        // What the customer itself had, or another one that may be in it, shows nothing: a handover writes one line to all.
        let mut before = Vec::new();
        let all = self.moved.all_ids(traced.id, traced.log).into_iter().filter(|id| id != from);
        for three in all.filter_map(|id| threes.get(id.as_str())) {
            before.extend(self.any_base_log(three)?);
        }
        let before: HashSet<&[u8]> = lines(&before).collect();
        let is_note = |line: &[u8]| std::str::from_utf8(line).is_ok_and(is_note);
        let own: HashSet<&[u8]> =
            lines(&was).filter(|line| !before.contains(line) && !is_note(line)).collect();
        if has_lines(traced.log, from, &own, &before) {
            return Ok(Shown::ByLog);
        }
        let is_part =
            how == Trace::Merged || lines(traced.log).filter_map(trace).any(|(_, how)| how == Trace::Merged);
        let like = self.likeness(three, traced.card, is_part && own.is_empty())?;
        let mut beside = None;
        for card in traced.sides.iter().filter_map(|side| three.side(*side).card) {
            let card = self.reader.read(&card.file.blob)?;
            beside = beside.max(Some(self.likeness(three, &card, false)?));
        }
        if beside.is_some_and(|beside| beside >= like) {
            return Ok(Shown::Not);
        }
        Ok(match like {
            // Its name and its number may be new, as those of a firm that was taken over: where it was forgotten, has no lines
            // and is nowhere else, a person has to look at whom the trace leads to.
            Likeness::Two
                if how == Trace::Renamed
                    && !is_part
                    && own.is_empty()
                    && beside.is_none()
                    && self.request.forgotten.has_id(from) =>
            {
                Shown::Doubtful
            }
            Likeness::Two => Shown::Not,
            // Its lines are gone, or were changed by hand: then its file has to say it by itself.
            like if !own.is_empty() && like < Likeness::Value => Shown::Not,
            Likeness::Unknown if is_part => Shown::Not,
            Likeness::Unknown => Shown::Doubtful,
            like => Shown::ByCard(like),
        })
    }

    /// How much a file is like that which a customer had when both sides were one; `is_part` where it may be that of
    /// another one, which has taken over its name.
    fn likeness(&mut self, three: &Three<'_>, card: &[u8], is_part: bool) -> Result<Likeness, Stop> {
        let mut most = Likeness::Two;
        for was in three.bases.iter().filter_map(|base| base.card) {
            let was = self.reader.read(&was.file.blob)?;
            let has_name = is_part && cards::name(&was).is_some_and(|name| names(card).contains(&name));
            most = most.max(likeness(&was, card)).max(if has_name { Likeness::Name } else { Likeness::Two });
        }
        Ok(most)
    }

    /// The lines that a log had in any base.
    fn any_base_log(&mut self, three: &Three<'_>) -> Result<Vec<u8>, Stop> {
        let mut found = Vec::new();
        let mut seen: HashSet<&str> = HashSet::new();
        for log in three.bases.iter().filter_map(|base| base.log) {
            if seen.insert(&*log.file.blob) {
                found.extend(self.reader.read(&log.file.blob)?);
                found.push(b'\n');
            }
        }
        Ok(found)
    }

    /// The same of a customer as a side has it.
    pub fn leads_on_side(
        &mut self,
        threes: &BTreeMap<&str, Three<'_>>,
        step: (&str, Trace),
        (id, side): (&str, Side),
    ) -> Result<Shown, Stop> {
        let Files { card, log } = threes[id].side(side);
        let blob = |part: Option<PlacedFile<'_>>| part.map(|part| part.file.clone());
        let (card, log) = (self.reader.of(blob(card).as_ref())?, self.reader.of(blob(log).as_ref())?);
        self.leads(threes, step, Traced { id, card: &card, log: &log, sides: &[side] })
    }
}

fn was_anywhere(three: &Three<'_>) -> bool {
    three.bases.iter().any(|base| base.card.is_some())
}

/// Whether a log has one of these lines of another customer: as it was, or with another reference where that one was
/// made a part of its customer. Or all of them as a forgetting has left them: of a masked one alone the day may be
/// anybody's, and most of all that of what the customer had anyway, `before`.
fn has_lines(log: &[u8], from: &str, own: &HashSet<&[u8]>, before: &HashSet<&[u8]>) -> bool {
    let there: HashSet<&[u8]> = lines(log).collect();
    let is_there = |line: &&[u8]| {
        there.contains(line) || renumbered(line, from, |_, _| true).is_some_and(|line| there.contains(&*line))
    };
    if own.is_empty() || own.iter().any(is_there) {
        return !own.is_empty();
    }
    let rest = unexplained(log, before).join(&b'\n');
    own.iter().all(|line| has_any_of(&rest, &HashSet::from([*line])))
}

/// All names of a customer.
fn names(card: &[u8]) -> Vec<String> {
    let customer = customer("any", &String::from_utf8_lossy(card));
    customer
        .map(|customer| std::iter::once(customer.name).chain(customer.aliases).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::has_lines;
    use crate::store::forgetting_note::left_of;

    #[test]
    fn a_masked_line_is_anothers_where_nothing_else_explains_it() {
        let line = |text: &str| format!("{{\"at\":\"2026-02-01\",\"kind\":\"note\",\"text\":\"{text}\"}}");
        let (own, before) = (line("of Keeper"), line("of another"));
        let [masked, others] = [&own, &before].map(|was| left_of(was, line("(forgotten)")));
        let order = "{\"at\":\"2026-02-02\",\"kind\":\"order\",\"amount\":\"5\",\"ref\":\"O-1\"}";
        let renumbered = order.replace("O-1", "O-1~keeper");
        let both = format!("{others}\n{masked}");
        for (log, own, before, want) in [
            (&own, vec![&*own], vec![], true),
            (&masked, vec![&*own], vec![], true),
            (&masked, vec![&*own], vec![&*before], true),
            (&others, vec![&*own], vec![&*before], false),
            (&both, vec![&*own], vec![&*before], true),
            (&masked, vec![&*own, order], vec![], false),
            (&renumbered, vec![order], vec![], true),
            (&masked, vec![], vec![], false),
        ] {
            let [own, before] =
                [own, before].map(|lines| lines.into_iter().map(str::as_bytes).collect::<HashSet<_>>());
            assert_eq!(has_lines(log.as_bytes(), "keeper", &own, &before), want, "{log}");
        }
    }
}
