//! Which customers there are: the files' names, before any of them is opened.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::write::TEMPORARY;
use crate::model::{CustomerId, Problem, Trouble};
use crate::yaml::{Fault, Spot};

/// The folder of the customers, below the root.
pub(crate) const CUSTOMERS: &str = "customers";
const CARD: &str = ".yaml";
const LOG: &str = ".log.jsonl";

/// One customer's files, relative to the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The stem of both.
    pub id: CustomerId,
    /// The customer's file.
    pub card: PathBuf,
    /// Its log, where there is one.
    pub log: Option<PathBuf>,
}

impl Slot {
    /// Where its log is, or will be: beside its file.
    pub fn log_path(&self) -> PathBuf {
        self.log.clone().unwrap_or_else(|| self.card.with_file_name(format!("{}{LOG}", self.id)))
    }
}

/// All customers of a workspace, by id.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// One per customer, ordered by id.
    pub slots: Vec<Slot>,
    /// Names that are no customers' files, files that nobody may read.
    pub problems: Vec<Problem>,
}

impl Layout {
    /// The customer of exactly this id.
    pub fn find(&self, id: &str) -> Option<&Slot> {
        self.slots.binary_search_by(|slot| slot.id.as_str().cmp(id)).ok().map(|at| &self.slots[at])
    }

    /// Walks the tree of a workspace. Hidden files are nobody's business; links are followed to
    /// files inside the root, never to folders.
    pub(super) fn scan(root: &Path) -> Self {
        let mut found = Found::default();
        let top = root.join(CUSTOMERS);
        let is_there = top.try_exists();
        if top.is_symlink() && matches!(linked(root, &top), Link::Outside) {
            found.tell(CUSTOMERS.into(), Trouble::LinkOutside);
        } else if let Err(error) = is_there {
            found.tell(CUSTOMERS.into(), Trouble::Unreadable(error.to_string()));
        } else if matches!(is_there, Ok(true)) {
            let visible = |entry: &DirEntry| {
                entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
            };
            for entry in WalkDir::new(&top).follow_root_links(true).into_iter().filter_entry(visible) {
                match entry {
                    Ok(entry) => found.take(root, &entry),
                    Err(error) => {
                        let path = error.path().unwrap_or(&top).to_owned();
                        found.tell(relative(root, &path), Trouble::Unreadable(error.to_string()));
                    }
                }
            }
        }
        found.pair()
    }
}

fn relative(root: &Path, path: &Path) -> PathBuf {
    path.strip_prefix(root).unwrap_or(path).to_owned()
}

#[derive(Default)]
struct Found {
    cards: Vec<(CustomerId, PathBuf)>,
    logs: Vec<(CustomerId, PathBuf)>,
    problems: Vec<Problem>,
}

impl Found {
    fn tell(&mut self, path: PathBuf, trouble: Trouble) {
        self.problems.push(Fault::new(Spot::Start, trouble).place(&path, ""));
    }

    fn take(&mut self, root: &Path, entry: &DirEntry) {
        let kind = entry.file_type();
        if kind.is_dir() {
            return;
        }
        let path = relative(root, entry.path());
        let Some(name) = entry.file_name().to_str() else {
            return self.tell(path, Trouble::InvalidUtf8);
        };
        if name.ends_with(TEMPORARY) {
            return;
        }
        if kind.is_symlink() {
            match linked(root, entry.path()) {
                Link::File => {}
                Link::Other => return self.tell(path, Trouble::NotAFile),
                Link::Folder => return self.tell(path, Trouble::LinkedFolder),
                Link::Outside => return self.tell(path, Trouble::LinkOutside),
            }
        } else if !kind.is_file() {
            // Opening a pipe would wait for ever.
            return self.tell(path, Trouble::NotAFile);
        }
        let (list, stem) = if let Some(stem) = name.strip_suffix(LOG) {
            (&mut self.logs, stem)
        } else if let Some(stem) = name.strip_suffix(CARD) {
            (&mut self.cards, stem)
        } else {
            let want = name
                .strip_suffix(".yml")
                .map(|stem| format!("{stem}{CARD}"))
                .or_else(|| name.strip_suffix(".jsonl").map(|stem| format!("{stem}{LOG}")));
            if let Some(want) = want {
                self.tell(path, Trouble::FileName { want });
            }
            return;
        };
        match CustomerId::new(stem) {
            Some(id) => list.push((id, path)),
            None => {
                let stem = stem.to_owned();
                self.tell(path, Trouble::BadId(stem));
            }
        }
    }

