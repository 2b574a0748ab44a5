//! What was written of a person by somebody who had not heard that this one was forgotten.

use std::collections::{BTreeMap, HashSet};

use super::super::lines::beyond;
use super::super::objects::Stop;
use super::super::outcome::Told;
use super::super::output::Output;
use super::super::tree::Three;
use super::{Customers, Forgetting, Made, customer, forget};
use crate::model::{Contact, Customer};
use crate::store::forgetting_note;
use forget::Persons;

/// What the note calls it: the name itself would be one more place where it stands.
pub(in crate::store::sync) const NAMED_IN_FILE: &str = "a person whom the file names";

impl Customers<'_> {
    /// Tells of what the other side has newly written, in the log and in the file, that names who was forgotten, and
    /// notes it, so that everybody hears of it: it stays, for it says more than that name.
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
            let base = self.base_log(&threes[id])?;
            let people = who(forgetting, &String::from_utf8_lossy(&base));
            if people.is_empty() {
                continue;
            }
            let persons = Persons::of(&people);
            let by = forgetting.by.other();
            let text = self.reader.of(threes[id].side(by).log.map(|spot| spot.file))?;
            let now = self.bytes(made.log.as_ref())?;
            let stays: Vec<&[u8]> = super::super::lines::lines(&now).collect();
            let names = |line: &&[u8]| persons.is_in_entry(&String::from_utf8_lossy(line));
            let new = beyond(&base, &text).into_iter().filter(|line| stays.contains(line));
            let lines = new.filter(|line| forgetting_note::kept_note(line).is_none()).filter(names).count();
            // What stays by an answer is told as that.
            let is_answered = out.kept.contains_key(id);
            if lines > 0 {
                out.kept.entry(id.to_owned()).or_default().insert(forgetting_note::NAMED_IN_LOG.to_owned());
                out.told.push(Told::Named { id: id.to_owned(), by, lines });
            }
            if !is_answered && self.names_in_file(forgetting, &threes[id], made, &persons)? {
                out.kept.entry(id.to_owned()).or_default().insert(NAMED_IN_FILE.to_owned());
                out.told.push(Told::NamedInFile { id: id.to_owned(), by });
            }
        }
        Ok(())
    }

    fn names_in_file(
        &mut self,
        forgetting: &Forgetting<'_>,
        three: &Three<'_>,
        made: &Made,
        persons: &Persons,
    ) -> Result<bool, Stop> {
        let now = self.bytes(made.card.as_ref())?;
        let now = String::from_utf8_lossy(&now);
        let mut known: HashSet<String> = forgetting.card.lines().map(|line| line.trim().to_owned()).collect();
        for card in three.bases.iter().filter_map(|base| base.card) {
            let old = self.reader.read(&card.file.blob)?;
            known.extend(String::from_utf8_lossy(&old).lines().map(|line| line.trim().to_owned()));
        }
        Ok(persons.is_in_file(&now, |line| known.contains(line.trim())))
    }
}

/// Who was forgotten in a customer's own files: its contacts who are gone, and whoever stood in its log alone.
fn who(forgetting: &Forgetting<'_>, base_log: &str) -> Vec<(Customer, Contact)> {
    let gone = forgetting.gone.iter().filter(|gone| forgetting.is_at(gone, forgetting.home));
    let contacts = |gone: &super::Gone| {
        let people = gone.contacts.iter().map(|contact| (gone.customer.clone(), contact.clone()));
        people.collect::<Vec<_>>()
    };
    let mut people: Vec<(Customer, Contact)> = gone.flat_map(contacts).collect();
    let Some(customer) = customer(forgetting.home, &forgetting.card) else { return people };
    let hidden = forget::hidden_words(base_log, &forgetting.log).into_iter();
    people.extend(hidden.map(|contact| (customer.clone(), contact)));
    people
}
