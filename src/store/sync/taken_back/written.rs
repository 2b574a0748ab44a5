//! What one side has written at a part while it was that no more, not knowing of it: a sync has brought it to the home.
//! Where the other side has taken the part out again, it goes back to the part, which it was written of.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use super::super::customers::{Customers, Made};
use super::super::lines::{keep, lines, with};
use super::super::objects::Stop;
use super::super::outcome::Told;
use super::super::output::Output;
use super::super::tree::Three;
use super::TakenBack;
use crate::store::own_numbers::OwnNumbers;

impl Customers<'_> {
    /// Brings it back from the home (`at`: where that is by now).
    pub(super) fn bring_back(
        &mut self,
        back: &TakenBack,
        (threes, at): (&BTreeMap<&str, Three<'_>>, &str),
        made: &mut BTreeMap<&str, Made>,
        out: &mut Output,
    ) -> Result<(), Stop> {
        let three = &threes[back.home.as_str()];
        let (base, home) = (self.base_log(three)?, three.side(back.by.other()).log);
        let home = self.reader.of(home.map(|log| log.file))?;
        let known: HashSet<&[u8]> = lines(&base).collect();
        let new: Vec<&[u8]> = lines(&home).filter(|line| !known.contains(line)).collect();
        if at == back.part || new.is_empty() || [at, &back.part].iter().any(|id| !made.contains_key(id)) {
            return Ok(());
        }
        let mut moved: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
        for blob in self.history.logs(self.place, &back.was, back.by.other()) {
            let text = self.reader.read(&blob)?;
            let there: HashSet<&[u8]> = lines(&text).collect();
            let numbers = OwnNumbers::of(&home, &text);
            for line in &new {
                let form = if there.contains(line) { Some(line.to_vec()) } else { numbers.form(line) };
                let form = form.filter(|form| there.contains(&**form));
                if let Some(form) = form.filter(|_| !moved.iter().any(|(known, _)| known == line)) {
                    moved.push((line.to_vec(), form));
                }
            }
        }
        let (Some(home), false) = (made.get_mut(at), moved.is_empty()) else { return Ok(()) };
        let text = self.bytes(home.log.as_ref())?;
        moved.retain(|(line, _)| lines(&text).any(|own| own == line));
        let is_moved = |line: &[u8]| moved.iter().any(|(known, _)| known == line);
        let Some(rest) = keep(&text, |line| !is_moved(line)) else { return Ok(()) };
        home.put_log(at, rest);
        let Some(part) = made.get_mut(back.part.as_str()) else { return Ok(()) };
        let text = self.bytes(part.log.as_ref())?;
        let forms: Vec<Cow<'_, [u8]>> = moved.iter().map(|(_, form)| Cow::Borrowed(&**form)).collect();
        part.put_log(&back.part, with(&text, &forms));
        out.told.push(Told::WentBack { id: back.part.clone(), lines: moved.len(), by: back.by.other() });
        out.written.extend(moved.iter().map(|(_, form)| form.clone()));
        out.corrected.extend(moved);
        Ok(())
    }
}
