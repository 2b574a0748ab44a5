//! Two forgettings of one entry, each on its side: what is left says nothing of either person, and stands once. And notes
//! about an entry that became another line: they go on speaking of it.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::lines::lines;
use super::masked_lines::{Fields, Moment, moment, read};
use super::objects::{Reader, Stop};
use super::output::{Content, Output};
use super::tree::{Place, Tree};
use crate::format::line_name;
use crate::model::is_moved;
use crate::store::forgetting_note::{HIDDEN, numbered, pointing, unnumbered};

/// What became of lines by forgettings on both sides.
#[derive(Debug, Default)]
pub(super) struct Joined {
    /// Lines as one side has left them, and as they stand now.
    pub lines: Vec<(Vec<u8>, Vec<u8>)>,
    /// The names that a line had on either side or before, and its name now.
    pub names: Vec<(String, String)>,
}

impl Joined {
    /// Notes what became of lines.
    pub fn note(self, out: &mut Output) {
        for (line, left) in self.lines {
            out.written.insert(left.clone());
            out.replaced.push((line, left));
        }
        out.became.extend(self.names);
    }
}

/// The lines of a base that forgettings have left otherwise, each side's its own: what is left of one line on both sides
/// is one line, and says nothing of either person; what is left of two lines stays two.
pub(super) fn join([base, ours, theirs]: &mut [Vec<u8>; 3]) -> Joined {
    let old: HashSet<&[u8]> = lines(base).collect();
    let (mut own, mut other) = (Left::of(ours, &old), Left::of(theirs, &old));
    let mut joined = Joined::default();
    if own.new.is_empty() || other.new.is_empty() {
        return joined;
    }
    let mut done: HashSet<&[u8]> = HashSet::new();
    let read = lines(base).filter(|line| done.insert(line)).filter_map(|line| Some((line, read(line)?)));
    let left: Vec<Was<'_>> =
        read.map(|(line, was)| (line, was.clone(), [own.take(line, &was), other.take(line, &was)])).collect();
    // What both sides have left alike stays so.
    let alike = left.iter().filter(|(.., [ours, theirs])| ours.is_some() && ours == theirs);
    let mut taken: HashSet<Vec<u8>> = alike.filter_map(|(.., [ours, _])| ours.clone()).collect();
    // And what is left of no line of the base is of something else: such as of another customer that both are in by now.
    taken.extend([own, other].into_iter().flat_map(Left::rest));
    let (mut our_lines, mut their_lines) = (HashMap::new(), HashMap::new());
    for (line, was, [ours, theirs]) in left {
        let left = match (&ours, &theirs) {
            (None, None) => continue,
            (Some(ours), Some(theirs)) if ours == theirs => {
                joined.names.push((line_name(line), line_name(ours)));
                continue;
            }
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (Some(ours), Some(theirs)) => {
                both(&was, ours, theirs, &joined.names).unwrap_or_else(|| ours.clone())
            }
        };
        let is_free = |told: &Vec<u8>| !taken.contains(told);
        let told_apart = (2..).map_while(|number| numbered(&left, number));
        let now = std::iter::once(left.clone()).chain(told_apart).find(is_free).unwrap_or(left);
        taken.insert(now.clone());
        joined.names.push((line_name(line), line_name(&now)));
        for (side, one) in [(&mut our_lines, ours), (&mut their_lines, theirs)] {
            if let Some(one) = one.filter(|one| *one != now) {
                joined.names.push((line_name(&one), line_name(&now)));
                joined.lines.push((one.clone(), now.clone()));
                side.insert(one, now.clone());
            }
        }
    }
    // What is left of another line may be the very same: that one has its name still.
    let standing: HashSet<String> = taken.iter().map(|line| line_name(line)).collect();
    joined.names.retain(|(name, _)| !standing.contains(name));
    *ours = put(ours, &our_lines);
    *theirs = put(theirs, &their_lines);
    joined
}

/// A line of the base, and what each side has left of it.
type Was<'l> = (&'l [u8], Fields, [Option<Vec<u8>>; 2]);

/// The lines of one side that a base doesn't have, as they stand in its log.
struct Left {
    there: HashSet<Vec<u8>>,
    new: HashMap<Moment, Vec<(Vec<u8>, Fields)>>,
}

impl Left {
    fn of(text: &[u8], old: &HashSet<&[u8]>) -> Self {
        let there: HashSet<Vec<u8>> = lines(text).map(<[u8]>::to_vec).collect();
        let mut new: HashMap<Moment, Vec<(Vec<u8>, Fields)>> = HashMap::new();
        let mut seen: HashSet<&[u8]> = HashSet::new();
        for line in lines(text).filter(|line| !old.contains(*line) && seen.insert(line)) {
            if let Some((moment, fields)) = read(line).and_then(|fields| Some((moment(&fields)?, fields))) {
                new.entry(moment).or_default().push((line.to_vec(), fields));
            }
        }
        Left { there, new }
    }

    /// What the side has left of a line that it doesn't have any more: the first of its new ones that can be that.
    fn take(&mut self, line: &[u8], was: &Fields) -> Option<Vec<u8>> {
        if self.there.contains(line) {
            return None;
        }
        let new = self.new.get_mut(&moment(was)?)?;
        let at = new.iter().position(|(_, now)| is_left_of(was, now))?;
        Some(new.remove(at).0)
    }

