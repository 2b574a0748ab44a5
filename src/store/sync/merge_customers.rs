//! Customers, merged by their ids, wherever each side has put their files.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::answers::{Answer, Question};
use super::cards::Versions;
use super::customers::{Customers, FilePart, Made, beside};
use super::fates::{Fate, fates};
use super::homing::Guest;
use super::lines::{self, beyond};
use super::maskings;
use super::newcomers;
use super::objects::Stop;
use super::outcome::{FileConflict, Told, What};
use super::output::{Content, Output};
use super::taken_back;
use super::tree::{File, Files, Place, PlacedFile, Three, Tree, folder, path_of};
use super::two_names;
use crate::format::{merge, read_line};
use crate::store::forgotten::all_ids;
use crate::store::own_numbers::OwnNumbers;

/// The customers of all trees that can be merged by their ids.
pub(super) fn by_id<'t>(
    place: &Place,
    [ours, theirs]: [&'t Tree; 2],
    bases: &'t [Tree],
) -> BTreeMap<&'t str, Three<'t>> {
    let trees: Vec<&Tree> = [ours, theirs].into_iter().chain(bases).collect();
    let mut found: Vec<(HashMap<&str, Files<'_>>, HashSet<&str>)> =
        trees.into_iter().map(|tree| place.customers(tree)).collect();
    let mut ids: BTreeSet<&str> = found.iter().flat_map(|(files, _)| files.keys().copied()).collect();
    for (_, odd) in &found {
        ids.retain(|id| !odd.contains(id));
    }
    let mut take = |at: usize, id: &str| found[at].0.remove(id).unwrap_or_default();
    let three = |id: &'t str| {
        let (ours, theirs) = (take(0, id), take(1, id));
        (id, Three { ours, theirs, bases: (2..2 + bases.len()).map(|at| take(at, id)).collect() })
    };
    ids.into_iter().map(three).collect()
}

pub(super) fn merge<'t>(
    customers: &mut Customers<'_>,
    threes: BTreeMap<&'t str, Three<'t>>,
    out: &mut Output,
) -> Result<(), Stop> {
    let newcomers = newcomers::find(customers, &threes)?;
    let mut threes = newcomers::apart(threes, &newcomers);
    let mut taken_back = taken_back::find(customers, &threes)?;
    let gone = [newcomers::forgotten(&newcomers), taken_back::forgotten(customers, &taken_back)];
    let (fates, second_names) = fates(customers, &mut threes, gone.each_ref(), out)?;
    let mut made: BTreeMap<&str, Made> = BTreeMap::new();
    for (id, three) in &threes {
        let found = customers.one(id, three, &fates[id], out)?;
        made.insert(id, found);
    }
    let mut guests: Vec<_> = threes
        .iter()
        .filter_map(|(id, three)| match &fates[id] {
            Fate::Follows { by, home, how, steps } => Some((*steps, id, three, *by, home, *how)),
            _ => None,
        })
        .collect();
    // Who comes to another one by a third goes by the numbers that it has there with that one.
    guests.sort_by_key(|(steps, ..)| *steps);
    for (_, id, three, by, home, how) in guests {
        // By its chain of traces it is one that stays.
        if let Some(target) = made.get_mut(home.as_str()) {
            let at = &threes[home.as_str()];
            let parts = customers.forgotten_parts(id, by, &threes)?;
            let is_parted = taken_back.iter().any(|back| back.home == **id && back.by == by);
            let guest = Guest { id, three, by, home, at, how, parts: &parts, is_parted };
            customers.follow(guest, target, out)?;
        }
    }
    let home = |id: &str| match fates.get(id) {
        Some(Fate::Follows { home, .. }) => Some(home.clone()),
        _ => None,
    };
    two_names::lead(customers, second_names, home, &mut made, out)?;
    customers.forget_in_parts(&mut taken_back, (&threes, &fates), &mut made, out)?;
    newcomers::settle(customers, &newcomers, &mut made, out);
    for (id, made) in made.iter_mut().filter(|(id, _)| !threes[*id].is_untouched()) {
        customers.leave_out_forgotten(id, &threes, made, out)?;
    }
    customers.leave_out_crossed((&threes, &taken_back), &mut made, out)?;
    for (id, mut made) in made {
        if !threes[id].is_untouched() {
            customers.note_kept(id, &mut made, out)?;
        }
        for part in [made.card, made.log].into_iter().flatten() {
            let content = match part.bytes {
                Some(bytes) => Content::New { mode: part.file.mode, bytes },
                None => Content::Known(part.file),
            };
            out.put(&part.path, content);
        }
    }
    newcomers::name(&newcomers, out);
    out.moved = std::mem::take(&mut customers.moved);
    Ok(())
}

