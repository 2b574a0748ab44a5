//! A part that one side has taken out of its home again, as `undo --force` does with a merge that others know: it is a
//! customer of its own once more, as it was before. What the other side has forgotten in the home meanwhile is forgotten in
//! the part, too; else it would come back that way, and count twice.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::customers::{Customers, Made};
use super::lines::{keep, lines, trace};
use super::maskings::put;
use super::objects::Stop;
use super::outcome::{Side, Told, Trace};
use super::output::Output;
use super::tree::{Files, Three};
use crate::model::WAS;
use crate::store::forgetting_note::{Fields, Key, fields, forgettings, key};
use crate::store::own_numbers::{OwnNumbers, numbered_as};

const SIDES: [Side; 2] = [Side::Ours, Side::Theirs];

/// A customer that was a part of another one when both sides were one.
pub(super) struct TakenBack {
    pub part: String,
    pub home: String,
    by: Side,
}

/// Those of all customers.
pub(super) fn find(
    customers: &mut Customers<'_>,
    threes: &BTreeMap<&str, Three<'_>>,
) -> Result<Vec<TakenBack>, Stop> {
    let back = SIDES.map(|side| back_on(threes, side));
    let mut found = Vec::new();
    for by in SIDES.into_iter().filter(|by| !back[*by as usize].is_empty()) {
        for (home, three) in threes.iter().filter(|(_, three)| three.was_there()) {
            let blob = |files: Files<'_>| files.log.map(|log| log.file.blob.clone());
            if three.bases.iter().all(|base| blob(*base) == blob(three.side(by))) {
                continue;
            }
            let base = customers.base_log(three)?;
            let own = customers.reader.of(three.side(by).log.map(|log| log.file))?;
            let own: HashSet<&[u8]> = lines(&own).collect();
            let gone = lines(&base).filter(|line| !own.contains(line)).filter_map(trace);
            let parts =
                gone.filter(|(part, how)| *how == Trace::Merged && back[by as usize].contains(part.as_str()));
            found.extend(parts.map(|(part, _)| TakenBack { part, home: (*home).to_owned(), by }));
        }
    }
    Ok(found)
}

/// Those that were forgotten as a whole with their home.
pub(super) fn forgotten<'b>(customers: &Customers<'_>, all: &'b [TakenBack]) -> HashSet<&'b str> {
    let forgotten = customers.request.forgotten;
    all.iter().filter(|back| forgotten.has_id(&back.home)).map(|back| &*back.part).collect()
}

/// The customers that a side alone has, and that no base has.
fn back_on<'t>(threes: &BTreeMap<&'t str, Three<'_>>, side: Side) -> HashSet<&'t str> {
    let is_new = |three: &Three<'_>| {
        three.side(side).card.is_some()
            && three.side(side.other()).card.is_none()
            && three.bases.iter().all(|base| base.card.is_none())
    };
    threes.iter().filter(|(_, three)| is_new(three)).map(|(id, _)| *id).collect()
}

impl Customers<'_> {
    /// Takes what the other side has left of the part's lines out of its home, and leaves no more of them in the part.
    /// `at`: where the other side has the home by now.
    pub fn forget_in_part(
        &mut self,
        back: &TakenBack,
        (threes, at): (&BTreeMap<&str, Three<'_>>, &str),
        made: &mut BTreeMap<&str, Made>,
        out: &mut Output,
    ) -> Result<(), Stop> {
        let other = back.by.other();
        let base = self.base_log(&threes[back.home.as_str()])?;
        let own = self.reader.of(threes[back.home.as_str()].side(back.by).log.map(|log| log.file))?;
        let theirs = self.reader.of(threes[at].side(other).log.map(|log| log.file))?;
        let known = forgettings(&base);
        let notes: Vec<&[u8]> =
            forgettings(&theirs).into_iter().filter(|note| !known.contains(note)).collect();
        let Some(part) = made.get(back.part.as_str()).filter(|_| !notes.is_empty()) else { return Ok(()) };
        let text = self.bytes(part.log.as_ref())?;
        let left = left_of_parts_lines([&base, &own, &theirs], &text);
        if left.is_empty() {
            return Ok(());
        }
        let path = part.card.as_ref().map(|card| super::tree::path_of(&card.path)).unwrap_or_default();
        let forms: HashMap<Vec<u8>, Vec<u8>> =
            left.iter().map(|left| (left.line.clone(), left.form.clone())).collect();
        for Left { line, masked, form } in left {
            out.written.insert(form.clone());
            out.became.insert(crate::format::line_name(&line), crate::format::line_name(&form));
            out.replaced.extend([(line, form.clone()), (masked, form)]);
        }
        let text = put(&text, &forms);
        let notes: Vec<_> = notes.into_iter().map(std::borrow::Cow::Borrowed).collect();
        if let Some(part) = made.get_mut(back.part.as_str()) {
            part.put_log(&back.part, super::lines::with(&text, &notes));
        }
        let told = Told::Forgotten { id: back.part.clone(), path, lines: forms.len(), whole: false };
        out.told.push(told);
        let Some(home) = made.get_mut(at) else { return Ok(()) };
        let log = self.bytes(home.log.as_ref())?;
        let masked: HashSet<&[u8]> = out.replaced.iter().map(|(masked, _)| &**masked).collect();
        if let Some(rest) = keep(&log, |line| !masked.contains(line)) {
            home.put_log(at, rest);
        }
        Ok(())
    }
}

/// A line of the part, what the other side has left of it in the home, and that with the number that it has in the part.
struct Left {
    line: Vec<u8>,
    masked: Vec<u8>,
    form: Vec<u8>,
}

fn left_of_parts_lines([base, own, theirs]: [&[u8]; 3], part: &[u8]) -> Vec<Left> {
    let [there, known, is_own] = [part, base, own].map(|text| lines(text).collect::<HashSet<&[u8]>>());
    let mut masked: HashMap<Key, Vec<(&[u8], Fields)>> = HashMap::new();
    for line in lines(theirs).filter(|line| !known.contains(line)) {
        let entry = fields(line).filter(|entry| entry.contains_key(WAS));
        if let Some((key, entry)) = entry.and_then(|entry| Some((key(&entry)?, entry))) {
            masked.entry(key).or_default().push((line, entry));
        }
    }
    if masked.is_empty() {
        return Vec::new();
    }
    let numbers = OwnNumbers::of(base, part);
    let is_there: HashSet<&[u8]> = lines(theirs).collect();
    let mut found = Vec::new();
    for line in lines(base).filter(|line| !is_own.contains(line) && !is_there.contains(line)) {
        let own = if there.contains(line) { Some(line.to_vec()) } else { numbers.form(line) };
        let Some((own, was)) = own.zip(fields(line)) else { continue };
        let Some(all) = key(&was).and_then(|key| masked.get_mut(&key)) else { continue };
        let numbered = all.iter().position(|(_, left)| left.get("ref") == was.get("ref"));
        if all.is_empty() {
            continue;
        }
        let (masked, mut left) = all.remove(numbered.unwrap_or_default());
        let entry = fields(&own).unwrap_or_default();
        // It names what it names in the part.
        if let Some(of) = entry.get("of").filter(|_| left.contains_key("of")) {
            left.insert("of".to_owned(), of.clone());
        }
        let form = numbered_as(left, entry.get("ref"));
        found.push(Left { line: own, masked: masked.to_vec(), form });
    }
    found
}
