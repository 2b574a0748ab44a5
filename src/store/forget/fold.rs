//! A text letter by letter in one width, case and script, each letter with its place in the text.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::model::hanzi::simplified;
use crate::model::name::without_accent;

/// A text in which two spellings of the same letters are the same.
pub(super) struct Folded {
    /// Its letters, small, without accents, Chinese in simplified characters.
    pub chars: Vec<char>,
    /// Where each of them begins in the text.
    starts: Vec<usize>,
    /// Whether it was a capital.
    capital: Vec<bool>,
    length: usize,
}

impl Folded {
    pub fn of(text: &str) -> Self {
        let mut folded = Folded {
            chars: Vec::with_capacity(text.len()),
            starts: Vec::with_capacity(text.len()),
            capital: Vec::with_capacity(text.len()),
            length: text.len(),
        };
        for (at, c) in text.char_indices() {
            if c.is_ascii() {
                folded.push(at, c.to_ascii_lowercase(), c.is_ascii_uppercase());
                continue;
            }
            for part in std::iter::once(c).nfkd().filter(|part| !is_nothing(*part)) {
                let capital = part.is_uppercase();
                for small in part.to_lowercase() {
                    match plain(small) {
                        Some(two) => two.chars().for_each(|one| folded.push(at, one, capital)),
                        None => folded.push(at, simplified(small), capital),
                    }
                }
            }
        }
        folded
    }

    fn push(&mut self, at: usize, c: char, capital: bool) {
        self.chars.push(c);
        self.starts.push(at);
        self.capital.push(capital);
    }

    pub fn len(&self) -> usize {
        self.chars.len()
    }

    pub fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// The letter before one.
    pub fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|at| self.get(at))
    }

    pub fn is_capital(&self, at: usize) -> bool {
        self.capital.get(at) == Some(&true)
    }

    /// Where some of its letters stand in the text: whole ones, with the accents behind them.
    pub fn range(&self, letters: Range<usize>) -> Range<usize> {
        let start = self.starts[letters.start];
        let last = self.starts[letters.end - 1];
        let next = self.starts[letters.end..].iter().find(|start| **start != last);
        start..next.copied().unwrap_or(self.length)
    }

    /// Whether a word begins here. Chinese has no words that a blank would divide.
    pub fn begins(&self, at: usize) -> bool {
        let is_inside = self.before(at).is_some_and(is_word) && self.get(at).is_some_and(is_word);
        !is_inside
    }

    /// Whether a word has ended before this place.
    pub fn ends(&self, at: usize) -> bool {
        self.begins(at)
    }
}

/// A letter or digit of a script that divides its words by blanks.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !is_hanzi(c)
}

/// Chinese, Japanese and Korean letters.
pub(super) fn is_hanzi(c: char) -> bool {
    ('\u{2e80}'..='\u{d7ff}').contains(&c) || c >= '\u{20000}'
}

/// Accents, and signs of which nothing is seen.
pub(super) fn is_nothing(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Letters that no accent can be taken from.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        '’' | '‘' | 'ʼ' => "'",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => "-",
        _ => return without_accent(c),
    })
}

/// A needle's letters, and those of the same with umlauts in two letters.
pub(super) fn forms(text: &str) -> Vec<Vec<char>> {
    let two: String = text
        .nfc()
        .map(|c| match c.to_lowercase().next() {
            Some('ä') => "ae".to_owned(),
            Some('ö' | 'ø') => "oe".to_owned(),
            Some('ü') => "ue".to_owned(),
            Some('å') => "aa".to_owned(),
            _ => c.to_string(),
        })
        .collect();
    let mut forms = vec![Folded::of(text).chars, Folded::of(&two).chars];
    forms.dedup();
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_keep_their_places() {
        let text = "Ｊu\u{308}rgen Straße 宏達";
        let folded = Folded::of(text);
        assert_eq!(folded.chars.iter().collect::<String>(), "jurgen strasse 宏达");
        assert_eq!(&text[folded.range(0..2)], "Ｊu\u{308}");
        assert_eq!(&text[folded.range(7..13)], "Straß", "never half a letter");
        assert!(folded.is_capital(0) && !folded.is_capital(1));
        assert!(folded.begins(7) && !folded.begins(8) && folded.begins(15) && folded.begins(16));
    }
}
