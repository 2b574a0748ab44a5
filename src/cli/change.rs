//! What every command that writes has in common: read under the lock, change, look, commit, tell.

mod again;
mod answered;

use std::path::Path;

use crate::cli::book::figures;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::resolve::resolve_to_write;
use crate::cli::schemas;
use crate::cli::session::Session;
use crate::format::{Edit, review};
use crate::model::{Change as Moved, Customer, Entry, Event, History, Problem, ProblemKind, Severity, Stamp};
use crate::plan;
use crate::render::lang::{self, Lang, both, tr};
use crate::rules::cadence::emergency;
use crate::rules::views::{Book, Metrics};
use crate::rules::{AnchorKind, Reason, Verdict, cadence, measure, moves};
use crate::store::{Change, CustomerFiles, LoadedCustomer, NewKeptFile, Scrutiny, edit};
use again::{has_all, is_not_forgotten, there_already};

/// What a command wants of one customer.
#[derive(Default)]
pub struct Wanted {
    /// Changes of its file.
    pub edits: Vec<Edit>,
    /// New entries of its log.
    pub entries: Vec<Entry<'static>>,
    /// Pictures and papers that come beside it.
    pub kept: Vec<NewKeptFile>,
    /// What is said of it when it is done.
    pub done: String,
    /// What is asked then.
    pub warnings: Vec<String>,
}

impl Wanted {
    /// Nothing but to say so.
    pub fn nothing(done: String) -> Self {
        Wanted { done, ..Wanted::default() }
    }
}

