//! `--redact`: which commands can answer redacted, and which must refuse.

use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::exit::Exit;
use super::failure::Failure;
use super::surroundings::Surroundings;
use super::typed;
use crate::config::{WorkspaceConfig, lasting_key, passing_key};
use crate::model::Redaction;
use crate::render::hide_amounts;
use crate::render::lang::{self, Lang, both, tr};
use crate::rules::policy::Gaps;
use crate::rules::{Cadence, Policy};

/// What a command can do about masks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Masks {
    /// Its answers are made of customers that were redacted before, and of nothing else.
    Possible,
    /// It shows nothing of any customer's data.
    Needless,
    /// It writes or shows the files as they are.
    Refused,
}

/// Options with which a command writes that can be redacted: what is masked must never be written down.
const WRITING: &[&str] = &["apply", "yes"];

/// The option, for a command that has it.
pub fn with_option(command: Command) -> Command {
    command.arg(
        Arg::new("redact")
            .long("redact")
            .action(ArgAction::SetTrue)
            .help("Mask all but customers' names, the rules' own words and days (or CRM_REDACT=1)"),
    )
}

/// Whether CRM_REDACT asks for masks in every answer.
pub fn is_wished(around: &Surroundings) -> bool {
    around.variable("CRM_REDACT").is_some_and(|wish| !matches!(wish.as_str(), "0" | "false" | "no"))
}

/// Whether the answer is to be masked; a command that can't be refuses.
pub fn asked(around: &Surroundings, masks: Masks, matches: &ArgMatches) -> Result<bool, Failure> {
    let Some((name, own)) = matches.subcommand() else { return Ok(false) };
    let is_set = |id: &str| own.try_get_one::<bool>(id).ok().flatten() == Some(&true);
    if !(is_wished(around) || is_set("redact")) || masks == Masks::Needless {
        return Ok(false);
    }
    if masks == Masks::Refused {
        return Err(Failure::usage(both!("crm {name} can't be redacted", "crm {name} 无法脱敏"))
            .because(both!(
                "CRM_REDACT is set, and it writes or shows the files as they are",
                "已设置 CRM_REDACT，而它会写入文件，或原样显示文件内容"
            ))
            .try_this(typed::again_with(around, "CRM_REDACT=0")));
    }
    match WRITING.iter().find(|id| is_set(id)) {
        None => Ok(true),
        Some(option) => Err(Failure::usage(both!(
            "--{option} can't be redacted: masks would be written to the files",
            "--{option} 无法脱敏：遮盖后的内容会写入文件"
        ))),
    }
}

/// What is said of `--redact` with a command that doesn't have it: clap would guess at another option.
pub fn misplaced(
    around: &Surroundings,
    error: &clap::Error,
    all: Command,
    masks: impl Fn(&str) -> Option<Masks>,
) -> Option<Failure> {
    let ContextValue::String(option) = error.get(ContextKind::InvalidArg)? else { return None };
    if error.kind() != ErrorKind::UnknownArgument || option != "--redact" {
        return None;
    }
    let can = |name: &str| masks(name) == Some(Masks::Possible);
    let names = all.get_subcommands().map(Command::get_name).filter(|name| can(name));
    let names: Vec<String> = names.map(str::to_owned).collect();
    let name = typed::command(around, all)?;
    match masks(&name).unwrap_or(Masks::Refused) {
        Masks::Possible => None,
        Masks::Needless => {
            let what = both!("crm {name} has nothing to redact", "crm {name} 没有需要脱敏的内容");
            Some(Failure::usage(what).try_this(both!("leave out --redact", "去掉 --redact")))
        }
        Masks::Refused => Some(
            Failure::usage(both!("crm {name} can't be redacted", "crm {name} 无法脱敏"))
                .because(both!(
                    "it writes or shows the files as they are",
                    "它会写入文件，或原样显示文件内容"
                ))
                .try_this(both!(
                    |lang| "--redact goes with {can}",
                    "可用 --redact 的命令：{can}",
                    can = names.join(lang.pick(", ", "、"))
                )),
        ),
    }
}

