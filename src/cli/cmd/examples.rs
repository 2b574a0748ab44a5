//! `crm examples`: entries that newcomers should read.

use clap::Args as ClapArgs;

use crate::cli::context::Context;
use crate::cli::date_input;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::FormatArgs;
use crate::cli::people;
use crate::cli::query;
use crate::cli::session::Session;
use crate::cli::words::listed;
use crate::model::{Customer, EntryKind, History, Reply};
use crate::plan::{self, Example, ExampleFilter, Words};
use crate::render::answer::ExamplesAnswer;
use crate::render::lang::{self, both};
use crate::render::{self, ExamplesShown};
use crate::rules::EffectiveClass;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm examples                              all of them, the newest first\n  crm examples --grade A --via visit        how visits to A customers went\n  crm examples --kind complaint --since 1y  complaints of a year\n  crm log mueller \"…\" --example             marks what is logged now\n  crm log mueller \"how to answer on price\" --example --of last   marks an older entry, and says why\n  crm log mueller --no-example --of 2026-11-20                   takes the mark away\n\ncrm agenda --team --month shows one of the month: of those that say anything one with a positive\nreaction before others, then that of the first class, then the newest."
)]
pub struct Args {
    /// Free text: name, contact, tag …, Chinese by pinyin, too
    text: Vec<String>,
    /// What happened: followup, complaint, order …
    #[arg(long, value_name = "KIND", value_delimiter = ',', help_heading = "Which entries")]
    kind: Vec<String>,
    /// Channel: call, email, visit …
    #[arg(long, value_name = "CHANNEL", value_delimiter = ',', help_heading = "Which entries")]
    via: Vec<String>,
    /// Reaction: none, bounced, negative, neutral, positive or answered
    #[arg(long, value_name = "REPLY", value_delimiter = ',', help_heading = "Which entries")]
    reply: Vec<String>,
    /// Who wrote it; "me" is who types
    #[arg(long, value_name = "PERSON", value_delimiter = ',', help_heading = "Which entries")]
    by: Vec<String>,
    /// From this day on: 2026-10-01, 3m (three months ago) …
    #[arg(long, value_name = "DAY", help_heading = "Which entries")]
    since: Option<String>,
    /// Show no more than so many
    #[arg(short = 'n', long, value_name = "COUNT")]
    limit: Option<usize>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    format: FormatArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let (lang, today) = (context.lang, context.today);
    let wanted = wanted(&session, args)?;
    let filter = args.filter.filter(&session, &args.text)?;
    let layout = session.workspace.layout();
    let ask = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>| {
        let class = driving.class.as_deref();
        plan::examples(customer, class, history, &wanted, |entry| render::entry(lang, entry, today))
    };
    let (found, problems) = query::asked(&session, &layout, &filter, ask);
    let mut found: Vec<Example> = found.into_iter().flatten().collect();
    plan::in_order_of_reading(&mut found);
    let is_narrowed = args.narrow() || args.filter.says_something() || !args.text.is_empty();
    let shown = ExamplesShown { most: args.limit.unwrap_or(usize::MAX), is_narrowed };
    args.format.answer(context, &ExamplesAnswer { found: &found, shown })?;
    Ok(context.exit_code(&problems))
}

impl Args {
    /// Whether anything was said of which entries are meant.
    fn narrow(&self) -> bool {
        self.since.is_some()
            || [&self.kind, &self.via, &self.reply, &self.by].iter().any(|all| !all.is_empty())
    }
}

/// Which entries are meant.
fn wanted(session: &Session<'_>, args: &Args) -> Result<ExampleFilter, Failure> {
    let kind = |typed: &String| word("--kind", typed, Words::Kind, EntryKind::parse);
    let reply = |typed: &String| word("--reply", typed, Words::Reply, Reply::parse);
    let channel = |typed: String| Words::Via.read(&typed).map_or(typed, str::to_owned);
    let mut by = Vec::new();
    for typed in listed(&args.by) {
        by.push(match plan::team::whom(&typed) {
            plan::team::Whom::Me => people::me(session)?,
            // One who has left wrote entries, too.
            _ => people::known_as(&session.config, &typed),
        });
    }
    Ok(ExampleFilter {
        kinds: listed(&args.kind).iter().map(kind).collect::<Result<_, _>>()?,
        channels: listed(&args.via).into_iter().map(channel).collect(),
        replies: listed(&args.reply).iter().map(reply).collect::<Result<_, _>>()?,
        by,
        since: args.since.as_deref().map(|typed| date_input::past(session, "--since", typed)).transpose()?,
    })
}

fn word<T>(option: &str, typed: &str, words: Words, parse: impl Fn(&str) -> Option<T>) -> Result<T, Failure> {
    words.read(typed).and_then(parse).ok_or_else(|| {
        Failure::usage(both!(
            |lang| "{option}: {quoted} is not known",
            "{option}：没有{quoted}",
            quoted = lang::quoted(lang, typed)
        ))
        .try_this(both!(
            |lang| "one of {known}",
            "可选：{known}",
            known = words.known().join(lang.pick(", ", "、"))
        ))
    })
}
