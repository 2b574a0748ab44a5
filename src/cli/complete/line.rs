//! The line that is being completed: whose workspace it means, and which customer.
//!
//! Whoever presses Tab waits, and has asked for nothing yet. So nothing is written here, nothing is
//! complained of, and the files are only read as long as nobody notices.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::cli::context;
use crate::cli::redact;
use crate::cli::surroundings::Surroundings;
use crate::config::{WorkspaceConfig, read_workspace_config};
use crate::model::{Customer, History};
use crate::render::lang::Lang;
use crate::store::{RULES, Scrutiny, Workspace};

/// How long customers' files are read for one Tab: of a book that takes longer, what was found until then is
/// offered.
const PATIENCE: Duration = Duration::from_millis(300);

/// Customers that are read between two looks at the clock.
const CHUNK: usize = 512;

/// The line, and the workspace that it means.
pub struct TypedLine {
    /// The language of what is told beside a value.
    pub lang: Lang,
    words: Vec<String>,
    workspace: Option<Workspace>,
    /// Whether contacts and other texts are not to be seen.
    is_redacted: bool,
}

impl TypedLine {
    /// The line that the shell has handed over, behind `--`.
    pub fn read() -> Self {
        let around = Surroundings::of_process();
        let words = around.line.iter().skip_while(|word| *word != "--").skip(1);
        let words: Vec<String> = words.map(|word| word.to_string_lossy().into_owned()).collect();
        let start =
            directory(&words).or_else(|| around.variable("CRM_DIR")).unwrap_or_else(|| ".".to_owned());
        let workspace = Workspace::find(Path::new(&start));
        let is_redacted = words.iter().any(|word| word == "--redact") || redact::is_wished(&around);
        TypedLine { lang: context::detected_language(&around, None), words, workspace, is_redacted }
    }

    pub fn workspace(&self) -> Option<&Workspace> {
        self.workspace.as_ref()
    }

    /// Its rules. What is wrong with them is told by the command.
    pub fn config(&self) -> WorkspaceConfig {
        let read = |workspace: &Workspace| read_workspace_config(&workspace.rules_path(), Path::new(RULES)).0;
        self.workspace().map(read).unwrap_or_default()
    }

    /// Every id.
    pub fn ids(&self) -> Vec<String> {
        let slots = self.workspace().map(|workspace| workspace.layout().slots).unwrap_or_default();
        slots.iter().map(|files| files.id.to_string()).collect()
    }

    /// What the customers' files say, as far as they can be read without waiting.
    pub fn of_all(&self, values: impl Fn(Customer) -> Vec<String> + Sync) -> Vec<String> {
        let Some(workspace) = self.workspace().filter(|_| !self.is_redacted) else { return Vec::new() };
        let began = Instant::now();
        let mut found: Vec<String> = Vec::new();
        for slots in workspace.layout().slots.chunks(CHUNK) {
            let (read, _) = workspace.each(slots, Scrutiny::Answer, |loaded| Some(values(loaded.customer)));
            found.extend(read.into_iter().flatten());
            if began.elapsed() > PATIENCE {
                break;
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// What the files of the customer on the line say: the first word that is an id, or a part of only one.
    pub fn of_one(&self, values: impl Fn(&Customer, &History<'_>) -> Vec<String>) -> Vec<String> {
        let Some(workspace) = self.workspace().filter(|_| !self.is_redacted) else { return Vec::new() };
        let slots = workspace.layout().slots;
        // The first word is the program's name, the last one is not finished.
        let words = self.words.iter().skip(1).rev().skip(1).rev();
        let named = words.filter(|word| !word.starts_with('-')).find_map(|word| {
            let exact = slots.iter().find(|files| files.id.as_str() == word);
            let mut parts =
                slots.iter().filter(|files| word.len() > 2 && files.id.as_str().contains(word.as_str()));
            exact.or_else(|| parts.next().filter(|_| parts.next().is_none()))
        });
        let Some(files) = named else { return Vec::new() };
        let read = workspace.one(files, Scrutiny::Answer, |loaded| values(&loaded.customer, &loaded.history));
        read.0.unwrap_or_default()
    }
}

/// What stands behind `-C`.
fn directory(words: &[String]) -> Option<String> {
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word == "-C" || word == "--directory" {
            return words.next().cloned();
        }
        let glued = word.strip_prefix("--directory=").or_else(|| word.strip_prefix("-C"));
        if let Some(folder) = glued {
            return Some(folder.to_owned());
        }
    }
    None
}
