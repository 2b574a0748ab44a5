//! Entries that were written before: those that are there already, and those that were forgotten.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::format::{line, read_line};
use crate::model::{CustomerId, Entry, EntryField};
use crate::render::lang::{both, tr};
use crate::store::{LoadedCustomer, Workspace};

/// Leaves out what stands in the log already, byte for byte but for when it was written down; whether that was all that
/// there was to write. A call that was made twice has happened once.
pub(super) fn has_all(log: &[u8], entries: &mut Vec<Entry<'static>>) -> bool {
    if entries.is_empty() {
        return false;
    }
    let lines: HashSet<Cow<'_, [u8]>> =
        log.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end).map(whenever_written).collect();
    entries.retain(|entry| !lines.contains(&*whenever_written(line(entry).as_bytes())));
    entries.is_empty()
}

/// A line but for when it was written down.
fn whenever_written(bytes: &[u8]) -> Cow<'_, [u8]> {
    let field = format!("\"{}\"", EntryField::Written.as_str());
    // Most lines don't say it, and are not read.
    if !bytes.windows(field.len()).any(|part| part == field.as_bytes()) {
        return Cow::Borrowed(bytes);
    }
    match read_line(bytes, 1) {
        Some(entry) => Cow::Owned(line(&entry.whenever_written()).into_bytes()),
        None => Cow::Borrowed(bytes),
    }
}

pub(super) fn there_already(context: &Context, id: &CustomerId) -> String {
    tr!(
        context.lang,
        "{id}: the log has this entry already, to the second: nothing was written\n  if it happened twice, say when: --at \"14:30\"\n",
        "{id}：日志里已有这条记录，时间和内容完全相同，未再写入\n  如果确实发生了两次，请写明时间：--at 14:30\n"
    )
}

/// An entry that is, letter by letter, one that was forgotten: it would be written, and count nowhere.
pub(super) fn is_not_forgotten(
    workspace: &Workspace,
    loaded: &LoadedCustomer<'_>,
    entries: &[Entry<'_>],
) -> Result<(), Failure> {
    if entries.is_empty() {
        return Ok(());
    }
    let forgotten = workspace.forgotten()?;
    let own = forgotten.in_log(loaded.files.id.as_str(), loaded.log_bytes());
    if !entries.iter().any(|entry| own.has(line(entry).as_bytes())) {
        return Ok(());
    }
    let id = &loaded.files.id;
    let what = both!(
        "the very same entry of {id} was forgotten on request, so it would not count; nothing was written",
        "{id} 的同一条记录已应要求删除，写入也不会计入；未写入任何内容"
    );
    Err(Failure::new(Exit::Refused, what).try_this(both!(
        "say it in other words, or with the hour: --at \"fri 14:30\"",
        "请换一种说法，或写上钟点：--at \"周五 14:30\""
    )))
}
