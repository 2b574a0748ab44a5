//! git's object database: trees and blobs read, blobs, trees and commits written. No ref, no index of the
//! repository's own and no work tree is touched.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use super::super::RevisionError;
use super::super::git::{Blobs, answer, failed, fed, path, printed, run, said, writer};
use super::outcome::Refusal;
use super::tree::{File, Tree};

/// Why a merge ended early.
pub(super) enum Stop {
    /// git failed.
    Git(RevisionError),
    /// There is a reason in words.
    Refused(Refusal),
}

impl From<RevisionError> for Stop {
    fn from(error: RevisionError) -> Self {
        Stop::Git(error)
    }
}

/// A git that writes what it writes to the disk before it ends, runs no hook, and takes every object for
/// what it is.
pub(super) fn command(top: &Path) -> Result<Command, RevisionError> {
    let mut command = writer(top)?;
    command.env("GIT_NO_REPLACE_OBJECTS", "1");
    for setting in [
        "core.fsync=all",
        "core.splitIndex=false",
        "index.sparse=false",
        "merge.renames=false",
        "merge.directoryRenames=false",
        "merge.renormalize=false",
        "i18n.commitEncoding=UTF-8",
    ] {
        command.args(["-c", setting]);
    }
    Ok(command)
}

/// Runs one that must succeed, with something on its stdin.
pub(super) fn feed(command: Command, name: &str, input: &[u8]) -> Result<Vec<u8>, RevisionError> {
    printed(name, fed(command, name, input)?)
}

/// The first line of what git printed.
pub(super) fn word(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).lines().next().unwrap_or_default().to_owned()
}

/// The files of a commit or tree.
pub(super) fn tree(top: &Path, name: &str) -> Result<Tree, RevisionError> {
    let listed = answer(top, &["ls-tree", "-r", "-z", "--full-tree", name])?;
    let mut files = BTreeMap::new();
    for line in listed.split(|byte| *byte == 0).filter(|line| !line.is_empty()) {
        let wrong = || failed("ls-tree", String::from_utf8_lossy(line));
        let tab = line.iter().position(|byte| *byte == b'\t').ok_or_else(wrong)?;
        let head = std::str::from_utf8(&line[..tab]).map_err(|_| wrong())?;
        let mut words = head.split(' ');
        let (Some(mode), Some(_), Some(blob)) = (words.next(), words.next(), words.next()) else {
            return Err(wrong());
        };
        files.insert(line[tab + 1..].to_vec(), File { mode: mode.into(), blob: blob.into() });
    }
    Ok(Tree { files })
}

/// All best common ancestors of two commits; none where they have nothing in common.
pub(super) fn bases(top: &Path, ours: &str, theirs: &str) -> Result<Vec<String>, RevisionError> {
    if ours == theirs {
        return Ok(vec![ours.to_owned()]);
    }
    let output = run(top, &["merge-base", "--all", ours, theirs])?;
    match output.status.code() {
        Some(0) => Ok(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()),
        Some(1) => Ok(Vec::new()),
        _ => Err(failed("merge-base", said(&output))),
    }
}

/// Reads blobs, all by one process.
pub(super) struct Reader(Blobs);

impl Reader {
    pub fn open(top: &Path) -> Result<Self, RevisionError> {
        Blobs::open(top).map(Reader)
    }

    pub fn read(&mut self, blob: &str) -> Result<Vec<u8>, Stop> {
        let missing = || Stop::Refused(Refusal::MissingObjects { object: blob.to_owned() });
        self.0.bytes(blob)?.ok_or_else(missing)
    }

    pub fn of(&mut self, file: Option<&File>) -> Result<Vec<u8>, Stop> {
        file.map_or(Ok(Vec::new()), |file| self.read(&file.blob))
    }
}

/// Writes blobs, all by one process and, where they are many, into one pack: no file that a crash could
/// leave behind ever holds them beside git's own.
struct Writer {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    count: usize,
}

