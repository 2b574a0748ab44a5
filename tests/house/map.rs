//! The map in `src/lib.rs`: what it names is there, and what it says that modules may use is what they may.

use crate::arrows::ARROWS;
use crate::sources::{repository, sources};

/// The map as it is written, without the signs of a comment.
pub fn map() -> String {
    let lib = sources().into_iter().find(|source| source.path == "lib.rs").expect("the crate has a root");
    lib.text.lines().filter_map(|line| line.strip_prefix("//!")).map(|line| format!("{line}\n")).collect()
}

/// What stands between backquotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn every_file_that_the_map_names_is_there() {
    let map = map();
    let paths: Vec<&str> = quoted(&map)
        .filter(|name| !name.contains(' ') && (name.ends_with(".rs") || name.contains('/')))
        .collect();
    assert!(paths.len() > 30, "the map names files: {paths:?}");
    let is_there =
        |name: &str| repository().join("src").join(name).exists() || repository().join(name).exists();
    let missing: Vec<&&str> = paths.iter().filter(|name| !is_there(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_map_has_the_arrows_that_are_kept() {
    let map = map();
    let rows = map.lines().filter_map(|line| line.trim().strip_prefix("| `"));
    let mut shown: Vec<(String, Vec<String>)> = rows
        .map(|row| {
            let cells: Vec<&str> = row.split('|').collect();
            let name = cells[0].trim().trim_end_matches('`').to_owned();
            (name, quoted(cells[2]).map(str::to_owned).collect())
        })
        .collect();
    for (name, allowed) in ARROWS.iter().filter(|(name, _)| *name != "main") {
        let at = shown.iter().position(|(shown, _)| shown == name);
        let (_, mut listed) = shown.remove(at.unwrap_or_else(|| panic!("{name} is not on the map")));
        if *name == "cli" {
            continue;
        }
        let mut allowed: Vec<&str> = allowed.to_vec();
        allowed.sort_unstable();
        listed.sort();
        assert_eq!(listed, allowed, "{name}");
    }
    assert!(shown.is_empty(), "{shown:?} are no modules");
}
