//! Entries that were logged under an id that has no customer any more: they come home.

use std::path::PathBuf;

use super::kept::kept;
use super::side::read;
use super::text::asked;
use super::{Args, text};
use crate::cli::change::now;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::resolve::{resolve, resolve_to_write};
use crate::cli::session::Session;
use crate::format;
use crate::model::{Entry, Event, Problem, ProblemKind, Trace};
use crate::render::lang::{self, both, tr};
use crate::store::{self, CustomerFile, CustomerTree, FilePlan, part_of};

/// The logs of an id that no customer's file stands beside: all of a customer that is gone, the second ones
/// of a customer that was moved.
pub fn logs(layout: &CustomerTree, id: &str) -> Option<Vec<PathBuf>> {
    let own = |problem: &&Problem| {
        let name = problem.place.path.file_name().map(|name| name.to_string_lossy().into_owned());
        name.is_some_and(|name| matches!(part_of(&name), Some((_, stem)) if stem == id))
    };
    let problems: Vec<&Problem> = layout.problems.iter().filter(own).collect();
    let is_home = layout.find(id).is_some();
    let is_log = |problem: &&&Problem| {
        let name = problem.place.path.file_name().map(|name| name.to_string_lossy().into_owned());
        matches!(name.as_deref().and_then(part_of), Some((CustomerFile::Log, _)))
            && match problem.kind {
                ProblemKind::OrphanedLog { .. } => !is_home,
                ProblemKind::DuplicateId { .. } => is_home,
                _ => false,
            }
    };
    // Two files of one id may be two customers: nobody knows whose the second log is.
    let logs: Vec<PathBuf> =
        problems.iter().filter(is_log).map(|problem| problem.place.path.clone()).collect();
    (!logs.is_empty() && logs.len() == problems.len()).then_some(logs)
}

/// Puts their lines behind the log of the customer.
pub fn run(
    session: &Session<'_>,
    layout: &CustomerTree,
    args: &Args,
    logs: Vec<PathBuf>,
) -> Result<Exit, Failure> {
    let lang = session.lang;
    let gone = &args.other;
    let is_own = layout.find(gone).is_some();
    let files = match is_own {
        true => resolve(session, layout, &args.keep)?,
        false => resolve_to_write(session, layout, &args.keep)?,
    };
    if is_own && files.id.as_str() != gone {
        return Err(Failure::new(
            Exit::Refused,
            both!("{gone} has a second log, which has to come home first", "{gone} 有第二份日志，请先合并"),
        )
        .try_this(format!("crm merge {gone} {gone}")));
    }
    let by = session.user(args.by.as_deref())?;
    let lock = session.workspace.lock()?;
    let (keep, problems) = read(session, &lock, files)?;
    let mut files = Vec::new();
    let mut replaced = Vec::new();
    let mut before = vec![(keep.customer.id.as_str(), keep.log.clone().unwrap_or_default())];
    let mut log = before[0].1.clone();
    let (mut added, mut refs) = (0, Vec::new());
    for path in &logs {
        let Some(bytes) = session.workspace.bytes(path)? else { continue };
        let stranger = store::stranger(gone, keep.log.as_deref().unwrap_or_default(), &bytes);
        if let Some(former) = stranger.filter(|_| is_own) {
            return Err(another(gone, &path.to_string_lossy(), &former));
        }
        let joined = store::join_logs(&log, &bytes, (!is_own).then_some(gone.as_str()), &[]);
        added += joined.added;
        log = joined.bytes;
        refs.extend(joined.refs);
        replaced.extend(joined.replaced);
        files.push(FilePlan::new(path, Some(&bytes), None));
        before.push((gone, bytes));
    }
    if !is_own && session.config.version >= 2 && !keep.former.iter().any(|former| former == gone) {
        let trace = Event::Merged(Trace { from: Some(gone.clone().into()) });
        let entry = Entry { by: Some(by.into()), ..Entry::new(now(session), trace) };
        log = store::join_logs(&log, b"", None, &[format::line(&entry)]).bytes;
    }
    let (id, name) = (&keep.customer.id, lang::one_line(&keep.customer.name));
    let count = lang::entries(lang, added);
    let shown: String = logs.iter().map(|path| format!("  {}\n", path.display())).collect();
    session.print(&tr!(
        lang,
        "{count} come home to {name} ({id}), from:\n{shown}",
        "{count}将归入 {name}（{id}），来自：\n{shown}"
    ))?;
    for renamed in &refs {
        session.print(&format!("  ~ {}\n", text::number(lang, renamed)))?;
    }
    if !args.apply && !asked(session, id.as_str(), gone)? {
        return Ok(session.exit_code(&problems));
    }
    files.insert(0, FilePlan::new(&keep.files.log_path(), keep.log.as_deref(), Some(&log)));
    let folders = logs.iter().filter_map(|log| store::kept_folder_of(log));
    // A second log of a customer may lie beside the first one's files.
    for folder in folders.filter(|folder| *folder != keep.files.kept_folder()) {
        files.extend(kept(session, &keep.files, &folder)?);
    }
    let before: Vec<(&str, &[u8])> = before.iter().map(|(id, log)| (*id, log.as_slice())).collect();
    files.extend(session.workspace.keeping((id.as_str(), &log), &before)?);
    session.workspace.rewrite(&lock, &files, &replaced)?;
    session.print(&tr!(lang, "done; next: crm show {id}\n", "完成；接下来：crm show {id}\n"))?;
    session.warn(&problems);
    Ok(Exit::Done)
}

/// What stands in a second log is the history of another customer.
fn another(id: &str, path: &str, former: &str) -> Failure {
    let (path, former) = (lang::one_line(path), lang::one_line(former));
    let what = both!(
        "{path} is the log of another customer: that one had the id {former} before, and {id} never had it",
        "{path} 是另一个客户的日志：那个客户曾用代号 {former}，{id} 从未用过"
    );
    Failure::new(Exit::Refused, what).try_this(both!(
        "give it the name of that customer's file, with git mv",
        "请用 git mv 让它与那个客户的文件同名"
    ))
}
