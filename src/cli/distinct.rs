//! The `distinct:` and the `referred_by:` of other customers, where the id that stands in them becomes another one.

use std::path::PathBuf;

use super::failure::Failure;
use super::session::Session;
use super::whole_book::whole_book;
use crate::format::Edit;
use crate::model::CustomerId;
use crate::store::{self, Scrutiny};

/// The files of third customers that name the one that goes, as another one or as who referred them.
pub fn references(
    session: &Session<'_>,
    keep: &CustomerId,
    gone: &CustomerId,
) -> Result<Vec<(PathBuf, String, String)>, Failure> {
    let layout = session.workspace.layout();
    let (found, unread) = session.workspace.each(&layout.slots, Scrutiny::Answer, |loaded| {
        let customer = &loaded.customer;
        let is_third = customer.id != *keep && customer.id != *gone;
        let sets_apart = is_third && customer.distinct.iter().any(|id| id == gone.as_str());
        let is_referred = is_third && customer.referred_by.as_deref() == Some(gone.as_str());
        let card = || (loaded.files.card.clone(), loaded.card_text().to_owned());
        (sets_apart || is_referred).then(|| (card(), sets_apart, is_referred))
    });
    // One that can't be seen would keep its reference to a customer that is there no more.
    whole_book(session, &[layout.problems, unread].concat())?;
    let changed = |((path, before), sets_apart, is_referred): ((PathBuf, String), bool, bool)| {
        let key = || "distinct".to_owned();
        let mut edits = Vec::new();
        if sets_apart {
            edits = vec![Edit::Drop(key(), gone.to_string()), Edit::Add(key(), keep.to_string())];
        }
        if is_referred {
            edits.push(Edit::Set("referred_by".into(), keep.to_string()));
        }
        let after = store::edit(&before, &edits)?;
        Ok((path, before, after))
    };
    found.into_iter().map(changed).collect()
}
