//! `crm man`: the manual pages, of commands in section 1 and of topics in section 7.

use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use clap::builder::Resettable;
use clap_mangen::Man;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::help::{TOPICS, localised, manual_page, manual_section, manual_verbatim, set_manual, topic};
use crate::model::suggestion_of;
use crate::render::lang::{Lang, both, tr};
use crate::store::put_page;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm man | man -l -                    read it\n  crm man due | man -l -                the page of one command\n  crm man privacy | man -l -            the page of a topic, as crm help lists them\n  crm man dates.7 | man -l -            of a topic that is called like a command\n  crm man ~/.local/share/man/man1       install all pages; topics go to man7 beside it"
)]
pub struct Args {
    /// The command or topic whose page is printed, or a folder that gets all pages
    #[arg(value_name = "COMMAND|DIR")]
    what: Option<PathBuf>,
}

/// Prints a page, or writes all of them. `all` is the whole command line.
pub fn run(context: &Context, args: &Args, all: clap::Command) -> Result<Exit, Failure> {
    let mut command = localised(&context.surroundings, all, context.lang);
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
    if let Some(topic) = folder.to_str().and_then(|name| topic(name.strip_suffix(".7").unwrap_or(name))) {
        context.print(&manual_page(context.lang, topic))?;
        return Ok(Exit::Done);
    }
    if let Some(near) = slip(context, &command, folder) {
        let shown = folder.display();
        let what = both!(
            "there is no command, no topic and no folder {shown}",
            "没有「{shown}」这个命令、专题或文件夹"
        );
        return Err(Failure::usage(what).try_this(both!(
            "did you mean crm man {near}? A new folder: ./{shown}",
            "是不是 crm man {near}？要新建文件夹请写 ./{shown}"
        )));
    }
    write_all(context, &command, folder)
}

/// Writes the pages into a folder; those of section 7 into the one beside it where it is that of section 1.
fn write_all(context: &Context, command: &clap::Command, folder: &Path) -> Result<Exit, Failure> {
    let is_section = folder.file_name().is_some_and(|name| name == "man1");
    let topics = if is_section { folder.with_file_name("man7") } else { folder.to_owned() };
    let commands = std::iter::once(command).chain(command.get_subcommands()).map(|sub| {
        let name = sub.get_display_name().unwrap_or_else(|| sub.get_name());
        (folder.join(format!("{name}.1")), page(context.lang, sub))
    });
    let own = TOPICS
        .iter()
        .map(|topic| (topics.join(format!("crm-{}.7", topic.name)), manual_page(context.lang, topic)));
    let mut count = 0;
    for (path, text) in commands.chain(own) {
        put_page(&context.directory.join(path), &text)?;
        count += 1;
    }
    let (shown, beside) = (folder.display(), topics.display());
    context.print(&match is_section {
        true => tr!(
            context.lang,
            "{count} pages in {shown} and {beside}\n",
            "已写入 {count} 页手册：{shown} 和 {beside}\n"
        ),
        false => tr!(context.lang, "{count} pages in {shown}\n", "已写入 {count} 页手册：{shown}\n"),
    })?;
    Ok(Exit::Done)
}

/// The command or topic that was probably meant, where the name of one was mistyped and no such folder is there.
fn slip<'c>(context: &Context, command: &'c clap::Command, typed: &Path) -> Option<&'c str> {
    // man1 is what folders of pages are called.
    let name = typed.to_str().filter(|name| name.chars().all(|c| c.is_alphabetic() || c == '-'))?;
    let is_there = context.directory.join(typed).is_dir();
    let names =
        command.get_subcommands().map(clap::Command::get_name).chain(TOPICS.iter().map(|topic| topic.name));
    suggestion_of(name, names.map(|name| (name, name))).filter(|_| !is_there)
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
    ("VERSION", "版本"),
    ("AUTHORS", "作者"),
];

/// What `crm(1)` has besides: its heading, and the section of the topic that says it.
const SECTIONS: &[(&str, &str, &str, &str)] = &[
    ("EXIT STATUS", "退出状态", "scripting", "exit-status"),
    ("ENVIRONMENT", "环境变量", "config", "environment"),
    ("FILES", "文件", "files", "files"),
];

fn page(lang: Lang, command: &clap::Command) -> String {
    let mut text = Vec::new();
    // What stands below the options is set as it is; the generator would fill its lines.
    let own = command.clone().after_help(Resettable::Reset);
    // Writing to memory can't fail.
    let _ = Man::new(own).render(&mut text);
    let mut text = String::from_utf8_lossy(&text).into_owned();
    let more = more(lang, command);
    let end = text.find(".SH VERSION").unwrap_or(text.len());
    text.insert_str(end, &more);
    if lang == Lang::En {
        return set_manual(lang, &text);
    }
    let heading = |line: &str| {
        let name = line.strip_prefix(".SH ")?.trim_matches('"');
        HEADINGS.iter().find(|(english, _)| *english == name).map(|(_, own)| format!(".SH {own}"))
    };
    let lines = text.lines().map(|line| heading(line).unwrap_or_else(|| line.to_owned()) + "\n");
    set_manual(lang, &lines.collect::<String>())
}

/// The sections behind the options: the examples, and in `crm(1)` what the topics say.
fn more(lang: Lang, command: &clap::Command) -> String {
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let examples = ["Examples:\n", "示例：\n"].iter().find_map(|heading| after.strip_prefix(heading));
    let mut text = manual_verbatim(lang.pick("EXAMPLES", "示例与说明"), examples.unwrap_or(&after));
    let see = match command.get_name() {
        "crm" => {
            text.extend(SECTIONS.iter().filter_map(|(english, chinese, name, anchor)| {
                let page = topic(name)?.page(lang);
                Some(manual_section(lang.pick(english, chinese), page.section(anchor)))
            }));
            let topics = TOPICS.iter().map(|topic| format!("\\fBcrm\\-{}\\fR(7)", topic.name));
            topics.collect::<Vec<_>>().join(",\n")
        }
        name if topic(name).is_some() => format!("\\fBcrm\\fR(1), \\fBcrm\\-{name}\\fR(7)"),
        _ => "\\fBcrm\\fR(1)".to_owned(),
    };
    text + &format!(".SH {}\n{see}\n", lang.pick("\"SEE ALSO\"", "参见"))
}
