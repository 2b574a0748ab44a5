//! Why a command could not do what it was asked: what, why and what to try, kept apart.

mod git;
mod operation;
mod store;

use std::path::Path;

use super::exit::Exit;
use crate::model::{CustomerId, ProblemKind};
use crate::render::lang::{self, Bilingual, Lang, both, tr};

/// A command that could not do what it was asked. Nothing was written.
///
/// It is worded in both languages where it happens, and told in the reader's by `main`.
#[derive(Debug)]
pub struct Failure {
    /// How the command ends.
    pub exit: Exit,
    /// What went wrong.
    pub what: Bilingual,
    /// Why, where that is not said yet.
    pub why: Option<Bilingual>,
    /// What to try.
    pub hint: Option<Bilingual>,
}

impl Failure {
    /// A failure of which only the fact is known.
    pub fn new(exit: Exit, what: impl Into<Bilingual>) -> Self {
        Failure { exit, what: what.into(), why: None, hint: None }
    }

    /// The same with its reason.
    pub fn because(mut self, why: impl Into<Bilingual>) -> Self {
        self.why = Some(why.into());
        self
    }

    /// The same with what to try.
    pub fn try_this(mut self, hint: impl Into<Bilingual>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Something typed that can't be meant.
    pub fn usage(what: impl Into<Bilingual>) -> Self {
        Failure::new(Exit::Usage, what)
    }

    /// Something typed that a file could not hold, as the file would be told of.
    pub fn problem(kind: &ProblemKind) -> Self {
        Failure::in_both(|lang| {
            let words = lang::problem_text(lang, kind);
            let failure = Failure::usage(words.message);
            Failure { hint: words.hint.map(Bilingual::from), ..failure }
        })
    }

    /// One whose sentences are made of others in the same language: it is worded once in each of them.
    pub fn in_both(worded: impl Fn(Lang) -> Failure) -> Self {
        let (english, chinese) = (worded(Lang::En), worded(Lang::Zh));
        let both = |english: Option<Bilingual>, chinese| english.zip(chinese).map(Bilingual::of_each);
        Failure {
            exit: english.exit,
            what: Bilingual::of_each((english.what, chinese.what)),
            why: both(english.why, chinese.why),
            hint: both(english.hint, chinese.hint),
        }
    }

    /// What and why, for a sentence of another one.
    pub fn in_a_line(&self, lang: Lang) -> String {
        let what = self.what.pick(lang);
        match &self.why {
            Some(why) => format!("{what}{}{}", lang.pick(": ", "："), why.pick(lang)),
            None => what.to_owned(),
        }
    }

    /// As it is told on stderr.
    pub fn told(&self, lang: Lang) -> String {
        let what = self.what.pick(lang);
        let mut told = tr!(lang, "error: {what}", "错误：{what}");
        if let Some(why) = self.why.as_ref().map(|why| why.pick(lang)) {
            told.push_str(&tr!(lang, "\n  why: {why}", "\n  原因：{why}"));
        }
        if let Some(hint) = self.hint.as_ref().map(|hint| hint.pick(lang)) {
            told.push_str(&tr!(lang, "\n  try: {hint}", "\n  建议：{hint}"));
        }
        told
    }
}

/// That a customer's file can't be read, which its problems have told already.
pub fn unreadable(id: &CustomerId) -> Failure {
    Failure::new(Exit::Incomplete, both!("the file of {id} can't be read", "{id} 的文件无法读取"))
        .try_this(format!("crm edit {id}"))
}

/// What to do about a lock that a git has, or had when it was killed.
pub fn left_lock(lock: impl std::fmt::Display) -> Bilingual {
    both!(
        "wait for the other git to end; if none runs any more: rm -f '{lock}'",
        "等另一个 git 结束；如果确定没有 git 在运行：rm -f '{lock}'"
    )
}

/// That the folder is there in which somebody wants a file: one that nobody has made is a slip in its path.
pub fn in_a_folder(file: &Path) -> Result<(), Failure> {
    let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir())
    else {
        return Ok(());
    };
    let folder = folder.display();
    Err(Failure::usage(both!("there is no folder {folder}", "没有文件夹 {folder}"))
        .try_this(both!("make it first: mkdir -p {folder}", "请先新建：mkdir -p {folder}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::StoreError;

    #[test]
    fn a_failure_is_told_in_the_language_of_whoever_reads_it() {
        let failure = Failure::from(StoreError::Exists("a.yaml".into())).try_this("crm show a");
        assert_eq!(failure.told(Lang::En), "error: a.yaml is there already\n  try: crm show a");
        assert_eq!(failure.told(Lang::Zh), "错误：a.yaml 已经存在\n  建议：crm show a");
    }

    #[test]
    fn one_that_is_made_of_sentences_is_worded_once_in_each_language() {
        let failure = Failure::in_both(|lang| {
            let file = tr!(lang, "the file", "文件");
            Failure::usage(tr!(lang, "{file} is empty", "{file}是空的"))
        });
        assert_eq!(failure.in_a_line(Lang::En), "the file is empty");
        assert_eq!(failure.in_a_line(Lang::Zh), "文件是空的");
    }
}
