//! What git is told of the files, in the clone's own configuration: never in a file that others get.

use crate::store::file_names::CUSTOMERS;
use std::fs;
use std::path::{Path, PathBuf};

use super::git::{answer, output, path, printed, run, writer};
use super::{RevisionError, StoreError, write};

/// The drivers' names with what they run. Where `crm` is missing or fails, git merges as it would have
/// without them: a conflict that nobody wrote down must never look like a merge.
const DRIVERS: [(&str, &str, &str); 2] = [
    (
        "crm",
        "crm: customers' files, key by key",
        "crm merge-driver %O %A %B %P --marker %L || { test $? -eq 1 && exit 1; \
         git merge-file -L ours -L base -L theirs --marker-size=%L %A %O %B; }",
    ),
    (
        "crm-log",
        "crm: logs, entry by entry",
        "crm merge-driver %O %A %B %P || git merge-file --union %A %O %B",
    ),
];

/// What was done to let git merge customers' files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registered {
    /// Whether there was no repository yet.
    pub repository: bool,
    /// The file that says which files are merged so.
    pub attributes: PathBuf,
    /// The keys that were set; none where all of it was there.
    pub keys: Vec<String>,
}

/// Registers the merge drivers in the clone that a folder lies in; makes a repository where there is none.
pub fn register(root: &Path) -> Result<Registered, RegisterError> {
    let mut done = Registered::default();
    if !run(root, &["rev-parse", "--git-dir"])?.status.success() {
        told(root, &["init", "-q"])?;
        done.repository = true;
    }
    for (name, title, driver) in DRIVERS {
        for (key, value) in [("name", title), ("driver", driver)] {
            let key = format!("merge.{name}.{key}");
            let now = run(root, &["config", "--local", "--get", &key])?;
            if now.stdout.strip_suffix(b"\n") == Some(value.as_bytes()) {
                continue;
            }
            told(root, &["config", "--local", "--replace-all", &key, value])?;
            done.keys.push(key);
        }
    }
    let one = |args: &[&str]| -> Result<Vec<u8>, RevisionError> {
        let mut bytes = answer(root, args)?;
        if bytes.ends_with(b"\n") {
            bytes.pop();
        }
        Ok(bytes)
    };
    let prefix = String::from_utf8_lossy(&one(&["rev-parse", "--show-prefix"])?).into_owned();
    done.attributes = root.join(path(&one(&["rev-parse", "--git-path", "info/attributes"])?));
    let before = fs::read_to_string(&done.attributes).unwrap_or_default();
    let lines = [("yaml", "crm"), ("log.jsonl", "crm-log")].map(|(ending, driver)| {
        let pattern = format!("/{prefix}{CUSTOMERS}/**/*.{ending}");
        // A pattern ends at a blank, unless it stands in quotes.
        let pattern = match pattern.contains([' ', '"', '\\', '\t']) {
            true => format!("\"{}\"", pattern.replace('\\', "\\\\").replace('"', "\\\"")),
            false => pattern,
        };
        format!("{pattern} merge={driver}")
    });
    let missing: Vec<&String> = lines.iter().filter(|line| !before.lines().any(|own| own == *line)).collect();
    if !missing.is_empty() {
        let mut text = before.clone();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        for line in missing {
            text.push_str(line);
            text.push('\n');
        }
        match before.is_empty() && !done.attributes.exists() {
            true => write::create(&done.attributes, text.as_bytes())?,
            false => write::replace(&done.attributes, before.as_bytes(), text.as_bytes())?,
        }
        done.keys.push("info/attributes".to_owned());
    }
    Ok(done)
}

/// Tells git to change its own files.
fn told(root: &Path, args: &[&str]) -> Result<(), RevisionError> {
    printed(args[0], output(writer(root)?.args(args), args[0])?).map(|_| ())
}

/// Why git could not be told.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// git refused, or is missing.
    #[error(transparent)]
    Git(#[from] RevisionError),
    /// The attributes could not be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}
