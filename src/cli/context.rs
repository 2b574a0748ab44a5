//! The world around a command: clock, terminal, language, workspace. Read once, here and nowhere else.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, SubsecRound, Timelike};
use clap::ArgMatches;

use super::exit::Exit;
use super::failure::Failure;
use super::redact::{self, Masks};
use super::screen;
use super::surroundings::{Reader, Surroundings};
use super::user::known_user;
use crate::config::{UserConfig, read_user_config, read_workspace_config_with_zones};
use crate::model::{Problem, Redaction, Severity, Zone, date};
use crate::render::Style;
use crate::render::lang::{Lang, both, problem_text, tr};
use crate::store::{UndoLog, WITHIN_SYNC, Workspace};

/// The options that every command has.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `-C DIR`.
    pub directory: Option<PathBuf>,
    /// `--today`.
    pub today: Option<String>,
    /// `--lang`.
    pub lang: Option<String>,
    /// `--color`.
    pub color: Option<String>,
    /// `--no-input`.
    pub no_input: bool,
}

/// The world around a command.
pub struct Context {
    /// What the command was started in.
    pub surroundings: Arc<Surroundings>,
    /// Where the command was typed, or `-C`.
    pub directory: PathBuf,
    /// The folder that was typed with `-C`.
    typed_directory: Option<PathBuf>,
    /// The day that every answer is for.
    pub today: NaiveDate,
    /// The clock, for what is written down; never a full minute ([`crate::model::Stamp::is_stated`]).
    pub now: DateTime<FixedOffset>,
    /// The time zone of whoever types, where the rules say it.
    pub zone: Option<Zone>,
    /// The reader's language.
    pub lang: Lang,
    /// Whether it was asked for: by an option or the environment, not by the locale.
    pub is_lang_asked: bool,
    /// Whether stdout takes colours.
    pub color: bool,
    /// Columns of the terminal, or what a pipe is written for.
    pub width: usize,
    /// Whether a line ends at that width: nobody sees one of a pipe.
    is_page: bool,
    /// Whether somebody can be asked.
    pub interactive: bool,
    /// Whether the day was asked for instead of read from the clock.
    is_replayed: bool,
    /// The syncs whose hooks have called us.
    pub within_syncs: Option<OsString>,
    /// The index of the commit that is being made, where git calls us as a hook of it.
    pub index: Option<PathBuf>,
    /// What the command wrote so far.
    pub undo_log: UndoLog,
    /// What people's data are seen through.
    pub(super) redaction: Option<Redaction>,
    pub(super) user_config: UserConfig,
}

/// The time zone of whoever is typing, as the rules say it: their own, else the workspace's.
fn zone(around: &Surroundings, directory: &Path, user_config: &UserConfig) -> Option<Zone> {
    let workspace = Workspace::find(directory)?;
    let config = read_workspace_config_with_zones(&workspace.rules_path())?;
    let zones = &config.policy.zones;
    let user =
        if zones.people.is_empty() { None } else { known_user(around, user_config, &workspace, &config) };
    zones.of(user.as_deref())
}

impl Context {
    /// The workspace's folder, where somebody has typed one.
    pub fn typed_directory(&self) -> Option<&Path> {
        self.typed_directory.as_deref()
    }

    /// Reads the world.
    pub fn new(surroundings: Arc<Surroundings>, options: &Options) -> Result<Self, Failure> {
        let around = &*surroundings;
        let env = |name| around.variable(name);
        let (user_config, problems) = user_config(around);
        let lang = language(around, options, &user_config)?;
        let directory = options.directory.clone().or_else(|| env("CRM_DIR").map(PathBuf::from));
        let directory = directory.map_or_else(|| around.folder.clone(), |typed| around.path(&typed));
        let now = around.now.trunc_subsecs(0);
        // A server's clock may still be at yesterday where whoever asks has begun the day.
        let zone = zone(around, &directory, &user_config);
        let now = zone.map_or(now, |zone| zone.at(&now));
        let now = if now.second() == 0 { now + Duration::seconds(1) } else { now };
        let today = match options.today.clone().or_else(|| env("CRM_TODAY")) {
            None => now.date_naive(),
            Some(text) => date(&text).ok_or_else(|| {
                Failure::usage(both!("\"{text}\" is not a day", "「{text}」不是日期")).try_this(both!(
                    "--today (or CRM_TODAY) takes YYYY-MM-DD",
                    "--today（或 CRM_TODAY）的格式是 YYYY-MM-DD"
                ))
            })?,
        };
        let is_typed = |typed: &PathBuf| *typed != Path::new(".") && env("CRM_DIR").is_none();
        let context = Context {
            typed_directory: options.directory.clone().filter(is_typed),
            directory,
            today,
            now,
            zone,
            lang,
            is_lang_asked: options.lang.is_some() || env("CRM_LANG").is_some(),
            color: screen::color(options.color.as_deref().or(user_config.color.as_deref()), around)?,
            width: screen::width(around),
            is_page: screen::is_page(around),
            within_syncs: around.variable_os(WITHIN_SYNC).map(OsString::from),
            is_replayed: options.today.is_some() || env("CRM_TODAY").is_some(),
            interactive: !options.no_input && around.terminals.input && around.terminals.errors,
            // git names it from where it started the hook.
            index: env("GIT_INDEX_FILE")
                .and_then(|index| std::path::absolute(around.path(Path::new(&index))).ok()),
            undo_log: UndoLog::default(),
            redaction: None,
            user_config,
            surroundings,
        };
        context.warn(&problems);
        Ok(context)
    }