impl Writer {
    fn open(top: &Path) -> Result<Self, RevisionError> {
        let mut command = command(top)?;
        command.args(["fast-import", "--quiet", "--done"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(RevisionError::NoGit)?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => {
                Ok(Writer { child, input, output: BufReader::new(output), count: 0 })
            }
            _ => Err(failed("fast-import", "no pipe")),
        }
    }

    /// The name of a blob, which is readable once all are written. The answer is awaited before the next
    /// one is sent, so that neither side waits for the other with a full pipe.
    fn write(&mut self, bytes: &[u8]) -> io::Result<String> {
        self.count += 1;
        let mark = self.count;
        self.input.write_all(format!("blob\nmark :{mark}\ndata {}\n", bytes.len()).as_bytes())?;
        self.input.write_all(bytes)?;
        self.input.write_all(format!("\nget-mark :{mark}\n").as_bytes())?;
        self.input.flush()?;
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        let name = line.trim_end();
        match name.len() >= 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            true => Ok(name.to_owned()),
            false => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    fn finish(mut self) -> io::Result<bool> {
        self.input.write_all(b"done\n")?;
        drop(self.input);
        io::copy(&mut self.output, &mut io::sink())?;
        Ok(self.child.wait()?.success())
    }
}

/// Writes many blobs, and hands out their names in the same order.
pub(super) fn write<'b>(
    top: &Path,
    blobs: impl IntoIterator<Item = &'b [u8]>,
) -> Result<Vec<String>, RevisionError> {
    let wrong = |error: io::Error| failed("fast-import", error.to_string());
    let mut blobs = blobs.into_iter().peekable();
    if blobs.peek().is_none() {
        return Ok(Vec::new());
    }
    let mut writer = Writer::open(top)?;
    let mut names = Vec::new();
    for bytes in blobs {
        names.push(writer.write(bytes).map_err(wrong)?);
    }
    match writer.finish().map_err(wrong)? {
        true => Ok(names),
        false => Err(failed("fast-import", "it ended early")),
    }
}

/// An index of one's own, in which a tree is put together.
pub(super) struct Index<'r> {
    top: &'r Path,
    folder: tempfile::TempDir,
}

impl<'r> Index<'r> {
    /// One with the files of a tree; an empty one without.
    pub fn of(top: &'r Path, tree: Option<&str>) -> Result<Self, RevisionError> {
        // In git's own folder: it names customers.
        let place: PathBuf = top.join(path(answer(top, &["rev-parse", "--git-dir"])?.trim_ascii_end()));
        let folder = tempfile::Builder::new().prefix("crm-index-").tempdir_in(place);
        let index = Index { top, folder: folder.map_err(|error| failed("read-tree", error.to_string()))? };
        feed(index.command(&["read-tree", tree.unwrap_or("--empty")])?, "read-tree", b"")?;
        Ok(index)
    }

    fn command(&self, args: &[&str]) -> Result<Command, RevisionError> {
        let mut command = command(self.top)?;
        command.env("GIT_INDEX_FILE", self.folder.path().join("index")).args(args);
        Ok(command)
    }

    /// Puts files in, and takes others out; what is taken out goes first, so that a folder can stand
    /// where a file was.
    pub fn change(&self, gone: &[&[u8]], put: &[(&[u8], File)]) -> Result<(), RevisionError> {
        let mut lines = Vec::new();
        let zeros = "0".repeat(put.first().map_or(40, |(_, file)| file.blob.len()));
        for path in gone {
            lines.extend_from_slice(format!("0 {zeros}\t").as_bytes());
            lines.extend_from_slice(path);
            lines.push(0);
        }
        for (path, file) in put {
            lines.extend_from_slice(format!("{} {}\t", file.mode, file.blob).as_bytes());
            lines.extend_from_slice(path);
            lines.push(0);
        }
        feed(self.command(&["update-index", "-z", "--index-info"])?, "update-index", &lines).map(drop)
    }

    pub fn write(&self) -> Result<String, RevisionError> {
        feed(self.command(&["write-tree"])?, "write-tree", b"").map(|printed| word(&printed))
    }
}

/// Makes a commit.
pub(super) fn commit(
    top: &Path,
    tree: &str,
    parents: &[&str],
    message: &str,
) -> Result<String, RevisionError> {
    let mut command = command(top)?;
    command.args(["commit-tree", tree]);
    for parent in parents {
        command.args(["-p", parent]);
    }
    command.args(["-F", "-"]);
    feed(command, "commit-tree", message.as_bytes()).map(|printed| word(&printed))
}
