//! The workspace's own files beside `crm.yaml`: where one is read from, and what is wrong where none can be.
//!
//! They come from other people through git, links and all, and what is wrong with them is quoted: a link that leads
//! out of the workspace, or to git's own files, would show a key of the home folder in the log of a CI.

use std::fs;
use std::io;
use std::path::{Component, Path};

use crate::model::ProblemKind;

/// The bytes of a file right in the workspace's folder; nothing where there is none.
pub(super) fn read_own(path: &Path) -> Result<Option<Vec<u8>>, ProblemKind> {
    let root = path.parent().unwrap_or(Path::new(""));
    if leads_out(root, path) {
        return Err(ProblemKind::LinkOutside);
    }
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(ProblemKind::Unreadable(error.to_string())),
    }
}

/// Whether a file or folder is a link that leads to nothing that one sees in the workspace.
pub(super) fn leads_out(root: &Path, path: &Path) -> bool {
    if !fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink()) {
        return false;
    }
    let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    let (Ok(root), Ok(target)) = (root.canonicalize(), path.canonicalize()) else { return true };
    let is_visible = |part: Component<'_>| !part.as_os_str().as_encoded_bytes().starts_with(b".");
    !target.strip_prefix(&root).is_ok_and(|inner| inner.components().all(is_visible))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_to_what_one_sees_in_the_workspace_alone() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("root");
        fs::create_dir_all(root.join("rules")).expect("made");
        fs::create_dir_all(root.join(".git")).expect("made");
        for file in ["root/rules/crm.yaml", "root/.git/config", "root/plain.yaml", "secret"] {
            fs::write(folder.path().join(file), "version: 2\n").expect("written");
        }
        for (target, is_out) in [
            ("rules/crm.yaml", false),
            ("rules", false),
            ("../secret", true),
            ("..", true),
            (".git/config", true),
            (".git", true),
            ("nowhere", true),
        ] {
            let link = root.join("crm.yaml");
            symlink(target, &link).expect("linked");
            assert_eq!(leads_out(&root, &link), is_out, "{target}");
            assert_eq!(read_own(&link) == Err(ProblemKind::LinkOutside), is_out, "{target}");
            fs::remove_file(&link).expect("removed");
        }
        assert_eq!(read_own(&root.join("crm.yaml")), Ok(None));
        assert!(read_own(&root.join("plain.yaml")).is_ok_and(|bytes| bytes.is_some()));
    }
}
