//! What a merge is asked for, and what comes out.

/// Three texts, one of them the merge, and how conflicts are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style<'a> {
    /// How many signs a marker has.
    pub marker: usize,
    /// What our side is called.
    pub ours: &'a str,
    /// What the other side is called.
    pub theirs: &'a str,
    /// Whether the opening marker has the conflict's number, so that it can be found again among the keys
    /// that conflict: not all stand in the text in the order in which they were met.
    pub is_numbered: bool,
}

/// What became of two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Merged {
    /// The text, with markers where it conflicts.
    pub text: String,
    /// The keys that both changed differently.
    pub conflicts: Vec<String>,
}
