//! `crm due`: the agenda.

use clap::Args as ClapArgs;

use crate::cli::alarms::{Asked, alarms};
use crate::cli::context::Context;
use crate::cli::date_input;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::FormatArgs;
use crate::cli::query;
use crate::cli::session::Session;
use crate::render::Shown;
use crate::render::answer::DueAnswer;
use crate::render::lang::both;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm due                          all that is due today, in the order of work\n  crm due --owner me --within 7d   mine, with what comes in the next seven days\n  crm due --grade A,B --why        each date with its derivation\n  crm due --format ids | head -1   the first id, for a script"
)]
pub struct Args {
    /// Free text: name, contact, tag …, Chinese by pinyin, too
    text: Vec<String>,
    /// Add what comes within this time: 7d, 2w, fri, eom
    #[arg(short, long, value_name = "TIME")]
    within: Option<String>,
    /// Derive each date: the rule, what it counts from, the sum
    #[arg(long)]
    why: bool,
    /// Show no more than so many
    #[arg(short = 'n', long, value_name = "COUNT")]
    limit: Option<usize>,
    /// Exit with 1 if anything is due
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    format: FormatArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let (today, policy) = (context.today, &session.config.policy);
    let until = match &args.within {
        None => today,
        Some(text) => date_input::within(&session, text)?,
    };
    if until < today {
        return Err(Failure::usage(both!(
            "--within {until} lies before {today}",
            "--within {until} 早于 {today}"
        ))
        .try_this(both!(
            "--today {until} shows the agenda of that day",
            "--today {until} 可查看那一天的安排"
        )));
    }
    let filter = args.filter.filter(&session, &args.text)?;
    let layout = session.workspace.layout();
    let (items, _, problems) = query::items(&session, &layout, &filter, until);
    let due_now = items.iter().any(|item| item.starts() <= today);
    let alarmed = alarms(&session, &layout, &filter, (&Asked::Watched, false)).customers;
    let words = args.text.join(" ");
    let shown = Shown {
        words: &words,
        is_empty_book: layout.slots.is_empty(),
        most: args.limit.unwrap_or(usize::MAX),
        why: args.why,
        alarms: &alarmed,
    };
    let answer = DueAnswer { items: &items, policy, today, shown };
    args.format.answer(context, &answer)?;
    match context.exit_code(&problems) {
        Exit::Done if args.exit_code && due_now => Ok(Exit::Attention),
        exit => Ok(exit),
    }
}
