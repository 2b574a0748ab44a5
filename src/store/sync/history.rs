//! What both sides had since they were one, and have no more.

use std::ffi::OsString;
use std::path::Path;

use super::super::git::{COMPARED, answer};
use super::outcome::Side;
use super::start::Start;
use super::tree::{Place, path_of};
use crate::store::file_names::CustomerFile;

/// The commits of both sides that the other one doesn't have.
#[derive(Clone, Copy)]
pub(super) struct History<'h> {
    top: &'h Path,
    start: &'h Start,
}

/// A customer's file that somebody has taken away: which one, the customer's id, and the blob that it was.
pub(super) struct Removed {
    pub part: CustomerFile,
    pub id: String,
    pub blob: String,
}

impl<'h> History<'h> {
    pub fn of(top: &'h Path, start: &'h Start) -> Self {
        History { top, start }
    }

    /// The files of a workspace's customers that were taken away in these commits. Nothing where git can't say: then
    /// nobody knows.
    pub fn removed(&self, place: &Place) -> Vec<Removed> {
        let listed = self.changed(place, "--diff-filter=D", &[&self.start.ours, &self.start.theirs]);
        let removed = |(head, path): (Vec<String>, Vec<u8>)| {
            let (part, id) = place.part(&path)?;
            Some(Removed { part, id: id.to_owned(), blob: head.get(2)?.clone() })
        };
        listed.into_iter().filter_map(removed).collect()
    }

    /// The logs that one side has had under an id in these commits. Nothing where git can't say.
    pub fn logs(&self, place: &Place, id: &str, side: Side) -> Vec<String> {
        let commit = match side {
            Side::Ours => &self.start.ours,
            Side::Theirs => &self.start.theirs,
        };
        let listed = self.changed(place, "--diff-filter=AM", &[commit]);
        let own = |(_, path): &(Vec<String>, Vec<u8>)| place.part(path) == Some((CustomerFile::Log, id));
        listed.into_iter().filter(own).filter_map(|(head, _)| head.get(3).cloned()).collect()
    }

    /// The files below the customers' folder that these commits and those before them have changed since both were one:
    /// two modes, two blobs and how it changed, and the path.
    fn changed(&self, place: &Place, how: &str, commits: &[&String]) -> Vec<(Vec<String>, Vec<u8>)> {
        let words =
            ["log", "--format=", "--raw", "--no-abbrev", how].into_iter().chain(COMPARED.iter().copied());
        let words = words.chain(commits.iter().map(|commit| commit.as_str())).chain(["--not"]);
        let words = words.chain(self.start.bases.iter().map(String::as_str)).chain(["--"]);
        let mut args: Vec<OsString> = words.map(OsString::from).collect();
        args.push(path_of(&place.customers_folder()).into_os_string());
        let listed = answer(self.top, &args).unwrap_or_default();
        let mut words = listed.split(|byte| *byte == 0);
        let mut found = Vec::new();
        while let Some(head) = words.next() {
            let head = String::from_utf8_lossy(head.trim_ascii()).into_owned();
            let (Some(':'), Some(path)) = (head.chars().next(), words.next()) else { continue };
            found.push((head.split(' ').map(str::to_owned).collect(), path.to_vec()));
        }
        found
    }
}
