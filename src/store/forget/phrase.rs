//! Names in a text: whole ones, and words of them.

use std::ops::Range;

use super::fold::{Folded, is_word};

/// From so many letters on a name is hidden in small letters, too: shorter ones are words of every day.
pub(super) const PLAIN: usize = 5;
/// The fewest letters of a part of a name that is looked for on its own.
pub(super) const PART: usize = 3;
/// What may stand between two words of a name.
const GAP: &str = " -_.,'/";

/// Before a name that the company bears as well, it is the person's.
const TITLES: &[&str] = &[
    "herr", "herrn", "frau", "hr", "fr", "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "madame", "mme",
    "mlle", "monsieur", "senor", "senora", "sr", "sra", "signor", "signora", "sig", "mevrouw", "dhr", "mevr",
    "pan", "pani",
];

/// A name, an address, a handle: as a whole.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub letters: Vec<char>,
    /// Whether it is a name, which has a genitive; else it stays as it is.
    pub is_name: bool,
    /// Whether it is the customer's own name, which a person of that name doesn't hide behind.
    pub is_company: bool,
}

/// A word of a name.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub letters: Vec<char>,
    /// The first letters of the other words.
    pub initials: Vec<char>,
    /// Whether the customer's own name has it.
    pub is_company: bool,
}

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub bytes: Range<usize>,
    pub is_sure: bool,
}

impl Phrase {
    pub fn new(letters: Vec<char>, is_name: bool) -> Self {
        Phrase { letters, is_name, is_company: false }
    }

    /// Where it stands, by letters: as a whole, and not in the middle of a word.
    pub fn find(&self, text: &Folded) -> Vec<Range<usize>> {
        let Some(first) = self.letters.first() else { return Vec::new() };
        // An address that begins in the middle of another one is not this one.
        let is_address = self.letters.contains(&'@');
        let is_inside = |at: usize| is_address && text.before(at).is_some_and(|c| "._%+-".contains(c));
        let places =
            (0..text.len()).filter(|at| text.chars[*at] == *first && text.begins(*at) && !is_inside(*at));
        places.filter_map(|at| Some(at..self.end(text, at)?)).collect()
    }

    fn end(&self, text: &Folded, from: usize) -> Option<usize> {
        let mut at = from;
        for letter in &self.letters {
            if self.is_name && letter.is_whitespace() {
                let gap = text.chars[at..].iter().take_while(|c| GAP.contains(**c)).count();
                at += Some(gap).filter(|gap| (1..=3).contains(gap))?;
            } else if text.get(at) == Some(*letter) {
                at += 1;
            } else {
                return None;
            }
        }
        ended(text, at, self.is_name)
    }
}

impl Part {
    /// As a word of its own: surely the person with a title or an initial, or where nothing else is called so.
    pub fn find(&self, text: &Folded, spans: &mut Vec<Span>) {
        let places =
            (0..text.len()).filter(|at| text.chars[*at..].starts_with(&self.letters) && text.begins(*at));
        for at in places {
            let Some(end) = ended(text, at + self.letters.len(), true) else { continue };
            let (start, has_initial) = match self.initial_before(text, at) {
                Some(start) => (start, true),
                None => (at, false),
            };
            let behind = self.initial_behind(text, end);
            let is_titled = has_initial || behind.is_some() || is_titled(text, at);
            let is_plain = self.letters.len() >= PLAIN || text.is_capital(at);
            let is_sure = is_plain && (!self.is_company || is_titled);
            spans.push(Span { bytes: start..behind.unwrap_or(end), is_sure });
        }
    }

    /// `K. ` before it.
    fn initial_before(&self, text: &Folded, at: usize) -> Option<usize> {
        let gap = text.chars[..at].iter().rev().take_while(|c| ". ".contains(**c)).count();
        let initial = at.checked_sub(gap + 1).filter(|_| (1..=2).contains(&gap))?;
        (self.initials.contains(&text.chars[initial]) && text.begins(initial)).then_some(initial)
    }

    /// ` N.` behind it.
    fn initial_behind(&self, text: &Folded, end: usize) -> Option<usize> {
        let initial = end + 1;
        let is_it = text.get(end) == Some(' ')
            && text.get(initial).is_some_and(|c| self.initials.contains(&c))
            && text.get(initial + 1) == Some('.');
        is_it.then_some(initial + 2)
    }
}

/// Whether `Herr `, `Mr. ` and the like stand before a place.
fn is_titled(text: &Folded, at: usize) -> bool {
    let gap = text.chars[..at].iter().rev().take_while(|c| ". ".contains(**c)).count();
    let end = at - gap;
    let length = text.chars[..end].iter().rev().take_while(|c| is_word(**c)).count();
    let word: String = text.chars[end - length..end].iter().collect();
    (1..=2).contains(&gap) && TITLES.contains(&word.as_str())
}

/// The end of a word, with the `s` of a genitive.
fn ended(text: &Folded, at: usize, is_name: bool) -> Option<usize> {
    if text.ends(at) {
        return Some(at);
    }
    (is_name && text.get(at) == Some('s') && text.ends(at + 1)).then_some(at + 1)
}
