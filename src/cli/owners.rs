//! Many customers go to other owners, each in file and log together: what a sweep and a hand-over write.

use super::change::{Decided, edited, now, unreadable};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::schemas;
use crate::cli::session::Session;
use crate::model::{CustomerId, ProblemKind};
use crate::render::lang::both;
use crate::store::{Change, CustomerFiles, CustomerTree, Lock, Scrutiny};

/// A customer that goes to somebody, or to the pool, and why.
pub struct Transfer<'a> {
    pub id: &'a CustomerId,
    /// Who has it.
    pub from: &'a str,
    /// Who gets it; `None` for the pool.
    pub to: Option<&'a str>,
    /// The reason, for the log.
    pub why: String,
}

/// Writes them all, or none of them, under the lock; which were written, and how the command ends for those
/// whose files can't be read.
pub fn pass_all<'a>(
    session: &Session<'_>,
    lock: &Lock,
    layout: &CustomerTree,
    by: &str,
    passes: &[Transfer<'a>],
) -> Result<(Vec<&'a str>, Exit), Failure> {
    let lang = session.lang;
    let (mut written, mut changes, mut exit) = (Vec::new(), Vec::new(), Exit::Done);
    for pass in passes {
        let found = files(layout, pass.id);
        match found.and_then(|files| planned(session, lock, files, by, pass)) {
            Ok(Some(change)) => {
                written.push(pass.id.as_str());
                changes.push(change);
            }
            Ok(None) => {}
            Err(failure) => {
                session.say(&failure.told(lang));
                exit = failure.exit;
            }
        }
    }
    if !changes.is_empty() {
        schemas::refresh(&session.workspace);
        session.workspace.commit_all(lock, changes)?;
    }
    Ok((written, exit))
}

/// The files of a customer; of two files of one id nobody can say which one is meant.
fn files<'l>(layout: &'l CustomerTree, id: &CustomerId) -> Result<&'l CustomerFiles, Failure> {
    let is_twice = layout.problems.iter().any(
        |problem| matches!(&problem.kind, ProblemKind::DuplicateId { id: twice, .. } if *twice == id.as_str()),
    );
    layout.find(id.as_str()).filter(|_| !is_twice).ok_or_else(|| {
        let what = both!("there are two files of the id {id}: it stays", "编号 {id} 有两个文件，未作改动");
        let hint = both!(
            "give one of them, and its log, another name with git mv",
            "请用 git mv 给其中一个和它的日志改名"
        );
        Failure::new(Exit::Refused, what).try_this(hint)
    })
}

/// What is written of one; `None` where it isn't its owner's any more.
fn planned(
    session: &Session<'_>,
    lock: &Lock,
    files: &CustomerFiles,
    by: &str,
    pass: &Transfer<'_>,
) -> Result<Option<Change<'static>>, Failure> {
    let files = session.workspace.refreshed(lock, files.clone());
    let (answer, problems) = session.workspace.one(&files, Scrutiny::Answer, |loaded| {
        let customer = &loaded.customer;
        if customer.owner.as_deref() != Some(pass.from) {
            return Ok(None);
        }
        let before = loaded.card_text().to_owned();
        let (after, _) = edited(&files, &before, &[Decided::Owner.edit(pass.to)], customer)?;
        Ok::<_, Failure>(Some((before, after)))
    });
    let is_lost = problems.iter().any(|problem| matches!(problem.kind, ProblemKind::Unreadable(_)));
    let Some(answer) = answer.filter(|_| !is_lost) else {
        session.warn(&problems);
        return Err(unreadable(&files));
    };
    let Some(card) = answer? else { return Ok(None) };
    let entry = Decided::Owner.entry(now(session), by, Some(pass.from), pass.to, Some(&pass.why));
    Ok(Some(Change { files, card: Some(card), entries: vec![entry], kept: Vec::new() }))
}
