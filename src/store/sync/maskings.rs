//! Two forgettings of one entry, each on its side: what is left says nothing of either person, and stands once. And notes
//! about an entry that became another line: they go on speaking of it.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::{Map, Value};

use super::lines::lines;
use super::masked_lines::has_any_of;
use super::objects::{Reader, Stop};
use super::output::{Content, Output};
use super::tree::{Place, Tree};
use crate::format::line_name;
use crate::store::forgetting_note::{HIDDEN, pointing};

/// A line as one side has left it, and what both leave together.
pub(super) type Joined = Vec<(Vec<u8>, Vec<u8>)>;

/// The lines of a base that each side has left otherwise, by a forgetting of its own: what is left of both stands in both
/// texts.
pub(super) fn join([base, ours, theirs]: &mut [Vec<u8>; 3]) -> Joined {
    let there = |text: &[u8]| lines(text).map(<[u8]>::to_vec).collect::<HashSet<_>>();
    let (old, own, other) = (there(base), there(ours), there(theirs));
    // What both have alike needs nothing.
    let new = |side: &HashSet<Vec<u8>>, other: &HashSet<Vec<u8>>| {
        let mut found: HashMap<Moment, BTreeSet<Vec<u8>>> = HashMap::new();
        for line in side.iter().filter(|line| !old.contains(*line) && !other.contains(*line)) {
            if let Some(moment) = moment(line) {
                found.entry(moment).or_default().insert(line.clone());
            }
        }
        found
    };
    let (mut own_new, mut other_new) = (new(&own, &other), new(&other, &own));
    if own_new.is_empty() || other_new.is_empty() {
        return Joined::new();
    }
    let mut renamed: HashMap<Vec<u8>, Vec<u8>> = HashMap::new();
    for line in lines(base).filter(|line| !own.contains(*line) && !other.contains(*line)) {
        let Some(moment) = moment(line) else { continue };
        let (Some(ours), Some(theirs)) = (own_new.get_mut(&moment), other_new.get_mut(&moment)) else {
            continue;
        };
        let was = HashSet::from([line]);
        let left = |lines: &BTreeSet<Vec<u8>>| lines.iter().find(|left| has_any_of(left, &was)).cloned();
        let (Some(a), Some(b)) = (left(ours), left(theirs)) else { continue };
        let Some(both) = both(line, &a, &b) else { continue };
        ours.remove(&a);
        theirs.remove(&b);
        renamed.extend([(a, both.clone()), (b, both)]);
    }
    renamed.retain(|line, both| line != both);
    for text in [ours, theirs] {
        *text = put(text, &renamed);
    }
    renamed.into_iter().collect()
}

/// When an entry was, and of which kind: no forgetting touches these.
type Moment = (String, String);

fn moment(line: &[u8]) -> Option<Moment> {
    let entry: Value = serde_json::from_slice(line).ok()?;
    Some((entry.get("at")?.to_string(), entry.get("kind")?.to_string()))
}

/// A text with other lines in the place of some.
fn put(text: &[u8], renamed: &HashMap<Vec<u8>, Vec<u8>>) -> Vec<u8> {
    let line = |full: &[u8]| {
        let bare = crate::format::bare_line(full);
        renamed.get(bare).map_or(full.to_vec(), |new| [new.as_slice(), &full[bare.len()..]].concat())
    };
    text.split_inclusive(|byte| *byte == b'\n').flat_map(line).collect()
}

/// What two forgettings of an entry leave of it together; nothing where it can't be read.
fn both(was: &[u8], ours: &[u8], theirs: &[u8]) -> Option<Vec<u8>> {
    let [was, ours, theirs] =
        [was, ours, theirs].map(|line| serde_json::from_slice::<Map<String, Value>>(line).ok());
    let left = fields(&was?, &ours?, &theirs?);
    Some(Value::Object(left).to_string().into_bytes())
}

fn fields(
    was: &Map<String, Value>,
    ours: &Map<String, Value>,
    theirs: &Map<String, Value>,
) -> Map<String, Value> {
    let mut left = Map::new();
    for (key, before) in was {
        // What one of them has taken away is gone.
        if let (Some(own), Some(other)) = (ours.get(key), theirs.get(key)) {
            left.insert(key.clone(), value(before, own, other));
        }
    }
    // A number that a merge has given it.
    for (key, value) in ours.iter().chain(theirs).filter(|(key, _)| !was.contains_key(*key)) {
        left.entry(key.clone()).or_insert_with(|| value.clone());
    }
    left
}

fn value(was: &Value, ours: &Value, theirs: &Value) -> Value {
    match (was, ours, theirs) {
        _ if ours == theirs || theirs == was => ours.clone(),
        _ if ours == was => theirs.clone(),
        (Value::String(was), Value::String(ours), Value::String(theirs)) => {
            Value::String(text(was, ours, theirs))
        }
        (Value::Object(was), Value::Object(ours), Value::Object(theirs)) => {
            Value::Object(fields(was, ours, theirs))
        }
        (Value::Array(was), Value::Array(ours), Value::Array(theirs))
            if was.len() == ours.len() && was.len() == theirs.len() =>
        {
            let items = was.iter().zip(ours).zip(theirs);
            Value::Array(items.map(|((was, ours), theirs)| value(was, ours, theirs)).collect())
        }
        _ => Value::String(HIDDEN.to_owned()),
    }
}

