//! Pictures and papers that go to the customer that stays.

use std::path::Path;

use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::render::lang::both;
use crate::store::{CustomerFiles, FilePlan};

/// Those of another folder, which go to the one that stays; what is there already is not written again.
pub(super) fn kept(
    session: &Session<'_>,
    keep: &CustomerFiles,
    other: &Path,
) -> Result<Vec<FilePlan>, Failure> {
    let folder = keep.kept_folder();
    let mut files = Vec::new();
    for (path, bytes) in session.workspace.kept_with_bytes(other)? {
        let home = folder.join(path.file_name().unwrap_or_default());
        match session.workspace.bytes(&home)? {
            None => files.push(FilePlan::new(&home, None, Some(&bytes))),
            Some(there) if there == bytes => {}
            // One of them is what its entry says: it would go.
            Some(_) => return Err(differs(&home, &path)),
        }
        files.push(FilePlan::new(&path, Some(&bytes), None));
    }
    Ok(files)
}

/// Two kept files of one name have other bytes: somebody has changed one of them.
fn differs(one: &Path, other: &Path) -> Failure {
    let (one, other) = (one.display(), other.display());
    let what = both!("{one} and {other} are not the same any more", "{one} 与 {other} 已经不一致");
    Failure::new(Exit::Refused, what).try_this(both!(
        "crm check says which of them somebody has changed, and how to bring it back",
        "crm check 会指出哪个被改过、如何取回"
    ))
}
