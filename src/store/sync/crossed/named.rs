//! What was logged of a person by somebody who had not heard that this one was forgotten.

use std::collections::BTreeMap;

use super::super::lines::beyond;
use super::super::objects::Stop;
use super::super::outcome::Told;
use super::super::output::Output;
use super::super::tree::Three;
use super::{Customers, Forgetting, Made, forget};
use crate::store::forgetting_note;

/// What the note calls it: the name itself would be one more place where it stands.
const NAMED: &str = "a person whom the log names";

impl Customers<'_> {
    /// Tells of new entries of the other side that name who was forgotten, and notes it, so that everybody hears of
    /// it: they stay, for they say more than that name.
    pub(super) fn tell_named(
        &mut self,
        forgettings: &[Forgetting<'_>],
        threes: &BTreeMap<&str, Three<'_>>,
        made: &BTreeMap<&str, Made>,
        out: &mut Output,
    ) -> Result<(), Stop> {
        for forgetting in forgettings {
            let id = forgetting.home;
            let is_told = |made: &&Made| !made.is_open && made.card.is_some();
            let Some(made) = made.get(id).filter(is_told) else { continue };
            let by = forgetting.by.other();
            let text = self.reader.of(threes[id].side(by).log.map(|spot| spot.file))?;
            let base = self.base_log(&threes[id])?;
            let now = self.bytes(made.log.as_ref())?;
            let stays: Vec<&[u8]> = super::super::lines::lines(&now).collect();
            let names = |line: &&[u8]| {
                let line = String::from_utf8_lossy(line);
                let hides = |gone: &super::Gone| {
                    let hidden = |contact| forget::hidden_in(&gone.customer, contact, &line) != line;
                    gone.contacts.iter().any(hidden)
                };
                forgetting.gone.iter().filter(|gone| forgetting.is_at(gone, id)).any(hides)
            };
            let new = beyond(&base, &text).into_iter().filter(|line| stays.contains(line));
            let lines = new.filter(|line| forgetting_note::kept_note(line).is_none()).filter(names).count();
            if lines > 0 {
                out.kept.entry(id.to_owned()).or_default().insert(NAMED.to_owned());
                out.told.push(Told::Named { id: id.to_owned(), by, lines });
            }
        }
        Ok(())
    }
}
