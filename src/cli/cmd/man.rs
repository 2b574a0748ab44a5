//! `crm man`: the manual pages.

use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use clap_mangen::Man;

use crate::cli::args;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::help::localised;
use crate::model::suggestion_of;
use crate::render::lang::{Lang, both, tr};
use crate::store::put_page;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm man | man -l -                    read it\n  crm man due | man -l -                the page of one command\n  crm man ~/.local/share/man/man1       install all pages"
)]
pub struct Args {
    /// The command whose page is printed, or a folder that gets the pages of all
    #[arg(value_name = "COMMAND|DIR")]
    what: Option<PathBuf>,
}

/// Runs it.
pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let mut command = localised(args::command(), context.lang);
    command.build();
    let Some(folder) = &args.what else {
        context.print(&page(context.lang, &command))?;
        return Ok(Exit::Done);
    };
    // A folder of a command's name is written with its path: ./due.
    if let Some(sub) = folder.to_str().and_then(|name| command.find_subcommand(name)) {
        context.print(&page(context.lang, sub))?;
        return Ok(Exit::Done);
    }
    if let Some(near) = slip(context, &command, folder) {
        let shown = folder.display();
        let what = both!("there is no command and no folder {shown}", "没有「{shown}」这个命令或文件夹");
        return Err(Failure::usage(what).try_this(both!(
            "did you mean crm man {near}? A new folder: ./{shown}",
            "是不是 crm man {near}？要新建文件夹请写 ./{shown}"
        )));
    }
    let mut count = 0;
    let pages =
        std::iter::once(&command).chain(command.get_subcommands().filter(|sub| sub.get_name() != "help"));
    for sub in pages {
        let name = sub.get_display_name().unwrap_or_else(|| sub.get_name());
        let path = context.directory.join(folder).join(format!("{name}.1"));
        put_page(&path, &page(context.lang, sub))?;
        count += 1;
    }
    let shown = folder.display();
    context.print(&tr!(context.lang, "{count} pages in {shown}\n", "已写入 {count} 页手册：{shown}\n"))?;
    Ok(Exit::Done)
}

/// The command that was probably meant, where the name of one was mistyped and no such folder is there.
fn slip<'c>(context: &Context, command: &'c clap::Command, typed: &Path) -> Option<&'c str> {
    // man1 is what folders of pages are called.
    let name = typed.to_str().filter(|name| name.chars().all(|c| c.is_alphabetic() || c == '-'))?;
    let is_there = context.directory.join(typed).is_dir();
    let names = command.get_subcommands().map(|sub| (sub.get_name(), sub.get_name()));
    suggestion_of(name, names).filter(|_| !is_there)
}

/// The headings that the generator writes, and the Chinese of them. The first is the one that `man -k`
/// and `apropos` know for a page's name.
const HEADINGS: &[(&str, &str)] = &[
    ("NAME", "名称"),
    ("SYNOPSIS", "用法"),
    ("DESCRIPTION", "说明"),
    ("OPTIONS", "选项"),
    ("SUBCOMMANDS", "命令"),
    ("COMMANDS", "命令"),
    ("EXTRA", "示例与说明"),
    ("VERSION", "版本"),
    ("AUTHORS", "作者"),
];

fn page(lang: Lang, command: &clap::Command) -> String {
    let mut text = Vec::new();
    // Writing to memory can't fail.
    let _ = Man::new(command.clone()).render(&mut text);
    let text = String::from_utf8_lossy(&text).into_owned();
    if lang == Lang::En {
        return text;
    }
    let heading = |line: &str| {
        let name = line.strip_prefix(".SH ")?.trim_matches('"');
        HEADINGS.iter().find(|(english, _)| *english == name).map(|(_, own)| format!(".SH {own}"))
    };
    let lines = text.lines().map(|line| heading(line).unwrap_or_else(|| line.to_owned()) + "\n");
    lines.collect()
}