    /// The new ones that nothing has been taken for.
    fn rest(self) -> impl Iterator<Item = Vec<u8>> {
        self.new.into_values().flatten().map(|(line, _)| line)
    }
}

/// Whether an entry is another one without what was hidden in it, to the letter.
fn is_left_of(was: &Fields, now: &Fields) -> bool {
    fn is_left(was: &Value, now: &Value) -> bool {
        match (was, now) {
            _ if was == now => true,
            (Value::String(was), Value::String(now)) => {
                spans(was, unnumbered(now)).is_some() || spans(was, now).is_some()
            }
            (Value::Number(was), Value::String(now)) => spans(&was.to_string(), now).is_some(),
            (Value::Array(was), Value::Array(now)) => {
                was.len() == now.len() && was.iter().zip(now).all(|(was, now)| is_left(was, now))
            }
            (Value::Object(was), Value::Object(now)) => is_left_of(was, now),
            _ => false,
        }
    }
    now.iter().all(|(key, value)| match (key.as_str(), was.get(key)) {
        // It names another line anew, or a merge has given it a number.
        ("of", Some(_)) => true,
        ("ref", before) => {
            before.is_some_and(|before| is_left(before, value)) || value.as_str().is_some_and(is_moved)
        }
        ("text", None) => value.as_str().is_some_and(|text| unnumbered(text) == HIDDEN),
        (_, before) => before.is_some_and(|before| is_left(before, value)),
    })
}

/// A text with other lines in the place of some.
fn put(text: &[u8], renamed: &HashMap<Vec<u8>, Vec<u8>>) -> Vec<u8> {
    let line = |full: &[u8]| {
        let bare = crate::format::bare_line(full);
        renamed.get(bare).map_or(full.to_vec(), |new| [new.as_slice(), &full[bare.len()..]].concat())
    };
    text.split_inclusive(|byte| *byte == b'\n').flat_map(line).collect()
}

/// What two forgettings of an entry leave of it together; nothing where it can't be read. A line that it names has the name
/// of now.
fn both(was: &Fields, ours: &[u8], theirs: &[u8], names: &[(String, String)]) -> Option<Vec<u8>> {
    let mut left = fields(was, &read(ours)?, &read(theirs)?);
    if let Some(of) = was.get("of").filter(|_| left.contains_key("of")) {
        let now = names
            .iter()
            .find(|(name, _)| of.as_str() == Some(name))
            .map(|(_, now)| Value::String(now.clone()));
        left.insert("of".to_owned(), now.unwrap_or_else(|| of.clone()));
    }
    Some(Value::Object(left).to_string().into_bytes())
}

fn fields(was: &Fields, ours: &Fields, theirs: &Fields) -> Fields {
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
            let was = were.get(&of).and_then(|was| read(was));
            was.zip(read(line))
                .is_some_and(|(was, now)| moment(&was) == moment(&now) && is_left_of(&was, &now))
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
            assert!(!joined.lines.is_empty());
        }
        let mut one = [was.clone(), ours.clone(), was.clone()];
        assert!(join(&mut one).lines.is_empty() && one[1] == ours, "one forgetting alone is as it was");
    }

    #[test]
    fn what_is_left_of_two_entries_stays_two() {
        let log = |texts: &[&str]| {
            let line = |text: &&str| {
                format!("{{\"at\":\"2026-11-02\",\"kind\":\"order\",\"amount\":\"5\",\"text\":\"{text}\"}}\n")
            };
            texts.iter().map(line).collect::<String>().into_bytes()
        };
        for (base, ours, theirs, want) in [
            // Each side has left another one the same.
            (
                ["for Kurt", "for Olga"],
                ["for (forgotten)", "for Olga"],
                ["for Kurt", "for (forgotten)"],
                ["for (forgotten)", "for (forgotten) 2"],
            ),
            // A neighbour of the same moment keeps its own words.
            (
                ["Kurt with Olga", "Kurt with Olga again"],
                ["(forgotten) with Olga", "(forgotten) with Olga again"],
                ["Kurt with (forgotten)", "Kurt with (forgotten) again"],
                ["(forgotten) with (forgotten)", "(forgotten) with (forgotten) again"],
            ),
        ] {
            let mut texts = [log(&base), log(&ours), log(&theirs)];
            join(&mut texts);
            assert_eq!(crate::format::merge::log(&texts), log(&want), "{base:?}");
        }
        // What stands on our side beside the line itself is another one's.
        let mut texts =
            [log(&["for Kurt"]), log(&["for (forgotten)", "for Kurt"]), log(&["for (forgotten)"])];
        join(&mut texts);
        assert_eq!(texts[2], log(&["for (forgotten) 2"]));
        // What is new on one side is nobody's remainder.
        let mut texts = [
            log(&["Kurt with Olga"]),
            log(&["(forgotten) with Olga", "(forgotten) again"]),
            log(&["Kurt with (forgotten)"]),
        ];
        join(&mut texts);
        let want = log(&["(forgotten) with (forgotten)", "(forgotten) again"]);
        assert_eq!(crate::format::merge::log(&texts), want);
    }
}
