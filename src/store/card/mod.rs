//! A customer's file: from its bytes to the model.

mod convert;
mod raw;

use crate::model::{Customer, CustomerId};
use crate::yaml::{self, Fault};

pub(crate) use raw::RawCard;

/// A file larger than this is no customer.
pub(crate) const MAX_BYTES: u64 = 1 << 20;

/// What a file says, as far as it can be read.
pub(crate) struct Card {
    pub customer: Customer,
    /// What was passed over: values that can't be, keys that nobody knows.
    pub faults: Vec<Fault>,
}

/// Reads a customer's file. `Err` where nothing can be said of the customer at all.
pub(crate) fn read(id: &CustomerId, bytes: &[u8]) -> Result<Card, Vec<Fault>> {
    let text = yaml::text(bytes, MAX_BYTES).map_err(|fault| vec![fault])?;
    let raw = yaml::parse(text)?;
    convert::customer(id, raw)
}

#[cfg(test)]
mod tests;
