use std::collections::BTreeMap;

use super::*;
use crate::store::recovery::recover;

/// A workspace of some files, outside of any clone.
struct World {
    _folder: tempfile::TempDir,
    root: PathBuf,
}

/// Files below `customers/` with their bytes.
type Files = BTreeMap<String, Vec<u8>>;

const OLD: [(&str, &str); 4] = [
    ("a.yaml", "name: A\ngrade: C\n"),
    ("a.log.jsonl", "one\n"),
    ("b.yaml", "name: B\n"),
    ("b.log.jsonl", "two\n"),
];

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a path");
        fs::create_dir(root.join("customers")).expect("made");
        let world = World { _folder: folder, root };
        for (name, text) in OLD {
            world.put(name, text.as_bytes());
        }
        world
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        fs::write(self.root.join("customers").join(name), bytes).expect("written");
    }

    fn gone(&self, name: &str) {
        let _ = fs::remove_file(self.root.join("customers").join(name));
    }

    fn files(&self) -> Files {
        let entries = fs::read_dir(self.root.join("customers")).expect("listed").flatten();
        entries
            .map(|entry| {
                (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("read"))
            })
            .collect()
    }

    fn place(&self) -> Place {
        Place::of(&self.root).expect("found")
    }

    /// A note that a crash left.
    fn interrupted(&self, transaction: &Transaction) {
        self.place().make(&self.root).expect("made");
        let entry =
            JournalEntry::Files { workspace: PathBuf::new(), transaction: Cow::Borrowed(transaction) };
        write::create(&self.place().pending(), &serde_json::to_vec(&entry).expect("json")).expect("noted");
    }

    fn is_noted(&self) -> bool {
        self.place().pending().exists()
    }
}

fn at(name: &str) -> PathBuf {
    Path::new("customers").join(name)
}

fn files(files: &[(&str, &str)]) -> Files {
    files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
}

/// One customer becomes a part of another one, a third one is made, and a decision is logged.
fn joined() -> Transaction {
    let changes = vec![
        FileChange::put(&at("b.yaml"), Some(b"name: B\n"), None),
        FileChange::put(&at("b.log.jsonl"), Some(b"two\n"), None),
        FileChange::put(&at("a.yaml"), Some(b"name: A\ngrade: C\n"), Some(b"name: A\ngrade: B\n")),
        FileChange::put(&at("a.log.jsonl"), Some(b"one\n"), Some(b"one\ntwo\nthree\n")),
        FileChange::put(&at("new.yaml"), None, Some(b"name: N\n")),
        FileChange::put(&at("more.yaml"), None, Some(b"name: M\n")),
        FileChange::append(&at("new.log.jsonl"), None, vec!["x".into(), "y".into()]),
    ];
    Transaction { run: "r".into(), changes, ..Transaction::default() }.in_order()
}

fn all_joined() -> Files {
    files(&[
        ("a.yaml", "name: A\ngrade: B\n"),
        ("a.log.jsonl", "one\ntwo\nthree\n"),
        ("new.yaml", "name: N\n"),
        ("more.yaml", "name: M\n"),
        ("new.log.jsonl", "x\ny\n"),
    ])
}

#[test]
fn all_files_change_and_the_note_becomes_the_way_back() {
    let world = World::new();
    commit(&world.root, joined(), &|| {}).expect("done");
    assert_eq!(world.files(), all_joined());
    assert!(!world.is_noted());
    let way_back = last(&world.root).expect("read");
    assert_eq!(way_back.len(), 1);
    assert_eq!(way_back[0].1, joined());
}

#[test]
fn a_crash_after_any_step_is_completed_once() {
    let transaction = joined();
    for step in 0..=transaction.changes.len() {
        let world = World::new();
        world.interrupted(&transaction);
        let begun = Transaction { changes: transaction.changes[..step].to_vec(), ..Transaction::default() };
        begun.carry_out(&world.root, &|| {}).expect("begun");
        for _ in 0..2 {
            recover(&world.root).expect("completed");
            assert_eq!(world.files(), all_joined(), "after step {step}");
            assert!(!world.is_noted());
        }
    }
}

