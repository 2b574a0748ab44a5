//! A stranger's repository: whatever it tells git to run, no command of `crm` that only reads or writes
//! customers lets git run it. What can be run leaves a mark; that it can be run is tried with git itself.
#![cfg(unix)]
use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::commands::{self, Book, Call as Typed, Known, Nature};
use crate::world::{Call, TODAY, World, binary};

/// A house in which there is something to do for every command.
const BOOK: &Book = &[
    ("ID", "acme"),
    ("OTHER", "bolt"),
    ("FREE", "free"),
    ("SHELVED", "gone"),
    ("CONTACT", "Anna"),
    ("TEXT", "no time"),
    ("LIST", "../list.csv"),
    ("ENTRIES", "../entries.csv"),
    ("NEW", "new"),
    ("BASE", "../base"),
    ("OURS", "customers/bolt.yaml"),
    ("THEIRS", "../theirs"),
];

/// Every command as it is typed where it does something.
fn typed() -> Vec<(&'static str, Vec<String>)> {
    let all = commands::calls(&[Nature::Asks, Nature::Offers, Nature::Writes, Nature::Makes]);
    // What is chosen for an answer is nothing to git, but for revisions.
    let is_told = |known: &Known, call: &Typed| {
        call.is_first || call.nature != Nature::Asks || ["diff", "check"].contains(&known.name)
    };
    all.filter(|(known, call)| is_told(known, call))
        .map(|(known, call)| (known.name, call.typed(BOOK)))
        .collect()
}

/// What springs each trap where git itself is called.
const SPRUNG: &[(&str, &[&str])] = &[
    ("fsmonitor", &["status"]),
    ("clean", &["status"]),
    ("process", &["status"]),
    ("required", &["status"]),
    ("included", &["status"]),
    ("below", &["status"]),
    ("smudge", &["cat-file", "--filters", "HEAD:customers/acme.yaml"]),
    ("external", &["diff", "HEAD", "--", "crm.yaml"]),
    ("compare", &["diff", "HEAD", "--", "customers/acme.yaml"]),
    ("textconv", &["diff", "--no-ext-diff", "HEAD", "--", "customers/acme.yaml"]),
    ("signature", &["log", "-1"]),
    ("alternates", &["rev-list", "--alternate-refs", "HEAD"]),
    ("editor", &["commit", "--allow-empty"]),
    ("merge", &["merge", "-m", "x", "other"]),
    ("uploadpack", &["fetch", "packed"]),
    ("ssh", &["fetch", "viassh"]),
    ("proxy", &["fetch", "viaproxy"]),
    ("hook-pre-commit", &["commit", "--allow-empty", "-m", "x"]),
    ("hook-prepare-commit-msg", &["commit", "--allow-empty", "-m", "x"]),
    ("hook-commit-msg", &["commit", "--allow-empty", "-m", "x"]),
    ("hook-post-commit", &["commit", "--allow-empty", "-m", "x"]),
    ("hook-reference-transaction", &["commit", "--allow-empty", "-m", "x"]),
    ("hook-post-index-change", &["add", "--", "note"]),
    ("hook-post-checkout", &["checkout", "-q", "-b", "more"]),
    ("hook-post-rewrite", &["commit", "--amend", "--allow-empty", "-m", "x"]),
    ("pager", &["log", "-1"]),
    ("promisor", &["cat-file", "blob", "HEAD:customers/bolt.yaml"]),
];

/// A git of this machine.
struct Git {
    folder: PathBuf,
    version: String,
}

/// All that there are, each version once.
fn gits() -> Vec<Git> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain([PathBuf::from("/usr/bin"), "/usr/local/bin".into()]);
    let mut found: Vec<Git> = Vec::new();
    for folder in folders {
        let Ok(output) = Command::new(folder.join("git")).arg("--version").output() else { continue };
        let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if output.status.success() && found.iter().all(|git| git.version != version) {
            found.push(Git { folder, version });
        }
    }
    assert!(!found.is_empty(), "there is no git");
    if found.len() == 1 {
        eprintln!("SKIPPED: a second git, there is only {}", found[0].version);
    }
    found
}

