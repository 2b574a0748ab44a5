//! A new file in the place of an old one, without losing what somebody saved in between.
//!
//! A rename over the target would silently drop what an editor saved there since our last look.
//! Where the system can exchange two names in one step, what came out of the target is looked at
//! afterwards, and put back where it isn't what was read.

use std::fs;
use std::io;
use std::path::Path;

/// Puts the prepared file in the target's place, if that holds `before`; `false` where it holds
/// something else, and keeps it. The prepared file is gone afterwards.
pub(super) fn put_in_place(prepared: &Path, target: &Path, before: &[u8], after: &[u8]) -> io::Result<bool> {
    match exchange(prepared, target) {
        Ok(()) => look_back(prepared, target, before, after),
        Err(error) if can_not(&error) => rename(prepared, target, before),
        Err(error) => {
            let _ = fs::remove_file(prepared);
            // Somebody moved the target away: that is a change, too.
            if error.kind() == io::ErrorKind::NotFound { Ok(false) } else { Err(error) }
        }
    }
}

/// What came out of the target must be what was read; else it goes back, and so does what is saved
/// even while it does.
fn look_back(prepared: &Path, target: &Path, before: &[u8], after: &[u8]) -> io::Result<bool> {
    let mut came_out = match fs::read(prepared) {
        Ok(bytes) => bytes,
        Err(error) => {
            // Nobody knows what it was: it is put back.
            exchange(prepared, target)?;
            let _ = fs::remove_file(prepared);
            return Err(error);
        }
    };
    if came_out == before {
        // One that stays behind is taken away by the next write, and never read.
        let _ = fs::remove_file(prepared);
        return Ok(true);
    }
    let mut went_in = after.to_vec();
    loop {
        exchange(prepared, target)?;
        let newer = fs::read(prepared)?;
        if newer == went_in {
            let _ = fs::remove_file(prepared);
            return Ok(false);
        }
        went_in = std::mem::replace(&mut came_out, newer);
    }
}

/// The second best: a last look, and a rename at once.
fn rename(prepared: &Path, target: &Path, before: &[u8]) -> io::Result<bool> {
    let done = fs::read(target)
        .and_then(|now| if now == before { fs::rename(prepared, target).map(|()| true) } else { Ok(false) });
    if !matches!(done, Ok(true)) {
        let _ = fs::remove_file(prepared);
    }
    done
}

/// Whether the system or the file system knows no exchange.
fn can_not(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_saved_since_stays() {
        for (now, want) in [("old", "new"), ("theirs", "theirs")] {
            let folder = tempfile::tempdir().expect("a folder");
            let at = |name: &str| folder.path().join(name);
            type Way = fn(&Path, &Path) -> io::Result<bool>;
            let ways: [Way; 2] = [
                |prepared, target| put_in_place(prepared, target, b"old", b"new"),
                |prepared, target| rename(prepared, target, b"old"),
            ];
            for way in ways {
                fs::write(at("prepared"), "new").expect("written");
                fs::write(at("target"), now).expect("written");
                assert_eq!(way(&at("prepared"), &at("target")).expect("done"), want == "new");
                assert_eq!(fs::read_to_string(at("target")).expect("read"), want);
                assert!(!at("prepared").exists());
            }
        }
    }

    #[test]
    fn a_target_that_was_moved_away_is_a_change() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("prepared"), "new").expect("written");
        assert!(!put_in_place(&at("prepared"), &at("target"), b"old", b"new").expect("told"));
        assert!(!at("target").exists() && !at("prepared").exists());
    }
}
