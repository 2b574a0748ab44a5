//! `crm diff`: what a change of rules or files does, against a revision of the git repository.

mod sides;

use std::path::Path;

use clap::Args as ClapArgs;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::filter::FilterArgs;
use crate::cli::format::FormatArgs;
use crate::cli::redact;
use crate::cli::session::Session;
use crate::config::{WorkspaceConfig, parse_rhythm, parse_workspace_config};
use crate::model::{Decimal, Problem, ProblemKind, Severity};
use crate::plan::Aspect;
use crate::render::answer::DiffAnswer;
use crate::render::lang::both;
use crate::render::{Against, DiffShown};
use crate::store::{RHYTHM, RULES, Revision};

use sides::Sides;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm diff                      what your edits do that are not committed yet\n  crm diff ORIG_HEAD            what the last git pull brought\n  crm diff '@{1.week.ago}'      what changed in a week\n  crm diff HEAD~5 --only due,class --owner me\n\nBoth sides are computed for the same day (--today), so that only files and rules differ. The revision\nis read through git; the work tree and its index stay as they are. A customer that is moved within\ncustomers/ is not a difference. One whose file can't be read on a side is told, and not compared;\nonly what can't be read now, or is hidden here by a filter (git-crypt, LFS) or a partial clone, makes\nthe exit code 5. No filter is run and nothing is fetched."
)]
pub struct Args {
    /// The old side: a commit, a tag, a branch, HEAD~5, @{1.week.ago}
    #[arg(value_name = "REV", default_value = "HEAD")]
    revision: String,
    /// These differences alone: overdue, due, class, views, pool, moves, playbook, owner, name,
    /// added, removed
    #[arg(long, value_name = "SORTS", value_delimiter = ',')]
    only: Vec<String>,
    /// In the table no more than so many of each sort; 0 is all
    #[arg(short = 'n', long, value_name = "COUNT", default_value_t = 20, help_heading = "Output")]
    limit: usize,
    /// Exit with 1 if anything differs
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
    let aspects = aspects(&args.only)?;
    let revision = session.workspace.revision(&args.revision)?;
    if !revision.note.is_empty() {
        context.say(&revision.note);
    }
    let old_law = old_law(context, &revision)?;
    let redaction = redact::knowing(redact::knowing(context.redaction(), &session.config).as_ref(), &old_law);
    let (session, revision) = (session.behind(redaction.clone()), revision.behind(redaction));
    // A grade that only the old rules have can be asked for, too.
    let filter = args
        .filter
        .filter(&session, &[])
        .or_else(|failure| args.filter.filter(&session.under(&old_law), &[]).map_err(|_| failure))?;
    let layout = session.workspace.layout();
    let with_views = aspects.contains(&Aspect::Views);
    let sides = Sides {
        workspace: &session.workspace,
        revision: &revision,
        layout: &layout,
        policies: [&old_law.policy, &session.config.policy],
        filter: &filter,
        today,
        with_views,
    };
    let (mut found, old_problems, problems) = sides.compare()?;
    // It is a file of its own, and named as one.
    let with_rhythm = |mut config: WorkspaceConfig| {
        config.policy.book_rhythm = session.config.policy.book_rhythm;
        config
    };
    found.other_rules = with_rhythm(old_law.clone()) != session.config;
    found.name_apart((&old_law.policy, &hours(&old_law)), (&session.config.policy, &hours(&session.config)));
    found.keep(&aspects);
    found.sort(&session.config.policy);
    let against = Against { name: &revision.name, commit: &revision.commit, day: revision.day };
    let most = if args.limit == 0 { usize::MAX } else { args.limit };
    let shown = DiffShown { aspects: &aspects, most, today };
    args.format.answer(context, &DiffAnswer { found: &found, against, shown })?;
    // What was wrong then can't be mended any more: it is told, and that is all.
    let layout_then =
        revision.layout.problems.iter().filter(|problem| {
            problem.kind.severity() == Severity::Error && !layout.problems.contains(problem)
        });
    let then: Vec<Problem> = layout_then.cloned().map(|problem| revision.named(problem)).collect();
    context.warn(&then);
    // What is there and can't be looked at here makes the answer incomplete.
    let is_hidden = |one: &Problem| matches!(one.kind, ProblemKind::Filtered | ProblemKind::NotFetched);
    let (hidden, old_problems): (Vec<_>, Vec<_>) = old_problems.into_iter().partition(is_hidden);
    context.warn(&old_problems);
    let problems: Vec<Problem> = hidden.into_iter().chain(layout.problems.clone()).chain(problems).collect();
    match context.exit_code(&problems) {
        Exit::Done if args.exit_code && !found.differences.is_empty() => Ok(Exit::Attention),
        exit => Ok(exit),
    }
}

/// The sorts that were asked for; all of them where nothing was said.
fn aspects(typed: &[String]) -> Result<Vec<Aspect>, Failure> {
    if typed.is_empty() {
        return Ok(Aspect::ALL.to_vec());
    }
    let mut aspects = Vec::new();
    for word in typed {
        aspects.push(Aspect::parse(word).ok_or_else(|| {
            Failure::usage(both!("there is no difference \"{word}\"", "没有「{word}」这类差异")).try_this(
                both!(
                    |lang| "one of {known}",
                    "可选：{known}",
                    known = Aspect::WORDS.join(lang.pick(", ", "、"))
                ),
            )
        })?);
    }
    Ok(Aspect::ALL.iter().copied().filter(|aspect| aspects.contains(aspect)).collect())
}

/// The hours of each person, by id: in which order `crm.yaml` lists them changes nothing.
fn hours(config: &WorkspaceConfig) -> Vec<(String, Option<Decimal>)> {
    let mut hours: Vec<_> = config.people.iter().map(|one| (one.id.clone(), one.hours_a_week)).collect();
    hours.sort();
    hours
}

/// The rules that the revision had. With an error among them no date of that side is right.
fn old_law(context: &Context, revision: &Revision) -> Result<WorkspaceConfig, Failure> {
    let bytes = revision.rules()?;
    let shown = revision.shown(Path::new(RULES));
    let (mut config, mut problems) = parse_workspace_config(&bytes, &shown);
    if let Some(bytes) = revision.rhythm()? {
        let (rhythm, faults) = parse_rhythm(&bytes, &revision.shown(Path::new(RHYTHM)));
        config.policy.book_rhythm = rhythm;
        problems.extend(faults);
    }
    let errors: Vec<Problem> = problems.into_iter().filter(WorkspaceConfig::forbids).collect();
    if errors.is_empty() {
        return Ok(config);
    }
    context.warn(&errors);
    let shown = shown.display();
    Err(Failure::usage(both!(
        "{shown} has errors, and without its rules no old date is right",
        "{shown} 有错误；没有规则，旧日期不可靠"
    ))
    .try_this(both!(
        "another revision: git log -- {RULES} lists them",
        "换一个版本：git log -- {RULES} 可列出"
    )))
}
