//! The ways to reach somebody: one mail address, one phone number, each as people write them.

use chrono::NaiveDate;

use super::YamlValue;

/// An address or a number beside the first, and what is known of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContactPoint {
    /// The address or number, as written.
    pub value: String,
    /// What it is for: work, home, assistant, …
    pub label: Option<String>,
    /// Since when it is known to reach nobody.
    pub bounced: Option<NaiveDate>,
    /// Keys that this version doesn't know.
    pub unknown: Vec<(String, YamlValue)>,
}

impl ContactPoint {
    /// `+86 138 0000 1111 (home)` says what it is for.
    pub fn labelled(text: &str) -> Self {
        let label = text.trim().strip_suffix([')', '）']).and_then(|rest| rest.rsplit_once(['(', '（']));
        match label.map(|(value, label)| (value.trim(), label.trim())) {
            Some((value, label)) if !value.is_empty() && label.chars().any(char::is_alphabetic) => {
                ContactPoint { label: Some(label.to_owned()), ..ContactPoint::new(value) }
            }
            _ => ContactPoint::new(text.trim()),
        }
    }

    /// One of which no more is known.
    pub fn new(value: impl Into<String>) -> Self {
        ContactPoint { value: value.into(), ..ContactPoint::default() }
    }

    /// As it stands in a list: a text, or a mapping where more is known of it.
    pub fn datum(&self, medium: Medium) -> YamlValue {
        let ContactPoint { value, label, bounced, unknown } = self;
        if (label.is_none(), bounced.is_none(), unknown.is_empty()) == (true, true, true) {
            return YamlValue::Text(value.clone());
        }
        let mut keys = vec![(medium.value_key().to_owned(), YamlValue::Text(value.clone()))];
        keys.extend(label.clone().map(|label| ("label".to_owned(), YamlValue::Text(label))));
        keys.extend(bounced.map(|day| ("bounced".to_owned(), YamlValue::Number(day.to_string()))));
        keys.extend(unknown.iter().cloned());
        YamlValue::Map(keys)
    }
}

/// What sort of a way it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// A mail address.
    Email,
    /// A phone number.
    Phone,
}

/// Why a text is not a single way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotOne {
    /// It reaches nobody; what was probably meant.
    Nothing(Option<String>),
    Several(Vec<String>),
}

/// The fewest digits of a number that one can dial: those of a small exchange.
const FEWEST_DIGITS: usize = 5;
/// The fewest digits of each of two numbers; what is shorter behind a bar is another extension.
const FEWEST_EACH: usize = 7;
/// The most digits of a number with its country's code (E.164), its prefix and its extension.
const MOST_DIGITS: usize = 24;
/// The longest address, and the longest part before its `@` (RFC 5321).
const LONGEST: (usize, usize) = (254, 64);

impl Medium {
    /// Each with the customer's keys: of the first, and of the others.
    pub const ALL: [Medium; 2] = [Medium::Email, Medium::Phone];

    /// The key of the first: `email`, `phone`.
    pub fn key(self) -> &'static str {
        match self {
            Medium::Email => "email",
            Medium::Phone => "phone",
        }
    }

    /// The key of the others: `emails`, `phones`.
    pub fn list_key(self) -> &'static str {
        match self {
            Medium::Email => "emails",
            Medium::Phone => "phones",
        }
    }

    /// What stands in a list's mapping: `address`, `number`.
    pub const fn value_key(self) -> &'static str {
        match self {
            Medium::Email => "address",
            Medium::Phone => "number",
        }
    }

    /// The one way that a text is, without what a link or a mail program puts around it.
    pub fn read(self, text: &str) -> Result<String, NotOne> {
        let mut found = self.read_all(text);
        match (found.len(), found.pop()) {
            (1, Some(ContactPoint { label: None, value, .. })) => Ok(value),
            // Behind a number a word does no harm.
            (1, Some(_)) if self == Medium::Phone => Ok(text.trim().to_owned()),
            (1, Some(point)) => Err(NotOne::Nothing(Some(point.value))),
            (_, Some(last)) => {
                found.push(last);
                Err(NotOne::Several(found.into_iter().map(|point| point.value).collect()))
            }
            (_, None) => Err(NotOne::Nothing(self.nearest(text))),
        }
    }

    /// All the ways that a text is, each with the label behind it; none where a part of it reaches nobody.
    pub fn read_all(self, text: &str) -> Vec<ContactPoint> {
        if self == Medium::Email
            && let Some(value) = self.one(text)
        {
            return vec![ContactPoint::new(value)];
        }
        let labelled = |text: &str| {
            let point = ContactPoint::labelled(text);
            Some(ContactPoint { value: self.one(&point.value)?, ..point })
        };
        // Nearly all are one: an agenda reads them of every customer.
        if !text.contains(|c| parts_numbers(c) || (self == Medium::Email && parts_addresses(c))) {
            return labelled(text).into_iter().collect();
        }
        let each = |is_between: fn(char) -> bool, fewest: usize| {
            let parts: Vec<&str> =
                text.split(is_between).map(str::trim).filter(|part| !part.is_empty()).collect();
            let is_whole = |part: &&str| self == Medium::Email || digits(part) >= fewest;
            let found: Vec<ContactPoint> =
                parts.iter().filter(|part| is_whole(part)).filter_map(|part| labelled(part)).collect();
            if found.len() == parts.len() { found } else { Vec::new() }
        };
        let apart = each(parts_any, FEWEST_DIGITS);
        let close = each(parts_numbers, FEWEST_EACH);
        let blank = match self {
            Medium::Email => each(parts_addresses, 0),
            Medium::Phone => Vec::new(),
        };
        let found = [apart, close, blank].into_iter().max_by_key(Vec::len).unwrap_or_default();
        match found.len() {
            2.. => found,
            // Signs at the end part nothing.
            _ => {
                labelled(text.trim_end_matches([';', '；', ',', '，', '、', '|', ' '])).into_iter().collect()
            }
        }
    }

    /// The ways that a text is, and its parts that reach nobody.
    pub fn read_each(self, text: &str) -> (Vec<ContactPoint>, Vec<&str>) {
        let all = self.read_all(text);
        if !all.is_empty() {
            return (all, Vec::new());
        }
        let (mut found, mut none) = (Vec::new(), Vec::new());
        for line in text.lines().map(str::trim) {
            let before = found.len();
            let mut others = Vec::new();
            for part in line.split(parts_any).map(str::trim).filter(|part| !part.is_empty()) {
                let own = self.read_all(part);
                if own.is_empty() { others.push(part) } else { found.extend(own) }
            }
            // Of a line that reaches nobody no sign tells where one thing ends.
            match found.len() == before && !others.is_empty() {
                true => none.push(line),
                false => none.extend(others),
            }
        }
        (found, none)
    }

    /// A key of a contact's by its name: `email`, `emails`, `phone`, `phones`.
    pub fn of_key(key: &str) -> Option<Self> {
        Medium::ALL.into_iter().find(|medium| key == medium.key() || key == medium.list_key())
    }

    fn one(self, text: &str) -> Option<String> {
        match self {
            Medium::Email => address(text),
            Medium::Phone => number(text),
        }
    }

    /// `x (at) y.example` hides an address from machines, and not from us.
    fn nearest(self, text: &str) -> Option<String> {
        if self == Medium::Phone {
            return None;
        }
        let mut plain = text.to_lowercase();
        for (word, sign) in [("at", "@"), ("dot", ".")] {
            for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), (" ", " ")] {
                plain = plain.replace(&format!("{open}{word}{close}"), sign);
            }
        }
        address(&plain.replace(' ', ""))
    }
}

