//! Whether a file is still the one that was read, without opening it.

use std::fs::{self, Metadata};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::store::customer_tree::CustomerFiles;

/// Seconds within which a file that changes twice may keep its times: the coarsest clock of any
/// file system in use.
const COARSE: i64 = 2;

/// A point in time, as the file system tells it: seconds and nanoseconds.
pub(super) type Time = (i64, i64);

/// One file, as the system tells it. The second time is that of its last change of any kind, which
/// nobody can set back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    written: Time,
    changed: Time,
    size: u64,
    inode: u64,
}

/// A customer's two files. That there is no log is something to be seen, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct Stamps {
    card: Stamp,
    log: Option<Stamp>,
}

impl Stamps {
    /// How the files are now; `None` where that can't be told.
    pub(in crate::store) fn of(root: &Path, files: &CustomerFiles) -> Option<Self> {
        let stamp = |path: &Path| Stamp::of(&fs::metadata(root.join(path)).ok()?);
        let log = match &files.log {
            None => None,
            Some(path) => Some(stamp(path)?),
        };
        Some(Stamps { card: stamp(&files.card)?, log })
    }

    /// Whether any later change would show: both files were left alone for a while before `now`, and
    /// none is from the future.
    pub(super) fn are_settled(&self, now: Time) -> bool {
        let latest = now.0.saturating_sub(COARSE);
        let is_settled = |stamp: &Stamp| stamp.written.max(stamp.changed) < (latest, now.1);
        is_settled(&self.card) && self.log.as_ref().is_none_or(is_settled)
    }
}

/// The program that runs, by its file: what one program noted down, another one must not trust. One
/// that can't be told trusts nobody, itself included.
pub fn program() -> String {
    let own = std::env::current_exe().ok().and_then(|path| {
        let stamp = Stamp::of(&fs::metadata(&path).ok()?)?;
        Some(format!("{} {stamp:?}", path.display()))
    });
    own.unwrap_or_else(|| format!("process {}", std::process::id()))
}

#[cfg(unix)]
impl Stamp {
    fn of(meta: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let written = written(meta)?;
        let changed = (meta.ctime(), meta.ctime_nsec());
        Some(Stamp { written, changed, size: meta.len(), inode: meta.ino() })
    }
}

/// When a file was written.
#[cfg(unix)]
pub(super) fn written(meta: &Metadata) -> Option<Time> {
    use std::os::unix::fs::MetadataExt;
    Some((meta.mtime(), meta.mtime_nsec()))
}

/// A system that doesn't tell one file from another by more than its times has no index.
#[cfg(not(unix))]
impl Stamp {
    fn of(_meta: &Metadata) -> Option<Self> {
        None
    }
}

/// When a file was written, which nobody asks here.
#[cfg(not(unix))]
pub(super) fn written(_meta: &Metadata) -> Option<Time> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_touched_just_now_or_in_the_future_is_not_settled() {
        let now = (1_000, 500);
        for (written, changed, settled) in [
            ((998, 499), (998, 499), true),
            ((998, 500), (900, 0), false),
            ((900, 0), (998, 500), false), // renamed, or set back
            ((1_000, 500), (900, 0), false),
            ((9_000, 0), (900, 0), false),
        ] {
            let stamp = Stamp { written, changed, size: 1, inode: 1 };
            let old = Stamp { written: (1, 0), changed: (1, 0), ..stamp };
            assert_eq!(Stamps { card: stamp, log: None }.are_settled(now), settled, "{stamp:?}");
            assert_eq!(Stamps { card: old, log: Some(stamp) }.are_settled(now), settled, "{stamp:?}");
        }
    }
}
