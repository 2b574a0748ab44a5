//! From what was typed to a customer.

use std::collections::HashSet;
use std::path::Path;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::figure_cache::{CachedFigures, FigureCache};
use super::new_id::was_forgotten;
use super::session::Session;
use super::sparse::outside;
use crate::model::{CustomerId, Problem, ProblemKind, reference_key, slips};
use crate::plan::search::{Fit, Query};
use crate::render::lang::{both, one_line, tr};
use crate::store::{CacheAnswer, CustomerFiles, CustomerTree, LoadedCustomer, Scrutiny, Workspace};

/// How many of several are listed.
const LISTED: usize = 12;

/// The customer that `typed` names: by id, by an id that it had or that led to a customer which is a part
/// of it now, or by a unique part of id, name or alias, Chinese by pinyin, too. An exact id opens no file,
/// and of names that are noted only what changed since.
pub fn resolve(session: &Session<'_>, layout: &CustomerTree, typed: &str) -> Result<CustomerFiles, Failure> {
    found(session, layout, typed).map(|(files, _)| files)
}

/// The customer, and how well it fits.
fn found(session: &Session<'_>, layout: &CustomerTree, typed: &str) -> Result<(CustomerFiles, Fit), Failure> {
    if let Some(files) = layout.find(typed) {
        return Ok((files.clone(), Fit::Id));
    }
    let query = Query::new(typed);
    let named = |files: &CustomerFiles, note: &CachedFigures| {
        let (name, aliases) = note.names.split_first()?;
        let leads = note.former.iter().any(|former| former == typed);
        let fit = query.names(&files.id, name, aliases);
        (leads || fit.is_some()).then(|| (leads, fit, files.clone(), name.clone()))
    };
    let cache = FigureCache::new(session, &session.config.policy);
    let (mut named_so, problems) = session.workspace.each_known(
        &layout.slots,
        &cache,
        |files, note| CacheAnswer::Answer(named(files, &note)),
        |loaded, note| named(loaded.files, &note),
    );
    // An old id is an id: it comes before all that only looks like one.
    let leads: Vec<_> = named_so.extract_if(.., |(leads, ..)| *leads).collect();
    let mut found: Vec<(Fit, CustomerFiles, String)> = match leads.is_empty() {
        true => named_so.into_iter().filter_map(|(_, fit, files, name)| Some((fit?, files, name))).collect(),
        false => {
            if let [(_, _, files, _)] = leads.as_slice() {
                let now = &files.id;
                // Two had it: whoever types it may mean the other one.
                if session.workspace.forgotten()?.had_id(typed) {
                    return Err(was_forgotten(typed).try_this(both!(
                        "{now} had that id, too: crm show {now}",
                        "{now} 也用过这个编号：crm show {now}"
                    )));
                }
                session.say(&tr!(session.lang, "note: {typed} is {now} now", "提示：{typed} 现在是 {now}"));
                return Ok((files.clone(), Fit::Id));
            }
            let found = leads.into_iter().map(|(_, _, files, name)| (files, name)).collect();
            return choose(session, typed, found).map(chosen);
        }
    };
    // A customer whose file can't be read is still named by its id.
    let unread: HashSet<&Path> = problems.iter().map(|problem| problem.place.path.as_path()).collect();
    let known: HashSet<CustomerId> = found.iter().map(|(_, files, _)| files.id.clone()).collect();
    let is_unread =
        |files: &&CustomerFiles| unread.contains(files.card.as_path()) && !known.contains(&files.id);
    let unread = layout.slots.iter().filter(is_unread);
    found.extend(unread.filter_map(|files| {
        let fit = query.names(&files.id, "", &[])?;
        Some((fit, files.clone(), String::new()))
    }));
    let best: Option<Fit> = found.iter().map(|(fit, ..)| *fit).min();
    found.retain(|(fit, ..)| Some(*fit) == best);
    match found.len() {
        0 => match numbered(&session.workspace, layout, typed).as_slice() {
            [] => Err(unknown(session, layout, typed)),
            [(files, _)] => Ok(chosen(files.clone())),
            several => choose(session, typed, several.to_vec()).map(chosen),
        },
        1 => {
            let (fit, files, _) = found.swap_remove(0);
            Ok((files, fit))
        }
        _ => {
            let found = found.into_iter().map(|(_, files, name)| (files, name)).collect();
            choose(session, typed, found).map(chosen)
        }
    }
}

/// One that somebody chose among several is meant as if its id were typed.
fn chosen(files: CustomerFiles) -> (CustomerFiles, Fit) {
    (files, Fit::Id)
}

