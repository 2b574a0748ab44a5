//! Paths and texts as words of the shell, in advice that can be typed as it stands.

use std::path::Path;

use crate::render::steers;

/// A path as the shell reads it; of what can't be printed the shell finds the name itself. What is one sign to
/// one locale is several bytes to another.
pub fn word(path: &Path) -> String {
    let (text, is_plain) = printable(path);
    if is_plain {
        return quoted(&text);
    }
    let mut out = String::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let behind = rest.trim_start_matches('\u{fffd}');
        out.push_str(match (rest.len() - behind.len()) / '\u{fffd}'.len_utf8() {
            0 => "",
            1 => "?",
            _ => "*",
        });
        let end = behind.find('\u{fffd}').unwrap_or(behind.len());
        if end > 0 {
            out.push_str(&quoted(&behind[..end]));
        }
        rest = &behind[end..];
    }
    out
}

/// A path's text, with one sign for each byte that would not come out; and whether there was none.
pub fn printable(path: &Path) -> (String, bool) {
    let bytes = path.as_os_str().as_encoded_bytes();
    let (mut text, mut is_plain) = (String::new(), true);
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            let shown = !steers(c) && c != '\u{fffd}' && !is_variation(c);
            is_plain &= shown;
            match shown {
                true => text.push(c),
                false => text.extend(std::iter::repeat_n('\u{fffd}', c.len_utf8())),
            }
        }
        is_plain &= chunk.invalid().is_empty();
        text.extend(std::iter::repeat_n('\u{fffd}', chunk.invalid().len()));
    }
    (text, is_plain)
}

/// A row of them is shown as something else: none is printed.
fn is_variation(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// A text as one word of the shell.
pub fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "_./-+,:@%".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_printed_is_found_by_the_shell() {
        assert_eq!(word(Path::new("a\tb c/x")), "a?'b c/x'");
        assert_eq!(word(Path::new("\u{200b}a\u{2066}b c/x\u{7f}")), "*a*'b c/x'?");
        assert_eq!(word(Path::new("us $(x)")), "'us $(x)'");
    }
}
