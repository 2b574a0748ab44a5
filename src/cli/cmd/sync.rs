//! `crm sync`: fetches what the others sent, puts our commits on top, checks, and sends them.

use std::path::Path;

use clap::Args as ClapArgs;

use super::check::errors_since;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{self, Failure};
use crate::model::{Severity, Trouble};
use crate::render::lang::{Lang, tr, trouble};
use crate::store::{
    Repository, SettleError, Settled, Underway, Upstream, Workspace, part_of, read_text, review, settle,
};

/// How often others may be faster than us.
const TRIES: usize = 4;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm sync                       fetch, rebase, check, push\n  crm sync -m \"Tuesday's calls\"  commits what was changed first\n\nWhere two people changed the same key it says which customer, and what both wrote; the file has git's\nmarkers there. Choose, then type crm sync again, or git rebase --abort to go back to before."
)]
pub struct Args {
    /// Commit what was changed first, with this message
    #[arg(short, long, value_name = "MESSAGE")]
    message: Option<String>,
    /// Fetch and rebase, and send nothing
    #[arg(long)]
    no_push: bool,
}

/// Runs it.
pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let lang = context.lang;
    let (workspace, _, _) = context.workspace_and_problems()?;
    let git = |error| failure::git(lang, error);
    let repository = Repository::open(workspace.root()).map_err(git)?;
    let underway = repository.underway().map_err(git)?;
    match underway {
        Some(Underway::Rebase) => {
            if let Some(exit) = go_on(context, &workspace, &repository, false)? {
                return Ok(exit);
            }
        }
        Some(underway) => return Err(in_the_middle(lang, underway)),
        None => {}
    }
    let Some(branch) = repository.branch().map_err(git)? else {
        return Err(Failure::usage(tr!(lang, "no branch is checked out", "当前没有检出任何分支"))
            .try_this("git switch main"));
    };
    let Some(upstream) = repository.upstream(&branch).map_err(git)? else {
        return Err(Failure::usage(tr!(
            lang,
            "nothing tells where {branch} is sent to: there is no remote",
            "不知道 {branch} 要发到哪里：没有远程仓库"
        ))
        .try_this("git remote add origin URL"));
    };
    commit_first(context, &repository, args.message.as_deref())?;
    // After a conflict that was settled, what came with it is told of, too.
    let before = if underway.is_some() { "ORIG_HEAD" } else { "HEAD" };
    let before = repository.commit_of(before).map_err(git)?;
    let Some(before) = before else {
        return Err(Failure::usage(tr!(lang, "there is no commit yet", "还没有任何提交"))
            .try_this("crm sync -m \"A workspace for our customers\""));
    };
    for _ in 0..TRIES {
        repository.fetch(&upstream.remote, context.interactive).map_err(git)?;
        let theirs = repository.commit_of(&upstream.name()).map_err(git)?;
        let behind = match &theirs {
            Some(theirs) => repository.count("HEAD", theirs).map_err(git)?,
            None => 0,
        };
        if behind > 0
            && !repository.rebase(&upstream.name()).map_err(git)?
            && let Some(exit) = go_on(context, &workspace, &repository, true)?
        {
            return Ok(exit);
        }
        let ahead = match &theirs {
            Some(theirs) => repository.count(theirs, "HEAD").map_err(git)?,
            None => repository.count("HEAD~0", "HEAD").map_err(git)? + 1,
        };
        if ahead > 0 && !args.no_push {
            if let Some(exit) = refused_by_check(context, theirs.as_deref())? {
                return Ok(exit);
            }
            if !repository.push(&upstream, context.interactive).map_err(git)? {
                continue;
            }
        }
        let received = received(&repository, &before, theirs.as_deref()).map_err(git)?;
        context.print(&told(lang, ahead, args.no_push, &received, &before, &upstream))?;
        return Ok(Exit::Done);
    }
    Err(Failure::new(Exit::System, tr!(lang, "others keep sending faster", "别人一直在推送，没轮到我们"))
        .try_this(tr!(lang, "crm sync again in a moment", "稍后再运行 crm sync")))
}

/// Committing stays the user's: what isn't committed stops everything, unless a message was given.
fn commit_first(context: &Context, repository: &Repository, message: Option<&str>) -> Result<(), Failure> {
    const SHOWN: usize = 5;
    let lang = context.lang;
    let git = |error| failure::git(lang, error);
    let changed = repository.uncommitted().map_err(git)?;
    match message {
        _ if changed.is_empty() => Ok(()),
        Some(message) => repository.commit_all(message).map_err(git),
        None => {
            let count = changed.len();
            let mut files = changed.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
            if count > SHOWN {
                files.push_str(", …");
            }
            Err(Failure::new(
                Exit::Refused,
                tr!(
                    lang,
                    "{count} {files_are} changed and not committed",
                    "{files_are}{count} 个改动的文件还没有提交",
                    files_are = match (lang, count) {
                        (Lang::En, 1) => "file is",
                        (Lang::En, _) => "files are",
                        (Lang::Zh, _) => "有 ",
                    }
                ),
            )
            .because(files)
            .try_this(tr!(
                lang,
                "crm sync -m \"what was done\" commits them first; or git add and git commit",
                "crm sync -m \"做了什么\" 会先提交；或自己 git add、git commit"
            )))
        }
    }
}

