//! The files of a commit, and which of them belong to which customer. Paths are git's own bytes.

use crate::store::file_names::{CUSTOMERS, CustomerFile, FORGOTTEN, KEPT, RULES, part_of};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use super::super::{Repository, git};
use super::outcome::Side;
use crate::model::CustomerId;

/// What stands at a path: two are the same where both their words are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct File {
    pub mode: Box<str>,
    pub blob: Box<str>,
}

impl File {
    /// Whether it is a file: no symbolic link, and no other repository.
    pub fn is_regular(&self) -> bool {
        self.mode.starts_with("100")
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    pub files: BTreeMap<Vec<u8>, File>,
}

/// Where the workspace lies in the repository.
#[derive(Clone, Debug)]
pub(super) struct Place {
    prefix: Vec<u8>,
}

impl Place {
    pub fn of(repository: &Repository) -> Self {
        Place { prefix: repository.prefix().as_os_str().as_encoded_bytes().to_vec() }
    }

    /// The places of other workspaces in the same trees.
    pub fn beside(&self, trees: [&Tree; 2]) -> Vec<Self> {
        let mut found: BTreeSet<&[u8]> = BTreeSet::new();
        for path in trees.iter().flat_map(|tree| tree.files.keys()) {
            let Some(prefix) = path.strip_suffix(RULES.as_bytes()) else { continue };
            // In a folder of customers the files are those customers'.
            let is_apart = prefix.is_empty() || prefix.ends_with(b"/");
            let parts = || prefix.split(|byte| *byte == b'/');
            let is_inside = parts().any(|part| part == CUSTOMERS.as_bytes() || part.starts_with(b"."));
            if is_apart && !is_inside && prefix != self.prefix {
                found.insert(prefix);
            }
        }
        found.into_iter().map(|prefix| Place { prefix: prefix.to_vec() }).collect()
    }

    /// The folder of the workspace, for people.
    pub fn folder(&self) -> String {
        let folder = String::from_utf8_lossy(&self.prefix);
        let folder = folder.trim_end_matches('/');
        if folder.is_empty() { ".".to_owned() } else { folder.to_owned() }
    }

    /// Which file of which customer a path is, by its name alone: in the folder of the customers, not
    /// hidden. The id may be none that is valid.
    fn named<'p>(&self, path: &'p [u8]) -> Option<(CustomerFile, &'p str)> {
        part_of(std::str::from_utf8(self.below(path)?.rsplit(|byte| *byte == b'/').next()?).ok()?)
    }

