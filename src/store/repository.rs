//! The clone that a workspace lies in: what is sent to the others, and what comes from them.

use crate::store::file_names::{BESIDE, CUSTOMERS, DERIVED, FORGOTTEN, GIT_MERGE, TEMPORARY};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::git::{self, answer, committer, failed, fed, output, path, printed, run, said, writer};
use super::{Forgotten, Lock, RevisionError, WITHIN_SYNC, discovery, git_folders, sparse, strays};

/// The clone around a workspace.
#[derive(Clone, Debug)]
pub struct Repository {
    top: PathBuf,
    prefix: PathBuf,
    /// For the hooks that are run here: see [`WITHIN_SYNC`].
    pub(super) syncs: OsString,
    /// Set once its work tree is known to be where the clone lies, as a `git` that writes must know.
    is_here: OnceLock<()>,
}

/// What was changed and not committed, paths relative to the clone's top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uncommitted {
    /// Files that differ from the last commit, and new ones.
    pub files: Vec<PathBuf>,
    /// Those of them that differ from what is staged.
    unstaged: Vec<PathBuf>,
    /// Those of them that hold two versions, as a `git stash pop` or a merge leaves them.
    pub unmerged: Vec<PathBuf>,
    /// What a git, or a command of ours, that was killed has left in the clone: whole copies of files.
    pub leftovers: Vec<PathBuf>,
    /// Copies of customers' files that nobody reads, and that git doesn't know.
    pub copies: Vec<PathBuf>,
}

/// What git is in the middle of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Underway {
    Rebase,
    Merge,
    /// A cherry-pick or revert.
    Pick,
}

/// Commits these files of a workspace and no others, whatever else is staged. It is the person's own wish:
/// their filters store the files as they would, and their hooks see the commit, and nothing but that.
pub fn commit(root: &Path, paths: &[PathBuf], message: &str) -> Result<(), RevisionError> {
    let commit: &[&str] = &["commit", "-q", "-m", message, "--only"];
    for (mut git, name, args) in [(writer(root)?, "add", adding(root)), (committer(root)?, "commit", commit)]
    {
        let output = output(git.args(args).arg("--").args(paths), name)?;
        if !output.status.success() {
            let words = [said(&output), String::from_utf8_lossy(&output.stdout).trim().to_owned()];
            return Err(failed(name, words.join(" ").trim()));
        }
    }
    Ok(())
}

/// A file as the branch has it that ours is sent to, as far as it was last seen.
pub(super) fn sent(root: &Path, file: &Path) -> Option<Vec<u8>> {
    let named = format!("@{{upstream}}:./{}", file.display());
    let found = run(root, &["cat-file", "blob", &named]).ok()?;
    found.status.success().then_some(found.stdout)
}

/// How all is staged; outside of a sparse checkout, too, where a new customer may have been put.
fn adding(root: &Path) -> &'static [&'static str] {
    if sparse::is_sparse(root) { &["add", "--sparse", "-A"] } else { &["add", "-A"] }
}

impl Repository {
    /// The clone that a folder lies in.
    pub fn open(root: &Path) -> Result<Self, RevisionError> {
        let inside = run(root, &["rev-parse", "--show-toplevel", "--show-prefix"])?;
        if !inside.status.success() {
            return Err(RevisionError::NoRepository(root.to_owned()));
        }
        let mut lines = inside.stdout.split(|byte| *byte == b'\n');
        let (top, prefix) = match (lines.next(), lines.next(), lines.next(), lines.next()) {
            (Some(top), Some(prefix), Some(b""), None) => (path(top), path(prefix)),
            // A name with a line end: which of both has it, each alone tells.
            _ => {
                let one = |option| answer(root, &["rev-parse", option]);
                let (top, prefix) = (one("--show-toplevel")?, one("--show-prefix")?);
                let bare = |bytes: &[u8]| path(bytes.strip_suffix(b"\n").unwrap_or(bytes));
                (bare(&top), bare(&prefix))
            }
        };
        Ok(Repository { top, prefix, syncs: OsString::new(), is_here: OnceLock::new() })
    }

    /// The same, whose hooks are told which syncs have started them.
    pub fn within(self, syncs: OsString) -> Self {
        Repository { syncs, ..self }
    }

    /// The folder that the clone's paths are relative to.
    pub(super) fn top(&self) -> &Path {
        &self.top
    }

