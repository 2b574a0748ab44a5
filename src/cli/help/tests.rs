use std::collections::BTreeSet;

use unicode_width::UnicodeWidthStr;

use super::markup::{Block, Page, Span, spans};
use super::*;
use crate::cli::cmd;

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// Every command with everything below it, built as clap builds it.
fn tree(lang: Lang) -> Vec<Command> {
    fn below(command: &Command, all: &mut Vec<Command>) {
        all.push(command.clone());
        command.get_subcommands().for_each(|sub| below(sub, all));
    }
    let mut command = localised(&Surroundings::default(), cmd::command(), lang);
    command.build();
    let mut all = Vec::new();
    below(&command, &mut all);
    all
}

#[test]
fn every_text_of_the_help_has_its_chinese() {
    let mut missing = Vec::new();
    let mut tell = |what: String, text: Option<String>| {
        if !text.as_deref().is_some_and(has_chinese) {
            missing.push(format!("{what}: {}", text.unwrap_or_default()));
        }
    };
    for command in tree(Lang::Zh) {
        let name = command.get_name();
        tell(format!("{name}, about"), command.get_about().map(ToString::to_string));
        for (what, text) in [
            ("long about", command.get_long_about()),
            ("before help", command.get_before_help()),
            ("before long help", command.get_before_long_help()),
            ("after help", command.get_after_help()),
            ("after long help", command.get_after_long_help()),
        ] {
            if let Some(text) = text {
                tell(format!("{name}, {what}"), Some(text.to_string()));
            }
        }
        for arg in command.get_arguments() {
            let id = arg.get_id();
            tell(format!("{name}, {id}"), arg.get_help().map(ToString::to_string));
            tell(format!("{name}, {id}, heading"), arg.get_help_heading().map(str::to_owned));
            for value in
                arg.get_value_names().filter(|_| arg.get_action().takes_values()).into_iter().flatten()
            {
                // A shell is called so in Chinese, too.
                tell(format!("{name}, {id}, value"), Some(value.replace("SHELL", "外壳")));
            }
            if let Some(long) = arg.get_long_help() {
                for line in long.to_string().lines().filter(|line| !line.is_empty()) {
                    tell(format!("{name}, {id}, long help"), Some(line.to_owned()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "without Chinese in src/cli/help/zh:\n{}", missing.join("\n"));
}

#[test]
fn every_chinese_text_is_still_used() {
    let english = tree(Lang::En);
    let mut shared: BTreeSet<&str> = zh::SHARED.iter().map(|(id, _)| *id).collect();
    for page in zh::pages() {
        let command = english.iter().find(|command| command.get_name() == page.name);
        let command = command.unwrap_or_else(|| panic!("there is no command {}", page.name));
        let mut ids = BTreeSet::new();
        for arg in command.get_arguments() {
            let id = arg.get_id().as_str();
            ids.insert(id.to_owned());
            ids.extend(arg.get_possible_values().iter().map(|value| format!("{id}={}", value.get_name())));
        }
        for (id, _) in page.args {
            assert!(ids.remove(*id), "crm {} has no {id}", page.name);
        }
        shared.retain(|id| !ids.contains(*id));
        assert_eq!(page.after.is_empty(), command.get_after_help().is_none(), "crm {}", page.name);
    }
    assert!(shared.is_empty(), "no command uses {shared:?}");
}

#[test]
fn the_help_fits_into_eighty_columns() {
    let mut wide = Vec::new();
    for command in tree(Lang::Zh) {
        let mut command = command.term_width(80);
        for text in [command.render_help(), command.render_long_help()] {
            let text = text.to_string();
            assert!(has_chinese(&text), "{text}");
            for english in [
                "Usage:",
                "[OPTIONS]",
                "COMMAND",
                "Options:",
                "Arguments:",
                "Commands:",
                "[default",
                "ossible values",
            ] {
                assert!(!text.contains(english), "{english}\n{text}");
            }
            let name = command.get_name();
            wide.extend(text.lines().filter(|line| line.width() > 80).map(|line| format!("{name}: {line}")));
        }
    }
    assert!(wide.is_empty(), "wider than 80 columns:\n{}", wide.join("\n"));
}

#[test]
fn english_help_is_what_clap_was_told() {
    for (mut plain, mut told) in cmd::command()
        .get_subcommands()
        .cloned()
        .zip(localised(&Surroundings::default(), cmd::command(), Lang::En).get_subcommands().cloned())
    {
        assert_eq!(plain.render_long_help().to_string(), told.render_long_help().to_string());
    }
}

#[test]
fn every_command_stands_in_one_group() {
    let command = cmd::command();
    let mut names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    let mut grouped: Vec<&str> = overview::GROUPS.iter().flat_map(|(_, _, names)| *names).copied().collect();
    names.sort_unstable();
    grouped.sort_unstable();
    assert_eq!(names, grouped);
}

/// The words of an example as a shell would take them, without its comment and its pipe.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => {
                words.push(std::mem::take(&mut word));
                if matches!(chars.peek(), Some(' ' | '|' | '>')) {
                    return words;
                }
            }
            _ => word.push(c),
        }
    }
    words.push(word);
    words
}

#[test]
fn every_example_can_be_typed() {
    let mut count = 0;
    for command in tree(Lang::Zh).iter().chain(&tree(Lang::En)) {
        let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        for line in after.lines().filter(|line| line.starts_with("  crm ")) {
            let parsed = localised(&Surroundings::default(), cmd::command(), Lang::Zh)
                .try_get_matches_from(words(line.trim_start()));
            assert!(parsed.is_ok(), "{line}\n{:?}", parsed.err());
            count += 1;
        }
    }
    assert!(count > 60, "only {count} examples were seen");
}

fn asked_in(line: &str) -> Option<String> {
    asked(line.split(' ').map(OsString::from))
}

#[test]
fn the_language_is_known_before_the_arguments_are() {
    for (line, want) in [
        ("crm --lang zh due", Some("zh")),
        ("crm due --lang=zh --help", Some("zh")),
        ("crm due --help --lang en", Some("en")),
        ("crm due --lang", None),
        ("crm due", None),
        ("crm log x -- --lang zh", None),
        ("--lang zh", None),
    ] {
        assert_eq!(asked_in(line).as_deref(), want, "{line}");
    }
}

fn misused(line: &str) -> String {
    let command = localised(&Surroundings::default(), cmd::command(), Lang::Zh);
    let error = command.try_get_matches_from(line.split(' ')).expect_err(line);
    assert!(misuse(&error, None, Lang::En).is_none(), "clap tells it");
    misuse(&error, None, Lang::Zh).unwrap_or_else(|| panic!("{line}: nothing was told"))
}

#[test]
fn misuse_is_told_in_chinese() {
    for (line, want) in [
        ("crm lis", "错误：没有命令「lis」\n  建议：crm list\n"),
        ("crm -C x", "错误：缺少命令\n"),
        ("crm due --ownr me", "错误：没有选项「--ownr」\n  建议：--owner\n"),
        ("crm show a b", "错误：多余的参数「b」\n  建议：含空格的内容请加引号\n"),
        ("crm grade", "错误：缺少参数：<编号>、<等级>\n"),
        ("crm due --owner", "错误：--owner <人员> 后面缺少值\n"),
        (
            "crm due --format xml",
            "错误：--format <格式> 的值「xml」无效\n  建议：可选 table、plain、json、csv、ids\n",
        ),
        ("crm due --format jsn", "错误：--format <格式> 的值「jsn」无效\n  建议：json\n"),
        ("crm due --limit many", "错误：--limit <个数> 的值「many」无效，应为整数\n"),
        ("crm due --json --format csv", "错误：--json 不能与 --format <格式> 同时使用\n"),
        ("crm archive x --why a --why b", "错误：--why <内容> 只能写一次\n"),
        ("crm due --why=yes", "错误：--why 后面不能带值「yes」\n"),
        ("crm log x --Preis", "错误：没有选项「--Preis」\n  建议：若是内容而不是选项，请写 -- --Preis\n"),
    ] {
        let told = misused(line);
        assert!(told.starts_with(want), "{line}\n{told}");
        assert!(!told.contains("Usage:") && !told.contains("error"), "{told}");
    }
    assert!(misused("crm grade").contains("\n用法：crm grade"));
}

#[test]
fn help_and_version_are_claps_to_print() {
    for line in ["crm --help", "crm due -h", "crm --version", "crm"] {
        let error = localised(&Surroundings::default(), cmd::command(), Lang::Zh)
            .try_get_matches_from(line.split(' '));
        assert!(misuse(&error.expect_err(line), None, Lang::Zh).is_none(), "{line}");
    }
}

/// What a topic has typed or names, whatever block it stands in.
fn codes(page: &Page) -> Vec<String> {
    let mut texts = Vec::new();
    for block in &page.blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => texts.push(text),
            Block::Items(items) => texts.extend(items),
            Block::Terms(terms) => texts.extend(terms.iter().flat_map(|(term, meaning)| [term, meaning])),
            Block::Verbatim(_) => {}
        }
    }
    let code = |span| match span {
        Span::Code(code) => Some(code.to_owned()),
        Span::Text(_) => None,
    };
    texts.into_iter().flat_map(|text| spans(text).filter_map(code).collect::<Vec<_>>()).collect()
}

