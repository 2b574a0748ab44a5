//! Work tree, index and branch of a clone brought to another commit, as one step.
//!
//! They can't change in one: so the way is noted first, with all that it replaces, and whoever comes next
//! goes it to its end or back. git's own lock on the index is held meanwhile, so that no git of the
//! person's comes in between. What somebody has logged or typed since the commit that we come from stays,
//! merged into what comes, as a change that is not committed yet.

mod checkout;
mod differing;
mod error;
mod files;
mod index;

use std::path::{Path, PathBuf};

use super::git::{answer, failed, output, printed, writer};
use super::journal::{self, OtherFile, Place, Transaction, Way};
use super::{Lock, Operation, Repository, RevisionError, StoreError, forget, git_folders, write};
pub use error::AdvanceError;
use index::IndexLock;

/// Where a branch goes.
#[derive(Clone, Debug)]
pub struct Advance<'a> {
    /// The branch that is checked out, such as `main`.
    pub branch: &'a str,
    /// Its commit.
    pub from: &'a str,
    /// The commit that it goes to.
    pub to: &'a str,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advanced {
    /// It is there. These files, relative to the clone's top, have changes in them that were made
    /// meanwhile, and are not committed.
    Done(Vec<PathBuf>),
    /// The branch is not where it was any more, or another one is checked out: nothing was done.
    Elsewhere,
    /// Another git is at work here, or was killed and has left its lock, named here.
    Busy(PathBuf),
    /// Something is staged that is not committed: nothing was done.
    Staged,
    /// These files have changes that can't be brought together with what comes: nothing was done.
    InTheWay(Vec<PathBuf>),
}

impl Repository {
    /// Brings the work tree, the index and the branch from one commit to another, under the workspace's
    /// lock.
    pub fn advance(&self, root: &Path, _lock: &Lock, way: &Advance<'_>) -> Result<Advanced, AdvanceError> {
        let branch = format!("refs/heads/{}", way.branch);
        if !is_at(self.top(), &branch, way.from)? {
            return Ok(Advanced::Elsewhere);
        }
        let lock = match IndexLock::take(root)? {
            Ok(lock) => lock,
            Err(busy) => return Ok(Advanced::Busy(busy)),
        };
        let index = index::Copied::of(&lock)?;
        if !index.is_at(self.top(), way.from)? {
            return Ok(Advanced::Staged);
        }
        let plan = files::plan(self, root, &index, (way.from, way.to))?;
        if !plan.in_the_way.is_empty() {
            return Ok(Advanced::InTheWay(plan.in_the_way));
        }
        let way = Way {
            branch,
            from: way.from.to_owned(),
            to: way.to.to_owned(),
            purges: plan.brings_forgetting(),
            files: plan.files,
            others: plan.others,
        };
        way.files.look_ahead(root)?;
        // What the merge has made must be found again by whoever completes this.
        git_folders::sync(root)?;
        journal::note_way(root, &way)?;
        if let Err(error) = way.go(self.top(), root, &lock) {
            if way.go_back(self.top(), root, &lock).is_ok() {
                journal::way_ended(root)?;
            }
            return Err(error);
        }
        journal::way_ended(root)?;
        Ok(Advanced::Done(plan.changed))
    }
}

impl Way {
    /// To its end, from wherever it was left.
    fn go(&self, top: &Path, root: &Path, lock: &IndexLock) -> Result<(), AdvanceError> {
        let index = index::Copied::of(lock)?;
        if !index.is_at(top, &self.to)? {
            index.go(top, &self.from, &self.to)?;
        }
        self.files.rest(root)?.carry_out(root, &|| {})?;
        self.files.look_back(root)?;
        checkout::check_out(top, &index, &self.others)?;
        checkout::remove_empty_folders(top, root, &self.files, &self.others);
        index.refresh(top)?;
        index.put(lock)?;
        if !is_at(top, &self.branch, &self.to)? {
            let args = ["update-ref", "-m", "crm sync", "--", &self.branch, &self.to, &self.from];
            let moved = output(writer(top)?.args(["-c", "core.fsync=all"]).args(args), "update-ref");
            // One that was killed may have moved it all the same.
            if let Err(error) = moved.and_then(|output| printed("update-ref", output))
                && !is_at(top, &self.branch, &self.to)?
            {
                return Err(error.into());
            }
        }
        git_folders::sync(root)?;
        if self.purges {
            // What was killed on this way, or long before it, may have left a file as it was beside the new one.
            self.files.remove_temporary(root)?;
            forget::remove_temporary(root);
            journal::purge_before_way(root)?;
        }
        Ok(())
    }

