//! Line and column of a key in a YAML file, of a field in a log line.

use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::str::FromStr;

use yaml_edit::{Mapping, YamlFile, YamlNode};

/// Nesting beyond which a file is not handed to the syntax tree, which recurses.
const DEEP: usize = 64;

/// Brackets beyond which a file is not even handed to the YAML reader, whose time grows with the
/// square of their depth.
const MAX_BRACKETS: usize = 1_000;

/// The syntax tree of a text that is shallow enough for it.
pub(crate) fn tree(text: &str) -> Option<YamlFile> {
    if is_deep(text) { None } else { YamlFile::from_str(text).ok() }
}

/// Whether brackets, dashes or indentation nest deeper than any file of ours.
pub(super) fn is_deep(text: &str) -> bool {
    let mut flow = 0_usize;
    for line in text.lines() {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let dashes = line.split_whitespace().take_while(|word| *word == "-" || *word == "?").count();
        for byte in line.bytes() {
            match byte {
                b'[' | b'{' => flow += 1,
                b']' | b'}' => flow = flow.saturating_sub(1),
                _ => {}
            }
        }
        if flow > DEEP || dashes > DEEP || indent > 8 * DEEP {
            return true;
        }
    }
    false
}

/// Whether so many brackets stand open at once that reading would take seconds.
pub(super) fn is_hopeless(text: &str) -> bool {
    let opening = |byte: &u8| matches!(byte, b'[' | b'{');
    // Counting is all that nearly every file costs.
    if text.as_bytes().iter().filter(|byte| opening(byte)).count() <= MAX_BRACKETS {
        return false;
    }
    let mut open = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > MAX_BRACKETS
    })
}

/// Which part of a key one asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyPart {
    Value,
    /// The key itself.
    Name,
    /// The key itself where it stands for the second time.
    Second,
}

/// Searches of the syntax tree in one text, each of which walks along its mapping. Who made more
/// mistakes than that finds the rest by the lines.
const SEARCHES: usize = 200;

/// Finds places in one text. What a search needs is made once for all of them, so that a file of
/// ten thousand mistakes is told of in the time of one.
pub(crate) struct Finder<'t> {
    text: &'t str,
    root: OnceCell<Option<Mapping>>,
    lines: OnceCell<Vec<usize>>,
    names: OnceCell<HashMap<&'t str, (usize, usize)>>,
    searches: Cell<usize>,
}

impl<'t> Finder<'t> {
    pub fn new(text: &'t str) -> Self {
        Finder {
            text,
            root: OnceCell::new(),
            lines: OnceCell::new(),
            names: OnceCell::new(),
            searches: Cell::new(0),
        }
    }

    /// Line and column (from 1, in characters) of `path` (`contacts[0].verified`), or of the deepest
    /// part of the path that is there.
    pub fn key(&self, path: &str, part: KeyPart) -> (usize, usize) {
        self.searches.set(self.searches.get() + 1);
        if self.searches.get() > SEARCHES {
            return self.named(path);
        }
        match self.root.get_or_init(|| tree(self.text)?.document()?.as_mapping()) {
            Some(root) => self.line_column(offset(root, path, part)),
            None => self.named(path),
        }
    }

    /// The column of a field's value in a line of a log; of the line's beginning where it isn't there.
    pub fn field(&self, line: usize, field: &str) -> usize {
        let Some(start) = self.lines().get(line.saturating_sub(1)) else { return 1 };
        let content = self.text[*start..].split('\n').next().unwrap_or_default();
        let needle = format!("\"{field}\"");
        let mut from = 0;
        while let Some(found) = content[from..].find(&needle) {
            let after = from + found + needle.len();
            let rest = content[after..].trim_start();
            if let Some(value) = rest.strip_prefix(':') {
                let value = value.trim_start();
                return content[..content.len() - value.len()].chars().count() + 1;
            }
            from = after;
        }
        1
    }

    /// Where no tree can be had: the first line that begins with the last named key.
    fn named(&self, path: &str) -> (usize, usize) {
        let name = path.rsplit(['.', ']']).next().unwrap_or(path);
        let name = name.split('[').next().unwrap_or(name);
        let names = self.names.get_or_init(|| {
            let mut names = HashMap::new();
            for (index, line) in self.text.lines().enumerate() {
                let trimmed = line.trim_start_matches([' ', '-']);
                if let Some((name, _)) = trimmed.split_once(':') {
                    let column = line.chars().count() - trimmed.chars().count() + 1;
                    names.entry(name).or_insert((index + 1, column));
                }
            }
            names
        });
        names.get(name).copied().unwrap_or((1, 1))
    }

