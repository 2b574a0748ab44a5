//! What `crm sync` says.

use std::path::PathBuf;

use super::kept;
use crate::cli::shell::word;
use crate::render::lang::{Lang, one_line, tr};
use crate::store::Upstream;
use crate::store::sync::{Conflict, FileConflict, Side, Told, Trace, What};

pub(super) fn count_of(lang: Lang, count: usize, one: &str, many: &str, zh: &str) -> String {
    match lang {
        Lang::En if count == 1 => format!("{count} {one}"),
        Lang::En => format!("{count} {many}"),
        Lang::Zh => format!("{count} {zh}"),
    }
}

fn entries(lang: Lang, count: usize) -> String {
    count_of(lang, count, "entry", "entries", "条记录")
}

pub(super) fn list(lang: Lang, items: &[String], most: usize) -> String {
    let mut text = items.iter().take(most).cloned().collect::<Vec<_>>().join(lang.pick(", ", "、"));
    if items.len() > most {
        text.push_str(", …");
    }
    text
}

pub(super) fn paths(lang: Lang, files: &[PathBuf]) -> String {
    let names: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
    list(lang, &names, 5)
}

pub(super) fn side(lang: Lang, side: Side) -> &'static str {
    match side {
        Side::Ours => lang.pick("you", "你"),
        Side::Theirs => lang.pick("the others", "对方"),
    }
}

/// What was received and sent.
pub(super) fn summary(
    lang: Lang,
    ahead: usize,
    no_push: bool,
    received: &[String],
    before: &str,
    upstream: &Upstream,
) -> String {
    const SHOWN: usize = 6;
    let to = upstream.name();
    let short = before.get(..8).unwrap_or(before);
    let (count, ids) = (received.len(), list(lang, received, SHOWN));
    let noun = if count == 1 { "customer" } else { "customers" };
    let mut told = match count {
        0 => tr!(lang, "Received nothing new.\n", "没有收到新内容。\n"),
        _ => tr!(
            lang,
            "Received changes of {count} {noun}: {ids}\n  crm diff {short}   says which dates and classes they move\n",
            "收到 {count} 个客户的改动：{ids}\n  crm diff {short} 会说明哪些日期和等级因此变动\n"
        ),
    };
    let commits = if ahead == 1 { "commit" } else { "commits" };
    told.push_str(&match (ahead, no_push) {
        (0, _) => tr!(lang, "Nothing to send.\n", "没有要推送的内容。\n"),
        (_, true) => {
            tr!(lang, "{ahead} {commits} not sent: crm sync\n", "{ahead} 个提交尚未推送：crm sync\n")
        }
        (_, false) => tr!(lang, "Sent {ahead} {commits} to {to}.\n", "已推送 {ahead} 个提交到 {to}。\n"),
    });
    told
}

/// One thing that both sides changed.
pub(super) fn conflict(lang: Lang, conflict: &Conflict) -> String {
    let shown = conflict.path.display();
    let mut told = match &conflict.name {
        Some(name) => format!("{shown} ({}):", one_line(name)),
        None => format!("{shown}:"),
    };
    let who = conflict.their_author.as_deref().map(one_line);
    let who = who.unwrap_or_else(|| lang.pick("the other side", "对方").to_owned());
    match &conflict.what {
        What::Keys { keys, both_created } => {
            if *both_created {
                told.push_str(&tr!(
                    lang,
                    "\n  both of you entered this customer",
                    "\n  双方各自录入了这个客户"
                ));
            }
            for key in keys {
                told.push_str(&super::dispute::dispute(lang, key, &who));
            }
        }
        What::OneId { former } => {
            let id = conflict.id.as_deref().unwrap_or_default();
            told.push_str(&one_id(lang, id, former, &who));
        }
        What::PartOfForgotten { by, parts, .. } => {
            let id = conflict.id.as_deref().unwrap_or_default();
            told.push_str(&part_of_forgotten(lang, id, *by, parts));
        }
        What::IdOfForgotten { by, .. } => {
            let id = conflict.id.as_deref().unwrap_or_default();
            told.push_str(&id_of_forgotten(lang, id, *by));
        }
        What::Removed { by, lines, keys, parts, successor, .. } => {
            told.push_str(&removed(lang, *by, (*lines, keys, parts), &who));
            if let Some(name) = successor {
                let (by, name) = (side(lang, *by), one_line(name));
                told.push_str(&tr!(
                    lang,
                    "\n  its id is that of another customer with {by}: {name}\n  \
                     (where the first one stays, the other one gets an id of its own)",
                    "\n  在{by}那里，这个编号已给了另一个客户：{name}\n  （如果保留原来的客户，另一个会得到新的编号）"
                ));
            }
        }
        What::File { why, .. } => {
            told.push_str("\n  ");
            told.push_str(&file(lang, *why, &who));
        }
    }
    told
}

