//! Two people, each in a clone, who log, change files, merge, rebase and pick each other's commits, in
//! any order, with real git: no entry is lost, doubled or fused, no change of a key is lost unseen.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::dice::{Dice, numbers};
use crate::world::has;

/// Histories by default, and with `CRM_TEST_FULL=1`.
const HISTORIES: (u64, u64) = (8, 300);
const CARD: &str = "name: Acme # as on the card\ngrade: C\nowner: li\nregion: r0\nplan: p0\ncontacts:\n  - name: Anna\n    phone: \"0\"\n    email: e0\n  - name: Bob\n    phone: \"1\"\ntags: [t0]\n";
/// What is changed in the file: the line that begins so.
const KEYS: [&str; 6] = ["grade: ", "owner: ", "region: ", "plan: ", "    email: ", "source: "];

struct History {
    folder: tempfile::TempDir,
    dice: Dice,
    /// Whether the merge drivers are registered.
    drivers: bool,
    count: u64,
    entries: BTreeSet<String>,
    /// What was written for each key, by anybody.
    values: BTreeMap<&'static str, BTreeSet<String>>,
}

impl History {
    fn new(number: u64, drivers: bool) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let dice = Dice::of(number);
        let values = KEYS.iter().map(|key| {
            let first = CARD.lines().find_map(|line| line.strip_prefix(key));
            (*key, first.map(str::to_owned).into_iter().collect())
        });
        let values = values.collect();
        let history = History { folder, dice, drivers, count: 0, entries: BTreeSet::new(), values };
        let origin = history.at("li");
        fs::create_dir_all(origin.join("customers/eu")).expect("made");
        for (name, text) in [
            ("crm.yaml", "version: 1\npeople: {li: {name: Li}, wang: {name: Wang}, chen: {name: Chen}}\n"),
            (".gitattributes", "*.log.jsonl merge=union\n"),
            (".gitignore", ".crm/\n.*.crm-tmp\n"),
            ("customers/acme.yaml", CARD),
            ("customers/eu/bolt.yaml", "name: Bolt\n"),
        ] {
            fs::write(origin.join(name), text).expect("written");
        }
        history.done("li", &["init", "-q", "-b", "main"]);
        history.register("li");
        history.commit("li");
        history.done(".", &["clone", "-q", "li", "wang"]);
        history.register("wang");
        history.done("li", &["remote", "add", "origin", "../wang"]);
        history
    }

    fn register(&self, who: &str) {
        if self.drivers {
            let ran = self.prepare(Command::new(env!("CARGO_BIN_EXE_crm")), who);
            let output = { ran }.args(["init", "--git"]).output().expect("it runs");
            assert!(output.status.success(), "{output:?}");
        }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn prepare(&self, mut command: Command, who: &str) -> Command {
        let own = Path::new(env!("CARGO_BIN_EXE_crm")).parent().expect("a folder").to_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(own).chain(std::env::split_paths(&path));
        command.env_clear().env("PATH", std::env::join_paths(paths).expect("paths"));
        command.env("HOME", self.folder.path()).env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_EDITOR", "true");
        command.env("CRM_USER", "li").env("CRM_TODAY", "2026-03-02");
        command.current_dir(self.at(who));
        command
    }

    fn git(&self, who: &str, args: &[&str]) -> Output {
        let mut git = self.prepare(Command::new("git"), who);
        git.args(["-c", "user.name=Li", "-c", "user.email=li@example.com", "-c", "commit.gpgsign=false"]);
        git.args(["-c", "advice.detachedHead=false", "-c", "merge.conflictStyle=merge"]);
        git.args(args).output().expect("git runs")
    }

    fn done(&self, who: &str, args: &[&str]) -> String {
        let output = self.git(who, args);
        assert!(output.status.success(), "git {args:?}: {output:?}");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    fn commit(&self, who: &str) {
        self.done(who, &["add", "-A"]);
        self.done(who, &["commit", "-q", "--allow-empty", "-m", "work"]);
    }

    /// An entry or a change of the file, committed.
    fn work(&mut self, who: &str) {
        self.count += 1;
        let number = self.count;
        if self.dice.roll(2) == 0 {
            let log = ["acme", "eu/bolt"][self.dice.roll(2)];
            let path = self.at(who).join(format!("customers/{log}.log.jsonl"));
            let line = format!(
                "{{\"at\":\"2026-03-01T10:00:00+08:00\",\"by\":\"{who}\",\"kind\":\"note\",\"text\":\"{number}\"}}"
            );
            let mut text = fs::read_to_string(&path).unwrap_or_default();
            text.push_str(&line);
            text.push('\n');
            fs::write(path, text).expect("written");
            self.entries.insert(line);
        } else {
            let path = self.at(who).join("customers/acme.yaml");
            let text = fs::read_to_string(&path).expect("read");
            let key = KEYS[self.dice.roll(KEYS.len())];
            let value = format!("v{number}");
            let line = format!("{key}{value}\n");
            let text = match text.split_inclusive('\n').find(|own| own.starts_with(key)) {
                Some(old) => text.replacen(old, &line, 1),
                None => text.replacen("contacts:\n", &format!("{line}contacts:\n"), 1),
            };
            fs::write(path, text).expect("written");
            self.values.entry(key).or_default().insert(value);
        }
        self.commit(who);
    }

    /// A meeting of the two histories.
    fn meet(&mut self, who: &str) {
        self.done(who, &["fetch", "-q", "origin"]);
        let (args, go_on, give_up): (Vec<String>, _, _) = match self.dice.roll(3) {
            0 => (
                vec!["merge".into(), "-q".into(), "--no-edit".into(), "origin/main".into()],
                "merge",
                "merge",
            ),
            1 => (vec!["rebase".into(), "-q".into(), "origin/main".into()], "rebase", "rebase"),
            _ => {
                let theirs = self.done(who, &["rev-list", "--no-merges", "HEAD..origin/main"]);
                let commits: Vec<&str> = theirs.lines().collect();
                let Some(count) = Some(commits.len()).filter(|count| *count > 0) else { return };
                let one = commits[self.dice.roll(count)].to_owned();
                (
                    vec!["cherry-pick".into(), "--keep-redundant-commits".into(), one],
                    "cherry-pick",
                    "cherry-pick",
                )
            }
        };
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let mut output = self.git(who, &args);
        while !output.status.success() {
            let open = self.done(who, &["diff", "--name-only", "--diff-filter=U"]);
            if open.is_empty() {
                // Nothing is left of a commit that the other side has as well.
                output = self.git(who, &[go_on, "--skip"]);
                continue;
            }
            // A commit that adds to a log which isn't there yet: git leaves theirs, and asks.
            let logs = ["customers/acme.log.jsonl", "customers/eu/bolt.log.jsonl"];
            if open.lines().any(|open| !logs.contains(&open)) {
                assert!(
                    open.lines().all(|open| logs.contains(&open) || open == "customers/acme.yaml"),
                    "{open}"
                );
                self.conflict_is_open(who);
            }
            if self.dice.roll(4) == 0 {
                self.done(who, &[give_up, "--abort"]);
                return;
            }
            self.settle(who);
            self.done(who, &["add", "-A"]);
            output = self.git(who, &[go_on, "--continue"]);
        }
    }

    /// What conflicts is told with both sides, and everything else is answered.
    fn conflict_is_open(&self, who: &str) {
        let mut crm = self.prepare(Command::new(env!("CARGO_BIN_EXE_crm")), who);
        let output = crm.args(["list"]).output().expect("it runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(5), "{output:?}");
        assert!(told.contains("customers/acme.yaml:") && told.contains("one side has"), "{told}");
        assert!(String::from_utf8_lossy(&output.stdout).contains("bolt"));
    }

    /// One side of each conflict, as somebody would choose.
    fn settle(&mut self, who: &str) {
        let path = self.at(who).join("customers/acme.yaml");
        let text = fs::read_to_string(&path).expect("read");
        let (mut out, mut side, mut keep) = (String::new(), None, 0);
        for line in text.split_inclusive('\n') {
            match side {
                None if line.starts_with("<<<<<<< ") => (side, keep) = (Some(0), self.dice.roll(2)),
                Some(0) if line == "=======\n" => side = Some(1),
                Some(1) if line.starts_with(">>>>>>> ") => side = None,
                Some(here) if here != keep => {}
                _ => out.push_str(line),
            }
        }
        // Both may have added a key, each at its place; git doesn't know that it is one.
        let mut seen = BTreeSet::new();
        let once = |line: &&str| KEYS.iter().all(|key| !line.starts_with(key) || seen.insert(*key));
        let out: String = out.split_inclusive('\n').filter(once).collect();
        fs::write(path, out).expect("written");
    }

    fn run(&mut self) {
        for _ in 0..10 {
            let who = ["li", "wang"][self.dice.roll(2)];
            for _ in 0..=self.dice.roll(3) {
                self.work(who);
            }
            if self.dice.roll(2) == 0 {
                let who = ["li", "wang"][self.dice.roll(2)];
                self.meet(who);
            }
        }
        // In the end both have everything.
        for who in ["li", "wang", "li"] {
            self.done(who, &["fetch", "-q", "origin"]);
            if !self.git(who, &["merge", "-q", "--no-edit", "origin/main"]).status.success() {
                self.conflict_is_open(who);
                self.settle(who);
                self.commit(who);
            }
        }
    }

    fn check(&self, number: u64) {
        let read = |path: &str| fs::read_to_string(self.at("li").join(path)).unwrap_or_default();
        let mut found: BTreeMap<String, usize> = BTreeMap::new();
        for log in ["customers/acme.log.jsonl", "customers/eu/bolt.log.jsonl"] {
            for line in read(log).lines() {
                *found.entry(line.to_owned()).or_default() += 1;
            }
        }
        let lines: BTreeSet<String> = found.keys().cloned().collect();
        assert_eq!(lines, self.entries, "history {number}: lost or fused");
        let card = read("customers/acme.yaml");
        for (key, written) in &self.values {
            let mut now = card.lines().filter_map(|line| line.strip_prefix(key));
            let value = now.next();
            assert!(value.is_none_or(|value| written.contains(value)), "history {number}: {key}{value:?}");
            assert_eq!(now.next(), None, "history {number}: {key} stands twice\n{card}");
        }
        let mut crm = self.prepare(Command::new(env!("CARGO_BIN_EXE_crm")), "li");
        let output = crm.args(["check", "--format", "plain"]).output().expect("it runs");
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        for code in ["can't read", "merge conflict", "stands twice"] {
            assert!(!told.contains(code), "history {number}: {told}\n{card}");
        }
        if self.drivers {
            let twice: Vec<_> = found.iter().filter(|(_, count)| **count != 1).collect();
            assert!(twice.is_empty(), "history {number}: {twice:?}");
        } else {
            let twice = found.values().filter(|count| **count > 1).count();
            assert_eq!(told.contains("the same entry as in line"), twice > 0, "history {number}: {told}");
            let output = self.prepare(Command::new(env!("CARGO_BIN_EXE_crm")), "li");
            let output = { output }.args(["export", "entries"]).output().expect("it runs");
            let told = String::from_utf8_lossy(&output.stdout);
            assert_eq!(told.lines().count(), self.entries.len() + 1, "history {number}: each counts once");
        }
    }
}

fn histories(drivers: bool) {
    if !has("git", &["--version"]) {
        println!("skipped: there is no git here");
        return;
    }
    for number in numbers(HISTORIES.0, HISTORIES.1) {
        let mut history = History::new(number, drivers);
        history.run();
        history.check(number);
    }
}

#[test]
fn with_the_merge_drivers_every_entry_is_there_once() {
    histories(true);
}

#[test]
fn with_plain_git_nothing_is_lost_and_what_is_doubled_is_told() {
    histories(false);
}
