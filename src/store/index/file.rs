//! The index on disk: `.crm/index`.
//!
//! A mark with the format's version, a checksum of all that follows, the key, then the records.
//! Nobody waits for anybody: who writes last wins, and all are right.

use crate::store::file_names::TEMPORARY;
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::fs::{self, File};
use std::hash::Hasher;
use std::io::{Read, Write};
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::stamp::{self, Stamps, Time};
use crate::store::journal::make_derived;
use crate::store::safe_path;

pub(in crate::store) const NAME: &str = "index";
const MARK: [u8; 8] = *b"crm-idx1";
/// The mark and the checksum.
const HEAD: usize = 16;
/// What a record may take, far more than any does: a file that is longer is none of ours.
const LARGEST: u64 = 4_096;
/// What a writer that was killed left behind is swept away by a later one.
const OUTDATED: Duration = Duration::from_secs(3_600);

/// What is known of one customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) struct Record<'a> {
    /// Its file, relative to the root; the customer's id is its stem.
    pub card: &'a str,
    /// Both files, as they were before they were read.
    pub stamps: Stamps,
    /// What was noted, in the words of those who noted it.
    pub note: &'a [u8],
}

/// The bytes of the index, if there is one.
#[derive(Debug, Default)]
pub(in crate::store) struct Index(Vec<u8>);

impl Index {
    /// Reads the index of a book of so many customers.
    pub(in crate::store) fn read(root: &Path, folder: &Path, customers: usize) -> Self {
        Index(read(root, folder, customers as u64).unwrap_or_default())
    }

    /// Its records by the customers' files; none where they were made under another key, or where
    /// anything is not as it was written.
    pub(in crate::store) fn records(&self, key: u64) -> HashMap<&str, Record<'_>> {
        records(&self.0, key).unwrap_or_default()
    }
}

fn read(root: &Path, folder: &Path, customers: u64) -> Option<Vec<u8>> {
    // A link would lead elsewhere, a pipe would never open.
    let path = safe_path::derived(root, &folder.join(NAME)).ok()?;
    let file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    // Others may have removed customers since.
    if length > customers.saturating_add(1_000).saturating_mul(2 * LARGEST) {
        return None;
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).ok()?);
    file.take(length).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn records(bytes: &[u8], key: u64) -> Option<HashMap<&str, Record<'_>>> {
    let (head, body) = bytes.split_at_checked(HEAD)?;
    if head != self::head(body) {
        return None;
    }
    let (told, mut rest) = body.split_first_chunk::<8>()?;
    if u64::from_le_bytes(*told) != key {
        return None;
    }
    let mut records = HashMap::new();
    while !rest.is_empty() {
        let (record, after) = postcard::take_from_bytes::<Record<'_>>(rest).ok()?;
        records.insert(record.card, record);
        rest = after;
    }
    Some(records)
}

fn head(body: &[u8]) -> [u8; HEAD] {
    let mut hasher = DefaultHasher::new();
    hasher.write(body);
    let mut head = [0; HEAD];
    head[..8].copy_from_slice(&MARK);
    head[8..].copy_from_slice(&hasher.finish().to_le_bytes());
    head
}

/// An index that is about to be written: an empty file beside it, whose time tells by the file
/// system's own clock what was written before it.
#[derive(Debug)]
pub(in crate::store) struct Draft {
    file: NamedTempFile,
    began: Time,
}

impl Draft {
    /// Begins one; `None` where nothing can be written.
    pub(in crate::store) fn begin(root: &Path, folder: &Path) -> Option<Self> {
        safe_path::derived(root, &folder.join(NAME)).ok()?;
        let folder = root.join(folder);
        make_derived(root).ok()?;
        let prefix = format!(".{NAME}-");
        let file = tempfile::Builder::new().prefix(&prefix).suffix(TEMPORARY).tempfile_in(&folder).ok()?;
        let began = stamp::written(&file.as_file().metadata().ok()?)?;
        Some(Draft { file, began })
    }

    /// Whether files with these stamps, taken after the beginning, can be told from later ones.
    pub(in crate::store) fn knows(&self, stamps: &Stamps) -> bool {
        stamps.are_settled(self.began)
    }

    /// Puts the index in place. It isn't synced: what a crash leaves of it is none.
    pub(in crate::store) fn put<'r>(
        mut self,
        key: u64,
        records: impl Iterator<Item = Record<'r>>,
    ) -> Option<()> {
        let mut body = key.to_le_bytes().to_vec();
        for record in records {
            body = postcard::to_extend(&record, body).ok()?;
        }
        let file = self.file.as_file_mut();
        file.write_all(&head(&body)).and_then(|()| file.write_all(&body)).ok()?;
        let folder = self.file.path().parent()?.to_owned();
        self.file.persist(folder.join(NAME)).ok()?;
        sweep(&folder)
    }
}

