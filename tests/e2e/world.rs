//! A clean world: a folder of its own, a cleared environment, a fixed day. A test can show the whole
//! effect of a command: exit code, stdout, stderr, changed files.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The day of every test: a Friday.
pub const TODAY: &str = "2026-11-20";

/// The files of a workspace by their path, `.crm/` and the journal left out.
pub type Files = BTreeMap<String, Vec<u8>>;

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
        Call { world: self, command, stdin: None }
    }

    /// Runs a command.
    pub fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Outcome {
        self.call(args).run()
    }

    /// Runs a command that succeeds, and returns its stdout.
    pub fn ok<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> String {
        let outcome = self.run(args);
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

    pub fn run(mut self) -> Outcome {
        let before = self.world.files();
        let input = if self.stdin.is_some() { Stdio::piped() } else { Stdio::null() };
        self.command.stdin(input).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn().unwrap();
        if let Some(bytes) = self.stdin {
            // A command that doesn't read its pipe is not a failure of the test.
            let _ = child.stdin.take().unwrap().write_all(&bytes);
        }
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| match bytes.starts_with(b"PK\x03\x04") {
            true => parts(bytes).into_iter().map(|(name, text)| format!("{name}\n{text}\n")).collect(),
            false => String::from_utf8(bytes).unwrap(),
        };
        Outcome {
            code: output.status.code().unwrap_or(-1),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
            before,
            after: self.world.files(),
        }
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
