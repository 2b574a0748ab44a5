//! What was wrong with the arguments, in Chinese; in English clap itself tells it.

use std::error::Error;
use std::num::ParseIntError;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::render::lang::{Lang, clean, one_line};

/// What was wrong, what to try, and the usage. `near` is the command that a mistyped one was probably
/// meant to be, where clap didn't find one.
///
/// `None` where clap's own text is to be printed: it is English, or it is the help.
pub fn misuse(error: &clap::Error, near: Option<&str>, lang: Lang) -> Option<String> {
    let help = matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
            | ErrorKind::DisplayVersion
    );
    if lang == Lang::En || help {
        return None;
    }
    let Some(what) = what(error) else {
        // Rare, and better told in English than not at all.
        return Some(format!("错误：无法识别的命令行\n{}", error.render().to_string().trim_end()));
    };
    let mut told = format!("错误：{}", one_line(&what));
    for hint in hints(error, near) {
        told.push_str(&format!("\n  建议：{}", one_line(&hint)));
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let usage = usage.trim();
        told.push_str(&format!("\n\n用法：{}", usage.strip_prefix("Usage:").unwrap_or(usage).trim_start()));
    }
    told.push_str("\n\n详细说明请用 --help。");
    Some(told)
}

fn what(error: &clap::Error) -> Option<String> {
    let one = |kind| texts(error, kind).first().map(|text| clean(text));
    let joined = |kind| texts(error, kind).join("、");
    let arg = one(ContextKind::InvalidArg);
    let value = one(ContextKind::InvalidValue);
    Some(match error.kind() {
        ErrorKind::InvalidSubcommand => format!("没有命令「{}」", one(ContextKind::InvalidSubcommand)?),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::UnknownArgument => {
            let arg = arg?;
            if arg.starts_with('-') {
                format!("没有选项「{arg}」")
            } else {
                format!("多余的参数「{arg}」")
            }
        }
        ErrorKind::MissingRequiredArgument => {
            arg?;
            format!("缺少参数：{}", joined(ContextKind::InvalidArg))
        }
        ErrorKind::InvalidValue => match value? {
            empty if empty.is_empty() => format!("{} 后面缺少值", arg?),
            value => format!("{} 的值「{value}」无效", arg?),
        },
        ErrorKind::ValueValidation => {
            let number = error.source().is_some_and(|source| source.is::<ParseIntError>());
            let why = if number { "，应为整数" } else { "" };
            format!("{} 的值「{}」无效{why}", arg?, value?)
        }
        ErrorKind::ArgumentConflict => {
            let (arg, prior) = (arg?, joined(ContextKind::PriorArg));
            if prior == arg {
                format!("{arg} 只能写一次")
            } else if prior.is_empty() {
                format!("{arg} 不能与其他参数同时使用")
            } else {
                format!("{arg} 不能与 {prior} 同时使用")
            }
        }
        ErrorKind::TooManyValues => format!("{} 后面不能带值「{}」", arg?, value?),
        ErrorKind::InvalidUtf8 => "参数不是有效的 UTF-8 文本".to_owned(),
        _ => return None,
    })
}

fn hints(error: &clap::Error, near: Option<&str>) -> Vec<String> {
    let mut hints = Vec::new();
    let commands = texts(error, ContextKind::SuggestedSubcommand);
    hints.extend(commands.iter().map(String::as_str).chain(near).map(|name| format!("crm {name}")));
    hints.extend(texts(error, ContextKind::SuggestedArg));
    let nearest = texts(error, ContextKind::SuggestedValue);
    if nearest.is_empty() {
        let values = texts(error, ContextKind::ValidValue);
        if !values.is_empty() {
            hints.push(format!("可选 {}", values.join("、")));
        }
    } else {
        hints.extend(nearest);
    }
    let arg = texts(error, ContextKind::InvalidArg).first().map(|arg| clean(arg)).unwrap_or_default();
    for tip in texts(error, ContextKind::Suggested) {
        // The option exists behind another command, or a text looks like an option.
        if let Some(other) = tip.strip_prefix('\'').and_then(|tip| tip.strip_suffix("' exists")) {
            hints.push(format!("crm {other}"));
        } else if tip.starts_with("to pass") && error.kind() == ErrorKind::UnknownArgument {
            let written = tip.rsplit_once("use '").map_or(tip.as_str(), |(_, written)| written);
            hints.push(format!("若是内容而不是选项，请写 {}", written.trim_end_matches('\'')));
        }
    }
    if error.kind() == ErrorKind::UnknownArgument && !arg.starts_with('-') {
        hints.push("含空格的内容请加引号".to_owned());
    }
    hints
}

/// What clap knows of one kind, as plain texts.
fn texts(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}
