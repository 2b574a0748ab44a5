//! What can be typed.

use std::path::PathBuf;

use clap::{CommandFactory, Parser, Subcommand};

use super::{cmd, help, redact};

/// Customer follow-up over plain files: whom to contact today, why, and with what aim.
#[derive(Debug, Parser)]
#[command(
    name = "crm",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true,
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
    /// The command
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a workspace: the rules, a folder for customers, what git needs
    Init(cmd::init::Args),
    /// Add a customer; the same one entered again is refused
    Add(Box<cmd::add::Args>),
    /// Log what happened with a customer; the next date follows from it
    Log(Box<cmd::log::Args>),
    /// Today's agenda, in the order of work
    Due(cmd::due::Args),
    /// The day, the week or the month, as much of it as the hours carry
    Agenda(Box<cmd::agenda::Args>),
    /// What is due at once, spread over the working days by what they carry
    Spread(cmd::spread::Args),
    /// Birthdays and festivals, and what falls due: invoices, contracts, quotes
    Dates(cmd::dates::Args),
    /// What may be ordered, how far it has come, and what it waits for
    Deals(cmd::deals::Args),
    /// A mail to a customer from one of the team's templates; never sent
    Draft(Box<cmd::draft::Args>),
    /// The page one reads before a call
    Show(cmd::show::Args),
    /// List customers by grade, owner, country, tag or free text
    List(cmd::list::Args),
    /// Who should move to another grade, on what evidence
    Review(cmd::review::Args),
    /// What the book costs in hours, against the hours that there are
    Budget(cmd::budget::Args),
    /// Customers that are entered twice, and why it seems so
    Dupes(cmd::dupes::Args),
    /// Make one customer of two, with both histories
    Merge(cmd::merge::Args),
    /// Give a customer another id; the old one still leads to it
    Rename(cmd::rename::Args),
    /// What a change of rules or files does, against a git revision
    Diff(cmd::diff::Args),
    /// Change keys of a customer's file, and nothing else in it
    Set(cmd::set::Args),
    /// Open a customer's file in the editor, and check it afterwards
    Edit(cmd::edit::Args),
    /// Decide on a customer's grade, with the reason
    Grade(cmd::grade::Args),
    /// Give a customer to somebody, or to the pool
    Assign(cmd::assign::Args),
    /// The public pool: who can be claimed; with --sweep who falls into it
    Pool(cmd::pool::Args),
    /// Take a customer out of the pool: it is yours from then on
    Claim(cmd::claim::Args),
    /// Put a customer back into the pool, and say why
    Release(cmd::release::Args),
    /// Hand over somebody's customers, with a sheet for each
    Handover(cmd::handover::Args),
    /// Take a customer out of every agenda, or back in
    Archive(cmd::archive::Args),
    /// Tell every problem of the workspace: for you, for a commit hook, for CI
    Check(cmd::check::Args),
    /// Bring customers and follow-ups in from CSV, Excel or an address book
    Import(Box<cmd::import::Args>),
    /// Write customers or entries as CSV or a spreadsheet, contacts as vCard
    Export(cmd::export::Args),
    /// Fetch what the others sent, merge it with yours, check, and send it
    Sync(cmd::sync::Args),
    /// Take back what the last command wrote, if nobody changed it since
    Undo(cmd::undo::Args),
    /// Raise the version of the workspace's files, for the whole team
    Upgrade(cmd::upgrade::Args),
    /// Remove what a person asks to be forgotten, and say what git still holds
    Forget(cmd::forget::Args),
    /// Merge two versions of a customer's file: git calls it
    MergeDriver(cmd::merge_driver::Args),
    /// Print the completion script of a shell
    Completions(cmd::completions::Args),
    /// Print the manual page, or write all of them to a folder
    Man(cmd::man::Args),
}

impl Command {
    /// Whether it answers over the book.
    pub fn is_over_the_book(&self) -> bool {
        matches!(
            self,
            Command::Due(_)
                | Command::Agenda(_)
                | Command::Spread(_)
                | Command::Dates(_)
                | Command::Deals(_)
                | Command::Draft(_)
                | Command::Show(_)
                | Command::List(_)
                | Command::Review(_)
                | Command::Budget(_)
                | Command::Diff(_)
                | Command::Check(_)
                | Command::Export(_)
        )
    }
}

/// The whole command line, for completions and manual pages.
pub fn command() -> clap::Command {
    redact::with_option(Cli::command()).subcommand(help::command()).mut_subcommands(with_negative_numbers)
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
