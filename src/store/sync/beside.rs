//! Other workspaces in the same repository: a merge takes all of it, and so their customers are merged as customers,
//! and what was forgotten there stays so, whichever of them somebody stands in.

use super::absent;
use super::customers::{Customers, Moved};
use super::folders::told_of;
use super::history::History;
use super::lists::Lists;
use super::merge_customers;
use super::objects::{Reader, Stop};
use super::outcome::{Request, Told};
use super::output::Output;
use super::remember::remember;
use super::tree::{Place, Tree};
use super::verify::{Trees, verify};
use crate::store::Forgotten;

/// One of them, with what its customers come to.
pub(super) struct Beside {
    pub place: Place,
    pub forgotten: Forgotten,
    out: Output,
}

impl Beside {
    /// Those that either side has, with their customers merged.
    pub fn all(
        place: &Place,
        request: &Request<'_>,
        reader: &mut Reader,
        (sides, bases): ([&Tree; 2], &[Tree]),
        history: History<'_>,
    ) -> Result<Vec<Self>, Stop> {
        let mut found = Vec::new();
        for place in place.beside(sides) {
            let mut forgotten = Forgotten::default();
            for side in sides {
                let list = side.files.get(&place.forgotten_list()).filter(|file| file.is_regular());
                forgotten.extend(Forgotten::parse(&reader.of(list)?));
            }
            let request = of(request, &forgotten);
            let mut out = Output::default();
            let lists = &Lists::of(&place, &request, reader, sides, bases)?;
            let threes = merge_customers::by_id(&place, sides, bases);
            out.ids = threes.keys().map(|id| (*id).to_owned()).collect();
            let request = &request;
            let customers = &mut Customers {
                request,
                reader,
                lists,
                place: &place,
                history,
                moved: Moved::default(),
                shown: Default::default(),
            };
            merge_customers::merge(customers, threes, &mut out)?;
            found.push(Beside { place, forgotten, out });
        }
        Ok(found)
    }

    /// Whether a path is one of its customers' files, which are taken care of.
    pub fn has(&self, path: &[u8]) -> bool {
        self.place.part(path).is_some_and(|(_, id)| self.out.ids.contains(id))
    }

    /// Hands its files and its questions over.
    pub fn hand_over(&mut self, out: &mut Output) {
        for (path, content) in std::mem::take(&mut self.out.files) {
            out.put(&path, content);
        }
        out.conflicts.append(&mut self.out.conflicts);
        let folder = self.place.folder();
        for (id, said) in std::mem::take(&mut self.out.summary) {
            out.summary.insert(format!("{folder}/{id}"), said);
        }
    }

    /// Notes what was forgotten there, in its own list, among all the files.
    pub fn remember(
        &mut self,
        request: &Request<'_>,
        reader: &mut Reader,
        out: &mut Output,
    ) -> Result<(), Stop> {
        std::mem::swap(&mut self.out.files, &mut out.files);
        let done = remember(&self.place, &of(request, &self.forgotten), reader, &mut self.out);
        std::mem::swap(&mut self.out.files, &mut out.files);
        done
    }

    /// Compares its logs with both sides, and says what there is to tell of it.
    pub fn verified(mut self, trees: Trees<'_>, reader: &mut Reader) -> Result<Vec<Told>, Stop> {
        let sides = [trees.ours, trees.theirs];
        let mut told = std::mem::take(&mut self.out.told);
        told.extend(absent::heard(&self.place, reader, sides, &self.forgotten)?);
        told.extend(verify(&self.place, trees, reader, &self.forgotten, &self.out)?);
        Ok(told.into_iter().map(|told| told_of(&self.place, told)).collect())
    }
}

/// The same request, with what was forgotten there.
fn of<'a>(request: &Request<'a>, forgotten: &'a Forgotten) -> Request<'a> {
    Request { forgotten, ..*request }
}
