//! Why a command could not do what it was asked: what, why and what to try, kept apart.

mod operation;

use std::path::Path;

use super::exit::Exit;
use crate::render::lang::{self, Lang, quoted, tr};
use crate::store::{LeftLock, RULES, RevisionError, StoreError};

/// A command that could not do what it was asked. Nothing was written.
#[derive(Debug)]
pub struct Failure {
    /// How the command ends.
    pub exit: Exit,
    /// What went wrong.
    pub what: String,
    /// Why, where that is not said yet.
    pub why: Option<String>,
    /// What to try.
    pub hint: Option<String>,
}

impl Failure {
    /// A failure of which only the fact is known.
    pub fn new(exit: Exit, what: impl Into<String>) -> Self {
        Failure { exit, what: what.into(), why: None, hint: None }
    }

    /// The same with its reason.
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    /// The same with what to try.
    pub fn try_this(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Something typed that can't be meant.
    pub fn usage(what: impl Into<String>) -> Self {
        Failure::new(Exit::Usage, what)
    }

    /// What and why, for a sentence of another one.
    pub fn in_a_line(&self, lang: Lang) -> String {
        match &self.why {
            Some(why) => format!("{}{}{why}", self.what, lang.pick(": ", "：")),
            None => self.what.clone(),
        }
    }

    /// A write that the store refused or could not do.
    pub fn store(lang: Lang, error: &StoreError) -> Self {
        match error {
            StoreError::Io { action, path, source } => {
                Failure::new(Exit::System, operation::failed(lang, *action, path))
                    .because(lang::system(lang, source))
            }
            StoreError::Changed(path) => {
                let path = path.display();
                Failure::new(
                    Exit::Refused,
                    tr!(lang, "{path} was changed by somebody else meanwhile", "{path} 刚被别人修改过"),
                )
                .try_this(tr!(
                    lang,
                    "run the command again: it will work on the new text",
                    "请重新运行命令，它会基于新的内容"
                ))
            }
            StoreError::Exists(path) => {
                let path = path.display();
                Failure::new(Exit::Refused, tr!(lang, "{path} is there already", "{path} 已经存在"))
            }
            StoreError::Astray(path) => {
                let path = path.display();
                Failure::new(
                    Exit::Refused,
                    tr!(lang, "{path} leads out of the workspace", "{path} 指向工作区之外"),
                )
                .because(tr!(
                    lang,
                    "only visible files below customers/ are written; nothing was",
                    "只会写入 customers/ 下的可见文件，未写入任何内容"
                ))
                .try_this(tr!(
                    lang,
                    "put the file itself there instead of a link",
                    "请用文件本身代替链接"
                ))
            }
            StoreError::ReadOnly(path) => {
                let path = path.display();
                Failure::new(Exit::Refused, tr!(lang, "{path} is read-only", "{path} 是只读文件"))
                    .because(tr!(
                        lang,
                        "somebody has protected it from changes, so it stays as it is",
                        "有人把它设成了不可修改，因此保持原样"
                    ))
                    .try_this(tr!(
                        lang,
                        "ls -l {path} says whose it is; chmod u+w {path} lets you change it",
                        "用 ls -l {path} 查看属主；chmod u+w {path} 可允许修改"
                    ))
            }
            StoreError::Forbidden(path) => {
                let folder = path.parent().unwrap_or(path).display();
                let path = path.display();
                Failure::new(Exit::Refused, tr!(lang, "you may not write {path}", "你没有权限写入 {path}"))
                    .because(tr!(
                        lang,
                        "the folder {folder} permits you no change",
                        "文件夹 {folder} 不允许你修改"
                    ))
                    .try_this(tr!(
                        lang,
                        "ls -ld {folder} says whose it is; chmod u+wx {folder} lets you write there",
                        "用 ls -ld {folder} 查看属主；chmod u+wx {folder} 可允许写入"
                    ))
            }
            StoreError::Irregular(path) => {
                let path = path.display();
                Failure::new(
                    Exit::Refused,
                    tr!(
                        lang,
                        "{path} is not what should be there: a pipe, a link or a folder is in its place",
                        "{path} 不是应有的文件：那里是管道、链接或文件夹"
                    ),
                )
                .try_this(tr!(
                    lang,
                    "move it away; .crm/ can be deleted at any time",
                    "请把它移走；.crm/ 可随时删除"
                ))
            }
            StoreError::Lost(path) => {
                let path = path.display();
                Failure::new(
                    Exit::System,
                    tr!(lang, "an entry of {path} would be gone", "{path} 会丢失一条记录"),
                )
                .because(tr!(lang, "everything is as it was before", "已保持（或恢复）原状"))
                .try_this(tr!(
                    lang,
                    "run it again; if it says this again, it is a defect of crm: please report it",
                    "请重试；如果仍然如此，这是 crm 的缺陷，请报告"
                ))
            }
            StoreError::NotEditable(key) => Failure::new(
                Exit::Refused,
                tr!(
                    lang,
                    "\"{key}\" can't be changed without touching the rest of the file",
                    "无法在不影响其他内容的情况下修改「{key}」"
                ),
            )
            .try_this(tr!(lang, "change it by hand: crm edit ID", "请手动修改：crm edit 编号")),
        }
    }

    /// As it is told on stderr.
    pub fn told(&self, lang: Lang) -> String {
        let what = &self.what;
        let mut told = tr!(lang, "error: {what}", "错误：{what}");
        if let Some(why) = &self.why {
            told.push_str(&tr!(lang, "\n  why: {why}", "\n  原因：{why}"));
        }
        if let Some(hint) = &self.hint {
            told.push_str(&tr!(lang, "\n  try: {hint}", "\n  建议：{hint}"));
        }
        told
    }
}

/// What git refused, or could not do.
pub fn git(lang: Lang, error: RevisionError) -> Failure {
    let because = |failure: Failure, why: &str| match why.is_empty() {
        true => failure,
        false => failure.because(why.to_owned()),
    };
    match error {
        RevisionError::NoGit(error) => {
            Failure::new(Exit::System, tr!(lang, "git can't be run", "无法运行 git"))
                .because(lang::system(lang, &error))
                .try_this(tr!(lang, "install git, or put it on your PATH", "请安装 git，或把它加入 PATH"))
        }
        RevisionError::Unreadable { folder, error } => {
            let folder = folder.display();
            Failure::new(
                Exit::System,
                tr!(
                    lang,
                    "can't look for a git repository in {folder}",
                    "无法查看 {folder} 是否在 git 仓库中"
                ),
            )
            .because(lang::system(lang, &error))
        }
        RevisionError::Bare(folder) => {
            let folder = folder.display();
            let what = tr!(
                lang,
                "{folder} is laid out as a git repository itself, so git is not called there",
                "{folder} 看起来本身就是一个 git 仓库，因此不在那里调用 git"
            );
            let why = tr!(
                lang,
                "HEAD, objects and refs lie beside the customers: the config there could name programs to run",
                "HEAD、objects、refs 与客户文件放在一起：那里的 config 可以指定要运行的程序"
            );
            Failure::new(Exit::Refused, what).because(why).try_this(tr!(
                lang,
                "find out who put them there; once they are moved away, git is called again",
                "先弄清是谁放的；移走之后即可恢复使用 git"
            ))
        }
        RevisionError::Elsewhere { here, named } => {
            let (here, named) = (here.display(), named.display());
            let what = tr!(
                lang,
                "the repository of {here} says that its files are in {named}",
                "{here} 的仓库声称自己的文件在 {named}"
            );
            Failure::new(Exit::Refused, what)
                .because(tr!(
                    lang,
                    "git would commit what is there (core.worktree)",
                    "git 会提交那里的文件（core.worktree）"
                ))
                .try_this("git config --show-origin core.worktree")
        }
        RevisionError::NoRepository(root) => {
            let root = root.display();
            Failure::usage(tr!(lang, "{root} is in no git repository", "{root} 不在 git 仓库中")).try_this(
                tr!(
                    lang,
                    "git init && git add . && git commit   begins one",
                    "git init && git add . && git commit 可新建仓库"
                ),
            )
        }
        RevisionError::NoCommit => {
            let what = tr!(lang, "there is no commit yet to compare with", "还没有可比较的提交");
            Failure::usage(what).try_this("git add . && git commit")
        }
        RevisionError::Unknown { name, said } => {
            let name = quoted(lang, &name);
            let what = tr!(lang, "git knows no revision {name}", "git 没有{name}这个版本");
            because(Failure::usage(what), &said).try_this(tr!(
                lang,
                "HEAD~1, a branch, a tag, '@{{1.week.ago}}'; git log --oneline lists commits",
                "HEAD~1、分支、标签、'@{{1.week.ago}}'；git log --oneline 可列出提交"
            ))
        }
        RevisionError::NoRules(name) => {
            let name = quoted(lang, &name);
            Failure::usage(tr!(
                lang,
                "the revision {name} has no {RULES} in this folder",
                "版本{name}在此文件夹中没有 {RULES}"
            ))
            .try_this(tr!(
                lang,
                "a later one: git log --oneline -- {RULES}",
                "请用更晚的版本：git log --oneline -- {RULES}"
            ))
        }
        RevisionError::Failed { ref command, ref said } => {
            let what = tr!(lang, "git {command} failed", "git {command} 失败");
            let failure = because(Failure::new(Exit::System, what), said);
            match error.lock() {
                Some(LeftLock { path: lock, is_on_server: true }) => failure.try_this(tr!(
                    lang,
                    "ask who keeps the server; if no git runs there any more: rm -f '{lock}' on the server",
                    "请联系服务器的管理者；如果那里已没有 git 在运行：在服务器上 rm -f '{lock}'"
                )),
                Some(lock) => failure.try_this(left_lock(lang, lock.path)),
                None if error.lacks_objects() => failure.try_this(tr!(
                    lang,
                    "git fetch --refetch; if that doesn't help: clone the team's repository anew, and bring over what \
                     is new in your files, which are all here (git diff --no-index NEW/customers customers); copied \
                     over, they would undo what the others have sent since",
                    "git fetch --refetch；仍不行时：重新克隆团队的仓库，再把你的文件（都还在）里新的内容补进去\
                     （git diff --no-index 新/customers customers）；不要整个覆盖，否则会撤销别人之后推送的内容"
                )),
                None => failure,
            }
        }
    }
}

/// What to do about a lock that a git has, or had when it was killed.
pub fn left_lock(lang: Lang, lock: impl std::fmt::Display) -> String {
    tr!(
        lang,
        "wait for the other git to end; if none runs any more: rm -f '{lock}'",
        "等另一个 git 结束；如果确定没有 git 在运行：rm -f '{lock}'"
    )
}

/// That the folder is there in which somebody wants a file: one that nobody has made is a slip in its path.
pub fn in_a_folder(lang: Lang, file: &Path) -> Result<(), Failure> {
    let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir())
    else {
        return Ok(());
    };
    let folder = folder.display();
    Err(Failure::usage(tr!(lang, "there is no folder {folder}", "没有文件夹 {folder}")).try_this(tr!(
        lang,
        "make it first: mkdir -p {folder}",
        "请先新建：mkdir -p {folder}"
    )))
}
