//! Both sides of a conflict, one behind the other.

use serde_yaml::Value;

use super::pieces::{Level, inner, split};

/// Both texts of a key, where they are lists or texts of several lines; `None` for anything else, which can
/// have one value alone.
pub(crate) fn both(ours: &str, theirs: &str) -> Option<String> {
    lists(ours, theirs).or_else(|| blocks(ours, theirs))
}

fn lists(ours: &str, theirs: &str) -> Option<String> {
    let (_, own, Level::Items(indent)) = inner(ours)? else { return None };
    let (_, other, Level::Items(from)) = inner(theirs)? else { return None };
    let known: Vec<Value> = serde_yaml::from_str(own).ok()?;
    let mut text = ours.to_owned();
    for piece in split(other, Level::Items(from))?.list {
        let item: Vec<Value> = serde_yaml::from_str(piece.body).ok()?;
        if !known.contains(item.first()?) {
            text.push_str(&shifted(piece.lead, from, indent));
            text.push_str(&shifted(piece.body, from, indent));
        }
    }
    Some(text)
}

fn blocks(ours: &str, theirs: &str) -> Option<String> {
    let (own, other) = (block(ours)?, block(theirs)?);
    let (to, from) = (indent(own), indent(other));
    let mut text = ours.to_owned();
    // Folded, two texts without a blank line between them would be one.
    if ours.lines().next()?.contains('>') {
        text.push('\n');
    }
    // What both had before, or have written alike, stands once.
    let known: Vec<&str> = own.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let is_new = |line: &&str| !known.contains(&line.trim());
    let new: String = other.split_inclusive('\n').filter(is_new).collect();
    let new = new.trim_start_matches(['\r', '\n']);
    if new.trim().is_empty() {
        return Some(ours.to_owned());
    }
    text.push_str(&shifted(new, from, to));
    Some(text)
}

/// The lines of a block text.
fn block(text: &str) -> Option<&str> {
    let (head, body) = text.split_at(text.find('\n')? + 1);
    let value = head.split_once(": ")?.1.trim_end();
    (matches!(value, "|" | ">" | "|-" | ">-" | "|+" | ">+") && !body.trim().is_empty()).then_some(body)
}

fn indent(body: &str) -> usize {
    let lines = body.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0)
}

fn shifted(text: &str, from: usize, to: usize) -> String {
    let line = |line: &str| match line.trim().is_empty() {
        true => line.to_owned(),
        false => " ".repeat(to) + line.get(from..).unwrap_or(line),
    };
    text.split_inclusive('\n').map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_block_texts_can_both_stand() {
        for (ours, theirs, want) in [
            ("tags:\n- a\n- b\n", "tags:\n  - b\n  - c\n", Some("tags:\n- a\n- b\n- c\n")),
            ("notes: |\n  a\n", "notes: |\n    b\n      c\n", Some("notes: |\n  a\n  b\n    c\n")),
            ("notes: |\n  a\n  b\n", "notes: |\n  a\n\n  c\n", Some("notes: |\n  a\n  b\n  c\n")),
            ("notes: |\n  a\n  b\n", "notes: |\n  b\n", Some("notes: |\n  a\n  b\n")),
            ("notes: >\n  a\n", "notes: >\n  b\n", Some("notes: >\n  a\n\n  b\n")),
            ("  notes: |\n    a\n", "  notes: |\n    b\n", Some("  notes: |\n    a\n    b\n")),
            (
                "dates:\n- on: 03-04\n  what: x\n",
                "dates:\n# seen\n- on: 05-06\n  what: y\n",
                Some("dates:\n- on: 03-04\n  what: x\n# seen\n- on: 05-06\n  what: y\n"),
            ),
            ("plan: a\n", "plan: b\n", None),
            ("", "notes: |\n  b\n", None),
            ("notes: |2\n  a\n", "notes: |\n  b\n", None),
            ("notes: a\n", "notes: |\n  b\n", None),
            ("tags: [a]\n", "tags:\n- b\n", None),
        ] {
            assert_eq!(both(ours, theirs).as_deref(), want, "{ours:?} {theirs:?}");
        }
    }
}
