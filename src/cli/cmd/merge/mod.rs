//! `crm merge`: two customers become one, and nothing of either is lost.

mod entries;
mod home;
mod pending;
mod text;

use std::path::Path;

use chrono::NaiveDate;
use clap::Args as ClapArgs;

use crate::cli::agree::agrees;
use crate::cli::change::{Decided, sound, unreadable};
use crate::cli::context::Context;
use crate::cli::distinct::references;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::resolve::resolve_to_write;
use crate::cli::schemas;
use crate::cli::session::Session;
use crate::model::{Customer, Problem, ProblemKind, YamlValue};
use crate::plan::{MergeSide, Step, merging};
use crate::render::lang::{self, Lang, both, tr};
use crate::rules::moves::Suggestion;
use crate::store::{self, CustomerFiles, Edit, FilePlan, JoinedLog, Lock, RenamedRef, Scrutiny, flow_yaml};
use entries::{Newest, newest};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm merge hongda hongda-2             shows what becomes of both\n  crm merge hongda hongda-2 --apply     does it\n  crm dupes                             who may be entered twice\n\nKEEP stays, with its own words where both say something else; it gets all that it lacks. Every line of\nOTHER's history goes behind its own, byte for byte; a number that both use, as that of a complaint,\nbecomes NUMBER~OTHER in OTHER's lines. What isn't taken stands in a note of the log, and OTHER's two\nfiles go: all of it happens, or nothing. Git still has them.\n\nFrom version 2 of the files on (crm upgrade), OTHER's id still leads to KEEP. What a colleague logs under\nit meanwhile, crm check finds; the same command again brings it home."
)]
pub struct Args {
    /// The customer that stays: its id, or a unique part of its id, name or alias
    #[arg(value_name = "KEEP")]
    keep: String,
    /// The customer that becomes a part of it; an id without a file, whose log is still there
    #[arg(value_name = "OTHER")]
    other: String,
    /// Do it, without asking (also: --yes)
    #[arg(long, alias = "yes")]
    apply: bool,
    /// Who decides (else CRM_USER, git's user.email)
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
}

/// One of the two, as its files have it.
struct Side {
    files: CustomerFiles,
    customer: Customer,
    card: String,
    /// The bytes of its log; none where there is no such file.
    log: Option<Vec<u8>>,
    entries: usize,
    /// The day of the first thing that happened with it.
    first: Option<NaiveDate>,
    /// The newest decision on its grade, and on its owner.
    newest: [Newest; 2],
    /// The ids that lead to it.
    former: Vec<String>,
    /// The moves that an event has made due.
    moves: Vec<Suggestion>,
}

impl Side {
    fn seen(&self) -> MergeSide<'_> {
        MergeSide { customer: &self.customer, first: self.first }
    }
}

/// What will be done.
#[derive(Default)]
struct Plan {
    after: String,
    /// What the one takes of the other, by key.
    taken: Vec<String>,
    /// What it doesn't, with the value.
    left: Vec<String>,
    /// What the one said before.
    replaced: Vec<String>,
    /// Numbers that both use, and what they become in the other's lines.
    refs: Vec<RenamedRef>,
    comments: Vec<String>,
}

