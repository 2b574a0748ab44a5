//! Two forgettings of one entry, each on its side: what is left says nothing of either person, and stands once. And notes
//! about an entry that became another line: they go on speaking of it.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::lines::{keep, lines};
use super::objects::{Reader, Stop};
use super::output::{Content, Output};
use super::tree::{Place, Tree};
use crate::format::line_name;
use crate::model::WAS;
use crate::store::forgetting_note::{Fields, HIDDEN, Key, Moment, fields, key, moment, pointing, remains};

/// What became of lines by forgettings on both sides.
#[derive(Debug, Default)]
pub(in crate::store) struct Joined {
    /// Lines as one side has left them, and as they stand now.
    lines: Vec<(Vec<u8>, Vec<u8>)>,
    /// The names that a line had on either side or before, and its name now.
    names: Vec<(String, String)>,
    /// What one side has left of lines that the other one has taken out, and these.
    taken_out: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Joined {
    /// A line of a side has become another one.
    fn change(&mut self, side: &mut HashMap<Vec<u8>, Vec<u8>>, line: Vec<u8>, now: &[u8]) {
        self.names.push((line_name(&line), line_name(now)));
        self.lines.push((line.clone(), now.to_vec()));
        side.insert(line, now.to_vec());
    }

    /// How many lines that stood there as they were a forgetting on the other side has changed.
    pub fn forgotten(&self) -> usize {
        let was =
            |(line, _): &&(Vec<u8>, Vec<u8>)| fields(line).is_some_and(|entry| !entry.contains_key(WAS));
        self.lines.iter().filter(was).count()
    }

    /// Notes what became of lines.
    pub(super) fn note(self, out: &mut Output) {
        for (line, left) in self.lines {
            out.written.insert(left.clone());
            out.replaced.push((line, left));
        }
        out.became.extend(self.names);
        out.taken_out.extend(self.taken_out);
    }
}

/// Whose logs are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Seen {
    /// Those of two customers: the same in both may be each one's own.
    Two,
    /// Those of one customer, and no others.
    One,
    /// Those of one customer, beside all others: what one side has taken out is nowhere else.
    All,
}

