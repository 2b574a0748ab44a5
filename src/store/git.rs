//! The user's `git`: how it is called, and what it says.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};

use super::discovery;
pub use super::error::RevisionError;
use crate::model::ProblemKind;
use crate::yaml::{FileLocation, UnlocatedProblem};

/// What ties git to another repository than the workspace's, or to another view of it: a hook sets it, or
/// whoever has called us. It is what git itself drops when it goes to another repository
/// (`git rev-parse --local-env-vars`), but for GIT_CONFIG_PARAMETERS and GIT_CONFIG_COUNT: these hold what
/// the person said on the command line or in the environment (`safe.directory` in a container, say), no
/// repository can set them, and what is set here comes after them and wins.
const ELSEWHERE: &[&str] = &[
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_PREFIX",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_ATTR_SOURCE",
    "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_CONFIG",
    "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS",
    // With these git refuses GIT_LITERAL_PATHSPECS.
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
];

/// What no call of git's may do, whatever a configuration says. `safe.bareRepository` is known since git
/// 2.38; [`discovery`] looks for older ones.
const ALWAYS: &[&str] = &[
    "safe.bareRepository=explicit",
    "core.fsmonitor=false",
    "core.quotepath=off",
    "submodule.recurse=false",
    // A comparison that finds a file touched and unchanged doesn't write that down: no lock is optional.
    "diff.autoRefreshIndex=false",
];

/// No hook: writing an index calls one, too.
const NO_HOOKS: &str = "core.hooksPath=/dev/null";

/// What changes what is read, or asks a program about it.
const PLAIN: &[&str] =
    &["log.showSignature=false", "log.mailmap=false", "diff.relative=false", "color.ui=false"];

/// What every comparison says: no program compares or converts, and no repository below is looked into,
/// which has a configuration of its own.
pub(super) const COMPARED: &[&str] =
    &["-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all"];

/// A `git` that reads in a folder whose repository may be a stranger's. Its paths are relative to the
/// folder, in both directions.
///
/// Nothing that the repository names is run: no hook, watcher, pager, signature program or helper of a
/// remote; filters only run where work tree files are compared, and [`Filters`](super::filters::Filters) is for that. Nothing is
/// fetched: an object that a partial clone doesn't have is missing. Nothing is replaced (`refs/replace`)
/// and no other work tree is looked at (`core.worktree`): what is read is what is there.
pub(super) fn reader(folder: &Path) -> Result<Command, RevisionError> {
    let work_tree = discovery::work_tree(folder)?;
    let mut git = plain(folder);
    git.args(["-c", NO_HOOKS]);
    for setting in PLAIN {
        git.args(["-c", setting]);
    }
    git.env("GIT_NO_REPLACE_OBJECTS", "1").env("GIT_NO_LAZY_FETCH", "1");
    // Older gits fetch nevertheless: by no protocol. This comes before any `protocol.*.allow`.
    git.env("GIT_ALLOW_PROTOCOL", "none");
    if let Some(work_tree) = work_tree {
        git.env("GIT_WORK_TREE", work_tree);
    }
    Ok(git)
}

/// A `git` that writes: filters and remotes are the person's, who asked for it. No hook runs.
pub(super) fn writer(folder: &Path) -> Result<Command, RevisionError> {
    committer(folder).map(without_hooks)
}

/// The same git, which runs no hook.
pub(super) fn without_hooks(mut git: Command) -> Command {
    git.args(["-c", NO_HOOKS]);
    git
}

/// Set for the hooks that a sync runs, to the locks of the syncs that run, a line for each: one that syncs in its
/// turn must not wait for them, and one that syncs the same clone would begin again and again.
pub const WITHIN_SYNC: &str = "CRM_WITHIN_SYNC";

/// A `git` that makes the commit that a person wishes, with the person's own hooks.
pub(super) fn committer(folder: &Path) -> Result<Command, RevisionError> {
    refuse_elsewhere(folder)?;
    Ok(plain(folder))
}

/// Refuses a folder whose repository says that its work tree is another one.
pub(super) fn refuse_elsewhere(folder: &Path) -> Result<(), RevisionError> {
    if let Some(work_tree) = discovery::work_tree(folder)? {
        // `core.worktree` may lead anywhere, and `git add` would take what is there.
        let named = output(plain(folder).args(["rev-parse", "--show-toplevel"]), "rev-parse")?;
        if !named.status.success() {
            return Err(failed("rev-parse", said(&named)));
        }
        let named = path(named.stdout.strip_suffix(b"\n").unwrap_or(&named.stdout));
        if std::fs::canonicalize(&named).ok() != std::fs::canonicalize(&work_tree).ok() {
            return Err(RevisionError::Elsewhere { here: work_tree, named });
        }
    }
    Ok(())
}

/// What all have in common.
pub(super) fn plain(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.current_dir(folder).stdin(Stdio::null());
    for name in ELSEWHERE {
        git.env_remove(name);
    }
    // No refreshed index is written; messages can be told apart; paths are paths and no patterns.
    git.env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C").env("GIT_LITERAL_PATHSPECS", "1");
    git.env("GIT_TERMINAL_PROMPT", "0");
    git.arg("--no-pager");
    for setting in ALWAYS {
        git.args(["-c", setting]);
    }
    git
}

/// Reads with it, and returns what it printed, well or not.
pub(super) fn run<S: AsRef<OsStr>>(folder: &Path, args: &[S]) -> Result<Output, RevisionError> {
    output(reader(folder)?.args(args), &name(args))
}

