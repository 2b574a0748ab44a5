//! A clean world: a folder of its own, a cleared environment, a fixed day. A test can show the whole
//! effect of a command: exit code, stdout, stderr, changed files.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use crm::cli::{Streams, Surroundings, Terminals};
use serde_json::Value;
use tempfile::TempDir;
use walkdir::WalkDir;

/// The day of every test: a Friday.
pub const TODAY: &str = "2026-11-20";

/// The clock of what is called and not started: another day, as it is while a day is asked about.
const NOW: &str = "2026-12-03T10:30:17+00:00";

/// The files of a workspace by their path, `.crm/` and the journal left out.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The files of a world, folders before what is in them; a folder has no bytes.
pub struct Beginning(Vec<(PathBuf, Option<Vec<u8>>, fs::Permissions)>);

/// A folder of its own.
pub struct World {
    folder: TempDir,
    /// What its commands have for temporary files: a text that one keeps there is told to the next.
    temporary: TempDir,
}

/// What a command did.
pub struct Outcome {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
    before: Files,
    after: Files,
}

/// A command that is about to run.
pub struct Call<'a> {
    world: &'a World,
    command: Command,
    stdin: Option<Vec<u8>>,
    /// Whether the files before and after it are wanted.
    looks: bool,
}

/// The repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where the built binary is.
pub fn binary() -> &'static str {
    env!("CARGO_BIN_EXE_crm")
}

/// A program that others wrote, where the machine has it: `CRM_TEST_KHARD=/path/of/khard` names it, else the PATH.
/// Where it isn't, what it would have proved is not: that is told past the test's own output, which nobody sees
/// while the test passes. `.ci/run` puts them on the path.
pub fn tool(name: &str) -> Option<PathBuf> {
    let variable = format!("CRM_TEST_{}", name.to_uppercase().replace('-', "_"));
    let named = std::env::var_os(&variable).map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    folders.push("/usr/sbin".into());
    let found = named.or_else(|| folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file()));
    if found.is_none() {
        let _ = writeln!(std::io::stderr(), "\nSKIPPED: {name} is neither on the PATH nor in {variable}");
    }
    found
}

impl World {
    /// A folder with nothing in it.
    pub fn bare() -> Self {
        let new = || TempDir::with_prefix("crm-e2e-").unwrap();
        World { folder: new(), temporary: new() }
    }

    /// A workspace without customers, all rules by default.
    pub fn new() -> Self {
        let world = World::bare();
        world.put("crm.yaml", "version: 1\n");
        fs::create_dir(world.path("customers")).unwrap();
        world
    }

    /// The example team.
    pub fn example() -> Self {
        let world = World::bare();
        copy(&repository().join("examples/export-team"), world.root());
        world
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// All files of a world as they are, git's own included, to begin others with.
    pub fn as_beginning(&self) -> Beginning {
        let entries = WalkDir::new(self.root()).min_depth(1).into_iter().map(Result::unwrap);
        let kept = entries.map(|entry| {
            let path = entry.path().strip_prefix(self.root()).unwrap().to_owned();
            let meta = entry.metadata().unwrap();
            let bytes = meta.is_file().then(|| fs::read(entry.path()).unwrap());
            (path, bytes, meta.permissions())
        });
        Beginning(kept.collect())
    }

    /// A world that begins with these.
    pub fn with(beginning: &Beginning) -> Self {
        let world = World::bare();
        for (path, bytes, permissions) in &beginning.0 {
            let path = world.root().join(path);
            match bytes {
                None => fs::create_dir(path).unwrap(),
                Some(bytes) => {
                    fs::write(&path, bytes).unwrap();
                    fs::set_permissions(path, permissions.clone()).unwrap();
                }
            }
        }
        world
    }

    /// Writes a file, its folders included.
    pub fn put(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Writes a customer's file.
    pub fn card(&self, id: &str, text: &str) -> &Self {
        self.put(&format!("customers/{id}.yaml"), text)
    }

    /// Writes a customer's log, one line each.
    pub fn log(&self, id: &str, lines: &[&str]) -> &Self {
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        self.put(&format!("customers/{id}.log.jsonl"), text)
    }

    pub fn read(&self, path: &str) -> String {
        String::from_utf8(fs::read(self.path(path)).unwrap()).unwrap()
    }

    /// The last line of a customer's log.
    pub fn last(&self, id: &str) -> Value {
        let text = self.read(&format!("customers/{id}.log.jsonl"));
        serde_json::from_str(text.lines().last().unwrap()).unwrap()
    }

    /// All files but the derived ones.
    pub fn files(&self) -> Files {
        let mut files = Files::new();
        collect(self.root(), "", &mut files);
        files
    }

    /// A command in this world, not run yet.
    pub fn call<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Call<'_> {
        self.program(binary(), args)
    }

    /// Any program in this world: a shell around the binary, say.
    pub fn program<S: AsRef<OsStr>>(
        &self,
        program: impl AsRef<OsStr>,
        args: impl IntoIterator<Item = S>,
    ) -> Call<'_> {
        let mut command = Command::new(program);
        command.args(args).current_dir(self.root()).env_clear();
        let path: OsString = std::env::var_os("PATH").unwrap_or_default();
        command
            .env("PATH", path)
            .env("TMPDIR", self.temporary.path())
            .env("LANG", "C")
            .env("CRM_TODAY", TODAY)
            .env("CRM_USER", "li");
        // A page as wide as a terminal usually is: in a pipe tables have none.
        command.env("COLUMNS", "80");
        // Nobody's git configuration, and no repository above the temporary folder.
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        // No samples of hooks in each new repository, and nothing that goes on when a git has ended.
        command.env("GIT_TEMPLATE_DIR", "").env("GIT_CONFIG_COUNT", "1");
        command.env("GIT_CONFIG_KEY_0", "maintenance.auto").env("GIT_CONFIG_VALUE_0", "false");
        Call { world: self, command, stdin: None, looks: true }
    }