/// Entries that forgettings have left otherwise, each side's its own: what is left of one on both sides is one line, and says
/// nothing of either person. Where both logs are one customer's and one side has an entry as it was that came to it
/// since, such as with another customer, it has there what the other side has left of it. The same in another customer's
/// log may be that one's own. Where all logs are seen, what one side has taken out is out: in one log alone nobody knows
/// whether it stands in another one by now.
pub(in crate::store) fn join([base, ours, theirs]: &mut [Vec<u8>; 3], seen: Seen) -> Joined {
    let mut joined = Joined::default();
    if !has_left(ours) && !has_left(theirs) {
        return joined;
    }
    let old: HashSet<&[u8]> = lines(base).collect();
    let (mut own, mut other) = (Left::of(ours, &old), Left::of(theirs, &old));
    let moments: HashSet<Moment> =
        own.left.keys().chain(other.left.keys()).map(|(moment, _)| moment.clone()).collect();
    if moments.is_empty() {
        return joined;
    }
    let mut changes = [HashMap::new(), HashMap::new()];
    let mut out: [HashSet<Vec<u8>>; 2] = Default::default();
    let mut done: HashSet<&[u8]> = HashSet::new();
    let all = lines(base).chain(lines(ours)).chain(lines(theirs));
    for (line, was) in all.filter(|line| done.insert(line)).filter_map(|line| Some((line, fields(line)?))) {
        let is_old = old.contains(line);
        if !is_old && (seen == Seen::Two || was.contains_key(WAS)) {
            continue;
        }
        // Only an entry of whose moment something is left is hashed.
        let Some(key) = moment(&was).filter(|moment| moments.contains(moment)).and_then(|_| key(&was)) else {
            continue;
        };
        let left = [own.take(line, &key, &was), other.take(line, &key, &was)];
        if is_old && seen == Seen::All {
            let gone = match &left {
                [Some(one), None] if !other.there.contains(line) => Some((0, one)),
                [None, Some(one)] if !own.there.contains(line) => Some((1, one)),
                _ => None,
            };
            if let Some((at, one)) = gone {
                out[at].insert(one.clone());
                joined.taken_out.push((one.clone(), line.to_vec()));
                continue;
            }
        }
        let now = match &left {
            [None, None] => continue,
            [Some(one), None] | [None, Some(one)] => one.clone(),
            [Some(ours), Some(theirs)] if ours == theirs => ours.clone(),
            [Some(ours), Some(theirs)] => {
                both(&was, ours, theirs, &joined.names).unwrap_or_else(|| ours.clone())
            }
        };
        joined.names.push((line_name(line), line_name(&now)));
        // One that is not of the base stands there as it was.
        let as_it_was = (!is_old).then(|| line.to_vec());
        for (at, one) in left.into_iter().enumerate() {
            let stands =
                one.or_else(|| as_it_was.clone().filter(|line| [&own, &other][at].there.contains(line)));
            if let Some(one) = stands.filter(|one| *one != now) {
                joined.change(&mut changes[at], one, &now);
            }
        }
    }
    // Of what neither has as it was, no more stays than both have.
    let theirs_left: HashMap<Key, Vec<u8>> = other.rest().collect();
    for (key, one) in own.rest() {
        let Some(two) = theirs_left.get(&key).filter(|two| **two != one) else { continue };
        let Some(now) = fields(&one).zip(fields(two)).map(|(one, two)| least(&one, &two)) else { continue };
        let now = Value::Object(now).to_string().into_bytes();
        for (changed, line) in changes.iter_mut().zip([one, two.clone()]).filter(|(_, line)| *line != now) {
            joined.change(changed, line, &now);
        }
    }
    [*ours, *theirs] = [put(ours, &changes[0]), put(theirs, &changes[1])];
    for (text, out) in [ours, theirs].into_iter().zip(out) {
        if let Some(rest) = keep(text, |line| !out.contains(line)) {
            *text = rest;
        }
    }
    joined
}

/// Whether a text may have what a forgetting has left.
fn has_left(text: &[u8]) -> bool {
    let name = format!("\"{WAS}\"");
    text.windows(name.len()).any(|part| part == name.as_bytes())
}

/// What forgettings have left on one side that a base doesn't have.
struct Left {
    there: HashSet<Vec<u8>>,
    left: HashMap<Key, Vec<(Vec<u8>, Fields)>>,
}

impl Left {
    fn of(text: &[u8], old: &HashSet<&[u8]>) -> Self {
        let there: HashSet<Vec<u8>> = lines(text).map(<[u8]>::to_vec).collect();
        let mut left: HashMap<Key, Vec<(Vec<u8>, Fields)>> = HashMap::new();
        let mut seen: HashSet<&[u8]> = HashSet::new();
        // Most lines are not, and are not read.
        let is_left = |line: &&[u8]| has_left(line) && !old.contains(*line);
        for line in lines(text).filter(is_left).filter(|line| seen.insert(line)) {
            if let Some((key, entry)) = remains(line).and_then(|entry| Some((key(&entry)?, entry))) {
                left.entry(key).or_default().push((line.to_vec(), entry));
            }
        }
        Left { there, left }
    }

    /// What the side has left of a line that it doesn't have any more: of several the one with its number.
    fn take(&mut self, line: &[u8], key: &Key, was: &Fields) -> Option<Vec<u8>> {
        if self.there.contains(line) {
            return None;
        }
        let left = self.left.get_mut(key)?;
        let numbered = left.iter().position(|(_, now)| now.get("ref") == was.get("ref"));
        (!left.is_empty()).then(|| left.remove(numbered.unwrap_or_default()).0)
    }

