//! What links among the customers' files lead to: never out of the workspace.

use std::io;
use std::path::Path;

use walkdir::DirEntry;

use crate::model::Trouble;

/// What is wrong with an entry that is no folder, where it is no file of the workspace.
pub(super) fn astray(root: &Path, entry: &DirEntry) -> Option<Trouble> {
    let kind = entry.file_type();
    if kind.is_symlink() {
        return match linked(root, entry.path()) {
            Link::File => None,
            Link::Other => Some(Trouble::NotAFile),
            Link::Folder => Some(Trouble::LinkedFolder),
            Link::Outside => Some(Trouble::LinkOutside),
            Link::Unknown(error) => Some(Trouble::Unreadable(error)),
        };
    }
    // Opening a pipe would wait for ever.
    (!kind.is_file()).then_some(Trouble::NotAFile)
}

/// What a link leads to.
pub(super) enum Link {
    /// A file of the workspace.
    File,
    /// A folder of the workspace.
    Folder,
    /// A pipe or a device, which could be read for ever.
    Other,
    /// Nothing in the workspace.
    Outside,
    /// The system doesn't say: that it has no handles left, for one. It may be a customer's file.
    Unknown(String),
}

/// What a link below the root leads to.
pub(super) fn linked(root: &Path, path: &Path) -> Link {
    let (root, target) = match (root.canonicalize(), path.canonicalize()) {
        (Ok(root), Ok(target)) => (root, target),
        // It leads nowhere, or in a circle.
        (Ok(_), Err(error)) if is_nowhere(&error) => return Link::Outside,
        (Err(error), _) | (_, Err(error)) => return Link::Unknown(error.to_string()),
    };
    if !target.starts_with(&root) {
        Link::Outside
    } else if target.is_dir() {
        Link::Folder
    } else if target.is_file() {
        Link::File
    } else {
        Link::Other
    }
}

/// Whether an error says of a link's end that it isn't there, and not that the system was short of something.
fn is_nowhere(error: &io::Error) -> bool {
    // EINTR, EIO, ENOMEM, ENFILE, EMFILE, ESTALE.
    !matches!(error.raw_os_error(), Some(4 | 5 | 12 | 23 | 24 | 116))
}
