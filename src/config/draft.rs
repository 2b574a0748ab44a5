//! A text that somebody is writing, in a file of their own until it stands where it belongs.
//!
//! It lies in the person's folder for such things, not among temporary files: whatever ends the command
//! (a disk that is full, a file that is protected, a terminal that is closed), the text is still there.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::key::private_folders;

/// What a draft is of, which its file's ending says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftKind {
    /// The text of an entry.
    Entry,
    /// A customer's file.
    Customer,
}

impl DraftKind {
    fn ending(self) -> &'static str {
        match self {
            DraftKind::Entry => "txt",
            // By it an editor knows how to colour and complete it.
            DraftKind::Customer => "yaml",
        }
    }
}

/// A file with a text in it, for nobody else to read.
#[derive(Debug)]
pub struct Draft {
    path: PathBuf,
}

impl Draft {
    /// Begins one about something, in the first of these folders in which that can be.
    pub fn begin(folders: &[PathBuf], kind: DraftKind, about: &str, text: &[u8]) -> io::Result<Self> {
        let mut last = io::Error::from(io::ErrorKind::NotFound);
        for folder in folders {
            match begin(folder, kind, about, text) {
                Ok(path) => return Ok(Draft { path }),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What stands in it now; bytes that are no text are shown as such.
    pub fn read(&self) -> io::Result<String> {
        Ok(String::from_utf8_lossy(&self.bytes()?).into_owned())
    }

    /// The same, byte for byte.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        fs::read(&self.path)
    }

    /// It isn't needed any more, nor are the copies of it that editors make: vim's undo file and backup, emacs' own.
    pub fn discard(self) {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for copy in [format!(".{name}.un~"), format!("{name}~"), format!("#{name}#"), name] {
            let _ = fs::remove_file(self.path.with_file_name(copy));
        }
    }
}

fn begin(folder: &Path, kind: DraftKind, about: &str, text: &[u8]) -> io::Result<PathBuf> {
    private_folders(folder)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    for number in 1..10_000 {
        let path = folder.join(format!("{about}-{number}.{}", kind.ending()));
        match options.open(&path) {
            // Somebody else's draft, or an earlier one that is still there.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
            Ok(mut file) => {
                let written = file.write_all(text).and_then(|()| file.sync_all());
                if written.is_err() {
                    let _ = fs::remove_file(&path);
                }
                return written.map(|()| path);
            }
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// How many drafts of earlier commands lie in a folder.
pub fn drafts(folder: &Path, kind: DraftKind) -> usize {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    entries.flatten().filter(|entry| entry.path().extension().is_some_and(|end| end == kind.ending())).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_nobody_elses_and_never_written_over() {
        let home = tempfile::tempdir().expect("a folder");
        fs::write(home.path().join("file"), "").expect("written");
        let folders = [home.path().join("file/crm"), home.path().join("state/crm")];
        let one = Draft::begin(&folders, DraftKind::Entry, "acme", b"# about\n").expect("begun");
        let other = Draft::begin(&folders, DraftKind::Entry, "acme", b"").expect("begun");
        assert_ne!(one.path(), other.path());
        assert_eq!(
            (one.read().expect("read").as_str(), drafts(&folders[1], DraftKind::Entry)),
            ("# about\n", 2)
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
            assert_eq!((mode(one.path()), mode(&folders[1])), (0o600, 0o700));
        }
        let file = Draft::begin(&folders, DraftKind::Customer, "acme", b"\xff").expect("begun");
        assert_eq!(
            (file.bytes().expect("read"), file.path().extension()),
            (vec![0xff], Some("yaml".as_ref()))
        );
        one.discard();
        assert_eq!(drafts(&folders[1], DraftKind::Entry), 1);
        assert!(Draft::begin(&folders[..1], DraftKind::Entry, "x", b"").is_err());
    }
}
