//! `crm forget`: what a person asks to be forgotten.

mod advice;
mod contact;
mod stays;
mod unknown;

use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};
use clap::Args as ClapArgs;

use crate::cli::after_command;
use crate::cli::card::blank;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, unreadable};
use crate::cli::resolve::resolve_to_write;
use crate::cli::session::Session;
use crate::model::{Entry, Event, Note, Problem, ProblemKind, Stamp};
use crate::render::lang::{Lang, file_size, one_line, tr};
use crate::store::{
    CustomerFiles, CustomerTree, FORGOTTEN, Forget, Forgetting, Leftover, LeftoverKind, Lock, NOTED,
    Rewritten, Scrutiny, StoreError, Whereabouts, Workspace, files_in, keeper_in, keeper_of,
};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm forget mueller --contact \"Anna Müller\"  what would go, and what git still holds\n  crm forget mueller --contact Anna --apply    one person, in the file and in the log\n  crm forget mueller --apply                   all persons, and all free text\n  crm forget mueller --all --apply             the customer with its log\n  crm forget mueller --returned --apply        what a merge has brought back\n\nOrders, invoices and payments stay, but with --all. It is the one command that changes what a log says; it\ncan't be taken back with crm undo. What only looks like the person is listed with its line, and so are other\ncustomers' files and texts of the workspace that name it, such as hand-over sheets; what lies elsewhere is\nnot looked at.\n.crm-forgotten keeps fingerprints of what went, so that no merge and no import brings it back."
)]
pub struct Args {
    /// The customer: its id, or a unique part of its id, name or alias
    #[arg(value_name = "ID")]
    customer: String,
    /// Forget this contact alone: its name or a unique part of it, or an address or number
    #[arg(long, value_name = "NAME", conflicts_with = "all")]
    contact: Option<String>,
    /// What else this contact is known by, such as an old address
    #[arg(long, value_name = "TEXT", requires = "contact")]
    also: Vec<String>,
    /// Forget the customer itself: its file and its log
    #[arg(long)]
    all: bool,
    /// Take out again what was forgotten before, and came back by a merge or a copy
    #[arg(long, conflicts_with_all = ["all", "contact"])]
    returned: bool,
    /// Let what was forgotten and has come back stay: the customer, and lines of its log
    #[arg(long, conflicts_with_all = ["all", "contact", "returned"])]
    allow: bool,
    /// Do it; without this it is only shown
    #[arg(long)]
    apply: bool,
    /// Who does it (CRM_USER, else git's user.email)
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
}

/// The day of a forgetting: no line of the log that was there is newer. In the zone of whoever wrote that one it may be
/// tomorrow, and its list may come in again. A day that nobody can have written yet is a slip.
fn noted_on(context: &Context, newest: Option<NaiveDate>) -> NaiveDate {
    let today = context.today;
    let last = today.max(context.now.date_naive()) + Days::new(2);
    newest.filter(|newest| *newest <= last).map_or(today, |newest| newest.max(today))
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let lang = context.lang;
    let by = session.user(args.by.as_deref())?;
    let lock = session.workspace.lock()?;
    let layout = session.workspace.layout();
    if args.all && gone(&session.workspace, &layout, &args.customer)? {
        return again(&session, &layout, &lock, args);
    }
    let files = resolve_to_write(&session, &layout, &args.customer)?;
    if args.allow {
        return allow(&session, &lock, &files, args.apply);
    }
    let (read, mut problems) = session.workspace.one(&files, Scrutiny::Answer, |loaded| {
        let newest = loaded.history.entries().iter().map(Entry::day).max();
        (loaded.customer, newest)
    });
    let Some((customer, newest)) = read else {
        context.warn(&problems);
        return Err(unreadable(&files.id));
    };
    let person = args.contact.as_deref().map(|name| contact::named(&customer, name)).transpose()?;
    if let Some(person) = &person {
        unknown::tell(context, &customer, person, args.contact.as_deref().unwrap_or_default());
    }
    let forget = match (&person, args.all, args.returned) {
        (Some(person), ..) => Forget::Contact(person, &args.also),
        (None, true, _) => Forget::Everything,
        (None, false, true) => Forget::Returned,
        (None, false, false) => Forget::People,
    };
    let on = noted_on(context, newest);
    let note = Entry {
        by: Some(by.as_str().into()),
        text: Some(format!("{NOTED}{on} by {by}").into()),
        ..Entry::new(Stamp::Day(on), Event::Note(Note::default()))
    };
    let Forgetting { files: rewritten, left, kept } =
        session.workspace.forgetting(&files, &customer, forget, &note)?;
    if let Some(person) = person.as_ref().filter(|_| rewritten.is_empty() && args.also.is_empty()) {
        unknown::refuse_slip(&customer, person)?;
    }
    let whereabouts = session.workspace.whereabouts(&files);
    let is_done = args.apply || rewritten.is_empty();
    if args.apply {
        // Though nothing is in the files: a command that was killed may have left it beside them.
        session.workspace.forget(&lock, files.id.as_str(), &rewritten)?;
        // That is what it was called for.
        problems
            .retain(|problem| !args.returned || !matches!(problem.kind, ProblemKind::ForgottenLine { .. }));
    }
    show_files(&session, &files, forget, (&rewritten, args.apply))?;
    let width = context.style().width;
    context.print(&stays::stays(lang, &left, width))?;
    context.print(&stays::may_show(lang, &kept))?;
    if let Some(person) = &person {
        let template = [Lang::En, Lang::Zh].map(|lang| blank(lang, String::new())).concat();
        let named = session.workspace.naming(&customer, (person, &args.also), &template);
        context.print(&stays::elsewhere(lang, &named, width))?;
    }
    if !matches!(forget, Forget::Returned) {
        let texts = session.workspace.texts_naming(&whereabouts, &customer, forget);
        context.print(&stays::in_texts(lang, &texts, width))?;
    }
    context.print(&beside(&session, files.id.as_str(), false)?)?;
    if !matches!(forget, Forget::Returned) {
        let changed = [FORGOTTEN, ".gitattributes"].map(PathBuf::from);
        let past = session.workspace.past(&whereabouts, Some(&customer), forget, &changed)?;
        context.print(&advice::still_held(lang, past.as_ref(), is_done))?;
    }
    if !is_done {
        context.print(&tr!(
            lang,
            "\nNothing was changed. Do it: the same with --apply\n",
            "\n尚未改动任何内容。要执行，请加 --apply\n"
        ))?;
    }
    Ok(context.exit_code(&problems))
}

