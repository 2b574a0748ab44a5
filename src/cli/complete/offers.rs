//! What is offered of what could be typed.

use std::collections::HashSet;

use clap_complete::engine::CompletionCandidate;

use super::line::TypedLine;
use crate::render::lang::{self, Lang};

/// Something that can be typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The word itself.
    value: String,
    /// What it means, where a shell has room for that.
    meaning: String,
    /// Other words for it, offered to whoever has begun to type one of them.
    others: Vec<String>,
}

/// What an argument can be, by the line and what is typed of it.
pub type Source = fn(&TypedLine, &str) -> Vec<Offer>;

impl Offer {
    /// A word that says by itself what it means.
    pub fn word(value: impl Into<String>) -> Self {
        Offer { value: value.into(), meaning: String::new(), others: Vec::new() }
    }

    /// A word, and what people call it.
    pub fn called(value: impl Into<String>, called: impl Into<String>) -> Self {
        let called = called.into();
        Offer { value: value.into(), meaning: called.clone(), others: vec![called] }
    }

    /// A word, and what it means.
    pub fn meaning(value: impl Into<String>, meaning: impl Into<String>) -> Self {
        Offer { value: value.into(), meaning: meaning.into(), others: Vec::new() }
    }

    /// A word of the format, with its Chinese.
    pub fn both(value: &str, english: &str, chinese: &str, lang: Lang) -> Self {
        let meaning = lang.pick(english, chinese);
        let meaning = if meaning == value { "" } else { meaning };
        Offer { value: value.to_owned(), meaning: meaning.to_owned(), others: vec![chinese.to_owned()] }
    }

    /// The same, found by one more word for it.
    pub fn or_typed(mut self, other: &str) -> Self {
        self.others.push(other.to_owned());
        self
    }

    /// The same behind what stands before it in the same word.
    pub fn behind(self, before: &str) -> Self {
        let put = |value: String| format!("{before}{value}");
        Offer { value: put(self.value), others: self.others.into_iter().map(put).collect(), ..self }
    }

    /// The same with what stands after it in the same word.
    pub fn ending(self, after: &str) -> Self {
        let put = |value: String| format!("{value}{after}");
        Offer { value: put(self.value), others: self.others.into_iter().map(put).collect(), ..self }
    }

    /// What a shell is told, where what was typed is the beginning of it.
    fn candidate(self, typed: &str) -> Option<CompletionCandidate> {
        let begins = |word: &str| {
            let mut chars = word.chars().flat_map(char::to_lowercase);
            typed.chars().flat_map(char::to_lowercase).all(|typed| chars.next() == Some(typed))
        };
        let value = match begins(&self.value) {
            true => self.value,
            false => self.others.into_iter().find(|other| begins(other))?,
        };
        let meaning =
            (!self.meaning.is_empty() && self.meaning != value).then(|| lang::one_line(&self.meaning));
        Some(CompletionCandidate::new(lang::one_line(&value)).help(meaning.map(Into::into)))
    }
}

/// What a shell is offered for what was typed.
pub fn offered(source: Source, typed: &str) -> Vec<CompletionCandidate> {
    let offers = source(&TypedLine::read(), typed);
    let mut found: Vec<CompletionCandidate> =
        offers.into_iter().filter_map(|offer| offer.candidate(typed)).collect();
    // One word may be a state of several kinds.
    let mut seen = HashSet::new();
    found.retain(|one| seen.insert(one.get_value().to_owned()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_offered_by_their_beginning_in_either_language() {
        let call = || Offer::both("call", "call", "电话", Lang::Zh);
        let said = |typed: &str| {
            let candidate = call().candidate(typed)?;
            Some((candidate.get_value().to_str()?.to_owned(), candidate.get_help().map(ToString::to_string)))
        };
        assert_eq!(said(""), Some(("call".into(), Some("电话".into()))));
        assert_eq!(said("CA"), Some(("call".into(), Some("电话".into()))));
        assert_eq!(said("电"), Some(("电话".into(), None)));
        assert_eq!(said("mail"), None);
        let under = call().behind("prefers.channel=").candidate("prefers.channel=电");
        assert_eq!(under.map(|one| one.get_value().to_owned()), Some("prefers.channel=电话".into()));
    }
}