/// Two customers of one id: whose each was before says that they are two.
fn one_id(lang: Lang, id: &str, [ours, theirs]: &[Option<String>; 2], who: &str) -> String {
    let was = |former: &Option<String>| match former {
        Some(former) => tr!(lang, "{former} until now", "原为 {former}"),
        None => lang.pick("entered anew", "新录入").to_owned(),
    };
    let (ours, theirs) = (was(ours), was(theirs));
    tr!(
        lang,
        "\n  two customers have this id: yours, {ours}, and that of {who}, {theirs}\n  \
         give yours another one: crm rename {id} NEW-ID, commit, and sync again\n  \
         (where they are one and the same customer, crm merge makes one of them then)",
        "\n  两个客户用了同一个编号：你的（{ours}）和 {who} 的（{theirs}）\n  \
         请给你的换一个编号：crm rename {id} 新编号，提交后再同步\n  \
         （如果其实是同一个客户，之后用 crm merge 合并）"
    )
}

/// One that was forgotten, and has become more than it was: what each answer means.
fn part_of_forgotten(lang: Lang, id: &str, by: Side, parts: &[String]) -> String {
    let (who, parts) = (side(lang, by), list(lang, parts, 5));
    let [keep, forget] = keep_or_forget(lang, by);
    tr!(
        lang,
        "\n  {id} was forgotten on request, and {who} had made {parts} a part of it\n  \
         {keep}: it stays, but for the entries that were forgotten\n    \
         (look at the rest then: crm forget {id})\n  \
         {forget}: all of it goes, with what was {parts}",
        "\n  {id} 已应要求删除，而{who}把 {parts} 并入了它\n  \
         {keep}：保留，仅去掉已删除的记录；之后请查看：crm forget {id}\n  \
         {forget}：全部删除，包括原 {parts} 的内容"
    )
}

/// A customer under the id of one that was forgotten: what each answer means.
fn id_of_forgotten(lang: Lang, id: &str, by: Side) -> String {
    let (who, [keep, forget]) = (side(lang, by), keep_or_forget(lang, by));
    tr!(
        lang,
        "\n  {id} was forgotten on request, and {who} entered a customer with this id before hearing of it\n  \
         {keep}: it is another customer, or may stay\n  \
         {forget}: it is the one that was forgotten: all of it goes",
        "\n  {id} 已应要求删除，而{who}在得知之前用同一编号录入了一个客户\n  \
         {keep}：是另一个客户，或者可以保留\n  \
         {forget}：就是已删除的那个客户，全部删除"
    )
}

/// The answers by which what one side has stays, and goes.
fn keep_or_forget(lang: Lang, by: Side) -> [&'static str; 2] {
    let (mine, theirs) = (lang.pick("mine", "我的"), lang.pick("theirs", "对方的"));
    match by {
        Side::Ours => [mine, theirs],
        Side::Theirs => [theirs, mine],
    }
}

