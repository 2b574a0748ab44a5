//! What may reach a terminal: letters, line ends, tabs, and the colours that we paint ourselves.
//!
//! A name in a file can hold anything: a sequence that writes to the reader's clipboard, one that hides a
//! line, a mark that turns the direction of writing. Each such character is shown as U+FFFD, so that it can
//! be seen and does nothing. What we paint is told from what a file paints by a number that is drawn once
//! for each process: nobody can write it down beforehand.

use std::borrow::Cow;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::OnceLock;

/// What stands in place of a character that would steer a terminal or hide text.
pub(super) const REPLACED: char = '\u{fffd}';

const ESCAPE: char = '\u{1b}';

/// Whether a character steers a terminal or hides text from the eye. Line ends and tabs do, too: where they
/// are wanted, the caller lets them through.
pub fn steers(c: char) -> bool {
    c.is_control() || turns(c) || hides(c)
}

/// Marks that turn the direction of writing, and line ends that only Unicode knows.
fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters without a shape, in which a text hides from its reader: a whole sentence can be written in
/// tags. The joiners stay: Persian, Hindi and emoji are written with them.
fn hides(c: char) -> bool {
    matches!(c,
        '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
        && !is_variation(c)
}

/// One of them chooses the shape of a Chinese character in front of it; a row of them is a hidden text.
fn is_variation(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// A text with what steers a terminal made visible. Line ends, tabs and our own colours stay. What it returns
/// is for the terminal at once: of a second time nothing is our own.
pub fn sanitized(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| matches!(c, ' '..='~' | '\n' | '\t') || !(steers(c) || is_variation(c))) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = '\n';
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = after;
        match c {
            '\n' | '\t' => clean.push(c),
            // The line end of other systems is a line end; alone it writes over what stands there.
            '\r' if after.starts_with('\n') => {}
            ESCAPE => match own_colour(after) {
                Some((code, behind)) => {
                    clean.push_str(&format!("{ESCAPE}[{code}m"));
                    rest = behind;
                }
                None => clean.push(REPLACED),
            },
            c if steers(c) || is_variation(c) && is_variation(before) => clean.push(REPLACED),
            c => clean.push(c),
        }
        before = c;
    }
    Cow::Owned(clean)
}

/// The same for a document of which the value must stay what it is: JSON has a way of its own to write such a
/// character. Between its strings none stands.
pub(super) fn escaped_json(text: String) -> String {
    if text.is_ascii() && !text.contains('\u{7f}') {
        return text;
    }
    let mut escaped = String::with_capacity(text.len());
    let mut units = [0; 2];
    for c in text.chars() {
        if c != '\n' && (steers(c) || is_variation(c)) {
            escaped.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// The sequence that begins a colour, or with `0` ends it, as [`sanitized`] knows it for our own.
pub(super) fn colour(code: &str) -> String {
    format!("{ESCAPE}[{code};{}m", seal())
}

/// A text of which all is ours, such as a help page, or was cleaned already: its colours are known from then on.
pub fn trusted(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut sealed = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('m') {
            Some((code, rest)) if is_code(code) => {
                // Without a number it ends all colours.
                sealed.push_str(&colour(if code.is_empty() { "0" } else { code }));
                sealed.push_str(rest);
            }
            _ => {
                sealed.push_str("\u{1b}[");
                sealed.push_str(part);
            }
        }
    }
    sealed
}

/// The colour behind an escape, where it is ours, and what follows it.
fn own_colour(text: &str) -> Option<(&str, &str)> {
    let (code, rest) = text.strip_prefix('[')?.split_once('m')?;
    let code = code.strip_suffix(seal())?.strip_suffix(';')?;
    is_code(code).then_some((code, rest))
}

fn is_code(code: &str) -> bool {
    code.bytes().all(|byte| byte.is_ascii_digit() || byte == b';')
}

/// The number of this process.
fn seal() -> &'static str {
    static SEAL: OnceLock<String> = OnceLock::new();
    SEAL.get_or_init(|| RandomState::new().build_hasher().finish().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_shown_and_does_nothing() {
        for (text, want) in [
            ("plain\n\ttext\n", "plain\n\ttext\n"),
            ("李娜 Müller 👩‍💻 می‌خواهم", "李娜 Müller 👩‍💻 می‌خواهم"),
            ("a\r\nb\rc\r\n", "a\nb\u{fffd}c\n"),
            ("\u{1b}]52;c;ZXZpbA==\u{7}", "\u{fffd}]52;c;ZXZpbA==\u{fffd}"),
            ("\u{1b}[31mred\u{1b}[0m", "\u{fffd}[31mred\u{fffd}[0m"),
            ("\u{9d}52;c;x\u{9c} \u{9b}2J", "\u{fffd}52;c;x\u{fffd} \u{fffd}2J"),
            ("a\u{202e}b\u{2066}c\u{200f}d\u{61c}e", "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}e"),
            ("Ac\u{200b}me\u{feff}\u{e0041}", "Ac\u{fffd}me\u{fffd}\u{fffd}"),
            ("葛\u{e0100}城", "葛\u{e0100}城"),
            ("x\u{fe00}\u{fe01}\u{e0101}", "x\u{fe00}\u{fffd}\u{fffd}"),
            ("\u{8}\u{c}\u{b}\u{0}\u{7f}\u{85}\u{2028}", &"\u{fffd}".repeat(7)),
        ] {
            assert_eq!(sanitized(text), want, "{text:?}");
            assert_eq!(sanitized(&sanitized(text)), want, "twice is once: {text:?}");
        }
    }

    #[test]
    fn no_control_character_at_all_is_let_through_but_line_ends_and_tabs() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32).filter(|c| c.is_control()) {
            let shown = sanitized(&format!("a{c}b")).into_owned();
            let want = if matches!(c, '\n' | '\t') { format!("a{c}b") } else { "a\u{fffd}b".to_owned() };
            assert_eq!(shown, want, "{c:?}");
        }
    }

    #[test]
    fn our_own_colours_are_known_and_nobody_elses() {
        let ours = format!("{}late{}", colour("31"), colour("0"));
        assert_eq!(sanitized(&ours), "\u{1b}[31mlate\u{1b}[0m");
        assert_eq!(trusted(&sanitized(&ours)), ours);
        for forged in ["\u{1b}[31;1m", "\u{1b}[31;12345678901234567890m", "\u{1b}[;m", "\u{1b}[31", "\u{1b}"]
        {
            assert!(!sanitized(forged).contains(ESCAPE), "{forged:?}");
        }
        let other = format!("\u{1b}[2J;{}m", seal());
        assert!(!sanitized(&other).contains(ESCAPE), "a number is not permission for another sequence");
    }

    #[test]
    fn a_page_of_our_own_keeps_its_colours_and_nothing_else_of_it() {
        let page = "\u{1b}[1mUsage:\u{1b}[0m \u{1b}[4mcrm\u{1b}[m \u{1b}]0;x\u{7}\u{1b}[2J";
        let want = "\u{1b}[1mUsage:\u{1b}[0m \u{1b}[4mcrm\u{1b}[0m \u{fffd}]0;x\u{fffd}\u{fffd}[2J";
        assert_eq!(sanitized(&trusted(page)), want);
    }

    #[test]
    fn json_keeps_its_values_and_is_harmless() {
        let value = serde_json::json!({ "name\u{9b}": ["a\u{202e}b\u{7f}", "\u{1b}[2J\r\n", "\u{e0041}李"] });
        let text = escaped_json(serde_json::to_string_pretty(&value).expect("a document"));
        assert_eq!(sanitized(&text), text, "nothing of it steers");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("read"), value);
    }
}
