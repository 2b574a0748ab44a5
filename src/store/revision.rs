//! What a revision had in the workspace's folder: read through the user's `git`, beside the work
//! tree and its index, which stay as they are.

use crate::store::file_names::{CUSTOMERS, FORGOTTEN, RHYTHM, RULES};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::Forgotten;
use super::customer_tree::{CustomerFiles, CustomerTree};
use super::discovery;
use super::filters::Filters;
use super::git::{self, Blobs, RevisionError};
use super::load::{self, LoadedCustomer, Scrutiny};
use super::parallel::on_all_cores;
use crate::format::{MAX_CUSTOMER_BYTES, MAX_LOG_BYTES};
use crate::model::{Audience, Problem, ProblemKind, Redaction};
use crate::yaml::{FileLocation, UnlocatedProblem};

/// Rules larger than this are no rules.
const MOST_RULES: u64 = 1 << 20;

/// Customers of a revision that are in memory at once.
const CHUNK: usize = 16;

/// A commit's workspace.
#[derive(Debug)]
pub struct Revision {
    /// As it was typed.
    pub name: String,
    /// The commit, in short.
    pub commit: String,
    /// The day of the commit.
    pub day: NaiveDate,
    /// What git had to say of the name: that the reflog doesn't go back so far.
    pub note: String,
    pub layout: CustomerTree,
    root: PathBuf,
    redaction: Option<Redaction>,
    /// The blob of each file; none for what is not a regular file.
    blobs: HashMap<PathBuf, Option<Box<str>>>,
    /// What may be different in the work tree.
    differing: HashSet<PathBuf>,
}

impl Revision {
    /// Finds a commit by any name that git knows it by, and what it had below `root`.
    pub(super) fn open(root: &Path, name: &str) -> Result<Self, RevisionError> {
        let inside = git::run(root, &["rev-parse", "--is-inside-work-tree"])?;
        let is_inside = inside.status.success() && inside.stdout.starts_with(b"true");
        if !is_inside {
            let said = git::said(&inside);
            return Err(match said.is_empty() || said.contains("not a git repository") {
                true => RevisionError::NoRepository(root.to_owned()),
                false => git::failed("rev-parse", said),
            });
        }
        let (commit, note) = resolved(root, name)?;
        let shown = ["log", "-1", "--no-show-signature", "--format=%h%x00%cs", &commit, "--"];
        let shown = String::from_utf8_lossy(&git::answer(root, &shown)?).into_owned();
        let (short, day) = shown.trim().split_once('\0').unwrap_or_default();
        let day = day.parse().map_err(|_| git::failed("log", shown.trim()))?;
        let mut blobs = tree(root, &commit)?;
        if !matches!(blobs.get(Path::new(RULES)), Some(Some(_))) {
            return Err(RevisionError::NoRules(name.to_owned()));
        }
        let mut differing = differing(root, &commit)?;
        unseen(root, &mut blobs, &mut differing)?;
        let layout = CustomerTree::of(blobs.keys());
        Ok(Revision {
            name: name.to_owned(),
            commit: short.to_owned(),
            day,
            note,
            layout,
            root: root.to_owned(),
            redaction: None,
            blobs,
            differing,
        })
    }

    /// What the next commit would have: the index, and which files it changes. Its files are told of by
    /// their own names, as that is what they will be. A commit of some paths alone has an `index` of its
    /// own, which git names to the hook.
    pub(super) fn staged(
        root: &Path,
        index: Option<&Path>,
    ) -> Result<(Self, HashSet<PathBuf>), RevisionError> {
        if !git::run(root, &["rev-parse", "--git-dir"])?.status.success() {
            return Err(RevisionError::NoRepository(root.to_owned()));
        }
        let index = index.filter(|_| git::is_called_for(root));
        let listed = git::answer_in(
            root,
            index,
            &["ls-files", "-s", "-z", "--", RULES, RHYTHM, CUSTOMERS, FORGOTTEN],
        )?;
        let blobs = listing(&listed, 1);
        let options = ["diff", "--cached", "--name-only", "--relative"];
        let arguments = [&options[..], git::COMPARED, &["--", RULES, RHYTHM, CUSTOMERS]].concat();
        let changed = git::answer_in(root, index, &arguments)?;
        let layout = CustomerTree::of(blobs.keys());
        let revision = Revision {
            name: String::new(),
            commit: String::new(),
            day: NaiveDate::default(),
            note: String::new(),
            layout,
            root: root.to_owned(),
            redaction: None,
            blobs,
            differing: HashSet::new(),
        };
        Ok((revision, git::names(&changed).collect()))
    }

