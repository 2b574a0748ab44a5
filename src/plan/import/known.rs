//! The book as an import sees it, found by id, number, name, mail address, phone and site.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::model::name::fold;
use crate::model::{Customer, CustomerId, Entry, Event, Names, Stamp};
use crate::plan::duplicates::{DuplicateFinder, Link, mark, spellings};

/// A customer of the book.
#[derive(Debug)]
pub struct Known {
    /// What its file says.
    pub customer: Customer,
    /// The [`fingerprint`]s of its log, or the [`last_print`]s of its follow-ups and the [`next_print`]s.
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

/// What makes two entries one.
pub fn fingerprint(entry: &Entry<'_>) -> String {
    format!("{} {:?} {}", entry.at, entry.by, what(entry))
}

/// What an entry says, whoever wrote it when.
fn what(entry: &Entry<'_>) -> String {
    let money = entry.event.money();
    let more = match &entry.event {
        Event::Sample(sample) => sample.state.as_str().to_owned(),
        Event::Complaint(complaint) => complaint.state.as_str().to_owned(),
        Event::Ending(ending) => ending.state.as_str().to_owned(),
        Event::Grade(change) | Event::Owner(change) => format!("{:?}", (&change.from, &change.to)),
        _ => String::new(),
    };
    let amount = money.map(|money| money.amount.normalize().to_string());
    let text = entry.text.as_deref().map(str::trim);
    format!("{:?}{:?}{more}", (entry.event.kind(), text, amount), entry.event.reference())
}

/// What of an entry its list says, and does not leave to whoever imports it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stated {
    /// Who wrote it.
    pub by: bool,
    /// The offset of its hour.
    pub offset: bool,
}

/// What a log says, with who wrote it when: whoever imports a list that someone else has imported finds it there.
#[derive(Debug, Default)]
pub struct Said(HashMap<String, Vec<(Stamp, Option<String>)>>);

impl Said {
    pub fn of(entries: &[Entry<'_>]) -> Self {
        let mut said = Said::default();
        for entry in entries {
            let by = entry.by.as_deref().map(str::to_owned);
            said.0.entry(Self::key(entry)).or_default().push((entry.at, by));
        }
        said
    }

    fn key(entry: &Entry<'_>) -> String {
        format!("{} {:?}", what(entry), entry.via)
    }

    /// Whether an entry is there: at its moment, or at its day where its list has no hour, and by whom it says.
    pub(super) fn has(&self, entry: &Entry<'_>, stated: Stated) -> bool {
        let is_then = |at: Stamp| match (entry.at, at) {
            (Stamp::Day(day), at) => day == at.day(),
            (Stamp::Instant(own), Stamp::Instant(at)) if stated.offset => own == at,
            (Stamp::Instant(own), Stamp::Instant(at)) => own.naive_local() == at.naive_local(),
            (Stamp::Instant(_), Stamp::Day(_)) => false,
        };
        let is_it = |(at, by): &(Stamp, Option<String>)| {
            is_then(*at) && (!stated.by || by.as_deref() == entry.by.as_deref())
        };
        self.0.get(&Self::key(entry)).is_some_and(|all| all.iter().any(is_it))
    }
}

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
