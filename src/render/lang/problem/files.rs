//! What is said of files that don't fit together.

use std::path::Path;

use super::super::shown::{detail, quoted_path};
use super::super::{Lang, entries, tr};
use crate::model::Stray;

/// A log without its customer.
pub(super) fn orphaned(lang: Lang, id: &str, home: Option<&str>) -> (String, String) {
    match home {
        Some(home) => (
            tr!(
                lang,
                "a log without its customer: {id} is {home} now, and what was logged here counts nowhere",
                "有日志却没有客户：{id} 现在是 {home}，这里的记录没有算进去",
                id = quoted_path(lang, id)
            ),
            tr!(
                lang,
                "bring them home: crm merge {home} {id} --apply",
                "归位：crm merge {home} {id} --apply"
            ),
        ),
        None => (
            tr!(
                lang,
                "a log without its customer: there is no .yaml of this name beside it",
                "有日志却没有客户：旁边没有同名的 .yaml 文件"
            ),
            tr!(
                lang,
                "bring the customer's file back; or, where another customer is the same one, crm merge KEEP {id}",
                "请找回客户文件；如果它已是另一个客户的一部分：crm merge 保留的客户 {id}"
            ),
        ),
    }
}

/// A file that no program reads any more.
pub(super) fn stray(lang: Lang, what: Stray, of: Option<&str>) -> (String, String) {
    let message = match what {
        Stray::Temporary => tr!(lang, "left behind by a command that was killed", "中断的命令留下的文件"),
        Stray::GitMerge => {
            tr!(lang, "a copy that git left behind when a merge was cut off", "git 合并中断时留下的副本")
        }
        Stray::MergeTool => tr!(lang, "left behind by a merge tool or patch", "合并工具或 patch 留下的文件"),
        Stray::Backup => tr!(lang, "an editor's copy of an older version", "编辑器留下的旧版本"),
        Stray::UnreadNote => tr!(
            lang,
            "a note of an interrupted change that this crm can't read; nothing of it was done since",
            "一次中断的修改留下的记录，这个版本的 crm 无法读取，也没有据此改动任何内容"
        ),
        Stray::ConflictCopy => tr!(
            lang,
            "a copy that a sync service put here instead of choosing; nobody reads it",
            "同步软件遇到冲突时放下的副本，不会被读取"
        ),
    };
    if what == Stray::UnreadNote {
        let hint = tr!(
            lang,
            "if a newer crm was killed here: rename it to pending.json, and run that one; else look into it, and delete it",
            "如果是更新版本的 crm 写的：改名为 pending.json，再用那个版本运行；否则看一下内容，然后删掉"
        );
        return (message, hint);
    }
    let hint = match of.map(detail) {
        Some(of) => tr!(
            lang,
            "see what it has that {of} hasn't, bring that over, and delete it; it must not be committed",
            "看看它有哪些内容是 {of} 没有的，补进去，然后删掉；不要提交"
        ),
        None => tr!(
            lang,
            "look into it, and delete it; it must not be committed",
            "看一下内容，然后删掉；不要提交"
        ),
    };
    (message, hint)
}

/// A customer that is a part of another one, and is still there.
pub(super) fn half_merged(lang: Lang, id: &str, home: &str) -> (String, String) {
    (
        tr!(
            lang,
            "half of a change: {id} is {home} by {home}'s log, which has all its entries, and its file is still here",
            "只完成一半的修改：按 {home} 的日志，{id} 已并入 {home}，记录也都在，但它的文件还在"
        ),
        tr!(lang, "complete it: crm merge {home} {id} --apply", "补完：crm merge {home} {id} --apply"),
    )
}

/// A customer that two others were made of.
pub(super) fn two_homes(lang: Lang, id: &str, [home, other]: [&str; 2], count: usize) -> (String, String) {
    let entries = super::super::entries(lang, count);
    (
        tr!(
            lang,
            "the history of {id} stands here and in {other}: {entries} twice, so its orders count twice",
            "{id} 的历史在这里和 {other} 中各有一份：{entries}重复，订单会计入两次"
        ),
        tr!(
            lang,
            "if the two are one: crm merge {home} {other}; else take the lines of {id} out of one of the logs",
            "若两者是同一客户：crm merge {home} {other}；否则从其中一个日志里删去 {id} 的记录"
        ),
    )
}

/// A log and a file that say something else.
pub(super) fn differs(
    lang: Lang,
    id: &str,
    key: &str,
    (logged, file): (Option<&str>, Option<&str>),
) -> (String, String) {
    let (command, nothing) = if key == "owner" { ("assign", "pool") } else { ("grade", "none") };
    let of = |value: Option<&str>| value.map_or(nothing.to_owned(), detail);
    let (logged, file) = (of(logged), of(file));
    let key = super::super::kind(lang, key);
    (
        tr!(
            lang,
            "{key}: the file says {file}, and the last decision in the log is {logged}: one was changed without the other",
            "{key}：文件写的是 {file}，日志里最后的决定是 {logged}：只改了其中一个"
        ),
        tr!(
            lang,
            "crm {command} {id} {file} --why \"…\" if the file is right, crm {command} {id} {logged} if the log is",
            "文件正确：crm {command} {id} {file} --why \"…\"；日志正确：crm {command} {id} {logged}"
        ),
    )
}

/// Derived files among what is sent.
pub(super) fn tracked(lang: Lang, count: usize, folder: &str) -> (String, String) {
    (
        tr!(
            lang,
            "{count} of these files are in git, and each of the team has its own",
            "其中 {count} 个文件在 git 里，而它们每个人各不相同"
        ),
        tr!(
            lang,
            "git rm -r -q --cached {folder}; and the line {folder}/ in .gitignore",
            "git rm -r -q --cached {folder}，并在 .gitignore 中写上 {folder}/"
        ),
    )
}

