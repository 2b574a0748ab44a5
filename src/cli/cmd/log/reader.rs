//! The reader of the options: what it knows while it makes entries of them.

use super::Args;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::model::Stamp;
use crate::render::lang::Lang;

/// Reads the options of one command.
pub(super) struct Reader<'a> {
    pub(super) session: &'a Session<'a>,
    /// Who writes it.
    pub(super) by: &'a str,
    /// What was typed.
    pub(super) args: &'a Args,
    pub(super) at: Stamp,
}

impl Reader<'_> {
    pub(super) fn lang(&self) -> Lang {
        self.session.lang
    }

    pub(super) fn wrong(&self, en: &str, zh: &str, try_en: &str, try_zh: &str) -> Failure {
        Failure::usage(self.lang().pick(en, zh)).try_this(self.lang().pick(try_en, try_zh))
    }
}
