//! The book as an import sees it, found by id, number, name, mail address, phone and site.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::logged::Logged;
use super::said::Said;
use crate::model::name::fold;
use crate::model::{Customer, CustomerId, Entry, Names, Need, Reply, Stamp, TopicKey};
use crate::plan::duplicates::{DuplicateFinder, Link, mark, spellings};
use crate::rules::Unpaid;

/// A customer of the book.
#[derive(Debug)]
pub struct Known {
    /// What its file says.
    pub customer: Customer,
    /// The [`last_print`]s of its contacts, the [`reply_prints`] and the [`next_print`]s; where the rows are entries,
    /// what those above say.
    pub log: HashSet<String>,
    /// What its log says, where the rows are entries.
    pub said: Said,
    /// Where it stands, where the rows are customers.
    pub state: LogState,
    /// The ids that lead to it: no other customer gets them.
    pub former: Vec<String>,
    /// The numbers in its log that came with another customer, where the rows are entries.
    pub numbers: HashSet<TopicKey>,
    /// The orders, invoices and payments of its log, where the rows are such.
    pub documents: Vec<Logged>,
    /// The invoices of which something is still to be paid, where the rows are payments.
    pub open: Vec<Unpaid>,
}

impl Known {
    /// An entry of a list from when one of the `named` ids was a customer of its own, with the number that its thing
    /// has since that became a part of this one.
    pub(super) fn as_moved(&self, entry: Entry<'static>, named: &[&str]) -> Entry<'static> {
        let is_known = |id: &&&str| entry.event.is_of_part(id, |key| self.numbers.contains(key));
        match named.iter().find(is_known).and_then(|id| entry.event.moved(id)) {
            Some(moved) => Entry { event: entry.event.with_reference(moved), ..entry },
            None => entry,
        }
    }
}

/// When a customer was contacted last, and when it is to be next.
#[derive(Clone, Copy, Debug, Default)]
pub struct LogState {
    /// The day of the newest contact.
    pub contacted: Option<NaiveDate>,
    /// The day that its log has set for the next follow-up.
    pub day_set: Option<NaiveDate>,
    /// When it is due, where the list is one in which `crm` itself has written that.
    pub due: Option<NaiveDate>,
}

impl LogState {
    /// Whether the next date that a list has beside a contact of the log says nothing new: it is the one that counts,
    /// it is kept, or the log has had it and others since. `is_noted` says whether the log has had it.
    pub(super) fn has_next(self, next: NaiveDate, last: NaiveDate, is_noted: bool) -> bool {
        let counts = self.day_set == Some(next) || self.due == Some(next);
        let is_kept = self.contacted.is_some_and(|contacted| next <= contacted);
        let is_over = self.day_set.is_none() || self.contacted.is_some_and(|contacted| last < contacted);
        counts || is_kept || (is_noted && is_over)
    }

    /// The day that counts instead.
    pub(super) fn next(self) -> Option<NaiveDate> {
        self.day_set.or(self.due)
    }

