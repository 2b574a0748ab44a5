//! Lines at the end of a log: each of them once, whole, and on a line of its own.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::super::lock::is_still_there;
use super::super::{StoreError, permit};
use super::{cut, refused_or, sync_parent};

/// Whether an append to a log of this length can't be cut in two by a kill: the system copies what
/// is written page by page, and may stop between two pages.
pub(in crate::store) fn is_one_piece(length: u64, lines: &[String]) -> bool {
    const PAGE: u64 = 4096;
    // With the end of a line that somebody else cut off.
    let size = 1 + lines.iter().map(|line| line.len() as u64 + 1).sum::<u64>();
    length / PAGE == (length + size - 1) / PAGE
}

/// Appends whole lines with one write and syncs. What a failure has written of them is taken back;
/// where the last line was cut off by somebody else, the new ones begin on a line of their own.
pub(in crate::store) fn append(path: &Path, lines: &[String]) -> Result<(), StoreError> {
    appended(path, lines, None, || {})
}

/// The same of those lines alone that don't stand behind a length yet. Whoever completes what another
/// command has written down may do so at the same time as that command itself, where the workspace's lock
/// keeps them apart no more: its file was deleted, and the folder can't be locked.
pub(in crate::store) fn append_missing(path: &Path, length: u64, lines: &[String]) -> Result<(), StoreError> {
    appended(path, lines, Some(length), || {})
}

/// `meanwhile` is what others do between our write and our look at it.
fn appended(
    path: &Path,
    lines: &[String],
    missing_behind: Option<u64>,
    mut meanwhile: impl FnMut(),
) -> Result<(), StoreError> {
    let fail = |source| refused_or("append to", path)(source);
    permit::permitted(path)?;
    let mut lines = lines.to_vec();
    let mut known = missing_behind;
    loop {
        let new = !path.exists();
        // A file that is made new is never made at the other end of a link.
        let mut options = if new { permit::new_file(path) } else { OpenOptions::new() };
        let mut file = options.read(true).append(true).open(path).map_err(fail)?;
        // The log's own lock, where the file system has any: looking and writing are one step for everybody
        // who appends. Where it has none, the workspace's lock is all that there is.
        let _ = file.lock();
        if !is_still_there(&file, path) && path.exists() {
            continue;
        }
        let length = file.metadata().map_err(fail)?.len();
        if let Some(from) = known.take() {
            // A log that has become shorter was rewritten: all of it is looked at.
            let from = if length < from { 0 } else { from };
            lines = missing(&read_from(&mut file, from).map_err(fail)?, &lines, &[]);
        }
        if lines.is_empty() {
            return Ok(());
        }
        let written = write_lines(&mut file, length, &lines).and_then(|()| file.sync_data());
        let written = written.and_then(|()| if new { sync_parent(path) } else { Ok(()) });
        if let Err(source) = written {
            let undone = if new { fs::remove_file(path) } else { cut(&file, length) };
            return Err(match undone {
                Ok(()) => fail(source),
                Err(_) => StoreError::io("append to (and take back from)", path)(source),
            });
        }
        meanwhile();
        if is_still_there(&file, path) || !path.exists() {
            return Ok(());
        }
        // Git or an editor has put another file in its place since it was opened: made of what was there
        // before our lines, or with them. Lines may be alike: those that were there before don't count.
        let before = read_from(&mut file, 0).map_err(fail)?;
        let before = &before[..before.len().min(usize::try_from(length).unwrap_or(usize::MAX))];
        let now = fs::read(path).map_err(fail)?;
        lines = missing(&now, &lines, before);
        if lines.is_empty() {
            return Ok(());
        }
    }
}

/// Those of the lines that don't stand in a text as often as they should: once for each time that they are
/// among them, and as often as they stood in `before`.
fn missing(text: &[u8], lines: &[String], before: &[u8]) -> Vec<String> {
    let count = |text: &[u8], line: &str| {
        text.split(|byte| *byte == b'\n').filter(|there| *there == line.as_bytes()).count()
    };
    let mut missing: Vec<String> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let wanted = lines[..=index].iter().filter(|own| *own == line).count() + count(before, line);
        if count(text, line) < wanted {
            missing.push(line.clone());
        }
    }
    missing
}

