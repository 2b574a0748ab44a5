//! Texts that an editor has left in the person's own folder.

use super::context::Context;
use super::failure::Failure;
use crate::render::lang::tr;
use crate::store::Workspace;

/// Tells of those that may hold somebody who was forgotten since: nobody else can delete them.
pub fn tell_of_forgotten(context: &Context, workspace: &Workspace) -> Result<(), Failure> {
    let lang = context.lang;
    for path in workspace.drafts_of_forgotten(&context.surroundings.drafts_folders())? {
        let path = path.display();
        context.say(&tr!(
            lang,
            "note: {path} was left by an editor, and may hold somebody who was forgotten on request since\n  \
             try: take over what you need of it, then delete it",
            "提示：{path} 是编辑器留下的副本，可能含有之后已应要求删除的人\n  建议：取用需要的内容后删除它"
        ));
    }
    Ok(())
}
