//! What one side has written in a home of a part's person, whom the other side has forgotten after taking the part out.

use std::collections::{BTreeMap, HashSet};

use super::super::super::forget::hidden_in;
use super::super::customers::{Customers, Made};
use super::super::homing::customer;
use super::super::lines::lines;
use super::super::objects::Stop;
use super::super::outcome::Told;
use super::super::output::Output;
use super::super::tree::Three;
use super::TakenBack;
use crate::store::forgetting_note::{NAMED_IN_LOG, kept_note, new_forgettings};

impl Customers<'_> {
    /// Tells of it, and notes it, so that everybody hears of it.
    pub(super) fn tell_named_in_home(
        &mut self,
        back: &TakenBack,
        (threes, at): (&BTreeMap<&str, Three<'_>>, &str),
        made: &BTreeMap<&str, Made>,
        out: &mut Output,
    ) -> Result<(), Stop> {
        let (three, other) = (&threes[back.home.as_str()], back.by.other());
        let Some(part) = threes.get(back.part.as_str()).filter(|_| at != back.part) else { return Ok(()) };
        let (base, part) = (self.base_log(three)?, part.side(back.by));
        let log = self.reader.of(part.log.map(|log| log.file))?;
        let Some(home) = made.get(at).filter(|home| home.card.is_some() && !home.is_open) else {
            return Ok(());
        };
        if new_forgettings(&log, &[&base]).is_empty() {
            return Ok(());
        }
        let cards = [
            self.reader.of(three.base(|files| files.card).map(|card| card.file))?,
            self.reader.of(part.card.map(|card| card.file))?,
            self.bytes(home.card.as_ref())?,
        ];
        let [then, part, now] = cards.each_ref().map(|card| customer("any", &String::from_utf8_lossy(card)));
        let (Some(then), Some(part), Some(now)) = (then, part, now) else { return Ok(()) };
        // Who was in the home, and is in neither by now.
        let is_there = |name: &Option<String>| {
            part.contacts.iter().chain(&now.contacts).any(|contact| contact.name == *name)
        };
        let gone = then.contacts.iter().filter(|contact| contact.name.is_some() && !is_there(&contact.name));
        let gone: Vec<_> = gone.collect();
        let theirs = self.reader.of(three.side(other).log.map(|log| log.file))?;
        let (known, theirs): (HashSet<&[u8]>, HashSet<&[u8]>) =
            (lines(&base).collect(), lines(&theirs).collect());
        let text = self.bytes(home.log.as_ref())?;
        let new = lines(&text).filter(|line| !known.contains(line) && theirs.contains(line));
        let names = |line: &&[u8]| {
            let line = String::from_utf8_lossy(line);
            gone.iter().any(|contact| hidden_in(&then, contact, &line) != line)
        };
        let count = new.filter(|line| kept_note(line).is_none()).filter(names).count();
        if count > 0 {
            out.kept.entry(at.to_owned()).or_default().insert(NAMED_IN_LOG.to_owned());
            out.told.push(Told::Named { id: at.to_owned(), by: other, lines: count });
        }
        Ok(())
    }
}
