//! A Maildir: one file a mail, put there whole, with its flags behind its name.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use super::error::{Operation, StoreError};
use super::write;

/// Flags: a draft that was seen.
const DRAFT: &str = ":2,DS";

/// A Maildir, and the names of the mails in it.
pub struct Maildir<'p> {
    folder: &'p Path,
    names: HashSet<String>,
}

impl<'p> Maildir<'p> {
    /// Looks which mails are there, whatever became of their flags; nothing where the folder is not a Maildir.
    pub fn open(folder: &'p Path) -> Result<Option<Self>, StoreError> {
        if !["cur", "new", "tmp"].iter().all(|part| folder.join(part).is_dir()) {
            return Ok(None);
        }
        let mut names = HashSet::new();
        for part in ["cur", "new"] {
            let part = folder.join(part);
            let entries = fs::read_dir(&part).map_err(StoreError::io(Operation::Read, &part))?;
            let files = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
            names.extend(files.map(|file| file.split([':', ',']).next().unwrap_or_default().to_owned()));
        }
        Ok(Some(Maildir { folder, names }))
    }

    /// Puts a draft into it under a name that it alone has; `false` where it is there already.
    pub fn put_draft(&mut self, name: &str, mail: &[u8]) -> Result<bool, StoreError> {
        // What would end the name, hide the file or lead elsewhere.
        let ends = |c: char| matches!(c, '/' | ':' | ',' | '\\') || c.is_control();
        let name: String = name.chars().map(|c| if ends(c) { '-' } else { c }).collect();
        if self.names.contains(&name) {
            return Ok(false);
        }
        let temporary = self.folder.join("tmp").join(&name);
        write::remove(&temporary)?;
        write::create(&temporary, mail)?;
        let place = self.folder.join("cur").join(format!("{name}{DRAFT}"));
        fs::rename(&temporary, &place).map_err(StoreError::io(Operation::Write, &place))?;
        self.names.insert(name);
        Ok(true)
    }
}
