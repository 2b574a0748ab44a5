//! What somebody decided about the conflicts of an earlier run.

use std::collections::HashMap;
use std::path::PathBuf;

/// Which side stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Ours,
    Theirs,
    /// Both: one text or list behind the other; of a file that is not a customer's, theirs beside ours under
    /// another name. Taken for no answer where a question doesn't allow it.
    Both,
}

/// One thing to decide. What both wrote is a part of it: where the others have changed it once more since
/// it was answered, it is another question.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    /// The file, relative to the clone's top.
    pub path: PathBuf,
    /// The key; none for the whole file.
    pub key: Option<String>,
    /// What we have: the lines, or a blob's name; empty where it was removed.
    pub ours: String,
    /// What they have.
    pub theirs: String,
    /// Whether both can stand.
    pub both: bool,
}

/// Answers by question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(HashMap<Question, Answer>);

impl Answers {
    /// Before anything was asked.
    pub fn none() -> Self {
        Self::default()
    }

    /// Notes an answer, in place of an earlier one.
    pub fn give(&mut self, question: Question, answer: Answer) {
        self.0.insert(question, answer);
    }

    /// The answer to a question, if it is one that the question allows.
    pub(super) fn to(&self, question: &Question) -> Option<Answer> {
        self.0.get(question).copied().filter(|answer| question.both || *answer != Answer::Both)
    }
}
