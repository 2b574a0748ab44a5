//! A problem inside one file, before anybody asked for its line and column.

use std::path::Path;

use super::locate::{self, Finder, KeyPart};
use crate::model::{Place, Problem, ProblemKind};

/// Something wrong in a file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UnlocatedProblem {
    pub spot: FileLocation,
    pub trouble: ProblemKind,
}

/// Where in the file. Finding the line and column of a key costs a parse, so it is put off until
/// the fault is told.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FileLocation {
    /// The file as a whole.
    Start,
    /// A line and a column, from 1.
    At(usize, usize),
    /// The value of a key, such as `contacts[0].verified`.
    Key(String),
    /// A key itself.
    Name(String),
    /// The second occurrence of a key.
    Second(String),
    /// The value of a field in a line of a log, from 1.
    Field(usize, String),
}

impl UnlocatedProblem {
    pub fn new(spot: FileLocation, trouble: ProblemKind) -> Self {
        UnlocatedProblem { spot, trouble }
    }

    /// With its line and column in `text`.
    pub fn place(self, path: &Path, text: &str) -> Problem {
        self.find(path, &Finder::new(text))
    }

    fn find(self, path: &Path, finder: &Finder<'_>) -> Problem {
        let (line, column) = match self.spot {
            FileLocation::Start => (1, 1),
            FileLocation::At(line, column) => (line, column),
            FileLocation::Key(key) => finder.key(&key, KeyPart::Value),
            FileLocation::Name(key) => finder.key(&key, KeyPart::Name),
            FileLocation::Second(key) => finder.key(&key, KeyPart::Second),
            FileLocation::Field(line, field) => (line, finder.field(line, &field)),
        };
        Problem { place: Place { path: path.to_owned(), line, column }, kind: self.trouble }
    }
}

/// Faults of one text, each with its line and column.
pub(crate) fn placed(
    faults: impl IntoIterator<Item = UnlocatedProblem>,
    path: &Path,
    text: &str,
) -> Vec<Problem> {
    let finder = Finder::new(text);
    faults.into_iter().map(|fault| fault.find(path, &finder)).collect()
}

/// The file's text without its byte order mark, which the YAML reader takes for an error.
pub(crate) fn text(bytes: &[u8], limit: u64) -> Result<&str, UnlocatedProblem> {
    if bytes.len() as u64 > limit {
        return Err(UnlocatedProblem::new(FileLocation::Start, ProblemKind::TooLarge { limit }));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let good = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
            let (line, column) = locate::line_column(good, good.len());
            Err(UnlocatedProblem::new(FileLocation::At(line, column), ProblemKind::InvalidUtf8))
        }
    }
}
