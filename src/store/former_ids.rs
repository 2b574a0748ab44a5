//! The ids that a customer had before somebody gave it another one with `git mv`, of which no trace tells.
//!
//! They are followed from the files as they are back to where they were made, and no further: a file that lay under
//! such a name before, or lies there since, is another customer's.

use crate::store::file_names::{CUSTOMERS, CustomerFile, part_of};
use std::path::Path;

use super::forgotten::all_ids;
use super::git::{answer, path};
use super::{CustomerFiles, CustomerTree, StoreError, Workspace, discovery};

/// What a commit did to a customer's file.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    Added(String),
    Removed(String),
    /// Its file, or its log alone, from one id to another one, with the very same bytes.
    Renamed {
        part: CustomerFile,
        from: String,
        to: String,
    },
}

impl Workspace {
    /// The ids that a customer had of which its log doesn't tell, the latest first. Another one may have them by now.
    pub fn untraced_ids(
        &self,
        layout: &CustomerTree,
        files: &CustomerFiles,
    ) -> Result<Vec<String>, StoreError> {
        let log = self.bytes(&files.log_path())?.unwrap_or_default();
        let ids = all_ids(files.id.as_str(), &log);
        Ok(Moves::of(&self.root).before(&ids, &|id| layout.find(id).is_some()))
    }
}

/// What git says of customers' files, from the newest commit on, with what is staged before them.
pub(super) struct Moves(Vec<Vec<Step>>);

impl Moves {
    /// Nothing outside of git, or where git can't say.
    pub fn of(root: &Path) -> Self {
        if !matches!(discovery::work_tree(root), Ok(Some(_))) {
            return Moves(Vec::new());
        }
        const SHOWN: [&str; 6] =
            ["-M100%", "--no-rename-empty", "--diff-filter=ADR", "--no-ext-diff", "--name-status", "-z"];
        let staged = answer(root, &[&["diff", "--cached"], &SHOWN[..], &["HEAD", "--", CUSTOMERS]].concat());
        let more = ["--no-show-signature", "--topo-order", "--format=format::"];
        let made = answer(root, &[&["log"], &SHOWN[..], &more, &["HEAD", "--", CUSTOMERS]].concat());
        match (staged, made) {
            (Ok(staged), Ok(made)) => {
                Moves([&staged, &made].into_iter().flat_map(|listed| steps(listed)).collect())
            }
            _ => Moves(Vec::new()),
        }
    }

    /// The ids before, the latest first. `ids` are those that are known, its own first, of which the others may be
    /// somebody's who `is_taken` by now.
    pub fn before(&self, ids: &[String], is_taken: &dyn Fn(&str) -> bool) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let Some((own, former)) = ids.split_first() else { return found };
        let gone = former.iter().filter(|id| !is_taken(id)).map(|id| (id, false));
        for (id, is_there) in std::iter::once((own, true)).chain(gone) {
            for before in followed(&self.0, id, is_there) {
                if !ids.contains(&before) && !found.contains(&before) {
                    found.push(before);
                }
            }
        }
        found
    }
}

/// The ids from which a customer came to this one, in commits from the newest on. One that isn't there any more begins
/// where it went.
fn followed(commits: &[Vec<Step>], id: &str, mut is_there: bool) -> Vec<String> {
    let (mut found, mut at) = (Vec::new(), id.to_owned());
    for (number, steps) in commits.iter().enumerate() {
        // Equal logs of two are paired crosswise by git: where its card came, the customer came from.
        let came = came(steps, &at, CustomerFile::Card).or_else(|| {
            came(steps, &at, CustomerFile::Log).filter(|_| !has_card_come(&commits[number..], &at))
        });
        let is_added = steps.iter().any(|step| matches!(step, Step::Added(id) if *id == at));
        let went = |step: &Step| match step {
            Step::Removed(id) => *id == at,
            // Its log may have gone the same way in another commit.
            Step::Renamed { part: CustomerFile::Card, from, to } => {
                *from == at && to != id && !found.contains(to)
            }
            Step::Renamed { .. } | Step::Added(_) => false,
        };
        let went = steps.iter().any(went);
        match (came, is_added, went) {
            (Some(old), ..) => {
                found.push(old.clone());
                at.clone_from(old);
                is_there = true;
            }
            // Both at once: it was put into another folder.
            (None, true, true) => {}
            (None, true, false) => break,
            (None, false, true) if is_there => break,
            (None, false, true) => is_there = true,
            (None, false, false) => {}
        }
    }
    found
}

