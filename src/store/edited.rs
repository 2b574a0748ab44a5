//! A customer's file that somebody has changed in the editor, which takes minutes: others may have changed it, too.

use super::customer_tree::CustomerFiles;
use super::lock::Lock;
use super::{StoreError, Workspace};
use crate::format::merge::{self, Style};
use crate::format::{self, Edit};
use crate::model::Entry;

/// What becomes of a file that was edited in a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditedFile {
    /// It stays as it is: nothing was changed, or all of that stands in it already.
    Same,
    /// It becomes this one: with what was typed, and with what others wrote meanwhile.
    Becomes(Vec<u8>),
    /// These keys were changed meanwhile in another way; `*` for the whole file.
    Conflicts(Vec<String>),
}

/// A customer's file with changes made, every other byte as it was.
pub fn edit(text: &str, edits: &[Edit]) -> Result<String, StoreError> {
    Ok(format::edit(text, edits)?)
}

/// Takes into a file, as it is `now`, what was changed in the copy of it that the editor was `given`.
pub fn merge_edited(given: &[u8], now: &[u8], typed: &[u8]) -> EditedFile {
    if typed == given || typed == now {
        return EditedFile::Same;
    }
    // What nobody else has changed is kept however it reads.
    if now == given {
        return EditedFile::Becomes(typed.to_vec());
    }
    let texts = [given, now, typed].map(|bytes| std::str::from_utf8(bytes).ok());
    let [Some(given), Some(ours), Some(typed)] = texts else {
        return EditedFile::Conflicts(vec!["*".to_owned()]);
    };
    let style = Style { marker: 7, ours: "", theirs: "", is_numbered: false };
    let merged = merge::cards(given, ours, typed, style);
    match merged.text.into_bytes() {
        _ if !merged.conflicts.is_empty() => EditedFile::Conflicts(merged.conflicts),
        text if text == now => EditedFile::Same,
        text => EditedFile::Becomes(text),
    }
}

impl Workspace {
    /// Puts a customer's file in place of what it is `now`, with what is logged of it, under the lock: both, or
    /// nothing. The way back is to what it was under the lock, not to what an editor was given.
    pub fn save_edited(
        &self,
        lock: &Lock,
        files: &CustomerFiles,
        card: (&[u8], &[u8]),
        entries: &[Entry<'_>],
    ) -> Result<(), StoreError> {
        let files = self.of_customer(files, Some(card), entries)?;
        self.transact(lock, files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_taken_into_the_file_as_it_is_by_now() {
        const GIVEN: &str = "name: A\ncontacts:\n  - name: Bert\n    email: b@x.example\nplan: p\n";
        const FORGOTTEN: &str = "name: A\nplan: p\n";
        let becomes = |text: &str| EditedFile::Becomes(text.as_bytes().to_vec());
        let conflicts = |key: &str| EditedFile::Conflicts(vec![key.to_owned()]);
        let also = |text: &str, line: &str| format!("{text}{line}\n");
        for (about, now, typed, want) in [
            ("nothing", GIVEN, GIVEN.to_owned(), EditedFile::Same),
            ("nothing, but others", FORGOTTEN, GIVEN.to_owned(), EditedFile::Same),
            ("nobody else", GIVEN, "name: [".to_owned(), becomes("name: [")),
            ("the same", FORGOTTEN, FORGOTTEN.to_owned(), EditedFile::Same),
            ("forgotten", FORGOTTEN, also(GIVEN, "region: R"), becomes(&also(FORGOTTEN, "region: R"))),
            ("forgotten, and changed", FORGOTTEN, GIVEN.replace("b@x", "bert@x"), conflicts("contacts")),
            ("one key", "name: A\nplan: q\n", "name: A\nplan: r\n".to_owned(), conflicts("*")),
        ] {
            let found = merge_edited(GIVEN.as_bytes(), now.as_bytes(), typed.as_bytes());
            match (&found, &want) {
                (EditedFile::Conflicts(_), EditedFile::Conflicts(_)) => {}
                _ => assert_eq!(found, want, "{about}"),
            }
        }
        assert!(matches!(merge_edited(b"a: b\n", b"a: c\n", b"\xff"), EditedFile::Conflicts(_)));
    }
}
