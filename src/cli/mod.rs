//! The edge, where all meet: arguments, clock, terminal, language; then load, plan, show.

mod after_command;
mod agree;
mod alarms;
mod book;
mod cached_orders;
mod card;
mod change;
mod choices;
mod classes;
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
mod let_in;
mod listing;
mod mailing;
mod new_id;
mod order_book;
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

pub use cmd::command;
pub use exit::Exit;
pub use surroundings::{Streams, Surroundings, Terminals};

use std::ffi::OsString;
use std::sync::Arc;

use clap::FromArgMatches;
use clap::error::ErrorKind;

use crate::model::{Audience, slips};
use crate::render::lang::{Lang, tr};
use crate::render::{steers, trusted};
use cmd::Cli;
use context::{Context, Options};
use surroundings::Reader;

/// Runs the command that this process was started for.
pub fn main() -> Exit {
    let surroundings = Surroundings::of_process();
    let lang = language(&surroundings);
    defect::tell_panics(lang);
    let all = || help::with_offers(help::localised(&surroundings, cmd::command(), lang), lang);
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
    // One that ran here before had its own readers.
    Arc::new(Audience::default()).serve(|| called(surroundings))
}

fn called(surroundings: Surroundings) -> Exit {
    let around = &Arc::new(surroundings);
    let lang = language(around);
    let all = || help::localised(around, cmd::command(), lang);
    let parsed = all().try_get_matches_from(&around.line);
    if let Some(("help", asked)) = parsed.as_ref().ok().and_then(|matches| matches.subcommand()) {
        return help::answer(around, all(), asked, lang);
    }
    let parsed = parsed.and_then(|matches| {
        let typed = matches.subcommand().and_then(|(name, own)| Some((cmd::named(name)?, own)));
        let (command, own) = typed.ok_or_else(|| clap::Error::new(ErrorKind::MissingSubcommand))?;
        Ok((command, command.read(own)?, Cli::from_arg_matches(&matches)?, matches))
    });
    let (command, typed, cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return refuse(around, error, lang),
    };
    let options = Options {
        directory: cli.directory,
        today: cli.today,
        lang: cli.lang,
        color: cli.color,
        no_input: cli.no_input,
    };
    let context = Context::new(Arc::clone(around), &options)
        .and_then(|context| context.redacted(command.masks, &matches));
    let context = match context {
        Ok(context) => context,
        Err(failure) => {
            around.talk(&failure.told(lang));
            return failure.exit;
        }
    };
    context.undo_log.begin(command.name, &context.now.to_rfc3339());
    let done = typed(&context);
    if command.is_over_the_book && done.is_ok() {
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
    let masks = |name: &str| cmd::named(name).map(|command| command.masks);
    if let Some(failure) = redact::misplaced(around, &error, cmd::command(), masks) {
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

/// What people look for as a command of its own, and where it is.
const OPTIONS: &[(&str, &str)] = &[
    ("quarter", "review --quarter"),
    ("visits", "agenda --visits"),
    ("wrap-up", "agenda --wrap-up"),
    ("team", "agenda --team"),
    ("week", "agenda --week"),
];

/// The command that a mistyped one was probably meant to be: clap knows no swapped letters.
fn near_command(error: &clap::Error) -> Option<String> {
    use clap::error::{ContextKind, ContextValue};
    let ContextValue::String(typed) = error.get(ContextKind::InvalidSubcommand)? else { return None };
    if error.kind() != ErrorKind::InvalidSubcommand || error.get(ContextKind::SuggestedSubcommand).is_some() {
        return None;
    }
    if let Some((_, meant)) = OPTIONS.iter().find(|(word, _)| word == typed) {
        return Some((*meant).to_owned());
    }
    let command = cmd::command();
    let names = command.get_subcommands().map(|sub| sub.get_name().to_owned());
    names.filter_map(|name| Some((slips(&name, typed, 2)?, name))).min().map(|(_, name)| name)
}
