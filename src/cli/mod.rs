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

use clap::Parser;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use args::{Cli, Command};
use context::{Context, Options};

/// Runs the command that was typed.
pub fn main() -> Exit {
    complete::answer(args::command);
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(mut error) => {
            suggest(&mut error);
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
            eprintln!("{}", failure.told(crate::render::lang::Lang::En));
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

/// Names the command that a slip of the finger (`deu`, `lgo`) probably meant, where clap sees none.
fn suggest(error: &mut clap::Error) {
    if error.kind() != ErrorKind::InvalidSubcommand || error.get(ContextKind::SuggestedSubcommand).is_some() {
        return;
    }
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand) else { return };
    let command = args::command();
    let names = command.get_subcommands().map(clap::Command::get_name);
    let near = names.map(|name| (strsim::damerau_levenshtein(name, typed), name)).min();
    if let Some((1, name)) = near {
        let value = ContextValue::Strings(vec![name.to_owned()]);
        error.insert(ContextKind::SuggestedSubcommand, value);
    }
}

fn run(context: &Context, command: Command) -> Result<Exit, failure::Failure> {
    match command {
        Command::Init(args) => cmd::init::run(context, &args),
        Command::Add(args) => cmd::add::run(context, *args),
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