    /// Puts files and logs together. Of two files of one id the first by path is the customer, and
    /// the other is told; a log belongs to the file beside it, wherever both are.
    fn pair(mut self) -> Layout {
        self.cards.sort_unstable();
        self.logs.sort_unstable();
        let mut logs: HashMap<CustomerId, Vec<PathBuf>> = HashMap::with_capacity(self.logs.len());
        for (id, path) in std::mem::take(&mut self.logs) {
            logs.entry(id).or_default().push(path);
        }
        let mut slots: Vec<Slot> = Vec::with_capacity(self.cards.len());
        for (id, card) in std::mem::take(&mut self.cards) {
            if let Some(first) = slots.last().filter(|slot| slot.id == id) {
                let other = first.card.clone();
                self.tell(card, Trouble::DuplicateId { id: id.to_string(), other });
                continue;
            }
            slots.push(Slot { id, card, log: None });
        }
        for slot in &mut slots {
            let Some(mut own) = logs.remove(&slot.id) else { continue };
            let beside = own.iter().position(|log| log.parent() == slot.card.parent()).unwrap_or(0);
            slot.log = Some(own.swap_remove(beside));
            for log in own {
                let other = slot.log.clone().unwrap_or_default();
                self.tell(log, Trouble::DuplicateId { id: slot.id.to_string(), other });
            }
        }
        let mut orphans: Vec<PathBuf> = logs.into_values().flatten().collect();
        orphans.sort_unstable();
        for log in orphans {
            self.tell(log, Trouble::OrphanedLog);
        }
        Layout { slots, problems: self.problems }
    }
}

enum Link {
    File,
    Folder,
    /// A pipe or a device, which could be read for ever.
    Other,
    Outside,
}

fn linked(root: &Path, path: &Path) -> Link {
    let (Ok(root), Ok(target)) = (root.canonicalize(), path.canonicalize()) else { return Link::Outside };
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, "name: x\n").expect("written");
        }
        folder
    }

    fn told(layout: &Layout) -> Vec<(String, &'static str)> {
        layout.problems.iter().map(|p| (p.place.path.display().to_string(), p.trouble.code())).collect()
    }

    #[test]
    fn files_and_logs_are_paired_wherever_they_are() {
        let folder = tree(&[
            "crm.yaml",
            "customers/a.yaml",
            "customers/a.log.jsonl",
            "customers/x/y/宏达.yaml",
            "customers/old/宏达.log.jsonl",
            "customers/b.yaml",
            "customers/README.md",
            "customers/.hidden/c.yaml",
        ]);
        let layout = Layout::scan(folder.path());
        assert_eq!(told(&layout), []);
        let ids: Vec<_> = layout.slots.iter().map(|slot| (slot.id.as_str(), slot.log.is_some())).collect();
        assert_eq!(ids, [("a", true), ("b", false), ("宏达", true)]);
        assert_eq!(layout.find("b").map(Slot::log_path), Some("customers/b.log.jsonl".into()));
        assert!(layout.find("c").is_none());
    }

    #[test]
    fn names_that_are_wrong_are_told() {
        let folder = tree(&[
            "customers/a.yaml",
            "customers/z/a.yaml",
            "customers/B C.yaml",
            "customers/d.yml",
            "customers/e.jsonl",
            "customers/gone.log.jsonl",
            "customers/a.log.jsonl",
            "customers/z/a.log.jsonl",
        ]);
        let mut told = told(&Layout::scan(folder.path()));
        told.sort();
        let want = [
            ("customers/B C.yaml", "bad-id"),
            ("customers/d.yml", "file-name"),
            ("customers/e.jsonl", "file-name"),
            ("customers/gone.log.jsonl", "orphaned-log"),
            ("customers/z/a.log.jsonl", "duplicate-id"),
            ("customers/z/a.yaml", "duplicate-id"),
        ];
        assert_eq!(told, want.map(|(path, code)| (path.to_owned(), code)));
    }

    #[cfg(unix)]
    #[test]
    fn links_never_lead_out() {
        use std::os::unix::fs::symlink;
        let folder = tree(&["customers/a.yaml", "shared/b.yaml"]);
        let at = |path: &str| folder.path().join(path);
        symlink("/etc/hostname", at("customers/out.yaml")).expect("linked");
        symlink(at("customers"), at("customers/loop")).expect("linked");
        symlink(at("nowhere"), at("customers/dangling.yaml")).expect("linked");
        symlink(at("shared/b.yaml"), at("customers/b.yaml")).expect("linked");
        let layout = Layout::scan(folder.path());
        let mut told = told(&layout);
        told.sort();
        let want = [
            ("customers/dangling.yaml", "link-outside"),
            ("customers/loop", "linked-folder"),
            ("customers/out.yaml", "link-outside"),
        ];
        assert_eq!(told, want.map(|(path, code)| (path.to_owned(), code)));
        assert_eq!(layout.slots.len(), 2);
    }
}
