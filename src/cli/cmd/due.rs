//! `crm due`: the agenda.

use clap::Args as ClapArgs;

use crate::cli::context::Context;
use crate::cli::date_input;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::{Format, FormatArgs};
use crate::cli::query;
use crate::cli::session::Session;
use crate::plan::Item;
use crate::render::lang::{self, Lang, both};
use crate::render::{self, Shown, json};

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

/// Runs it.
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
    let (items, problems) = query::items(&session, &layout, &filter, until);
    let due_now = items.iter().any(|item| item.days_late >= 0);
    let words = args.text.join(" ");
    let shown = Shown {
        words: &words,
        is_empty_book: layout.slots.is_empty(),
        most: args.limit.unwrap_or(usize::MAX),
        why: args.why,
    };
    let first = &items[..items.len().min(shown.most)];
    let style = context.style();
    let text = match args.format.chosen() {
        Format::Table => render::agenda(context.lang, &items, policy, today, shown, style),
        Format::Plain => first.iter().map(|item| plain(context.lang, item, context)).collect(),
        Format::Json => json::document(&json::due(first, policy, today, args.why)),
        Format::Csv => render::csv(HEADER, first.iter().map(|item| cells(item, context)), false),
        Format::Ids => first.iter().map(|item| format!("{}\n", item.id)).collect(),
    };
    context.answer(args.format.reader(), &text)?;
    match context.exit_code(&problems) {
        Exit::Done if args.exit_code && due_now => Ok(Exit::Attention),
        exit => Ok(exit),
    }
}

/// One line, tabs between the values: for grep and cut.
fn plain(lang: Lang, item: &Item, context: &Context) -> String {
    let text = |text: &Option<String>| text.as_deref().map(lang::one_line).unwrap_or_default();
    let parts = [
        item.grade.clone().unwrap_or_else(|| "-".into()),
        item.id.to_string(),
        lang::one_line(&item.name),
        item.due.to_string(),
        lang::late(lang, item.days_late),
        lang::reason(lang, &item.verdict, context.today),
        text(&item.plan),
    ];
    render::plain_row(&parts)
}

const HEADER: &[&str] = &[
    "id",
    "name",
    "grade",
    "owner",
    "due",
    "standing",
    "days_late",
    "reason",
    "reason_text",
    "minutes",
    "last_at",
    "last_via",
    "last_reply",
    "last_text",
    "plan",
    "contact",
    "email",
    "phone",
];

fn cells(item: &Item, context: &Context) -> Vec<String> {
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let (last, contact) = (item.last.as_ref(), item.contact.as_ref());
    vec![
        item.id.to_string(),
        item.name.clone(),
        text(item.grade.as_ref()),
        text(item.owner.as_ref()),
        item.due.to_string(),
        item.standing().as_str().to_owned(),
        item.days_late.to_string(),
        item.verdict.reason.code().to_owned(),
        lang::reason(Lang::En, &item.verdict, context.today),
        item.minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
        last.map(|last| last.at.to_string()).unwrap_or_default(),
        text(last.and_then(|last| last.via.as_ref())),
        last.and_then(|last| last.reply).map(|reply| reply.as_str().to_owned()).unwrap_or_default(),
        text(last.and_then(|last| last.text.as_ref())),
        text(item.plan.as_ref()),
        text(contact.and_then(|contact| contact.name.as_ref())),
        text(contact.and_then(|contact| contact.email.as_ref())),
        text(contact.and_then(|contact| contact.phone.as_ref())),
    ]
}
