//! `crm check`: every problem of the workspace at once.

mod across;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;

use crate::cli::context::{Context, told};
use crate::cli::drafts;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::format::Format;
use crate::cli::session::Session;
use crate::cli::whole_book::settled;
use crate::config::{WorkspaceConfig, parse_workspace_config, read_workspace_config};
use crate::model::{Place, Problem, ProblemKind, Severity};
use crate::render::answer::{self, ProblemList};
use crate::render::lang::Lang;
use crate::rules::check::{Location, check};
use crate::store::{
    CustomerFile, CustomerFiles, CustomerTree, LoadedCustomer, RULES, RevisionError, Scrutiny, part_of,
};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm check                  before a commit; exit code 1 on errors\n  crm check --staged         what is about to be committed, for a hook\n  crm check --since main     what a branch changes, for CI\n  crm check --format json    for an editor\n  crm check --since v1 --restore   puts back what merges since then have lost\n\nNo filter of git's is run: a file that passes through one (git-crypt, LFS) counts as changed where its\nsize or time is.\n\nAs a hook, in .git/hooks/pre-commit:  exec crm check --staged\n\nAcross files it tells: a grade or an owner that the log's last decision doesn't have (crm grade, crm assign),\nhalf-done changes and logs whose customer has another id (crm merge), leftovers of killed commands, of git,\nof merge tools and sync services, derived files in git; with --since each merge commit that has lost entries\nwhich its parents had (--restore). Each comes with the command that mends it."
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

/// Runs it.
pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    if let Some(name) = args.since.as_deref().filter(|_| args.restore) {
        let session = Session::open(context)?;
        across::restore(&session, name)?;
    }
    let (customers, mut problems) = match (&args.since, args.staged) {
        (Some(name), _) => {
            let (customers, mut problems) = since(context, name)?;
            let (session, _) = Session::open_and_problems(context)?;
            problems.extend(across::lost(&session.workspace, &session.workspace.layout(), name)?);
            (customers, problems)
        }
        (None, true) => staged(context)?,
        (None, false) => all(context)?,
    };
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
            let mut text: String = problems.iter().map(|problem| told(problem, lang) + "\n").collect();
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

/// Every customer of the work tree.
fn all(context: &Context) -> Result<(usize, Vec<Problem>), Failure> {
    let (session, mut problems) = Session::open_and_problems(context)?;
    let workspace = &session.workspace;
    let (count, found) = settled(workspace, || {
        let mut layout = workspace.layout();
        let (mut found, homes, distinct) = of_files(&session, &layout.slots, &problems);
        found.extend(across::unknown(workspace, &layout, &homes, distinct));
        found.extend(layout.unportable());
        across::lead_home(workspace, &homes, &mut layout.problems);
        found.extend(across::half_merged(workspace, &layout, &homes));
        found.extend(layout.problems);
        (layout.slots.len(), found)
    });
    problems.extend(found);
    problems.extend(across::leftovers(&session));
    drafts::tell_of_forgotten(&session, &session.workspace)?;
    Ok((count, problems))
}

/// Those whose files are not as a revision had them; all of them, where the rules are not.
fn since(context: &Context, name: &str) -> Result<(usize, Vec<Problem>), Failure> {
    let (session, mut problems) = Session::open_and_problems(context)?;
    let workspace = &session.workspace;
    let changed = workspace.changed_since(name)?;
    let (count, found) = settled(workspace, || {
        let mut layout = workspace.layout();
        let is_orphaned = |problem: &Problem| matches!(problem.kind, ProblemKind::OrphanedLog { .. });
        if layout.problems.iter().any(is_orphaned) {
            let homes = across::Homes::of(workspace, &layout);
            across::lead_home(workspace, &homes, &mut layout.problems);
        }
        keep(&mut layout, &changed);
        let mut found = of_files(&session, &layout.slots, &problems).0;
        found.extend(layout.problems);
        (layout.slots.len(), found)
    });
    problems.extend(found);
    Ok((count, problems))
}

