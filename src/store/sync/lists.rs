//! The lists of what was forgotten, as each of the trees has them.

use super::objects::{Reader, Stop};
use super::outcome::{Request, Side};
use super::tree::{Place, Three, Tree};
use crate::store;

/// What each of the trees itself says was forgotten.
#[derive(Default)]
pub(super) struct Lists {
    bases: Vec<store::Forgotten>,
    sides: [store::Forgotten; 2],
}

impl Lists {
    pub fn of(
        place: &Place,
        request: &Request<'_>,
        reader: &mut Reader,
        sides: [&Tree; 2],
        bases: &[Tree],
    ) -> Result<Self, Stop> {
        let mut lists = Lists::default();
        if request.forgotten.is_empty() {
            return Ok(lists);
        }
        let path = place.forgotten_list();
        let mut read = |tree: &Tree| -> Result<store::Forgotten, Stop> {
            let file = tree.files.get(&path).filter(|file| file.is_regular());
            Ok(store::Forgotten::parse(&reader.of(file)?))
        };
        for base in bases {
            lists.bases.push(read(base)?);
        }
        lists.sides = [read(sides[0])?, read(sides[1])?];
        Ok(lists)
    }

    /// Whether a side has forgotten who has an id.
    pub fn has_forgotten(&self, id: &str, side: Side) -> bool {
        self.sides[side as usize].has_id(id)
    }

    /// Whether both sides had a customer of an id before they heard that it was forgotten.
    pub fn had_before_forgetting(&self, id: &str, three: &Three<'_>) -> bool {
        let mut bases = three.bases.iter().zip(&self.bases);
        bases.any(|(base, list)| base.card.is_some() && !list.has_id(id))
    }

    /// Whether a side has forgotten who had an id, which is nobody's or a new customer's there, since both were one.
    pub fn is_given_anew(&self, id: &str, side: Side) -> bool {
        self.sides[side as usize].has_former(id) && !self.bases.iter().any(|base| base.has_former(id))
    }
}
