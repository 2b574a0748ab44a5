//! Commands as they are typed, in folders that are thrown away.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The root of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// How a page is shown: in a language, and so many columns wide.
#[derive(Clone, Copy)]
pub struct View {
    pub lang: &'static str,
    pub columns: usize,
}

/// A terminal of English.
pub const WIDE: View = View { lang: "en", columns: 80 };

/// The shell's line, called with nothing of the tester's own surroundings.
pub fn shell(folder: &Path, script: &str, view: View) -> Output {
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_crm"));
    let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let day = "2026-11-16T09:00:00+08:00";
    Command::new("bash")
        .args(["-c", script])
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .env("HOME", folder.parent().unwrap())
        .env("LANG", "C.UTF-8")
        .env("CRM_LANG", view.lang)
        .env("COLUMNS", view.columns.to_string())
        .env("CRM_USER", "li")
        .env("CRM_TODAY", "2026-11-20")
        .env("GIT_CONFIG_COUNT", "1")
        .envs([("GIT_CONFIG_KEY_0", "init.defaultBranch"), ("GIT_CONFIG_VALUE_0", "main")])
        .envs([("GIT_AUTHOR_NAME", "li"), ("GIT_AUTHOR_EMAIL", "li@example.com"), ("GIT_AUTHOR_DATE", day)])
        .envs([
            ("GIT_COMMITTER_NAME", "li"),
            ("GIT_COMMITTER_EMAIL", "li@example.com"),
            ("GIT_COMMITTER_DATE", day),
        ])
        .output()
        .unwrap()
}

/// What a line shows on a terminal, where stdout and stderr are one.
pub fn seen(folder: &Path, line: &str, view: View) -> String {
    let output = shell(folder, &format!("exec 2>&1\n{line}"), view);
    String::from_utf8(output.stdout).unwrap()
}

/// Runs every line by itself, in the folder that a `cd` before it led to.
pub fn run(root: &Path, lines: &str, view: View) -> PathBuf {
    let mut folder = root.to_owned();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(inner) = line.strip_prefix("cd ") {
            folder = folder.join(inner);
            continue;
        }
        let want = line.split("# exits ").nth(1).map_or(0, |code| code.trim().parse().unwrap());
        let output = shell(&folder, line, view);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(want), "{line}\n{told}");
    }
    folder
}

/// A copy of the example team.
pub fn example(to: &Path) {
    copy(&repository().join("examples/export-team"), to);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (path, name) = (entry.path(), entry.file_name());
        match path.is_dir() {
            true if name == ".crm" => {}
            true => copy(&path, &to.join(name)),
            false => drop(fs::copy(&path, to.join(name)).unwrap()),
        }
    }
}
