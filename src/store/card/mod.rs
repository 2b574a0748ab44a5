//! A customer's file: from its bytes to the model.

mod convert;
mod keys;
mod raw;
mod syntax;

use crate::model::{Customer, CustomerId, Trouble};
use crate::store::fault::{Fault, Spot};

pub(crate) use keys::suggestion;
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
    let text = text(bytes).map_err(|fault| vec![fault])?;
    let raw = syntax::parse(text)?;
    convert::customer(id, raw)
}

/// The file's text without its byte order mark, which the YAML reader takes for an error.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, Fault> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Fault::new(Spot::Start, Trouble::TooLarge { limit: MAX_BYTES }));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let good = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
            let (line, column) = super::locate::line_column(good, good.len());
            Err(Fault::new(Spot::At(line, column), Trouble::InvalidUtf8))
        }
    }
}

#[cfg(test)]
mod tests;
