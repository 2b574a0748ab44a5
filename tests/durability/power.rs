//! A loss of power: what a command writes and syncs is recorded, and replayed into a model of a disk that
//! loses whatever was not synced: of data any sectors, of folders any names, in any order. What comes up
//! afterwards is laid out as a workspace, and the same is asked of it as after a kill.
//!
//! The model is stricter than the usual file systems: a file's sync keeps no name of it, names persist in
//! any order in half of the states (in the other half in the order of a journal), and a file may have its
//! new length before its data, which are zeros then. Where git makes names itself, in its own folders, the
//! model is that of ext4, XFS, Btrfs, APFS and NTFS: they come to the disk in their order, and with the next
//! sync of anything. git counts on that, and syncs no folder.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};

use nix::libc;
use nix::unistd::Pid;

use crate::dice::Dice;
use crate::place::Place;
use crate::scenarios::{SCENARIOS, Scenario};
use crate::syscalls::{End, Finding, Found, Undisturbed, aftermath, is_asked, is_known, is_team};
use crate::tracer::{self, Act, Call, Watch};

/// What doesn't hold yet: the scenario, or the beginning of its name before a star, and why. Whoever mends one
/// takes its line out; from then on the test keeps it.
const KNOWN: &[(&str, &str)] = &[
    ("edit acme", "until it is saved, the file is the editor's, which writes it in place"),
    ("review --apply --yes", "each decision is told, and is a change of its own"),
];

/// A disk writes a sector wholly or not at all.
const SECTOR: usize = 512;

/// A file or a folder, whatever its names.
type Id = usize;

/// Names that change in one step: in which folder, which name, and what it leads to then.
type Names = Vec<(Id, Vec<u8>, Option<Id>)>;

#[derive(Debug)]
enum Op {
    Names(Names),
    Write(Id, u64, Vec<u8>),
    Length(Id, u64),
    Sync(Id),
    /// Something was said on stdout.
    Said,
}

/// A folder's names, or a file's bytes.
#[derive(Clone, Debug)]
enum Node {
    Folder(BTreeMap<Vec<u8>, Id>),
    File(Vec<u8>),
}

/// A disk as it was before, and what was done to it since.
struct Recording {
    root: PathBuf,
    nodes: Vec<Node>,
    by_inode: HashMap<u64, Id>,
    ops: Vec<Op>,
    /// Of whatever is kept by another machine nothing is lost.
    elsewhere: HashSet<Id>,
    /// git's own folders, without ours among them.
    gits: HashSet<Id>,
    /// Whether what a call creates was there before.
    was_there: HashMap<Pid, bool>,
}

impl Recording {
    /// Of a place in which nothing has happened yet, and all is on the disk.
    fn new(place: &Place) -> Self {
        let mut recording = Recording {
            root: place.root().to_owned(),
            nodes: Vec::new(),
            by_inode: HashMap::new(),
            ops: Vec::new(),
            elsewhere: HashSet::new(),
            gits: HashSet::new(),
            was_there: HashMap::new(),
        };
        recording.scan(place.root(), false);
        recording
    }

    fn scan(&mut self, path: &Path, elsewhere: bool) -> Id {
        let meta = fs::symlink_metadata(path).expect("there");
        let id = self.nodes.len();
        self.by_inode.insert(meta.ino(), id);
        if elsewhere {
            self.elsewhere.insert(id);
        }
        if !meta.is_dir() {
            self.nodes.push(Node::File(fs::read(path).unwrap_or_default()));
            return id;
        }
        if is_gits(path) {
            self.gits.insert(id);
        }
        self.nodes.push(Node::Folder(BTreeMap::new()));
        let mut names = BTreeMap::new();
        for entry in fs::read_dir(path).expect("a folder").flatten() {
            let elsewhere = elsewhere || entry.file_name() == "origin.git" || entry.file_name() == "home";
            names.insert(bytes_of(&entry.path()), self.scan(&entry.path(), elsewhere));
        }
        self.nodes[id] = Node::Folder(names);
        id
    }