/// Code with words that are other ones in Chinese.
const TRANSLATED: &[&str] = &[
    "dates: [{on: 2023-09-06, what: cooperation began}]",
    "crm list --in pyramid=super,big",
    "note: a part of the workspace: 3 of 5 customers",
    "--from \"Li Na <li@example.com>\"",
    "customers/<folders>/<id>.yaml",
    "customers/<folders>/<id>.log.jsonl",
    "customers/<folders>/<id>.files/",
    "path:line:column",
];

#[test]
fn a_topic_says_the_same_in_both_languages() {
    let mut missing = Vec::new();
    for topic in TOPICS {
        let pages = [Lang::En, Lang::Zh].map(|lang| topic.page(lang));
        let kinds = |page: &Page| {
            let kind = |block: &Block| match block {
                Block::Heading { anchor, .. } => format!("heading {anchor:?}"),
                Block::Paragraph(_) => "paragraph".to_owned(),
                Block::Items(items) => format!("{} items", items.len()),
                Block::Terms(terms) => format!("{} terms", terms.len()),
                Block::Verbatim(_) => "verbatim".to_owned(),
            };
            page.blocks.iter().map(kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds(&pages[0]), kinds(&pages[1]), "{}", topic.name);
        assert!(has_chinese(&pages[1].about) && !has_chinese(&pages[0].about), "{}", topic.name);
        let [english, chinese] = pages.each_ref().map(codes);
        // What stands for a value is called otherwise in Chinese, and an example may have words of its own.
        let stands_for = |code: &str| {
            let words = code.split(|c: char| !c.is_ascii_alphabetic());
            words.into_iter().any(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase()))
        };
        let is_same =
            |code: &String| code.is_ascii() && !stands_for(code) && !TRANSLATED.contains(&code.as_str());
        let own = english.iter().filter(|code| is_same(code) && !chinese.contains(code));
        missing.extend(own.map(|code| format!("{}: {code}", topic.name)));
    }
    assert!(missing.is_empty(), "not in the Chinese:\n{}", missing.join("\n"));
}

