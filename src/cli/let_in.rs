//! What is told where somebody new is typed of a customer of whom somebody was forgotten on request.

use super::session::Session;
use crate::render::lang::{self, tr};
use crate::store::CustomerFiles;

/// Asks whether it is that person. Of people there is no fingerprint, so nobody but who types can tell, and nothing is
/// refused; `crm import` goes by the same note of the log, and leaves them out.
pub fn question(session: &Session<'_>, files: &CustomerFiles, name: &str) -> Option<String> {
    session.workspace.may_be_forgotten(files)?;
    let (id, name) = (&files.id, lang::one_line(name));
    Some(tr!(
        session.lang,
        "warning: somebody of {id} was forgotten on request: is {name} that person?\n  \
         if so, unless they have agreed to be on record again: crm undo",
        "警告：{id} 曾有人应要求被删除；{name} 是否就是此人？\n  \
         如是，且本人未同意重新记录：crm undo"
    ))
}
