//! `crm help`: the commands by what one does with them, and the topics.

use std::fmt::Write;

use clap::Command;
use clap::builder::{StyledStr, Styles};
use unicode_width::UnicodeWidthStr;

use super::topics::TOPICS;
use crate::render::lang::Lang;

/// What one does, in both languages, with which commands.
pub const GROUPS: &[(&str, &str, &[&str])] = &[
    ("Start a workspace, bring customers in", "新建工作区，录入客户", &["init", "add", "import"]),
    (
        "Work through the day",
        "一天的跟进",
        &["due", "agenda", "show", "draft", "log", "dates", "deals", "rhythm", "alarm", "spread"],
    ),
    (
        "Find customers, keep their files in order",
        "查找客户，维护资料",
        &["list", "set", "edit", "archive", "rename", "dupes", "merge"],
    ),
    (
        "Decide who gets how much time",
        "决定时间花在谁身上",
        &["review", "grade", "handbook", "referrals", "budget", "examples"],
    ),
    ("Share customers in a team", "团队分配客户", &["assign", "pool", "claim", "release", "handover"]),
    (
        "Keep the files safe and shared in git",
        "检查文件，用 git 共享",
        &["sync", "check", "diff", "undo", "upgrade", "merge-driver"],
    ),
    ("Take data out, or forget it", "导出或删除资料", &["export", "forget"]),
    ("Set up your shell, read on", "设置 shell，查看说明", &["completions", "man", "help"]),
];

/// The command line whose help shows the groups instead of one long list.
pub fn grouped(command: Command, lang: Lang, width: usize) -> Command {
    let template = template(&command, lang, width);
    command.help_template(template)
}

fn template(command: &Command, lang: Lang, width: usize) -> StyledStr {
    let styles = command.get_styles();
    let (usage, header) = (styles.get_usage(), styles.get_header());
    let mut text = format!(
        "{{before-help}}{{about-with-newline}}\n{usage}{}{usage:#}{{usage}}\n",
        lang.pick("Usage: ", "用法：")
    );
    for (english, chinese, names) in GROUPS {
        let about = |name: &&str| {
            let found = command.find_subcommand(name).and_then(Command::get_about);
            ((*name).to_owned(), found.map(ToString::to_string).unwrap_or_default())
        };
        let rows: Vec<(String, String)> = names.iter().map(about).collect();
        list(&mut text, lang.pick(english, chinese), &rows, width, styles);
    }
    let topics: Vec<(String, String)> =
        TOPICS.iter().map(|topic| (topic.name.to_owned(), topic.page(lang).about)).collect();
    list(&mut text, lang.pick("Topics: crm help TOPIC", "专题：crm help 专题名"), &topics, width, styles);
    // Writing to memory can't fail.
    let _ =
        write!(text, "\n{header}{}{header:#}\n{{options}}{{after-help}}", lang.pick("Options:", "选项："));
    StyledStr::from(text)
}

/// So wide is the column of the names: `merge-driver`.
const NAMES: usize = 14;

fn list(out: &mut String, heading: &str, rows: &[(String, String)], width: usize, styles: &Styles) {
    let (header, literal) = (styles.get_header(), styles.get_literal());
    let hanging = " ".repeat(NAMES + 2);
    let _ = writeln!(out, "\n{header}{heading}{header:#}");
    for (name, about) in rows {
        let options = textwrap::Options::new(width)
            .initial_indent(&hanging)
            .subsequent_indent(&hanging)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        let about = textwrap::fill(about, options);
        let pad = NAMES.saturating_sub(name.width());
        let _ = writeln!(out, "  {literal}{name}{literal:#}{:pad$}{}", "", about.trim_start());
    }
}
