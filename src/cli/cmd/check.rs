//! `crm check`: every problem of the workspace at once.

use clap::{Args as ClapArgs, ValueEnum};

use crate::cli::context::{Context, told};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::config::Law;
use crate::model::{Place, Problem, Severity};
use crate::render::json;
use crate::render::lang::Lang;
use crate::rules::check::{Spot, check};
use crate::store::Look;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm check                  before a commit; exit code 1 on errors\n  crm check --format json    for an editor or CI\n\nAs a hook, in .git/hooks/pre-commit:  exec crm check"
)]
pub struct Args {
    /// Form of the answer
    #[arg(short, long, value_enum, default_value = "table")]
    format: Form,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// path:line:column: what is wrong, and what to try
    Table,
    /// The first line of each alone
    Plain,
    /// One JSON document
    Json,
}

/// Runs it.
pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let (workspace, law, mut problems) = context.workspace_and_problems()?;
    // Against rules that can't be read nothing can be wrong.
    let lawless = problems.iter().any(Law::forbids);
    let layout = workspace.layout();
    let customers = layout.slots.len();
    let (found, read) = workspace.each(&layout.slots, Look::Check, |dossier| {
        if lawless {
            return None;
        }
        let findings = check(&dossier.customer, &dossier.history, &law.policy, context.today);
        let places = findings.into_iter().map(|finding| Problem {
            place: match finding.spot {
                Spot::Key(key) => dossier.place_of_key(&key),
                Spot::Field { line, field } => dossier.place_of_field(line, field),
            },
            trouble: finding.trouble,
        });
        Some(places.collect::<Vec<_>>())
    });
    problems.extend(layout.problems);
    problems.extend(read);
    problems.extend(found.into_iter().flatten());
    problems.sort_by(|a, b| key(a).cmp(&key(b)));
    let lang = context.lang;
    let errors = problems.iter().filter(|problem| problem.trouble.severity() == Severity::Error).count();
    let warnings = problems.len() - errors;
    let form = if args.json { Form::Json } else { args.format };
    let text = match form {
        Form::Json => json::document(&json::problems(&problems)),
        Form::Plain => problems.iter().map(|problem| first_line(&told(problem, lang))).collect(),
        Form::Table => {
            let mut text: String = problems.iter().map(|problem| told(problem, lang) + "\n").collect();
            text.push_str(&match lang {
                Lang::En => summary_en(customers, errors, warnings),
                Lang::Zh => format!("检查了 {customers} 个客户：错误 {errors} 个，警告 {warnings} 个\n"),
            });
            text
        }
    };
    context.print(&text)?;
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

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned() + "\n"
}

fn key(problem: &Problem) -> (&Place, &'static str) {
    (&problem.place, problem.trouble.code())
}