    /// What a path leads to, if it is ours.
    fn id(&self, path: &Path) -> Option<Id> {
        self.by_inode.get(&fs::symlink_metadata(path).ok()?.ino()).copied()
    }

    fn folder_of(&self, path: &Path) -> Option<Id> {
        let above = path.parent()?;
        // Not of a path like `a/../b`, but of where it leads.
        self.id(&fs::canonicalize(above).ok()?)
    }

    fn is_ours(&self, path: &Path) -> bool {
        path.parent()
            .and_then(|above| fs::canonicalize(above).ok())
            .is_some_and(|above| above.starts_with(&self.root))
    }

    /// Something new has this name.
    fn made(&mut self, path: &Path) {
        let (Ok(meta), Some(folder)) = (fs::symlink_metadata(path), self.folder_of(path)) else { return };
        let id = self.nodes.len();
        self.nodes.push(if meta.is_dir() { Node::Folder(BTreeMap::new()) } else { Node::File(Vec::new()) });
        // The number of one that is gone may have been given away again.
        self.by_inode.insert(meta.ino(), id);
        if self.elsewhere.contains(&folder) {
            self.elsewhere.insert(id);
        }
        if meta.is_dir() && is_gits(path) {
            self.gits.insert(id);
        }
        self.ops.push(Op::Names(vec![(folder, bytes_of(path), Some(id))]));
    }

    /// A descriptor's file, if it is ours, and its path below `/proc`, where it can be read without a name.
    fn open_file(&self, call: &Call) -> Option<(Id, PathBuf)> {
        let path = PathBuf::from(format!("/proc/{}/fd/{}", call.pid, call.args[0] as i32));
        let meta = fs::metadata(&path).ok()?;
        let is_node = meta.is_file() || meta.is_dir();
        let id = self.by_inode.get(&meta.ino()).copied()?;
        let leads = fs::read_link(&path).ok()?;
        (is_node && leads.starts_with(&self.root)).then_some((id, path))
    }

    /// Bytes that stand in a file now.
    fn written(&mut self, id: Id, path: &Path, from: u64, length: usize) {
        let mut bytes = vec![0; length];
        let read = fs::File::open(path).and_then(|file| file.read_exact_at(&mut bytes, from));
        if read.is_ok() {
            self.ops.push(Op::Write(id, from, bytes));
        }
    }
}

fn bytes_of(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.file_name().map(|name| name.as_bytes().to_vec()).unwrap_or_default()
}

/// Whether a folder is git's own, and none of ours in it.
fn is_gits(folder: &Path) -> bool {
    let names: Vec<_> = folder.iter().collect();
    let git = names.iter().rposition(|name| *name == ".git");
    git.is_some_and(|at| names.get(at + 1).is_none_or(|name| *name != "crm"))
}

/// The path that a call makes, and how it opens it.
fn opened(call: &Call) -> Option<(PathBuf, u64)> {
    match call.number {
        libc::SYS_open => Some((call.path(None, 0), call.args[1])),
        libc::SYS_creat => Some((call.path(None, 0), (libc::O_CREAT | libc::O_TRUNC) as u64)),
        libc::SYS_openat => Some((call.path(Some(0), 1), call.args[2])),
        _ => None,
    }
}

impl Watch for Recording {
    fn enter(&mut self, call: &Call) -> Act {
        if let Some((path, flags)) = opened(call)
            && flags & (libc::O_CREAT | libc::O_TRUNC) as u64 != 0
        {
            self.was_there.insert(call.pid, fs::symlink_metadata(&path).is_ok());
        }
        Act::Go
    }

