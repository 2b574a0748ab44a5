//! A command at work in a workspace: the world around it, the files and their rules, opened once and handed on
//! as one.

use std::ops::Deref;
use std::path::Path;

use super::context::Context;
use super::failure::Failure;
use super::redact;
use super::user::known_user;
use crate::config::{Person, WorkspaceConfig, read_rhythm, read_workspace_config};
use crate::model::{Problem, ProblemKind, Redaction};
use crate::render::lang::{both, tr};
use crate::render::name_people;
use crate::rules::Requirements;
use crate::store::{RHYTHM, RULES, Repository, Workspace};

/// A command at work in a workspace. All that the [`Context`] knows and does is here, too.
pub struct Session<'c> {
    context: &'c Context,
    /// Its files.
    pub workspace: Workspace,
    /// What its `crm.yaml` says.
    pub config: WorkspaceConfig,
}

impl Deref for Session<'_> {
    type Target = Context;

    fn deref(&self) -> &Context {
        self.context
    }
}

impl<'c> Session<'c> {
    /// Opens the workspace around the current folder, with its rules, after completing what a crash
    /// interrupted.
    pub fn open(context: &'c Context) -> Result<Self, Failure> {
        let (session, problems) = Session::open_and_problems(context)?;
        let (errors, warnings): (Vec<Problem>, Vec<Problem>) =
            problems.into_iter().partition(WorkspaceConfig::forbids);
        if errors.is_empty() {
            // A rule under a mistyped key doesn't count: nobody should wonder why.
            let is_unread = |one: &Problem| matches!(one.kind, ProblemKind::UnknownKey { .. });
            context.warn(&warnings.into_iter().filter(is_unread).collect::<Vec<_>>());
            return Ok(session);
        }
        context.warn(&errors);
        let file = errors.first().map_or(RULES.into(), |one| one.place.path.to_string_lossy());
        let what = both!(
            "{file} has errors, and without its rules no date is right",
            "{file} 有错误；没有规则，任何日期都不可靠"
        );
        Err(Failure::usage(what).try_this(both!(
            "mend the lines above, then: crm check",
            "请先修改上面指出的行，再运行 crm check"
        )))
    }

    /// The same for a command that tells the problems of the rules itself.
    pub fn open_and_problems(context: &'c Context) -> Result<(Self, Vec<Problem>), Failure> {
        let (directory, lang) = (&context.directory, context.lang);
        if !directory.is_dir() {
            let shown = directory.display();
            return Err(Failure::usage(both!("{shown} is not a folder", "{shown} 不是文件夹")));
        }
        let Some(workspace) = Workspace::find(directory) else {
            return Err(Failure::usage(both!(
                "there is no workspace here: no {RULES} in this folder or above it",
                "这里没有工作区：当前文件夹及其上级都没有 {RULES}"
            ))
            .try_this(both!(
                "crm init   makes one here; crm -C DIR … uses another one",
                "crm init 在此新建；crm -C 文件夹 … 使用别处的工作区"
            )));
        };
        let workspace = workspace.noting(&context.undo_log);
        match workspace.recover() {
            Ok(()) => {}
            Err(error) => {
                let why = Failure::from(error).in_a_line(lang);
                context.say(&tr!(
                    lang,
                    "warning: an interrupted change can't be completed now: {why}",
                    "警告：上次中断的修改暂时无法补完：{why}"
                ));
            }
        }
        if context.redaction.is_none() {
            super::unreported::tell(context, &workspace);
        }
        let (mut config, mut problems) = read_workspace_config(&workspace.rules_path(), Path::new(RULES));
        let (rhythm, faults) = read_rhythm(&workspace.rhythm_path(), Path::new(RHYTHM));
        config.policy.book_rhythm = rhythm;
        problems.extend(faults);
        if context.redaction.is_some() {
            // Of what a redaction takes away nobody can tell whether it is there.
            config.policy.required = Requirements::default();
            redact::products(context.redaction(), &mut config.policy);
        }
        let named = |one: &Person| Some((one.id.clone(), one.name.clone()?));
        name_people(config.people.iter().filter_map(named));
        let workspace = workspace.behind(redact::knowing(context.redaction(), &config));
        Ok((Session { context, workspace, config }, problems))
    }

    /// The same, with its files seen through this redaction.
    pub fn behind(self, redaction: Option<Redaction>) -> Self {
        Session { workspace: self.workspace.behind(redaction), ..self }
    }

    /// The same under other rules: those of a revision.
    pub fn under(&self, config: &WorkspaceConfig) -> Self {
        Session { context: self.context, workspace: self.workspace.clone(), config: config.clone() }
    }

    /// Whether others have the same customers: what is changed here has to be sent to them.
    pub fn is_shared(&self) -> bool {
        let Ok(repository) = Repository::open(self.workspace.root()) else { return false };
        match repository.branch() {
            Ok(Some(branch)) => repository.upstream(&branch).is_ok_and(|upstream| upstream.is_some()),
            // What is committed beside all branches comes to one of them.
            _ => repository.has_remotes().unwrap_or_default(),
        }
    }

    /// Who is typing, where somebody said so: CRM_USER, the user's own file, the person of the team
    /// whose address git knows.
    pub fn known_user(&self) -> Option<String> {
        known_user(&self.surroundings, &self.user_config, &self.workspace, &self.config)
    }
}
