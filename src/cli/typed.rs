//! The command line as it was typed: advice that can be run as it is printed.

use std::borrow::Cow;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::surroundings::Surroundings;
use crate::render::lang;

/// What was typed, with further options, as a shell reads it.
pub fn again(around: &Surroundings, more: &[&str]) -> String {
    written(arguments(around), more)
}

/// The same with something else in front, such as a variable of the environment.
pub fn again_with(around: &Surroundings, front: &str) -> String {
    format!("{front} {}", again(around, &[]))
}

/// The command that was typed, where the rest of the line can't be understood.
pub fn command(around: &Surroundings, all: clap::Command) -> Option<String> {
    let matches = all.ignore_errors(true).try_get_matches_from(&around.line).ok()?;
    matches.subcommand_name().map(str::to_owned)
}

/// Says of a value that begins with a sign how it is given to its option: behind `--` it would be none.
pub fn advise(around: &Surroundings, error: &mut clap::Error) {
    if error.kind() != ErrorKind::UnknownArgument {
        return;
    }
    let typed: Vec<String> = arguments(around).collect();
    // What was said, without quotes: each of its words is an argument.
    if let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidArg)
        && !word.starts_with('-')
        && typed.iter().any(|text| text == "log")
    {
        let advice = "a text of several words stands in quotes: crm log ID \"what was said\"".to_owned();
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![advice.into()]));
        return;
    }
    let Some((option, value)) = signed_value(&typed) else { return };
    let is_told = |text: &ContextValue| matches!(text, ContextValue::String(told) if value.starts_with(told));
    if error.get(ContextKind::InvalidArg).is_some_and(is_told) {
        let advice = format!("to pass '{value}' as a value, use '{option}={value}'");
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![advice.into()]));
    }
}

/// An option, and behind it a value that begins with a minus sign and is a number in some way.
fn signed_value(typed: &[String]) -> Option<(String, String)> {
    let is_signed = |text: &str| {
        text.strip_prefix('-')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || !c.is_ascii()))
    };
    let options = typed.iter().take_while(|text| *text != "--");
    let mut pairs = options.clone().zip(options.skip(1));
    let is_pair = |(option, value): &(&String, &String)| {
        option.starts_with("--") && !option.contains('=') && is_signed(value)
    };
    pairs.find(is_pair).map(|(option, value)| (option.clone(), value.clone()))
}

fn arguments(around: &Surroundings) -> impl Iterator<Item = String> {
    around.line.iter().skip(1).map(|arg| arg.to_string_lossy().into_owned())
}

fn written(typed: impl Iterator<Item = String>, more: &[&str]) -> String {
    let mut words: Vec<String> = typed.collect();
    // Behind `--` an option would be a text.
    let at = words.iter().position(|word| word == "--").unwrap_or(words.len());
    words.splice(at..at, more.iter().map(|word| (*word).to_owned()));
    let quoted = |word: &String| {
        let quoted = shlex::try_quote(word).unwrap_or(Cow::Borrowed("''"));
        lang::one_line(&quoted)
    };
    std::iter::once("crm".to_owned()).chain(words.iter().map(quoted)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &[&str]) -> Vec<String> {
        line.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn what_was_typed_can_be_run_again() {
        for (typed, want) in [
            (&["spread", "-o", "chen"][..], "crm spread -o chen --apply"),
            (&["spread", "two words", "it's"][..], "crm spread 'two words' \"it's\" --apply"),
            (&["spread", "-n", "0", "--", "-x"][..], "crm spread -n 0 --apply -- -x"),
            (&["-C", "", "spread"][..], "crm -C '' spread --apply"),
        ] {
            assert_eq!(written(words(typed).into_iter(), &["--apply"]), want, "{typed:?}");
        }
    }

    #[test]
    fn a_signed_value_is_found_behind_its_option() {
        for (typed, want) in [
            (&["dates", "--within", "-5d"][..], Some(("--within", "-5d"))),
            (&["log", "x", "--order", "-￥5"][..], Some(("--order", "-￥5"))),
            (&["log", "x", "-5"][..], None),
            (&["log", "x", "--", "--order", "-5x"][..], None),
            (&["log", "--order=3", "-5x"][..], None),
            (&["due", "--owner", "-x"][..], None),
        ] {
            let want = want.map(|(option, value)| (option.to_owned(), value.to_owned()));
            assert_eq!(signed_value(&words(typed)), want, "{typed:?}");
        }
    }
}
