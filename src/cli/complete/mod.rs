//! Completion on Tab: commands, options, and the values of the workspace's own.

mod line;
mod offers;
mod shells;
mod values;

use clap_complete::engine::ArgValueCompleter;
use clap_complete::env::{CompleteEnv, EnvCompleter, Shells};

use super::exit::Exit;
use super::surroundings::Surroundings;
use shells::Harmless;

/// Answers the shell, where it is the shell that asks.
pub fn answer(around: &Surroundings, command: impl Fn() -> clap::Command) -> Option<Exit> {
    let shells: Vec<Harmless<'_>> = shells::ALL.iter().map(|shell| Harmless(*shell)).collect();
    let shells: Vec<&dyn EnvCompleter> = shells.iter().map(|shell| shell as &dyn EnvCompleter).collect();
    let asked = CompleteEnv::with_factory(|| with_values(command())).shells(Shells(&shells));
    match asked.try_complete(&around.line, std::env::current_dir().ok().as_deref()) {
        Ok(true) => Some(Exit::Done),
        Ok(false) => None,
        Err(error) => {
            around.talk(&error.to_string());
            Some(Exit::Usage)
        }
    }
}

/// The script with which a shell asks; none for a shell that nobody here knows.
pub fn script(shell: &str) -> Option<String> {
    let mut script = Vec::new();
    let known = Shells(shells::ALL);
    known.completer(shell)?.write_registration("COMPLETE", "crm", "crm", "crm", &mut script).ok()?;
    String::from_utf8(script).ok()
}

/// The command line, each of its arguments knowing what it can be.
fn with_values(command: clap::Command) -> clap::Command {
    let name = command.get_name().to_owned();
    let command = command.mut_args(|arg| match values::source(&name, &arg) {
        Some(source) => arg.add(ArgValueCompleter::new(move |typed: &std::ffi::OsStr| {
            typed.to_str().map(|typed| offers::offered(source, typed)).unwrap_or_default()
        })),
        None => arg,
    });
    command.mut_subcommands(with_values)
}

#[cfg(test)]
mod tests;
