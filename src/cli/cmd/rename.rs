//! `crm rename`: a customer gets another id, and the old one still leads to it.

use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;

use crate::cli::change::{now, unreadable};
use crate::cli::context::Context;
use crate::cli::distinct::references;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::new_id::{former_ids, leads_elsewhere, was_forgotten, what_speaks_against};
use crate::cli::resolve::resolve_to_write;
use crate::cli::session::Session;
use crate::cli::sparse::outside;
use crate::cli::version::needs_version_2;
use crate::format;
use crate::model::{CustomerId, Entry, Event, Names, Trace};
use crate::render::lang::{self, Bilingual, both, tr};
use crate::store::{self, CustomerFiles, CustomerTree, FilePlan, Scrutiny, Workspace, part_of};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm rename hongda hongda-jixie             both files, in their folder\n  crm rename hongda hongda-jixie --dry-run   which files, and what the log says\n\nNo byte of the customer's file changes. The log gets the trace {\"kind\":\"renamed\",\"from\":OLD}: the old id\nstill leads to the customer, here and on every clone. Customers that say `distinct: [OLD]` say the new id.\nNeeds version 2 of the files (crm upgrade). To move the files to another folder, use git mv."
)]
pub struct Args {
    /// The customer: its id, or a unique part of its id, name or alias
    #[arg(value_name = "ID")]
    customer: String,
    /// Its new id: small letters of any script, digits, - and _
    #[arg(value_name = "NEW")]
    new: String,
    /// Who decides (else CRM_USER, git's user.email)
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
    /// Show what would be written
    #[arg(long)]
    dry_run: bool,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let lang = context.lang;
    needs_version_2(&session.config, "rename")?;
    let layout = session.workspace.layout();
    let files = resolve_to_write(&session, &layout, &args.customer)?;
    let old = files.id.clone();
    let new = CustomerId::new(args.new.trim()).ok_or_else(|| bad_id(&args.new))?;
    if new == old {
        context.print(&tr!(
            lang,
            "{old} is its id already; nothing was changed\n",
            "编号已经是 {old}，未做修改\n"
        ))?;
        return Ok(Exit::Done);
    }
    is_free(&session.workspace, &layout, &new)?;
    // One that it had itself leads to it.
    if let Some(home) = former_ids(&session.workspace, &layout).get(new.as_str())
        && *home != old
    {
        return Err(leads_elsewhere(new.as_str(), home));
    }
    let others = layout.slots.iter().map(|files| files.id.as_str()).filter(|id| *id != old.as_str());
    if let Some((what, why)) = what_speaks_against(&others.collect::<Names>(), &new) {
        return Err(Failure::new(Exit::Refused, what).try_this(why));
    }
    let by = session.user(args.by.as_deref())?;
    let lock = session.workspace.lock()?;
    let files = session.workspace.refreshed(&lock, files);
    let (name, problems) =
        session.workspace.one(&files, Scrutiny::Answer, |loaded| loaded.customer.name.clone());
    let name = name.ok_or_else(|| unreadable(&files))?;
    let trace = Event::Renamed(Trace { from: Some(old.to_string().into()) });
    let entry = Entry { by: Some(by.into()), ..Entry::new(now(context), trace) };
    let mut files = moved(&session.workspace, &files, &new, &format::line(&entry))?;
    for (path, before, after) in references(&session, &new, &old)? {
        files.push(FilePlan::new(&path, Some(before.as_bytes()), Some(after.as_bytes())));
    }
    if args.dry_run {
        let shown = |file: &FilePlan| match (&file.before, &file.after) {
            (None, _) => format!("+ {}\n", file.path.display()),
            (_, None) => format!("- {}\n", file.path.display()),
            _ => format!("~ {}\n", file.path.display()),
        };
        let files: String = files.iter().map(shown).collect();
        context.print(&format!("{files}{}\n", format::line(&entry)))?;
        return Ok(context.exit_code(&problems));
    }
    session.workspace.rewrite(&lock, &files, &[])?;
    let name = lang::one_line(&name);
    context.print(&tr!(
        lang,
        "{name}: {old} → {new}; {old} still leads to it\nnext: crm show {new}\n",
        "{name}：{old} → {new}；用 {old} 仍能找到\n接下来：crm show {new}\n"
    ))?;
    context.warn(&problems);
    Ok(Exit::Done)
}

/// Both files under their new names, in the folders where they are, with one more line in the log.
fn moved(
    workspace: &Workspace,
    files: &CustomerFiles,
    new: &CustomerId,
    line: &str,
) -> Result<Vec<FilePlan>, Failure> {
    let named = |path: &Path, ending: &str| path.with_file_name(format!("{new}{ending}"));
    let (card, log): (PathBuf, PathBuf) = (files.card.clone(), files.log_path());
    let text = workspace.bytes(&card)?;
    let entries = workspace.bytes(&log)?;
    let before = entries.as_deref().unwrap_or_default();
    let joined = store::join_logs(before, b"", None, &[line.to_owned()]);
    let kept = workspace.kept_with_bytes(&files.kept_folder())?;
    let folder = store::kept_folder_of(&named(&log, ".log.jsonl")).unwrap_or_default();
    let arrives = |(path, bytes): &(PathBuf, Vec<u8>)| {
        let path = folder.join(path.file_name().unwrap_or_default());
        FilePlan::new(&path, None, Some(bytes))
    };
    let leaves = |(path, bytes): &(PathBuf, Vec<u8>)| FilePlan::new(path, Some(bytes), None);
    let mut plan: Vec<FilePlan> = kept.iter().map(arrives).collect();
    plan.extend([
        FilePlan::new(&named(&card, ".yaml"), None, text.as_deref()),
        FilePlan::new(&named(&log, ".log.jsonl"), None, Some(&joined.bytes)),
        FilePlan::new(&log, entries.as_deref(), None),
        FilePlan::new(&card, text.as_deref(), None),
    ]);
    plan.extend(kept.iter().map(leaves));
    plan.extend(workspace.keeping((new.as_str(), &joined.bytes), &[(files.id.as_str(), before)])?);
    Ok(plan)
}

/// Refuses an id that another customer has: two would answer to it.
fn is_free(workspace: &Workspace, layout: &CustomerTree, new: &CustomerId) -> Result<(), Failure> {
    let taken = |what: Bilingual| Err(Failure::new(Exit::Refused, what));
    // Whatever has this id is taken out again by the next sync.
    if workspace.forgotten()?.has_id(new.as_str()) {
        return Err(was_forgotten(new.as_str()).try_this(both!("another id", "换一个编号")));
    }
    if let Some(path) = workspace.left_out().get(new.as_str()) {
        return Err(outside(Exit::Refused, new.as_str(), path));
    }
    let has_name = |path: &Path| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        name.is_some_and(|name| part_of(&name).is_some_and(|(_, stem)| stem == new.as_str()))
    };
    let file = layout.find(new.as_str()).map(|files| files.card.clone());
    let stray =
        || layout.problems.iter().map(|problem| &problem.place.path).find(|path| has_name(path)).cloned();
    if let Some(path) = file.or_else(stray) {
        let path = path.display();
        return taken(both!("the id {new} is taken: {path}", "编号 {new} 已被占用：{path}"));
    }
    Ok(())
}

fn bad_id(typed: &str) -> Failure {
    Failure::usage(both!("\"{typed}\" can't be an id", "「{typed}」不能作为编号")).try_this(both!(
        "small letters of any script, digits, - and _, no - in front: mueller-gmbh",
        "只用汉字、小写字母、数字、- 和 _，不能以 - 开头：hongda-jixie"
    ))
}