    /// The same, all of whose customers are seen behind a redaction.
    pub fn behind(self, redaction: Option<Redaction>) -> Self {
        Revision { redaction, ..self }
    }

    /// Files of the work tree that are not as a commit had them, new ones among them.
    pub(super) fn since(root: &Path, name: &str) -> Result<HashSet<PathBuf>, RevisionError> {
        if !git::run(root, &["rev-parse", "--git-dir"])?.status.success() {
            return Err(RevisionError::NoRepository(root.to_owned()));
        }
        let (commit, _) = resolved(root, name)?;
        let mut changed = differing(root, &commit)?;
        let new = ["ls-files", "--others", "--exclude-standard", "-z", "--", RULES, RHYTHM, CUSTOMERS];
        let new = git::answer(root, &new)?;
        changed.extend(git::names(&new));
        Ok(changed)
    }

    /// How one of its files is named in what is told: `HEAD:crm.yaml`.
    pub fn shown(&self, path: &Path) -> PathBuf {
        if self.name.is_empty() {
            return path.to_owned();
        }
        let mut shown = std::ffi::OsString::from(format!("{}:", self.name));
        shown.push(path);
        shown.into()
    }

    /// A problem of one of its files, named so.
    pub fn named(&self, mut problem: Problem) -> Problem {
        problem.place.path = self.shown(&problem.place.path);
        problem
    }

    /// Its rules, as bytes.
    pub fn rules(&self) -> Result<Vec<u8>, RevisionError> {
        let mut blobs = Blobs::open(&self.root)?;
        let none = || RevisionError::NoRules(self.name.clone());
        let id = self.blobs.get(Path::new(RULES)).and_then(Option::as_ref).ok_or_else(none)?;
        blobs.read(id, MOST_RULES)?.map_err(|_| none())
    }

    /// What it had found of who orders how, as bytes; none where it had no such file.
    pub fn rhythm(&self) -> Result<Option<Vec<u8>>, RevisionError> {
        let Some(id) = self.blobs.get(Path::new(RHYTHM)).and_then(Option::as_ref) else { return Ok(None) };
        Ok(Blobs::open(&self.root)?.read(id, MOST_RULES)?.ok())
    }

    /// Whether a customer's files are what they were, and where they were.
    pub fn is_unchanged(&self, old: &CustomerFiles, now: &CustomerFiles) -> bool {
        let same =
            |path: &PathBuf| !self.differing.contains(path) && matches!(self.blobs.get(path), Some(Some(_)));
        old == now && same(&old.card) && old.log.as_ref().is_none_or(same)
    }

