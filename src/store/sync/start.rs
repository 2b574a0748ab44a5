//! What two commits have in common, and whether they can be merged at all.

use std::collections::BTreeSet;
use std::path::Path;

use super::super::git::{answer, run};
use super::super::{Repository, RevisionError};
use super::objects::{self, Stop, bases, word};
use super::outcome::{Kind, Refusal, Request};
use super::tree::Place;

/// The first version of git whose `merge-tree` merges.
const OLDEST: (u32, u32) = (2, 38);

/// Where a merge begins.
pub(super) struct Start {
    pub ours: String,
    pub theirs: String,
    pub bases: Vec<String>,
    pub kind: Kind,
}

pub(super) fn start(repository: &Repository, request: &Request<'_>) -> Result<Start, Stop> {
    let top = repository.top();
    let commit = |name: &str| -> Result<String, RevisionError> {
        if is_id(name) {
            return Ok(name.to_owned());
        }
        let found = repository.commit_of(name)?;
        found.ok_or_else(|| RevisionError::Unknown { name: name.to_owned(), said: String::new() })
    };
    let (ours, theirs) = (commit(request.ours)?, commit(request.theirs)?);
    let last = match request.last_synced {
        Some(name) if !is_id(name) => repository.commit_of(name)?,
        last => last.map(str::to_owned),
    };
    let shared = match &last {
        Some(last) => taken_back(top, &ours, &theirs, last)?,
        None => Vec::new(),
    };
    if !shared.is_empty() {
        if !request.rewritten {
            return Err(Stop::Refused(force_pushed(repository, &shared, &theirs)?));
        }
        return Ok(Start { ours, theirs, bases: shared, kind: Kind::Rewritten });
    }
    let bases = bases(top, &ours, &theirs)?;
    if bases.is_empty() {
        let shallow = answer(top, &["rev-parse", "--is-shallow-repository"])?;
        let is_shallow = word(&shallow) == "true";
        return Err(Stop::Refused(if is_shallow { Refusal::Shallow } else { Refusal::NoCommonHistory }));
    }
    let kind = match bases.as_slice() {
        [base] if *base == theirs => Kind::UpToDate,
        [base] if *base == ours => Kind::FastForward,
        _ => Kind::Merged,
    };
    Ok(Start { ours, theirs, bases, kind })
}

/// Whether it is a commit's own name, of which nobody has to ask what it means.
fn is_id(name: &str) -> bool {
    matches!(name.len(), 40 | 64) && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Refuses a git that can't merge in its object database.
pub(super) fn refuse_old(top: &Path) -> Result<(), Stop> {
    let printed = word(&answer(top, &["version"])?);
    let version = printed.split_whitespace().nth(2).unwrap_or_default().to_owned();
    let mut numbers = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found >= OLDEST { Ok(()) } else { Err(Stop::Refused(Refusal::OldGit { version })) }
}

/// Where ours left what the upstream was when it was last synced, if the upstream doesn't have it any more:
/// all that we have of it would come back by a merge. Empty where there is no such thing.
fn taken_back(top: &Path, ours: &str, theirs: &str, last: &str) -> Result<Vec<String>, RevisionError> {
    if last == theirs || run(top, &["merge-base", "--is-ancestor", last, theirs])?.status.success() {
        return Ok(Vec::new());
    }
    let shared = bases(top, ours, last)?;
    if shared.is_empty() {
        return Ok(shared);
    }
    let mut args = vec!["rev-list", "--max-count=1"];
    args.extend(shared.iter().map(String::as_str));
    args.extend(["--not", theirs, "--"]);
    let is_gone = !answer(top, &args)?.trim_ascii().is_empty();
    Ok(if is_gone { shared } else { Vec::new() })
}

/// What would come back.
fn force_pushed(repository: &Repository, shared: &[String], theirs: &str) -> Result<Refusal, RevisionError> {
    let top = repository.top();
    let mut args = vec!["log", "-z", "--format=%H %s"];
    args.extend(shared.iter().map(String::as_str));
    args.extend(["--not", theirs, "--"]);
    let listed = String::from_utf8_lossy(&answer(top, &args)?).into_owned();
    let commits = listed.split('\0').filter_map(|line| line.split_once(' '));
    let commits = commits.map(|(name, subject)| (name.to_owned(), subject.to_owned())).collect();
    let place = Place::of(repository);
    let now = objects::tree(top, theirs)?;
    let now = place.ids(&now);
    let mut customers = BTreeSet::new();
    for base in shared {
        let tree = objects::tree(top, base)?;
        let gone = place.ids(&tree).into_keys().filter(|id| !now.contains_key(id)).map(str::to_owned);
        customers.extend(gone.collect::<Vec<_>>());
    }
    Ok(Refusal::ForcePushed { commits, customers: customers.into_iter().collect() })
}
