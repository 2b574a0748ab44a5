//! An import carried out: new files, changed files, new lines of logs.

use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::change::{Decided, now, sound, unreadable};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::schemas;
use crate::format::{
    Edit, NewFile, contact_keys, customer_text, date_yaml, decision_maker_keys, flow_yaml, review,
};
use crate::model::{CustomerId, Entry, Severity};
use crate::plan::import::{Change, Import, Incoming, Update};
use crate::render::lang::{self, both, tr};
use crate::store::{Change as Write, CustomerTree, Lock, Scrutiny, Workspace, edit};

/// From so many on it takes long enough to be watched.
const LONG: usize = 500;

/// Where it goes: the files as they were seen under the lock when it was planned. A second look could miss
/// a folder that the first one saw, and what was planned for it would silently be left out.
pub struct Place<'a> {
    pub workspace: &'a Workspace,
    /// The lock under which it was planned.
    pub lock: &'a Lock,
    /// The customers that there are.
    pub layout: &'a CustomerTree,
    /// The folder of new ones.
    pub folder: &'a Path,
}

/// Carries it out, and returns how many customers have keys that could not be changed. All of it is
/// written, or nothing.
pub fn apply(context: &Context, place: &Place<'_>, by: &str, import: Import) -> Result<usize, Failure> {
    let Place { workspace, lock, folder, .. } = *place;
    let bar = bar(context, import.creates.len() + import.updates.len());
    let mut cards: Vec<(PathBuf, String)> = Vec::with_capacity(import.creates.len());
    let mut logs: Vec<(PathBuf, Vec<Entry<'static>>)> = Vec::new();
    for new in import.creates {
        let id = new.customer.id.clone();
        let path = Path::new("customers").join(folder).join(format!("{id}.yaml"));
        if !new.entries.is_empty() {
            logs.push((path.with_file_name(format!("{id}.log.jsonl")), new.entries));
        }
        let head = schemas::line_of_customer(workspace, &path);
        let text = customer_text(&new.customer, NewFile { head, ..NewFile::default() });
        readable(&id, &path, &text)?;
        cards.push((path, text));
    }
    let (mut changes, mut kept) = (Vec::new(), 0);
    for update in import.updates {
        let (change, is_whole) = change(context, place, by, update)?;
        changes.push(change);
        kept += usize::from(!is_whole);
        bar.inc(1);
    }
    let done = || bar.inc(1);
    let written = workspace.create_all(lock, cards, logs, changes, done);
    written?;
    bar.finish_and_clear();
    Ok(kept)
}

/// No file is made that could not be read again, such as one with a whole book in a cell: the next import
/// would not see it, and make the customer once more.
fn readable(id: &CustomerId, path: &Path, text: &str) -> Result<(), Failure> {
    let (_, problems) = review(id, path, text);
    let Some(error) = problems.iter().find(|problem| problem.kind.severity() == Severity::Error) else {
        return Ok(());
    };
    Err(Failure::usage(both!("{id} can't be written", "无法写入 {id}"))
        .because(both!(
            |lang| "its file: {why}; nothing was imported",
            "其文件：{why}；未导入任何内容",
            why = lang::problem_text(lang, &error.kind).message
        ))
        .try_this(both!("shorten or leave out its row", "缩短或删去这一行")))
}

/// On a terminal, and never in a pipe: indicatif sees to that itself. It draws nothing but numbers.
fn bar(context: &Context, count: usize) -> ProgressBar {
    if count < LONG {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(count as u64);
    let word = context.lang.pick("importing", "正在导入");
    if let Ok(style) = ProgressStyle::with_template(&format!("{word} {{bar:30}} {{pos}}/{{len}}  {{eta}}")) {
        bar.set_style(style);
    }
    bar
}

/// What becomes of one customer; with `false` where some of its keys stayed as they were.
fn change(
    context: &Context,
    place: &Place<'_>,
    by: &str,
    update: Update,
) -> Result<(Write<'static>, bool), Failure> {
    let Place { workspace, lock, layout, .. } = *place;
    let lang = context.lang;
    let Some(files) = layout.find(update.id.as_str()) else {
        let id = &update.id;
        return Err(Failure::new(Exit::System, both!("{id} is gone", "{id} 不见了")));
    };
    let files = &workspace.refreshed(lock, files.clone());
    let mut is_whole = true;
    let (read, problems) =
        workspace.one(files, Scrutiny::Answer, |loaded| (loaded.card_text().to_owned(), loaded.customer));
    let Some((before, customer)) = read else {
        context.warn(&problems);
        return Err(unreadable(files));
    };
    let mut after = before.clone();
    for change in &update.changes {
        let made = edit(&after, &[edit_of(change)]);
        match made {
            Ok(text) => after = text,
            Err(_) => {
                let (id, key) = (&files.id, &change.key);
                context.say(&tr!(
                    lang,
                    "{id}: {key} can't be changed without touching the rest of the file: crm edit {id}",
                    "{id}：无法在不影响其他内容的情况下修改 {key}，请手动修改：crm edit {id}"
                ));
                is_whole = false;
                continue;
            }
        }
    }
    let new = sound(files, &files.card, &before, &after)?;
    // Rows may contradict one another: what counts is what stands there in the end.
    let decided =
        [Decided::Grade, Decided::Owner].into_iter().filter(|one| one.of(&customer) != one.of(&new));
    let entry = |one: Decided| one.entry(now(context), by, one.of(&customer), one.of(&new), Some("import"));
    let mut entries: Vec<Entry<'static>> = decided.map(entry).collect();
    entries.extend(update.entries);
    Ok((Write { files: files.clone(), card: Some((before, after)), entries, kept: Vec::new() }, is_whole))
}

fn edit_of(change: &Change) -> Edit {
    let key = change.key.clone();
    match &change.to {
        Incoming::Text(text) => Edit::Set(key, text.clone()),
        Incoming::Plain(text) => Edit::SetYaml(key, text.clone()),
        Incoming::Item(item) => Edit::Add(key, item.clone()),
        Incoming::Contact(contact) => Edit::AppendKeys("contacts".to_owned(), contact_keys(contact)),
        Incoming::Point(medium, point) => Edit::Append(key, flow_yaml(&point.datum(*medium))),
        Incoming::Dates(dates) => {
            let dates: Vec<String> = dates.iter().map(date_yaml).collect();
            Edit::SetYaml(key, format!("[{}]", dates.join(", ")))
        }
        Incoming::DecisionMaker(one) => Edit::AppendKeys(key, decision_maker_keys(one)),
        Incoming::Approval(one) => Edit::SetYaml(key, flow_yaml(&one.as_yaml())),
        Incoming::Custom(datum) => Edit::SetYaml(key, flow_yaml(datum)),
    }
}
