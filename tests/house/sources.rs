//! The sources of the program, as text.

use std::fs;
use std::path::Path;

/// The repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A source file: its path below `src/`, all its text, and the code that is not a test.
pub struct Source {
    pub path: String,
    pub text: String,
    pub code: String,
}

impl Source {
    /// The module at the top that it belongs to.
    pub fn module(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// Whether it has nothing but tests.
    pub fn is_test(&self) -> bool {
        self.path.ends_with("tests.rs") || self.path.contains("/tests/")
    }
}

/// All of them.
pub fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    walk(&repository().join("src"), "", &mut found);
    assert!(found.len() > 50, "the sources are where they are looked for");
    found
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = format!("{prefix}{name}");
        if entry.file_type().unwrap().is_dir() {
            walk(&entry.path(), &format!("{path}/"), found);
        } else if name.ends_with(".rs") {
            let text = fs::read_to_string(entry.path()).unwrap();
            let code = code(&text);
            found.push(Source { path, text, code });
        }
    }
}

/// The text without comments, and without the tests at its end.
fn code(text: &str) -> String {
    let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    without_comments(&text[..end])
}

/// The lines that are no comments.
pub fn without_comments(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}