/// Draws the redaction. `home` is the folder of the user's own files; without one the masks change from run to
/// run, and the second answer says so.
pub fn draw(home: Option<&Path>, lang: Lang) -> Result<(Redaction, Option<String>), Failure> {
    hide_amounts();
    let passing = |why: &str| {
        let warning = tr!(
            lang,
            "warning: {why}: the masks hold for this answer alone, and match no other one",
            "警告：{why}：遮盖只对这一次有效，与其他结果对不上"
        );
        Ok((Redaction::new(passing_key()), Some(warning)))
    };
    let Some(home) = home else {
        return passing(lang.pick("there is no home folder for a key", "没有存放密钥的主目录"));
    };
    let path = home.join("crm/redact.key");
    let shown = path.display();
    match lasting_key(&path) {
        Ok(key) => Ok((Redaction::new(key), None)),
        // One that is there and can't be read would be replaced by another one, without a word.
        Err(error) if path.exists() => {
            Err(Failure::new(Exit::System, both!("{shown} holds no key", "{shown} 不是有效的密钥"))
                .because(&error)
                .try_this(both!(
                    "remove it: a new one is made, and masks change",
                    "删除它：会新建密钥，遮盖结果随之改变"
                )))
        }
        Err(error) => {
            let error = lang::system(lang, &error);
            passing(&tr!(lang, "{shown} can't be made ({error})", "无法新建 {shown}（{error}）"))
        }
    }
}

/// A redaction through which the words of these rules are seen.
pub fn knowing(redaction: Option<&Redaction>, config: &WorkspaceConfig) -> Option<Redaction> {
    let grades = || config.policy.grades.iter().map(|grade| grade.class.as_str());
    let people = || config.people.iter().map(|person| person.id.as_str());
    let views = &config.policy.views;
    let units = || [&views.abc.unit, &views.volume.unit].into_iter().flatten().map(String::as_str);
    redaction.map(|redaction| redaction.knowing(grades(), people(), units()))
}

/// Lets the rules know their products by what the entries have behind a redaction: their steps give the same dates.
pub fn products(redaction: Option<&Redaction>, policy: &mut Policy) {
    let Some(redaction) = redaction else { return };
    for grade in &mut policy.grades {
        if let Cadence::Steps(steps) = &grade.cadence {
            let masked = |(name, own): &(String, Vec<Gaps>)| (redaction.product(name), own.clone());
            let products = steps.products().iter().map(masked).collect();
            grade.cadence = Cadence::Steps(steps.clone().with_products(products));
        }
    }
}

/// What somebody looks for, as it was typed and as it is seen behind a redaction.
pub fn seen(
    redaction: Option<&Redaction>,
    typed: &[String],
    mask: impl Fn(&Redaction, &[String]) -> Vec<String>,
) -> Vec<String> {
    let masks = redaction.map(|redaction| mask(redaction, typed)).unwrap_or_default();
    typed.iter().cloned().chain(masks).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::cmd;

    #[test]
    fn every_command_is_redacted_or_bare_or_refuses() {
        for (line, wished, want) in [
            ("crm due --redact", None, Some(true)),
            ("crm due", None, Some(false)),
            ("crm due", Some("1"), Some(true)),
            ("crm due", Some("0"), Some(false)),
            ("crm undo", Some("1"), Some(true)),
            ("crm init", Some("1"), Some(false)),
            ("crm log x y", Some("1"), None),
            ("crm check", Some("yes"), None),
            ("crm spread --redact --apply", None, None),
            ("crm review --redact --yes", None, None),
        ] {
            let matches = cmd::command().try_get_matches_from(line.split(' ')).expect("read");
            let variables = wished.map(|wish: &str| ("CRM_REDACT".into(), wish.into())).into_iter().collect();
            let around = Surroundings { variables, ..Surroundings::default() };
            let masks = matches.subcommand_name().and_then(cmd::named).expect("one").masks;
            assert_eq!(asked(&around, masks, &matches).ok(), want, "{line} {wished:?}");
        }
    }
}
