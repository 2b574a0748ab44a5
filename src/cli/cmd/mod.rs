//! What can be typed: the commands, one a file, each of which loads, asks, and shows.

mod add;
mod agenda;
mod alarm;
mod archive;
mod assign;
mod budget;
mod check;
mod claim;
mod completions;
mod dates;
mod deals;
mod diff;
mod draft;
mod due;
mod dupes;
mod edit;
mod examples;
mod export;
mod forget;
mod grade;
mod handbook;
mod handover;
mod import;
mod init;
mod list;
mod log;
mod man;
mod merge;
mod merge_driver;
mod pool;
mod referrals;
mod release;
mod rename;
mod review;
mod rhythm;
mod set;
mod show;
mod spread;
mod sync;
mod undo;
mod upgrade;

use std::path::PathBuf;
use std::sync::LazyLock;

use clap::{ArgMatches, CommandFactory, Parser};

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::help;
use super::redact::{self, Masks};

/// Customer follow-up over plain files: whom to contact today, why, and with what aim.
#[derive(Debug, Parser)]
#[command(
    name = "crm",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    subcommand_required = true,
    after_help = "A day with crm:\n  crm due                 whom to contact today, why, and with what aim\n  crm show mueller        the page one reads before a call\n  crm log mueller \"Wants a sample\" --via call --reply positive --next fri\n\nExit codes: 0 done · 1 needs attention (check) · 2 wrong usage or rules\n  3 no such customer, or several · 4 refused (duplicate, conflict)\n  5 a file could not be read, the rest was answered · 6 disk or git failed"
)]
pub struct Cli {
    /// Work in this folder's workspace (or CRM_DIR)
    #[arg(short = 'C', long = "directory", value_name = "DIR", global = true)]
    pub directory: Option<PathBuf>,
    /// Answer as of this day, YYYY-MM-DD (or CRM_TODAY)
    #[arg(long, value_name = "DAY", global = true)]
    pub today: Option<String>,
    /// Language of texts: en or zh (or CRM_LANG, else the locale)
    #[arg(long, value_name = "LANG", global = true)]
    pub lang: Option<String>,
    /// Colours: auto, always or never
    #[arg(long, value_name = "WHEN", global = true)]
    pub color: Option<String>,
    /// Never ask a question
    #[arg(long, global = true)]
    pub no_input: bool,
}

/// All commands, each with what is said of it in one line, and what runs it.
pub static COMMANDS: LazyLock<Vec<Declared>> = LazyLock::new(|| {
    vec![
        declared("init", "Make a workspace: the rules, a folder for customers, what git needs", init::run)
            .plain(),
        declared("add", "Add a customer; the same one entered again is refused", add::run),
        declared("log", "Log what happened with a customer; the next date follows from it", log::run),
        declared("due", "Today's agenda, in the order of work", due::run).redacted().over_the_book(),
        declared("agenda", "The day, the week or the month, as much of it as the hours carry", agenda::run)
            .redacted()
            .over_the_book(),
        declared(
            "spread",
            "What is due at once, spread over the working days by what they carry",
            spread::run,
        )
        .redacted()
        .over_the_book(),
        declared(
            "dates",
            "Birthdays and festivals, and what falls due: invoices, contracts, quotes",
            dates::run,
        )
        .redacted()
        .over_the_book(),
        declared("deals", "What may be ordered, how far it has come, and what it waits for", deals::run)
            .redacted()
            .over_the_book(),
        declared("rhythm", "Who orders next, how likely, when, and what is at stake", rhythm::run)
            .redacted()
            .over_the_book(),
        declared("alarm", "Which important customers may be lost, and what tells it", alarm::run)
            .redacted()
            .over_the_book(),
        declared("draft", "A mail to a customer from one of the team's templates; never sent", draft::run)
            .over_the_book(),
        declared("show", "The page one reads before a call", show::run).redacted().over_the_book(),
        declared("list", "List customers by grade, owner, country, tag or free text", list::run)
            .redacted()
            .over_the_book(),
        declared("review", "Who should move to another grade, on what evidence", review::run)
            .redacted()
            .over_the_book(),
        declared("referrals", "Who came by referral, who refers most, who was asked for one", referrals::run)
            .redacted()
            .over_the_book(),
        declared("budget", "What the book costs in hours, against the hours that there are", budget::run)
            .redacted()
            .over_the_book(),
        declared(
            "handbook",
            "The classes and their rules, by crm.yaml, as a page to be printed",
            handbook::run,
        ),
        declared("examples", "Entries that newcomers should read, to learn from", examples::run)
            .redacted()
            .over_the_book(),
        declared("dupes", "Customers that are entered twice, and why it seems so", dupes::run),
        declared("merge", "Make one customer of two, with both histories", merge::run),
        declared("rename", "Give a customer another id; the old one still leads to it", rename::run),
        declared("diff", "What a change of rules or files does, against a git revision", diff::run)
            .redacted()
            .over_the_book(),
        declared("set", "Change keys of a customer's file, and nothing else in it", set::run),
        declared("edit", "Open a customer's file in the editor, and check it afterwards", edit::run),
        declared("grade", "Decide on a customer's grade, with the reason", grade::run),
        declared("assign", "Give a customer to somebody, or to the pool", assign::run),
        declared("pool", "The public pool: who can be claimed; with --sweep who falls into it", pool::run),
        declared("claim", "Take a customer out of the pool: it is yours from then on", claim::run),
        declared("release", "Put a customer back into the pool, and say why", release::run),
        declared("handover", "Hand over somebody's customers, with a sheet for each", handover::run),
        declared("archive", "Take a customer out of every agenda, or back in", archive::run),
        declared(
            "check",
            "Tell every problem of the workspace: for you, for a commit hook, for CI",
            check::run,
        )
        .over_the_book(),
        declared(
            "import",
            "Bring customers and follow-ups in from CSV, Excel or an address book",
            import::run,
        ),
        declared(
            "export",
            "Write customers or entries as CSV or a spreadsheet, contacts as vCard",
            export::run,
        )
        .redacted()
        .over_the_book(),
        declared("sync", "Fetch what the others sent, merge it with yours, check, and send it", sync::run),
        declared("undo", "Take back what the last command wrote, if nobody changed it since", undo::run)
            .redacted(),
        declared("upgrade", "Raise the version of the workspace's files, for the whole team", upgrade::run)
            .plain(),
        declared(
            "forget",
            "Remove what a person asks to be forgotten, and say what git still holds",
            forget::run,
        ),
        declared("merge-driver", "Merge two versions of a customer's file: git calls it", merge_driver::run)
            .plain(),
        declared("completions", "Print the completion script of a shell", completions::run).plain(),
        declared("man", "Print the manual page, or write all of them to a folder", |context, args| {
            man::run(context, args, command())
        })
        .plain(),
    ]
});

