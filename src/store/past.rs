//! What git's history still holds of files that were changed or removed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::git::{answer, names, run};
use super::{RevisionError, discovery};

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
    let mut found = BTreeSet::new();
    for path in paths {
        let path = path.to_string_lossy();
        // Other names of the same file, of our branch; and then each commit of any branch with any of them.
        let options = ["log", "--follow", "-z", "--name-only", "--format=", "--no-ext-diff", "--no-textconv"];
        let told = answer(root, &[&options[..], &["--", &path]].concat())?;
        found.extend(names(&told).map(|name| name.to_string_lossy().into_owned()));
    }
    let (false, Some(top)) = (found.is_empty(), discovery::work_tree(root)?) else { return Ok(None) };
    let mut options = vec!["log", "--all", "-z", "--format=%cs %H", "--"];
    options.extend(found.iter().map(String::as_str));
    let told = answer(&top, &options)?;
    let commits: BTreeSet<String> =
        names(&told).map(|commit| commit.to_string_lossy().into_owned()).collect();
    let day =
        |line: Option<&String>| line.and_then(|line| line.split(' ').next()).unwrap_or_default().to_owned();
    let days = (day(commits.first()), day(commits.last()));
    Ok(Some(Past { commits: commits.len(), days, names: found }))
}