    fn leave(&mut self, call: &Call, answer: i64) {
        if answer < 0 {
            return;
        }
        if let Some((path, flags)) = opened(call) {
            let Some(was_there) = self.was_there.remove(&call.pid) else { return };
            if !self.is_ours(&path) {
                return;
            }
            if !was_there {
                self.made(&path);
            } else if flags & libc::O_TRUNC as u64 != 0
                && let Some(id) = self.id(&path)
            {
                self.ops.push(Op::Length(id, 0));
            }
            return;
        }
        let (from, to) = match call.number {
            libc::SYS_rename | libc::SYS_link => (call.path(None, 0), call.path(None, 1)),
            libc::SYS_renameat | libc::SYS_renameat2 | libc::SYS_linkat => {
                (call.path(Some(0), 1), call.path(Some(2), 3))
            }
            libc::SYS_unlink | libc::SYS_rmdir | libc::SYS_mkdir => (call.path(None, 0), PathBuf::new()),
            libc::SYS_unlinkat | libc::SYS_mkdirat => (call.path(Some(0), 1), PathBuf::new()),
            _ => return self.data(call, answer),
        };
        if !self.is_ours(&from) {
            return;
        }
        match call.number {
            libc::SYS_mkdir | libc::SYS_mkdirat => self.made(&from),
            libc::SYS_unlink | libc::SYS_unlinkat | libc::SYS_rmdir => {
                if let Some(folder) = self.folder_of(&from) {
                    self.ops.push(Op::Names(vec![(folder, bytes_of(&from), None)]));
                }
            }
            number => {
                let (Some(old), Some(new)) = (self.folder_of(&from), self.folder_of(&to)) else { return };
                let there = self.id(&to);
                let is_link = matches!(number, libc::SYS_link | libc::SYS_linkat);
                let mut names = vec![(new, bytes_of(&to), there)];
                if !is_link {
                    // After an exchange, the old name leads to the other file.
                    names.push((old, bytes_of(&from), self.id(&from)));
                }
                self.ops.push(Op::Names(names));
            }
        }
    }
}

impl Recording {
    fn data(&mut self, call: &Call, answer: i64) {
        let length = answer as usize;
        match call.number {
            libc::SYS_write | libc::SYS_writev => match self.open_file(call) {
                Some((id, path)) => {
                    let end = call.descriptor(call.args[0], "pos:").unwrap_or_default();
                    self.written(id, &path, end.saturating_sub(length as u64), length);
                }
                None if call.args[0] == 1 => self.ops.push(Op::Said),
                None => {}
            },
            libc::SYS_pwrite64 => {
                if let Some((id, path)) = self.open_file(call) {
                    self.written(id, &path, call.args[3], length);
                }
            }
            libc::SYS_ftruncate => {
                if let Some((id, _)) = self.open_file(call) {
                    self.ops.push(Op::Length(id, call.args[1]));
                }
            }
            libc::SYS_fsync | libc::SYS_fdatasync => {
                if let Some((id, _)) = self.open_file(call) {
                    self.ops.push(Op::Sync(id));
                }
            }
            libc::SYS_copy_file_range | libc::SYS_sendfile => {
                let to = usize::from(call.number == libc::SYS_copy_file_range) * 2;
                let call = Call { args: [call.args[to], 0, 0, 0, 0, 0], ..call.clone() };
                if let Some((id, path)) = self.open_file(&call) {
                    let length = fs::metadata(&path).map(|meta| meta.len()).unwrap_or_default();
                    self.written(id, &path, 0, length as usize);
                }
            }
            _ => {}
        }
    }

    /// After how many steps the answer was given.
    fn answered(&self) -> usize {
        self.ops.iter().rposition(|op| matches!(op, Op::Said)).map_or(self.ops.len(), |at| at + 1)
    }

    /// The disk of which nothing is lost.
    fn whole(&self) -> Vec<Node> {
        let mut nodes = self.nodes.clone();
        for op in &self.ops {
            match op {
                Op::Names(names) => name(&mut nodes, names),
                Op::Write(id, from, bytes) => {
                    if let Node::File(file) = &mut nodes[*id] {
                        write(file, *from as usize, bytes, |_| true);
                    }
                }
                Op::Length(id, length) => {
                    if let Node::File(file) = &mut nodes[*id] {
                        file.resize(*length as usize, 0);
                    }
                }
                Op::Sync(_) | Op::Said => {}
            }
        }
        nodes
    }