/// Reads the customer under the lock, asks what is wanted, and commits it as a whole. Tells what
/// changed and the new next date with its reason.
pub fn change(
    session: &Session<'_>,
    typed: &str,
    dry_run: bool,
    wanted: impl FnOnce(&LoadedCustomer<'_>) -> Result<Wanted, Failure>,
) -> Result<Exit, Failure> {
    let layout = session.workspace.layout();
    let files = resolve_to_write(session, &layout, typed)?;
    change_slot(session, &files, dry_run, wanted)
}

/// The same for a customer that is found already.
pub fn change_slot(
    session: &Session<'_>,
    files: &CustomerFiles,
    dry_run: bool,
    wanted: impl FnOnce(&LoadedCustomer<'_>) -> Result<Wanted, Failure>,
) -> Result<Exit, Failure> {
    // Read before other writers are kept out: it takes a while.
    let computed = session.config.policy.scheme.is_computed();
    let others = if computed { figures(session, &session.workspace.layout()) } else { vec![] };
    let lock = session.workspace.lock()?;
    // A colleague's clone has none of the derived files yet.
    schemas::refresh(&session.workspace);
    let files = &session.workspace.refreshed(&lock, files.clone());
    let (answer, problems) = session.workspace.one(files, Scrutiny::Answer, |loaded| {
        let mut wanted = wanted(&loaded)?;
        let answers = answered::answers(session, &loaded, (&wanted.edits, &wanted.entries), &others);
        wanted.entries.splice(0..0, answers);
        is_not_forgotten(&session.workspace, &loaded, &wanted.entries)?;
        let before = loaded.card_text().to_owned();
        let (after, customer) = edited(files, &before, &wanted.edits, &loaded.customer)?;
        let outcome = outcome(session, &loaded, &customer, &wanted, others);
        let has_files =
            wanted.kept.iter().all(|new| session.workspace.kept_fault(files, &new.kept).is_none());
        let is_there = before == after && has_all(loaded.log_bytes(), &mut wanted.entries) && has_files;
        Ok::<_, Failure>((before, after, wanted, outcome, is_there))
    });
    // Of a log that the disk doesn't give away, nobody knows what comes next, or what is in it.
    let is_lost = problems.iter().any(|problem| matches!(problem.kind, ProblemKind::Unreadable(_)));
    let Some(answer) = answer.filter(|_| !is_lost) else {
        // While it was typed, another command may have moved it.
        if !session.workspace.root().join(&files.card).exists() {
            return Err(is_gone(files));
        }
        session.warn(&problems);
        return Err(unreadable(files));
    };
    let (before, after, wanted, outcome, is_there) = answer?;
    if is_there {
        session.print(&there_already(session, &files.id))?;
        return Ok(session.exit_code(&problems));
    }
    if dry_run {
        session.print(&preview(&before, &after, &wanted))?;
        return Ok(session.exit_code(&problems));
    }
    let card = Some((before, after));
    let change = Change { files: files.clone(), card, entries: wanted.entries, kept: wanted.kept };
    session.workspace.commit(&lock, change)?;
    session.print(&format!("{}\n{outcome}\n", wanted.done))?;
    wanted.warnings.iter().for_each(|warning| session.say(warning));
    // What was asked for is done: an older fault of the files is told, and no reason to do it again.
    session.warn(&problems);
    Ok(Exit::Done)
}

/// Says what has a deadline of hours where a customer goes to somebody else, or to nobody.
pub fn remark_on_open(session: &Session<'_>, history: &History<'_>, id: &str) {
    let (lang, today) = (session.lang, session.today);
    let history = history.clone().as_of(today);
    let open = emergency::in_order(&history, &session.config.policy.complaint);
    if !open.is_empty() {
        let open = lang::all_attention(lang, &open, today);
        session.say(&tr!(
            lang,
            "warning: {id} has what can't wait: {open}",
            "警告：{id} 有不能拖延的事项：{open}"
        ));
    }
}

/// The failure of a customer whose file says nothing.
pub fn unreadable(files: &CustomerFiles) -> Failure {
    let id = &files.id;
    Failure::new(
        Exit::Incomplete,
        both!("the file of {id} can't be read; nothing was written", "{id} 的文件无法读取，未写入任何内容"),
    )
    .try_this(both!("mend it first: crm edit {id}", "请先修复：crm edit {id}"))
}

/// The customer has no file of this id any more.
pub fn is_gone(files: &CustomerFiles) -> Failure {
    let (shown, id) = (files.card.display(), &files.id);
    Failure::new(
        Exit::Refused,
        both!("{id} was removed, renamed, merged or forgotten meanwhile ({shown} is gone); nothing was written",
            "{id} 已被删除、改名、合并或按要求删除（{shown} 已不存在）；未写入任何内容"
        ),
    )
    .try_this(both!("where the customer has another id now, make your change there; delete the copy of one who was forgotten",
        "如果该客户已改用其他编号，请在新编号下修改；如果已按要求删除，请删除你的副本"
    ))
}

/// The file's text after the edits, looked at before anything is written.
pub fn edited(
    files: &CustomerFiles,
    before: &str,
    edits: &[Edit],
    customer: &Customer,
) -> Result<(String, Customer), Failure> {
    if edits.is_empty() {
        return Ok((before.to_owned(), customer.clone()));
    }
    let after = edit(before, edits)?;
    let customer = sound(files, &files.card, before, &after)?;
    Ok((after, customer))
}

/// A text that brings no new error with it.
pub fn sound(files: &CustomerFiles, path: &Path, before: &str, after: &str) -> Result<Customer, Failure> {
    let errors = |text: &str| -> (Option<Customer>, Vec<Problem>) {
        let (customer, mut problems) = review(&files.id, path, text);
        problems.retain(|problem| problem.kind.severity() == Severity::Error);
        (customer, problems)
    };
    let (_, old) = errors(before);
    let (customer, new) = errors(after);
    let fresh = new.iter().find(|problem| !old.iter().any(|known| known.kind == problem.kind));
    match (customer, fresh) {
        (Some(customer), None) => Ok(customer),
        (_, Some(problem)) => Err(refused(problem)),
        (None, None) => Err(unreadable(files)),
    }
}

fn refused(problem: &Problem) -> Failure {
    Failure::problem(&problem.kind).because(both!("the file stays as it was", "文件保持原样"))
}

/// The next date before and after, as one line.
fn outcome(
    session: &Session<'_>,
    loaded: &LoadedCustomer<'_>,
    customer: &Customer,
    wanted: &Wanted,
    mut book: Vec<Metrics>,
) -> String {
    let (lang, today, policy) = (session.lang, session.today, &session.config.policy);
    let mut next = |customer: &Customer, history: &History<'_>| {
        if let Some(own) = book.iter_mut().find(|figures| figures.id == customer.id) {
            *own = measure(customer, history, policy, today);
        }
        let driving = plan::driving(customer, history, Some(&Book::fold(&book)), policy, today);
        cadence::next(customer, driving.class.as_deref(), history, policy, today)
    };
    let before = loaded.history.clone().as_of(today);
    let old = next(&loaded.customer, &before);
    let known = moves::by_event(&loaded.customer, &before, policy, today);
    let last_line = loaded.history.entries().iter().map(|entry| entry.line).max().unwrap_or(0);
    let mut entries = loaded.history.entries().to_vec();
    for (entry, line) in wanted.entries.iter().zip(last_line + 1..) {
        entries.push(Entry { line, ..entry.clone() });
    }
    let history = History::new(entries).as_of(today);
    let new = next(customer, &history);
    // A move that the new entry makes due is told at once, not in the next review.
    let moved = moves::by_event(customer, &history, policy, today)
        .filter(|found| known.as_ref().is_none_or(|known| known.to != found.to))
        .map(|found| format!("\n{}", lang::suggested(lang, customer.id.as_str(), &found, today)))
        .unwrap_or_default();
    let reason = lang::reason(lang, &new, today);
    let Some(due) = new.due else {
        return tr!(lang, "no next date: {reason}", "不再安排跟进：{reason}") + &moved;
    };
    let day = lang::date_short(lang, due, today);
    let mut told = match (step(&old), step(&new)) {
        (Some((from, of)), Some((to, same))) if of == same && from != to => {
            tr!(
                lang,
                "step {from} → {to} of {of}, next {day}",
                "第{from}步 → 第{to}步（共{of}步），下次 {day}"
            )
        }
        _ => tr!(lang, "next {day}: {reason}", "下次 {day}：{reason}"),
    };
    if let Some(remark) = agreed(session, wanted, &old, &new) {
        told.push('\n');
        told.push_str(&remark);
    }
    told + &moved
}

/// What became of a date that was agreed: one that the new entry sets aside must not vanish without
/// a word, nor one that something else comes before.
fn agreed(context: &Context, wanted: &Wanted, old: &Verdict, new: &Verdict) -> Option<String> {
    let (lang, today) = (context.lang, context.today);
    let newly = wanted.entries.iter().find_map(|entry| entry.event.next());
    let still = matches!(new.reason, Reason::Agreed { .. });
    let has_sample = wanted.entries.iter().any(|entry| matches!(entry.event, Event::Sample(_)));
    match (newly, &old.reason, old.due) {
        (Some(next), ..) if !still => {
            let (day, first) = (lang::date_short(lang, next, today), lang::reason(lang, new, today));
            Some(match (lang, &new.reason) {
                (Lang::Zh, Reason::Ungraded { .. }) => format!("已记下 {day}，定级后生效"),
                _ => tr!(
                    lang,
                    "{day} is on record; before it comes: {first}",
                    "已记下 {day}；在那之前还要处理：{first}"
                ),
            })
        }
        // Of a day that a note set nobody was told, and one that a contact has kept needs no word.
        (None, Reason::Agreed { anchor, .. }, Some(due))
            if anchor.kind != AnchorKind::Note && !still && has_sample && due >= today =>
        {
            let day = lang::date_short(lang, due, today);
            Some(tr!(
                lang,
                "note: {day}, as it was agreed, no longer counts; log with --next {due} to keep it",
                "提示：原先约定的 {day} 不再有效；如需保留，请在记录时加 --next {due}"
            ))
        }
        _ => None,
    }
}

fn step(verdict: &Verdict) -> Option<(usize, usize)> {
    match verdict.reason {
        Reason::Step { step, of, .. } => Some((step, of)),
        _ => None,
    }
}

/// What would be written: the file's changed lines, and the log's new ones.
fn preview(before: &str, after: &str, wanted: &Wanted) -> String {
    let mut out = String::new();
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    for line in old.iter().filter(|line| !new.contains(line)) {
        out.push_str(&format!("- {line}\n"));
    }
    for line in new.iter().filter(|line| !old.contains(line)) {
        out.push_str(&format!("+ {line}\n"));
    }
    for new in &wanted.kept {
        out.push_str(&format!("+ {}\n", new.kept.stored_name()));
    }
    for entry in &wanted.entries {
        out.push_str(&format!("{}\n", crate::format::line(entry)));
    }
    out
}

/// What people decide on, in file and log together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// The customer's grade.
    Grade,
    /// Who looks after it.
    Owner,
}