impl Customers<'_> {
    /// What both sides have of one customer, without what comes to it from others.
    fn one(&mut self, id: &str, three: &Three<'_>, fate: &Fate, out: &mut Output) -> Result<Made, Stop> {
        let mut made = Made::default();
        match fate {
            Fate::Forgotten => {
                let mut lines = BTreeSet::new();
                for files in [three.ours, three.theirs] {
                    let log = self.reader.of(files.log.map(|spot| spot.file))?;
                    lines.extend(lines::lines(&log).map(<[u8]>::to_vec));
                }
                if let Some(card) = three.ours.card.or(three.theirs.card) {
                    let (id, path, lines) = (id.to_owned(), path_of(card.path), lines.len());
                    out.told.push(Told::Forgotten { id, path, lines, whole: true });
                }
                if !self.request.forgotten.has_id(id) {
                    out.forgotten.insert(id.to_owned(), lines);
                }
                return Ok(made);
            }
            Fate::Gone(Some(by)) => {
                made.log = three.side(*by).log.map(|log| FilePart::known(log.path, log.file));
                return Ok(made);
            }
            Fate::Kept(side) => {
                let files = three.side(*side);
                made.card = files.card.map(|card| FilePart::known(card.path, card.file));
                if three.side(side.other()).log.is_none() {
                    made.log = files.log.map(|log| FilePart::known(log.path, log.file));
                    return Ok(made);
                }
            }
            Fate::Follows { by, .. } => {
                // What is new in its log goes with it.
                if three.side(by.other()).log.is_none() {
                    return Ok(made);
                }
            }
            Fate::Merged => self.card(id, three, &mut made, out)?,
            Fate::Gone(None) | Fate::Open => {}
        }
        made.log = self.log(id, three, made.card.as_ref(), out)?;
        Ok(made)
    }

    fn card(&mut self, id: &str, three: &Three<'_>, made: &mut Made, out: &mut Output) -> Result<(), Stop> {
        let (ours, theirs) = match (three.ours.card, three.theirs.card) {
            (Some(ours), Some(theirs)) => (ours, theirs),
            (Some(one), None) | (None, Some(one)) => {
                made.card = Some(FilePart::known(one.path, one.file));
                return Ok(());
            }
            (None, None) => return Ok(()),
        };
        let base = three.base(|files| files.card);
        let path = self.card_path(id, three, ours.path, theirs.path, out);
        let base_blob = base.map(|spot| &spot.file.blob);
        let mode = choose(base.map(|spot| &spot.file.mode), &ours.file.mode, &theirs.file.mode);
        let mode = mode.unwrap_or(&theirs.file.mode).clone();
        if let Some(blob) = choose(base_blob, &ours.file.blob, &theirs.file.blob) {
            let file = File { mode, blob: blob.clone() };
            made.card = Some(FilePart { path, file, bytes: None });
            return Ok(());
        }
        let base = self.reader.of(base.map(|spot| spot.file))?;
        let (our, their) = (self.reader.read(&ours.file.blob)?, self.reader.read(&theirs.file.blob)?);
        let file = File { mode, blob: "".into() };
        let texts = [&base, &our, &their].map(|text| std::str::from_utf8(text).ok());
        let [Some(base), Some(our), Some(their)] = texts else {
            made.card = self.whole(id, &path, [ours, theirs], file, out);
            made.is_open = made.card.is_none();
            return Ok(());
        };
        let versions = Versions { base, ours: our, theirs: their };
        let forgot = self.forgot(three, three)?;
        let bytes = self.keys(id, &path, versions, (three.was_there(), forgot), out);
        made.is_open = bytes.is_none();
        made.card = Some(FilePart { path, file, bytes: Some(bytes.unwrap_or_default()) });
        Ok(())
    }

    /// A file that is not text, of which one version has to be chosen.
    fn whole(
        &mut self,
        id: &str,
        path: &[u8],
        [ours, theirs]: [PlacedFile<'_>; 2],
        file: File,
        out: &mut Output,
    ) -> Option<FilePart> {
        let blob = |spot: PlacedFile<'_>| spot.file.blob.to_string();
        let (our, their) = (blob(ours), blob(theirs));
        let question = Question { path: path_of(path), key: None, ours: our, theirs: their, both: false };
        let chosen = match self.request.answers.to(&question) {
            Some(Answer::Theirs) => theirs,
            Some(_) => ours,
            None => {
                out.conflict(path, Some(id), None, What::File { why: FileConflict::Binary, question });
                return None;
            }
        };
        let file = File { blob: chosen.file.blob.clone(), ..file };
        Some(FilePart { path: path.to_vec(), file, bytes: None })
    }

    /// The place of a customer's file: of who moved it; theirs, where both did.
    fn card_path(
        &mut self,
        id: &str,
        three: &Three<'_>,
        ours: &[u8],
        theirs: &[u8],
        out: &mut Output,
    ) -> Vec<u8> {
        let base = same(three.bases.iter().map(|base| base.card.map(|spot| spot.path)));
        match choose(base, ours, theirs) {
            Some(path) => path.to_vec(),
            None => {
                let (from, to) = (path_of(ours), path_of(theirs));
                out.told.push(Told::Moved { id: id.to_owned(), from, to });
                theirs.to_vec()
            }
        }
    }

    /// The log of one customer, by lines; none where it would be empty and one side has none.
    fn log(
        &mut self,
        id: &str,
        three: &Three<'_>,
        card: Option<&FilePart>,
        out: &mut Output,
    ) -> Result<Option<FilePart>, Stop> {
        let (ours, theirs) = (three.ours.log, three.theirs.log);
        let Some(any) = ours.or(theirs) else { return Ok(None) };
        let path = log_path(id, three, card);
        let base = three.base(|files| files.log);
        let mode = |spot: Option<PlacedFile<'_>>| spot.map(|spot| spot.file.mode.clone());
        let mode = choose(mode(base), mode(ours), mode(theirs)).flatten().unwrap_or(any.file.mode.clone());
        let blob = |spot: Option<PlacedFile<'_>>| spot.map(|spot| spot.file.blob.clone());
        // Where the bases differ, none of them says what one side alone has changed.
        let known = base.is_some() || three.bases.iter().all(|base| base.log.is_none());
        let chosen = match known {
            true => choose(blob(base), blob(ours), blob(theirs)),
            false => (blob(ours) == blob(theirs)).then(|| blob(ours)),
        };
        if let Some(chosen) = chosen {
            return Ok(chosen.map(|blob| FilePart { path, file: File { mode, blob }, bytes: None }));
        }
        let mut texts = [
            self.base_log(three)?,
            self.reader.of(ours.map(|spot| spot.file))?,
            self.reader.of(theirs.map(|spot| spot.file))?,
        ];
        number_alike(id, &mut texts, out);
        maskings::join(&mut texts, maskings::Seen::All).note(out);
        let bytes = merge::log(&texts);
        let (from_us, from_them) = (beyond(&texts[0], &texts[1]), beyond(&texts[0], &texts[2]));
        let twice = said_by_both(&from_us, &from_them);
        if twice > 0 {
            out.told.push(Told::SaidTwice { id: id.to_owned(), lines: twice });
        }
        let (from_us, from_them) = (from_us.len(), from_them.len());
        if ours.is_some() && theirs.is_some() {
            out.summary.insert(id.to_owned(), format!("{from_us} and {from_them} new lines"));
        }
        let is_gone = bytes.is_empty() && (ours.is_none() || theirs.is_none());
        let file = File { mode, blob: "".into() };
        Ok((!is_gone).then_some(FilePart { path, file, bytes: Some(bytes) }))
    }
}

