//! What a view answers: a class with its word, and the figures that it rests on.

use chrono::NaiveDate;

use super::{Metrics, Ranking};
use crate::model::{Need, Potential};

/// A class of a view, by its stable word (own).
pub trait Class: Copy + 'static {
    /// Every class, in the view's order.
    const ALL: &'static [Self];
    /// Every class's word, in the same order.
    const WORDS: &'static [&'static str];
    /// The word, as machines and filters see it.
    fn as_str(self) -> &'static str;

    /// The class of a word.
    fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| class.as_str() == word)
    }
}

/// A way to divide customers: each has its file, where its class says how one customer gets it.
pub trait View: Class {
    /// What a class rests on, or why it can't be told.
    type Why;
    /// The numbers that it works with.
    type Rules<'r>;
    /// The class of one customer.
    fn of(subject: &Subject<'_>, rules: Self::Rules<'_>) -> Classification<Self, Self::Why>;
}

/// What a view may ask of one customer on one day.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Its own figures, of that day.
    pub figures: &'a Metrics,
    /// Its place in the book of that day.
    pub ranking: &'a Ranking,
    /// Its next follow-up; `None` for never.
    pub next_due: Option<NaiveDate>,
    /// The day.
    pub today: NaiveDate,
}

/// A view's answer for one customer (own): the class, and why; without a class, why it can't be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Classification<C, W> {
    /// The class; `None` where it cannot be told.
    pub class: Option<C>,
    /// What it rests on.
    pub why: W,
}

impl<C: Class, W> Classification<C, W> {
    pub(super) fn known(class: C, why: W) -> Self {
        Classification { class: Some(class), why }
    }

    pub(super) fn unknown(why: W) -> Self {
        Classification { class: None, why }
    }

    /// The class's word.
    pub fn word(&self) -> Option<&'static str> {
        self.class.map(Class::as_str)
    }
}

impl Class for Need {
    const ALL: &'static [Self] = Need::ALL;
    const WORDS: &'static [&'static str] = Need::WORDS;
    fn as_str(self) -> &'static str {
        Need::as_str(self)
    }
}

impl Class for Potential {
    const ALL: &'static [Self] = Potential::ALL;
    const WORDS: &'static [&'static str] = Potential::WORDS;
    fn as_str(self) -> &'static str {
        Potential::as_str(self)
    }
}

/// Declares the classes of a view, best or first one first, with their words.
macro_rules! classes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every class, in the view's order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// Every class's word, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];
        }

        impl $crate::rules::views::Class for $name {
            const ALL: &'static [Self] = &[$($name::$variant),+];
            const WORDS: &'static [&'static str] = &[$($word),+];
            fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }
    };
}
pub(super) use classes;
