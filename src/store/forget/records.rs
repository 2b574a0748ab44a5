//! The fingerprints of what goes, in `.crm-forgotten`.

use crate::store::file_names::{ATTRIBUTES, FORGOTTEN, FORGOTTEN_ATTRIBUTE};
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::Path;

use super::others::Other;
use super::request::{Forgetting, Rewritten};
use crate::format::merge::log_lines;
use crate::store::forgotten::{self, Fingerprints};
use crate::store::{Operation, StoreError, safe_path};

/// The ids of what goes.
#[derive(Default)]
pub(super) struct Under<'a> {
    /// The customer's own.
    pub id: &'a str,
    /// Those that go with it.
    pub own: Vec<&'a str>,
    /// Those that it had, and that another one has by now, or may have: what stood under them goes, and they don't.
    pub former: Vec<&'a str>,
    /// Those that one had who stays, or that are a part of it: its lines may come back under them.
    pub had: &'a [String],
    /// Other customers that had one of them.
    pub others: &'a [Other],
    /// The log as it was.
    pub log: &'a [u8],
}

/// Notes the fingerprints of what goes, before it goes.
pub(super) fn remember(
    root: &Path,
    done: &mut Forgetting,
    lines: &[Vec<u8>],
    Under { id, own: ids, former, had, others, log }: &Under<'_>,
    log_of: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<(), StoreError> {
    if lines.is_empty() && ids.is_empty() {
        return Ok(());
    }
    let prints = Fingerprints::new().map_err(StoreError::io(Operation::Salt, &root.join(FORGOTTEN)))?;
    let mut seen = HashSet::new();
    let before = former.iter().copied().chain(had.iter().map(String::as_str));
    let under: Vec<&str> = std::iter::once(*id).chain(before).collect();
    let stays = others.iter().flat_map(|other| {
        other.own(&under, lines, log).into_iter().map(|line| prints.own(&other.id, line)).collect::<Vec<_>>()
    });
    let stays: Vec<String> = stays.collect();
    // What another customer has under such an id by now is that one's.
    let logs = under.iter().skip(1).filter_map(|id| Some((*id, log_of(id)?)));
    let lines_of = |log: Vec<u8>| log_lines(&log).map(<[u8]>::to_vec).collect::<HashSet<_>>();
    let theirs: HashMap<&str, HashSet<Vec<u8>>> = logs.map(|(id, log)| (id, lines_of(log))).collect();
    let is_others = |id: &str, line: &Vec<u8>| theirs.get(id).is_some_and(|lines| lines.contains(line));
    let of_line = |line: &Vec<u8>| {
        let forms = under.iter().flat_map(|one| {
            // A part had it under its own number.
            let before = if one == id { Vec::new() } else { forgotten::before_merged(one, line) };
            let forms = if before.is_empty() { vec![line.clone()] } else { before };
            forms.into_iter().map(|form| (*one, form))
        });
        forms
            .filter(|(one, form)| !is_others(one, form))
            .map(|(one, form)| prints.line(one, &form))
            .collect::<Vec<_>>()
    };
    let lines = lines.iter().filter(|line| seen.insert(*line)).flat_map(of_line);
    let whole = ids.iter().map(|id| prints.id(id)).chain(former.iter().map(|id| prints.former(id)));
    let records: Vec<String> = lines.chain(whole).chain(stays).collect();
    let before = own(root, FORGOTTEN)?;
    let after = forgotten::with_records(before.as_deref().unwrap_or_default(), &records);
    let mut files = vec![Rewritten { path: FORGOTTEN.into(), before, after: Some(after.into_bytes()) }];
    // git has to keep the lines of both sides.
    let attributes = own(root, ATTRIBUTES)?;
    let text = String::from_utf8_lossy(attributes.as_deref().unwrap_or_default()).into_owned();
    let is_git = root.ancestors().any(|folder| folder.join(".git").exists());
    if (attributes.is_some() || is_git) && !text.lines().any(|line| line.trim() == FORGOTTEN_ATTRIBUTE) {
        let after = forgotten::with_records(text.as_bytes(), &[FORGOTTEN_ATTRIBUTE.to_owned()]);
        files.insert(
            0,
            Rewritten { path: ATTRIBUTES.into(), before: attributes, after: Some(after.into_bytes()) },
        );
    }
    done.files.splice(0..0, files);
    Ok(())
}

/// One of the workspace's own files beside the rules; none where there is none.
pub(super) fn own(root: &Path, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let path = safe_path::derived(root, Path::new(name))?;
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io(Operation::Read, &path)(error)),
    }
}
