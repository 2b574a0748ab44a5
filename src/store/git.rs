//! The user's `git`: how it is called, and what it says.

use std::ffi::{OsStr, OsString};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};

use thiserror::Error;

use crate::model::Trouble;
use crate::yaml::{Fault, Spot};

/// Why a revision could not be read.
#[derive(Debug, Error)]
pub enum RevisionError {
    /// There is no `git`, or it can't be run.
    #[error("git can't be run: {0}")]
    NoGit(io::Error),
    /// The workspace is in no repository.
    #[error("{0} is in no git repository")]
    NoRepository(PathBuf),
    /// Nothing was committed yet.
    #[error("there is no commit yet")]
    NoCommit,
    /// No commit has this name.
    #[error("git knows no revision {name}")]
    Unknown {
        /// As it was typed.
        name: String,
        /// What git says, where it says more than that.
        said: String,
    },
    /// That commit had no workspace in this folder.
    #[error("{0} has no crm.yaml here")]
    NoRules(String),
    /// git failed.
    #[error("git {command}: {said}")]
    Failed {
        /// What was asked of it.
        command: String,
        /// What it says.
        said: String,
    },
}

/// What ties git to a place other than the workspace's own: a hook sets it.
const PLACES: &[&str] = &["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"];

/// A `git` that works in a folder. Its paths are relative to it, in both directions.
pub(super) fn git(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.current_dir(folder).stdin(Stdio::null());
    for name in PLACES {
        git.env_remove(name);
    }
    // No refreshed index is written; messages can be told apart; paths are paths and no patterns.
    git.env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C").env("GIT_LITERAL_PATHSPECS", "1");
    git.env("GIT_TERMINAL_PROMPT", "0");
    // No program of the repository's configuration is started to watch files, and a comparison that
    // finds a file touched and unchanged doesn't write that down: no lock it takes is optional to it.
    git.args(["--no-pager", "-c", "core.fsmonitor=false", "-c", "core.quotepath=off"]);
    git.args(["-c", "diff.autoRefreshIndex=false"]);
    git
}

/// A `git` that writes. No hook runs.
pub(super) fn writer(folder: &Path) -> Result<Command, RevisionError> {
    let mut git = git(folder);
    git.args(["-c", "core.hooksPath=/dev/null"]);
    Ok(git)
}

/// A `git` that makes the commit that a person wishes, with the person's own hooks.
pub(super) fn committer(folder: &Path) -> Result<Command, RevisionError> {
    Ok(git(folder))
}

/// Runs it, and returns what it printed, well or not.
pub(super) fn run<S: AsRef<OsStr>>(folder: &Path, args: &[S]) -> Result<Output, RevisionError> {
    git(folder).args(args).output().map_err(RevisionError::NoGit)
}

/// What it printed, where that must succeed.
pub(super) fn answer<S: AsRef<OsStr>>(folder: &Path, args: &[S]) -> Result<Vec<u8>, RevisionError> {
    let output = run(folder, args)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let words: Vec<OsString> = args.iter().map(|arg| arg.as_ref().to_owned()).collect();
    Err(failed(&words[0].to_string_lossy(), said(&output)))
}

/// The same with what a hook was told is the index of the commit that is being made.
pub(super) fn answer_in(
    folder: &Path,
    index: Option<&Path>,
    args: &[&str],
) -> Result<Vec<u8>, RevisionError> {
    let Some(index) = index else { return answer(folder, args) };
    let output =
        git(folder).env("GIT_INDEX_FILE", index).args(args).output().map_err(RevisionError::NoGit)?;
    if output.status.success() { Ok(output.stdout) } else { Err(failed(args[0], said(&output))) }
}

