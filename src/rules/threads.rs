//! What entries of one kind carry on: each thing has a number, else it is known by what it is. A customer may have
//! thousands of them: none is looked for by going through all.

use std::collections::{BTreeMap, HashMap};

use crate::model::{is_moved, reference_key};

/// How an entry says which thing it is about.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CalledBy<'e> {
    /// Its number.
    pub reference: Option<&'e str>,
    /// What it is, where it has no number or that wasn't said.
    pub what: Option<&'e str>,
}

/// The open things of a log while it is read, each with what is known of it.
pub(super) struct Threads<T> {
    open: BTreeMap<usize, T>,
    next: usize,
    /// By their numbers.
    numbers: HashMap<String, usize>,
    /// By what they are, the newest last: closed ones may stand in it. One that came with another customer under a
    /// number of its own is known by that alone.
    whats: HashMap<String, Vec<usize>>,
    /// The one that has neither.
    nameless: Option<usize>,
}

impl<T> Default for Threads<T> {
    fn default() -> Self {
        Threads {
            open: BTreeMap::new(),
            next: 0,
            numbers: HashMap::new(),
            whats: HashMap::new(),
            nameless: None,
        }
    }
}

impl<T> Threads<T> {
    /// The open thing that is meant: that of the number, else the newest that is the same, else the only one there is.
    pub fn find(&mut self, called: CalledBy<'_>) -> Option<usize> {
        let is_open = |at: &usize| self.open.contains_key(at);
        match (called.reference, called.what) {
            (Some(reference), _) => self.numbers.get(&reference_key(reference)).copied().filter(is_open),
            (None, Some(what)) => {
                let same = self.whats.get_mut(&reference_key(what))?;
                while same.last().is_some_and(|at| !is_open(at)) {
                    same.pop();
                }
                same.last().copied()
            }
            (None, None) => self.nameless.filter(is_open).or_else(|| {
                let mut all = self.open.keys();
                all.next().copied().filter(|_| all.next().is_none())
            }),
        }
    }

    /// One more.
    pub fn begin(&mut self, called: CalledBy<'_>, thing: T) {
        let at = self.next;
        self.next += 1;
        self.open.insert(at, thing);
        if let Some(reference) = called.reference {
            self.numbers.insert(reference_key(reference), at);
        }
        let is_brought = called.reference.is_some_and(is_moved);
        match called.what.filter(|_| !is_brought) {
            Some(what) => self.whats.entry(reference_key(what)).or_default().push(at),
            None if called.reference.is_none() => self.nameless = Some(at),
            None => {}
        }
    }

    /// The same thing said otherwise: it is known by both names from then on. Gives what is known of it.
    pub fn go_on(&mut self, at: usize, called: CalledBy<'_>) -> Option<&mut T> {
        if let Some(what) = called.what.filter(|_| !called.reference.is_some_and(is_moved)) {
            let same = self.whats.entry(reference_key(what)).or_default();
            if let Err(place) = same.binary_search(&at) {
                same.insert(place, at);
            }
        }
        self.open.get_mut(&at)
    }

    /// Takes it out of those that are open, and gives what was known of it.
    pub fn close(&mut self, at: usize) -> Option<T> {
        self.open.remove(&at)
    }

    /// Those that are open, the oldest first.
    pub fn into_open(self) -> Vec<T> {
        self.open.into_values().collect()
    }
}
