//! `crm completions`: what a shell needs to complete commands and customers.

use clap::{Args as ClapArgs, ValueEnum};

use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::surroundings::Reader;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  echo 'source <(crm completions bash)' >> ~/.bashrc\n  echo 'source <(crm completions zsh)' >> ~/.zshrc\n  crm completions fish > ~/.config/fish/completions/crm.fish\n  let dir = $nu.user-autoload-dirs.0\n  crm completions nushell | save -f ($dir | path join crm.nu)\n\nOn Tab come customers, people, grades, countries, tags, contacts, references, columns, the keys and values\nof set, git's revisions: those of your own workspace. Nothing is written."
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
    Nushell,
    Powershell,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let name = match args.shell {
        Shell::Bash => "bash",
        Shell::Zsh => "zsh",
        Shell::Fish => "fish",
        Shell::Elvish => "elvish",
        Shell::Nushell => "nushell",
        Shell::Powershell => "powershell",
    };
    let script = complete::script(name)
        .ok_or_else(|| Failure::new(Exit::System, format!("no completion for {name}")))?;
    context.answer(Reader::Program, &script)?;
    Ok(Exit::Done)
}
