//! Where git finds the repository of a folder, looked for as git itself does, so that it is known before
//! git reads a line of any configuration.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::RevisionError;

/// The work tree of the repository that a folder lies in; `None` outside of any.
///
/// A folder that is laid out as a bare repository is one for git, though it came as ordinary files with
/// a clone: its `config` would be obeyed, and can name programs. Newer gits have `safe.bareRepository`
/// against it; this look needs no newer git.
pub(super) fn work_tree(folder: &Path) -> Result<Option<PathBuf>, RevisionError> {
    // The folders that git sees have no links in them.
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    for above in folder.ancestors() {
        let fail = |error| RevisionError::Unreadable { folder: above.to_owned(), error };
        // Before the look for a `.git`: git passes over one that it finds damaged, and so comes to this.
        if is_bare(above).map_err(fail)? {
            return Err(RevisionError::Bare(above.to_owned()));
        }
        if is_repository(&above.join(".git")).map_err(fail)? {
            return Ok(Some(above.to_owned()));
        }
    }
    Ok(None)
}

/// Where git keeps what belongs to one work tree: one that stands beside the first has a place of its own.
pub(super) fn git_folder(work_tree: &Path) -> io::Result<Option<PathBuf>> {
    let dot = work_tree.join(".git");
    match looked_at(fs::metadata(&dot))? {
        None => return Ok(None),
        Some(meta) if meta.is_dir() => return Ok(Some(dot)),
        Some(_) => {}
    }
    let Some(text) = looked_at(fs::read_to_string(&dot))? else { return Ok(None) };
    Ok(text.strip_prefix("gitdir: ").map(|named| work_tree.join(named.trim_end())))
}

/// A file names the repository; a folder is one if it has a HEAD. git goes on to the folder around an
/// empty `.git`, and so must this.
fn is_repository(dot: &Path) -> io::Result<bool> {
    let is_file = looked_at(fs::metadata(dot))?.is_some_and(|meta| meta.is_file());
    Ok(is_file || is_there(&dot.join("HEAD"))?)
}

/// git asks for more before it takes a folder for a repository. To refuse one that it would pass over
/// costs nobody anything; to miss one would.
fn is_bare(folder: &Path) -> io::Result<bool> {
    let has = |name: &str| is_there(&folder.join(name));
    Ok(has("HEAD")? && (has("commondir")? || has("objects")? && has("refs")?))
}

/// A link that leads nowhere is there, too: for git, HEAD may be one.
fn is_there(path: &Path) -> io::Result<bool> {
    Ok(looked_at(fs::symlink_metadata(path))?.is_some())
}

/// What a look found; `None` where nothing is there, or nothing that this user, or git, may look at.
///
/// A look that fails is no such answer: whoever took a repository that the disk didn't give away for none
/// would look for the journal elsewhere.
pub(super) fn looked_at<T>(look: io::Result<T>) -> io::Result<Option<T>> {
    use io::ErrorKind as Kind;
    match look {
        Ok(found) => Ok(Some(found)),
        Err(error) => match error.kind() {
            Kind::NotFound | Kind::NotADirectory | Kind::PermissionDenied | Kind::InvalidData => Ok(None),
            _ => Err(error),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = root.path().join(file);
            if file.ends_with('/') {
                fs::create_dir_all(path).expect("made");
            } else {
                fs::create_dir_all(path.parent().expect("above")).expect("made");
                fs::write(path, "").expect("written");
            }
        }
        root
    }

    fn found(files: &[&str], from: &str) -> Result<Option<PathBuf>, PathBuf> {
        let root = folder(files);
        let top = fs::canonicalize(root.path()).expect("a folder");
        let below = |path: PathBuf| path.strip_prefix(&top).expect("below").to_owned();
        match work_tree(&top.join(from)) {
            Ok(found) => Ok(found.map(below)),
            Err(RevisionError::Bare(path)) => Err(below(path)),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn the_nearest_repository_is_found() {
        assert_eq!(found(&[".git/HEAD", "a/b/"], "a/b"), Ok(Some("".into())));
        assert_eq!(found(&[".git/HEAD", "a/.git", "a/b/"], "a/b"), Ok(Some("a".into())));
        // An empty folder of that name is passed over.
        assert_eq!(found(&[".git/HEAD", "a/.git/", "a/b/"], "a/b"), Ok(Some("".into())));
        assert_eq!(found(&["a/b/"], "a/b"), Ok(None));
    }

    #[test]
    fn a_folder_that_is_a_repository_itself_is_refused_before_the_one_around_it() {
        let bare = ["a/HEAD", "a/objects/", "a/refs/", "a/b/", ".git/HEAD"];
        assert_eq!(found(&bare, "a"), Err("a".into()));
        assert_eq!(found(&bare, "a/b"), Err("a".into()));
        assert_eq!(found(&["a/HEAD", "a/commondir", "a/b/", ".git/HEAD"], "a/b"), Err("a".into()));
        assert_eq!(found(&["a/HEAD", "a/objects/", "a/refs/", "a/.git/", "a/b/"], "a/b"), Err("a".into()));
        // A .git beside them that git finds damaged is none to it.
        assert_eq!(found(&["a/HEAD", "a/objects/", "a/refs/", "a/.git/HEAD"], "a"), Err("a".into()));
        // A work tree inside of a bare repository has a .git of its own, and is nearer.
        assert_eq!(found(&["HEAD", "objects/", "refs/", "a/.git"], "a"), Ok(Some("a".into())));
        // Names alone make no repository, nor does one below.
        assert_eq!(found(&["a/HEAD", "a/objects/", ".git/HEAD"], "a"), Ok(Some("".into())));
        assert_eq!(found(&["a/c/HEAD", "a/c/objects/", "a/c/refs/", ".git/HEAD"], "a"), Ok(Some("".into())));
    }
}
