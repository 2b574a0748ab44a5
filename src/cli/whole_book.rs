//! Whether all of the book could be looked at, for commands that decide over all of it.

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use crate::model::{Problem, ProblemKind, Severity};
use crate::render::lang::both;
use crate::store::Workspace;

/// What a look at customers' files finds. Where something is wrong, it is looked at again while no other command
/// is writing: what one moves right now would be told as missing. Not for who holds the lock already.
pub fn settled<T>(workspace: &Workspace, look: impl Fn() -> (T, Vec<Problem>)) -> (T, Vec<Problem>) {
    let (found, problems) = look();
    if problems.iter().all(|problem| problem.kind.severity() != Severity::Error) {
        return (found, problems);
    }
    // A folder that can't be locked has no writers either.
    match workspace.lock() {
        Ok(_lock) => look(),
        Err(_) => (found, problems),
    }
}

/// Refuses where a folder or a file could not be read at all.
///
/// Whoever is in there would be left out of a handover, entered a second time by an import, or keep a
/// reference to a customer that is merged away, and the command would end as if all were done. A file
/// that was read and has errors in it is another thing: it is seen, told, and its id is known.
pub fn whole_book(context: &Context, problems: &[Problem]) -> Result<(), Failure> {
    let hidden: Vec<Problem> = problems
        .iter()
        .filter(|problem| matches!(problem.kind, ProblemKind::Unreadable(_)))
        .cloned()
        .collect();
    let Some(first) = hidden.first() else { return Ok(()) };
    context.warn(&hidden);
    let path = first.place.path.display();
    Err(Failure::new(
        Exit::Incomplete,
        both!(
            "part of the customers can't be read, so nothing was written",
            "部分客户无法读取，因此未写入任何内容"
        ),
    )
    .because(both!("what lies in {path} would be left out", "{path} 里的内容会被漏掉"))
    .try_this(both!(
        "run it again; if it stays: ls -ld {path}, and chmod u+rwX {path}",
        "请再运行一次；若仍然如此：ls -ld {path}，然后 chmod u+rwX {path}"
    )))
}
