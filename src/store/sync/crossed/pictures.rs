//! A picture or paper that was forgotten on one side, and that the other one, which had not heard of it, has kept again.

use std::collections::{BTreeMap, BTreeSet};

use super::super::objects::Stop;
use super::super::outcome::Told;
use super::super::output::Output;
use super::super::tree::Three;
use super::{Customers, Forgetting, Made};
use crate::model::HASH_DIGITS;
use crate::store::kept_files::named;

/// What the note calls it: its name may be the person's.
const PICTURE: &str = "a kept file";

impl Customers<'_> {
    /// Tells of it, and notes it, so that everybody hears of it: it stays, for the entry that names it says more.
    pub(super) fn tell_pictures(
        &mut self,
        forgetting: &Forgetting<'_>,
        (threes, ids): (&BTreeMap<&str, Three<'_>>, &[String]),
        (id, made): (&str, &Made),
        out: &mut Output,
    ) -> Result<(), Stop> {
        if !ids.iter().any(|id| forgetting.ids.contains(id)) {
            return Ok(());
        }
        let mut gone = BTreeSet::new();
        for three in forgetting.ids.iter().filter_map(|id| threes.get(id.as_str())) {
            gone.extend(prints(&self.base_log(three)?));
        }
        let kept = prints(forgetting.log.as_bytes());
        gone.retain(|print| !kept.contains(print));
        if gone.is_empty() || gone.is_disjoint(&prints(&self.bytes(made.log.as_ref())?)) {
            return Ok(());
        }
        out.kept.entry(id.to_owned()).or_default().insert(PICTURE.to_owned());
        out.told.push(Told::KeptAgain { id: id.to_owned(), by: forgetting.by.other() });
        Ok(())
    }
}

/// What the kept files are that a log names, whatever they are called.
fn prints(log: &[u8]) -> BTreeSet<String> {
    named(log).into_keys().filter_map(|name| name.get(..HASH_DIGITS).map(str::to_owned)).collect()
}
