//! The book as an import sees it, found by id, number, name, mail address, phone and site.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::said::Said;
use crate::model::name::fold;
use crate::model::{Customer, CustomerId, Names, Stamp};
use crate::plan::duplicates::{DuplicateFinder, Link, mark, spellings};

/// A customer of the book.
#[derive(Debug)]
pub struct Known {
    /// What its file says.
    pub customer: Customer,
    /// The [`last_print`]s of its contacts and the [`next_print`]s; where the rows are entries, what those above say.
    pub log: HashSet<String>,
    /// What its log says, where the rows are entries.
    pub said: Said,
    /// The day that its log has set for the next follow-up.
    pub day_set: Option<NaiveDate>,
    /// The ids that lead to it: no other customer gets them.
    pub former: Vec<String>,
}

/// The score from which two customers are likely one.
const LIKELY: u8 = 70;

/// What makes a list's last contact one of the log: its day, and what was said.
pub fn last_print(at: Stamp, text: Option<&str>) -> String {
    format!("last {} {}", at.day(), text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "))
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
