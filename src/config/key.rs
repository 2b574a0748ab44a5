//! The key of the masks: a secret of the user, beside the user's own file and never in a workspace.

use std::fs::{self, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write};
use std::path::Path;

/// A key for this run alone.
pub fn passing_key() -> [u8; 16] {
    // Each state has a key of the system's random source; what a keyed hash says is as random.
    let half = || RandomState::new().build_hasher().finish().to_le_bytes();
    let mut key = [0; 16];
    key[..8].copy_from_slice(&half());
    key[8..].copy_from_slice(&half());
    key
}

/// The key that a file holds; it is made where there is none, for nobody else to read.
pub fn lasting_key(path: &Path) -> io::Result<[u8; 16]> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => make(path)?,
        Err(error) => return Err(error),
        Ok(_) => {}
    }
    // Of two who make it at once the first one's counts.
    parse(fs::read_to_string(path)?.trim())
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "32 hexadecimal digits are needed there"))
}

fn parse(text: &str) -> Option<[u8; 16]> {
    let value = u128::from_str_radix(text, 16).ok()?;
    (text.len() == 32).then(|| value.to_be_bytes())
}

fn make(path: &Path) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    private_folders(folder)?;
    let key = u128::from_be_bytes(passing_key());
    let temporary = path.with_extension(format!("{}.tmp", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let written = options.open(&temporary).and_then(|mut file| {
        file.write_all(format!("{key:032x}\n").as_bytes())?;
        file.sync_all()
    });
    // Whole, or not at all; and never in the place of one that is there.
    let placed = written.and_then(|()| fs::hard_link(&temporary, path));
    let _ = fs::remove_file(&temporary);
    match placed {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    }
}

/// Makes a folder, with those above it, for nobody else to enter.
pub(super) fn private_folders(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_is_nobody_elses() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("crm/redact.key");
        let key = lasting_key(&path).expect("made");
        assert_eq!(lasting_key(&path).expect("read"), key);
        assert_ne!(passing_key(), passing_key());
        assert_eq!(fs::read_dir(home.path().join("crm")).expect("listed").count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).expect("there").permissions().mode();
            assert_eq!(mode & 0o077, 0, "{mode:o}");
        }
        fs::write(&path, "short\n").expect("written");
        assert!(lasting_key(&path).is_err(), "another key would silently give other masks");
    }
}
