//! Whole files that become other ones, in one change: two customers made one, a new id, raised rules.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::layout::{Part, part_of};
use super::log::lines;
use super::{Lock, StoreError, Workspace, confine, write};

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
        read(&confine::file(&self.root, path)?)
    }

    /// Carries out a plan under the lock. What is made and changed comes first, what goes goes last, and
    /// only while the files are as the plan knows them; on an error all files are as they were. A plan that
    /// would lose a line of a log is refused; `replaced` are lines that stand there in another form.
    pub fn rewrite(&self, _lock: &Lock, plan: &[FilePlan], replaced: &[Vec<u8>]) -> Result<(), StoreError> {
        keeps_lines(plan, replaced)?;
        let mut plan: Vec<&FilePlan> = plan.iter().filter(|file| file.before != file.after).collect();
        plan.sort_by_key(|file| file.after.is_none());
        let places: Vec<PathBuf> = plan.iter().map(|file| self.place(file)).collect::<Result<_, _>>()?;
        for (file, place) in plan.iter().zip(&places) {
            if read(place)? != file.before {
                return Err(StoreError::Changed(place.clone()));
            }
        }
        if !plan.is_empty() {
            self.begin();
        }
        for (at, (file, place)) in plan.iter().zip(&places).enumerate() {
            if let Err(error) = put(place, file.before.as_deref(), file.after.as_deref()) {
                for (file, place) in plan.iter().zip(&places).take(at).rev() {
                    put(place, file.after.as_deref(), file.before.as_deref())?;
                }
                return Err(error);
            }
        }
        for file in plan {
            self.deeds.text(&file.path, file.before.as_deref(), file.after.as_deref());
        }
        Ok(())
    }

    /// The file itself; what a link leads to may be more than this customer's, and never goes.
    fn place(&self, file: &FilePlan) -> Result<PathBuf, StoreError> {
        let place = confine::file(&self.root, &file.path)?;
        let own = self.root.join(&file.path);
        if file.after.is_none() && place != own {
            return Err(StoreError::Irregular(own));
        }
        Ok(place)
    }
}

/// That every line of every log is in one of the logs afterwards, or was replaced.
fn keeps_lines(plan: &[FilePlan], replaced: &[Vec<u8>]) -> Result<(), StoreError> {
    let is_log = |file: &&FilePlan| {
        let name = file.path.file_name().map(|name| name.to_string_lossy().into_owned());
        name.is_some_and(|name| matches!(part_of(&name), Some((Part::Log, _))))
    };
    let logs: Vec<&FilePlan> = plan.iter().filter(is_log).collect();
    let mut kept: HashSet<&[u8]> = replaced.iter().map(Vec::as_slice).collect();
    kept.extend(logs.iter().filter_map(|log| log.after.as_deref()).flat_map(lines));
    for log in logs {
        if log.before.as_deref().into_iter().flat_map(lines).any(|line| !kept.contains(line)) {
            let lost = io::Error::other("an entry would be lost");
            return Err(StoreError::io("change", &log.path)(lost));
        }
    }
    Ok(())
}

fn put(path: &Path, before: Option<&[u8]>, after: Option<&[u8]>) -> Result<(), StoreError> {
    match (before, after) {
        (None, None) => Ok(()),
        (None, Some(after)) => write::create(path, after),
        (Some(before), Some(after)) => write::replace(path, before, after),
        (Some(before), None) => write::remove_known(path, |bytes| bytes == before),
    }
}

/// A file's bytes; `None` where it isn't there.
fn read(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io("read", path)(error)),
    }
}

#[cfg(test)]
mod tests {
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