/// Whether a folder belongs to the repository for which git has started this process, as it starts a hook.
pub(super) fn is_called_for(folder: &Path) -> bool {
    let question = ["rev-parse", "--absolute-git-dir"];
    // Here, and with all that git has set for us.
    let ours = Command::new("git").args(question).stdin(Stdio::null()).output().ok();
    let theirs = run(folder, &question).ok();
    let told = |output: &Output| output.status.success().then(|| output.stdout.clone());
    ours.as_ref().and_then(told).is_some_and(|ours| theirs.as_ref().and_then(told) == Some(ours))
}

/// The same on another index than the repository's own, which it may refresh.
pub(super) fn answer_on(folder: &Path, index: &Path, args: &[&str]) -> Result<Vec<u8>, RevisionError> {
    let mut command = git(folder);
    command.env("GIT_INDEX_FILE", index).args(["-c", "diff.autoRefreshIndex=true"]).args(args);
    let output = command.output().map_err(RevisionError::NoGit)?;
    if output.status.success() { Ok(output.stdout) } else { answer(folder, args) }
}

/// Runs one that is given something on its standard input.
pub(super) fn fed(mut git: Command, input: &[u8]) -> Result<Output, RevisionError> {
    git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = git.spawn().map_err(RevisionError::NoGit)?;
    let pipe = child.stdin.take();
    // Beside the reading of what it prints: neither side may wait for the other with a full pipe.
    std::thread::scope(|scope| {
        scope.spawn(move || pipe.map(|mut pipe| pipe.write_all(input)));
        child.wait_with_output().map_err(RevisionError::NoGit)
    })
}

/// What it says on stderr.
pub(super) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

pub(super) fn failed(command: &str, said: impl Into<String>) -> RevisionError {
    RevisionError::Failed { command: command.to_owned(), said: said.into() }
}

/// A path as git prints it.
pub(super) fn path(bytes: &[u8]) -> PathBuf {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        OsStr::from_bytes(bytes).into()
    }
    #[cfg(not(unix))]
    {
        String::from_utf8_lossy(bytes).into_owned().into()
    }
}

/// One process that hands out blobs.
pub(super) struct Blobs {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Blobs {
    pub fn open(folder: &Path) -> Result<Self, RevisionError> {
        let mut command = git(folder);
        command.args(["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(RevisionError::NoGit)?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => {
                Ok(Blobs { child, input: Some(input), output: BufReader::with_capacity(1 << 16, output) })
            }
            _ => Err(failed("cat-file", "no pipe")),
        }
    }

    /// One blob, no more of it than just over its limit. It is asked for and read before the next
    /// one, so that neither side ever waits for the other with a full pipe.
    pub fn read(&mut self, id: &str, limit: u64) -> Result<Result<Vec<u8>, Fault>, RevisionError> {
        self.ask(id, limit).map_err(|error| failed("cat-file", error.to_string()))
    }

    fn ask(&mut self, id: &str, limit: u64) -> io::Result<Result<Vec<u8>, Fault>> {
        let Some(input) = &mut self.input else { return Err(io::ErrorKind::BrokenPipe.into()) };
        input.write_all(format!("{id}\n").as_bytes())?;
        input.flush()?;
        let mut header = String::new();
        if self.output.read_line(&mut header)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut words = header.trim_end().rsplitn(2, ' ');
        let Some(size) = words.next().and_then(|size| size.parse::<u64>().ok()) else {
            // `<id> missing`: a clone without all of its objects.
            let trouble = Trouble::Unreadable(header.trim_end().to_owned());
            return Ok(Err(Fault::new(Spot::Start, trouble)));
        };
        let mut bytes = Vec::new();
        let kept = size.min(limit + 1);
        self.output.by_ref().take(kept).read_to_end(&mut bytes)?;
        // The rest, and the line end behind it.
        let rest = size - kept + 1;
        if io::copy(&mut self.output.by_ref().take(rest), &mut io::sink())? < rest {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(Ok(bytes))
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        // It ends when nothing more is asked.
        self.input = None;
        if self.child.kill().is_ok() {
            let _ = self.child.wait();
        }
    }
}
