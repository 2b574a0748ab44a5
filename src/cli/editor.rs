//! The user's own editor.

use std::path::Path;
use std::process::Command;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use crate::config::{Draft, DraftKind, drafts};
use crate::model::CustomerId;
use crate::render::lang::{Lang, both};

/// Opens a file in VISUAL or EDITOR and waits for it.
pub fn open(context: &Context, path: &Path) -> Result<(), Failure> {
    let set = |name: &str| context.surroundings.variable(name).filter(|value| !value.trim().is_empty());
    let Some(editor) =
        set("VISUAL").or_else(|| set("EDITOR")).or_else(|| context.interactive.then(|| "vi".to_owned()))
    else {
        return Err(Failure::usage(both!("there is no editor to open", "没有可用的编辑器"))
            .try_this("EDITOR=vim crm …"));
    };
    // As git does it: the variable is a piece of shell, so that `code --wait` works.
    let status = if cfg!(windows) {
        Command::new("cmd").args(["/C", &format!("{editor} \"{}\"", path.display())]).status()
    } else {
        Command::new("sh").arg("-c").arg(format!("{editor} \"$@\"")).arg(&editor).arg(path).status()
    };
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::new(
            Exit::System,
            both!("the editor \"{editor}\" ended with an error", "编辑器「{editor}」异常退出"),
        )
        .because(status.to_string())),
        Err(error) => Err(Failure::new(
            Exit::System,
            both!("the editor \"{editor}\" can't be started", "无法启动编辑器「{editor}」"),
        )
        .because(&error)),
    }
}

/// A draft for the editor, in the person's own folder; what lies there still of earlier commands is told.
fn begin(context: &Context, kind: DraftKind, id: &CustomerId, text: &[u8]) -> Result<Draft, Failure> {
    let folders = context.surroundings.drafts_folders();
    for folder in &folders {
        let earlier = drafts(folder, kind);
        if earlier > 0 {
            context.say(&left(context.lang, kind, earlier, folder));
        }
    }
    Draft::begin(&folders, kind, id.as_str(), text).map_err(no_room)
}

fn left(lang: Lang, kind: DraftKind, count: usize, folder: &Path) -> String {
    let folder = folder.display();
    match (lang, kind) {
        (Lang::En, DraftKind::Entry) if count == 1 => {
            format!("note: 1 text that was not logged lies in {folder}")
        }
        (Lang::En, DraftKind::Entry) => format!("note: {count} texts that were not logged lie in {folder}"),
        (Lang::Zh, DraftKind::Entry) => format!("提示：{folder} 中有 {count} 份未记录的草稿"),
        (Lang::En, DraftKind::Customer) if count == 1 => {
            format!("note: 1 customer's file that was edited and not saved lies in {folder}")
        }
        (Lang::En, DraftKind::Customer) => {
            format!("note: {count} customers' files that were edited and not saved lie in {folder}")
        }
        (Lang::Zh, DraftKind::Customer) => {
            format!("提示：{folder} 中有 {count} 份已编辑但未保存的客户文件")
        }
    }
}

fn no_room(error: std::io::Error) -> Failure {
    Failure::new(Exit::System, both!("no room for a text to edit", "无法创建临时文件"))
        .because(error.to_string())
}

/// A copy of a customer's file that somebody has in the editor: for minutes, in which others may write the file.
pub struct Edited {
    /// What the editor has left in it.
    pub typed: Vec<u8>,
    /// How the editor ended; one that crashed has saved what it could.
    pub ended: Result<(), Failure>,
    draft: Draft,
}

/// Opens a copy of a customer's file in the editor, and waits for it.
pub fn edit_copy(context: &Context, id: &CustomerId, text: &[u8]) -> Result<Edited, Failure> {
    let draft = begin(context, DraftKind::Customer, id, text)?;
    let ended = open(context, draft.path());
    match draft.bytes() {
        Ok(typed) => Ok(Edited { typed, ended, draft }),
        Err(error) => Err(no_room(error)),
    }
}

impl Edited {
    /// The copy isn't needed any more.
    pub fn discard(self) -> Result<(), Failure> {
        self.draft.discard();
        self.ended
    }

    /// The failure, with where the text is.
    pub fn kept(&self, failure: Failure) -> Failure {
        kept_in(self.draft.path(), failure)
    }
}

/// A text that was written in the editor. It lies in a file of the person's own until it is logged.
pub struct Composed {
    /// What was written.
    pub text: String,
    draft: Draft,
}

/// A text written in the editor below what it is for; lines that begin with `#` are not part of it.
pub fn compose(context: &Context, id: &CustomerId, about: &str) -> Result<Composed, Failure> {
    let comments: Vec<String> = about.lines().map(|line| format!("# {line}")).collect();
    let comments = format!("\n{}\n", comments.join("\n"));
    let draft = begin(context, DraftKind::Entry, id, comments.as_bytes())?;
    let edited = open(context, draft.path());
    let whole = draft.read().map_err(no_room);
    let kept = |whole: &str| {
        let lines: Vec<&str> = whole.lines().filter(|line| !line.starts_with('#')).collect();
        lines.join("\n").trim().to_owned()
    };
    let text = whole.as_deref().map(kept).unwrap_or_default();
    let composed = Composed { text, draft };
    // An editor that crashed has saved what it could.
    match edited.and(whole.map(|_| ())) {
        Ok(()) => Ok(composed),
        Err(failure) => Err(composed.kept(failure)),
    }
}

fn kept_in(path: &Path, failure: Failure) -> Failure {
    let path = path.display();
    let here = both!("what you typed is kept in {path}", "你输入的内容保存在 {path}");
    let hint = match &failure.hint {
        Some(hint) => {
            both!(|lang| "{hint}; {here}", "{hint}；{here}", hint = hint.pick(lang), here = here.pick(lang))
        }
        None => here,
    };
    failure.try_this(hint)
}

impl Composed {
    /// Lets the draft go where the text stands in the log now, and keeps it where it doesn't.
    pub fn settled<T>(self, done: Result<T, Failure>) -> Result<T, Failure> {
        match done {
            Ok(done) => {
                self.draft.discard();
                Ok(done)
            }
            Err(failure) => Err(self.kept(failure)),
        }
    }

    /// The failure, with where the text is; nothing is kept of a text that says nothing.
    fn kept(self, failure: Failure) -> Failure {
        if self.text.is_empty() {
            self.draft.discard();
            return failure;
        }
        kept_in(self.draft.path(), failure)
    }
}
