//! The names of git's files, on the disk.
//!
//! git syncs what its files hold, and leaves it to the system when their names come to the disk: after a
//! loss of power, a branch may name a commit that has no name itself. Whoever goes on from what git has
//! just written syncs its folders first.

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{StoreError, journal, write};

/// Those below which a commit, a fetch or a merge makes names.
const WRITTEN: [&str; 3] = ["objects", "refs", "logs"];

/// Syncs the folders of the clone around a work tree, each before the one that names it.
pub(super) fn sync(work_tree: &Path) -> Result<(), StoreError> {
    let Some((git, _)) = journal::clone(work_tree)? else { return Ok(()) };
    let common = common(&git);
    for folder in WRITTEN.iter().flat_map(|name| [git.join(name), common.join(name)]) {
        let below = WalkDir::new(folder).contents_first(true).into_iter().flatten();
        for entry in below.filter(|entry| entry.file_type().is_dir()) {
            write::sync_folder(&entry.path().join("x"))?;
        }
    }
    write::sync_folder(&git.join("x"))?;
    if common == git { Ok(()) } else { write::sync_folder(&common.join("x")) }
}

/// What all work trees of a clone have in common lies in the first one's folder.
fn common(git: &Path) -> PathBuf {
    let named = fs::read_to_string(git.join("commondir")).ok();
    named.map_or_else(|| git.to_owned(), |named| git.join(named.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_work_tree_shares_the_folder_of_the_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let own = folder.path().join(".git/worktrees/two");
        fs::create_dir_all(&own).expect("made");
        assert_eq!(common(&folder.path().join(".git")), folder.path().join(".git"));
        fs::write(own.join("commondir"), "../..\n").expect("written");
        assert_eq!(common(&own).canonicalize().ok(), folder.path().join(".git").canonicalize().ok());
        // Outside of a clone there is nothing to sync.
        sync(folder.path()).expect("nothing to do");
    }
}