/// Those that the next commit changes, as it will have them.
fn staged(context: &Context) -> Result<(usize, Vec<Problem>), Failure> {
    let (mut session, _) = Session::open_and_problems(context)?;
    let workspace = &session.workspace;
    let (revision, changed) = workspace.staged(context.index.as_deref())?;
    let (config, mut problems) = match revision.rules() {
        Ok(bytes) => parse_workspace_config(&bytes, Path::new(RULES)),
        // Not staged yet: the rules of the work tree will come with another commit.
        Err(RevisionError::NoRules(_)) => read_workspace_config(&workspace.rules_path(), Path::new(RULES)),
        Err(error) => return Err(error.into()),
    };
    session.config = config;
    let mut layout = revision.layout.clone();
    keep(&mut layout, &changed);
    if !problems.iter().any(WorkspaceConfig::forbids) {
        let slots: Vec<&CustomerFiles> = layout.slots.iter().collect();
        let ask = |loaded: LoadedCustomer<'_>| Some(findings(&session, &loaded));
        let (found, read) = revision.each(&slots, Scrutiny::Check, ask)?;
        problems.extend(read);
        problems.extend(found.into_iter().flatten());
    }
    problems.extend(layout.problems);
    Ok((layout.slots.len(), problems))
}

/// Customers of whom a file is among these, and what is wrong with the names of others among them.
fn keep(layout: &mut CustomerTree, changed: &HashSet<PathBuf>) {
    // Before those that stayed are left out: a new name may be another one's.
    let unportable = layout.unportable();
    layout.problems.extend(unportable);
    if changed.contains(Path::new(RULES)) {
        return;
    }
    layout.slots.retain(|files| {
        changed.contains(&files.card) || files.log.as_ref().is_some_and(|log| changed.contains(log))
    });
    layout.problems.retain(|problem| {
        let path = &problem.place.path;
        // What is wrong may be told of a file that stayed as it was.
        let by_another = match &problem.kind {
            ProblemKind::DuplicateId { other, .. } => changed.contains(other),
            ProblemKind::OrphanedLog { .. } | ProblemKind::ForgottenLog { .. } => {
                changed.iter().any(|gone| is_card_of(gone, path))
            }
            ProblemKind::NameClash { other, .. } => {
                changed.iter().any(|new| new.starts_with(path) || new.starts_with(other))
            }
            ProblemKind::Unportable { .. } => changed.iter().any(|new| new.starts_with(path)),
            _ => false,
        };
        by_another || changed.contains(path)
    });
}

/// Whether a file, wherever it is, was the customer of a log.
fn is_card_of(card: &Path, log: &Path) -> bool {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let (Some(card), Some(log)) = (name(card), name(log)) else { return false };
    match (part_of(&card), part_of(&log)) {
        (Some((CustomerFile::Card, card)), Some((CustomerFile::Log, log))) => card == log,
        _ => false,
    }
}

fn of_files(
    session: &Session<'_>,
    slots: &[CustomerFiles],
    known: &[Problem],
) -> (Vec<Problem>, across::Homes, Vec<across::Distinct>) {
    // Against rules that can't be read nothing can be wrong.
    let lawless = known.iter().any(WorkspaceConfig::forbids);
    let (found, mut read) = session.workspace.each(slots, Scrutiny::Check, |loaded| {
        let problems = if lawless { Vec::new() } else { findings(session, &loaded) };
        Some((problems, across::traces(&loaded), across::distinct(&loaded)))
    });
    let (mut traces, mut distinct) = (Vec::new(), Vec::new());
    for (mut problems, mut own, mut others) in found {
        read.append(&mut problems);
        traces.append(&mut own);
        distinct.append(&mut others);
    }
    (read, across::Homes::from(traces), distinct)
}

/// What the rules say of one customer's files.
fn findings(session: &Session<'_>, loaded: &LoadedCustomer<'_>) -> Vec<Problem> {
    let findings = check(&loaded.customer, &loaded.history, &session.config.policy, session.today);
    let places = findings.into_iter().map(|finding| Problem {
        place: match finding.spot {
            Location::Key(key) => loaded.place_of_key(&key),
            Location::Field { line, field } => loaded.place_of_field(line, field),
        },
        kind: finding.trouble,
    });
    places.collect()
}

/// Errors in the files that are not as a revision had them, for a command that would send them.
pub fn errors_since(context: &Context, name: &str) -> Result<Vec<Problem>, Failure> {
    let (_, mut problems) = since(context, name)?;
    problems.retain(|problem| problem.kind.severity() == Severity::Error);
    Ok(problems)
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
    (&problem.place, problem.kind.code())
}