/// What became of the files, or would.
fn show_files(
    session: &Session<'_>,
    files: &CustomerFiles,
    forget: Forget<'_>,
    (rewritten, is_done): (&[Rewritten], bool),
) -> Result<(), Failure> {
    let lang = session.lang;
    if rewritten.is_empty() {
        session.print(&nothing(lang, files.id.as_str()))?;
    } else if is_done {
        let shown: String = rewritten.iter().map(|file| format!("  {}\n", file.path.display())).collect();
        session.print(&tr!(lang, "Forgotten, in:\n{shown}", "已删除，涉及：\n{shown}"))?;
        let paths: Vec<_> = rewritten.iter().map(|file| file.path.clone()).collect();
        after_command::record_files(session, &session.workspace, &paths, &message(files, forget));
    } else {
        session.print(&rewritten.iter().map(|file| shown(lang, file)).collect::<String>())?;
    }
    Ok(())
}

/// Lets a customer, and lines of its log, stay that were forgotten before.
fn allow(
    session: &Session<'_>,
    lock: &Lock,
    files: &CustomerFiles,
    is_applied: bool,
) -> Result<Exit, Failure> {
    let (lang, id) = (session.lang, &files.id);
    let records = session.workspace.allowing(files)?;
    if records.is_empty() {
        session.print(&nothing(lang, id.as_str()))?;
        return Ok(Exit::Done);
    }
    if is_applied {
        session.workspace.allow_forgotten(lock, &records)?;
        after_command::record_files(session, &session.workspace, &[FORGOTTEN.into()], &format!("allow {id}"));
    }
    let count = records.len();
    session.print(&match is_applied {
        true => tr!(
            lang,
            "{count} fingerprints of {id} count no more: what they stand for stays.\n",
            "{id} 的 {count} 个指纹不再有效，对应内容可以保留。\n"
        ),
        false => tr!(
            lang,
            "{count} fingerprints of {id} would count no more.\nNothing was changed. Do it: the same with --apply\n",
            "{id} 的 {count} 个指纹将不再有效。\n尚未改动任何内容。要执行，请加 --apply\n"
        ),
    })?;
    Ok(Exit::Done)
}

/// What the commit says: not who was forgotten.
fn message(files: &CustomerFiles, forget: Forget<'_>) -> String {
    match forget {
        Forget::Everything => "forget a customer".to_owned(),
        _ => format!("forget {}", files.id),
    }
}

fn nothing(lang: Lang, id: &str) -> String {
    tr!(lang, "Nothing of that is in the files of {id}.\n", "{id} 的文件中没有这些内容。\n")
}

/// Whether exactly this id was forgotten, and no customer has it any more.
fn gone(workspace: &Workspace, layout: &CustomerTree, typed: &str) -> Result<bool, StoreError> {
    Ok(layout.find(typed).is_none() && workspace.forgotten()?.has_id(typed))
}

