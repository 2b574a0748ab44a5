//! What a view answers: a class with its word, and the figures that it rests on.

use crate::model::{Need, Potential};

/// A class of a view, by its stable word (own).
pub trait Class: Copy {
    /// The word, as machines and filters see it.
    fn as_str(self) -> &'static str;
}

/// A view's answer for one customer (own): the class, and why; without a class, why it can't be told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Classification<C, W> {
    /// The class; `None` where it cannot be told.
    pub class: Option<C>,
    /// What it rests on.
    pub why: W,
}

impl<C: Class, W> Classification<C, W> {
    pub(super) fn told(class: C, why: W) -> Self {
        Classification { class: Some(class), why }
    }

    pub(super) fn untold(why: W) -> Self {
        Classification { class: None, why }
    }

    /// The class's word.
    pub fn word(&self) -> Option<&'static str> {
        self.class.map(Class::as_str)
    }
}

impl Class for Need {
    fn as_str(self) -> &'static str {
        Need::as_str(self)
    }
}

impl Class for Potential {
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
            fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }
    };
}
pub(super) use classes;
