//! Pictures and papers of what is forgotten: they go with the entries that name them.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use super::{Forget, Forgetting, Rewritten};
use crate::store::customer_tree::CustomerFiles;
use crate::store::kept_files::{in_folder, named};
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
    let there: BTreeSet<String> = in_folder(root, &folder)
        .iter()
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
        .collect();
    let mut made: HashSet<&str> = HashSet::new();
    for name in &there {
        let path = folder.join(name);
        let target = safe_path::target(root, &path)?;
        let bytes = || fs::read(&target).map_err(StoreError::io(Operation::Read, &target));
        let hash = was.get(name).map(|kept| &kept.sha256);
        // The same bytes may be named by several entries, under several names.
        let same: Vec<&String> = match is.contains_key(name) {
            true => Vec::new(),
            false => is.iter().filter(|(_, kept)| hash == Some(&kept.sha256)).map(|(name, _)| name).collect(),
        };
        let goes = match forget {
            Forget::Everything | Forget::People => true,
            Forget::Returned => was.contains_key(name),
            Forget::Contact(..) => false,
        };
        if !same.is_empty() {
            let bytes = bytes()?;
            for new in same.into_iter().filter(|new| !there.contains(*new)) {
                if made.insert(new) {
                    let path = folder.join(new);
                    done.files.push(Rewritten {
                        path: path.clone(),
                        before: None,
                        after: Some(bytes.clone()),
                    });
                    done.kept.push(path);
                }
            }
            done.files.push(Rewritten { path, before: Some(bytes), after: None });
        } else if !is.contains_key(name) && goes {
            done.files.push(Rewritten { path, before: Some(bytes()?), after: None });
        } else {
            done.kept.push(path);
        }
    }
    Ok(())
}
