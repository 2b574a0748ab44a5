//! A YAML text as the pieces that people change: keys, and items of lists, each with the comments
//! above it. Nothing is interpreted; put together again, the pieces are the text, byte for byte.

use std::collections::HashMap;

/// One key with its value, or one item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    /// What makes it the same piece in another version of the text: the key, or what an item is known by.
    pub id: String,
    /// Blank lines and comments above it.
    pub lead: &'t str,
    /// Its own lines.
    pub body: &'t str,
}

/// The pieces of one level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pieces<'t> {
    pub list: Vec<Piece<'t>>,
    /// Blank lines and comments below the last one.
    pub tail: &'t str,
}

impl<'t> Pieces<'t> {
    /// Each piece by what it is known by.
    pub fn by_id(&self) -> HashMap<&str, &Piece<'t>> {
        self.list.iter().map(|piece| (piece.id.as_str(), piece)).collect()
    }
}

/// What a level consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// Keys at this indentation.
    Keys(usize),
    /// Items that begin with a dash at this indentation.
    Items(usize),
}

impl Level {
    fn indent(self) -> usize {
        match self {
            Level::Keys(indent) | Level::Items(indent) => indent,
        }
    }
}

/// The pieces of a text whose lines all end; `None` where it is written in another way, such as
/// `{name: x}`. The ids of items are left empty.
pub(super) fn split(text: &str, level: Level) -> Option<Pieces<'_>> {
    let mut cuts: Vec<(String, usize, usize)> = Vec::new();
    // Where the blank lines and comments began that wait for the next line.
    let mut waiting: Option<usize> = None;
    let mut offset = 0;
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        if content.trim().is_empty() {
            waiting.get_or_insert(start);
            continue;
        }
        if content.starts_with('#') {
            // Further in than the level, it belongs to what stands above it.
            if indent > level.indent() && !cuts.is_empty() {
                waiting = None;
                end = offset;
            } else {
                waiting.get_or_insert(start);
            }
            continue;
        }
        if content.starts_with('\t') || indent < level.indent() {
            return None;
        }
        let dash = content.starts_with("- ") || content.trim_end() == "-";
        let begins = indent == level.indent() && (matches!(level, Level::Items(_)) || !dash);
        if begins {
            let id = match level {
                Level::Items(_) if dash => String::new(),
                Level::Items(_) => return None,
                Level::Keys(_) => key(content)?,
            };
            cuts.push((id, waiting.unwrap_or(start), start));
        } else if cuts.is_empty() {
            return None;
        }
        waiting = None;
        end = offset;
    }
    let mut list = Vec::with_capacity(cuts.len());
    for (at, (id, lead, start)) in cuts.iter().enumerate() {
        let stop = cuts.get(at + 1).map_or(end, |(_, next, _)| *next);
        list.push(Piece { id: id.clone(), lead: &text[*lead..*start], body: &text[*start..stop] });
    }
    Some(Pieces { list, tail: &text[end..] })
}

/// The key that a line begins with.
fn key(content: &str) -> Option<String> {
    let first = content.chars().next()?;
    if matches!(first, '"' | '\'') {
        let inner = &content[1..];
        let close = inner.find(first)?;
        let rest = inner[close + 1..].trim_start();
        return rest.starts_with(':').then(|| inner[..close].to_owned());
    }
    if matches!(first, '{' | '[' | '?' | '&' | '*' | '!' | '|' | '>' | '%' | '@' | '`') {
        return None;
    }
    let ends = content.find(": ").into_iter().chain(content.find(":\n")).min()?;
    Some(content[..ends].trim_end().to_owned())
}

/// The first line of a piece, and the level of what stands below it; `None` for one that holds its
/// value on the first line, or in another way than by keys and items.
pub(super) fn inner(body: &str) -> Option<(&str, &str, Level)> {
    let (head, rest) = body.split_at(body.find('\n')? + 1);
    let own = head.len() - head.trim_start_matches(' ').len();
    let value = match head.trim_start().strip_prefix("- ") {
        Some(_) => return None,
        None => head.split_once(':')?.1.trim(),
    };
    if !(value.is_empty() || value.starts_with('#')) {
        return None;
    }
    let line = rest.lines().find(|line| {
        let content = line.trim();
        !content.is_empty() && !content.starts_with('#')
    })?;
    let content = line.trim_start_matches(' ');
    let indent = line.len() - content.len();
    let dash = content.starts_with("- ") || content.trim_end() == "-";
    match dash {
        true if indent >= own => Some((head, rest, Level::Items(indent))),
        false if indent > own => Some((head, rest, Level::Keys(indent))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# ours\nname: Acme # n\n\n# whom to ask\ncontacts:\n- name: A\n  # of A\n  phone: 1\n\n- name: B\n  # of B\nnotes: |\n  # no comment\n\n  text\n\"plan\": x\n# the end\n";

    fn ids(pieces: &Pieces<'_>) -> Vec<String> {
        pieces.list.iter().map(|piece| piece.id.clone()).collect()
    }

    #[test]
    fn the_pieces_are_the_text() {
        let pieces = split(TEXT, Level::Keys(0)).expect("keys");
        assert_eq!(ids(&pieces), ["name", "contacts", "notes", "plan"]);
        let whole: String = pieces.list.iter().map(|piece| format!("{}{}", piece.lead, piece.body)).collect();
        assert_eq!(format!("{whole}{}", pieces.tail), TEXT);
        assert_eq!(pieces.list[1].lead, "\n# whom to ask\n");
        assert!(pieces.list[1].body.ends_with("  # of B\n"));
        assert!(pieces.list[2].body.ends_with("  text\n"));
        assert_eq!(pieces.tail, "# the end\n");
        let (head, rest, level) = inner(pieces.list[1].body).expect("items");
        assert_eq!((head, level), ("contacts:\n", Level::Items(0)));
        let items = split(rest, level).expect("items");
        assert_eq!(items.list.len(), 2);
        assert!(items.list[0].body.ends_with("  phone: 1\n"));
    }

    #[test]
    fn what_is_written_in_another_way_is_left_alone() {
        for text in ["{name: x}\n", "? a\n: b\n", "\tname: x\n", "- a\n", "  name: x\n", "name\n"] {
            assert_eq!(split(text, Level::Keys(0)), None, "{text}");
        }
        assert_eq!(split("", Level::Keys(0)), Some(Pieces::default()));
        for body in ["a: 1\n", "a: {x: 1}\n", "a: |\n  text\n", "a: [1,\n  2]\n", "a:\n"] {
            assert_eq!(inner(body), None, "{body}");
        }
    }
}
