//! `crm dates`: birthdays and festivals, and what falls due.

use chrono::{Months, NaiveDate};
use clap::Args as ClapArgs;

use crate::cli::context::Context;
use crate::cli::date_input;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::FormatArgs;
use crate::cli::query;
use crate::cli::session::Session;
use crate::cli::words::listed;
use crate::plan::DueStatus;
use crate::render::DatesShown;
use crate::render::answer::DatesAnswer;
use crate::render::lang::{self, Lang, both};
use crate::rules::occasions::Code;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm dates                              what is late, and what comes in two weeks\n  crm dates --owner me --within 30d      mine, a month ahead\n  crm dates --kind birthday --within eom who has a birthday this month\n  crm dates --kind invoice --json        what is owed, for a script\n\nKinds: ending complaint request approval promise pool contract-end\n       quote-unanswered deal invoice (invoice-overdue, invoice-due) action birthday\n       founded date anniversary event lost move recheck\nThe team's calendar is events: in crm.yaml, the numbers are reminders:."
)]
pub struct Args {
    /// Free text: name, contact, tag …, Chinese by pinyin, too
    text: Vec<String>,
    /// How far to look ahead: 30d, 2w, fri, eom (else 14 days, or crm.yaml's)
    #[arg(short, long, value_name = "TIME")]
    within: Option<String>,
    /// Only these kinds, see below
    #[arg(short, long, value_name = "KIND", value_delimiter = ',')]
    kind: Vec<String>,
    /// Show no more than so many
    #[arg(short = 'n', long, value_name = "COUNT")]
    limit: Option<usize>,
    /// Exit with 1 if anything is late or today's
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    format: FormatArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let today = context.today;
    let until = until(&session, args.within.as_deref())?;
    let kinds = kinds(&args.kind)?;
    let filter = args.filter.filter(&session, &args.text)?;
    let layout = session.workspace.layout();
    let (mut found, problems) = query::all_dates(&session, &layout, &filter, until, None);
    found.retain(|one| kinds.is_empty() || kinds.contains(&one.code));
    let is_pressing = found.iter().any(|one| one.due_status(today) != DueStatus::Upcoming);
    let most = args.limit.unwrap_or(usize::MAX);
    let shown = DatesShown { is_empty_book: layout.slots.is_empty(), most };
    args.format.answer(context, &DatesAnswer { found: &found, today, shown })?;
    match context.exit_code(&problems) {
        Exit::Done if args.exit_code && is_pressing => Ok(Exit::Attention),
        exit => Ok(exit),
    }
}

/// The last day that is asked for.
fn until(session: &Session<'_>, typed: Option<&str>) -> Result<NaiveDate, Failure> {
    let Some(text) = typed else { return Ok(session.config.policy.reminders.ahead.after(session.today)) };
    let today = session.today;
    let until = date_input::within(session, text)?;
    if until < today {
        return Err(Failure::usage(both!(
            "--within {until} lies before {today}",
            "--within {until} 早于 {today}"
        ))
        .try_this(both!(
            "--today {until} shows the dates of that day",
            "--today {until} 可查看那一天的日期"
        )));
    }
    // Every year has every birthday again.
    match today.checked_add_months(Months::new(120)) {
        Some(last) if until > last => Err(Failure::usage(both!(
            "--within {until} lies more than ten years ahead",
            "--within {until} 超过十年"
        ))
        .try_this(both!("--within 1y is every birthday", "--within 1y 就包括所有生日"))),
        _ => Ok(until),
    }
}

/// The kinds that are meant: by their codes, or by the first word of several.
fn kinds(typed: &[String]) -> Result<Vec<Code>, Failure> {
    let mut kinds = Vec::new();
    for word in listed(typed) {
        let word = lang::date_code(&word).map_or(word, str::to_owned);
        let is_meant = |code: &&Code| {
            let rest = code.as_str().strip_prefix(word.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        let before = kinds.len();
        kinds.extend(Code::ALL.iter().filter(is_meant));
        if kinds.len() == before {
            let known = |lang: Lang| match lang {
                Lang::En => Code::WORDS.join(", "),
                Lang::Zh => {
                    Code::WORDS.iter().map(|code| lang::date_word(code)).collect::<Vec<_>>().join("、")
                }
            };
            return Err(Failure::usage(both!(
                "\"{word}\" is not a kind of date",
                "「{word}」不是日期的种类"
            ))
            .try_this(both!(
                |lang| "one of invoice, {known}",
                "可选：发票、{known}",
                known = known(lang)
            )));
        }
    }
    Ok(kinds)
}
