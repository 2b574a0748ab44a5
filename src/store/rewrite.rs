//! Whole files that become other ones, in one change: two customers made one, a new id, raised rules.

use std::path::{Path, PathBuf};

use super::journal::{self, Content, FileChange, Removes};
use super::{Lock, StoreError, Workspace, safe_path};

/// A file of a change: what it holds before and after, none where it is made or goes.
#[derive(Clone, Debug, PartialEq)]
pub struct FilePlan {
    /// Relative to the root.
    pub path: PathBuf,
    /// Its bytes before.
    pub before: Option<Vec<u8>>,
    /// Its bytes then.
    pub after: Option<Vec<u8>>,
}

impl FilePlan {
    /// A file that is changed, made or removed.
    pub fn new(path: &Path, before: Option<&[u8]>, after: Option<&[u8]>) -> Self {
        FilePlan {
            path: path.to_owned(),
            before: before.map(<[u8]>::to_vec),
            after: after.map(<[u8]>::to_vec),
        }
    }
}

impl Workspace {
    /// The bytes of a customer's file or of the rules; none where it isn't there.
    pub fn bytes(&self, path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
        journal::read(&safe_path::file(&self.root, path)?)
    }

    /// Carries out a plan under the lock, as a whole or not at all. A plan that would lose a line of a log is
    /// refused; `replaced` are lines that stand there in another form.
    pub fn rewrite(&self, lock: &Lock, plan: &[FilePlan], replaced: &[Vec<u8>]) -> Result<(), StoreError> {
        // Where a file goes, those that stay as they are go along: its lines may be in them already, and
        // must be there still when it goes.
        let has_removal = plan.iter().any(|file| file.before.is_some() && file.after.is_none());
        let is_needed =
            |file: &&FilePlan| file.before != file.after || (has_removal && file.before.is_some());
        let changes = plan.iter().filter(is_needed);
        let put =
            |file: &FilePlan| FileChange::put(&file.path, file.before.as_deref(), file.after.as_deref());
        let removes = match replaced {
            [] => Removes::Nothing,
            lines => Removes::Lines(lines.iter().map(|line| Content::from(line.as_slice())).collect()),
        };
        self.transact_removing(lock, changes.map(put).collect(), removes)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn world() -> (tempfile::TempDir, Workspace) {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("customers")).expect("made");
        for (name, text) in
            [("crm.yaml", "version: 1\n"), ("customers/a.yaml", "a"), ("customers/b.yaml", "b")]
        {
            fs::write(folder.path().join(name), text).expect("written");
        }
        let workspace = Workspace::find(folder.path()).expect("a workspace");
        (folder, workspace)
    }

    fn plan(path: &str, before: Option<&str>, after: Option<&str>) -> FilePlan {
        FilePlan::new(Path::new(path), before.map(str::as_bytes), after.map(str::as_bytes))
    }

    fn text(workspace: &Workspace, path: &str) -> Option<String> {
        fs::read_to_string(workspace.root().join(path)).ok()
    }

    #[test]
    fn all_files_change_or_none_does() {
        let (_folder, workspace) = world();
        let lock = workspace.lock().expect("locked");
        let all = [
            plan("customers/b.yaml", Some("b"), None),
            plan("customers/a.yaml", Some("a"), Some("A")),
            plan("customers/c.yaml", None, Some("c")),
            plan("crm.yaml", Some("version: 1\n"), Some("version: 2\n")),
        ];
        let stale = [&all[..], &[plan("customers/d.yaml", Some("d"), None)]].concat();
        assert!(matches!(workspace.rewrite(&lock, &stale, &[]), Err(StoreError::Changed(_))));
        assert_eq!(text(&workspace, "customers/a.yaml").as_deref(), Some("a"));
        assert_eq!(text(&workspace, "customers/c.yaml"), None);
        workspace.rewrite(&lock, &all, &[]).expect("done");
        assert_eq!(text(&workspace, "customers/a.yaml").as_deref(), Some("A"));
        assert_eq!(text(&workspace, "customers/b.yaml"), None);
        assert_eq!(text(&workspace, "customers/c.yaml").as_deref(), Some("c"));
        assert_eq!(text(&workspace, "crm.yaml").as_deref(), Some("version: 2\n"));
    }

    #[test]
    fn no_line_of_a_log_is_lost() {
        let (_folder, workspace) = world();
        fs::write(workspace.root().join("customers/a.log.jsonl"), "x\ny\n").expect("written");
        let lock = workspace.lock().expect("locked");
        let change = |after| [plan("customers/a.log.jsonl", Some("x\ny\n"), after)];
        for lost in [Some("x\n"), Some("x\nyy\n"), None] {
            assert!(workspace.rewrite(&lock, &change(lost), &[]).is_err(), "{lost:?}");
        }
        let moved = [
            plan("customers/a.log.jsonl", Some("x\ny\n"), None),
            plan("customers/b.log.jsonl", None, Some("x\nz\n")),
        ];
        assert!(workspace.rewrite(&lock, &moved, &[]).is_err());
        workspace.rewrite(&lock, &moved, &[b"y".to_vec()]).expect("it is known to be z now");
    }

    #[test]
    fn no_other_file_is_touched() {
        let (_folder, workspace) = world();
        let lock = workspace.lock().expect("locked");
        for path in ["../x", "x.yaml", ".git/config", "customers/.hidden", "/tmp/x"] {
            let plan = [plan(path, None, Some("x"))];
            assert!(matches!(workspace.rewrite(&lock, &plan, &[]), Err(StoreError::Astray(_))), "{path}");
        }
    }
}