    /// After one more entry.
    pub(super) fn after(&mut self, entry: &Entry<'_>) {
        self.contacted = self.contacted.max(Some(entry.day()).filter(|_| entry.is_contact()));
        self.day_set = entry.event.next().or(self.day_set.filter(|_| !entry.event.ends_next()));
    }
}

/// The score from which two customers are likely one.
const LIKELY: u8 = 70;

/// What makes a list's last contact one of the log: its day, and what was said.
pub fn last_print(at: Stamp, text: Option<&str>) -> String {
    format!("last {} {}", at.day(), text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What makes the customer's reaction to a contact one of the log: each word of it, beside that contact.
pub fn reply_prints(
    at: Stamp,
    text: Option<&str>,
    (reply, need): (Option<Reply>, Option<Need>),
) -> impl Iterator<Item = (&'static str, String)> {
    let last = last_print(at, text);
    let words = [reply.map(|reply| ("reply", reply.as_str())), need.map(|need| ("need", need.as_str()))];
    let print = move |(what, word)| (word, format!("{what} {word} {last}"));
    words.into_iter().flatten().map(print)
}

/// What makes a list's next date one of the log: the day alone, whoever noted it when.
pub fn next_print(next: NaiveDate) -> String {
    format!("next {next}")
}

/// Where a customer is found.
#[derive(Debug, Default)]
pub(super) struct Index {
    ids: HashMap<String, usize>,
    former: HashMap<String, Option<usize>>,
    numbers: HashMap<String, Vec<usize>>,
    names: HashMap<String, Vec<usize>>,
    spellings: HashMap<String, Vec<usize>>,
    seeker: DuplicateFinder,
}

impl Index {
    pub fn of(book: &[Known]) -> Self {
        let mut index = Index::default();
        for (at, known) in book.iter().enumerate() {
            index.add(at, &known.customer);
            for former in &known.former {
                // Of two that had it, nobody can tell which is meant.
                index.former.entry(former.clone()).and_modify(|at| *at = None).or_insert(Some(at));
            }
        }
        index
    }

    /// One more, or what one has come to be.
    pub fn add(&mut self, at: usize, customer: &Customer) {
        let put = |map: &mut HashMap<String, Vec<usize>>, key: String| {
            let list = map.entry(key).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        };
        self.ids.insert(customer.id.to_string(), at);
        if let Some(number) = &customer.number {
            put(&mut self.numbers, fold(number));
        }
        for name in std::iter::once(&customer.name).chain(&customer.aliases) {
            put(&mut self.names, fold(name));
            spellings(name).into_iter().for_each(|form| put(&mut self.spellings, form));
        }
        self.seeker.add(at, mark(customer));
    }

    pub fn id(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// The only one that had this id before, where it is called the same: lists of other systems go on with it.
    pub fn former_id(&self, id: &str, name: &str) -> Option<usize> {
        let at = self.former.get(id).copied().flatten()?;
        (name.is_empty() || self.name(name).contains(&at)).then_some(at)
    }

    pub fn number(&self, number: &str) -> &[usize] {
        self.numbers.get(&fold(number)).map_or(&[], Vec::as_slice)
    }

    /// All of this name, else all that are spelled nearly so.
    pub fn name(&self, name: &str) -> Vec<usize> {
        match self.names.get(&fold(name)) {
            Some(found) => found.clone(),
            None => {
                let forms = spellings(name).into_iter();
                let mut found: Vec<usize> =
                    forms.filter_map(|form| self.spellings.get(&form)).flatten().copied().collect();
                found.sort_unstable();
                found.dedup();
                found
            }
        }
    }

    /// Who is probably the same customer, the likeliest first.
    pub fn duplicates(&self, new: &Customer) -> Vec<(usize, Link)> {
        self.seeker.like(&mark(new), LIKELY)
    }
}

/// An id that nobody has yet, made from a name.
pub(super) fn free_id(name: &str, taken: &Names) -> Option<CustomerId> {
    let first = crate::model::name::slug(name)?;
    let numbered = (2..10_000_u32).filter_map(|number| CustomerId::new(&format!("{first}-{number}")));
    std::iter::once(first.clone()).chain(numbered).find(|id| taken.admits(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_next_date_beside_a_known_contact_is_new_unless_it_counts_or_is_over() {
        let day = |day: u32| NaiveDate::from_ymd_opt(2026, 12, day);
        for (contacted, day_set, due, (next, last, is_noted), want) in [
            // Typed over what was agreed, or over what follows by the rules.
            (1, Some(10), Some(10), (15, 1, false), false),
            (1, None, Some(10), (15, 1, false), false),
            (1, None, None, (15, 1, false), false),
            // Set to what it was before somebody put it off.
            (1, Some(15), Some(15), (10, 1, true), false),
            // What crm has written itself.
            (1, Some(10), Some(10), (10, 1, true), true),
            (1, None, Some(10), (10, 1, false), true),
            (1, Some(12), Some(14), (12, 1, true), true),
            // A list from before: it was kept, or there was another contact and what that one set.
            (10, None, Some(30), (10, 1, true), true),
            (8, Some(30), Some(30), (10, 1, true), true),
            (8, Some(30), Some(30), (10, 1, false), false),
            // A sample has moved since.
            (1, None, None, (10, 1, true), true),
        ] {
            let state = LogState {
                contacted: day(contacted),
                day_set: day_set.and_then(day),
                due: due.and_then(day),
            };
            let (next_day, last) = (day(next).expect("a day"), day(last).expect("a day"));
            let has = state.has_next(next_day, last, is_noted);
            assert_eq!(has, want, "{state:?} {next} {is_noted}");
        }
    }
}
