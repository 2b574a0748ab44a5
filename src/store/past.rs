//! What git's history still holds of files that were changed or removed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::RevisionError;
use super::git::{answer, run};

/// Commits in which some files are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// How many changed them.
    pub commits: usize,
    /// The days of the first and of the last one.
    pub days: (String, String),
    /// All names that they ever had, as git names them from the top.
    pub names: BTreeSet<String>,
}

/// What the history of all branches holds of files; `None` outside of git, or before the first commit.
pub fn past(root: &Path, paths: &[PathBuf]) -> Result<Option<Past>, RevisionError> {
    if !run(root, &["rev-parse", "--verify", "--quiet", "HEAD"])?.status.success() {
        return Ok(None);
    }
    let (mut commits, mut names) = (BTreeSet::new(), BTreeSet::new());
    for path in paths {
        let path = path.to_string_lossy();
        // Other names of the same file, of our branch; and then each commit of any branch with any of them.
        let options = ["log", "--follow", "--no-show-signature", "--name-only", "--format=", "--", &path];
        let found = String::from_utf8_lossy(&answer(root, &options)?).into_owned();
        names.extend(found.lines().filter(|name| !name.is_empty()).map(str::to_owned));
    }
    if names.is_empty() {
        return Ok(None);
    }
    let top =
        String::from_utf8_lossy(&answer(root, &["rev-parse", "--show-toplevel"])?).trim_end().to_owned();
    let mut options = vec!["log", "--all", "--no-show-signature", "--format=%cs %H", "--"];
    options.extend(names.iter().map(String::as_str));
    let found = String::from_utf8_lossy(&answer(Path::new(&top), &options)?).into_owned();
    commits.extend(found.lines().map(str::to_owned));
    let day =
        |line: Option<&String>| line.and_then(|line| line.split(' ').next()).unwrap_or_default().to_owned();
    Ok(Some(Past { commits: commits.len(), days: (day(commits.first()), day(commits.last())), names }))
}
