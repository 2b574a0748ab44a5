//! Pictures and papers of what is forgotten: they go with the entries that name them.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::{Forget, Forgetting, Rewritten};
use crate::format::{merge::log_lines, read_line};
use crate::model::KeptFile;
use crate::store::customer_tree::CustomerFiles;
use crate::store::kept_files::in_folder;
use crate::store::{Operation, StoreError, safe_path};

/// What becomes of them as the log becomes another one, or goes: they go, or stay, or get another name because theirs
/// names the person.
pub(super) fn change(
    root: &Path,
    files: &CustomerFiles,
    (before, after): (&[u8], Option<&[u8]>),
    forget: Forget<'_>,
    done: &mut Forgetting,
) -> Result<(), StoreError> {
    let folder = files.kept_folder();
    let (was, is) = (named(before), named(after.unwrap_or_default()));
    for path in in_folder(root, &folder) {
        let Some(name) = path.file_name().and_then(OsStr::to_str).map(str::to_owned) else { continue };
        let target = safe_path::target(root, &path)?;
        let bytes = || fs::read(&target).map_err(StoreError::io(Operation::Read, &target));
        let hash = was.get(&name).map(|kept| &kept.sha256);
        let moved = is.values().find(|kept| hash == Some(&kept.sha256)).filter(|_| !is.contains_key(&name));
        let goes = match forget {
            Forget::Everything | Forget::People => true,
            Forget::Returned => was.contains_key(&name),
            Forget::Contact(..) => false,
        };
        if let Some(kept) = moved {
            let bytes = bytes()?;
            let path = folder.join(kept.stored_name());
            done.files.push(Rewritten { path: path.clone(), before: None, after: Some(bytes.clone()) });
            done.files.push(Rewritten { path: folder.join(&name), before: Some(bytes), after: None });
            done.kept.push(path);
        } else if !is.contains_key(&name) && goes {
            done.files.push(Rewritten { path, before: Some(bytes()?), after: None });
        } else {
            done.kept.push(path);
        }
    }
    Ok(())
}

/// The files that a log names, by their names on the disk.
fn named(log: &[u8]) -> HashMap<String, KeptFile> {
    let entries = log_lines(log).filter_map(|line| read_line(line, 1));
    entries.flat_map(|entry| entry.files).map(|kept| (kept.stored_name(), kept)).collect()
}