    /// Runs a command.
    pub fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Outcome {
        self.call(args).run()
    }

    /// Runs a command that succeeds, and returns its stdout.
    pub fn ok<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> String {
        let outcome = self.call(args).without_files().run();
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{}", outcome.stdout);
        outcome.stdout
    }

    /// Runs a command that succeeds, and reads its stdout as JSON.
    pub fn json<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Value {
        let text = self.ok(args);
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }
}

impl Call<'_> {
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    pub fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdin = Some(bytes.into());
        self
    }

    pub fn within(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Looks at no files: the outcome tells of no changes.
    pub fn without_files(self) -> Self {
        Call { looks: false, ..self }
    }

    pub fn run(mut self) -> Outcome {
        let world = self.world;
        let files = |looks: bool| if looks { world.files() } else { Files::new() };
        let (looks, before) = (self.looks, files(self.looks));
        let stdin = self.stdin.take();
        let output = match self.needs_a_process() {
            true => started(self.command, stdin),
            false => called(&self.command, stdin),
        };
        let text = |bytes: Vec<u8>| match bytes.starts_with(b"PK\x03\x04") {
            true => parts(bytes).into_iter().map(|(name, text)| format!("{name}\n{text}\n")).collect(),
            false => String::from_utf8(bytes).unwrap(),
        };
        Outcome {
            code: output.0,
            stdout: text(output.1),
            stderr: text(output.2),
            before,
            after: files(looks),
        }
    }

    /// Whether a process proves something that a call of the library doesn't: another program, git and what it is
    /// told by the environment, what a program that is started in its turn inherits, what is set for all of a
    /// process, as its time zone is, and how a file is told of that is named from the folder.
    fn needs_a_process(&self) -> bool {
        const OWN: [&str; 7] = ["PATH", "TMPDIR", "LANG", "COLUMNS", "NO_COLOR", "TERM", "GIT_TEMPLATE_DIR"];
        const APART: [&str; 3] = ["CRM_", "LC_", "GIT_CONFIG_"];
        const WORDS: [&str; 7] = ["--send", "--output", "--sheet", "sync", "merge-driver", "import", "init"];
        let command = &self.command;
        let is_plain = |name: &OsStr| {
            let name = name.to_str().unwrap_or_default();
            OWN.contains(&name) || APART.iter().any(|begin| name.starts_with(begin))
        };
        let set = || command.get_envs().filter(|(_, value)| value.is_some()).map(|(name, _)| name);
        let has = |word: &str| command.get_args().any(|arg| arg.to_string_lossy().starts_with(word));
        let is_in_git = self.world.root().join(".git").exists()
            || command.get_current_dir().is_some_and(|folder| folder.join(".git").exists());
        is_in_git
            || command.get_program() != binary()
            || !set().all(is_plain)
            || !set().any(|name| name == "CRM_USER")
            || WORDS.iter().any(|word| has(word))
    }
}

