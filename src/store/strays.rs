//! Files among the customers' that no program reads: what was left behind, and copies of sync services.

use crate::store::file_names::{CARD, CUSTOMERS, GIT_MERGE, LOG, TEMPORARY, part_of};
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::model::{CustomerId, Problem, ProblemKind, Stray};
use crate::yaml::{FileLocation, UnlocatedProblem};

/// What a file is by its name, where it is none of the workspace's, and which file it is a copy of.
pub(super) fn stray(name: &str) -> Option<(Stray, Option<String>)> {
    let file = |name: &str| part_of(name).is_some().then(|| name.to_owned());
    if let Some(own) = name.strip_suffix(TEMPORARY) {
        return Some((Stray::Temporary, own.strip_prefix('.').and_then(file)));
    }
    if name.starts_with(GIT_MERGE) {
        return Some((Stray::GitMerge, None));
    }
    for ending in [".orig", ".rej"] {
        if let Some(of) = name.strip_suffix(ending).and_then(file) {
            return Some((Stray::MergeTool, Some(of)));
        }
    }
    for ending in ["~", ".bak"] {
        if let Some(of) = name.strip_suffix(ending).and_then(file) {
            return Some((Stray::Backup, Some(of)));
        }
    }
    let (_, stem) = part_of(name)?;
    let ending = &name[stem.len()..];
    let original = |at: usize| {
        let own = stem[..at].trim_end_matches([' ', '.', '_', '-', '(', '（', '的']);
        (!own.is_empty()).then(|| format!("{own}{ending}"))
    };
    if let Some(at) = mergetool(stem) {
        return Some((Stray::MergeTool, original(at)));
    }
    conflict_copy(stem).map(|at| (Stray::ConflictCopy, original(at)))
}

/// How a file's name would have to be that ends almost as a customer's.
pub(super) fn misnamed(name: &str) -> Option<String> {
    let card = |name: &str| Some(format!("{}{CARD}", name.strip_suffix(".yml")?));
    let log = |name: &str| Some(format!("{}{LOG}", name.strip_suffix(".jsonl")?));
    part_of(name).is_none().then(|| card(name).or_else(|| log(name)))?
}

/// Whether nobody reads a file of this name among the customers', though it may hold what a customer's does: it is not
/// to be sent.
pub(super) fn is_copy(name: &str) -> bool {
    stray(name).is_some() || misnamed(name).is_some()
}

/// The id of the customer whose file one of another name was, or is like: as far as an id goes in it.
pub(super) fn id_in_copy(name: &str) -> Option<String> {
    let of = stray(name).and_then(|(_, of)| of).or_else(|| misnamed(name));
    let of = of.as_deref().unwrap_or(name);
    let stem = part_of(of)?.1.to_lowercase();
    let end = stem.find(|c| !CustomerId::allows(c));
    let own = end.map_or(&*stem, |end| stem[..end].trim_end_matches(['-', '_']));
    (of != name || own != stem || CustomerId::new(part_of(name)?.1).is_none())
        .then(|| own.to_owned())
        .filter(|own| !own.is_empty())
}