/// Entries that a merge has lost.
pub(super) fn merge_lost(
    lang: Lang,
    (id, count): (&str, usize),
    commit: &str,
    since: &str,
) -> (String, String) {
    let since = detail(since);
    let entries = entries(lang, count);
    (
        tr!(
            lang,
            "the merge {commit} has lost {entries} of {id} that its parents had",
            "合并 {commit} 丢失了 {id} 的 {entries}，合并前的版本里都有"
        ),
        tr!(
            lang,
            "bring them back: crm check --since {since} --restore",
            "找回：crm check --since {since} --restore"
        ),
    )
}

/// A log of a customer that has another one: it was moved here and logged with there.
pub(super) fn second_log(lang: Lang, id: &str, other: &Path) -> (String, String) {
    (
        tr!(
            lang,
            "a second log of {id}: only {other} is read",
            "{id} 的第二份日志：只读取 {other}",
            id = quoted_path(lang, id),
            other = detail(&other.to_string_lossy())
        ),
        tr!(
            lang,
            "are its entries of {id}? crm merge {id} {id} shows them, and brings them home; if not, give it the name \
             of its customer's file with git mv",
            "记录属于 {id} 吗？是就用 crm merge {id} {id} 查看并合并；不是就用 git mv 让它与所属客户的文件同名",
            id = detail(id)
        ),
    )
}

/// A line of a log that was forgotten, and has come back.
pub(super) fn forgotten_line(lang: Lang, id: &str, left_at: Option<&str>) -> (String, String) {
    let what = tr!(
        lang,
        "this entry was forgotten on request and is back: it doesn't count",
        "这条记录已应要求删除，现在又出现了：不计入"
    );
    let left = left_at.map(|at| {
        tr!(lang, "; what is left of it is at {at}, and comes here", "；删除后剩下的内容在 {at}，会移到这里")
    });
    (
        what + &left.unwrap_or_default(),
        tr!(
            lang,
            "crm forget {id} --returned --apply; where it may stay: crm forget {id} --allow --apply",
            "crm forget {id} --returned --apply；允许保留：crm forget {id} --allow --apply"
        ),
    )
}

/// A customer that was forgotten, and has come back.
pub(super) fn forgotten_customer(lang: Lang, id: &str) -> (String, String) {
    (
        tr!(lang, "this customer was forgotten on request and is back", "这个客户已应要求删除，现在又出现了"),
        tr!(
            lang,
            "look: crm show {id}; another one of that id, or one that may stay: crm forget {id} --allow --apply; the same one: crm forget {id} --all --apply",
            "请查看：crm show {id}；是另一个同编号客户或允许保留：crm forget {id} --allow --apply；确是同一客户：crm forget {id} --all --apply"
        ),
    )
}

/// What plain git brought, to which nobody's sync has said anything yet.
pub(super) fn forgotten_log(lang: Lang, id: &str) -> (String, String) {
    (
        tr!(
            lang,
            "this customer was forgotten on request, and its log is back",
            "这个客户已应要求删除，它的日志又出现了"
        ),
        tr!(lang, "take it away: crm forget {id} --all --apply", "请删除：crm forget {id} --all --apply"),
    )
}

/// A customer whose log has the id of a forgotten one: of one that it took over, or of another one that had the id, too.
pub(super) fn forgotten_former(lang: Lang, id: &str, from: &str) -> (String, String) {
    (
        tr!(
            lang,
            "{from} was forgotten on request, and this customer once had that id or took it over: it may be the forgotten one, or another",
            "{from} 已应要求删除；这个客户曾用过这个编号，或合并了它：可能就是被删除的那个，也可能是另一个客户"
        ),
        tr!(
            lang,
            "look: crm show {id}; if it is another one, or may stay: crm forget {id} --allow --apply; if it is the forgotten one, a person goes with crm forget {id} --contact NAME --apply, all of it with --all",
            "请查看：crm show {id}；是另一个客户或可以保留：crm forget {id} --allow --apply；就是被删除的那个：删除某人用 crm forget {id} --contact 姓名 --apply，全部删除用 --all"
        ),
    )
}

/// What an answer let stay, though it was forgotten elsewhere.
pub(super) fn forgotten_kept(lang: Lang, id: &str, what: &str) -> (String, String) {
    (
        tr!(
            lang,
            "{what} was forgotten on request, and stays, or may stay, since a sync",
            "{what} 已应要求删除，但同步后仍在，或可能仍在"
        ),
        tr!(
            lang,
            "look: crm show {id}; a person goes with crm forget {id} --contact NAME --apply; what may stay: crm forget {id} --allow --apply",
            "请查看：crm show {id}；删除某人：crm forget {id} --contact 姓名 --apply；可以保留：crm forget {id} --allow --apply"
        ),
    )
}

/// The list of what was forgotten, when it doesn't read.
pub(super) fn forgotten_unread(lang: Lang, why: &str) -> (String, String) {
    (
        tr!(
            lang,
            "what was forgotten on request is not known here, so it could come back: {why}",
            "无法得知哪些内容已应要求删除，它们可能会重新出现：{why}"
        ),
        tr!(
            lang,
            "put the file there that the team has: git checkout HEAD -- .crm-forgotten",
            "恢复团队的那个文件：git checkout HEAD -- .crm-forgotten"
        ),
    )
}