#[test]
fn lines_that_were_cut_off_are_written_whole() {
    for cut in ["", "\n", "x", "x\n", "x\ny", "\0", "x\0", "x\0\0\n", "\0\0y\n", "\n\0\0y\n", "x\ny\0"] {
        let world = World::new();
        let change = FileChange::append(&at("a.log.jsonl"), Some(4), vec!["x".into(), "y".into()]);
        world.interrupted(&Transaction { changes: vec![change], ..Transaction::default() });
        world.put("a.log.jsonl", format!("one\n{cut}").as_bytes());
        recover(&world.root).expect("completed");
        let log = world.files()["a.log.jsonl"].clone();
        let lines: Vec<&[u8]> = lines_of(&log).collect();
        assert_eq!(lines, [b"one".as_slice(), b"x", b"y"], "{cut:?}");
    }
}

#[test]
fn what_fails_leaves_all_files_as_they_were() {
    // A folder lies where the last file is to be made.
    let world = World::new();
    fs::create_dir(world.root.join("customers/new.log.jsonl")).expect("in the way");
    assert!(commit(&world.root, joined(), &|| {}).is_err());
    fs::remove_dir(world.root.join("customers/new.log.jsonl")).expect("removed");
    assert_eq!(world.files(), files(&OLD));
    assert!(!world.is_noted());
    // Somebody has changed the file that is to go.
    world.put("b.yaml", b"name: B\nplan: x\n");
    let before = world.files();
    assert!(matches!(commit(&world.root, joined(), &|| {}), Err(StoreError::Changed(_))));
    assert_eq!(world.files(), before);
    assert!(!world.is_noted() && last(&world.root).expect("read").is_empty());
}

#[test]
fn a_transaction_that_would_lose_a_line_is_refused() {
    let world = World::new();
    let change = FileChange::put(&at("a.log.jsonl"), Some(b"one\n"), Some(b"three\n"));
    let losing = |removes| Transaction { changes: vec![change.clone()], removes, ..Transaction::default() };
    assert!(matches!(commit(&world.root, losing(Removes::Nothing), &|| {}), Err(StoreError::Lost(_))));
    let other = Removes::Lines(vec![Content(b"two".to_vec())]);
    assert!(matches!(commit(&world.root, losing(other), &|| {}), Err(StoreError::Lost(_))));
    assert_eq!(world.files(), files(&OLD));
    let named = Removes::Lines(vec![Content(b"one".to_vec())]);
    commit(&world.root, losing(named), &|| {}).expect("it is named");
    assert_eq!(world.files()["a.log.jsonl"], b"three\n");
}

#[test]
fn whoever_changed_a_file_by_hand_since_has_the_last_word() {
    let transaction = joined();
    // What was changed stands in it still: the rest belongs to it.
    let world = World::new();
    world.interrupted(&transaction);
    world.put("a.yaml", b"name: A\ngrade: B\nplan: x\n");
    recover(&world.root).expect("completed");
    let mut all = all_joined();
    all.insert("a.yaml".into(), b"name: A\ngrade: B\nplan: x\n".to_vec());
    assert_eq!(world.files(), all);
    // It doesn't: nothing more is done, and what was done is taken back.
    for step in 0..=transaction.changes.len() {
        let world = World::new();
        world.interrupted(&transaction);
        let begun = Transaction { changes: transaction.changes[..step].to_vec(), ..Transaction::default() };
        begun.carry_out(&world.root, &|| {}).expect("begun");
        world.put("a.yaml", b"name: A\ngrade: A\n");
        recover(&world.root).expect("taken back");
        let mut old = files(&OLD);
        old.insert("a.yaml".into(), b"name: A\ngrade: A\n".to_vec());
        assert_eq!(world.files(), old, "after step {step}");
        assert!(!world.is_noted());
    }
}

#[test]
fn on_another_branch_there_is_nothing_to_complete() {
    for gone in ["a.yaml", "a.log.jsonl", "b.yaml"] {
        let world = World::new();
        world.interrupted(&joined());
        world.gone(gone);
        let before = world.files();
        recover(&world.root).expect("no obstacle");
        if gone == "b.yaml" {
            // As if it had gone already: the rest is done.
            assert_eq!(world.files(), all_joined());
        } else {
            assert_eq!(world.files(), before);
        }
        assert!(!world.is_noted());
    }
}

