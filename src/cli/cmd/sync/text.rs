//! What `crm sync` says.

use std::path::{Path, PathBuf};

use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::render::lang::{Lang, one_line, tr};
use crate::store::Advanced;
use crate::store::Upstream;
use crate::store::sync::{Conflict, FileConflict, KeyConflict, Question, Refusal, Side, Told, What};

fn count_of(lang: Lang, count: usize, one: &str, many: &str, zh: &str) -> String {
    match lang {
        Lang::En if count == 1 => format!("{count} {one}"),
        Lang::En => format!("{count} {many}"),
        Lang::Zh => format!("{count} {zh}"),
    }
}

fn entries(lang: Lang, count: usize) -> String {
    count_of(lang, count, "entry", "entries", "条记录")
}

fn list(lang: Lang, items: &[String], most: usize) -> String {
    let mut text = items.iter().take(most).cloned().collect::<Vec<_>>().join(lang.pick(", ", "、"));
    if items.len() > most {
        text.push_str(", …");
    }
    text
}

fn paths(lang: Lang, files: &[PathBuf]) -> String {
    let names: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
    list(lang, &names, 5)
}

fn side(lang: Lang, side: Side) -> &'static str {
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
        (_, true) => tr!(lang, "{ahead} {commits} not sent: crm sync\n", "{ahead} 个提交尚未推送：crm sync\n"),
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
                told.push_str(&dispute(lang, key, &who));
            }
        }
        What::Removed { by, lines, keys, .. } => told.push_str(&removed(lang, *by, *lines, keys, &who)),
        What::File { why, .. } => {
            told.push_str("\n  ");
            told.push_str(&file(lang, *why, &who));
        }
    }
    told
}

fn dispute(lang: Lang, conflict: &KeyConflict, who: &str) -> String {
    let value = |text: &str| match one_line(text.trim()) {
        text if text.is_empty() => lang.pick("nothing (removed)", "（已删除）").to_owned(),
        text => text,
    };
    let (ours, theirs) = (value(&conflict.ours), value(&conflict.theirs));
    let head = match (conflict.key.as_str(), conflict.line) {
        ("*", _) => lang.pick("the whole file", "整个文件").to_owned(),
        (key, 0) => one_line(key),
        (key, line) => tr!(lang, "line {line}, {key}", "第{line}行，{key}", key = one_line(key)),
    };
    tr!(
        lang,
        "\n  {head}\n    {who} wrote: {theirs}\n    you wrote: {ours}",
        "\n  {head}\n    {who} 写的是：{theirs}\n    你写的是：{ours}"
    )
}

fn removed(lang: Lang, by: Side, lines: usize, keys: &[String], who: &str) -> String {
    let mut what: Vec<String> = Vec::new();
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
        FileConflict::Special => tr!(
            lang,
            "both changed it, and it is a link or a submodule",
            "双方都改了它，而它是链接或子模块"
        ),
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
pub(super) fn how_to_settle(lang: Lang) -> String {
    tr!(
        lang,
        "\nTwo people changed the same. Nothing has changed here, and nothing was sent.\n  try: crm sync --resolve   asks which of both stands",
        "\n两个人改了同一处。这里没有任何改动，也没有推送。\n  建议：crm sync --resolve 会逐项询问保留哪一个"
    )
}

/// What no answer settles.
pub(super) fn unanswerable(lang: Lang) -> Failure {
    Failure::new(
        Exit::Refused,
        tr!(lang, "not all of it can be settled by an answer", "并非都能靠回答解决"),
    )
    .because(tr!(lang, "nothing has changed", "没有任何改动"))
    .try_this(tr!(
        lang,
        "rename one of the files named above with git mv, commit, and sync again",
        "用 git mv 给上面的文件之一改名，提交后再同步"
    ))
}

/// One question.
pub(super) fn question(lang: Lang, question: &Question) -> String {
    let what = match &question.key {
        Some(key) => format!("{} {}", question.path.display(), one_line(key)),
        None => question.path.display().to_string(),
    };
    match question.both {
        true => tr!(
            lang,
            "{what}: mine, theirs or both? [m/t/b, q leaves all as it is] ",
            "{what}：保留我的、对方的，还是都要？[m/t/b，q 退出不改] "
        ),
        false => tr!(
            lang,
            "{what}: mine or theirs? [m/t, q leaves all as it is] ",
            "{what}：保留我的还是对方的？[m/t，q 退出不改] "
        ),
    }
}

/// A fact of a merge.
pub(super) fn fact(lang: Lang, fact: &Told) -> String {
    match fact {
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
            "{id} became {ours} here and {theirs} there: its history stands in both",
            "{id} 在这边并入 {ours}，在那边并入 {theirs}：两处都有它的历史"
        ),
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
                Some(home) => tr!(
                    lang,
                    "{id}: {who} made it a part of {home}, with its {count}{gone}",
                    "{id}：{who}把它并入了 {home}，连同 {count}{gone}"
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
                    "{id}: {count} that were forgotten on request are left out",
                    "{id}：{count} 已按要求删除，不再并入"
                ),
            }
        }
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

/// What stays of a history that was written anew.
pub(super) fn old_history(lang: Lang) -> String {
    tr!(
        lang,
        "note: this clone still remembers the old history. To let it go for good:\n  git reflog expire --expire=now --all\n  git gc --prune=now",
        "提示：这个克隆里仍留有旧历史。要彻底清除：\n  git reflog expire --expire=now --all\n  git gc --prune=now"
    )
}