/// What a program did in a copy of a house.
#[derive(Debug)]
struct Seen {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Seen {
    #[track_caller]
    fn says(&self, words: &[&str]) {
        for words in words {
            assert!(self.stderr.contains(words), "{words:?} is not in {self:?}");
        }
    }
}

/// A house with traps, and what is beside it.
struct House<'a> {
    world: World,
    git: &'a Git,
}

impl<'a> House<'a> {
    /// A workspace with two commits in `house`, and traps nowhere yet.
    fn plain(git: &'a Git) -> Self {
        let world = World::bare();
        let house = House { world, git };
        let world = &house.world;
        fs::create_dir(world.path("marks")).unwrap();
        let marks = world.path("marks");
        // A filter hands on what it is given.
        let script = format!(
            "#!/bin/sh\n: > {}/$1\ncase $1 in clean|smudge|required|included|textconv) cat;; esac\n",
            marks.display()
        );
        house.script("trap", &script);
        world.put("list.csv", "name,country\nDora SA,FR\n");
        world.put("entries.csv", "customer,at,by,kind,text\nacme,2026-01-01,li,note,one\n");
        world.put("base", "name: Bolt\n").put("theirs", "name: Bolt\nregion: Hesse\n");
        world.put(
            "house/crm.yaml",
            "version: 2\npeople: {li: {name: Li, hours_a_week: 8}, wang: {name: Wang}}\n",
        );
        world.put(
            "house/customers/acme.yaml",
            "name: Acme GmbH\ngrade: C\nowner: li\ncontacts: [{name: Anna}]\n",
        );
        let entry = r#"{"at":"2026-03-01","by":"li","kind":"followup","via":"call","text":"spoke"}"#;
        world.put("house/customers/acme.log.jsonl", format!("{entry}\n"));
        world.put("house/customers/bolt.yaml", "name: Bolt\ngrade: C\nowner: li\n");
        world.put("house/customers/free.yaml", "name: Free\ngrade: C\n");
        world.put("house/customers/gone.yaml", "name: Gone\ngrade: C\nowner: li\narchived: 2026-01-02\n");
        world.put("house/note", "one\n");
        house.does(&["init", "-q", "-b", "main"]);
        house.does(&["config", "user.name", "Li"]);
        house.does(&["config", "user.email", "li@example.com"]);
        house.does(&["add", "-A"]);
        house.does(&["commit", "-q", "-m", "one"]);
        house
    }

    /// The same with everything that git can be told to run.
    fn trapped(git: &'a Git) -> Self {
        let house = House::plain(git);
        let world = &house.world;
        house.does(&["checkout", "-q", "-b", "other"]);
        world.put("house/note", "other\n");
        house.does(&["commit", "-q", "-a", "-m", "other"]);
        house.does(&["checkout", "-q", "main"]);
        world.put("house/note", "two\n");
        world.put(
            "house/.gitattributes",
            "customers/acme.yaml filter=trap diff=trap\ncustomers/acme.log.jsonl filter=must\n\
             customers/free.yaml filter=a=b\nnote merge=trap\n",
        );
        world.put(
            "house/customers/acme.yaml",
            "name: Acme GmbH\ngrade: C\nowner: li\nregion: Hesse\ncontacts: [{name: Anna}]\n",
        );
        house.does(&["init", "-q", "-b", "main", "customers/below"]);
        world.put("house/customers/below/file", "x\n");
        let below = ["-C", "customers/below", "-c", "user.name=x", "-c", "user.email=x@example.com"];
        house.does(&[&below[..], &["add", "-A"]].concat());
        house.does(&[&below[..], &["commit", "-q", "-m", "x"]].concat());
        house.does(&["add", "-A"]);
        house.does(&["commit", "-q", "-m", "two"]);
        house.sign();
        // What isn't committed, so that there is something to compare.
        world.put(
            "house/customers/acme.yaml",
            "name: Acme GmbH\ngrade: B\nowner: li\nregion: Hesse\ncontacts: [{name: Anna}]\n",
        );
        world.put("house/crm.yaml", "version: 2\npeople: {li: {name: Li}, wang: {name: W}}\n");
        house.arm("house/.git");
        let trap = world.path("trap").display().to_string();
        house.does(&["-C", "customers/below", "config", "core.fsmonitor", &format!("{trap} below")]);
        house
    }

