//! The rules that `crm init` writes: every one of them, explained, and the classes of a scheme.

use super::law::DEFAULT;
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
    };
    let before = part(DEFAULT, None, SCHEME);
    let classes = part(file, Some(SCHEME), VIEWS);
    let views = part(DEFAULT, Some(VIEWS), MOVES);
    format!("{before}{}\n\n{}\n", classes.trim_end(), views.trim_end())
}

/// A text from one heading, or its beginning, up to another, or its end.
fn part<'t>(text: &'t str, from: Option<&str>, to: &str) -> &'t str {
    let text = from.and_then(|from| text.find(from)).map_or(text, |at| &text[at..]);
    text.find(to).map_or(text, |at| &text[..at])
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::parse_law;

    #[test]
    fn it_has_the_schemes_classes_and_every_other_default() {
        for scheme in Scheme::ALL.iter().copied() {
            let text = starter(scheme);
            let (law, problems) = parse_law(text.as_bytes(), Path::new("crm.yaml"));
            assert!(problems.is_empty(), "{scheme:?}: {problems:?}\n{text}");
            assert_eq!(law.policy.scheme, scheme);
            let (default, _) = parse_law(DEFAULT.as_bytes(), Path::new("crm.yaml"));
            assert_eq!(law.policy.views, default.policy.views, "{scheme:?}");
            assert!(law.people.is_empty(), "{scheme:?}: nobody's team");
            for heading in ["The team", "Money", "The calendar", "Complaints", "The scheme", "The views"] {
                assert_eq!(text.matches(&format!("# --- {heading}")).count(), 1, "{scheme:?}: {heading}");
            }
            assert_eq!(text.matches("\nmoves:").count(), 1, "{scheme:?}");
        }
    }
}
