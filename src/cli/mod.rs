//! The edge, where all meet: arguments, clock, terminal, language; then load, plan, show.

mod after_command;
mod agree;
mod args;
mod book;
mod card;
mod change;
mod cmd;
mod complete;
mod contact_points;
mod context;
mod date_input;
mod decision;
mod defect;
mod distinct;
mod drafts;
mod edit_file;
mod editor;
mod exit;
mod failure;
mod figure_cache;
mod filter;
mod folder;
mod format;
mod help;
mod new_id;
mod owners;
mod people;
mod problems;
mod quantity;
mod query;
mod redact;
mod resolve;
mod schemas;
mod screen;
mod send;
mod session;
mod shell;
mod sparse;
mod surroundings;
mod typed;
mod unreported;
mod user;
mod version;
mod whole_book;
mod words;

pub use args::command;
pub use exit::Exit;
pub use surroundings::{Streams, Surroundings, Terminals};

use std::ffi::OsString;
use std::sync::Arc;

use clap::FromArgMatches;

use crate::model::slips;
use crate::render::lang::{Lang, tr};
use crate::render::{steers, trusted};
use args::{Cli, Command};
use context::{Context, Options};
use surroundings::Reader;

/// Runs the command that this process was started for.
pub fn main() -> Exit {
    let surroundings = Surroundings::of_process();
    let lang = language(&surroundings);
    defect::tell_panics(lang);
    let all = || help::with_offers(help::localised(&surroundings, args::command(), lang), lang);
    if let Some(exit) = complete::answer(&surroundings, all) {
        return exit;
    }
    run(surroundings)
}

/// The language of what is said before more than that is known.
fn language(surroundings: &Surroundings) -> Lang {
    context::detected_language(surroundings, help::asked(surroundings.line.iter().cloned()).as_deref())
}

/// Runs the command that was typed.
pub fn run(surroundings: Surroundings) -> Exit {
    let around = &Arc::new(surroundings);
    let lang = language(around);
    let all = || help::localised(around, args::command(), lang);
    let parsed = all().try_get_matches_from(&around.line);
    if let Some(("help", asked)) = parsed.as_ref().ok().and_then(|matches| matches.subcommand()) {
        return help::answer(around, all(), asked, lang);
    }
    let parsed = parsed.and_then(|matches| {
        let name = matches.subcommand_name().unwrap_or_default().to_owned();
        Cli::from_arg_matches(&matches).map(|cli| (name, cli, matches))
    });
    let (name, cli, matches) = match parsed {
        Ok(cli) => cli,
        Err(error) => return refuse(around, error, lang),
    };
    let options = Options {
        directory: cli.directory,
        today: cli.today,
        lang: cli.lang,
        color: cli.color,
        no_input: cli.no_input,
    };
    let context = Context::new(Arc::clone(around), &options).and_then(|context| context.redacted(&matches));
    let context = match context {
        Ok(context) => context,
        Err(failure) => {
            around.talk(&failure.told(lang));
            return failure.exit;
        }
    };
    let is_over_the_book = cli.command.is_over_the_book();
    context.undo_log.begin(&name, &context.now.to_rfc3339());
    let done = dispatch(&context, cli.command);
    if is_over_the_book && done.is_ok() {
        sparse::note(&context);
    }
    // What was written before a failure is written, too.
    after_command::settle(&context);
    match done {
        Ok(exit) => exit,
        Err(failure) => {
            context.say(&failure.told(context.lang));
            failure.exit
        }
    }
}

/// Tells what was wrong with the arguments; shows the help or the version, where that was wanted.
fn refuse(around: &Surroundings, mut error: clap::Error, lang: Lang) -> Exit {
    if let Some(failure) = redact::misplaced(around, &error, args::command()) {
        around.talk(&failure.told(lang));
        return failure.exit;
    }
    typed::advise(around, &mut error);
    let near = near_command(&error);
    let mut told = help::misuse(&error, near.as_deref(), lang).unwrap_or_else(|| {
        let mut told = clap_says(around, &error);
        if let Some(near) = near {
            told.push_str(&tr!(lang, "  try: crm {near}", "  建议：crm {near}"));
        }
        told
    });
    if !error.use_stderr() {
        told.truncate(told.trim_end().len());
        let _ = around.answer(&(told + "\n"), Reader::Person);
        return Exit::Done;
    }
    around.talk(&told);
    Exit::Usage
}