    /// Puts a trap behind every door of a git folder.
    fn arm(&self, folder: &str) {
        let world = &self.world;
        let trap = |name: &str| format!("{} {name}", world.path("trap").display());
        let bare = world.path("elsewhere.git");
        self.done(&["init", "-q", "--bare", &bare.display().to_string()]);
        world.put(&format!("{folder}/objects/info/alternates"), format!("{}/objects\n", bare.display()));
        world.put(&format!("{folder}/info/attributes"), "customers/bolt.yaml filter=talk\n");
        let quoted = |name: &str| format!("\"{}\"", trap(name));
        world.put(&format!("{folder}/more"), format!("[filter \"a=b\"]\n\tclean = {}\n", quoted("included")));
        let elsewhere = bare.display().to_string();
        let settings = [
            ("core.fsmonitor", trap("fsmonitor")),
            ("core.pager", trap("pager")),
            ("core.editor", trap("editor")),
            ("core.sshCommand", trap("ssh")),
            ("core.gitProxy", world.path("proxy").display().to_string()),
            ("core.alternateRefsCommand", trap("alternates")),
            ("filter.trap.clean", trap("clean")),
            ("filter.trap.smudge", trap("smudge")),
            ("filter.talk.process", trap("process")),
            ("filter.must.clean", trap("required")),
            ("filter.must.required", "true".to_owned()),
            ("include.path", "more".to_owned()),
            ("diff.external", trap("external")),
            ("diff.trap.command", trap("compare")),
            ("diff.trap.textconv", trap("textconv")),
            ("merge.trap.driver", trap("merge")),
            ("log.showSignature", "true".to_owned()),
            ("gpg.program", world.path("gpg").display().to_string()),
            ("remote.packed.url", elsewhere),
            ("remote.packed.uploadpack", trap("uploadpack")),
            ("remote.viassh.url", "ssh://nobody.invalid/x".to_owned()),
            ("remote.viaproxy.url", "git://nobody.invalid/x".to_owned()),
            ("remote.origin.url", format!("ext::{}", trap("promisor"))),
            ("remote.origin.promisor", "true".to_owned()),
            ("remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*".to_owned()),
            ("protocol.allow", "always".to_owned()),
            ("protocol.ext.allow", "always".to_owned()),
            ("branch.main.remote", "origin".to_owned()),
            ("branch.main.merge", "refs/heads/main".to_owned()),
        ];
        // Programs that are named without arguments.
        self.script("gpg", &format!("#!/bin/sh\nexec {}\n", trap("signature")));
        self.script("proxy", &format!("#!/bin/sh\nexec {}\n", trap("proxy")));
        for (hook, _) in SPRUNG.iter().filter(|(name, _)| name.starts_with("hook-")) {
            let place = format!("{folder}/hooks/{}", hook.strip_prefix("hook-").unwrap());
            self.script(&place, &format!("#!/bin/sh\nexec {}\n", trap(hook)));
        }
        let config = world.path(&format!("{folder}/config")).display().to_string();
        for (key, value) in settings {
            self.done(&["config", "--file", &config, key, &value]);
        }
    }

    /// Takes the blob of a customer away, as a partial clone has none of it.
    fn robbed(self) -> Self {
        let blob = self.does(&["rev-parse", "HEAD:customers/bolt.yaml"]);
        let blob = blob.trim();
        let object = format!("house/.git/objects/{}/{}", &blob[..2], &blob[2..]);
        fs::remove_file(self.world.path(&object)).unwrap();
        let config = self.world.path("house/.git/config").display().to_string();
        self.done(&["config", "--file", &config, "core.repositoryFormatVersion", "1"]);
        self.done(&["config", "--file", &config, "extensions.partialClone", "origin"]);
        self
    }