    /// What of a path stands in the folder of the customers, and isn't hidden.
    fn below<'p>(&self, path: &'p [u8]) -> Option<&'p [u8]> {
        let below = path.strip_prefix(self.prefix.as_slice())?.strip_prefix(CUSTOMERS.as_bytes())?;
        let below = below.strip_prefix(b"/")?;
        (!below.split(|byte| *byte == b'/').any(|part| part.starts_with(b"."))).then_some(below)
    }

    /// Of a file among a customer's pictures and papers, the path of that customer's files without their ending.
    pub fn kept<'p>(&self, path: &'p [u8]) -> Option<&'p [u8]> {
        self.below(path)?;
        let folder = &path[..path.iter().rposition(|byte| *byte == b'/')?];
        let stem = folder.strip_suffix(KEPT.as_bytes())?;
        (!stem.ends_with(b"/")).then_some(stem)
    }

    /// Which file of which customer a path is.
    pub fn part<'p>(&self, path: &'p [u8]) -> Option<(CustomerFile, &'p str)> {
        self.named(path).filter(|(_, id)| CustomerId::new(id).is_some())
    }

    /// Whether a file has a line for each entry, whoever it belongs to, or for each thing forgotten: then
    /// two versions of it are always merged by lines.
    pub fn is_log(&self, path: &[u8]) -> bool {
        matches!(self.named(path), Some((CustomerFile::Log, _))) || self.is_forgotten_list(path)
    }

    fn is_forgotten_list(&self, path: &[u8]) -> bool {
        path.strip_prefix(self.prefix.as_slice()) == Some(FORGOTTEN.as_bytes())
    }

    /// Where its customers are.
    pub fn customers_folder(&self) -> Vec<u8> {
        [&self.prefix, CUSTOMERS.as_bytes()].concat()
    }

    /// Whether a tree has the workspace.
    pub fn is_in(&self, tree: &Tree) -> bool {
        tree.files.contains_key(&self.rules())
    }

    /// Where its rules are: without them it is not a workspace.
    pub fn rules(&self) -> Vec<u8> {
        [&self.prefix, RULES.as_bytes()].concat()
    }

    /// Where the workspace has what was forgotten.
    pub fn forgotten_list(&self) -> Vec<u8> {
        [&self.prefix, FORGOTTEN.as_bytes()].concat()
    }

    /// The logs of a tree, with the id in their names.
    pub fn logs<'t>(&self, tree: &'t Tree) -> impl Iterator<Item = (&'t [u8], &'t str, &'t File)> + use<'t> {
        let own = self.clone();
        tree.files.iter().filter_map(move |(path, file)| match own.named(path) {
            Some((CustomerFile::Log, id)) if file.is_regular() => Some((path.as_slice(), id, file)),
            _ => None,
        })
    }

    /// The ids of a tree's customers, with their files.
    pub fn ids<'t>(&self, tree: &'t Tree) -> BTreeMap<&'t str, &'t [u8]> {
        let cards = tree.files.keys().filter_map(|path| match self.part(path) {
            Some((CustomerFile::Card, id)) => Some((id, path.as_slice())),
            _ => None,
        });
        cards.collect()
    }

    /// The customers of a tree, and the ids that can't be gone by: such as stand twice, or are no files.
    pub fn customers<'t>(&self, tree: &'t Tree) -> (HashMap<&'t str, Files<'t>>, HashSet<&'t str>) {
        let mut found: HashMap<&str, Files<'t>> = HashMap::new();
        let mut odd = HashSet::new();
        for (path, file) in &tree.files {
            let Some((part, id)) = self.part(path) else { continue };
            let files = found.entry(id).or_default();
            let own = match part {
                CustomerFile::Card => &mut files.card,
                CustomerFile::Log => &mut files.log,
            };
            if own.replace(PlacedFile { path, file }).is_some() || !file.is_regular() {
                odd.insert(id);
            }
        }
        (found, odd)
    }
}

/// A file at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PlacedFile<'t> {
    pub path: &'t [u8],
    pub file: &'t File,
}

/// One customer's files in one tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Files<'t> {
    pub card: Option<PlacedFile<'t>>,
    pub log: Option<PlacedFile<'t>>,
}

/// One customer in all trees.
#[derive(Clone, Debug)]
pub(super) struct Three<'t> {
    pub bases: Vec<Files<'t>>,
    pub ours: Files<'t>,
    pub theirs: Files<'t>,
}

impl<'t> Three<'t> {
    pub fn side(&self, side: Side) -> Files<'t> {
        match side {
            Side::Ours => self.ours,
            Side::Theirs => self.theirs,
        }
    }

    pub fn side_mut(&mut self, side: Side) -> &mut Files<'t> {
        match side {
            Side::Ours => &mut self.ours,
            Side::Theirs => &mut self.theirs,
        }
    }

    /// Whether no side has changed anything.
    pub fn is_untouched(&self) -> bool {
        self.ours == self.theirs && self.bases.iter().all(|base| *base == self.ours)
    }

    /// Whether the customer was in all bases: then who doesn't have it has removed it.
    pub fn was_there(&self) -> bool {
        self.bases.iter().all(|base| base.card.is_some())
    }

    /// A part's file in all bases; none where they differ, or have none.
    pub fn base(&self, part: impl Fn(&Files<'t>) -> Option<PlacedFile<'t>>) -> Option<PlacedFile<'t>> {
        let mut found = self.bases.iter().map(part);
        let first = found.next()??;
        found.all(|other| other.is_some_and(|other| other.file.blob == first.file.blob)).then_some(first)
    }
}

/// The folder of a path, with the slash.
pub(super) fn folder(path: &[u8]) -> &[u8] {
    path.iter().rposition(|byte| *byte == b'/').map_or(&[], |at| &path[..=at])
}

pub(super) fn path_of(bytes: &[u8]) -> PathBuf {
    git::path(bytes)
}