fn removed(lang: Lang, by: Side, (lines, keys, parts): (usize, &[String], &[String]), who: &str) -> String {
    let mut what: Vec<String> = Vec::new();
    if !parts.is_empty() {
        let parts = list(lang, parts, 5);
        what.push(tr!(lang, "made {parts} a part of it", "把 {parts} 并入了它"));
    }
    if lines > 0 {
        what.push(tr!(lang, "logged {entries}", "记了 {entries}", entries = entries(lang, lines)));
    }
    if !keys.is_empty() {
        let keys = list(lang, keys, 5);
        what.push(tr!(lang, "changed {keys}", "修改了 {keys}"));
    }
    let what = what.join(lang.pick(" and ", "，并"));
    match by {
        Side::Ours => tr!(
            lang,
            "\n  you removed this customer; {who} {what} since",
            "\n  你删除了这个客户；{who} 之后{what}"
        ),
        Side::Theirs => tr!(
            lang,
            "\n  {who} removed this customer; you {what} since",
            "\n  {who} 删除了这个客户；你之后{what}"
        ),
    }
}

fn file(lang: Lang, why: FileConflict, who: &str) -> String {
    match why {
        FileConflict::Text => tr!(lang, "{who} and you changed the same lines", "{who} 和你改了同样的行"),
        FileConflict::Binary => {
            tr!(lang, "{who} and you changed it, and it can't be merged", "{who} 和你都改了它，而且无法合并")
        }
        FileConflict::Removed { by: Side::Ours } => {
            tr!(lang, "you removed it, {who} changed it", "你删除了它，{who} 修改了它")
        }
        FileConflict::Removed { by: Side::Theirs } => {
            tr!(lang, "{who} removed it, you changed it", "{who} 删除了它，你修改了它")
        }
        FileConflict::Special => {
            tr!(lang, "both changed it, and it is a link or a submodule", "双方都改了它，而它是链接或子模块")
        }
        FileConflict::Place => tr!(
            lang,
            "two files would be in one place: give one of them another name with git mv, and commit",
            "两个文件会落在同一位置：请用 git mv 给其中一个改名并提交"
        ),
        FileConflict::Ambiguous => tr!(
            lang,
            "several files have this customer's id, and both of you changed one of them",
            "这个客户编号对应多个文件，而且双方都改了其中一个"
        ),
    }
}

/// What to do about conflicts.
pub(super) fn how_to_settle(lang: Lang, is_rewritten: bool, has_moved: bool) -> String {
    let resolve = if is_rewritten { "crm sync --rewritten --resolve" } else { "crm sync --resolve" };
    let here = match has_moved {
        true => lang.pick(
            "What came before that is here; nothing else has changed",
            "之前收到的内容已在这里，此外没有任何改动",
        ),
        false => lang.pick("Nothing has changed here", "这里没有任何改动"),
    };
    tr!(
        lang,
        "\nTwo people changed the same. {here}, and nothing was sent.\n  try: {resolve}   asks which of both stands",
        "\n两个人改了同一处。{here}，也没有推送。\n  建议：{resolve} 会逐项询问保留哪一个"
    )
}

