//! `crm edit`: a customer's file in the editor.

use clap::Args as ClapArgs;

use super::change::{Decided, now};
use crate::cli::context::Context;
use crate::cli::editor;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::resolve::resolve_to_write;
use crate::cli::schemas;
use crate::config::Law;
use crate::model::{Severity, Stamp};
use crate::render::lang::{Lang, tr};
use crate::store::{Change, Slot, Workspace, read_text, review};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm edit mueller\n  EDITOR=\"code --wait\" crm edit mueller\n\nThe file is the one in the workspace. What is wrong with it afterwards is told with its place;\nwhat you typed is kept in any case. A new grade or owner also goes to the log."
)]
pub struct Args {
    /// The customer: its id, or a unique part of its id, name or alias
    #[arg(value_name = "ID")]
    customer: String,
    /// The reason, for the log, where grade or owner change
    #[arg(short, long, value_name = "TEXT")]
    why: Option<String>,
    /// Who decides (else CRM_USER, git's user.email)
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
}

/// Runs it.
pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let (workspace, law) = context.workspace()?;
    let slot = resolve_to_write(context, (&workspace, &law), &workspace.layout(), &args.customer)?;
    schemas::refresh(&workspace);
    edit_slot(context, &workspace, &law, &slot, args.by.as_deref(), args.why.as_deref())
}

/// Opens a customer's file, looks at it afterwards, and logs a decision that was made in it.
pub fn edit_slot(
    context: &Context,
    workspace: &Workspace,
    law: &Law,
    slot: &Slot,
    by: Option<&str>,
    why: Option<&str>,
) -> Result<Exit, Failure> {
    let lang = context.lang;
    // An editor would take somebody's text, and not be able to save it.
    workspace.permits_change(slot).map_err(|error| Failure::store(lang, &error))?;
    let path = workspace.root().join(&slot.card);
    let read = || read_text(&path).map_err(|error| Failure::store(lang, &error));
    let before = read()?;
    let edited = editor::open(context, &path);
    let after = read()?;
    if after == before {
        edited?;
        context.print(&tr!(lang, "{id}: nothing was changed\n", "{id}：未做修改\n", id = slot.id))?;
        return Ok(Exit::Done);
    }
    workspace.edited(&slot.card, &before, &after);
    let (customer, problems) = review(&slot.id, &slot.card, &after);
    context.tell(&problems);
    if problems.iter().any(|problem| problem.trouble.severity() == Severity::Error) {
        let shown = slot.card.display();
        return Err(Failure::new(
            Exit::Usage,
            tr!(
                lang,
                "{shown} has errors now; what you typed is kept in it",
                "{shown} 现在有错误；你输入的内容已原样保留"
            ),
        )
        .try_this(tr!(
            lang,
            "crm edit {id}, at the lines above",
            "crm edit {id}，修改上面指出的行",
            id = slot.id
        )));
    }
    let old = review(&slot.id, &slot.card, &before).0;
    let mut told = tr!(lang, "{id}: saved", "{id}：已保存", id = slot.id);
    if let (Some(old), Some(new)) = (old, customer) {
        let who = context.user(workspace, law, by)?;
        let at: Stamp = now(context);
        let mut entries = Vec::new();
        for decided in [Decided::Grade, Decided::Owner] {
            let (from, to) = (decided.of(&old), decided.of(&new));
            if from != to {
                entries.push(decided.entry(at, &who, from, to, why));
            }
        }
        if !entries.is_empty() {
            told.push_str(&tr!(lang, ", and the decision logged", "，并已记录变更"));
            let write = || {
                let lock = workspace.lock()?;
                let slot = workspace.refreshed(&lock, slot.clone());
                workspace.commit(&lock, Change { slot, card: None, entries })
            };
            write().map_err(|error| unlogged(lang, slot, Failure::store(lang, &error)))?;
        }
    }
    context.print(&(told + "\n"))?;
    edited.map(|()| Exit::Done)
}

/// What was typed is in the file; that the log doesn't know of the decision has to be said.
fn unlogged(lang: Lang, slot: &Slot, failure: Failure) -> Failure {
    let (what, card) = (failure.what.clone(), slot.card.display());
    let what = tr!(
        lang,
        "{what}; what you typed is saved in {card}, but the decision is not in the log",
        "{what}；你输入的内容已保存在 {card}，但变更没有写入日志"
    );
    let hint = failure.hint.clone().unwrap_or_else(|| {
        let id = &slot.id;
        tr!(lang, "crm log {id} --note \"why it was decided\"", "crm log {id} --note \"变更原因\"")
    });
    Failure { what, ..failure }.try_this(hint)
}