/// What clap says, in its colours where a terminal shows them. It repeats what was typed, which is nobody's
/// colour: with an escape among that there are none.
fn clap_says(around: &Surroundings, error: &clap::Error) -> String {
    let is_terminal = if error.use_stderr() { around.terminals.errors } else { around.terminals.output };
    let has_steering = |text: &OsString| text.to_string_lossy().chars().any(steers);
    let said = error.render();
    match is_terminal && screen::may_colour(around) && !around.line.iter().any(has_steering) {
        true => trusted(&said.ansi().to_string()),
        false => said.to_string(),
    }
}

/// The command that a mistyped one was probably meant to be: clap knows no swapped letters.
fn near_command(error: &clap::Error) -> Option<String> {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    let ContextValue::String(typed) = error.get(ContextKind::InvalidSubcommand)? else { return None };
    if error.kind() != ErrorKind::InvalidSubcommand || error.get(ContextKind::SuggestedSubcommand).is_some() {
        return None;
    }
    let command = args::command();
    let names = command.get_subcommands().map(|sub| sub.get_name().to_owned());
    names.filter_map(|name| Some((slips(&name, typed, 2)?, name))).min().map(|(_, name)| name)
}

fn dispatch(context: &Context, command: Command) -> Result<Exit, failure::Failure> {
    match command {
        Command::Init(args) => cmd::init::run(context, &args),
        Command::Add(args) => cmd::add::run(context, *args),
        Command::Log(args) => cmd::log::run(context, &args),
        Command::Due(args) => cmd::due::run(context, &args),
        Command::Agenda(args) => cmd::agenda::run(context, &args),
        Command::Deals(args) => cmd::deals::run(context, &args),
        Command::Spread(args) => cmd::spread::run(context, &args),
        Command::Dates(args) => cmd::dates::run(context, &args),
        Command::Draft(args) => cmd::draft::run(context, &args),
        Command::Show(args) => cmd::show::run(context, &args),
        Command::List(args) => cmd::list::run(context, &args),
        Command::Review(args) => cmd::review::run(context, &args),
        Command::Budget(args) => cmd::budget::run(context, &args),
        Command::Dupes(args) => cmd::dupes::run(context, &args),
        Command::Merge(args) => cmd::merge::run(context, &args),
        Command::Rename(args) => cmd::rename::run(context, &args),
        Command::Diff(args) => cmd::diff::run(context, &args),
        Command::Set(args) => cmd::set::run(context, &args),
        Command::Edit(args) => cmd::edit::run(context, &args),
        Command::Grade(args) => cmd::grade::run(context, &args),
        Command::Assign(args) => cmd::assign::run(context, &args),
        Command::Pool(args) => cmd::pool::run(context, &args),
        Command::Claim(args) => cmd::claim::run(context, &args),
        Command::Release(args) => cmd::release::run(context, &args),
        Command::Handover(args) => cmd::handover::run(context, &args),
        Command::Archive(args) => cmd::archive::run(context, &args),
        Command::Check(args) => cmd::check::run(context, &args),
        Command::Export(args) => cmd::export::run(context, &args),
        Command::Forget(args) => cmd::forget::run(context, &args),
        Command::MergeDriver(args) => cmd::merge_driver::run(context, &args),
        Command::Sync(args) => cmd::sync::run(context, &args),
        Command::Undo(args) => cmd::undo::run(context, &args),
        Command::Upgrade(args) => cmd::upgrade::run(context, &args),
        Command::Import(args) => cmd::import::run(context, &args),
        Command::Completions(args) => cmd::completions::run(context, &args),
        Command::Man(args) => cmd::man::run(context, &args, args::command()),
    }
}
