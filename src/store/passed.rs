//! What was forgotten on either side of a merge that git is in the middle of.

use crate::store::file_names::FORGOTTEN;
use std::path::Path;

use crate::store::git::Blobs;
use crate::store::{Forgotten, StoreError};

/// Commits that a merge, a rebase or a pick is made of: while git merges, the work tree has our side alone. The
/// upstream comes last: where there is none, git answers nothing more.
const SIDES: &[&str] =
    &["HEAD", "MERGE_HEAD", "REBASE_HEAD", "CHERRY_PICK_HEAD", "ORIG_HEAD", "FETCH_HEAD", "@{upstream}"];

/// More of it than any team forgets.
const MOST: u64 = 64 << 20;

/// What was forgotten in the workspace of a file, which git names from the top of the clone, on any side. `heads`
/// are further commits that git has named to us.
pub fn forgotten_around(top: &Path, file: &str, heads: &[String]) -> Result<Forgotten, StoreError> {
    let folders: Vec<&Path> = Path::new(file).ancestors().skip(1).collect();
    let mut found = Forgotten::default();
    for folder in &folders {
        found.extend(Forgotten::read(&top.join(folder))?);
    }
    let Ok(mut blobs) = Blobs::open(top) else { return Ok(found) };
    let sides = heads.iter().map(String::as_str).chain(SIDES.iter().copied());
    for side in sides {
        for folder in &folders {
            let name = format!("{side}:{}", folder.join(FORGOTTEN).display());
            match blobs.read(&name, MOST) {
                Ok(Ok(bytes)) => found.extend(Forgotten::parse(&bytes)),
                Ok(Err(_)) => {}
                // Outside of a clone there are no other sides.
                Err(_) => return Ok(found),
            }
        }
    }
    Ok(found)
}
