//! What is exchanged with the others: the branch of theirs, fetching and sending.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use super::git::{WITHIN_SYNC, answer, failed, output, printed, run, said};
use super::repository::{branch_ref, line};
use super::{Repository, RevisionError};

/// The branch that ours is sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    /// The remote's name.
    pub remote: String,
    /// The branch's name there.
    pub branch: String,
    /// Whether git knows already that ours belongs to it.
    pub is_set: bool,
    /// The full name of what was last fetched of it: a tag or a branch of ours may have the short one.
    tracking: String,
    /// Whether a fetch of the remote brings it: not so in a clone of a single other branch, nor where git
    /// was told an address instead of a remote's name.
    is_fetched: bool,
}

impl Upstream {
    /// The name by which people know what was last fetched of it.
    pub fn name(&self) -> String {
        format!("{}/{}", self.remote, self.branch)
    }
}

impl Repository {
    /// Whether it was cloned from anywhere, or is sent to.
    pub fn has_remotes(&self) -> Result<bool, RevisionError> {
        Ok(!Settings::read(self.top())?.remotes().is_empty())
    }

    /// Where our branch is sent: what git was told, else the branch of the same name of the only remote.
    pub fn upstream(&self, branch: &str) -> Result<Option<Upstream>, RevisionError> {
        let settings = Settings::read(self.top())?;
        let config = |key: &str| settings.all(&format!("branch.{branch}.{key}")).last().map(str::to_owned);
        let remotes = settings.remotes();
        // One that follows another branch of this clone is sent like one that follows none; what it follows
        // stays as it is.
        let set = (config("remote"), config("merge"));
        let follows_own = set.0.as_deref() == Some(".");
        if let (Some(remote), Some(merge)) = set
            && !follows_own
        {
            let is_named = remotes.contains(&remote.as_str());
            let branch_there = merge.strip_prefix("refs/heads/").unwrap_or(&merge).to_owned();
            let asked = ["for-each-ref", "--format=%(upstream)", &branch_ref(branch)];
            let known = line(&answer(self.top(), &asked)?);
            let is_fetched = !known.is_empty();
            let tracking = match (is_fetched, is_named) {
                (true, _) => known,
                (false, true) => format!("refs/remotes/{remote}/{branch_there}"),
                (false, false) => format!("refs/crm/fetched/{}/{branch_there}", plain(&remote)),
            };
            return Ok(Some(Upstream { remote, branch: branch_there, is_set: true, tracking, is_fetched }));
        }
        let remote = remotes.iter().find(|name| **name == "origin").or(match remotes.as_slice() {
            [one] => Some(one),
            _ => None,
        });
        let Some(remote) = remote else { return Ok(None) };
        let all = format!("+refs/heads/*:refs/remotes/{remote}/*");
        Ok(Some(Upstream {
            remote: (*remote).to_owned(),
            branch: branch.to_owned(),
            is_set: follows_own,
            tracking: format!("refs/remotes/{remote}/{branch}"),
            is_fetched: settings.all(&format!("remote.{remote}.fetch")).any(|fetched| fetched == all),
        }))
    }

    /// Fetches what the others sent. `asks` where git may ask for a password.
    pub fn fetch(&self, upstream: &Upstream, asks: bool) -> Result<(), RevisionError> {
        let own = format!("+refs/heads/{}:{}", upstream.branch, upstream.tracking);
        let all: &[&str] = &["fetch", "-q", "--", &upstream.remote];
        let one: &[&str] = &["fetch", "-q", "--no-tags", "--", &upstream.remote, &own];
        let calls = if upstream.is_fetched { &[all][..] } else { &[all, one][..] };
        for args in calls {
            let mut git = self.writer()?;
            git.args(["-c", "core.fsync=all"]);
            let output = remotely(git, "fetch", args, asks)?;
            // Nobody has sent such a branch yet.
            let is_new = args.len() > 4 && said(&output).contains("find remote ref");
            if !output.status.success() && !is_new {
                return Err(failed("fetch", said(&output)));
            }
        }
        self.sync_folders()
    }

    /// Where our branch and the upstream are.
    pub fn ends(&self, branch: &str, upstream: &Upstream) -> Result<Ends, RevisionError> {
        let names = [&branch_ref(branch), &upstream.tracking, &synced(upstream)];
        let [ours, theirs, last_synced] = self.commits_of(names.map(String::as_str))?;
        Ok(Ends { ours, theirs, last_synced })
    }