    /// What is left of nothing that is known.
    fn rest(self) -> impl Iterator<Item = (Key, Vec<u8>)> {
        let each = |(key, left): (Key, Vec<(Vec<u8>, Fields)>)| {
            left.into_iter().map(move |(line, _)| (key.clone(), line))
        };
        self.left.into_iter().flat_map(each)
    }
}

/// What two lines both say.
fn least(one: &Fields, other: &Fields) -> Fields {
    let both = |(key, own): (&String, &Value)| {
        let other = other.get(key)?;
        let same = if own == other { own.clone() } else { Value::String(HIDDEN.to_owned()) };
        Some((key.clone(), same))
    };
    one.iter().filter_map(both).collect()
}

/// A text with other lines in the place of some.
pub(super) fn put(text: &[u8], renamed: &HashMap<Vec<u8>, Vec<u8>>) -> Vec<u8> {
    let line = |full: &[u8]| {
        let bare = crate::format::bare_line(full);
        renamed.get(bare).map_or(full.to_vec(), |new| [new.as_slice(), &full[bare.len()..]].concat())
    };
    text.split_inclusive(|byte| *byte == b'\n').flat_map(line).collect()
}

/// What two forgettings of an entry leave of it together; nothing where it can't be read. A line that it names has the name
/// of now.
fn both(was: &Fields, ours: &[u8], theirs: &[u8], names: &[(String, String)]) -> Option<Vec<u8>> {
    let mut left = left_by_both(was, &fields(ours)?, &fields(theirs)?);
    if let Some(of) = was.get("of").filter(|_| left.contains_key("of")) {
        let now = names
            .iter()
            .find(|(name, _)| of.as_str() == Some(name))
            .map(|(_, now)| Value::String(now.clone()));
        left.insert("of".to_owned(), now.unwrap_or_else(|| of.clone()));
    }
    Some(Value::Object(left).to_string().into_bytes())
}