    /// Reads many of its customers; the answers come in the order of the slots. What is wrong with
    /// their files is told with the revision's name.
    pub fn each<T: Send>(
        &self,
        slots: &[&CustomerFiles],
        look: Scrutiny,
        answer: impl Fn(LoadedCustomer<'_>) -> Option<T> + Sync,
    ) -> Result<(Vec<T>, Vec<Problem>), RevisionError> {
        let (mut answers, mut told) = (Vec::new(), Vec::new());
        if slots.is_empty() {
            return Ok((answers, told));
        }
        let mut blobs = Blobs::open(&self.root)?;
        // What was forgotten then: of what went later, that day still had everything.
        let forgotten = match self.file(&mut blobs, Path::new(FORGOTTEN), MAX_LOG_BYTES)? {
            Ok(bytes) => Forgotten::parse(&bytes),
            Err(_) => Forgotten::default(),
        };
        for chunk in slots.chunks(CHUNK) {
            let mut texts = HashMap::new();
            for files in chunk {
                texts.insert(files.card.as_path(), self.file(&mut blobs, &files.card, MAX_CUSTOMER_BYTES)?);
                if let Some(path) = &files.log {
                    texts.insert(path, self.file(&mut blobs, path, MAX_LOG_BYTES)?);
                }
            }
            let fill = |path: &Path, _limit: u64, buffer: &mut Vec<u8>| match texts.get(path) {
                Some(Ok(bytes)) => {
                    buffer.extend_from_slice(bytes);
                    Ok(())
                }
                Some(Err(fault)) => Err(fault.clone()),
                None => Err(UnlocatedProblem::new(FileLocation::Start, ProblemKind::NotAFile)),
            };
            let audience = Audience::current();
            let parts = chunk.par_iter().map(|files| {
                let answer = |loaded: LoadedCustomer<'_>| answer(loaded.behind(self.redaction.as_ref()));
                let (found, problems) = audience.serve(|| load::from(fill, &forgotten, files, look, answer));
                (found.flatten(), problems)
            });
            let parts: Vec<(Option<T>, Vec<Problem>)> = on_all_cores(|| parts.collect());
            for (found, mut problems) in parts {
                answers.extend(found);
                told.append(&mut problems);
            }
        }
        Ok((answers, told.into_iter().map(|problem| self.named(problem)).collect()))
    }

    fn file(
        &self,
        blobs: &mut Blobs,
        path: &Path,
        limit: u64,
    ) -> Result<Result<Vec<u8>, UnlocatedProblem>, RevisionError> {
        match self.blobs.get(path) {
            Some(Some(id)) => blobs.read(id, limit),
            _ => Ok(Err(UnlocatedProblem::new(FileLocation::Start, ProblemKind::NotAFile))),
        }
    }
}

/// The one commit that a name means, and what git remarks on it.
fn resolved(root: &Path, name: &str) -> Result<(String, String), RevisionError> {
    // What begins with a dash is a name here, too, and never an option.
    let parse = |name: &str| git::run(root, &["rev-parse", "--verify", "--end-of-options", name]);
    let id = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).trim().to_owned();
        (text.len() >= 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(text)
    };
    let unknown = |said: &str| {
        let said = said.lines().filter(|line| !line.contains("Needed a single revision"));
        RevisionError::Unknown { name: name.to_owned(), said: said.collect::<Vec<_>>().join("\n") }
    };
    let named = parse(name)?;
    let object = id(&named.stdout).filter(|_| named.status.success());
    let Some(object) = object else {
        return Err(match parse("HEAD")?.status.success() {
            true => unknown(&git::said(&named)),
            false => RevisionError::NoCommit,
        });
    };
    let commit = parse(&format!("{object}^{{commit}}"))?;
    match id(&commit.stdout).filter(|_| commit.status.success()) {
        Some(commit) => Ok((commit, git::said(&named))),
        None => Err(unknown(&git::said(&commit))),
    }
}

/// The commit that a name means, where there is a repository.
pub(super) fn commit(root: &Path, name: &str) -> Result<String, RevisionError> {
    if !git::run(root, &["rev-parse", "--git-dir"])?.status.success() {
        return Err(RevisionError::NoRepository(root.to_owned()));
    }
    resolved(root, name).map(|(commit, _)| commit)
}

/// Names of revisions that somebody may mean: the newest commits, branches and tags. None where there is no
/// repository, or no git.
pub fn revisions(root: &Path) -> Vec<String> {
    const MANY: &str = "--count=200";
    let own = ["HEAD", "HEAD~1", "HEAD~2", "ORIG_HEAD", "@{u}", "@{1.day.ago}", "@{1.week.ago}"];
    let refs = ["refs/heads", "refs/remotes", "refs/tags"];
    let asked = [&["for-each-ref", MANY, "--format=%(refname:short)"][..], &refs[..]].concat();
    let Ok(listed) = git::answer(root, &asked) else { return Vec::new() };
    let listed = String::from_utf8_lossy(&listed);
    own.into_iter().chain(listed.lines()).map(str::to_owned).collect()
}

/// The files of a commit that are a workspace's, and their blobs.
pub(super) fn tree(root: &Path, commit: &str) -> Result<HashMap<PathBuf, Option<Box<str>>>, RevisionError> {
    let listed =
        git::answer(root, &["ls-tree", "-r", "-z", commit, "--", RULES, RHYTHM, CUSTOMERS, FORGOTTEN])?;
    // `mode type blob`
    Ok(listing(&listed, 2))
}

/// The blobs of a listing, each line of which has its blob as word `at`.
fn listing(listed: &[u8], at: usize) -> HashMap<PathBuf, Option<Box<str>>> {
    let mut blobs = HashMap::new();
    for line in listed.split(|byte| *byte == 0).filter(|line| !line.is_empty()) {
        let Some(tab) = line.iter().position(|byte| *byte == b'\t') else { continue };
        let head = String::from_utf8_lossy(&line[..tab]);
        let mut words = head.split(' ');
        let (mode, id) = (words.next().unwrap_or_default(), words.nth(at - 1).unwrap_or_default());
        let regular = mode.starts_with("100");
        blobs.insert(git::path(&line[tab + 1..]), regular.then(|| id.into()));
    }
    blobs
}

