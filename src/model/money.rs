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

    /// The codes of ISO 4217.
    pub const ISO: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN \
        BWP BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL \
        GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD \
        KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR \
        NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN \
        SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XAG \
        XAU XCD XCG XDR XOF XPD XPF XPT YER ZAR ZMW ZWG ZWL";

    /// Whether ISO 4217 has the code.
    pub fn is_of_iso(self) -> bool {
        Self::ISO.split(' ').any(|code| code == self.as_str())
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
