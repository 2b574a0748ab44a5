//! Pictures and papers in a merge: each stands beside the log whose entry names it, wherever that entry has gone, and
//! goes with it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::objects::{Reader, Stop};
use super::output::{Content, Output};
use super::tree::{File, Place, Tree};
use crate::format::{merge::log_lines, read_line};
use crate::store::file_names::{KEPT, LOG};

/// So many signs of a file's name are the beginning of its hash, and tell whose bytes it has.
const HASH: usize = 12;

/// Puts the files of what the merge has decided where its logs name them.
pub(super) fn follow(
    place: &Place,
    reader: &mut Reader,
    sides: [&Tree; 2],
    bases: &[Tree],
    out: &mut Output,
) -> Result<(), Stop> {
    let trees: Vec<&Tree> = sides.into_iter().chain(bases).collect();
    let all =
        || trees.iter().flat_map(|tree| tree.files.iter()).filter(|(path, _)| place.kept(path).is_some());
    if all().next().is_none() {
        return Ok(());
    }
    let mut known: HashMap<&[u8], &File> = HashMap::new();
    for (path, file) in all().filter(|(_, file)| file.is_regular()) {
        known.entry(name_of(path)).or_insert(file);
    }
    let stems = changed(place, sides, out);
    let mut named: BTreeMap<&Vec<u8>, BTreeSet<Vec<u8>>> = BTreeMap::new();
    let mut come: HashSet<Vec<u8>> = HashSet::new();
    for stem in &stems {
        let log = out.files.get(&log_of(stem)).cloned();
        let names = match log {
            Some(Content::New { bytes, .. }) => names(&bytes),
            Some(Content::Known(file)) if file.is_regular() => names(&reader.read(&file.blob)?),
            _ => BTreeSet::new(),
        };
        for name in &names {
            let path = [stem.as_slice(), KEPT.as_bytes(), b"/", name].concat();
            if !out.files.contains_key(&path)
                && let Some(file) = known.get(name.as_slice()).copied().or_else(|| same_bytes(&known, name))
            {
                out.files.insert(path, Content::Known(file.clone()));
                come.insert(name.clone());
            }
        }
        named.insert(stem, names);
    }
    for (stem, names) in &named {
        let there: Vec<Vec<u8>> = kept_at(&out.files, stem).map(<[u8]>::to_vec).collect();
        for name in there.into_iter().filter(|name| !names.contains(name)) {
            let path = [stem.as_slice(), KEPT.as_bytes(), b"/", &name].concat();
            // What lies there though nobody has taken its entry away isn't ours to remove.
            let is_in_both = sides.iter().all(|side| side.files.contains_key(&path));
            if is_in_both && !come.contains(&name) {
                continue;
            }
            let log = log_of(stem);
            for tree in &trees {
                let file = tree.files.get(&log).filter(|file| file.is_regular());
                if self::names(&reader.of(file)?).contains(&name) {
                    out.files.remove(&path);
                    break;
                }
            }
        }
    }
    Ok(())
}

/// The customers, by their files' path without its ending, whose log or whose kept files are not on both sides as they are
/// in the result.
fn changed(place: &Place, sides: [&Tree; 2], out: &Output) -> BTreeSet<Vec<u8>> {
    let paths = sides.iter().flat_map(|side| side.files.keys()).chain(out.files.keys());
    let is_open = |path: &Vec<u8>| {
        let is_same = |side: &Tree| match (side.files.get(path), out.files.get(path)) {
            (Some(file), Some(Content::Known(known))) => file == known,
            (None, None) => true,
            _ => false,
        };
        !sides.into_iter().all(is_same)
    };
    let stem = |path: &Vec<u8>| {
        let stem =
            place.kept(path).or_else(|| path.strip_suffix(LOG.as_bytes()).filter(|_| place.is_log(path)))?;
        is_open(path).then(|| stem.to_vec())
    };
    paths.filter_map(stem).collect()
}

fn log_of(stem: &[u8]) -> Vec<u8> {
    [stem, LOG.as_bytes()].concat()
}

fn name_of(path: &[u8]) -> &[u8] {
    path.rsplit(|byte| *byte == b'/').next().unwrap_or_default()
}

/// The names of what stands in a customer's folder of kept files.
fn kept_at<'f, V>(files: &'f BTreeMap<Vec<u8>, V>, stem: &[u8]) -> impl Iterator<Item = &'f [u8]> {
    let folder = [stem, KEPT.as_bytes(), b"/"].concat();
    let below = files.range(folder.clone()..).map(|(path, _)| path.as_slice());
    below.map_while(move |path| path.strip_prefix(folder.as_slice()))
}

/// The file of those bytes under another name: a forgetting takes a person's name out of it.
fn same_bytes<'f>(known: &HashMap<&[u8], &'f File>, name: &[u8]) -> Option<&'f File> {
    let hash = name.get(..HASH)?;
    let mut same: Vec<_> = known.iter().filter(|(other, _)| other.starts_with(hash)).collect();
    same.sort_unstable_by_key(|(other, _)| **other);
    same.first().map(|(_, file)| **file)
}

/// The files that a log names, by their names in its folder.
fn names(log: &[u8]) -> BTreeSet<Vec<u8>> {
    let entries = log_lines(log).filter_map(|line| read_line(line, 1));
    entries.flat_map(|entry| entry.files).map(|kept| kept.stored_name().into_bytes()).collect()
}
