//! The rules that `crm init` writes: every one of them, explained, and the classes of a scheme.

mod chinese;
#[cfg(test)]
mod declared;

use super::workspace::DEFAULT;
use crate::rules::Scheme;

/// Where a part of a file begins.
const SCHEME: &str = "# --- The scheme";
const VIEWS: &str = "# --- The views";
const MOVES: &str = "# --- The moves";

/// A `crm.yaml` for a scheme: the default's, with scheme, classes, playbooks and moves of the file
/// that `examples/schemes` has for it.
pub fn starter(scheme: Scheme) -> String {
    let file = match scheme {
        Scheme::Trade => return DEFAULT.to_owned(),
        Scheme::Own => include_str!("../../examples/schemes/own.yaml"),
        Scheme::Abc => include_str!("../../examples/schemes/abc.yaml"),
        Scheme::Volume => include_str!("../../examples/schemes/volume.yaml"),
        Scheme::Pyramid => include_str!("../../examples/schemes/pyramid.yaml"),
        Scheme::Value => include_str!("../../examples/schemes/value.yaml"),
        Scheme::Lifecycle => include_str!("../../examples/schemes/lifecycle.yaml"),
        Scheme::Importance => include_str!("../../examples/schemes/importance.yaml"),
        Scheme::Need => include_str!("../../examples/schemes/need.yaml"),
    };
    let before = part(DEFAULT, None, SCHEME);
    let classes = part(file, Some(SCHEME), VIEWS);
    let views = part(DEFAULT, Some(VIEWS), MOVES);
    format!("{before}{}\n\n{}\n", classes.trim_end(), views.trim_end())
}

/// The same, explained in Chinese.
pub fn starter_in_chinese(scheme: Scheme) -> String {
    chinese::in_chinese(&starter(scheme))
}

/// A text from one heading, or its beginning, up to another, or its end.
fn part<'t>(text: &'t str, from: Option<&str>, to: &str) -> &'t str {
    let text = from.and_then(|from| text.find(from)).map_or(text, |at| &text[at..]);
    text.find(to).map_or(text, |at| &text[..at])
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::declared::{declared, views as views_declared};
    use super::*;
    use crate::config::parse_workspace_config;

    /// What a file says without its comments.
    fn rules(text: &str) -> Vec<&str> {
        let rule = |line: &'_ str| line.split_once('#').map_or(line.len(), |(rule, _)| rule.len());
        let rules = text.lines().map(|line| line[..rule(line)].trim_end());
        rules.filter(|rule| !rule.is_empty()).collect()
    }

    #[test]
    fn in_chinese_it_has_the_same_rules_and_no_english_comment() {
        let has_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for scheme in Scheme::ALL.iter().copied() {
            let (english, chinese) = (starter(scheme), starter_in_chinese(scheme));
            assert_eq!(rules(&english), rules(&chinese), "{scheme:?}");
            assert!(
                parse_workspace_config(chinese.as_bytes(), Path::new("crm.yaml")).1.is_empty(),
                "{scheme:?}"
            );
            for line in chinese.lines() {
                let Some((rule, comment)) = line.split_once('#') else { continue };
                // A rule that is not a rule yet stands behind the sign as it would without it.
                let is_alone = rule.trim().is_empty();
                let is_rule = is_alone && !comment.contains('#') && !comment.starts_with(" ");
                let is_nested = is_alone && comment.starts_with("  ");
                let is_bare = comment.trim().is_empty();
                assert!(is_rule || is_nested || is_bare || has_chinese(comment), "{scheme:?}: {line}");
                let remark = comment.split_once("# ").map_or("题", |(_, remark)| remark);
                assert!(has_chinese(remark), "{scheme:?}: {line}");
                let is_prose = is_alone && comment.starts_with(' ');
                let width = unicode_width::UnicodeWidthStr::width(line);
                assert!(!is_prose || is_nested || width <= 84, "{scheme:?}: {width}: {line}");
            }
        }
    }

    /// `crm init` writes every number as it is declared; `CRM_BLESS=1` puts it into the file.
    #[test]
    fn it_has_every_number_as_it_is_declared() {
        let views = part(DEFAULT, Some(VIEWS), MOVES).split_once("views:\n").expect("the views").1.trim_end();
        let declared = declared(&DEFAULT.replace(views, views_declared().trim_end()));
        if std::env::var_os("CRM_BLESS").is_some() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/config/default.yaml");
            std::fs::write(path, &declared).expect("written");
            // The one that is built in is still the old one.
            return;
        }
        assert!(DEFAULT == declared, "default.yaml is not what is declared: CRM_BLESS=1 writes it");
    }

    #[test]
    fn it_has_the_schemes_classes_and_every_other_default() {
        for scheme in Scheme::ALL.iter().copied() {
            let text = starter(scheme);
            let (config, problems) = parse_workspace_config(text.as_bytes(), Path::new("crm.yaml"));
            assert!(problems.is_empty(), "{scheme:?}: {problems:?}\n{text}");
            assert_eq!(config.policy.scheme, scheme);
            let (default, _) = parse_workspace_config(DEFAULT.as_bytes(), Path::new("crm.yaml"));
            assert_eq!(config.policy.views, default.policy.views, "{scheme:?}");
            assert!(config.people.is_empty(), "{scheme:?}: nobody's team");
            for heading in ["The team", "Money", "The calendar", "Complaints", "The scheme", "The views"] {
                assert_eq!(text.matches(&format!("# --- {heading}")).count(), 1, "{scheme:?}: {heading}");
            }
            assert_eq!(text.matches("\nmoves:").count(), 1, "{scheme:?}");
        }
    }
}
