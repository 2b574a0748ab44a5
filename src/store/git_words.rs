//! What git's own words mean for the person, where it fails.

use super::RevisionError;

/// A lock that git found in its way: another git's, or what a killed one has left.
#[derive(Debug, PartialEq, Eq)]
pub struct LeftLock<'w> {
    pub path: &'w str,
    /// Whether it lies on the server: what that says begins with its name.
    pub is_on_server: bool,
}

impl RevisionError {
    /// The lock for which git could not go on.
    pub fn lock(&self) -> Option<LeftLock<'_>> {
        let mut lines = self.said().lines().filter(|line| line.contains("File exists"));
        lines.find_map(|line| {
            let path = line.split('\'').find(|part| part.ends_with(".lock") && part.contains('/'))?;
            Some(LeftLock { path, is_on_server: line.starts_with("remote:") })
        })
    }

    /// Whether git misses what it once wrote: after a loss of power, or on a disk that has lost it.
    pub fn lacks_objects(&self) -> bool {
        let words = [
            "bad object",
            "invalid object",
            "Could not read",
            "not a tree object",
            "object file",
            "is corrupt",
            "appears to be broken",
        ];
        // "Could not read from remote repository" is said where there is no network.
        let said = self.said().replace("Could not read from remote", "");
        words.iter().any(|words| said.contains(words))
    }

    fn said(&self) -> &str {
        match self {
            RevisionError::Failed { said, .. } => said,
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::git::failed;
    use super::*;

    #[test]
    fn a_lock_is_known_by_what_git_says_of_it() {
        for (said, want) in [
            (
                "fatal: Unable to create '/w/.git/index.lock': File exists.\n\nAnother git",
                Some(("/w/.git/index.lock", false)),
            ),
            (
                "error: x\nremote: error: cannot lock ref: Unable to create '/s/./refs/heads/main.lock': File exists.",
                Some(("/s/./refs/heads/main.lock", true)),
            ),
            ("fatal: Unable to create '/w/.git/index.lock': Permission denied", None),
            ("fatal: 'x.lock': File exists", None),
            ("", None),
        ] {
            let error = failed("push", said);
            let found = error.lock().map(|lock| (lock.path, lock.is_on_server));
            assert_eq!(found, want, "{said}");
        }
        assert_eq!(RevisionError::NoCommit.lock(), None);
    }

    #[test]
    fn missing_objects_are_told_from_other_troubles() {
        for (said, want) in [
            ("fatal: bad object HEAD", true),
            ("error: object file .git/objects/ab/cd is empty", true),
            ("error: Could not read 0123", true),
            ("fatal: your current branch appears to be broken", true),
            ("fatal: Could not read from remote repository.\n\nPlease make sure", false),
            ("fatal: the remote end hung up: Broken pipe", false),
            ("error: the key user.name is missing", false),
        ] {
            assert_eq!(failed("log", said).lacks_objects(), want, "{said}");
        }
    }
}