#[test]
fn a_note_that_somebody_else_wrote_touches_no_other_file() {
    for astray in ["../x", "/tmp/crm-astray", "crm.yaml", "customers/../x", ".git/config", "customers/.x"] {
        let world = World::new();
        fs::write(world.root.join("crm.yaml"), "name: B\n").expect("written");
        let path = Path::new(astray);
        for change in [
            FileChange::append(path, None, vec!["x".into()]),
            FileChange::put(path, None, Some(b"x")),
            FileChange::put(path, Some(b"name: B\n"), None),
        ] {
            world.interrupted(&Transaction { changes: vec![change], ..Transaction::default() });
            recover(&world.root).expect("passed over");
            assert!(!world.is_noted());
            assert_eq!(fs::read_to_string(world.root.join("crm.yaml")).expect("read"), "name: B\n");
            assert!(astray == "crm.yaml" || !world.root.join(astray).exists(), "{astray}");
        }
    }
}

/// What somebody else may have sent along with the rules speaks of no other workspace, and of no branch.
#[cfg(unix)]
#[test]
fn a_note_beside_the_rules_leads_to_no_other_folder() {
    let world = World::new();
    let other = World::new();
    let link = world.root.join("link");
    std::os::unix::fs::symlink(&other.root, &link).expect("linked");
    let change = FileChange::put(&at("new.yaml"), None, Some(b"name: New\n"));
    let beside = Place::of(&world.root).expect("found");
    for (clone, workspace) in [false, true].into_iter().flat_map(|clone| {
        [other.root.clone(), PathBuf::from("link"), PathBuf::from("../x"), PathBuf::from("customers/..")]
            .map(|workspace| (clone, workspace))
    }) {
        if clone {
            fs::create_dir_all(world.root.join(".git")).expect("made");
            fs::write(world.root.join(".git/HEAD"), "ref: refs/heads/main\n").expect("written");
        }
        for place in [&beside, &Place::of(&world.root).expect("found")] {
            let transaction = Transaction { changes: vec![change.clone()], ..Transaction::default() };
            let entry =
                JournalEntry::Files { workspace: workspace.clone(), transaction: Cow::Owned(transaction) };
            place.make(&world.root).expect("made");
            write::create(&place.pending(), &serde_json::to_vec(&entry).expect("json")).expect("noted");
            recover(&world.root).expect("in nobody's way");
            assert!(!is_left(&world.root));
            assert_eq!(other.files(), files(&OLD), "{}", workspace.display());
            assert_eq!(world.files(), files(&OLD), "{}", workspace.display());
        }
    }
    assert!(!unread(&world.root).is_empty());
}