    /// Where in the clone the workspace lies; empty at the top, else with a slash at its end.
    pub(super) fn prefix(&self) -> &Path {
        &self.prefix
    }

    /// A `git` with the person's own hooks, as [`git::committer`].
    pub(super) fn committer(&self) -> Result<Command, RevisionError> {
        if self.is_here.get().is_none() {
            git::refuse_elsewhere(&self.top)?;
            self.is_here.get_or_init(|| ());
        }
        Ok(git::plain(&self.top))
    }

    /// A `git` that writes and runs no hook.
    pub(super) fn writer(&self) -> Result<Command, RevisionError> {
        self.committer().map(git::without_hooks)
    }

    /// What git is in the middle of.
    pub fn underway(&self) -> Result<Option<Underway>, RevisionError> {
        let unreadable = |error| RevisionError::Unreadable { folder: self.top.clone(), error };
        let Some(own) = discovery::git_folder(&self.top).map_err(unreadable)? else { return Ok(None) };
        for (name, underway) in [
            ("rebase-merge", Underway::Rebase),
            ("rebase-apply", Underway::Rebase),
            ("MERGE_HEAD", Underway::Merge),
            ("CHERRY_PICK_HEAD", Underway::Pick),
            ("REVERT_HEAD", Underway::Pick),
        ] {
            if own.join(name).exists() {
                return Ok(Some(underway));
            }
        }
        Ok(None)
    }

    /// Our branch; none where no branch is checked out.
    pub fn branch(&self) -> Result<Option<String>, RevisionError> {
        // Not the short name: with a tag that is called the same, that is another one.
        let found = run(&self.top, &["symbolic-ref", "--quiet", "HEAD"])?;
        let name = found.status.success().then(|| line(&found.stdout));
        Ok(name.map(|name| name.strip_prefix("refs/heads/").unwrap_or(&name).to_owned()))
    }

    /// What was changed and not committed. What git or we have left behind is not among it.
    pub fn uncommitted(&self) -> Result<Uncommitted, RevisionError> {
        let status = ["status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames"];
        // Whether a file is changed is for the person's filters to say.
        let mut git = self.writer()?;
        let found = output(git.args(status).arg("--ignore-submodules=dirty"), "status")?;
        let found = printed("status", found)?;
        let mut changed = Uncommitted::default();
        for line in found.split(|byte| *byte == 0).filter(|line| line.len() > 3) {
            let (state, name) = (&line[..2], path(&line[3..]));
            if is_ours(&name) {
                continue;
            }
            if state == b"??" && is_leftover(&name) {
                changed.leftovers.push(name);
                continue;
            }
            if state == b"??" && is_copy(&name) {
                changed.copies.push(name);
                continue;
            }
            if state.contains(&b'U') || matches!(state, b"AA" | b"DD") {
                changed.unmerged.push(name.clone());
            }
            if state[1] != b' ' {
                changed.unstaged.push(name.clone());
            }
            changed.files.push(name);
        }
        Ok(changed)
    }

    /// Stages all that is changed, under the lock: no entry is taken that is written in part.
    pub fn stage(&self, _lock: &Lock, changed: &Uncommitted) -> Result<(), RevisionError> {
        if changed.unstaged.is_empty() {
            return Ok(());
        }
        let mut paths = Vec::new();
        for name in &changed.unstaged {
            paths.extend_from_slice(name.as_os_str().as_encoded_bytes());
            paths.push(0);
        }
        let mut add = self.writer()?;
        add.args(["-c", "core.fsync=all"])
            .args(adding(&self.top))
            .args(["--pathspec-from-file=-", "--pathspec-file-nul"]);
        printed("add", fed(add, "add", &paths)?).map(|_| ())
    }

    /// Commits what is staged, with the person's own hooks, which may call this program: without the lock.
    pub fn commit_staged(&self, message: &str) -> Result<(), RevisionError> {
        // What was staged and then put right by hand leaves nothing.
        if run(&self.top, &["diff", "--cached", "--quiet"])?.status.success() {
            return Ok(());
        }
        let mut commit = self.committer()?;
        commit.env(WITHIN_SYNC, &self.syncs).args(["-c", "core.fsync=all", "commit", "-q", "-m", message]);
        let output = output(&mut commit, "commit")?;
        let words = [said(&output), String::from_utf8_lossy(&output.stdout).trim().to_owned()];
        if output.status.success() {
            self.sync_folders()
        } else {
            Err(failed("commit", words.join(" ").trim()))
        }
    }

