//! Lists of items that stand on one line, `[{name: Anna}, {name: Bob}]`: each value as it is written, so that they are
//! merged like those that stand one below the other.

use std::borrow::Cow;

use serde_json::Value;

use super::pieces::{self, Level};
use super::{items, values};
use crate::format::edit::quoted;

/// The indentation of a list's items; `None` where it is not written one below the other.
pub(super) fn indent(text: &str) -> Option<usize> {
    match pieces::inner(text)?.2 {
        Level::Items(indent) => Some(indent),
        Level::Keys(_) => None,
    }
}

/// A list with each key of its items on a line of its own; `None` where it is another thing, or has comments.
pub(super) fn as_block(key: &str, text: &str, indent: Option<usize>) -> Option<String> {
    if self::indent(text).is_some() {
        return Some(text.to_owned());
    }
    let own = text.len() - text.trim_start_matches(' ').len();
    let space = " ".repeat(indent.unwrap_or(own + 2));
    let (head, list) = text.split_once(':')?;
    let mut block = format!("{head}:\n");
    for item in parts(list, ['[', ']'])? {
        for (at, field) in parts(item, ['{', '}'])?.into_iter().enumerate() {
            let sign = if at == 0 { '-' } else { ' ' };
            block.push_str(&format!("{space}{sign} {}\n", plain(field)));
        }
    }
    (values::value(key, &block)? == values::value(key, text)?).then_some(block)
}

/// A field as JSON has it, `"name":"Anna"`, as it is written by hand: only so the same value is the same text.
fn plain(field: &str) -> Cow<'_, str> {
    let json = |field| serde_json::from_str::<serde_json::Map<String, Value>>(&format!("{{{field}}}")).ok();
    match field.starts_with('"').then(|| json(field)).flatten().and_then(|map| map.into_iter().next()) {
        Some((key, Value::String(text))) => Cow::Owned(format!("{}: {}", quoted(&key), quoted(&text))),
        Some((key, value)) => Cow::Owned(format!("{}: {value}", quoted(&key))),
        None => Cow::Borrowed(field),
    }
}

/// The same list on one line again; `None` where that can't be.
pub(super) fn on_one_line(key: &str, block: &str) -> Option<String> {
    let (head, rest, level) = pieces::inner(block)?;
    let Level::Items(indent) = level else { return None };
    let mut list = Vec::new();
    let all = pieces::split(rest, level)?;
    let has_comments = |pieces: &pieces::Pieces<'_>| {
        !pieces.tail.trim().is_empty() || pieces.list.iter().any(|piece| !piece.lead.trim().is_empty())
    };
    for piece in &all.list {
        let open = items::open(piece.body, indent);
        let fields = pieces::split(&open, items::level(&open)?)?;
        let is_long = |text: &str| text.trim_end().contains('\n');
        if has_comments(&fields) || fields.list.iter().any(|field| is_long(field.body)) {
            return None;
        }
        let fields: Vec<&str> = fields.list.iter().map(|field| field.body.trim()).collect();
        list.push(format!("{{{}}}", fields.join(", ")));
    }
    let line = format!("{} [{}]\n", head.trim_end(), list.join(", "));
    let is_same = !has_comments(&all) && values::value(key, block)? == values::value(key, &line)?;
    is_same.then_some(line)
}

/// What stands between brackets, by its commas. Whether it was read rightly is seen in what is made of it.
fn parts(text: &str, [open, close]: [char; 2]) -> Option<Vec<&str>> {
    let inner = text.trim().strip_prefix(open)?.strip_suffix(close)?;
    let (mut found, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    let (mut quote, mut is_escaped, mut is_fresh, mut last) = (None, false, true, ' ');
    for (at, sign) in inner.char_indices() {
        if let Some(end) = quote {
            match sign {
                _ if is_escaped => is_escaped = false,
                '\\' if end == '"' => is_escaped = true,
                _ if sign == end => quote = None,
                _ => {}
            }
            last = sign;
            continue;
        }
        match sign {
            '#' if last.is_whitespace() => return None,
            // A second one behind the first is an apostrophe.
            '"' | '\'' if is_fresh || (sign == '\'' && last == '\'') => quote = Some(sign),
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.checked_sub(1)?,
            ',' if depth == 0 => {
                found.push(inner[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
        // JSON has no blank behind a colon.
        is_fresh = matches!(sign, '[' | '{' | ',')
            || (sign == ':' && last == '"')
            || (sign.is_whitespace() && (is_fresh || last == ':'));
        last = sign;
    }
    let rest = inner[start..].trim();
    if !rest.is_empty() {
        found.push(rest);
    }
    (depth == 0 && quote.is_none() && !found.iter().any(|part| part.contains('\n'))).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_on_one_line_and_its_lines_are_one() {
        for (text, want) in [
            ("c: [{name: A, email: a@x}, {name: B}]\n", "c:\n  - name: A\n    email: a@x\n  - name: B\n"),
            ("  c: [{name: A}]\n", "  c:\n    - name: A\n"),
            (
                "c: [{name: \"A, \\\"B\\\"\", tags: [a, b], p: 007}]\n",
                "c:\n  - name: \"A, \\\"B\\\"\"\n    tags: [a, b]\n    p: 007\n",
            ),
            ("c: [{name: 'O''Brien, A', at: O'Hara}]\n", "c:\n  - name: 'O''Brien, A'\n    at: O'Hara\n"),
        ] {
            assert_eq!(as_block("c", text, None).as_deref(), Some(want), "{text}");
            let line = text.trim_start();
            assert_eq!(on_one_line("c", want).as_deref().map(str::trim_start), Some(line), "{text}");
        }
        let json = "c: [{\"name\":\"A, B\",\"phone\":\"+49 3\",\"n\":7}]\n";
        let block = "c:\n  - name: \"A, B\"\n    phone: \"+49 3\"\n    n: 7\n";
        assert_eq!(as_block("c", json, None).as_deref(), Some(block));
        for text in
            ["c: [a, b]\n", "c: {a: b}\n", "c: [{a: b}] # why\n", "c: x\n", "c: [{}]\n", "c: [{a: b]\n"]
        {
            assert_eq!(as_block("c", text, None), None, "{text}");
        }
        assert_eq!(on_one_line("c", "c:\n  - a: |\n      x\n"), None);
        assert_eq!(on_one_line("c", "c:\n  # who\n  - a: b\n"), None);
        assert_eq!(on_one_line("c", "c:\n  - a: b, c\n"), None);
    }
}
