//! Whom a new customer is like, asked again and again of a book that grows: rows of an import.

use std::collections::HashMap;

use super::match_keys::MatchKeys;
use super::pairs::{SharedKey, TOO_COMMON, keys};
use super::score::{Link, Shares, compare};

/// A book by what its customers share.
#[derive(Debug, Default)]
pub struct DuplicateFinder {
    marks: HashMap<usize, MatchKeys>,
    places: HashMap<u64, Vec<usize>>,
}

impl DuplicateFinder {
    /// One more, or what the one of this place has come to be.
    pub fn add(&mut self, at: usize, mark: MatchKeys) {
        keys(&mark, |key| {
            let places = self.places.entry(key.hash()).or_default();
            if !places.contains(&at) {
                places.push(at);
            }
        });
        self.marks.insert(at, mark);
    }

    /// Whom a new customer is like, at least so much, the best first.
    pub fn like(&self, new: &MatchKeys, least: u8) -> Vec<(usize, Link)> {
        let mut near = Vec::new();
        keys(new, |key| {
            let places = self.places.get(&key.hash()).map_or(&[][..], Vec::as_slice);
            // What very many share tells nothing of any of them.
            if places.len() <= TOO_COMMON {
                near.extend(places);
            }
        });
        near.sort_unstable();
        near.dedup();
        let link = |at: usize| {
            let link = compare(new, self.marks.get(&at)?, self).filter(|link| link.score >= least)?;
            Some((at, link))
        };
        let mut found: Vec<(usize, Link)> = near.into_iter().filter_map(link).collect();
        found.sort_by_key(|(at, link)| (std::cmp::Reverse(link.score), *at));
        found
    }

    fn count(&self, key: &SharedKey<'_>) -> usize {
        // The new one has it as well.
        self.places.get(&key.hash()).map_or(0, Vec::len) + 1
    }
}

impl Shares for DuplicateFinder {
    fn of_home(&self, home: &str) -> usize {
        self.count(&SharedKey::Home(home))
    }

    fn of_phone(&self, tail: &str) -> usize {
        self.count(&SharedKey::Phone(tail))
    }
}