/// From which id a part of a customer's files came to this one in a commit.
fn came<'s>(steps: &'s [Step], id: &str, what: CustomerFile) -> Option<&'s String> {
    steps.iter().find_map(|step| match step {
        Step::Renamed { part, from, to } if *part == what && to == id => Some(from),
        _ => None,
    })
}

/// Whether its card came to an id by a rename, in these commits, back to where one was made there.
fn has_card_come(commits: &[Vec<Step>], id: &str) -> bool {
    for steps in commits {
        if came(steps, id, CustomerFile::Card).is_some() {
            return true;
        }
        if steps.iter().any(|step| matches!(step, Step::Added(added) if added == id)) {
            return false;
        }
    }
    false
}

/// What git has listed, commit by commit.
fn steps(listed: &[u8]) -> Vec<Vec<Step>> {
    let mut commits = vec![Vec::new()];
    let mut words = listed.split(|byte| *byte == 0);
    let id_of = |word: Option<&[u8]>| {
        let path = path(word?);
        part_of(path.file_name()?.to_str()?).map(|(part, id)| (part, id.to_owned()))
    };
    while let Some(word) = words.next() {
        let mut how = word.trim_ascii();
        while let Some(rest) = how.strip_prefix(b":") {
            commits.push(Vec::new());
            how = rest.trim_ascii_start();
        }
        let step = match how.first() {
            Some(b'R') => match (id_of(words.next()), id_of(words.next())) {
                (Some((part, from)), Some((_, to))) if from != to => Some(Step::Renamed { part, from, to }),
                _ => None,
            },
            // Where its file is, the customer is.
            Some(how @ (b'A' | b'D')) => match id_of(words.next()) {
                Some((CustomerFile::Card, id)) if *how == b'A' => Some(Step::Added(id)),
                Some((CustomerFile::Card, id)) => Some(Step::Removed(id)),
                _ => None,
            },
            _ => None,
        };
        if let Some(commit) = commits.last_mut() {
            commit.extend(step);
        }
    }
    commits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(listed: &str, id: &str, is_there: bool) -> Vec<String> {
        followed(&steps(listed.replace('|', "\0").as_bytes()), id, is_there)
    }

    #[test]
    fn a_customer_is_followed_to_where_it_was_made() {
        let moved = ":\nR100|customers/a.log.jsonl|customers/b.log.jsonl||:\nA|customers/a.log.jsonl|A|customers/a.yaml|";
        let apart = format!(
            ":\nR100|customers/b.log.jsonl|customers/c.log.jsonl||:\nR100|customers/b.yaml|customers/c.yaml||{moved}"
        );
        let twice = format!(":\nR100|customers/b.yaml|customers/c.yaml||{moved}");
        let back = format!(":\nR100|customers/b.yaml|customers/a.yaml||{moved}");
        let anew = format!(":\nA|customers/b.yaml||{back}");
        let folder = format!(":\nA|customers/x/b.yaml|D|customers/b.yaml||{moved}");
        let gone = format!(":\nD|customers/b.yaml||{moved}");
        let crossed = ":\nR100|customers/c.log.jsonl|customers/x.log.jsonl|R100|customers/a.yaml|customers/x.yaml|\
                       R100|customers/c.yaml|customers/y.yaml|R100|customers/a.log.jsonl|customers/y.log.jsonl|";
        let crossed_later = ":\nR100|customers/c.log.jsonl|customers/x.log.jsonl|R100|customers/a.log.jsonl|\
                             customers/y.log.jsonl||:\nR100|customers/a.yaml|customers/x.yaml|R100|\
                             customers/c.yaml|customers/y.yaml|";
        for (listed, id, is_there, want) in [
            // Of logs that are equal to the byte, git says one or the other.
            (crossed, "x", true, &["a"][..]),
            (crossed, "y", true, &["c"]),
            (crossed_later, "x", true, &["a"]),
            (moved, "b", true, &["a"]),
            (&*twice, "c", true, &["b", "a"]),
            (&*apart, "c", true, &["b", "a"]),
            (&*folder, "b", true, &["a"]),
            // Moved and moved back: another one has had the name since.
            (&*back, "a", true, &["b", "a"]),
            (&*back, "b", true, &[]),
            (&*anew, "b", true, &[]),
            (&*gone, "b", false, &["a"]),
            // What is there now came after it, and is not committed.
            (&*gone, "b", true, &[]),
            (moved, "a", true, &[]),
        ] {
            assert_eq!(ids(listed, id, is_there), want, "{id} {listed:?}");
        }
    }
}