/// Settles what can be, and goes on; the way out where somebody has to choose. Of a stop that is not
/// `fresh` somebody may have begun to settle the files: they are only looked at.
fn go_on(
    context: &Context,
    workspace: &Workspace,
    repository: &Repository,
    mut fresh: bool,
) -> Result<Option<Exit>, Failure> {
    let lang = context.lang;
    let git = |error| failure::git(lang, error);
    while repository.underway().map_err(git)? == Some(Underway::Rebase) {
        let mut open = Vec::new();
        for file in repository.conflicts().map_err(git)? {
            if let Some(told) = one(context, workspace, repository, &file, fresh)? {
                open.push(told);
            } else {
                repository.settled(&file).map_err(git)?;
            }
        }
        if !open.is_empty() {
            for told in &open {
                context.say(told);
            }
            context.say(&tr!(
                lang,
                "\nTwo people changed the same. Open the files, keep what is right, and remove the\nlines with <<<<<<<, ======= and >>>>>>>. Then: crm sync\nOr: git rebase --abort, and all is as it was before.",
                "\n两个人改了同一处。打开文件，保留正确的内容，删掉 <<<<<<< ======= >>>>>>> 这几行，\n然后运行 crm sync（或 git rebase --abort，一切恢复原样）"
            ));
            return Ok(Some(Exit::Refused));
        }
        fresh = true;
        // A commit of which nothing is left is passed over by git itself.
        let stopped = repository.go_on().map_err(git)?;
        if let Err(said) = stopped
            && repository.conflicts().map_err(git)?.is_empty()
        {
            return Err(Failure::new(
                Exit::System,
                tr!(lang, "git can't go on with the rebase", "git 无法继续变基"),
            )
            .because(said)
            .try_this("git status"));
        }
    }
    Ok(None)
}

/// One file on which git stopped: `None` once it is settled, else what is said of it.
fn one(
    context: &Context,
    workspace: &Workspace,
    repository: &Repository,
    file: &str,
    fresh: bool,
) -> Result<Option<String>, Failure> {
    let lang = context.lang;
    let git = |error| failure::git(lang, error);
    let Some(path) = repository.below_root(file) else { return Ok(Some(foreign(lang, file))) };
    let full = workspace.root().join(&path);
    let text = if full.is_file() { read_text(&full).ok() } else { None };
    let shown = path.display();
    // Both versions can't stand in one file then: whichever git has left there, nobody has chosen it yet.
    if repository.is_removed(file).map_err(git)? {
        return Ok(Some(tr!(
            lang,
            "{shown}: one side removed it, the other one changed it; git add or git rm it",
            "{shown}：一方删除了它，另一方修改了它；请 git add 或 git rm"
        )));
    }
    // Half a conflict that was left standing is none that was settled.
    let is_card = path.starts_with("customers");
    let is_marker = |line: &str| {
        line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") || is_card && line == "======="
    };
    let has_markers = |text: &str| text.lines().any(is_marker);
    let who = repository.author("ORIG_HEAD..HEAD", file).map_err(git)?;
    let who = who.unwrap_or_else(|| lang.pick("the other side", "对方").to_owned());
    // Whoever has settled it by hand since is believed.
    let is_mended = text.as_deref().is_some_and(|text| !has_markers(text));
    if is_mended {
        return Ok(None);
    }
    let names = [who.as_str(), lang.pick("you", "你")];
    if !fresh && text.is_some() {
        return Ok(Some(dispute(lang, &full, &path, &names)));
    }
    let settled = settle(workspace.root(), &path, names).map_err(|error| match error {
        SettleError::Git(error) => failure::git(lang, error),
        SettleError::Store(error) => Failure::store(lang, &error),
    })?;
    Ok(match settled {
        Settled::Merged => None,
        Settled::Claimed { owner } => {
            context.say(&tr!(
                lang,
                "{shown}: {owner} claimed it first, and has it; your claim stays in its log",
                "{shown}：{owner} 先认领，归 {owner}；你的认领仍留在日志里"
            ));
            None
        }
        Settled::Open { .. } => Some(dispute(lang, &full, &path, &names)),
        Settled::Removed | Settled::Foreign => Some(foreign(lang, file)),
    })
}

fn foreign(lang: Lang, file: &str) -> String {
    tr!(lang, "{file}: both sides changed it", "{file}：两边都改了这个文件")
}

