//! A phone number in a text, whatever stands between its digits.

use std::ops::Range;

use super::fold::Folded;

/// The fewest digits of a number that is one person's; of one within its own town; and of one that nothing but a
/// contact's own key says to be a number.
const DIGITS: usize = 7;
const LOCAL: usize = 6;
const BARE: usize = 5;
/// The most digits of one number with its country's prefix (E.164), and the zeros before it.
const LONGEST: usize = 17;
/// Signs that may stand between two digits of one number, and how many of them.
const BETWEEN: &str = " -()./_\u{b7}\u{2022}\u{30fb}\t";
const MOST: usize = 4;

/// A number as it may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    digits: Vec<char>,
    /// Without the digits of its town or network: then no other ones may stand before it.
    is_local: bool,
}

/// The numbers in what a contact is reached by: several of them, with words and extensions beside them.
pub(super) fn all_numbers(text: &str) -> Vec<Number> {
    let of = |text: &str| -> Vec<Number> {
        let has_several = text.chars().filter(char::is_ascii_digit).count() > LONGEST;
        if has_several { Vec::new() } else { numbers(text) }
    };
    let whole = of(text);
    if !whole.is_empty() {
        return whole;
    }
    let folded: String = Folded::of(text).chars.into_iter().collect();
    let is_outside = |c: char| !c.is_ascii_digit() && c != '+' && !BETWEEN.contains(c);
    let mut all = Vec::new();
    for part in folded.split(is_outside) {
        let found = of(part.trim_start_matches(|c| BETWEEN.contains(c)));
        match found.is_empty() {
            true => all.extend(part.split('/').flat_map(of)),
            false => all.extend(found),
        }
    }
    all
}

/// A number of few digits, where nothing but a contact's key says that it is one: as one calls it in its town.
pub(super) fn bare(text: &str) -> Option<Number> {
    let folded = Folded::of(text.trim());
    let is_number = folded.chars.iter().all(|c| c.is_ascii_digit() || BETWEEN.contains(*c));
    let digits: Vec<char> = folded.chars.into_iter().filter(char::is_ascii_digit).collect();
    (is_number && (BARE..DIGITS).contains(&digits.len())).then_some(Number { digits, is_local: true })
}

/// The ways in which a number is written, the longest first: with its country's prefix, without it, and as one
/// calls it from next door. None of what is not a number.
pub(super) fn numbers(needle: &str) -> Vec<Number> {
    let folded = Folded::of(needle);
    let is_number = folded.chars.iter().all(|c| c.is_ascii_digit() || *c == '+' || BETWEEN.contains(*c));
    let digits: String = folded.chars.iter().filter(|c| c.is_ascii_digit()).collect();
    if !is_number || digits.len() < DIGITS {
        return Vec::new();
    }
    let text: String = folded.chars.iter().collect::<String>().trim().replace("(0)", " ");
    let is_international = text.starts_with('+') || text.starts_with("00");
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let bare = digits.trim_start_matches('0');
    let most = if is_international { 3 } else { 0 };
    let shorter = (1..=most).filter_map(|cut| bare.get(cut..)).map(|rest| rest.trim_start_matches('0'));
    let mut all: Vec<Number> = std::iter::once(bare)
        .chain(shorter)
        .filter(|digits| digits.len() >= DIGITS)
        .map(|digits| Number { digits: digits.chars().collect(), is_local: false })
        .collect();
    let groups: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let town = if is_international { 2 } else { 1 };
    let local: String = groups.iter().skip(town).copied().collect();
    if local.len() >= LOCAL {
        all.push(Number { digits: local.chars().collect(), is_local: true });
    }
    all
}

impl Number {
    /// The last digits, by which one is recognised.
    pub fn tail(&self) -> Option<&[char]> {
        self.digits.len().checked_sub(DIGITS).map(|from| &self.digits[from..])
    }

    /// Where it stands in a text, by letters.
    pub fn find(&self, text: &Folded) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            match self.end(text, at).filter(|_| self.begins(text, at)) {
                Some(end) => {
                    found.push(at..end);
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    fn end(&self, text: &Folded, from: usize) -> Option<usize> {
        let mut at = from;
        for (turn, digit) in self.digits.iter().enumerate() {
            if turn > 0 {
                at += gap(text, at)?;
            }
            if text.get(at) != Some(*digit) {
                return None;
            }
            at += 1;
        }
        text.get(at).is_none_or(|next| !next.is_ascii_digit()).then_some(at)
    }

    /// Whether no other digits stand directly before, but a country's: `+86` or `0086`.
    fn begins(&self, text: &Folded, at: usize) -> bool {
        if self.is_local {
            let gap = text.chars[..at].iter().rev().take_while(|c| BETWEEN.contains(**c)).count();
            return gap > MOST || !text.before(at - gap).is_some_and(|c| c.is_ascii_digit() || c == '+');
        }
        let before: Vec<char> =
            text.chars[..at].iter().rev().copied().take_while(char::is_ascii_digit).collect();
        let is_marked = text.before(at - before.len()) == Some('+');
        let is_long = before.len() > 2 && before.iter().rev().take(2).all(|c| *c == '0');
        let is_prefix = before.len() <= 2 && before.iter().all(|c| *c == '0');
        is_prefix || (before.len() <= 5 && (is_marked || is_long))
    }
}

fn gap(text: &Folded, at: usize) -> Option<usize> {
    let gap = text.chars[at..].iter().take_while(|c| BETWEEN.contains(**c)).count();
    (gap <= MOST).then_some(gap)
}

/// The digits that stand together in a text, as a number would be written, with their places.
pub(super) fn runs(text: &Folded) -> Vec<(Vec<char>, Range<usize>)> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !text.chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let (start, mut end, mut digits) = (at, at, Vec::new());
        while let Some(c) = text.get(at) {
            if c.is_ascii_digit() {
                digits.push(c);
                at += 1;
                end = at;
            } else {
                match gap(text, at) {
                    Some(gap) if gap > 0 => at += gap,
                    _ => break,
                }
            }
        }
        runs.push((digits, start..end));
    }
    runs
}
