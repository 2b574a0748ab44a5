//! All customers, of whom only those are read that nobody has noted anything of, or not enough.

use std::path::Path;

use rayon::prelude::*;

use super::customer_tree::CustomerFiles;
use super::index::{Cache, CacheAnswer, Draft, Index, Record, Stamps};
use super::load::{self, Buffers, LoadedCustomer, Scrutiny};
use super::parallel::on_all_cores;
use crate::model::{Audience, Problem};

/// What a look at the stamps and the note says of a customer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looked {
    /// The note answers.
    Answered,
    /// The note holds, and the files have to be read all the same.
    Asked,
    /// There is no note that holds, and one is wanted.
    Unknown,
    /// The note is for other days, and stays.
    Kept,
}

/// A customer that was read.
struct Told<T> {
    place: usize,
    answer: Option<T>,
    fresh: Option<(Stamps, Vec<u8>)>,
    problems: Vec<Problem>,
}

/// Reads as few customers as it can. `slots` are all customers of the workspace, in which the index
/// lies in `folder`; the answers come in their order.
pub(super) fn each<N: Cache, T: Send>(
    (root, folder): (&Path, &Path),
    slots: &[CustomerFiles],
    notes: &N,
    from_cache: impl Fn(&CustomerFiles, N::Note) -> CacheAnswer<T> + Sync,
    answer: impl Fn(LoadedCustomer<'_>, N::Note) -> Option<T> + Sync,
) -> (Vec<T>, Vec<Problem>) {
    let index = Index::read(root, folder, slots.len());
    let forgotten = load::known(root);
    // What was noted of a log holds as long as the same of its lines are forgotten.
    let key = notes.key() ^ forgotten.key();
    let records = index.records(key);
    // The record of a customer's files as they are now.
    let record = |files: &CustomerFiles| {
        let record = records.get(files.card.to_str()?)?;
        (Stamps::of(root, files)? == record.stamps).then_some(record)
    };
    let look = |files: &CustomerFiles| {
        let Some(record) = record(files) else { return (Looked::Unknown, None) };
        let raw = postcard::from_bytes(record.note).ok();
        match raw.and_then(|raw| notes.note(files, raw)).map(|note| from_cache(files, note)) {
            Some(CacheAnswer::Answer(answer)) => (Looked::Answered, answer),
            Some(CacheAnswer::Read) => (Looked::Asked, None),
            None if notes.renews() => (Looked::Unknown, None),
            None => (Looked::Kept, None),
        }
    };
    let audience = Audience::current();
    let look = |files: &CustomerFiles| audience.serve(|| look(files));
    let (looked, mut answers): (Vec<Looked>, Vec<Option<T>>) =
        on_all_cores(|| slots.par_iter().with_min_len(64).map(look).unzip());

    let is_asked = |place: &usize| looked[*place] != Looked::Answered;
    let asked: Vec<usize> = (0..slots.len()).filter(is_asked).collect();
    let is_unknown = |place: usize| looked[place] == Looked::Unknown;
    let wants = asked.iter().any(|place| is_unknown(*place));
    let draft = wants.then(|| Draft::begin(root, folder)).flatten();
    let read = |buffers: &mut Buffers, place: usize| {
        let files = &slots[place];
        // Before the reading: what changes after it has other stamps.
        let stamps = draft.as_ref().filter(|_| is_unknown(place)).and_then(|draft| {
            files.card.to_str()?;
            Stamps::of(root, files).filter(|stamps| draft.knows(stamps))
        });
        let (found, problems) =
            load::read(load::disk(root), &forgotten, files, Scrutiny::Answer, buffers, |loaded| {
                let note = notes.take(&loaded);
                let bytes = stamps.and_then(|_| postcard::to_stdvec(&notes.raw(&note)).ok());
                (answer(loaded, note), bytes)
            });
        let (answer, bytes) = found.unwrap_or_default();
        // What is wrong with a file is told each time.
        let fresh = stamps.zip(bytes).filter(|_| problems.is_empty());
        Told { place, answer, fresh, problems }
    };
    let told = asked.par_chunks(64).map_init(Buffers::default, |buffers, places| {
        audience.serve(|| places.iter().map(|place| read(buffers, *place)).collect::<Vec<_>>())
    });
    let told: Vec<Told<T>> = on_all_cores(|| told.flatten_iter().collect());

    if let Some(draft) = draft.filter(|_| told.iter().any(|told| told.fresh.is_some())) {
        let mut fresh = told.iter().filter_map(|told| Some((told.place, told.fresh.as_ref()?))).peekable();
        let kept = slots.iter().zip(&looked).enumerate().filter_map(|(place, (files, looked))| {
            let card = files.card.to_str()?;
            match fresh.next_if(|(other, _)| *other == place) {
                Some((_, (stamps, note))) => Some(Record { card, stamps: *stamps, note }),
                None if *looked == Looked::Unknown => None,
                None => records.get(card).copied(),
            }
        });
        // Without an index everything is as right, and slower.
        let _ = draft.put(key, kept);
    }

    let mut problems = Vec::new();
    for mut told in told {
        answers[told.place] = told.answer;
        problems.append(&mut told.problems);
    }
    (answers.into_iter().flatten().collect(), problems)
}
