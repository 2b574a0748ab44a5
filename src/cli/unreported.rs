//! What a sync that was killed has taken away and not told: the next command tells it.

use super::context::Context;
use crate::render::lang::tr;
use crate::store::Workspace;

/// Tells it, once. What can't be read or removed now is told by a later command.
pub fn tell(context: &Context, workspace: &Workspace) {
    let _ = workspace.report_untold(|told| say(context, &told));
}

/// The same at the beginning of a sync, which keeps all others out.
pub fn tell_before(context: &Context, workspace: &Workspace) {
    let _ = workspace.tell_untold_before(|told| say(context, &told));
}

fn say(context: &Context, told: &[String]) {
    context.say(&tr!(
        context.lang,
        "note: a crm sync that was interrupted had come this far:",
        "提示：之前中断的 crm sync 已完成以下内容："
    ));
    told.iter().for_each(|fact| context.say(fact));
}