/// Gives what came to a customer on both sides since, with others that were made a part of it, the numbers that it has
/// on ours.
fn number_alike(id: &str, [base, ours, theirs]: &mut [Vec<u8>; 3], out: &mut Output) {
    let before = all_ids(id, base);
    let came = all_ids(id, ours);
    if !all_ids(id, theirs).iter().any(|part| came.contains(part) && !before.contains(part)) {
        return;
    }
    let known: HashSet<&[u8]> = lines::lines(base).collect();
    let same = OwnNumbers::of(theirs, ours);
    out.became.extend(same.names());
    let new = lines::lines(theirs).filter(|line| !known.contains(line));
    let forms: HashMap<Vec<u8>, Vec<u8>> =
        new.filter_map(|line| Some((line.to_vec(), same.form(line)?))).collect();
    out.written.extend(forms.values().cloned());
    *theirs = maskings::put(theirs, &forms);
}

/// How many entries both sides have written since, each by its own person or in its own time zone.
fn said_by_both(ours: &[&[u8]], theirs: &[&[u8]]) -> usize {
    let said = |line: &&[u8]| read_line(line, 1)?.whoever_wrote_it();
    let own: HashSet<&[u8]> = ours.iter().copied().collect();
    let known: HashSet<String> = ours.iter().filter_map(said).collect();
    theirs
        .iter()
        .filter(|line| !own.contains(*line))
        .filter_map(said)
        .filter(|said| known.contains(said))
        .count()
}

