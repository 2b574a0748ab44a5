//! The name of a customer's two files.

use std::fmt;

/// A customer's id: the stem of its file, unique in the whole tree.
///
/// Lower-case letters of any script, digits, `-` and `_`; it does not begin with `-`, so that it
/// can never be taken for an option on a command line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomerId(Box<str>);

impl CustomerId {
    /// The longest id in bytes: with `.log.jsonl` and a temporary suffix it fits every file system.
    pub const MAX_BYTES: usize = 200;

    /// The id of a customer that has none yet.
    pub fn placeholder() -> Self {
        CustomerId("x".into())
    }

    /// Takes `text` as an id, or tells that it is none.
    pub fn new(text: &str) -> Option<Self> {
        let fits = !text.is_empty()
            && text.len() <= Self::MAX_BYTES
            && !text.starts_with('-')
            && text.chars().all(Self::allows);
        fits.then(|| CustomerId(text.into()))
    }

    /// Whether a character may stand in an id.
    pub fn allows(c: char) -> bool {
        c == '-' || c == '_' || (c.is_alphanumeric() && !c.is_uppercase()) || is_mark(c)
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Combining marks belong to letters (`ü` typed as `u` and two dots, Devanagari vowels).
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

impl fmt::Display for CustomerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_lower_case_letters_of_any_script_digits_and_two_signs() {
        for good in ["a", "mueller-maschinenbau", "宏达机械", "a_1", "1", "_x", "müller"] {
            assert!(CustomerId::new(good).is_some(), "{good}");
        }
        for bad in ["", "A", "a b", "a.b", "a/b", "-a", "a\n", "..", "Ä", "a:b"] {
            assert!(CustomerId::new(bad).is_none(), "{bad}");
        }
        assert!(CustomerId::new(&"a".repeat(201)).is_none());
    }
}
