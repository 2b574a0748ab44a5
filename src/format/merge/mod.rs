//! Two versions of a customer's file, or of its log, made one: what git's merge driver does.
//!
//! git merges lines, so that two people who change neighbouring keys get a conflict, and two who add the
//! same key get a file that says two things. Here a key is merged with the same key, an item of a list with
//! the same item; every line stays as one of the two wrote it. What both changed differently is a conflict
//! around those lines alone.

mod both;
mod choose;
mod flow_list;
mod items;
mod lines;
mod log;
mod merged;
mod names;
mod pieces;
mod truth;
mod values;
mod without;

use std::collections::HashMap;

use serde_yaml::Value;

use choose::choose;
use pieces::{Level, Piece, Pieces};
use truth::Truth;

use super::customer::{KeyShape, key_shape};

pub(crate) use both::both;
pub(crate) use log::{log, log_lines};
pub(crate) use merged::{Merged, Style};
pub(crate) use names::{are_of_one, is_more_than_a_word};
pub(crate) use truth::mapping;
pub(crate) use without::without_items;

/// Merges two versions of a customer's file that both come from `base` (an empty text where both made it).
pub(crate) fn cards(base: &str, ours: &str, theirs: &str, style: Style<'_>) -> Merged {
    let windows = ours.contains("\r\n");
    let mark = ours.starts_with('\u{feff}');
    let plain = |text: &str| {
        let mut text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text
    };
    let (base, ours, theirs) = (plain(base), plain(ours), plain(theirs));
    let truth = Truth::of(&base, &ours, &theirs);
    let merged = by_key(&base, &ours, &theirs, &truth, style)
        .unwrap_or_else(|| lines::merge(&base, &ours, &theirs, style, &truth));
    let text = if windows { merged.text.replace('\n', "\r\n") } else { merged.text };
    let text = if mark { format!("\u{feff}{text}") } else { text };
    Merged { text, ..merged }
}

/// Merges two versions of a customer's file that both come from `base`; none where they conflict.
pub(crate) fn merge_cards(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let merged = cards(base, ours, theirs, Style { marker: 7, ours: "", theirs: "", is_numbered: false });
    merged.conflicts.is_empty().then_some(merged.text)
}

/// Merges key by key; `None` where a text is written in a way that has none, or where the result would
/// not say what it must.
fn by_key(base: &str, ours: &str, theirs: &str, truth: &Truth, style: Style<'_>) -> Option<Merged> {
    let side = |text| pieces::split(text, Level::Keys(0));
    let (o, a, b) = (side(base)?, side(ours)?, side(theirs)?);
    for (pieces, values) in [&o, &a, &b].into_iter().zip(truth.values.as_ref()?) {
        let ids = pieces.list.iter().map(|piece| Some(piece.id.as_str()));
        if !ids.eq(values.keys().map(Value::as_str)) {
            return None;
        }
    }
    let mut weaver = Weaver { style, path: Vec::new(), conflicts: Vec::new() };
    let text = weaver.weave(&o, &a, &b);
    let merged = Merged { text, conflicts: weaver.conflicts };
    let right = match merged.conflicts.is_empty() {
        true => truth.is_told_by(&merged.text),
        false => lines::sides(&merged.text, style.marker).iter().all(|side| truth.reads(side)),
    };
    right.then_some(merged)
}

/// Whether a text that was put together of both sides reads as well as they do.
pub(crate) fn reads_like(text: &str, ours: &str, theirs: &str) -> bool {
    let plain = |text: &str| text.trim_start_matches('\u{feff}').to_owned();
    Truth::of("", &plain(ours), &plain(theirs)).reads(&plain(text))
}

/// Puts the pieces of two versions together, level by level.
struct Weaver<'s> {
    style: Style<'s>,
    path: Vec<String>,
    conflicts: Vec<String>,
}