/// A text without what either side hides in it; all of it hidden where that can't be told.
fn text(was: &str, ours: &str, theirs: &str) -> String {
    let (Some(mut hidden), Some(more)) = (spans(was, ours), spans(was, theirs)) else {
        return HIDDEN.to_owned();
    };
    hidden.extend(more);
    hidden.sort_unstable();
    let (mut left, mut at) = (String::new(), 0);
    for (start, end) in hidden {
        if start >= at {
            left.push_str(&was[at..start]);
            left.push_str(HIDDEN);
        }
        at = at.max(end);
    }
    left + &was[at..]
}

/// Where in a text something was hidden.
fn spans(was: &str, now: &str) -> Option<Vec<(usize, usize)>> {
    let mut parts = now.split(HIDDEN).peekable();
    let first = parts.next().filter(|first| was.starts_with(first))?;
    let (mut at, mut found) = (first.len(), Vec::new());
    while let Some(part) = parts.next() {
        let next = match parts.peek() {
            None => was.len().checked_sub(part.len()).filter(|next| *next >= at && was[*next..] == *part)?,
            Some(_) => at + was.get(at..)?.find(part)?,
        };
        found.push((at, next));
        at = next + part.len();
    }
    (at == was.len()).then_some(found)
}

/// Gives notes about an entry that the merge has made another line the new name of that line.
pub(super) fn lead_notes(
    place: &Place,
    reader: &mut Reader,
    sides: [&Tree; 2],
    bases: &[Tree],
    out: &mut Output,
) -> Result<(), Stop> {
    let mut dangling: Vec<(Vec<u8>, String, Vec<u8>)> = Vec::new();
    for (path, content) in &out.files {
        let (Content::New { bytes, .. }, Some(id)) = (content, place.log_id(path)) else { continue };
        let named: HashSet<String> = lines(bytes).map(line_name).collect();
        let notes = lines(bytes).filter(|line| of(line).is_some_and(|of| !named.contains(&of)));
        dangling.extend(notes.map(|line| (path.clone(), id.to_owned(), line.to_vec())));
    }
    if dangling.is_empty() {
        return Ok(());
    }
    let wanted: HashSet<String> = dangling.iter().filter_map(|(.., line)| of(line)).collect();
    let mut were: HashMap<String, Vec<u8>> = HashMap::new();
    for tree in sides.into_iter().chain(bases) {
        for (path, _, file) in place.logs(tree) {
            let is_same = |other: &Tree| other.files.get(path) == Some(file);
            if sides.into_iter().all(is_same) && bases.iter().all(is_same) {
                continue;
            }
            let text = reader.read(&file.blob)?;
            let found = lines(&text).map(|line| (line_name(line), line.to_vec()));
            were.extend(found.filter(|(name, _)| wanted.contains(name)));
        }
    }
    for (path, id, note) in dangling {
        let Some(was) = of(&note).and_then(|of| were.get(&of)) else { continue };
        let Some(Content::New { bytes, .. }) = out.files.get_mut(&path) else { continue };
        let was = HashSet::from([was.as_slice()]);
        let left: Vec<String> =
            lines(bytes).filter(|line| has_any_of(line, &was)).take(2).map(line_name).collect();
        let [now] = left.as_slice() else { continue };
        let renamed = HashMap::from([(of(&note).unwrap_or_default(), now.clone())]);
        let line = pointing(String::from_utf8_lossy(&note).into_owned(), &renamed).into_bytes();
        *bytes = put(bytes, &HashMap::from([(note.clone(), line.clone())]));
        out.written.insert(line.clone());
        out.masked.push((id, note, line));
    }
    Ok(())
}

/// The name of the line that a note is about.
fn of(line: &[u8]) -> Option<String> {
    // Most lines are no such notes, and are not read.
    let has = line.windows(4).any(|part| part == b"\"of\"");
    let entry: Value = has.then(|| serde_json::from_slice(line).ok())??;
    entry.get("of")?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_forgettings_leave_says_nothing_of_either() {
        let was = "Kurt ordered with Olga for Kurt";
        for (ours, theirs, want) in [
            (
                "(forgotten) ordered with Olga for (forgotten)",
                "Kurt ordered with (forgotten) for Kurt",
                "(forgotten) ordered with (forgotten) for (forgotten)",
            ),
            // The longer one of two that overlap.
            ("(forgotten) with Olga for Kurt", "Kurt (forgotten) for Kurt", "(forgotten) for Kurt"),
            // Nobody knows what was hidden in another text.
            ("(forgotten) orders", "Kurt ordered with (forgotten) for Kurt", "(forgotten)"),
        ] {
            assert_eq!(text(was, ours, theirs), want, "{ours} | {theirs}");
        }
        let line =
            |text: &str| format!(r#"{{"at":"2026-11-02","kind":"order","amount":"5"{text}}}"#).into_bytes();
        let (was, ours) = (line(r#","text":"Kurt with Olga""#), line(r#","text":"(forgotten) with Olga""#));
        for (theirs, want) in [
            (line(r#","text":"Kurt with (forgotten)""#), line(r#","text":"(forgotten) with (forgotten)""#)),
            (line(""), line("")),
        ] {
            let mut texts = [was.clone(), ours.clone(), theirs];
            let joined = join(&mut texts);
            assert_eq!(texts, [was.clone(), want.clone(), want], "both have the same");
            assert!(!joined.is_empty());
        }
        let mut one = [was.clone(), ours.clone(), was.clone()];
        assert!(join(&mut one).is_empty() && one[1] == ours, "one forgetting alone is as it was");
    }
}
