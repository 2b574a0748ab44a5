//! Why `crm sync` did nothing, or not all of it.

use std::path::Path;

use super::text::{count_of, list, paths, side};
use crate::cli::exit::Exit;
use crate::cli::failure::{self, Failure};
use crate::cli::shell::word;
use crate::render::lang::{Bilingual, Lang, both, tr};
use crate::store::sync::{Refusal, Side};
use crate::store::{Advanced, Upstream};

/// What is true of this clone where something could not be done; an earlier round may have done more.
fn unchanged(has_moved: bool) -> Bilingual {
    match has_moved {
        true => both!(
            "nothing has changed but what came before and was told",
            "除之前已收到并说明的内容外，没有其他改动",
        ),
        false => both!("nothing has changed", "没有任何改动"),
    }
}

/// A hook of a sync that would begin the same once more, and that one's hook again.
pub(super) fn within_itself() -> Failure {
    Failure::new(
        Exit::Refused,
        both!(
            "this is a hook of a crm sync of this clone, which sends what is here itself",
            "当前正处在本克隆 crm sync 的钩子里，它自己会完成同步"
        ),
    )
    .because(both!("another one would start this hook again", "再同步一次会重新触发这个钩子"))
    .try_this(both!(
        "take crm sync out of the hooks, or leave it out where CRM_WITHIN_SYNC is set",
        "请从钩子里去掉 crm sync，或在设置了 CRM_WITHIN_SYNC 时跳过它"
    ))
}

/// Somebody had enough of the questions.
pub(super) fn unanswered(has_moved: bool) -> Failure {
    Failure::new(
        Exit::Refused,
        both!(
            |lang| "not everything was answered; {unchanged}",
            "没有全部回答；{unchanged}",
            unchanged = unchanged(has_moved).pick(lang)
        ),
    )
}

/// What no answer settles.
pub(super) fn unanswerable(has_moved: bool) -> Failure {
    Failure::new(Exit::Refused, both!("not all of it can be settled by an answer", "并非都能靠回答解决"))
        .because(unchanged(has_moved))
        .try_this(both!(
            "do what stands with each of them above, commit, and sync again",
            "按上面各项的说明处理，提交后再同步"
        ))
}

/// Why nothing was sent.
pub(super) fn not_sent(count: usize, before_commit: bool) -> Failure {
    let what = match before_commit {
        true => both!(
            |lang| "nothing was committed or sent: {errors} in what you changed",
            "没有提交，也没有推送：你改动的文件有 {errors}",
            errors = count_of(lang, count, "error", "errors", "个错误")
        ),
        false => {
            both!(
                |lang| "nothing was sent: {errors} in what you changed",
                "没有推送：你改动的文件有 {errors}",
                errors = count_of(lang, count, "error", "errors", "个错误")
            )
        }
    };
    Failure::new(Exit::Attention, what).try_this(both!(
        "mend the lines above, then crm sync -m \"mended\"",
        "修改上面指出的行，再运行 crm sync -m \"已修正\""
    ))
}

/// Files that hold two versions, which a commit would send as they are.
pub(super) fn unmerged(files: &[std::path::PathBuf]) -> Failure {
    Failure::new(
        Exit::Refused,
        both!(
            |lang| "git has left two versions that nobody has made one yet: {files}",
            "git 留下了还没有合并的两个版本：{files}",
            files = paths(lang, files)
        ),
    )
    .because(both!("nothing has changed", "没有任何改动"))
    .try_this(both!(
        "put each file right, then git add it; or git checkout HEAD -- FILE to drop what came",
        "改好每个文件后 git add；或用 git checkout HEAD -- 文件 放弃合并进来的内容"
    ))
}

/// Why work tree and branch stay where they are.
pub(super) fn in_the_way(why: &Advanced, has_moved: bool) -> Failure {
    let refused = |what: Bilingual| Failure::new(Exit::Refused, what).because(unchanged(has_moved));
    match why {
        Advanced::Busy(lock) => {
            refused(both!("git is at work here, or was killed", "git 正在运行，或者曾被中断"))
                .try_this(failure::left_lock(lock.display()))
        }
        Advanced::Staged => refused(both!(
            "something was staged meanwhile that is not committed",
            "期间有内容被暂存但没有提交"
        ))
        .try_this("git status; crm sync -m \"…\""),
        Advanced::InTheWay(files) => refused(both!(
            |lang| "what was changed meanwhile can't be brought together with what comes: {files}",
            "期间的改动无法与收到的内容合在一起：{files}",
            files = paths(lang, files)
        ))
        .try_this(both!(
            "crm sync -m \"what was done\" commits it first",
            "crm sync -m \"做了什么\" 会先提交"
        )),
        Advanced::Done(_) | Advanced::Elsewhere => {
            refused(both!("another branch is checked out now", "现在检出的是另一个分支"))
        }
    }
}