impl Decided {
    /// The one that a key of the file is.
    pub fn of_key(key: &str) -> Option<Self> {
        [Decided::Grade, Decided::Owner].into_iter().find(|decided| decided.key() == key)
    }

    /// What the customer's file says of it.
    pub fn of(self, customer: &Customer) -> Option<&str> {
        match self {
            Decided::Grade => customer.grade.as_deref(),
            Decided::Owner => customer.owner.as_deref(),
        }
    }

    /// What an entry decides of it.
    pub fn change<'e>(self, event: &'e Event<'_>) -> Option<&'e Moved<'e>> {
        match self {
            Decided::Grade => event.grade(),
            Decided::Owner => event.owner(),
        }
    }

    /// What the log's newest decision made of it; none where nobody has decided.
    pub fn logged<'h>(self, history: &'h History<'_>) -> Option<Option<&'h str>> {
        history.entries().iter().rev().find_map(|entry| Some(self.change(&entry.event)?.to.as_deref()))
    }

    /// The change of the file.
    pub fn edit(self, to: Option<&str>) -> Edit {
        let key = self.key().to_owned();
        to.map_or_else(|| Edit::Remove(key.clone()), |to| Edit::Set(key.clone(), to.to_owned()))
    }

    /// The entry of the log.
    pub fn entry(
        self,
        at: Stamp,
        by: &str,
        from: Option<&str>,
        to: Option<&str>,
        why: Option<&str>,
    ) -> Entry<'static> {
        let own = |text: Option<&str>| text.map(|text| text.to_owned().into());
        let change = Moved { from: own(from), to: own(to), why: own(why) };
        let event = match self {
            Decided::Grade => Event::Grade(change),
            Decided::Owner => Event::Owner(change),
        };
        Entry { by: Some(by.to_owned().into()), ..Entry::new(at, event) }
    }

    fn key(self) -> &'static str {
        match self {
            Decided::Grade => "grade",
            Decided::Owner => "owner",
        }
    }
}

/// When something that is told now happened: the clock's instant on its own day, on a replayed day
/// that day alone.
pub fn now(context: &Context) -> Stamp {
    let today = context.today;
    if today == context.now.date_naive() { Stamp::Instant(context.now) } else { Stamp::Day(today) }
}
