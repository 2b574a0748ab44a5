//! Completion on Tab: commands, options, and the customers' ids.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::CompleteEnv;

use crate::store::Workspace;

/// Answers the shell, where it is the shell that asks; ends the process then.
pub fn answer(command: fn() -> clap::Command) {
    CompleteEnv::with_factory(command).complete();
}

/// Completes a customer's id.
pub fn customer() -> ArgValueCompleter {
    ArgValueCompleter::new(ids)
}

fn ids(typed: &OsStr) -> Vec<CompletionCandidate> {
    let Some(typed) = typed.to_str() else { return Vec::new() };
    let start = directory().or_else(|| std::env::var_os("CRM_DIR")).unwrap_or_else(|| ".".into());
    let Some(workspace) = Workspace::find(Path::new(&start)) else { return Vec::new() };
    let slots = workspace.layout().slots;
    let begins = slots.iter().filter(|slot| slot.id.as_str().starts_with(typed));
    begins.map(|slot| CompletionCandidate::new(slot.id.as_str())).collect()
}

/// What stands behind `-C` on the line that is being completed.
fn directory() -> Option<OsString> {
    let mut words = std::env::args_os().skip_while(|word| word != "--");
    while let Some(word) = words.next() {
        let text = word.to_string_lossy();
        if text == "-C" || text == "--directory" {
            return words.next();
        }
        let glued = text.strip_prefix("--directory=").or_else(|| text.strip_prefix("-C"));
        if let Some(folder) = glued {
            return Some(folder.into());
        }
    }
    None
}
