//! Help in the reader's language: clap speaks English, and here it is told the Chinese for all of it.

mod answer;
mod manual;
mod markup;
mod misuse;
mod overview;
mod terminal;
#[cfg(test)]
mod tests;
mod topics;
mod zh;

use std::ffi::OsString;
use std::fmt::Write;

use clap::builder::{PossibleValue, Str, StyledStr, Styles};
use clap::{Arg, Command};

use crate::cli::surroundings::Surroundings;
use crate::render::is_view;
use crate::render::lang::{self, Lang};
use crate::rules::views::Views;
use zh::HelpPage;

pub use answer::{answer, command, with_offers};
pub use manual::{
    page as manual_page, section as manual_section, set as set_manual, verbatim as manual_verbatim,
};
pub use misuse::misuse;
pub use topics::{TOPICS, topic};

/// So many columns of values stand beside an option on a page of 80.
const SHORT: usize = 45;

/// The language that was asked for with `--lang`, before anything else of the arguments is understood.
pub fn asked(args: impl Iterator<Item = OsString>) -> Option<String> {
    let texts = args.skip(1).map(|arg| arg.to_string_lossy().into_owned());
    let mut options = texts.take_while(|arg| arg != "--");
    while let Some(arg) = options.next() {
        if arg == "--lang" {
            return options.next();
        }
        if let Some(lang) = arg.strip_prefix("--lang=") {
            return Some(lang.to_owned());
        }
    }
    None
}

/// The command line with its help in this language. What can be typed stays the same.
pub fn localised(around: &Surroundings, mut command: Command, lang: Lang) -> Command {
    if lang == Lang::Zh {
        // Only now the options are there that clap adds: --help, --version.
        command.build();
        command = chinese(command);
    }
    overview::grouped(command, lang, answer::width(around))
}

fn chinese(command: Command) -> Command {
    let styles = command.get_styles().clone();
    let page = zh::page(command.get_name());
    let heading = styles.get_usage();
    let mut command = command
        .help_template(format!(
            "{{before-help}}{{about-with-newline}}\n{heading}用法：{heading:#}{{usage}}\n\n{{all-args}}{{after-help}}"
        ))
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .mut_args(|arg| translated(arg, page, &styles))
        .mut_subcommands(chinese);
    if let Some(page) = page {
        if command.get_about().is_some() {
            command = command.about(page.about);
        }
        if command.get_after_help().is_some() {
            command = command.after_help(page.after.replace("{views}", &views()));
        }
    }
    let usage = usage(&mut command);
    command.override_usage(usage)
}

/// How a command is typed, without the heading that the template has: `crm [选项] <命令>`.
fn usage(command: &mut Command) -> StyledStr {
    let styled = command.render_usage().ansi().to_string();
    let (_, usage) = styled.split_once("Usage:").unwrap_or(("", &styled));
    // What ends the style of the heading ends before the command's name, and the blank goes with it.
    let usage = usage.split_once(' ').map_or(usage, |(_, usage)| usage);
    let words = [("OPTIONS", "选项"), ("COMMAND", "命令")];
    StyledStr::from(words.iter().fold(usage.to_owned(), |usage, (english, own)| {
        usage
            .replace(&format!("[{english}]"), &format!("[{own}]"))
            .replace(&format!("<{english}>"), &format!("<{own}>"))
    }))
}

fn translated(mut arg: Arg, page: Option<&HelpPage>, styles: &Styles) -> Arg {
    let heading = match arg.get_help_heading() {
        None if arg.is_positional() => Some("参数"),
        None => Some("选项"),
        Some(english) => zh::heading(english),
    };
    if let Some(heading) = heading {
        arg = arg.help_heading(heading);
    }
    if let Some(index) = arg.get_index() {
        // Below a heading of its own clap would sort them by name.
        arg = arg.display_order(index);
    }
    if let Some(names) = arg.get_value_names().filter(|_| arg.get_action().takes_values()) {
        let own = |name: &Str| zh::value(name).map_or_else(|| name.clone(), Str::from);
        let names: Vec<Str> = names.iter().map(own).collect();
        arg = arg.value_names(names);
    }
    let id = arg.get_id().as_str().to_owned();
    let Some(text) = zh::text(page, &id) else { return arg };
    if id == "help" {
        return if arg.get_long_help().is_some() {
            arg.help(format!("{text}（--help 更详细）")).long_help(format!("{text}（-h 为摘要）"))
        } else {
            arg.help(text)
        };
    }
    if !arg.get_action().takes_values() {
        return arg.help(text);
    }
    let default: Vec<String> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let default = (!default.is_empty()).then(|| format!("[默认：{}]", default.join(" ")));
    let values: Vec<PossibleValue> =
        arg.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect();
    let mut short = text.to_owned();
    if let Some(default) = &default {
        short.push_str(&format!(" {default}"));
    }
    if !values.is_empty() {
        let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        // clap counts Chinese as half as wide as it is, and would break the line too late.
        let names = textwrap::fill(&names.join(", "), SHORT);
        let break_or_blank = if default.is_some() || names.contains('\n') { '\n' } else { ' ' };
        short.push_str(&format!("{break_or_blank}[可选：{names}]"));
    }
    if values.iter().any(|value| value.get_help().is_some()) {
        arg = arg.long_help(long(text, page, &id, &values, default.as_deref(), styles));
    }
    if !values.is_empty() {
        arg = arg.hide_possible_values(true);
    }
    arg.help(short).hide_default_value(true)
}

/// An option with a line for each of its values, as clap writes it.
fn long(
    text: &str,
    page: Option<&HelpPage>,
    id: &str,
    values: &[PossibleValue],
    default: Option<&str>,
    styles: &Styles,
) -> StyledStr {
    let literal = styles.get_literal();
    let longest = values.iter().map(|value| value.get_name().len()).max().unwrap_or_default();
    let mut long = StyledStr::from(format!("{text}\n\n可选值："));
    for value in values {
        let name = value.get_name();
        let pad = longest - name.len();
        let own = zh::text(page, &format!("{id}={name}"));
        let english = || value.get_help().map(ToString::to_string).unwrap_or_default();
        let help = own.map_or_else(english, str::to_owned);
        // Writing to memory can't fail.
        let _ = write!(long, "\n- {literal}{name}{literal:#}：{:pad$}{help}", "");
    }
    if let Some(default) = default {
        let _ = write!(long, "\n\n{default}");
    }
    long
}

/// The views that a list can show.
fn views() -> String {
    let names = Views::NAMES.iter().copied().filter(|name| is_view(name));
    lang::views_in_lines(Lang::Zh, names, 2, 2)
}
