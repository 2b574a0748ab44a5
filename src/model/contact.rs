//! A person at a customer.

use chrono::{Datelike, NaiveDate};

/// A person at a customer, and the ways to reach it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contact {
    /// Its name.
    pub name: Option<String>,
    /// What it does there.
    pub position: Option<String>,
    /// Whether it decides.
    pub decides: Option<bool>,
    /// Mail address.
    pub email: Option<String>,
    /// Phone number, as written.
    pub phone: Option<String>,
    /// Service → handle: whatsapp, wechat, …
    pub chat: Vec<(String, String)>,
    /// Its birthday, with or without the year.
    pub birthday: Option<Birthday>,
    /// When these data were last seen to be right.
    pub verified: Option<NaiveDate>,
    /// Keys that this version doesn't know.
    pub unknown: Vec<(String, super::Datum)>,
}

/// `MM-DD`, or `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Birthday {
    /// The year, where it is known.
    pub year: Option<i32>,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month.
    pub day: u32,
}

impl Birthday {
    /// Reads both forms; 02-29 is a birthday.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, full) = match text.len() {
            5 => (None, format!("2000-{text}")),
            _ => (Some(()), text.to_owned()),
        };
        let date = super::stamp::date(&full)?;
        Some(Birthday { year: year.map(|()| date.year()), month: date.month(), day: date.day() })
    }
}

impl std::fmt::Display for Birthday {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(year) = self.year {
            write!(f, "{year}-")?;
        }
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birthday_is_known_with_or_without_its_year() {
        for text in ["05-12", "1980-05-12", "02-29"] {
            assert_eq!(Birthday::parse(text).map(|b| b.to_string()).as_deref(), Some(text));
        }
        for bad in ["5-12", "13-01", "1981-02-29", "12", ""] {
            assert_eq!(Birthday::parse(bad), None, "{bad}");
        }
    }
}
