//! `crm check`: every problem of the workspace at once.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use clap::Args as ClapArgs;

use crate::cli::context::{Context, told};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::format::Format;
use crate::cli::problems;
use crate::cli::session::Session;
use crate::model::{Place, Problem, ProblemKind, Severity};
use crate::render::answer::{self, ProblemList};
use crate::render::lang::{Lang, tr};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm check                  before a commit; exit code 1 on errors\n  crm check --staged         what is about to be committed, for a hook\n  crm check --since main     what a branch changes, for CI\n  crm check --quality        whose file lacks what its grade asks for, too\n  crm check --format json    for an editor\n  crm check --since v1 --restore   puts back what merges since then have lost\n\nNo filter of git's is run: a file that passes through one (git-crypt, LFS) counts as changed where its\nsize or time is.\n\nAs a hook, in .git/hooks/pre-commit:  exec crm check --staged\n\nAcross files it tells: a grade or an owner that the log's last decision doesn't have (crm grade, crm assign),\nhalf-done changes and logs whose customer has another id (crm merge), leftovers of killed commands, of git,\nof merge tools and sync services, derived files in git; with --since each merge commit that has lost entries\nwhich its parents had (--restore). Each comes with the command that mends it."
)]
pub struct Args {
    /// Only what the next commit changes, as it will have it
    #[arg(long, conflicts_with = "since")]
    staged: bool,
    /// Only files that are not as this revision had them: HEAD, main, a tag
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    /// Put back what merges since the revision have lost, then check
    #[arg(long, requires = "since")]
    restore: bool,
    /// Also what each customer's file lacks of what its grade asks for (required: in crm.yaml)
    #[arg(long, conflicts_with_all = ["staged", "since"])]
    quality: bool,
    /// Form of the answer
    #[arg(short, long, value_parser = Format::some(FORMS), default_value = "table")]
    format: Format,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// The forms of the problems.
const FORMS: &[(Format, &str)] = &[
    (Format::Table, "path:line:column: what is wrong, and what to try"),
    (Format::Plain, "The first line of each alone"),
    (Format::Json, ""),
];

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    if let Some(name) = args.since.as_deref().filter(|_| args.restore) {
        let session = Session::open(context)?;
        problems::restore(&session, name)?;
    }
    let (customers, mut problems) = match (&args.since, args.staged) {
        (Some(name), _) => {
            let (customers, mut problems) = problems::since(context, name)?;
            let (session, _) = Session::open_and_problems(context)?;
            problems.extend(problems::lost(&session.workspace, &session.workspace.layout(), name)?);
            (customers, problems)
        }
        (None, true) => problems::staged(context)?,
        (None, false) => problems::all(context)?,
    };
    if args.quality {
        problems.extend(problems::incomplete(context)?);
    }
    problems.sort_by(|a, b| key(a).cmp(&key(b)));
    // A copy of a file is told by its name, and again as what lies about.
    problems.dedup();
    let lang = context.lang;
    let errors = problems.iter().filter(|problem| problem.kind.severity() == Severity::Error).count();
    let warnings = problems.len() - errors;
    let form = if args.json { Format::Json } else { args.format };
    let text = match form {
        Format::Json => answer::document(&ProblemList::of(&problems)),
        Format::Plain => problems.iter().map(|problem| first_line(&told(problem, lang))).collect(),
        _ => {
            let shown = once_per_currency(&problems);
            let mut text: String =
                shown.iter().map(|(problem, more)| told_of(problem, *more, lang)).collect();
            text.push_str(&match lang {
                Lang::En => summary_en(customers, errors, warnings),
                Lang::Zh => format!("检查了 {customers} 个客户：错误 {errors} 个，警告 {warnings} 个\n"),
            });
            text
        }
    };
    context.answer(form.reader(), &text)?;
    Ok(if errors > 0 { Exit::Attention } else { Exit::Done })
}

fn summary_en(customers: usize, errors: usize, warnings: usize) -> String {
    let count = |number: usize, noun: &str| format!("{number} {noun}{}", if number == 1 { "" } else { "s" });
    format!(
        "{} checked: {}, {}\n",
        count(customers, "customer"),
        count(errors, "error"),
        count(warnings, "warning")
    )
}

/// The problems, but of those amounts that have no rate one for each currency, the first of its days, with how many more
/// there are: one rate from that day on mends all of them.
fn once_per_currency(problems: &[Problem]) -> Vec<(&Problem, usize)> {
    let of = |problem: &Problem| match &problem.kind {
        ProblemKind::NoRate { currency, day } => Some((currency.clone(), *day)),
        _ => None,
    };
    let mut first: BTreeMap<String, (NaiveDate, usize, usize)> = BTreeMap::new();
    for (at, problem) in problems.iter().enumerate() {
        let Some((currency, day)) = of(problem) else { continue };
        let (known, place, count) = first.entry(currency).or_insert((day, at, 0));
        *count += 1;
        if day < *known {
            (*known, *place) = (day, at);
        }
    }
    let shown = problems.iter().enumerate().filter_map(|(at, problem)| match of(problem) {
        None => Some((problem, 0)),
        Some((currency, _)) => {
            first.get(&currency).filter(|(_, place, _)| *place == at).map(|(.., count)| (problem, count - 1))
        }
    });
    shown.collect()
}

/// What is said of a problem, and how many more are of its kind.
fn told_of(problem: &Problem, more: usize, lang: Lang) -> String {
    let told = told(problem, lang) + "\n";
    match more {
        0 => told,
        more => {
            told + &tr!(
                lang,
                "  and {more} more of that currency: one rate from that day on mends them (--json lists them)\n",
                "  该币种另有 {more} 处：从那天起写一个汇率即可（--json 逐条列出）\n"
            )
        }
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned() + "\n"
}

fn key(problem: &Problem) -> (&Place, &'static str) {
    (&problem.place, problem.kind.code())
}
