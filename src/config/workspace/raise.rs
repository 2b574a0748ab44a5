//! How the version of the files' format is raised.

use std::path::Path;

use super::version::{NEWEST, line};
use super::{WorkspaceConfig, parse_workspace_config};

/// The rules with the newest version: one line is changed, or one is added where none says a version.
/// `None` where the file doesn't let that through: then its owner has to write the line.
pub fn raised(text: &str) -> Option<String> {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    match line(text) {
        Some((at, before, value)) if !value.is_empty() => {
            let end = &lines[at][before.len() + value.len()..];
            lines[at] = format!("{before}{NEWEST}{end}");
        }
        Some(_) => return None,
        None => {
            // Before the first rule, behind the comments at the top of the file.
            let is_rule = |line: &String| {
                let line = line.trim_start_matches('\u{feff}').trim();
                !(line.is_empty() || line.starts_with('#') || line.starts_with('%') || line == "---")
            };
            let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
            let at = lines.iter().position(is_rule).unwrap_or(lines.len());
            if let Some(last) = at.checked_sub(1).and_then(|last| lines.get_mut(last))
                && !last.ends_with('\n')
            {
                last.push_str(end);
            }
            let mark = lines.first().filter(|_| at == 0).is_some_and(|line| line.starts_with('\u{feff}'));
            if mark {
                lines[0] = lines[0].trim_start_matches('\u{feff}').to_owned();
            }
            lines.insert(at, format!("{}version: {NEWEST}{end}", if mark { "\u{feff}" } else { "" }));
        }
    }
    let after = lines.concat();
    // It must say the same as before in all else.
    let read = |text: &str| parse_workspace_config(text.as_bytes(), Path::new("crm.yaml"));
    let ((old, troubles), (new, left)) = (read(text), read(&after));
    let is_same = WorkspaceConfig { version: NEWEST, ..old } == new && troubles.len() == left.len();
    is_same.then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_is_changed_and_no_other_byte() {
        for (before, after) in [
            ("version: 1\n", "version: 2\n"),
            ("version: 1", "version: 2"),
            (
                "# ours\nversion:   1   # the first\ncurrency: EUR\n",
                "# ours\nversion:   2   # the first\ncurrency: EUR\n",
            ),
            ("\u{feff}version: 1\r\ncurrency: EUR\r\n", "\u{feff}version: 2\r\ncurrency: EUR\r\n"),
            ("currency: EUR\nversion: '1'\n", "currency: EUR\nversion: 2\n"),
            ("# ours\n\ncurrency: EUR\n", "# ours\n\nversion: 2\ncurrency: EUR\n"),
            ("---\ncurrency: EUR\r\n", "---\nversion: 2\r\ncurrency: EUR\r\n"),
            ("\u{feff}currency: EUR\n", "\u{feff}version: 2\ncurrency: EUR\n"),
            ("# nothing", "# nothing\nversion: 2\n"),
            ("", "version: 2\n"),
        ] {
            assert_eq!(raised(before).as_deref(), Some(after), "{before:?}");
        }
    }

    #[test]
    fn what_cannot_be_changed_in_one_line_is_left() {
        for text in ["{version: 1, currency: EUR}\n", "version:\n  1\n"] {
            assert_eq!(raised(text), None, "{text:?}");
        }
    }
}
