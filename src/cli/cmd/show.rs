//! `crm show`: one customer.

use clap::Args as ClapArgs;

use crate::cli::book::book_with_referred;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, unreadable};
use crate::cli::format::{Format, FormatArgs};
use crate::cli::resolve::resolve;
use crate::cli::session::Session;
use crate::model::{Entry, History};
use crate::plan::{self, Item, Row};
use crate::render::answer::{self, ShownCustomer};
use crate::render::lang::one_line;
use crate::render::{self, COLUMNS, Subject};
use crate::rules::measure;
use crate::rules::policy::Trigger;
use crate::rules::views::Book;
use crate::store::{CustomerFiles, CustomerTree, Scrutiny};

/// Entries of the history that the page shows without `--all`.
const RECENT: usize = 20;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm show mueller          by a part of the id or of the name\n  crm show szhd             Chinese names by pinyin and initials\n  crm show mueller --all    with the whole history\n  crm show mueller --json   for a program"
)]
pub struct Args {
    /// The customer: its id, or a unique part of its id, name or alias
    #[arg(value_name = "ID")]
    customer: String,
    /// Show the whole history
    #[arg(short, long)]
    all: bool,
    #[command(flatten)]
    format: FormatArgs,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let layout = session.workspace.layout();
    let files = resolve(&session, &layout, &args.customer)?;
    let (today, policy) = (context.today, &session.config.policy);
    let (lang, style) = (context.lang, context.style());
    let (book, referred) = others(&session, &layout, &files, args);
    let (text, problems) = session.workspace.one(&files, Scrutiny::Answer, |loaded| {
        let (history, customer) = (loaded.history.as_of(today), loaded.customer);
        if args.format.chosen() == Format::Ids {
            return format!("{}\n", customer.id);
        }
        let driving = plan::driving(&customer, &history, Some(&book), policy, today);
        let figures = measure(&customer, &history, policy, today);
        let mut profile = plan::profile(&customer, driving.clone(), &history, policy, today);
        if profile.verdict.is_for_playbooks() {
            let aims = plan::aims_of_book(&figures, &book, Trigger::newest(&history), policy, today);
            profile.aims.extend(aims.into_iter().map(|aim| aim.beside(&profile.done)));
        }
        let views = plan::views(&figures, &book, profile.verdict.due, policy, today);
        let row = |customer, driving| {
            let row = plan::row(customer, driving, &history, policy, today);
            Row { views: Some(views), ..row }
        };
        if args.format.chosen() == Format::Json {
            let due = plan::item(&customer, &driving, &history, policy, today);
            let due = due.map(|item| Item { aims: profile.aims.clone(), ..item });
            let row = row(customer, driving);
            return answer::document(&ShownCustomer::of(
                &row,
                due.as_ref(),
                &profile,
                &history,
                policy,
                today,
            ));
        }
        if args.format.chosen() != Format::Table {
            let columns: Vec<String> = COLUMNS.iter().map(|column| column.name.to_owned()).collect();
            let values = render::list_values(&row(customer, driving), &columns, today);
            let named = |(name, value): (&String, String)| format!("{name}\t{}\n", one_line(&value));
            return match args.format.chosen() {
                Format::Plain => columns.iter().zip(values).map(named).collect(),
                form => form.rows(&columns.iter().map(String::as_str).collect::<Vec<_>>(), vec![values]),
            };
        }
        let shown = if args.all { usize::MAX } else { RECENT };
        let log: Vec<&Entry<'_>> = history.entries().iter().rev().take(shown).collect();
        let more = history.entries().len() - log.len();
        let (customer, profile, views, unrated) = (&customer, &profile, &views, figures.unrated());
        let now = context.at_once();
        let examples = &history.examples().map(|(entry, _)| entry.line).collect();
        let kept = kept_folder(&session, &files, &history);
        let subject = Subject {
            customer,
            profile,
            views,
            unrated,
            referred: &referred,
            log: &log,
            examples,
            more,
            kept: kept.as_deref(),
            now,
        };
        render::page(lang, &subject, policy, today, style)
    });
    if let Some(text) = text {
        context.answer(args.format.reader(), &text)?;
        return Ok(context.exit_code(&problems));
    }
    context.warn(&problems);
    Err(unreadable(&files.id))
}

/// The book, for the views that rank a customer among all others; and whom this one has referred. Behind masks nobody is
/// told who knows whom.
fn others(
    session: &Session<'_>,
    layout: &CustomerTree,
    files: &CustomerFiles,
    args: &Args,
) -> (Book, Vec<String>) {
    if args.format.chosen() == Format::Ids {
        return (Book::default(), Vec::new());
    }
    let (book, referred) = book_with_referred(session, layout, &files.id);
    (book, if session.redaction().is_some() { Vec::new() } else { referred })
}

/// Where the pictures and papers of its log are. A path has the id in it, which a masked page doesn't tell.
fn kept_folder(session: &Session<'_>, files: &CustomerFiles, history: &History<'_>) -> Option<String> {
    let keeps = history.entries().iter().any(|entry| !entry.files.is_empty());
    (keeps && session.redaction().is_none()).then(|| files.kept_folder().display().to_string())
}
