//! git's filters: programs that turn a file of the work tree into what git stores, and back (git-crypt,
//! LFS). A reader runs none of them, and then can't tell of every file whether it is what git has.

use std::collections::HashSet;
use std::ffi::OsString;
use std::io::{Seek, Write};
use std::path::PathBuf;
use std::process::Command;

use super::RevisionError;
use super::git::{failed, names, output, path, printed, reader, run, said};
use std::path::Path;

/// The filters that any configuration of a repository has, the person's own among them: one of these,
/// too, asks the repository what it should run (`lfs.extension.*`).
pub(super) struct Filters(Vec<OsString>);

/// What each could run. Where the last one is set, git refuses a file that it couldn't filter.
const KEYS: [&str; 4] = ["clean", "smudge", "process", "required"];

/// An environment variable with nothing in it.
const NOTHING: &str = "CRM_NOTHING";

impl Filters {
    pub fn of(root: &Path) -> Result<Self, RevisionError> {
        let found = run(root, &["config", "-z", "--name-only", "--get-regexp", r"^filter\."])?;
        // 1 says that there is none.
        if !found.status.success() && found.status.code() != Some(1) {
            return Err(failed("config", said(&found)));
        }
        let mut drivers = Vec::new();
        for key in found.stdout.split(|byte| *byte == 0) {
            let Some(key) = key.strip_prefix(b"filter.") else { continue };
            let Some(dot) = key.iter().rposition(|byte| *byte == b'.') else { continue };
            let driver = path(&key[..dot]).into_os_string();
            if !drivers.contains(&driver) {
                drivers.push(driver);
            }
        }
        Ok(Filters(drivers))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Switches them off in a command that has no subcommand yet.
    pub fn off(&self, git: &mut Command) {
        git.env(NOTHING, "");
        for driver in &self.0 {
            for key in KEYS {
                let mut name = OsString::from("filter.");
                name.push(driver);
                name.push(format!(".{key}="));
                // -c takes the first `=` for the end of the name, this the last one; it is younger.
                if driver.to_string_lossy().contains('=') {
                    name.push(NOTHING);
                    git.arg("--config-env").arg(name);
                } else {
                    git.arg("-c").arg(name);
                }
            }
        }
    }

    /// Those of the files that pass through one of them.
    pub fn among<'a>(
        &self,
        root: &Path,
        files: impl IntoIterator<Item = &'a PathBuf>,
    ) -> Result<HashSet<PathBuf>, RevisionError> {
        // From a file: a pipe could be full on both sides.
        let unwritten = |error: std::io::Error| failed("check-attr", error.to_string());
        let mut asked = tempfile::tempfile().map_err(unwritten)?;
        for file in files {
            asked.write_all(file.as_os_str().as_encoded_bytes()).map_err(unwritten)?;
            asked.write_all(b"\0").map_err(unwritten)?;
        }
        asked.rewind().map_err(unwritten)?;
        let mut git = reader(root)?;
        git.args(["check-attr", "--stdin", "-z", "filter"]).stdin(asked);
        let told = printed("check-attr", output(&mut git, "check-attr")?)?;
        // Path, attribute and value, again and again.
        let words: Vec<PathBuf> = names(&told).collect();
        let filtered = words.chunks_exact(3).filter(|words| {
            let value = words[2].as_os_str();
            self.0.iter().any(|driver| driver == value)
        });
        Ok(filtered.map(|words| words[0].clone()).collect())
    }
}
