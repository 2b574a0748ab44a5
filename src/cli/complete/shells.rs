//! The shells: how each of them asks, and how it wants to be answered.

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

use clap_complete::engine::{CompletionCandidate, complete};
use clap_complete::env::{self, Elvish, EnvCompleter, Fish, Powershell};
use serde_json::json;

use crate::render::sanitized;

/// The shells that can be answered.
pub const ALL: &[&dyn EnvCompleter] = &[&Bash, &Elvish, &Fish, &Nushell, &Powershell, &Zsh];

/// A shell that is answered without anything that steers a terminal: it shows what it is offered, and names
/// of files are offered as well. The crate writes the answer itself, in one piece.
pub struct Harmless<'a>(pub &'a dyn EnvCompleter);

impl EnvCompleter for Harmless<'_> {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn is(&self, name: &str) -> bool {
        self.0.is(name)
    }

    fn write_registration(
        &self,
        var: &str,
        name: &str,
        bin: &str,
        completer: &str,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        let mut script = Vec::new();
        self.0.write_registration(var, name, bin, completer, &mut script)?;
        write_harmless(&script, buf)
    }

    fn write_complete(
        &self,
        command: &mut clap::Command,
        args: Vec<OsString>,
        folder: Option<&Path>,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        let mut offered = Vec::new();
        // Whoever presses Tab isn't told that there is nothing to offer.
        match self.0.write_complete(command, args, folder, &mut offered) {
            Ok(()) => write_harmless(&offered, buf),
            Err(_) => Ok(()),
        }
    }
}

/// bash has its candidates parted by vertical tabs, which no terminal gets.
const PARTS: char = '\u{b}';

fn write_harmless(text: &[u8], buf: &mut dyn Write) -> io::Result<()> {
    let text = String::from_utf8_lossy(text);
    let parts: Vec<Cow<'_, str>> = text.split(PARTS).map(sanitized).collect();
    buf.write_all(parts.join(&PARTS.to_string()).as_bytes())
}

/// bash, which hands over words as they are typed, quotes and all, and takes `=` and `:` for words of their own.
struct Bash;

