//! Pictures and papers in a merge: each stands beside the log whose entry names it, wherever that entry has gone, and
//! goes with it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::objects::{Reader, Stop};
use super::outcome::Told;
use super::output::{Content, Output};
use super::tree::{File, Place, Tree, path_of};
use crate::model::HASH_DIGITS;
use crate::store::file_names::{KEPT, LOG};
use crate::store::kept_files::named;
use crate::store::new_kept_file::sha256;

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
    let mut known: HashMap<&[u8], Vec<&File>> = HashMap::new();
    for (path, file) in all().filter(|(_, file)| file.is_regular()) {
        let same = known.entry(name_of(path)).or_default();
        if !same.contains(&file) {
            same.push(file);
        }
    }
    let stems = changed(place, sides, out);
    let mut wanted: BTreeMap<&Vec<u8>, BTreeSet<Vec<u8>>> = BTreeMap::new();
    let mut come: HashSet<Vec<u8>> = HashSet::new();
    for stem in &stems {
        let names = match out.files.get(&log_of(stem)) {
            Some(Content::New { bytes, .. }) => names(bytes),
            Some(Content::Known(file)) if file.is_regular() => names(&reader.read(&file.blob)?),
            _ => BTreeSet::new(),
        };
        for name in &names {
            let path = [stem.as_slice(), KEPT.as_bytes(), b"/", name].concat();
            let found = known.get(name.as_slice()).or_else(|| same_bytes(&known, name));
            if let Some(files) = found.filter(|_| !out.files.contains_key(&path)) {
                out.files.insert(path.clone(), Content::Known(sound(reader, files, name)?));
                come.insert(name.clone());
                let shown = path_of(&path);
                out.told.retain(|told| !matches!(told, Told::FileRemoved { path } if *path == shown));
            }
        }
        wanted.insert(stem, names);
    }
    for (stem, names) in &wanted {
        let there: Vec<Vec<u8>> = kept_at(&out.files, stem).map(<[u8]>::to_vec).collect();
        let mut extra = there.into_iter().filter(|name| !names.contains(name)).peekable();
        if extra.peek().is_none() {
            continue;
        }
        let mut were: BTreeSet<Vec<u8>> = BTreeSet::new();
        for tree in &trees {
            let file = tree.files.get(&log_of(stem)).filter(|file| file.is_regular());
            were.extend(self::names(&reader.of(file)?));
        }
        for name in extra {
            let path = [stem.as_slice(), KEPT.as_bytes(), b"/", &name].concat();
            // What lies there though nobody has taken its entry away isn't ours to remove.
            let is_in_both = sides.iter().all(|side| side.files.contains_key(&path));
            if were.contains(&name) && (!is_in_both || come.contains(&name)) {
                out.files.remove(&path);
            }
        }
    }
    Ok(())
}

/// Of several files of one name the one whose bytes it names: somebody has changed the others.
fn sound(reader: &mut Reader, files: &[&File], name: &[u8]) -> Result<File, Stop> {
    if let [_, _, ..] = files {
        for file in files {
            if sha256(&reader.read(&file.blob)?)
                .as_bytes()
                .starts_with(name.get(..HASH_DIGITS).unwrap_or(name))
            {
                return Ok((*file).clone());
            }
        }
    }
    Ok(files[0].clone())
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

/// The files of those bytes under another name: a forgetting takes a person's name out of it.
fn same_bytes<'k, 'f>(known: &'k HashMap<&[u8], Vec<&'f File>>, name: &[u8]) -> Option<&'k Vec<&'f File>> {
    let hash = name.get(..HASH_DIGITS)?;
    known
        .iter()
        .filter(|(other, _)| other.starts_with(hash))
        .min_by_key(|(other, _)| **other)
        .map(|(_, files)| files)
}

/// The names of the files that a log names.
fn names(log: &[u8]) -> BTreeSet<Vec<u8>> {
    named(log).into_keys().map(String::into_bytes).collect()
}