/// What both wrote, key by key.
fn dispute(lang: Lang, full: &Path, path: &Path, names: &[&str; 2]) -> String {
    let shown = path.display();
    let text = read_text(full).unwrap_or_default();
    let name = text.lines().find_map(|line| line.strip_prefix("name:")).unwrap_or_default();
    let name = name.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'']);
    let mut told = match name {
        "" => format!("{shown}:"),
        name => format!("{shown} ({name}):"),
    };
    let id = path.file_stem().and_then(|stem| crate::model::CustomerId::new(&stem.to_string_lossy()));
    let problems = id.map(|id| review(&id, path, &text).1).unwrap_or_default();
    for problem in problems {
        match &problem.trouble {
            Trouble::ConflictMarker { ours, theirs } => {
                let line = problem.place.line;
                let [who, you] = names;
                let side = |text: &str| match text {
                    "" => lang.pick("nothing (removed)", "（已删除）").to_owned(),
                    text => text.to_owned(),
                };
                let (ours, theirs) = (side(ours), side(theirs));
                told.push_str(&tr!(
                    lang,
                    "\n  line {line}: {who} wrote: {ours}\n  {blank}  {you} wrote: {theirs}",
                    "\n  第{line}行：{who} 写的是：{ours}\n  {blank}　{you}写的是：{theirs}",
                    blank = " ".repeat(line.to_string().len() + 5)
                ));
            }
            other if other.severity() == Severity::Error => {
                told.push_str(&format!("\n  {}", trouble(lang, other).message));
            }
            _ => {}
        }
    }
    told
}

fn in_the_middle(lang: Lang, underway: Underway) -> Failure {
    let (what, hint) = match underway {
        Underway::Rebase => ("rebase", "git rebase --continue, git rebase --abort"),
        Underway::Merge => ("merge", "git commit, git merge --abort"),
        Underway::Pick => ("cherry-pick", "git cherry-pick --continue, git cherry-pick --abort"),
    };
    Failure::new(Exit::Refused, tr!(lang, "git is in the middle of a {what}", "git 正在进行 {what}"))
        .try_this(hint)
}

/// What has errors isn't sent to the others.
fn refused_by_check(context: &Context, theirs: Option<&str>) -> Result<Option<Exit>, Failure> {
    let Some(theirs) = theirs else { return Ok(None) };
    let errors = errors_since(context, theirs)?;
    if errors.is_empty() {
        return Ok(None);
    }
    context.tell(&errors);
    let count = errors.len();
    let noun = context.lang.pick(if count == 1 { "error" } else { "errors" }, "个错误");
    context.say(&tr!(
        context.lang,
        "error: nothing was sent: {count} {noun} in what you changed\n  try: mend the lines above, then crm sync -m \"mended\"",
        "错误：没有推送：你改动的文件有 {count} {noun}\n  建议：修改上面指出的行，再运行 crm sync -m \"已修正\""
    ));
    Ok(Some(Exit::Attention))
}

/// The customers that the others changed, by id, since the commit that we were on.
fn received(
    repository: &Repository,
    before: &str,
    theirs: Option<&str>,
) -> Result<Vec<String>, crate::store::RevisionError> {
    let Some(theirs) = theirs else { return Ok(Vec::new()) };
    let mut ids: Vec<String> = Vec::new();
    for file in repository.changed(before, theirs)? {
        let Some(path) = repository.below_root(&file).filter(|path| path.starts_with("customers")) else {
            continue;
        };
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let id = part_of(&name).map_or(name.as_str(), |(_, stem)| stem).to_owned();
        if !id.starts_with('.') && !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.sort();
    Ok(ids)
}

fn told(
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
    let mut told = match (received.len(), lang) {
        (0, _) => tr!(lang, "Received nothing new.\n", "没有收到新内容。\n"),
        (count, _) => {
            let mut ids =
                received.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(lang.pick(", ", "、"));
            if count > SHOWN {
                ids.push_str(", …");
            }
            let noun = if count == 1 { "customer" } else { "customers" };
            match lang {
                Lang::En => format!(
                    "Received changes of {count} {noun}: {ids}\n  crm diff {short}   says which dates and classes they move\n"
                ),
                Lang::Zh => format!(
                    "收到 {count} 个客户的改动：{ids}\n  crm diff {short} 会说明哪些日期和等级因此变动\n"
                ),
            }
        }
    };
    let commits = if ahead == 1 { "commit" } else { "commits" };
    told.push_str(&match (ahead, no_push) {
        (0, _) => tr!(lang, "Nothing to send.\n", "没有要推送的内容。\n"),
        (_, true) => match lang {
            Lang::En => format!("{ahead} {commits} not sent: crm sync\n"),
            Lang::Zh => format!("{ahead} 个提交尚未推送：crm sync\n"),
        },
        (_, false) => match lang {
            Lang::En => format!("Sent {ahead} {commits} to {to}.\n"),
            Lang::Zh => format!("已推送 {ahead} 个提交到 {to}。\n"),
        },
    });
    told
}