/// A command, and what holds for all that is typed of it.
pub struct Declared {
    pub name: &'static str,
    about: &'static str,
    with_args: fn(clap::Command) -> clap::Command,
    read: Box<Read>,
    pub masks: Masks,
    /// Whether it answers over the book.
    pub is_over_the_book: bool,
}

type Read = dyn Fn(&ArgMatches) -> Result<Box<Typed>, clap::Error> + Send + Sync;

/// A command with what was typed for it.
pub type Typed = dyn FnOnce(&Context) -> Result<Exit, Failure>;

fn declared<A: clap::Args + 'static>(
    name: &'static str,
    about: &'static str,
    run: fn(&Context, &A) -> Result<Exit, Failure>,
) -> Declared {
    let read = move |matches: &ArgMatches| {
        let args = A::from_arg_matches(matches)?;
        Ok(Box::new(move |context: &Context| run(context, &args)) as Box<Typed>)
    };
    Declared {
        name,
        about,
        with_args: A::augment_args,
        read: Box::new(read),
        masks: Masks::Refused,
        is_over_the_book: false,
    }
}

impl Declared {
    /// One whose answers are made of customers that were redacted before, and of nothing else.
    fn redacted(self) -> Self {
        Declared { masks: Masks::Possible, ..self }
    }

    /// One that shows nothing of any customer's data.
    fn plain(self) -> Self {
        Declared { masks: Masks::Needless, ..self }
    }

    fn over_the_book(self) -> Self {
        Declared { is_over_the_book: true, ..self }
    }

    fn command(&self) -> clap::Command {
        let command = (self.with_args)(clap::Command::new(self.name)).about(self.about).long_about(None);
        if self.masks == Masks::Possible { redact::with_option(command) } else { command }
    }

    /// What was typed for it.
    pub fn read(&self, matches: &ArgMatches) -> Result<Box<Typed>, clap::Error> {
        (self.read)(matches)
    }
}

/// The command of this name.
pub fn named(name: &str) -> Option<&'static Declared> {
    COMMANDS.iter().find(|command| command.name == name)
}

/// The whole command line, for completions and manual pages.
pub fn command() -> clap::Command {
    let all = COMMANDS.iter().map(Declared::command).chain([help::command()]);
    Cli::command().subcommands(all).mut_subcommands(with_negative_numbers)
}

/// A number below zero behind an option is its value: a credit note is `--order -5`, and no option is a digit.
fn with_negative_numbers(command: clap::Command) -> clap::Command {
    command.mut_args(|arg| {
        let takes_number = arg.get_action().takes_values() && !arg.is_positional();
        if takes_number { arg.allow_negative_numbers(true) } else { arg }
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_sound() {
        super::command().debug_assert();
    }
}