/// Removes what killed writers left behind.
fn sweep(folder: &Path) -> Option<()> {
    let now = fs::metadata(folder.join(NAME)).ok()?.modified().ok()?;
    for entry in fs::read_dir(folder).ok()?.flatten() {
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| {
            name.strip_prefix('.').is_some_and(|name| name.starts_with(NAME) && name.ends_with(TEMPORARY))
        });
        let written = entry.metadata().and_then(|meta| meta.modified());
        if is_ours && written.is_ok_and(|then| now.duration_since(then).is_ok_and(|age| age > OUTDATED)) {
            let _ = fs::remove_file(entry.path());
        }
    }
    Some(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::model::CustomerId;
    use crate::store::customer_tree::CustomerFiles;

    const FOLDER: &str = ".crm";

    struct World {
        folder: tempfile::TempDir,
        stamps: Stamps,
    }

    impl World {
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            fs::write(folder.path().join("a.yaml"), "name: A\n").expect("written");
            let id = CustomerId::new("a").expect("an id");
            let files = CustomerFiles { id, card: "a.yaml".into(), log: None };
            let stamps = Stamps::of(folder.path(), &files).expect("stamps");
            World { folder, stamps }
        }

        fn put(&self, key: u64, note: &[u8]) -> Option<()> {
            let record = Record { card: "a.yaml", stamps: self.stamps, note };
            let other = Record { card: "b/宏达.yaml", ..record };
            Draft::begin(self.folder.path(), Path::new(FOLDER))?.put(key, [record, other].into_iter())
        }

        /// The note of the second customer.
        fn note(&self, key: u64) -> Option<Vec<u8>> {
            let index = Index::read(self.folder.path(), Path::new(FOLDER), 2);
            let records = index.records(key);
            records.get("b/宏达.yaml").map(|record| record.note.to_vec())
        }

        fn path(&self) -> std::path::PathBuf {
            self.folder.path().join(FOLDER).join(NAME)
        }
    }

    #[test]
    fn what_was_put_is_there_under_its_own_key() {
        let world = World::new();
        assert_eq!(world.note(1), None, "nothing there yet");
        world.put(1, b"one").expect("put");
        assert_eq!(world.note(1).as_deref(), Some(&b"one"[..]));
        assert_eq!(world.note(2), None);
        world.put(2, b"two").expect("put again");
        assert_eq!(world.note(2).as_deref(), Some(&b"two"[..]));
        let names: Vec<_> =
            fs::read_dir(world.folder.path().join(FOLDER)).expect("listed").flatten().collect();
        assert_eq!(names.len(), 2, "with .gitignore: {names:?}");
    }

    #[test]
    fn whatever_is_odd_is_no_index() {
        let world = World::new();
        world.put(1, b"note").expect("put");
        let whole = fs::read(world.path()).expect("read");
        for length in 0..whole.len() {
            fs::write(world.path(), &whole[..length]).expect("written");
            assert_eq!(world.note(1), None, "cut off at {length}");
        }
        for at in 0..whole.len() {
            let mut other = whole.clone();
            other[at] ^= 0x10;
            fs::write(world.path(), &other).expect("written");
            assert_eq!(world.note(1), None, "another byte at {at}");
        }
        fs::write(world.path(), [whole.clone(), vec![0]].concat()).expect("written");
        assert_eq!(world.note(1), None, "one byte more");
        // Even under a right checksum.
        for body in [&[][..], &[1, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255]] {
            fs::write(world.path(), [&head(body), body].concat()).expect("written");
            assert_eq!(world.note(1), None);
        }
        fs::write(world.path(), &whole).expect("written");
        assert!(world.note(1).is_some(), "as it was");
    }

    #[test]
    fn nothing_is_read_or_written_through_links() {
        use std::os::unix::fs::symlink;
        let (world, outside) = (World::new(), World::new());
        outside.put(1, b"planted").expect("put");
        let derived = world.folder.path().join(FOLDER);
        symlink(outside.folder.path().join(FOLDER), &derived).expect("linked");
        assert_eq!((world.note(1), world.put(1, b"own")), (None, None));
        fs::remove_file(&derived).expect("removed");
        fs::create_dir(&derived).expect("made");
        symlink(outside.path(), world.path()).expect("linked");
        assert_eq!((world.note(1), world.put(1, b"own")), (None, None));
        assert_eq!(outside.note(1).as_deref(), Some(&b"planted"[..]));
    }

    #[test]
    fn what_a_killed_writer_left_behind_is_swept_away() {
        let world = World::new();
        world.put(1, b"one").expect("put");
        let beside = |name: &str| world.folder.path().join(FOLDER).join(name);
        for name in [".index-old.crm-tmp", ".index-new.crm-tmp", ".lock.crm-tmp"] {
            fs::write(beside(name), "").expect("written");
        }
        for name in [".index-old.crm-tmp", ".lock.crm-tmp"] {
            let long_ago = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
            let file = File::options().write(true).open(beside(name)).expect("opened");
            file.set_modified(long_ago).expect("set");
        }
        world.put(1, b"two").expect("put");
        assert!(!beside(".index-old.crm-tmp").exists());
        assert!(beside(".index-new.crm-tmp").exists() && beside(".lock.crm-tmp").exists());
    }
}