/// Why nothing was sent.
pub(super) fn not_sent(lang: Lang, count: usize, before_commit: bool) -> Failure {
    let errors = count_of(lang, count, "error", "errors", "个错误");
    let what = match before_commit {
        true => tr!(
            lang,
            "nothing was committed or sent: {errors} in what you changed",
            "没有提交，也没有推送：你改动的文件有 {errors}"
        ),
        false => tr!(lang, "nothing was sent: {errors} in what you changed", "没有推送：你改动的文件有 {errors}"),
    };
    Failure::new(Exit::Attention, what).try_this(tr!(
        lang,
        "mend the lines above, then crm sync -m \"mended\"",
        "修改上面指出的行，再运行 crm sync -m \"已修正\""
    ))
}

/// Why work tree and branch stay where they are.
pub(super) fn in_the_way(lang: Lang, why: &Advanced) -> Failure {
    let refused = |what: String| {
        Failure::new(Exit::Refused, what).because(tr!(lang, "nothing has changed", "没有任何改动"))
    };
    match why {
        Advanced::Busy(lock) => {
            let shown = lock.display();
            refused(tr!(lang, "git is at work here, or was killed", "git 正在运行，或者曾被中断")).try_this(tr!(
                lang,
                "crm sync again in a moment; if no git runs any more: rm '{shown}'",
                "稍后再运行 crm sync；如果确定没有 git 在运行：rm '{shown}'"
            ))
        }
        Advanced::Staged => refused(tr!(
            lang,
            "something was staged meanwhile that is not committed",
            "期间有内容被暂存但没有提交"
        ))
        .try_this("git status; crm sync -m \"…\""),
        Advanced::InTheWay(files) => {
            let files = paths(lang, files);
            refused(tr!(
                lang,
                "what was changed meanwhile can't be brought together with what comes: {files}",
                "期间的改动无法与收到的内容合在一起：{files}"
            ))
            .try_this(tr!(
                lang,
                "crm sync -m \"what was done\" commits it first",
                "crm sync -m \"做了什么\" 会先提交"
            ))
        }
        Advanced::Done(_) | Advanced::Elsewhere => {
            refused(tr!(lang, "another branch is checked out now", "现在检出的是另一个分支"))
        }
    }
}

/// Why both histories can't be made one.
pub(super) fn refused(lang: Lang, refusal: &Refusal, upstream: &Upstream) -> Failure {
    let name = upstream.name();
    let refused = |what: String| Failure::new(Exit::Refused, what);
    match refusal {
        Refusal::NoCommonHistory => refused(tr!(
            lang,
            "your branch and {name} have no commit in common",
            "你的分支和 {name} 没有共同的历史"
        ))
        .because(tr!(lang, "nothing has changed", "没有任何改动"))
        .try_this(tr!(
            lang,
            "clone it into another folder, and import your customers there: crm export customers, crm import",
            "把它克隆到另一个文件夹，再导入你的客户：crm export customers、crm import"
        )),
        Refusal::ForcePushed { commits, customers } => force_pushed(lang, commits, customers, &name),
        Refusal::Shallow => refused(tr!(
            lang,
            "this clone has only the end of the history, and what both have in common lies before it",
            "这个克隆只有历史的末尾，双方的共同部分在更早的地方"
        ))
        .because(tr!(lang, "nothing has changed", "没有任何改动"))
        .try_this("git fetch --unshallow, crm sync"),
        Refusal::OldGit { version } => Failure::new(
            Exit::System,
            tr!(lang, "git {version} is too old for crm sync", "git {version} 版本太旧，无法使用 crm sync"),
        )
        .try_this(tr!(lang, "git 2.38 or newer", "请安装 git 2.38 或更新版本")),
        Refusal::MissingObjects { object } => Failure::new(
            Exit::System,
            tr!(lang, "this clone lacks objects that are needed ({object})", "这个克隆缺少需要的对象（{object}）"),
        )
        .because(tr!(lang, "nothing has changed", "没有任何改动"))
        .try_this("git fsck; git fetch --refetch"),
        Refusal::Invariant { customers, lost, foreign } => {
            let logs = lost.iter().chain(foreign).map(|(path, count)| format!("{} ({count})", shown(path)));
            let all: Vec<String> = customers.iter().cloned().chain(logs).collect();
            let what = list(lang, &all, 8);
            Failure::new(
                Exit::System,
                tr!(lang, "the merge would have lost something: {what}", "合并会丢失内容：{what}"),
            )
            .because(tr!(lang, "so it was not done, and nothing has changed", "因此没有执行，也没有任何改动"))
            .try_this(tr!(
                lang,
                "this is a defect of crm: please report it; git merge works meanwhile",
                "这是 crm 的缺陷，请报告；可暂时使用 git merge"
            ))
        }
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn force_pushed(lang: Lang, commits: &[(String, String)], customers: &[String], name: &str) -> Failure {
    let count = count_of(lang, commits.len(), "commit", "commits", "个提交");
    let mut why = tr!(
        lang,
        "you still have {count} that were taken out of it; sending yours would bring them back",
        "你仍有其中被去掉的 {count}；推送会把它们带回去"
    );
    if !customers.is_empty() {
        let customers = list(lang, customers, 8);
        why.push_str(&tr!(lang, ", with these customers: {customers}", "，包括这些客户：{customers}"));
    }
    Failure::new(
        Exit::Refused,
        tr!(lang, "{name} was written anew; nothing has changed here", "{name} 的历史被改写了；这里没有任何改动"),
    )
    .because(why)
    .try_this(tr!(
        lang,
        "crm sync --rewritten takes the new history, and puts on top only what you never sent",
        "crm sync --rewritten 会采用新的历史，只把你从未推送过的内容放上去"
    ))
}
