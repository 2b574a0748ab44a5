//! A file on which git stopped, merged again by what git has of it: whether or not the clone has our drivers.

use std::path::Path;

use serde_yaml::Mapping;

use super::super::git::run;
use super::super::{StoreError, confine, write};
use super::{Style, cards, files, lines};
use crate::store::{Part, RevisionError, part_of};
use crate::yaml;

/// What became of a file on which git stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It is merged.
    Merged,
    /// Both took a customer of the pool: the one that came first has it.
    Claimed {
        /// Who has it.
        owner: String,
    },
    /// Both changed these keys; the file has markers there.
    Open {
        /// The keys; `*` for the whole file.
        keys: Vec<String>,
    },
    /// One side removed it, the other changed it.
    Removed,
    /// It is no customer's file: git's own merge stands.
    Foreign,
}

/// Why it could not be tried.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    /// git refused.
    #[error(transparent)]
    Git(#[from] RevisionError),
    /// The file could not be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Merges again a file below the root on which a rebase stopped. There, *ours* is what came from the others.
pub fn settle(root: &Path, path: &Path, names: [&str; 2]) -> Result<Settled, SettleError> {
    if !confine::is_customers(path) {
        return Ok(Settled::Foreign);
    }
    let stage = |number: u8| -> Result<Option<Vec<u8>>, RevisionError> {
        let found = run(root, &["show", &format!(":{number}:./{}", path.display())])?;
        Ok(found.status.success().then_some(found.stdout))
    };
    let (base, Some(ours), Some(theirs)) = (stage(1)?.unwrap_or_default(), stage(2)?, stage(3)?) else {
        return Ok(Settled::Removed);
    };
    let target = confine::target(root, path)?;
    let now = std::fs::read(&target).map_err(StoreError::io("read", &target))?;
    let text = [&base, &ours, &theirs].map(|bytes| String::from_utf8(bytes.clone()).ok());
    let is_log = matches!(part_of(&path.to_string_lossy()), Some((Part::Log, _)));
    let (merged, settled) = if is_log {
        (files::log(&[base, ours, theirs]), Settled::Merged)
    } else if let [Some(base), Some(ours), Some(theirs)] = text {
        let style = Style { marker: 7, ours: names[0], theirs: names[1] };
        let merged = cards(&base, &ours, &theirs, style);
        let [first, _] = lines::sides(&merged.text, style.marker);
        match (merged.conflicts.as_slice(), owner(&base), owner(&first)) {
            ([], ..) => (merged.text.into_bytes(), Settled::Merged),
            ([key], None, Some(owner)) if key == "owner" => (first.into_bytes(), Settled::Claimed { owner }),
            (keys, ..) => {
                let keys = keys.to_vec();
                (merged.text.into_bytes(), Settled::Open { keys })
            }
        }
    } else {
        return Ok(Settled::Open { keys: vec!["*".to_owned()] });
    };
    write::replace(&target, &now, &merged)?;
    Ok(settled)
}

fn owner(text: &str) -> Option<String> {
    if !yaml::is_harmless(text) {
        return None;
    }
    let map: Mapping = serde_yaml::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    map.get("owner")?.as_str().map(str::to_owned)
}