#[test]
fn what_a_topic_names_can_be_typed() {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    let mut count = 0;
    for topic in TOPICS {
        for code in [Lang::En, Lang::Zh].iter().flat_map(|lang| codes(&topic.page(*lang))) {
            let Some(line) = code.strip_prefix("crm ") else { continue };
            let line = line.split(" | ").next().unwrap_or_default().split(" > ").next().unwrap_or_default();
            let parsed = cmd::command().try_get_matches_from(words(&format!("crm {line}")));
            // A command or an option may be named without its value.
            let lacks = |error: &clap::Error| match error.kind() {
                ErrorKind::InvalidValue => {
                    error.get(ContextKind::InvalidValue) == Some(&ContextValue::String(String::new()))
                }
                kind => matches!(kind, ErrorKind::MissingRequiredArgument | ErrorKind::DisplayHelp),
            };
            assert!(parsed.as_ref().err().is_none_or(lacks), "{}: {code}\n{:?}", topic.name, parsed.err());
            count += 1;
        }
    }
    assert!(count > 150, "only {count} were seen");
}

#[test]
fn a_topic_fits_into_its_page() {
    for (topic, lang) in TOPICS.iter().flat_map(|topic| [(topic, Lang::En), (topic, Lang::Zh)]) {
        for width in [40, 80] {
            let text = terminal::page(topic.name, &topic.page(lang), width, &Styles::plain()).to_string();
            // How wide a tab is, a terminal decides.
            let wide = text.lines().filter(|line| line.width() > width && !line.contains('\t'));
            let wide: Vec<&str> = wide.collect();
            assert!(wide.is_empty(), "{}, {width}:\n{}", topic.name, wide.join("\n"));
            assert!(!text.contains('`'), "{}: a backtick that no other one closes", topic.name);
        }
        // So that the overview has a line for each.
        assert!(topic.page(lang).about.width() <= 64, "{}", topic.name);
    }
}

/// A list that a line without its two blanks has torn is a paragraph with colons in it.
#[test]
fn no_list_of_a_topic_is_torn() {
    for topic in topics::TOPICS {
        for lang in [Lang::En, Lang::Zh] {
            for block in topic.page(lang).blocks {
                if let Block::Paragraph(text) = &block {
                    assert!(!text.contains(" : "), "{}: {text}", topic.name);
                }
            }
        }
    }
}
