//! The floor: the same files read and parsed by the chosen readers, and nothing else.
//!
//! It runs as a process of its own, so that it pays for its start and its end as a command does.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Deserialize;
use walkdir::WalkDir;

/// The hidden argument under which the benchmark starts itself again.
pub const ARGUMENT: &str = "--floor";

/// A customer's file, as little of it as an agenda needs.
#[derive(Deserialize)]
struct Card {
    name: Option<String>,
    grade: Option<String>,
    owner: Option<String>,
    need: Option<String>,
    plan: Option<String>,
    cadence: Option<String>,
}

/// A line of a log, borrowed from the bytes.
#[derive(Deserialize)]
struct Line<'a> {
    at: &'a str,
    kind: &'a str,
    next: Option<&'a str>,
    reply: Option<&'a str>,
}

/// Reads all of a workspace and prints how much it was, so that nothing is optimised away.
pub fn run(root: &Path) -> Result<(), String> {
    let files: Vec<PathBuf> = WalkDir::new(root.join("customers"))
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect();
    let sums = files.par_iter().map(|path| read(path)).collect::<Result<Vec<_>, String>>()?;
    println!("{} {}", sums.len(), sums.iter().sum::<usize>());
    Ok(())
}

fn read(path: &Path) -> Result<usize, String> {
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = fs::read_to_string(path).map_err(|error| told(&error))?;
    if path.extension().is_some_and(|extension| extension == "yaml") {
        let card: Card = serde_yaml::from_str(&text).map_err(|error| told(&error))?;
        let said = [card.name, card.grade, card.owner, card.need, card.plan, card.cadence];
        return Ok(said.into_iter().flatten().map(|text| text.len()).sum());
    }
    text.lines().try_fold(0, |sum, line| {
        let line: Line<'_> = serde_json::from_str(line).map_err(|error| told(&error))?;
        let said = [Some(line.at), Some(line.kind), line.next, line.reply];
        Ok(sum + said.into_iter().flatten().map(str::len).sum::<usize>())
    })
}