    /// Notes it: git keeps the commit for us, too.
    pub fn note_synced(&self, upstream: &Upstream, commit: &str) -> Result<(), RevisionError> {
        let args = ["-c", "core.fsync=all", "update-ref", "--", &synced(upstream), commit];
        printed("update-ref", output(self.writer()?.args(args), "update-ref")?).map(drop)
    }

    /// Sends this commit of our branch, whatever is checked out by now.
    pub fn push(
        &self,
        upstream: &Upstream,
        (branch, commit): (&str, &str),
        asks: bool,
    ) -> Result<Sent, RevisionError> {
        let refspec = format!("{commit}:refs/heads/{}", upstream.branch);
        let args = ["-c", "core.fsync=all", "push", "-q", "--", &upstream.remote, &refspec];
        // The person's own hooks see what is sent: without its hook, git-lfs would not send its files.
        let mut git = self.committer()?;
        git.env(WITHIN_SYNC, &self.syncs);
        let output = remotely(git, "push", &args, asks)?;
        let told = said(&output);
        let error = failed("push", told.as_str());
        // The first before anything is sent, the others where somebody was faster in between.
        let is_late =
            ["non-fast-forward", "fetch first", "cannot lock ref", "incorrect old value", "stale info"];
        if output.status.success() && !upstream.is_set {
            let to = format!("--set-upstream-to={}", upstream.tracking);
            // Where git won't, the branch of the same name is found as it was now.
            let _ = self.writer()?.args(["branch", "-q", &to, branch]).output();
        }
        match output.status.success() {
            true => self.sync_folders().map(|()| Sent::Done),
            // A lock that a git of ours has left is waited for in vain.
            false if error.lock().is_some_and(|lock| !lock.is_on_server) => Err(error),
            false if is_late.iter().any(|words| told.contains(words)) => Ok(Sent::Late(error)),
            false => Err(error),
        }
    }
}

/// Where our branch and the upstream are: commits, as far as they are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ends {
    /// Our branch.
    pub ours: Option<String>,
    /// The upstream when it was last fetched.
    pub theirs: Option<String>,
    /// The upstream when it was last synced.
    pub last_synced: Option<String>,
}

/// What git's configuration says of branches and remotes: keys, and what each was set to.
struct Settings(Vec<(String, String)>);

impl Settings {
    fn read(top: &Path) -> Result<Self, RevisionError> {
        // Where nothing is said of any, that is no failure.
        let found = run(top, &["config", "-z", "--get-regexp", r"^(branch|remote)\."])?;
        let settings = found.stdout.split(|byte| *byte == 0).filter(|setting| !setting.is_empty());
        let pair = |setting: &[u8]| {
            let text = String::from_utf8_lossy(setting).into_owned();
            text.split_once('\n').map(|(key, value)| (key.to_owned(), value.to_owned()))
        };
        Ok(Settings(settings.filter_map(pair).collect()))
    }

    /// What a key was set to; the last one counts.
    fn all(&self, key: &str) -> impl DoubleEndedIterator<Item = &str> {
        self.0.iter().filter(move |(own, _)| own == key).map(|(_, value)| value.as_str())
    }

    /// The names of the remotes, in order.
    fn remotes(&self) -> Vec<&str> {
        let names = self.0.iter().filter_map(|(key, _)| key.strip_prefix("remote.")?.rsplit_once('.'));
        names.map(|(name, _)| name).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// What became of a commit that was to be sent.
#[derive(Debug)]
pub enum Sent {
    /// The server has it.
    Done,
    /// Somebody was faster, or is sending right now; with git's words.
    Late(RevisionError),
}

fn remotely(mut git: Command, name: &str, args: &[&str], asks: bool) -> Result<Output, RevisionError> {
    if asks {
        git.env_remove("GIT_TERMINAL_PROMPT");
    }
    output(git.args(args), name)
}

/// The name by which the upstream of the last sync is kept.
fn synced(upstream: &Upstream) -> String {
    let remote = match upstream.tracking.starts_with("refs/crm/") {
        true => plain(&upstream.remote),
        false => upstream.remote.clone(),
    };
    format!("refs/crm/synced/{remote}/{}", upstream.branch)
}

/// An address as a part of a name that git takes.
fn plain(address: &str) -> String {
    address.chars().map(|one| if one.is_ascii_alphanumeric() { one } else { '-' }).collect()
}
