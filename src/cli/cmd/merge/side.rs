//! The two of a merge as their files have them, and what will be done.

use chrono::NaiveDate;

use super::pending;
use crate::cli::change::{Decided, unreadable};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::model::{Customer, History, Problem, ProblemKind};
use crate::plan::MergeSide;
use crate::render::lang::both;
use crate::rules::moves::Suggestion;
use crate::store::{CustomerFiles, Lock, RenamedRef, Scrutiny};

/// The newest decision of a kind that a history has: its day, and what it led to.
pub(super) type Newest = Option<(NaiveDate, Option<String>)>;

/// The newest decision on grade or owner.
fn newest(history: &History<'_>, decided: Decided) -> Newest {
    history.entries().iter().rev().find_map(|entry| {
        let change = decided.change(&entry.event)?;
        Some((entry.day(), change.to.as_deref().map(str::to_owned)))
    })
}

/// One of the two, as its files have it.
pub(super) struct Side {
    pub(super) files: CustomerFiles,
    pub(super) customer: Customer,
    pub(super) card: String,
    /// The bytes of its log; none where there is no such file.
    pub(super) log: Option<Vec<u8>>,
    pub(super) entries: usize,
    /// The day of the first thing that happened with it.
    pub(super) first: Option<NaiveDate>,
    /// The newest decision on its grade, and on its owner.
    pub(super) newest: [Newest; 2],
    /// The ids that lead to it.
    pub(super) former: Vec<String>,
    /// The moves that an event has made due.
    pub(super) moves: Vec<Suggestion>,
}

impl Side {
    pub(super) fn seen(&self) -> MergeSide<'_> {
        MergeSide { customer: &self.customer, first: self.first }
    }
}

/// What will be done.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) after: String,
    /// What the one takes of the other, by key.
    pub(super) taken: Vec<String>,
    /// What it doesn't, with the value.
    pub(super) left: Vec<String>,
    /// What the one said before.
    pub(super) replaced: Vec<String>,
    /// Numbers that both use, and what they become in the other's lines.
    pub(super) refs: Vec<RenamedRef>,
    pub(super) comments: Vec<String>,
}

/// Reads one of the two under the lock. A line of its log that can't be read goes along as it is; a
/// conflict has to be solved first.
pub(super) fn read(
    session: &Session<'_>,
    lock: &Lock,
    files: CustomerFiles,
) -> Result<(Side, Vec<Problem>), Failure> {
    let files = session.workspace.refreshed(lock, files);
    let log = session.workspace.bytes(&files.log_path())?;
    let (found, problems) = session.workspace.one(&files, Scrutiny::Answer, |loaded| {
        let card = loaded.card_text().to_owned();
        let history = &loaded.history;
        let traces = history.entries().iter().filter_map(|entry| entry.event.trace()?.from.as_deref());
        Side {
            files: files.clone(),
            card,
            log,
            entries: history.entries().len(),
            first: MergeSide::new(&loaded.customer, history).first,
            newest: [Decided::Grade, Decided::Owner].map(|decided| newest(history, decided)),
            former: traces.map(str::to_owned).collect(),
            moves: pending::moves(session, &loaded.customer, history),
            customer: loaded.customer,
        }
    });
    let bars = |problem: &&Problem| match problem.kind {
        ProblemKind::ConflictMarker { .. } | ProblemKind::Unreadable(_) | ProblemKind::TooLarge { .. } => {
            true
        }
        _ => problem.place.path == files.card,
    };
    if let Some(problem) = problems.iter().find(bars) {
        session.warn(std::slice::from_ref(problem));
        if matches!(problem.kind, ProblemKind::Unreadable(_)) {
            return Err(unreadable(&files));
        }
        let id = &files.id;
        return Err(Failure::new(
            Exit::Refused,
            both!(
                "the files of {id} have to be mended first; nothing was merged",
                "请先修复 {id} 的文件；没有合并"
            ),
        )
        .try_this(both!("crm check, then: crm edit {id}", "先运行 crm check，再 crm edit {id}")));
    }
    let Some(side) = found else {
        session.warn(&problems);
        return Err(unreadable(&files));
    };
    Ok((side, problems))
}