    /// The same, so that it can be cloned: what was the git folder lies as ordinary files beside the
    /// customers, in a repository around them, which is cloned as `clone`.
    fn disguised(git: &'a Git) -> Self {
        let house = House::trapped(git).robbed();
        let world = &house.world;
        // A repository below can't be sent with it.
        fs::remove_dir_all(world.path("house/customers/below")).unwrap();
        for entry in fs::read_dir(world.path("house/.git")).unwrap().flatten() {
            fs::rename(entry.path(), world.path("house").join(entry.file_name())).unwrap();
        }
        fs::remove_dir(world.path("house/.git")).unwrap();
        let config = world.path("house/config").display().to_string();
        house.done(&["config", "--file", &config, "core.bare", "false"]);
        house.done(&["config", "--file", &config, "core.worktree", "."]);
        fs::create_dir(world.path("outer")).unwrap();
        fs::rename(world.path("house"), world.path("outer/house")).unwrap();
        // Attributes are for the one who looks, not for the one who sends.
        let attributes = world.path("outer/house/.gitattributes");
        fs::rename(&attributes, world.path("kept")).unwrap();
        house.done(&["init", "-q", "-b", "main", "outer"]);
        let person = ["-C", "outer", "-c", "user.name=x", "-c", "user.email=x@example.com"];
        house.done(&["-C", "outer", "add", "-fA"]);
        house.done(&[&person[..], &["commit", "-q", "-m", "x"]].concat());
        house.done(&["clone", "-q", "outer", "clone"]);
        fs::remove_dir_all(world.path("outer")).unwrap();
        for (name, value) in [("name", "Li"), ("email", "li@example.com")] {
            house.done(&["-C", "clone", "config", &format!("user.{name}"), value]);
        }
        fs::rename(world.path("kept"), world.path("clone/house/.gitattributes")).unwrap();
        house.marks();
        house
    }

    /// Gives the last commit a signature, which nobody can check.
    fn sign(&self) {
        let commit = self.does(&["cat-file", "commit", "HEAD"]);
        let (head, message) = commit.split_once("\n\n").unwrap();
        let signed = format!(
            "{head}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n -----END PGP SIGNATURE-----\n\n{message}"
        );
        let written =
            self.call(&self.git.folder.join("git"), &["hash-object", "-t", "commit", "-w", "--stdin"]);
        let written = written.within(self.world.path("house")).stdin(signed).run();
        assert_eq!(written.code, 0, "{written:?}");
        self.does(&["update-ref", "HEAD", written.stdout.trim()]);
    }