/// A fact of a merge.
pub(super) fn fact(lang: Lang, fact: &Told) -> String {
    match fact {
        Told::Elsewhere { workspace, told } => {
            let (shown, told) = (word(workspace), self::fact(lang, told));
            tr!(
                lang,
                "in another workspace (crm -C {shown}): {told}",
                "另一个工作区（crm -C {shown}）：{told}"
            )
        }
        Told::Claimed { path, owner, .. } => {
            let (shown, owner) = (path.display(), one_line(owner));
            tr!(
                lang,
                "{shown}: {owner} claimed it first, and has it; your claim stays in its log",
                "{shown}：{owner} 先认领，归 {owner}；你的认领仍留在日志里"
            )
        }
        Told::Moved { id, to, from } => {
            let (from, to) = (from.display(), to.display());
            tr!(
                lang,
                "{id}: both of you moved it; it is in {to}, where the others put it (you: {from})",
                "{id}：双方都移动了它；现在在 {to}（对方放的位置；你的是 {from}）"
            )
        }
        Told::CameHome { from, to, lines, keys, by, .. } => {
            let (who, count) = (side(lang, *by), entries(lang, *lines));
            let keys = list(lang, keys, 5);
            let more = if keys.is_empty() { String::new() } else { format!(" ({keys})") };
            tr!(
                lang,
                "{from} is {to} now: what {who} wrote there since has come to {to}: {count}{more}",
                "{from} 现在是 {to}：{who} 之后写的内容已并入 {to}：{count}{more}"
            )
        }
        Told::TwoHomes { id, ours, theirs } => tr!(
            lang,
            "{id} became {ours} here and {theirs} there: its history stands in both;\n  what counts twice: crm check",
            "{id} 在这边并入 {ours}，在那边并入 {theirs}：两处都有它的历史；\n  重复计入的记录：crm check"
        ),
        Told::OneHome { id, name, to, by } => {
            let (who, others) = (side(lang, *by), side(lang, by.other()));
            tr!(
                lang,
                "{who} renamed {id} to {name}, and {others} made it {to}: it is {to} now,\n  and {name} leads there",
                "{who}把 {id} 改名为 {name}，{others}把它改为或并入 {to}：\n  现统一为 {to}，用 {name} 也能找到"
            )
        }
        Told::Removed { id, by, lines, given_up, home, .. } => {
            let (who, count) = (side(lang, *by), entries(lang, *lines));
            let gone = match given_up {
                0 => String::new(),
                given => tr!(
                    lang,
                    "; {entries} written since are given up, as it was answered",
                    "；按你的回答，之后写的 {entries} 不再保留",
                    entries = entries(lang, *given)
                ),
            };
            match home {
                Some((home, Trace::Merged)) => tr!(
                    lang,
                    "{id}: {who} made it a part of {home}, with its {count}{gone}",
                    "{id}：{who}把它并入了 {home}，连同 {count}{gone}"
                ),
                Some((home, Trace::Renamed)) => tr!(
                    lang,
                    "{id}: {who} gave it the id {home}, with its {count}{gone}",
                    "{id}：{who}把编号改成了 {home}，连同 {count}{gone}"
                ),
                None => tr!(
                    lang,
                    "{id}: {who} removed it with its log of {count}{gone}; git still has them",
                    "{id}：{who}删除了它和它的日志（{count}）{gone}；git 里仍有"
                ),
            }
        }
        Told::LinesRemoved { path, by, lines, .. } => {
            let (shown, who, count) = (path.display(), side(lang, *by), entries(lang, *lines));
            tr!(
                lang,
                "{shown}: {who} took out {count}; git still has them",
                "{shown}：{who}去掉了 {count}；git 里仍有"
            )
        }
        Told::Forgotten { id, lines, whole, .. } => {
            let count = entries(lang, *lines);
            match whole {
                true => tr!(
                    lang,
                    "{id} was forgotten on request: what was written there since is left out ({count})",
                    "{id} 已按要求删除：之后写的内容不再并入（{count}）"
                ),
                false => tr!(
                    lang,
                    "{id}: {count} left out: forgotten on request",
                    "{id}：{count} 已按要求删除，不再并入"
                ),
            }
        }
        Told::TakenOver { id, to, by } => {
            let who = side(lang, *by);
            tr!(
                lang,
                "{id}, or a person of it, was forgotten on request, and {who} had made it {to} by then:\n  \
                 what {to} took over stays until you look: crm show {to}\n  \
                 who shall go: crm forget {to}; what may stay: crm forget {to} --allow",
                "{id}（或其中的人）已应要求删除，而{who}此前已将它并入 {to} 或改名为 {to}：\n  \
                 {to} 接收的内容可能仍在，请查看：crm show {to}；\n  \
                 要删除的人：crm forget {to}；可以保留的：crm forget {to} --allow"
            )
        }
        Told::OtherId { id, to, by } => {
            let who = side(lang, *by);
            tr!(
                lang,
                "{id} were two customers: the one to which {who} had given that id is {to} now",
                "{id} 是两个不同的客户：{who}后来使用这个编号的那个，现在是 {to}"
            )
        }
        Told::WentBack { id, lines, by } => {
            kept::went_back(lang, id, side(lang, *by), &entries(lang, *lines))
        }
        Told::LeftOut { id, to, by, keys } => {
            let (who, keys) = (side(lang, *by), list(lang, keys, 5));
            tr!(
                lang,
                "{id} is {to} now: what {who} wrote there since may be of the one who was forgotten, and is left \
                 out: {keys}\n  it stands in git; what may stay: crm edit {to}",
                "{id} 现在是 {to}：{who} 之后写的以下内容可能涉及已删除的人，没有并入：{keys}\n  \
                 git 里仍有；可以保留的请补录：crm edit {to}"
            )
        }
        Told::Named { id, by, lines } => kept::named(lang, id, side(lang, *by), &entries(lang, *lines)),
        Told::KeptAgain { id, by } => kept::picture(lang, id, side(lang, *by)),
        Told::NamedInFile { id, by } => kept::named_in_file(lang, id, side(lang, *by)),
        Told::MovedToTwo { id, ours, theirs } => tr!(
            lang,
            "{id}: you moved an entry of its log to {ours}, the others moved it to {theirs}: it stands in both and counts twice, \
             until somebody takes it out of one log",
            "{id}：它日志中的一条记录，你移到了 {ours}，别人移到了 {theirs}：两处都有，会重复计入；请从其中一个日志删去"
        ),
        Told::SaidTwice { id, lines } => {
            let count = entries(lang, *lines);
            tr!(
                lang,
                "{id}: {count} came from both sides, equal but for who wrote them, or when, as where two import one \
                 list: both count; crm check says which",
                "{id}：双方各写入了内容相同的{count}（只是记录人或补记时间不同，例如两人导入了同一份列表），两条都会计入；crm check 会列出"
            )
        }
        Told::Kept { id, what } => kept::stays(lang, id, what),
        Told::FileRemoved { path } => {
            let shown = path.display();
            tr!(lang, "{shown}: the others removed it; git still has it", "{shown}：对方删除了它；git 里仍有")
        }
    }
}

