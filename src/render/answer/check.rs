//! `crm check`: what is wrong in the files.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::lang::{Lang, problem_text};
use super::value::{Word, list, listed};
use crate::model::{self, ProblemKind, Severity};

listed!(Severity { Error, Warning });

/// What is wrong in the files, and where. Keys and codes may be added; none goes away or changes its meaning.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "Output of crm check --format json")]
pub struct ProblemList(Vec<Problem>);

/// One problem.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "problem")]
pub struct Problem {
    /// The file, relative to the workspace's root.
    pub path: String,
    /// The line, from 1.
    #[schemars(range(min = 1))]
    pub line: usize,
    /// The column, from 1, in characters.
    #[schemars(range(min = 1))]
    pub column: usize,
    /// What is wrong, as a stable code; README.md explains each.
    #[schemars(extend("enum" = ProblemKind::CODES))]
    pub code: &'static str,
    /// error: something is lost, wrong or unreadable; warning: probably a slip, everything works.
    pub severity: Word<Severity>,
    /// What is wrong, for people, in English.
    pub message: String,
    /// What to try, for people; null where there is nothing to advise.
    pub hint: Option<String>,
}

impl ProblemList {
    /// What `crm check` found.
    pub fn of(problems: &[model::Problem]) -> Self {
        ProblemList(list(problems, Problem::of))
    }
}

impl Problem {
    fn of(problem: &model::Problem) -> Self {
        let words = problem_text(Lang::En, &problem.kind);
        Problem {
            path: problem.place.path.display().to_string(),
            line: problem.place.line,
            column: problem.place.column,
            code: problem.kind.code(),
            severity: Word(problem.kind.severity()),
            message: words.message,
            hint: words.hint,
        }
    }
}
