//! What a sync that takes something away has to tell: noted before it does so, until it has been told.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::git::run;
use super::journal::Place;
use super::{Operation, StoreError, SyncLock, Workspace, write};

/// The note.
#[derive(Debug, Deserialize, Serialize)]
struct Unreported {
    /// The branch that is brought there.
    branch: String,
    /// Where: what is told is true only of a branch that has it.
    commit: String,
    told: Vec<String>,
}

impl Workspace {
    /// Notes what has to be told once a branch has this commit, whatever becomes of us.
    pub fn note_unreported(&self, branch: &str, commit: &str, told: &[String]) -> Result<(), StoreError> {
        let place = Place::of(&self.root)?;
        place.make(&self.root)?;
        let path = place.untold();
        let note = Unreported { branch: branch.to_owned(), commit: commit.to_owned(), told: told.to_vec() };
        let text = serde_json::to_vec(&note)
            .map_err(|error| StoreError::io(Operation::Write, &path)(std::io::Error::other(error)))?;
        write::remove(&path)?;
        write::create(&path, &text)
    }

    /// It has been told, or has not come to be.
    pub fn has_told(&self) -> Result<(), StoreError> {
        Place::all(&self.root)?.iter().try_for_each(|place| write::remove(&place.untold()))
    }

    /// Tells what a sync that was killed has not told, once; nothing while one is on its way, which tells it itself.
    pub fn report_untold(&self, tell: impl FnOnce(Vec<String>)) -> Result<(), StoreError> {
        let is_there = |place: &Place| fs::symlink_metadata(place.untold()).is_ok_and(|meta| meta.is_file());
        if !Place::all(&self.root)?.iter().any(is_there) {
            return Ok(());
        }
        let lock = SyncLock::try_take(&self.root)?;
        if lock.is_some() { self.tell_untold_before(tell) } else { Ok(()) }
    }

    /// The same for a sync that has begun, and keeps all others out.
    pub fn tell_untold_before(&self, tell: impl FnOnce(Vec<String>)) -> Result<(), StoreError> {
        let places = Place::all(&self.root)?;
        let told: Vec<String> = places.iter().flat_map(|place| left(&self.root, place)).collect();
        if told.is_empty() {
            return Ok(());
        }
        tell(told);
        self.has_told()
    }
}

fn left(root: &Path, place: &Place) -> Vec<String> {
    let Ok(bytes) = fs::read(place.untold()) else { return Vec::new() };
    let Ok(note) = serde_json::from_slice::<Unreported>(&bytes) else { return Vec::new() };
    let branch = format!("refs/heads/{}", note.branch);
    let has = run(root, &["merge-base", "--is-ancestor", &note.commit, &branch]);
    if has.is_ok_and(|has| has.status.success()) { note.told } else { Vec::new() }
}
