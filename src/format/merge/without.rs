//! A file without some items of a list, every other byte as it is: what stands beside the others is theirs.

use super::pieces::{self, Level};
use super::{flow_list, mapping};

/// That file; `None` where it can't be made so.
pub(crate) fn without_items(key: &str, text: &str, gone: &[usize]) -> Option<String> {
    let read = |text: &str| mapping(text.trim_start_matches('\u{feff}'));
    let mut want = read(text)?;
    let list = want.get_mut(key)?.as_sequence_mut()?;
    let mut place = 0..;
    list.retain(|_| place.next().is_none_or(|at: usize| !gone.contains(&at)));
    if list.is_empty() {
        return None;
    }
    let ways = [below, on_one_line, in_brackets];
    ways.iter().filter_map(|way| way(key, text, gone)).find(|found| read(found).as_ref() == Some(&want))
}

/// Of a list with one item below the other. What is written above an item stays: it may be said of all that follow.
fn below(key: &str, text: &str, gone: &[usize]) -> Option<String> {
    with_list(key, text, |body| {
        let (head, rest, level) = pieces::inner(body)?;
        let Level::Items(_) = level else { return None };
        let items = pieces::split(rest, level)?;
        let mut out = head.to_owned();
        for (at, item) in items.list.iter().enumerate() {
            out.push_str(item.lead);
            out.push_str(if gone.contains(&at) { "" } else { item.body });
        }
        Some(out + items.tail)
    })
}

/// Of a list that stands on one line.
fn on_one_line(key: &str, text: &str, gone: &[usize]) -> Option<String> {
    with_list(key, text, |body| {
        let block = flow_list::as_block(key, body, None)?;
        let (head, rest, level) = pieces::inner(&block)?;
        let items = pieces::split(rest, level)?.list.into_iter().enumerate();
        let rest: String = items.filter(|(at, _)| !gone.contains(at)).map(|(_, item)| item.body).collect();
        flow_list::on_one_line(key, &format!("{head}{rest}"))
    })
}

/// A file with another text for one of its keys.
fn with_list(key: &str, text: &str, new: impl Fn(&str) -> Option<String>) -> Option<String> {
    let file = pieces::split(text, Level::Keys(0))?;
    let mut out = String::new();
    for piece in &file.list {
        out.push_str(piece.lead);
        match piece.id == key {
            true => out.push_str(&new(piece.body)?),
            false => out.push_str(piece.body),
        }
    }
    Some(out + file.tail)
}

/// Of a list in brackets, on however many lines: a comment behind an item goes with it.
fn in_brackets(key: &str, text: &str, gone: &[usize]) -> Option<String> {
    let head = format!("{key}:");
    let begins = |at: &usize| *at == 0 || text[..*at].ends_with(['\n', '\u{feff}']);
    let start = text.match_indices(&head).map(|(at, _)| at).find(begins)? + head.len();
    let open = start + text[start..].find(|c: char| !c.is_whitespace())?;
    let items = items(text, open)?;
    let mut out = text.to_owned();
    for (at, item) in items.iter().enumerate().rev().filter(|(at, _)| gone.contains(at)) {
        let line = text[..item.start].rfind('\n').map_or(0, |end| end + 1);
        let end = text[item.end..].find('\n').map(|end| item.end + end + 1)?;
        let rest = text[item.end..end].trim();
        let is_alone = text[line..item.start].trim().is_empty() && (rest.is_empty() || rest.starts_with('#'));
        let range = match is_alone {
            true => line..end,
            // The blank between it and the next one; of the last one, the comma before it.
            false if items.len() > at + 1 => item.start..items[at + 1].start,
            false => items[at.checked_sub(1)?].end - 1..item.end,
        };
        out.replace_range(range, "");
    }
    Some(out)
}

/// The items between brackets that open at a place, each with the comma behind it.
fn items(text: &str, open: usize) -> Option<Vec<std::ops::Range<usize>>> {
    let inner = text[open..].strip_prefix('[')?;
    let (mut found, mut begun, mut depth) = (Vec::new(), None, 0_usize);
    let (mut quote, mut is_escaped, mut is_comment, mut last) = (None, false, false, ' ');
    // Behind the last sign that is none of a comment's.
    let mut end = open;
    for (at, sign) in inner.char_indices() {
        let place = open + 1 + at;
        let before = std::mem::replace(&mut last, sign);
        match (sign, quote) {
            ('\n', None) => is_comment = false,
            _ if is_comment => {}
            _ if is_escaped => is_escaped = false,
            ('\\', Some('"')) => is_escaped = true,
            (sign, Some(mark)) => quote = Some(mark).filter(|mark| *mark != sign),
            ('#', None) if before.is_whitespace() => is_comment = true,
            ('"' | '\'', None) if matches!(before, '[' | '{' | ',' | ':') || before.is_whitespace() => {
                quote = Some(sign);
                begun.get_or_insert(place);
            }
            (']', None) if depth == 0 => {
                found.extend(begun.map(|start| start..end));
                return Some(found);
            }
            (',', None) if depth == 0 => found.push(begun.take()?..place + 1),
            (sign, None) => {
                match sign {
                    '[' | '{' => depth += 1,
                    ']' | '}' => depth = depth.checked_sub(1)?,
                    _ => {}
                }
                if !sign.is_whitespace() {
                    begun.get_or_insert(place);
                }
            }
        }
        if !is_comment && !sign.is_whitespace() {
            end = place + sign.len_utf8();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_the_others_stays() {
        let file = |list: &str| format!("name: F\nc:{list}# end\n");
        for (list, gone, want) in [
            (" [{name: A}, {name: B, p: 007}]  \n", 0, Some(" [{name: B, p: 007}]\n")),
            (" [{name: A}, {name: B, p: 007}] # who\n", 0, Some(" [{name: B, p: 007}] # who\n")),
            (" [{name: A}, {name: B}] # who\n", 1, Some(" [{name: A}] # who\n")),
            (
                " [\n  {name: \"A, }\"}, # of A\n  {name: B},  # only mornings\n]\n",
                0,
                Some(" [\n  {name: B},  # only mornings\n]\n"),
            ),
            (
                " [\n  {name: A,\n   p: O'Hara},\n  # of B, [too]\n  {name: B}  # last\n]\n",
                1,
                Some(" [\n  {name: A,\n   p: O'Hara},\n  # of B, [too]\n]\n"),
            ),
            (
                "\n  # ask Li\n  - name: A\n  # and\n  - name: B  # of B\n    p: 1\n",
                0,
                Some("\n  # ask Li\n  # and\n  - name: B  # of B\n    p: 1\n"),
            ),
            (" [a, 'b, c'] # words\n", 0, Some(" ['b, c'] # words\n")),
            (" [{name: A}]\n", 0, None),
            (" [{name: A}, {name: B}]\n", 2, None),
        ] {
            let found = without_items("c", &file(list), &[gone]);
            // A list that loses nothing stays as it is.
            let want = want.map(file).or((gone == 2).then(|| file(list)));
            assert_eq!(found.map(|text| text.replace("]  \n", "]\n")), want, "{list}");
        }
    }
}
