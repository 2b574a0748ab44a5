//! The one writer to stdout and stderr. Nothing else of the program writes there, so that what steers a
//! terminal gets to none: not from a file, not from git or a remote, not from a mistyped argument.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, BufRead, IsTerminal, Write};
use std::panic;

use crate::render::lang::{Lang, one_line, tr};
use crate::render::{hides_amounts, sanitized};

/// Who reads an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Somebody on a screen, now or later: nothing that would steer a terminal stands in the text.
    Person,
    /// A program: values are exact wherever it is not a terminal that gets them.
    Program,
}

/// Writes to stdout.
pub fn answer(text: &str, reader: Reader) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let is_exact = reader == Reader::Program && !out.is_terminal();
    let text = if is_exact { text.into() } else { sanitized(text) };
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes what is not text to stdout, which is not a terminal then.
pub fn hand_over(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if out.is_terminal() {
        return Err(io::ErrorKind::Unsupported.into());
    }
    out.write_all(bytes)?;
    out.flush()
}

/// Writes lines to stderr. That nobody reads them there stops no command.
pub fn talk(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", sanitized(text.trim_end()));
}

/// Asks on stderr, and reads a line; nothing where the input has ended.
pub fn ask(question: &str) -> Option<String> {
    let mut stderr = io::stderr().lock();
    let _ = write!(stderr, "{}", sanitized(question)).and_then(|()| stderr.flush());
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).is_ok_and(|read| read > 0).then_some(line)
}

/// Lets a defect be told here, too: the words of a panic can have a file's words in them.
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
        talk(&told);
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
