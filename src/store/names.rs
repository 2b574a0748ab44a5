//! Names of customers and folders that can't travel to every colleague's system.

use crate::store::file_names::CUSTOMERS;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::customer_tree::CustomerTree;
use crate::model::{Clash, Names, Problem, ProblemKind, folder_flaw, id_flaw, same_file};
use crate::yaml::{FileLocation, UnlocatedProblem};

impl CustomerTree {
    /// What is wrong with the names of its files and folders, for `crm check`: everything works with them
    /// here, and somewhere else it doesn't.
    pub fn unportable(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut tell = |path: &Path, trouble| {
            problems.push(UnlocatedProblem::new(FileLocation::Start, trouble).place(path, ""))
        };
        let mut names = Names::default();
        for files in &self.slots {
            let name = files.id.to_string();
            if let Some(flaw) = id_flaw(&files.id) {
                tell(&files.card, ProblemKind::Unportable { name: name.clone(), flaw });
            }
            if let Some((clash, other)) = names.clash(&name) {
                let other = self.find(other).map_or_else(PathBuf::new, |files| files.card.clone());
                tell(&files.card, ProblemKind::NameClash { name: name.clone(), other, clash });
            }
            names.insert(&name);
        }
        let files = self.slots.iter().flat_map(|files| files.log.iter().chain([&files.card]));
        let folders: BTreeSet<&Path> = files.flat_map(|path| path.ancestors().skip(1)).collect();
        let mut seen: HashMap<PathBuf, &Path> = HashMap::new();
        for folder in folders.into_iter().filter(|folder| folder.starts_with(CUSTOMERS)) {
            let Some(name) = folder.file_name().map(|name| name.to_string_lossy().into_owned()) else {
                continue;
            };
            if let Some(flaw) = folder_flaw(&name) {
                tell(folder, ProblemKind::Unportable { name: name.clone(), flaw });
            }
            // Below one folder; the folders above are told themselves.
            let key = folder.with_file_name(same_file(&name));
            match seen.get(&key) {
                None => drop(seen.insert(key, folder)),
                Some(other) => {
                    let (other, clash) = ((*other).to_owned(), Clash::SameFile);
                    tell(folder, ProblemKind::NameClash { name, other, clash });
                }
            }
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_other_systems_can_not_hold_are_told_once() {
        let files = [
            "customers/con.yaml",
            "customers/con.log.jsonl",
            "customers/müller.yaml",
            "customers/mu\u{308}ller.yaml",
            "customers/coco.yaml",
            "customers/x/сосо.yaml",
            "customers/аcme.yaml",
            "customers/eu/a.yaml",
            "customers/EU/b.yaml",
            "customers/aux/c.yaml",
            "customers/us./d.yaml",
            "customers/宏达.yaml",
            "customers/宏達.yaml",
        ];
        let paths: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
        let mut told: Vec<(String, &str)> = CustomerTree::of(&paths)
            .unportable()
            .iter()
            .map(|problem| (problem.place.path.display().to_string(), problem.kind.code()))
            .collect();
        told.sort();
        let want = [
            ("customers/aux", "reserved-name"),
            ("customers/con.yaml", "reserved-name"),
            ("customers/eu", "same-name"),
            ("customers/mu\u{308}ller.yaml", "not-composed"),
            ("customers/müller.yaml", "same-name"),
            ("customers/us.", "reserved-name"),
            ("customers/x/сосо.yaml", "look-alike"),
            ("customers/аcme.yaml", "mixed-scripts"),
        ];
        assert_eq!(told, want.map(|(path, code)| (path.to_owned(), code)));
    }
}