/// What git sees changed in the work tree. It looks at sizes and times first, so that this costs no
/// reading of what was not touched.
///
/// Its own conversions (`autocrlf`, `eol`, `ident`, an encoding) are made; filters, which are programs, are
/// not run. So a file that passes through one is compared by size and time alone: unchanged where these are
/// as git noted them, else taken for changed.
fn differing(root: &Path, commit: &str) -> Result<HashSet<PathBuf>, RevisionError> {
    let filters = Filters::of(root)?;
    let mut found = compared(root, commit, &filters, Copied::of(root, Age::Kept))?;
    if filters.is_empty() || found.is_empty() {
        return Ok(found);
    }
    let filtered = filters.among(root, &found)?;
    if !filtered.is_empty() {
        // git has looked into those that are as old as its index, and saw them unfiltered.
        let touched = compared(root, commit, &filters, Copied::of(root, Age::Young))?;
        found.retain(|path| !filtered.contains(path) || touched.contains(path));
    }
    Ok(found)
}

fn compared(
    root: &Path,
    commit: &str,
    filters: &Filters,
    index: Option<Copied>,
) -> Result<HashSet<PathBuf>, RevisionError> {
    let ask = |index: Option<&Copied>| -> Result<Vec<u8>, RevisionError> {
        let mut git = git::reader(root)?;
        filters.off(&mut git);
        if let Some(index) = index {
            git.env("GIT_INDEX_FILE", index.0.path().join(INDEX));
            git.args(["-c", "diff.autoRefreshIndex=true"]);
        }
        git.args(["diff", "--name-only", "--relative"]).args(git::COMPARED);
        git.args([commit, "--", RULES, RHYTHM, CUSTOMERS]);
        git::printed("diff", git::output(&mut git, "diff")?)
    };
    let listed = match &index {
        // On a copy more can go wrong than on the index itself.
        Some(index) => ask(Some(index)).or_else(|_| ask(None))?,
        None => ask(None)?,
    };
    Ok(git::names(&listed).collect())
}

/// A copy of git's index. On it git may note which files were touched and are the same: it leaves them
/// out of the list then, and the repository's own index stays as it is.
struct Copied(tempfile::TempDir);

/// What git calls it.
const INDEX: &str = "index";

/// How old a copy of the index seems to be.
#[derive(Clone, Copy)]
enum Age {
    /// As old as the index. A file as old as that may have been changed after it, and git looks into it.
    Kept,
    /// Younger than any file: none is looked into whose size and time are as noted.
    Young,
}

impl Copied {
    fn of(root: &Path, age: Age) -> Option<Self> {
        let work_tree = discovery::work_tree(root).ok()??;
        let index = discovery::git_folder(&work_tree).ok()??.join(INDEX);
        let folder = tempfile::tempdir().ok()?;
        let copy = folder.path().join(INDEX);
        let written = match age {
            Age::Kept => std::fs::metadata(&index).and_then(|meta| meta.modified()).ok()?,
            Age::Young => UNIX_EPOCH + LATE,
        };
        std::fs::copy(&index, &copy).ok()?;
        std::fs::File::options().write(true).open(&copy).and_then(|file| file.set_modified(written)).ok()?;
        Some(Copied(folder))
    }
}

/// As late as the index can say.
const LATE: Duration = Duration::from_secs(u32::MAX as u64);

/// What git was told not to look at: a file that a sparse checkout leaves out is on neither side,
/// and one that is there may differ.
fn unseen(
    root: &Path,
    blobs: &mut HashMap<PathBuf, Option<Box<str>>>,
    differing: &mut HashSet<PathBuf>,
) -> Result<(), RevisionError> {
    let listed = git::answer(root, &["ls-files", "-v", "-z", "--", CUSTOMERS])?;
    for line in listed.split(|byte| *byte == 0).filter(|line| line.len() > 2) {
        if line[0] == b'H' {
            continue;
        }
        let path = git::path(&line[2..]);
        if matches!(line[0], b'S' | b's') && !root.join(&path).exists() {
            blobs.remove(&path);
        }
        differing.insert(path);
    }
    Ok(())
}
