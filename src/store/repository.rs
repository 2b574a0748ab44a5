//! The clone that a workspace lies in: what is sent to the others, and what comes from them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Output;

use super::git::{answer, committer, failed, path, printed, run, said, writer};
use super::{RevisionError, part};

/// The clone around a workspace.
#[derive(Clone, Debug)]
pub struct Repository {
    top: PathBuf,
    prefix: PathBuf,
}

/// The branch that ours is sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    /// The remote's name.
    pub remote: String,
    /// The branch's name there.
    pub branch: String,
    /// Whether git knows already that ours belongs to it.
    pub is_set: bool,
}

impl Upstream {
    /// The name by which git knows what was last fetched of it.
    pub fn name(&self) -> String {
        format!("{}/{}", self.remote, self.branch)
    }
}

/// What git is in the middle of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Underway {
    /// A rebase.
    Rebase,
    /// A merge.
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
        let output = git.args(args).arg("--").args(paths).output().map_err(RevisionError::NoGit)?;
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
    if part::is_sparse(root) { &["add", "--sparse", "-A"] } else { &["add", "-A"] }
}

impl Repository {
    /// The clone that a folder lies in.
    pub fn open(root: &Path) -> Result<Self, RevisionError> {
        let inside = run(root, &["rev-parse", "--show-toplevel"])?;
        if !inside.status.success() {
            return Err(RevisionError::NoRepository(root.to_owned()));
        }
        let prefix = line(&answer(root, &["rev-parse", "--show-prefix"])?);
        Ok(Repository { top: path(inside.stdout.trim_ascii_end()), prefix: PathBuf::from(prefix) })
    }

    /// What git is in the middle of.
    pub fn underway(&self) -> Result<Option<Underway>, RevisionError> {
        for (name, underway) in [
            ("rebase-merge", Underway::Rebase),
            ("rebase-apply", Underway::Rebase),
            ("MERGE_HEAD", Underway::Merge),
            ("CHERRY_PICK_HEAD", Underway::Pick),
            ("REVERT_HEAD", Underway::Pick),
        ] {
            let place = line(&answer(&self.top, &["rev-parse", "--git-path", name])?);
            if self.top.join(place).exists() {
                return Ok(Some(underway));
            }
        }
        Ok(None)
    }

    /// Our branch; none where no branch is checked out.
    pub fn branch(&self) -> Result<Option<String>, RevisionError> {
        let found = run(&self.top, &["symbolic-ref", "--quiet", "--short", "HEAD"])?;
        Ok(found.status.success().then(|| line(&found.stdout)))
    }

    /// Where our branch is sent: what git was told, else the branch of the same name of the only remote.
    pub fn upstream(&self, branch: &str) -> Result<Option<Upstream>, RevisionError> {
        let config = |key: &str| -> Result<Option<String>, RevisionError> {
            let found = run(&self.top, &["config", "--get", &format!("branch.{branch}.{key}")])?;
            Ok(found.status.success().then(|| line(&found.stdout)))
        };
        if let (Some(remote), Some(merge)) = (config("remote")?, config("merge")?) {
            let branch = merge.strip_prefix("refs/heads/").unwrap_or(&merge).to_owned();
            return Ok(Some(Upstream { remote, branch, is_set: true }));
        }
        let remotes = String::from_utf8_lossy(&answer(&self.top, &["remote"])?).into_owned();
        let remotes: Vec<&str> = remotes.lines().collect();
        let remote = remotes.iter().find(|name| **name == "origin").or(match remotes.as_slice() {
            [one] => Some(one),
            _ => None,
        });
        Ok(remote.map(|remote| Upstream {
            remote: (*remote).to_owned(),
            branch: branch.to_owned(),
            is_set: false,
        }))
    }

    /// Files that were changed and not committed, as git names them.
    pub fn uncommitted(&self) -> Result<Vec<String>, RevisionError> {
        // Whether a file is changed is for the person's filters to say.
        let mut git = writer(&self.top)?;
        let output = git.args(["status", "--porcelain", "--untracked-files=all"]).output();
        let found = printed("status", output.map_err(RevisionError::NoGit)?)?;
        let lines = String::from_utf8_lossy(&found).into_owned();
        Ok(lines.lines().filter_map(|line| line.get(3..)).map(str::to_owned).collect())
    }

    /// Commits all that is changed in the clone.
    pub fn commit_all(&self, message: &str) -> Result<(), RevisionError> {
        self.written(adding(&self.top))?;
        // What was staged and then put right by hand leaves nothing.
        if run(&self.top, &["diff", "--cached", "--quiet"])?.status.success() {
            return Ok(());
        }
        self.done(&["commit", "-q", "-m", message]).map(|_| ())
    }

    /// Fetches what the others sent. `asks` where git may ask for a password.
    pub fn fetch(&self, remote: &str, asks: bool) -> Result<(), RevisionError> {
        let output = self.remotely(&["fetch", "-q", "--", remote], asks)?;
        if output.status.success() { Ok(()) } else { Err(failed("fetch", said(&output))) }
    }

