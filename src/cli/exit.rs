//! How a command ends.

/// The exit codes, the same for every command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done; nothing due is done, too.
    Done = 0,
    /// Something needs attention, where the command was asked to tell so.
    Attention = 1,
    /// Wrong usage or configuration.
    Usage = 2,
    /// No such customer, or several.
    NotFound = 3,
    /// Refused: a duplicate, a conflict.
    Refused = 4,
    /// Some file could not be read, or somebody has no address to be mailed at; the rest was done.
    Incomplete = 5,
    /// The disk, git or the program that sends mails failed.
    System = 6,
}

impl Exit {
    /// The number that the shell sees.
    pub fn code(self) -> u8 {
        self as u8
    }
}