/// Runs it.
pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let lang = context.lang;
    let layout = session.workspace.layout();
    if let Some(logs) = home::logs(&layout, &args.other) {
        return home::run(&session, &layout, args, logs);
    }
    let keep = resolve_to_write(&session, &layout, &args.keep)?;
    let other = resolve_to_write(&session, &layout, &args.other)?;
    if keep.id == other.id {
        let (typed, id) = (&args.other, &keep.id);
        return Err(Failure::new(
            Exit::Refused,
            both!(
                "\"{typed}\" is {id} already: there is nothing to merge",
                "「{typed}」已经就是 {id}，无需合并"
            ),
        )
        .try_this(both!("crm show {id} --all shows both histories", "crm show {id} --all 可查看全部历史")));
    }
    let by = session.user(args.by.as_deref())?;
    let lock = session.workspace.lock()?;
    // Another command may have moved them since.
    let now = session.workspace.layout();
    let again = |files: CustomerFiles, typed: &str| match now.find(files.id.as_str()) {
        Some(there) => Ok(there.clone()),
        None => resolve_to_write(&session, &now, typed),
    };
    let (keep, other) = (again(keep, &args.keep)?, again(other, &args.other)?);
    schemas::refresh(&session.workspace);
    let (keep, mut problems) = read(&session, &lock, keep)?;
    let (other, more) = read(&session, &lock, other)?;
    problems.extend(more);
    let plan = planned(&keep, &other)?;
    context.print(&text::shown(lang, &keep, &other, &plan))?;
    if !args.apply && !asked(context, keep.customer.id.as_str(), other.customer.id.as_str())? {
        return Ok(context.exit_code(&problems));
    }
    let entries = entries::entries(context, (&keep, &other), &by, &plan, session.config.version >= 2);
    let lines: Vec<String> = entries.iter().map(store::line).collect();
    let joined = join(&keep, &other, &lines);
    let card = |path: &Path, before: &str, after: &str| {
        FilePlan::new(path, Some(before.as_bytes()), Some(after.as_bytes()))
    };
    let mut files = vec![
        card(&keep.files.card, &keep.card, &plan.after),
        FilePlan::new(&keep.files.log_path(), keep.log.as_deref(), Some(&joined.bytes)),
        FilePlan::new(&other.files.log_path(), other.log.as_deref(), None),
        FilePlan::new(&other.files.card, Some(other.card.as_bytes()), None),
    ];
    let third = references(&session, &keep.customer.id, &other.customer.id)?;
    files.extend(third.iter().map(|(path, before, after)| card(path, before, after)));
    session.workspace.rewrite(&lock, &files, &joined.replaced)?;
    drop(lock);
    let (id, name) = (&keep.customer.id, lang::one_line(&keep.customer.name));
    let (gone, count) = (&other.customer.id, lang::entries(lang, other.entries));
    context.print(&tr!(
        lang,
        "{name} ({id}) is one customer now, with {count} of {gone} in its history\nnext: crm show {id}\n",
        "{name}（{id}）已合并为一个客户；{gone} 的 {count}已并入其历史\n接下来：crm show {id}\n"
    ))?;
    if let Some(told) = pending::answered(&session, &keep.files, &keep.moves) {
        context.print(&told)?;
    }
    // What was asked for is done: an older fault of the files is told, and no reason to do it again.
    context.warn(&problems);
    Ok(Exit::Done)
}

/// Reads one of the two under the lock. A line of its log that can't be read goes along as it is; a
/// conflict has to be solved first.
fn read(session: &Session<'_>, lock: &Lock, files: CustomerFiles) -> Result<(Side, Vec<Problem>), Failure> {
    let files = session.workspace.refreshed(lock, files);
    let log = session.workspace.bytes(&files.log_path())?;
    let (found, problems) = session.workspace.one(&files, Scrutiny::Answer, |loaded| {
        let card = loaded.card_text().to_owned();
        let history = &loaded.history;
        let traces = history.entries().iter().filter_map(|entry| entry.event.trace()?.from.as_deref());
        Side {
            files: files.clone(),
            card,
            log,
            entries: history.entries().len(),
            first: MergeSide::new(&loaded.customer, history).first,
            newest: [Decided::Grade, Decided::Owner].map(|decided| newest(history, decided)),
            former: traces.map(str::to_owned).collect(),
            moves: pending::moves(session, &loaded.customer, history),
            customer: loaded.customer,
        }
    });
    let bars = |problem: &&Problem| match problem.kind {
        ProblemKind::ConflictMarker { .. } | ProblemKind::Unreadable(_) | ProblemKind::TooLarge { .. } => {
            true
        }
        _ => problem.place.path == files.card,
    };
    if let Some(problem) = problems.iter().find(bars) {
        session.warn(std::slice::from_ref(problem));
        if matches!(problem.kind, ProblemKind::Unreadable(_)) {
            return Err(unreadable(&files));
        }
        let id = &files.id;
        return Err(Failure::new(
            Exit::Refused,
            both!(
                "the files of {id} have to be mended first; nothing was merged",
                "请先修复 {id} 的文件；没有合并"
            ),
        )
        .try_this(both!("crm check, then: crm edit {id}", "先运行 crm check，再 crm edit {id}")));
    }
    let Some(side) = found else {
        session.warn(&problems);
        return Err(unreadable(&files));
    };
    Ok((side, problems))
}