    /// How an answer for people looks.
    pub fn style(&self) -> Style {
        let table_width = if self.is_page { self.width } else { usize::MAX };
        Style { color: self.color, width: self.width, table_width }
    }

    /// The same, where the answer is to be masked: by an option or by CRM_REDACT.
    pub fn redacted(mut self, masks: Masks, matches: &ArgMatches) -> Result<Self, Failure> {
        if redact::asked(&self.surroundings, masks, matches)? {
            let (redaction, warning) = redact::draw(self.surroundings.home().as_deref(), self.lang)?;
            self.redaction = Some(redaction);
            if let Some(warning) = warning {
                self.say(&warning);
            }
        }
        Ok(self)
    }

    /// The clock, for an answer that is read at once; none where another day is asked about.
    pub fn at_once(&self) -> Option<DateTime<FixedOffset>> {
        (!self.is_replayed).then_some(self.now)
    }

    /// What people's data are seen through.
    pub fn redaction(&self) -> Option<&Redaction> {
        self.redaction.as_ref()
    }

    /// Whether each command that wrote something ends with a commit: the user's own wish, never the
    /// workspace's.
    pub fn commits(&self) -> bool {
        let asked = self.surroundings.variable("CRM_COMMIT").or_else(|| self.user_config.commit.clone());
        asked.is_some_and(|asked| matches!(asked.as_str(), "true" | "yes" | "1"))
    }

    /// The program that sends mails, as the user's own file names it; never the workspace's.
    pub fn sender(&self) -> Option<&str> {
        self.user_config.send.as_deref()
    }

    /// Writes an answer for people to stdout.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        self.answer(Reader::Person, text)
    }

    /// Writes an answer to stdout. A reader that closes the pipe has read enough.
    pub fn answer(&self, reader: Reader, text: &str) -> Result<(), Failure> {
        match self.surroundings.answer(text, reader) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                let what = both!("can't write the answer", "无法输出结果");
                Err(Failure::new(Exit::System, what).because(&error))
            }
            _ => Ok(()),
        }
    }

    /// Talks on stderr.
    pub fn say(&self, text: &str) {
        self.surroundings.talk(text);
    }

    /// Asks on the terminal; nothing where the input has ended.
    pub fn ask(&self, question: &str) -> Option<String> {
        self.surroundings.ask(question)
    }

    /// Tells what is wrong with files on stderr.
    pub fn warn(&self, problems: &[Problem]) {
        // What is wrong is told with the words that are wrong.
        let told = |problem| {
            if self.redaction.is_some() { redacted_problem(problem) } else { told(problem, self.lang) }
        };
        problems.iter().for_each(|problem| self.say(&told(problem)));
    }

    /// Tells what made an answer incomplete, and how the command ends for it.
    pub fn exit_code(&self, problems: &[Problem]) -> Exit {
        self.warn(problems);
        if problems.iter().any(|problem| problem.kind.severity() == Severity::Error) {
            Exit::Incomplete
        } else {
            Exit::Done
        }
    }
}

/// A problem as it is told: `path:line:column: what`, and what to try.
pub fn told(problem: &Problem, lang: Lang) -> String {
    let place = &problem.place;
    let words = problem_text(lang, &problem.kind);
    let severity = match problem.kind.severity() {
        Severity::Error => tr!(lang, "error", "错误"),
        Severity::Warning => tr!(lang, "warning", "警告"),
    };
    let path = place.path.display();
    let (line, column, message) = (place.line, place.column, words.message);
    let mut told = tr!(
        lang,
        "{path}:{line}:{column}: {severity}: {message}",
        "{path}:{line}:{column}: {severity}：{message}"
    );
    if let Some(hint) = words.hint {
        told.push_str(&tr!(lang, "\n  try: {hint}", "\n  建议：{hint}"));
    }
    told
}

/// A problem without the file's words: its place and its code.
fn redacted_problem(problem: &Problem) -> String {
    let (place, kind) = (&problem.place, &problem.kind);
    let (path, severity) = (place.path.display(), kind.severity().as_str());
    format!("{path}:{}:{}: {severity}: {}", place.line, place.column, kind.code())
}

/// What the user's own file says, and what is wrong with it.
fn user_config(around: &Surroundings) -> (UserConfig, Vec<Problem>) {
    around.home().map(|home| read_user_config(&home.join("crm/config.yaml"))).unwrap_or_default()
}

/// The language of what is said before there is a context: `--lang`, `CRM_LANG`, the user's file, the
/// locale; the first of them that is a language. That one isn't is [`Context::new`]'s to tell.
pub fn detected_language(around: &Surroundings, flag: Option<&str>) -> Lang {
    let known = |text: Option<String>| text.and_then(|text| Lang::parse(&text));
    flag.and_then(Lang::parse)
        .or_else(|| known(around.variable("CRM_LANG")))
        .or_else(|| known(user_config(around).0.lang))
        .unwrap_or_else(|| locale(around))
}

fn language(around: &Surroundings, options: &Options, user_config: &UserConfig) -> Result<Lang, Failure> {
    let chosen =
        options.lang.clone().or_else(|| around.variable("CRM_LANG")).or_else(|| user_config.lang.clone());
    let Some(text) = chosen else { return Ok(locale(around)) };
    Lang::parse(&text).ok_or_else(|| {
        Failure::usage(both!("\"{text}\" is not a language of crm", "crm 不支持语言「{text}」"))
            .try_this(both!("--lang en, or --lang zh (中文)", "--lang zh（中文）或 --lang en"))
    })
}

fn locale(around: &Surroundings) -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| around.variable(name));
    locale.and_then(|locale| Lang::parse(&locale)).unwrap_or(Lang::En)
}