    /// The commit of a name; none where there is none.
    pub fn commit_of(&self, name: &str) -> Result<Option<String>, RevisionError> {
        let found = run(&self.top, &["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")])?;
        Ok(found.status.success().then(|| line(&found.stdout)))
    }

    /// How many commits lie from one to another.
    pub fn count(&self, from: &str, to: &str) -> Result<usize, RevisionError> {
        let found = answer(&self.top, &["rev-list", "--count", &format!("{from}..{to}")])?;
        Ok(line(&found).parse().unwrap_or(0))
    }

    /// Puts our commits on top of theirs; `false` where it stopped at a conflict.
    pub fn rebase(&self, onto: &str) -> Result<bool, RevisionError> {
        // A clean work tree was seen to; no editor may wait for anybody.
        let output = self.own(&["rebase", "-q", "--no-autostash", onto])?;
        if output.status.success() {
            return Ok(true);
        }
        match self.underway()? {
            Some(Underway::Rebase) => Ok(false),
            _ => Err(failed("rebase", said(&output))),
        }
    }

    /// Takes what was settled and goes on; where it stopped again, `Err` with what git says.
    pub fn go_on(&self) -> Result<Result<(), String>, RevisionError> {
        let output = self.own(&["rebase", "--continue"])?;
        Ok(if output.status.success() { Ok(()) } else { Err(said(&output).to_owned()) })
    }

    /// Marks a file as settled.
    pub fn settled(&self, file: &str) -> Result<(), RevisionError> {
        let sparse: &[&str] = if part::is_sparse(&self.top) { &["--sparse"] } else { &[] };
        self.written(&[&["add"], sparse, &["--", file]].concat())
    }

    /// Files that conflict, relative to the clone's top.
    pub fn conflicts(&self) -> Result<Vec<String>, RevisionError> {
        let found = answer(&self.top, &["diff", "--name-only", "-z", "--diff-filter=U"])?;
        Ok(names(&found))
    }

    /// Whether one side of a conflict has removed the file, and the other one not.
    pub fn is_removed(&self, file: &str) -> Result<bool, RevisionError> {
        let found = answer(&self.top, &["ls-files", "--unmerged", "-z", "--", file])?;
        // "mode object stage\tpath": our version is stage 2, theirs 3.
        let has = |stage: &str| {
            names(&found).iter().any(|line| line.split('\t').next().is_some_and(|head| head.ends_with(stage)))
        };
        Ok(!(has(" 2") && has(" 3")))
    }

    /// Files that one side has changed since both were one, relative to the clone's top.
    pub fn changed(&self, from: &str, to: &str) -> Result<Vec<String>, RevisionError> {
        // A history that was written anew has nothing in common with ours.
        let is_one = run(&self.top, &["merge-base", from, to])?.status.success();
        let range = format!("{from}{}{to}", if is_one { "..." } else { ".." });
        Ok(names(&answer(&self.top, &["diff", "--name-only", "-z", &range])?))
    }

    /// Who last changed a file on a branch.
    pub fn author(&self, name: &str, file: &str) -> Result<Option<String>, RevisionError> {
        let found = answer(&self.top, &["log", "-1", "--format=%an", name, "--", file])?;
        Ok(Some(line(&found)).filter(|name| !name.is_empty()))
    }

    /// Sends our commits; `false` where others were faster.
    pub fn push(&self, upstream: &Upstream, asks: bool) -> Result<bool, RevisionError> {
        let refspec = format!("HEAD:refs/heads/{}", upstream.branch);
        let set: &[&str] = if upstream.is_set { &[] } else { &["-u"] };
        let args = [&["push", "-q"], set, &["--", &upstream.remote, &refspec]].concat();
        let output = self.remotely(&args, asks)?;
        let told = said(&output);
        // The first before anything is sent, the others where somebody was faster in between.
        let is_late =
            ["non-fast-forward", "fetch first", "cannot lock ref", "incorrect old value", "stale info"];
        match output.status.success() {
            true => Ok(true),
            false if is_late.iter().any(|words| told.contains(words)) => Ok(false),
            false => Err(failed("push", told)),
        }
    }

    /// A path of git's below the workspace's root; none where it lies beside it.
    pub fn below_root(&self, file: &str) -> Option<PathBuf> {
        Path::new(file).strip_prefix(&self.prefix).ok().map(Path::to_owned)
    }

    fn written(&self, args: &[&str]) -> Result<(), RevisionError> {
        let output = writer(&self.top)?.args(args).output().map_err(RevisionError::NoGit)?;
        printed(args[0], output).map(|_| ())
    }

    fn own<S: AsRef<OsStr>>(&self, args: &[S]) -> Result<Output, RevisionError> {
        let mut command = committer(&self.top)?;
        command.env("GIT_EDITOR", "true").args(args);
        command.output().map_err(RevisionError::NoGit)
    }

    fn done(&self, args: &[&str]) -> Result<Output, RevisionError> {
        let output = self.own(args)?;
        if output.status.success() { Ok(output) } else { Err(failed(args[0], said(&output))) }
    }

    fn remotely(&self, args: &[&str], asks: bool) -> Result<Output, RevisionError> {
        let mut command = committer(&self.top)?;
        if asks {
            command.env_remove("GIT_TERMINAL_PROMPT");
        }
        command.args(args).output().map_err(RevisionError::NoGit)
    }
}

/// Names that end with a NUL: so, git writes each as it is, quotes and line ends included.
fn names(bytes: &[u8]) -> Vec<String> {
    let names = bytes.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    names.map(|name| String::from_utf8_lossy(name).into_owned()).collect()
}

fn line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.strip_suffix('\n').unwrap_or(&text).to_owned()
}
