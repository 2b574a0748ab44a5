//! What git's history still holds of a customer's files that were changed or removed.
//!
//! All names that they ever had are found by the customer's id, which is the name of its files. Never by likeness,
//! as `git log --follow` does it: it takes a new file for the most similar one of before, which is another
//! customer's, and whoever takes that one out of the history loses it.

use crate::store::file_names::{CARD, CUSTOMERS, KEPT, LOG, part_of};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::RevisionError;
use super::filters::Filters;
use super::git::{answer, output, path, printed, reader, run};

/// Whose past is looked for.
pub(super) struct Sought<'a> {
    /// The ids that the customer has had, its present one first.
    pub ids: &'a [String],
    /// Its files, relative to the root, at the end of their links.
    pub files: &'a [PathBuf],
    /// Files that were changed with it, relative to the root.
    pub changed: &'a [PathBuf],
    /// Whether an id is that of a customer that is there: nothing of such a one is ever named.
    pub is_other: &'a dyn Fn(&str) -> bool,
    /// What of a commit's message is to be forgotten.
    pub seen: &'a dyn Fn(&str) -> Vec<String>,
}

/// Commits in which a customer's files are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// How many changed them.
    pub commits: usize,
    /// The days of the first and of the last one.
    pub days: (String, String),
    /// All names that they ever had, as git names them from the top.
    pub names: BTreeSet<PathBuf>,
    /// Those of the files as they are now.
    pub kept: Vec<PathBuf>,
    /// What commits' messages say of it, and how many do.
    pub messages: (BTreeSet<String>, usize),
    /// The clone's folder.
    pub top: PathBuf,
    /// The remote and the branch that ours is sent to.
    pub remote: Option<(String, String)>,
    /// Files of it that are not committed yet, as git names them from the top.
    pub uncommitted: Vec<PathBuf>,
}

/// What the history of all branches holds; `None` outside of git, or before the first commit.
pub(super) fn past(root: &Path, sought: &Sought<'_>) -> Result<Option<Past>, RevisionError> {
    if !run(root, &["rev-parse", "--verify", "--quiet", "HEAD"])?.status.success() {
        return Ok(None);
    }
    let top = path(answer(root, &["rev-parse", "--show-toplevel"])?.trim_ascii_end());
    let names = names(root, &top, sought)?;
    if names.is_empty() {
        return Ok(None);
    }
    let (commits, days) = commits(&top, &names)?;
    // A picture whose name was forgotten has another one since, and is not among the files that were asked for.
    let there = sought.files.iter().filter(|file| root.join(file).is_file());
    let mut kept: Vec<PathBuf> = there.filter_map(|file| below(&top, &root.join(file))).collect();
    let named = names.iter().filter(|name| top.join(name).is_file() && !kept.contains(name));
    kept.extend(named.cloned().collect::<Vec<_>>());
    Ok(Some(Past {
        commits,
        days,
        names,
        kept,
        messages: messages(&top, sought)?,
        remote: remote(&top)?,
        uncommitted: uncommitted(root, sought)?,
        top,
    }))
}

/// A path as git names it from the top.
fn below(top: &Path, path: &Path) -> Option<PathBuf> {
    // The workspace's root is canonical.
    path.strip_prefix(top.canonicalize().ok()?).ok().map(Path::to_owned)
}

/// Names that end with a NUL, as they are.
fn listed(bytes: &[u8]) -> impl Iterator<Item = PathBuf> {
    // Between two commits stands a line end.
    let names = bytes.split(|byte| *byte == 0).map(<[u8]>::trim_ascii_start);
    names.filter(|name| !name.is_empty()).map(path)
}

fn names(root: &Path, top: &Path, sought: &Sought<'_>) -> Result<BTreeSet<PathBuf>, RevisionError> {
    let mut ids = sought.ids.to_vec();
    ids.retain(|id| *id == sought.ids[0] || !(sought.is_other)(id));
    let renames = renames(root)?;
    loop {
        let mut found = of_ids(root, &ids)?;
        // A customer's file may be a link to one that lies elsewhere in the workspace.
        let links: Vec<PathBuf> =
            sought.files.iter().filter_map(|file| below(top, &root.join(file))).collect();
        found.extend(of_paths(top, &links)?);
        // Before traces were written, a customer was renamed with `git mv` alone: the same bytes under a name that
        // nobody has any more. A file that was changed as well, or is somebody's, is not taken for it.
        let is_new = |id: &str| !ids.iter().any(|own| own == id) && !(sought.is_other)(id);
        let former = renames.iter().filter(|(_, new)| found.contains(new)).filter_map(|(old, _)| id_of(old));
        let former: BTreeSet<String> = former.filter(|id| is_new(id)).collect();
        if former.is_empty() {
            return Ok(found);
        }
        ids.extend(former);
    }
}

