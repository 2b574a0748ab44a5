//! A part that one side has taken out of its home again, as `git revert` does with a merge that others know: it is a
//! customer of its own once more, as it was before. What the other side has forgotten in the home meanwhile is forgotten in
//! the part, too; else it would come back that way, and count twice.

mod named;
mod written;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::customers::{Customers, Made};
use super::fates::Fate;
use super::lines::{keep, lines, trace, with};
use super::masked_lines::is_corrected;
use super::maskings::put;
use super::objects::Stop;
use super::outcome::{Side, Told, Trace};
use super::output::Output;
use super::tree::{Three, path_of};
use crate::format::line_name;
use crate::store::forgetting_note::{Fields, Key, NAMED_IN_LOG, fields, key, new_forgettings, remains};
use crate::store::forgotten::all_ids;
use crate::store::own_numbers::{OwnNumbers, numbered_as};

const SIDES: [Side; 2] = [Side::Ours, Side::Theirs];

/// A customer that was a part of another one when both sides were one.
pub(super) struct TakenBack {
    /// The customer that it is now, or is a part of.
    pub part: String,
    /// The id that it had before it was a part.
    was: String,
    pub home: String,
    pub by: Side,
    /// The customer that this side has the home as, or as a part of.
    home_there: String,
    /// The id that the home has by now, where both sides have given it another one.
    pub home_now: String,
    /// Whether it is a customer of its own, under whatever id.
    is_own: bool,
}

/// Those of all customers whose home both sides have changed.
pub(super) fn find(
    customers: &mut Customers<'_>,
    threes: &BTreeMap<&str, Three<'_>>,
) -> Result<Vec<TakenBack>, Stop> {
    let mut found = Vec::new();
    for (home, three) in threes.iter().filter(|(_, three)| three.was_there()) {
        let has_changed = |side: &Side| three.bases.iter().all(|base| base.log != three.side(*side).log);
        if !SIDES.iter().all(has_changed) {
            continue;
        }
        let base = customers.base_log(three)?;
        for by in SIDES {
            let there = match three.side(by).card {
                Some(_) => Some(((*home).to_owned(), true)),
                None => where_it_is(customers, threes, (home, by))?,
            };
            let Some((there, _)) = there else { continue };
            let own = customers.reader.of(threes[there.as_str()].side(by).log.map(|log| log.file))?;
            let own: HashSet<&[u8]> = lines(&own).collect();
            let gone = lines(&base).filter(|line| !own.contains(line)).filter_map(trace);
            for (part, _) in gone.filter(|(_, how)| *how == Trace::Merged) {
                let was = part;
                if let Some((part, is_own)) = where_it_is(customers, threes, (&was, by))? {
                    let (home, home_there) = ((*home).to_owned(), there.clone());
                    let home_now = home.clone();
                    found.push(TakenBack { part, was, home, by, home_there, home_now, is_own });
                }
            }
        }
    }
    Ok(found)
}

/// The customer that one is on a side where it has come to be one since, or is a part of since; and whether it is its own.
fn where_it_is(
    customers: &mut Customers<'_>,
    threes: &BTreeMap<&str, Three<'_>>,
    (part, by): (&str, Side),
) -> Result<Option<(String, bool)>, Stop> {
    let is_new = |three: &Three<'_>| three.bases.iter().all(|base| base.card.is_none());
    if threes.get(part).is_some_and(|three| three.side(by).card.is_some() && is_new(three)) {
        return Ok(Some((part.to_owned(), true)));
    }
    for (id, three) in threes.iter().filter(|(_, three)| three.side(by).card.is_some()) {
        let log = three.side(by).log;
        if three.bases.iter().all(|base| base.log == log) {
            continue;
        }
        let known = customers.base_log(three)?;
        let log = customers.reader.of(log.map(|log| log.file))?;
        let has = |log: &[u8]| all_ids(id, log).iter().any(|former| former == part);
        if has(&log) && !has(&known) {
            return Ok(Some(((*id).to_owned(), is_new(three))));
        }
    }
    Ok(None)
}

/// Those that were forgotten as a whole with their home.
pub(super) fn forgotten<'b>(customers: &Customers<'_>, all: &'b [TakenBack]) -> HashSet<&'b str> {
    let all = all.iter().filter(|back| back.is_own && customers.was_forgotten_with(back));
    all.map(|back| &*back.part).collect()
}

