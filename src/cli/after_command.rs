//! After a command that wrote something: the user's commit, and what was done in one line.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::context::Context;
use super::failure::Failure;
use crate::render::lang::tr;
use crate::store::{Last, Workspace, commit, keeper_of, part_of};

/// A commit's first line is cut there.
const LONGEST: usize = 72;

/// Commits what the command wrote, where the user's own configuration asks for that.
pub fn settle(context: &Context) {
    // Nearly every command only reads: nothing is looked for then.
    if context.undo_log.is_empty() {
        return;
    }
    if let Some(workspace) = Workspace::find(&context.directory) {
        let last = context.undo_log.take();
        record_files(context, &workspace, &last.paths(), &said(&last));
    }
}

/// Commits these files, where the user's own configuration asks for that.
pub fn record_files(context: &Context, workspace: &Workspace, paths: &[PathBuf], said: &str) {
    if !context.commits() {
        return;
    }
    if let Err(error) = commit(workspace.root(), paths, said) {
        let error = Failure::from(error).in_a_line(context.lang);
        context.say(&tr!(
            context.lang,
            "warning: it is written, but not committed: {error}",
            "警告：内容已写入，但未能提交：{error}"
        ));
    }
}

/// What was done, in one line: the command, whom it concerned, and what was said.
pub fn said(last: &Last) -> String {
    line(last, true)
}

/// The same without what was said.
pub fn said_of_whom(last: &Last) -> String {
    line(last, false)
}

/// The customers whose files were written, and other files by their names.
pub fn ids(last: &Last) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    // What git is told of pictures is about no customer.
    for path in last.paths().into_iter().filter(|path| path != Path::new(".gitattributes")) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let own = || part_of(&name).map_or(name.as_str(), |(_, stem)| stem);
        let id = keeper_of(&path).unwrap_or_else(own).to_owned();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// A line, cut where it would be longer than a commit's first.
pub fn cut(line: &str) -> String {
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}

fn line(last: &Last, with_words: bool) -> String {
    let command = &last.command;
    let ids = ids(last);
    let whom = match ids.as_slice() {
        few if few.len() <= 3 => few.join(", "),
        many => format!("{} customers", many.len()),
    };
    let entry = last.lines().next().and_then(|line| serde_json::from_str::<Value>(line).ok());
    let what = entry.filter(|_| with_words && ids.len() == 1).map(|entry| {
        let text = |key: &str| entry[key].as_str().map(str::to_owned);
        let kind = text("kind").unwrap_or_default();
        let state = text("state").or_else(|| text("amount")).or_else(|| text("to")).or_else(|| text("via"));
        let words = text("text").or_else(|| text("why"));
        let said = [Some(kind), state, words].into_iter().flatten();
        said.collect::<Vec<_>>().join(", ")
    });
    let line = match what.filter(|what| !what.is_empty()) {
        Some(what) => format!("{command} {whom}: {what}"),
        None => format!("{command} {whom}"),
    };
    cut(&line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>())
}
