//! Other customers whose logs name an id of one that somebody asks to forget: they had it, too, and are no part of that
//! one. What is equal in their logs, such as the line of a handover, is their own.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::store::forgotten::all_ids;
use crate::store::parallel::on_all_cores;
use crate::store::sync::{are_two, has_alike};
use crate::store::took_over::took_over;
use crate::store::{CustomerFiles, CustomerTree, Workspace};

/// A customer whose log names an id of the one that is forgotten.
pub(super) struct Other {
    pub id: String,
    /// The ids that its log names.
    had: Vec<String>,
    card: Vec<u8>,
    log: Vec<u8>,
}

impl Other {
    /// Those whose logs name one of these ids.
    pub fn all(
        workspace: &Workspace,
        layout: &CustomerTree,
        files: &CustomerFiles,
        ids: &[String],
    ) -> Vec<Self> {
        let bytes = |path: &std::path::Path| workspace.bytes(path).ok().flatten().unwrap_or_default();
        let others = layout.slots.par_iter().filter(|other| other.id != files.id);
        let found = others.filter_map(|other| {
            let log = bytes(other.log.as_ref()?);
            let had: Vec<String> = all_ids(other.id.as_str(), &log).into_iter().skip(1).collect();
            let is_one = had.iter().any(|id| ids.contains(id));
            is_one.then(|| Other { id: other.id.to_string(), had, card: bytes(&other.card), log })
        });
        on_all_cores(|| found.collect())
    }

    /// Whether it surely had an id as another customer than the one with these files.
    pub fn is_another(&self, id: &str, [card, log]: [&[u8]; 2]) -> bool {
        self.had.iter().any(|had| had == id)
            && (are_two(&self.card, card) || (!took_over(&self.log, id, log) && !has_alike(&self.card, card)))
    }

    /// The lines of it that are its own, though the log of one that is forgotten under these ids has them, too: not
    /// where it took them over.
    pub fn own<'l>(&self, ids: &[&str], lines: &'l [Vec<u8>], log: &[u8]) -> Vec<&'l Vec<u8>> {
        let mut named = self.had.iter().filter(|had| ids.contains(&had.as_str())).peekable();
        if named.peek().is_none() || named.any(|id| took_over(&self.log, id, log)) {
            return Vec::new();
        }
        let there: HashSet<&[u8]> = crate::format::merge::log_lines(&self.log).collect();
        lines.iter().filter(|line| there.contains(line.as_slice())).collect()
    }
}