/// The same for a command that writes: of two files of one id nobody can say which one is meant, and a rare reading of a
/// character says too little of it.
pub fn resolve_to_write(
    session: &Session<'_>,
    layout: &CustomerTree,
    typed: &str,
) -> Result<CustomerFiles, Failure> {
    let (files, fit) = found(session, layout, typed)?;
    if fit == Fit::RareReading {
        // 方 can be read wang, too, and nobody who types a colleague's name means that.
        return Err(unknown(session, layout, typed).try_this(both!(
            |lang| "{id} ({name}) fits by a rare reading alone: type its id, if you mean it",
            "只有 {id}（{name}）按生僻读音相符；确指该客户请写编号",
            id = files.id,
            name = name_of(session, &files)
        )));
    }
    let twice = |problem: &&Problem| matches!(&problem.kind, ProblemKind::DuplicateId { id, .. } if *id == files.id.as_str());
    if let Some(problem) = layout.problems.iter().find(twice) {
        session.warn(std::slice::from_ref(problem));
        let id = &files.id;
        return Err(Failure::new(
            Exit::Refused,
            both!(
                "there are two files of the id {id}: which one is meant?",
                "编号 {id} 有两个文件，无法确定是哪一个"
            ),
        )
        .try_this(both!(
            "give one of them, and its log, another name with git mv",
            "请用 git mv 给其中一个和它的日志改名"
        )));
    }
    Ok(files)
}

fn name_of(session: &Session<'_>, files: &CustomerFiles) -> String {
    let (name, _) = session.workspace.one(files, Scrutiny::Answer, |loaded| one_line(&loaded.customer.name));
    name.unwrap_or_default()
}

/// Those that have a number of the team's own. All files are read: of what else one might have typed there is
/// nothing.
fn numbered(workspace: &Workspace, layout: &CustomerTree, typed: &str) -> Vec<(CustomerFiles, String)> {
    let key = reference_key(typed);
    let has = |loaded: LoadedCustomer<'_>| {
        let number = loaded.customer.number.as_deref()?;
        (reference_key(number) == key).then(|| (loaded.files.clone(), loaded.customer.name))
    };
    workspace.each(&layout.slots, Scrutiny::Answer, has).0
}

fn unknown(session: &Session<'_>, layout: &CustomerTree, typed: &str) -> Failure {
    if let Some(path) = session.workspace.left_out().get(typed) {
        return outside(Exit::NotFound, typed, path);
    }
    // In a folder that can't be read there may be one.
    let is_hidden = |problem: &&Problem| matches!(problem.kind, ProblemKind::Unreadable(_));
    let unread: Vec<Problem> = layout.problems.iter().filter(is_hidden).cloned().collect();
    session.warn(&unread);
    let exit = if unread.is_empty() { Exit::NotFound } else { Exit::Incomplete };
    let failure = Failure::new(exit, both!("there is no customer \"{typed}\"", "没有客户「{typed}」"));
    let near = layout
        .slots
        .iter()
        .map(|files| files.id.as_str())
        .filter_map(|id| Some((slips(id, typed, 2.max(id.chars().count() / 4))?, id)))
        .min();
    match near {
        Some((_, id)) => failure.try_this(both!("did you mean {id}?", "是不是 {id}？")),
        None => failure.try_this(both!(
            "crm list WORD finds by name, contact, tag and pinyin; crm add NAME makes a new one",
            "crm list 关键词 可按名称、联系人、标签和拼音查找；crm add 名称 新建客户"
        )),
    }
}

fn choose(
    context: &Context,
    typed: &str,
    found: Vec<(CustomerFiles, String)>,
) -> Result<CustomerFiles, Failure> {
    let lang = context.lang;
    let count = found.len();
    context.say(&tr!(lang, "{count} customers fit \"{typed}\":", "「{typed}」匹配到 {count} 个客户："));
    for (number, (files, name)) in found.iter().take(LISTED).enumerate() {
        let number = number + 1;
        let (id, name) = (&files.id, one_line(name));
        context.say(&format!("  {number:>2}  {id}  {name}"));
    }
    if count > LISTED {
        let more = count - LISTED;
        context.say(&tr!(lang, "      and {more} more", "      还有 {more} 个"));
    }
    if context.interactive {
        let question =
            tr!(lang, "which one? (number, or Enter for none) ", "选哪一个？（输入序号，直接回车放弃）");
        if let Some(answer) = context.ask(&question)
            && let Some((files, _)) =
                answer.trim().parse::<usize>().ok().and_then(|number| found.get(number.checked_sub(1)?))
        {
            return Ok(files.clone());
        }
    }
    Err(Failure::new(
        Exit::NotFound,
        both!("\"{typed}\" is not one customer", "「{typed}」不能确定是哪个客户"),
    )
    .try_this(both!("use one of the ids above", "请使用上面的编号")))
}
