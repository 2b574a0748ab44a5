//! How a defect of the program is told.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write};
use std::panic;

use crate::render::lang::{Lang, one_line, tr};
use crate::render::{hides_amounts, sanitized};

/// Lets a defect be told as all else is: the words of a panic can have a file's words in them.
pub fn tell_panics(lang: Lang) {
    panic::set_hook(Box::new(move |info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        // Masked answers end without a word of the files.
        let words = match info.payload() {
            _ if hides_amounts() => "",
            words => words
                .downcast_ref::<&str>()
                .copied()
                .or_else(|| words.downcast_ref::<String>().map(String::as_str))
                .unwrap_or_default(),
        };
        let mut told = defect(lang, &place, words);
        // Where RUST_BACKTRACE asks for it.
        let trace = Backtrace::capture();
        if trace.status() == BacktraceStatus::Captured {
            told.push_str(&format!("\n{trace}"));
        }
        let _ = writeln!(io::stderr().lock(), "{}", sanitized(told.trim_end()));
    }));
}

fn defect(lang: Lang, place: &str, words: &str) -> String {
    let (place, words) = (one_line(place), one_line(words));
    tr!(
        lang,
        "error: a defect of crm stopped it\n  why: {place} {words}\n  try: report it; what was acknowledged before is written",
        "错误：crm 自身的缺陷使它中断\n  原因：{place} {words}\n  建议：请报告此问题；此前已确认的内容都已写入"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_defect_is_told_on_three_lines_whatever_its_words_are() {
        for lang in [Lang::En, Lang::Zh] {
            let told = defect(lang, "src/x.rs:1:2", "of \u{1b}]52;c;x\u{7}\nerror: \u{202e}no");
            assert_eq!(told.lines().count(), 3, "{told}");
            assert!(told.contains("of \u{fffd}]52;c;x\u{fffd} error: \u{fffd}no"), "{told}");
        }
    }
}
