//! `crm help`: of everything, of a command, of a topic, or of both where they have one name.

use std::ffi::OsStr;

use clap::builder::StyledStr;
use clap::{Arg, ArgMatches, Command};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};

use super::terminal;
use super::topics::{TOPICS, topic};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::screen;
use crate::cli::surroundings::{Reader, Surroundings};
use crate::model::suggestion_of;
use crate::render::lang::{Lang, quoted, tr};
use crate::render::trusted;

/// No line of a page is longer: the eye finds the next one.
const WIDEST: usize = 100;

/// The columns of a page of help.
pub fn width(around: &Surroundings) -> usize {
    screen::width(around).min(WIDEST)
}

/// What can be typed behind `crm help`.
pub fn command() -> Command {
    Command::new("help")
        .about("Show this overview, or the help of a command or a topic")
        .after_help("Examples:\n  crm help          every command and topic\n  crm help log      a command\n  crm help privacy  a topic")
        .arg(Arg::new("what").value_name("COMMAND|TOPIC").help("The command or topic"))
}

/// The whole command line, whose `crm help` offers its commands and the topics on Tab.
pub fn with_offers(all: Command, lang: Lang) -> Command {
    let known = all.clone();
    let offers = ArgValueCompleter::new(move |typed: &OsStr| offered(&known, typed, lang));
    all.mut_subcommand("help", |help| help.mut_arg("what", |what| what.add(offers)))
}

/// The commands and topics that begin so.
fn offered(command: &Command, typed: &OsStr, lang: Lang) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy().to_lowercase();
    let commands =
        command.get_subcommands().map(|sub| (sub.get_name(), sub.get_about().map(ToString::to_string)));
    let own = TOPICS.iter().filter(|topic| command.find_subcommand(topic.name).is_none());
    let topics = own.map(|topic| (topic.name, Some(topic.page(lang).about)));
    let fitting = commands.chain(topics).filter(|(name, _)| name.starts_with(&typed));
    fitting.map(|(name, about)| CompletionCandidate::new(name).help(about.map(Into::into))).collect()
}

/// Shows what was asked for, of the whole command line in the reader's language.
pub fn answer(around: &Surroundings, mut command: Command, asked: &ArgMatches, lang: Lang) -> Exit {
    command.build();
    let name = asked.get_one::<String>("what").map_or("", String::as_str);
    let mut pages = Vec::new();
    if name.is_empty() {
        pages.push(command.render_help());
    } else if let Some(sub) = command.find_subcommand_mut(name) {
        pages.push(sub.render_long_help());
    }
    if let Some(found) = topic(name) {
        pages.push(terminal::page(found.name, &found.page(lang), width(around), command.get_styles()));
    }
    if pages.is_empty() {
        around.talk(&unknown(&command, name, lang).told(lang));
        return Exit::Usage;
    }
    let pages: Vec<String> = pages.iter().map(|page| shown(around, page).trim_end().to_owned()).collect();
    let _ = around.answer(&(pages.join("\n\n\n") + "\n"), Reader::Person);
    Exit::Done
}

/// The page in its colours where a terminal shows them.
fn shown(around: &Surroundings, page: &StyledStr) -> String {
    match around.terminals.output && screen::may_colour(around) {
        true => trusted(&page.ansi().to_string()),
        false => page.to_string(),
    }
}

fn unknown(command: &Command, name: &str, lang: Lang) -> Failure {
    let shown = quoted(lang, name);
    let failure =
        Failure::usage(tr!(lang, "there is no command and no topic {shown}", "没有{shown}这个命令或专题"));
    let names = command.get_subcommands().map(Command::get_name).chain(TOPICS.iter().map(|topic| topic.name));
    let near = suggestion_of(name, names.map(|name| (name, name)));
    failure.try_this(match near {
        Some(near) => format!("crm help {near}"),
        None => tr!(lang, "crm help lists them", "crm help 列出全部"),
    })
}