    /// The disk that comes up after a loss of power behind the first so many steps.
    fn after(&self, steps: usize, dice: &mut Dice) -> Vec<Node> {
        let ops = &self.ops[..steps];
        let mut nodes = self.nodes.clone();
        let synced_after = |id: Id, at: usize| {
            self.elsewhere.contains(&id)
                || ops[at..].iter().any(|op| matches!(op, Op::Sync(own) if *own == id))
        };
        // A journal keeps names in their order: all up to one of them.
        let in_order = dice.roll(2) == 0;
        let kept_to = dice.roll(ops.len() + 1);
        let any_after = |at: usize| ops[at..].iter().any(|op| matches!(op, Op::Sync(_)));
        let names_synced = |names: &Names, at: usize| {
            let is_synced = |(folder, ..): &(Id, _, _)| {
                synced_after(*folder, at) || self.gits.contains(folder) && any_after(at)
            };
            names.iter().all(is_synced)
        };
        let durable_to = ops
            .iter()
            .enumerate()
            .filter(|(at, op)| matches!(op, Op::Names(names) if names_synced(names, *at)));
        let durable_to = durable_to.map(|(at, _)| at + 1).next_back().unwrap_or(0);
        // How much of what was not synced gets through: nothing, all, or some.
        let luck = [0, 1, 1, 1, 2][dice.roll(5)];
        let gets_through = |dice: &mut Dice| luck == 2 || luck == 1 && dice.roll(2) == 0;
        for (at, op) in ops.iter().enumerate() {
            match op {
                Op::Names(names) => {
                    let is_gits = names.iter().any(|(folder, ..)| self.gits.contains(folder));
                    let kept =
                        if in_order || is_gits { at < kept_to.max(durable_to) } else { gets_through(dice) };
                    if kept || names_synced(names, at) {
                        name(&mut nodes, names);
                    }
                }
                Op::Write(id, from, bytes) => {
                    let is_synced = synced_after(*id, at);
                    if let Node::File(file) = &mut nodes[*id] {
                        write(file, *from as usize, bytes, |_| is_synced || gets_through(dice));
                    }
                }
                Op::Length(id, length) => {
                    let kept = synced_after(*id, at) || gets_through(dice);
                    if let Node::File(file) = &mut nodes[*id]
                        && kept
                    {
                        file.resize(*length as usize, 0);
                    }
                }
                Op::Sync(_) | Op::Said => {}
            }
        }
        nodes
    }
}

/// Gives these names.
fn name(nodes: &mut [Node], names: &Names) {
    for (folder, name, id) in names {
        if let Node::Folder(own) = &mut nodes[*folder] {
            match id {
                Some(id) => own.insert(name.clone(), *id),
                None => own.remove(name),
            };
        }
    }
}

/// Writes those sectors that get through; the length grows with the last of them, or without any.
fn write(file: &mut Vec<u8>, from: usize, bytes: &[u8], mut kept: impl FnMut(usize) -> bool) {
    let end = from + bytes.len();
    let mut at = from;
    while at < end {
        let stop = end.min((at / SECTOR + 1) * SECTOR);
        if kept(at) {
            if file.len() < stop {
                file.resize(stop, 0);
            }
            file[at..stop].copy_from_slice(&bytes[at - from..stop - from]);
        }
        at = stop;
    }
    // Its new length without its data.
    if file.len() < end && kept(end) {
        file.resize(end, 0);
    }
}

/// Lays a disk out as a folder.
fn lay_out(nodes: &[Node], id: Id, path: &Path) {
    use std::os::unix::ffi::OsStrExt;
    match &nodes[id] {
        Node::File(bytes) => fs::write(path, bytes).expect("written"),
        Node::Folder(names) => {
            fs::create_dir_all(path).expect("made");
            for (name, id) in names {
                lay_out(nodes, *id, &path.join(std::ffi::OsStr::from_bytes(name)));
            }
        }
    }
}

fn print_of(nodes: &[Node], id: Id, hasher: &mut DefaultHasher) {
    match &nodes[id] {
        Node::File(bytes) => bytes.hash(hasher),
        Node::Folder(names) => {
            for (name, id) in names {
                name.hash(hasher);
                print_of(nodes, *id, hasher);
            }
        }
    }
}

