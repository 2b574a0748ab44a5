//! The user's own editor.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use crate::render::lang::tr;

/// Opens a file in VISUAL or EDITOR and waits for it.
pub fn open(context: &Context, path: &Path) -> Result<(), Failure> {
    let lang = context.lang;
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let Some(editor) =
        set("VISUAL").or_else(|| set("EDITOR")).or_else(|| context.interactive.then(|| "vi".to_owned()))
    else {
        return Err(Failure::usage(tr!(lang, "there is no editor to open", "没有可用的编辑器"))
            .try_this(tr!(lang, "EDITOR=vim crm …", "EDITOR=vim crm …")));
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
            tr!(lang, "the editor \"{editor}\" ended with an error", "编辑器「{editor}」异常退出"),
        )
        .because(status.to_string())),
        Err(error) => Err(Failure::new(
            Exit::System,
            tr!(lang, "the editor \"{editor}\" can't be started", "无法启动编辑器「{editor}」"),
        )
        .because(error.to_string())),
    }
}

/// A text written in the editor below what it is for; lines that begin with `#` are not part of it.
pub fn compose(context: &Context, about: &str) -> Result<String, Failure> {
    let lang = context.lang;
    let fail = |error: std::io::Error| {
        Failure::new(Exit::System, tr!(lang, "no room for a text to edit", "无法创建临时文件"))
            .because(error.to_string())
    };
    let mut file = tempfile::Builder::new().prefix("crm-").suffix(".txt").tempfile().map_err(fail)?;
    let comments: Vec<String> = about.lines().map(|line| format!("# {line}")).collect();
    writeln!(file, "\n{}", comments.join("\n")).and_then(|()| file.flush()).map_err(fail)?;
    open(context, file.path())?;
    let text = crate::store::read_text(file.path()).map_err(|error| Failure::store(lang, &error))?;
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    Ok(kept.join("\n").trim().to_owned())
}
