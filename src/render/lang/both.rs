//! A text in both languages, for what is worded before it is known who reads it.

use super::Lang;

/// A text in English and in Chinese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bilingual {
    english: Box<str>,
    chinese: Box<str>,
}

impl Bilingual {
    /// What a sentence is in each language.
    pub fn of(text: impl Fn(Lang) -> String) -> Self {
        Bilingual { english: text(Lang::En).into(), chinese: text(Lang::Zh).into() }
    }

    /// The English of one text and the Chinese of another one.
    pub fn of_each((english, chinese): (Self, Self)) -> Self {
        Bilingual { english: english.english, chinese: chinese.chinese }
    }

    /// The text for whoever reads this language.
    pub fn pick(&self, lang: Lang) -> &str {
        lang.pick(&self.english, &self.chinese)
    }
}

/// What is the same in both languages: a command, what another program says.
impl From<String> for Bilingual {
    fn from(text: String) -> Self {
        Bilingual::from(text.as_str())
    }
}

impl From<&str> for Bilingual {
    fn from(text: &str) -> Self {
        Bilingual { english: text.into(), chinese: text.into() }
    }
}

/// Why the system could not do something.
impl From<&std::io::Error> for Bilingual {
    fn from(error: &std::io::Error) -> Self {
        Bilingual::of(|lang| super::system(lang, error))
    }
}

/// A [`Bilingual`] of two literals, as [`tr!`](super::tr) takes them. What is worded differently in each
/// language is asked for it: `both!(|lang| "no {what}", "没有{what}", what = kind(lang, entry))`.
macro_rules! both {
    (|$lang:ident| $($text:tt)+) => {
        $crate::render::lang::Bilingual::of(|$lang| $crate::render::lang::tr!($lang, $($text)+))
    };
    ($($text:tt)+) => {
        $crate::render::lang::Bilingual::of(|lang| $crate::render::lang::tr!(lang, $($text)+))
    };
}

pub(crate) use both;
