//! What has come back from a customer of which this one was a part: see [`crate::store::returned`].

use std::fs;
use std::path::PathBuf;

use rayon::prelude::*;

use super::person::Person;
use super::request::{Forget, Forgetting, Rewritten};
use super::{kept, line};
use crate::format::merge::log_lines;
use crate::model::Entry;
use crate::store::forgetting_note::note_of_what_stays;
use crate::store::parallel::on_all_cores;
use crate::store::returned::{Log, find, mended};
use crate::store::{CustomerFiles, CustomerTree, Forgotten, StoreError, Workspace};

impl Workspace {
    /// The other customers' logs in which a forgetting has left something.
    fn masked_logs<'l>(
        &self,
        layout: &'l CustomerTree,
        files: &CustomerFiles,
    ) -> Vec<(&'l CustomerFiles, Vec<u8>)> {
        let is_masked = |log: &Vec<u8>| log.windows(5).any(|word| word == b"\"was\"");
        let others = layout.slots.par_iter().filter(|other| other.id != files.id).filter_map(|other| {
            let log = fs::read(self.root.join(other.log.as_ref()?)).ok().filter(is_masked)?;
            Some((other, log))
        });
        on_all_cores(|| others.collect())
    }

    /// The lines of a log that have come back, each with the log and the line where what is left of it stands.
    pub fn left_of_returned(
        &self,
        layout: &CustomerTree,
        files: &CustomerFiles,
    ) -> Result<Vec<(usize, PathBuf, usize)>, StoreError> {
        let forgotten = self.forgotten()?;
        let Some(log) = files.log.as_ref().map(|path| self.bytes(path)).transpose()?.flatten() else {
            return Ok(Vec::new());
        };
        let others = self.masked_logs(layout, files);
        let is_forgotten = |id: &str, line: &[u8]| forgotten.has_line(id, line);
        let place = |log: &[u8], line: &[u8]| log_lines(log).position(|own| own == line).map(|at| at + 1);
        let found = find((files.id.as_str(), &log), &logs(&others), &is_forgotten);
        let places = found.into_iter().filter_map(|one| {
            let (other, text) = others.iter().find(|(other, _)| other.id.as_str() == one.home)?;
            Some((place(&log, &one.line)?, other.log.clone()?, place(text, &one.masked)?))
        });
        Ok(places.collect())
    }

    /// The files without it, as the home has it, and the home's without that; none where nothing came that way.
    pub(super) fn without_returned(
        &self,
        (layout, files): (&CustomerTree, &CustomerFiles),
        forgotten: &Forgotten,
        note: &Entry<'_>,
    ) -> Result<Option<Forgetting>, StoreError> {
        let Some(path) = files.log.as_ref().filter(|_| !forgotten.is_empty()) else { return Ok(None) };
        let (card, log) = (self.bytes(&files.card)?, self.bytes(path)?);
        let (Some(card), Some(log)) = (card, log) else { return Ok(None) };
        let others = self.masked_logs(layout, files);
        let (id, text) = (files.id.as_str(), String::from_utf8_lossy(&card).into_owned());
        let is_forgotten = |id: &str, line: &[u8]| forgotten.has_line(id, line);
        let Some(mut mended) = mended((id, &text, &log), &logs(&others), &is_forgotten) else {
            return Ok(None);
        };
        if let Some(what) = &mended.may_stay {
            let note = note_of_what_stays(what, &note.at.to_string(), note.by.as_deref());
            mended.log.extend_from_slice(format!("{note}\n").as_bytes());
        }
        // What came back in another way goes, too.
        let own = forgotten.in_log(id, &mended.log);
        let after = line::rewritten(&mended.log, Forget::Returned, &Person::default(), &own).log;
        let mut done = Forgetting::default();
        kept::change(&self.root, files, (&log, Some(&after)), Forget::Returned, &mut done)?;
        done.files.push(Rewritten { path: path.clone(), before: Some(log), after: Some(after) });
        for (other, log) in &others {
            if let (Some(path), Some(after)) = (&other.log, mended.homes.remove(other.id.as_str())) {
                let (before, after) = (Some(log.clone()), Some(after));
                done.files.push(Rewritten { path: path.clone(), before, after });
            }
        }
        if let Some(text) = mended.card {
            let after = Some(text.into_bytes());
            done.files.push(Rewritten { path: files.card.clone(), before: Some(card), after });
        }
        Ok(Some(done))
    }
}

fn logs<'l>(others: &'l [(&CustomerFiles, Vec<u8>)]) -> Vec<Log<'l>> {
    others.iter().map(|(other, log)| (other.id.as_str(), log.as_slice())).collect()
}
