//! What is said where only a part of the workspace is checked out.

use std::path::Path;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::shell;
use crate::render::lang::{both, tr};
use crate::store::Workspace;

/// Says after an answer over the book that it is one over a part of it.
pub fn note(context: &Context) {
    let Some(workspace) = Workspace::find(&context.directory) else { return };
    let missing = workspace.left_out().len();
    if missing == 0 {
        return;
    }
    let here = workspace.layout().slots.len();
    let all = here + missing;
    context.say(&tr!(
        context.lang,
        "note: a part of the workspace: {here} of {all} customers (git sparse-checkout); ranks\nand totals are of this part",
        "注意：这只是工作区的一部分：{all} 个客户中的 {here} 个（git sparse-checkout），\n排名和合计只涉及这一部分"
    ));
}

/// A customer that is there, and not here.
pub fn outside(exit: Exit, id: &str, path: &Path) -> Failure {
    let folder = shell::word(path.parent().unwrap_or(path));
    Failure::new(
        exit,
        both!(
            "{id} is there, outside of what is checked out: {path}",
            "{id} 已经存在，只是没有检出：{path}",
            path = path.display()
        ),
    )
    .try_this(format!("git sparse-checkout add {folder}"))
}