    fn line_column(&self, offset: usize) -> (usize, usize) {
        let line = self.lines().partition_point(|start| *start <= offset).max(1);
        let start = self.lines()[line - 1];
        (line, line_column(&self.text[start..], offset - start).1)
    }

    /// Where each line begins.
    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let ends = self.text.match_indices('\n').map(|(end, _)| end + 1);
            [0].into_iter().chain(ends).collect()
        })
    }
}

/// One place of a text, as [`Finder::key`].
pub(crate) fn key(text: &str, path: &str, part: KeyPart) -> (usize, usize) {
    Finder::new(text).key(path, part)
}

/// One column of a log, as [`Finder::field`].
pub(crate) fn field(text: &str, line: usize, field: &str) -> usize {
    Finder::new(text).field(line, field)
}

fn offset(root: &Mapping, path: &str, part: KeyPart) -> usize {
    let mut at = 0;
    let mut here = Some(YamlNode::Mapping(root.clone()));
    let segments: Vec<&str> = path.split(['.', '[', ']']).filter(|part| !part.is_empty()).collect();
    for (depth, segment) in segments.iter().enumerate() {
        let last = depth + 1 == segments.len();
        let Some(node) = here.take() else { break };
        if let Some(map) = node.as_mapping() {
            let turn = usize::from(part == KeyPart::Second && last);
            let Some(entry) = map.find_all_entries_by_key(*segment).nth(turn) else { break };
            let key = entry.key_node().map(|node| node.byte_range().start as usize);
            at = key.unwrap_or(at);
            here = entry.value_node();
            if last && part == KeyPart::Value {
                at = here.as_ref().map_or(at, |node| node.byte_range().start as usize);
            }
        } else if let Some(list) = node.as_sequence() {
            here = segment.parse().ok().and_then(|index| list.get(index));
            at = here.as_ref().map_or(at, |node| node.byte_range().start as usize);
        }
    }
    at
}

/// Line and column of a byte offset, both from 1, the column in characters.
pub(super) fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before[start..].trim_start_matches('\u{feff}').chars().count() + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: &str = "# head\nname: Müller\ncontacts:\n  - name: Anna\n    verified: soon\n  - {name: 李, birthday: x}\nname: 2\n";

    #[test]
    fn keys_are_found_where_they_stand() {
        for (path, part, want) in [
            ("name", KeyPart::Value, (2, 7)),
            ("name", KeyPart::Name, (2, 1)),
            ("name", KeyPart::Second, (7, 1)),
            ("contacts[0].verified", KeyPart::Value, (5, 15)),
            ("contacts[1].birthday", KeyPart::Value, (6, 25)),
            ("contacts[7].name", KeyPart::Value, (3, 1)),
            ("missing", KeyPart::Value, (1, 1)),
        ] {
            assert_eq!(key(CARD, path, part), want, "{path}");
        }
        let broken = "name: [\n  owner: x\n";
        assert_eq!(key(broken, "owner", KeyPart::Value).0, 2, "no tree, found by its text");
    }

    #[test]
    fn a_field_is_found_behind_its_colon() {
        let log = "{\"at\":\"2026-11-21\"}\n{\"text\":\"the \\\"next\\\" one\",\"next\": \"x\"}\n";
        assert_eq!(field(log, 1, "at"), 7);
        assert_eq!(field(log, 2, "next"), 36);
        assert_eq!(field(log, 2, "plan"), 1);
        assert_eq!(field(log, 9, "plan"), 1);
    }

    #[test]
    fn ten_thousand_mistakes_are_found_at_once() {
        let text: String = (0..10_000).map(|number| format!("key{number}: x\n")).collect();
        let finder = Finder::new(&text);
        for number in 0..10_000 {
            assert_eq!(finder.key(&format!("key{number}"), KeyPart::Name), (number + 1, 1));
            assert_eq!(finder.field(number + 1, "key"), 1);
        }
    }

    #[test]
    fn deep_nesting_never_reaches_the_tree() {
        assert!(is_deep(&"[".repeat(10_000)));
        assert!(is_deep(&"- ".repeat(10_000)));
        assert!(is_deep(&format!("{}a: 1", " ".repeat(10_000))));
        assert!(!is_deep(CARD));
    }
}
