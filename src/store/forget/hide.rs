//! A text without a person: whatever the case and width of letters, however a number is written.

use unicode_normalization::UnicodeNormalization;

/// What stands where a person stood.
const FORGOTTEN: &str = "(forgotten)";

/// The fewest digits of a number that is one person's.
const DIGITS: usize = 7;

/// What a person is known by as a whole, and the words by which it is called.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    /// Names, addresses, numbers, handles: the longest first, so that a part of one doesn't spoil the whole.
    pub whole: Vec<String>,
    /// Parts of the name: whole words, in this very spelling, since many a name is a word, too.
    pub words: Vec<String>,
}

impl Person {
    /// A text without it.
    pub fn hide(&self, text: &str) -> String {
        let text = self.whole.iter().fold(text.to_owned(), |text, needle| {
            let text = hide_text(&text, needle);
            numbers(needle).iter().fold(text, |text, digits| hide_number(&text, digits))
        });
        hide_words(&text, &self.words)
    }

    /// Whether a text names it as a whole.
    pub fn is_in(&self, text: &str) -> bool {
        let whole = Person { whole: self.whole.clone(), words: Vec::new() };
        whole.hide(text) != text
    }
}

/// A letter in one width and case.
fn folded(c: char) -> char {
    let plain = std::iter::once(c).nfkc().next().unwrap_or(c);
    plain.to_lowercase().next().unwrap_or(plain)
}

fn hide_text(text: &str, needle: &str) -> String {
    let wanted: Vec<char> = needle.chars().map(folded).collect();
    let chars: Vec<char> = text.chars().collect();
    let plain: Vec<char> = chars.iter().copied().map(folded).collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        if plain[at..].starts_with(&wanted) {
            out.push_str(FORGOTTEN);
            at += wanted.len();
        } else {
            out.push(chars[at]);
            at += 1;
        }
    }
    out
}

/// The digits of a phone number, with its country's prefix and without; none of what is no number.
fn numbers(needle: &str) -> Vec<String> {
    let is_number = needle.chars().all(|c| folded(c).is_ascii_digit() || " +-().·/".contains(c));
    let digits: String = needle.chars().map(folded).filter(char::is_ascii_digit).collect();
    if !is_number || digits.len() < DIGITS {
        return Vec::new();
    }
    let most = if needle.trim_start().starts_with('+') { 3 } else { 0 };
    let shorter = (1..=most).filter_map(|cut| digits.get(cut..)).map(|rest| rest.trim_start_matches('0'));
    let bare = digits.trim_start_matches('0');
    let mut all: Vec<String> = std::iter::once(bare).chain(shorter).map(str::to_owned).collect();
    all.retain(|digits| digits.len() >= DIGITS);
    all
}

/// Hides a number, whatever stands between its digits; not in the middle of a longer one, but for the
/// prefix of a country.
fn hide_number(text: &str, digits: &str) -> String {
    let wanted: Vec<char> = digits.chars().collect();
    let chars: Vec<char> = text.chars().collect();
    let plain: Vec<char> = chars.iter().copied().map(folded).collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        match end_of(&plain, at, &wanted).filter(|_| is_begin(&plain, at)) {
            Some(end) => {
                out.push_str(FORGOTTEN);
                at = end;
            }
            None => {
                out.push(chars[at]);
                at += 1;
            }
        }
    }
    out
}

/// Where a number ends that begins here.
fn end_of(text: &[char], from: usize, wanted: &[char]) -> Option<usize> {
    let mut at = from;
    for (turn, digit) in wanted.iter().enumerate() {
        if turn > 0 {
            let gap = text[at..].iter().take_while(|c| " -().·".contains(**c)).count();
            at += if gap <= 3 { gap } else { return None };
        }
        if text.get(at) != Some(digit) {
            return None;
        }
        at += 1;
    }
    text.get(at).is_none_or(|next| !next.is_ascii_digit()).then_some(at)
}

/// Whether no other digits stand directly before, but a country's: `+86` or `0086`.
fn is_begin(text: &[char], at: usize) -> bool {
    let before: Vec<char> = text[..at].iter().rev().copied().take_while(char::is_ascii_digit).collect();
    let is_marked = text[..at - before.len()].last() == Some(&'+');
    let is_long = before.len() > 2 && before.iter().rev().take(2).all(|c| *c == '0');
    let is_prefix = before.len() <= 2 && before.iter().all(|c| *c == '0');
    is_prefix || (before.len() <= 5 && (is_marked || is_long))
}

/// A text without these words.
fn hide_words(text: &str, hidden: &[String]) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        if hidden.iter().any(|own| own == word) {
            out.push_str(FORGOTTEN);
            out.push_str(&piece[word.len()..]);
        } else {
            out.push_str(piece);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_found_however_it_is_written() {
        let person = |whole: &[&str]| Person {
            whole: whole.iter().map(|text| (*text).to_owned()).collect(),
            words: Vec::new(),
        };
        for (needle, text, want) in [
            ("13855500008", "打 138 5550 0008 给他", "打 (forgotten) 给他"),
            ("13855500008", "+86 138-5550-0008", "+86 (forgotten)"),
            ("13855500008", "+8613855500008", "+86(forgotten)"),
            ("13855500008", "1385550000", "1385550000"),
            ("13855500008", "99138 5550 0008", "99138 5550 0008"),
            ("+49 89 5550 123", "call 089 5550-123 today", "call 0(forgotten) today"),
            ("+49 89 5550 123", "0049 (89) 5550123", "00(forgotten)"),
            ("+49 89 5550 123", "2026-11-20: 895550123", "2026-11-20: (forgotten)"),
            ("联系人8", "联系人８来电", "(forgotten)来电"),
            ("Anna Müller", "ANNA MÜLLER called", "(forgotten) called"),
            ("a@x.example", "A@X.example, order 1234567", "(forgotten), order 1234567"),
        ] {
            assert_eq!(person(&[needle]).hide(text), want, "{needle} in {text}");
            assert_eq!(person(&[needle]).is_in(text), text != want);
        }
    }
}