/// What it is that git is called for.
fn name<S: AsRef<OsStr>>(args: &[S]) -> String {
    args.first().map(|arg| arg.as_ref().to_string_lossy().into_owned()).unwrap_or_default()
}

/// Waits for its end, and returns what it printed, well or not.
pub(super) fn output(git: &mut Command, name: &str) -> Result<Output, RevisionError> {
    ended(name, git.output().map_err(RevisionError::NoGit)?)
}

/// Of a git that was killed, or could not even start, a failure is not an answer: nothing is known.
fn ended(name: &str, output: Output) -> Result<Output, RevisionError> {
    match output.status.code() {
        Some(code) if !NOT_RUN.contains(&code) => Ok(output),
        _ => Err(failed(name, format!("{} {}", said(&output), output.status).trim())),
    }
}

/// These codes aren't git's own: it couldn't be started.
const NOT_RUN: [i32; 2] = [126, 127];

/// What it printed, where that must succeed.
pub(super) fn answer<S: AsRef<OsStr>>(folder: &Path, args: &[S]) -> Result<Vec<u8>, RevisionError> {
    printed(&name(args), run(folder, args)?)
}

/// The same with what a hook was told is the index of the commit that is being made.
pub(super) fn answer_in(
    folder: &Path,
    index: Option<&Path>,
    args: &[&str],
) -> Result<Vec<u8>, RevisionError> {
    let mut git = reader(folder)?;
    if let Some(index) = index {
        git.env("GIT_INDEX_FILE", index);
    }
    let name = name(args);
    printed(&name, output(git.args(args), &name)?)
}

pub(super) fn printed(command: &str, output: Output) -> Result<Vec<u8>, RevisionError> {
    if output.status.success() { Ok(output.stdout) } else { Err(failed(command, said(&output))) }
}

/// Whether a folder belongs to the repository for which git has started this process, as it starts a hook.
pub(super) fn is_called_for(folder: &Path) -> bool {
    let question = ["rev-parse", "--absolute-git-dir"];
    // Here, and with all that git has set for us.
    let mut ours = Command::new("git");
    for setting in ALWAYS {
        ours.args(["-c", setting]);
    }
    let ours = ours.args(question).stdin(Stdio::null()).output().ok();
    let theirs = run(folder, &question).ok();
    let told = |output: &Output| output.status.success().then(|| output.stdout.clone());
    ours.as_ref().and_then(told).is_some_and(|ours| theirs.as_ref().and_then(told) == Some(ours))
}

/// Names that end with a NUL: so, git writes each as it is, quotes and line ends included.
pub(super) fn names(bytes: &[u8]) -> impl Iterator<Item = PathBuf> {
    bytes.split(|byte| *byte == 0).filter(|name| !name.is_empty()).map(path)
}

/// The address that git has for who works in a folder.
pub fn email(folder: &Path) -> Option<String> {
    let found = answer(folder, &["config", "-z", "--get", "user.email"]).ok()?;
    let email = String::from_utf8(found).ok()?.trim_end_matches('\0').trim().to_owned();
    (!email.is_empty()).then_some(email)
}

/// The same of one that is given something on its standard input. That it has read all of it is sure only
/// where it says that it did well.
pub(super) fn fed(mut git: Command, name: &str, input: &[u8]) -> Result<Output, RevisionError> {
    git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = git.spawn().map_err(RevisionError::NoGit)?;
    let pipe = child.stdin.take();
    // Beside the reading of what it prints: neither side may wait for the other with a full pipe.
    let (output, written) = std::thread::scope(|scope| {
        let writing = scope.spawn(move || pipe.map(|mut pipe| pipe.write_all(input)));
        (child.wait_with_output().map_err(RevisionError::NoGit), writing.join())
    });
    let output = ended(name, output?)?;
    match written {
        Ok(Some(Err(error))) if output.status.success() => Err(failed(name, error.to_string())),
        _ => Ok(output),
    }
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
        let mut command = reader(folder)?;
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
    pub fn read(&mut self, id: &str, limit: u64) -> Result<Result<Vec<u8>, UnlocatedProblem>, RevisionError> {
        let found = self.ask(id, limit).map_err(|error| failed("cat-file", error.to_string()))?;
        Ok(found.and_then(|bytes| match is_filtered(&bytes) {
            true => Err(UnlocatedProblem::new(FileLocation::Start, ProblemKind::Filtered)),
            false => Ok(bytes),
        }))
    }

    /// The bytes of a blob, whatever they are; `None` in a clone that lacks it.
    pub fn bytes(&mut self, id: &str) -> Result<Option<Vec<u8>>, RevisionError> {
        let found = self.ask(id, u64::MAX - 1).map_err(|error| failed("cat-file", error.to_string()))?;
        Ok(found.ok())
    }

    fn ask(&mut self, id: &str, limit: u64) -> io::Result<Result<Vec<u8>, UnlocatedProblem>> {
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
            return Ok(Err(UnlocatedProblem::new(FileLocation::Start, ProblemKind::NotFetched)));
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

/// Whether a blob is what one of the known filters stores in a file's place: what it is of can't be told
/// without running it.
fn is_filtered(bytes: &[u8]) -> bool {
    const BEGIN: [&[u8]; 2] = [b"\0GITCRYPT\0", b"version https://git-lfs.github.com/spec/"];
    BEGIN.iter().any(|begin| bytes.starts_with(begin))
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
