//! Links and other files among the customers' that are no regular ones.

use std::io;
use std::path::Path;

use walkdir::DirEntry;

use super::safe_path::is_visible_below;
use crate::model::ProblemKind;

/// What is wrong with an entry that is not a folder, where it is not a file of the workspace.
pub(super) fn astray(root: &Path, entry: &DirEntry) -> Option<ProblemKind> {
    let kind = entry.file_type();
    if kind.is_symlink() {
        return match linked(root, entry.path()) {
            Link::File => None,
            Link::Other => Some(ProblemKind::NotAFile),
            Link::Folder => Some(ProblemKind::LinkedFolder),
            Link::Outside => Some(ProblemKind::LinkOutside),
            Link::Unknown(error) => Some(ProblemKind::Unreadable(error)),
        };
    }
    // Opening a pipe would wait for ever.
    (!kind.is_file()).then_some(ProblemKind::NotAFile)
}

/// What is at the end of a link.
pub(super) enum Link {
    File,
    Folder,
    /// A pipe or a device, which could be read for ever.
    Other,
    Outside,
    /// The system doesn't say: that it has no handles left, for one. It may be a customer's file.
    Unknown(String),
}

/// Where a link leads.
pub(super) fn linked(root: &Path, path: &Path) -> Link {
    let (root, target) = match (root.canonicalize(), path.canonicalize()) {
        (Ok(root), Ok(target)) => (root, target),
        // It leads nowhere, or in a circle.
        (Ok(_), Err(error)) if is_nowhere(&error) => return Link::Outside,
        (Err(error), _) | (_, Err(error)) => return Link::Unknown(error.to_string()),
    };
    // What is hidden is git's, or ours: an error that quotes it would show a password of git's configuration.
    if !is_visible_below(&root, &target) {
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
