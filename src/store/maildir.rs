//! A Maildir: one file a mail, put there whole, with its flags behind its name.

use std::fs;
use std::path::Path;

use super::error::{Operation, StoreError};
use super::write;

/// Flags: a draft that was seen.
const DRAFT: &str = ":2,DS";

/// Puts a draft into a Maildir under a name that it alone has; `false` where it is there already, whatever became of
/// its flags.
pub fn put_draft(maildir: &Path, name: &str, mail: &[u8]) -> Result<bool, StoreError> {
    // What would end the name, hide the file or lead elsewhere.
    let name: String = name
        .chars()
        .map(|c| if matches!(c, '/' | ':' | ',' | '\\') || c.is_control() { '-' } else { c })
        .collect();
    let is_it = |there: &str| {
        there.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', ',']))
    };
    for part in ["cur", "new"] {
        let folder = maildir.join(part);
        let entries = fs::read_dir(&folder).map_err(StoreError::io(Operation::Read, &folder))?;
        if entries.flatten().any(|entry| entry.file_name().to_str().is_some_and(is_it)) {
            return Ok(false);
        }
    }
    let temporary = maildir.join("tmp").join(&name);
    write::remove(&temporary)?;
    write::create(&temporary, mail)?;
    let place = maildir.join("cur").join(format!("{name}{DRAFT}"));
    fs::rename(&temporary, &place).map_err(StoreError::io(Operation::Write, &place))?;
    Ok(true)
}