/// Losses of power in one command: so many different disks.
fn losses(scenario: &Scenario, normal: &Undisturbed, states: u64) -> Found {
    let place = normal.ready.copy();
    let mut recording = Recording::new(&place);
    let ran = tracer::run(&place.command("li", &scenario.args), &mut recording).expect("traced").ran;
    assert_eq!(ran.code, 0, "{}: {ran:?}", scenario.name);
    let steps = recording.ops.len();
    // Nothing of it was overlooked: without a loss there is what the command left.
    let whole = Place::empty();
    lay_out(&recording.whole(), 0, whole.root());
    assert_eq!(
        whole.held("li"),
        place.held("li"),
        "{}: the recording has all that was written",
        scenario.name
    );
    let (mut found, mut seen) = (Found::default(), HashSet::new());
    for number in 0..states * 30 {
        let mut dice = Dice::of(number);
        let _ = dice.roll(2);
        // Many at the end, where the answer has been given.
        let at = if dice.roll(4) == 0 { steps } else { dice.roll(steps + 1) };
        let nodes = recording.after(at, &mut dice);
        let mut hasher = DefaultHasher::new();
        print_of(&nodes, 0, &mut hasher);
        let acknowledged = at >= recording.answered();
        if !seen.insert((hasher.finish(), acknowledged)) {
            continue;
        }
        if found.count as u64 == states {
            break;
        }
        let place = Place::empty();
        lay_out(&nodes, 0, place.root());
        let mut findings: Vec<Finding> = Vec::new();
        let end = if acknowledged { End::Done } else { End::Cut };
        aftermath(&place, scenario, normal, number, end, &mut findings);
        let words = format!("loss {number}, behind step {at} of {steps}: ");
        found.add(findings.into_iter().map(|(sort, told)| (sort, words.clone() + &told)).collect());
    }
    found
}

/// Losses in all of these scenarios: so many each by default, a thousand with `CRM_TEST_FULL=1`, so many
/// with `CRM_TEST_FULL=5000`.
fn sweep(few: u64, which: impl Fn(&Scenario) -> bool) {
    if !tracer::is_here() {
        return;
    }
    let full = std::env::var("CRM_TEST_FULL").ok().map(|full| full.parse().unwrap_or(1));
    let states = match full {
        Some(1) => 1000,
        Some(many) => many,
        None => few,
    };
    let (plain, git, team) = (Place::plain(), Place::git(), Place::team(&["wang"]));
    let (mut all, mut new) = (0, Vec::new());
    for scenario in SCENARIOS.iter().filter(|scenario| which(scenario) && is_asked(scenario)) {
        let normal = Undisturbed::of(scenario, scenario.prepare(&plain, &git, &team));
        let found = losses(scenario, &normal, states);
        all += found.count;
        if !found.told(&scenario.name) && !is_known(KNOWN, &scenario.name) {
            new.push(&scenario.name);
        }
    }
    println!("{all} disks after a loss of power");
    assert!(new.is_empty(), "something doesn't hold in {new:?}");
}

#[test]
fn a_loss_of_power_loses_nothing_that_was_acknowledged() {
    sweep(6, |scenario| !is_team(scenario));
}

#[test]
fn a_loss_of_power_in_a_sync_loses_nothing_that_was_acknowledged() {
    sweep(2, is_team);
}

#[test]
fn sectors_and_lengths_get_through_each_for_itself() {
    let bytes = vec![b'x'; 1000];
    let file = |kept: &dyn Fn(usize) -> bool| {
        let mut file = b"old".to_vec();
        write(&mut file, 3, &bytes, kept);
        file
    };
    assert_eq!(file(&|_| false), b"old");
    assert_eq!(file(&|_| true).len(), 1003);
    assert_eq!(file(&|at| at == 1003), [b"old".to_vec(), vec![0; 1000]].concat(), "a length without data");
    let second = file(&|at| at == 512);
    assert_eq!((second.len(), second[511], second[512]), (1003, 0, b'x'), "a torn write");
}