fn left_by_both(was: &Fields, ours: &Fields, theirs: &Fields) -> Fields {
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
            Value::Object(left_by_both(was, ours, theirs))
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
    let became = std::mem::take(&mut out.became);
    let mut dangling: Vec<(Vec<u8>, Vec<u8>, String)> = Vec::new();
    for (path, content) in &out.files {
        let (Content::New { bytes, .. }, true) = (content, place.is_log(path)) else { continue };
        let mut notes = lines(bytes).filter_map(|line| Some((line, of(line)?))).peekable();
        if notes.peek().is_none() {
            // Only a log with such notes is hashed.
            continue;
        }
        let named: HashSet<String> = lines(bytes).map(line_name).collect();
        let notes = notes.filter(|(_, of)| !named.contains(of));
        dangling.extend(notes.map(|(line, of)| (path.clone(), line.to_vec(), of)));
    }
    if dangling.is_empty() {
        return Ok(());
    }
    let wanted: HashSet<&String> = dangling.iter().map(|(.., of)| of).collect();
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
    for (path, note, of) in dangling {
        let Some(Content::New { bytes, .. }) = out.files.get_mut(&path) else { continue };
        let is_left = |line: &&[u8]| {
            let was = were.get(&of).and_then(|was| fields(was));
            was.zip(fields(line)).is_some_and(|(was, now)| key(&was) == key(&now))
        };
        let left: Vec<String> = match became.get(&of) {
            Some(now) => vec![now.clone()],
            None => lines(bytes).filter(is_left).take(2).map(line_name).collect(),
        };
        let [now] = left.as_slice() else { continue };
        let renamed = HashMap::from([(of, now.clone())]);
        let line = pointing(String::from_utf8_lossy(&note).into_owned(), &renamed).into_bytes();
        *bytes = put(bytes, &HashMap::from([(note.clone(), line.clone())]));
        out.written.insert(line.clone());
        out.replaced.push((note, line));
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
    use crate::store::forgetting_note::left_of;

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
        let was = line(r#","text":"Kurt with Olga""#);
        let left =
            |text: &str| left_of(std::str::from_utf8(&was).expect("text"), string(line(text))).into_bytes();
        let ours = left(r#","text":"(forgotten) with Olga""#);
        for (theirs, want) in
            [(r#","text":"Kurt with (forgotten)""#, r#","text":"(forgotten) with (forgotten)""#), ("", "")]
        {
            let mut texts = [was.clone(), ours.clone(), left(theirs)];
            let joined = join(&mut texts, Seen::One);
            assert_eq!(texts, [was.clone(), left(want), left(want)], "both have the same");
            assert!(!joined.lines.is_empty());
        }
        let mut one = [was.clone(), ours.clone(), was.clone()];
        assert!(
            join(&mut one, Seen::All).lines.is_empty() && one[1] == ours,
            "one forgetting alone is as it was"
        );
        // It came to both since, as with another customer: one has forgotten somebody in it, or both have.
        for (mine, theirs, want) in [
            (was.clone(), ours.clone(), r#","text":"(forgotten) with Olga""#),
            (ours.clone(), left(r#","text":"Kurt with (forgotten)""#), r#","text":"(forgotten)""#),
            (ours.clone(), left(""), ""),
        ] {
            let mut texts = [Vec::new(), mine, theirs];
            join(&mut texts, Seen::One);
            assert_eq!(texts, [Vec::new(), left(want), left(want)]);
        }
    }

    fn string(line: Vec<u8>) -> String {
        String::from_utf8(line).expect("text")
    }

    #[test]
    fn what_is_left_of_two_entries_stays_two() {
        let line = |text: &str| {
            format!("{{\"at\":\"2026-11-02\",\"kind\":\"order\",\"amount\":\"5\",\"text\":\"{text}\"}}")
        };
        // What is left of lines has their place.
        let log = |base: &[&str], texts: &[&str]| {
            let one = |(at, text): (usize, &&str)| match base.get(at).filter(|was| was != &text) {
                Some(was) => left_of(&line(was), line(text)) + "\n",
                None => line(text) + "\n",
            };
            texts.iter().enumerate().map(one).collect::<String>().into_bytes()
        };
        for (base, ours, theirs, want) in [
            // Each side has left another one the same.
            (
                ["for Kurt", "for Olga"],
                ["for (forgotten)", "for Olga"],
                ["for Kurt", "for (forgotten)"],
                ["for (forgotten)", "for (forgotten)"],
            ),
            // A neighbour of the same moment keeps its own words.
            (
                ["Kurt with Olga", "Kurt with Olga again"],
                ["(forgotten) with Olga", "(forgotten) with Olga again"],
                ["Kurt with (forgotten)", "Kurt with (forgotten) again"],
                ["(forgotten) with (forgotten)", "(forgotten) with (forgotten) again"],
            ),
            // What ends with a number keeps it.
            (
                ["Kurt: 4711", "Olga: 4711"],
                ["(forgotten): 4711", "(forgotten): 4711"],
                ["Kurt: 4711", "Olga: 4711"],
                ["(forgotten): 4711", "(forgotten): 4711"],
            ),
        ] {
            let mut texts = [log(&base, &base), log(&base, &ours), log(&base, &theirs)];
            join(&mut texts, Seen::One);
            assert_eq!(crate::format::merge::log(&texts), log(&base, &want), "{base:?}");
        }
        // What stands on our side beside the line itself is another one's.
        let other = left_of(&line("for Anna"), line("for (forgotten)"));
        let mut texts = [
            log(&[], &["for Kurt"]),
            format!("{other}\n{}\n", line("for Kurt")).into_bytes(),
            log(&["for Kurt"], &["for (forgotten)"]),
        ];
        let want = texts.clone();
        join(&mut texts, Seen::One);
        assert_eq!(texts, want);
    }
}
