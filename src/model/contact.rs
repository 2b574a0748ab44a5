//! A person at a customer.

use chrono::{Datelike, NaiveDate};

use super::mask::is_masked_phone;
use super::{ContactKey, ContactPoint, Medium, NotOne};

/// A person at a customer, and the ways to reach it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contact {
    pub name: Option<String>,
    /// What it does there.
    pub position: Option<String>,
    /// Whether it decides.
    pub decides: Option<bool>,
    /// Mail address.
    pub email: Option<String>,
    /// Mail addresses beside the first.
    pub emails: Vec<ContactPoint>,
    /// Phone number, as written.
    pub phone: Option<String>,
    /// Phone numbers beside the first.
    pub phones: Vec<ContactPoint>,
    /// Service → handle: whatsapp, wechat, …
    pub chat: Vec<(String, String)>,
    /// Its birthday, with or without the year.
    pub birthday: Option<Birthday>,
    /// When these data were last seen to be right.
    pub verified: Option<NaiveDate>,
    /// Keys that this version doesn't know.
    pub unknown: Vec<(String, super::YamlValue)>,
}

impl Contact {
    /// Whether it says something under a key; an address beside the first is one, too.
    pub fn says(&self, key: ContactKey) -> bool {
        match key {
            ContactKey::Name => self.name.is_some(),
            ContactKey::Position => self.position.is_some(),
            ContactKey::Decides => self.decides.is_some(),
            ContactKey::Email => self.all(Medium::Email).next().is_some(),
            ContactKey::Emails => !self.emails.is_empty(),
            ContactKey::Phone => self.all(Medium::Phone).next().is_some(),
            ContactKey::Phones => !self.phones.is_empty(),
            ContactKey::Chat => !self.chat.is_empty(),
            ContactKey::Birthday => self.birthday.is_some(),
            ContactKey::Verified => self.verified.is_some(),
        }
    }

    /// All its addresses, or all its numbers, as written.
    pub fn all(&self, medium: Medium) -> impl Iterator<Item = &str> {
        let (first, others) = self.points(medium);
        first.into_iter().chain(others.iter().map(|one| one.value.as_str()))
    }

    /// The address to write to, or the number to dial: the first that reaches somebody.
    pub fn best(&self, medium: Medium) -> Option<String> {
        let (first, others) = self.points(medium);
        let others = others.iter().filter(|one| one.bounced.is_none()).map(|one| one.value.as_str());
        let all = first.into_iter().chain(others);
        // By a mask nobody is reached, however many digits it happens to have.
        let all = all.filter(|text| medium != Medium::Phone || !is_masked_phone(text));
        let mut sound = all.filter_map(|text| match medium.read(text) {
            Ok(one) => Some(one),
            Err(NotOne::Several(each)) => each.into_iter().next(),
            Err(NotOne::Nothing(_)) => None,
        });
        sound.next()
    }

    /// The first, and the others.
    pub fn points(&self, medium: Medium) -> (Option<&str>, &[ContactPoint]) {
        match medium {
            Medium::Email => (self.email.as_deref(), &self.emails),
            Medium::Phone => (self.phone.as_deref(), &self.phones),
        }
    }

    /// The same, to be changed.
    pub fn points_mut(&mut self, medium: Medium) -> (&mut Option<String>, &mut Vec<ContactPoint>) {
        match medium {
            Medium::Email => (&mut self.email, &mut self.emails),
            Medium::Phone => (&mut self.phone, &mut self.phones),
        }
    }
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
