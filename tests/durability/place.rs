//! A folder in which everything of one scenario lives: clones, their remote, the home of who types. It can
//! be copied, so that each of thousands of crashes begins with the same.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::world::{Ran, TODAY};

/// The rules of these workspaces.
pub const RULES: &str = "version: 2\npeople: {li: {name: Li, hours_a_week: 8}, wang: {name: Wang, hours_a_week: 8}, chen: {name: Chen, hours_a_week: 8}}\npool:\n  after:\n    C: {followup: 3 months}\n";

/// Something for each command to do: orders that want another grade, customers that fall into the pool,
/// one in it, one archived, one to be made one with another, a person to be forgotten. `zed` is nobody's
/// business: the command that comes after a crash writes there.
const CUSTOMERS: [(&str, &str, &[&str]); 8] = [
    (
        "acme",
        "# our first one\nname: \"Acme\"   # as on the card\ngrade: C\nowner: li\nregion: r0\nsince: 2025-01-05\n\ncontacts:\n  - name: Anna Needlemann\n    decides: true\n    email: needlemann@acme.example\n    verified: 2026-01-02\ntags: [a, b]\nplan: p0\n",
        &[
            r#"{"at":"2025-01-05","by":"li","kind":"followup","via":"call","text":"Anna Needlemann called"}"#,
            r#"{"at":"2025-02-11","by":"li","kind":"order","amount":"900000","currency":"USD","text":"order 1"}"#,
            r#"{"at":"2025-03-11","by":"li","kind":"order","amount":"900000","currency":"USD","text":"order 2"}"#,
            r#"{"at":"2025-04-11","by":"li","kind":"order","amount":"900000","currency":"USD","text":"order 3"}"#,
            r#"{"at":"2025-09-05","by":"li","kind":"followup","via":"call","text":"acme second"}"#,
        ],
    ),
    (
        "eu/bolt",
        "name: Bolt\nowner: li\ngrade: B\nsince: 2025-02-01\ncontacts:\n  - {name: Ann Bolt, email: ann@bolt.example}\n",
        &[
            r#"{"at":"2025-02-02","by":"li","kind":"followup","via":"call","text":"Ann Bolt is away"}"#,
            r#"{"at":"2025-03-02","by":"li","kind":"followup","via":"call","text":"bolt history"}"#,
        ],
    ),
    ("宏达", "name: 宏达\nowner: li\ngrade: A\nsince: 2024-01-01\n", &[]),
    (
        "pump",
        "name: Pump\ngrade: C\n",
        &[r#"{"at":"2025-02-02","by":"li","kind":"followup","via":"call","text":"pump history"}"#],
    ),
    ("globex", "name: Globex\nowner: li\ngrade: D\nsince: 2024-01-01\narchived: 2025-12-01\n", &[]),
    (
        "rust",
        "name: Rust\nowner: li\ngrade: C\nsince: 2025-01-01\n",
        &[r#"{"at":"2025-06-02","by":"li","kind":"followup","via":"call","text":"rust history"}"#],
    ),
    (
        "iron",
        "name: Iron\nowner: li\ngrade: C\nsince: 2025-01-01\n",
        &[r#"{"at":"2025-06-03","by":"li","kind":"followup","via":"call","text":"iron history"}"#],
    ),
    (
        "zed",
        "name: Zed\ngrade: A\nowner: chen\nsince: 2026-02-20\n",
        &[r#"{"at":"2026-02-20","by":"chen","kind":"followup","via":"call","text":"zed history"}"#],
    ),
];

/// Lists to be brought in.
const LISTS: [(&str, &str); 2] = [
    ("customers.csv", "name,country,phone\nNew One,DE,+49 1\nNew Two,FR,+33 2\nNew Three,GB,+44 3\n"),
    (
        "entries.csv",
        "customer,at,by,kind,text\nacme,2026-01-01,li,note,one\nbolt,2026-01-02,li,note,two\npump,2026-01-03,li,note,three\n",
    ),
];

const GIT: &str = "[user]\nname = Li\nemail = li@example.com\n[init]\ndefaultBranch = main\ntemplateDir =\n[gc]\nauto = 0\n[maintenance]\nauto = false\n[pull]\nrebase = false\n[pack]\nthreads = 1\n[commit]\ngpgSign = false\n";

/// What a tree of customers' files holds, by what a person would ask of it: no path, no order of lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// The customers' files by id; twice where an id stands twice.
    pub cards: BTreeMap<String, Vec<Vec<u8>>>,
    /// How often each line stands in each log.
    pub lines: BTreeMap<(String, Vec<u8>), usize>,
}

impl Held {
    fn put(&mut self, path: &Path, bytes: Vec<u8>) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        if let Some(id) = folder.as_deref().and_then(|folder| folder.strip_suffix(".files")) {
            // A picture stands and falls with the line that names it.
            let all = [b"file ", name.as_bytes(), b" ", &bytes].concat();
            *self.lines.entry((id.to_owned(), all)).or_default() += 1;
        } else if let Some(id) = name.strip_suffix(".log.jsonl") {
            for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
                *self.lines.entry((id.to_owned(), line.to_vec())).or_default() += 1;
            }
        } else if let Some(id) = name.strip_suffix(".yaml") {
            self.cards.entry(id.to_owned()).or_default().push(bytes);
        }
    }

    /// Without the one customer that the next command writes to.
    pub fn without_next(mut self) -> Self {
        self.lines.retain(|(id, _), _| id != "zed");
        self
    }

    /// The lines, whichever log they stand in.
    pub fn all_lines(&self) -> BTreeSet<&[u8]> {
        self.lines.keys().map(|(_, line)| line.as_slice()).collect()
    }

    /// What is here and not in another one, in words.
    pub fn missing_in(&self, other: &Held) -> Vec<String> {
        let mut missing: Vec<String> = Vec::new();
        for (key, cards) in &self.cards {
            match other.cards.get(key) {
                None => missing.push(format!("the customer {key}")),
                Some(there) if there != cards => missing.push(format!("{key}'s own file as it was")),
                Some(_) => {}
            }
        }
        for ((id, line), count) in &self.lines {
            let there = other.lines.get(&(id.clone(), line.clone())).copied().unwrap_or_default();
            if there < *count {
                missing.push(format!("{id}: {}", String::from_utf8_lossy(line)));
            }
        }
        missing
    }

    /// Whether each customer's file and log are as they are in one of two others: both in the same one.
    pub fn is_either(&self, one: &Held, two: &Held) -> bool {
        let ids = [self, one, two].into_iter().flat_map(|held| {
            held.cards.keys().map(String::as_str).chain(held.lines.keys().map(|(id, _)| id.as_str()))
        });
        let of = |held: &Held, id: &str| {
            let lines: Vec<_> = held.lines.iter().filter(|((own, _), _)| own == id).collect();
            format!("{:?} {lines:?}", held.cards.get(id))
        };
        let is = |other: &Held, id: &str| of(self, id) == of(other, id);
        ids.collect::<BTreeSet<_>>().into_iter().all(|id| is(one, id) || is(two, id))
    }

    /// What of another one is missing here, and what is here beyond it.
    pub fn against(&self, other: &Held) -> String {
        format!("missing {:?}, more {:?}", other.missing_in(self), self.missing_in(other))
    }
}

/// A folder that is gone with its value.
pub struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    /// With nothing in it.
    pub fn empty() -> Self {
        // Nothing here asks for a real disk, and one that is shared with others is slow.
        let memory = Path::new("/dev/shm");
        let folder = tempfile::tempdir_in(memory).or_else(|_| tempfile::tempdir()).expect("a folder");
        Place { folder }
    }

    /// What git is told of a person.
    pub fn write_home(&self) {
        self.write("home/.gitconfig", GIT);
    }

    /// A workspace without git.
    pub fn plain() -> Self {
        let place = Place::empty();
        place.write_home();
        for (list, text) in LISTS {
            place.write(list, text);
        }
        place.write("li/crm.yaml", RULES);
        place.write("li/.gitignore", ".crm/\n.crm-journal/\n.*.crm-tmp\n");
        place.write("li/.gitattributes", "*.log.jsonl merge=union\n");
        for (path, card, lines) in CUSTOMERS {
            place.write(&format!("li/customers/{path}.yaml"), card);
            if !lines.is_empty() {
                let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
                place.write(&format!("li/customers/{path}.log.jsonl"), &text);
            }
        }
        place
    }

    /// The same in a clone, all of it committed and sent.
    pub fn git() -> Self {
        Place::plain().in_git()
    }

    /// What is there so far, committed and sent.
    pub fn in_git(self) -> Self {
        let place = self;
        place.git_done(".", &["init", "-q", "--bare", "origin.git"]);
        place.git_done("li", &["init", "-q"]);
        place.crm("li", &["init", "--git"]).done();
        place.git_done("li", &["add", "-A"]);
        place.git_done("li", &["commit", "-q", "-m", "the beginning"]);
        place.git_done("li", &["remote", "add", "origin", "../origin.git"]);
        place.git_done("li", &["push", "-q", "-u", "origin", "main"]);
        place
    }

    /// And clones for these.
    pub fn team(others: &[&str]) -> Self {
        Place::git().with_clones(others)
    }

    pub fn with_clones(self, others: &[&str]) -> Self {
        let place = self;
        for who in others {
            place.git_done(".", &["clone", "-q", "origin.git", who]);
            // git writes the whole path, which would be that of the place that this is a copy of.
            place.git_done(who, &["remote", "set-url", "origin", "../origin.git"]);
            place.crm(who, &["init", "--git"]).done();
        }
        place
    }

    /// Another one that holds the same.
    pub fn copy(&self) -> Self {
        let copy = Place::empty();
        copy_folder(self.root(), copy.root());
        copy
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn at(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.at(path);
        let made = path.parent().map(fs::create_dir_all);
        assert!(made.is_some_and(|made| made.is_ok()), "{path:?}");
        fs::write(&path, text).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    }

    pub fn append(&self, path: &str, text: &str) {
        let now = fs::read_to_string(self.at(path)).unwrap_or_default();
        self.write(path, &(now + text));
    }

    fn prepare(&self, mut command: Command, who: &str) -> Command {
        let own = Path::new(env!("CARGO_BIN_EXE_crm")).parent().expect("a folder").to_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(own).chain(std::env::split_paths(&path));
        command.env_clear().env("PATH", std::env::join_paths(paths).expect("paths"));
        command.env("HOME", self.at("home")).env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_EDITOR", "true");
        command.env("EDITOR", "sed -i s/p0/edited/").env("RAYON_NUM_THREADS", "1");
        // No second of the clock stands in a commit: each run makes the same ones.
        let second = format!("{TODAY}T12:00:00 +0000");
        command.env("GIT_AUTHOR_DATE", &second).env("GIT_COMMITTER_DATE", &second);
        let person = if who == "." { "li" } else { who };
        command.env("CRM_USER", person).env("CRM_TODAY", TODAY).stdin(Stdio::null());
        command.current_dir(self.at(who));
        command
    }

    /// The program, in somebody's folder, with nothing of the caller's environment.
    pub fn command<S: AsRef<OsStr>>(&self, who: &str, args: &[S]) -> Command {
        let mut command = self.prepare(Command::new(env!("CARGO_BIN_EXE_crm")), who);
        command.args(args);
        command
    }

    pub fn crm<S: AsRef<OsStr>>(&self, who: &str, args: &[S]) -> Ran {
        Ran::of(&self.command(who, args).output().expect("it runs"))
    }

    pub fn git_command(&self, who: &str, args: &[&str]) -> Command {
        let mut git = self.prepare(Command::new("git"), who);
        git.args(args);
        git
    }

    pub fn git_output(&self, who: &str, args: &[&str]) -> Output {
        self.git_command(who, args).output().expect("git runs")
    }

    /// git, where it must succeed; its stdout.
    #[track_caller]
    pub fn git_done(&self, who: &str, args: &[&str]) -> String {
        let output = self.git_output(who, args);
        assert!(output.status.success(), "git {args:?}: {output:?}");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// What somebody's work tree holds.
    pub fn held(&self, who: &str) -> Held {
        let mut held = Held::default();
        let mut folders = vec![self.at(who).join("customers")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if entry.file_name().to_string_lossy().starts_with('.') {
                    continue;
                }
                if path.is_dir() {
                    folders.push(path);
                } else {
                    held.put(&path, fs::read(&path).unwrap_or_default());
                }
            }
        }
        held
    }

    /// What a commit holds.
    pub fn held_in(&self, who: &str, revision: &str) -> Held {
        let mut held = Held::default();
        let output = self.git_output(who, &["ls-tree", "-r", "-z", "--full-tree", revision]);
        let listed = String::from_utf8_lossy(&output.stdout).into_owned();
        for line in listed.split('\0').filter(|line| line.contains("\tcustomers/")) {
            let Some((meta, path)) = line.split_once('\t') else { continue };
            let blob = meta.split(' ').nth(2).unwrap_or_default();
            let bytes = self.git_output(who, &["cat-file", "blob", blob]).stdout;
            held.put(Path::new(path), bytes);
        }
        held
    }

    /// The files below somebody's folder, outside git's own, that hold a text.
    pub fn files_with(&self, who: &str, text: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.at(who)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() && !path.ends_with(".git/objects") && !path.ends_with(".git/logs") {
                    folders.push(path);
                } else if let Ok(bytes) = fs::read(&path)
                    && bytes.windows(text.len()).any(|part| part == text.as_bytes())
                {
                    found.push(path.strip_prefix(self.root()).unwrap_or(&path).to_owned());
                }
            }
        }
        found
    }
}

/// Copies a folder with all in it, with times as they are made: no index of it is believed.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (own, copy) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type().expect("a kind");
        if kind.is_dir() {
            copy_folder(&own, &copy);
        } else if kind.is_symlink() {
            let target = fs::read_link(&own).expect("a link");
            std::os::unix::fs::symlink(target, copy).expect("linked");
        } else {
            fs::copy(&own, copy).expect("copied");
        }
    }
}
