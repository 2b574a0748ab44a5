//! `crm merge`: two customers become one, and nothing of either is lost.

mod args;
mod entries;
mod home;
mod kept;
mod pending;
mod side;
mod text;

use std::path::Path;

use crate::cli::change::sound;
use crate::cli::context::Context;
use crate::cli::distinct::references;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::resolve::resolve_to_write;
use crate::cli::schemas;
use crate::cli::session::Session;
use crate::cli::version::needs_version_2;
use crate::format::{self, Edit, flow_yaml};
use crate::model::{Customer, YamlValue};
use crate::plan::{Step, merging};
use crate::render::lang::{self, Lang, both, tr};
use crate::store::{self, CustomerFiles, CustomerTree, FilePlan, JoinedLog};
use side::{Plan, Side, read};
use text::asked;

pub use args::Args;

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let lang = context.lang;
    let layout = session.workspace.layout();
    if let Some(logs) = home::logs(&layout, &args.other) {
        return home::run(&session, &layout, args, logs);
    }
    // Without the trace a colleague's entries would stay with the part, and count twice.
    if session.is_shared() {
        needs_version_2(&session.config, "merge")?;
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
    let traces = match session.config.version {
        2.. => Some(untraced(&session, &now, &other.files)?),
        _ => None,
    };
    let entries = entries::entries(context, (&keep, &other), &by, &plan, traces.as_deref());
    let lines: Vec<String> = entries.iter().map(format::line).collect();
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
    files.extend(kept::kept(&session, &keep.files, &other.files.kept_folder())?);
    let (id, gone) = (keep.customer.id.as_str(), other.customer.id.as_str());
    let before = [(id, keep.log.as_deref()), (gone, other.log.as_deref())];
    let before = before.map(|(id, log)| (id, log.unwrap_or_default()));
    files.extend(session.workspace.keeping((id, &joined.bytes), &before)?);
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

/// The ids that a hand has changed before, and that nobody has by now.
fn untraced(
    session: &Session<'_>,
    layout: &CustomerTree,
    files: &CustomerFiles,
) -> Result<Vec<String>, Failure> {
    let mut found = session.workspace.untraced_ids(layout, files)?;
    found.retain(|id| layout.find(id).is_none());
    Ok(found)
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
    if keep.customer.referred_by.as_deref() == Some(other.customer.id.as_str())
        && let Ok(after) = store::edit(&plan.after, &[Edit::Remove("referred_by".into())])
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
    let written = |lang| format::comments(&crate::cli::card::blank(lang, String::new()));
    let known = [written(Lang::En), written(Lang::Zh)].concat();
    plan.comments = format::comments(&other.card).into_iter().filter(|one| !known.contains(one)).collect();
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