const BASH: &str = r#"
_crm_complete() {
    local words=("${COMP_WORDS[@]}")
    # Up to the cursor alone; but a lone = or : and an open quote are not in what the shell says of it.
    if [[ "${BASH_VERSINFO[0]}" -ge 4 && "${words[COMP_CWORD]}" != [=:\"\']* ]]; then
        words[COMP_CWORD]="$2"
    fi
    COMPREPLY=()
    IFS=$'\013' read -r -d '' -a COMPREPLY < <(
        VAR=bash _CLAP_IFS=$'\013' _CLAP_COMPLETE_INDEX="$COMP_CWORD" COMPLETER -- "${words[@]}"
    )
    if [[ ${#COMPREPLY[@]} -eq 1 && "${COMPREPLY[0]}" == *[=/:] ]]; then
        compopt -o nospace 2> /dev/null
    fi
}
if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -o bashdefault -o nosort -F _crm_complete BIN
else
    complete -o bashdefault -F _crm_complete BIN
fi
"#;

impl EnvCompleter for Bash {
    fn name(&self) -> &'static str {
        "bash"
    }

    fn is(&self, name: &str) -> bool {
        name == "bash"
    }

    fn write_registration(
        &self,
        var: &str,
        _: &str,
        bin: &str,
        completer: &str,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        buf.write_all(script(BASH, var, bin, completer).as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut clap::Command,
        args: Vec<OsString>,
        folder: Option<&Path>,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        let index = index();
        let quote = args.get(index).and_then(|word| opening_quote(&word.to_string_lossy()));
        let (args, index, before) = joined(args.iter().map(|word| word.to_string_lossy()), index);
        let candidates = complete(command, args.into_iter().map(OsString::from).collect(), index, folder)?;
        let shown = |candidate: &CompletionCandidate| {
            let value = candidate.get_value().to_string_lossy();
            // Only what stands behind the last = or : is replaced.
            let value = value.strip_prefix(&before).unwrap_or(&value);
            if quote.is_some() { value.to_owned() } else { escaped(value) }
        };
        let separator = std::env::var("_CLAP_IFS").unwrap_or_else(|_| "\n".to_owned());
        let shown: Vec<String> = candidates.iter().map(shown).collect();
        buf.write_all(shown.join(&separator).as_bytes())
    }
}

/// zsh, before or after its `compinit`, sourced or found as a file of its own.
struct Zsh;

const ZSH: &str = r#"#compdef BIN
if ! (( $+functions[compdef] )); then
    autoload -Uz compinit && compinit -i
fi
"#;

impl EnvCompleter for Zsh {
    fn name(&self) -> &'static str {
        "zsh"
    }

    fn is(&self, name: &str) -> bool {
        name == "zsh"
    }

    fn write_registration(
        &self,
        var: &str,
        name: &str,
        bin: &str,
        completer: &str,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        buf.write_all(script(ZSH, var, bin, completer).as_bytes())?;
        env::Zsh.write_registration(var, name, bin, completer, buf)
    }

    fn write_complete(
        &self,
        command: &mut clap::Command,
        args: Vec<OsString>,
        folder: Option<&Path>,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        let args = args.iter().map(|word| unquoted(&word.to_string_lossy()).into()).collect();
        env::Zsh.write_complete(command, args, folder, buf)
    }
}

/// nushell, which asks one program for all commands: ours answers for its own, whoever was asked before for the
/// others.
struct Nushell;

const NUSHELL: &str = r#"let crm_others = $env.config.completions?.external?.completer?
$env.config.completions.external.enable = true
$env.config.completions.external.completer = {|spans|
    if ($spans | first) == "BIN" {
        with-env { VAR: "nushell" } { ^COMPLETER -- ...$spans } | from json
    } else if $crm_others != null {
        do $crm_others $spans
    }
}
"#;

impl EnvCompleter for Nushell {
    fn name(&self) -> &'static str {
        "nushell"
    }

    fn is(&self, name: &str) -> bool {
        matches!(name, "nu" | "nushell")
    }

    fn write_registration(
        &self,
        var: &str,
        _: &str,
        bin: &str,
        completer: &str,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        buf.write_all(script(NUSHELL, var, bin, completer).as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut clap::Command,
        args: Vec<OsString>,
        folder: Option<&Path>,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        let args: Vec<OsString> = args.iter().map(|word| unquoted(&word.to_string_lossy()).into()).collect();
        let index = args.len().saturating_sub(1);
        let shown = |candidate: &CompletionCandidate| {
            let value = candidate.get_value().to_string_lossy();
            let value = if value.contains([' ', '"', '\'', '(', ')']) {
                json!(value).to_string()
            } else {
                value.into()
            };
            let help = candidate.get_help().map(ToString::to_string);
            json!({"value": value, "description": help.as_deref().and_then(|help| help.lines().next())})
        };
        let offered: Vec<_> = complete(command, args, index, folder)?.iter().map(shown).collect();
        serde_json::to_writer(buf, &offered).map_err(io::Error::other)
    }
}

fn script(template: &str, var: &str, bin: &str, completer: &str) -> String {
    let completer = shlex::try_quote(completer).unwrap_or(Cow::Borrowed(completer));
    template.replace("COMPLETER", &completer).replace("BIN", bin).replace("VAR", var)
}

/// Which word the cursor is in.
fn index() -> usize {
    std::env::var("_CLAP_COMPLETE_INDEX").ok().and_then(|index| index.parse().ok()).unwrap_or_default()
}

/// The words that bash has parted at `=` and `:`, put together again, without quotes; the place of the one that
/// is completed, and how it begins before the last part.
fn joined<'a>(words: impl Iterator<Item = Cow<'a, str>>, index: usize) -> (Vec<String>, usize, String) {
    let (mut out, mut at, mut before): (Vec<String>, usize, String) = (Vec::new(), 0, String::new());
    let mut goes_on = false;
    for (place, word) in words.enumerate() {
        let is_sign = !word.is_empty() && word.chars().all(|c| matches!(c, '=' | ':'));
        let word = unquoted(&word);
        let is_joined = (is_sign || goes_on) && place > 1;
        if place == index {
            before = match out.last() {
                Some(last) if is_joined && is_sign => format!("{last}{word}"),
                Some(last) if is_joined => last.clone(),
                _ => String::new(),
            };
        }
        match out.last_mut() {
            Some(last) if is_joined => last.push_str(&word),
            _ => out.push(word),
        }
        if place == index {
            at = out.len() - 1;
        }
        goes_on = is_sign;
    }
    (out, at, before)
}

/// A word as the shell will understand it, though its quotes may still be open.
fn unquoted(word: &str) -> String {
    let whole =
        |text: &str| shlex::split(text).filter(|words| words.len() == 1).map(|mut words| words.remove(0));
    let closed = opening_quote(word).map(|quote| format!("{word}{quote}"));
    let own = word.contains(['"', '\'', '\\']).then(|| whole(word)).flatten();
    own.or_else(|| whole(&closed?)).unwrap_or_else(|| word.to_owned())
}

fn opening_quote(word: &str) -> Option<char> {
    word.chars().next().filter(|first| matches!(first, '"' | '\''))
}

/// A word that bash takes for one, and for nothing else.
fn escaped(word: &str) -> String {
    let mut out = String::new();
    for c in word.chars() {
        if c.is_ascii() && !c.is_ascii_alphanumeric() && !"-_./=:,+@%".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_bash_has_parted_are_put_together() {
        for (words, index, want) in [
            (vec!["crm", "due", "--format", "=", "j"], 4, (vec!["crm", "due", "--format=j"], 2, "--format=")),
            (vec!["crm", "due", "--format", "="], 3, (vec!["crm", "due", "--format="], 2, "--format=")),
            (vec!["crm", "set", "x", "need", "=", "ta"], 5, (vec!["crm", "set", "x", "need=ta"], 3, "need=")),
            (
                vec!["crm", "log", "x", "--at", "10", ":", "3"],
                6,
                (vec!["crm", "log", "x", "--at", "10:3"], 4, "10:"),
            ),
            (vec!["crm", "log", "x", "\"a b\"", "--v"], 4, (vec!["crm", "log", "x", "a b", "--v"], 4, "")),
            (vec!["crm", "set", "x", "a", "=", "b", "n"], 6, (vec!["crm", "set", "x", "a=b", "n"], 4, "")),
        ] {
            let (got, at, before) = joined(words.iter().map(|word| Cow::Borrowed(*word)), index);
            assert_eq!((got.iter().map(String::as_str).collect(), at, before.as_str()), want, "{words:?}");
        }
    }

    #[test]
    fn quotes_are_understood_and_blanks_escaped() {
        for (typed, want) in [
            ("Anna\\ M", "Anna M"),
            ("\"Anna M", "Anna M"),
            ("'Anna M'", "Anna M"),
            ("plain", "plain"),
            ("", ""),
        ] {
            assert_eq!(unquoted(typed), want, "{typed}");
        }
        assert_eq!(escaped("Anna Müller (old)"), "Anna\\ Müller\\ \\(old\\)");
        assert_eq!(escaped("contacts[0].phone="), "contacts\\[0\\].phone=");
    }
}