/// Beside the customer's file, if it is beside it where it comes from; else where it was.
fn log_path(id: &str, three: &Three<'_>, card: Option<&FilePart>) -> Vec<u8> {
    #[derive(PartialEq, Clone, Copy)]
    enum At<'p> {
        Beside,
        Apart(&'p [u8]),
    }
    fn place<'p>(files: &Files<'p>) -> Option<At<'p>> {
        let log = files.log?;
        let is_beside = files.card.is_some_and(|card| folder(card.path) == folder(log.path));
        Some(if is_beside { At::Beside } else { At::Apart(log.path) })
    }
    let base = same(three.bases.iter().map(place));
    let (ours, theirs) = (place(&three.ours), place(&three.theirs));
    let found = match (ours, theirs) {
        (Some(ours), Some(theirs)) => choose(base, ours, theirs).unwrap_or(theirs),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => At::Beside,
    };
    let any = three.ours.log.or(three.theirs.log).map(|log| log.path.to_vec()).unwrap_or_default();
    match (found, card) {
        (At::Beside, Some(card)) => beside(&card.path, id),
        (At::Beside, None) => any,
        (At::Apart(path), _) => path.to_vec(),
    }
}

/// What all have, if it is the same.
fn same<T: PartialEq + Copy>(mut of: impl Iterator<Item = Option<T>>) -> Option<T> {
    let first = of.next()??;
    of.all(|other| other == Some(first)).then_some(first)
}

/// The side that changed; `None` where both did, differently. Without a base both did.
fn choose<T: PartialEq>(base: impl Into<Option<T>>, ours: T, theirs: T) -> Option<T> {
    let base = base.into();
    if ours == theirs || base.as_ref() == Some(&theirs) {
        Some(ours)
    } else if base.as_ref() == Some(&ours) {
        Some(theirs)
    } else {
        None
    }
}
