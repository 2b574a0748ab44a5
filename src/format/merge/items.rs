//! Items of lists: what makes one the same in two versions, and the keys inside it.

use std::collections::HashMap;

use serde_yaml::Value;

use super::names;
use super::pieces::{Level, Piece, Pieces};
use crate::format::edit::text_of;
use crate::model::Medium;

/// Lists that are sets of words, or of what can be reached: everywhere else the place of an item may mean something.
const SETS: &[&str] = &["tags", "aliases", "free", "ask_first", "distinct", "emails", "phones"];

/// Whether the list at a path is a set of words.
pub(super) fn is_set(path: &[String]) -> bool {
    path.last().is_some_and(|key| SETS.contains(&key.as_str()))
}

/// Gives the items of three versions what they are known by; `None` where that can't be told.
pub(super) fn name(path: &[String], versions: [&mut Pieces<'_>; 3]) -> Option<()> {
    let [base, ours, theirs] = versions;
    for pieces in [&mut *base, &mut *ours, &mut *theirs] {
        for piece in &mut pieces.list {
            piece.id = identity(piece.body, is_set(path))?;
        }
        let mut ids: Vec<&str> = pieces.list.iter().map(|piece| piece.id.as_str()).collect();
        ids.sort_unstable();
        if ids.windows(2).any(|two| two[0] == two[1]) {
            return None;
        }
    }
    // One that was renamed is still the same one, wherever it stands by now.
    if is_set(path) {
        return Some(());
    }
    let known = |pieces: &Pieces<'_>| pieces.list.iter().map(|piece| piece.id.clone()).collect::<Vec<_>>();
    let (ours_before, theirs_before) = (known(ours), known(theirs));
    let mut renamed: Vec<(String, String)> = Vec::new();
    for (pieces, other) in [(&mut *ours, &theirs_before), (&mut *theirs, &ours_before)] {
        for old in &base.list {
            let is_gone_there = !other.contains(&old.id);
            let is_gone = !pieces.list.iter().any(|piece| piece.id == old.id);
            let is_new = |piece: &Piece<'_>| !base.list.iter().any(|known| known.id == piece.id);
            // Whom both call by that name is one by it.
            let is_gone_for = |piece: &Piece<'_>| is_gone_there && !other.contains(&piece.id);
            let is_it =
                |piece: &Piece<'_>| is_new(piece) && is_same_one(old.body, piece.body, is_gone_for(piece));
            let mut found = (0..pieces.list.len()).filter(|at| is_gone && is_it(&pieces.list[*at]));
            if let (Some(at), None) = (found.next(), found.next()) {
                renamed.push((pieces.list[at].id.clone(), old.id.clone()));
                pieces.list[at].id.clone_from(&old.id);
            }
        }
    }
    // Where one side gave a name to an old one and the other to a new one, both would stand under it.
    let is_both = |(name, old): &(String, String)| {
        ours.list.iter().chain(&theirs.list).any(|piece| piece.id == *name)
            || renamed.iter().any(|(other, one)| other == name && one != old)
    };
    (!renamed.iter().any(is_both)).then_some(())
}

/// Whether an item with another name is still the one that it was: somebody who came in another's place
/// must not get what the other side has learned of the one who left. Where the other side has taken that one out
/// (`is_gone`), a part of the name is enough to ask: somebody who was forgotten must not live on under a new one.
fn is_same_one(old: &str, new: &str, is_gone: bool) -> bool {
    let first = |body: &str| -> Option<Value> {
        let list: Vec<Value> = serde_yaml::from_str(body).ok()?;
        list.into_iter().next()
    };
    let (Some(old), Some(new)) = (first(old), first(new)) else { return false };
    let same = |key: &str| old.get(key).is_some_and(|value| new.get(key) == Some(value));
    let name = |item: &Value| item.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let (old_name, new_name) = (name(&old), name(&new));
    let shared = |medium| {
        let old = points(&old, medium);
        points(&new, medium).into_iter().filter(move |point| old.contains(point)).collect::<Vec<_>>()
    };
    let (mails, numbers) = (shared(Medium::Email), shared(Medium::Phone));
    // Several share a switchboard's number, a house's mailbox and a birthday: such a one still bears its name, or
    // has a mailbox that does. Somebody who came in another's place hardly has both of that one's own.
    let is_one = names::are_of_one(&old_name, &new_name);
    let bears = is_one || (is_gone && names::have_a_word_in_common(&old_name, &new_name));
    let is_theirs = |address: &String| {
        bears
            || names::has_mailbox(&old_name, &new_name, address)
            || (is_gone && names::may_have_mailbox(&old_name, &new_name, address))
    };
    same("chat")
        || same("what")
        || mails.iter().any(is_theirs)
        || ((!numbers.is_empty() || same("birthday")) && bears)
        || (is_gone && !mails.is_empty() && !numbers.is_empty())
}

/// Whether one side took an address or a number out of a contact of which the other one made it another thing than it
/// was, the first or one of the list: key by key it would be back, and nobody would be asked.
pub(super) fn is_point_contested(versions: [&str; 3]) -> bool {
    let read = |text: &str| serde_yaml::from_str::<Value>(text).ok();
    let [Some(base), Some(ours), Some(theirs)] = versions.map(read) else { return false };
    let is_contested = |medium: Medium| {
        let [old, our, their] = [&base, &ours, &theirs].map(|item| points(item, medium));
        let first = |item: &Value| item.get(medium.key()).and_then(text_of).map(str::to_owned);
        let is_moved =
            |item: &Value, point: &String| first(item).as_ref() == Some(point) && first(&base) != first(item);
        old.iter().any(|point| {
            (!our.contains(point) && is_moved(&theirs, point))
                || (!their.contains(point) && is_moved(&ours, point))
        })
    };
    Medium::ALL.into_iter().any(is_contested)
}

/// All addresses, or all numbers, of a contact: the first, and those in its list.
fn points(item: &Value, medium: Medium) -> Vec<String> {
    let list = item.get(medium.list_key()).and_then(Value::as_sequence).into_iter().flatten();
    let all = item.get(medium.key()).into_iter().chain(list);
    all.filter_map(text_of).map(str::to_owned).collect()
}

fn identity(body: &str, is_set: bool) -> Option<String> {
    let list: Vec<Value> = serde_yaml::from_str(body).ok()?;
    match list.first()? {
        Value::String(text) if is_set => Some(text.clone()),
        Value::Mapping(map) => {
            let text = |key: &str| map.get(key).and_then(Value::as_str).map(str::to_owned);
            let day = || Some(format!("{} {}", text("on")?, text("what").unwrap_or_default()));
            let point = || Medium::ALL.into_iter().find_map(|medium| text(medium.value_key()));
            let item = &list[0];
            let first = || Medium::ALL.into_iter().find_map(|medium| points(item, medium).into_iter().next());
            let person = || text("name").or_else(|| text("who")).or_else(day).or_else(first);
            if is_set { point() } else { person() }
        }
        _ => None,
    }
}

/// An item's text with a space for the dash.
pub(super) fn open(body: &str, indent: usize) -> String {
    let mut text = body.to_owned();
    if text.as_bytes().get(indent) == Some(&b'-') {
        text.replace_range(indent..=indent, " ");
    }
    text
}

/// The list with other texts for some of its items.
pub(super) fn with<'t>(pieces: &Pieces<'t>, texts: &'t [(String, String)]) -> Pieces<'t> {
    let texts: HashMap<&str, &'t str> = texts.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    let body = |piece: &Piece<'t>| texts.get(piece.id.as_str()).copied().unwrap_or(piece.body);
    let list = pieces.list.iter().map(|piece| Piece { body: body(piece), ..piece.clone() }).collect();
    Pieces { list, tail: pieces.tail }
}

/// The level of an opened item's keys.
pub(super) fn level(text: &str) -> Option<Level> {
    let content = text.trim_start_matches(' ');
    let first = content.chars().next()?;
    let is_flow = matches!(first, '{' | '[' | '\n');
    (!is_flow).then(|| Level::Keys(text.len() - content.len()))
}

/// An opened item with its dash again; `None` where no key begins it any more.
pub(super) fn close(text: &str, indent: usize) -> Option<String> {
    let spaces = text.len() - text.trim_start_matches(' ').len();
    let is_key = spaces > indent && !text.trim_start().starts_with('#');
    is_key.then(|| {
        let mut text = text.to_owned();
        text.replace_range(indent..=indent, "-");
        text
    })
}
