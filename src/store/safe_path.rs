//! Where a write may go: to a regular file of the workspace, and nowhere else.
//!
//! A workspace comes from other people through git, links and all: a link must not lead a write to
//! a file of the home folder, nor a pipe in a log's place keep a command waiting for ever.

use crate::store::file_names::{ATTRIBUTES, CUSTOMERS, FORGOTTEN, RHYTHM, RULES};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::{Operation, StoreError};

/// Files beside the customers' folder that a command may change.
const OWN: [&str; 4] = [RULES, RHYTHM, FORGOTTEN, ATTRIBUTES];

/// The file that a path below the (canonical) root means: itself, or the one that its link leads
/// to. It may be missing; then its folder is in the workspace, as far as there is one.
pub(super) fn target(root: &Path, path: &Path) -> Result<PathBuf, StoreError> {
    let full = root.join(path);
    if !is_customers(path) {
        return Err(StoreError::Astray(full));
    }
    match fs::symlink_metadata(&full) {
        Ok(meta) if meta.is_file() || meta.is_symlink() => {
            let found = fs::canonicalize(&full).map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => StoreError::Astray(full.clone()),
                _ => StoreError::io(Operation::Read, &full)(error),
            })?;
            if !is_visible_below(root, &found) {
                return Err(StoreError::Astray(full));
            }
            let is_file = fs::metadata(&found).map_err(StoreError::io(Operation::Read, &full))?.is_file();
            if is_file { Ok(found) } else { Err(StoreError::Irregular(full)) }
        }
        Ok(_) => Err(StoreError::Irregular(full)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let there = full.ancestors().skip(1).find(|folder| fs::symlink_metadata(folder).is_ok());
            let folder = there.and_then(|folder| fs::canonicalize(folder).ok());
            match folder {
                Some(folder) if folder == root || is_visible_below(root, &folder) => Ok(full),
                _ => Err(StoreError::Astray(full)),
            }
        }
        Err(error) => Err(StoreError::io(Operation::Read, &full)(error)),
    }
}

/// The same, or one of the workspace's own files beside the rules: a regular file, never behind a link.
pub(super) fn file(root: &Path, path: &Path) -> Result<PathBuf, StoreError> {
    if !OWN.iter().any(|own| path == Path::new(own)) {
        return target(root, path);
    }
    let full = root.join(path);
    match fs::symlink_metadata(&full) {
        Ok(meta) if meta.is_file() => Ok(full),
        Ok(_) => Err(StoreError::Irregular(full)),
        Err(error) if error.kind() == io::ErrorKind::NotFound && path != Path::new(RULES) => Ok(full),
        Err(error) => Err(StoreError::io(Operation::Read, &full)(error)),
    }
}

/// A place among the derived files: its folders, as far as they are there, are folders and no
/// links, and so is a file that is there already a regular one.
pub(super) fn derived(root: &Path, path: &Path) -> Result<PathBuf, StoreError> {
    let full = root.join(path);
    let mut here = root.to_owned();
    for part in path.components() {
        here.push(part);
        match fs::symlink_metadata(&here) {
            Ok(meta) if meta.is_dir() || (here == full && meta.is_file()) => {}
            Ok(_) => return Err(StoreError::Irregular(here)),
            Err(_) => break,
        }
    }
    Ok(full)
}

/// Whether a relative path names a visible file below `customers/`.
pub(super) fn is_customers(path: &Path) -> bool {
    path.starts_with(CUSTOMERS) && path.components().all(is_visible)
}

/// Whether a path is one that one sees below a folder; both without links in them.
pub(super) fn is_visible_below(root: &Path, path: &Path) -> bool {
    path.strip_prefix(root).is_ok_and(|inner| inner.components().all(is_visible))
}

/// What is hidden is git's, or ours, but no customer's.
fn is_visible(part: Component<'_>) -> bool {
    matches!(part, Component::Normal(name) if !name.as_encoded_bytes().starts_with(b"."))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_write_stays_among_the_visible_files_of_the_workspace() {
        let folder = tempfile::tempdir().expect("a folder");
        let base = folder.path().canonicalize().expect("a path");
        let root = base.join("root");
        let at = |path: &str| root.join(path);
        fs::create_dir_all(at("customers/x/d.log.jsonl")).expect("made");
        fs::create_dir_all(at("shared")).expect("made");
        fs::create_dir_all(at(".git")).expect("made");
        for file in ["root/customers/a.yaml", "root/shared/b.yaml", "root/.git/config", "outside"] {
            fs::write(base.join(file), "name: x\n").expect("written");
        }
        symlink(base.join("outside"), at("customers/out.yaml")).expect("linked");
        symlink(base.join("nowhere"), at("customers/new.log.jsonl")).expect("linked");
        symlink(at(".git/config"), at("customers/git.yaml")).expect("linked");
        symlink(at("shared/b.yaml"), at("customers/b.yaml")).expect("linked");
        symlink(&base, at("customers/up")).expect("linked");
        let target = |path: &str| target(&root, Path::new(path));
        assert_eq!(target("customers/a.yaml").expect("fine"), at("customers/a.yaml"));
        assert_eq!(target("customers/b.yaml").expect("fine"), at("shared/b.yaml"));
        assert_eq!(target("customers/n/e/w.yaml").expect("fine"), at("customers/n/e/w.yaml"));
        for astray in [
            "customers/out.yaml",
            "customers/new.log.jsonl",
            "customers/git.yaml",
            "customers/up/outside",
            "customers/up/new",
            "customers/../../outside",
            "customers/.hidden.yaml",
            "crm.yaml",
            "/etc/hostname",
        ] {
            assert!(matches!(target(astray), Err(StoreError::Astray(_))), "{astray}");
        }
        assert!(matches!(target("customers/x/d.log.jsonl"), Err(StoreError::Irregular(_))));
    }

    #[test]
    fn derived_files_are_never_behind_links() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a path");
        let lock = Path::new(".crm/lock");
        assert!(derived(&root, lock).is_ok());
        fs::create_dir(root.join(".crm")).expect("made");
        assert!(derived(&root, lock).is_ok());
        symlink("/nowhere", root.join(".crm/lock")).expect("linked");
        assert!(matches!(derived(&root, lock), Err(StoreError::Irregular(_))));
        fs::remove_dir_all(root.join(".crm")).expect("removed");
        symlink("/tmp", root.join(".crm")).expect("linked");
        assert!(matches!(derived(&root, lock), Err(StoreError::Irregular(_))));
    }
}