    fn script(&self, path: &str, text: &str) {
        self.world.put(path, text);
        fs::set_permissions(self.world.path(path), fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn call(&self, program: &Path, args: &[&str]) -> Call<'_> {
        let call = self.world.program(program, args).env("PATH", self.path()).env("HOME", self.world.root());
        // Without git's examples of hooks.
        call.env("EDITOR", "true").env("GIT_TEMPLATE_DIR", self.world.root().join("none"))
    }

    #[track_caller]
    fn done(&self, args: &[&str]) -> String {
        let outcome = self.call(&self.git.folder.join("git"), args).run();
        assert_eq!(outcome.code, 0, "git {args:?}: {outcome:?}");
        outcome.stdout
    }

    /// git in the house, where it must succeed.
    #[track_caller]
    fn does(&self, args: &[&str]) -> String {
        let outcome = self.call(&self.git.folder.join("git"), args).within(self.world.path("house")).run();
        assert_eq!(outcome.code, 0, "git {args:?}: {outcome:?}");
        outcome.stdout
    }

    /// A program in a copy of a folder: all files of it are younger than git has noted.
    fn visited(
        &self,
        folder: &str,
        below: &str,
        program: &Path,
        args: &[impl AsRef<OsStr> + std::fmt::Debug],
    ) -> Seen {
        let copy = self.world.path("copy");
        let _ = fs::remove_dir_all(&copy);
        let copied = Command::new("cp").arg("-R").arg(self.world.path(folder)).arg(&copy).status().unwrap();
        assert!(copied.success());
        let mut command = Command::new(program);
        command.args(args).current_dir(copy.join(below)).env_clear().stdin(Stdio::null());
        command
            .env("PATH", self.path())
            .env("LANG", "C")
            .env("HOME", self.world.root())
            .env("EDITOR", "true");
        command.env("CRM_TODAY", TODAY).env("CRM_USER", "li");
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Seen {
            code: output.status.code().unwrap_or(-1),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }

    /// Where programs are found, this git before any other.
    fn path(&self) -> OsString {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = [self.git.folder.clone()].into_iter().chain(std::env::split_paths(&path));
        std::env::join_paths(folders).unwrap()
    }

    /// What was run since the last time; marks are wiped.
    fn marks(&self) -> BTreeSet<String> {
        let marks = fs::read_dir(self.world.path("marks")).unwrap().flatten();
        let found = marks.map(|mark| {
            fs::remove_file(mark.path()).unwrap();
            mark.file_name().to_string_lossy().into_owned()
        });
        found.collect()
    }

    /// Which traps git itself springs. A pager needs a terminal.
    fn sprung(&self, folder: &str, below: &str) -> BTreeSet<&'static str> {
        let git = self.git.folder.join("git");
        let springs = |name: &str, args: &[&str]| {
            if name == "pager" {
                let line = format!("{} {}", git.display(), args.join(" "));
                self.visited(folder, below, Path::new("script"), &["-qec", &line, "/dev/null"]);
            } else {
                // git gives up where a process that it talks with is gone: the others are tried without.
                let quiet: &[&str] = if name == "process" { &[] } else { &["-c", "filter.talk.process="] };
                self.visited(folder, below, &git, &[quiet, args].concat());
            }
            self.marks().contains(name)
        };
        let has = |program: &str| Command::new(program).arg("--version").output().is_ok();
        let tried = SPRUNG.iter().filter(|(name, _)| *name != "pager" || has("script"));
        tried.filter(|(name, args)| springs(name, args)).map(|(name, _)| *name).collect()
    }
}

/// All commands, in copies of a folder; those that may let git run aside. How many ran.
fn no_mark_is_left(house: &House<'_>, folder: &str, below: &str, but: &[&str]) -> usize {
    house.marks();
    let mut count = 0;
    for (_, args) in typed().iter().filter(|(name, _)| !but.contains(name)) {
        let outcome = house.visited(folder, below, Path::new(binary()), args);
        assert!(
            outcome.code >= 0 && !outcome.stderr.contains("panicked"),
            "crm {args:?}: {}",
            outcome.stderr
        );
        let marks = house.marks();
        assert!(
            marks.is_empty(),
            "{}: crm {args:?} let git run {marks:?}\n{}",
            house.git.version,
            outcome.stderr
        );
        count += 1;
    }
    count
}

#[test]
fn where_nothing_is_wrong_each_command_does_its_work() {
    for git in gits() {
        let house = House::plain(&git);
        let world = &house.world;
        world.put(
            "house/customers/acme.yaml",
            "name: Acme GmbH\ngrade: B\nowner: li\ncontacts: [{name: Anna}]\n",
        );
        house.does(&["commit", "-q", "-a", "-m", "two"]);
        for (name, args) in typed() {
            let outcome = house.visited("house", "", Path::new(binary()), &args);
            // Without a remote there is nothing to send; nothing was written that could be taken back.
            let fine = match name {
                "sync" | "undo" => outcome.code <= 2,
                _ => outcome.code == 0,
            };
            assert!(fine, "crm {args:?}: {} {}{}", outcome.code, outcome.stdout, outcome.stderr);
        }
    }
}

#[test]
fn no_command_runs_what_a_repository_names() {
    for git in gits() {
        let house = House::trapped(&git);
        let mut traps = house.sprung("house", "");
        let house = house.robbed();
        traps.extend(house.sprung("house", ""));
        let missed: Vec<_> =
            SPRUNG.iter().map(|(name, _)| *name).filter(|name| !traps.contains(name)).collect();
        eprintln!("{}: not sprung by git itself: {missed:?}", git.version);
        assert!(missed.iter().all(|name| *name == "pager"), "{missed:?}");
        // `sync` is for letting git run; the commit of `commit: true` is asked for.
        let count = no_mark_is_left(&house, "house", "", &["sync"]);
        eprintln!("{}: {count} commands × {} traps, 0 sprung", git.version, traps.len());
    }
}

/// A clone of it runs nothing, not even where a person lets git commit and send: git would take the
/// stranger's files for its own.
#[test]
fn a_repository_among_the_files_of_a_clone_is_none() {
    for git in gits() {
        let house = House::disguised(&git);
        let traps = house.sprung("clone", "house");
        if !traps.contains("fsmonitor") {
            eprintln!("SKIPPED: a repository among files, {} refuses it itself", git.version);
        }
        house.world.put(".config/crm/config.yaml", "commit: true\n");
        let count = no_mark_is_left(&house, "clone", "house", &[]);
        eprintln!("{}: {count} commands × {} traps, 0 sprung", git.version, traps.len());
        for args in [
            &["diff"][..],
            &["check", "--since", "HEAD"],
            &["check", "--staged"],
            &["forget", "acme", "--all"],
            &["sync", "-m", "x"],
            &["init", "--git"],
        ] {
            let outcome = house.visited("clone", "house", Path::new(binary()), args);
            assert_eq!(outcome.code, 4, "{args:?}: {outcome:?}");
            outcome.says(&["copy/house is laid out as a git repository itself", "move"]);
        }
        let written = house.visited("clone", "house", Path::new(binary()), &["set", "acme", "plan=another"]);
        assert_eq!(written.code, 0, "{written:?}");
        written.says(&["warning: it is written, but not committed"]);
    }
}

/// What a person's commit may run are hooks of the commit and filters: they are theirs.
#[test]
fn a_wished_commit_runs_hooks_and_filters_and_nothing_else() {
    for git in gits() {
        let house = House::trapped(&git);
        house.does(&["config", "--unset", "filter.talk.process"]);
        house.world.put(".config/crm/config.yaml", "commit: true\n");
        house.marks();
        let done = house.visited("house", "", Path::new(binary()), &["set", "acme", "plan=another"]);
        assert_eq!((done.code, done.stderr.as_str()), (0, ""), "{done:?}");
        let filters = ["clean", "required", "included"];
        let allowed = |mark: &String| mark.starts_with("hook-") || filters.contains(&mark.as_str());
        let marks = house.marks();
        assert!(marks.contains("clean") && marks.contains("hook-pre-commit"), "{marks:?}");
        assert!(marks.iter().all(allowed), "{}: {marks:?}", git.version);
    }
}

/// `core.worktree` leads git elsewhere: what is read is what lies here, and nothing is written there.
#[test]
fn another_work_tree_than_the_one_around_is_not_gone_to() {
    for git in gits() {
        let house = House::plain(&git);
        house.world.put("private/secret", "of somebody else\n");
        house.world.put(
            "house/customers/acme.yaml",
            "name: Acme GmbH\ngrade: B\nowner: li\ncontacts: [{name: Anna}]\n",
        );
        let diff = ["diff", "--exit-code"];
        let told = house.visited("house", "", Path::new(binary()), &diff).stdout;
        assert!(told.contains("Acme GmbH"), "{told}");
        for elsewhere in [house.world.path("private"), house.world.root().to_owned()] {
            house.done(&[
                "config",
                "--file",
                "house/.git/config",
                "core.worktree",
                &elsewhere.display().to_string(),
            ]);
            let again = house.visited("house", "", Path::new(binary()), &diff);
            assert_eq!((again.code, &again.stdout), (1, &told), "{again:?}");
            house.world.put(".config/crm/config.yaml", "commit: true\n");
            let heads = fs::read(house.world.path("house/.git/refs/heads/main")).unwrap();
            let set = house.visited("house", "", Path::new(binary()), &["set", "acme", "plan=another"]);
            set.says(&["not committed", "core.worktree"]);
            let sync = house.visited("house", "", Path::new(binary()), &["sync", "-m", "x"]);
            assert!(sync.code == 4 || sync.code == 2, "{sync:?}");
            assert_eq!(fs::read(house.world.path("copy/.git/refs/heads/main")).unwrap(), heads);
        }
    }
}

/// What the environment says of another repository, or of programs, doesn't reach git.
#[test]
fn the_environment_leads_git_nowhere_else() {
    for git in gits() {
        let house = House::trapped(&git);
        let trap = |name: &str| format!("{} {name}", house.world.path("trap").display());
        house.done(&["init", "-q", "other"]);
        let other = |path: &str| house.world.path("other").join(path).display().to_string();
        let told = |call: Call<'_>| {
            let outcome = call.within(house.world.path("house")).run();
            assert_eq!(house.marks(), BTreeSet::new(), "{outcome:?}");
            (outcome.code, outcome.stdout, outcome.stderr)
        };
        for args in [&["diff"][..], &["check", "--since", "HEAD"], &["check", "--staged"]] {
            house.marks();
            let plain = told(house.call(Path::new(binary()), args));
            assert_eq!(plain.0, 0, "{plain:?}");
            for (name, value) in [
                ("GIT_DIR", other(".git")),
                ("GIT_WORK_TREE", other("")),
                ("GIT_COMMON_DIR", other(".git")),
                ("GIT_OBJECT_DIRECTORY", other(".git/objects")),
                ("GIT_ALTERNATE_OBJECT_DIRECTORIES", other(".git/objects")),
                ("GIT_NAMESPACE", "other".to_owned()),
                ("GIT_ATTR_SOURCE", "HEAD~1".to_owned()),
                ("GIT_CONFIG", other(".git/config")),
                ("GIT_GRAFT_FILE", other("grafts")),
                ("GIT_EXTERNAL_DIFF", trap("external")),
                ("GIT_PAGER", trap("pager")),
                ("GIT_ICASE_PATHSPECS", "1".to_owned()),
                ("GIT_CONFIG_PARAMETERS", format!("'core.fsmonitor={}'", trap("fsmonitor"))),
            ] {
                let call = house.call(Path::new(binary()), args).env(name, &value);
                assert_eq!(told(call), plain, "{name}={value} {args:?}");
            }
            let call = house.call(Path::new(binary()), args).env("GIT_CONFIG_COUNT", "1");
            let call =
                call.env("GIT_CONFIG_KEY_0", "core.fsmonitor").env("GIT_CONFIG_VALUE_0", trap("fsmonitor"));
            assert_eq!(told(call), plain, "GIT_CONFIG_COUNT {args:?}");
        }
    }
}

/// A commit that another one stands for (`git replace`) is still what it was.
#[test]
fn nothing_is_replaced() {
    for git in gits() {
        let house = House::plain(&git);
        let then = house.does(&["rev-parse", "HEAD:customers/acme.yaml"]);
        house.world.put(
            "house/customers/acme.yaml",
            "name: Acme GmbH\ngrade: B\nowner: li\ncontacts: [{name: Anna}]\n",
        );
        house.does(&["commit", "-q", "-a", "-m", "two"]);
        house.world.put("house/forged", "name: Acme GmbH\ngrade: A\nowner: li\n");
        let told = |house: &House<'_>| {
            house.visited("house", "", Path::new(binary()), &["diff", "HEAD~1", "--json"]).stdout
        };
        let before = told(&house);
        assert!(before.contains("acme"), "{before}");
        let forged = house.does(&["hash-object", "-w", "forged"]);
        house.does(&["replace", then.trim(), forged.trim()]);
        assert_eq!(told(&house), before);
    }
}
