//! Texts of cells, as they are read wherever they stand.

use crate::plan::grades;
use crate::rules::Policy;

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A grade of the workspace by its name in either language: `C`, `C级`.
pub(super) fn class(policy: &Policy, text: &str) -> Option<String> {
    grades::class(policy, text)
}
