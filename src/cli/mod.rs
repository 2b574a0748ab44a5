//! The edge, where all meet: arguments, clock, terminal, language; then load, plan, show.

mod args;
mod cmd;
mod complete;
mod context;
mod editor;
mod exit;
mod failure;
mod filter;
mod format;
mod resolve;
mod when;

pub use exit::Exit;

use std::io::{self, Write};

use clap::Parser;

use args::{Cli, Command};
use context::{Context, Options};

/// Runs the command that was typed.
pub fn main() -> Exit {
    complete::answer(args::command);
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let usage = error.use_stderr();
            let _ = error.print();
            return if usage { Exit::Usage } else { Exit::Done };
        }
    };
    let options = Options {
        directory: cli.directory,
        today: cli.today,
        lang: cli.lang,
        color: cli.color,
        no_input: cli.no_input,
    };
    let context = match Context::new(&options) {
        Ok(context) => context,
        Err(failure) => {
            // Not with eprintln!, which panics where nobody reads stderr.
            let _ = writeln!(io::stderr().lock(), "{}", failure.told(crate::render::lang::Lang::En));
            return failure.exit;
        }
    };
    match run(&context, cli.command) {
        Ok(exit) => exit,
        Err(failure) => {
            context.say(&failure.told(context.lang));
            failure.exit
        }
    }
}

fn run(context: &Context, command: Command) -> Result<Exit, failure::Failure> {
    match command {
        Command::Init(args) => cmd::init::run(context, &args),
        Command::Add(args) => cmd::add::run(context, args),
        Command::Log(args) => cmd::log::run(context, &args),
        Command::Due(args) => cmd::due::run(context, &args),
        Command::Show(args) => cmd::show::run(context, &args),
        Command::List(args) => cmd::list::run(context, &args),
        Command::Set(args) => cmd::set::run(context, &args),
        Command::Edit(args) => cmd::edit::run(context, &args),
        Command::Grade(args) => cmd::grade::run(context, &args),
        Command::Assign(args) => cmd::assign::run(context, &args),
        Command::Archive(args) => cmd::archive::run(context, &args),
        Command::Check(args) => cmd::check::run(context, &args),
        Command::Export(args) => cmd::export::run(context, &args),
        Command::Completions(args) => cmd::completions::run(context, &args),
        Command::Man(args) => cmd::man::run(context, &args),
    }
}
