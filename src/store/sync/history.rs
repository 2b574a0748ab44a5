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
        let words = ["log", "--format=", "--raw", "--no-abbrev", "--diff-filter=D"].into_iter();
        let commits = [&self.start.ours, &self.start.theirs].into_iter().map(String::as_str);
        let words = words.chain(COMPARED.iter().copied()).chain(commits).chain(["--not"]);
        let words = words.chain(self.start.bases.iter().map(String::as_str)).chain(["--"]);
        let mut args: Vec<OsString> = words.map(OsString::from).collect();
        args.push(path_of(&place.customers_folder()).into_os_string());
        let listed = answer(self.top, &args).unwrap_or_default();
        let mut words = listed.split(|byte| *byte == 0);
        let mut found = Vec::new();
        while let Some(head) = words.next() {
            // Two modes, two blobs and how it changed; then its path.
            let head = String::from_utf8_lossy(head.trim_ascii()).into_owned();
            let (Some(':'), Some(path)) = (head.chars().next(), words.next()) else { continue };
            let (Some(blob), Some((part, id))) = (head.split(' ').nth(2), place.part(path)) else { continue };
            found.push(Removed { part, id: id.to_owned(), blob: blob.to_owned() });
        }
        found
    }

    /// The logs that one side has had under an id in these commits. Nothing where git can't say.
    pub fn logs(&self, place: &Place, id: &str, side: Side) -> Vec<String> {
        let commit = match side {
            Side::Ours => &self.start.ours,
            Side::Theirs => &self.start.theirs,
        };
        let words = ["log", "--format=", "--raw", "--no-abbrev", "--diff-filter=AM"].into_iter();
        let words = words.chain(COMPARED.iter().copied()).chain([commit.as_str(), "--not"]);
        let words = words.chain(self.start.bases.iter().map(String::as_str)).chain(["--"]);
        let mut args: Vec<OsString> = words.map(OsString::from).collect();
        args.push(path_of(&place.customers_folder()).into_os_string());
        let listed = answer(self.top, &args).unwrap_or_default();
        let mut words = listed.split(|byte| *byte == 0);
        let mut found = Vec::new();
        while let Some(head) = words.next() {
            let head = String::from_utf8_lossy(head.trim_ascii()).into_owned();
            let (Some(':'), Some(path)) = (head.chars().next(), words.next()) else { continue };
            if place.part(path) == Some((CustomerFile::Log, id)) {
                found.extend(head.split(' ').nth(3).map(str::to_owned));
            }
        }
        found
    }
}