/// Why both histories can't be made one.
pub(super) fn refused(refusal: &Refusal, upstream: &Upstream, has_moved: bool) -> Failure {
    let name = upstream.name();
    let refused = |what: Bilingual| Failure::new(Exit::Refused, what);
    match refusal {
        Refusal::NoCommonHistory => refused(both!(
            "your branch and {name} have no commit in common",
            "你的分支和 {name} 没有共同的历史"
        ))
        .because(unchanged(has_moved))
        .try_this(both!(
            "clone it into another folder, and import your customers there: crm export customers, crm import",
            "把它克隆到另一个文件夹，再导入你的客户：crm export customers、crm import"
        )),
        Refusal::ForcePushed { commits, customers } => {
            Failure::in_both(|lang| force_pushed(lang, commits, customers, (&name, has_moved)))
        }
        Refusal::Shallow => refused(both!(
            "this clone has only the end of the history, and what both have in common lies before it",
            "这个克隆只有历史的末尾，双方的共同部分在更早的地方"
        ))
        .because(unchanged(has_moved))
        .try_this("git fetch --unshallow, crm sync"),
        Refusal::OldGit { version } => Failure::new(
            Exit::System,
            both!("git {version} is too old for crm sync", "git {version} 版本太旧，无法使用 crm sync"),
        )
        .try_this(both!("git 2.38 or newer", "请安装 git 2.38 或更新版本")),
        Refusal::MissingObjects { object } => Failure::new(
            Exit::System,
            both!(
                "this clone lacks objects that are needed ({object})",
                "这个克隆缺少需要的对象（{object}）"
            ),
        )
        .because(unchanged(has_moved))
        .try_this("git fetch --refetch --no-filter; git fsck"),
        Refusal::WorkspaceGone { from, to, by } => workspace_gone((from, to.as_deref()), *by, has_moved),
        Refusal::Invariant { customers, lost, foreign } => {
            let logs = lost.iter().chain(foreign).map(|(path, count)| format!("{} ({count})", shown(path)));
            let all: Vec<String> = customers.iter().cloned().chain(logs).collect();
            Failure::new(
                Exit::System,
                both!(
                    |lang| "the merge would have lost something: {what}",
                    "合并会丢失内容：{what}",
                    what = list(lang, &all, 8)
                ),
            )
            .because(both!(
                |lang| "so it was not done; {unchanged}",
                "因此没有执行；{unchanged}",
                unchanged = unchanged(has_moved).pick(lang)
            ))
            .try_this(both!(
                "this is a defect of crm: please report it; git merge works meanwhile, but brings back what somebody has forgotten on one side: look at its diff for that",
                "这是 crm 的缺陷，请报告；可暂时使用 git merge，但它会带回某一方已删除的内容，请检查差异"
            ))
        }
    }
}

/// A workspace has another folder on one side, or none, and was written to on the other.
fn workspace_gone((from, to): (&str, Option<&str>), by: Side, has_moved: bool) -> Failure {
    let why = || {
        both!(
            |lang| "what was written there since would be in no workspace; {unchanged}",
            "之后写在那里的内容将不属于任何工作区；{unchanged}",
            unchanged = unchanged(has_moved).pick(lang)
        )
    };
    let Some(to) = to else {
        let rules = word(&Path::new(from).join("crm.yaml"));
        let what = both!(
            |lang| "{who} removed the workspace {from}, and the other side went on in it",
            "{who}删除了工作区 {from}，而另一方仍在其中工作",
            who = side(lang, by)
        );
        return Failure::new(Exit::Refused, what).because(why()).try_this(both!(
            "put {rules} back where it was removed, and crm sync there; or git merge",
            "在删除的一方恢复 {rules} 并 crm sync；或使用 git merge"
        ));
    };
    let what = both!(
        |lang| "{who} moved the workspace {from} to {to}, and the other side went on in {from}",
        "{who}把工作区 {from} 移到了 {to}，而另一方仍在 {from} 中工作",
        who = side(lang, by)
    );
    Failure::new(Exit::Refused, what)
        .because(why())
        .try_this("git -c merge.directoryRenames=true pull --no-rebase --no-edit, crm check, crm sync")
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn force_pushed(
    lang: Lang,
    commits: &[(String, String)],
    customers: &[String],
    (name, has_moved): (&str, bool),
) -> Failure {
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
        tr!(
            lang,
            "{name} was written anew; {unchanged} here",
            "{name} 的历史被改写了；这里{unchanged}",
            unchanged = unchanged(has_moved).pick(lang)
        ),
    )
    .because(why)
    .try_this(tr!(
        lang,
        "crm sync --rewritten takes the new history, and puts on top only what you never sent",
        "crm sync --rewritten 会采用新的历史，只把你从未推送过的内容放上去"
    ))
}