/// `acme_LOCAL_1234`, as `git mergetool` names what it compares: where its own part begins.
fn mergetool(stem: &str) -> Option<usize> {
    ["_BACKUP_", "_BASE_", "_LOCAL_", "_REMOTE_"].iter().find_map(|mark| {
        let at = stem.rfind(mark)?;
        let number = &stem[at + mark.len()..];
        (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(at)
    })
}

/// A copy that Dropbox, Syncthing, Nextcloud, a file manager put beside the file: where its own part begins.
fn conflict_copy(stem: &str) -> Option<usize> {
    let lower = stem.to_ascii_lowercase();
    let copied = || {
        let marks = [".sync-conflict-", " - copy", "(copy", " - 副本"];
        marks.iter().find_map(|mark| lower.find(mark))
    };
    // "(Li's conflicted copy 2026-11-20)": the bracket begins it.
    let conflicted = || {
        let at = ["conflicted copy", "的冲突", "冲突副本"].iter().find_map(|mark| lower.find(mark))?;
        Some(lower[..at].rfind(['(', '（']).unwrap_or(at))
    };
    let dated = || {
        let at = lower.rfind("_conflict-")?;
        let day = lower[at + "_conflict-".len()..].bytes().take(8);
        (day.clone().count() == 8 && day.clone().all(|byte| byte.is_ascii_digit())).then_some(at)
    };
    // "acme (1)": a second download, or two files of one name in a folder in the cloud.
    let numbered = || {
        let inner = lower.strip_suffix(')')?;
        let at = inner.rfind(" (")?;
        let number = &inner[at + 2..];
        (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(at)
    };
    conflicted().or_else(copied).or_else(dated).or_else(numbered)
}

/// All strays below the customers' folder, hidden ones among them, and at the root, where git leaves its own.
pub(super) fn find(root: &Path) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut tell = |path: &Path| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if let Some((what, of)) = stray(&name) {
            let shown: PathBuf = path.strip_prefix(root).unwrap_or(path).to_owned();
            found.push(
                UnlocatedProblem::new(FileLocation::Start, ProblemKind::Stray { what, of }).place(&shown, ""),
            );
        }
    };
    // What can't be read is told by the walk for customers.
    let walk = WalkDir::new(root.join(CUSTOMERS)).follow_root_links(true).into_iter();
    let visited = walk.filter_entry(|entry| entry.file_name() != ".git");
    visited.flatten().filter(|entry| !entry.file_type().is_dir()).for_each(|entry| tell(entry.path()));
    let here = fs::read_dir(root).into_iter().flatten().flatten();
    for entry in here.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file())) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(GIT_MERGE) || name.ends_with(TEMPORARY) {
            tell(&entry.path());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_nobody_reads_is_of_the_customer_with_whose_id_it_begins() {
        for (name, want) in [
            ("acme.yml", Some("acme")),
            ("acme.jsonl", Some("acme")),
            ("acme copy.yaml", Some("acme")),
            ("acme copy.log.jsonl", Some("acme")),
            ("Acme.yaml", Some("acme")),
            ("acme (1).yaml", Some("acme")),
            ("acme (1).yml", Some("acme")),
            ("acme - Copy.log.jsonl", Some("acme")),
            ("acme copy.yaml.bak", Some("acme")),
            ("acme.yaml~", Some("acme")),
            ("acme.yaml", None),
            ("acme.log.jsonl", None),
            ("acme-2.yml", Some("acme-2")),
            ("README.md", None),
            (" .yaml", None),
        ] {
            assert_eq!(id_in_copy(name).as_deref(), want, "{name}");
        }
    }

    #[test]
    fn leftovers_and_copies_are_told_apart_from_customers() {
        use Stray::{Backup, ConflictCopy, GitMerge, MergeTool, Temporary};
        for (name, want) in [
            (".acme.yaml.crm-tmp", Some((Temporary, "acme.yaml"))),
            (".merge_file_a1B2c3", Some((GitMerge, ""))),
            ("acme.yaml.orig", Some((MergeTool, "acme.yaml"))),
            ("acme.log.jsonl.rej", Some((MergeTool, "acme.log.jsonl"))),
            ("acme_LOCAL_1234.yaml", Some((MergeTool, "acme.yaml"))),
            ("acme.yaml~", Some((Backup, "acme.yaml"))),
            ("acme.log.jsonl.bak", Some((Backup, "acme.log.jsonl"))),
            ("acme (conflicted copy).yaml", Some((ConflictCopy, "acme.yaml"))),
            ("acme (Li's conflicted copy 2026-11-20).log.jsonl", Some((ConflictCopy, "acme.log.jsonl"))),
            ("宏达 (李娜的冲突副本 2026-11-20).yaml", Some((ConflictCopy, "宏达.yaml"))),
            ("acme.sync-conflict-20261120-101010-ABCDEFG.yaml", Some((ConflictCopy, "acme.yaml"))),
            ("acme_conflict-20261120-101010.yaml", Some((ConflictCopy, "acme.yaml"))),
            ("acme (1).yaml", Some((ConflictCopy, "acme.yaml"))),
            ("acme - Copy.yaml", Some((ConflictCopy, "acme.yaml"))),
            ("acme.yaml", None),
            ("acme-1.log.jsonl", None),
            ("acme_conflict-free.yaml", None),
            ("local_1234.yaml", None),
            ("notes.txt~", None),
            ("letter.orig", None),
            (".gitkeep", None),
        ] {
            let found = stray(name);
            let found = found.as_ref().map(|(what, of)| (*what, of.as_deref().unwrap_or_default()));
            assert_eq!(found, want, "{name}");
        }
    }
}
