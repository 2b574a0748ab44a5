//! Questions that are answered by yes or no.

use super::context::Context;
use crate::render::lang::Lang;

/// Whether somebody at the terminal agrees; who leaves does not. What can't be read is asked again, since a
/// wrong key is not an answer.
pub fn agrees(context: &Context, question: &str) -> bool {
    loop {
        let Some(typed) = context.ask(&format!("{question} {} ", keys(context.lang))) else { return false };
        match read(&typed) {
            Some(answer) => return answer,
            None => context.say(context.lang.pick(
                "  y does it, n (or Enter) leaves it",
                "  输入 1（或 y）执行；输入 2（或 n）、直接回车则不执行",
            )),
        }
    }
}

fn keys(lang: Lang) -> &'static str {
    lang.pick("[y/N]", "[1 是 / 2 否，直接回车为否]")
}

/// What was typed: `y`, `n`, 是, 1; nothing is no.
pub fn read(typed: &str) -> Option<bool> {
    match typed.trim().to_lowercase().as_str() {
        "y" | "yes" | "1" | "是" | "好" | "确认" => Some(true),
        "" | "n" | "no" | "2" | "否" | "不" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_read_in_both_languages() {
        for (typed, want) in [
            ("y", Some(true)),
            (" YES ", Some(true)),
            ("1", Some(true)),
            ("是", Some(true)),
            ("", Some(false)),
            ("N", Some(false)),
            ("2", Some(false)),
            ("否", Some(false)),
            ("3", None),
            ("m", None),
        ] {
            assert_eq!(read(typed), want, "{typed}");
        }
    }
}
