//! The `distinct:` of other customers, where the id that stands in it becomes another one.

use std::path::PathBuf;

use super::failure::Failure;
use super::session::Session;
use super::whole_book::whole_book;
use crate::format::Edit;
use crate::model::CustomerId;
use crate::store::{self, Scrutiny};

/// The files of third customers that name the one that goes as another one.
pub fn references(
    session: &Session<'_>,
    keep: &CustomerId,
    gone: &CustomerId,
) -> Result<Vec<(PathBuf, String, String)>, Failure> {
    let layout = session.workspace.layout();
    let (found, unread) = session.workspace.each(&layout.slots, Scrutiny::Answer, |loaded| {
        let customer = &loaded.customer;
        let is_third = customer.id != *keep && customer.id != *gone;
        let names = is_third && customer.distinct.iter().any(|id| id == gone.as_str());
        names.then(|| (loaded.files.card.clone(), loaded.card_text().to_owned()))
    });
    // One that can't be seen would keep its reference to a customer that is there no more.
    whole_book(session, &[layout.problems, unread].concat())?;
    let changed = |(path, before): (PathBuf, String)| {
        let key = || "distinct".to_owned();
        let edits = [Edit::Drop(key(), gone.to_string()), Edit::Add(key(), keep.to_string())];
        let after = store::edit(&before, &edits)?;
        Ok((path, before, after))
    };
    found.into_iter().map(changed).collect()
}