/// The exit code, stdout and stderr of a program that is started.
fn started(mut command: Command, stdin: Option<Vec<u8>>) -> (i32, Vec<u8>, Vec<u8>) {
    let input = if stdin.is_some() { Stdio::piped() } else { Stdio::null() };
    command.stdin(input).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    if let Some(bytes) = stdin {
        // A command that doesn't read its pipe is not a failure of the test.
        let _ = child.stdin.take().unwrap().write_all(&bytes);
    }
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap_or(-1), output.stdout, output.stderr)
}

/// The same of the library, with the line, the variables and the folder that a process would have had, on a thread
/// with the room of one.
fn called(command: &Command, stdin: Option<Vec<u8>>) -> (i32, Vec<u8>, Vec<u8>) {
    let (stdout, stderr) = (Kept::default(), Kept::default());
    let variables = command.get_envs().filter_map(|(name, value)| Some((name.into(), value?.into())));
    let around = Surroundings {
        line: [command.get_program()].into_iter().chain(command.get_args()).map(OsString::from).collect(),
        variables: variables.collect(),
        folder: command.get_current_dir().unwrap().to_owned(),
        now: NOW.parse().unwrap(),
        terminals: Terminals::default(),
        streams: Streams::new(Cursor::new(stdin.unwrap_or_default()), stdout.clone(), stderr.clone()),
    };
    let thread = std::thread::Builder::new().stack_size(8 << 20);
    let exit = thread.spawn(|| crm::cli::run(around).code()).unwrap().join();
    (exit.map_or(101, i32::from), stdout.bytes(), stderr.bytes())
}

/// What is written to it.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Kept {
    fn bytes(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl std::io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What a spreadsheet is made of, but for who made it and when.
pub fn parts(bytes: Vec<u8>) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let part = |index| {
        let mut part = archive.by_index(index).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        (part.name().unwrap().into_owned(), text)
    };
    (0..count).map(part).filter(|(name, _)| !name.starts_with("docProps/")).collect()
}

impl Outcome {
    /// That the command refused with this exit code, wrote nothing, answered nothing, and said this.
    #[track_caller]
    pub fn refused(&self, code: i32, says: &[&str]) -> &Self {
        assert_eq!(self.code, code, "{self:?}");
        assert_eq!(self.stdout, "");
        assert!(self.changed().is_empty(), "{}", self.whole());
        self.says(says)
    }

    /// That stderr has each of these.
    #[track_caller]
    pub fn says(&self, says: &[&str]) -> &Self {
        for said in says {
            assert!(self.stderr.contains(said), "{said:?} is not in:\n{}", self.stderr);
        }
        self
    }

    /// The paths that are not as before.
    pub fn changed(&self) -> Vec<&str> {
        let paths: std::collections::BTreeSet<&String> =
            self.before.keys().chain(self.after.keys()).collect();
        let differs = |path: &&&String| self.before.get(**path) != self.after.get(**path);
        paths.iter().filter(differs).map(|path| path.as_str()).collect()
    }

    /// Everything the command did, as one text.
    pub fn whole(&self) -> String {
        let mut out = format!("exit {}\n", self.code);
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.is_empty() {
                let _ = write!(out, "--- {name}\n{text}");
            }
        }
        for path in self.changed() {
            let lines = |files: &Files| -> Vec<String> {
                let bytes = files.get(path).map_or(&[][..], Vec::as_slice);
                String::from_utf8_lossy(bytes).split_inclusive('\n').map(str::to_owned).collect()
            };
            let (before, after) = (lines(&self.before), lines(&self.after));
            let _ = writeln!(out, "--- {path}");
            for line in before.iter().filter(|line| !after.contains(line)) {
                let _ = writeln!(out, "- {}", line.trim_end());
            }
            for line in after.iter().filter(|line| !before.contains(line)) {
                let _ = writeln!(out, "+ {}", line.trim_end());
            }
        }
        out
    }
}

impl std::fmt::Debug for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.whole())
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut Files) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        if path == ".crm" || path == ".crm-journal" {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else if !fs::metadata(entry.path()).is_ok_and(|found| found.is_file()) {
            // A pipe would be waited for.
            files.insert(path, Vec::new());
        } else if let Ok(bytes) = fs::read(entry.path()) {
            files.insert(path, bytes);
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_name() == ".crm" || entry.file_name() == ".crm-journal" {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
