//! Values of the files within our own sentences: harmless, short, in quotes.

use super::Lang;
use crate::render::sanitize::{REPLACED, steers};

/// The most characters of a value that are shown: it is in the file in full.
const VALUE: usize = 60;

/// The most characters of a path or of a reader's message.
const DETAIL: usize = 200;

/// A value as it can be shown: what would steer a terminal becomes U+FFFD, and after 60 characters
/// it ends with `…`.
pub fn clean(text: &str) -> String {
    cut(text, VALUE)
}

/// The same for a path or a reader's message, which may be longer.
pub(super) fn detail(text: &str) -> String {
    cut(text, DETAIL)
}

/// A value in the quotation marks of the language.
pub fn quoted(lang: Lang, text: &str) -> String {
    marks(lang, &clean(text))
}

/// A path, an id or a file name in quotation marks.
pub(super) fn quoted_path(lang: Lang, text: &str) -> String {
    marks(lang, &detail(text))
}

fn marks(lang: Lang, text: &str) -> String {
    super::tr!(lang, "\"{text}\"", "「{text}」")
}

fn cut(text: &str, most: usize) -> String {
    let long = text.chars().nth(most).is_some();
    let kept = text.chars().take(if long { most - 1 } else { most });
    let mut shown: String = kept.map(harmless).collect();
    if long {
        shown.push('…');
    }
    shown
}

/// A text in full and on one line: what would steer a terminal becomes U+FFFD, line ends a space.
pub fn one_line(text: &str) -> String {
    let words: Vec<&str> =
        text.split(['\n', '\r', '\t']).map(str::trim).filter(|part| !part.is_empty()).collect();
    words.join(" ").chars().map(harmless).collect()
}

/// A text in full with its lines: what would steer a terminal becomes U+FFFD.
pub fn lines(text: &str) -> Vec<String> {
    text.trim_end()
        .lines()
        .map(|line| line.replace('\t', "    "))
        .map(|line| line.chars().map(harmless).collect())
        .collect()
}

fn harmless(c: char) -> char {
    if steers(c) { REPLACED } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_can_neither_steer_the_terminal_nor_fill_it() {
        for (text, want) in [
            ("plain", "plain"),
            ("", ""),
            ("李娜", "李娜"),
            ("\u{1b}[31mred\n", "\u{fffd}[31mred\u{fffd}"),
            ("a\u{9b}b\u{7f}", "a\u{fffd}b\u{fffd}"),
            ("a\u{202e}gpj.exe", "a\u{fffd}gpj.exe"),
        ] {
            assert_eq!(clean(text), want);
        }
        assert_eq!(clean(&"样".repeat(60)), "样".repeat(60));
        assert_eq!(clean(&"样".repeat(61)), format!("{}…", "样".repeat(59)));
        assert_eq!(detail(&"x".repeat(200)).len(), 200);
        assert_eq!(detail(&"x".repeat(201)).chars().count(), 200);
    }

    #[test]
    fn each_language_has_its_own_quotation_marks() {
        assert_eq!(quoted(Lang::En, "a"), "\"a\"");
        assert_eq!(quoted(Lang::Zh, "a"), "「a」");
    }
}