fn read_from(file: &mut File, from: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(from))?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn write_lines(file: &mut File, length: u64, lines: &[String]) -> io::Result<()> {
    let mut bytes = Vec::new();
    if length > 0 && !ends_with_newline(file, length)? {
        bytes.push(b'\n');
    }
    for line in lines {
        bytes.extend_from_slice(line.as_bytes());
        bytes.push(b'\n');
    }
    file.write_all(&bytes)
}

fn ends_with_newline(file: &mut File, length: u64) -> io::Result<bool> {
    let mut last = [0];
    file.seek(SeekFrom::Start(length - 1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder")
    }

    #[test]
    fn lines_are_appended_whole_and_on_their_own() {
        let folder = folder();
        let path = folder.path().join("a.log.jsonl");
        append(&path, &["one".into()]).expect("appended");
        append(&path, &["two".into(), "three".into()]).expect("appended");
        assert_eq!(fs::read_to_string(&path).expect("read"), "one\ntwo\nthree\n");
        fs::write(&path, "cut o").expect("written");
        append(&path, &["four".into()]).expect("appended");
        assert_eq!(fs::read_to_string(&path).expect("read"), "cut o\nfour\n");
    }

    /// Another file is put in the log's place between our write and our look at it: made of what was there
    /// before, or with our lines, with something of its own or without. Each line is there exactly as often as
    /// it was written, alike or not.
    #[test]
    fn a_log_that_is_replaced_meanwhile_has_every_line_once() {
        let lines = |text: &[&str]| text.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let counted = |text: &str, line: &str| text.lines().filter(|there| *there == line).count();
        for old in ["", "a\n", "a\na\nb\n", "b\n"] {
            for new in [lines(&["a"]), lines(&["a", "a"]), lines(&["x", "a", "y"]), lines(&["b", "b", "a"])] {
                for with_ours in [false, true] {
                    for own in ["", "theirs\n", "cut o"] {
                        let folder = folder();
                        let path = folder.path().join("a.log.jsonl");
                        fs::write(&path, old).expect("written");
                        let mut times = 0;
                        let meanwhile = || {
                            times += 1;
                            if times > 2 {
                                return;
                            }
                            let now = fs::read_to_string(&path).expect("read");
                            let made = if with_ours || times > 1 { now } else { old.to_owned() };
                            let other = folder.path().join("other");
                            fs::write(&other, made + own).expect("written");
                            fs::rename(&other, &path).expect("put in its place");
                        };
                        appended(&path, &new, None, meanwhile).expect("appended");
                        let text = fs::read_to_string(&path).expect("read");
                        for line in ["a", "b", "x", "y"] {
                            let wanted = counted(old, line) + new.iter().filter(|own| *own == line).count();
                            assert_eq!(
                                counted(&text, line),
                                wanted,
                                "{line} in {text:?} of {old:?} and {new:?}"
                            );
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn what_another_one_has_completed_is_not_written_again() {
        let folder = folder();
        let path = folder.path().join("a.log.jsonl");
        let both: Vec<String> = vec!["two".into(), "one".into(), "two".into()];
        fs::write(&path, "one\n").expect("written");
        append_missing(&path, 4, &both).expect("appended");
        append_missing(&path, 4, &both).expect("nothing to do");
        let text = fs::read_to_string(&path).expect("read");
        assert_eq!(text, "one\ntwo\none\ntwo\n");
        // Many that complete the same at once.
        let many: Vec<String> = (0..50).map(|number| format!("line {number}")).collect();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| append_missing(&path, text.len() as u64, &many).expect("appended"));
            }
        });
        let now = fs::read_to_string(&path).expect("read");
        assert_eq!(now, text + &many.join("\n") + "\n");
    }

    #[test]
    fn what_crosses_a_page_is_no_single_piece() {
        let line = |size: usize| vec!["x".repeat(size)];
        assert!(is_one_piece(0, &line(4094)));
        assert!(!is_one_piece(0, &line(4095)));
        assert!(is_one_piece(4096, &line(100)));
        assert!(!is_one_piece(4000, &line(100)));
    }
}
