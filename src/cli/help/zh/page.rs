//! What the help of a command says.

/// A command's help.
pub struct HelpPage {
    /// The command.
    pub name: &'static str,
    /// What it does, in a line.
    pub about: &'static str,
    /// Its arguments by id, the values of one as `id=value`. What several commands share stands in
    /// [`SHARED`](super::SHARED).
    pub args: &'static [(&'static str, &'static str)],
    /// Examples, and what has to be known beside them.
    pub after: &'static str,
}
