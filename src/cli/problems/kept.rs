//! What is wrong with pictures and papers beside the logs.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::cli::session::Session;
use crate::model::{Place, Problem, ProblemKind};
use crate::store::{CustomerTree, KeptFault, LoadedCustomer, Workspace, keeper_of};

/// What entries of a customer name and isn't there, or isn't what they say; what is there and no entry names; what
/// is larger than one may be.
pub(super) fn of_customer(session: &Session<'_>, loaded: &LoadedCustomer<'_>) -> Vec<Problem> {
    let (workspace, files) = (&session.workspace, loaded.files);
    let mut found = Vec::new();
    let mut named: HashSet<PathBuf> = HashSet::new();
    for entry in loaded.history.entries() {
        for kept in &entry.files {
            if !named.insert(files.kept_path(kept)) {
                continue;
            }
            let (name, path) = (kept.name.clone(), files.kept_path(kept));
            let kind = match workspace.kept_fault(files, kept) {
                None => continue,
                Some(KeptFault::Missing) => ProblemKind::KeptMissing { name, path, elsewhere: None },
                Some(KeptFault::Differs) => ProblemKind::KeptDiffers { name, path },
            };
            found.push(Problem { place: loaded.place_of_field(entry.line, "files"), kind });
        }
    }
    let limit = session.config.policy.files.max_bytes();
    for path in workspace.kept(files) {
        if !named.contains(&path) {
            found.push(at(&path, ProblemKind::KeptUnnamed));
        }
        let bytes = workspace.kept_size(&path);
        if bytes > limit {
            found.push(at(&path, ProblemKind::KeptTooLarge { bytes, limit }));
        }
    }
    found
}

/// Folders of pictures and papers beside which there is no customer.
pub(super) fn left_alone(session: &Session<'_>, layout: &CustomerTree) -> Vec<Problem> {
    let homes: HashSet<PathBuf> = layout.slots.iter().map(|files| files.kept_folder()).collect();
    let alone = layout.kept.iter().filter(|folder| !homes.contains(*folder));
    let files = alone.flat_map(|folder| session.workspace.kept_in(folder));
    files.filter(|path| keeper_of(path).is_some()).map(|path| at(&path, ProblemKind::KeptUnnamed)).collect()
}

/// Says of files that aren't beside their log where they are: nobody is told to delete these.
pub(super) fn lead_back(workspace: &Workspace, folders: &[PathBuf], problems: &mut Vec<Problem>) {
    let mut found: HashSet<PathBuf> = HashSet::new();
    for problem in problems.iter_mut() {
        if let ProblemKind::KeptMissing { path, elsewhere, .. } = &mut problem.kind
            && let Some(name) = path.file_name()
        {
            let there = |path: &PathBuf| workspace.root().join(path).is_file();
            *elsewhere = folders.iter().map(|folder| folder.join(name)).find(there);
            found.extend(elsewhere.clone());
        }
    }
    problems.retain(|one| !matches!(one.kind, ProblemKind::KeptUnnamed) || !found.contains(&one.place.path));
}

fn at(path: &Path, kind: ProblemKind) -> Problem {
    Problem { place: Place { path: path.to_owned(), line: 1, column: 1 }, kind }
}
