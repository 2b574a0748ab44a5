//! Many customers go to other owners, each in file and log together: what a sweep and a hand-over write.

use super::change::{Decided, edited, now, unreadable};
use super::init::schemas;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::model::{CustomerId, Trouble};
use crate::render::lang::tr;
use crate::store::{Change, Layout, Lock, Look, Slot, Workspace};

/// A customer that goes to somebody, or to the pool, and why.
pub struct Pass<'a> {
    /// The customer.
    pub id: &'a CustomerId,
    /// Who has it.
    pub from: &'a str,
    /// Who gets it; `None` for the pool.
    pub to: Option<&'a str>,
    /// The reason, for the log.
    pub why: String,
}

/// Writes them one after the other, under the lock; which were written, and how the command ends for those
/// that could not be. A disk that fails ends it at once: the same command goes on with the rest.
pub fn pass_all<'a>(
    context: &Context,
    (workspace, lock): (&Workspace, &Lock),
    layout: &Layout,
    by: &str,
    passes: &[Pass<'a>],
) -> Result<(Vec<&'a str>, Exit), Failure> {
    let (lang, all) = (context.lang, passes.len());
    if all > 0 {
        schemas(workspace);
    }
    let (mut written, mut exit) = (Vec::new(), Exit::Done);
    for pass in passes {
        let done = match slot(context, layout, pass.id) {
            Ok(slot) => write(context, (workspace, lock), slot, by, pass),
            Err(failure) => Err(failure),
        };
        match done {
            Ok(true) => written.push(pass.id.as_str()),
            Ok(false) => {}
            Err(failure) if failure.exit == Exit::System => {
                let (what, count) = (failure.what.clone(), written.len());
                let what = tr!(
                    lang,
                    "{what}; {count} of {all} customers are written",
                    "{what}；已写入 {count}/{all} 个客户"
                );
                let hint =
                    tr!(lang, "the same command goes on with the rest", "再次运行同一命令会继续写完其余的");
                return Err(Failure { what, ..failure }.try_this(hint));
            }
            Err(failure) => {
                context.say(&failure.told(lang));
                exit = failure.exit;
            }
        }
    }
    Ok((written, exit))
}

/// The files of a customer; of two files of one id nobody can say which one is meant.
fn slot<'l>(context: &Context, layout: &'l Layout, id: &CustomerId) -> Result<&'l Slot, Failure> {
    let lang = context.lang;
    let is_twice = layout.problems.iter().any(
        |problem| matches!(&problem.trouble, Trouble::DuplicateId { id: twice, .. } if *twice == id.as_str()),
    );
    layout.find(id.as_str()).filter(|_| !is_twice).ok_or_else(|| {
        let what =
            tr!(lang, "there are two files of the id {id}: it stays", "编号 {id} 有两个文件，未作改动");
        let hint = tr!(lang, "give one of them another name with git mv", "请用 git mv 给其中一个改名");
        Failure::new(Exit::Refused, what).try_this(hint)
    })
}

/// Writes one; `false` where it isn't its owner's any more.
fn write(
    context: &Context,
    (workspace, lock): (&Workspace, &Lock),
    slot: &Slot,
    by: &str,
    pass: &Pass<'_>,
) -> Result<bool, Failure> {
    let slot = &workspace.refreshed(lock, slot.clone());
    let (answer, problems) = workspace.one(slot, Look::Answer, |dossier| {
        let customer = &dossier.customer;
        if customer.owner.as_deref() != Some(pass.from) {
            return Ok(None);
        }
        let before = dossier.card_text().to_owned();
        let (after, _) = edited(context, slot, &before, &[Decided::Owner.edit(pass.to)], customer)?;
        Ok(Some((before, after)))
    });
    let is_lost = problems.iter().any(|problem| matches!(problem.trouble, Trouble::Unreadable(_)));
    let Some(answer) = answer.filter(|_| !is_lost) else {
        context.tell(&problems);
        return Err(unreadable(context, slot));
    };
    let Some(card) = answer? else { return Ok(false) };
    let entry = Decided::Owner.entry(now(context), by, Some(pass.from), pass.to, Some(&pass.why));
    let change = Change { slot, card: Some(card), entries: vec![entry] };
    workspace.commit(lock, change).map_err(|error| Failure::store(context.lang, &error))?;
    Ok(true)
}
