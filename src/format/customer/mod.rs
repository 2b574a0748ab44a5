//! A customer's file: from its bytes to the model.

mod card;
mod convert;
mod points;
mod raw;
mod shape;
mod write;

use std::path::Path;

use crate::model::{Customer, CustomerId, Problem};
use crate::yaml::{self, UnlocatedProblem};

pub(crate) use card::Card;
pub(crate) use raw::RawCustomer;
pub use shape::{KeyShape, key_shape, key_suggestion, settable_keys};
pub use write::{NewFile, approval_yaml, contact_keys, customer_text, date_yaml, decision_maker_keys};

/// A file larger than this is not a customer.
pub(crate) const MAX_BYTES: u64 = 1 << 20;

/// Reads a customer's file. `Err` where nothing can be said of the customer at all.
pub(crate) fn read(id: &CustomerId, bytes: &[u8]) -> Result<Card, Vec<UnlocatedProblem>> {
    let text = yaml::text(bytes, MAX_BYTES).map_err(|fault| vec![fault])?;
    let raw = yaml::parse(text)?;
    convert::customer(id, raw)
}

/// What a text would be as a customer's file, and all that is wrong with it: for looking before
/// writing.
pub fn review(id: &CustomerId, path: &Path, text: &str) -> (Option<Customer>, Vec<Problem>) {
    let (customer, faults) = match read(id, text.as_bytes()) {
        Ok(card) => (Some(card.customer), card.faults),
        Err(faults) => (None, faults),
    };
    (customer, yaml::placed(faults, path, text))
}

#[cfg(test)]
mod tests;