/// Makes the changes one after another: one that the file doesn't let through without touching the
/// rest is none, and named.
fn planned(keep: &Side, other: &Side) -> Result<Plan, Failure> {
    let merging = merging(keep.seen(), other.seen());
    let mut plan = Plan { after: keep.card.clone(), ..Plan::default() };
    let gone = Edit::Drop("distinct".into(), other.customer.id.to_string());
    if keep.customer.distinct.iter().any(|id| id == other.customer.id.as_str())
        && let Ok(after) = store::edit(&plan.after, &[gone])
    {
        plan.after = after;
    }
    for step in &merging.steps {
        let (key, value, edit) = edit(step, &keep.customer);
        match store::edit(&plan.after, &[edit]) {
            Ok(after) => {
                plan.after = after;
                plan.taken.push(text::pair(&key, &value));
            }
            Err(_) => plan.left.push(text::pair(&key, &value)),
        }
    }
    plan.refs = join(keep, other, &[]).refs;
    plan.replaced = merging.replaced.iter().map(|(key, value)| text::pair(key, value)).collect();
    plan.left.extend(merging.dropped.iter().map(|(key, value)| text::pair(key, value)));
    let written = |lang| store::comments(&crate::cli::card::blank(lang, String::new()));
    let known = [written(Lang::En), written(Lang::Zh)].concat();
    plan.comments = store::comments(&other.card).into_iter().filter(|one| !known.contains(one)).collect();
    plan.comments.retain(|comment| !comment.starts_with("yaml-language-server:"));
    sound(&keep.files, &keep.files.card, &keep.card, &plan.after)?;
    Ok(plan)
}

/// The log of both.
fn join(keep: &Side, other: &Side, own: &[String]) -> JoinedLog {
    let bytes = |side: &'_ Side| side.log.clone().unwrap_or_default();
    store::join_logs(&bytes(keep), &bytes(other), Some(other.customer.id.as_str()), own)
}

/// A step as a change of the file, with its key and its value.
fn edit(step: &Step, keep: &Customer) -> (String, YamlValue, Edit) {
    match step {
        Step::Set(key, YamlValue::Text(text)) => {
            (key.clone(), YamlValue::Text(text.clone()), Edit::Set(key.clone(), text.clone()))
        }
        Step::Set(key, value) => (key.clone(), value.clone(), Edit::SetYaml(key.clone(), flow_yaml(value))),
        Step::Add(key, text) => {
            ((*key).to_owned(), YamlValue::Text(text.clone()), Edit::Add((*key).to_owned(), text.clone()))
        }
        Step::Append(key, value) => (key.clone(), value.clone(), Edit::Append(key.clone(), flow_yaml(value))),
        Step::Extend(key, more) => {
            let own = keep.notes.as_deref().unwrap_or_default().trim_end();
            let both = Edit::Set((*key).to_owned(), format!("{own}\n{more}\n"));
            ((*key).to_owned(), YamlValue::Text(more.clone()), both)
        }
    }
}

/// Asks on a terminal; in a pipe nobody agrees, and what to type is said.
fn asked(context: &Context, keep: &str, other: &str) -> Result<bool, Failure> {
    let lang = context.lang;
    if !context.interactive {
        context.print(&tr!(
            lang,
            "Nothing is written yet: crm merge {keep} {other} --apply\n",
            "尚未写入：crm merge {keep} {other} --apply\n"
        ))?;
        return Ok(false);
    }
    Ok(agrees(context, lang.pick("make one of the two?", "确认合并？")))
}