    /// Brings the names of what git has written to the disk.
    pub(super) fn sync_folders(&self) -> Result<(), RevisionError> {
        git_folders::sync(&self.top).map_err(|error| failed("fsync", error.to_string()))
    }

    /// The commit of a branch of ours, whatever else has its name.
    pub fn tip(&self, branch: &str) -> Result<Option<String>, RevisionError> {
        self.commit_of(&branch_ref(branch))
    }

    /// The commits of full names of branches and the like, in this order; none where there is none.
    pub(super) fn commits_of<const N: usize>(
        &self,
        names: [&str; N],
    ) -> Result<[Option<String>; N], RevisionError> {
        // Of a tag with a message, what it is of.
        let format = "--format=%(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end) %(refname)";
        let asked: Vec<&str> = ["for-each-ref", format].into_iter().chain(names).collect();
        let found = String::from_utf8_lossy(&answer(&self.top, &asked)?).into_owned();
        // A name is also asked for all that lies below it.
        let of = |name: &str| {
            let mut pairs = found.lines().filter_map(|line| line.split_once(' '));
            pairs.find(|(_, found)| *found == name).map(|(commit, _)| commit.to_owned())
        };
        Ok(names.map(of))
    }

    /// The commit of a name; none where there is none.
    pub fn commit_of(&self, name: &str) -> Result<Option<String>, RevisionError> {
        let found = run(&self.top, &["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")])?;
        Ok(found.status.success().then(|| line(&found.stdout)))
    }

    /// How many commits lie from one to another.
    pub fn count(&self, from: &str, to: &str) -> Result<usize, RevisionError> {
        if from == to {
            return Ok(0);
        }
        let found = answer(&self.top, &["rev-list", "--count", &format!("{from}..{to}")])?;
        Ok(line(&found).parse().unwrap_or(0))
    }

    /// How many commits a commit has behind it, with itself.
    pub fn count_all(&self, commit: &str) -> Result<usize, RevisionError> {
        let found = answer(&self.top, &["rev-list", "--count", commit, "--"])?;
        Ok(line(&found).parse().unwrap_or(0))
    }

    /// A commit that two have in common.
    pub fn base_of(&self, one: &str, other: &str) -> Result<Option<String>, RevisionError> {
        if one == other {
            return Ok(Some(one.to_owned()));
        }
        let found = run(&self.top, &["merge-base", "--", one, other])?;
        Ok(found.status.success().then(|| line(&found.stdout)))
    }

    /// What was forgotten in the workspace, as a commit has it.
    pub fn forgotten_at(&self, commit: &str) -> Result<Forgotten, RevisionError> {
        let path = self.prefix.join(FORGOTTEN);
        let path = path.to_string_lossy();
        if answer(&self.top, &["ls-tree", "-z", "--full-tree", commit, "--", &path])?.is_empty() {
            return Ok(Forgotten::default());
        }
        Ok(Forgotten::parse(&answer(&self.top, &["cat-file", "blob", &format!("{commit}:{path}")])?))
    }

    /// A path of git's below the workspace's root; none where it lies beside it.
    pub fn below_root(&self, file: &str) -> Option<PathBuf> {
        self.below(Path::new(file))
    }

    /// The same of a path that may be not text.
    pub(super) fn below(&self, file: &Path) -> Option<PathBuf> {
        file.strip_prefix(&self.prefix).ok().map(Path::to_owned)
    }
}

/// The full name of a branch.
pub(super) fn branch_ref(branch: &str) -> String {
    format!("refs/heads/{branch}")
}

/// Whether a file lies among our caches or notes, which no commit takes along.
fn is_ours(path: &Path) -> bool {
    path.components().any(|part| [DERIVED, BESIDE].iter().any(|own| part.as_os_str() == *own))
}

fn is_leftover(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.starts_with(GIT_MERGE) || (name.starts_with('.') && name.ends_with(TEMPORARY))
}

/// Whether it lies among customers' files, and nobody reads it.
fn is_copy(path: &Path) -> bool {
    let is_among_customers = path.components().any(|part| part.as_os_str() == CUSTOMERS);
    let name = path.file_name().and_then(|name| name.to_str());
    is_among_customers && name.is_some_and(strays::is_copy)
}

pub(super) fn line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.strip_suffix('\n').unwrap_or(&text).to_owned()
}
