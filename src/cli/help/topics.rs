//! `crm help TOPIC`: what belongs to no single command.

use std::ffi::OsString;

use crate::render::lang::Lang;

/// A page of its own.
struct Topic {
    name: &'static str,
    english: &'static str,
    chinese: &'static str,
}

const TOPICS: &[Topic] = &[Topic { name: "safety", english: SAFETY, chinese: SAFETY_ZH }];

/// The page that was asked for with `crm help TOPIC`, whatever options stand around it; `None` where a
/// command was meant.
pub fn topic(args: impl Iterator<Item = OsString>, lang: Lang) -> Option<&'static str> {
    let texts: Vec<String> = args.skip(1).map(|arg| arg.to_string_lossy().into_owned()).collect();
    let at = texts.iter().position(|text| text == "help")?;
    // What stands before it are options alone.
    let is_option = |text: &String| text.starts_with('-') || Lang::parse(text).is_some();
    let name = texts.get(at + 1).filter(|_| texts[..at].iter().all(is_option))?;
    let found = TOPICS.iter().find(|topic| topic.name == name)?;
    Some(match lang {
        Lang::En => found.english,
        Lang::Zh => found.chinese,
    })
}

const SAFETY: &str = include_str!("topics/safety.en.txt");
const SAFETY_ZH: &str = include_str!("topics/safety.zh.txt");

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Option<&'static str> {
        topic(line.split(' ').map(OsString::from), Lang::En)
    }

    #[test]
    fn a_topic_is_found_behind_help_alone() {
        for line in
            ["crm help safety", "crm --lang en help safety", "crm --no-input help safety --color never"]
        {
            assert!(asked(line).is_some(), "{line}");
        }
        for line in ["crm help", "crm help sync", "crm log acme help safety", "crm safety"] {
            assert_eq!(asked(line), None, "{line}");
        }
    }

    #[test]
    fn a_page_fits_a_terminal() {
        for topic in TOPICS {
            for line in topic.english.lines().chain(topic.chinese.lines()) {
                assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
            }
        }
    }
}
