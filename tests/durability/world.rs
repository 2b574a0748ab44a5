//! A workspace for one test, and what can be asked of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The day of every test; not that of the clock, so that entries have no hour and are the same each time.
pub const TODAY: &str = "2026-03-02";
/// A hand-written customer, of whose bytes only the changed ones may change.
pub const ACME: &str = "# our first one\nname: 'Acme'   # as on the card\ngrade: C\nowner: li\nregion: r0\n\ncontacts:\n  - name: Anna\n    decides: true\n    verified: 2026-01-02\ntags: [a, b]\nplan: p0\n";

/// Files by path relative to the root, with their bytes.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A workspace that is gone with its value.
pub struct World {
    folder: tempfile::TempDir,
}

impl World {
    /// Three customers, of whom only the first has a log.
    pub fn new() -> Self {
        let world = World { folder: tempfile::tempdir().expect("a folder") };
        world.reset();
        world
    }

    /// As it was in the beginning.
    pub fn reset(&self) {
        for folder in ["customers", ".crm"] {
            let _ = fs::remove_dir_all(self.at(folder));
        }
        fs::create_dir_all(self.at("customers/eu")).expect("made");
        self.write("crm.yaml", "version: 2\npeople: {li: {name: Li}}\n");
        self.write("customers/acme.yaml", ACME);
        self.write("customers/acme.log.jsonl", &entry("the first"));
        self.write("customers/eu/bolt.yaml", "name: Bolt\nowner: li\ngrade: B\n");
        self.write("customers/宏达.yaml", "name: 宏达\nowner: li\ngrade: A\n");
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn at(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        fs::write(self.at(path), text).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The program in this workspace, with nothing of the caller's environment.
    pub fn command(&self, args: &[&str]) -> Command {
        self.prepare(Command::new(env!("CARGO_BIN_EXE_crm")), args)
    }

    /// Another program that runs ours.
    pub fn within(&self, program: &str, own: &[&str], args: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(own).arg(env!("CARGO_BIN_EXE_crm"));
        self.prepare(command, args)
    }

    fn prepare(&self, mut command: Command, args: &[&str]) -> Command {
        command.args(args).env_clear().current_dir(self.root()).stdin(Stdio::null());
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command.env("HOME", self.root()).env("CRM_USER", "li").env("CRM_TODAY", TODAY);
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(&self.command(args).output().expect("it runs"))
    }

    /// What `crm check` tells, one line each; asking it completes what was interrupted. That a killed command
    /// left its temporary file behind is told, and no reason to worry.
    pub fn problems(&self) -> Vec<String> {
        let ran = self.run(&["check", "--format", "plain"]);
        assert_eq!(ran.err, "", "check has nothing else to say");
        assert!(matches!(ran.code, 0 | 1), "{ran:?}");
        let left = |line: &&str| line.contains(".crm-tmp:1:1: warning: ");
        ran.out.lines().filter(|line| !left(line)).map(str::to_owned).collect()
    }

    pub fn assert_clean(&self, after: &str) {
        assert_eq!(self.problems(), Vec::<String>::new(), "after {after}");
    }

    /// The customers' files; those that a crash left behind are none.
    pub fn files(&self) -> Files {
        let mut files = Files::new();
        collect(self.root(), &self.at("customers"), &mut files);
        files
    }

    /// The entries of a log; one that isn't there has none. Every line must be one.
    pub fn entries(&self, log: &str) -> Vec<Value> {
        let Ok(text) = fs::read_to_string(self.at(log)) else { return Vec::new() };
        assert!(text.is_empty() || text.ends_with('\n'), "{log}: the last line is cut off");
        let read = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        text.lines().map(read).collect()
    }

    /// What a crash left behind.
    pub fn left_behind(&self) -> Vec<PathBuf> {
        let folders = [self.at("customers"), self.at("customers/eu"), self.at(".crm")];
        let names = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
        names.map(|entry| entry.path()).filter(|path| path.to_string_lossy().ends_with(".crm-tmp")).collect()
    }
}

/// A line of a log.
pub fn entry(text: &str) -> String {
    format!("{{\"at\":\"2026-03-01\",\"by\":\"li\",\"kind\":\"note\",\"text\":\"{text}\"}}\n")
}

fn collect(root: &Path, folder: &Path, files: &mut Files) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let bytes = fs::read(&path).expect("a file");
            files.insert(path.strip_prefix(root).expect("below").to_owned(), bytes);
        }
    }
}

/// How a run ended, and what it said.
#[derive(Debug)]
pub struct Ran {
    /// The exit code; -1 where a signal ended it.
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ran { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// Whether our own code panicked. What Rust's runtime can't set up before it is not work of ours.
    pub fn panicked(&self) -> bool {
        self.err.contains("panicked") && !self.err.contains("failed to allocate an alternative stack")
    }

    /// Done, without a word on stderr.
    pub fn done(self) -> Self {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{self:?}");
        self
    }

    /// Not done, for this exit code, and it says why.
    pub fn refused(self, code: i32, why: &str) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        assert!(self.err.contains(why) && !self.err.contains("panicked"), "{self:?}");
        self
    }
}

/// Whether a program can be started here.
pub fn has(program: &str, args: &[&str]) -> bool {
    let ran = Command::new(program).args(args).stdin(Stdio::null()).output();
    ran.is_ok_and(|output| output.status.success())
}
