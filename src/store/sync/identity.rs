//! Whether the customer that a side has under an id is still the one that both had under it before.
//!
//! It is, unless something says that the first one went elsewhere: a trace that `crm rename` or `crm merge` has left
//! since, that its files lie under another id, that it was forgotten and its id given anew, or that nothing is left of
//! it by which anybody knows it. Another name, and a log without its lines, say no such thing: a firm gets a new name,
//! and what a forgetting masks, or a hand corrects, is another line.

use std::collections::{BTreeMap, HashSet};

use super::cards;
use super::customers::Customers;
use super::lines::lines;
use super::masked_lines::has_any_of;
use super::objects::Stop;
use super::outcome::{Side, Trace};
use super::own_values::{has_alike, has_own};
use super::traces::{Steps, fresh};
use super::tree::{Files, Three};
use crate::store::forgetting_note::new_forgettings;

/// What the logs of each side say of where customers went.
pub(super) struct Evidence<'c, 't> {
    threes: &'c BTreeMap<&'t str, Three<'t>>,
    steps: [Option<Steps<'t>>; 2],
}

impl<'c, 't> Evidence<'c, 't> {
    pub fn new(threes: &'c BTreeMap<&'t str, Three<'t>>) -> Self {
        Evidence { threes, steps: [None, None] }
    }

    /// Whether a side has somebody else under an id than both had before.
    pub fn is_another(&mut self, customers: &mut Customers<'_>, id: &str, side: Side) -> Result<bool, Stop> {
        let three = &self.threes[id];
        let (was, is) = (three.bases.first().and_then(|base| base.card), three.side(side).card);
        let (Some(was), Some(is)) = (was, is) else { return Ok(false) };
        let log = three.side(side).log;
        let has_old = |base: &Files<'_>| {
            base.card.is_some_and(|card| card.file.blob == is.file.blob)
                || base.log.is_some_and(|old| log.is_some_and(|log| log.file.blob == old.file.blob))
        };
        if three.bases.iter().any(has_old) {
            return Ok(false);
        }
        let (was, is) = (customers.reader.read(&was.file.blob)?, customers.reader.read(&is.file.blob)?);
        let (Some(old_name), Some(name)) = (cards::name(&was), cards::name(&is)) else { return Ok(false) };
        let is_namesake = old_name == name;
        if !is_namesake && customers.lists.is_given_anew(id, side) {
            return Ok(true);
        }
        let (base, text) = (customers.base_log(three)?, customers.reader.of(log.map(|spot| spot.file))?);
        let steps = match self.steps[side as usize].take() {
            Some(steps) => steps,
            None => fresh(customers, self.threes, side)?,
        };
        let mut came = HashSet::new();
        for from in steps.get(id).into_iter().flatten().map(|(from, _)| from).filter(|from| *from != id) {
            if let Some(three) = self.threes.get(from.as_str()) {
                came.extend(lines(&customers.base_log(three)?).map(<[u8]>::to_vec));
            }
        }
        // An equal line may be that of one that came here.
        let own: HashSet<&[u8]> = lines(&base).filter(|line| !came.contains(*line)).collect();
        let is_kept = has_any_of(&text, &own);
        let went = steps.iter().any(|(at, steps)| *at != id && steps.iter().any(|(from, _)| from == id));
        // Of two branches of one name nothing but the lines of the first one elsewhere says that they are two.
        let found = !is_kept
            && (!is_namesake || (went && !own.is_empty()))
            && (went
                || self.has_come(steps.get(id), id, side)
                || ((!own.is_empty() || (lines(&base).next().is_none() && has_own(&is)))
                    && has_nothing_of([&was, &is], [&base, &text])));
        self.steps[side as usize] = Some(steps);
        Ok(found)
    }

    /// Whether the log under an id is that of a customer that had another one: not where that one was only made a
    /// part of the first, nor where it had taken the first one in.
    fn has_come(&self, steps: Option<&Vec<(String, Trace)>>, id: &str, side: Side) -> bool {
        let steps = steps.map_or(&[][..], Vec::as_slice);
        let was_there = |id: &str| self.threes.get(id).is_some_and(Three::was_there);
        let is_gone = |id: &str| {
            was_there(id) && self.threes.get(id).is_some_and(|three| three.side(side).card.is_none())
        };
        let renamed: HashSet<&str> =
            steps.iter().filter(|(_, how)| *how == Trace::Renamed).map(|(from, _)| from.as_str()).collect();
        let is_in = |(from, how): &(String, Trace)| *how == Trace::Merged && from == id;
        // A part's history stands before the trace that says so, under the last id that the part had.
        let is_part = |(from, how): &(String, Trace)| {
            *how == Trace::Merged && (renamed.contains(from.as_str()) || !was_there(from))
        };
        let has_come = |(at, (from, how)): (usize, &(String, Trace))| {
            *how == Trace::Renamed && from != id && is_gone(from) && !steps[at..].iter().any(is_part)
        };
        !steps.iter().any(is_in) && steps.iter().enumerate().any(has_come)
    }
}

/// Whether nothing of a customer is left in the files under its id: none of the values that tell it from others, and
/// no note that somebody of it was forgotten. Of one whose file says nothing of its own nobody can tell.
fn has_nothing_of([was, is]: [&[u8]; 2], [base, text]: [&[u8]; 2]) -> bool {
    has_own(was) && !has_alike(was, is) && new_forgettings(text, &[base]).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_where_no_value_of_its_own_and_no_note_of_a_forgetting_is() {
        let was = "name: Alpha\ngrade: C\nsince: 2026-01-01\ncontacts:\n  - name: Anna\n    role: buyer\n";
        let note = r#"{"at":"2026-02-01","by":"li","kind":"note","text":"forgotten on request on 2026-02-01 by li"}"#;
        for (was, is, log, want) in [
            (was, "name: New\ngrade: C\ncontacts: [{name: Nora, role: buyer}]\n", "", true),
            (was, "name: New\nsince: 2026-01-01\n", "", true),
            (was, "name: New\ncontacts: [{name: Anna}]\n", "", false),
            (was, "name: New\nnotes: Anna\n", "", false),
            (was, "name: New\naliases: [Alpha]\n", "", false),
            (was, "name: New\n", note, false),
            ("name: Alpha\ngrade: C\n", "name: New\n", "", false),
        ] {
            assert_eq!(
                has_nothing_of([was.as_bytes(), is.as_bytes()], [b"", log.as_bytes()]),
                want,
                "{is}{log}"
            );
        }
    }
}
