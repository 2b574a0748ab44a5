//! Two languages at once.

/// A text in the language of the reader: `tr!(lang, "3 of {n}", "{n}个中的3个")`.
///
/// Both texts are formats; names in braces are taken from where it stands, others are given behind
/// (`n = 3`) and have to be used by both.
macro_rules! tr {
    ($lang:expr, $en:literal, $zh:literal $(, $name:ident = $value:expr)* $(,)?) => {
        match $lang {
            $crate::render::lang::Lang::En => ::std::format!($en $(, $name = $value)*),
            $crate::render::lang::Lang::Zh => ::std::format!($zh $(, $name = $value)*),
        }
    };
}

pub(crate) use tr;