/// Files that were changed while the sync ran.
pub(super) fn changed_meanwhile(lang: Lang, files: &[PathBuf]) -> String {
    let files = paths(lang, files);
    tr!(
        lang,
        "note: changed while this ran, kept, and not sent yet: {files}",
        "提示：同步期间又有改动，已保留但尚未推送：{files}"
    )
}

/// What a command that was killed has left.
pub(super) fn leftovers(lang: Lang, files: &[PathBuf]) -> String {
    let files = paths(lang, files);
    tr!(
        lang,
        "note: left behind by a program that was killed, and not sent: {files}\n  try: look at them, then remove them",
        "提示：这些是被中断的程序留下的文件，不会推送：{files}\n  建议：查看后删除"
    )
}

/// What lies among the customers' files under a name that nobody reads.
pub(super) fn copies(lang: Lang, files: &[PathBuf]) -> String {
    let files = paths(lang, files);
    tr!(
        lang,
        "note: copies of customers' files that nobody reads are not sent: {files}\n  try: crm check says what each is",
        "提示：客户文件的副本不会被读取，也不会推送：{files}\n  建议：运行 crm check 查看各是什么"
    )
}

/// What stays of a history that was written anew.
pub(super) fn old_history(lang: Lang) -> String {
    tr!(
        lang,
        "note: this clone still remembers the old history. To let it go for good:\n  git reflog expire --expire=now --all\n  git gc --prune=now",
        "提示：这个克隆里仍留有旧历史。要彻底清除：\n  git reflog expire --expire=now --all\n  git gc --prune=now"
    )
}