/// What parts two of them, and stands within none.
fn parts_any(c: char) -> bool {
    matches!(c, ';' | '；' | '、' | '|' | '\n')
}

/// What parts two of them, and stands within a number, too.
fn parts_numbers(c: char) -> bool {
    parts_any(c) || matches!(c, ',' | '，' | '/')
}

/// What parts two addresses.
fn parts_addresses(c: char) -> bool {
    parts_numbers(c) || c.is_whitespace()
}

/// `li@example.com`, `mailto:li@example.com`, `Li Na <li@example.com>`; letters of any script (RFC 6531).
fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let inner = match text.strip_suffix('>') {
        Some(rest) => {
            let (name, inner) = rest.rsplit_once('<')?;
            let name = name.trim();
            let is_quoted = name.len() > 1 && name.starts_with('"') && name.ends_with('"');
            (is_quoted || !name.contains(['@', '<', '>', ',', ';'])).then_some(inner)?
        }
        None => text,
    };
    let inner = match inner.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &inner[7..],
        _ => inner,
    };
    let wide: String = inner
        .trim()
        .chars()
        .map(|c| match c {
            '＠' => '@',
            '．' | '。' => '.',
            c => c,
        })
        .collect();
    let (local, domain) = wide.rsplit_once('@')?;
    let is_letter = |c: char| {
        c.is_alphanumeric()
            || !(c.is_ascii() || c.is_whitespace() || c.is_control() || "（）《》“”‘’、，；：".contains(c))
    };
    let is_local = |c: char| is_letter(c) || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let is_label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|c| is_letter(c) || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_one = wide.len() <= LONGEST.0
        && local.len() <= LONGEST.1
        && local.split('.').all(|part| !part.is_empty() && part.chars().all(is_local))
        // Within a firm a name may do; a customer is outside of it.
        && domain.contains('.')
        && domain.split('.').all(is_label);
    is_one.then_some(wide)
}

fn digits(text: &str) -> usize {
    text.chars().filter(|c| matches!(c, '0'..='9' | '０'..='９')).count()
}

/// `+49 (0)89 123-456`, `0755-5550188 转 801`, `1-800-FLOWERS`.
fn number(text: &str) -> Option<String> {
    let text = text.trim();
    let text = match text.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => text[4..].trim(),
        _ => text,
    };
    let count = digits(text);
    let begins = text
        .trim_start_matches(['(', '（'])
        .starts_with(|c: char| "+＋".contains(c) || digits(&c.to_string()) > 0);
    // Where a number is a word, each of its letters is a key.
    let is_word = begins
        && count >= 4
        && !text.chars().any(char::is_lowercase)
        && text.chars().filter(|c| c.is_ascii_alphanumeric()).count() >= 10;
    let fits = (count >= FEWEST_DIGITS || is_word) && count <= MOST_DIGITS;
    // What a phone would dial beyond a number: codes, pauses, parameters.
    let is_foreign = |c: char| "@*=?&<>".contains(c) || c.is_control();
    (fits && !text.contains(is_foreign)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests;
