//! Amounts as the files hold them: exact decimals with a currency, never binary floats.

use std::fmt;
use std::str::FromStr;

pub use rust_decimal::Decimal;

/// A currency by its three-letter code (ISO 4217's form; the list itself is the world's business).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Takes three capital letters.
    pub fn new(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Currency(bytes))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An amount; without a currency it is in the workspace's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// How much, in the file's own digits.
    pub amount: Decimal,
    /// In what, if it says so.
    pub currency: Option<Currency>,
}

/// Reads an exact decimal: digits with a point, or with an exponent as JSON allows it.
pub fn decimal(text: &str) -> Option<Decimal> {
    if text.contains(['e', 'E']) {
        Decimal::from_scientific(text).ok()
    } else {
        Decimal::from_str_exact(text).ok().filter(|_| Decimal::from_str(text).is_ok() && !text.contains('_'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stay_as_they_are() {
        for text in ["1200.50", "0.1", "0.10", "-3", "79228162514264337593543950335"] {
            assert_eq!(decimal(text).map(|d| d.to_string()).as_deref(), Some(text));
        }
        assert_eq!(decimal("1.2e3").map(|d| d.to_string()).as_deref(), Some("1200"));
        for bad in ["", "1,200", "x", "1_000", "792281625142643375935439503350", "NaN", "1e99"] {
            assert_eq!(decimal(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_currency_is_three_capital_letters() {
        assert_eq!(Currency::new("EUR").map(|c| c.to_string()).as_deref(), Some("EUR"));
        for bad in ["eur", "EU", "EURO", "E1R", "欧"] {
            assert_eq!(Currency::new(bad), None, "{bad}");
        }
    }
}