fn id_of(path: &Path) -> Option<String> {
    part_of(path.file_name()?.to_str()?).map(|(_, stem)| stem.to_owned())
}

/// All files of these ids that any commit of any branch has changed.
fn of_ids(root: &Path, ids: &[String]) -> Result<BTreeSet<PathBuf>, RevisionError> {
    let endings = [CARD.to_owned(), LOG.to_owned(), format!("{KEPT}/*")];
    let files = ids.iter().flat_map(|id| endings.iter().map(move |ending| format!("{id}{ending}")));
    // No id has a sign that would mean something in a pattern.
    let patterns: Vec<String> = files.map(|file| format!(":(glob){CUSTOMERS}/**/{file}")).collect();
    let mut command = reader(root)?;
    command.env_remove("GIT_LITERAL_PATHSPECS").args(CHANGED).args(&patterns);
    Ok(listed(&printed("log", output(&mut command, "log")?)?).collect())
}

/// Each file that a commit changed, beside each of its parents.
const CHANGED: [&str; 10] = [
    "log",
    "--all",
    "--full-history",
    "-m",
    "--no-renames",
    "--no-show-signature",
    "--name-only",
    "-z",
    "--format=",
    "--",
];

fn of_paths(top: &Path, paths: &[PathBuf]) -> Result<BTreeSet<PathBuf>, RevisionError> {
    if paths.is_empty() {
        return Ok(BTreeSet::new());
    }
    let mut command = reader(top)?;
    let found = output(command.args(CHANGED).args(paths), "log")?;
    Ok(listed(&printed("log", found)?).collect())
}

/// Files that went in one commit while another one came with the very same bytes, which are not none.
fn renames(root: &Path) -> Result<Vec<(PathBuf, PathBuf)>, RevisionError> {
    let options = ["log", "--all", "--no-show-signature", "-M100%", "--no-rename-empty", "--diff-filter=R"];
    let more = ["--name-status", "-z", "--format=", "--", CUSTOMERS];
    let found = answer(root, &[&options[..], &more].concat())?;
    let mut words = listed(&found);
    let mut pairs = Vec::new();
    while let (Some(_), Some(old), Some(new)) = (words.next(), words.next(), words.next()) {
        pairs.push((old, new));
    }
    Ok(pairs)
}

fn commits(top: &Path, names: &BTreeSet<PathBuf>) -> Result<(usize, (String, String)), RevisionError> {
    let mut command = reader(top)?;
    command
        .args(["log", "--all", "--full-history", "--no-show-signature", "--format=%cs %H", "--"])
        .args(names);
    let found = printed("log", output(&mut command, "log")?)?;
    let text = String::from_utf8_lossy(&found).into_owned();
    let commits: BTreeSet<&str> = text.lines().collect();
    let day =
        |line: Option<&&str>| line.and_then(|line| line.split(' ').next()).unwrap_or_default().to_owned();
    Ok((commits.len(), (day(commits.first()), day(commits.last()))))
}

/// What commits' messages say: a team that lets `crm` commit has an entry's first words there.
fn messages(top: &Path, sought: &Sought<'_>) -> Result<(BTreeSet<String>, usize), RevisionError> {
    let found = answer(top, &["log", "--all", "-z", "--no-show-signature", "--format=%B"])?;
    let (mut words, mut count) = (BTreeSet::new(), 0);
    for message in found.split(|byte| *byte == 0) {
        let seen = (sought.seen)(&String::from_utf8_lossy(message));
        count += usize::from(!seen.is_empty());
        words.extend(seen);
    }
    Ok((words, count))
}

fn remote(top: &Path) -> Result<Option<(String, String)>, RevisionError> {
    let repository = super::Repository::open(top)?;
    let Some(branch) = repository.branch()? else { return Ok(None) };
    Ok(repository.upstream(&branch)?.map(|upstream| (upstream.remote, upstream.branch)))
}

fn uncommitted(root: &Path, sought: &Sought<'_>) -> Result<Vec<PathBuf>, RevisionError> {
    let files: BTreeSet<&PathBuf> = sought.files.iter().chain(sought.changed).collect();
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let mut command = reader(root)?;
    Filters::of(root)?.off(&mut command);
    command.args(["status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--"]).args(files);
    let found = printed("status", output(&mut command, "status")?)?;
    let lines = found.split(|byte| *byte == 0).filter(|line| line.len() > 3);
    Ok(lines.map(|line| path(&line[3..])).collect())
}