impl Customers<'_> {
    /// Whether a part was forgotten as a whole with its home. Who has forgotten the home after taking the part out of it has
    /// not forgotten the part.
    fn was_forgotten_with(&self, back: &TakenBack) -> bool {
        let has_forgotten = |side| self.lists.has_forgotten(&back.home, side);
        has_forgotten(back.by.other()) && !has_forgotten(back.by)
    }

    /// Tells of what stays until a person has looked: of a part that was forgotten as a whole, in the customer that it has
    /// come to since (`back.part`); of one in which somebody was forgotten, in the customer that its home has come to
    /// (`at`).
    fn tell_of_part(
        &mut self,
        back: &TakenBack,
        (threes, at): (&BTreeMap<&str, Three<'_>>, Option<&str>),
        out: &mut Output,
    ) -> Result<(), Stop> {
        let mut found = None;
        if !back.is_own && self.was_forgotten_with(back) {
            found = Some((back.home.clone(), back.part.clone(), back.by));
        } else if let Some(at) = at {
            let base = self.base_log(&threes[back.home.as_str()])?;
            let log = threes.get(back.part.as_str()).and_then(|three| three.side(back.by).log);
            let log = self.reader.of(log.map(|log| log.file))?;
            let is_new = !new_forgettings(&log, &[&base]).is_empty();
            found = is_new.then(|| (back.part.clone(), at.to_owned(), back.by.other()));
        }
        if let Some((id, to, by)) = found {
            out.kept.entry(to.clone()).or_default().insert(id.clone());
            out.told.push(Told::TakenOver { id, to, by });
        }
        Ok(())
    }

    /// The customer that one is by now: itself, or the one whose log says that it had its id, as where both have renamed it.
    fn whereabouts(&mut self, id: &str, made: &BTreeMap<&str, Made>) -> Result<String, Stop> {
        if made.get(id).is_none_or(|made| made.card.is_none()) {
            for (home, made) in made.iter().filter(|(_, made)| made.card.is_some()) {
                if all_ids(home, &self.bytes(made.log.as_ref())?).iter().any(|former| former == id) {
                    return Ok((*home).to_owned());
                }
            }
        }
        Ok(id.to_owned())
    }

    /// Leaves of the parts of `all` what the other side has left of them, and tells what stays for a person to look at.
    pub fn forget_in_parts(
        &mut self,
        all: &mut [TakenBack],
        (threes, fates): (&BTreeMap<&str, Three<'_>>, &HashMap<&str, Fate>),
        made: &mut BTreeMap<&str, Made>,
        out: &mut Output,
    ) -> Result<(), Stop> {
        for back in all {
            let (at, is_part) = match fates.get(&*back.home) {
                Some(Fate::Follows { home, how, .. }) => (home.clone(), *how == Trace::Merged),
                _ => {
                    back.home_now = self.whereabouts(&back.home, made)?;
                    (back.home_now.clone(), false)
                }
            };
            self.bring_back(back, (threes, &at), made, out)?;
            self.forget_in_part(back, (threes, &at), made, out)?;
            self.tell_named_in_home(back, (threes, &at), made, out)?;
            self.tell_of_part(back, (threes, is_part.then_some(&*at)), out)?;
        }
        Ok(())
    }

    /// Takes what the other side has left of the part's lines out of its home, and leaves no more of them in the part.
    /// `at`: the customer that the home is, or is a part of, by now.
    fn forget_in_part(
        &mut self,
        back: &TakenBack,
        (threes, at): (&BTreeMap<&str, Three<'_>>, &str),
        made: &mut BTreeMap<&str, Made>,
        out: &mut Output,
    ) -> Result<(), Stop> {
        let (three, other) = (&threes[back.home.as_str()], back.by.other());
        let base = self.base_log(three)?;
        let own = threes[back.home_there.as_str()].side(back.by).log;
        let own = self.reader.of(own.map(|log| log.file))?;
        let theirs = three.side(other).log.or(threes[at].side(other).log);
        let theirs = self.reader.of(theirs.map(|log| log.file))?;
        let notes: Vec<Cow<'_, [u8]>> =
            new_forgettings(&theirs, &[&base]).into_iter().map(Cow::Borrowed).collect();
        let Some(part) = made.get_mut(back.part.as_str()).filter(|_| !notes.is_empty()) else {
            return Ok(());
        };
        let text = self.bytes(part.log.as_ref())?;
        let (left, corrected) = left_of_parts_lines([&base, &own, &theirs], &text);
        if left.is_empty() && corrected.is_empty() {
            return Ok(());
        }
        let forms: HashMap<Vec<u8>, Vec<u8>> =
            left.iter().map(|left| (left.line.clone(), left.form.clone())).collect();
        part.put_log(&back.part, with(&put(&text, &forms), &notes));
        let (id, path) = (back.part.clone(), part.card.as_ref().map(|card| path_of(&card.path)));
        let (path, lines) = (path.unwrap_or_default(), forms.len());
        if lines > 0 {
            out.told.push(Told::Forgotten { id, path, lines, whole: false });
        }
        if let Some(home) = made.get_mut(at) {
            let log = self.bytes(home.log.as_ref())?;
            // By now it may stand there under another number; where the part is the home by now, it stays as that.
            let all =
                left.iter().map(|left| &*left.masked).chain(corrected.iter().map(|(masked, _)| &**masked));
            let all: HashSet<&[u8]> = all.collect();
            let masked = all.iter().copied().collect::<Vec<_>>().join(&b'\n');
            let moved = OwnNumbers::of(&log, &masked).into_lines();
            let is_left = |line: &[u8]| {
                let is_one = moved.contains_key(line) || all.contains(line);
                is_one && (at != back.part || left.iter().all(|left| left.form != line))
            };
            if let Some(rest) = keep(&log, |line| !is_left(line)) {
                home.put_log(at, rest);
            }
        }
        if !corrected.is_empty() {
            // It says something else by now, and may name that one still.
            let (id, lines) = (back.part.clone(), corrected.len());
            out.kept.entry(id.clone()).or_default().insert(NAMED_IN_LOG.to_owned());
            out.told.push(Told::Named { id, by: back.by, lines });
            out.corrected.extend(corrected);
        }
        for Left { line, masked, form } in left {
            out.written.insert(form.clone());
            out.became.insert(line_name(&line), line_name(&form));
            out.replaced.extend([(line, form.clone()), (masked, form)]);
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

/// What the other side has left of a line, and that line as somebody has corrected it in the part.
type Corrected = (Vec<u8>, Vec<u8>);

/// What the other side has left of the part's lines; and of those that somebody has corrected in the part since, each with
/// the line as it is there.
fn left_of_parts_lines([base, own, theirs]: [&[u8]; 3], part: &[u8]) -> (Vec<Left>, Vec<Corrected>) {
    let [there, known, is_own] = [part, base, own].map(|text| lines(text).collect::<HashSet<&[u8]>>());
    let mut masked: HashMap<Key, Vec<(&[u8], Fields)>> = HashMap::new();
    for line in lines(theirs).filter(|line| !known.contains(line)) {
        if let Some((key, entry)) = remains(line).and_then(|entry| Some((key(&entry)?, entry))) {
            masked.entry(key).or_default().push((line, entry));
        }
    }
    let (mut found, mut corrected) = (Vec::new(), Vec::new());
    if masked.is_empty() {
        return (found, corrected);
    }
    let numbers = OwnNumbers::of(base, part);
    let is_there: HashSet<&[u8]> = lines(theirs).collect();
    let as_it_was: HashSet<Vec<u8>> = lines(base).filter_map(|line| numbers.form(line)).collect();
    let mut new: Vec<(&[u8], Fields)> = lines(part)
        .filter(|line| !known.contains(line) && !as_it_was.contains(*line))
        .filter_map(|line| Some((line, fields(line)?)))
        .collect();
    for line in lines(base).filter(|line| !is_own.contains(line) && !is_there.contains(line)) {
        let own = if there.contains(line) { Some(line.to_vec()) } else { numbers.form(line) };
        let Some(was) = fields(line) else { continue };
        let Some(all) = key(&was).and_then(|key| masked.get_mut(&key)) else { continue };
        let numbered = all.iter().position(|(_, left)| left.get("ref") == was.get("ref"));
        if all.is_empty() {
            continue;
        }
        let Some(own) = own else {
            if let Some(at) = new.iter().position(|(_, now)| is_corrected(&was, now)) {
                let (masked, _) = all.remove(numbered.unwrap_or_default());
                corrected.push((masked.to_vec(), new.remove(at).0.to_vec()));
            }
            continue;
        };
        let (masked, mut left) = all.remove(numbered.unwrap_or_default());
        let entry = fields(&own).unwrap_or_default();
        // It names what it names in the part.
        if let Some(of) = entry.get("of").filter(|_| left.contains_key("of")) {
            left.insert("of".to_owned(), of.clone());
        }
        let form = numbered_as(left, entry.get("ref"));
        found.push(Left { line: own, masked: masked.to_vec(), form });
    }
    (found, corrected)
}
