//! Names in a text: whole ones, and words of them.

use std::ops::Range;

use super::fold::{Folded, is_word};

/// From so many letters on a name is hidden in small letters, too: shorter ones are words of every day.
pub(super) const PLAIN: usize = 5;
/// The fewest letters of a part of a name that is the person without a title.
pub(super) const PART: usize = 3;
/// The fewest letters of one that is looked for at all.
pub(super) const SHORTEST: usize = 2;
/// What may stand between two words of a name.
const GAP: &str = " -_.,'/";

/// Before a name that the company bears as well, it is the person's.
const TITLES: &[&str] = &[
    "herr",
    "herrn",
    "frau",
    "hr",
    "fr",
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "sir",
    "madame",
    "mme",
    "mlle",
    "monsieur",
    "senor",
    "senora",
    "sr",
    "sra",
    "signor",
    "signora",
    "sig",
    "mevrouw",
    "dhr",
    "mevr",
    "pan",
    "pani",
    "mister",
    "madam",
    "mons",
    "don",
    "dona",
    "srta",
    "senorita",
    "monsignor",
    "manager",
    "director",
    "boss",
    "president",
    "chairman",
    "engineer",
    "ingenieur",
    "ing",
    "lao",
    "xiao",
];
/// Behind a name, after a blank or a hyphen: what Chinese and Japanese titles are in Latin letters.
const BEHIND: &[&str] = &[
    "zong",
    "jingli",
    "xiansheng",
    "nushi",
    "nvshi",
    "xiaojie",
    "laoshi",
    "gong",
    "ge",
    "jie",
    "san",
    "sama",
    "sensei",
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

#[derive(Clone, Debug)]
pub(super) struct NameWord {
    pub letters: Vec<char>,
    /// The first letters of the other words.
    pub initials: Vec<char>,
    /// Whose it is besides.
    pub bearer: Bearer,
}

/// Whether a word of a name is this person's alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bearer {
    /// As far as the customer's file says.
    Alone,
    /// The customer's own name has it, too; or it is only how a Chinese name is read. A title says that a person
    /// is meant.
    Company,
    /// Another contact is called so, and may have the same title.
    Another,
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

impl NameWord {
    /// Whether it says on its own who is meant.
    pub fn is_alone(&self) -> bool {
        self.bearer == Bearer::Alone && self.letters.len() >= PART
    }

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
            let has_initial = has_initial || behind.is_some();
            let is_titled = is_titled(text, at) || is_titled_behind(text, end);
            let is_plain = self.letters.len() >= PLAIN || text.is_capital(at);
            // Two letters are a word of many languages, and often one of us.
            let is_short = self.letters.len() < PART;
            if is_short && !is_plain && !has_initial && !is_titled {
                continue;
            }
            let is_sure = match self.bearer {
                Bearer::Alone if is_short => has_initial || is_titled,
                Bearer::Alone => is_plain || is_titled,
                Bearer::Company => (is_plain && has_initial) || is_titled,
                Bearer::Another => is_plain && has_initial,
            };
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

/// Whether ` zong`, `-san` and the like stand behind a place.
fn is_titled_behind(text: &Folded, end: usize) -> bool {
    let word: String =
        text.chars[end.min(text.len())..].iter().skip(1).take_while(|c| is_word(**c)).collect();
    matches!(text.get(end), Some(' ' | '-')) && BEHIND.contains(&word.as_str())
}

/// The end of a word, with the `s` of a genitive.
fn ended(text: &Folded, at: usize, is_name: bool) -> Option<usize> {
    if text.ends(at) {
        return Some(at);
    }
    (is_name && text.get(at) == Some('s') && text.ends(at + 1)).then_some(at + 1)
}
