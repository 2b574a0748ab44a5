//! The same customer entered twice.

use crate::model::Customer;
use crate::model::name::spellings;

/// Why two customers are probably one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Twin {
    /// A name or alias of the known one, but for legal form, case, width, accents and punctuation.
    Name(String),
    /// A mail address.
    Email(String),
    /// A phone number, but for how it is written.
    Phone(String),
    /// A web site.
    Website(String),
}

/// What makes `new` the same customer as `old`, if anything does.
pub fn twin(new: &Customer, old: &Customer) -> Option<Twin> {
    let names = |customer: &Customer| -> Vec<String> {
        std::iter::once(&customer.name).chain(&customer.aliases).flat_map(|name| spellings(name)).collect()
    };
    let ours = names(new);
    let same = |name: &&String| spellings(name).iter().any(|form| ours.contains(form));
    if let Some(name) = std::iter::once(&old.name).chain(&old.aliases).find(same) {
        return Some(Twin::Name(name.clone()));
    }
    let emails = |customer: &Customer| -> Vec<String> {
        customer
            .contacts
            .iter()
            .filter_map(|contact| contact.email.as_deref())
            .map(|email| email.trim().to_lowercase())
            .collect()
    };
    let theirs = emails(old);
    if let Some(email) = emails(new).into_iter().find(|email| theirs.contains(email)) {
        return Some(Twin::Email(email));
    }
    let phones = |customer: &Customer| -> Vec<String> {
        customer.contacts.iter().filter_map(|contact| contact.phone.as_deref()).filter_map(digits).collect()
    };
    let theirs = phones(old);
    if let Some(phone) =
        phones(new).into_iter().find(|phone| theirs.iter().any(|other| same_phone(phone, other)))
    {
        return Some(Twin::Phone(phone));
    }
    let site = new.website.as_deref().and_then(host)?;
    (old.website.as_deref().and_then(host) == Some(site.clone())).then_some(Twin::Website(site))
}

/// A number's digits without `+` and `00`; too short a number is nobody's own.
fn digits(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0').to_owned();
    (digits.len() >= 7).then_some(digits)
}

/// With and without the country's prefix it is one number.
fn same_phone(one: &str, other: &str) -> bool {
    let (long, short) = if one.len() >= other.len() { (one, other) } else { (other, one) };
    long == short || (short.len() >= 8 && long.len() - short.len() <= 3 && long.ends_with(short))
}

/// `https://www.Acme.example/de` → `acme.example`.
fn host(site: &str) -> Option<String> {
    let site = site.trim().to_lowercase();
    let site = site.split_once("://").map_or(site.as_str(), |(_, rest)| rest);
    let host = site.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host).trim_end_matches('.');
    host.contains('.').then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Contact, CustomerId};

    fn customer(name: &str, email: &str, phone: &str, site: &str) -> Customer {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let mut customer = Customer::named(CustomerId::new("x").expect("an id"), name);
        customer.contacts = vec![Contact { email: some(email), phone: some(phone), ..Contact::default() }];
        customer.website = some(site);
        customer
    }

    #[test]
    fn one_customer_entered_twice_is_caught() {
        let old = customer(
            "Müller Maschinenbau GmbH",
            "Anna@Mueller.example",
            "+49 89 1234567",
            "https://www.mueller.example/de",
        );
        for (name, email, phone, site, twice) in [
            ("MÜLLER Maschinenbau", "", "", "", true),
            ("Mueller Maschinenbau", "", "", "", true),
            ("Muller Maschinenbau", "", "", "", true),
            ("Muler Maschinenbau", "", "", "", false),
            ("x", "anna@mueller.example ", "", "", true),
            ("x", "", "0049-89-1234567", "", true),
            ("x", "", "089 1234567", "", true),
            ("x", "", "", "mueller.example", true),
            ("x", "bob@mueller.example", "+49 89 7654321", "other.example", false),
            ("x", "", "1234567", "", false),
            ("", "", "", "", false),
        ] {
            assert_eq!(
                twin(&customer(name, email, phone, site), &old).is_some(),
                twice,
                "{name} {email} {phone} {site}"
            );
        }
    }
}
