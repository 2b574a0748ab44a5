//! A customer's file in the editor: a copy is opened, and what was changed in it goes into the file.

use std::path::Path;

use super::change::{Decided, is_gone, now};
use super::editor;
use super::exit::Exit;
use super::failure::Failure;
use super::session::Session;
use crate::format::review;
use crate::model::{Customer, Entry, Problem, Severity};
use crate::render::lang::{Lang, both, tr};
use crate::store::{CustomerFiles, EditedFile, Lock, Workspace, merge_edited};

/// Opens a copy of a customer's file, takes into the file what was changed in it, and logs a decision that was made.
pub fn edit_file(
    session: &Session<'_>,
    files: &CustomerFiles,
    by: Option<&str>,
    why: Option<&str>,
) -> Result<Exit, Failure> {
    let lang = session.lang;
    // An editor would take somebody's text, and it could not be saved.
    session.workspace.permits_change(files)?;
    let given = session.workspace.bytes(&files.card)?;
    let given = given.ok_or_else(|| is_gone(files))?;
    let schema = SchemaLine::of(&session.workspace, &files.card, &given);
    let edited = editor::edit_copy(session, &files.id, &schema.in_copy(&given))?;
    let typed = schema.in_file(&edited.typed);
    let command = Edit { session, by, why };
    let saved = match command.save(files, &given, &typed) {
        Ok(saved) => saved,
        Err(failure) => return Err(edited.kept(failure)),
    };
    let ended = edited.discard();
    let Some(saved) = saved else {
        ended?;
        session.print(&tr!(lang, "{id}: nothing was changed\n", "{id}：未做修改\n", id = files.id))?;
        return Ok(Exit::Done);
    };
    session.warn(&saved.problems);
    if has_errors(&saved.problems) {
        return Err(broken(&saved.files));
    }
    session.print(&saved.told(lang))?;
    ended.map(|()| Exit::Done)
}

/// What saving needs.
struct Edit<'a> {
    session: &'a Session<'a>,
    by: Option<&'a str>,
    why: Option<&'a str>,
}

/// What was saved.
struct Saved {
    files: CustomerFiles,
    problems: Vec<Problem>,
    /// Whether others had changed the file meanwhile.
    is_merged: bool,
    is_logged: bool,
}

impl Edit<'_> {
    /// Takes what was typed into the file as it is under the lock; nothing where that changes nothing.
    fn save(&self, files: &CustomerFiles, given: &[u8], typed: &[u8]) -> Result<Option<Saved>, Failure> {
        if typed == given {
            return Ok(None);
        }
        let lock = self.session.workspace.lock()?;
        // Its file may have been moved to another folder, or be gone.
        let layout = self.session.workspace.layout();
        let files = layout.find(files.id.as_str()).ok_or_else(|| is_gone(files))?.clone();
        let files = self.session.workspace.refreshed(&lock, files);
        let now = self.session.workspace.bytes(&files.card)?.ok_or_else(|| is_gone(&files))?;
        let after = match merge_edited(given, &now, typed) {
            EditedFile::Same => return Ok(None),
            EditedFile::Becomes(after) => after,
            EditedFile::Conflicts(keys) => return Err(crossed(&files, &keys)),
        };
        self.put(&lock, files, [&now, &after], now != given).map(Some)
    }

    fn put(
        &self,
        lock: &Lock,
        files: CustomerFiles,
        [now, after]: [&[u8]; 2],
        is_merged: bool,
    ) -> Result<Saved, Failure> {
        let looked_at = |bytes: &[u8]| review(&files.id, &files.card, &String::from_utf8_lossy(bytes));
        let (customer, problems) = looked_at(after);
        let mut entries = Vec::new();
        if let (Some(old), Some(new), false) = (looked_at(now).0, customer, has_errors(&problems)) {
            entries = self.decisions(&old, &new)?;
        }
        self.session.workspace.save_edited(lock, &files, (now, after), &entries)?;
        Ok(Saved { files, problems, is_merged, is_logged: !entries.is_empty() })
    }

    /// What was decided in the editor: what came meanwhile was decided by others, and stands in the log already.
    fn decisions(&self, old: &Customer, new: &Customer) -> Result<Vec<Entry<'static>>, Failure> {
        let decided = [Decided::Grade, Decided::Owner];
        let mut entries = Vec::new();
        for decided in decided.into_iter().filter(|decided| decided.of(old) != decided.of(new)) {
            let who = self.session.user(self.by)?;
            let at = now(self.session);
            entries.push(decided.entry(at, &who, decided.of(old), decided.of(new), self.why));
        }
        Ok(entries)
    }
}

