//! What new files and folders permit: never more than the folder that they are put in. Whoever keeps
//! customers in a folder that nobody else can enter must not find a file there that others could read
//! as soon as the folder is opened, or copied. The system's umask takes from it as ever.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;

/// Options for a file that doesn't exist yet.
pub(super) fn new_file(path: &Path) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create_new(true);
    limit(&mut options, of_folder(path));
    options
}

/// The same with the permissions of the file that it will replace: while it is written, it must not
/// permit more than that one.
pub(super) fn new_file_like(mode: Option<&fs::Permissions>, path: &Path) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create_new(true);
    limit(&mut options, mode.map_or_else(|| of_folder(path), bits));
    options
}

/// Options for a file that may be there.
pub(super) fn maybe_new_file(path: &Path) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true);
    limit(&mut options, of_folder(path));
    options
}

/// Makes a folder in one that is there.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(of_folder(path).unwrap_or(0o777));
    }
    builder.create(path)
}

/// The same with the permissions of another folder: where it is put may be open to more people than what
/// it will hold.
pub(super) fn make_folder_like(path: &Path, model: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(fs::metadata(model).ok().and_then(|found| bits(&found.permissions())).unwrap_or(0o777));
    }
    #[cfg(not(unix))]
    let _ = model;
    builder.create(path)
}

/// Makes a folder with those above it that are missing; another process may be making them, too.
pub(super) fn make_folders(path: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = path.ancestors().take_while(|above| !above.exists()).collect();
    for folder in missing.into_iter().rev().filter(|folder| !folder.as_os_str().is_empty()) {
        match make_folder(folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            other => other?,
        }
    }
    if path.is_dir() || path.as_os_str().is_empty() { Ok(()) } else { fs::create_dir_all(path) }
}

/// The permissions of the folder that a path lies in.
fn of_folder(path: &Path) -> Option<u32> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::metadata(folder).ok().map(|found| found.permissions()).as_ref().and_then(bits)
}

#[cfg(unix)]
fn bits(mode: &fs::Permissions) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    // Neither the sticky bit nor those that lend an identity.
    Some(mode.mode() & 0o777)
}

#[cfg(not(unix))]
fn bits(_mode: &fs::Permissions) -> Option<u32> {
    None
}

#[cfg(unix)]
fn limit(options: &mut OpenOptions, mode: Option<u32>) {
    use std::os::unix::fs::OpenOptionsExt;
    // Its owner can always read and write it; nobody needs to run it.
    options.mode(mode.map_or(0o666, |mode| (mode & 0o666) | 0o600));
}

#[cfg(not(unix))]
fn limit(_options: &mut OpenOptions, _mode: Option<u32>) {}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::store::write;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("there").permissions().mode() & 0o777
    }

    #[test]
    fn a_new_file_permits_no_more_than_its_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        for (open, file, inner) in
            [(0o700, 0o600, 0o700), (0o750, 0o640, 0o750), (0o755, 0o644, 0o755), (0o711, 0o600, 0o711)]
        {
            let own = folder.path().join(format!("{open:o}"));
            fs::create_dir(&own).expect("made");
            fs::set_permissions(&own, fs::Permissions::from_mode(open)).expect("set");
            write::create(&own.join("deep/er/a.yaml"), b"x").expect("made");
            write::append(&own.join("a.log.jsonl"), &["x".into()]).expect("appended");
            // The umask of whoever runs this may take more.
            assert_eq!(mode(&own.join("deep/er/a.yaml")) & !file, 0, "{open:o}");
            assert_eq!(mode(&own.join("a.log.jsonl")) & !file, 0, "{open:o}");
            assert_eq!(mode(&own.join("deep/er")) & !inner, 0, "{open:o}");
            assert_eq!(mode(&own.join("a.log.jsonl")) & 0o600, 0o600);
        }
    }

    #[test]
    fn a_file_keeps_what_it_permits() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.yaml");
        for own in [0o600, 0o644, 0o664] {
            fs::write(&path, "old").expect("written");
            fs::set_permissions(&path, fs::Permissions::from_mode(own)).expect("set");
            write::replace(&path, b"old", b"new").expect("replaced");
            assert_eq!(mode(&path), own);
        }
    }
}