/// Whatever stands where a note or the ways back should be: nobody is kept from writing, nothing is written or
/// removed at the end of a link.
#[cfg(unix)]
#[test]
fn what_stands_in_the_journals_place_is_set_aside() {
    let outside = tempfile::tempdir().expect("a folder");
    let kept = outside.path().join("kept.json");
    fs::write(&kept, "theirs").expect("written");
    let folder = |path: &Path| fs::create_dir(path);
    let file = |path: &Path| fs::write(path, "x");
    let link = |path: &Path| std::os::unix::fs::symlink(outside.path(), path);
    type Obstacle<'a> = &'a dyn Fn(&Path) -> io::Result<()>;
    let all: [Obstacle<'_>; 3] = [&folder, &file, &link];
    for obstacle in all {
        for name in ["pending.json", "undo"] {
            let world = World::new();
            let place = world.place();
            place.make(&world.root).expect("made");
            obstacle(&place.folder().join(name)).expect("put there");
            for count in 1..=2 {
                recover(&world.root).expect("in nobody's way");
                let change = FileChange::append(&at("a.log.jsonl"), None, vec![format!("new {count}")]);
                commit(&world.root, Transaction { changes: vec![change], ..Transaction::default() }, &|| {})
                    .expect("done");
                assert!(!world.is_noted(), "{name}");
                assert_eq!(
                    last(&world.root).expect("read").len(),
                    1 + usize::from(count == 2),
                    "{name}: the way back"
                );
            }
            let purge = Transaction { purges: true, removes: Removes::Anything, ..Transaction::default() };
            commit(&world.root, purge, &|| {}).expect("done");
            assert_eq!(fs::read_dir(outside.path()).expect("listed").count(), 1, "{name}");
            assert!(kept.is_file());
        }
    }
}

#[cfg(unix)]
#[test]
fn what_is_forgotten_leaves_no_temporary_file_at_the_end_of_a_link() {
    let world = World::new();
    let shared = world.root.join("shared");
    fs::create_dir(&shared).expect("made");
    fs::rename(world.root.join("customers/b.yaml"), shared.join("real.yaml")).expect("moved");
    std::os::unix::fs::symlink(shared.join("real.yaml"), world.root.join("customers/b.yaml"))
        .expect("linked");
    let change = FileChange::put(&at("b.yaml"), Some(b"name: B\n"), Some(b"name: -\n"));
    let forgets = Transaction {
        changes: vec![change],
        removes: Removes::Anything,
        purges: true,
        ..Transaction::default()
    };
    world.interrupted(&forgets);
    // Killed when both have changed their places.
    fs::write(shared.join("real.yaml"), "name: -\n").expect("written");
    fs::write(shared.join(".real.yaml.crm-tmp"), "name: B\n").expect("written");
    recover(&world.root).expect("completed");
    assert_eq!(fs::read_dir(&shared).expect("listed").count(), 1);
}

#[test]
fn a_note_that_nobody_can_read_is_kept_in_nobodys_way() {
    let world = World::new();
    world.place().make(&world.root).expect("made");
    for text in ["{\"Future\":{}}", "torn"] {
        fs::write(world.place().pending(), text).expect("noted");
        recover(&world.root).expect("set aside");
        assert!(!world.is_noted());
    }
    assert_eq!(unread(&world.root).len(), 2);
    commit(&world.root, joined(), &|| {}).expect("in nobody's way");
}

#[test]
fn what_is_forgotten_leaves_nothing_behind_and_is_completed_though_a_file_changed() {
    let forgets = || {
        let changes = vec![
            FileChange::put(&at("b.log.jsonl"), Some(b"two\n"), None),
            FileChange::put(&at("b.yaml"), Some(b"name: B\n"), None),
        ];
        Transaction { changes, removes: Removes::Anything, purges: true, ..Transaction::default() }
    };
    let world = World::new();
    let before = FileChange::put(&at("b.yaml"), Some(b"name: Old B\n"), Some(b"name: B\n"));
    world.put("b.yaml", b"name: Old B\n");
    let renamed = Transaction { changes: vec![before], ..Transaction::default() };
    commit(&world.root, renamed, &|| {}).expect("changed");
    commit(&world.root, forgets(), &|| {}).expect("forgotten");
    let held = |folder: &Path| -> Vec<PathBuf> {
        let files =
            walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
        let names = files.map(|entry| entry.into_path());
        names.filter(|path| fs::read_to_string(path).is_ok_and(|text| text.contains("name: "))).collect()
    };
    assert_eq!(held(world.place().folder()), Vec::<PathBuf>::new());
    let world = World::new();
    world.interrupted(&forgets());
    world.put("b.log.jsonl", b"two\nlogged by another program\n");
    recover(&world.root).expect("completed");
    assert!(!world.files().contains_key("b.yaml"));
    assert_eq!(held(world.place().folder()), Vec::<PathBuf>::new());
}

#[test]
fn a_clone_keeps_its_journal_where_no_commit_takes_it_along() {
    let world = World::new();
    fs::create_dir(world.root.join(".git")).expect("made");
    fs::write(world.root.join(".git/HEAD"), "ref: refs/heads/main\n").expect("written");
    let inner = world.root.join("sub/ws");
    fs::create_dir_all(inner.join("customers")).expect("made");
    let change = || FileChange::put(&at("c.yaml"), None, Some(b"name: C\n"));
    let transaction = || Transaction { changes: vec![change()], ..Transaction::default() };
    commit(&inner, transaction(), &|| {}).expect("done");
    assert!(!inner.join(".crm-journal").exists());
    assert_eq!(last(&inner).expect("read").len(), 1);
    assert!(last(&world.root).expect("read").is_empty(), "it is another workspace's");
    // What was interrupted in one workspace is completed by whoever comes next, from another one.
    let place = Place::of(&inner).expect("found");
    let entry =
        JournalEntry::Files { workspace: PathBuf::from("sub/ws"), transaction: Cow::Owned(transaction()) };
    fs::remove_file(inner.join("customers/c.yaml")).expect("removed");
    write::create(&place.pending(), &serde_json::to_vec(&entry).expect("json")).expect("noted");
    recover(&world.root).expect("completed");
    assert!(inner.join("customers/c.yaml").is_file());
}
