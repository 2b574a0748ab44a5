//! The names of files and folders that mean something to us, each here and nowhere else.

use std::ffi::OsStr;
use std::path::Path;

/// The folder of the customers, below the root.
pub(super) const CUSTOMERS: &str = "customers";
pub(super) const CARD: &str = ".yaml";
pub(super) const LOG: &str = ".log.jsonl";
/// What the folder of a customer's pictures and papers ends in.
pub(super) const KEPT: &str = ".files";
/// What git has to know of them: their bytes are theirs.
pub(super) const KEPT_ATTRIBUTE: &str = "**/*.files/* binary";
/// The file that marks the root, and holds the rules.
pub const RULES: &str = "crm.yaml";
/// What was found of who orders how, beside the rules and one of them.
pub const RHYTHM: &str = "rhythm.yaml";
/// The folder of derived files: delete it at any time, nothing is lost.
pub(super) const DERIVED: &str = ".crm";
/// The file, beside the rules.
pub const FORGOTTEN: &str = ".crm-forgotten";
/// What git has to know of it: both sides' lines stay.
pub const FORGOTTEN_ATTRIBUTE: &str = ".crm-forgotten merge=union";
/// Where git is told how files are merged.
pub(super) const ATTRIBUTES: &str = ".gitattributes";
/// What a temporary file's name ends in; one that a crash left behind is overwritten by the next
/// write to the same file, and never read.
pub(super) const TEMPORARY: &str = ".crm-tmp";
/// What git calls its copy of a file that a merge driver is at.
pub(super) const GIT_MERGE: &str = ".merge_file_";
/// Beside `crm.yaml`, where there is no clone.
pub(super) const BESIDE: &str = ".crm-journal";
/// In git's folder.
pub(super) const INSIDE: &str = "crm";

/// Which of a customer's two files one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomerFile {
    /// What is known of it.
    Card,
    /// What happened with it.
    Log,
}

/// Which file of which customer a name is, by its ending; `None` for any other file.
pub fn part_of(name: &str) -> Option<(CustomerFile, &str)> {
    let log = name.strip_suffix(LOG).map(|stem| (CustomerFile::Log, stem));
    log.or_else(|| name.strip_suffix(CARD).map(|stem| (CustomerFile::Card, stem)))
}

/// Whether a folder's name is that of a customer's pictures and papers.
pub(super) fn is_kept_folder(name: &OsStr) -> bool {
    let bytes = name.as_encoded_bytes();
    bytes.len() > KEPT.len() && bytes.ends_with(KEPT.as_bytes())
}

/// The customer in whose folder of pictures and papers a file is.
pub fn keeper_of(path: &Path) -> Option<&str> {
    keeper_in(path.parent()?)
}

/// The customer whose folder of pictures and papers it is.
pub fn keeper_in(folder: &Path) -> Option<&str> {
    folder.file_name()?.to_str()?.strip_suffix(KEPT).filter(|id| !id.is_empty())
}
