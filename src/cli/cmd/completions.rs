//! `crm completions`: what a shell needs to complete commands and customers.

use clap::{Args as ClapArgs, ValueEnum};
use clap_complete::env::Shells;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::output::Reader;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  echo 'source <(crm completions bash)' >> ~/.bashrc\n  echo 'source <(crm completions zsh)' >> ~/.zshrc\n  crm completions fish > ~/.config/fish/completions/crm.fish\n\nCustomers' ids complete on Tab."
)]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    Elvish,
    Powershell,
}

/// Runs it.
pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let name = match args.shell {
        Shell::Bash => "bash",
        Shell::Zsh => "zsh",
        Shell::Fish => "fish",
        Shell::Elvish => "elvish",
        Shell::Powershell => "powershell",
    };
    let mut script = Vec::new();
    let written = Shells::builtins()
        .completer(name)
        .map(|shell| shell.write_registration("COMPLETE", "crm", "crm", "crm", &mut script));
    match written {
        Some(Ok(())) => {
            context.answer(Reader::Program, &String::from_utf8_lossy(&script))?;
            Ok(Exit::Done)
        }
        _ => Err(Failure::new(Exit::System, format!("no completion for {name}"))),
    }
}
