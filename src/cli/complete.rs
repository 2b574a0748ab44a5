//! Completion on Tab: commands, options, and the customers' ids.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::Path;

use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::{Bash, CompleteEnv, Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};

use super::exit::Exit;
use super::output;
use crate::render::sanitized;
use crate::store::Workspace;

/// Answers the shell, where it is the shell that asks.
pub fn answer(command: fn() -> clap::Command) -> Option<Exit> {
    let shells: Vec<Harmless<'_>> = SHELLS.iter().map(|shell| Harmless(*shell)).collect();
    let shells: Vec<&dyn EnvCompleter> = shells.iter().map(|shell| shell as &dyn EnvCompleter).collect();
    let asked = CompleteEnv::with_factory(command).shells(Shells(&shells));
    match asked.try_complete(std::env::args_os(), std::env::current_dir().ok().as_deref()) {
        Ok(true) => Some(Exit::Done),
        Ok(false) => None,
        Err(error) => {
            output::talk(&error.to_string());
            Some(Exit::Usage)
        }
    }
}

/// The shells that can be answered.
const SHELLS: &[&dyn EnvCompleter] = &[&Bash, &Elvish, &Fish, &Powershell, &Zsh];

/// A shell that is answered without anything that steers a terminal: it shows what it is offered, and names
/// of files are offered as well. The crate writes the answer itself, in one piece.
struct Harmless<'a>(&'a dyn EnvCompleter);

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
        self.0.write_complete(command, args, folder, &mut offered)?;
        write_harmless(&offered, buf)
    }
}

/// bash has its candidates parted by vertical tabs, which no terminal gets.
const PARTS: char = '\u{b}';

fn write_harmless(text: &[u8], buf: &mut dyn Write) -> io::Result<()> {
    let text = String::from_utf8_lossy(text);
    let parts: Vec<Cow<'_, str>> = text.split(PARTS).map(sanitized).collect();
    buf.write_all(parts.join(&PARTS.to_string()).as_bytes())
}

/// Completes a customer's id.
pub fn customer() -> ArgValueCompleter {
    ArgValueCompleter::new(ids)
}

fn ids(typed: &OsStr) -> Vec<CompletionCandidate> {
    let Some(typed) = typed.to_str() else { return Vec::new() };
    let start = directory().or_else(|| std::env::var_os("CRM_DIR")).unwrap_or_else(|| ".".into());
    let Some(workspace) = Workspace::find(Path::new(&start)) else { return Vec::new() };
    let slots = workspace.layout().slots;
    let begins = slots.iter().filter(|slot| slot.id.as_str().starts_with(typed));
    begins.map(|slot| CompletionCandidate::new(slot.id.as_str())).collect()
}

/// What stands behind `-C` on the line that is being completed.
fn directory() -> Option<OsString> {
    let mut words = std::env::args_os().skip_while(|word| word != "--");
    while let Some(word) = words.next() {
        let text = word.to_string_lossy();
        if text == "-C" || text == "--directory" {
            return words.next();
        }
        let glued = text.strip_prefix("--directory=").or_else(|| text.strip_prefix("-C"));
        if let Some(folder) = glued {
            return Some(folder.into());
        }
    }
    None
}