/// A customer that is gone already: what is left beside its files goes, and the way out of the history is told
/// once more.
fn again(session: &Session<'_>, layout: &CustomerTree, lock: &Lock, args: &Args) -> Result<Exit, Failure> {
    let (lang, id) = (session.lang, args.customer.as_str());
    // What plain git has brought since.
    let is_back =
        |problem: &&Problem| matches!(&problem.kind, ProblemKind::OrphanedLog { id: own, .. } if own == id);
    let back = layout.problems.iter().filter(is_back).map(|problem| {
        let path = problem.place.path.clone();
        let before = session.workspace.bytes(&path)?;
        Ok(Rewritten { path, before, after: None })
    });
    let mut files = back.collect::<Result<Vec<_>, Failure>>()?;
    for folder in layout.kept.iter().filter(|folder| keeper_in(folder) == Some(id)) {
        let kept = session.workspace.kept_with_bytes(folder)?;
        files.extend(kept.into_iter().map(|(path, bytes)| Rewritten {
            path,
            before: Some(bytes),
            after: None,
        }));
    }
    if args.apply {
        session.workspace.forget(lock, id, &files)?;
        let paths: Vec<_> = files.iter().map(|file| file.path.clone()).collect();
        if !paths.is_empty() {
            after_command::record_files(session, &session.workspace, &paths, "forget a customer");
        }
    }
    session.print(&match files.is_empty() {
        true => nothing(lang, id),
        false => files.iter().map(|file| shown(lang, file)).collect(),
    })?;
    session.print(&beside(session, id, true)?)?;
    let whereabouts = Whereabouts { ids: vec![args.customer.clone()], ..Whereabouts::default() };
    let changed = [FORGOTTEN, ".gitattributes"].map(PathBuf::from);
    let past = session.workspace.past(&whereabouts, None, Forget::Everything, &changed);
    let past = past?;
    session.print(&advice::still_held(lang, past.as_ref(), true))?;
    Ok(Exit::Done)
}

/// Files of other programs that may hold what went; of any customer, where nobody knows any more what its files were.
fn beside(session: &Session<'_>, id: &str, is_gone: bool) -> Result<String, Failure> {
    let lang = session.lang;
    let is_own = |leftover: &Leftover| leftover.id().is_some_and(|own| own == id);
    let is_told = |leftover: &Leftover| match leftover.kind {
        LeftoverKind::Git => true,
        LeftoverKind::Editor => is_gone || is_own(leftover),
        LeftoverKind::Copy => is_own(leftover),
        LeftoverKind::Temporary | LeftoverKind::Cache | LeftoverKind::Journal => false,
    };
    let root = session.workspace.root();
    let found = session.workspace.leftovers()?;
    let found = found.into_iter().filter(is_told).map(|leftover| leftover.path);
    let shown = |path: PathBuf| path.strip_prefix(root).map(Path::to_owned).unwrap_or(path);
    let mut lines: Vec<String> =
        found.chain(drafts(session)).map(|path| format!("  {}\n", shown(path).display())).collect();
    lines.sort();
    if lines.is_empty() {
        return Ok(String::new());
    }
    let lines = lines.concat();
    Ok(tr!(
        lang,
        "\nThese may hold it, too, and are another program's, or a text of yours that was not written:\nlook, and delete them:\n{lines}",
        "\n以下文件可能也含有这些内容，它们属于其他程序，或是你未能写入的文本，请查看并删除：\n{lines}"
    ))
}

/// Texts that were kept because writing them has failed.
fn drafts(context: &Context) -> Vec<PathBuf> {
    context.surroundings.drafts_folders().iter().flat_map(|folder| files_in(folder)).collect()
}

/// The lines that would go, and those that would come.
fn shown(lang: Lang, file: &Rewritten) -> String {
    let text =
        |bytes: &Option<Vec<u8>>| String::from_utf8_lossy(bytes.as_deref().unwrap_or_default()).into_owned();
    let (before, after) = (text(&file.before), text(&file.after));
    let path = file.path.display();
    if keeper_of(&file.path).is_some() {
        let bytes = file.before.as_ref().or(file.after.as_ref()).map_or(0, Vec::len) as u64;
        let size = file_size(bytes);
        return match file.after {
            None => tr!(lang, "{path}: removed, {size}\n", "{path}：删除，{size}\n"),
            Some(_) => tr!(lang, "{path}: its new name\n", "{path}：新名称\n"),
        };
    }
    if file.after.is_none() {
        let count = before.lines().count();
        return tr!(lang, "{path}: removed, {count} lines\n", "{path}：整个删除，共 {count} 行\n");
    }
    if file.path == Path::new(FORGOTTEN) {
        let count = after.lines().count() - before.lines().count();
        return tr!(
            lang,
            "{path}: {count} fingerprints, so that it stays away\n",
            "{path}：{count} 个指纹，以防再次出现\n"
        );
    }
    let mut text = format!("{path}\n");
    for line in before.lines().filter(|line| !after.lines().any(|other| other == *line)) {
        text.push_str(&format!("  - {}\n", one_line(line)));
    }
    for line in after.lines().filter(|line| !before.lines().any(|other| other == *line)) {
        text.push_str(&format!("  + {}\n", one_line(line)));
    }
    text
}
