//! The version of the files' format: what `version:` says.

/// The newest version that this program reads, and the one that new workspaces have.
pub const NEWEST: u32 = 2;

/// The version of a file that doesn't say one.
pub(super) const FIRST: u32 = 1;

/// A version that this program reads.
pub(super) fn read(text: &str) -> Option<u32> {
    text.trim().parse().ok().filter(|version| (FIRST..=NEWEST).contains(version))
}

/// The version that a file says, where it is newer than ours: its line and the version, looked for in the
/// lines before anything is parsed, as nobody knows what else such a file says.
pub(super) fn newer(text: &str) -> Option<(usize, u32)> {
    let (at, _, value) = line(text)?;
    let version = value.trim_matches(['"', '\'']).parse().ok().filter(|version| *version > NEWEST)?;
    Some((at + 1, version))
}

/// The line of `version:` at the top of the file, from 0: its number, what stands before the value, and the
/// value.
pub(super) fn line(text: &str) -> Option<(usize, &str, &str)> {
    text.lines().enumerate().find_map(|(at, line)| {
        let rest = line.trim_start_matches('\u{feff}').strip_prefix("version:")?;
        let value = rest.split(" #").next().unwrap_or_default().trim();
        let before = &line[..line.len() - rest.trim_start().len()];
        Some((at, before, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_version_is_seen_before_anything_else_is_read() {
        for (text, found) in [
            ("# x\nversion: 3\nlists: <<<\n", Some((2, 3))),
            ("version: \"17\" # later\n", Some((1, 17))),
            ("version: 2\n", None),
            ("version: x\n", None),
            ("people:\n  version: 9\n", None),
        ] {
            assert_eq!(newer(text), found, "{text:?}");
        }
    }
}