impl Weaver<'_> {
    /// One level. Our order stands; what only they have goes to where they have it.
    fn weave(&mut self, o: &Pieces<'_>, a: &Pieces<'_>, b: &Pieces<'_>) -> String {
        let [in_o, in_a, in_b] = [o, a, b].map(Pieces::by_id);
        let mut order: Vec<&str> = a.list.iter().map(|piece| piece.id.as_str()).collect();
        for (at, piece) in b.list.iter().enumerate() {
            if in_a.contains_key(piece.id.as_str()) {
                continue;
            }
            let before = at.checked_sub(1).map(|before| b.list[before].id.as_str());
            let place = before.and_then(|before| order.iter().position(|id| *id == before));
            // Above the first key stands what is said of the whole file.
            order.insert(place.map_or(1, |place| place + 1).min(order.len()), &piece.id);
        }
        let mut text = String::new();
        for id in order {
            let [base, ours, theirs] = [&in_o, &in_a, &in_b].map(|pieces| pieces.get(id).copied());
            self.path.push(id.to_owned());
            self.piece(base, ours, theirs, &mut text);
            self.path.pop();
        }
        text.push_str(&comments(Some(o.tail), a.tail, b.tail));
        text
    }

    fn piece(
        &mut self,
        o: Option<&Piece<'_>>,
        a: Option<&Piece<'_>>,
        b: Option<&Piece<'_>>,
        out: &mut String,
    ) {
        let body = |piece: Option<&Piece<'_>>| piece.map(|piece| piece.body.to_owned());
        let (base, ours, theirs) = (body(o), body(a), body(b));
        if let (Some(a), Some(b)) = (a, b) {
            out.push_str(&comments(o.map(|piece| piece.lead), a.lead, b.lead));
        } else {
            // One of them took it away: its comments go with it, or stay with it.
            let gone = if ours.is_none() { theirs == base } else { ours == base };
            if o.is_some() && gone {
                // What the other one has written above it since is all that is left of it.
                let (own, left) = (o.map_or("", |piece| piece.lead), a.or(b).map_or("", |piece| piece.lead));
                out.push_str(&comments(Some(own), "", left));
                return;
            }
            out.push_str(a.or(b).map_or("", |piece| piece.lead));
        }
        match choose(base.as_deref(), ours.as_deref(), theirs.as_deref()) {
            Some(text) => out.push_str(text.unwrap_or_default()),
            None => match (ours.as_deref(), theirs.as_deref()) {
                (Some(a), Some(b)) => {
                    let merged = self.within(base.as_deref(), a, b);
                    let text = merged.unwrap_or_else(|| {
                        // Whichever is chosen has what the other side alone has changed in it.
                        let sides = values::sides(&self.path, base.as_deref(), a, b);
                        let sides = sides.filter(|_| !self.is_whole());
                        let (a, b) = sides.as_ref().map_or((a, b), |[a, b]| (a.as_str(), b.as_str()));
                        self.conflict(a, b)
                    });
                    out.push_str(&text);
                }
                (a, b) => {
                    let text = self
                        .emptied(base.as_deref(), a, b)
                        .or_else(|| values::emptied(&self.path, base.as_deref()?, a.or(b)?));
                    let text =
                        text.unwrap_or_else(|| self.conflict(a.unwrap_or_default(), b.unwrap_or_default()));
                    out.push_str(&text);
                }
            },
        }
    }

    /// What is inside a piece that both changed; `None` where it can't be taken apart.
    fn within(&mut self, o: Option<&str>, a: &str, b: &str) -> Option<String> {
        if self.is_whole() {
            return None;
        }
        self.levels(o, a, b)
            .or_else(|| values::flow(&self.path, o, a, b))
            .or_else(|| self.flow_list(o, a, b))
            .or_else(|| lines::block(o, a, b))
    }

    /// Whether it is one word of one person, of which each side has its own.
    fn is_whole(&self) -> bool {
        matches!(self.path.as_slice(), [key] if key_shape(key) == Some(KeyShape::Whole))
    }

    /// The items of a list that one side at least has on one line, as if each of their keys had a line of its own.
    fn flow_list(&mut self, o: Option<&str>, a: &str, b: &str) -> Option<String> {
        let key = self.path.last()?.clone();
        let indent = [a, b].into_iter().chain(o).find_map(flow_list::indent);
        let block = |text| flow_list::as_block(&key, text, indent);
        let (of_o, of_a, of_b) = (o.map(block), block(a)?, block(b)?);
        let of_o = match of_o {
            Some(text) => Some(text?),
            None => None,
        };
        let before = self.conflicts.len();
        let text = self.levels(of_o.as_deref(), &of_a, &of_b)?;
        let is_clean = self.conflicts.len() == before && !text.is_empty();
        let is_ours = is_clean && flow_list::indent(a).is_none();
        Some(is_ours.then(|| flow_list::on_one_line(&key, &text)).flatten().unwrap_or(text))
    }

    /// The keys or items inside a piece.
    fn levels(&mut self, o: Option<&str>, a: &str, b: &str) -> Option<String> {
        let (head_a, rest_a, level) = pieces::inner(a)?;
        let (head_b, rest_b, other) = pieces::inner(b)?;
        let base = match o {
            Some(text) => Some(pieces::inner(text)?),
            None => None,
        };
        if level != other || base.is_some_and(|(_, _, own)| own != level) {
            return None;
        }
        let head = choose(base.map(|(head, ..)| head), Some(head_a), Some(head_b))??.to_owned();
        let rest_o = base.map_or("", |(_, rest, _)| rest);
        let [mut o, mut a, mut b] = [rest_o, rest_a, rest_b].map(|text| pieces::split(text, level));
        if let Level::Items(indent) = level {
            items::name(&self.path, [o.as_mut()?, a.as_mut()?, b.as_mut()?])?;
            let inside = self.items(indent, &o?, &a?, &b?);
            return Some(with_inside(head, &inside, "[]"));
        }
        let (o, a, b) = (o?, a?, b?);
        let inside = self.weave(&o, &a, &b);
        Some(with_inside(head, &inside, "{}"))
    }

    /// A list that one side took away and the other changed: all its items are gone, but those that are new. `None`
    /// where it is not a list of items, or one of them was changed, too.
    fn emptied(&mut self, o: Option<&str>, a: Option<&str>, b: Option<&str>) -> Option<String> {
        let (head, rest, level) = pieces::inner(a.or(b)?)?;
        let (_, old, own) = pieces::inner(o?)?;
        let Level::Items(indent) = level else { return None };
        let (mut old, mut new) = (pieces::split(old, own)?, pieces::split(rest, level)?);
        let mut none = Pieces::default();
        items::name(&self.path, [&mut old, &mut new, &mut none])?;
        let before = self.conflicts.len();
        let text = match a {
            Some(_) => self.items(indent, &old, &new, &none),
            None => self.items(indent, &old, &none, &new),
        };
        if self.conflicts.len() > before {
            self.conflicts.truncate(before);
            return None;
        }
        Some(if text.trim().is_empty() { String::new() } else { head.to_owned() + &text })
    }

    /// The items of a list. An item that both changed is merged key by key, if it has keys.
    fn items(&mut self, indent: usize, o: &Pieces<'_>, a: &Pieces<'_>, b: &Pieces<'_>) -> String {
        let mut inside: Vec<(String, String)> = Vec::new();
        let (in_o, in_b) = (o.by_id(), b.by_id());
        for piece in &a.list {
            let of = |pieces: &HashMap<&str, &Piece<'_>>| {
                pieces.get(piece.id.as_str()).map(|own| items::open(own.body, indent))
            };
            let (base, theirs) = (of(&in_o), of(&in_b));
            let ours = Some(items::open(piece.body, indent));
            if let (Some(ours), Some(theirs)) = (&ours, &theirs)
                && choose(base.as_ref(), Some(ours), Some(theirs)).is_none()
                && !base.as_ref().is_some_and(|base| items::is_point_contested([base, ours, theirs]))
            {
                self.path.push(piece.id.clone());
                let found = self.entry(indent, base.as_deref(), ours, theirs);
                self.path.pop();
                inside.extend(found.map(|text| (piece.id.clone(), text)));
            }
        }
        // What was merged inside stands on all sides now, so that the level takes it as it is.
        let [o, a, b] = [o, a, b].map(|pieces| items::with(pieces, &inside));
        self.weave(&o, &a, &b)
    }

    /// One item, its dash made a space so that its keys stand in one column.
    fn entry(&mut self, indent: usize, o: Option<&str>, a: &str, b: &str) -> Option<String> {
        let level = items::level(a)?;
        if items::level(b)? != level || o.is_some_and(|o| items::level(o) != Some(level)) {
            return None;
        }
        let before = self.conflicts.len();
        let (o, a, b) = (
            pieces::split(o.unwrap_or_default(), level)?,
            pieces::split(a, level)?,
            pieces::split(b, level)?,
        );
        let text = self.weave(&o, &a, &b);
        match items::close(&text, indent) {
            Some(text) => Some(text),
            None => {
                self.conflicts.truncate(before);
                None
            }
        }
    }

    fn conflict(&mut self, a: &str, b: &str) -> String {
        let number = self.conflicts.len().to_string();
        self.conflicts.push(self.path.join("."));
        let ours = if self.style.is_numbered { &number } else { self.style.ours };
        lines::conflict(a, b, Style { ours, ..self.style })
    }
}

/// A key with what is inside it. Where each side took out what the other one had left, the key goes, too: without a
/// value it would say nothing that both said. A comment needs something to stand at.
fn with_inside(head: String, inside: &str, none: &str) -> String {
    let says = |line: &str| !line.trim().is_empty() && !line.trim().starts_with('#');
    if inside.lines().any(says) {
        return head + inside;
    }
    match head.split_once(':') {
        Some((key, rest)) if head.contains('#') || inside.contains('#') => {
            format!("{key}: {none}{rest}{inside}")
        }
        _ => String::new(),
    }
}

/// Comments of both sides: where both changed them, none is lost.
fn comments(base: Option<&str>, ours: &str, theirs: &str) -> String {
    if let Some(Some(text)) = choose(base, Some(ours), Some(theirs)) {
        return text.to_owned();
    }
    let known: Vec<&str> = ours.lines().chain(base.unwrap_or_default().lines()).map(str::trim).collect();
    let more =
        theirs.split_inclusive('\n').filter(|line| !line.trim().is_empty() && !known.contains(&line.trim()));
    more.fold(ours.to_owned(), |text, line| text + line)
}

#[cfg(test)]
mod tests;