    /// Back to where it began. The branch goes last: where it has gone, there is no way back but forward, as
    /// what was received would look as if the person had removed it.
    fn go_back(&self, top: &Path, root: &Path, lock: &IndexLock) -> Result<(), AdvanceError> {
        if is_at(top, &self.branch, &self.to)? {
            return Err(failed("update-ref", format!("{} has moved", self.branch)).into());
        }
        let index = index::Copied::of(lock)?;
        let back: Vec<OtherFile> = self.others.iter().map(OtherFile::reversed).collect();
        if index.is_at(top, &self.to)? {
            index.go(top, &self.to, &self.from)?;
        }
        // In the other order than there: what came may stand where a customer's folder was.
        checkout::check_out(top, &index, &back)?;
        self.files.take_back(root)?;
        index.refresh(top)?;
        index.put(lock)?;
        Ok(())
    }

    /// What a crash left, under the lock: to its end where the branch and the index are still on this way,
    /// back where they have gone another one since.
    pub(super) fn complete(&self, root: &Path, place: &Place) -> Result<(), StoreError> {
        let top = place.top(root);
        let Ok(lock) = IndexLock::take(root)? else {
            // Another git is at work right now: the next command looks again.
            return Err(StoreError::Io {
                action: Operation::Lock,
                path: index::lock_path(root).unwrap_or_else(|| top.clone()),
                source: std::io::ErrorKind::ResourceBusy.into(),
            });
        };
        // Temporary files of what was killed keep a folder from going.
        for change in self.files.changes.iter().filter(|change| change.removes_file()) {
            if let Ok(target) = journal::target(root, change) {
                write::put_back(&target)?;
                write::remove_temporary(&target)?;
            }
        }
        let is_on_it = self.is_on_it(&top, &lock).map_err(|error| unread(&top, error))?;
        let done = match is_on_it {
            true => self.files.state_allows(root)?.then(|| self.go(&top, root, &lock)),
            false => None,
        };
        match done {
            Some(Ok(())) => Ok(()),
            Some(Err(AdvanceError::Store(error))) => Err(error),
            // git can't go on, and nobody may be kept from writing for that. What came is in git, and the
            // next sync takes it.
            Some(Err(AdvanceError::Git(_))) if self.go_back(&top, root, &lock).is_ok() => Ok(()),
            Some(Err(error @ AdvanceError::Git(_))) if self.may_have_moved(&top) => Err(unread(&top, error)),
            // The files alone: the index and the branch are the person's by now.
            Some(Err(AdvanceError::Git(_))) | None => self.of_ours(&top, root, &lock).take_back(root),
        }
    }

    /// The changes that nobody has made their own since: a file that is as the index has it now is as it
    /// was committed or checked out, and one that is gone and isn't in the index any more stays gone.
    fn of_ours(&self, top: &Path, root: &Path, lock: &IndexLock) -> Transaction {
        let known = index::Copied::of(lock).map_err(AdvanceError::from);
        let known = known.and_then(|index| Ok(index.known(top)?));
        let Ok([as_it_is, all]) = known else { return self.files.clone() };
        let is_ours = |change: &&journal::FileChange| {
            let full = root.join(change.path());
            let path = full.strip_prefix(top).unwrap_or(&full);
            !as_it_is.contains(path) && (all.contains(path) || !change.removes_file())
        };
        let changes = self.files.changes.iter().filter(is_ours).cloned().collect();
        Transaction { changes, ..self.files.clone() }
    }

    fn may_have_moved(&self, top: &Path) -> bool {
        is_at(top, &self.branch, &self.to).unwrap_or(true)
    }

    fn is_on_it(&self, top: &Path, lock: &IndexLock) -> Result<bool, AdvanceError> {
        let branch = is_at(top, &self.branch, &self.from)? || is_at(top, &self.branch, &self.to)?;
        let index = index::Copied::of(lock)?;
        Ok(branch && (index.is_at(top, &self.from)? || index.is_at(top, &self.to)?))
    }
}

/// Lets go of git's lock where a sync that was killed has left it, under our own lock.
pub(super) fn release_left(root: &Path) -> Result<(), StoreError> {
    match index::lock_path(root).filter(|path| index::is_ours(path)) {
        Some(path) => write::remove(&path),
        None => Ok(()),
    }
}

/// Whether it has left it.
pub(super) fn is_left(root: &Path) -> bool {
    index::lock_path(root).is_some_and(|path| index::is_ours(&path))
}

/// A failure of git's in the words of the store, whose caller knows no others.
fn unread(top: &Path, error: AdvanceError) -> StoreError {
    match error {
        AdvanceError::Store(error) => error,
        AdvanceError::Git(error) => {
            StoreError::io(Operation::CompleteSync, top)(std::io::Error::other(error.to_string()))
        }
    }
}

/// Whether a branch is checked out and has a commit.
fn is_at(top: &Path, branch: &str, commit: &str) -> Result<bool, RevisionError> {
    let head = super::git::run(top, &["symbolic-ref", "--quiet", "HEAD"])?;
    let is_checked_out = head.status.success() && head.stdout.trim_ascii_end() == branch.as_bytes();
    if !is_checked_out {
        return Ok(false);
    }
    let found = answer(top, &["rev-parse", "--verify", "--end-of-options", &format!("{branch}^{{commit}}")])?;
    Ok(found.trim_ascii_end() == commit.as_bytes())
}
