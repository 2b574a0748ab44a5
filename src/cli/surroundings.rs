//! What a command is started in: its line, the variables of the environment, the folder, the clock, and the three
//! streams. A process has one, a test as many as it likes.
//!
//! Nothing else of the program writes to stdout and stderr, so that what steers a terminal gets to none: not from a
//! file, not from git or a remote, not from a mistyped argument.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, FixedOffset, Local};

use crate::render::sanitized;

/// What a command is started in.
pub struct Surroundings {
    /// The words of the command line, the program's own name first.
    pub line: Vec<OsString>,
    /// The variables of the environment.
    pub variables: BTreeMap<OsString, OsString>,
    /// Where the command was typed.
    pub folder: PathBuf,
    /// The clock, on the zone of the machine.
    pub now: DateTime<FixedOffset>,
    /// Which of the streams are a terminal.
    pub terminals: Terminals,
    /// The streams themselves.
    pub streams: Streams,
}

/// Which of the streams are a terminal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terminals {
    /// What is typed.
    pub input: bool,
    /// Where answers go.
    pub output: bool,
    /// Where all else is told.
    pub errors: bool,
}

/// The three streams.
pub struct Streams {
    input: Mutex<Box<dyn BufRead + Send>>,
    output: Mutex<Box<dyn Write + Send>>,
    errors: Mutex<Box<dyn Write + Send>>,
}

impl Streams {
    /// What is read from, what answers are written to, and where all else is told.
    pub fn new(
        input: impl BufRead + Send + 'static,
        output: impl Write + Send + 'static,
        errors: impl Write + Send + 'static,
    ) -> Self {
        Streams {
            input: Mutex::new(Box::new(input)),
            output: Mutex::new(Box::new(output)),
            errors: Mutex::new(Box::new(errors)),
        }
    }
}

/// Nothing typed, nothing set, and nobody who reads.
impl Default for Surroundings {
    fn default() -> Self {
        Surroundings {
            line: Vec::new(),
            variables: BTreeMap::new(),
            folder: PathBuf::from("."),
            now: DateTime::UNIX_EPOCH.fixed_offset(),
            terminals: Terminals::default(),
            streams: Streams::new(io::empty(), io::sink(), io::sink()),
        }
    }
}

/// Who reads an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Somebody on a screen, now or later: nothing that would steer a terminal stands in the text.
    Person,
    /// A program: values are exact wherever it is not a terminal that gets them.
    Program,
}

impl Surroundings {
    /// Those of this process.
    pub fn of_process() -> Self {
        Surroundings {
            line: std::env::args_os().collect(),
            variables: std::env::vars_os().collect(),
            folder: PathBuf::from("."),
            now: Local::now().fixed_offset(),
            terminals: Terminals {
                input: io::stdin().is_terminal(),
                output: io::stdout().is_terminal(),
                errors: io::stderr().is_terminal(),
            },
            streams: Streams::new(BufReader::new(io::stdin()), io::stdout(), io::stderr()),
        }
    }

    /// What a variable says; an empty one says nothing.
    pub fn variable(&self, name: &str) -> Option<String> {
        self.variable_os(name)?.to_str().map(str::to_owned)
    }

    /// The same of one that may be not text.
    pub fn variable_os(&self, name: &str) -> Option<&OsStr> {
        self.variables.get(OsStr::new(name)).map(OsString::as_os_str).filter(|value| !value.is_empty())
    }

    /// A path that was typed, from wherever it was typed.
    pub fn path(&self, typed: &Path) -> PathBuf {
        // What is told of it stays as it was typed, in a process.
        if self.folder == Path::new(".") { typed.to_owned() } else { self.folder.join(typed) }
    }

    /// The folder of the user's own files.
    pub fn home(&self) -> Option<PathBuf> {
        self.own_folder("XDG_CONFIG_HOME", ".config")
    }

    /// The folders of texts that the user has written and that are nowhere else yet: the user's own, and the one that
    /// is taken where that can't be made.
    pub fn drafts_folders(&self) -> Vec<PathBuf> {
        let own = self.own_folder("XDG_STATE_HOME", ".local/state").map(|state| state.join("crm/drafts"));
        let temporary = self.variable_os("TMPDIR").map_or_else(std::env::temp_dir, PathBuf::from);
        own.into_iter().chain([temporary.join("crm-drafts")]).collect()
    }

    fn own_folder(&self, variable: &str, below_home: &str) -> Option<PathBuf> {
        let named = self.variable(variable).map(PathBuf::from);
        named.or_else(|| self.variable("HOME").map(|home| PathBuf::from(home).join(below_home)))
    }

    /// Writes an answer. A terminal gets nothing that would steer it, whoever reads.
    pub fn answer(&self, text: &str, reader: Reader) -> io::Result<()> {
        let is_exact = reader == Reader::Program && !self.terminals.output;
        let text = if is_exact { text.into() } else { sanitized(text) };
        write(&self.streams.output, text.as_bytes())
    }

    /// Writes an answer that is not text, to what is not a terminal.
    pub fn hand_over(&self, bytes: &[u8]) -> io::Result<()> {
        match self.terminals.output {
            true => Err(io::ErrorKind::Unsupported.into()),
            false => write(&self.streams.output, bytes),
        }
    }

    /// Tells lines beside the answer. That nobody reads them stops no command.
    pub fn talk(&self, text: &str) {
        let _ = write(&self.streams.errors, format!("{}\n", sanitized(text.trim_end())).as_bytes());
    }

    /// Asks, and reads a line; nothing where the input has ended.
    pub fn ask(&self, question: &str) -> Option<String> {
        let _ = write(&self.streams.errors, sanitized(question).as_bytes());
        let mut line = String::new();
        locked(&self.streams.input).read_line(&mut line).is_ok_and(|read| read > 0).then_some(line)
    }

    /// All that is to be read, or so many bytes of it.
    pub fn piped(&self, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        locked(&self.streams.input).as_mut().take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

fn write(stream: &Mutex<Box<dyn Write + Send>>, bytes: &[u8]) -> io::Result<()> {
    let mut stream = locked(stream);
    stream.write_all(bytes)?;
    stream.flush()
}

/// Whoever panicked while writing has written what it could.
fn locked<T>(stream: &Mutex<T>) -> MutexGuard<'_, T> {
    stream.lock().unwrap_or_else(PoisonError::into_inner)
}