impl Saved {
    fn told(&self, lang: Lang) -> String {
        let mut told = tr!(lang, "{id}: saved", "{id}：已保存", id = self.files.id);
        if self.is_logged {
            told.push_str(&tr!(lang, ", and the decision logged", "，并已记录变更"));
        }
        if self.is_merged {
            told.push_str(&tr!(
                lang,
                "; the file was changed meanwhile, and has both",
                "；编辑期间文件有其他改动，两边的改动都已保留"
            ));
        }
        told + "\n"
    }
}

fn has_errors(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.kind.severity() == Severity::Error)
}

/// What was saved is wrong.
fn broken(files: &CustomerFiles) -> Failure {
    let (shown, id) = (files.card.display(), &files.id);
    Failure::new(
        Exit::Usage,
        both!(
            "{shown} has errors now; what you typed is kept in it",
            "{shown} 现在有错误；你输入的内容已原样保留"
        ),
    )
    .try_this(both!("crm edit {id}, at the lines above", "crm edit {id}，修改上面指出的行"))
}

/// Others changed the same meanwhile.
fn crossed(files: &CustomerFiles, keys: &[String]) -> Failure {
    let (shown, id) = (files.card.display(), &files.id);
    let keys: Vec<String> = keys.iter().filter(|key| *key != "*").cloned().collect();
    let about = match keys.is_empty() {
        true => String::new(),
        false => format!(" ({})", keys.join(", ")),
    };
    Failure::new(
        Exit::Refused,
        both!(
            "{shown} was changed meanwhile, and so was what you changed{about}; the file stays as it is",
            "{shown} 在编辑期间被修改过，与你的改动冲突{about}；文件保持原样"
        ),
    )
    .try_this(both!(
        "crm edit {id} again, and take over what still holds (not of one who was forgotten meanwhile)",
        "重新运行 crm edit {id}，再把仍然有效的内容抄过去（期间已按要求删除的人除外）"
    ))
}

/// The line by which an editor finds the schema: it counts from the file's own folder, and the copy is elsewhere.
struct SchemaLine(Option<[String; 2]>);

impl SchemaLine {
    fn of(workspace: &Workspace, card: &Path, text: &[u8]) -> Self {
        const START: &str = "# yaml-language-server: $schema=";
        let first = || {
            let line = std::str::from_utf8(text.split(|byte| *byte == b'\n').next()?).ok()?;
            let up = "../".repeat(card.components().count().saturating_sub(1));
            let path = line.trim_end().strip_prefix(START)?.strip_prefix(&up)?;
            let whole = workspace.root().join(path);
            Some([line.trim_end().to_owned(), format!("{START}{}", whole.display())])
        };
        SchemaLine(first())
    }

    fn in_copy(&self, text: &[u8]) -> Vec<u8> {
        self.0.as_ref().map_or_else(|| text.to_vec(), |[file, copy]| with_line(text, file, copy))
    }

    fn in_file(&self, text: &[u8]) -> Vec<u8> {
        self.0.as_ref().map_or_else(|| text.to_vec(), |[file, copy]| with_line(text, copy, file))
    }
}

/// A text with another line, where it has this one as the first of its kind: somebody may have written above it.
fn with_line(text: &[u8], line: &str, other: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut is_done = false;
    for own in text.split_inclusive(|byte| *byte == b'\n') {
        let bare = own.strip_prefix("\u{feff}".as_bytes()).unwrap_or(own);
        let is_it = !is_done && bare.trim_ascii_end() == line.as_bytes();
        if is_it {
            is_done = true;
            out.extend_from_slice(&own[..own.len() - bare.len()]);
            out.extend_from_slice(other.as_bytes());
            out.extend_from_slice(&bare[line.len()..]);
        } else {
            out.extend_from_slice(own);
        }
    }
    out
}
