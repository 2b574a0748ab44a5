//! What git refused or could not do.

use super::{Failure, left_lock};
use crate::cli::exit::Exit;
use crate::render::lang::{Bilingual, both, quoted};
use crate::store::{AdvanceError, LeftLock, RULES, RegisterError, RevisionError};

impl From<AdvanceError> for Failure {
    fn from(error: AdvanceError) -> Self {
        match error {
            AdvanceError::Git(error) => error.into(),
            AdvanceError::Store(error) => error.into(),
        }
    }
}

impl From<RegisterError> for Failure {
    fn from(error: RegisterError) -> Self {
        match error {
            RegisterError::Store(error) => error.into(),
            RegisterError::Git(error @ (RevisionError::Bare(_) | RevisionError::Elsewhere { .. })) => {
                error.into()
            }
            RegisterError::Git(error) => {
                let why = Failure::from(error);
                Failure::new(Exit::System, both!("git can't be told how to merge", "无法设置 git 的合并方式"))
                    .because(Bilingual::of(|lang| why.in_a_line(lang)))
            }
        }
    }
}

impl From<RevisionError> for Failure {
    fn from(error: RevisionError) -> Self {
        let because = |failure: Failure, why: &str| match why.is_empty() {
            true => failure,
            false => failure.because(why.to_owned()),
        };
        match error {
            RevisionError::NoGit(error) => {
                Failure::new(Exit::System, both!("git can't be run", "无法运行 git"))
                    .because(&error)
                    .try_this(both!("install git, or put it on your PATH", "请安装 git，或把它加入 PATH"))
            }
            RevisionError::Unreadable { folder, error } => {
                let folder = folder.display();
                Failure::new(
                    Exit::System,
                    both!(
                        "can't look for a git repository in {folder}",
                        "无法查看 {folder} 是否在 git 仓库中"
                    ),
                )
                .because(&error)
            }
            RevisionError::Bare(folder) => {
                let folder = folder.display();
                let what = both!(
                    "{folder} is laid out as a git repository itself, so git is not called there",
                    "{folder} 看起来本身就是一个 git 仓库，因此不在那里调用 git"
                );
                let why = both!(
                    "HEAD, objects and refs lie beside the customers: the config there could name programs to run",
                    "HEAD、objects、refs 与客户文件放在一起：那里的 config 可以指定要运行的程序"
                );
                Failure::new(Exit::Refused, what).because(why).try_this(both!(
                    "find out who put them there; once they are moved away, git is called again",
                    "先弄清是谁放的；移走之后即可恢复使用 git"
                ))
            }
            RevisionError::Elsewhere { here, named } => {
                let (here, named) = (here.display(), named.display());
                let what = both!(
                    "the repository of {here} says that its files are in {named}",
                    "{here} 的仓库声称自己的文件在 {named}"
                );
                Failure::new(Exit::Refused, what)
                    .because(both!(
                        "git would commit what is there (core.worktree)",
                        "git 会提交那里的文件（core.worktree）"
                    ))
                    .try_this("git config --show-origin core.worktree")
            }
            RevisionError::NoRepository(root) => {
                let root = root.display();
                Failure::usage(both!("{root} is in no git repository", "{root} 不在 git 仓库中")).try_this(
                    both!(
                        "git init && git add . && git commit   begins one",
                        "git init && git add . && git commit 可新建仓库"
                    ),
                )
            }
            RevisionError::NoCommit => {
                let what = both!("there is no commit yet to compare with", "还没有可比较的提交");
                Failure::usage(what).try_this("git add . && git commit")
            }
            RevisionError::Unknown { name, said } => {
                let what = both!(
                    |lang| "git knows no revision {name}",
                    "git 没有{name}这个版本",
                    name = quoted(lang, &name)
                );
                because(Failure::usage(what), &said).try_this(both!(
                    "HEAD~1, a branch, a tag, '@{{1.week.ago}}'; git log --oneline lists commits",
                    "HEAD~1、分支、标签、'@{{1.week.ago}}'；git log --oneline 可列出提交"
                ))
            }
            RevisionError::NoRules(name) => Failure::usage(both!(
                |lang| "the revision {name} has no {RULES} in this folder",
                "版本{name}在此文件夹中没有 {RULES}",
                name = quoted(lang, &name)
            ))
            .try_this(both!(
                "a later one: git log --oneline -- {RULES}",
                "请用更晚的版本：git log --oneline -- {RULES}"
            )),
            RevisionError::Failed { ref command, ref said } => {
                let what = both!("git {command} failed", "git {command} 失败");
                let failure = because(Failure::new(Exit::System, what), said);
                match error.lock() {
                Some(LeftLock { path: lock, is_on_server: true }) => failure.try_this(both!("ask who keeps the server; if no git runs there any more: rm -f '{lock}' on the server",
                    "请联系服务器的管理者；如果那里已没有 git 在运行：在服务器上 rm -f '{lock}'"
                )),
                Some(lock) => failure.try_this(left_lock(lock.path)),
                None if error.lacks_objects() => failure.try_this(both!("git fetch --refetch; if that doesn't help: clone the team's repository anew, and bring over what \
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
}
